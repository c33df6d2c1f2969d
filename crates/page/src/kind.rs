//! Kind: how the bytes of a page are to be read, and which bytes are no text at all. Which
//! characters the bytes stand for is not decided here.

use std::path::Path;

/// How the bytes of a page are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A web page.
    Html,
    /// Plain text, as written or as scraped from a web page.
    Text,
    /// A mail with its headers, as programs for mail save it.
    Mail,
    /// A piece of agency wire in JSON (IPTC ninjs).
    Ninjs,
    /// A piece of agency wire in XML (IPTC NewsML-G2).
    NewsMl,
    /// A piece of agency wire as teleprinters had it (IPTC 7901).
    Iptc7901,
}

/// What bytes that are not text are, and what to do with them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Binary {
    pub(crate) what: &'static str,
    pub(crate) advice: &'static str,
}

/// How many of the first bytes decide.
const HEAD: usize = 8192;

/// What the bytes are, by their beginning.
///
/// `said` is what the sender or the name says, and holds where the bytes begin like neither kind.
pub(crate) fn see(bytes: &[u8], said: Option<Kind>) -> Result<Kind, Binary> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    for (magic, binary) in &MAGIC {
        if head.starts_with(magic) {
            return Err(Binary { ..*binary });
        }
    }
    if is_iptc7901(head) {
        return Ok(Kind::Iptc7901);
    }
    if is_ninjs(bytes) {
        return Ok(Kind::Ninjs);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Err(Binary { what: "a tar archive", advice: UNPACK });
    }
    if is_binary(head) {
        return Err(Binary { what: "a binary file", advice: SAVE_AS_TEXT });
    }
    if begins_with(head, &NEWSML) {
        Ok(Kind::NewsMl)
    } else if begins_like_mail(head) {
        Ok(Kind::Mail)
    } else if begins_like_html(head) {
        Ok(Kind::Html)
    } else {
        Ok(said.unwrap_or(Kind::Text))
    }
}

/// What the ending of a name says, that of its packing left out.
pub(crate) fn of_name(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    if matches!(ending.as_str(), "gz" | "zst" | "br") {
        return of_name(Path::new(path.file_stem()?));
    }
    match ending.as_str() {
        "html" | "htm" | "xhtml" => Some(Kind::Html),
        "txt" | "text" => Some(Kind::Text),
        "eml" => Some(Kind::Mail),
        _ => None,
    }
}

/// What a `Content-Type` says.
pub(crate) fn of_content_type(mime: &str) -> Option<Kind> {
    match mime.to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "text/plain" => Some(Kind::Text),
        "message/rfc822" => Some(Kind::Mail),
        _ => None,
    }
}

/// The kind and the character set that a whole `Content-Type` says: `text/html; charset=latin1`.
pub(crate) fn said(content_type: &str) -> (Option<Kind>, Option<String>) {
    let mut parts = content_type.split(';');
    let said = parts.next().and_then(|it| of_content_type(it.trim()));
    let charset = parts
        .filter_map(|it| it.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (said, charset.filter(|it| !it.is_empty()))
}

const SAVE_AS_TEXT: &str = "save the report as plain text or HTML and give that file";
/// Files are unpacked before they are looked at.
const UNPACK_TO_FILE: &str = "save it, unpack it, and give what is in it";
const UNPACK: &str = "unpack it and give the files in it";

/// Beginnings of the files people most often take for a report.
const MAGIC: [(&[u8], Binary); 18] = [
    (b"%PDF-", Binary { what: "a PDF document", advice: SAVE_AS_TEXT }),
    (b"\xff\xd8\xff", Binary { what: "a JPEG picture", advice: GIVE_THE_PAGE }),
    (b"\x89PNG\r\n", Binary { what: "a PNG picture", advice: GIVE_THE_PAGE }),
    (b"GIF8", Binary { what: "a GIF picture", advice: GIVE_THE_PAGE }),
    (b"RIFF", Binary { what: "a WebP picture, a sound or a film", advice: GIVE_THE_PAGE }),
    (b"II*\0", Binary { what: "a TIFF picture", advice: GIVE_THE_PAGE }),
    (b"MM\0*", Binary { what: "a TIFF picture", advice: GIVE_THE_PAGE }),
    (b"\0\0\0\x18ftyp", Binary { what: "a film", advice: GIVE_THE_PAGE }),
    (b"\0\0\0\x20ftyp", Binary { what: "a film", advice: GIVE_THE_PAGE }),
    (b"ID3", Binary { what: "a sound", advice: GIVE_THE_PAGE }),
    (b"\x7fELF", Binary { what: "a program", advice: GIVE_THE_PAGE }),
    (b"MZ\x90\0", Binary { what: "a program", advice: GIVE_THE_PAGE }),
    (
        b"PK\x03\x04",
        Binary {
            what: "a ZIP archive or an office document",
            advice: "unpack it, or save the document as plain text or HTML, and give that",
        },
    ),
    (b"\x1f\x8b", Binary { what: "a gzip archive", advice: UNPACK_TO_FILE }),
    (b"\x28\xb5\x2f\xfd", Binary { what: "a Zstandard archive", advice: UNPACK_TO_FILE }),
    (b"7z\xbc\xaf\x27\x1c", Binary { what: "a 7-Zip archive", advice: UNPACK }),
    (b"Rar!\x1a\x07", Binary { what: "a RAR archive", advice: UNPACK }),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Binary { what: "an old office document", advice: SAVE_AS_TEXT },
    ),
];

