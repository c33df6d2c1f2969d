//! Shallow: markup no deeper and no longer than a news page's, so that hostile pages take neither
//! the stack nor the memory. It looks at tags alone and does not check them.

use std::borrow::Cow;

/// Browsers nest no deeper either.
const DEEPEST: usize = 400;

/// Tags like `<b>` are opened again in every paragraph until they are closed.
const DEEPEST_FORMATTING: usize = 16;

/// A news page has some thousand tags.
const MOST_TAGS: usize = 200_000;

/// The markup without the tags that open deeper than browsers nest, cut where there are more tags
/// than any page has; and whether it was cut.
pub(crate) fn shallow(html: &str) -> (Cow<'_, str>, bool) {
    let mut depth = Depth::default();
    let mut kept = String::new();
    let mut kept_to = 0;
    let mut n_tags = 0;
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|it| at + it) {
        let Some(tag) = tag(&html[open..]) else {
            at = open + 1;
            continue;
        };
        n_tags += 1;
        if n_tags > MOST_TAGS {
            kept.push_str(&html[kept_to..open]);
            return (Cow::Owned(kept), true);
        }
        let end = html[open..].find('>').map_or(html.len(), |it| open + it + 1);
        if !depth.take(&tag) {
            kept.push_str(&html[kept_to..open]);
            kept_to = end;
        }
        at = if tag.is_end { end } else { after_raw_text(html, tag.name, end) };
    }
    if kept.is_empty() && kept_to == 0 {
        return (Cow::Borrowed(html), false);
    }
    kept.push_str(&html[kept_to..]);
    (Cow::Owned(kept), false)
}

struct Tag<'a> {
    name: &'a str,
    is_end: bool,
}

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
    let end = rest.find(|it: char| it.is_whitespace() || it == '/' || it == '>')?;
    Some(Tag { name: &rest[..end], is_end })
}

/// Where markup goes on after a script or style, in which `<` opens nothing.
fn after_raw_text(html: &str, name: &str, end: usize) -> usize {
    let is_raw =
        ["script", "style", "textarea", "title"].iter().any(|it| name.eq_ignore_ascii_case(it));
    if !is_raw {
        return end;
    }
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
        let is_one_of = |names: &[&str]| names.iter().any(|it| tag.name.eq_ignore_ascii_case(it));
        if is_one_of(&NEVER_NEST) {
            return true;
        }
        let (depth, deepest) = if is_one_of(&FORMATTING) {
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
        assert_eq!(shallow(html).0, kept);
    }

    #[test]
    fn a_page_as_others_is_left_alone() {
        let html = "<!DOCTYPE html><html><body><p>Ten <b>died</b>.<p>1 < 2</body></html>";
        check(html, html);
        assert!(matches!(shallow(html).0, Cow::Borrowed(_)));
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
    fn tags_in_scripts_do_not_count() {
        let html = format!("<script>{}</script><p>Ten died.", "'<div>'".repeat(DEEPEST * 2));
        check(&html, &html);
    }

    #[test]
    fn a_page_with_too_many_tags_is_cut() {
        let (kept, is_cut) = {
            let html = "<br>".repeat(MOST_TAGS + 5);
            let (kept, is_cut) = shallow(&html);
            (kept.len(), is_cut)
        };
        assert_eq!((kept, is_cut), (MOST_TAGS * 4, true));
    }
}
