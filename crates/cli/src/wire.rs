//! Wire: what `ascribe read --format json` writes. A field renamed inside does not change what
//! readers' programs get, so these types are apart from those of the core.
//!
//! What a reading is, is in `wire/reading.rs`; what was taken from a page, in `wire/taken.rs`; here is
//! what both have. Words stay as the report has them.

mod reading;
mod taken;

pub(crate) mod copies;
pub(crate) mod event;

use ascribe_report as report;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use self::{reading::reading, taken::taken};

/// What an agency says of a piece of its wire, by which it knows it again.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Item<'r> {
    /// Its name, the same for all its versions.
    name: Option<&'r str>,
    /// Which version of it this is.
    version: Option<&'r str>,
    /// The words by which desks find it again.
    slug: Option<&'r str>,
    /// From 1, the most urgent, to 9.
    urgency: Option<u8>,
    /// What was sent before and this one changes; its own name where that is an earlier version.
    earlier: Vec<Earlier<'r>>,
}

/// An earlier piece of the wire.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Earlier<'r> {
    /// Its name.
    name: &'r str,
    /// What became of it: "updates", "corrects", "replaces" or "withdraws".
    change: String,
}

/// What was not understood, why, and what follows.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Note<'r> {
    /// What happened.
    what: &'r str,
    /// Why.
    why: &'r str,
    /// What follows for the reader.
    so: &'r str,
    /// The words it is about.
    span: Option<Span>,
}

/// A headline or paragraph in another language than its report.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Other<'r> {
    /// Its language, as BCP 47 writes it.
    language: &'r str,
    /// Where it stands.
    span: Span,
}

/// A piece of `text`, in bytes (UTF-8).
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Span {
    /// The first byte.
    start: usize,
    /// The first byte after it.
    end: usize,
}

/// A picture of the story.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Picture<'r> {
    /// Name of the file, or address.
    file: Option<&'r str>,
    /// The words under it.
    caption: Option<&'r str>,
    /// Who took it and who sells it.
    credit: Option<&'r str>,
}

/// A pointer to another report.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Teaser<'r> {
    /// The other report's headline.
    title: &'r str,
    /// Its first sentence or two.
    lede: Option<&'r str>,
    /// Where it is to be found.
    address: Option<&'r str>,
}

fn item(item: &report::Item) -> Item<'_> {
    let earlier = item.earlier.iter();
    Item {
        name: item.name.as_deref(),
        version: item.version.as_deref(),
        slug: item.slug.as_deref(),
        urgency: item.urgency,
        earlier: earlier
            .map(|it| Earlier { name: &it.name, change: it.change.to_string() })
            .collect(),
    }
}

fn note(it: &report::Note) -> Note<'_> {
    Note { what: &it.what, why: &it.why, so: &it.so, span: it.span.map(span) }
}

fn span(it: report::Span) -> Span {
    Span { start: it.start(), end: it.end() }
}

fn picture(it: &report::Picture) -> Picture<'_> {
    Picture {
        file: it.file.as_deref(),
        caption: it.caption.as_deref(),
        credit: it.credit.as_deref(),
    }
}

fn teaser(it: &report::Teaser) -> Teaser<'_> {
    Teaser { title: &it.title, lede: it.lede.as_deref(), address: it.address.as_deref() }
}

fn other((piece, language): &(report::Span, String)) -> Other<'_> {
    Other { language, span: span(*piece) }
}

/// Holds that `docs/reference/` has this schema of what a file of this folder writes.
#[cfg(test)]
#[track_caller]
fn check_schema(name: &str, schema: &schemars::Schema) {
    use std::{env, fs, path::Path};
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let path = reference.join(format!("{name}.schema.json"));
    let schema = serde_json::to_string_pretty(schema).expect("a schema is JSON") + "\n";
    if env::var_os("ASCRIBE_UPDATE").is_some() {
        fs::create_dir_all(&reference).expect("it can be made");
        fs::write(&path, &schema).expect("the reference can be written");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == schema,
        "docs/reference/{name}.schema.json is not what crates/cli/src/wire/{name}.rs says; \
         ASCRIBE_UPDATE=1 cargo test writes it"
    );
}
