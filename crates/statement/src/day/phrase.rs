//! Phrases of time: how news writes a day, a month, a stretch of days. Which day a phrase means is
//! for `day`; hours and clock times are not kept.

mod counted;
mod fixed;
mod names;

use jiff::civil::Weekday;
use smol_str::SmolStr;

use crate::numeral::word;

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
    /// "in that time", "in the same period of 2015": the stretch the text tells of, in a year or so many
    /// years on
    ThatTime { years: Option<i16>, year: Option<i16>, unit: Unit },
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
    /// "the second quarter of": quarters of a year before it
    Quarter(i64),
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
    fixed::iso(words, at)
        .or_else(|| fixed::slice(words, at))
        .or_else(|| fixed::month_first(words, at))
        .or_else(|| fixed::day_first(words, at))
        .or_else(|| fixed::weekday(words, at))
        .or_else(|| fixed::feast(words, at))
        .or_else(|| counted::that_time(words, at))
        .or_else(|| counted::named(words, at))
        .or_else(|| counted::which_unit(words, at))
        .or_else(|| counted::stretch(words, at))
        .or_else(|| counted::distance(words, at))
        .or_else(|| fixed::year(words, at))
}
