//! Counted: phrases that count from another day: "yesterday", "two weeks ago", "the past three days",
//! "the week before", "in that time".

use super::{
    Direction, Part, Phrase, Side, Unit, Which, Words,
    fixed::{month_first, weekday},
    names::{month, season, unit, year_number},
};
use crate::{
    day::words::WORDS,
    numeral::{self, Count},
};

/// "today", "last night", "the day before", "overnight", "recently".
pub(super) fn named(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let next = words.at(at + 1);
    let part_of_day = matches!(next, "morning" | "afternoon" | "evening" | "night" | "dawn");
    let long = 1 + usize::from(part_of_day);
    Some(match words.at(at) {
        "today" => (Phrase::Today(0), at + 1),
        "overnight" | "night" if matches!(next, "to" | "into") => {
            let (Phrase::Day { day, .. }, end) = weekday(words, at + 2)? else { return None };
            (Phrase::Night(Some(day)), end)
        }
        "overnight" => match weekday(words, at + 1 + usize::from(next == "on")) {
            Some(day) => day,
            // "overnight from Saturday to Sunday"
            None if matches!(next, "from" | "between") => return None,
            None => (Phrase::Night(None), at + 1),
        },
        "since" if next == "then" => (Phrase::SinceThat, at + 2),
        "since" if matches!(next, "" | "," | "." | ";" | "and" | "\"" | "”" | "''") => {
            (Phrase::SinceThat, at + 1)
        }
        "tonight" => (Phrase::Today(0), at + 1),
        "yesterday" => (Phrase::Today(-1), at + long),
        "tomorrow" => (Phrase::Today(1), at + long),
        "this" if part_of_day => (Phrase::Today(0), at + 2),
        "last" if next == "night" => (Phrase::Today(-1), at + 2),
        "same" | "that" if next == "day" => (Phrase::ThatDay(0), at + 2),
        "previous" | "preceding" if matches!(next, "day" | "night" | "evening") => {
            (Phrase::ThatDay(-1), at + 2)
        }
        "following" | "next" if matches!(next, "day" | "morning") => (Phrase::ThatDay(1), at + 2),
        "day" | "night" | "evening" if matches!(next, "before" | "after") => {
            if words.before(at) != "the" {
                return None;
            }
            let phrase = match (next, stops(words, at + 2)) {
                ("before", true) => Phrase::ThatDay(-1),
                ("after", true) => Phrase::ThatDay(1),
                // "the day after the attack": it was the day before.
                ("after", false) => Phrase::ThatDay(-1),
                _ => Phrase::Unknown,
            };
            (phrase, at + 2)
        }
        "recently" => (Phrase::Lately(Unit::Day), at + 1),
        "recent" => match unit(next)? {
            (unit, true) => (Phrase::Lately(unit), at + 2),
            _ => return None,
        },
        _ => return None,
    })
}

/// "last week", "earlier this year", "the weekend", "last summer", "the end of the year".
pub(super) fn which_unit(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (part, mut here) = match words.at(at) {
        "earlier" if words.at(at + 1) == "this" => (Part::Earlier, at + 1),
        "later" if words.at(at + 1) == "this" => (Part::Later, at + 1),
        _ => (Part::Whole, at),
    };
    let which = match words.at(here) {
        "last" | "previous" | "preceding" => Which::Last,
        "this" if words.at(here + 1) == "past" => {
            here += 1;
            Which::Last
        }
        "this" => Which::This,
        "next" | "following" => Which::Next,
        "the" if matches!(words.at(here + 1), "weekend") => Which::Bare,
        // "since the beginning of the month"
        "the" if words.before(here) == "of" && matches!(words.at(here + 1), "year" | "month") => {
            Which::This
        }
        "weekend" => return Some((Phrase::Weekend(Which::Bare), here + 1)),
        _ => {
            // "summer 2015", "the summer of 2015"
            let month = season(words.at(here))?;
            let of = usize::from(words.at(here + 1) == "of");
            let year = year_number(words.at(here + 1 + of))?;
            let which = Which::Bare;
            let months = Phrase::Months { which, year: Some(year), month, count: 3 };
            return Some((months, here + 2 + of));
        }
    };
    let noun = words.at(here + 1);
    if noun == "weekend" {
        return Some((Phrase::Weekend(which), here + 2));
    }
    if let Some(month) = season(noun) {
        return Some((Phrase::Months { which, year: None, month, count: 3 }, here + 2));
    }
    if month(noun).is_some() && part == Part::Whole {
        return month_first(words, here + 1);
    }
    let (unit, plural) = unit(noun)?;
    if plural || matches!(unit, Unit::Hour | Unit::Day) {
        return None;
    }
    let phrase = match words.at(here) {
        "previous" | "preceding" => Phrase::Beside { steps: -1, unit },
        "following" => Phrase::Beside { steps: 1, unit },
        _ => Phrase::Calendar { which, unit, part },
    };
    Some((phrase, here + 2))
}

