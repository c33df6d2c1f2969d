//! Wacz: web archives packed into one ZIP file, as WACZ has them. The records in them are for
//! `warc.rs`.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
    vec,
};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{Counted, Sources, found_in, unpack::Tight};
use crate::{Address, At, Error, pages::Found};

/// A ZIP file lists no more files than this.
const MOST_FILES: usize = 1_000_000;

/// The records of the web archives in a ZIP file, one archive after the other.
pub(super) struct Archives {
    path: PathBuf,
    n_read: Arc<AtomicU64>,
    files: vec::IntoIter<Packed>,
    open: Option<Sources>,
}

/// A web archive in a ZIP file.
struct Packed {
    name: String,
    start: u64,
    length: u64,
    is_deflated: bool,
}

impl Archives {
    /// The web archives in a file; `None` where it is no ZIP file that can be read, or has none.
    pub(super) fn new(path: &Path, file: &File, n_read: Arc<AtomicU64>) -> Option<Archives> {
        let mut zip = ZipArchive::new(file).ok().filter(|it| it.len() <= MOST_FILES)?;
        let mut files = Vec::new();
        for idx in 0..zip.len() {
            let Ok(packed) = zip.by_index_raw(idx) else { continue };
            let is_deflated = match packed.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => continue,
            };
            let (Ok(name), Some(start)) = (packed.name(), packed.data_start()) else { continue };
            if super::is_warc(Path::new(name.as_ref())) {
                let (name, length) = (name.into_owned(), packed.compressed_size());
                files.push(Packed { name, start, length, is_deflated });
            }
        }
        files.sort_by_key(|it| it.start);
        if files.is_empty() {
            return None;
        }
        Some(Archives { path: path.to_owned(), n_read, files: files.into_iter(), open: None })
    }

    fn open(&self, packed: Packed) -> Result<Sources, Error> {
        let address = Address::Record {
            archive: Box::new(Address::File(self.path.clone())),
            at: At::Name(packed.name),
            target: None,
        };
        let opened = File::open(&self.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(packed.start))?;
            Ok(Counted::new(file, Arc::clone(&self.n_read)).take(packed.length))
        });
        let stored = match opened {
            Ok(stored) => stored,
            Err(source) => return Err(Error::Io { address, source }),
        };
        let source: Box<dyn Read + Send> = if packed.is_deflated {
            Box::new(Tight::new(DeflateDecoder::new(stored), packed.length))
        } else {
            Box::new(stored)
        };
        found_in(address, source, None)
    }
}

impl Iterator for Archives {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Result<Found, Error>> {
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            let packed = self.files.next()?;
            match self.open(packed) {
                Ok(open) => self.open = Some(open),
                Err(why) => return Some(Err(why)),
            }
        }
    }
}
