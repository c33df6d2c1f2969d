//! Date: when a report was published and changed, from a line or from what markup says. Days within
//! a story ("on Sunday") are not read here.

use jiff::{Timestamp, civil::Date};

use crate::Moment;

/// The days in a line that is nothing but dates: "Published: Sunday, 21 February 2016, 14:30 GMT".
pub(crate) fn line(line: &str) -> Option<Line> {
    /// "Published: Wednesday, 21 September 2016, 14:30 GMT, last updated: …"
    const LONGEST: usize = 240;
    if line.len() > LONGEST {
        return None;
    }
    let mut said = Line::default();
    for part in labelled(line) {
        let is_update = begins_with(part, &UPDATED);
        let moment = match day(part) {
            Some(day) => Moment::with_words(day, part),
            // "Last updated: 22.40", of the same day
            None if is_update && is_only_time(part) => {
                let moment = Moment::with_words(said.published?.day(), part);
                moment.time().is_some().then_some(moment)?
            }
            None => return None,
        };
        let slot = if is_update { &mut said.updated } else { &mut said.published };
        slot.get_or_insert(moment);
    }
    (said != Line::default()).then_some(said)
}

/// What a line that is nothing but dates says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) published: Option<Moment>,
    /// When it was changed after that.
    pub(crate) updated: Option<Moment>,
}

const UPDATED: [&str; 9] = [
    "updated",
    "last updated",
    "update",
    "modified",
    "last modified",
    "aktualisiert",
    "zuletzt aktualisiert",
    "actualizado",
    "mis à jour",
];
const PUBLISHED: [&str; 8] = [
    "published",
    "first published",
    "posted",
    "created",
    "issued",
    "veröffentlicht",
    "publié",
    "publicado",
];

/// The pieces of a line that each begin with "published" or "updated", with what stands before the
/// first.
fn labelled(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut is_after_label = true;
    for (at, _) in line.match_indices(|it: char| it.is_alphabetic()) {
        let is_inside = line[..at].ends_with(char::is_alphanumeric);
        if is_inside || at < from {
            continue;
        }
        let is_label = begins_with(&line[at..], &UPDATED) || begins_with(&line[at..], &PUBLISHED);
        // "Last updated" and "First published" hold a label within.
        if is_label && !is_after_label {
            parts.push(line[from..at].trim());
            from = at;
        }
        is_after_label = is_label || (is_after_label && !line[from..at].contains(char::is_numeric));
    }
    parts.push(line[from..].trim());
    parts.retain(|it| it.contains(char::is_numeric));
    parts
}

fn begins_with(text: &str, labels: &[&str]) -> bool {
    let text = text.trim_start();
    labels.iter().any(|label| {
        let mut rest = text.chars();
        label.chars().all(|it| rest.next().is_some_and(|other| other.to_lowercase().eq([it])))
            && !rest.next().is_some_and(char::is_alphabetic)
    })
}

/// The one day in words that say nothing else.
fn day(line: &str) -> Option<Date> {
    /// More words say more than a date.
    const MOST_WORDS: usize = 24;
    let words: Vec<&str> =
        line.split(|it: char| it.is_whitespace() || ",;|()·•–—".contains(it)).collect();
    let words: Vec<&str> = words
        .iter()
        .map(|it| it.trim_matches(['.', ':', '-']))
        .filter(|it| !it.is_empty())
        .collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut day = Parts::default();
    for (i, word) in words.iter().enumerate() {
        let low = word.to_lowercase();
        if day.date().is_some() {
            let is_known =
                is_clock(&low) || is_filler(&low) || weekday(&low) || number(&low).is_some();
            if !is_known {
                return None;
            }
            continue;
        }
        if let Some(date) = numeric(&low) {
            day =
                Parts { day: Some(date.day()), month: Some(date.month()), year: Some(date.year()) };
        } else if let Some(month) = month(&low) {
            day.month = Some(month);
        } else if is_clock(&low) || is_filler(&low) || weekday(&low) {
        } else if let Some(n) = number(&low) {
            let is_hour = words.get(i + 1).is_some_and(|it| is_half_of_day(&it.to_lowercase()));
            match n {
                1..=31 if day.day.is_none() && !is_hour => day.day = i8::try_from(n).ok(),
                1900..=2199 if day.year.is_none() => day.year = i16::try_from(n).ok(),
                // "11 APR 90": agencies wrote two digits.
                70..=99 if day.day.is_some() && day.month.is_some() => {
                    day.year = i16::try_from(1900 + n).ok();
                }
                _ if is_hour => {}
                _ => return None,
            }
        } else {
            return None;
        }
    }
    day.date()
}

