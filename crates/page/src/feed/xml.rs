//! Xml: RSS of all versions, Atom and sitemaps, entry by entry, however badly they are written.
//! Names that a document type declares are not expanded, so that none grows. What an entry means is
//! for `entry.rs`.

use quick_xml::{
    Reader,
    events::{BytesStart, Event, attributes::Attribute},
};

use super::{
    Next,
    entry::{self, Entry, Picture},
};

/// The entries of a feed, read one after the other.
pub(crate) struct Xml {
    text: String,
    /// How much of it is read.
    at: usize,
    /// The tags we are in, from the outside.
    open: Vec<String>,
    /// How many more than are kept in `open`.
    deeper: usize,
    /// Stray `<` skipped so far.
    n_stray: usize,
    /// The feed's own name, which is that of the outlet where an entry names none.
    title: Option<String>,
    base: Option<String>,
    is_done: bool,
}

/// The words of a tag while they are gathered.
#[derive(Default)]
struct Words {
    /// The tag, and the one it stands in.
    name: String,
    within: String,
    /// How many tags are open around it.
    depth: usize,
    /// Its words are markup (`type="xhtml"`).
    is_markup: bool,
    text: String,
}

/// Tags in deeper ones say nothing of entries.
const DEEPEST: usize = 32;

/// More `<` than this that open no tag, and it is not markup.
const MOST_STRAY: usize = 100;

/// Longer names are no tags of feeds.
const LONGEST_NAME: usize = 64;

/// More pictures no entry shows.
const MOST_PICTURES: usize = 20;

