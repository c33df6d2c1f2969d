//! Ninjs: a piece of agency wire in JSON, as IPTC ninjs 1.x, 2.x and 3.x have it. The words of its
//! story are read in `html.rs` and `text.rs`.

use serde_json::Value;

use crate::{
    From, Item, Note, Picture, Reason, Teaser, date,
    draft::Draft,
    html,
    item::{Change, Earlier},
    text,
    white_space::tidy,
};

/// Reads the parts of a report from an item.
pub(crate) fn read(json: &str) -> Result<Draft, Reason> {
    let item: Value = serde_json::from_str(json).map_err(|_| Reason::CutOff)?;
    let title = words(&item, &["headline"]).or_else(|| list_words(&item, "headlines", is_any));
    let byline = words(&item, &["byline", "by"]);
    let agency = first_name(&item, &["infosource", "infosources"])
        .or_else(|| words(&item, &["copyrightholder", "copyrightHolder"]));
    let first = words(&item, &["firstcreated", "firstCreated", "contentcreated", "contentCreated"]);
    let version = words(&item, &["versioncreated", "versionCreated"]);
    // The first version is no change of an earlier one.
    let updated = version.clone().filter(|it| first.as_ref().is_some_and(|first| first != it));
    let mut draft = Draft {
        title,
        published: first.or(version).as_deref().and_then(date::of_markup),
        updated: updated.as_deref().and_then(date::of_markup),
        language: words(&item, &["language"]),
        byline: byline.map(|it| crate::furniture::byline(&it).unwrap_or(&it).to_owned()),
        agency,
        ..Draft::default()
    }
    .all_from(From::Wire);
    let is_markup = |kind: &str| kind.contains("html") || kind.contains("nitf");
    let markup = raw(&item, &["body_xhtml", "body_nitf"])
        .or_else(|| list(&item, "bodies", is_markup))
        .or_else(|| raw(&item, &["description_xhtml"]));
    let plain = raw(&item, &["body_text"])
        .or_else(|| list(&item, "bodies", |it| !is_markup(it)))
        .or_else(|| raw(&item, &["description_text"]))
        .or_else(|| list(&item, "descriptions", is_any));
    draft = match (markup, plain) {
        (Some(markup), _) => html::read_body(markup, draft)?,
        (None, Some(plain)) => text::read(plain, draft)?,
        (None, None) => match draft.title.take() {
            Some(title) => Draft { paragraphs: vec![title], ..draft },
            None => return Err(Reason::NoStory),
        },
    };
    for linked in linked(&item) {
        add_linked(linked, &mut draft);
    }
    let known = known(&item);
    if known.earlier.iter().any(|it| it.change == Change::Withdraws) {
        draft.notes.push(withdrawn());
    }
    Ok(Draft { item: Some(known), ..draft })
}

/// What is told of an item that its agency took back.
pub(crate) fn withdrawn() -> Note {
    Note {
        what: "the agency withdrew this item".to_owned(),
        span: None,
        why: "its status or its note to editors says so".to_owned(),
        so: "what was read from it is what the agency no longer stands by".to_owned(),
    }
}

/// By what name and number the agency knows it, and what it changes.
fn known(item: &Value) -> Item {
    let number = |names: &[&str]| {
        names.iter().find_map(|it| {
            let value = item.get(it)?;
            value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|it| it.to_string()))
        })
    };
    let earlier = words(item, &["evolvedfrom", "evolvedFrom"]);
    let urgency = number(&["urgency"]).and_then(|it| it.parse().ok());
    let mut known = Item {
        name: words(item, &["uri"]),
        version: number(&["version"]),
        slug: words(item, &["slugline"]),
        urgency: urgency.filter(|it| (1..=9).contains(it)),
        earlier: Vec::new(),
    };
    let status = words(item, &["pubstatus", "pubStatus"]).unwrap_or_default();
    let signal = words(item, &["signal"]).unwrap_or_default();
    let note = words(item, &["ednote", "edNote"]).unwrap_or_default();
    if let Some(name) = earlier {
        let change =
            Change::read(&signal).or_else(|| Change::read(&note)).unwrap_or(Change::Updates);
        known.earlier.push(Earlier { name, change });
    }
    known.add_own(&[&status, &signal, &note]);
    known
}

/// A picture or another report that an item names beside its story.
fn add_linked(linked: &Value, draft: &mut Draft) {
    /// More are an album or a list.
    const MOST: usize = 50;
    let title =
        words(linked, &["headline", "title"]).or_else(|| list_words(linked, "headlines", is_any));
    let said = words(linked, &["description_text", "description_caption"])
        .or_else(|| list_words(linked, "descriptions", is_any));
    match linked.get("type").and_then(Value::as_str) {
        Some("picture" | "graphic") if draft.pictures.len() < MOST => {
            let owner = words(linked, &["copyrightholder", "copyrightHolder"]);
            let credit = match (words(linked, &["byline", "by", "creditline"]), owner) {
                (Some(by), Some(owner)) if !by.contains(&owner) => Some(format!("{by}/{owner}")),
                (by, owner) => by.or(owner),
            };
            let file = file(linked);
            if draft.pictures.iter().all(|it| it.file != file || file.is_none()) {
                draft.pictures.push(Picture { file, caption: said.or(title), credit });
            }
        }
        Some("text") if draft.related.len() < MOST => {
            if let Some(title) = title {
                let address = words(linked, &["uri"]);
                draft.related.push(Teaser { title, lede: said, address });
            }
        }
        _ => {}
    }
}

/// What stands beside the story: under names in version 1, in a list later.
fn linked(item: &Value) -> Vec<&Value> {
    match item.get("associations") {
        Some(Value::Object(named)) => named.values().collect(),
        Some(Value::Array(list)) => list.iter().collect(),
        _ => Vec::new(),
    }
}

/// The address of a picture in the first of its sizes.
fn file(item: &Value) -> Option<String> {
    let sizes: Vec<&Value> = match item.get("renditions")? {
        Value::Object(named) => named.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => return None,
    };
    sizes.into_iter().find_map(|it| words(it, &["href"]))
}

/// The first of these fields that holds words, tidied.
fn words(item: &Value, names: &[&str]) -> Option<String> {
    raw(item, names).map(tidy).filter(|it| !it.is_empty())
}

fn raw<'a>(item: &'a Value, names: &[&str]) -> Option<&'a str> {
    names.iter().filter_map(|it| item.get(it)?.as_str()).find(|it| !it.trim().is_empty())
}

/// The first value in a list of texts, of those whose content type is wanted: of version 2 on.
fn list<'a>(item: &'a Value, name: &str, is_wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
    item.get(name)?.as_array()?.iter().find_map(|it| {
        let kind = raw(it, &["contentType", "contenttype"]).unwrap_or("");
        raw(it, &["value"]).filter(|_| is_wanted(kind))
    })
}

fn list_words(item: &Value, name: &str, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
    list(item, name, is_wanted).map(tidy).filter(|it| !it.is_empty())
}

fn is_any(_: &str) -> bool {
    true
}

/// The name of the first in a list of names.
fn first_name(item: &Value, names: &[&str]) -> Option<String> {
    let list = names.iter().find_map(|it| item.get(it)?.as_array())?;
    list.iter().find_map(|it| words(it, &["name"]))
}
