//! Report, and what belongs to it: dateline, pictures, teasers. How they are read from a page is
//! in the other modules.

use jiff::civil::Date;

use crate::{Field, From, Item, Moment, Note, Span};

/// The text of one news item and what it says of itself.
///
/// Invariant: `text` is the headline (where there is one) and the paragraphs of the story, with an
/// empty line between them, and a dateline with one space after it before its paragraph;
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
    /// else names one. Days such as "on Friday" count from it, and whoever knows better may set it.
    pub published: Option<Date>,
    /// When the report was published, as far as the page says.
    pub published_at: Option<Moment>,
    /// When the report was last changed, as far as the page says.
    pub updated_at: Option<Moment>,
    /// Who wrote it, as the page says ("Jane Doe and John Roe in Beirut").
    pub byline: Option<String>,
    /// The people that the byline names, each by name.
    pub writers: Vec<String>,
    /// The agency whose copy it is ("dpa", "Reuters"), as the page says.
    pub agency: Option<String>,
    /// Who published it ("The Example Times"), as the page says.
    pub outlet: Option<String>,
    /// The language it is in, as BCP 47 writes it ("en-GB"): the one that its words show clearly, or
    /// the one that the page says; "und" where its words are of none that is known here.
    pub language: Option<String>,
    /// Headline and paragraphs that are clearly in another language, each with its tag, in order.
    pub others: Vec<(Span, String)>,
    /// The part of the paper it stands in ("World"), as the page says.
    pub section: Option<String>,
    /// The address by which the page wants to be known.
    pub address: Option<String>,
    /// What the agency calls it, for a piece of agency wire.
    pub item: Option<Item>,
    /// Pictures that belong to the story.
    pub pictures: Vec<Picture>,
    /// Which of the pictures leads, counted from 0.
    pub lead: Option<usize>,
    /// Teasers under "Related stories".
    pub related: Vec<Teaser>,
    /// Teasers under "Latest news".
    pub latest: Vec<Teaser>,
    /// What the page says it had wrong before.
    pub corrections: Vec<String>,
    /// The words by which the page says that more will follow: "This is a developing story."
    pub updating: Option<String>,
    /// Lines that are neither story nor anything named here: sharing, subscribing, rights.
    pub left_out: Vec<String>,
    /// Where each thing that the page says of itself was read, in the order of [`Field`].
    pub from: Vec<(Field, From)>,
    /// What was left unread, and why.
    pub notes: Vec<Note>,
}

impl Report {
    /// Where a thing that the page says of itself was read.
    pub fn from(&self, field: Field) -> Option<&From> {
        self.from.iter().find(|(it, _)| *it == field).map(|(_, it)| it)
    }

    /// What the report says of itself in one field, as words.
    pub fn said(&self, field: Field) -> Option<String> {
        match field {
            Field::Title => self.title.map(|it| self.words(it).to_owned()),
            Field::Byline => self.byline.clone(),
            Field::Agency => self.agency.clone(),
            Field::Outlet => self.outlet.clone(),
            Field::Published => self.published_at.map(|it| it.to_string()),
            Field::Updated => self.updated_at.map(|it| it.to_string()),
            Field::Language => self.language.clone(),
            Field::Section => self.section.clone(),
            Field::Address => self.address.clone(),
            Field::Lead => self.pictures.get(self.lead?)?.file.clone(),
        }
    }

    /// Makes `from` say where each field that is there was read, and no other. What nobody
    /// remembered was read from a line of the text.
    pub(crate) fn settle_from(&mut self) {
        let known = std::mem::take(&mut self.from);
        let of = |field: Field| known.iter().find(|(it, _)| *it == field).map(|(_, it)| it.clone());
        let said = Field::ALL.into_iter().filter(|it| self.said(*it).is_some());
        self.from = said.map(|it| (it, of(it).unwrap_or(From::Line))).collect();
    }

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
