//! Draft: the parts of a report while they are gathered, and how they become one text with spans.

use ascribe_page::Label;

use crate::{
    Dateline, Field, From, Item, Moment, Note, Picture, Report, Span, Teaser, casing, copy, date,
    dateline, furniture, html, pictures, white_space, writers,
};

/// The parts of a report, each tidied but not yet laid into one text.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) published: Option<Moment>,
    pub(crate) updated: Option<Moment>,
    pub(crate) byline: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) item: Option<Item>,
    pub(crate) pictures: Vec<Picture>,
    /// The place among `pictures` of the one that leads.
    pub(crate) lead: Option<usize>,
    pub(crate) related: Vec<Teaser>,
    pub(crate) latest: Vec<Teaser>,
    pub(crate) corrections: Vec<String>,
    /// The words by which the page says that it is not the last word.
    pub(crate) updating: Option<String>,
    /// Lines that are no story.
    pub(crate) left_out: Vec<String>,
    /// Where things were read, for those that were not read from a line of the text.
    pub(crate) from: Vec<(Field, From)>,
    pub(crate) notes: Vec<Note>,
}

impl Draft {
    /// Remembers where a thing was read.
    pub(crate) fn said(&mut self, field: Field, from: From) {
        self.from.retain(|(it, _)| *it != field);
        self.from.push((field, from));
    }

    /// Takes the dates of a line, where the page has not said them before.
    pub(crate) fn dated(&mut self, line: date::Line) {
        if self.published.is_none() {
            // "Last updated: 8 March 2016" alone is the best day there is.
            self.published = line.published.or(line.updated);
        }
        self.updated = self.updated.or(line.updated);
    }

    /// What the archive or feed that a page came in says of it.
    pub(crate) fn labelled(label: &Label) -> Draft {
        Draft::default().or_labelled(label)
    }

    /// The same, with what a label says of what the page does not say itself.
    pub(crate) fn or_labelled(mut self, label: &Label) -> Draft {
        let tidied =
            |it: &Option<String>| it.as_deref().map(white_space::tidy).filter(|it| !it.is_empty());
        let labelled = Draft {
            title: tidied(&label.title),
            published: label.published.as_deref().and_then(date::of_markup),
            byline: tidied(&label.byline),
            outlet: tidied(&label.outlet),
            ..Draft::default()
        };
        self.fill(&labelled.all_from(From::Label));
        self
    }

    /// The same, with all that it says of itself read from one place.
    pub(crate) fn all_from(mut self, from: From) -> Draft {
        let has = [
            (Field::Title, self.title.is_some()),
            (Field::Byline, self.byline.is_some()),
            (Field::Agency, self.agency.is_some()),
            (Field::Outlet, self.outlet.is_some()),
            (Field::Published, self.published.is_some()),
            (Field::Updated, self.updated.is_some()),
            (Field::Language, self.language.is_some()),
            (Field::Section, self.section.is_some()),
            (Field::Address, self.address.is_some()),
        ];
        let has = has.into_iter().filter(|(_, is_there)| *is_there);
        self.from = has.map(|(field, _)| (field, from.clone())).collect();
        self
    }

    /// Takes what another draft says of its report where this one does not say it.
    pub(crate) fn fill(&mut self, other: &Draft) {
        fn fill<T: Clone>(of: &mut Option<T>, other: &Option<T>) -> bool {
            let is_filled = of.is_none() && other.is_some();
            if is_filled {
                of.clone_from(other);
            }
            is_filled
        }
        let filled = [
            (Field::Title, fill(&mut self.title, &other.title)),
            (Field::Byline, fill(&mut self.byline, &other.byline)),
            (Field::Agency, fill(&mut self.agency, &other.agency)),
            (Field::Outlet, fill(&mut self.outlet, &other.outlet)),
            (Field::Published, fill(&mut self.published, &other.published)),
            (Field::Updated, fill(&mut self.updated, &other.updated)),
            (Field::Language, fill(&mut self.language, &other.language)),
            (Field::Section, fill(&mut self.section, &other.section)),
            (Field::Address, fill(&mut self.address, &other.address)),
            (Field::Lead, self.lead.is_none()),
        ];
        for (field, _) in filled.into_iter().filter(|(_, is_filled)| *is_filled) {
            if let Some((_, from)) = other.from.iter().find(|(it, _)| *it == field) {
                self.said(field, from.clone());
            }
        }
    }

