//! Files and standard input: reading what is on this machine. Which files of a directory are
//! reports is said in `find.rs`.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use crate::{Address, Error, Label, MOST_BYTES, Page, archive, kind, pages::Found};

/// Opens one file.
pub(crate) fn open(path: &Path) -> Result<Page, Error> {
    let file = handle(path)?;
    match archive::in_file(path, file, &Arc::default(), None)?.next() {
        Some(Ok(Found::Stream { address, source })) => read(address, source),
        _ => Err(Error::Many { address: Address::File(path.to_owned()) }),
    }
}

/// The file of a path.
pub(crate) fn handle(path: &Path) -> Result<File, Error> {
    match opened(path) {
        Ok(file) if file.metadata().is_ok_and(|it| it.is_dir()) => {
            Err(Error::Directory { path: path.to_owned() })
        }
        Ok(file) => Ok(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Error::Missing { path: path.to_owned(), near: near(path) })
        }
        Err(source) => Err(Error::Io { address: Address::File(path.to_owned()), source }),
    }
}

/// A file, or a named pipe as soon as another program writes to it.
fn opened(path: &Path) -> io::Result<File> {
    /// What is to be written comes at once, from a program that was started beside this one.
    const PATIENCE: Duration = Duration::from_secs(10);
    let is_ordinary = fs::metadata(path).map_or(true, |it| it.is_file() || it.is_dir());
    if is_ordinary {
        return File::open(path);
    }
    // Opening a pipe waits for its writer, without end where there is none.
    let (send, receive) = mpsc::channel();
    let own = path.to_owned();
    thread::spawn(move || send.send(File::open(own)));
    receive.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        Err(io::Error::new(io::ErrorKind::TimedOut, "it is a pipe, and nothing writes to it"))
    })
}

/// Reads what is behind an address to its end.
pub(crate) fn read(address: Address, source: impl Read) -> Result<Page, Error> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells "all of it" from "cut off".
    if let Err(source) = source.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        return Err(Error::reading(address, source));
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::TooLarge { address, most_bytes: MOST_BYTES });
    }
    let said = match &address {
        Address::File(path) => kind::of_name(path),
        Address::Url(_) | Address::Stdin | Address::Record { .. } => None,
    };
    match kind::see(&bytes, said) {
        Ok(kind) => {
            Ok(Page { address, bytes, kind, charset: None, fetched: None, label: Label::default() })
        }
        Err(binary) => Err(Error::Binary { address, what: binary.what, advice: binary.advice }),
    }
}

