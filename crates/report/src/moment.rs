//! Moment: a day with the time and the zone, as far as a page says them. Which of a page's days is
//! that of publication is for `meta.rs`; the form of a date within a line is for `date.rs`.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{Offset, TimeZone},
};

/// A day, its time where one is said, and the zone of that time where one is said.
///
/// Invariant: without a time there is no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    day: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl From<Date> for Moment {
    fn from(day: Date) -> Moment {
        Moment { day, time: None, offset: None }
    }
}

impl fmt::Display for Moment {
    /// "2016-02-21", "2016-02-21T14:30:00", "2016-02-21T14:30:00+01:00".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        let Some(offset) = self.offset else { return Ok(()) };
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

impl Moment {
    /// The day, in the zone of the publisher.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The time of the day.
    pub fn time(&self) -> Option<Time> {
        self.time
    }

    /// How far the clock was from Greenwich's.
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// The same moment on the clocks of the world, where the zone is said.
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.day.to_datetime(self.time?)).ok()
    }

    /// A day with what the words after it say of the time: "T14:30:00.000Z", "at 2:30 pm ET".
    pub(crate) fn with_words(day: Date, words: &str) -> Moment {
        let Some((time, rest)) = clock(words) else { return day.into() };
        let offset = zone(rest, day, time);
        Moment { day, time: Some(time), offset }
    }

    /// A moment in Greenwich.
    pub(crate) fn of_timestamp(at: Timestamp) -> Moment {
        let at = Offset::UTC.to_datetime(at);
        Moment { day: at.date(), time: Some(at.time()), offset: Some(Offset::UTC) }
    }

    /// Whether two moments may be one: what both say is the same, seconds apart at most.
    pub(crate) fn agrees(&self, other: &Moment) -> bool {
        /// Systems write the time of saving and that of sending.
        const SECONDS: i64 = 90;
        if let (Some(one), Some(other)) = (self.instant(), other.instant()) {
            return (one.as_second() - other.as_second()).abs() <= SECONDS;
        }
        let (Some(one), Some(two)) = (self.time, other.time) else {
            return self.day == other.day;
        };
        let (first, second) = (self.day.to_datetime(one), other.day.to_datetime(two));
        let apart = first.duration_until(second).as_secs().abs();
        // One without its zone may be on another clock of the world.
        let is_open = self.offset.is_some() != other.offset.is_some();
        let from_zone = apart % (15 * 60);
        let is_zone = apart <= 14 * 60 * 60 && from_zone.min(15 * 60 - from_zone) <= SECONDS;
        apart <= SECONDS || (is_open && is_zone)
    }

    /// How much is said: a day, a time, a zone.
    pub(crate) fn exactness(&self) -> u8 {
        u8::from(self.time.is_some()) + u8::from(self.offset.is_some())
    }
}

/// The first time in words, and the words after it.
fn clock(words: &str) -> Option<(Time, &str)> {
    for (at, _) in words.match_indices(|it: char| it.is_ascii_digit()) {
        let is_within = words[..at]
            .ends_with(|it: char| it.is_ascii_digit() || matches!(it, ':' | '.' | '-' | '/' | '+'));
        if is_within {
            continue;
        }
        if let Some(found) = clock_here(&words[at..]) {
            return Some(found);
        }
    }
    None
}

