//! Value: the days that a phrase of time means, held against the day of publication and the day that
//! the text tells of. How phrases are written is in `phrase.rs`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::phrase::{Direction, Part, Phrase, Side, Slice, Unit, Which};
use super::{Precision, When};

/// What a phrase is held against.
#[derive(Clone, Copy)]
pub(super) struct Against {
    pub(super) published: Option<Date>,
    pub(super) told: Option<When>,
    pub(super) tense: Tense,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// The days that a phrase means.
pub(super) fn resolve(phrase: &Phrase, against: Against) -> Option<When> {
    match *phrase {
        Phrase::Date { year: Some(year), month, day } => {
            Some(When::on(Date::new(year, month, day).ok()?))
        }
        Phrase::Date { year: None, month, day } => Some(When::on(yearless(month, day, against)?)),
        Phrase::Dates { year, month, first, last } => {
            let last = match year {
                Some(year) => Date::new(year, month, last).ok()?,
                None => yearless(month, last, against)?,
            };
            let from = Date::new(last.year(), month, first).ok()?;
            Some(When { from, to: last, precision: Precision::Day })
        }
        Phrase::Months { which, year, month, count } => months(which, year, month, count, against),
        Phrase::Years { first, last } => {
            Some(When::years(Date::new(first, 1, 1).ok()?, Date::new(last, 1, 1).ok()?))
        }
        Phrase::Day { which, day } => {
            Some(When::on(weekday(which, day, against.published?, against.tense)?))
        }
        Phrase::Weekend(which) => weekend(which, against.published?, against.tense),
        Phrase::Calendar { which, unit, part } => calendar(which, unit, part, against.published?),
        Phrase::MonthOfYear { month, years } => {
            let year = against.published?.year().checked_add(years)?;
            let month = Date::new(year, month, 1).ok()?;
            Some(When::months(month, month))
        }
        Phrase::Beside { steps, unit } => {
            let told = against.told?.from.checked_add(self::steps(steps, unit)).ok()?;
            calendar(Which::Bare, unit, Part::Whole, told)
        }
        Phrase::DayOfWeek { day, weeks } => {
            let published = against.published?;
            let monday = i64::from(published.weekday().since(Weekday::Monday));
            let days = i64::from(day.since(Weekday::Monday)) - monday + 7 * weeks;
            Some(When::on(published.checked_add(days.days()).ok()?))
        }
        Phrase::Night(day) => {
            let published = against.published?;
            let to = match day {
                Some(day) => weekday(Which::Bare, day, published, Tense::Past)?,
                None => published,
            };
            Some(When { from: to.yesterday().ok()?, to, precision: Precision::Day })
        }
        Phrase::SinceThat => {
            let (told, to) = (against.told?, against.published?);
            let precision = told.precision;
            (told.to < to).then_some(When { from: told.to, to, precision })
        }
        Phrase::HoursLater => {
            let from = against.told?.from;
            let next = from.tomorrow().ok()?;
            let to = against.published.filter(|it| from <= *it).map_or(next, |it| it.min(next));
            Some(When { from, to, precision: Precision::Day })
        }
        Phrase::ThatTime { years, year, unit } => that_time(years, year, unit, against),
        Phrase::Slice { ref whole, slice } => part_of(resolve(whole, against)?, slice),
        Phrase::Today(days) => Some(When::on(against.published?.checked_add(days.days()).ok()?)),
        Phrase::ThatDay(days) => Some(When::on(against.told?.from.checked_add(days.days()).ok()?)),
        Phrase::Distance { count, unit, direction, exact } => {
            distance(count, unit, direction, exact, against)
        }
        Phrase::Stretch { count, unit, side } => stretch(count, unit, side, against),
        Phrase::Lately(unit) => lately(unit, against.published?),
        Phrase::Unknown => None,
    }
}

/// The stretch told of before, or the same one of another year; "the same months" is told in months.
fn that_time(years: Option<i16>, year: Option<i16>, unit: Unit, against: Against) -> Option<When> {
    let told = against.told?;
    let on = match (year, years) {
        (Some(year), _) => year.checked_sub(told.from.year())?,
        (None, Some(years)) => years,
        (None, None) => return Some(told),
    };
    let span = (12 * i64::from(on)).months();
    let (from, to) = (told.from.checked_add(span).ok()?, told.to.checked_add(span).ok()?);
    Some(match (unit, told.precision) {
        (Unit::Month, Precision::Day) => When::months(from, to),
        (_, precision) => When { from, to, precision },
    })
}

/// A part of a year or a month.
fn part_of(whole: When, slice: Slice) -> Option<When> {
    let is_year = whole.precision == Precision::Year;
    let day = |from: Date, to: Date| {
        (whole.from <= from && from <= to && to <= whole.to).then_some(When {
            from,
            to,
            precision: Precision::Day,
        })
    };
    let end_of =
        |count: i64, unit: Unit| whole.from.checked_add(steps(count, unit)).ok()?.yesterday().ok();
    let start_of =
        |count: i64, unit: Unit| whole.to.tomorrow().ok()?.checked_sub(steps(count, unit)).ok();
    let middle = if is_year { end_of(6, Unit::Month)? } else { end_of(15, Unit::Day)? };
    let when = match slice {
        Slice::FirstHalf => day(whole.from, middle)?,
        Slice::SecondHalf => day(middle.tomorrow().ok()?, whole.to)?,
        Slice::Quarter(number) => {
            let from = whole.from.checked_add((3 * number).months()).ok()?;
            day(from, from.checked_add(3.months()).ok()?.yesterday().ok()?)?
        }
        Slice::First { count, unit } => day(whole.from, end_of(count, unit)?)?,
        Slice::Last { count, unit } => day(start_of(count, unit)?, whole.to)?,
    };
    let by_month = match slice {
        Slice::FirstHalf | Slice::SecondHalf => is_year,
        Slice::Quarter(_) => true,
        Slice::First { unit, .. } | Slice::Last { unit, .. } => unit == Unit::Month,
    };
    Some(if by_month { When::months(when.from, when.to) } else { when })
}

/// A date without a year: the last one up to publication, or one less than a month ahead, or the
/// next one where the verb points ahead.
fn yearless(month: i8, day: i8, against: Against) -> Option<Date> {
    let published = against.published?;
    // "February 29" is up to eight years away.
    let in_year = |add: i16| Date::new(published.year().checked_add(add)?, month, day).ok();
    let soon = published.checked_add(30.days()).ok()?;
    let limit = if against.tense == Tense::Future { published } else { soon };
    match against.tense {
        Tense::Future => (0..=8).find_map(|add| in_year(add).filter(|it| *it >= limit)),
        Tense::Past => (-8..=1).rev().find_map(|add| in_year(add).filter(|it| *it <= limit)),
    }
}

fn months(which: Which, year: Option<i16>, month: i8, count: i8, against: Against) -> Option<When> {
    let span = |first: Date| {
        let last = first.checked_add(i64::from(count - 1).months()).ok()?;
        Some(When::months(first, last))
    };
    if let Some(year) = year {
        return span(Date::new(year, month, 1).ok()?);
    }
    let published = against.published?;
    let this = Date::new(published.year(), month, 1).ok()?;
    let year_on = |years: i64| span(this.checked_add((12 * years).months()).ok()?);
    let is_past = this.first_of_month() <= published;
    let is_now = this.month() == published.month() && count == 1;
    match (which, against.tense) {
        (Which::This, _) => year_on(0),
        (Which::Last, _) => year_on(if is_past && !is_now { 0 } else { -1 }),
        (Which::Next, _) | (Which::Bare, Tense::Future) => {
            year_on(if is_past && !(is_now && which == Which::Bare) { 1 } else { 0 })
        }
        (Which::Bare, Tense::Past) => year_on(if is_past { 0 } else { -1 }),
    }
}

/// "on Sunday" in a report of a Sunday is that Sunday; "last Sunday" is the one before.
fn weekday(which: Which, day: Weekday, published: Date, tense: Tense) -> Option<Date> {
    let back = i64::from(published.weekday().since(day));
    let on = i64::from(day.since(published.weekday()));
    let days = match (which, tense) {
        (Which::Last, _) => -(if back == 0 { 7 } else { back }),
        (Which::Next, _) => {
            if on == 0 {
                7
            } else {
                on
            }
        }
        (Which::Bare | Which::This, Tense::Future) => on,
        (Which::Bare | Which::This, Tense::Past) => -back,
    };
    published.checked_add(days.days()).ok()
}

fn weekend(which: Which, published: Date, tense: Tense) -> Option<When> {
    // A Sunday's "the weekend" is the one that it ends.
    let back = i64::from(published.weekday().since(Weekday::Saturday));
    let days = match (which, tense) {
        (Which::Last, _) if back < 2 => -back - 7,
        (Which::Next, _) | (Which::Bare | Which::This, Tense::Future) if back > 1 => 7 - back,
        (Which::Next, _) => 7 - back,
        _ => -back,
    };
    let saturday = published.checked_add(days.days()).ok()?;
    Some(When { from: saturday, to: saturday.tomorrow().ok()?, precision: Precision::Day })
}

/// "last week" is Monday to Sunday; "this week" has happened up to the day of publication.
fn calendar(which: Which, unit: Unit, part: Part, published: Date) -> Option<When> {
    let steps: i64 = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Bare => 0,
    };
    match unit {
        Unit::Week => {
            let monday =
                published.checked_sub(i64::from(published.weekday().since(Weekday::Monday)).days());
            let monday = monday.ok()?.checked_add(steps.weeks()).ok()?;
            let sunday = monday.checked_add(6.days()).ok()?;
            let (from, to) = match (which, part) {
                (Which::This, Part::Later) => (published, sunday),
                (Which::This, _) => (monday, published),
                _ => (monday, sunday),
            };
            Some(When { from, to, precision: Precision::Day })
        }
        Unit::Month => {
            let month = published.first_of_month().checked_add(steps.months()).ok()?;
            Some(When::months(month, month))
        }
        Unit::Year => {
            let year = published.first_of_year().checked_add((12 * steps).months()).ok()?;
            Some(When::years(year, year))
        }
        Unit::Decade => {
            let first = published.checked_sub((12 * 10).months()).ok()?;
            (which == Which::Last).then(|| When::years(first, published))
        }
        Unit::Hour | Unit::Day => None,
    }
}