/// Whether a line is nothing but a weekday, an hour or a day without its year.
pub(crate) fn is_only_time(line: &str) -> bool {
    let words =
        line.split([' ', ',', ';', '|', '•', '·']).map(|it| it.trim_matches(['.', ':', '-']));
    words.filter(|it| !it.is_empty()).map(str::to_lowercase).all(|it| {
        weekday(&it)
            || month(&it).is_some()
            || number(&it).is_some()
            || is_clock(&it)
            || is_filler(&it)
            || is_numeric(&it)
            || matches!(it.as_str(), "ago" | "hour" | "hours" | "minutes" | "today" | "yesterday")
    })
}

/// The moment in what markup says: "2016-02-21T14:30:00+01:00", "Sun, 21 Feb 2016 14:30:00 GMT".
///
/// The day is the one the page names; a page of 23:30 in Beirut was published on that day, whatever
/// the day was in Greenwich.
pub(crate) fn of_markup(text: &str) -> Option<Moment> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        // Seconds or milliseconds since 1970; others write "20160221".
        let at = match text.len() {
            10 => Timestamp::from_second(text.parse().ok()?).ok()?,
            13 => Timestamp::from_millisecond(text.parse().ok()?).ok()?,
            _ => return Some(compact(text)?.into()),
        };
        return Some(Moment::of_timestamp(at));
    }
    if let Some(head) = text.get(..10)
        && let Ok(day) = head.replace('/', "-").parse::<Date>()
    {
        return sensible(Moment::with_words(day, &text[10..]));
    }
    if let Some(head) = text.get(..8)
        && let Some(day) = compact(head)
    {
        return sensible(Moment::with_words(day, text[8..].trim_start_matches(['T', 't'])));
    }
    // "Mon Mar 07 2016 14:30:00 GMT+0100 (CET)"
    let text = text.split_once('(').map_or(text, |it| it.0);
    line(text).and_then(|it| it.published.or(it.updated)).and_then(sensible)
}

