//! Taken: what was taken from a page, and from where, as JSON: `ascribe read --report --format json`.

use ascribe_page::Address;
use ascribe_report as report;
use serde::Serialize;

use super::{Item, Note, Other, Picture, Teaser, item, note, other, picture, teaser};

/// What was taken from one page, and from where: `ascribe read --report`.
#[derive(Serialize)]
pub(crate) struct Taken<'r> {
    /// The file or address the page came from, or "standard input".
    address: String,
    /// Each thing that the page says of itself, with where it says so.
    said: Vec<Said>,
    /// The people that the byline names, each by name.
    writers: &'r [String],
    /// What stands before the first sentence: "KABUL, Aug. 4 (dpa) -".
    dateline: Option<&'r str>,
    /// What the agency calls it; only there for a piece of agency wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Item<'r>>,
    /// How many paragraphs the story has.
    paragraphs: usize,
    /// Headline and paragraphs in another language than the report.
    others: Vec<Other<'r>>,
    /// Pictures that belong to the story.
    pictures: Vec<Picture<'r>>,
    /// Which of the pictures leads, counted from 0.
    lead: Option<usize>,
    /// Teasers under "Related stories".
    related: Vec<Teaser<'r>>,
    /// Teasers under "Latest news".
    latest: Vec<Teaser<'r>>,
    /// What the page says it had wrong before.
    corrections: &'r [String],
    /// The words by which the page says that more will follow.
    updating: Option<&'r str>,
    /// Lines that were left out.
    left_out: &'r [String],
    /// What was not understood.
    notes: Vec<Note<'r>>,
}

/// A thing that a page says of itself.
#[derive(Serialize)]
struct Said {
    /// "title", "byline", "agency", "outlet", "published", "updated", "language", "section",
    /// "address" or "lead".
    field: String,
    /// What the page says.
    value: String,
    /// Where it says so: "JSON-LD `headline`".
    from: String,
}

/// What was taken from the page at `address`.
pub(crate) fn taken<'r>(address: &Address, report: &'r report::Report) -> Taken<'r> {
    let said = report.from.iter().filter_map(|(field, from)| {
        let value = report.said(*field)?;
        Some(Said { field: field.to_string(), value, from: from.to_string() })
    });
    Taken {
        address: address.to_string(),
        said: said.collect(),
        writers: &report.writers,
        dateline: report.dateline.map(|it| report.words(it.words)),
        item: report.item.as_ref().map(item),
        paragraphs: report.paragraphs.len(),
        others: report.others.iter().map(other).collect(),
        pictures: report.pictures.iter().map(picture).collect(),
        lead: report.lead,
        related: report.related.iter().map(teaser).collect(),
        latest: report.latest.iter().map(teaser).collect(),
        corrections: &report.corrections,
        updating: report.updating.as_deref(),
        left_out: &report.left_out,
        notes: report.notes.iter().map(note).collect(),
    }
}
