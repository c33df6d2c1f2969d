//! Story: sorts the lines of a page into story, headline, date, byline, pictures and teasers, by
//! what each looks like and what stands around it. How the lines came about is for `text.rs` and
//! `html.rs`; what single lines look like is for `furniture.rs`.

use std::collections::HashSet;

use crate::{
    Note, Picture, Reason, Teaser, call, date, dateline,
    draft::Draft,
    furniture::{self, Heading},
    line::{Line, Link},
};

/// Sorts lines into the parts of a report. What the draft holds already is kept.
pub(crate) fn sort(lines: Vec<Line>, draft: Draft) -> Result<Draft, Reason> {
    let captions = draft.pictures.iter().filter_map(|it| it.caption.clone());
    let mut sorting = Sorting {
        seen: captions.collect(),
        has_date: draft.published.is_some(),
        draft,
        chatter: Vec::new(),
        first_sentence: false,
    };
    // A heading over teasers before the story names a section: "Breaking news" over a headline.
    let n_before_story =
        (0..lines.len()).rfind(|at| begins_with_sentences(&lines[*at..], 2)).unwrap_or(0);
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        rest = match furniture::heading(&line.text) {
            Some(_) if !sorting.first_sentence && lines.len() - rest.len() < n_before_story => {
                sorting.chatter.push(line.text.clone());
                after
            }
            Some(heading) => sorting.teasers(heading, after),
            None => sorting.line(line, after),
        };
    }
    sorting.finish()
}

struct Sorting {
    draft: Draft,
    /// The page named its day outside of the lines, so lines do not change it.
    has_date: bool,
    /// Lines left out because they say nothing of the story.
    chatter: Vec<String>,
    /// Captions and paragraphs met so far.
    seen: HashSet<String>,
    /// A paragraph that ends as sentences do has been met: the head of the page is over.
    first_sentence: bool,
}