/// A file beside a missing one whose name is a slip away: other case, other ending, or at most two
/// letters different.
fn near(missing: &Path) -> Option<PathBuf> {
    /// A folder with more files than this is not searched to the end for a slip of the pen.
    const MOST_NAMES: usize = 10_000;
    let name = missing.file_name()?.to_str()?.to_lowercase();
    let folder = match missing.parent() {
        Some(it) if it != Path::new("") => it,
        _ => Path::new("."),
    };
    let mut best: Option<(usize, PathBuf)> = None;
    for entry in fs::read_dir(folder).ok()?.take(MOST_NAMES).flatten() {
        let path = missing.with_file_name(entry.file_name());
        let Some(other) = entry.file_name().to_str().map(str::to_lowercase) else { continue };
        let distance =
            if path.file_stem() == missing.file_stem() { 1 } else { n_slips(&name, &other) };
        // In a name of four letters, two other letters make another name.
        if distance > 2.min(name.chars().count() / 4) {
            continue;
        }
        let candidate = (distance, path);
        if best.as_ref().is_none_or(|it| candidate < *it) {
            best = Some(candidate);
        }
    }
    best.map(|(_, path)| path)
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour to get from
/// one word to the other.
fn n_slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (i, a) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, &b) in other.iter().enumerate() {
            let mut n = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if j > 0 && last == Some(b) && other[j - 1] == a {
                n = n.min(before[j - 1] + 1);
            }
            next.push(n);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(a);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    /// A folder with these files, and what opening a name in it says; the folder reads `DIR`.
    #[track_caller]
    fn check(files: &[(&str, &[u8])], name: &str, says: &str) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("a temporary folder can be written");
        }
        let said = match open(&folder.path().join(name)) {
            Ok(Page { bytes, kind, .. }) => format!("{kind:?}, {} bytes", bytes.len()),
            Err(error) => error.to_string(),
        };
        assert_eq!(said.replace(&folder.path().display().to_string(), "DIR"), says);
    }

    #[test]
    fn a_file_is_read_byte_for_byte() {
        check(&[("a.txt", b"Ten died.\r\n")], "a.txt", "Text, 11 bytes");
        check(&[("a.htm", b"Ten died.")], "a.htm", "Html, 9 bytes");
        check(&[("report", b"")], "report", "Text, 0 bytes");
    }

    #[test]
    fn a_missing_file_is_said_to_be_missing() {
        check(
            &[],
            "story.txt",
            "cannot open `DIR/story.txt`: there is no such file; \
             check the path, or write `-` to read standard input",
        );
    }

    #[test]
    fn a_missing_file_with_a_near_name_gets_the_name() {
        let says = "cannot open `DIR/stroy.txt`: there is no such file; \
                    did you mean `DIR/story.txt`?";
        check(&[("story.txt", b""), ("storm-in-homs.txt", b"")], "stroy.txt", says);
        let says = "cannot open `DIR/story.html`: there is no such file; \
                    did you mean `DIR/story.txt`?";
        check(&[("story.txt", b"")], "story.html", says);
        let says = "cannot open `DIR/b.txt`: there is no such file; \
                    check the path, or write `-` to read standard input";
        check(&[("story.txt", b"")], "b.txt", says);
    }

    #[test]
    fn a_web_address_without_its_scheme_is_explained() {
        let error = open(Path::new("www.news.example/1")).expect_err("there is no such folder");
        assert_eq!(
            error.to_string(),
            "cannot open `www.news.example/1`: there is no such file; \
             for a web page write `https://www.news.example/1`"
        );
    }

    #[test]
    fn a_directory_is_not_a_page() {
        check(&[], "", "cannot open `DIR/` as a page: it is a directory; name a file in it");
    }

    #[test]
    fn a_binary_file_is_named() {
        check(
            &[("a.txt", b"%PDF-1.4")],
            "a.txt",
            "cannot read `DIR/a.txt`: it is a PDF document, not text; \
             save the report as plain text or HTML and give that file",
        );
        check(
            &[("a.txt", b"\0\0\0\0\x01\x02")],
            "a.txt",
            "cannot read `DIR/a.txt`: it is a binary file, not text; \
             save the report as plain text or HTML and give that file",
        );
    }

    #[test]
    fn a_stream_without_end_is_left_at_the_limit() {
        let error = read(Address::Stdin, io::repeat(b'a')).expect_err("it has no end");
        assert_eq!(
            error.to_string(),
            "cannot read `standard input`: it is larger than 50 MB, which no news page is; \
             split it into one file per report"
        );
    }

    #[test]
    fn a_stream_that_breaks_off_says_why() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let error = read(Address::Stdin, Broken).expect_err("it cannot be read");
        assert_eq!(
            error.to_string(),
            "cannot read `standard input`: the disk is gone; \
             check that it is there and that you may read it"
        );
    }

    #[test]
    fn a_page_of_standard_input_has_no_name_to_go_by() {
        let page = read(Address::Stdin, &b"<html>"[..]).expect("it is a page");
        assert_eq!((page.kind, page.charset, page.fetched), (Kind::Html, None, None));
    }

    #[test]
    fn slips_are_counted() {
        let n = |one, other| n_slips(one, other);
        assert_eq!(
            [n("", ""), n("", "ab"), n("homs", "homs"), n("homs", "hosm"), n("a.txt", "b.text")],
            [0, 2, 0, 1, 2]
        );
    }
}
