//! Markup: one walk over a web page, for all that its markup says of the page and not of the news:
//! tags of the head, dates, writers, pictures with their captions. What of it is believed is for
//! `meta.rs`; where the story stands is for `html.rs`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, NodeData, NodeRef};

use crate::white_space::tidy;

/// What the markup of a page says, each in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    /// `<html lang>`
    pub(crate) language: Option<String>,
    /// `<title>`
    pub(crate) title: Option<String>,
    /// Name and content of every `<meta>`, names in lower case.
    pub(crate) tags: Vec<(String, String)>,
    /// Relation and address of every `<link>` in the head, and of links that turn pages.
    pub(crate) links: Vec<(String, String)>,
    /// Scripts of linked data.
    pub(crate) scripts: Vec<String>,
    /// What microdata says of the news item: name of the property and value.
    pub(crate) props: Vec<(String, String)>,
    /// The picture that microdata names.
    pub(crate) prop_image: Option<Shown>,
    pub(crate) times: Vec<Time>,
    /// Elements that their class says to be a headline, with a level of trust, 0 the best.
    pub(crate) headlines: Vec<(u8, String)>,
    /// Elements that say of themselves that they name the writer.
    pub(crate) bylines: Vec<String>,
    /// Short lines that say of themselves that they hold a date, or that stand about the headline.
    pub(crate) lines: Vec<String>,
    pub(crate) pictures: Vec<Shown>,
}

/// A date that an element carries for programs.
#[derive(Debug)]
pub(crate) struct Time {
    pub(crate) value: String,
    pub(crate) is_update: bool,
    /// It says of itself that it is that of publication.
    pub(crate) is_published: bool,
}

/// A picture as the page shows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) file: String,
    /// The words under it.
    pub(crate) captions: Vec<String>,
    /// Words under it that the markup says to be its credit.
    pub(crate) credits: Vec<String>,
}

/// What stands deeper is no part of a news page's frame, and would take the stack.
const DEEPEST: usize = 100;

/// Walks over a page.
pub(crate) fn read(doc: &Document) -> Markup {
    let mut walk = Walk::default();
    walk.children(&doc.root(), Place::default());
    walk.flush();
    let mut markup = walk.markup;
    let page = markup.tags.iter().find(|(it, _)| it == "parsely-page").map(|(_, it)| it.clone());
    markup.tags.extend(page.iter().flat_map(|it| of_parsely(it)));
    markup
}

