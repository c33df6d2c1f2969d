//! Address: where a page comes from, and how people write it. Opening it is for the crate's front.

use std::{fmt, path::PathBuf};

use crate::Error;

/// Where a page comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// A file on this machine.
    File(PathBuf),
    /// An `http` or `https` address.
    Url(String),
    /// Standard input.
    Stdin,
    /// A record of an archive, an entry of a feed, or what else one file holds many of.
    Record {
        /// What it stands in.
        archive: Box<Address>,
        /// Where in it.
        at: At,
        /// The web address that it was fetched from, where it names one.
        target: Option<String>,
    },
}

/// Where a record stands in what holds it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// How many bytes before it: of the file, up to where the packed member begins that it stands
    /// in, and of what is unpacked from that member.
    Byte(u64, u64),
    /// Its line, or its number where it has no line of its own, counted from 1.
    Line(u64),
    /// Its name.
    Name(String),
}

impl Address {
    /// The web address of a page: of the page itself, or the one that its record was fetched from.
    pub fn url(&self) -> Option<&str> {
        match self {
            Address::Url(url) => Some(url),
            Address::Record { target, .. } => target.as_deref(),
            Address::File(_) | Address::Stdin => None,
        }
    }

    /// Whether it is a record of something that holds many.
    pub fn is_record(&self) -> bool {
        matches!(self, Address::Record { .. })
    }

    /// The address without the web address that a record was fetched from: what names a page among
    /// all those behind one address, so that reading can go on after it.
    pub fn place(&self) -> String {
        match self {
            Address::Record { archive, at, .. } => format!("{}#{at}", archive.place()),
            other => other.to_string(),
        }
    }

    /// Reads an address as people write it: `-` is standard input, what starts with `http://` or
    /// `https://` a URL, what starts with any other scheme an error, and all else a file.
    pub fn read(text: &str) -> Result<Address, Error> {
        if text == "-" {
            return Ok(Address::Stdin);
        }
        match scheme(text) {
            None => Ok(Address::File(PathBuf::from(text))),
            Some(scheme) if is_web(scheme) => Ok(Address::Url(text.to_owned())),
            Some(scheme) => {
                Err(Error::Scheme { address: text.to_owned(), scheme: scheme.to_ascii_lowercase() })
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::File(path) => path.display().fmt(f),
            Address::Url(url) => url.fmt(f),
            Address::Stdin => f.write_str("standard input"),
            Address::Record { target: Some(target), .. } => {
                write!(f, "{} {target}", self.place())
            }
            Address::Record { .. } => f.write_str(&self.place()),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Byte(member, 0) => write!(f, "{member}"),
            At::Byte(member, within) => write!(f, "{member}+{within}"),
            At::Line(line) => write!(f, "L{line}"),
            At::Name(name) => f.write_str(name),
        }
    }
}

/// The scheme before `://`, or `file` before its colon alone, which is written both ways.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    let is_followed = rest.starts_with("//") || scheme.eq_ignore_ascii_case("file");
    (is_scheme && is_followed).then_some(scheme)
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, address: &str) {
        let read = match Address::read(text) {
            Ok(Address::File(path)) => format!("file {}", path.display()),
            Ok(Address::Url(url)) => format!("url {url}"),
            Ok(Address::Stdin) => "standard input".to_owned(),
            Ok(Address::Record { .. }) => "a record, which nobody writes".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(read, address);
    }

    #[test]
    fn a_dash_alone_is_standard_input() {
        check("-", "standard input");
        check("--", "file --");
        check("./-", "file ./-");
    }

    #[test]
    fn only_web_schemes_are_urls() {
        check("https://news.example/1", "url https://news.example/1");
        check("HTTP://news.example/1", "url HTTP://news.example/1");
        check("news.example/1", "file news.example/1");
        check("10:30.txt", "file 10:30.txt");
        check("talks: day 2.txt", "file talks: day 2.txt");
        check("a b://c", "file a b://c");
        check("", "file ");
    }

    #[track_caller]
    fn check_record(at: At, target: Option<&str>, shown: &str) {
        let archive = Box::new(Address::File(PathBuf::from("news.warc.gz")));
        let target = target.map(str::to_owned);
        assert_eq!(Address::Record { archive, at, target }.to_string(), shown);
    }

    #[test]
    fn a_record_is_named_by_its_archive_its_place_and_its_web_address() {
        let target = Some("https://news.example/1");
        check_record(At::Byte(740, 0), target, "news.warc.gz#740 https://news.example/1");
        check_record(At::Byte(0, 740), None, "news.warc.gz#0+740");
        check_record(At::Line(7), None, "news.warc.gz#L7");
        check_record(At::Name("a/b.warc".to_owned()), None, "news.warc.gz#a/b.warc");
    }

    #[test]
    fn other_schemes_are_refused_with_what_to_write_instead() {
        check(
            "ftp://news.example/1",
            "cannot open `ftp://news.example/1`: pages are not fetched by `ftp`; \
             give an `http` or `https` address, or save the page and give the file",
        );
        check(
            "file:///tmp/story.txt",
            "cannot open `file:///tmp/story.txt`: it is a `file` address; \
             write the path alone, without `file:`",
        );
        check(
            "FILE:story.txt",
            "cannot open `FILE:story.txt`: it is a `file` address; \
             write the path alone, without `file:`",
        );
    }
}
