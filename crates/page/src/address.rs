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
}

impl Address {
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
