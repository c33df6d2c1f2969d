//! Shallow: markup no deeper and no longer than a news page's, so that hostile pages take neither
//! the stack nor the memory, and without scripts, styles, drawings and comments, which are half of
//! most pages. It looks at tags alone and does not check them.

use std::borrow::Cow;

/// Browsers nest no deeper either.
const DEEPEST: usize = 400;

/// Tags like `<b>` are opened again in every paragraph until they are closed.
const DEEPEST_FORMATTING: usize = 16;

/// A page has tags of some dozen names; of more, those that come later are never counted as closed.
const MOST_NAMES: usize = 100;

/// A news page has some thousand tags.
const MOST_TAGS: usize = 200_000;

/// A news page without its scripts has some hundred thousand bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The parser looks through all attributes of a tag for each of them.
const MOST_ATTRIBUTES: usize = 300;

/// Markup that is safe to parse.
pub(crate) struct Shallow<'a> {
    pub(crate) html: Cow<'a, str>,
    /// There was more than any page has, and what stood after it is missing.
    pub(crate) is_cut: bool,
    /// A whole page has begun and does not end. A piece of markup, which begins with neither
    /// `<html>` nor `<body>`, may end anywhere.
    pub(crate) breaks_off: bool,
}

/// The markup without scripts, styles, drawings, comments, and the tags that open deeper than browsers nest.
pub(crate) fn shallow(html: &str) -> Shallow<'_> {
    let mut depth = Depth::default();
    let mut kept = String::new();
    let mut kept_to = 0;
    let mut n_tags = 0;
    let mut end_of_page = html.len();
    let (mut begins, mut ends) = (false, false);
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|it| at + it) {
        if html[open..].starts_with("<!--") {
            kept.push_str(&html[kept_to..open]);
            // `<!-->` is a comment too.
            let end = html[open + 2..].find("-->").map_or(html.len(), |it| open + 2 + it + 3);
            (at, kept_to) = (end, end);
            continue;
        }
        let Some(tag) = tag(&html[open..]) else {
            at = open + 1;
            continue;
        };
        n_tags += 1;
        if n_tags > MOST_TAGS {
            end_of_page = open;
            break;
        }
        if matches!(tag.known(), b"html" | b"body") {
            ends |= tag.is_end;
            begins |= !tag.is_end;
        }
        let (end, n_attributes) = end_of_tag(html, open);
        if let Some(after) = after_unseen(html, &tag, open, end) {
            kept.push_str(&html[kept_to..open]);
            (at, kept_to) = (after, after);
            continue;
        }
        if !depth.take(&tag) {
            kept.push_str(&html[kept_to..open]);
            kept_to = end;
        } else if n_attributes > MOST_ATTRIBUTES {
            kept.push_str(&html[kept_to..open]);
            kept.push_str(if tag.is_end { "</" } else { "<" });
            kept.push_str(tag.name);
            kept.push('>');
            kept_to = end;
        }
        at = end;
        if !tag.is_end && matches!(tag.known(), b"script" | b"textarea" | b"title") {
            at = after_raw_text(html, tag.name, end);
        }
    }
    let mut kept = if kept_to == 0 {
        Cow::Borrowed(&html[..end_of_page])
    } else {
        kept.push_str(&html[kept_to..end_of_page]);
        Cow::Owned(kept)
    };
    let n_bytes = kept.floor_char_boundary(MOST_BYTES);
    let is_cut = end_of_page < html.len() || n_bytes < kept.len();
    match &mut kept {
        Cow::Borrowed(it) => *it = &it[..n_bytes],
        Cow::Owned(it) => it.truncate(n_bytes),
    }
    Shallow { html: kept, is_cut, breaks_off: begins && !ends }
}

/// Where a tag ends, as browsers see it, and how many attributes it has.
fn end_of_tag(html: &str, open: usize) -> (usize, usize) {
    let bytes = html.as_bytes();
    let past = |at: usize, is_within: fn(u8) -> bool| {
        bytes[at..].iter().position(|it| !is_within(*it)).map_or(bytes.len(), |it| at + it)
    };
    let is_name = |it: u8| !it.is_ascii_whitespace() && it != b'/' && it != b'>';
    let mut at = past((open + 2).min(bytes.len()), is_name);
    let mut n = 0;
    loop {
        at = past(at, |it| it.is_ascii_whitespace() || it == b'/');
        match bytes.get(at) {
            None => return (bytes.len(), n),
            Some(b'>') => return (at + 1, n),
            Some(_) => n += 1,
        }
        at = past(at + 1, |it| !it.is_ascii_whitespace() && !matches!(it, b'/' | b'>' | b'='));
        at = past(at, |it| it.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        at = past(at + 1, |it| it.is_ascii_whitespace());
        at = match bytes.get(at) {
            Some(b'"') => past(at + 1, |it| it != b'"') + 1,
            Some(b'\'') => past(at + 1, |it| it != b'\'') + 1,
            _ => past(at, |it| !it.is_ascii_whitespace() && it != b'>'),
        }
        .min(bytes.len());
    }
}

/// Where an element ends that holds nothing for readers: code, or a drawing.
fn after_unseen(html: &str, tag: &Tag, open: usize, end: usize) -> Option<usize> {
    let is_code = match tag.known() {
        b"style" => true,
        // JSON is data of the page.
        b"script" => !html[open..end].to_ascii_lowercase().contains("json"),
        b"svg" if !tag.is_end && !html[open..end].ends_with("/>") => {
            return after_drawing(html, end);
        }
        _ => false,
    };
    if tag.is_end || !is_code {
        return None;
    }
    let text_end = after_raw_text(html, tag.name, end);
    Some(html[text_end..].find('>').map_or(html.len(), |it| text_end + it + 1))
}

struct Tag<'a> {
    name: &'a str,
    /// The name in lower case.
    low: [u8; LONGEST_KNOWN],
    is_end: bool,
}