/// "14:30:05.123", "14.30", "14h30", "1430", "2:30 p.m.", "2 pm", at the beginning of the words.
fn clock_here(words: &str) -> Option<(Time, &str)> {
    let n_digits = words.find(|it: char| !it.is_ascii_digit()).unwrap_or(words.len());
    let (first, mut rest) = words.split_at(n_digits);
    let (mut hour, mut minute, mut second) = (first.parse::<i8>().ok(), 0, 0);
    let mut is_marked = false;
    if let Some(after) = rest.strip_prefix([':', '.', 'h', 'H'])
        && let Some(two) = after.get(..2).and_then(two_digits)
        && !after[2..].starts_with(|it: char| it.is_ascii_digit())
        && n_digits <= 2
    {
        // "21.02.2016" is a day.
        if rest.starts_with('.')
            && after[2..].starts_with('.')
            && after[3..].starts_with(|it: char| it.is_ascii_digit())
        {
            return None;
        }
        (minute, rest, is_marked) = (two, &after[2..], true);
        if let Some(after) = rest.strip_prefix(':')
            && let Some(two) = after.get(..2).and_then(two_digits)
        {
            (second, rest) = (two, &after[2..]);
            if let Some(after) = rest.strip_prefix(['.', ',']) {
                rest = after.trim_start_matches(|it: char| it.is_ascii_digit());
            }
        }
    } else if matches!(n_digits, 4 | 6) {
        // "T143000Z", "1430 GMT"
        let is_told = n_digits == 6
            || rest.trim_start().get(..3).is_some_and(|it| {
                matches!(it.to_ascii_uppercase().as_str(), "GMT" | "UTC" | "HRS" | "EST" | "EDT")
            })
            || rest.starts_with(['Z', 'h']);
        if !is_told {
            return None;
        }
        hour = two_digits(&first[..2]);
        minute = two_digits(&first[2..4])?;
        second = if n_digits == 6 { two_digits(&first[4..])? } else { 0 };
        is_marked = true;
    }
    let low = rest.trim_start().to_ascii_lowercase();
    let half = ["a.m.", "a.m", "am", "p.m.", "p.m", "pm"].iter().find(|it| {
        low.starts_with(**it) && !low[it.len()..].starts_with(|it: char| it.is_alphanumeric())
    });
    if let Some(half) = half {
        let n_blank = rest.len() - rest.trim_start().len();
        rest = &rest[n_blank + half.len()..];
        hour = match (hour?, half.starts_with('p')) {
            (12, false) => Some(0),
            (it @ 1..=11, true) => Some(it + 12),
            (it, _) => Some(it),
        };
    } else if !is_marked {
        return None;
    }
    Some((Time::new(hour?, minute, second, 0).ok()?, rest))
}

