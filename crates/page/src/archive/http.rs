//! Http: an answer of a server as an archive keeps it: status, head, and a body that may be chunked
//! and packed. Asking servers is for `fetch.rs`.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::MOST_RECORD;
use super::header::Header;
use crate::Skip;

/// An answer, unpacked.
pub(super) struct Answer {
    /// The value of `Content-Type`.
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

/// No answer has a longer head.
const MOST_HEAD: usize = 1 << 20;

/// Reads an answer that is a page: status 200, and text.
pub(super) fn read(answer: Vec<u8>) -> Result<Answer, Skip> {
    let Some((status, header, start)) = head(&answer) else { return Err(Skip::NoHttp) };
    if status != 200 && status != 203 {
        return Err(Skip::Status);
    }
    let content_type = header.value("content-type").map(str::to_owned);
    if !content_type.as_deref().is_none_or(may_be_text) {
        return Err(Skip::NotText);
    }
    let mut body = answer;
    body.drain(..start);
    // Crawlers unpack a body and leave its head as it was, so a body is asked what it is.
    if header.has_word("transfer-encoding", "chunked")
        && let Some(whole) = unchunked(&body)
    {
        body = whole;
    }
    for packing in header.words("content-encoding").rev() {
        body = unpacked(body, &packing.to_ascii_lowercase())?;
    }
    Ok(Answer { content_type, body })
}

/// Whether what has this `Content-Type` may be a page.
pub(super) fn may_be_text(content_type: &str) -> bool {
    let mime = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    mime.is_empty()
        || mime.starts_with("text/html")
        || mime.starts_with("text/plain")
        || mime == "application/xhtml+xml"
        || mime == "application/xml"
        || mime == "application/octet-stream"
}

/// The status, the header, and where the body begins.
fn head(answer: &[u8]) -> Option<(u16, Header, usize)> {
    let line_end = answer.get(..MOST_HEAD.min(answer.len()))?.iter().position(|&it| it == b'\n')?;
    let line = String::from_utf8_lossy(&answer[..line_end]);
    let mut words = line.split_ascii_whitespace();
    let status = match words.next()? {
        it if it.starts_with("HTTP/") => words.next()?.parse().ok()?,
        _ => return None,
    };
    let rest = &answer[line_end + 1..];
    let (header, length) = Header::read(rest.get(..MOST_HEAD).unwrap_or(rest))?;
    Some((status, header, line_end + 1 + length))
}

/// The body without the sizes of its chunks; `None` where it is not chunked, or not any more.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(1024).position(|&it| it == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = line.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok().filter(|_| !size.starts_with('+'))?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        let Some((chunk, rest)) = body.split_at_checked(size) else {
            // A crawler stops where its own limit is.
            whole.extend_from_slice(body);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
        if body.is_empty() {
            return Some(whole);
        }
    }
}

/// The body unpacked, as it is where it is not packed any more.
fn unpacked(body: Vec<u8>, packing: &str) -> Result<Vec<u8>, Skip> {
    /// A brotli reader takes so much at once.
    const STEP: usize = 16 << 10;
    let mut whole = Vec::new();
    let bytes = body.as_slice();
    let read = match packing {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            take(MultiGzDecoder::new(bytes), &mut whole)
        }
        // Some servers say `deflate` and send it bare.
        "deflate" if bytes.first().is_some_and(|it| it & 0xf == 8) => {
            take(ZlibDecoder::new(bytes), &mut whole)
        }
        "deflate" if !begins_like_text(bytes) => take(DeflateDecoder::new(bytes), &mut whole),
        "br" if !begins_like_text(bytes) => take(Decompressor::new(bytes, STEP), &mut whole),
        "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            let reader = StreamingDecoder::new(bytes).map_err(|_| Skip::Packed)?;
            take(reader, &mut whole)
        }
        _ => return Ok(body),
    };
    if whole.len() as u64 > MOST_RECORD {
        return Err(Skip::TooLarge);
    }
    // What was unpacked before the damage is read, as of a page that was not loaded to its end.
    if read.is_err() && whole.is_empty() {
        return Err(Skip::Packed);
    }
    Ok(whole)
}

fn take(reader: impl Read, into: &mut Vec<u8>) -> std::io::Result<usize> {
    reader.take(MOST_RECORD + 1).read_to_end(into)
}

fn begins_like_text(bytes: &[u8]) -> bool {
    let first = bytes.trim_ascii_start().iter().take(64);
    bytes.trim_ascii_start().starts_with(b"<")
        || first.clone().all(|it| matches!(it, b' '..=b'~' | b'\r' | b'\n' | b'\t'))
}
