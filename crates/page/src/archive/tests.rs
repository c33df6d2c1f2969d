//! Archives in, what is found in them out: whole ones, damaged ones, and hostile ones.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use flate2::{Compression, write::GzEncoder};
use insta::assert_snapshot;
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::Page;

/// What is found in a file of this name: a line for each page, record that is none, and error.
fn shown(name: &str, bytes: &[u8]) -> String {
    let mut shown = String::new();
    let address = Address::File(name.into());
    match found_in(address, Box::new(Cursor::new(bytes.to_vec())), None) {
        Ok(sources) => sources.for_each(|it| line(&mut shown, it)),
        Err(why) => line(&mut shown, Err(why)),
    }
    shown
}

fn line(shown: &mut String, found: Result<Found, Error>) {
    let line = match found.and_then(Found::open) {
        Ok(page) => {
            let text = String::from_utf8_lossy(&page.bytes);
            let charset = page.charset.map(|it| format!(" {it}")).unwrap_or_default();
            let fetched = page.fetched.map(|it| format!(", fetched {it}")).unwrap_or_default();
            let label = if page.label == Default::default() {
                String::new()
            } else {
                format!("\n  {:?}", page.label)
            };
            format!("{}\n  {:?}{charset}: {}{fetched}{label}", page.address, page.kind, text.trim())
        }
        Err(why) => why.to_string(),
    };
    writeln!(shown, "{line}").expect("a String takes every write");
}

/// A record of this type and content.
fn record(kind: &str, content_type: &str, content: &str) -> Vec<u8> {
    let length = content.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{kind}\r\n\
         WARC-Date: 2016-02-21T20:45:00Z\r\nContent-Type: {content_type}\r\n\
         Content-Length: {length}\r\n\r\n{content}\r\n\r\n"
    )
    .into_bytes()
}