fn two_digits(text: &str) -> Option<i8> {
    if text.bytes().all(|it| it.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The zone that words after a time begin with: "Z", "+0100", "GMT+2", "(CET)", "ET".
fn zone(words: &str, day: Date, time: Time) -> Option<Offset> {
    let words = words.trim_start_matches([' ', ',', '(', '[']);
    let words = words.strip_prefix("Uhr").map_or(words, str::trim_start);
    let words = words.strip_prefix("hrs").map_or(words, str::trim_start);
    if words.starts_with(['+', '-', '−']) {
        return numeric_offset(words);
    }
    let end = words.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let name = name.to_ascii_uppercase();
    if matches!(name.as_str(), "GMT" | "UTC")
        && let Some(offset) = numeric_offset(rest.trim_start())
    {
        return Some(offset);
    }
    let of_rule = |rule: &str| {
        let zone = TimeZone::posix(rule).ok()?;
        Some(zone.to_offset(zone.to_timestamp(day.to_datetime(time)).ok()?))
    };
    match name.as_str() {
        // Americans write the zone without its season.
        "ET" => return of_rule("EST5EDT,M3.2.0,M11.1.0"),
        "CT" => return of_rule("CST6CDT,M3.2.0,M11.1.0"),
        "MT" => return of_rule("MST7MDT,M3.2.0,M11.1.0"),
        "PT" => return of_rule("PST8PDT,M3.2.0,M11.1.0"),
        _ => {}
    }
    let minutes = ZONES.iter().find(|(it, _)| *it == name)?.1;
    Offset::from_seconds(minutes * 60).ok()
}

/// "+01:00", "+0100", "+1"
fn numeric_offset(words: &str) -> Option<Offset> {
    let sign = match words.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let words = words.trim_start_matches(['+', '-', '−']);
    let n_digits = words.find(|it: char| !it.is_ascii_digit()).unwrap_or(words.len());
    let (first, rest) = words.split_at(n_digits);
    let (hours, minutes) = match n_digits {
        1 | 2 => {
            let minutes = rest.strip_prefix(':').and_then(|it| it.get(..2)).and_then(two_digits);
            (first.parse::<i32>().ok()?, i32::from(minutes.unwrap_or(0)))
        }
        4 => (first[..2].parse().ok()?, first[2..].parse().ok()?),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()
}

/// Names of zones that mean one thing, in minutes from Greenwich. "IST" (India, Israel, Ireland) and
/// "AST" (Arabia, the Atlantic) do not.
const ZONES: [(&str, i32); 48] = [
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("WAT", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("CAT", 120),
    ("SAST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("IDT", 180),
    ("MSK", 180),
    ("EAT", 180),
    ("TRT", 180),
    ("IRST", 210),
    ("GST", 240),
    ("AZT", 240),
    ("PKT", 300),
    ("UZT", 300),
    ("NPT", 345),
    ("ICT", 420),
    ("WIB", 420),
    ("HKT", 480),
    ("SGT", 480),
    ("MYT", 480),
    ("PHT", 480),
    ("PHST", 480),
    ("AWST", 480),
    ("KST", 540),
    ("JST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("ART", -180),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MDT", -360),
    ("PDT", -420),
    ("PST", -480),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A day of summer with these words after it.
    #[track_caller]
    fn check(words: &str, moment: &str) {
        let day = "2016-07-21".parse().expect("it is a day");
        assert_eq!(Moment::with_words(day, words).to_string(), moment, "for {words:?}");
    }

    #[test]
    fn times_are_written_in_many_ways() {
        check("T14:30:05.123", "2016-07-21T14:30:05");
        check(" 14.30", "2016-07-21T14:30:00");
        check(" 14h30", "2016-07-21T14:30:00");
        check(", 2:30 p.m.", "2016-07-21T14:30:00");
        check(" at 12 am", "2016-07-21T00:00:00");
        check(" at 12:05pm", "2016-07-21T12:05:00");
        check("T143005Z", "2016-07-21T14:30:05+00:00");
        check(" 1430 GMT", "2016-07-21T14:30:00+00:00");
    }

    #[test]
    fn zones_are_names_or_numbers() {
        check("T14:30:00+01:00", "2016-07-21T14:30:00+01:00");
        check(" 14:30:00 -0430", "2016-07-21T14:30:00-04:30");
        check(" 14:30 (CEST)", "2016-07-21T14:30:00+02:00");
        check(" 14:30 GMT+3", "2016-07-21T14:30:00+03:00");
        check(" 2:30 p.m. ET", "2016-07-21T14:30:00-04:00");
        check(" 14:30 Uhr MESZ", "2016-07-21T14:30:00+02:00");
    }

    #[test]
    fn a_zone_of_two_meanings_is_none() {
        check(" 14:30 IST", "2016-07-21T14:30:00");
    }

    #[test]
    fn what_is_no_time_leaves_the_day() {
        check("", "2016-07-21");
        check(" 2016", "2016-07-21");
        check(" 25:30", "2016-07-21");
        check(" 21.02.2016", "2016-07-21");
        check(" é:30 1é", "2016-07-21");
        check(" 3 minutes", "2016-07-21");
    }

    #[test]
    fn moments_agree_where_both_say_the_same() {
        let agrees = |one: &str, other: &str| {
            let day = "2016-07-21".parse().expect("it is a day");
            Moment::with_words(day, one).agrees(&Moment::with_words(day, other))
        };
        assert!(agrees("14:30 CEST", "12:30 GMT"));
        assert!(agrees("14:30 CEST", ""));
        assert!(agrees("14:30 CEST", "14:30:20"));
        assert!(!agrees("14:30 CEST", "14:30 GMT"));
        assert!(!agrees("14:30", "16:30"));
        assert!(agrees("14:30 CEST", "12:30"));
        assert!(!agrees("14:30 CEST", "12:40"));
    }
}