/// The tags that stand as JSON within one: `<meta name=parsely-page content='{"title": …}'>`.
fn of_parsely(json: &str) -> Vec<(String, String)> {
    let page: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).unwrap_or_default();
    let mut tags = Vec::new();
    for (key, name) in [
        ("title", "parsely-title"),
        ("link", "parsely-link"),
        ("pub_date", "parsely-pub-date"),
        ("section", "parsely-section"),
        ("author", "parsely-author"),
        ("authors", "parsely-author"),
        ("image_url", "parsely-image-url"),
    ] {
        let values = match page.get(key) {
            Some(serde_json::Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let words =
            values.iter().filter_map(|it| it.as_str()).map(tidy).filter(|it| !it.is_empty());
        tags.extend(words.map(|it| (name.to_owned(), it)));
    }
    tags
}

#[derive(Default)]
struct Walk {
    markup: Markup,
    /// The words of the line at hand.
    words: String,
    /// A headline has been passed, and so many lines after it.
    n_after_headline: Option<usize>,
    /// A paragraph has been passed: the head of the page is over.
    is_in_story: bool,
}

/// Where on the page an element stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// In menus, boxes of other reports, comments: what stands there is not of the page.
    is_aside: bool,
    microdata: Microdata,
    depth: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Microdata {
    #[default]
    None,
    /// Within the news item.
    Item,
    /// Within something else, or within a part of the item.
    Other,
}

/// Lines are looked at so far before the story and after the headline.
const NEAR: usize = 12;

impl Walk {
    fn children(&mut self, node: &NodeRef, mut place: Place) {
        place.depth += 1;
        if place.depth > DEEPEST {
            return;
        }
        for child in node.children_it(false) {
            if !push_words(&child, &mut self.words)
                && let Some(name) = child.node_name()
            {
                self.element(&child, &name, place);
            }
        }
    }

    fn element(&mut self, node: &NodeRef, name: &str, mut place: Place) {
        match name {
            "style" | "noscript" | "template" | "svg" | "select" | "iframe" | "object" => return,
            "script" => {
                let kind = node.attr("type").unwrap_or_default();
                if kind.to_ascii_lowercase().contains("ld+json") {
                    self.markup.scripts.push(node.text().to_string());
                }
                return;
            }
            "html" => self.markup.language = attr(node, "lang").or(attr(node, "xml:lang")),
            "title" => {
                self.markup.title.get_or_insert_with(|| text(node, LONGEST_LINE));
                return;
            }
            "meta" => return self.meta(node, place),
            "link" => return self.link(node),
            "br" => {
                self.flush();
                return;
            }
            _ => {}
        }
        let marks = self.room(Marks::of(node, name));
        place.is_aside |= marks.is_aside;
        self.microdata(node, &mut place);
        match name {
            "time" | "abbr" if !place.is_aside => self.time(node),
            "a" => self.link(node),
            "img" | "amp-img" if !place.is_aside => self.picture(node),
            _ => {}
        }
        let is_block = !INLINE.contains(&name);
        if is_block {
            self.flush();
        }
        if !place.is_aside {
            self.marked(node, name, marks);
        }
        let at_headline = self.n_after_headline;
        if place.is_aside {
            // Words there are of no line of the page.
            let words = std::mem::take(&mut self.words);
            self.children(node, place);
            self.words = words;
        } else {
            self.children(node, place);
        }
        if is_block {
            self.flush();
        }
        if marks.headline.is_some() && !place.is_aside && at_headline.is_none() {
            self.n_after_headline = Some(0);
        }
    }

    /// Marks of the kinds that are not full yet.
    fn room(&self, marks: Marks) -> Marks {
        Marks {
            headline: marks.headline.filter(|_| self.markup.headlines.len() < MOST_OF_A_KIND),
            is_byline: marks.is_byline && self.markup.bylines.len() < MOST_OF_A_KIND,
            is_date: marks.is_date && self.markup.lines.len() < MOST_OF_A_KIND,
            ..marks
        }
    }

    /// Takes the words of an element that says what it holds.
    fn marked(&mut self, node: &NodeRef, name: &str, marks: Marks) {
        if let Some(trust) = marks.headline {
            let words = text(node, LONGEST_LINE);
            if !words.is_empty() {
                self.markup.headlines.push((trust, words));
            }
        }
        if marks.is_byline {
            let words = text(node, LONGEST_BYLINE);
            if !words.is_empty() && words.len() < LONGEST_BYLINE {
                self.markup.bylines.push(words);
            }
        }
        if marks.is_date {
            let words = text(node, LONGEST_BYLINE);
            if words.len() < LONGEST_BYLINE {
                self.markup.lines.push(words);
            }
            // "<abbr class=published title=…>", "<span property=dc:date content=…>"
            if !matches!(name, "time" | "abbr")
                && let Some(value) = attr(node, "content").or_else(|| attr(node, "datetime"))
            {
                let is_update = marks.is_update;
                self.markup.times.push(Time { value, is_update, is_published: !is_update });
            }
        }
    }

    /// Ends the line at hand.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if self.is_in_story || words.trim().is_empty() {
            return;
        }
        let words = tidy(&words);
        if words.len() > LONGEST_BYLINE {
            self.is_in_story = self.n_after_headline.is_some();
            return;
        }
        match &mut self.n_after_headline {
            Some(n) if *n >= NEAR => return,
            None if self.markup.lines.len() >= MOST_OF_A_KIND => return,
            Some(n) => *n += 1,
            None => {}
        }
        self.markup.lines.push(words);
    }

    fn meta(&mut self, node: &NodeRef, place: Place) {
        let Some(content) = attr(node, "content") else { return };
        if place.microdata == Microdata::Item
            && let Some(prop) = attr(node, "itemprop")
        {
            self.markup.props.push((prop, content));
            return;
        }
        if place.microdata == Microdata::Other {
            return;
        }
        let name =
            ["property", "name", "itemprop", "http-equiv"].iter().find_map(|it| attr(node, it));
        if let Some(name) = name {
            self.markup.tags.push((name.to_lowercase(), content));
        }
    }

    fn link(&mut self, node: &NodeRef) {
        let (Some(rel), Some(address)) = (attr(node, "rel"), attr(node, "href")) else { return };
        let is_wanted = |it: &str| matches!(it, "canonical" | "next" | "prev" | "image_src");
        for rel in rel.split(' ').map(str::to_ascii_lowercase).filter(|it| is_wanted(it)) {
            self.markup.links.push((rel, address.clone()));
        }
    }

    /// Takes what an element's `itemprop` says, and tells what is around its children.
    fn microdata(&mut self, node: &NodeRef, place: &mut Place) {
        let is_scope = node.has_attr("itemscope");
        let prop = attr(node, "itemprop");
        let within = place.microdata;
        if is_scope {
            let kind = attr(node, "itemtype").unwrap_or_default();
            let is_item = ["Article", "Posting", "Report"].iter().any(|it| kind.ends_with(it));
            let is_page = kind.ends_with("WebPage");
            place.microdata = match (within, is_item) {
                (Microdata::None, true) => Microdata::Item,
                (Microdata::None, false) if is_page => Microdata::None,
                _ => Microdata::Other,
            };
        }
        let (Some(prop), false) = (prop, within == Microdata::Other || place.is_aside) else {
            return;
        };
        for prop in prop.split(' ') {
            if is_scope && matches!(prop, "image" | "associatedMedia") {
                let file = within_scope(node, &["url", "contentUrl"]);
                let captions = within_scope(node, &["caption"]).into_iter().collect();
                let credits = ["creditText", "copyrightHolder", "copyrightNotice"];
                let credits = within_scope(node, &credits).into_iter().collect();
                let image = || node.descendants_it().take(200).find(|it| it.has_name("img"));
                if let Some(file) = file.or_else(|| file_of(&image()?)) {
                    self.markup.prop_image.get_or_insert(Shown { file, captions, credits });
                }
            } else if is_scope && matches!(prop, "author" | "creator" | "publisher") {
                let name =
                    within_scope(node, &["name"]).unwrap_or_else(|| text(node, LONGEST_LINE));
                self.markup.props.push((prop.to_owned(), name));
            } else if !is_scope && PROPS.contains(&prop) {
                self.markup.props.push((prop.to_owned(), value(node)));
            }
        }
    }

    fn time(&mut self, node: &NodeRef) {
        if self.markup.times.len() >= MOST_OF_A_KIND {
            return;
        }
        let class = node.class().unwrap_or_default().to_lowercase();
        let value = attr(node, "datetime").or_else(|| attr(node, "title"));
        let Some(value) = value.filter(|it| it.contains(|it: char| it.is_ascii_digit())) else {
            return;
        };
        // "Last updated <time>", and not the "updated" of the sentence before it
        let before = self.words.trim_end().to_lowercase();
        let before = before.rsplit(['.', '|']).next().unwrap_or("");
        let own = text(node, LONGEST_LINE).to_lowercase();
        let prop = attr(node, "itemprop").unwrap_or_default();
        let says = |words: &[&str]| {
            words.iter().any(|it| before.contains(it) || own.contains(it) || class.contains(it))
        };
        let is_published = node.has_attr("pubdate")
            || prop == "datePublished"
            || class.contains("publish")
            || before.contains("publish");
        let is_update = !is_published
            && (says(&["updated", "modified", "aktualisiert", "last edit"])
                || prop == "dateModified");
        self.markup.times.push(Time { value, is_update, is_published });
    }

    fn picture(&mut self, node: &NodeRef) {
        if self.markup.pictures.len() >= MOST_OF_A_KIND {
            return;
        }
        let Some(file) = file_of(node) else { return };
        let mut shown = Shown { file, ..Shown::default() };
        let mut around = node.parent();
        for _ in 0..4 {
            let Some(it) = around else { break };
            if it.node_name().is_some_and(|it| matches!(it.as_ref(), "body" | "article" | "main")) {
                break;
            }
            // An element around the words of the story is none around a picture alone.
            if text(&it, LONGEST_CAPTION).len() >= LONGEST_CAPTION {
                break;
            }
            captions(&it, &mut shown, &mut MOST_NODES.min(200), 0);
            if !shown.captions.is_empty() || it.has_name("figure") {
                break;
            }
            around = it.parent();
        }
        if shown.captions.is_empty()
            && let Some(next) = node.next_element_sibling()
            && says_caption(&next)
        {
            captions_of(&next, &mut shown);
        }
        self.markup.pictures.push(shown);
    }
}

