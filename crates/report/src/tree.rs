//! Tree: the elements and words of a web page in document order, flat, with what is asked of each
//! again and again. What they mean for the story is for `body.rs`.

use std::collections::HashMap;

use dom_query::{Document, NodeData, NodeId, NodeRef};

use crate::{
    label::{self, Label},
    white_space::tidy,
};

/// A web page, flat: the descendants of a node are those after it up to its `end`.
pub(crate) struct Tree<'a> {
    doc: &'a Document,
    pub(crate) nodes: Vec<Node>,
    /// Letters of the page so far.
    n_letters: usize,
}

/// An element or a piece of text.
pub(crate) struct Node {
    id: NodeId,
    pub(crate) tag: Tag,
    pub(crate) label: Label,
    pub(crate) parent: usize,
    /// The node after the last one within this.
    pub(crate) end: usize,
    /// Letters before it on the page.
    pub(crate) n_before: usize,
    /// Its letters and those in links, with all that is within.
    pub(crate) n_letters: usize,
    pub(crate) n_linked: usize,
}

/// What an element is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Text,
    Break,
    Link,
    /// What stands within a line: `span`, `b`.
    Inline,
    Paragraph,
    /// `h1`
    Title,
    Heading,
    Item,
    List,
    Quote,
    Table,
    Row,
    Cell,
    Figure,
    FigureCaption,
    Image,
    Article,
    Main,
    Header,
    /// What is around a story by its name: `nav`, `aside`, `footer`, `form`.
    Around,
    /// `div`, `section` and whatever is new.
    Block,
    /// What has no words for readers: `script`, `style`.
    Silent,
}

impl Tag {
    fn of(name: &str) -> Tag {
        match name {
            "br" => Tag::Break,
            "a" => Tag::Link,
            "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del"
            | "dfn" | "em" | "font" | "i" | "ins" | "kbd" | "label" | "mark" | "q" | "s"
            | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "time" | "tt"
            | "u" | "var" | "wbr" | "nobr" => Tag::Inline,
            "p" | "pre" => Tag::Paragraph,
            "h1" => Tag::Title,
            "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
            "li" | "dd" | "dt" => Tag::Item,
            "ul" | "ol" | "dl" => Tag::List,
            "blockquote" => Tag::Quote,
            "table" => Tag::Table,
            "tr" => Tag::Row,
            "td" | "th" => Tag::Cell,
            "figure" => Tag::Figure,
            "figcaption" => Tag::FigureCaption,
            "img" => Tag::Image,
            "article" => Tag::Article,
            "main" => Tag::Main,
            "header" => Tag::Header,
            "nav" | "aside" | "footer" | "form" | "noscript" => Tag::Around,
            "script" | "style" | "title" | "template" | "head" | "button" | "select" | "iframe"
            | "svg" | "object" | "textarea" | "math" | "video" | "audio" | "canvas" | "input"
            | "dialog" => Tag::Silent,
            _ => Tag::Block,
        }
    }

    /// Whether an element stands within a line.
    pub(crate) fn is_inline(self) -> bool {
        matches!(self, Tag::Text | Tag::Break | Tag::Link | Tag::Inline | Tag::Image)
    }
}