/// Whether a document begins like a feed, by its first tag that is not about the document itself.
pub(crate) fn is_feed(head: &str) -> bool {
    let mut rest = head.trim_start();
    loop {
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map(|it| it + "<!---->".len())
        } else if rest.starts_with("<?")
            || rest.get(..9).is_some_and(|it| it.eq_ignore_ascii_case("<!doctype"))
        {
            doctype_end(rest)
        } else {
            break;
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return false,
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let end =
        tag.find(|it: char| it.is_whitespace() || it == '>' || it == '/').unwrap_or(tag.len());
    let name = name(&tag[..end]);
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    match name.as_str() {
        "rss" | "urlset" | "sitemapindex" => true,
        "feed" => tag.contains("/atom") || tag.contains("/Atom"),
        "rdf" => tag.contains("rss") || tag.contains("netscape.com/rdf"),
        _ => false,
    }
}

/// The end of `<?…?>` or of a document type, which may declare names in brackets.
fn doctype_end(text: &str) -> Option<usize> {
    let first = text.find('>')?;
    match text[..first].find('[') {
        Some(_) => text.find("]>").map(|it| it + 2),
        None => Some(first + 1),
    }
}

impl Xml {
    pub(crate) fn new(text: String) -> Xml {
        // The reader passes over a byte order mark wherever it begins, and does not count it.
        let text = if text.contains('\u{feff}') { text.replace('\u{feff}', "") } else { text };
        Xml {
            text,
            at: 0,
            open: Vec::new(),
            deeper: 0,
            n_stray: 0,
            title: None,
            base: None,
            is_done: false,
        }
    }

    /// Where the links of the feed count from, as it says.
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The next entry.
    pub(crate) fn next(&mut self) -> Option<Next> {
        if self.is_done {
            return None;
        }
        // The reader borrows the text, so it is taken out while we read.
        let text = std::mem::take(&mut self.text);
        let next = self.read(&text);
        self.text = text;
        self.is_done = matches!(next, None | Some(Next::CutOff));
        if self.is_done {
            self.text = String::new();
        }
        next
    }

    fn read(&mut self, text: &str) -> Option<Next> {
        let mut entry: Option<Entry> = None;
        let mut entry_depth = 0;
        let mut words: Option<Words> = None;
        let mut origin = self.at;
        let mut reader = reader(&text[origin..]);
        loop {
            let start = origin + reader.buffer_position() as usize;
            let event = reader.read_event();
            self.at = (origin + reader.buffer_position() as usize).min(text.len());
            match event {
                Ok(Event::Start(tag) | Event::Empty(tag)) if !begins_name(tag.name().0) => {
                    // "5 < 6" is no tag, and what was taken for it is read again.
                    self.n_stray += 1;
                    if self.n_stray > MOST_STRAY {
                        return Some(Next::CutOff);
                    }
                    push(&mut words, "<");
                    origin = start + 1;
                    reader = self::reader(&text[origin..]);
                }
                Ok(Event::Start(tag)) => {
                    push(&mut words, &format!("<{}>", &*tag));
                    let name = name(tag.name().0);
                    if entry.is_some() && self.is_open_entry(&name) {
                        // An entry that nobody closed ends where the next begins.
                        self.at = start;
                        self.leave(&name);
                        if let Some(done) = words {
                            self.take(done, &mut entry);
                        }
                        return entry.map(|it| self.next_of(&name, it));
                    }
                    if is_entry(&name) && is_list(self.within()) {
                        entry = Some(Entry::default());
                        entry_depth = self.depth();
                        words = None;
                    } else {
                        self.start(&tag, &mut entry, &mut words);
                    }
                    self.enter(name);
                }
                Ok(Event::Empty(tag)) => {
                    push(&mut words, &format!("<{}/>", &*tag));
                    self.start(&tag, &mut entry, &mut None);
                }
                Ok(Event::End(tag)) => {
                    let name = name(tag.name().0);
                    let Some(depth) = self.leave(&name) else { continue };
                    match words.take_if(|it| depth < it.depth) {
                        Some(done) => self.take(done, &mut entry),
                        None => push(&mut words, &format!("</{}>", tag.name().0)),
                    }
                    if is_entry(&name)
                        && depth == entry_depth
                        && let Some(entry) = entry.take()
                    {
                        return Some(self.next_of(&name, entry));
                    }
                }
                Ok(Event::Text(it)) => push(&mut words, &it),
                Ok(Event::CData(it)) => push(&mut words, &it),
                Ok(Event::GeneralRef(it)) => reference(&mut words, &it),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) => {
                    let is_whole = self.open.is_empty() && entry.is_none();
                    return if is_whole { None } else { Some(Next::CutOff) };
                }
                Err(_) => return Some(Next::CutOff),
            }
        }
    }

    fn depth(&self) -> usize {
        self.open.len() + self.deeper
    }

    fn enter(&mut self, name: String) {
        if self.open.len() < DEEPEST {
            self.open.push(name);
        } else {
            self.deeper += 1;
        }
    }

    /// Leaves a tag, and those in it that nobody closed; gives how many are still open, or `None`
    /// where no such tag was.
    fn leave(&mut self, name: &str) -> Option<usize> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return Some(self.depth());
        }
        let depth = self.open.iter().rposition(|it| it == name)?;
        self.open.truncate(depth);
        Some(depth)
    }

    /// Whether we are in an entry of this name, that stands where entries stand.
    fn is_open_entry(&self, name: &str) -> bool {
        is_entry(name) && self.open.windows(2).any(|it| is_list(&it[0]) && it[1] == name)
    }

    /// The tag that we are in.
    fn within(&self) -> &str {
        if self.deeper > 0 { "…" } else { self.open.last().map_or("", String::as_str) }
    }

    /// What a tag begins, and what its attributes say.
    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        entry: &mut Option<Entry>,
        words: &mut Option<Words>,
    ) {
        let name = name(tag.name().0);
        let within = self.within().to_owned();
        if is_feed_tag(&within) || within.is_empty() {
            self.base = self.base.take().or_else(|| attribute(tag, "xml:base"));
        }
        if let Some(entry) = entry {
            attributes(tag, &name, &within, entry);
        }
        // RSS has a name in these, and Atom has more tags.
        words.take_if(|it| matches!(it.name.as_str(), "author" | "source"));
        let kind = attribute(tag, "type").unwrap_or_default();
        let is_film = ["image/", "audio/", "video/"].iter().any(|it| kind.starts_with(it));
        if words.is_none() && is_field(&name, &within) && !is_film {
            let is_markup = kind.contains("xhtml");
            let depth = self.depth() + 1;
            *words = Some(Words { name, within, depth, is_markup, text: String::new() });
        }
    }

    /// Puts the words of a tag where they belong.
    fn take(&mut self, words: Words, entry: &mut Option<Entry>) {
        let Words { name, within, text, .. } = words;
        let Some(entry) = entry else {
            if name == "title" && is_feed_tag(&within) && self.title.is_none() {
                self.title = Some(text.trim().to_owned());
            }
            return;
        };
        let once = |field: &mut Option<String>| {
            let text = text.trim();
            if field.is_none() && !text.is_empty() {
                *field = Some(text.to_owned());
            }
        };
        match (name.as_str(), within.as_str()) {
            ("title" | "news:title", _) if within != "source" => longest(&mut entry.title, text),
            ("description" | "summary", _) => longest(&mut entry.summary, text),
            ("content:encoded" | "content" | "body" | "xhtml:body", _) => {
                longest(&mut entry.content, text);
            }
            ("feedburner:origlink", _) => entry.link = Some(text),
            ("link" | "loc", _) => once(&mut entry.link),
            ("guid" | "id", _) if text.trim().starts_with("http") => once(&mut entry.link),
            ("pubdate" | "published" | "issued" | "dc:date" | "dcterms:issued", _)
            | ("created" | "dcterms:created" | "dc:created" | "news:publication_date", _) => {
                once(&mut entry.published);
            }
            ("updated" | "modified" | "dcterms:modified" | "lastmod", _) => {
                once(&mut entry.updated)
            }
            ("author" | "dc:creator", _) => add_name(&mut entry.byline, &writer(&text)),
            ("name", "author") => add_name(&mut entry.byline, text.trim()),
            ("source" | "dc:publisher" | "news:name", _) | ("title", _) => once(&mut entry.outlet),
            ("media:description" | "image:caption", _) => {
                if let Some(picture) = entry.pictures.last_mut() {
                    longest(&mut picture.caption, text);
                }
            }
            ("media:credit", _) => {
                if let Some(picture) = entry.pictures.last_mut() {
                    longest(&mut picture.credit, text);
                }
            }
            ("image:loc", _) => picture(entry, text.trim().to_owned()),
            _ => {}
        }
    }

    fn next_of(&self, name: &str, mut entry: Entry) -> Next {
        if name == "sitemap" {
            return Next::Sitemap(entry.link.unwrap_or_default());
        }
        entry.outlet = entry.outlet.or_else(|| self.title.clone());
        Next::Entry(entry)
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn begins_name(name: &str) -> bool {
    name.starts_with(|it: char| it.is_alphabetic() || it == '_' || it == ':')
}

/// A tag's name in lower case, without the prefix that some give to the feed's own tags.
fn name(name: &str) -> String {
    let end = name.char_indices().nth(LONGEST_NAME).map_or(name.len(), |(at, _)| at);
    let name = name[..end].to_ascii_lowercase();
    match name.split_once(':') {
        Some(("atom" | "a" | "rss" | "rdf" | "sitemap" | "sm", local)) => local.to_owned(),
        _ => name,
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry" | "url" | "sitemap")
}

/// Whether a tag has entries in it.
fn is_list(name: &str) -> bool {
    is_feed_tag(name) || matches!(name, "urlset" | "sitemapindex")
}

fn is_feed_tag(name: &str) -> bool {
    matches!(name, "rss" | "channel" | "feed" | "rdf")
}

/// Whether the words of a tag say something of an entry or of the feed.
fn is_field(name: &str, within: &str) -> bool {
    match name {
        "title" => is_entry(within) || is_feed_tag(within) || within == "source",
        "news:title" | "news:publication_date" => within == "news:news",
        "news:name" => within == "news:publication",
        "name" => within == "author",
        "media:description" | "media:credit" => {
            is_entry(within) || matches!(within, "media:content" | "media:group")
        }
        "image:loc" | "image:caption" => within == "image:image",
        "description"
        | "summary"
        | "content:encoded"
        | "content"
        | "body"
        | "xhtml:body"
        | "feedburner:origlink"
        | "link"
        | "loc"
        | "guid"
        | "id"
        | "pubdate"
        | "published"
        | "issued"
        | "dc:date"
        | "dcterms:issued"
        | "created"
        | "dcterms:created"
        | "dc:created"
        | "updated"
        | "modified"
        | "dcterms:modified"
        | "lastmod"
        | "author"
        | "dc:creator"
        | "source"
        | "dc:publisher" => is_entry(within),
        _ => false,
    }
}

fn push(words: &mut Option<Words>, text: &str) {
    if let Some(words) = words {
        words.text.push_str(text);
    }
}

/// Puts in what stands for a letter; what stands for nothing known stays as it is written.
fn reference(words: &mut Option<Words>, name: &str) {
    let Some(words) = words else { return };
    let written = format!("{name};");
    match entry::entity(&written).filter(|_| !words.is_markup) {
        Some((letters, _)) => words.text.push_str(&letters),
        None => words.text.push_str(&format!("&{written}")),
    }
}

/// What the attributes of a tag in an entry say.
fn attributes(tag: &BytesStart<'_>, name: &str, within: &str, entry: &mut Entry) {
    match name {
        "link" if is_entry(within) => {
            let rel = attribute(tag, "rel");
            if rel.is_none_or(|it| it == "alternate")
                && let Some(href) = attribute(tag, "href")
                && entry.link.is_none()
            {
                entry.link = Some(href);
            }
        }
        "media:content" | "media:thumbnail" | "enclosure" => {
            let says = |it: &str, what: &str| attribute(tag, it).map(|it| it.starts_with(what));
            let is_picture = says("type", "image").or(says("medium", "image"));
            let is_other = name == "media:thumbnail" && !entry.pictures.is_empty();
            if is_picture.unwrap_or(name != "enclosure")
                && !is_other
                && let Some(file) = attribute(tag, "url")
            {
                picture(entry, file);
            }
        }
        _ => {}
    }
}

fn picture(entry: &mut Entry, file: String) {
    let is_known = entry.pictures.iter().any(|it| it.file == file);
    if !file.is_empty() && !is_known && entry.pictures.len() < MOST_PICTURES {
        entry.pictures.push(Picture { file, ..Picture::default() });
    }
}

/// The value of an attribute. Of many hundred only the first are looked at.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    const MOST: usize = 50;
    let mut attributes = tag.html_attributes();
    let found = attributes
        .with_checks(false)
        .take(MOST)
        .filter_map(Result::ok)
        .find(|it: &Attribute<'_>| it.key.0.eq_ignore_ascii_case(name))?;
    let value = unescaped(&found.value);
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('&') {
        plain.push_str(words);
        rest = match entry::entity(after) {
            Some((letters, length)) => {
                plain.push_str(&letters);
                &after[length..]
            }
            None => {
                plain.push('&');
                after
            }
        };
    }
    plain.push_str(rest);
    plain
}

fn longest(field: &mut String, text: String) {
    if text.trim().len() > field.trim().len() {
        *field = text;
    }
}

fn add_name(field: &mut Option<String>, name: &str) {
    /// More names are none.
    const LONGEST: usize = 200;
    if name.is_empty() || name.len() > LONGEST {
        return;
    }
    match field {
        Some(names) if names.len() + name.len() > LONGEST || names.contains(name) => {}
        Some(names) => names.push_str(&format!(", {name}")),
        None => *field = Some(name.to_owned()),
    }
}

/// A writer's name out of "desk@news.example (Jane Doe)".
fn writer(text: &str) -> String {
    let text = text.trim();
    match text.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')').trim().to_owned(),
        _ if text.contains('@') && !text.contains(' ') => String::new(),
        _ => text.to_owned(),
    }
}
