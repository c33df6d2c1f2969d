//! Html: a web page into lines: finds the story in the markup, and the teasers and pictures around
//! it. What the page's head says is read in `meta.rs`; what each line is, in `story.rs`.

use std::collections::HashSet;

use ascribe_page::Address;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::{
    Note, Picture, Reason, Teaser,
    draft::Draft,
    furniture::{self, Heading},
    line::{Line, Link},
    meta,
    shallow::shallow,
    story,
    white_space::tidy,
};

/// Reads the parts of a report from a web page.
pub(crate) fn read(html: &str, address: &Address) -> Result<Draft, Reason> {
    if html.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let (html, is_cut) = shallow(html);
    let doc = Document::from(html.as_ref());
    let meta = meta::read(&doc);
    let mut draft = Draft {
        title: meta.title,
        published: meta.published,
        outlet: meta.outlet,
        ..Draft::default()
    };
    match meta.byline {
        Some(it) if furniture::agency(&it).is_some() => draft.agency = Some(it),
        it => draft.byline = it,
    }
    if is_cut {
        draft.notes.push(cut());
    }
    let breaks_off = breaks_off(&html);
    if breaks_off {
        draft.notes.push(broken_off());
    }
    teasers(&doc, &mut draft);
    let n_links = doc.select("a[href]").nodes().len();
    let mut walk = Walk::default();
    let config = Config { disable_json_ld: true, keep_classes: true, ..Config::default() };
    // Markup that has no article in it by the crate's measure may still be a short story.
    let fallback = doc.clone();
    match Readability::with_document(doc, address.url(), Some(config)) {
        Ok(mut readability) => {
            let article = readability.parse();
            let root = readability.doc.select("#readability-page-1");
            match (article, root.nodes().first()) {
                (Ok(_), Some(root)) => walk.block(root),
                _ => walk.block(&fallback.root()),
            }
        }
        Err(_) => walk.block(&fallback.root()),
    }
    walk.flush();
    if walk.pictures.is_empty() {
        draft
            .pictures
            .extend(meta.picture.map(|it| Picture { file: Some(it), ..Picture::default() }));
    }
    draft.pictures.extend(walk.pictures);
    if is_list(&walk.lines) {
        return Err(Reason::List { n: n_links });
    }
    let title = draft.title.clone();
    let mut sorted = match story::sort(walk.lines, draft) {
        Err(_) if breaks_off => return Err(Reason::CutOff),
        sorted => sorted?,
    };
    // What breaks off in its head has a title for its only words.
    if breaks_off && sorted.paragraphs.len() == 1 && sorted.paragraphs.first() == title.as_ref() {
        return Err(Reason::CutOff);
    }
    if sorted.title.is_none() && sorted.paragraphs.len() > 1 {
        sorted.title = title;
    }
    Ok(sorted)
}

/// Reads the parts of a report from the markup of its story alone, besides those that are known.
pub(crate) fn read_body(markup: &str, address: &Address, known: Draft) -> Result<Draft, Reason> {
    let draft = read(&format!("<article>{markup}</article>"), address)?;
    Ok(Draft {
        title: known.title.or(draft.title),
        published: known.published.or(draft.published),
        byline: known.byline.or(draft.byline),
        agency: known.agency.or(draft.agency),
        ..draft
    })
}

/// Whether the markup of a whole page has begun and does not end. A piece of markup, which begins
/// with neither tag, may end anywhere.
fn breaks_off(html: &str) -> bool {
    let has = |tag: &str| {
        html.as_bytes().windows(tag.len()).any(|it| it.eq_ignore_ascii_case(tag.as_bytes()))
    };
    (has("<html") || has("<body")) && !has("</html") && !has("</body")
}

/// Whether nearly all lines lead to other pages.
fn is_list(lines: &[Line]) -> bool {
    /// A story may have a few links on lines of their own.
    const FEWEST: usize = 5;
    let n_links = lines.iter().filter(|it| matches!(it.link, Some(Link::To(_)))).count();
    n_links >= FEWEST && n_links * 10 > lines.len() * 8
}

