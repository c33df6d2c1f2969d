//! Json: JSON Feed 1 and 1.1. What an entry means is for `entry.rs`.

use std::{fmt, vec};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    Next,
    entry::{Entry, Picture},
};

/// The entries of a JSON Feed.
pub(crate) struct Json {
    entries: vec::IntoIter<Item>,
    title: Option<String>,
    end: Option<Next>,
}

/// A feed of more is a mistake, or made to fill our memory.
const MOST_ENTRIES: usize = 200_000;

/// Whether a document begins like a JSON Feed, which names its version near its beginning.
pub(crate) fn is_feed(head: &str) -> bool {
    let names = |it: &str| head.contains(it);
    head.trim_start().starts_with('{')
        && (names("jsonfeed.org/version") || names("jsonfeed.org\\/version"))
}

impl Json {
    pub(crate) fn new(text: &str) -> Json {
        let text = text.trim_start_matches('\u{feff}');
        let mut feed = Feed::default();
        // What was read before a mistake is there also where the whole is not right.
        let whole = serde_json::Deserializer::from_str(text).deserialize_map(Into(&mut feed));
        let end = match whole {
            Err(_) => Some(Next::CutOff),
            Ok(()) if feed.has_more => Some(Next::TooMany),
            Ok(()) => None,
        };
        Json { entries: feed.items.into_iter(), title: feed.title.0, end }
    }

    /// The next entry.
    pub(crate) fn next(&mut self) -> Option<Next> {
        let Some(item) = self.entries.next() else { return self.end.take() };
        let text = |it: Words| it.0.unwrap_or_default();
        let file = item.image.0.or(item.banner_image.0);
        let pictures = file.map(|file| Picture { file, ..Picture::default() });
        let byline = match item.authors.0.is_empty() {
            true => item.author.0,
            false => Some(item.authors.0.join(", ")),
        };
        Some(Next::Entry(Entry {
            title: text(item.title),
            content: item.content_html.0.unwrap_or_else(|| text(item.content_text)),
            summary: text(item.summary),
            link: item
                .url
                .0
                .or(item.external_url.0)
                .or(item.id.0.filter(|it| it.starts_with("http"))),
            published: item.date_published.0,
            updated: item.date_modified.0,
            byline,
            outlet: self.title.clone(),
            pictures: pictures.into_iter().collect(),
        }))
    }
}

#[derive(Default)]
struct Feed {
    title: Words,
    items: Vec<Item>,
    has_more: bool,
}

/// Reads a feed into what is kept of it.
struct Into<'a>(&'a mut Feed);

impl<'de> Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "title" => self.0.title = map.next_value()?,
                "items" => map.next_value_seed(Items(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Items<'a>(&'a mut Feed);

impl<'de> serde::de::DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while self.0.items.len() < MOST_ENTRIES {
            match list.next_element()? {
                Some(item) => self.0.items.push(item),
                None => return Ok(()),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.0.has_more = true;
        }
        Ok(())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Words,
    url: Words,
    external_url: Words,
    title: Words,
    content_html: Words,
    content_text: Words,
    summary: Words,
    image: Words,
    banner_image: Words,
    date_published: Words,
    date_modified: Words,
    author: Name,
    authors: Names,
}

/// A string, where one stands there; anything else is passed over, and kept nowhere.
#[derive(Debug, Default)]
struct Words(Option<String>);

/// A writer's name, in the object that version 1 has for it.
#[derive(Debug, Default)]
struct Name(Option<String>);

/// The names of several.
#[derive(Debug, Default)]
struct Names(Vec<String>);

/// Reads what kind of value stands there, and keeps what can be used of it.
struct Any;

/// What can be used of a value.
#[derive(Default)]
struct Found {
    text: Option<String>,
    name: Option<String>,
    names: Vec<String>,
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(Found { text: Some(text.to_owned()).filter(|it| !it.is_empty()), ..Found::default() })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" {
                found.name = map.next_value::<Words>()?.0;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found, A::Error> {
        /// More writers than these have no report.
        const MOST_NAMES: usize = 20;
        let mut found = Found::default();
        while found.names.len() < MOST_NAMES {
            match list.next_element::<Found>()? {
                Some(it) => found.names.extend(it.name.or(it.text)),
                None => return Ok(found),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        Found::deserialize(deserializer).map(|it| Words(it.text))
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        Found::deserialize(deserializer).map(|it| Name(it.name.or(it.text)))
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        Found::deserialize(deserializer).map(|it| Names(it.names))
    }
}
