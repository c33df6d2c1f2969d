//! Warc: the records of a web archive (WARC 1.0 and 1.1), one after the other. What is damaged costs
//! the record it stands in; reading goes on where the next one begins. Which pages their answers of
//! servers hold is for `http.rs`.

use jiff::Timestamp;
use memchr::memmem;

use super::{
    MOST_RECORD,
    header::Header,
    http,
    unpack::{Broken, Unpack},
};
use crate::{Address, At, Error, Kind, Label, Page, Skip, kind, pages::Found};

/// What a record begins with.
const BEGINNING: &[u8] = b"WARC/";

/// No header is longer.
const MOST_HEADER: usize = 64 << 10;

/// So much is looked through for a record in one member before the next is taken.
const MOST_LOST: u64 = 64_000_000;

/// The records of a web archive.
pub(super) struct Records {
    archive: Address,
    bytes: Unpack,
    /// What was met after the record that was given last.
    met: Option<Broken>,
    has_ended: bool,
}

/// Why there is no record here.
enum Missing {
    Skipped(Error),
    Broken(Broken),
    End,
}

impl From<Broken> for Missing {
    fn from(met: Broken) -> Missing {
        Missing::Broken(met)
    }
}

impl Records {
    pub(super) fn new(archive: Address, mut bytes: Unpack) -> Records {
        // A frame of Zstandard is not looked into, and shows no bytes.
        bytes.members_begin(|it| it.is_empty() || it.starts_with(BEGINNING));
        Records { archive, bytes, met: None, has_ended: false }
    }

    fn record(&mut self) -> Result<Found, Missing> {
        self.skip_blank()?;
        let at = self.bytes.at();
        let head = self.bytes.peek(BEGINNING.len())?;
        if head.is_empty() {
            return Err(Missing::End);
        }
        if !head.starts_with(BEGINNING) {
            self.find_next()?;
            return Err(damage(at, "there is no record where one should begin").into());
        }
        let header = self.header(&at)?;
        let Some(length) = header.value("content-length").and_then(|it| it.parse::<u64>().ok())
        else {
            self.find_next()?;
            return Err(damage(at, "it does not say how long it is").into());
        };
        let address = Address::Record {
            archive: Box::new(self.archive.clone()),
            at: at.clone(),
            target: header
                .value("warc-target-uri")
                .map(|it| it.trim_matches(['<', '>']).to_owned()),
        };
        let form = form(&header)
            .and_then(|form| if length > MOST_RECORD { Err(Skip::TooLarge) } else { Ok(form) });
        let form = match form {
            Ok(form) => form,
            Err(why) => {
                self.pass(length)?;
                return Err(Missing::Skipped(Error::Skipped { address, why }));
            }
        };
        let content = self.content(&at, length as usize)?;
        Ok(Found::Record(Box::new(Record {
            address,
            form,
            content_type: header.value("content-type").map(str::to_owned),
            fetched: header.value("warc-date").and_then(|it| it.parse().ok()),
            content,
        })))
    }

    /// The header of the record that comes next.
    fn header(&mut self, at: &At) -> Result<Header, Missing> {
        let mut n = 1024;
        loop {
            let bytes = self.bytes.peek(n)?;
            let is_all = bytes.len() < n;
            let found = bytes.get(..MOST_HEADER).unwrap_or(bytes);
            if let Some((header, length)) = Header::read(found) {
                self.bytes.pass(length);
                return Ok(header);
            }
            if is_all || found.len() == MOST_HEADER {
                let why = if is_all { "it breaks off" } else { "its header has no end" };
                self.bytes.pass(BEGINNING.len());
                self.find_next()?;
                return Err(damage(at.clone(), why).into());
            }
            n *= 2;
        }
    }