const GIVE_THE_PAGE: &str = "give the page the report stands on";

/// Whether more bytes are control characters than text of any encoding has.
///
/// UTF-16 has a zero in nearly every pair in English, so it is known by its mark first. A stray
/// control character is no reason to refuse a text: one in twenty is.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return false;
    }
    let n_controls = head
        .iter()
        .filter(|&&it| {
            it < b' ' && !matches!(it, b'\t' | b'\n' | b'\x0b' | b'\x0c' | b'\r' | b'\x1b')
        })
        .count();
    n_controls * 20 > head.len()
}

/// Whether the first lines are headers, and three of them such as only mails have.
fn begins_like_mail(head: &[u8]) -> bool {
    const HEADERS: [&str; 11] = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "reply-to",
    ];
    let head = String::from_utf8_lossy(head);
    // "From rana@news.example Mon Mar  7" begins a mail in a box of mails.
    let lines = head.lines().skip(usize::from(head.starts_with("From ")));
    let mut found = [false; HEADERS.len()];
    for line in lines.take_while(|it| !it.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
            return false;
        }
        if let Some(at) = HEADERS.iter().position(|it| name.eq_ignore_ascii_case(it)) {
            found[at] = true;
        }
    }
    found.iter().filter(|it| **it).count() >= 3
}

/// Whether the first thing after white space is what only a web page begins with.
pub(crate) fn begins_like_html(head: &[u8]) -> bool {
    begins_with(head, &HTML)
}

