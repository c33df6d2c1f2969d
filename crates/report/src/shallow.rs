//! Shallow: markup no deeper and no longer than a news page's, so that hostile pages take neither
//! the stack nor the memory, and without scripts, styles and comments, which are half of most
//! pages. It looks at tags alone and does not check them.

use std::borrow::Cow;

/// Browsers nest no deeper either.
const DEEPEST: usize = 400;

/// Tags like `<b>` are opened again in every paragraph until they are closed.
const DEEPEST_FORMATTING: usize = 16;

/// A news page has some thousand tags.
const MOST_TAGS: usize = 200_000;

/// A news page without its scripts has some hundred thousand bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Markup that is safe to parse.
pub(crate) struct Shallow<'a> {
    pub(crate) html: Cow<'a, str>,
    /// There was more than any page has, and what stood after it is missing.
    pub(crate) is_cut: bool,
    /// A whole page has begun and does not end. A piece of markup, which begins with neither
    /// `<html>` nor `<body>`, may end anywhere.
    pub(crate) breaks_off: bool,
}

/// The markup without scripts, styles, comments, and the tags that open deeper than browsers nest.
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
        if tag.is_one_of(&["html", "body"]) {
            ends |= tag.is_end;
            begins |= !tag.is_end;
        }
        let end = html[open..].find('>').map_or(html.len(), |it| open + it + 1);
        if !depth.take(&tag) {
            kept.push_str(&html[kept_to..open]);
            kept_to = end;
        }
        at = end;
        if tag.is_end || !tag.is_one_of(&["script", "style", "textarea", "title"]) {
            continue;
        }
        at = after_raw_text(html, tag.name, end);
        if is_code(&tag, &html[open..end]) {
            kept.push_str(&html[kept_to..end]);
            kept_to = at;
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

/// Whether what stands in a script or style is for browsers only; JSON is data of the page.
fn is_code(tag: &Tag, whole: &str) -> bool {
    tag.is_one_of(&["style"])
        || (tag.is_one_of(&["script"]) && !whole.to_ascii_lowercase().contains("json"))
}

struct Tag<'a> {
    name: &'a str,
    is_end: bool,
}

impl Tag<'_> {
    fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|it| self.name.eq_ignore_ascii_case(it))
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
        Some(end) => Some(Tag { name: &rest[..end], is_end }),
        None if rest.len() < LONGEST_NAME => None,
        None => Some(Tag { name: "", is_end }),
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

/// How deep the tags stand, by an upper bound: end tags that close several are counted as one.
#[derive(Default)]
struct Depth {
    all: usize,
    formatting: usize,
}

impl Depth {
    /// Counts a tag; `false` where it would open too deep or closes what was not opened.
    fn take(&mut self, tag: &Tag) -> bool {
        if tag.is_one_of(&NEVER_NEST) {
            return true;
        }
        let (depth, deepest) = if tag.is_one_of(&FORMATTING) {
            (&mut self.formatting, DEEPEST_FORMATTING)
        } else {
            (&mut self.all, DEEPEST)
        };
        if tag.is_end {
            *depth = depth.saturating_sub(1);
            return true;
        }
        if *depth >= deepest {
            return false;
        }
        *depth += 1;
        true
    }
}

/// Tags without content, and those that the next of their kind closes.
const NEVER_NEST: [&str; 29] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
    "html", "head", "body", "colgroup",
];

/// Tags that the parser opens again where they were left open.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

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
    fn paragraphs_that_are_never_closed_do_not_count() {
        let html = "<p>Ten died.<li>One.".repeat(DEEPEST * 2);
        check(&html, &html);
    }

    #[test]
    fn scripts_are_left_out_and_data_is_kept() {
        let divs = "'<div>'".repeat(DEEPEST * 2);
        check(
            &format!("<SCRIPT src=a>{divs}</script><p>Ten died.<style>p {{}}</style>"),
            "<SCRIPT src=a></script><p>Ten died.<style></style>",
        );
        check("<p>Ten died.<script>load(", "<p>Ten died.<script>");
        check("<p>Ten<!-- <script> --> died.<!--><p>One<!--", "<p>Ten died.<p>One");
        let html = format!("<script type=application/ld+json>{divs}</script><p>Ten died.");
        check(&html, &html);
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