/// "the past three days", "the last 24 hours", "in two days", "after a week of".
pub(super) fn stretch(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (side, number_at) = match words.at(at) {
        "past" | "last" | "previous" | "preceding" => (Side::UpTo, at + 1),
        "next" | "coming" | "following" => (Side::After, at + 1),
        "in" | "within" => (Side::AsTheVerb, at + 1),
        "after" => (Side::Before, at + 1),
        _ => return unrest(words, at),
    };
    let few = usize::from(matches!(words.at(number_at), "few" | "several" | "couple"));
    if few == 1 && matches!(side, Side::UpTo | Side::After) {
        let of = usize::from(words.at(number_at + 1) == "of");
        let (unit, _) = unit(words.at(number_at + 1 + of))?;
        let end = number_at + 2 + of;
        return Some(match side {
            Side::UpTo => (Phrase::Lately(unit), end),
            _ => (Phrase::Unknown, end),
        });
    }
    let (count, unit_at) = match amount(words, number_at) {
        Some((count, end)) => (count, end),
        // "the past week" is one; "in days" is none.
        None if matches!(side, Side::UpTo) => (1, number_at),
        None => return None,
    };
    let (unit, plural) = unit(words.at(unit_at))?;
    // "the fight may last months"
    if unit_at == number_at && plural && words.before(at) != "the" {
        return None;
    }
    let end = unit_at + 1;
    match side {
        // "last week" is a week of the calendar, which was read before.
        Side::Before if words.at(end) != "of" || unit == Unit::Hour => None,
        // "in 24 hours" is a deadline or a pace; "in two days' time" is the future.
        Side::AsTheVerb if unit == Unit::Hour || words.at(at) == "within" => None,
        Side::AsTheVerb if matches!(unit, Unit::Month | Unit::Year | Unit::Decade) => None,
        // "killed in two days of clashes": news tells of them when they are over.
        Side::AsTheVerb if unit == Unit::Day && words.at(end) == "of" => {
            Some((Phrase::Stretch { count, unit, side: Side::Before }, end))
        }
        _ => Some((Phrase::Stretch { count, unit, side }, end)),
    }
}

/// "five years of war have killed …": a stretch by what went on in it.
fn unrest(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let (count, unit_at) = amount(words, at)?;
    let (unit, _) = unit(words.at(unit_at))?;
    let end = unit_at + 1;
    let civil = usize::from(words.at(end + 1) == "civil");
    let is_unrest = WORDS.going_on.has(words.at(end + 1 + civil));
    let side = if unit == Unit::Day { Side::Before } else { Side::UpTo };
    (words.at(end) == "of" && is_unrest && unit != Unit::Hour)
        .then_some((Phrase::Stretch { count, unit, side }, end))
}

