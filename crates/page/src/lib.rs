//! Page: what was fetched, byte for byte, with its address and time.
//!
//! Takes an address (a file, a URL, `-` for standard input), gives a [`Page`]. The only stage of
//! reading that touches files and the network. It never looks inside the text: what kind of page
//! the bytes are is said by the first bytes, the sender or the name, and what they mean is for
//! `ascribe-report` to say. An empty page is a page; that it holds no report is said there too.

mod address;
mod archive;
mod cache;
mod error;
mod feed;
mod fetch;
mod file;
mod find;
mod guard;
mod kind;
mod label;
mod pages;
mod private;
mod robots;
mod server;
mod skip;
mod url;

use std::{io::Read, path::Path, sync::Arc};

use jiff::Timestamp;

use self::feed::Feeds;

pub use self::{
    address::{Address, At},
    archive::{Article, Record},
    error::Error,
    feed::{Entries, Link},
    fetch::Fetcher,
    find::find,
    kind::Kind,
    label::Label,
    pages::{Found, Pages},
    skip::Skip,
};

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
    /// What the archive or feed that it came in says of it; empty for a page that came by itself.
    pub label: Label,
}

/// More bytes than this are not one news page, but an archive or a mistake.
const MOST_BYTES: u64 = 50_000_000;

/// Opens the page at an address: a file, an `http` or `https` URL, or `-` for standard input.
pub fn open(address: &str) -> Result<Page, Error> {
    open_address(Address::read(address)?)
}

fn open_address(address: Address) -> Result<Page, Error> {
    feed::none_on(match address {
        Address::File(path) => file::open(&path)?,
        Address::Url(url) => Fetcher::new().open(&url)?,
        Address::Stdin => read(Address::Stdin, std::io::stdin().lock())?,
        Address::Record { .. } => return Err(Error::Alone { address }),
    })
}

/// All pages behind an address: one for a page, many for a folder, an archive or a feed.
pub fn pages(address: &str, fetcher: &Arc<Fetcher>, entries: Entries) -> Result<Pages, Error> {
    let feeds = Feeds { fetcher: Arc::clone(fetcher), entries };
    match Address::read(address)? {
        Address::File(path) if path.is_dir() => Ok(Pages::in_folder(find(&path)?, feeds)),
        Address::File(path) => Pages::in_file(&path, &feeds),
        Address::Stdin => pages_in(Address::Stdin, std::io::stdin(), fetcher, entries),
        Address::Url(url) => Ok(Pages::on(fetcher.open(&url)?, &feeds)),
        other @ Address::Record { .. } => Err(Error::Alone { address: other }),
    }
}

/// All pages in a stream that is open already.
pub fn pages_in(
    address: Address,
    source: impl Read + Send + 'static,
    fetcher: &Arc<Fetcher>,
    entries: Entries,
) -> Result<Pages, Error> {
    Pages::in_stream(address, source, &Feeds { fetcher: Arc::clone(fetcher), entries })
}

/// All pages that stand on one: the entries of a feed, or else the page itself.
pub fn pages_on(page: Page, fetcher: &Arc<Fetcher>, entries: Entries) -> Pages {
    Pages::on(page, &Feeds { fetcher: Arc::clone(fetcher), entries })
}

/// Opens a file, whatever its name looks like; for the paths that [`find`] gives.
pub fn open_file(path: &Path) -> Result<Page, Error> {
    file::open(path)
}

/// Reads a page that is open already, to its end.
pub fn read(address: Address, source: impl Read) -> Result<Page, Error> {
    file::read(address, source)
}
