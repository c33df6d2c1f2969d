//! Newsml: a piece of agency wire in XML, as IPTC NewsML-G2 has it, alone or with its pictures in one
//! message. The words of its story are read in `html.rs` and `text.rs`.

use quick_xml::{
    Reader,
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};

use crate::{
    From, Item, Note, Picture, Reason, date,
    draft::Draft,
    html,
    item::{Change, Earlier},
    ninjs::withdrawn,
    text,
    white_space::tidy,
};

/// One `newsItem`, as far as it says something to us.
#[derive(Default)]
struct Part {
    is_picture: bool,
    item: Item,
    title: Option<String>,
    byline: Option<String>,
    agency: Option<String>,
    credit: Option<String>,
    caption: Option<String>,
    /// When it was made, and when this version of it was.
    created: Option<String>,
    changed: Option<String>,
    language: Option<String>,
    /// Where a picture lies.
    file: Option<String>,
    /// The story, and whether it is markup.
    body: Option<(String, bool)>,
    /// Words of the desk and of the agency's machines on what becomes of the item.
    signals: Vec<String>,
}

/// A message of more items is an archive.
const MOST_PARTS: usize = 500;

/// Deeper markup says nothing of an item.
const DEEPEST: usize = 64;

/// Reads the parts of a report from an item or a message of items.
pub(crate) fn read(xml: &str) -> Result<Draft, Reason> {
    let (parts, is_whole) = parts(xml);
    let (pictures, mut stories): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|it| it.is_picture);
    let has_body = |it: &Part| it.body.is_some() || it.title.is_some();
    let Some(at) = stories.iter().position(has_body) else {
        return Err(if is_whole { Reason::NoStory } else { Reason::CutOff });
    };
    let story = stories.swap_remove(at);
    let n_others = stories.iter().filter(|it| has_body(it)).count();
    // The first version is no change of an earlier one.
    let updated = story
        .changed
        .clone()
        .filter(|it| story.created.as_ref().is_some_and(|created| created != it));
    let draft = Draft {
        title: story.title,
        language: story.language,
        updated: updated.as_deref().and_then(date::of_markup),
        published: story.created.or(story.changed).as_deref().and_then(date::of_markup),
        byline: story.byline.map(|it| crate::furniture::byline(&it).unwrap_or(&it).to_owned()),
        agency: story.agency.or(story.credit),
        ..Draft::default()
    }
    .all_from(From::Wire);
    let mut draft = match story.body {
        Some((body, true)) => html::read_body(content(&body), draft)?,
        Some((body, false)) => text::read(&body, draft)?,
        None => {
            let title = draft.title.into_iter().collect();
            Draft { paragraphs: title, title: None, ..draft }
        }
    };
    draft.pictures.extend(pictures.into_iter().map(|it| Picture {
        file: it.file,
        caption: it.caption.or(it.title),
        credit: it.credit.or(it.byline),
    }));
    let mut item = story.item;
    let signals: Vec<&str> = story.signals.iter().map(String::as_str).collect();
    item.add_own(&signals);
    if item.earlier.iter().any(|it| it.change == Change::Withdraws) {
        draft.notes.push(withdrawn());
    }
    if !is_whole {
        draft.notes.push(html::broken_off());
    }
    if n_others > 0 {
        draft.notes.push(Note {
            what: format!("{n_others} more of the message’s items were left out"),
            span: None,
            why: "a report is one item".to_owned(),
            so: "nothing was read from them; give each as a file of its own".to_owned(),
        });
    }
    Ok(Draft { item: Some(item), ..draft })
}

/// The story within markup of the NITF kind; other markup as it is.
fn content(body: &str) -> &str {
    let Some((_, rest)) = body.split_once("<body.content") else { return body };
    let rest = rest.split_once('>').map_or("", |(_, it)| it);
    rest.split("</body.content").next().unwrap_or(rest)
}