/// "two weeks ago", "a month earlier", "exactly a month after", "days before".
pub(super) fn distance(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let exact = matches!(words.before(at), "exactly" | "precisely");
    let vague = matches!(words.at(at), "several" | "few" | "many");
    let (count, unit_at) = if vague {
        (None, at + 1)
    } else {
        match amount(words, at) {
            Some((count, end)) => (Some(count), end),
            None if words.at(at) == "a" && words.at(at + 1) == "few" => (None, at + 2),
            None => (None, at),
        }
    };
    let (unit, plural) = unit(words.at(unit_at))?;
    if count.is_none() && !plural {
        return None;
    }
    let end = unit_at + 2;
    let stops = stops(words, end);
    let direction = match words.at(unit_at + 1) {
        "ago" => Direction::Ago,
        "earlier" | "prior" | "previously" | "beforehand" if words.at(end) != "to" => {
            Direction::Earlier
        }
        "before" if stops => Direction::Earlier,
        "later" | "afterwards" | "afterward" => Direction::Later,
        "after" if stops => Direction::Later,
        // "a week after the blast": the blast was a week before the day told of.
        "after" | "since" => Direction::Earlier,
        "before" | "prior" => return Some((Phrase::Unknown, end)),
        _ => return None,
    };
    let phrase = match count {
        Some(count) => Phrase::Distance { count, unit, direction, exact },
        None if direction == Direction::Later && unit == Unit::Hour => Phrase::HoursLater,
        None if direction == Direction::Later => Phrase::Unknown,
        None => Phrase::Lately(unit),
    };
    Some((phrase, end))
}

/// Whether a phrase ends here, and nothing follows that it counts from.
fn stops(words: Words<'_>, at: usize) -> bool {
    words.at(at).is_empty() || WORDS.stops.has(words.at(at))
}

/// A small number before a unit, and where it ends: "two", "24", "a", "a couple of".
pub(super) fn amount(words: Words<'_>, at: usize) -> Option<(i64, usize)> {
    match (words.at(at), words.at(at + 1)) {
        ("a" | "an", "few" | "single") => return None,
        ("a", "couple") => {
            return Some((2, at + 2 + usize::from(words.at(at + 2) == "of")));
        }
        ("a" | "an", next) if unit(next).is_some() => return Some((1, at + 1)),
        _ => {}
    }
    let numeral = numeral::read(words.lower, at)?;
    let Count::Exactly(count) = numeral.count else { return None };
    // Far enough for every calendar, and near enough for all arithmetic.
    let count = i64::try_from(count).ok().filter(|it| (1..=5_000).contains(it))?;
    let end = at + numeral.len;
    Some((count, end + usize::from(words.at(end) == "-")))
}

/// "in that time", "in those three months", "in the same period of 2015": the stretch told of before,
/// in another year where one is named.
pub(super) fn that_time(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    if !matches!(words.before(at), "in" | "during" | "over" | "within") {
        return None;
    }
    let which_at = at + usize::from(words.at(at) == "the");
    let is_same = words.at(which_at) == "same";
    if !is_same && !matches!(words.at(at), "that" | "those") {
        return None;
    }
    let number_at = which_at + 1;
    let noun_at = amount(words, number_at).map_or(number_at, |it| it.1);
    let (unit, plural) = match words.at(noun_at) {
        "time" | "period" => (Unit::Day, false),
        noun => unit(noun)?,
    };
    // "the same day" and "in that year" are told by other phrases.
    if plural != matches!(words.at(at), "those") && !is_same || unit == Unit::Hour {
        return None;
    }
    let end = noun_at + 1;
    let of = usize::from(words.at(end) == "of");
    let year = match (words.at(end + of), words.at(end + of + 1)) {
        ("last", "year") => {
            let year = None;
            return Some((Phrase::ThatTime { years: Some(-1), year, unit }, end + of + 2));
        }
        (it, _) => year_number(it).filter(|_| of == 1),
    };
    let end = if year.is_some() { end + 2 } else { end };
    let is_day = words.at(noun_at) == "day" || words.at(noun_at) == "year";
    (!is_day).then_some((Phrase::ThatTime { years: None, year, unit }, end))
}
