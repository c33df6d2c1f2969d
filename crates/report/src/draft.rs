//! Draft: the parts of a report while they are gathered, and how they become one text with spans.

use ascribe_page::Label;
use jiff::civil::Date;

use crate::{
    Dateline, Item, Note, Picture, Report, Span, Teaser, casing, date, dateline, white_space,
};

/// The parts of a report, each tidied but not yet laid into one text.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) published: Option<Date>,
    pub(crate) byline: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) item: Option<Item>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) related: Vec<Teaser>,
    pub(crate) latest: Vec<Teaser>,
    pub(crate) notes: Vec<Note>,
}

impl Draft {
    /// What the archive or feed that a page came in says of it.
    pub(crate) fn labelled(label: &Label) -> Draft {
        let tidied =
            |it: &Option<String>| it.as_deref().map(white_space::tidy).filter(|it| !it.is_empty());
        Draft {
            title: tidied(&label.title),
            published: label.published.as_deref().and_then(date::of_markup),
            byline: tidied(&label.byline),
            outlet: tidied(&label.outlet),
            ..Draft::default()
        }
    }

    /// The same, with what a label says of what the page does not say itself.
    pub(crate) fn or_labelled(self, label: &Label) -> Draft {
        let Draft { title, published, byline, outlet, .. } = Draft::labelled(label);
        Draft {
            title: self.title.or(title),
            published: self.published.or(published),
            byline: self.byline.or(byline),
            outlet: self.outlet.or(outlet),
            ..self
        }
    }

    /// Lays the parts into one text, as the invariant of [`Report`] says.
    pub(crate) fn report(self) -> Report {
        let mut text = String::new();
        let mut n_shouted = 0;
        let mut usual = |piece: &str| {
            let is_shouted = casing::is_shouted(piece);
            n_shouted += usize::from(is_shouted);
            if is_shouted { casing::restore(piece) } else { piece.to_owned() }
        };
        let title = self.title.map(|it| push(&mut text, &usual(&it)));
        let mut agency = self.agency;
        let mut published = self.published;
        let mut dateline = None;
        let mut paragraphs = Vec::with_capacity(self.paragraphs.len());
        for paragraph in &self.paragraphs {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let found = if paragraphs.is_empty() { dateline::find(paragraph) } else { None };
            let Some(found) = found else {
                paragraphs.push(push(&mut text, &usual(paragraph)));
                continue;
            };
            let day = found.day.clone().and_then(|it| paragraph.get(it));
            let start = text.len();
            let span = |it: std::ops::Range<usize>| Span::new(start + it.start, start + it.end);
            dateline = Some(Dateline {
                words: span(0..found.end),
                place: found.place.map(span),
                day: found.day.map(span),
            });
            agency = agency.or(found.agency);
            // A day of last resort, since reports are printed a day after they are filed.
            published = published.or_else(|| date::line(day?).map(|it| it.day));
            push(&mut text, &paragraph[..found.end]);
            text.push(' ');
            paragraphs.push(push(&mut text, &usual(&paragraph[found.story..])));
        }
        let mut notes = self.notes;
        notes.extend(in_capitals(n_shouted));
        Report {
            text,
            title,
            dateline,
            paragraphs,
            published,
            byline: self.byline,
            agency,
            outlet: self.outlet,
            item: self.item,
            pictures: self.pictures,
            related: self.related,
            latest: self.latest,
            notes,
        }
    }
}

/// What is told of pieces that were written in capitals.
fn in_capitals(n_pieces: usize) -> Option<Note> {
    let pieces = match n_pieces {
        0 => return None,
        1 => "1 headline or paragraph is".to_owned(),
        n => format!("{n} headlines and paragraphs are"),
    };
    Some(Note {
        what: format!("{pieces} all in capitals"),
        span: None,
        why: "capitals that stand everywhere do not tell names from words".to_owned(),
        so: "the words are given in their usual casing, and a name may be taken for a word"
            .to_owned(),
    })
}

fn push(text: &mut String, piece: &str) -> Span {
    let start = text.len();
    text.push_str(piece);
    Span::new(start, text.len())
}