/// The items of a document, as far as it can be read, and whether that is to its end.
fn parts(xml: &str) -> (Vec<Part>, bool) {
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut deeper = 0_usize;
    let mut words = String::new();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = name(&tag);
                if name == "newsitem" && parts.len() < MOST_PARTS {
                    parts.push(begun(&tag));
                }
                if let Some(part) = parts.last_mut() {
                    attributes(part, &name, open.last().map_or("", String::as_str), &tag);
                    if matches!(name.as_str(), "inlinexml" | "inlinedata") {
                        let start = reader.buffer_position() as usize;
                        let end = reader.read_to_end(tag.name()).ok().map(|it| it.end as usize);
                        let body = xml.get(start..end.unwrap_or(xml.len())).unwrap_or("");
                        let body = match name.as_str() {
                            "inlinexml" => (body.to_owned(), true),
                            _ => (
                                unescaped(body),
                                attribute(&tag, "contenttype")
                                    .is_some_and(|it| it.contains("html")),
                            ),
                        };
                        part.body.get_or_insert(body);
                        if end.is_none() {
                            return (parts, false);
                        }
                        continue;
                    }
                }
                words.clear();
                if open.len() < DEEPEST {
                    open.push(name);
                } else {
                    deeper += 1;
                }
            }
            Ok(Event::Empty(tag)) => {
                if let Some(part) = parts.last_mut() {
                    let name = name(&tag);
                    attributes(part, &name, open.last().map_or("", String::as_str), &tag);
                }
            }
            Ok(Event::End(_)) => {
                if deeper > 0 {
                    deeper -= 1;
                    continue;
                }
                let Some(name) = open.pop() else { continue };
                if let Some(part) = parts.last_mut() {
                    take(part, &name, open.last().map_or("", String::as_str), &words);
                }
                words.clear();
            }
            Ok(Event::Text(it)) => words.push_str(&it),
            Ok(Event::CData(it)) => words.push_str(&it),
            Ok(Event::GeneralRef(it)) => words.push_str(&unescaped(&format!("&{};", &*it))),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) => return (parts, open.is_empty()),
            Err(_) => return (parts, false),
        }
    }
}

fn begun(tag: &BytesStart<'_>) -> Part {
    let item = Item {
        name: attribute(tag, "guid"),
        version: attribute(tag, "version"),
        ..Item::default()
    };
    Part { item, ..Part::default() }
}

/// What the attributes of a tag say of an item.
fn attributes(part: &mut Part, name: &str, within: &str, tag: &BytesStart<'_>) {
    let code = || attribute(tag, "qcode").or_else(|| attribute(tag, "uri"));
    match name {
        "itemclass" => {
            part.is_picture =
                code().is_some_and(|it| it.contains("picture") || it.contains("graphic"));
        }
        "signal" | "pubstatus" => part.signals.extend(code()),
        "link" if within == "itemmeta" => {
            let change = attribute(tag, "rel").and_then(|it| Change::read(&it));
            let name = attribute(tag, "residref").or_else(|| attribute(tag, "href"));
            if let (Some(change), Some(name)) = (change, name) {
                part.item.earlier.push(Earlier { name, change });
            }
        }
        "remotecontent" if part.file.is_none() => part.file = attribute(tag, "href"),
        "language" if within == "contentmeta" => once(&mut part.language, attribute(tag, "tag")),
        "infosource" => once(&mut part.agency, attribute(tag, "literal")),
        _ => {}
    }
}

/// What the words of a tag say of an item.
fn take(part: &mut Part, name: &str, within: &str, words: &str) {
    let words = Some(tidy(words)).filter(|it| !it.is_empty());
    match (name, within) {
        ("headline", _) | ("title", "itemmeta") => once(&mut part.title, words),
        ("by", _) => once(&mut part.byline, words),
        ("creditline", _) => once(&mut part.credit, words),
        ("description", _) => once(&mut part.caption, words),
        ("name", "provider" | "infosource") => once(&mut part.agency, words),
        ("slugline", _) => once(&mut part.item.slug, words),
        ("urgency", _) => {
            let urgency = words.and_then(|it| it.parse().ok()).filter(|it| (1..=9).contains(it));
            part.item.urgency = part.item.urgency.or(urgency);
        }
        ("firstcreated" | "contentcreated", _) => once(&mut part.created, words),
        ("versioncreated", _) => once(&mut part.changed, words),
        ("ednote", _) => part.signals.extend(words),
        _ => {}
    }
}

fn once(field: &mut Option<String>, value: Option<String>) {
    if field.is_none() {
        *field = value;
    }
}

/// A tag's name in lower case, without its prefix.
fn name(tag: &BytesStart<'_>) -> String {
    let name = tag.name().0;
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    /// More attributes no tag has.
    const MOST: usize = 50;
    let mut attributes = tag.html_attributes();
    let found = attributes.with_checks(false).take(MOST).filter_map(Result::ok);
    let value = found.into_iter().find(|it| it.key.0 == name)?.value;
    Some(tidy(&unescaped(&value))).filter(|it| !it.is_empty())
}

/// The letters that escapes in a text stand for; one that is not known stays as it is.
fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape_with(text, resolve_html5_entity)
        .map_or_else(|_| text.to_owned(), |it| it.into_owned())
}