/// A headline is shorter, and so is everything else that is a line.
const LONGEST_LINE: usize = 400;

/// An element of more nodes holds no line.
const MOST_NODES: usize = 300;

/// More elements of one kind are no longer about the page.
const MOST_OF_A_KIND: usize = 100;

/// Longer elements name a writer and tell of the news.
const LONGEST_BYLINE: usize = 160;

/// The words under a picture are fewer.
const LONGEST_CAPTION: usize = 900;

/// Properties of a news item that are read.
const PROPS: [&str; 10] = [
    "headline",
    "datePublished",
    "dateModified",
    "dateCreated",
    "author",
    "creator",
    "publisher",
    "articleSection",
    "inLanguage",
    "image",
];

/// What an element's tag and class say of it.
#[derive(Clone, Copy, Default)]
struct Marks {
    headline: Option<u8>,
    is_byline: bool,
    is_date: bool,
    is_update: bool,
    is_aside: bool,
}

/// Pieces of classes of what stands around a story.
const ASIDE: [&str; 17] = [
    "related",
    "comment",
    "sidebar",
    "recommend",
    "most-read",
    "mostread",
    "popular",
    "trending",
    "newsletter",
    "promo",
    "teaser",
    "more-stories",
    "read-next",
    "breadcrumb",
    "site-footer",
    "author-bio",
    "widget",
];

