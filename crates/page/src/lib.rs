//! Page: what was fetched, byte for byte, with its address and time.
//!
//! Takes an address (a file, a URL, `-` for standard input), gives a [`Page`]. The only stage of
//! reading that touches files and the network. It never looks inside the text: what kind of page
//! the bytes are is said by the sender, the name or the first bytes, and what they mean is for
//! `ascribe-report` to say.

use std::{fmt, path::PathBuf};

use jiff::Timestamp;

/// What was fetched, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where the bytes came from.
    pub address: Address,
    /// The bytes as they came, not decoded.
    pub bytes: Vec<u8>,
    /// What the bytes are said or seen to be.
    pub kind: Kind,
    /// When they were fetched; `None` for a page that was not fetched (a file, standard input).
    pub fetched: Option<Timestamp>,
}

/// Where a page comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// A file on this machine.
    File(PathBuf),
    /// An `http` or `https` address.
    Url(String),
    /// Standard input.
    Stdin,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::File(path) => path.display().fmt(f),
            Address::Url(url) => url.fmt(f),
            Address::Stdin => f.write_str("standard input"),
        }
    }
}

/// How the bytes of a page are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A web page.
    Html,
    /// Plain text, as written or as scraped from a web page.
    Text,
}