    /// Reads the content of a record, and looks whether it ends as it should.
    fn content(&mut self, at: &At, length: usize) -> Result<Vec<u8>, Missing> {
        // What a header says is not believed before the bytes are there.
        let mut content = Vec::with_capacity(length.min(1 << 20));
        let member = self.bytes.member();
        let mut n_here = 0;
        while content.len() < length {
            let before = self.bytes.member();
            let bytes = self.bytes.peek(1)?;
            if bytes.is_empty() {
                return Err(damage(at.clone(), "it breaks off").into());
            }
            let n = bytes.len().min(length - content.len());
            content.extend_from_slice(&bytes[..n]);
            n_here += n;
            if self.bytes.member() != before {
                n_here = n;
                let is_next = content[content.len() - n..].starts_with(BEGINNING);
                if is_next {
                    // The member before was the whole record, and shorter than it says.
                    return Err(damage(at.clone(), WRONG_LENGTH).into());
                }
            }
            self.bytes.pass(n);
        }
        let is_here = self.bytes.member() == member;
        match self.ends() {
            Ok(true) => return Ok(content),
            Ok(false) => {}
            // Bytes before a cut are right, and what was met may be in the next member.
            Err(met) => {
                if let Broken::Damage { at: At::Byte(damaged, _), is_cut: false, .. } = met
                    && damaged == member
                {
                    return Err(met.into());
                }
                self.met = Some(met);
                return Ok(content);
            }
        }
        // It may have taken the records after it for its own.
        if is_here && let Some(next) = begins_within(&content) {
            let n_back = n_here.min(content.len() - next);
            self.bytes.give_back(&content[content.len() - n_back..]);
        } else {
            self.find_next()?;
        }
        Err(damage(at.clone(), WRONG_LENGTH).into())
    }

    /// Whether a record ends here: with two empty lines, before another, or with the archive. Looks
    /// on to what follows, and by that checks the sum of the member that ends here.
    fn ends(&mut self) -> Result<bool, Broken> {
        let next = self.bytes.peek(4 + BEGINNING.len())?;
        let n_blank = next.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
        let ends = n_blank >= 4 || n_blank == next.len() || next[n_blank..].starts_with(BEGINNING);
        if ends {
            self.skip_blank()?;
        }
        Ok(ends)
    }

    /// Passes the content of a record that is not wanted, or up to where another begins.
    fn pass(&mut self, length: u64) -> Result<(), Broken> {
        /// So long a record is no mistake.
        const LIKELY: u64 = 1 << 30;
        let mut left = length;
        let mut member = self.bytes.member();
        while left > 0 {
            let bytes = self.bytes.peek(BEGINNING.len() + 4)?;
            if bytes.is_empty() {
                return Ok(());
            }
            let mut n = left.min(bytes.len() as u64) as usize;
            let next =
                if left > LIKELY || length > MOST_RECORD { begins_within(bytes) } else { None };
            let begins = bytes.starts_with(BEGINNING);
            if self.bytes.member() != member {
                member = self.bytes.member();
                if begins {
                    return Ok(());
                }
            }
            if let Some(next) = next.filter(|it| *it <= n) {
                self.bytes.pass(next);
                return Ok(());
            }
            // The last bytes may be the first of a beginning.
            if length > MOST_RECORD && n > BEGINNING.len() + 4 {
                n -= BEGINNING.len() + 3;
            }
            self.bytes.pass(n);
            left -= n as u64;
        }
        Ok(())
    }

    /// Passes empty lines.
    fn skip_blank(&mut self) -> Result<(), Broken> {
        loop {
            let bytes = self.bytes.peek(1)?;
            let n = bytes.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
            if n == 0 {
                return Ok(());
            }
            self.bytes.pass(n);
        }
    }

    /// Goes on to where a line begins as a record does.
    fn find_next(&mut self) -> Result<(), Broken> {
        let mut n_lost = 0;
        let mut member = self.bytes.member();
        loop {
            let bytes = self.bytes.peek(64 << 10)?;
            if bytes.is_empty() {
                return Ok(());
            }
            let is_short = bytes.len() < 64 << 10;
            let begins = bytes.starts_with(BEGINNING);
            let next = begins_within(bytes);
            // The last bytes may be the first of a beginning.
            let n = if is_short { bytes.len() } else { bytes.len() - BEGINNING.len() - 1 };
            if self.bytes.member() != member {
                member = self.bytes.member();
                n_lost = 0;
                if begins {
                    return Ok(());
                }
            }
            if let Some(next) = next {
                self.bytes.pass(next);
                return Ok(());
            }
            self.bytes.pass(n);
            n_lost += n as u64;
            if n_lost > MOST_LOST {
                self.bytes.leave();
                n_lost = 0;
            }
        }
    }
}