impl Sorting {
    /// Takes one line, and those that belong to it; gives what is left.
    fn line<'a>(&mut self, line: &Line, after: &'a [Line]) -> &'a [Line] {
        let text = line.text.as_str();
        if !self.first_sentence && self.head(text, after) {
            return after;
        }
        if let Some(file) = furniture::picture_file(text) {
            return self.picture(file, after);
        }
        if let Some((caption, credit)) = furniture::caption_and_credit(text) {
            self.seen.insert(caption.to_owned());
            self.draft.pictures.push(Picture {
                file: None,
                caption: Some(caption.to_owned()),
                credit: Some(credit.to_owned()),
            });
        } else if let Some(credit) = furniture::credit(text).filter(|_| self.may_be_credit(text)) {
            self.credit(credit);
        } else if let Some(names) = furniture::reporting(text) {
            self.draft.byline.get_or_insert_with(|| names.to_owned());
        } else if let Some(title) = furniture::pointer(text) {
            let address = line.address();
            self.draft.related.push(Teaser { title: title.to_owned(), lede: None, address });
        } else if let Some(teaser) = teaser(line).filter(|_| self.first_sentence) {
            self.draft.related.push(teaser);
        } else if furniture::is_chatter(text) || (line.link.is_some() && call::is_call(text)) {
            self.chatter.push(text.to_owned());
        } else {
            self.paragraph(line, after);
        }
        after
    }

    /// Takes a line that belongs to the head of a page; `false` for one that does not.
    fn head(&mut self, text: &str, after: &[Line]) -> bool {
        // "Xinhua | Updated: 2016-03-07 17:52"
        if let Some((one, others)) = text.split_once(" | ")
            && is_head(one)
            && others.split(" | ").all(is_head)
        {
            return text.split(" | ").all(|it| self.head(it, after));
        }
        if let Some(line) = date::line(text) {
            if !self.has_date {
                self.draft.dated(line);
            }
        } else if let Some(names) = furniture::byline(text) {
            self.draft.byline.get_or_insert_with(|| names.to_owned());
        } else if let Some(agency) = furniture::agency(text.trim_matches(['(', ')'])) {
            self.draft.agency.get_or_insert_with(|| agency.to_owned());
        } else if date::is_only_time(text) || is_section(text, after) {
            self.chatter.push(text.to_owned());
        } else {
            return false;
        }
        true
    }

    fn paragraph(&mut self, line: &Line, after: &[Line]) {
        let text = line.text.as_str();
        if self.draft.title.as_deref() == Some(text) && self.draft.paragraphs.is_empty() {
            return;
        }
        // Plain text repeats what stood in boxes and galleries; on a web page those are known, and
        // a story may say a thing twice.
        let is_again = match line.link {
            None => !self.seen.insert(text.to_owned()),
            Some(_) => {
                self.seen.contains(text)
                    || self.draft.paragraphs.last().is_some_and(|it| it == text)
            }
        };
        if is_again && text.split(' ').count() > 4 {
            return;
        }
        let is_headline = !self.first_sentence
            && self.draft.title.is_none()
            && self.draft.paragraphs.is_empty()
            && furniture::is_headline(text)
            && dateline::find(text).is_none()
            && has_story(after);
        if is_headline {
            self.draft.title = Some(text.to_owned());
            return;
        }
        self.first_sentence |= furniture::ends_like_sentence(text);
        self.draft.paragraphs.push(text.to_owned());
    }

    /// A picture's file, with the caption and the credit on the lines after it.
    fn picture<'a>(&mut self, file: &str, after: &'a [Line]) -> &'a [Line] {
        let text = |at: usize| after.get(at).map(|it| it.text.as_str());
        let credit = |at: usize| text(at).and_then(furniture::credit);
        let is_words =
            |it: &&str| furniture::picture_file(it).is_none() && furniture::heading(it).is_none();
        let (caption, credit, n_taken) =
            if let Some((caption, credit)) = text(0).and_then(furniture::caption_and_credit) {
                (Some(caption), Some(credit), 1)
            } else if let Some(credit) = credit(0) {
                (None, Some(credit), 1)
            } else if let Some(caption) = text(0).and_then(furniture::caption) {
                (Some(caption), credit(1), if credit(1).is_some() { 2 } else { 1 })
            } else if let (Some(caption), Some(credit)) = (text(0).filter(is_words), credit(1)) {
                (Some(caption), Some(credit), 2)
            } else {
                (None, None, 0)
            };
        self.seen.extend(caption.map(str::to_owned));
        self.draft.pictures.push(Picture {
            file: Some(file.to_owned()),
            caption: caption.map(str::to_owned),
            credit: credit.map(str::to_owned),
        });
        &after[n_taken..]
    }

    fn credit(&mut self, credit: &str) {
        match self.draft.pictures.last_mut() {
            Some(picture) if picture.credit.is_none() => picture.credit = Some(credit.to_owned()),
            _ => self
                .draft
                .pictures
                .push(Picture { credit: Some(credit.to_owned()), ..Picture::default() }),
        }
    }

    /// Before the story "© Jane Doe" is a picture's, after it the page's.
    fn may_be_credit(&self, text: &str) -> bool {
        !self.first_sentence || !furniture::is_chatter(text)
    }

    /// Takes the teasers under a heading; gives what is left when the story goes on.
    fn teasers<'a>(&mut self, heading: Heading, lines: &'a [Line]) -> &'a [Line] {
        let entries = match heading {
            Heading::Related => &mut self.draft.related,
            Heading::Latest => &mut self.draft.latest,
        };
        let mut rest = lines;
        let mut is_open = false;
        while let Some((line, after)) = rest.split_first() {
            let text = line.text.as_str();
            if furniture::heading(text).is_some() || goes_on(heading, rest, is_open) {
                break;
            }
            rest = after;
            if furniture::is_chatter(text) {
                self.chatter.push(text.to_owned());
                continue;
            }
            if furniture::picture_file(text).is_some()
                || furniture::credit(text).is_some()
                || date::line(text).is_some()
            {
                continue;
            }
            let address = line.address();
            match entries.last_mut() {
                Some(last) if is_open && !furniture::is_headline(text) => {
                    last.lede = Some(text.to_owned());
                    is_open = false;
                }
                _ => {
                    is_open = furniture::is_headline(text);
                    entries.push(Teaser { title: text.to_owned(), lede: None, address });
                }
            }
        }
        rest
    }

    fn finish(self) -> Result<Draft, Reason> {
        let mut draft = self.draft;
        // A headline without a story is the story.
        if draft.paragraphs.is_empty() {
            draft.paragraphs.extend(draft.title.take());
        }
        let n_teasers = draft.related.len() + draft.latest.len();
        if draft.paragraphs.is_empty() {
            return Err(if n_teasers > 0 {
                Reason::List { n: n_teasers }
            } else {
                Reason::NoStory
            });
        }
        let n_headlines = draft.paragraphs.iter().filter(|it| furniture::is_headline(it)).count();
        if n_headlines >= FEWEST_IN_LIST && n_headlines == draft.paragraphs.len() {
            return Err(Reason::List { n: n_headlines + usize::from(draft.title.is_some()) });
        }
        if let Some(note) = chatter(&self.chatter) {
            draft.notes.push(note);
        }
        draft.left_out.extend(self.chatter);
        Ok(draft)
    }
}