/// Classes of headlines.
const HEADLINE: [&str; 9] = [
    "headline",
    "entry-title",
    "post-title",
    "article-title",
    "story-title",
    "article__title",
    "post__title",
    "page-title",
    "news-title",
];

/// Pieces of classes of what names a writer.
const BYLINE: [&str; 11] = [
    "byline",
    "author",
    "writer",
    "contributor",
    "submitted",
    "reporter",
    "vcard",
    "byl",
    "autor",
    "auteur",
    "by-line",
];

/// Pieces of classes of what holds a date.
const DATE: [&str; 10] = [
    "date",
    "publish",
    "timestamp",
    "posted",
    "updated",
    "modified",
    "post-meta",
    "dateline",
    "time",
    "submitted",
];

/// Pieces of classes of what was changed last.
const UPDATE: [&str; 2] = ["updated", "modified"];

/// The lists whose entries may stand anywhere in a class, all looked for in one pass, with the list
/// that each entry is of.
static PIECES: LazyLock<(AhoCorasick, Vec<Piece>)> = LazyLock::new(|| {
    let lists: [(&[&str], Piece); 4] = [
        (&ASIDE, Piece::Aside),
        (&BYLINE, Piece::Byline),
        (&DATE, Piece::Date),
        (&UPDATE, Piece::Update),
    ];
    let entries = lists.iter().flat_map(|(list, piece)| list.iter().map(|it| (*it, *piece)));
    let (words, pieces): (Vec<&str>, Vec<Piece>) = entries.unzip();
    (AhoCorasick::new(words).expect("the entries are few"), pieces)
});

/// What a piece of a class speaks of.
#[derive(Clone, Copy)]
enum Piece {
    Aside,
    Byline,
    Date,
    Update,
}

impl Marks {
    fn of(node: &NodeRef, name: &str) -> Marks {
        let mut marks = Marks {
            is_aside: matches!(name, "nav" | "aside" | "footer" | "form" | "button"),
            headline: (name == "h1").then_some(1),
            is_byline: name == "address",
            ..Marks::default()
        };
        const SAYING: [&str; 7] =
            ["class", "id", "rel", "itemprop", "data-testid", "data-component", "property"];
        let mut classes = String::new();
        node.query(|it| {
            let NodeData::Element(element) = &it.data else { return };
            for attr in element.attrs.iter().filter(|it| SAYING.contains(&&*it.name.local)) {
                classes.push_str(&attr.value);
                classes.push(' ');
            }
        });
        if classes.is_empty() || matches!(name, "body" | "html" | "head" | "main") {
            return marks;
        }
        classes.make_ascii_lowercase();
        for class in classes.split_whitespace() {
            let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4");
            if (is_heading || matches!(name, "div" | "span" | "p" | "td" | "font"))
                && HEADLINE.contains(&class)
            {
                marks.headline = Some(if is_heading { 0 } else { 2 });
            }
            let (pieces, kinds) = &*PIECES;
            for found in pieces.find_overlapping_iter(class) {
                match kinds[found.pattern().as_usize()] {
                    Piece::Aside => marks.is_aside = true,
                    Piece::Byline => marks.is_byline |= !class.contains("date"),
                    Piece::Date => marks.is_date = true,
                    Piece::Update => marks.is_update = true,
                }
            }
        }
        marks
    }
}

fn attr(node: &NodeRef, name: &str) -> Option<String> {
    Some(tidy(&node.attr(name)?)).filter(|it| !it.is_empty())
}

/// The words of an element without its scripts, so far as they are wanted.
fn text(node: &NodeRef, most: usize) -> String {
    let mut words = String::new();
    let mut left = MOST_NODES;
    push_text(node, &mut words, most * 2, &mut left, 0);
    tidy(&words)
}

