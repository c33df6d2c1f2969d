//! Report, and what belongs to it: dateline, pictures, teasers. How they are read from a page is
//! in the other modules.

use jiff::civil::Date;

use crate::{Item, Note, Span};

/// The text of one news item and what it says of itself.
///
/// Invariant: `text` is the headline (where there is one) and the paragraphs of the story, with an
/// empty line between them, and a dateline with one space after it before the first paragraph;
/// within each every run of white space is one ASCII space. So the later stages never meet a
/// no-break space, and every span of a report counts bytes of `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Headline and story, as the invariant says.
    pub text: String,
    /// The headline; also the first piece of `text`.
    pub title: Option<Span>,
    /// Where and when the story was filed, before its first sentence.
    pub dateline: Option<Dateline>,
    /// The paragraphs of the story, in order, without the headline and the dateline.
    pub paragraphs: Vec<Span>,
    /// The day the report was published, in the zone of its publisher; the dateline's where nothing
    /// else names one.
    pub published: Option<Date>,
    /// Who wrote it, as the page says ("Jane Doe").
    pub byline: Option<String>,
    /// The agency whose copy it is ("dpa", "Reuters"), as the page says.
    pub agency: Option<String>,
    /// Who published it ("The Example Times"), as the page says.
    pub outlet: Option<String>,
    /// What the agency calls it, for a piece of agency wire.
    pub item: Option<Item>,
    /// Pictures that belong to the story.
    pub pictures: Vec<Picture>,
    /// Teasers under "Related stories".
    pub related: Vec<Teaser>,
    /// Teasers under "Latest news".
    pub latest: Vec<Teaser>,
    /// What was left unread, and why.
    pub notes: Vec<Note>,
}

impl Report {
    /// The words of a span of this report; empty where the span is not a piece of `text`.
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or("")
    }
}

/// What stands before the first sentence: "KABUL, Aug. 4 (dpa) -".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with its dash.
    pub words: Span,
    /// Where the story was filed, from small to large: "KABUL", "Beirut, Lebanon".
    pub place: Option<Span>,
    /// The day it was filed, mostly without a year: "Aug. 4".
    pub day: Option<Span>,
}

/// A picture of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Name of the file or address of the picture; `None` where only its words are left.
    pub file: Option<String>,
    /// The words under it.
    pub caption: Option<String>,
    /// Who took it and who sells it ("EPA/JANE DOE").
    pub credit: Option<String>,
}

/// A pointer to another report: headline, first words, address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teaser {
    /// The other report's headline.
    pub title: String,
    /// Its first sentence or two.
    pub lede: Option<String>,
    /// Where it is to be found.
    pub address: Option<String>,
}
