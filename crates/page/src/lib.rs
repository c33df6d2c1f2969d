//! Page: what was fetched, byte for byte, with its address and time.
//!
//! Takes an address (a file, a URL, `-` for standard input), gives a [`Page`]. The only stage of
//! reading that touches files and the network. It never looks inside the text: what kind of page
//! the bytes are is said by the first bytes, the sender or the name, and what they mean is for
//! `ascribe-report` to say. An empty page is a page; that it holds no report is said there too.

mod address;
mod error;
mod fetch;
mod file;
mod find;
mod kind;

use std::{io::Read, path::Path};

use jiff::Timestamp;

pub use self::{address::Address, error::Error, find::find, kind::Kind};

/// What was fetched, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where the bytes came from; after redirects, the last address.
    pub address: Address,
    /// The bytes as they came, not decoded.
    pub bytes: Vec<u8>,
    /// What the bytes are seen or said to be.
    pub kind: Kind,
    /// The character set the sender named ("windows-1252"), where one was named beside the bytes.
    pub charset: Option<String>,
    /// When they were fetched; `None` for a page that was not fetched (a file, standard input).
    pub fetched: Option<Timestamp>,
}

/// More bytes than this are not one news page, but an archive or a mistake.
const MOST_BYTES: u64 = 50_000_000;

/// Opens the page at an address: a file, an `http` or `https` URL, or `-` for standard input.
pub fn open(address: &str) -> Result<Page, Error> {
    match Address::read(address)? {
        Address::File(path) => file::open(&path),
        Address::Url(url) => fetch::open(&url, &fetch::LIMITS),
        Address::Stdin => read(Address::Stdin, std::io::stdin().lock()),
    }
}

/// Opens a file, whatever its name looks like; for the paths that [`find`] gives.
pub fn open_file(path: &Path) -> Result<Page, Error> {
    file::open(path)
}

/// Reads a page that is open already, to its end.
pub fn read(address: Address, source: impl Read) -> Result<Page, Error> {
    file::read(address, source)
}
