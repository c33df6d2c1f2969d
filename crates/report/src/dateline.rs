//! Dateline: what stands before the first sentence, "KABUL, Aug. 4 (dpa) - ". It must not stay in
//! the sentence's way, and its place and day are wanted later. Where the place lies is not asked.

use std::ops::Range;

use crate::{date, furniture};

/// A dateline at the beginning of a paragraph, in bytes of the paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where its last character ends.
    pub(crate) end: usize,
    /// Where the story begins.
    pub(crate) story: usize,
    pub(crate) place: Option<Range<usize>>,
    pub(crate) day: Option<Range<usize>>,
    pub(crate) agency: Option<String>,
}

/// The longest: "UNITED NATIONS/ADDIS ABABA, Ethiopia, September 21, 2016 (Xinhua) --".
const LONGEST: usize = 120;

/// The dateline that a paragraph begins with.
pub(crate) fn find(paragraph: &str) -> Option<Found> {
    find_marked(paragraph).or_else(|| between_strokes(paragraph)).or_else(|| before_stop(paragraph))
}

/// "MOSCOW, May 12. /TASS/. ", "BAGHDAD / NINA / ": the agency stands between strokes.
fn between_strokes(paragraph: &str) -> Option<Found> {
    let open = paragraph.find('/').filter(|it| *it <= LONGEST)?;
    let close = open + 1 + paragraph[open + 1..].find('/')?;
    let agency = paragraph[open + 1..close].trim();
    furniture::agency(agency)?;
    let head = paragraph[..open].trim_end().trim_end_matches('.');
    with_agency(paragraph, head, agency, close + 1)
}

/// "YEREVAN, MAY 5, ARMENPRESS. ": the agency ends the dateline.
fn before_stop(paragraph: &str) -> Option<Found> {
    let (head, _) = paragraph.split_once(['.', ':']).filter(|(head, _)| head.len() <= LONGEST)?;
    let (place_and_day, agency) = head.rsplit_once(", ")?;
    furniture::agency(agency.trim())?;
    with_agency(paragraph, place_and_day, agency.trim(), head.len())
        .filter(|it| it.day.is_some() && it.place.is_some())
}

/// A dateline of place and day before an agency, which ends here but for stops and dashes.
fn with_agency(paragraph: &str, head: &str, agency: &str, end: usize) -> Option<Found> {
    let rest = &paragraph[end..];
    let n_marks = rest.find(|it: char| !(matches!(it, '.' | ':' | ' ') || is_dash(it)))?;
    let story = end + n_marks;
    let end = paragraph[..story].trim_end().len();
    if !begins_sentence(&paragraph[story..]) {
        return None;
    }
    let mark = Mark { head: head.len(), end, story, kind: MarkKind::Dash };
    let (mut found, places) = pieces(head, &mark)?;
    found.place = Some(places.first()?.start..places.last()?.end);
    found.agency = Some(agency.to_owned());
    Some(found)
}

fn is_dash(it: char) -> bool {
    matches!(it, '-' | '–' | '—' | '―' | '−' | '_')
}

