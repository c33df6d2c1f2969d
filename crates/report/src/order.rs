//! Order: plain text of a page on which boxes of other reports stand before the story, or within its
//! head, with the boxes put behind it, where `story.rs` looks for them.

use std::collections::HashSet;

use crate::{date, furniture, line::Line};

/// The lines with the boxes before the story behind it.
pub(crate) fn boxes_last(lines: Vec<Line>) -> Vec<Line> {
    let Some(story) = story(&lines) else { return lines };
    let is_heading = |it: &Line| furniture::heading(&it.text).is_some();
    let Some(first) = lines[..story.start].iter().position(is_heading) else { return lines };
    let begin = begin(&lines, first, &story);
    // A heading without entries is the name of a section over the headline.
    if begin <= first + 1 {
        return lines;
    }
    let mut ordered = lines[..first].to_vec();
    ordered.extend_from_slice(&lines[begin..]);
    ordered.extend_from_slice(&lines[first..begin]);
    ordered
}

/// The longest row of sentences, if there are two: teasers have one each.
fn story(lines: &[Line]) -> Option<std::ops::Range<usize>> {
    let mut best = 0..0;
    let mut most = 0;
    let mut start = 0;
    let mut n = 0;
    for (at, line) in lines.iter().enumerate() {
        if !is_sentence(&line.text) {
            start = at + 1;
            n = 0;
            continue;
        }
        n += line.text.len();
        if n > most && at > start {
            most = n;
            best = start..at + 1;
        }
    }
    (!best.is_empty()).then_some(best)
}

/// The first line that belongs to the story and not to the box before it.
fn begin(lines: &[Line], heading: usize, story: &std::ops::Range<usize>) -> usize {
    let mut at = story.start;
    let mut is_signed = false;
    while at > heading + 1 && is_head(&lines[at - 1].text) {
        at -= 1;
        is_signed |= says_who_or_when(&lines[at].text);
    }
    let before =
        lines.get(at.wrapping_sub(1)).filter(|_| at > heading + 1).map(|it| it.text.as_str());
    let Some(headline) = before.filter(|it| furniture::is_headline(it)) else { return at };
    // With words of their own, teasers take the first sentence after their headline.
    let has_lede = lines[heading..at - 1].iter().any(|it| is_sentence(&it.text));
    let first = &lines[story.start].text;
    let own = stems(headline);
    let n_shared = |text: &[Line]| {
        let of_text: HashSet<String> = text.iter().flat_map(|it| stems(&it.text)).collect();
        own.iter().filter(|it| of_text.contains(*it)).count()
    };
    let rest = &lines[story.start + usize::from(has_lede)..story.end];
    let n = n_shared(rest);
    if is_signed || (n >= 2 && n * 2 >= own.len()) {
        at -= 1;
        while at > heading + 1 && is_head(&lines[at - 1].text) {
            at -= 1;
        }
        return at;
    }
    let is_lede = at == story.start && has_lede && stems(first).iter().any(|it| own.contains(it));
    if is_lede { at + 1 } else { at }
}

fn is_sentence(text: &str) -> bool {
    !furniture::is_headline(text) && furniture::heading(text).is_none() && !is_head(text)
}

/// Whether a line may stand between a headline and the story.
fn is_head(text: &str) -> bool {
    says_who_or_when(text)
        || furniture::picture_file(text).is_some()
        || furniture::credit(text).is_some()
        || furniture::caption_and_credit(text).is_some()
}

fn says_who_or_when(text: &str) -> bool {
    date::line(text).is_some()
        || furniture::byline(text).is_some()
        || furniture::agency(text.trim_matches(['(', ')'])).is_some()
}

/// The beginnings of the words that carry meaning.
fn stems(text: &str) -> HashSet<String> {
    const SMALL: [&str; 22] = [
        "the", "and", "for", "with", "from", "after", "over", "into", "that", "this", "has",
        "have", "was", "were", "are", "said", "says", "say", "who", "its", "than", "not",
    ];
    text.split(|it: char| !it.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|it| it.chars().count() >= 3 && !SMALL.contains(&it.as_str()))
        .map(|it| it.chars().take(4).collect())
        .collect()
}
