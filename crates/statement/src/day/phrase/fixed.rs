//! Fixed: phrases that name a day, a month or a year: "March 3", "Sunday", "the first half of 2015",
//! "Christmas Eve".

use jiff::civil::Date;

use super::{
    Part, Phrase, Slice, Unit, Which, Words,
    counted::{amount, which_unit},
    names::{day_name, day_of_month, month, part_of_month, unit, which, year_number},
};
use crate::{day::words::WORDS, numeral::is_dash};

/// "2016-02-21", whole or cut at its dashes.
pub(super) fn iso(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let first = words.at(at);
    if !first.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let (year, month, day, end) = match first.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => (year, month, day, at + 1),
        [year] if words.at(at + 1) == "-" && words.at(at + 3) == "-" => {
            (year, words.at(at + 2), words.at(at + 4), at + 5)
        }
        _ => return None,
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let year = year.parse().ok()?;
    Date::new(year, month, day).ok()?;
    Some((date(Some(year), month, day), end))
}

/// A date, unknown where no year has it: "February 30".
fn date(year: Option<i16>, month: i8, day: i8) -> Phrase {
    // 2000 is a leap year, so that "February 29" is a day.
    match Date::new(year.unwrap_or(2000), month, day) {
        Ok(_) => Phrase::Date { year, month, day },
        Err(_) => Phrase::Unknown,
    }
}

fn dates(year: Option<i16>, month: i8, first: i8, last: i8) -> Phrase {
    match date(year, month, last) {
        Phrase::Date { .. } => Phrase::Dates { year, month, first, last },
        unknown => unknown,
    }
}

/// "March 3", "March 3-5, 2016", "March 2016", "in March", "mid-March".
pub(super) fn month_first(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let parted = part_of_month(words.at(at));
    let month_at = if parted { at + 1 + usize::from(is_dash(words.at(at + 1))) } else { at };
    let name = words.at(month_at);
    let name = if month_at == at { name.strip_prefix("mid-").unwrap_or(name) } else { name };
    let month = month(name)?;
    let mut end = month_at + 1;
    if words.at(end) == "the" {
        end += 1;
    }
    if let Some(day) = day_of_month(words.at(end)) {
        end += 1;
        let mut last = None;
        let is_joint = is_dash(words.at(end)) || matches!(words.at(end), "to" | "through");
        if let Some(second) = day_of_month(words.at(end + 1)).filter(|&it| is_joint && it > day) {
            (last, end) = (Some(second), end + 2);
        }
        let (year, end) = year_behind(words, end);
        let phrase = match last {
            Some(last) => dates(year, month, day, last),
            None => date(year, month, day),
        };
        return Some((phrase, end));
    }
    end = month_at + 1;
    let of = usize::from(words.at(end) == "of");
    let comma = usize::from(words.at(end) == ",");
    let which = which(words.before(at));
    let months = |year| Phrase::Months { which: Which::Bare, year, month, count: 1 };
    if let Some(year) = year_number(words.at(end + of)) {
        return Some((months(Some(year)), end + of + 1));
    }
    // "March, 2016"; "in March, 2016 people": a year only where no noun follows.
    if comma == 1
        && let Some(year) = year_number(words.at(end + 1))
        && matches!(words.at(end + 2), "" | "," | "." | ";" | ")")
    {
        return Some((months(Some(year)), end + 2));
    }
    // "January next year", "September of this year"
    let years = match (words.at(end + of), words.at(end + of + 1)) {
        ("last", "year") => Some(-1),
        ("this", "year") => Some(0),
        ("next", "year") => Some(1),
        _ => None,
    };
    if let Some(years) = years {
        return Some((Phrase::MonthOfYear { month, years }, end + of + 2));
    }
    // Some months are also verbs and first names, and "may" is no month at all in lower case.
    let doubtful = matches!(name, "may" | "march" | "mar" | "april" | "june" | "august" | "jan");
    let placed = parted
        || which != Which::Bare
        || words.at(end) == "'s"
        // "covers April through June"
        || is_joint(words.at(end)) && self::month(words.at(end + 1)).is_some()
        // "between January and April"
        || words.before(at) == "and" && at >= 2 && self::month(words.at(at - 2)).is_some()
        || WORDS.before_month.has(words.before(at));
    if !words.is_capital(month_at) && !parted || doubtful && !placed {
        return None;
    }
    Some((Phrase::Months { which, year: None, month, count: 1 }, end))
}

