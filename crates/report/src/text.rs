//! Text: plain text, as written or as scraped, into lines: which line breaks part paragraphs, and
//! which only the width of a screen made. What each line is, is for `story.rs`.

use crate::{Reason, draft::Draft, furniture, line::Line, story, white_space};

/// Reads the parts of a report from plain text.
pub(crate) fn read(text: &str) -> Result<Draft, Reason> {
    let lines = paragraphs(&raw_lines(text));
    if lines.is_empty() {
        return Err(Reason::Empty);
    }
    let lines = lines.into_iter().map(|text| Line { text, link: None }).collect();
    story::sort(lines, Draft::default())
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
    let width = lines.iter().map(|it| it.text.chars().count()).max().unwrap_or(0);
    let is_wrapped = width <= WIDEST_SCREEN && breaks_within_sentences(lines, width);
    let all_indented = lines.iter().all(|it| it.is_indented);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&RawLine> = None;
    for line in lines {
        let is_paragraph =
            line.is_indented && !all_indented && before.is_some_and(|it| !it.is_indented);
        let goes_on = before.is_some_and(|before| {
            is_wrapped && !line.is_after_gap && !is_paragraph && joins(before, line, width)
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

/// Text wrapped for a screen or for paper has at most so many characters to a line.
const WIDEST_SCREEN: usize = 100;

/// Whether lines break within sentences: some goes on in lower case on the next, which a line of
/// its own never does, or, in text all in capitals, nearly all are as long as their words let them.
fn breaks_within_sentences(lines: &[RawLine], width: usize) -> bool {
    /// Fewer lines are as long as they can be by chance.
    const FEWEST: usize = 3;
    let (mut n_full, mut n_open) = (0, 0);
    for pair in lines.windows(2) {
        let [before, line] = pair else { continue };
        if line.is_after_gap || furniture::ends_like_sentence(&before.text) {
            continue;
        }
        let joins = joins(before, line, width);
        if joins && begins_low(line) {
            return true;
        }
        n_open += 1;
        n_full += usize::from(joins);
    }
    n_open >= FEWEST && n_full * 5 >= n_open * 4
}

/// Whether the break between two lines can come from the width: the next word would not have
/// fitted, or the sentence goes on in lower case.
fn joins(before: &RawLine, line: &RawLine, width: usize) -> bool {
    if [before, line].iter().any(|it| furniture::stands_alone(&it.text)) {
        return false;
    }
    let word = line.text.split(' ').next().unwrap_or("").chars().count();
    let length = before.text.chars().count();
    let goes_on = begins_low(line) && !before.text.ends_with(['.', '!', '?', ':', '"', '”']);
    length + 1 + word > width || (goes_on && length * 2 > width)
}

fn begins_low(line: &RawLine) -> bool {
    line.text.starts_with(char::is_lowercase)
}