/// The other report that a line of a web page leads to, where it is nothing but a link.
fn teaser(line: &Line) -> Option<Teaser> {
    /// Fewer words are a name in a list.
    const FEWEST: usize = 5;
    let address = line.address()?;
    let is_title = furniture::is_headline(&line.text) && line.text.split(' ').count() >= FEWEST;
    is_title.then(|| Teaser { title: line.text.clone(), lede: None, address: Some(address) })
}

/// So many headlines and no sentence are a list.
const FEWEST_IN_LIST: usize = 5;

/// Whether a piece of a line says who wrote it or when.
pub(crate) fn is_head(text: &str) -> bool {
    date::line(text).is_some()
        || furniture::byline(text).is_some()
        || furniture::agency(text).is_some()
        || date::is_only_time(text)
}

/// Whether a line before the headline names the section: "World", "Middle East".
fn is_section(text: &str, after: &[Line]) -> bool {
    let n_words = |it: &str| it.split(' ').count();
    let next = after.first().map(|it| it.text.as_str());
    let is_headline = |it: &str| {
        n_words(it) > 3
            && furniture::is_headline(it)
            && furniture::byline(it).is_none()
            && furniture::credit(it).is_none()
            && date::line(it).is_none()
    };
    n_words(text) <= 2
        && furniture::is_headline(text)
        && !furniture::stands_alone(text)
        && next.is_some_and(is_headline)
}

/// Whether the story begins after a headline.
fn has_story(after: &[Line]) -> bool {
    after.iter().take_while(|it| furniture::heading(&it.text).is_none()).any(|it| {
        !furniture::is_chatter(&it.text)
            && date::line(&it.text).is_none()
            && furniture::byline(&it.text).is_none()
            && furniture::credit(&it.text).is_none()
            && furniture::picture_file(&it.text).is_none()
    })
}

/// Whether the story goes on here, after the teasers under a heading.
///
/// On a web page a sentence that leads nowhere is story. In plain text a box of teasers may stand
/// within the story, and sentences in a row tell that it is over, since a teaser has one.
fn goes_on(heading: Heading, rest: &[Line], is_open: bool) -> bool {
    match (rest.first().and_then(|it| it.link.as_ref()), heading) {
        (Some(Link::To(_)), _) => false,
        (Some(Link::No), _) => begins_with_sentences(rest, 1) && !is_open,
        (None, Heading::Related) => begins_with_sentences(rest, 2),
        // Lists of the latest news mostly stand after the story, and some have longer teasers.
        (None, Heading::Latest) => begins_with_sentences(rest, 3),
    }
}

/// Whether so many lines in a row are sentences.
fn begins_with_sentences(lines: &[Line], n: usize) -> bool {
    let is_sentence =
        |it: &Line| !furniture::is_headline(&it.text) && furniture::heading(&it.text).is_none();
    lines.len() >= n && lines.iter().take(n).all(is_sentence)
}

fn chatter(lines: &[String]) -> Option<Note> {
    let first = lines.first()?;
    let n = lines.len();
    let lines = if n == 1 { "1 line was".to_owned() } else { format!("{n} lines were") };
    Some(Note {
        what: format!("{lines} left out, first `{first}`"),
        span: None,
        why: "such lines belong to the page and not to the story".to_owned(),
        so: "nothing was read from them".to_owned(),
    })
}