fn is_joint(word: &str) -> bool {
    is_dash(word) || matches!(word, "and" | "to" | "through")
}

/// "3 March 2016", "the 3rd of March", "3-5 March".
pub(super) fn day_first(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let first = day_of_month(words.at(at))?;
    let mut end = at + 1;
    let mut last = None;
    let is_joint = is_dash(words.at(end)) || matches!(words.at(end), "to" | "and");
    if let Some(second) = day_of_month(words.at(end + 1)).filter(|&it| is_joint && it > first) {
        (last, end) = (Some(second), end + 2);
    }
    if words.at(end) == "of" {
        end += 1;
    }
    let month = month(words.at(end)).filter(|_| words.is_capital(end))?;
    // "killing 10 May be": the month of a day is no verb.
    if words.at(end) == "may" && matches!(words.at(end + 1), "be" | "have") {
        return None;
    }
    let (year, end) = year_behind(words, end + 1);
    match last {
        Some(last) => Some((dates(year, month, first, last), end)),
        None => Some((date(year, month, first), end)),
    }
}

/// The year behind a date, with its comma, and where it ends.
fn year_behind(words: Words<'_>, at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(matches!(words.at(at), "," | "of"));
    match year_number(words.at(at + comma)) {
        // "On March 3 , 2016 people fled"
        Some(year) if !matches!(words.at(at + comma + 1), "people" | "were" | "others") => {
            (Some(year), at + comma + 1)
        }
        _ => (None, at),
    }
}

/// "2016" by itself, where the words beside it say that it is a year.
pub(super) fn year(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let text = words.at(at);
    // "the 1990s"
    if let Some(decade) = text.strip_suffix('s').and_then(year_number) {
        let decade = (decade % 10 == 0).then_some(decade)?;
        return Some((Phrase::Years { first: decade, last: decade + 9 }, at + 1));
    }
    let parted = part_of_month(text);
    let mut here = at;
    if parted {
        here += 1 + usize::from(is_dash(words.at(at + 1)));
    }
    let text = words.at(here).strip_prefix("mid-").unwrap_or(words.at(here));
    let year = year_number(text)?;
    let told = parted
        || words.at(here).len() > 4
        || words.before(at).is_empty()
        || WORDS.before_year.has(words.before(at));
    let counted = WORDS.counted.has(words.at(here + 1));
    (told && !counted).then_some((Phrase::Years { first: year, last: year }, here + 1))
}

/// "Sunday", "last Sunday", "late on Sunday night", "Friday, March 4".
pub(super) fn weekday(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (which, day_at) = match (words.at(at), words.at(at + 1)) {
        ("last", "weekend") | ("the", "last") => return None,
        ("last" | "past", _) => (Which::Last, at + 1),
        ("next" | "coming", _) => (Which::Next, at + 1),
        ("this", "past" | "last") => (Which::Last, at + 2),
        ("this", "coming") => (Which::Next, at + 2),
        ("this", _) => (Which::This, at + 1),
        _ => (Which::Bare, at),
    };
    let day = day_name(words.at(day_at))?;
    let mut end = day_at + 1;
    if matches!(words.at(end), "morning" | "afternoon" | "evening" | "night") {
        end += 1;
    }
    // "Friday, March 4": the date decides.
    let date_at = end + usize::from(matches!(words.at(end), "," | "("));
    if let Some((date @ Phrase::Date { .. }, end)) =
        month_first(words, date_at).or_else(|| day_first(words, date_at))
    {
        return Some((date, end));
    }
    // "Thursday last week", "Thursday of last week"
    let week_at = end + usize::from(words.at(end) == "of");
    let weeks = match (words.at(week_at), words.at(week_at + 1)) {
        ("last", "week") => Some(-1),
        ("this", "week") => Some(0),
        ("next", "week") => Some(1),
        _ => None,
    };
    if let (Some(weeks), Which::Bare) = (weeks, which) {
        return Some((Phrase::DayOfWeek { day, weeks }, week_at + 2));
    }
    Some((Phrase::Day { which, day }, end))
}