/// "20160221"
fn compact(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let year = digits[..4].parse().ok()?;
    Date::new(year, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

/// Systems write "0001-01-01" and "1970-01-01T00:00:00Z" where they know no day.
fn sensible(moment: Moment) -> Option<Moment> {
    let is_zero = moment.day().year() < 1900
        || (moment.day() == Date::constant(1970, 1, 1) && moment.exactness() > 0);
    (!is_zero).then_some(moment)
}

/// Whether words are a day without its year, or with it: "March 3", "Aug. 4", "21 Feb 2016".
pub(crate) fn is_day(words: &str) -> bool {
    let mut parts = Parts::default();
    let words = words.split([' ', ',']).map(|it| it.trim_matches('.')).filter(|it| !it.is_empty());
    for word in words {
        let low = word.to_lowercase();
        if let Some(month) = month(&low) {
            if parts.month.replace(month).is_some() {
                return false;
            }
        } else if let Some(n) = number(&low) {
            match n {
                1..=31 if parts.day.is_none() => parts.day = i8::try_from(n).ok(),
                // "SANTIAGO, 11 APR 90": agencies wrote two digits.
                0..=99 | 1900..=2199 if parts.day.is_some() => parts.year = i16::try_from(n).ok(),
                _ => return false,
            }
        } else if !weekday(&low) {
            return false;
        }
    }
    parts.month.is_some() && parts.day.is_some()
}

#[derive(Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

impl Parts {
    fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }
}

/// "2016-02-21", "2016/02/21", "21.02.2016"; "21/02/2016" only where it cannot be the other way.
fn numeric(word: &str) -> Option<Date> {
    let separator = word.chars().find(|it| !it.is_ascii_digit())?;
    if !"-/.".contains(separator) {
        return None;
    }
    let word = word.split_once('t').map_or(word, |(date, _)| date);
    let mut parts = word.split(separator).map(|it| match it.len() {
        1..=4 if it.bytes().all(|it| it.is_ascii_digit()) => it.parse::<i16>().ok(),
        _ => None,
    });
    let (one, two, three) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match (one, two, three) {
        (1900..=2199, month, day) => (one, month, day),
        (day, month, 1900..=2199) if separator == '.' || day > 12 || day == month => {
            (three, month, day)
        }
        (month, day, 1900..=2199) if day > 12 => (three, month, day),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "03/04/2016", whichever day that is.
fn is_numeric(word: &str) -> bool {
    let is_part =
        |it: &str| matches!(it.len(), 1 | 2 | 4) && it.bytes().all(|it| it.is_ascii_digit());
    word.split(['-', '/', '.']).count() == 3 && word.split(['-', '/', '.']).all(is_part)
}

/// A plain or ordinal number: "21", "21st".
fn number(low: &str) -> Option<u16> {
    let digits = low.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let ending = low.get(digits.len()..)?;
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then_some(())?;
    if digits.len() > 4 { None } else { digits.parse().ok() }
}

fn month(low: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let low = low.trim_end_matches('.');
    let at = MONTHS
        .iter()
        .position(|it| {
            *it == low || it.get(..3) == Some(low) || (low == "sept" && *it == "september")
        })
        .or_else(|| OTHER_MONTHS.iter().position(|it| it.split(' ').any(|it| it == low)))?;
    i8::try_from(at + 1).ok()
}

/// Months as the frames of German, French, Spanish and Italian papers name them around English text.
const OTHER_MONTHS: [&str; 12] = [
    "januar janvier enero gennaio",
    "februar février febrero febbraio",
    "märz mars marzo",
    "avril abril aprile",
    "mai mayo maggio",
    "juni juin junio giugno",
    "juli juillet julio luglio",
    "août agosto",
    "septembre septiembre settembre",
    "oktober octobre octubre ottobre",
    "novembre noviembre",
    "dezember décembre diciembre dicembre",
];

fn weekday(low: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let low = low.trim_end_matches('.');
    DAYS.iter().any(|it| *it == low || it.get(..3) == Some(low))
        || matches!(low, "tues" | "thur" | "thurs")
}

/// "14:30", "14.30", "2:30pm", "1430h", "14h30".
fn is_clock(low: &str) -> bool {
    if is_half_of_day(low) {
        return true;
    }
    let low = low.trim_end_matches('z');
    let low =
        ["am", "pm", "a.m", "p.m", "h"].iter().find_map(|it| low.strip_suffix(it)).unwrap_or(low);
    let is_marked = low.contains([':', '.', 'h']);
    let is_digits =
        |it: &str| !it.is_empty() && it.len() <= 6 && it.bytes().all(|it| it.is_ascii_digit());
    is_marked && low.split([':', '.', 'h', '+']).all(is_digits)
}

fn is_half_of_day(low: &str) -> bool {
    matches!(low, "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m.")
}

/// Words that stand around a date without saying another thing.
fn is_filler(low: &str) -> bool {
    const FILLERS: [&str; 75] = [
        "published",
        "updated",
        "update",
        "modified",
        "posted",
        "created",
        "date",
        "last",
        "first",
        "on",
        "at",
        "of",
        "the",
        "time",
        "local",
        "from",
        "issued",
        "release",
        "released",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "pst",
        "pdt",
        "pt",
        "cst",
        "cdt",
        "bst",
        "cet",
        "cest",
        "eet",
        "eest",
        "ist",
        "msk",
        "jst",
        "aest",
        "sast",
        "wat",
        "eat",
        "aedt",
        "awst",
        "hkt",
        "sgt",
        "pkt",
        "npt",
        "idt",
        "mst",
        "mdt",
        "ct",
        "mt",
        "nzst",
        "nzdt",
        "kst",
        "trt",
        "z",
        "hrs",
        "uhr",
        "um",
        "am",
        "den",
        "stand",
        "veröffentlicht",
        "aktualisiert",
        "zuletzt",
        "publié",
        "publicado",
        "actualizado",
        "le",
        "à",
        "el",
        "de",
        "mis",
        "jour",
    ];
    let low = ["gmt", "utc"]
        .iter()
        .find_map(|it| low.strip_prefix(it).filter(|it| it.starts_with(['+', '-'])))
        .unwrap_or(low);
    let offset = low.trim_start_matches(['+', '-']);
    FILLERS.contains(&low)
        || (offset.len() < low.len() && offset.bytes().all(|it| it.is_ascii_digit() || it == b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, day: &str) {
        let read = match line(text) {
            Some(Line { published, updated }) => {
                let updated = updated.map(|it| format!("updated {it}"));
                let said = published.map(|it| it.to_string()).into_iter().chain(updated);
                said.collect::<Vec<_>>().join(" ")
            }
            None => "no day".to_owned(),
        };
        assert_eq!(read, day, "for {text:?}");
    }

    #[test]
    fn a_line_with_a_date_is_a_day() {
        check("21 February 2016", "2016-02-21");
        check("February 21, 2016", "2016-02-21");
        check("Feb. 21, 2016 2:30 p.m. ET", "2016-02-21T14:30:00-05:00");
        check("Published: Sunday, 21st February 2016, 14:30 GMT", "2016-02-21T14:30:00+00:00");
        check("Posted on Sept 4, 2016 at 4 pm", "2016-09-04T16:00:00");
        check("Sun 21 Feb 2016 14.30 GMT", "2016-02-21T14:30:00+00:00");
        check("2016-02-21 14:30", "2016-02-21T14:30:00");
        check("Veröffentlicht: 21. März 2016, 14:30 Uhr", "2016-03-21T14:30:00");
        check("21.02.2016", "2016-02-21");
        check("11 APR 90", "1990-04-11");
    }

    #[test]
    fn a_line_that_says_more_is_no_date() {
        check("On 21 February 2016 a bomb went off", "no day");
        check("May 2016", "no day");
        check("Sunday", "no day");
        check("21 February", "no day");
        check("31 February 2016", "no day");
        check("12 killed", "no day");
        check("", "no day");
    }

    #[test]
    fn a_date_that_can_be_two_days_is_none() {
        check("03/04/2016", "no day");
        check("21/02/2016", "2016-02-21");
        check("02/21/2016", "2016-02-21");
        check("04/04/2016", "2016-04-04");
    }

    #[test]
    fn a_line_may_name_the_publication_and_the_update() {
        check(
            "Published 21 February 2016 | Updated 22 February 2016",
            "2016-02-21 updated 2016-02-22",
        );
        check("Last updated: 22 Feb 2016", "updated 2016-02-22");
        check(
            "Updated 22 Feb 2016 9:05 am IST | First published 21 Feb 2016, 6 pm IST",
            "2016-02-21T18:00:00 updated 2016-02-22T09:05:00",
        );
        check(
            "21 February 2016, 17:05 GMT. Last updated at 22:40 GMT",
            "2016-02-21T17:05:00+00:00 updated 2016-02-21T22:40:00+00:00",
        );
    }

    #[test]
    fn markup_names_the_day_of_its_publisher() {
        let day = |it| of_markup(it).map_or("no day".to_owned(), |it| it.to_string());
        assert_eq!(day("2016-02-21T23:30:00+02:00"), "2016-02-21T23:30:00+02:00");
        assert_eq!(day("2016-02-21T23:30:00.123Z"), "2016-02-21T23:30:00+00:00");
        assert_eq!(day(" 20160221T233000Z"), "2016-02-21T23:30:00+00:00");
        assert_eq!(day("20160221"), "2016-02-21");
        assert_eq!(day("2016-02-21"), "2016-02-21");
        assert_eq!(day("1456061400"), "2016-02-21T13:30:00+00:00");
        assert_eq!(day("Sun, 21 Feb 2016 14:30:00 +0100"), "2016-02-21T14:30:00+01:00");
        assert_eq!(day("Sun Feb 21 2016 14:30:00 GMT+0100 (CET)"), "2016-02-21T14:30:00+01:00");
        assert_eq!(day("0001-01-01T00:00:00Z"), "no day");
        assert_eq!(day("February 21, 2016"), "2016-02-21");
        assert_eq!(day("yesterday"), "no day");
        assert_eq!(day("0000-00-00"), "no day");
        assert_eq!(day("ééééé"), "no day");
    }

    #[test]
    fn hours_and_weekdays_alone_are_only_time() {
        let lines = ["Monday", "14:30 GMT", "7 March", "2 hours ago", "Nine die", "May day vote"];
        let read: Vec<&str> = lines.into_iter().filter(|it| is_only_time(it)).collect();
        assert_eq!(read, ["Monday", "14:30 GMT", "7 March", "2 hours ago"]);
    }

    #[test]
    fn days_of_datelines_need_no_year() {
        let read: Vec<&str> = ["March 3", "Aug. 4", "11 APR 90", "Feb 21, 2016", "Sunday, May 1"]
            .into_iter()
            .filter(|it| is_day(it))
            .collect();
        assert_eq!(read, ["March 3", "Aug. 4", "11 APR 90", "Feb 21, 2016", "Sunday, May 1"]);
        let read: Vec<&str> = ["March", "3", "Sunday", "Syria", "", "May"]
            .into_iter()
            .filter(|it| is_day(it))
            .collect();
        assert_eq!(read, [""; 0]);
    }
}