/// "lineargradient" has 14.
const LONGEST_KNOWN: usize = 16;

impl<'a> Tag<'a> {
    fn new(name: &'a str, is_end: bool) -> Tag<'a> {
        let mut low = [0; LONGEST_KNOWN];
        for (low, it) in low.iter_mut().zip(name.bytes()) {
            *low = it.to_ascii_lowercase();
        }
        Tag { name, low, is_end }
    }

    /// The name in lower case; nothing for one longer than all that are known here.
    fn known(&self) -> &[u8] {
        self.low.get(..self.name.len()).unwrap_or(b"")
    }
}

/// Longer names are of no tag that is known here.
const LONGEST_NAME: usize = 64;

/// The tag that stands at the beginning.
fn tag(html: &str) -> Option<Tag<'_>> {
    let rest = html.strip_prefix('<')?;
    let (is_end, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    if !rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return None;
    }
    let is_over = |it: u8| it.is_ascii_whitespace() || it == b'/' || it == b'>';
    match rest.bytes().take(LONGEST_NAME).position(is_over) {
        Some(end) => Some(Tag::new(&rest[..end], is_end)),
        None if rest.len() < LONGEST_NAME => None,
        None => Some(Tag::new("", is_end)),
    }
}

/// Where the text of a script or style ends, in which `<` opens nothing.
fn after_raw_text(html: &str, name: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(open) = html[at..].find("</").map(|it| at + it) {
        if tag(&html[open..]).is_some_and(|it| it.name.eq_ignore_ascii_case(name)) {
            return open;
        }
        at = open + 2;
    }
    html.len()
}

/// Where a drawing ends of which no tag is known to be other than that of a drawing. A page may
/// break out of one by any other.
fn after_drawing(html: &str, mut at: usize) -> Option<usize> {
    loop {
        let open = at + html[at..].find('<')?;
        let tag = tag(&html[open..])?;
        at = open + html[open..].find('>')? + 1;
        match tag.known() {
            b"svg" if tag.is_end => return Some(at),
            b"g" | b"path" | b"use" | b"defs" | b"circle" | b"rect" | b"polygon" | b"polyline"
            | b"line" | b"ellipse" | b"title" | b"desc" | b"symbol" | b"clippath" | b"mask"
            | b"lineargradient" | b"radialgradient" | b"stop" | b"text" | b"tspan" | b"image" => {}
            _ => return None,
        }
    }
}

/// How deep the tags stand, by an upper bound: end tags that close several are counted as one, and those
/// of what is not open as none.
#[derive(Default)]
struct Depth {
    all: usize,
    formatting: usize,
    /// How many of each name are open.
    open: Vec<([u8; LONGEST_KNOWN], usize)>,
}

impl Depth {
    /// Counts a tag; `false` where it would open too deep or closes what was not opened.
    fn take(&mut self, tag: &Tag) -> bool {
        if never_nests(tag.known()) {
            return true;
        }
        let name = one_heading(tag);
        let mut at = self.open.iter().position(|it| it.0 == name);
        if at.is_none() && self.open.len() < MOST_NAMES {
            at = Some(self.open.len());
            self.open.push((name, 0));
        }
        let n_open = at.map(|it| &mut self.open[it].1);
        let (depth, deepest) = if is_formatting(tag.known()) {
            (&mut self.formatting, DEEPEST_FORMATTING)
        } else {
            (&mut self.all, DEEPEST)
        };
        if tag.is_end {
            if let Some(n_open) = n_open.filter(|it| **it > 0) {
                *n_open -= 1;
                *depth = depth.saturating_sub(1);
            }
            return true;
        }
        if *depth >= deepest {
            return false;
        }
        if let Some(n_open) = n_open {
            *n_open += 1;
        }
        *depth += 1;
        true
    }
}

/// The name of a tag, longer ones and headings under one each: `</h3>` closes an `<h2>`.
fn one_heading(tag: &Tag) -> [u8; LONGEST_KNOWN] {
    match tag.known() {
        b"" => [0; LONGEST_KNOWN],
        [b'h', b'1'..=b'6'] => Tag::new("h", false).low,
        _ => tag.low,
    }
}