/// Appends the words of a piece of text as they stand; `false` where the node is none.
fn push_words(node: &NodeRef, words: &mut String) -> bool {
    node.query_or(false, |it| match &it.data {
        NodeData::Text { contents } => {
            words.push_str(contents);
            true
        }
        _ => false,
    })
}

fn push_text(node: &NodeRef, words: &mut String, most: usize, left: &mut usize, depth: usize) {
    for child in node.children_it(false) {
        if words.len() > most || depth > DEEPEST || *left == 0 {
            return;
        }
        *left -= 1;
        if push_words(&child, words) {
            continue;
        }
        let Some(name) = child.node_name() else { continue };
        match name.as_ref() {
            "script" | "style" | "noscript" | "template" | "svg" | "button" => {}
            name => {
                let is_block = !INLINE.contains(&name);
                if is_block {
                    words.push(' ');
                }
                push_text(&child, words, most, left, depth + 1);
                if is_block {
                    words.push(' ');
                }
            }
        }
    }
}

/// What an element with `itemprop` says: for programs where it does, else its words.
fn value(node: &NodeRef) -> String {
    ["content", "datetime", "src", "href"]
        .iter()
        .find_map(|it| attr(node, it).filter(|_| *it != "href" || node.has_name("link")))
        .unwrap_or_else(|| text(node, LONGEST_LINE))
}

/// The value of one of these properties within a scope.
fn within_scope(node: &NodeRef, props: &[&str]) -> Option<String> {
    props.iter().find_map(|prop| {
        let mut all = node.descendants_it().take(200).filter(NodeRef::is_element);
        let found = all.find(|it| it.attr("itemprop").is_some_and(|it| it.as_ref() == *prop))?;
        Some(value(&found)).filter(|it| !it.is_empty())
    })
}

/// The address of a picture.
fn file_of(image: &NodeRef) -> Option<String> {
    let of_set = |name: &str| {
        let set = attr(image, name)?;
        set.split([' ', ',']).next().map(str::to_owned)
    };
    ["src", "data-src", "data-original", "data-lazy-src"]
        .iter()
        .find_map(|it| attr(image, it).filter(|it| !it.starts_with("data:")))
        .or_else(|| of_set("srcset"))
        .or_else(|| of_set("data-srcset"))
}

/// Whether an element says of itself that it holds the words under a picture.
fn says_caption(node: &NodeRef) -> bool {
    node.has_name("figcaption")
        || has_class_with(node, &["caption", "legend", "credit", "copyright", "photographer"])
}

fn says_credit(node: &NodeRef) -> bool {
    has_class_with(node, &["credit", "copyright", "photographer"])
}

fn has_class_with(node: &NodeRef, words: &[&str]) -> bool {
    let Some(class) = node.class() else { return false };
    let class = class.to_ascii_lowercase();
    words.iter().any(|it| class.contains(it))
}

/// The words of the outermost captions within an element.
fn captions(node: &NodeRef, shown: &mut Shown, left: &mut usize, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for child in node.children_it(false).filter(NodeRef::is_element) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        if says_caption(&child) {
            captions_of(&child, shown);
            continue;
        }
        // "Image source, Reuters" stands beside the picture and not in the caption.
        const SOURCES: [&str; 2] = ["Image source", "Image copyright"];
        let begins = text(&child, SOURCES[1].len());
        if SOURCES.iter().any(|it| begins.starts_with(it)) {
            shown.credits.push(text(&child, LONGEST_LINE));
        } else {
            captions(&child, shown, left, depth + 1);
        }
    }
}

/// The words of a caption, and apart those of its credit where it marks one.
fn captions_of(node: &NodeRef, shown: &mut Shown) {
    let mut caption = text(node, LONGEST_CAPTION);
    if says_credit(node) && !has_class_with(node, &["caption"]) {
        shown.credits.push(caption);
        return;
    }
    let within: Vec<NodeRef> =
        node.descendants_it().take(100).filter(NodeRef::is_element).collect();
    for credit in within.iter().filter(|it| says_credit(it)) {
        let credit = text(credit, LONGEST_CAPTION);
        if let Some(at) = caption.find(&credit).filter(|_| !credit.is_empty()) {
            caption.replace_range(at..at + credit.len(), " ");
            shown.credits.push(credit);
        }
    }
    let caption = tidy(&caption);
    if caption.contains(char::is_alphanumeric) {
        shown.captions.push(caption);
    }
}

/// Elements that stand within a line.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "data", "em", "font", "i", "ins", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "wbr", "strike", "big",
];