const HTML: [&[u8]; 8] =
    [b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<article", b"<div", b"<meta"];

const NEWSML: [&[u8]; 4] = [b"<newsitem", b"<newsmessage", b"<nar:newsitem", b"<nar:newsmessage"];

/// Whether the first thing after white space and comments is one of these, in lower case.
fn begins_with(head: &[u8], tags: &[&[u8]]) -> bool {
    // Zeros and marks are skipped, so that UTF-16 reads like the rest.
    let text: Vec<u8> = head
        .iter()
        .filter(|it| !matches!(it, 0 | 0xef | 0xbb | 0xbf | 0xff | 0xfe))
        .map(u8::to_ascii_lowercase)
        .collect();
    let mut text = text.trim_ascii_start();
    while let Some(rest) = text.strip_prefix(b"<!--").or_else(|| text.strip_prefix(b"<?xml")) {
        match rest.iter().position(|&it| it == b'>') {
            Some(end) => text = rest[end + 1..].trim_ascii_start(),
            None => return false,
        }
    }
    tags.iter().any(|it| text.starts_with(it))
}

/// Whether an object has a name and other fields as only wire in JSON calls them.
fn is_ninjs(bytes: &[u8]) -> bool {
    /// Items have some thousand bytes, and larger objects would take many times their memory.
    const MOST_BYTES: usize = 2_000_000;
    const FIELDS: [&[u8]; 9] = [
        b"\"body_text\"",
        b"\"body_xhtml\"",
        b"\"body_nitf\"",
        b"\"bodies\"",
        b"\"headlines\"",
        b"\"versioncreated\"",
        b"\"versionCreated\"",
        b"\"pubstatus\"",
        b"\"pubStatus\"",
    ];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let has = |field: &[u8]| memchr::memmem::find(text, field).is_some();
    text.len() <= MOST_BYTES
        && text.starts_with(b"{")
        && text.ends_with(b"}")
        && has(b"\"uri\"")
        && FIELDS.iter().any(|it| has(it))
}

/// Whether a message begins with the mark of a head, and its text after that with its own.
fn is_iptc7901(head: &[u8]) -> bool {
    /// Heads have some dozen letters.
    const LONGEST: usize = 300;
    // Signs that kept lines in step may stand before.
    let start = head.iter().position(|it| !b"\x16\r\n \0".contains(it)).unwrap_or(head.len());
    let Some((0x01, rest)) = head[start..].split_first() else { return false };
    rest.first().is_some_and(u8::is_ascii_alphanumeric)
        && rest.iter().take(LONGEST).any(|&it| it == 0x02)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], said: Option<Kind>, seen: &str) {
        let read = match see(bytes, said) {
            Ok(Kind::Html) => "html",
            Ok(Kind::Text) => "text",
            Ok(Kind::Mail) => "mail",
            Ok(Kind::Ninjs) => "ninjs",
            Ok(Kind::NewsMl) => "newsml",
            Ok(Kind::Iptc7901) => "iptc 7901",
            Err(binary) => binary.what,
        };
        assert_eq!(read, seen, "for {:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn the_first_bytes_say_html_whatever_the_name_says() {
        check(b"<!DOCTYPE html><p>Ten", Some(Kind::Text), "html");
        check(b"\xef\xbb\xbf\n <HTML>", None, "html");
        check(b"<!-- saved --><!-- twice --><html>", None, "html");
        check(b"<?xml version='1.0'?>\n<html>", None, "html");
        check(b"\xff\xfe<\0h\0t\0m\0l\0>\0", None, "html");
    }

    #[test]
    fn where_the_first_bytes_say_nothing_the_sender_does() {
        check(b"Ten people died.", Some(Kind::Html), "html");
        check(b"Ten people died.", None, "text");
        check(b"<p>Ten people died.", None, "text");
        check(b"<!-- cut off", None, "text");
        check(b"", None, "text");
    }

    #[test]
    fn a_mail_is_known_by_its_headers() {
        check(b"From: a@news.example\r\nSubject: x\r\n y\r\nDate: z\r\n\r\nTen", None, "mail");
        check(b"From: Rana Odeh\nSubject: Tamrit\n\nTen people died.", None, "text");
        check(b"Date: Monday\nTen people died.\nTo: x\nFrom: y\n", None, "text");
        check(b"Ten people died.", Some(Kind::Mail), "mail");
    }

    #[test]
    fn files_that_are_no_text_are_known_by_their_beginning() {
        check(b"%PDF-1.7 ...", Some(Kind::Html), "a PDF document");
        check(b"\xff\xd8\xff\xe0", None, "a JPEG picture");
        check(b"\x7fELF\x02\x01", None, "a program");
        check(b"PK\x03\x04", None, "a ZIP archive or an office document");
        check(b"\x1f\x8b\x08", None, "a gzip archive");
        check(&[&[b'a'; 257][..], b"ustar"].concat(), None, "a tar archive");
        check(b"\x01\x02\x03\x04 and so on", None, "a binary file");
    }

    #[test]
    fn wire_is_known_by_its_marks() {
        check(b"{\"uri\": \"a\", \"body_text\": \"Ten died.\"}", None, "ninjs");
        check(b"{\"uri\": \"a\", \"bodies\": []} {", None, "text");
        check(b"{\"uri\": \"a\", \"text\": \"Ten died.\"}", None, "text");
        check(b"<?xml version='1.0'?><newsItem xmlns='x'>", None, "newsml");
        check(b"<newsMessage>", Some(Kind::Html), "newsml");
        check(b"\x16\x16\x01abc0123 4 pl 99\r\n\x02Ten died.", None, "iptc 7901");
        check(b"\x01abc0123 4 pl 99\r\nTen died, and so on without the mark.", None, "text");
    }

    #[test]
    fn text_in_any_encoding_is_text() {
        check("Взрыв в городе".as_bytes(), None, "text");
        check(b"caf\xe9 \x93quoted\x94", None, "text");
        check(b"\xff\xfeT\0e\0n\0 \0d\0i\0e\0d\0", None, "text");
        check(b"One stray \0 in a text that is otherwise as it should be.", None, "text");
    }
}
