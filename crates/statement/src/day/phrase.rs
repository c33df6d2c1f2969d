//! Phrases of time: how news writes a day, a month, a stretch of days. Which day a phrase means is
//! for `day`; hours and clock times are not kept.

use jiff::civil::{Date, Weekday};
use smol_str::SmolStr;

use crate::numeral::{self, Count, is_dash, word};

/// What a phrase of time says, before it is held against a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// "March 3", "3 March 2016"
    Date { year: Option<i16>, month: i8, day: i8 },
    /// "March 3-5"
    Dates { year: Option<i16>, month: i8, first: i8, last: i8 },
    /// "in March", "last March", "March 2016"; "summer 2015" is three months
    Months { which: Which, year: Option<i16>, month: i8, count: i8 },
    /// "January next year": years from that of publication
    MonthOfYear { month: i8, years: i16 },
    /// "2016", "the 1990s"
    Years { first: i16, last: i16 },
    /// "Sunday", "last Sunday"
    Day { which: Which, day: Weekday },
    /// "Thursday last week": weeks from that of publication
    DayOfWeek { day: Weekday, weeks: i64 },
    /// "the weekend"
    Weekend(Which),
    /// "last week", "earlier this year"
    Calendar { which: Which, unit: Unit, part: Part },
    /// "the previous week", "the following year": from the day the text tells of
    Beside { steps: i64, unit: Unit },
    /// "today", "yesterday", "tomorrow": days from the publication day
    Today(i64),
    /// "overnight", "overnight into Monday": the night that ends on a day, else on that of
    /// publication
    Night(Option<Weekday>),
    /// "since", "since then": from the day the text tells of
    SinceThat,
    /// "hours later": on the day the text tells of, or the next
    HoursLater,
    /// "the first half of 2015", "the first two weeks of August"
    Slice { whole: Box<Phrase>, slice: Slice },
    /// "the day before", "the same day": days from the day the text tells of
    ThatDay(i64),
    /// "two weeks ago", "exactly a month after"
    Distance { count: i64, unit: Unit, direction: Direction, exact: bool },
    /// "the past three days", "in two days"
    Stretch { count: i64, unit: Unit, side: Side },
    /// "days ago", "in recent weeks", "recently"
    Lately(Unit),
    /// "two days before the vote": a time, but no day can be counted to
    Unknown,
}

/// A part of a year or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slice {
    FirstHalf,
    SecondHalf,
    /// "the first two weeks of"
    First {
        count: i64,
        unit: Unit,
    },
    /// "the last two weeks of"
    Last {
        count: i64,
        unit: Unit,
    },
}

/// Which one of those that come round again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Bare,
    This,
    Last,
    Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
}

/// Which part of a calendar unit: "earlier this week" ends with the publication day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Earlier,
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Back from the publication day.
    Ago,
    /// Back from the day the text tells of.
    Earlier,
    /// On from the day the text tells of.
    Later,
}

/// On which side of the publication day a stretch lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// "the past three days", up to the publication day
    UpTo,
    /// "after three days of", up to the day before
    Before,
    /// "the next three days"
    After,
    /// "in three days": before or after, as the verb says
    AsTheVerb,
}

/// The words of a sentence, as written and in lower case.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) written: &'a [&'a str],
    pub(crate) lower: &'a [SmolStr],
}

impl Words<'_> {
    pub(crate) fn at(&self, at: usize) -> &str {
        word(self.lower, at)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |it| self.at(it))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.written.get(at).is_some_and(|it| it.starts_with(char::is_uppercase))
    }
}

/// The phrase of time that starts at `at`, and the end of its words.
pub(crate) fn read(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    // Every other start is a capital, a digit or one of these words; most words are none.
    iso(words, at)
        .or_else(|| slice(words, at))
        .or_else(|| month_first(words, at))
        .or_else(|| day_first(words, at))
        .or_else(|| weekday(words, at))
        .or_else(|| named(words, at))
        .or_else(|| which_unit(words, at))
        .or_else(|| stretch(words, at))
        .or_else(|| distance(words, at))
        .or_else(|| year(words, at))
}

