//! Text: plain text, as written or as scraped, into lines: which line breaks part paragraphs, and
//! which only the width of a screen made. What each line is, is for `story.rs`.

use crate::{Reason, copy, draft::Draft, furniture, html, line::Line, order, story, white_space};

/// Reads the parts of a report from plain text, besides those that are known.
pub(crate) fn read(text: &str, mut known: Draft) -> Result<Draft, Reason> {
    /// As much as of markup.
    const MOST_BYTES: usize = 16 * 1024 * 1024;
    let whole = text;
    let text = &whole[..whole.floor_char_boundary(MOST_BYTES)];
    if text.len() < whole.len() {
        known.notes.push(html::cut());
    }
    let lines = paragraphs(&raw_lines(text));
    if lines.is_empty() {
        return Err(Reason::Empty);
    }
    let lines = lines.into_iter().map(|text| Line { text, link: None }).collect();
    let lines = order::boxes_last(copy::without_heads(lines, &mut known));
    story::sort(lines, known)
}

/// A line as it stands on the page.
struct RawLine {
    text: String,
    /// An empty line stands before it.
    is_after_gap: bool,
    /// It begins with white space.
    is_indented: bool,
}

fn raw_lines(text: &str) -> Vec<RawLine> {
    let mut lines = Vec::new();
    let mut is_after_gap = true;
    for raw in text
        .replace("\r\n", "\n")
        .split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
    {
        let tidy = white_space::tidy(raw);
        if tidy.is_empty() {
            is_after_gap = true;
            continue;
        }
        let is_indented = raw.starts_with([' ', '\t', '\u{a0}']);
        lines.push(RawLine { text: tidy, is_after_gap, is_indented });
        is_after_gap = false;
    }
    lines
}

/// Joins the lines that a screen's width broke.
fn paragraphs(lines: &[RawLine]) -> Vec<String> {
    let wrapping = Wrapping::of(lines);
    let all_indented = lines.iter().all(|it| it.is_indented);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&RawLine> = None;
    for line in lines {
        let is_paragraph =
            line.is_indented && !all_indented && before.is_some_and(|it| !it.is_indented);
        let goes_on = before.zip(wrapping.as_ref()).is_some_and(|(before, wrapping)| {
            !line.is_after_gap && !is_paragraph && wrapping.joins(before, line)
        });
        match paragraphs.last_mut() {
            Some(last) if goes_on => {
                // "well-" and "known": the hyphen was there before the break.
                if !(last.ends_with('-') && !last.ends_with(" -") && begins_low(line)) {
                    last.push(' ');
                }
                last.push_str(&line.text);
            }
            _ => paragraphs.push(line.text.clone()),
        }
        before = Some(line);
    }
    paragraphs
}

/// How a text was broken into lines for a screen or for paper.
struct Wrapping {
    /// Characters of the longest line.
    width: usize,
    /// Whether lines are as long as their words let them; typists broke them earlier.
    is_full: bool,
    /// Whether text is all in capitals, where no line can go on in lower case.
    is_shouted: bool,
}

impl Wrapping {
    /// How the lines were broken; `None` where each line stands for itself.
    ///
    /// A sentence that goes on in lower case on the next line was broken, and in a wrapped text
    /// every third break is such a one. Text all in capitals has no lower case, so there it tells
    /// that most lines that end no sentence are long.
    fn of(lines: &[RawLine]) -> Option<Wrapping> {
        /// No screen or paper for typing is wider.
        const WIDEST: usize = 100;
        /// Fewer lines are long by chance.
        const FEWEST: usize = 3;
        let width = lines.iter().map(RawLine::width).max().filter(|it| *it <= WIDEST)?;
        let (mut n_open, mut n_full, mut n_low, mut n_long) = (0, 0, 0, 0);
        for pair in lines.windows(2) {
            let [before, line] = pair else { continue };
            if line.is_after_gap || ends_sentence(before) || stand_alone(before, line) {
                continue;
            }
            let is_long = before.width() * 2 > width;
            n_open += 1;
            n_full += usize::from(is_full(before, line, width));
            n_low += usize::from(begins_low(line) && is_long);
            n_long += usize::from(is_long);
        }
        let is_shouted = is_shouted(lines);
        let is_wrapped = if is_shouted {
            n_open >= FEWEST && n_long * 3 >= n_open * 2
        } else {
            n_low > 0 && n_low * 3 >= n_open
        };
        is_wrapped.then_some(Wrapping { width, is_full: n_full * 5 >= n_open * 4, is_shouted })
    }

    /// Whether the break between two lines is the width's and not the writer's.
    fn joins(&self, before: &RawLine, line: &RawLine) -> bool {
        let is_long = before.width() * 2 > self.width;
        if stand_alone(before, line) {
            false
        } else if is_full(before, line, self.width) {
            true
        } else if ends_sentence(before) {
            !self.is_full && before.width() * 5 >= self.width * 4
        } else {
            is_long && (begins_low(line) || !self.is_full || self.is_shouted)
        }
    }
}

impl RawLine {
    fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// Whether the next word would not have fitted.
fn is_full(before: &RawLine, line: &RawLine, width: usize) -> bool {
    let word = line.text.split(' ').next().unwrap_or("").chars().count();
    before.width() + 1 + word > width
}

fn begins_low(line: &RawLine) -> bool {
    line.text.starts_with(char::is_lowercase)
}

fn ends_sentence(line: &RawLine) -> bool {
    furniture::ends_like_sentence(&line.text) || line.text.ends_with(':')
}

fn stand_alone(before: &RawLine, line: &RawLine) -> bool {
    furniture::stands_alone(&before.text) || furniture::stands_alone(&line.text)
}

/// Whether text is all in capitals, as telegrams were.
fn is_shouted(lines: &[RawLine]) -> bool {
    let letters = || lines.iter().flat_map(|it| it.text.chars()).filter(|it| it.is_alphabetic());
    letters().filter(|it| it.is_lowercase()).count() * 20 < letters().count()
}
