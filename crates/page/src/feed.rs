//! Feed: a list of news items that a server keeps for programs, and each of its entries as a page.
//! RSS of all versions, Atom and sitemaps are read in `feed/xml.rs`, JSON Feed in `feed/json.rs`.
//! Which entries are fetched, and how, is for `fetch.rs`.

mod entry;
mod json;
mod xml;

use std::{io::Read, sync::Arc};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;

use self::{entry::Entry, json::Json, xml::Xml};
use crate::{
    Address, At, Error, Fetcher, Found, Label, MOST_BYTES, Page, Skip,
    url::{self, Url},
};

/// Which pages a feed stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entries {
    /// What the feed itself says in each entry: all of the story, or its first words.
    #[default]
    AsTheyStand,
    /// The page that each entry leads to.
    Followed,
}

/// How feeds are read.
#[derive(Clone)]
pub(crate) struct Feeds {
    pub(crate) fetcher: Arc<Fetcher>,
    pub(crate) entries: Entries,
}

impl Feeds {
    /// The entries of the feed on a page that [`is_feed`].
    pub(crate) fn entries_of(&self, page: Page) -> Feed {
        Feed::new(page, self.entries, Arc::clone(&self.fetcher))
    }
}

/// A feed whose entries are read one after the other.
pub(crate) struct Feed {
    source: Source,
    address: Address,
    /// Where its links count from.
    base: Option<Url>,
    fetched: Option<Timestamp>,
    entries: Entries,
    fetcher: Arc<Fetcher>,
    /// How many entries were met.
    n: u64,
    /// The sitemap at hand, of those that this one lists.
    inner: Option<Box<Feed>>,
    /// Whether another feed led to this one.
    is_inner: bool,
}

enum Source {
    Xml(Xml),
    Json(Json),
    /// Nothing more comes.
    End,
}

/// What the next entry of a source is.
enum Next {
    Entry(Entry),
    /// Another list of entries, which a sitemap leads to.
    Sitemap(String),
    /// The markup ends before the feed does.
    CutOff,
    /// More entries than are kept.
    TooMany,
}

/// As many first bytes tell a feed.
const HEAD: usize = 8192;

/// Whether bytes begin like a feed; the first few thousand are enough.
pub(crate) fn is_feed(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = decode(head, None);
    json::is_feed(&head) || xml::is_feed(&head)
}

/// The page, unless it is a feed, of which no story can be read as a whole.
pub(crate) fn none_on(page: Page) -> Result<Page, Error> {
    if is_feed(&page.bytes) { Err(Error::IsFeed { address: page.address }) } else { Ok(page) }
}

/// How a packed file begins.
const PACKED: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a feed that came packed; any other bytes as they are.
pub(crate) fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(&PACKED) {
        return bytes;
    }
    unpack(bytes.as_slice()).unwrap_or(bytes)
}

/// What is packed, if that is a feed and no larger than a page may be.
fn unpack(packed: impl Read) -> Option<Vec<u8>> {
    let mut packed = MultiGzDecoder::new(packed);
    let mut bytes = Vec::new();
    // What breaks off is a feed as far as it goes.
    let _ = packed.by_ref().take(HEAD as u64).read_to_end(&mut bytes);
    if !is_feed(&bytes) {
        return None;
    }
    let _ = packed.take(MOST_BYTES).read_to_end(&mut bytes);
    (bytes.len() as u64 <= MOST_BYTES).then_some(bytes)
}

impl Feed {
    /// The feed on a page that [`is_feed`].
    pub(crate) fn new(page: Page, entries: Entries, fetcher: Arc<Fetcher>) -> Feed {
        let text = decode(&page.bytes, page.charset.as_deref());
        let base = page.address.url().and_then(|it| Url::read(it).ok());
        let source = if json::is_feed(text.get(..HEAD).unwrap_or(&text)) {
            Source::Json(Json::new(&text))
        } else {
            Source::Xml(Xml::new(text))
        };
        let Page { address, fetched, .. } = page;
        Feed {
            source,
            address,
            base,
            fetched,
            entries,
            fetcher,
            n: 0,
            inner: None,
            is_inner: false,
        }
    }

