//! Cache: answers kept in a folder, so that a server is asked whether a page changed and need not
//! send it again. Which answers are kept, and what is asked, is for `fetch.rs`.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

use crate::url::Url;

/// A folder of answers, a file each. It may be deleted at any time.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

/// A server's answer, and the marks by which it knows it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// `ETag`, as it came.
    pub(crate) etag: Option<String>,
    /// `Last-Modified`, as it came.
    pub(crate) modified: Option<String>,
    /// `Content-Type`, as it came.
    pub(crate) content_type: Option<String>,
    /// The body, unpacked.
    pub(crate) bytes: Vec<u8>,
}

/// The first line of every file, with the number of this form.
const FIRST: &str = "ascribe answer 1";

impl Cache {
    /// Opens a folder, which is made where it is not there.
    pub(crate) fn open(folder: &Path) -> io::Result<Cache> {
        fs::create_dir_all(folder)?;
        Ok(Cache { folder: folder.to_owned() })
    }

    /// The answer kept for an address. A file that was cut off, or was written by somebody else,
    /// holds none.
    pub(crate) fn find(&self, url: &Url, most_bytes: u64) -> Option<Answer> {
        let mut text = Vec::new();
        let file = fs::File::open(self.file(url)).ok()?;
        file.take(most_bytes.saturating_add(100_000)).read_to_end(&mut text).ok()?;
        let end = text.windows(2).position(|it| it == b"\n\n")?;
        let head = std::str::from_utf8(&text[..end]).ok()?;
        let mut lines = head.lines();
        let is_this = lines.next() == Some(FIRST) && lines.next() == Some(&url.to_string());
        let n_bytes: usize = lines.next()?.parse().ok()?;
        let mut answer = Answer::default();
        for line in lines {
            let (name, value) = line.split_once(": ")?;
            let value = Some(value.to_owned());
            match name {
                "etag" => answer.etag = value,
                "last-modified" => answer.modified = value,
                "content-type" => answer.content_type = value,
                _ => return None,
            }
        }
        answer.bytes = text.split_off(end + 2);
        (is_this && answer.bytes.len() == n_bytes).then_some(answer)
    }

    /// Keeps an answer, in one step, so that nobody finds half of it.
    pub(crate) fn add(&self, url: &Url, answer: &Answer) -> io::Result<()> {
        let file = self.file(url);
        let draft =
            file.with_extension(format!("{}-{:?}", process::id(), std::thread::current().id()));
        let mut out = fs::File::create(&draft)?;
        let mut head = format!("{FIRST}\n{url}\n{}\n", answer.bytes.len());
        let fields = [
            ("etag", &answer.etag),
            ("last-modified", &answer.modified),
            ("content-type", &answer.content_type),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                head.push_str(&format!("{name}: {value}\n"));
            }
        }
        head.push('\n');
        out.write_all(head.as_bytes())?;
        out.write_all(&answer.bytes)?;
        drop(out);
        fs::rename(&draft, &file)
    }

    /// Two addresses that come to one file take turns in it, since each file names its address.
    fn file(&self, url: &Url) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        url.to_string().hash(&mut hasher);
        self.folder.join(format!("{:016x}", hasher.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::read(text).expect("the test writes addresses")
    }

    #[test]
    fn what_is_kept_is_found_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let cache = Cache::open(&folder.path().join("new")).expect("it can be made");
        let one = url("http://news.example/1");
        assert_eq!(cache.find(&one, 100), None);
        for bytes in [&b"Ten died.\n\n\0\xff"[..], b""] {
            let answer = Answer {
                etag: Some("\"a: b\"".to_owned()),
                content_type: Some("text/plain".to_owned()),
                bytes: bytes.to_owned(),
                ..Answer::default()
            };
            cache.add(&one, &answer).expect("the folder can be written");
            assert_eq!(cache.find(&one, 100), Some(answer));
        }
        assert_eq!(cache.find(&url("http://news.example/2"), 100), None);
    }

    #[test]
    fn a_file_that_is_broken_or_anothers_holds_no_answer() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let cache = Cache::open(folder.path()).expect("it is there");
        let one = url("http://news.example/1");
        let answer = Answer { bytes: b"Ten died.".to_vec(), ..Answer::default() };
        cache.add(&one, &answer).expect("the folder can be written");
        let whole = fs::read(cache.file(&one)).expect("it was written");
        for end in 0..whole.len() {
            fs::write(cache.file(&one), &whole[..end]).expect("the folder can be written");
            assert_eq!(cache.find(&one, 100), None, "cut at {end}");
        }
        fs::write(cache.file(&url("http://news.example/2")), &whole).expect("it can be written");
        assert_eq!(cache.find(&url("http://news.example/2"), 100), None);
    }
}