/// Gathers the lines and pictures of markup, in order.
#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    pictures: Vec<Picture>,
    /// Files of the pictures, which pages show in several sizes and places.
    files: HashSet<String>,
    /// The words of the line at hand.
    words: String,
    /// How many of its characters stand in links, and where the last of them leads.
    n_linked: usize,
    link: Option<String>,
    /// The link we are in.
    inside: Option<String>,
}

impl Walk {
    /// Walks the content of a block; its depth is bounded by `shallow`.
    fn block(&mut self, node: &NodeRef) {
        for child in node.children_it(false) {
            if child.is_text() {
                let text = child.text();
                if self.inside.is_some() {
                    self.n_linked += text.chars().filter(|it| !it.is_whitespace()).count();
                }
                self.words.push_str(&text);
                continue;
            }
            let Some(name) = child.node_name() else { continue };
            match name.as_ref() {
                "script" | "style" | "noscript" | "template" | "head" | "nav" | "form"
                | "button" | "select" | "iframe" | "svg" | "object" | "footer" => {}
                "figure" => self.figure(&child),
                "img" => self.image(&child),
                "br" => self.words.push('\n'),
                "a" => {
                    let outer = self.inside.take();
                    self.inside = child.attr("href").map(|it| it.to_string());
                    self.link = self.inside.clone().or(self.link.take());
                    self.block(&child);
                    self.inside = outer;
                }
                _ if is_caption(&child) => {
                    self.flush();
                    self.caption(&child);
                }
                _ if INLINE.contains(&name.as_ref()) => self.block(&child),
                _ => {
                    self.flush();
                    self.block(&child);
                    self.flush();
                }
            }
        }
    }

    /// Ends the line at hand; two breaks within it part paragraphs.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let n_linked = std::mem::take(&mut self.n_linked);
        let link = self.link.take();
        let n_letters = words.chars().filter(|it| !it.is_whitespace()).count();
        let link = match link {
            Some(address) if n_linked * 10 > n_letters * 8 => Link::To(address),
            _ => Link::No,
        };
        for part in parts(&words) {
            let text = tidy(part);
            if !text.is_empty() {
                self.lines.push(Line { text, link: Some(link.clone()) });
            }
        }
    }

    fn figure(&mut self, figure: &NodeRef) {
        self.flush();
        let caption = figure.find(&["figcaption"]).first().copied();
        if let Some(image) = figure.find(&["img"]).first() {
            self.image(image);
            if let Some(caption) = caption {
                self.caption(&caption);
            }
        } else if caption.is_none() {
            // Some pages put quotes and tables into figures.
            self.block(figure);
            self.flush();
        }
    }

    /// The words under the picture before them.
    fn caption(&mut self, caption: &NodeRef) {
        let mut within = Walk::default();
        within.block(caption);
        within.flush();
        if self.pictures.is_empty() && !within.lines.is_empty() {
            self.pictures.push(Picture::default());
        }
        let Some(picture) = self.pictures.last_mut() else { return };
        for Line { text, .. } in within.lines {
            if let Some((caption, credit)) = furniture::caption_and_credit(&text) {
                picture.caption.get_or_insert_with(|| caption.to_owned());
                picture.credit.get_or_insert_with(|| credit.to_owned());
            } else if let Some(credit) = furniture::credit(&text) {
                picture.credit.get_or_insert_with(|| credit.to_owned());
            } else {
                picture.caption.get_or_insert(text);
            }
        }
    }

    fn image(&mut self, image: &NodeRef) {
        let file = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .find_map(|it| image.attr(it))
            .map(|it| tidy(&it))
            .filter(|it| !it.is_empty() && !it.starts_with("data:"));
        if let Some(file) = file.filter(|it| !is_ornament(it, image))
            && self.files.insert(file.clone())
        {
            self.pictures.push(Picture { file: Some(file), ..Picture::default() });
        }
    }
}

/// Whether an image belongs to the page's looks and not to the story.
fn is_ornament(file: &str, image: &NodeRef) -> bool {
    /// Photographs are wider, buttons narrower.
    const NARROWEST: u32 = 100;
    const ORNAMENTS: [&str; 9] =
        ["icon", "logo", "sprite", "pixel", "spacer", "loader", "avatar", "badge", "/share"];
    let file = file.to_lowercase();
    let path = file.split(['?', '#']).next().unwrap_or("");
    let is_narrow = ["width", "height"].iter().any(|name| {
        image.attr(name).and_then(|it| it.parse::<u32>().ok()).is_some_and(|it| it < NARROWEST)
    });
    is_narrow
        || path.ends_with(".svg")
        || path.ends_with(".gif")
        || ORNAMENTS.iter().any(|it| path.contains(it))
}