    /// Takes away what is longer than any report, since later stages need a hundred times its room.
    fn cut(&mut self) {
        /// A novel has half as much.
        const MOST_TEXT: usize = 1_000_000;
        const LONGEST_TITLE: usize = 5_000;
        let shorten = |words: &mut String, most: usize| {
            let is_long = words.len() > most;
            if is_long {
                let end = words.floor_char_boundary(most);
                words.truncate(words[..end].rfind(' ').unwrap_or(end));
            }
            is_long
        };
        let mut is_cut = self.title.as_mut().is_some_and(|it| shorten(it, LONGEST_TITLE));
        let mut left = MOST_TEXT;
        let n_kept = self.paragraphs.iter_mut().position(|it| {
            let is_last = shorten(it, left);
            left -= it.len();
            is_last
        });
        if let Some(last) = n_kept {
            is_cut = true;
            self.paragraphs.truncate(last + 1);
            self.paragraphs.retain(|it| !it.is_empty());
        }
        if is_cut && !self.notes.contains(&html::cut()) {
            self.notes.push(html::cut());
        }
    }

    /// Lays the parts into one text, as the invariant of [`Report`] says.
    pub(crate) fn report(mut self) -> Report {
        copy::take_out(&mut self);
        self.cut();
        let mut text = String::new();
        let mut n_shouted = 0;
        let mut usual = |piece: &str| {
            let is_shouted = casing::is_shouted(piece);
            n_shouted += usize::from(is_shouted);
            if is_shouted { casing::restore(piece) } else { piece.to_owned() }
        };
        let title = self.title.as_ref().map(|it| push(&mut text, &usual(it)));
        let mut dateline = None;
        let mut has_sentence = false;
        let mut paragraphs = Vec::with_capacity(self.paragraphs.len());
        for paragraph in &self.paragraphs {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            // A standfirst may stand before it.
            let is_begun = dateline.is_some() || paragraphs.len() > 2 || has_sentence;
            let found = if is_begun { None } else { dateline::find(paragraph) };
            has_sentence |= furniture::ends_like_sentence(paragraph);
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
            if let (None, Some(agency)) = (&self.agency, found.agency) {
                self.agency = Some(agency);
                self.from.push((Field::Agency, From::Dateline));
            }
            // A day of last resort, since reports are printed a day after they are filed.
            if let (None, Some(day)) = (self.published, day.and_then(date::line)) {
                self.published = day.published;
                self.from.push((Field::Published, From::Dateline));
            }
            push(&mut text, &paragraph[..found.end]);
            text.push(' ');
            paragraphs.push(push(&mut text, &usual(&paragraph[found.story..])));
        }
        self.notes.extend(in_capitals(n_shouted));
        let named = self.byline.as_deref().map(writers::read).unwrap_or_default();
        if self.agency.is_none()
            && let Some(agency) = named.agencies.into_iter().next()
        {
            self.agency = Some(agency);
            let from = self.from.iter().find(|(it, _)| *it == Field::Byline);
            self.said(Field::Agency, from.map_or(From::Line, |it| it.1.clone()));
        }
        let lead = self.lead.or_else(|| pictures::lead(None, &mut self.pictures));
        let mut report = Report {
            text,
            title,
            dateline,
            paragraphs,
            published: self.published.map(|it| it.day()),
            published_at: self.published,
            updated_at: self.updated,
            writers: named.people,
            byline: self.byline,
            agency: self.agency,
            outlet: self.outlet,
            language: self.language,
            others: Vec::new(),
            section: self.section,
            address: self.address,
            item: self.item,
            pictures: self.pictures,
            lead,
            related: self.related,
            latest: self.latest,
            corrections: self.corrections,
            updating: self.updating,
            left_out: self.left_out,
            from: self.from,
            notes: self.notes,
        };
        report.settle_language();
        report.settle_from();
        report
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
