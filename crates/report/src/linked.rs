//! Linked: what a page says of itself in schema.org's words as JSON-LD, which is written by hand and
//! by systems, and often broken. What of it is believed is for `meta.rs`.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::white_space::tidy;

/// The linked data of a page, with one news item in it.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    article: Map<String, Value>,
    /// Objects that others point to by `@id`.
    named: HashMap<String, Map<String, Value>>,
    /// The names of the sections over the page, from large to small.
    crumbs: Vec<String>,
    /// How many scripts were no JSON and had to be mended.
    pub(crate) n_mended: usize,
    /// How many were beyond that.
    pub(crate) n_lost: usize,
}

/// A picture that linked data names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) file: Option<String>,
    pub(crate) caption: Option<String>,
    pub(crate) credit: Option<String>,
}

/// Objects within objects are followed so far; deeper ones are hostile.
const DEEPEST: usize = 12;

/// More objects than these are no description of a page.
const MOST_OBJECTS: usize = 5_000;

/// Reads the scripts of a page.
pub(crate) fn read(scripts: &[String]) -> Linked {
    let mut linked = Linked::default();
    let mut found = Vec::new();
    for script in scripts {
        let values = match values(script) {
            Some(values) => values,
            None => {
                let mended = mended(script);
                match values_of(&mended) {
                    Some(values) => {
                        linked.n_mended += 1;
                        values
                    }
                    None => {
                        linked.n_lost += 1;
                        continue;
                    }
                }
            }
        };
        for value in values {
            linked.gather(value, &mut found, 0);
        }
    }
    // The first of the best, since lists of other reports come after the page's own.
    found.sort_by_key(|(rank, _)| *rank);
    if let Some((_, article)) = found.into_iter().next() {
        linked.article = article;
    }
    linked
}