fn find_marked(paragraph: &str) -> Option<Found> {
    let mut at = 0;
    while let Some(found) = paragraph.get(at..).and_then(|it| it.find(is_mark)) {
        let start = at + found;
        if start > LONGEST {
            break;
        }
        if let Some(mark) = mark(paragraph, start)
            && let Some(found) = read(paragraph, &mark)
        {
            return Some(with_tags(paragraph, found));
        }
        at = start + paragraph[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// The dateline with what a listening service puts behind it: "[REPORT] [BY JANE DOE] [TEXT]".
fn with_tags(paragraph: &str, found: Found) -> Found {
    const LAST: [&str; 5] = ["[text]", "[excerpt]", "[excerpts]", "[summary]", "[continued]"];
    let mut end = found.end;
    let mut rest = &paragraph[found.story..];
    while let Some(close) = rest.find(']').filter(|_| rest.starts_with('[')) {
        let is_last = LAST.iter().any(|it| rest[..=close].eq_ignore_ascii_case(it));
        rest = rest[close + 1..].trim_start();
        if is_last {
            end = paragraph[..paragraph.len() - rest.len()].trim_end().len();
        }
    }
    let story = paragraph[end..].find(|it| it != ' ').map(|it| end + it);
    match story {
        Some(story) if end > found.end => Found { end, story, ..found },
        _ => found,
    }
}

/// What parts a dateline from the story.
struct Mark {
    /// Where the words before it end.
    head: usize,
    /// Where it ends.
    end: usize,
    /// Where the story begins.
    story: usize,
    kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    /// "KABUL - ", "KABUL, Afghanistan — "
    Dash,
    /// "KABUL: "
    Colon,
    /// "(CNN) " with nothing after the bracket
    Bracket,
}

fn is_mark(it: char) -> bool {
    is_dash(it) || matches!(it, ':' | ')' | ']')
}

/// The mark at a place, if the characters around it let it be one.
fn mark(paragraph: &str, start: usize) -> Option<Mark> {
    let (before, rest) = (&paragraph[..start], &paragraph[start..]);
    let first = rest.chars().next()?;
    let (kind, head, end) = match first {
        ':' => (MarkKind::Colon, start, start + 1),
        ')' | ']' => (MarkKind::Bracket, start + 1, start + 1),
        _ => {
            let n_dashes = rest.find(|it| !is_mark(it) || ":)]".contains(it))?;
            // "DEIR EZ-ZOR", "Kiev–Moscow": without a space it is a part of a name, but some write
            // "KABUL—At least ten".
            // "Lima, May 5 (EFE).- "
            let is_stopped = before.ends_with(").");
            let is_apart = is_stopped || before.ends_with([' ', ')', ']']);
            if !is_apart && !(matches!(first, '—' | '―')) {
                return None;
            }
            (MarkKind::Dash, start - usize::from(is_stopped), start + n_dashes)
        }
    };
    let story = end + paragraph[end..].find(|it| it != ' ')?;
    // "10:30" and "KABUL:At": a colon has a space after it.
    if story == end && kind == MarkKind::Colon {
        return None;
    }
    begins_sentence(&paragraph[story..]).then_some(Mark { head, end, story, kind })
}

fn begins_sentence(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|it| it.is_uppercase() || it.is_numeric() || "\"'“‘«[".contains(it))
        || text.starts_with("al-")
        || text.starts_with("el-")
}

/// Reads what stands before a mark, if all of it is place, day and agency.
fn read(paragraph: &str, mark: &Mark) -> Option<Found> {
    let head = paragraph.get(..mark.head)?;
    let (outside, bracketed) = match head.rfind(['(', '[']) {
        Some(open) => {
            let close = head.rfind([')', ']']).filter(|it| open < *it)?;
            if !head[close + 1..].trim().is_empty() {
                return None;
            }
            (&head[..open], trimmed(head, open + 1..close))
        }
        None => (head, 0..0),
    };
    let (mut found, mut places) = pieces(outside, mark)?;
    if !bracketed.is_empty() {
        let words = &head[bracketed.clone()];
        if furniture::agency(words).is_some() || (!places.is_empty() && is_agency_like(words)) {
            found.agency = Some(words.to_owned());
        } else if places.is_empty() && is_place(words) && mark.kind == MarkKind::Dash {
            places.push(bracketed);
        } else {
            return None;
        }
    }
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        found.place = Some(first.start..last.end);
    }
    is_sure(paragraph, mark, &found, &places).then_some(found)
}

/// Place and day between commas, with the agency where it is one of them; and the places.
fn pieces(outside: &str, mark: &Mark) -> Option<(Found, Vec<Range<usize>>)> {
    let mut found = Found { end: mark.end, story: mark.story, ..Found::default() };
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // "MOSCOW. May 12 (Interfax) -"
    let is_stop = |at: usize| {
        let word = outside[..at].rsplit(' ').next().unwrap_or("");
        outside[at..].starts_with(". ") && is_shouted(word)
    };
    let marks = outside.match_indices([',', '.']).map(|(at, _)| at);
    let marks = marks.filter(|&at| outside[at..].starts_with(',') || is_stop(at));
    for end in marks.chain([outside.len()]) {
        let piece = &outside[from..end];
        let range = trimmed(outside, from..from + piece.len());
        from += piece.len() + 1;
        let words = &outside[range.clone()];
        let is_year = words.len() == 4 && words.bytes().all(|it| it.is_ascii_digit());
        if let Some(day) = found.day.as_mut().filter(|_| is_year) {
            day.end = range.end;
        } else if words.is_empty() {
            // "KABUL, Aug. 4, (dpa)" and brackets without anything before them.
        } else if date::is_day(words) {
            found.day = Some(range);
        } else if furniture::agency(words).is_some() {
            found.agency = Some(words.to_owned());
        } else if is_place(words) && found.day.is_none() {
            places.push(range);
        } else {
            return None;
        }
    }
    Some((found, places))
}

/// Whether enough speaks for a dateline: "Islamic State - the group" has a name and a dash too.
fn is_sure(paragraph: &str, mark: &Mark, found: &Found, places: &[Range<usize>]) -> bool {
    let Some(first) = places.first() else {
        return found.agency.is_some() && mark.kind != MarkKind::Colon;
    };
    let is_shouted = is_shouted(&paragraph[first.clone()])
        && !is_shouted_story(&paragraph[mark.story..])
        && !LABELS.contains(&&paragraph[first.clone()]);
    let in_brackets = paragraph[..first.start].ends_with(['(', '[']);
    match mark.kind {
        MarkKind::Dash => {
            is_shouted
                || in_brackets
                || found.agency.is_some()
                || found.day.is_some()
                || (places.len() > 1 && paragraph[mark.head..mark.end].contains(['–', '—', '―']))
        }
        MarkKind::Colon => {
            (is_shouted && first.len() > 3) || (found.agency.is_some() && mark.head > first.end)
        }
        MarkKind::Bracket => {
            found.agency.as_deref().is_some_and(|it| furniture::agency(it).is_some())
                && (is_shouted || found.day.is_some() || places.is_empty())
        }
    }
}

/// Words in capitals that stand before a dash or colon and are no place.
const LABELS: [&str; 24] = [
    "ALERT",
    "ANALYSIS",
    "BREAKING",
    "BREAKING NEWS",
    "CORRECTED",
    "CORRECTION",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACTBOX",
    "FILE",
    "FILE PHOTO",
    "FLASH",
    "LIVE",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTOS",
    "TIMELINE",
    "UPDATE",
    "UPDATED",
    "URGENT",
    "VIDEO",
    "WATCH",
    "WRAPUP",
];

/// Up to six words that are names: each begins with a capital, or is a small word in between.
fn is_place(words: &str) -> bool {
    const SMALL: [&str; 16] = [
        "of", "the", "and", "de", "del", "la", "le", "al", "el", "near", "upon", "du", "da", "in",
        "on", "sur",
    ];
    /// "UNITED NATIONS", "Port-au-Prince", "near Tell Abyad on the Turkish border"
    const MOST_WORDS: usize = 6;
    let is_name = |word: &str| {
        // "MANAGUA (NICARAGUA), 26 AUG 89 (DPA) --"
        let word = word.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(word);
        let letters = word.trim_start_matches(['\'', '’', '`', '‘']);
        let letters = ["al-", "el-", "az-", "ez-", "as-", "es-", "ad-", "ed-", "ar-", "at-", "an-"]
            .iter()
            .find_map(|it| letters.strip_prefix(it))
            .unwrap_or(letters);
        letters.starts_with(char::is_uppercase)
            && letters.chars().all(|it| it.is_alphabetic() || "-'’`./‘".contains(it))
    };
    let list: Vec<&str> = words.split(' ').collect();
    (1..=MOST_WORDS).contains(&list.len())
        && list.iter().any(|it| is_name(it))
        && list.iter().all(|it| is_name(it) || SMALL.contains(it))
}

/// What may be an agency's name in brackets after a place, without being a known one.
fn is_agency_like(words: &str) -> bool {
    let n_words = words.split(' ').count();
    n_words <= 4 && words.len() <= 40 && words.starts_with(char::is_alphabetic)
}

fn is_shouted(words: &str) -> bool {
    /// More words in capitals are a headline.
    const MOST_WORDS: usize = 3;
    if words.split(' ').count() > MOST_WORDS {
        return false;
    }
    let n_upper = words.chars().filter(|it| it.is_uppercase()).count();
    let n_lower = words.chars().filter(|it| it.is_lowercase()).count();
    // "DEIR al-ZOR", "McALLEN"
    n_upper >= 3 && n_lower <= 2
}

/// Whether the story goes on in capitals, so that capitals say nothing.
fn is_shouted_story(story: &str) -> bool {
    let letters = || story.chars().filter(|it| it.is_alphabetic()).take(40);
    letters().filter(|it| it.is_lowercase()).count() * 4 < letters().count()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or("");
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dateline's parts and the story's first words, as a person would tell them apart.
    #[track_caller]
    fn check(paragraph: &str, parts: &str) {
        let read = match find(paragraph) {
            None => "none".to_owned(),
            Some(found) => {
                let words =
                    |it: Option<Range<usize>>| it.map_or("", |it| &paragraph[it]).to_owned();
                let story = &paragraph[found.story..];
                let agency = found.agency.unwrap_or_default();
                let place = words(found.place);
                let day = words(found.day);
                format!("{} | {place} | {day} | {agency} | {story}", &paragraph[..found.end])
            }
        };
        assert_eq!(read, parts);
    }

    #[test]
    fn agencies_and_papers_write_datelines_in_many_ways() {
        check(
            "KABUL, Aug. 4 (dpa) - Ten died.",
            "KABUL, Aug. 4 (dpa) - | KABUL | Aug. 4 | dpa | Ten died.",
        );
        check(
            "BEIRUT (Reuters) - Ten died.",
            "BEIRUT (Reuters) - | BEIRUT |  | Reuters | Ten died.",
        );
        check(
            "DAMASCUS, March 3 — Ten died.",
            "DAMASCUS, March 3 — | DAMASCUS | March 3 |  | Ten died.",
        );
        check(
            "KABUL, Afghanistan (AP) — Ten died.",
            "KABUL, Afghanistan (AP) — | KABUL, Afghanistan |  | AP | Ten died.",
        );
        check(
            "DAMASCUS, Jan. 3, 2016 (Xinhua) -- Ten died.",
            "DAMASCUS, Jan. 3, 2016 (Xinhua) -- | DAMASCUS | Jan. 3, 2016 | Xinhua | Ten died.",
        );
        check(
            "Beirut, Lebanon – Ten died.",
            "Beirut, Lebanon – | Beirut, Lebanon |  |  | Ten died.",
        );
        check("(Beirut) – Ten died.", "(Beirut) – | Beirut |  |  | Ten died.");
        check("(CNN)Ten died.", "(CNN) |  |  | CNN | Ten died.");
        check(
            "Gaza City (dpa) - \"Ten died.\"",
            "Gaza City (dpa) - | Gaza City |  | dpa | \"Ten died.\"",
        );
        check("Damascus, SANA – Ten died.", "Damascus, SANA – | Damascus |  | SANA | Ten died.");
        check(
            "Baghdad (Tigris Daily) – Ten died.",
            "Baghdad (Tigris Daily) – | Baghdad |  | Tigris Daily | Ten died.",
        );
        check(
            "MANAGUA (NICARAGUA), 26 AUG 89 (DPA) -- TEN DIED.",
            "MANAGUA (NICARAGUA), 26 AUG 89 (DPA) -- | MANAGUA (NICARAGUA) | 26 AUG 89 | DPA | TEN DIED.",
        );
        check(
            "MOSCOW, May 12. /TASS/. Ten died.",
            "MOSCOW, May 12. /TASS/. | MOSCOW | May 12 | TASS | Ten died.",
        );
        check("BAGHDAD / NINA / Ten died.", "BAGHDAD / NINA / | BAGHDAD |  | NINA | Ten died.");
        check(
            "Lima, May 5 (EFE).- Ten died.",
            "Lima, May 5 (EFE).- | Lima | May 5 | EFE | Ten died.",
        );
        check(
            "YEREVAN, MAY 5, ARMENPRESS. Ten died.",
            "YEREVAN, MAY 5, ARMENPRESS. | YEREVAN | MAY 5 | ARMENPRESS | Ten died.",
        );
        check(
            "MOSCOW. May 12 (Interfax) - Ten died.",
            "MOSCOW. May 12 (Interfax) - | MOSCOW | May 12 | Interfax | Ten died.",
        );
        check("KABUL—Ten died.", "KABUL— | KABUL |  |  | Ten died.");
        check("KABUL: Ten died.", "KABUL: | KABUL |  |  | Ten died.");
        check(
            "DEIR EZ-ZOR/BEIRUT — Ten died.",
            "DEIR EZ-ZOR/BEIRUT — | DEIR EZ-ZOR/BEIRUT |  |  | Ten died.",
        );
        check(
            "SANTIAGO, 11 APR 90 (DPA) -- [TEXT] TEN DIED.",
            "SANTIAGO, 11 APR 90 (DPA) -- [TEXT] | SANTIAGO | 11 APR 90 | DPA | TEN DIED.",
        );
        check(
            "GAZA — al-Aqsa hospital took in ten.",
            "GAZA — | GAZA |  |  | al-Aqsa hospital took in ten.",
        );
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        check("Islamic State - the extremist group - fled.", "none");
        check("Islamic State — The group — fled.", "none");
        check("ISIS - the group - fled.", "none");
        check("The WTC–Cortlandt station opened.", "none");
        check("At least ten people - Five of them children - died.", "none");
        check("Ten died in Homs (SANA said) - Five more are missing.", "none");
        check("GUERRILLAS FLED - POLICE SAID.", "none");
        check("BREAKING: Ten died.", "none");
        check("FILE - Smoke over Homs.", "none");
        check("TEN DIED IN HOMS – Police searched the city.", "none");
        check("Police: Ten died.", "none");
        check("The bombers, says TASS. Ten died.", "none");
        check("Monday, May 5. Ten died.", "none");
        check("He or she / he said / Ten died.", "none");
        check("The talks begin at 10:30 in Geneva.", "none");
        check("", "none");
        check("-", "none");
        check("KABUL -", "none");
        check(")(", "none");
    }
}
