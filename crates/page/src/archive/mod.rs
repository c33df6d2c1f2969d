//! Archive: files that hold many pages, and pages that are packed. What a stream is, is seen from
//! its first bytes; each form has a module of its own.

mod header;
mod http;
mod json;
#[cfg(test)]
mod tests;
mod unpack;
mod wacz;
mod warc;
mod window;

use std::{
    fs::File,
    io::{self, Read},
    iter,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use brotli_decompressor::Decompressor;

pub use self::{json::Article, warc::Record};
use self::{
    json::{Articles, Layout},
    unpack::{Broken, Packing, Tight, Unpack},
    warc::Records,
    window::Window,
};
use crate::{
    Address, Error,
    feed::{self, Feeds},
    file, kind,
    pages::Found,
};

/// What is found in a stream.
pub(crate) type Sources = Box<dyn Iterator<Item = Result<Found, Error>> + Send>;

/// No record is larger that holds a page: crawlers cut off at one megabyte or five.
const MOST_RECORD: u64 = 10_000_000;

/// So much of a stream decides what it is.
const HEAD: usize = 8192;

/// The pages in a file.
pub(crate) fn in_file(
    path: &Path,
    file: File,
    n_read: &Arc<AtomicU64>,
    feeds: Option<&Feeds>,
) -> Result<Sources, Error> {
    let mut head = [0; 4];
    let is_zip = peek(&file, &mut head).is_ok_and(|n| head[..n] == *b"PK\x03\x04");
    if is_zip && let Some(archives) = wacz::Archives::new(path, &file, Arc::clone(n_read)) {
        return Ok(Box::new(archives));
    }
    if is_zip && let Err(source) = io::Seek::rewind(&mut &file) {
        return Err(Error::Io { address: Address::File(path.to_owned()), source });
    }
    let source = Counted::new(file, Arc::clone(n_read));
    found_in(Address::File(path.to_owned()), Box::new(source), feeds)
}

/// The first bytes of a file, which are left in it.
#[cfg(unix)]
fn peek(file: &File, into: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, 0)
}

/// The first bytes of a file, which are left in it.
#[cfg(not(unix))]
fn peek(mut file: &File, into: &mut [u8]) -> io::Result<usize> {
    let n = file.read(into)?;
    io::Seek::rewind(&mut file)?;
    Ok(n)
}

/// The pages in a stream; a feed is one of them, unless its entries are asked for.
pub(crate) fn found_in(
    address: Address,
    source: Box<dyn Read + Send>,
    feeds: Option<&Feeds>,
) -> Result<Sources, Error> {
    let path = match &address {
        Address::File(path) => path.as_path(),
        Address::Record { at: crate::At::Name(name), .. } => Path::new(name),
        _ => Path::new(""),
    };
    let is_warc = is_warc(path);
    // Brotli has no mark of its own.
    let source = if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("br")) {
        Box::new(Tight::new(Decompressor::new(source, HEAD), 0))
    } else {
        source
    };
    let failed = |source| Error::reading(address.clone(), source);
    let mut bytes = Unpack::new(Window::new(source), Packing::of_name(path)).map_err(failed)?;
    let head = match bytes.peek(HEAD) {
        Ok(head) => head,
        // The first record of an archive may be the damaged one.
        Err(met @ Broken::Damage { .. }) if is_warc => {
            let records = Records::new(address.clone(), bytes);
            return Ok(Box::new(iter::once(Err(warc::broken(&address, met))).chain(records)));
        }
        Err(Broken::Damage { why, .. }) => return Err(Error::Damaged { address, why }),
        Err(Broken::Io(source)) => return Err(failed(source)),
    };
    if warc::begins_record(head) || (is_warc && !kind::begins_like_html(head)) {
        return Ok(Box::new(Records::new(address, bytes)));
    }
    if feed::is_feed(head) {
        return match feeds {
            Some(feeds) => Ok(Box::new(feeds.entries_of(file::read(address, bytes)?))),
            None => Ok(alone(address, bytes)),
        };
    }
    if let Some(layout) = Layout::of(head) {
        return Ok(Box::new(Articles::new(address, bytes, layout)));
    }
    Ok(alone(address, bytes))
}

fn alone(address: Address, bytes: Unpack) -> Sources {
    Box::new(iter::once(Ok(Found::Stream { address, source: Box::new(bytes) })))
}

/// Whether a name is that of a web archive, packed or not.
fn is_warc(path: &Path) -> bool {
    let ending = |path: &Path, of: &[&str]| {
        path.extension().is_some_and(|it| of.iter().any(|of| it.eq_ignore_ascii_case(of)))
    };
    match path.file_stem() {
        Some(stem) if ending(path, &["gz", "zst"]) => ending(Path::new(stem), &["warc", "wet"]),
        _ => ending(path, &["warc", "wet"]),
    }
}

/// A source that counts the bytes that are read from it.
pub(crate) struct Counted<R> {
    source: R,
    n_read: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(crate) fn new(source: R, n_read: Arc<AtomicU64>) -> Counted<R> {
        Counted { source, n_read }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(into)?;
        self.n_read.fetch_add(n as u64, Relaxed);
        Ok(n)
    }
}
