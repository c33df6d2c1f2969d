//! Json: lists of articles as crawlers write them (news-please, CC-NEWS and the like): one object a
//! line, or an array of objects. What their fields are called is said here.

use serde_json::{Map, Value};

use super::{
    MOST_RECORD,
    unpack::{Broken, Unpack},
    warc::broken,
};
use crate::{Address, At, Error, Kind, Label, Page, Skip, kind, pages::Found};

/// How the objects of a list are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// By the ends of lines.
    Lines,
    /// By their own braces: in an array, or over several lines.
    Braces,
}

impl Layout {
    /// The layout of a list that begins with these bytes, if they begin one.
    pub(super) fn of(head: &[u8]) -> Option<Layout> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let first = head.strip_prefix(b"[").map_or(head, <[u8]>::trim_ascii_start);
        let name = first.strip_prefix(b"{")?.trim_ascii_start();
        if !(name.is_empty() || name.starts_with(b"\"") || name.starts_with(b"}")) {
            return None;
        }
        let mut lines = head.splitn(2, |&it| it == b'\n');
        let line = lines.next().unwrap_or(head).trim_ascii();
        let is_line = head.starts_with(b"{") && (line.ends_with(b"}") || lines.next().is_none());
        Some(if is_line { Layout::Lines } else { Layout::Braces })
    }
}

/// The articles of a list.
pub(super) struct Articles {
    archive: Address,
    bytes: Unpack,
    layout: Layout,
    /// How many lines, or objects where they have no lines, were taken.
    n_taken: u64,
    has_ended: bool,
}

/// What is taken next from a list.
enum Taken {
    Object(Vec<u8>),
    TooLarge,
    CutOff,
    End,
}

impl Articles {
    pub(super) fn new(archive: Address, bytes: Unpack, layout: Layout) -> Articles {
        Articles { archive, bytes, layout, n_taken: 0, has_ended: false }
    }

    /// Takes a line that is not empty.
    fn line(&mut self) -> Result<Taken, Broken> {
        let mut line = Vec::new();
        let mut is_large = false;
        loop {
            let bytes = self.bytes.peek(1)?;
            let end = memchr::memchr(b'\n', bytes);
            let is_over = bytes.is_empty();
            let n = end.map_or(bytes.len(), |it| it + 1);
            is_large |= (line.len() + n) as u64 > MOST_RECORD;
            if is_large {
                line.clear();
            } else {
                line.extend_from_slice(&bytes[..n]);
            }
            self.bytes.pass(n);
            if end.is_none() && !is_over {
                continue;
            }
            self.n_taken += u64::from(!is_over || !line.is_empty());
            if is_large {
                return Ok(Taken::TooLarge);
            }
            // A line of an array that was cut out of it.
            let object = line.trim_ascii();
            let object = object.strip_suffix(b",").unwrap_or(object);
            if !object.is_empty() {
                return Ok(Taken::Object(object.to_vec()));
            }
            if is_over {
                return Ok(Taken::End);
            }
            line.clear();
        }
    }

