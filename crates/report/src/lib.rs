//! Report: the text of one news item and what it says of itself.
//!
//! Takes a [`Page`], gives a [`Report`]: headline, story, publication day, pictures, and the
//! teasers of other reports apart from the story. It asks neither the network nor the clock, and it
//! does not understand the story; that is for the later stages.
//!
//! A page that holds no report is no error; [`NotAReport`] is the answer. A day that the caller
//! knows better than the page is set with `report.published = Some(day)`.

mod body;
mod call;
mod casing;
mod copy;
mod date;
mod dateline;
mod decode;
mod draft;
mod from;
mod furniture;
mod html;
mod iptc7901;
mod item;
mod label;
pub mod language;
mod line;
mod linked;
mod linked_story;
mod mail;
mod markup;
mod meta;
mod moment;
mod newsml;
mod ninjs;
mod not_a_report;
mod note;
mod order;
mod outlets;
mod pictures;
mod report;
mod shallow;
pub mod show;
mod span;
mod story;
mod text;
mod tree;
mod white_space;
mod writers;

use ascribe_page::{Kind, Page};

use self::draft::Draft;
pub use self::{
    from::{Field, From},
    item::{Change, Earlier, Item},
    moment::Moment,
    not_a_report::{NotAReport, Reason},
    note::Note,
    report::{Dateline, Picture, Report, Teaser},
    span::Span,
};

/// The agency that words name, spelt as most write it; `None` for outlets and all else.
pub fn agency(words: &str) -> Option<&'static str> {
    furniture::agency(words).filter(|it| !furniture::broadcasts(it))
}

/// Reads the report that stands on a page.
pub fn read(page: &Page) -> Result<Report, NotAReport> {
    let not_a_report = |reason| NotAReport { address: page.address.clone(), reason };
    if page.bytes.is_empty() {
        return Err(not_a_report(Reason::Empty));
    }
    if page.kind == Kind::Mail {
        let draft = mail::read(&page.bytes).map_err(not_a_report)?;
        return Ok(draft.or_labelled(&page.label).report());
    }
    let (decoded, note) = decode::read(page).map_err(not_a_report)?;
    let mut draft = match page.kind {
        Kind::Text | Kind::Mail => text::read(&decoded, Draft::labelled(&page.label)),
        Kind::Html => html::read(&decoded).map(|it| it.or_labelled(&page.label)),
        Kind::Ninjs => ninjs::read(&decoded),
        Kind::NewsMl => newsml::read(&decoded),
        Kind::Iptc7901 => iptc7901::read(&decoded),
    }
    .map_err(not_a_report)?;
    draft.notes.extend(note);
    draft.address = draft.address.map(|it| meta::whole(&it, &page.address));
    Ok(draft.report())
}