/// "the first half of the year", "the first two weeks of August", "the last days of 2015" not.
pub(super) fn slice(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (slice, of) = part(words, at)?;
    let this_year = Phrase::Calendar { which: Which::This, unit: Unit::Year, part: Part::Whole };
    if words.at(of) != "of" {
        // "in the first quarter", "in the first ten months": of the year of publication.
        let is_of_year = match slice {
            Slice::Quarter(_) => true,
            Slice::First { count, unit } => unit == Unit::Month && count > 1,
            _ => false,
        };
        let whole = Box::new(this_year);
        return (is_of_year && words.before(at) == "the")
            .then_some((Phrase::Slice { whole, slice }, of));
    }
    let whole_at = of + 1;
    let (whole, end) = match (words.at(whole_at), words.at(whole_at + 1)) {
        ("the" | "this", "year") => (this_year, whole_at + 2),
        _ => month_first(words, whole_at)
            .or_else(|| year(words, whole_at))
            .or_else(|| which_unit(words, whole_at))?,
    };
    Some((Phrase::Slice { whole: Box::new(whole), slice }, end))
}

/// "first half", "third quarter", "last two weeks", and where the words end.
fn part(words: Words<'_>, at: usize) -> Option<(Slice, usize)> {
    let first = words.at(at);
    let number = ["first", "second", "third", "fourth"].iter().position(|it| *it == first);
    let slice = match (first, words.at(at + 1), number) {
        (_, "quarter", Some(number)) => Slice::Quarter(i64::try_from(number).ok()?),
        ("first", "half", _) => Slice::FirstHalf,
        ("second", "half", _) => Slice::SecondHalf,
        ("first" | "last" | "final", ..) => {
            let (count, unit_at) = amount(words, at + 1).unwrap_or((1, at + 1));
            let (unit, plural) = unit(words.at(unit_at))?;
            if plural != (count > 1) || matches!(unit, Unit::Hour | Unit::Year | Unit::Decade) {
                return None;
            }
            let slice = match first {
                "first" => Slice::First { count, unit },
                _ => Slice::Last { count, unit },
            };
            return Some((slice, unit_at + 1));
        }
        _ => return None,
    };
    Some((slice, at + 2))
}

/// "since Christmas", "on New Year's Day": feasts that have a date.
pub(super) fn feast(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (month, first, mut end) = match (words.at(at), words.at(at + 1), words.at(at + 2)) {
        ("christmas", ..) => (12, 25, at + 1),
        ("boxing", "day", _) => return Some((date(None, 12, 26), at + 2)),
        ("new", "year", "'s") => (1, 1, at + 3),
        _ => return None,
    };
    let day = match words.at(end) {
        "eve" => Date::new(2001, month, first).ok()?.yesterday().ok()?,
        _ => Date::new(2001, month, first).ok()?,
    };
    // "a Christmas market" is none.
    let is_named = matches!(words.at(end), "day" | "eve");
    let is_bare = words.at(at) == "christmas" && WORDS.stops.has(words.at(end));
    if !(is_named || is_bare) {
        return None;
    }
    end += usize::from(is_named);
    let (year, end) = year_behind(words, end);
    Some((date(year, day.month(), day.day()), end))
}