/// "two weeks ago" is a day; "six years ago" is a year, unless it was "exactly" so.
fn distance(
    count: i64,
    unit: Unit,
    direction: Direction,
    exact: bool,
    against: Against,
) -> Option<When> {
    let anchor = match direction {
        Direction::Ago => When::on(against.published?),
        Direction::Earlier | Direction::Later => against.told?,
    };
    let count = if direction == Direction::Later { count } else { -count };
    let day = anchor.from.checked_add(steps(count, unit)).ok()?;
    let precision = match unit {
        Unit::Month if !exact => Precision::Month,
        Unit::Year if !exact => Precision::Year,
        Unit::Decade => Precision::Year,
        _ => Precision::Day,
    };
    Some(match precision.max(anchor.precision) {
        Precision::Day => When::on(day),
        Precision::Month => When::months(day, day),
        Precision::Year => When::years(day, day),
    })
}

/// Hours count as the days that they are surely over.
fn steps(count: i64, unit: Unit) -> jiff::Span {
    match unit {
        Unit::Hour => (count / 24).days(),
        Unit::Day => count.days(),
        Unit::Week => count.weeks(),
        Unit::Month => count.months(),
        Unit::Year => (12 * count).months(),
        Unit::Decade => (120 * count.clamp(-100, 100)).months(),
    }
}