impl<'a> Tree<'a> {
    /// The page without what has no words; its depth is bounded by `shallow`.
    pub(crate) fn of(doc: &'a Document) -> Tree<'a> {
        let mut tree = Tree { doc, nodes: Vec::new(), n_letters: 0 };
        let mut labels = HashMap::new();
        tree.add(&doc.root(), 0, false, &mut labels);
        tree
    }

    fn add(
        &mut self,
        node: &NodeRef,
        parent: usize,
        is_linked: bool,
        labels: &mut HashMap<String, Label>,
    ) {
        let at = self.nodes.len();
        let found = node.query_or(None, |it| match &it.data {
            NodeData::Text { contents } => Some((Tag::Text, Label::None, n_letters(contents))),
            NodeData::Element(element) => {
                let tag = Tag::of(&element.name.local);
                let label =
                    if tag == Tag::Silent { Label::None } else { label_of(element, labels) };
                Some((tag, label, 0))
            }
            NodeData::Document | NodeData::Fragment => Some((Tag::Block, Label::None, 0)),
            _ => None,
        });
        let Some((tag, label, n_letters)) = found else { return };
        if tag == Tag::Silent {
            return;
        }
        let is_linked = is_linked || (tag == Tag::Link && leads_away(node));
        self.nodes.push(Node {
            id: node.id,
            tag,
            label,
            parent,
            end: at + 1,
            n_before: self.n_letters,
            n_letters,
            n_linked: if is_linked { n_letters } else { 0 },
        });
        self.n_letters += n_letters;
        let mut child = node.first_child();
        while let Some(it) = child {
            self.add(&it, at, is_linked, labels);
            child = it.next_sibling();
        }
        let end = self.nodes.len();
        self.nodes[at].end = end;
        if at > 0 {
            let (n_letters, n_linked) = (self.nodes[at].n_letters, self.nodes[at].n_linked);
            self.nodes[parent].n_letters += n_letters;
            self.nodes[parent].n_linked += n_linked;
        }
    }

    /// The node in the document, for its text and attributes.
    pub(crate) fn node(&self, at: usize) -> NodeRef<'a> {
        NodeRef::new(self.nodes[at].id, &self.doc.tree)
    }

    /// The words within a node, tidied.
    pub(crate) fn words(&self, at: usize) -> String {
        let mut words = String::new();
        for at in at..self.nodes[at].end {
            match self.nodes[at].tag {
                Tag::Text => self.push_words(at, &mut words),
                tag if !tag.is_inline() || tag == Tag::Break => words.push(' '),
                _ => {}
            }
        }
        tidy(&words)
    }

    /// Appends the words of a piece of text as they stand.
    pub(crate) fn push_words(&self, at: usize, words: &mut String) {
        self.node(at).query(|it| {
            if let NodeData::Text { contents } = &it.data {
                words.push_str(contents);
            }
        });
    }

    pub(crate) fn attr(&self, at: usize, name: &str) -> Option<String> {
        self.node(at).attr(name).map(|it| it.to_string())
    }

    /// The nodes right within a node.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child].end;
            Some(child)
        })
    }
}

/// How many characters of a text are not white space.
pub(crate) fn n_letters(text: &str) -> usize {
    text.bytes().filter(|it| !it.is_ascii_whitespace() && it & 0xc0 != 0x80).count()
}

/// Whether a link leads to another page, and not to a place on this one.
fn leads_away(link: &NodeRef) -> bool {
    link.attr("href").is_some_and(|it| !it.trim_start().starts_with('#'))
}

/// What an element's attributes say of it. Classes come again and again, so they are read once.
fn label_of(element: &dom_query::Element, labels: &mut HashMap<String, Label>) -> Label {
    let mut found = Label::None;
    for attr in &element.attrs {
        let value: &str = &attr.value;
        let label = match &*attr.name.local {
            "itemprop" if value == "articleBody" => Label::Story,
            "class" | "id" | "role" | "data-component" | "data-testid" => match labels.get(value) {
                Some(label) => *label,
                None => {
                    let label = label::of(value);
                    labels.insert(value.to_owned(), label);
                    label
                }
            },
            "hidden" => Label::Hidden,
            "aria-hidden" if value == "true" => Label::Hidden,
            "style" if is_unseen(value) => Label::Hidden,
            _ => continue,
        };
        match label {
            Label::None => {}
            Label::Furniture | Label::Apart | Label::Hidden => return label,
            _ if found == Label::None => found = label,
            _ => {}
        }
    }
    found
}

fn is_unseen(style: &str) -> bool {
    let style: String = style.chars().filter(|it| !it.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