/// Whether an element says of itself that it holds the words under a picture.
fn is_caption(node: &NodeRef) -> bool {
    let says = |it: &str| {
        let it = it.to_lowercase();
        it.contains("caption") || it.contains("photo-credit") || it.contains("image-credit")
    };
    /// Longer elements hold a story, whatever their class.
    const LONGEST: usize = 600;
    node.class().is_some_and(|it| it.split(' ').any(says)) && node.text().len() <= LONGEST
}

/// The pieces between two line breaks in a row; one alone is white space.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(words);
    std::iter::from_fn(move || {
        let words = rest?;
        let mut breaks = words.match_indices('\n');
        let found = breaks.by_ref().find(|(at, _)| {
            let after = &words[at + 1..];
            after.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        });
        let (part, left) = match found {
            Some((at, _)) => (&words[..at], Some(&words[at + 1..])),
            None => (words, None),
        };
        rest = left;
        Some(part)
    })
}

/// Elements that stand within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr",
];

/// Takes the teasers of other reports out of the page: lists of links under a heading.
fn teasers(doc: &Document, draft: &mut Draft) {
    let headings = doc.select("h1, h2, h3, h4, h5, h6, p, div, span, strong, header");
    let mut titles = HashSet::new();
    for node in headings.nodes() {
        let Some(heading) = short_text(node).and_then(|it| furniture::heading(&it)) else {
            continue;
        };
        let Some(list) = list_under(node) else { continue };
        let found = entries(&list);
        if found.is_empty() {
            continue;
        }
        let teasers = match heading {
            Heading::Related => &mut draft.related,
            Heading::Latest => &mut draft.latest,
        };
        teasers.extend(found.into_iter().filter(|it| titles.insert(it.title.clone())));
        list.remove_from_parent();
        node.remove_from_parent();
    }
}

/// The words of an element that has few.
fn short_text(node: &NodeRef) -> Option<String> {
    /// "You may also be interested in" has 30.
    const LONGEST: usize = 60;
    let mut text = String::new();
    for it in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&it.text());
        if text.len() > LONGEST * 2 {
            return None;
        }
    }
    let text = tidy(&text);
    if text.is_empty() || text.len() > LONGEST { None } else { Some(text) }
}

/// The element after a heading that is chiefly links; the heading may stand alone in a wrapper.
fn list_under<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = *heading;
    for _ in 0..3 {
        if let Some(next) = node.next_element_sibling() {
            return if is_chiefly_links(&next) { Some(next) } else { None };
        }
        node = node.parent()?;
    }
    None
}

fn is_chiefly_links(node: &NodeRef) -> bool {
    let n_letters = |it: &NodeRef| it.text().chars().filter(|it| !it.is_whitespace()).count();
    let links = node.find(&["a"]);
    let n_linked: usize = links.iter().map(&n_letters).sum();
    let is_link = node.has_name("a");
    is_link || (n_linked > 0 && n_linked * 2 > n_letters(node))
}

/// The teasers in a list of links.
fn entries(list: &NodeRef) -> Vec<Teaser> {
    let mut links = list.find(&["a"]);
    if list.has_name("a") {
        links.push(*list);
    }
    let entries = links.iter().filter_map(|link| {
        let title = tidy(&link.text());
        let address = link.attr("href").map(|it| tidy(&it)).filter(|it| !it.is_empty());
        // One or two words are a topic or a button, not a headline.
        let is_headline = title.split(' ').count() > 2;
        is_headline.then_some(Teaser { title, lede: None, address })
    });
    entries.collect()
}

fn cut() -> Note {
    Note {
        what: "the page was read only to its 200,000th tag".to_owned(),
        span: None,
        why: "no news page has so many".to_owned(),
        so: "what stands after it is missing".to_owned(),
    }
}

pub(crate) fn broken_off() -> Note {
    Note {
        what: "the page breaks off".to_owned(),
        span: None,
        why: "its markup has no end".to_owned(),
        so: "what stood after it is missing".to_owned(),
    }
}
