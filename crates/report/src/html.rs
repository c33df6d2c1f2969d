//! Html: a web page into lines: finds the story in the markup, and the teasers and pictures around
//! it. What the page's head says is read in `meta.rs`; what each line is, in `story.rs`.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use crate::{
    Field, From, Note, Picture, Reason, Teaser, body,
    draft::Draft,
    furniture::{self, Heading},
    label::Label,
    line::{Line, Link},
    linked_story, meta, pictures,
    shallow::{Shallow, shallow},
    story,
    tree::{Node, Tag, Tree, n_letters},
    white_space::tidy,
};

/// Reads the parts of a report from a web page.
pub(crate) fn read(html: &str) -> Result<Draft, Reason> {
    if html.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let Shallow { html, is_cut, breaks_off } = shallow(html);
    let doc = Document::from(html.as_ref());
    let (mut draft, lead) = meta::read(&doc);
    if is_cut {
        draft.notes.push(cut());
    }
    if breaks_off {
        draft.notes.push(broken_off());
    }
    let tree = Tree::of(&doc);
    let mut is_out = vec![false; tree.nodes.len()];
    teasers(&tree, &mut draft, &mut is_out);
    let body = body::find(&tree, is_out, draft.title.as_deref());
    let mut walk = Walk::of(&tree, &body.is_out);
    walk.block(body.root);
    walk.flush();
    let n_letters = walk.lines.iter().map(|it| n_letters(&it.text)).sum();
    if html.contains("articleBody")
        && let Some(paragraphs) = linked_story::find(&doc, n_letters)
    {
        let line = |text| Line { text, link: Some(Link::No) };
        walk.lines = paragraphs.into_iter().map(line).collect();
    }
    if let (None, Some(headline)) = (&draft.title, walk.headline) {
        draft.title = Some(headline);
        draft.said(Field::Title, From::Markup("h1"));
    }
    draft.pictures = walk.pictures;
    draft.lead = pictures::lead(lead, &mut draft.pictures);
    if is_list(&walk.lines) {
        return Err(Reason::List { n: doc.select("a[href]").nodes().len() });
    }
    let title = draft.title.clone();
    let mut sorted = match story::sort(walk.lines, draft) {
        Err(_) if breaks_off => return Err(Reason::CutOff),
        Err(Reason::NoStory) if body.n_headlines >= FEWEST_IN_LIST => {
            return Err(Reason::List { n: body.n_headlines });
        }
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
pub(crate) fn read_body(markup: &str, mut known: Draft) -> Result<Draft, Reason> {
    let draft = read(&format!("<article>{markup}</article>"))?;
    known.fill(&draft);
    Ok(Draft {
        paragraphs: draft.paragraphs,
        pictures: draft.pictures,
        lead: draft.lead,
        related: draft.related,
        latest: draft.latest,
        corrections: draft.corrections,
        updating: draft.updating,
        left_out: draft.left_out,
        notes: draft.notes,
        ..known
    })
}

/// A story may have fewer links on lines of their own.
const FEWEST_IN_LIST: usize = 5;

/// Whether nearly all lines lead to other pages.
fn is_list(lines: &[Line]) -> bool {
    let n_links = lines.iter().filter(|it| matches!(it.link, Some(Link::To(_)))).count();
    n_links >= FEWEST_IN_LIST && n_links * 10 > lines.len() * 8
}

/// Gathers the lines and pictures of markup, in order.
struct Walk<'a> {
    tree: &'a Tree<'a>,
    is_out: &'a [bool],
    /// The first `h1`.
    headline: Option<String>,
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

impl<'a> Walk<'a> {
    fn of(tree: &'a Tree<'a>, is_out: &'a [bool]) -> Walk<'a> {
        Walk {
            tree,
            is_out,
            headline: None,
            lines: Vec::new(),
            pictures: Vec::new(),
            files: HashSet::new(),
            words: String::new(),
            n_linked: 0,
            link: None,
            inside: None,
        }
    }

    /// Walks the content of a block; its depth is bounded by `shallow`.
    fn block(&mut self, block: usize) {
        let tree = self.tree;
        for child in tree.children(block) {
            let node = &tree.nodes[child];
            if self.is_out[child] {
                if !node.tag.is_inline() {
                    self.flush();
                }
                match node.label {
                    Label::Picture => drop(self.picture(child)),
                    Label::Head => self.head(child),
                    _ => {}
                }
                continue;
            }
            match node.tag {
                Tag::Text => {
                    if self.inside.is_some() {
                        self.n_linked += node.n_letters;
                    }
                    tree.push_words(child, &mut self.words);
                }
                Tag::Figure => self.figure(child),
                Tag::Image => self.image(child),
                Tag::Break => self.words.push('\n'),
                Tag::Link => {
                    let outer = self.inside.take();
                    self.inside = tree.attr(child, "href");
                    self.link = self.inside.clone().or(self.link.take());
                    self.block(child);
                    self.inside = outer;
                }
                _ if self.is_caption(child) => {
                    self.flush();
                    self.caption(child);
                }
                _ if node.tag.is_inline() => self.block(child),
                Tag::Row if self.is_data(child) => {
                    self.flush();
                    for cell in tree.children(child) {
                        self.words.push(' ');
                        self.words.push_str(&tree.words(cell));
                    }
                    self.flush();
                }
                Tag::Title if self.headline.is_none() => {
                    self.flush();
                    self.headline = Some(tree.words(child)).filter(|it| !it.is_empty());
                }
                _ => {
                    self.flush();
                    self.block(child);
                    self.flush();
                }
            }
        }
    }

    /// Whether an element holds the words under a picture.
    fn is_caption(&self, at: usize) -> bool {
        /// Longer elements hold a story, whatever their class.
        const LONGEST: usize = 600;
        let node = &self.tree.nodes[at];
        (node.label == Label::Caption || node.tag == Tag::FigureCaption)
            && node.n_letters <= LONGEST
    }

    /// Whether a row of a table holds words and numbers, and not paragraphs.
    fn is_data(&self, row: usize) -> bool {
        const LONGEST: usize = 60;
        let tree = self.tree;
        tree.children(row).all(|it| tree.nodes[it].n_letters <= LONGEST && !self.is_out[it])
    }

    /// Ends the line at hand; two breaks within it part paragraphs.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let n_linked = std::mem::take(&mut self.n_linked);
        let link = self.link.take();
        let n_letters = n_letters(&words);
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

    fn figure(&mut self, figure: usize) {
        self.flush();
        let has_caption = self.caption_of(figure).is_some();
        if !self.picture(figure) && !has_caption {
            // Some pages put quotes and tables into figures.
            self.block(figure);
            self.flush();
        }
    }

    /// The lines of a box that says it holds the byline or the date, and only those that do.
    fn head(&mut self, within: usize) {
        let mut head = Walk::of(self.tree, self.is_out);
        head.block(within);
        head.flush();
        self.lines.extend(head.lines.into_iter().filter(|it| story::is_head(&it.text)));
    }

    /// Takes the picture in a box with its words; `false` where there is none.
    fn picture(&mut self, within: usize) -> bool {
        let Some(image) = self.find(within, |it| it.tag == Tag::Image) else { return false };
        self.image(image);
        if let Some(caption) = self.caption_of(within) {
            self.caption(caption);
        }
        true
    }

    fn caption_of(&self, within: usize) -> Option<usize> {
        self.find(within, |it| it.tag == Tag::FigureCaption)
            .or_else(|| self.find(within, |it| it.label == Label::Caption))
    }

    fn find(&self, within: usize, is: impl Fn(&Node) -> bool) -> Option<usize> {
        (within + 1..self.tree.nodes[within].end).find(|at| is(&self.tree.nodes[*at]))
    }

    /// The words under the picture before them.
    fn caption(&mut self, caption: usize) {
        let mut within = Walk::of(self.tree, self.is_out);
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

    fn image(&mut self, image: usize) {
        let image = self.tree.node(image);
        let file = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .find_map(|it| image.attr(it))
            .map(|it| tidy(&it))
            .filter(|it| !it.is_empty() && !it.starts_with("data:"));
        if let Some(file) = file.filter(|it| !is_ornament(it, &image))
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

/// Takes the teasers of other reports out of the page: lists of links under a heading.
fn teasers(tree: &Tree, draft: &mut Draft, is_out: &mut [bool]) {
    /// "You may also be interested in" has 26 letters.
    const LONGEST: usize = 60;
    let mut titles = HashSet::new();
    let mut at = 1;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        let may_be = matches!(node.tag, Tag::Heading | Tag::Paragraph | Tag::Block | Tag::Header)
            || node.tag == Tag::Inline;
        let heading = if may_be && (1..=LONGEST).contains(&node.n_letters) && !is_out[at] {
            furniture::heading(&tree.words(at))
        } else {
            None
        };
        at += 1;
        let Some(heading) = heading else { continue };
        let at = at - 1;
        let Some(list) = list_under(tree, at, is_out) else { continue };
        let found = entries(tree, list);
        if found.is_empty() {
            continue;
        }
        let teasers = match heading {
            Heading::Related => &mut draft.related,
            Heading::Latest => &mut draft.latest,
        };
        teasers.extend(found.into_iter().filter(|it| titles.insert(it.title.clone())));
        is_out[list] = true;
        is_out[at] = true;
    }
}

/// The element after a heading that is chiefly links; the heading may stand alone in a wrapper.
fn list_under(tree: &Tree, heading: usize, is_out: &[bool]) -> Option<usize> {
    let mut node = heading;
    for _ in 0..3 {
        let parent = tree.nodes[node].parent;
        let mut next = tree.nodes[node].end;
        while next < tree.nodes[parent].end && (tree.nodes[next].tag == Tag::Text || is_out[next]) {
            next = tree.nodes[next].end;
        }
        if next < tree.nodes[parent].end {
            let it = &tree.nodes[next];
            return (it.n_linked > 0 && it.n_linked * 2 > it.n_letters).then_some(next);
        }
        node = parent;
    }
    None
}

/// The teasers in a list of links.
fn entries(tree: &Tree, list: usize) -> Vec<Teaser> {
    let links = (list..tree.nodes[list].end).filter(|at| tree.nodes[*at].tag == Tag::Link);
    let entries = links.filter_map(|link| {
        let title = tree.words(link);
        let address = tree.attr(link, "href").map(|it| tidy(&it)).filter(|it| !it.is_empty());
        // One or two words are a topic or a button, not a headline.
        let is_headline = title.split(' ').count() > 2;
        is_headline.then_some(Teaser { title, lede: None, address })
    });
    entries.collect()
}

pub(crate) fn cut() -> Note {
    Note {
        what: "the page was read only in part".to_owned(),
        span: None,
        why: "it has more tags or more words than any news page".to_owned(),
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
