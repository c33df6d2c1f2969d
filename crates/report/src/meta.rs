//! Meta: what a web page's head says of it: headline, day, writer, outlet. The story is for
//! `html.rs`.

use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;

use crate::{date, furniture, white_space::tidy};

/// What a page's head says of it.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) byline: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) picture: Option<String>,
}

/// Reads the head: what is written for programs first, then what is written for people.
pub(crate) fn read(doc: &Document) -> Meta {
    let linked_data = linked_data(doc);
    let tags = tags(doc);
    let tag = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| tags.iter().find(|(it, _)| it == name))
            .map(|(_, it)| it.clone())
    };
    let text =
        |css: &str| Some(tidy(&doc.try_select(css)?.first().text())).filter(|it| !it.is_empty());
    let outlet = tag(&["og:site_name"])
        .or_else(|| linked_data.as_ref().and_then(|it| name(it.get("publisher")?)));
    let title = linked_data
        .as_ref()
        .and_then(|it| words(it.get("headline")?))
        .or_else(|| tag(&["og:title", "twitter:title", "dc.title"]))
        .or_else(|| only_h1(doc))
        .or_else(|| text("title"))
        .map(|it| without_outlet(&it, outlet.as_deref()).to_owned());
    let published = linked_data
        .as_ref()
        .and_then(|it| date::of_markup(it.get("datePublished")?.as_str()?))
        .or_else(|| DAY_TAGS.iter().find_map(|name| date::of_markup(&tag(&[name])?)))
        .or_else(|| day_in_body(doc));
    let byline = linked_data
        .as_ref()
        .and_then(|it| name(it.get("author")?))
        .or_else(|| tag(&["author", "article:author", "dc.creator", "parsely-author", "byl"]))
        .or_else(|| text("[rel=author], [itemprop=author], .byline, .author-name"))
        .and_then(|it| writer(&it));
    Meta { title, published, byline, outlet, picture: tag(&["og:image", "twitter:image"]) }
}

/// Tags that name the day of publication, the most exact first.
const DAY_TAGS: [&str; 18] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "og:article:published_time",
    "date",
];

/// Name and words of every `<meta>`, names in lower case.
fn tags(doc: &Document) -> Vec<(String, String)> {
    let metas = doc.select("meta");
    let tags = metas.nodes().iter().filter_map(|it| {
        let name = ["property", "name", "itemprop"].iter().find_map(|name| it.attr(name))?;
        let words = tidy(&it.attr("content")?);
        if words.is_empty() { None } else { Some((name.trim().to_lowercase(), words)) }
    });
    tags.collect()
}

/// The article among a page's linked data (JSON-LD).
fn linked_data(doc: &Document) -> Option<Value> {
    let scripts = doc.select("script[type=\"application/ld+json\"]");
    scripts.nodes().iter().find_map(|it| {
        let value = serde_json::from_str(it.text().trim()).ok()?;
        article(value)
    })
}

fn article(value: Value) -> Option<Value> {
    match value {
        Value::Array(values) => values.into_iter().find_map(article),
        Value::Object(mut object) => {
            let is_article =
                |it: &str| it.ends_with("Article") || it.ends_with("Posting") || it == "Report";
            let is_kind = match object.get("@type") {
                Some(Value::String(kind)) => is_article(kind),
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
                _ => false,
            };
            if is_kind {
                return Some(Value::Object(object));
            }
            object.remove("@graph").and_then(article)
        }
        _ => None,
    }
}

fn words(value: &Value) -> Option<String> {
    let words = tidy(&unescaped(value.as_str()?));
    if words.is_empty() { None } else { Some(words) }
}

/// The name of a person or outlet, written as words, as an object, or as a list of them.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => words(value),
        Value::Object(object) => words(object.get("name")?),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(name).collect();
            if names.is_empty() { None } else { Some(names.join(", ")) }
        }
        _ => None,
    }
}

/// Linked data is written with and without HTML's escapes; the common ones are read here.
fn unescaped(text: &str) -> String {
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&rdquo;", "”"),
        ("&ldquo;", "“"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

fn only_h1(doc: &Document) -> Option<String> {
    let all = doc.select("h1");
    let words: Vec<String> =
        all.nodes().iter().map(|it| tidy(&it.text())).filter(|it| !it.is_empty()).collect();
    match words.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn day_in_body(doc: &Document) -> Option<Date> {
    let times = doc.select("time[datetime], [itemprop=datePublished]");
    times.nodes().iter().find_map(|it| {
        let said = it.attr("datetime").or_else(|| it.attr("content")).unwrap_or_else(|| it.text());
        date::of_markup(&said)
    })
}

/// A writer's name, out of what pages put there: "By Jane Doe", an address, the outlet's handle.
fn writer(text: &str) -> Option<String> {
    /// Longer words tell of the writer and do not name one.
    const LONGEST: usize = 100;
    let is_address = text.contains("://") || text.starts_with('@') || text.len() > LONGEST;
    if is_address {
        return None;
    }
    Some(furniture::byline(text).unwrap_or(text).to_owned())
}

/// A headline without the outlet's name, which titles of pages carry: "Ten die in Homs | The
/// Example Times".
fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
        let Some((head, tail)) = title.rsplit_once(mark) else { continue };
        let is_outlet = outlet.is_some_and(|it| it.eq_ignore_ascii_case(tail));
        // A bar parts nothing else; a dash may be the headline's own.
        if is_outlet || (mark == " | " && head.split(' ').count() > 2) {
            return head;
        }
    }
    title
}