/// "2016-02-21", whole or cut at its dashes.
fn iso(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
fn month_first(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
        // "between January and April"
        || words.before(at) == "and" && at >= 2 && self::month(words.at(at - 2)).is_some()
        || matches!(
            words.before(at),
            "in" | "of"
                | "since"
                | "during"
                | "until"
                | "till"
                | "by"
                | "from"
                | "between"
                | "to"
                | "through"
                | "mid"
                | "past"
                | "before"
                | "after"
                | "throughout"
                | "–"
                | "-"
        );
    if !words.is_capital(month_at) && !parted || doubtful && !placed {
        return None;
    }
    Some((Phrase::Months { which, year: None, month, count: 1 }, end))
}

/// "3 March 2016", "the 3rd of March", "3-5 March".
fn day_first(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
fn year(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
        || matches!(
            words.before(at),
            "" | "in"
                | "since"
                | "during"
                | "until"
                | "till"
                | "by"
                | "from"
                | "between"
                | "the"
                | "of"
                | "to"
                | "through"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "and"
                | "-"
                | "–"
                | "("
                | "year"
                | "'s"
                | "a"
                | "its"
                | "his"
                | "throughout"
        );
    let counted = matches!(
        words.at(here + 1),
        "people"
            | "persons"
            | "civilians"
            | "soldiers"
            | "dead"
            | "killed"
            | "others"
            | "victims"
            | "men"
            | "women"
            | "children"
            | "deaths"
            | "troops"
            | "%"
            | "percent"
    );
    (told && !counted).then_some((Phrase::Years { first: year, last: year }, here + 1))
}

/// "Sunday", "last Sunday", "late on Sunday night", "Friday, March 4".
fn weekday(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
fn slice(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
    let is_last = match words.at(at) {
        "first" => false,
        "last" | "final" | "second" => true,
        _ => return None,
    };
    let (slice, of) = match (words.at(at), words.at(at + 1)) {
        ("first", "half") => (Slice::FirstHalf, at + 2),
        ("second", "half") => (Slice::SecondHalf, at + 2),
        ("second", _) => return None,
        _ => {
            let (count, unit_at) = amount(words, at + 1).unwrap_or((1, at + 1));
            let (unit, plural) = unit(words.at(unit_at))?;
            if plural != (count > 1) || matches!(unit, Unit::Hour | Unit::Year | Unit::Decade) {
                return None;
            }
            let slice =
                if is_last { Slice::Last { count, unit } } else { Slice::First { count, unit } };
            (slice, unit_at + 1)
        }
    };
    if words.at(of) != "of" {
        return None;
    }
    let whole_at = of + 1;
    let (whole, end) = match (words.at(whole_at), words.at(whole_at + 1)) {
        ("the" | "this", "year") => (
            Phrase::Calendar { which: Which::This, unit: Unit::Year, part: Part::Whole },
            whole_at + 2,
        ),
        _ => month_first(words, whole_at)
            .or_else(|| year(words, whole_at))
            .or_else(|| which_unit(words, whole_at))?,
    };
    Some((Phrase::Slice { whole: Box::new(whole), slice }, end))
}

/// "today", "last night", "the day before", "overnight", "recently".
fn named(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
fn which_unit(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
fn stretch(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
    let is_unrest = matches!(
        words.at(end + 1 + civil),
        "war"
            | "conflict"
            | "fighting"
            | "violence"
            | "unrest"
            | "insurgency"
            | "clashes"
            | "hostilities"
            | "bloodshed"
            | "protests"
            | "rebellion"
    );
    let side = if unit == Unit::Day { Side::Before } else { Side::UpTo };
    (words.at(end) == "of" && is_unrest && unit != Unit::Hour)
        .then_some((Phrase::Stretch { count, unit, side }, end))
}

/// "two weeks ago", "a month earlier", "exactly a month after", "days before".
fn distance(words: Words<'_>, at: usize) -> Option<(Phrase, usize)> {
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
        None if direction == Direction::Later && unit == Unit::Hour && stops => Phrase::HoursLater,
        None if direction == Direction::Later => Phrase::Unknown,
        None => Phrase::Lately(unit),
    };
    Some((phrase, end))
}

/// Whether a phrase ends here, and nothing follows that it counts from.
fn stops(words: Words<'_>, at: usize) -> bool {
    matches!(
        words.at(at),
        "" | ","
            | "."
            | ";"
            | ":"
            | ")"
            | "-"
            | "–"
            | "—"
            | "and"
            | "but"
            | "by"
            | "in"
            | "on"
            | "at"
            | "when"
            | "as"
            | "that"
            | "\""
            | "”"
            | "''"
            | "was"
            | "were"
            | "had"
            | "with"
    )
}

/// A small number before a unit, and where it ends: "two", "24", "a", "a couple of".
fn amount(words: Words<'_>, at: usize) -> Option<(i64, usize)> {
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

/// A unit of time, and whether it is in the plural.
fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" | "nights" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        _ => return None,
    })
}

fn which(word: &str) -> Which {
    match word {
        "last" => Which::Last,
        "next" => Which::Next,
        "this" => Which::This,
        _ => Which::Bare,
    }
}

fn part_of_month(word: &str) -> bool {
    matches!(word, "early" | "late" | "mid")
}

/// "1999" and not "1,999".
fn year_number(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|it| (1900..2100).contains(it))
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word
        .strip_suffix("st")
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))
        .unwrap_or(word);
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|it| (1..=31).contains(it))
}

fn day_name(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon." => Weekday::Monday,
        "tuesday" | "tues." | "tue." => Weekday::Tuesday,
        "wednesday" | "wed." => Weekday::Wednesday,
        "thursday" | "thurs." | "thu." => Weekday::Thursday,
        "friday" | "fri." => Weekday::Friday,
        "saturday" | "sat." => Weekday::Saturday,
        "sunday" | "sun." => Weekday::Sunday,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The first month of a season, on the northern half of the earth.
fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}