impl Linked {
    /// Notes every object by its name, and those that are news items with their rank.
    fn gather(&mut self, value: Value, found: &mut Vec<(u8, Map<String, Value>)>, depth: usize) {
        if depth > DEEPEST || self.named.len() > MOST_OBJECTS || found.len() > MOST_OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => {
                for value in values {
                    self.gather(value, found, depth + 1);
                }
            }
            Value::Object(mut object) => {
                if has_kind(&object, |it| it == "BreadcrumbList") {
                    self.crumbs = crumbs(&object);
                    return;
                }
                if let Some(rank) = rank(&object) {
                    found.push((rank, object.clone()));
                }
                if let Some(Value::String(id)) = object.get("@id")
                    && object.len() > 2
                {
                    self.named.entry(id.clone()).or_insert_with(|| object.clone());
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(value) = object.remove(key) {
                        self.gather(value, found, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// Words of a property.
    pub(crate) fn words(&self, name: &str) -> Option<String> {
        self.words_of(self.article.get(name)?, 0)
    }

    /// The names of the people or outlets of a property.
    pub(crate) fn names(&self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(value) = self.article.get(name) {
            self.add_names(value, &mut names, 0);
        }
        names
    }

    /// The address that the item has, by any of the properties for it.
    pub(crate) fn address(&self) -> Option<(&'static str, String)> {
        ["url", "mainEntityOfPage"].into_iter().find_map(|name| {
            let address = match self.article.get(name)? {
                Value::Object(object) => object.get("@id").or(object.get("url"))?.as_str()?,
                value => value.as_str()?,
            };
            Some((name, tidy(address))).filter(|(_, it)| !it.is_empty())
        })
    }

    /// The section that the list of sections over the page ends with, before the page itself.
    pub(crate) fn last_crumb(&self, title: Option<&str>) -> Option<String> {
        const FRONT: [&str; 6] = ["home", "homepage", "front page", "startseite", "news", "inicio"];
        let of_page = self
            .crumbs
            .last()
            .is_some_and(|it| Some(it.as_str()) == title || it.split(' ').count() > 4);
        let crumbs = &self.crumbs[..self.crumbs.len() - usize::from(of_page)];
        crumbs.iter().rfind(|it| !FRONT.contains(&it.to_lowercase().as_str())).cloned()
    }

    /// The item's first picture.
    pub(crate) fn image(&self) -> Option<Image> {
        let value = self.article.get("image").or_else(|| self.article.get("thumbnailUrl"))?;
        self.image_of(value, 0)
    }

    fn image_of(&self, value: &Value, depth: usize) -> Option<Image> {
        if depth > DEEPEST {
            return None;
        }
        match value {
            Value::String(file) => {
                let file = Some(tidy(file)).filter(|it| !it.is_empty())?;
                match self.named.get(&file) {
                    Some(_) => self.image_of(&serde_json::json!({ "@id": file }), depth + 1),
                    None => Some(Image { file: Some(file), ..Image::default() }),
                }
            }
            Value::Array(values) => values.iter().find_map(|it| self.image_of(it, depth + 1)),
            Value::Object(object) => {
                let object = self.resolved(object);
                let words = |names: &[&str]| {
                    names.iter().find_map(|it| self.words_of(object.get(*it)?, depth + 1))
                };
                let image = Image {
                    file: words(&["url", "contentUrl", "@id"]),
                    caption: words(&["caption", "description"]),
                    credit: words(&[
                        "creditText",
                        "copyrightHolder",
                        "copyrightNotice",
                        "creator",
                        "author",
                    ]),
                };
                image.file.is_some().then_some(image)
            }
            _ => None,
        }
    }

    /// Whether the item says that not everybody may read it.
    pub(crate) fn is_paid(&self) -> bool {
        match self.article.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        }
    }

    /// How many posts the item has, where it is a blog that is written while things happen.
    pub(crate) fn n_posts(&self) -> Option<usize> {
        let is_live = has_kind(&self.article, |it| it == "LiveBlogPosting");
        let posts = self.article.get("liveBlogUpdate");
        is_live.then_some(match posts {
            Some(Value::Array(posts)) => posts.len(),
            Some(_) => 1,
            None => 0,
        })
    }

    /// The object that one points to, if it says nothing itself.
    fn resolved<'a>(&'a self, object: &'a Map<String, Value>) -> &'a Map<String, Value> {
        let named = object.get("@id").and_then(Value::as_str).and_then(|it| self.named.get(it));
        match named {
            Some(named) if object.len() <= 2 => named,
            _ => object,
        }
    }

    fn words_of(&self, value: &Value, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match value {
            Value::String(words) => Some(tidy(&unescaped(words))).filter(|it| !it.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(values) => values.iter().find_map(|it| self.words_of(it, depth + 1)),
            Value::Object(object) => {
                let object = self.resolved(object);
                ["@value", "name", "alternateName", "headline", "url"]
                    .iter()
                    .find_map(|it| self.words_of(object.get(*it)?, depth + 1))
            }
            _ => None,
        }
    }

    fn add_names(&self, value: &Value, names: &mut Vec<String>, depth: usize) {
        if depth > DEEPEST || names.len() > 50 {
            return;
        }
        match value {
            Value::Array(values) => {
                for value in values {
                    self.add_names(value, names, depth + 1);
                }
            }
            Value::Object(object) => {
                let object = self.resolved(object);
                if let Some(value) =
                    ["name", "@list", "@value"].iter().find_map(|it| object.get(*it))
                {
                    self.add_names(value, names, depth + 1);
                }
            }
            value => names.extend(self.words_of(value, depth + 1)),
        }
    }
}

/// How likely an object is the page's own news item: 0 most; `None` for what is none.
fn rank(object: &Map<String, Value>) -> Option<u8> {
    let is_item =
        has_kind(object, |it| it.ends_with("Article") || it.ends_with("Posting") || it == "Report");
    let is_page = has_kind(object, |it| it.ends_with("WebPage") || it == "Webpage");
    let says = |name: &str| object.contains_key(name);
    match (is_item, is_page) {
        (true, _) if says("headline") && (says("datePublished") || says("author")) => Some(0),
        (true, _) => Some(1),
        (_, true) if says("datePublished") => Some(2),
        _ => None,
    }
}

fn has_kind(object: &Map<String, Value>, is: impl Fn(&str) -> bool) -> bool {
    // "http://schema.org/NewsArticle", "schema:NewsArticle"
    let is = |it: &str| is(it.rsplit(['/', ':']).next().unwrap_or(it));
    match object.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn crumbs(object: &Map<String, Value>) -> Vec<String> {
    let Some(Value::Array(items)) = object.get("itemListElement") else { return Vec::new() };
    let name = |item: &Value| {
        let name = item.get("name").or_else(|| item.get("item")?.get("name"))?;
        Some(tidy(&unescaped(name.as_str()?))).filter(|it| !it.is_empty())
    };
    items.iter().take(20).filter_map(name).collect()
}

/// Linked data is written with and without HTML's escapes, and with escaped ones.
pub(crate) fn unescaped(text: &str) -> String {
    let once = html_escape::decode_html_entities(text);
    html_escape::decode_html_entities(once.as_ref()).into_owned()
}

/// The values that a script holds, one after the other; `None` where it is no JSON.
fn values(script: &str) -> Option<Vec<Value>> {
    values_of(bare(script))
}

fn values_of(json: &str) -> Option<Vec<Value>> {
    let values: Result<Vec<Value>, _> =
        serde_json::Deserializer::from_str(json).into_iter().collect();
    values.ok().filter(|it| !it.is_empty())
}

/// A script without the comments and brackets around it that old browsers wanted.
fn bare(script: &str) -> &str {
    let mut script = script.trim().trim_start_matches('\u{feff}');
    for (open, close) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*", "*/")]
    {
        if let Some(rest) = script.strip_prefix(open) {
            script = rest.trim();
            script = script.strip_suffix(close).unwrap_or(script).trim();
        }
    }
    script.trim_end_matches(';').trim()
}

/// A script with what people and systems break in JSON set right: line breaks and quotes within
/// text, commas before a bracket, and brackets that are never closed.
fn mended(script: &str) -> String {
    let script = bare(script);
    let mut mended = String::with_capacity(script.len());
    let mut open = Vec::new();
    let mut is_text = false;
    let mut is_escaped = false;
    for (at, it) in script.char_indices() {
        let rest = || script[at + it.len_utf8()..].trim_start();
        if is_text {
            match it {
                _ if is_escaped => {
                    // JSON knows few escapes; `\'` is none of them.
                    if !"\"\\/bfnrtu".contains(it) {
                        mended.pop();
                    }
                    mended.push(it);
                    is_escaped = false;
                }
                '\\' => {
                    mended.push(it);
                    is_escaped = true;
                }
                '"' if rest().starts_with([',', ':', '}', ']']) || rest().is_empty() => {
                    mended.push(it);
                    is_text = false;
                }
                '"' => mended.push_str("\\\""),
                it if it < ' ' => mended.push(' '),
                it => mended.push(it),
            }
            continue;
        }
        match it {
            '"' => is_text = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                if open.last() != Some(&it) {
                    continue;
                }
                open.pop();
            }
            ',' if rest().starts_with(['}', ']', ',']) || rest().is_empty() => continue,
            _ => {}
        }
        mended.push(it);
        if open.is_empty() && matches!(it, '}' | ']') {
            break;
        }
    }
    if is_text {
        if is_escaped {
            mended.pop();
        }
        mended.push('"');
    }
    while mended.ends_with([',', ':', ' ']) {
        let ends_in_colon = mended.ends_with(':');
        mended.pop();
        if ends_in_colon {
            mended.push_str(":null");
            break;
        }
    }
    mended.extend(open.iter().rev());
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headline, day and writers of a script.
    #[track_caller]
    fn check(script: &str, says: &str) {
        let linked = read(&[script.to_owned()]);
        let said = [
            linked.words("headline").unwrap_or_default(),
            linked.words("datePublished").unwrap_or_default(),
            linked.names("author").join(" + "),
        ];
        let mended = if linked.n_mended > 0 { ", mended" } else { "" };
        assert_eq!(said.join(", ") + mended, says);
    }

    #[test]
    fn a_news_item_stands_anywhere_in_the_graph() {
        check(
            r##"[{"@type": "WebSite", "name": "x"}, {"@graph": [{"@type": "WebPage", "mainEntity":
                {"@type": ["NewsArticle"], "headline": "Nine die", "datePublished": "2016-03-07",
                 "author": {"@id": "#7"}}}, {"@type": "Person", "@id": "#7", "name": "Rana Odeh"}]}]"##,
            "Nine die, 2016-03-07, Rana Odeh",
        );
    }

    #[test]
    fn writers_are_named_in_many_shapes() {
        let check = |author: &str, names: &str| {
            let script = format!(r#"{{"@type": "NewsArticle", "author": {author}}}"#);
            assert_eq!(read(&[script]).names("author").join(" + "), names);
        };
        check(r#""Rana Odeh""#, "Rana Odeh");
        check(r#"["Rana Odeh", {"name": "Tom Aske"}]"#, "Rana Odeh + Tom Aske");
        check(r#"{"@type": "Person", "name": ["Rana Odeh", "Tom Aske"]}"#, "Rana Odeh + Tom Aske");
        check(r#"{"@list": [{"name": {"@value": "Rana Odeh"}}]}"#, "Rana Odeh");
        check("null", "");
        check("7", "7");
    }

    #[test]
    fn the_pages_own_item_goes_before_those_of_lists() {
        check(
            r#"[{"@type": "NewsArticle", "url": "/other"},
                {"@type": "NewsArticle", "headline": "Nine die", "author": "Rana Odeh"}]"#,
            "Nine die, , Rana Odeh",
        );
    }

    #[test]
    fn broken_json_is_mended() {
        let whole = "Nine die, 2016-03-07, Rana Odeh, mended";
        check(
            "{\"@type\": \"NewsArticle\", \"headline\": \"Nine die\", \"x\": \"a\nb\",
             \"datePublished\": \"2016-03-07\", \"author\": {\"name\": \"Rana Odeh\",},}",
            whole,
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Nine die", "x": "he said "no" to it",
               "datePublished": "2016-03-07", "author": [{"name": "Rana Odeh"}]} }}"#,
            whole,
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Nine die", "datePublished": "2016-03-07",
               "author": ["Rana Odeh"], "articleBody": "A car bomb"#,
            whole,
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Nine die", "datePublished": "2016-03-07",
               "author": "Rana Odeh", "x": "it\'s", "y":"#,
            whole,
        );
    }

    #[test]
    fn comments_around_a_script_are_no_damage() {
        check("<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Nine die\"}; -->", "Nine die, , ");
        check(
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Nine die\"}\n//]]>",
            "Nine die, , ",
        );
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        check("load(); // {", ", , ");
        check("", ", , ");
        check(&"[".repeat(100_000), ", , ");
        check(&"{\"@graph\":".repeat(1_000), ", , ");
    }
}
