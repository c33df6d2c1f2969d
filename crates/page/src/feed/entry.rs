//! Entry: what a feed says of one news item, and the page that makes. Which tags say it is for
//! `xml.rs` and `json.rs`.

use jiff::Timestamp;
use quick_xml::escape::resolve_html5_entity;

use crate::{Address, Kind, Label, Page};

/// What a feed says of one news item, with markup as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) title: String,
    /// All of the story.
    pub(crate) content: String,
    /// Its first words, or a few of somebody else.
    pub(crate) summary: String,
    /// Where its page stands, as written.
    pub(crate) link: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) pictures: Vec<Picture>,
}

/// A picture that a feed names beside an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) file: String,
    pub(crate) caption: String,
    pub(crate) credit: String,
}

impl Entry {
    /// Whether there is something to read in it.
    pub(crate) fn has_words(&self) -> bool {
        [&self.title, &self.content, &self.summary].iter().any(|it| !it.trim().is_empty())
    }

    pub(crate) fn label(&self) -> Label {
        Label {
            title: some(plain(&self.title)),
            published: self.published.clone().or_else(|| self.updated.clone()),
            byline: self.byline.as_deref().and_then(|it| some(plain(it))),
            outlet: self.outlet.as_deref().and_then(|it| some(plain(it))),
        }
    }

    /// The page that it makes: the story, or its first words where there are no more, and else its
    /// headline; after it the pictures, as a web page has them.
    pub(crate) fn page(self, address: Address, fetched: Option<Timestamp>) -> Page {
        let mut label = self.label();
        let mut text = [self.content, self.summary]
            .into_iter()
            .find(|it| !it.trim().is_empty())
            .or_else(|| label.title.take())
            .unwrap_or_default();
        let pictures: Vec<&Picture> =
            self.pictures.iter().filter(|it| !text.contains(&it.file)).collect();
        let is_html = has_markup(&text);
        if !is_html && !pictures.is_empty() {
            text = format!("<p>{}</p>", escaped(&text).replace("\n\n", "</p><p>"));
        }
        let kind = if is_html || !pictures.is_empty() { Kind::Html } else { Kind::Text };
        for Picture { file, caption, credit } in pictures {
            let (file, caption, credit) =
                (escaped(file), escaped(&plain(caption)), escaped(&plain(credit)));
            text.push_str(&format!("<figure><img src=\"{file}\"><figcaption>"));
            if !caption.is_empty() {
                text.push_str(&format!("<p>{caption}</p>"));
            }
            if !credit.is_empty() {
                text.push_str(&format!("<p>Photo: {credit}</p>"));
            }
            text.push_str("</figcaption></figure>");
        }
        let charset = Some("utf-8".to_owned());
        Page { address, bytes: text.into_bytes(), kind, charset, fetched, label }
    }
}

fn some(text: String) -> Option<String> {
    if text.is_empty() { None } else { Some(text) }
}

/// Whether text has tags or escapes, which feeds do not tell.
fn has_markup(text: &str) -> bool {
    let is_tag = |it: &str| {
        let it = it.strip_prefix('/').unwrap_or(it);
        it.starts_with(|it: char| it.is_ascii_alphabetic()) && it.contains('>')
    };
    // The last ">" bounds the search, so that many "<" without one take no time.
    let end = text.rfind('>').map_or(0, |it| it + 1);
    text[..end].split('<').skip(1).any(is_tag)
        || text.split('&').skip(1).any(|it| entity(it).is_some())
}

/// The words of a headline or name, without tags and escapes.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (words, mark) = rest.split_at(at);
        plain.push_str(words);
        let after = &mark[1..];
        if mark.starts_with('&') {
            match entity(after) {
                Some((letters, length)) => {
                    plain.push_str(&letters);
                    rest = &after[length..];
                }
                None => {
                    plain.push('&');
                    rest = after;
                }
            }
        } else if after.starts_with(|it: char| it == '/' || it.is_ascii_alphabetic())
            && let Some(end) = tag_end(after)
        {
            rest = &after[end..];
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a tag in a headline ends; a longer one is none.
fn tag_end(text: &str) -> Option<usize> {
    text.bytes().take(500).position(|it| it == b'>').map(|it| it + 1)
}

/// The letters that an escape stands for, and its length, after the `&`.
pub(crate) fn entity(text: &str) -> Option<(String, usize)> {
    /// No name is longer.
    const LONGEST: usize = 32;
    let end = text.bytes().take(LONGEST).position(|it| it == b';')?;
    let name = &text[..end];
    let letters = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16).ok()?,
                None => number.parse().ok()?,
            };
            letter(number)?.to_string()
        }
        None => resolve_html5_entity(name)?.to_owned(),
    };
    Some((letters, end + 1))
}

/// The letter of a number; 128 to 159 mean what they mean in windows-1252, as in browsers.
fn letter(number: u32) -> Option<char> {
    match u8::try_from(number) {
        Ok(byte @ 128..=159) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        Ok(0) => None,
        _ => char::from_u32(number),
    }
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_plain_words() {
        let check = |text, says: &str| assert_eq!(plain(text), says);
        check(" Ten <b>die</b> in\nHoms ", "Ten die in Homs");
        check("Q&amp;A: who&#8217;s who&nbsp;&hellip;", "Q&A: who’s who …");
        check("5 < 6 & 7 > 6; AT&T;", "5 < 6 & 7 > 6; AT&T;");
        check("It&#146;s &#0; &#xD800; &bogus;", "It’s &#0; &#xD800; &bogus;");
        check("</", "</");
    }

    #[track_caller]
    fn check(entry: Entry, says: &str) {
        let page = entry.page(Address::Stdin, None);
        let text = String::from_utf8(page.bytes).expect("it was text");
        let title = page.label.title.as_deref().unwrap_or("no title");
        assert_eq!(format!("{title}: {:?}: {text}", page.kind), says);
    }

    #[test]
    fn the_story_stands_above_its_first_words_and_these_above_the_headline() {
        let all = Entry {
            title: "Ten die".to_owned(),
            content: "<p>Ten died.</p>".to_owned(),
            summary: "Ten…".to_owned(),
            ..Entry::default()
        };
        check(all.clone(), "Ten die: Html: <p>Ten died.</p>");
        let teaser = Entry { content: " ".to_owned(), ..all };
        check(teaser.clone(), "Ten die: Text: Ten…");
        check(Entry { summary: String::new(), ..teaser }, "no title: Text: Ten die");
    }

    #[test]
    fn pictures_follow_the_words() {
        let picture = Picture {
            file: "https://news.example/a.jpg?b&c".to_owned(),
            caption: "A market".to_owned(),
            credit: "Jane Doe".to_owned(),
        };
        let entry = Entry {
            summary: "5 < 6\n\nSeven".to_owned(),
            pictures: vec![picture],
            ..Entry::default()
        };
        check(
            entry,
            "no title: Html: <p>5 &lt; 6</p><p>Seven</p>\
             <figure><img src=\"https://news.example/a.jpg?b&amp;c\"><figcaption>\
             <p>A market</p><p>Photo: Jane Doe</p></figcaption></figure>",
        );
    }
}