    fn sitemap(&mut self, link: &str) -> Result<(), Error> {
        let failed = |why: &'static str| Error::BadLink {
            feed: self.address.clone(),
            n: self.n,
            link: url::shown(link),
            why,
        };
        if self.is_inner {
            return Err(failed("it stands in a sitemap that another one led to"));
        }
        let url = self.link(link).map_err(failed)?;
        let page = self.fetcher.follow(&url.to_string())?;
        if !is_feed(&page.bytes) {
            return Err(failed("no sitemap stands there"));
        }
        let feed = Feed::new(page, self.entries, self.fetcher.clone());
        self.inner = Some(Box::new(Feed { is_inner: true, ..feed }));
        Ok(())
    }

    /// Where a link of this feed leads.
    fn link(&self, link: &str) -> Result<Url, &'static str> {
        let base = match &self.source {
            Source::Xml(xml) => xml.base(),
            Source::Json(_) | Source::End => None,
        };
        let base = match (&self.base, base) {
            (Some(page), Some(base)) => page.join(base).ok(),
            (None, Some(base)) => Url::read(base).ok(),
            (page, None) => page.clone(),
        };
        match base {
            Some(base) => base.join(link),
            None => Url::read(link),
        }
    }

    fn entry(&self, mut entry: Entry) -> Result<Found, Error> {
        let link = entry.link.take().filter(|it| !it.trim().is_empty());
        let url = link.as_deref().map(|it| self.link(it));
        let skipped =
            |target: Option<&Url>, why| Error::Skipped { address: self.record(target), why };
        match (self.entries, url) {
            (Entries::AsTheyStand, url) => {
                let url = url.and_then(Result::ok);
                if !entry.has_words() {
                    return Err(skipped(url.as_ref(), Skip::NoWords));
                }
                let address = self.record(url.as_ref());
                Ok(Found::Page(Box::new(entry.page(address, self.fetched))))
            }
            (Entries::Followed, Some(Ok(url))) => Ok(Found::Link(Box::new(Link {
                url: url.to_string(),
                label: entry.label(),
                fetcher: self.fetcher.clone(),
            }))),
            (Entries::Followed, Some(Err(why))) => Err(Error::BadLink {
                feed: self.address.clone(),
                n: self.n,
                link: url::shown(link.as_deref().unwrap_or("")),
                why,
            }),
            (Entries::Followed, None) => Err(skipped(None, Skip::NoLink)),
        }
    }

    /// The entry at hand, with the page it leads to.
    fn record(&self, target: Option<&Url>) -> Address {
        Address::Record {
            archive: Box::new(self.address.clone()),
            at: At::Line(self.n),
            target: target.map(Url::to_string),
        }
    }
}

impl Iterator for Feed {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Result<Found, Error>> {
        loop {
            if let Some(found) = self.inner.as_mut().and_then(|it| it.next()) {
                return Some(found);
            }
            self.inner = None;
            let next = match &mut self.source {
                Source::Xml(xml) => xml.next(),
                Source::Json(json) => json.next(),
                Source::End => None,
            };
            self.n += 1;
            match next? {
                Next::Entry(entry) => return Some(self.entry(entry)),
                Next::Sitemap(link) => {
                    if let Err(error) = self.sitemap(&link) {
                        return Some(Err(error));
                    }
                }
                Next::CutOff => {
                    self.source = Source::End;
                    return Some(Err(Error::CutFeed { feed: self.address.clone(), n: self.n - 1 }));
                }
                Next::TooMany => {
                    self.source = Source::End;
                    return Some(Err(Error::LongFeed {
                        feed: self.address.clone(),
                        n: self.n - 1,
                    }));
                }
            }
        }
    }
}

/// A page that an entry of a feed leads to.
pub struct Link {
    url: String,
    label: Label,
    fetcher: Arc<Fetcher>,
}

impl Link {
    /// Where it leads.
    pub(crate) fn address(&self) -> Address {
        Address::Url(self.url.clone())
    }

    /// Fetches it.
    pub(crate) fn open(self) -> Result<Page, Error> {
        let page = none_on(self.fetcher.follow(&self.url)?)?;
        Ok(Page { label: self.label, ..page })
    }
}

/// The characters of a feed: by its byte order mark, as UTF-8 where it is that, as the sender says,
/// as its first line says, and else by the set that is most often not named.
fn decode(bytes: &[u8], said: Option<&str>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    // UTF-16 without a mark begins with "<" or "{" and a zero.
    let encoding = match bytes {
        [0, b'<' | b'{', ..] => encoding_rs::UTF_16BE,
        [b'<' | b'{', 0, ..] => encoding_rs::UTF_16LE,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => return text.to_owned(),
            // What was cut within its last letter is UTF-8 nonetheless.
            Err(error) if error.error_len().is_none() => UTF_8,
            Err(_) => said
                .and_then(|it| Encoding::for_label(it.as_bytes()))
                .into_iter()
                .chain(said_in_first_line(bytes))
                .find(|&it| it != UTF_8)
                .unwrap_or_else(|| if is_mostly_utf8(bytes) { UTF_8 } else { WINDOWS_1252 }),
        },
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// `<?xml version="1.0" encoding="koi8-r"?>`
fn said_in_first_line(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..200).unwrap_or(bytes);
    let end = head.windows(2).position(|it| it == b"?>")?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let (_, value) = head.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    Encoding::for_label(value.trim_matches(['"', '\'', ' ']).split(['"', '\'']).next()?.as_bytes())
}

/// A letter of several bytes comes about by chance too rarely to be anything but UTF-8; feeds put
/// together from several sources have a few that are broken.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good > n_bad
}

#[cfg(test)]
mod tests;