impl Iterator for Records {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Result<Found, Error>> {
        if self.has_ended {
            return None;
        }
        let met = match self.met.take() {
            Some(met) => met,
            None => match self.record() {
                Ok(found) => return Some(Ok(found)),
                Err(Missing::Skipped(why)) => return Some(Err(why)),
                Err(Missing::Broken(met)) => met,
                Err(Missing::End) => {
                    self.has_ended = true;
                    return None;
                }
            },
        };
        // A disk that fails once fails again.
        self.has_ended = matches!(met, Broken::Io(_));
        Some(Err(broken(&self.archive, met)))
    }
}

fn damage(at: At, why: &str) -> Broken {
    Broken::Damage { at, why: why.to_owned(), is_cut: false }
}

const WRONG_LENGTH: &str = "it is not as long as it says";

/// The error for what was met in an archive instead of bytes.
pub(super) fn broken(archive: &Address, met: Broken) -> Error {
    match met {
        Broken::Io(source) => Error::reading(archive.clone(), source),
        Broken::Damage { at, why, .. } => Error::Damaged {
            address: Address::Record { archive: Box::new(archive.clone()), at, target: None },
            why,
        },
    }
}

/// Whether these bytes are the first of a record.
pub(super) fn begins_record(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINNING)
}

/// Where in these bytes a record begins.
fn begins_within(bytes: &[u8]) -> Option<usize> {
    memmem::find(bytes, b"WARC/1.")
}

/// How the content of a record holds a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// In an answer of a server.
    Answer,
    /// As it is.
    Bare,
}

/// How a record holds a page, if it may hold one.
fn form(header: &Header) -> Result<Form, Skip> {
    let content_type = header.value("content-type").unwrap_or("").to_ascii_lowercase();
    let bare =
        || if http::may_be_text(&content_type) { Ok(Form::Bare) } else { Err(Skip::NotText) };
    match header.value("warc-type").unwrap_or("").to_ascii_lowercase().as_str() {
        "response" if content_type.starts_with("application/http") || content_type.is_empty() => {
            Ok(Form::Answer)
        }
        "response" | "resource" | "conversion" => bare(),
        "request" => Err(Skip::Request),
        "revisit" => Err(Skip::Revisit),
        "continuation" => Err(Skip::Continuation),
        _ => Err(Skip::Metadata),
    }
}

/// A record that may hold a page.
pub struct Record {
    address: Address,
    form: Form,
    content_type: Option<String>,
    fetched: Option<Timestamp>,
    content: Vec<u8>,
}

impl Record {
    /// How many bytes it holds.
    pub(crate) fn n_bytes(&self) -> usize {
        self.content.len()
    }

    /// Where it stands.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Opens the page in it.
    pub(crate) fn open(self) -> Result<Page, Error> {
        let Record { address, form, content_type, fetched, content } = self;
        let (content_type, bytes) = match form {
            Form::Bare => (content_type, content),
            Form::Answer => match http::read(content) {
                Ok(answer) => (answer.content_type, answer.body),
                Err(why) => return Err(Error::Skipped { address, why }),
            },
        };
        let (said, charset) = kind::said(content_type.as_deref().unwrap_or(""));
        match kind::see(&bytes, said) {
            // What a server calls a page and what begins like one is; a list of data is not.
            Ok(kind) if kind == Kind::Html || said.is_some() => {
                Ok(Page { address, bytes, kind, charset, fetched, label: Label::default() })
            }
            _ => Err(Error::Skipped { address, why: Skip::NotText }),
        }
    }
}