/// "The past three days" holds the day of publication, so it begins two days before.
fn stretch(count: i64, unit: Unit, side: Side, against: Against) -> Option<When> {
    let published = against.published?;
    let side = match (side, against.tense) {
        (Side::AsTheVerb, Tense::Future) => {
            return Some(When::on(published.checked_add(steps(count, unit)).ok()?));
        }
        (Side::AsTheVerb, Tense::Past) => Side::UpTo,
        (side, _) => side,
    };
    if side == Side::After {
        let to = published.checked_add(steps(count, unit)).ok()?;
        return Some(When { from: published, to, precision: Precision::Day });
    }
    let first = published.checked_sub(steps(count, unit)).ok()?;
    match (unit, side) {
        (Unit::Month, _) => {
            let from = first.first_of_month();
            Some(When { from, to: published, precision: Precision::Month })
        }
        (Unit::Year | Unit::Decade, _) => {
            let from = first.first_of_year();
            Some(When { from, to: published, precision: Precision::Year })
        }
        (Unit::Day | Unit::Week, Side::UpTo) => {
            Some(When { from: first.tomorrow().ok()?, to: published, precision: Precision::Day })
        }
        (Unit::Day | Unit::Week, _) => {
            let to = published.yesterday().ok()?;
            Some(When { from: first, to, precision: Precision::Day })
        }
        // 24 hours are over two days.
        (Unit::Hour, _) => Some(When { from: first, to: published, precision: Precision::Day }),
    }
}

/// "Days ago" says no day, so it gives the month, "months ago" the year.
fn lately(unit: Unit, published: Date) -> Option<When> {
    let back = |span: jiff::Span| published.checked_sub(span).ok();
    match unit {
        Unit::Hour => Some(When::on(published)),
        Unit::Day => Some(When::months(back(4.days())?, back(4.days())?)),
        Unit::Week => Some(When::months(back(3.weeks())?, published)),
        Unit::Month => Some(When::years(back(4.months())?, published)),
        Unit::Year | Unit::Decade => None,
    }
}