/// Tags without content, and those that the next of their kind closes.
fn never_nests(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
            | b"p"
            | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"tbody"
            | b"thead"
            | b"tfoot"
            | b"option"
            | b"html"
            | b"head"
            | b"body"
            | b"colgroup"
    )
}

/// Tags that the parser opens again where they were left open.
fn is_formatting(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"b"
            | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"nobr"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, kept: &str) {
        assert_eq!(shallow(html).html, kept);
    }

    #[test]
    fn a_page_as_others_is_left_alone() {
        let html = "<!DOCTYPE html><html><body><p>Ten <b>died</b>.<p>1 < 2</body></html>";
        check(html, html);
        assert!(matches!(shallow(html).html, Cow::Borrowed(_)));
    }

    #[test]
    fn tags_deeper_than_browsers_nest_are_left_out() {
        let kept = format!("{}Ten died.", "<div>".repeat(DEEPEST));
        check(&format!("{}Ten died.", "<div>".repeat(DEEPEST + 100)), &kept);
        let kept = format!("{}Ten died.", "<b id=a>".repeat(DEEPEST_FORMATTING));
        check(&format!("{}Ten died.", "<b id=a>".repeat(100)), &kept);
    }

    #[test]
    fn end_tags_of_what_is_not_open_close_nothing() {
        let html = "</h3><ul><li>One.".repeat(DEEPEST * 2);
        assert_eq!(shallow(&html).html.matches("<ul>").count(), DEEPEST);
        let names: String = (0..MOST_NAMES * 2).map(|it| format!("<x{it}></y{it}>")).collect();
        let html = names.repeat(5);
        assert_eq!(shallow(&html).html.matches("<x").count(), DEEPEST);
        let html = "<h2>Ten died.</h3>".repeat(DEEPEST * 2);
        check(&html, &html);
    }

    #[test]
    fn paragraphs_that_are_never_closed_do_not_count() {
        let html = "<p>Ten died.<li>One.".repeat(DEEPEST * 2);
        check(&html, &html);
    }

    #[test]
    fn scripts_are_left_out_and_data_is_kept() {
        let divs = "'<div>'".repeat(DEEPEST * 2);
        check(
            &format!("<SCRIPT src=a>{divs}</script><p>Ten died.<style>p {{}}</style>"),
            "<p>Ten died.",
        );
        check("<p>Ten died.<script>load(", "<p>Ten died.");
        check("<p>Ten<!-- <script> --> died.<!--><p>One<!--", "<p>Ten died.<p>One");
        let html = format!("<script type=application/ld+json>{divs}</script><p>Ten died.");
        check(&html, &html);
    }

    #[test]
    fn a_tag_ends_where_browsers_see_its_end() {
        let end = |html: &str| {
            let (end, n) = end_of_tag(html, 0);
            format!("{} {n}", &html[..end])
        };
        assert_eq!(end("<p>Ten"), "<p> 0");
        assert_eq!(end("</p >Ten"), "</p > 0");
        assert_eq!(
            end("<a title='1 > 0' b = \"x\"c/ d=e'f>Ten"),
            "<a title='1 > 0' b = \"x\"c/ d=e'f> 4"
        );
        assert_eq!(end("<a \"b=\"c> d"), "<a \"b=\"c> d 1");
        assert_eq!(end("<a ==>Ten"), "<a ==> 1");
        assert_eq!(end("<a"), "<a 0");
    }

    #[test]
    fn a_tag_with_more_attributes_than_any_has_none() {
        let attributes: String = (0..MOST_ATTRIBUTES + 1).map(|it| format!(" a{it}='>'")).collect();
        check(&format!("<p{attributes}>Ten</p{attributes}> died."), "<p>Ten</p> died.");
    }

    #[test]
    fn drawings_are_left_out_unless_a_page_breaks_out_of_them() {
        check("<p>Ten <svg><path d='M0 0'/><g></g></SVG >died.", "<p>Ten died.");
        check("<p><svg/>Ten</svg>", "<p><svg/>Ten</svg>");
        for html in ["<p><svg><g><p>Ten died.</svg>", "<svg><b></svg>Ten died.</svg", "<svg><g"] {
            check(html, html);
        }
    }

    #[test]
    fn a_page_breaks_off_where_it_has_begun_and_does_not_end() {
        let breaks_off = |html: &str| shallow(html).breaks_off;
        assert!(breaks_off("<HTML><p>Ten"));
        assert!(!breaks_off("<html><p>Ten</HTML >"));
        assert!(!breaks_off("<p>Ten"));
    }

    #[test]
    fn a_page_with_too_many_tags_is_cut() {
        let html = format!("<b>{}", "Ten. ".repeat(MOST_BYTES / 5));
        assert_eq!((shallow(&html).html.len(), shallow(&html).is_cut), (MOST_BYTES, true));
        let html = "<br>".repeat(MOST_TAGS + 5);
        let Shallow { html: kept, is_cut, .. } = shallow(&html);
        assert_eq!((kept.len(), is_cut), (MOST_TAGS * 4, true));
    }
}