    /// Takes an object from its first brace to its last.
    fn object(&mut self) -> Result<Taken, Broken> {
        let mut object = Vec::new();
        let mut n_open = 0_usize;
        let (mut is_quoted, mut is_escaped, mut is_large) = (false, false, false);
        loop {
            let bytes = self.bytes.peek(1)?;
            if bytes.is_empty() {
                self.n_taken += u64::from(n_open > 0);
                return Ok(if n_open > 0 { Taken::CutOff } else { Taken::End });
            }
            let mut n = 0;
            let (mut is_whole, mut is_cut) = (false, false);
            for &byte in bytes {
                n += 1;
                match byte {
                    // No string has a line's end in it, so the line it began in was cut off.
                    b'\n' if is_quoted => is_cut = true,
                    _ if is_escaped => is_escaped = false,
                    b'\\' if is_quoted => is_escaped = true,
                    b'"' if n_open > 0 => is_quoted = !is_quoted,
                    b'{' if !is_quoted => n_open += 1,
                    b'}' if !is_quoted && n_open > 0 => {
                        n_open -= 1;
                        is_whole = n_open == 0;
                    }
                    _ => {}
                }
                if n_open > 0 || is_whole {
                    object.push(byte);
                }
                if is_whole || is_cut {
                    break;
                }
            }
            self.bytes.pass(n);
            is_large |= object.len() as u64 > MOST_RECORD;
            if is_large {
                object.clear();
            }
            if is_whole || is_cut {
                self.n_taken += 1;
                return Ok(match (is_cut, is_large) {
                    (true, _) => Taken::CutOff,
                    (false, true) => Taken::TooLarge,
                    (false, false) => Taken::Object(object),
                });
            }
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Result<Found, Error>> {
        if self.has_ended {
            return None;
        }
        let taken = match self.layout {
            Layout::Lines => self.line(),
            Layout::Braces => self.object(),
        };
        let address = Address::Record {
            archive: Box::new(self.archive.clone()),
            at: At::Line(self.n_taken),
            target: None,
        };
        match taken {
            Ok(Taken::Object(object)) => {
                Some(Ok(Found::Article(Box::new(Article { address, object }))))
            }
            Ok(Taken::TooLarge) => Some(Err(Error::Skipped { address, why: Skip::TooLarge })),
            Ok(Taken::CutOff) => {
                Some(Err(Error::Damaged { address, why: "it breaks off".to_owned() }))
            }
            Ok(Taken::End) => {
                self.has_ended = true;
                None
            }
            Err(met) => {
                self.has_ended = matches!(met, Broken::Io(_));
                Some(Err(broken(&self.archive, met)))
            }
        }
    }
}

/// An article that is not opened yet.
pub struct Article {
    address: Address,
    object: Vec<u8>,
}

/// What the fields are called; the first that is there and says something counts.
const HTML: [&str; 3] = ["html", "raw_html", "html_content"];
const TEXT: [&str; 8] =
    ["maintext", "text", "body", "articleBody", "article_body", "full_text", "fulltext", "content"];
const TITLE: [&str; 2] = ["title", "headline"];
const URL: [&str; 4] = ["url", "link", "canonical_url", "source_url"];
const PUBLISHED: [&str; 9] = [
    "date_publish",
    "published",
    "date_published",
    "datePublished",
    "publish_date",
    "published_at",
    "publishedAt",
    "pubDate",
    "date",
];
const BYLINE: [&str; 4] = ["authors", "author", "byline", "creator"];
const OUTLET: [&str; 4] = ["outlet", "publisher", "site_name", "sitename"];

impl Article {
    /// How many bytes it has.
    pub(crate) fn n_bytes(&self) -> usize {
        self.object.len()
    }

    /// Where it stands.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Opens it as a page: its markup where it has it, and else its text.
    pub(crate) fn open(self) -> Result<Page, Error> {
        let Article { mut address, object } = self;
        if let Ok(kind @ Kind::Ninjs) = kind::see(&object, None) {
            let label = Label::default();
            return Ok(Page { address, bytes: object, kind, charset: None, fetched: None, label });
        }
        let fields: Map<String, Value> = match serde_json::from_slice(&object) {
            Ok(fields) => fields,
            Err(why) => {
                return Err(Error::Damaged {
                    address,
                    why: format!("it is no JSON object ({why})"),
                });
            }
        };
        if let Address::Record { target, .. } = &mut address {
            *target = words(&fields, &URL);
        }
        let html = words(&fields, &HTML);
        let Some(text) = html.clone().or_else(|| words(&fields, &TEXT)) else {
            return Err(Error::Skipped { address, why: Skip::NoText });
        };
        let bytes = text.into_bytes();
        let kind = match kind::see(&bytes, None) {
            Ok(_) if html.is_some() || is_markup(&bytes) => Kind::Html,
            Ok(kind) => kind,
            Err(_) => return Err(Error::Skipped { address, why: Skip::NotText }),
        };
        let label = Label {
            title: words(&fields, &TITLE),
            published: words(&fields, &PUBLISHED),
            byline: words(&fields, &BYLINE),
            outlet: words(&fields, &OUTLET),
        };
        Ok(Page { address, bytes, kind, charset: None, fetched: None, label })
    }
}

/// What the first of these fields says in words, those of a list with commas between.
fn words(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let words = match fields.get(*name)? {
            Value::String(it) => it.clone(),
            Value::Array(list) => {
                list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => return None,
        };
        (!words.trim().is_empty()).then_some(words)
    })
}

/// Whether a text is a piece of markup.
fn is_markup(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(text, b"</").is_some()
}
