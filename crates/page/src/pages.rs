//! Pages: all that stands behind an address, one page after the other. How the pages of one kind of
//! archive are found is for the module of that kind.

use std::{
    fs,
    io::Read,
    iter,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
    vec,
};

use crate::{
    Address, Error, Page,
    archive::{self, Article, Counted, Record, Sources},
    feed::{self, Feeds, Link},
    file,
};

/// All pages behind an address, in the order in which they stand there.
///
/// An error is that of one page, and those after it may still be had. Records that are no pages are
/// [`Error::Skipped`].
pub struct Pages {
    source: Sources,
    n_read: Arc<AtomicU64>,
    n_bytes: Option<u64>,
}

impl Pages {
    /// The entries of a feed, or else the page itself.
    pub(crate) fn on(page: Page, feeds: &Feeds) -> Pages {
        let source: Sources = if feed::is_feed(&page.bytes) {
            Box::new(feeds.entries_of(page))
        } else {
            Box::new(iter::once(Ok(Found::Page(Box::new(page)))))
        };
        Pages { source, n_read: Arc::default(), n_bytes: None }
    }

    pub(crate) fn in_file(path: &Path, feeds: &Feeds) -> Result<Pages, Error> {
        let n_read = Arc::default();
        let file = file::handle(path)?;
        let n_bytes = file.metadata().ok().map(|it| it.len());
        Ok(Pages { source: archive::in_file(path, file, &n_read, Some(feeds))?, n_read, n_bytes })
    }

    pub(crate) fn in_stream(
        address: Address,
        source: impl Read + Send + 'static,
        feeds: &Feeds,
    ) -> Result<Pages, Error> {
        let n_read = Arc::default();
        let source = Counted::new(source, Arc::clone(&n_read));
        let source = archive::found_in(address, Box::new(source), Some(feeds))?;
        Ok(Pages { source, n_read, n_bytes: None })
    }

    pub(crate) fn in_folder(paths: Vec<PathBuf>, feeds: Feeds) -> Pages {
        let n_read = Arc::default();
        let n_bytes = paths.iter().filter_map(|it| fs::metadata(it).ok()).map(|it| it.len()).sum();
        let folder =
            Folder { paths: paths.into_iter(), open: None, n_read: Arc::clone(&n_read), feeds };
        Pages { source: Box::new(folder), n_read, n_bytes: Some(n_bytes) }
    }

    /// Finds the next page without opening it, for threads that open what one thread finds.
    pub fn find_next(&mut self) -> Option<Result<Found, Error>> {
        self.source.next()
    }

    /// How many bytes of the files behind the address were read; counts on while pages are opened.
    pub fn n_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.n_read)
    }

    /// How many bytes the files behind the address have; `None` where nobody knows.
    pub fn n_bytes(&self) -> Option<u64> {
        self.n_bytes
    }
}

impl Iterator for Pages {
    type Item = Result<Page, Error>;

    fn next(&mut self) -> Option<Result<Page, Error>> {
        Some(self.find_next()?.and_then(Found::open))
    }
}

/// A page that is found and not opened yet.
pub enum Found {
    /// A page that lay open where it was found.
    Page(Box<Page>),
    /// A page that stands alone in a file or stream.
    #[expect(missing_docs, reason = "they say what they are")]
    Stream { address: Address, source: Box<dyn Read + Send> },
    /// A record of a web archive.
    Record(Box<Record>),
    /// An article of a list.
    Article(Box<Article>),
    /// A page that an entry of a feed leads to.
    Link(Box<Link>),
}

impl Found {
    /// Where it stands.
    pub fn address(&self) -> Address {
        match self {
            Found::Page(page) => page.address.clone(),
            Found::Stream { address, .. } => address.clone(),
            Found::Link(link) => link.address(),
            Found::Record(record) => record.address().clone(),
            Found::Article(article) => article.address().clone(),
        }
    }

    /// How many bytes it holds already, which stay until it is opened.
    pub fn n_bytes(&self) -> usize {
        match self {
            Found::Page(page) => page.bytes.len(),
            Found::Stream { .. } | Found::Link(_) => 0,
            Found::Record(record) => record.n_bytes(),
            Found::Article(article) => article.n_bytes(),
        }
    }

    /// Opens it.
    pub fn open(self) -> Result<Page, Error> {
        match self {
            Found::Page(page) => Ok(*page),
            Found::Stream { address, source } => file::read(address, source),
            Found::Record(record) => record.open(),
            Found::Article(article) => article.open(),
            Found::Link(link) => link.open(),
        }
    }
}

/// The pages in the files of a folder.
struct Folder {
    paths: vec::IntoIter<PathBuf>,
    open: Option<Sources>,
    n_read: Arc<AtomicU64>,
    feeds: Feeds,
}

impl Iterator for Folder {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Result<Found, Error>> {
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            let path = self.paths.next()?;
            let opened = file::handle(&path)
                .and_then(|file| archive::in_file(&path, file, &self.n_read, Some(&self.feeds)));
            match opened {
                Ok(open) => self.open = Some(open),
                Err(why) => return Some(Err(why)),
            }
        }
    }
}
