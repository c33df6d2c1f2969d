//! Decode: from the bytes of a page to characters. What the characters mean is not asked.

use std::borrow::Cow;

use ascribe_page::{Kind, Page};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Note, Reason};

/// The characters of a page, and a note where their encoding had to be guessed.
///
/// Senders name wrong encodings every day, and hardly any text that is not UTF-8 can be read as
/// UTF-8. So a byte order mark decides, then that the bytes are UTF-8, and only then the name.
pub(crate) fn read(page: &Page) -> Result<(Cow<'_, str>, Option<Note>), Reason> {
    let bytes = page.bytes.as_slice();
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return check(encoding.decode_without_bom_handling(&bytes[length..]).0, None);
    }
    let said = page.charset.as_deref().and_then(|it| Encoding::for_label(it.as_bytes()));
    let said = said.or_else(|| if page.kind == Kind::Html { said_in_meta(bytes) } else { None });
    let is_ascii_only = |it| it == UTF_16LE || it == UTF_16BE || it == ISO_2022_JP;
    if !said.is_some_and(is_ascii_only)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return check(Cow::Borrowed(text), None);
    }
    match said {
        Some(encoding) if encoding != UTF_8 && encoding != REPLACEMENT => {
            check(encoding.decode_without_bom_handling(bytes).0, None)
        }
        // A letter of several bytes comes about by chance too rarely to be anything but UTF-8.
        _ if has_utf8_letter(bytes) => check(String::from_utf8_lossy(bytes), Some(broken())),
        _ => check(WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(guessed())),
    }
}

/// Text without the colours and moves of the pointer that terminals write into it.
fn without_escapes(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = match after.as_bytes().first() {
            // "ESC [ 1 ; 31 m": numbers and marks up to a letter
            Some(b'[') => {
                let is_last = |it: char| ('@'..='~').contains(&it);
                let end = after[1..].find(is_last).map_or(after.len(), |it| it + 2);
                // More than these are no escape but text after a stray sign.
                if end > 24 { after } else { &after[end..] }
            }
            // "ESC ] 8 ; ; address BEL": up to a bell or another escape
            Some(b']') => {
                let end = after.find(['\u{7}', '\u{1b}', '\n']).unwrap_or(after.len());
                after[end..].strip_prefix('\u{7}').unwrap_or(&after[end..])
            }
            Some(b'(' | b')') => after.get(2..).unwrap_or(""),
            Some(it) if it.is_ascii_graphic() => &after[1..],
            _ => after,
        };
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Refuses what came out as mostly unreadable.
fn check(text: Cow<'_, str>, note: Option<Note>) -> Result<(Cow<'_, str>, Option<Note>), Reason> {
    let n_unreadable = text.matches(char::REPLACEMENT_CHARACTER).count();
    if n_unreadable > 0 && n_unreadable * 4 > text.chars().count() {
        return Err(Reason::Unreadable);
    }
    Ok((without_escapes(text), note))
}

/// The encoding that a `<meta>` near the beginning names.
fn said_in_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    head.split("<meta").skip(1).find_map(|meta| {
        let (meta, _) = meta.split_once('>')?;
        let (_, value) = meta.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', ';', ' ', '/']).unwrap_or(value.len());
        Encoding::for_label(&value.as_bytes()[..end])
    })
}

fn has_utf8_letter(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|it| !it.valid().is_ascii())
}

fn guessed() -> Note {
    Note {
        what: "the page is not UTF-8".to_owned(),
        span: None,
        why: "it names no character set that fits its bytes".to_owned(),
        so: "it was read as windows-1252; letters with accents may be wrong".to_owned(),
    }
}

fn broken() -> Note {
    Note {
        what: "some bytes of the page are not UTF-8".to_owned(),
        span: None,
        why: "the page was cut or put together from several encodings".to_owned(),
        so: format!("each of them reads `{}`", char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use ascribe_page::{Address, Label};

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], kind: Kind, charset: Option<&str>, says: &str) {
        let charset = charset.map(str::to_owned);
        let page = Page {
            address: Address::Stdin,
            bytes: bytes.to_vec(),
            kind,
            charset,
            fetched: None,
            label: Label::default(),
        };
        let said = match read(&page) {
            Ok((text, None)) => text.into_owned(),
            Ok((text, Some(note))) => format!("{text}\n{note}"),
            Err(reason) => reason.to_string(),
        };
        assert_eq!(said, says);
    }

    #[test]
    fn a_byte_order_mark_decides() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Kind::Text, Some("latin1"), "café");
        check(b"\xff\xfec\0a\0f\0\xe9\0", Kind::Text, None, "café");
        check(b"\xfe\xff\0c\0a\0f\0\xe9", Kind::Text, None, "café");
    }

    #[test]
    fn utf_8_is_utf_8_whatever_is_said() {
        check("café".as_bytes(), Kind::Text, Some("iso-8859-1"), "café");
        check("café".as_bytes(), Kind::Text, None, "café");
    }

    #[test]
    fn the_sender_is_believed_before_the_page() {
        let page = b"<meta charset=koi8-r>caf\xe9";
        check(page, Kind::Html, Some("windows-1252"), "<meta charset=koi8-r>café");
        let page = b"<meta http-equiv='Content-Type' content='text/html; charset=latin1'>\xe9";
        let read = "<meta http-equiv='Content-Type' content='text/html; charset=latin1'>é";
        check(page, Kind::Html, None, read);
        check(b"<meta CHARSET = \"koi8-r\">\xcd", Kind::Html, None, "<meta CHARSET = \"koi8-r\">м");
    }

    #[test]
    fn a_guess_is_noted() {
        check(
            b"caf\xe9",
            Kind::Text,
            None,
            "café\nnote: the page is not UTF-8\n  \
             why  it names no character set that fits its bytes\n  \
             so   it was read as windows-1252; letters with accents may be wrong",
        );
    }

    #[test]
    fn colours_of_a_terminal_are_no_letters() {
        let read = |text: &str, plain| check(text.as_bytes(), Kind::Text, None, plain);
        read("\u{1b}[1;31mTen\u{1b}[0m died", "Ten died");
        read("\u{1b}]8;;https://news.example\u{7}Ten\u{1b}]8;;\u{1b}\\ died", "Ten died");
        read("\u{1b}(BTen \u{1b}7died\u{1b}", "Ten died");
        read("\u{1b}[é", "");
        read("Ten \u{1b}", "Ten ");
    }

    #[test]
    fn a_broken_letter_does_not_break_the_others() {
        check(
            b"caf\xc3\xa9 and caf\xc3",
            Kind::Text,
            Some("utf-8"),
            "café and caf\u{fffd}\nnote: some bytes of the page are not UTF-8\n  \
             why  the page was cut or put together from several encodings\n  \
             so   each of them reads `\u{fffd}`",
        );
    }

    #[test]
    fn bytes_that_are_no_letters_are_not_a_report() {
        check(
            b"\xef\xbb\xbf\xfe\xfe\xfe\xfe",
            Kind::Text,
            None,
            "its bytes are not text in any encoding known here; save it as UTF-8",
        );
    }
}