/// A record of a server's answer.
fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let length = head.len() + 4 + body.len();
    let head = format!(
        "WARC/1.1\r\nwarc-type: response\r\nWARC-Target-URI: <https://news.example/1>\r\n\
         WARC-Date: 2016-02-21T20:45:00.25Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n\
         {head}\r\n\r\n"
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A record of a page with this story.
fn page(story: &str) -> Vec<u8> {
    answer(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
        format!("<html><p>{story}</p></html>").as_bytes(),
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::new(6));
    packer.write_all(bytes).expect("memory takes every write");
    packer.finish().expect("memory takes every write")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Three pages, each in a member of its own.
fn members() -> [Vec<u8>; 3] {
    ["One died in Homs.", "Two died in Hama.", "Six died in Idlib."].map(|it| gzip(&page(it)))
}

/// The stories found in an archive, and its errors.
fn stories(name: &str, bytes: &[u8]) -> Vec<String> {
    let address = Address::File(name.into());
    let Ok(sources) = found_in(address, Box::new(Cursor::new(bytes.to_vec())), None) else {
        return vec!["an error".to_owned()];
    };
    let of_page = |page: Page| {
        let text = String::from_utf8_lossy(&page.bytes).into_owned();
        text.replace("<html><p>", "").replace("</p></html>", "")
    };
    sources.map(|it| it.and_then(Found::open).map_or_else(|it| it.to_string(), of_page)).collect()
}

#[test]
fn records_of_all_kinds_are_pages_or_say_what_they_are() {
    let archive = [
        record("warcinfo", "application/warc-fields", "software: none"),
        record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
        page("Ten died."),
        answer("HTTP/1.1 404 Not Found", b"<html>gone"),
        answer("HTTP/1.1 200 OK\r\ncontent-type: image/png", b"\x89PNG"),
        answer("HTTP/1.1 200 OK", b"{\"a\": 1}"),
        record("metadata", "application/warc-fields", "a: b"),
        record("revisit", "application/http", "HTTP/1.1 200 OK\r\n\r\n"),
        record("conversion", "text/plain", "Nine died."),
        record("resource", "text/html", "<html><p>Five died."),
        record("response", "text/dns", "20160221 news.example. 1 IN A 192.0.2.1"),
        answer("SSH-2.0", b"hello"),
    ]
    .concat();
    assert_snapshot!(shown("a.warc", &archive), @"
    `a.warc#0 https://news.example/warcinfo` is not read: it is what the archive says of itself
    `a.warc#191 https://news.example/request` is not read: it is what was asked of a server
    a.warc#394 https://news.example/1
      Html utf-8: <html><p>Ten died.</p></html>, fetched 2016-02-21T20:45:00.25Z
    `a.warc#668 https://news.example/1` is not read: it is an answer without a page
    `a.warc#890 https://news.example/1` is not read: it is neither a web page nor plain text
    `a.warc#1124 https://news.example/1` is not read: it is neither a web page nor plain text
    `a.warc#1337 https://news.example/metadata` is not read: it is what the archive says of itself
    `a.warc#1517 https://news.example/revisit` is not read: it repeats an earlier answer
    a.warc#1704 https://news.example/conversion
      Text: Nine died., fetched 2016-02-21T20:45:00Z
    a.warc#1882 https://news.example/resource
      Html: <html><p>Five died., fetched 2016-02-21T20:45:00Z
    `a.warc#2064 https://news.example/response` is not read: it is neither a web page nor plain text
    `a.warc#2265 https://news.example/1` is not read: it is no answer of a web server
    ");
}

#[test]
fn bodies_are_unpacked_and_put_together() {
    let html = |head: &str, body: &[u8]| answer(&format!("HTTP/1.1 200 OK\r\n{head}"), body);
    let archive = [
        html("Content-Encoding: gzip\r\nContent-Type: text/html", &gzip(b"<html>packed")),
        html("Content-Encoding: gzip\r\nContent-Type: text/html", b"<html>not packed any more"),
        html("Content-Encoding: zstd\r\nContent-Type: text/html", &zstd(b"<html>Zstandard")),
        html(
            "Content-Encoding: br\r\nContent-Type: text/html",
            // A block of brotli that is not compressed.
            b"\x0b\x04\x80<html>Bro\x03",
        ),
        html("Content-Encoding: br\r\nContent-Type: text/html", b"<html>not brotli"),
        html(
            "Transfer-Encoding: chunked\r\nContent-Type: text/html",
            b"6\r\n<html>\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
        ),
        html("Transfer-Encoding: chunked\r\nContent-Type: text/html", b"<html>one piece"),
        html("Transfer-Encoding: chunked\r\nContent-Type: text/html", b"ff\r\n<html>cut off"),
        html("Content-Type: text/html; charset=\"windows-1252\"", b"<html>caf"),
    ]
    .concat();
    assert_snapshot!(shown("a.warc", &archive), @"
    a.warc#0 https://news.example/1
      Html: <html>packed, fetched 2016-02-21T20:45:00.25Z
    a.warc#287 https://news.example/1
      Html: <html>not packed any more, fetched 2016-02-21T20:45:00.25Z
    a.warc#566 https://news.example/1
      Html: <html>Zstandard, fetched 2016-02-21T20:45:00.25Z
    a.warc#848 https://news.example/1
      Html: <html>Bro, fetched 2016-02-21T20:45:00.25Z
    a.warc#1113 https://news.example/1
      Html: <html>not brotli, fetched 2016-02-21T20:45:00.25Z
    a.warc#1381 https://news.example/1
      Html: <html>abc, fetched 2016-02-21T20:45:00.25Z
    a.warc#1668 https://news.example/1
      Html: <html>one piece, fetched 2016-02-21T20:45:00.25Z
    a.warc#1941 https://news.example/1
      Html: <html>cut off, fetched 2016-02-21T20:45:00.25Z
    a.warc#2216 https://news.example/1
      Html windows-1252: <html>caf, fetched 2016-02-21T20:45:00.25Z
    ");
}

#[test]
fn a_packed_archive_names_its_records_by_the_place_of_their_members() {
    assert_snapshot!(shown("a.warc.gz", &members().concat()), @"
    a.warc.gz#0 https://news.example/1
      Html utf-8: <html><p>One died in Homs.</p></html>, fetched 2016-02-21T20:45:00.25Z
    a.warc.gz#229 https://news.example/1
      Html utf-8: <html><p>Two died in Hama.</p></html>, fetched 2016-02-21T20:45:00.25Z
    a.warc.gz#458 https://news.example/1
      Html utf-8: <html><p>Six died in Idlib.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
    let whole = gzip(&[page("One."), page("Two.")].concat());
    assert_snapshot!(shown("a.warc.gz", &whole), @"
    a.warc.gz#0 https://news.example/1
      Html utf-8: <html><p>One.</p></html>, fetched 2016-02-21T20:45:00.25Z
    a.warc.gz#0+269 https://news.example/1
      Html utf-8: <html><p>Two.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
    let frames = [zstd(&page("One.")), zstd(&page("Two."))].concat();
    assert_snapshot!(shown("a.warc.zst", &frames), @"
    a.warc.zst#0 https://news.example/1
      Html utf-8: <html><p>One.</p></html>, fetched 2016-02-21T20:45:00.25Z
    a.warc.zst#267 https://news.example/1
      Html utf-8: <html><p>Two.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
    // A frame that holds no data is passed.
    let frames = [&b"\x50\x2a\x4d\x18\x03\0\0\0abc"[..], &zstd(&page("One."))].concat();
    assert_snapshot!(shown("a.warc.zst", &frames), @"
    a.warc.zst#11 https://news.example/1
      Html utf-8: <html><p>One.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
}

#[test]
fn a_form_is_seen_from_the_bytes_whatever_the_name_is() {
    assert_eq!(stories("a.txt", &gzip(&page("One."))), ["One."]);
    assert_eq!(stories("a.warc.gz", &page("One.")), ["One."]);
    assert_eq!(stories("a.warc.gz", b"<!doctype html><html>"), ["<!doctype html><html>"]);
    assert_eq!(stories("a", &zstd(b"Ten died.")), ["Ten died."]);
    assert_eq!(stories("a.gz", b"{\"text\": \"Ten died.\"}"), ["Ten died."]);
}

#[test]
fn articles_are_read_by_the_names_of_their_fields() {
    assert_snapshot!(shown("a.jsonl", br#"{"title": "Blast", "maintext": "Ten died.", "date_publish": "2016-02-21 20:45:00", "authors": ["Rana Odeh", "Tom Aske"], "url": "https://news.example/1"}

{"html": "<p>Ten died.</p>", "text": "unused", "link": "https://news.example/2"}
{"id": 4, "headline": "No story", "text": ""}
{"body": "<div>Ten</div>"}
{"content": "cut o
{"content": ["One.", "Two."]}
"#), @r#"
    a.jsonl#L1 https://news.example/1
      Text: Ten died.
      Label { title: Some("Blast"), published: Some("2016-02-21 20:45:00"), byline: Some("Rana Odeh, Tom Aske"), outlet: None }
    a.jsonl#L3 https://news.example/2
      Html: <p>Ten died.</p>
    `a.jsonl#L4` is not read: it has no field of text
    a.jsonl#L5
      Html: <div>Ten</div>
    cannot read `a.jsonl#L6`: it is no JSON object (EOF while parsing a string at line 1 column 18); it is left out, and reading goes on after it
    a.jsonl#L7
      Text: One., Two.
    "#);
}

#[test]
fn arrays_and_objects_of_many_lines_are_read_object_by_object() {
    assert_snapshot!(shown("a.json", br#"[
  {"text": "One } died.", "source": {"name": "police"}},
  {"text": "Two \"died\" {."}
]"#), @r#"
    a.json#L1
      Text: One } died.
    a.json#L2
      Text: Two "died" {.
    "#);
    assert_snapshot!(shown("a.json", b"{\n  \"text\": \"One died.\"\n}\n{\n\"text\": \"Two"), @"
    a.json#L1
      Text: One died.
    cannot read `a.json#L2`: it breaks off; it is left out, and reading goes on after it
    ");
    assert_snapshot!(shown("a.json", b"[{\"text\": \"One\n\"}, {\"text\": \"Two\"}]"), @"
    cannot read `a.json#L1`: it breaks off; it is left out, and reading goes on after it
    a.json#L2
      Text: Two
    ");
}

#[test]
fn text_that_begins_with_a_bracket_is_text() {
    assert_eq!(stories("a.txt", b"[Update] Ten died."), ["[Update] Ten died."]);
    assert_eq!(stories("a.txt", b"{Ten} died."), ["{Ten} died."]);
}

#[test]
fn damage_costs_the_record_it_is_in() {
    let [one, two, three] = members();
    let join = |two: &[u8]| [&one[..], two, &three[..]].concat();
    // In the middle of its data.
    let mut broken = two.clone();
    let middle = broken.len() / 2;
    broken[middle..middle + 8].fill(0x55);
    assert_snapshot!(shown("a.warc.gz", &join(&broken)), @"
    a.warc.gz#0 https://news.example/1
      Html utf-8: <html><p>One died in Homs.</p></html>, fetched 2016-02-21T20:45:00.25Z
    cannot read `a.warc.gz#229`: its bytes are not those that were packed (wrong checksum); it is left out, and reading goes on after it
    a.warc.gz#458 https://news.example/1
      Html utf-8: <html><p>Six died in Idlib.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
    // In its checksum.
    let mut broken = two.clone();
    let sum = broken.len() - 6;
    broken[sum] ^= 1;
    assert_snapshot!(stories("a.warc.gz", &join(&broken)).join("\n"), @"
    One died in Homs.
    cannot read `a.warc.gz#229`: its bytes are not those that were packed (wrong checksum); it is left out, and reading goes on after it
    Six died in Idlib.
    ");
    // Cut off, so that the next one follows in the middle of it.
    assert_snapshot!(stories("a.warc.gz", &join(&two[..two.len() / 2])).join("\n"), @"
    One died in Homs.
    cannot read `a.warc.gz#229`: it cannot be unpacked; it is left out, and reading goes on after it
    Six died in Idlib.
    ");
    // Nothing of it is right.
    assert_snapshot!(stories("a.warc.gz", &join(b"\x1f\x8b and what else there is")).join("\n"), @"
    One died in Homs.
    cannot read `a.warc.gz#229`: there is no record where one should begin; it is left out, and reading goes on after it
    Six died in Idlib.
    ");
    assert_snapshot!(stories("a.warc.gz", &join(&[0; 512])).join("\n"), @"
    One died in Homs.
    Six died in Idlib.
    ");
    // The first one.
    let broken = [&one[9..], &two[..]].concat();
    assert_snapshot!(stories("a.warc.gz", &broken).join("\n"), @r"
    cannot read `a.warc.gz#0`: there is no record where one should begin; it is left out, and reading goes on after it
    Two died in Hama.
    ");
}

#[test]
fn a_wrong_length_costs_the_record_that_has_it() {
    let broken = |length: &str| {
        let two = String::from_utf8(page("Two died in Hama.")).expect("it is UTF-8");
        let (_, rest) = two.split_once("Content-Length: ").expect("it has a length");
        let (right, _) = rest.split_once("\r\n").expect("the line ends");
        let two = two.replace(&format!("Content-Length: {right}\r\n"), length);
        [page("One."), two.into_bytes(), page("Three.")].concat()
    };
    let mut all = String::new();
    for length in [
        "Content-Length: 20\r\n",
        "Content-Length: 90\r\n",
        "Content-Length: 200\r\n",
        "Content-Length: 1000\r\n",
        "Content-Length: 1000000000000000000\r\n",
        "Content-Length: 99999999999999999999999\r\n",
        "Content-Length: -1\r\n",
        "",
    ] {
        writeln!(all, "{}", length.trim()).expect("a String takes every write");
        for story in stories("a.warc", &broken(length)) {
            writeln!(all, "  {story}").expect("a String takes every write");
        }
    }
    assert_snapshot!(all, @"
    Content-Length: 20
      One.
      cannot read `a.warc#269`: it is not as long as it says; it is left out, and reading goes on after it
      Three.
    Content-Length: 90
      One.
      cannot read `a.warc#269`: it is not as long as it says; it is left out, and reading goes on after it
      Three.
    Content-Length: 200
      One.
      cannot read `a.warc#269`: it is not as long as it says; it is left out, and reading goes on after it
      Three.
    Content-Length: 1000
      One.
      cannot read `a.warc#269`: it breaks off; it is left out, and reading goes on after it
    Content-Length: 1000000000000000000
      One.
      `a.warc#269 https://news.example/1` is not read: it is larger than any page
      Three.
    Content-Length: 99999999999999999999999
      One.
      cannot read `a.warc#269`: it does not say how long it is; it is left out, and reading goes on after it
      Three.
    Content-Length: -1
      One.
      cannot read `a.warc#269`: it does not say how long it is; it is left out, and reading goes on after it
      Three.

      One.
      cannot read `a.warc#269`: it does not say how long it is; it is left out, and reading goes on after it
      Three.
    ");
}

#[test]
fn garbage_between_records_is_passed() {
    let archive = [page("One."), b"what is this\n".to_vec(), page("Two.")].concat();
    assert_snapshot!(stories("a.warc", &archive).join("\n"), @"
    One.
    cannot read `a.warc#269`: there is no record where one should begin; it is left out, and reading goes on after it
    Two.
    ");
}

#[test]
fn a_cut_archive_gives_all_records_before_the_cut() {
    let [one, two, three] = members();
    let packed = [one.clone(), two.clone(), three].concat();
    for cut in 0..packed.len() {
        let found = stories("a.warc.gz", &packed[..cut]);
        let n_whole = usize::from(cut >= one.len()) + usize::from(cut >= one.len() + two.len());
        let expected = &["One died in Homs.", "Two died in Hama."][..n_whole];
        assert!(found.len() >= n_whole, "cut at {cut}: {found:?}");
        assert_eq!(found[..n_whole], *expected, "cut at {cut}: {found:?}");
        assert!(found.len() <= n_whole + 2, "cut at {cut}: {found:?}");
    }
    let bare = [page("One."), page("Two.")].concat();
    let whole = gzip(&bare);
    let frames = [zstd(&page("One.")), zstd(&page("Two."))].concat();
    for archive in [&bare, &whole, &frames] {
        let mut most = 0;
        for cut in 0..archive.len() {
            let found = stories("a.warc", &archive[..cut]);
            let n = found.iter().take_while(|it| ["One.", "Two."].contains(&it.as_str())).count();
            assert!(n >= most, "cut at {cut}, less is found than before: {found:?}");
            assert!(found.len() <= n + 2, "cut at {cut}: {found:?}");
            most = n;
        }
    }
    let list = b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    for cut in 0..list.len() {
        let found = stories("a.jsonl", &list[..cut]);
        assert_eq!(found.first().is_some_and(|it| it == "One."), cut >= 16, "at {cut}: {found:?}");
    }
}

#[test]
fn bombs_are_left_at_a_limit() {
    // Zeros in a record, packed a thousand times.
    let zeros = vec![0; 120_000_000];
    let bomb = gzip(&[&b"WARC/1.0\r\n"[..], &zeros].concat());
    let archive = [gzip(&page("One.")), bomb, gzip(&page("Two."))].concat();
    assert_snapshot!(stories("a.warc.gz", &archive).join("\n"), @"
    One.
    cannot read `a.warc.gz#218`: its header has no end; it is left out, and reading goes on after it
    Two.
    ");
    // In the body of an answer.
    let body = gzip(&zeros);
    let archive =
        answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html", &body);
    assert_snapshot!(stories("a.warc", &archive).join("\n"), @"`a.warc#0 https://news.example/1` is not read: it is larger than any page");
    // A page by itself.
    assert_snapshot!(stories("a.html.gz", &gzip(&zeros)).join("\n"), @"cannot read `a.html.gz`: it is larger than 50 MB, which no news page is; split it into one file per report");
    // A line without an end.
    let line =
        [&b"{\"text\": \""[..], &vec![b'a'; 60_000_000], b"\"}\n{\"text\": \"Two.\"}\n"].concat();
    assert_snapshot!(stories("a.jsonl", &line).join("\n"), @"
    `a.jsonl#L1` is not read: it is larger than any page
    Two.
    ");
    let list = [b"[", &line[..]].concat();
    assert_snapshot!(stories("a.json", &list).join("\n"), @"
    `a.json#L1` is not read: it is larger than any page
    Two.
    ");
}

#[test]
fn a_header_without_an_end_is_left_at_a_limit() {
    let header = [&b"WARC/1.0\r\n"[..], "a: b\r\n".repeat(20_000_000).as_bytes()].concat();
    let archive = [page("One."), header, page("Two.")].concat();
    assert_snapshot!(stories("a.warc", &archive).join("\n"), @"
    One.
    cannot read `a.warc#269`: its header has no end; it is left out, and reading goes on after it
    Two.
    ");
}

#[test]
fn a_record_that_is_larger_than_any_page_is_passed() {
    let large = record("resource", "text/plain", &"Ten died. ".repeat(1_100_000));
    let archive = [page("One."), large, page("Two.")].concat();
    assert_snapshot!(stories("a.warc", &archive).join("\n"), @"
    One.
    `a.warc#269 https://news.example/resource` is not read: it is larger than any page
    Two.
    ");
}

/// A ZIP file of these files, stored or deflated, in a folder; what is found in it, the folder as
/// `DIR`.
fn shown_zip(files: &[(&str, &[u8], bool)]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("a.wacz");
    let mut zip = ZipWriter::new(File::create(&path).expect("a temporary folder can be written"));
    for (name, bytes, is_deflated) in files {
        let method =
            if *is_deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method))
            .expect("a temporary folder can be written");
        zip.write_all(bytes).expect("a temporary folder can be written");
    }
    zip.finish().expect("a temporary folder can be written");
    let file = File::open(&path).expect("it was just written");
    let mut shown = String::new();
    match in_file(&path, file, &Arc::default(), None) {
        Ok(sources) => sources.for_each(|it| line(&mut shown, it)),
        Err(why) => line(&mut shown, Err(why)),
    }
    shown.replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn archives_in_a_zip_file_are_read_one_after_the_other() {
    assert_snapshot!(shown_zip(&[
        ("datapackage.json", b"{}", true),
        ("archive/a.warc.gz", &gzip(&page("One.")), false),
        ("archive/b.warc", &page("Two."), true),
        ("pages/pages.jsonl", b"{\"text\": \"Three.\"}", true),
    ]), @"
    DIR/a.wacz#archive/a.warc.gz#0 https://news.example/1
      Html utf-8: <html><p>One.</p></html>, fetched 2016-02-21T20:45:00.25Z
    DIR/a.wacz#archive/b.warc#0 https://news.example/1
      Html utf-8: <html><p>Two.</p></html>, fetched 2016-02-21T20:45:00.25Z
    ");
}

#[test]
fn a_zip_file_without_archives_is_said_to_be_one() {
    assert_snapshot!(shown_zip(&[("story.txt", b"Ten died.", true)]), @"cannot read `DIR/a.wacz`: it is a ZIP archive or an office document, not text; unpack it, or save the document as plain text or HTML, and give that");
}

#[test]
fn a_zip_bomb_is_left_at_a_limit() {
    let bomb = [page("One."), vec![0; 150_000_000], page("Two.")].concat();
    assert_snapshot!(shown_zip(&[("archive/a.warc", &bomb, true)]), @"
    DIR/a.wacz#archive/a.warc#0 https://news.example/1
      Html utf-8: <html><p>One.</p></html>, fetched 2016-02-21T20:45:00.25Z
    cannot read `DIR/a.wacz#archive/a.warc`: it unpacks to more than 200 times its size, which no text does; it is left out, and reading goes on after it
    ");
}

#[test]
fn the_dictionary_of_an_archive_is_used() {
    let archive = include_bytes!("testdata/dictionary.warc.zst");
    assert_eq!(stories("a.warc.zst", archive), ["One died in Homs.", "Two died in Hama."]);
}

/// An archive of any form, small, with a few of its bytes changed, dropped or doubled.
fn mutated() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let forms = [
        [page("One."), page("Two.")].concat(),
        members().concat(),
        gzip(&[page("One."), page("Two.")].concat()),
        [zstd(&page("One.")), zstd(&page("Two."))].concat(),
        b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n".to_vec(),
        b"[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}]".to_vec(),
        answer(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            &gzip(b"<html>"),
        ),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4), 1..5);
    (0..forms.len(), changes).prop_map(move |(form, changes)| {
        let mut bytes = forms[form].clone();
        for (at, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                2 => drop(bytes.splice(at..at, [byte; 3])),
                _ => {
                    let piece = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, piece));
                }
            }
        }
        (form, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn damaged_archives_end_and_say_little((form, bytes) in mutated()) {
        let name = if form == 4 || form == 5 { "a.json" } else { "a.warc" };
        let found = stories(name, &bytes);
        prop_assert!(found.len() < 40, "{} lines", found.len());
    }
}
