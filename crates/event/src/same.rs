//! Same: whether two tellings are of one thing, by what each says of place, day, kind, numbers and
//! names. How a whole event is made of pairs is in `events.rs`.

use ascribe_statement::Measure;

use crate::traits::{Spot, Traits};

/// How much speaks for two tellings being of one thing, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The sum of the reasons; above 0 they are taken for one thing.
    pub score: f64,
    /// Each reason with what it adds or takes away.
    pub reasons: Vec<(&'static str, f64)>,
}

/// What must be overcome: most tellings of one country and week are of different things.
const START: f64 = -3.8;

/// How alike two tellings are.
pub fn likeness(one: &Traits, other: &Traits) -> Likeness {
    let mut reasons = Vec::with_capacity(8);
    let mut add = |(why, weight): (&'static str, f64)| {
        if !why.is_empty() {
            reasons.push((why, weight));
        }
    };
    add(places(one, other));
    add(days(one, other));
    add(kinds(one, other));
    add(targets(one, other));
    add(numbers(one, other, Measure::Killed));
    add(numbers(one, other, Measure::Injured));
    add(words(one, other));
    add(names(one, other));
    let score = START + reasons.iter().map(|it| it.1).sum::<f64>();
    Likeness { score, reasons }
}

fn places(one: &Traits, other: &Traits) -> (&'static str, f64) {
    match (&one.place, &other.place) {
        (Some(its), Some(others)) => {
            let found = spots(its, others);
            let is_named = || its.is_named_in(&other.names) || others.is_named_in(&one.names);
            if found.1 < NAMED.1 && is_named() { NAMED } else { found }
        }
        (Some(place), None) if place.is_named_in(&other.names) => NAMED,
        (None, Some(place)) if place.is_named_in(&one.names) => NAMED,
        _ => ("a place is not said", -0.5),
    }
}

/// The other report speaks of the place, though not as that of the harm.
const NAMED: (&str, f64) = ("the place of one named in the other", 1.3);

fn spots(one: &Spot, other: &Spot) -> (&'static str, f64) {
    let is_known = !one.country.is_empty() && !other.country.is_empty();
    if is_known && one.country != other.country {
        return ("in different countries", -2.8);
    }
    match (one.parts.first(), other.parts.first()) {
        (Some(first), Some(second)) if first == second => ("the same place", 2.4),
        (Some(_), Some(_)) if one.may_be(other) => ("one place within the other", 1.9),
        (Some(_), Some(_)) if one.is_region || other.is_region => ("a place is not said", -0.5),
        (Some(_), Some(_)) => match one.km_to(other) {
            Some(km) if one.is_exact && other.is_exact => match km {
                ..8.0 => ("places side by side", 1.5),
                ..30.0 => ("places near each other", 0.0),
                ..100.0 => ("places apart", -1.5),
                _ => ("places far apart", -2.5),
            },
            Some(..100.0) => ("places that may be one", 0.3),
            Some(_) => ("places that are hardly one", -1.0),
            None => ("places of different names", -1.4),
        },
        _ if is_known => ("the same country", 1.0),
        _ => ("a place is not said", -0.5),
    }
}

fn days(one: &Traits, other: &Traits) -> (&'static str, f64) {
    let (Some(its), Some(others)) = (one.days, other.days) else {
        let apart = one.published.zip(other.published).map(|(one, other)| (one - other).abs());
        return match apart {
            Some(..=1) => ("published the same day or the next", 1.0),
            Some(..=3) => ("published within days", 0.3),
            _ => ("a day is not said", 0.0),
        };
    };
    if !its.is_exact && !others.is_exact {
        // Wars and years: of one thing where they begin together.
        return match (its.from - others.from).abs() {
            0 => ("the same time", 2.5),
            ..=31 => ("about the same time", 0.5),
            _ => ("different times", -5.0),
        };
    }
    let apart = (its.from - others.to).max(others.from - its.to).max(0);
    if its.is_exact != others.is_exact {
        let long = if its.is_exact { others } else { its };
        return match (apart, long.to - long.from) {
            (0, ..=MONTH) => ("a day within some weeks", 1.2),
            _ => ("a day and a long time", -4.0),
        };
    }
    // A report that goes on telling of a thing may only say the day on which it does so.
    let later = if its.from < others.from { other } else { one };
    match (apart, later.is_day_of_news) {
        (0, _) if its == others => ("the same day", 1.9),
        (0, _) => ("days that overlap", 1.8),
        (1, false) => ("the day before or after", 0.6),
        (1, true) => ("the day after, as news", 1.2),
        (2, false) => ("two days apart", -0.8),
        (2, true) => ("two days after, as news", 0.0),
        (3, false) => ("three days apart", -2.0),
        (3, true) => ("three days after, as news", 0.0),
        (..=7, _) => ("days apart", -3.0),
        _ => ("weeks apart", -6.0),
    }
}

/// A longer time is none in which a day of one thing may lie by chance.
const MONTH: i32 = 31;

fn kinds(one: &Traits, other: &Traits) -> (&'static str, f64) {
    let (one, other) = (one.happenings, other.happenings);
    if one.is_empty() || other.is_empty() {
        ("what happened is not said", 0.0)
    } else if !one.and(other).is_empty() {
        ("the same kind of thing", 1.0)
    } else if one.may_be(other) {
        ("kinds that may be one", 0.0)
    } else {
        ("different kinds of things", -1.5)
    }
}

fn targets(one: &Traits, other: &Traits) -> (&'static str, f64) {
    if one.targets.is_empty() || other.targets.is_empty() {
        return ("", 0.0);
    }
    match one.targets.iter().filter(|it| other.targets.contains(it)).count() {
        0 => ("nothing of what was hit is the same", -1.4),
        1 => ("the same thing hit", 0.8),
        _ => ("the same things hit", 1.4),
    }
}

fn numbers(one: &Traits, other: &Traits, measure: Measure) -> (&'static str, f64) {
    let of = |traits: &Traits| -> Vec<u64> {
        traits.numbers.iter().filter(|it| it.0 == measure && it.1 > 0).map(|it| it.1).collect()
    };
    let (one, other) = (of(one), of(other));
    let same = one.iter().filter(|it| other.contains(it)).max();
    if let Some(&number) = same {
        return match number {
            1 => ("one in both", 0.2),
            2..=4 => ("the same small number", 1.0),
            5..=19 => ("the same number", 1.5),
            _ => ("the same large number", 2.2),
        };
    }
    let ratio = |a: u64, b: u64| a.min(b) as f64 / a.max(b) as f64;
    let nearest =
        one.iter().flat_map(|&a| other.iter().map(move |&b| ratio(a, b))).reduce(f64::max);
    match nearest {
        None => ("", 0.0),
        Some(0.7..) => ("numbers near each other", 0.5),
        Some(0.4..) => ("numbers not far from each other", 0.0),
        Some(0.15..) => ("numbers far apart", -0.6),
        Some(_) => ("numbers that do not go together", -1.4),
    }
}

/// How many words of the shorter one the other has too, of those that most news has not.
fn words(one: &Traits, other: &Traits) -> (&'static str, f64) {
    let shared = shared(&one.content, &other.content);
    let shorter = one.content.len().min(other.content.len());
    if shorter < 6 {
        return ("", 0.0);
    }
    match shared as f64 / shorter as f64 {
        0.6.. => ("told in the same words", 3.0),
        0.4.. => ("told in much the same words", 2.0),
        0.25.. => ("many words in both", 1.5),
        0.12.. => ("some words in both", 0.7),
        _ => ("other words", -0.4),
    }
}

/// Names in both, less those of the places, which are compared by themselves.
fn names(one: &Traits, other: &Traits) -> (&'static str, f64) {
    let of_place = |name: &u32| {
        [one, other].iter().any(|it| it.place.as_ref().is_some_and(|it| it.words.contains(name)))
    };
    let both = one.names.iter().filter(|it| other.names.binary_search(it).is_ok());
    match both.filter(|it| !of_place(it)).count() {
        0 => ("", 0.0),
        1 => ("a name in both", 0.9),
        2 | 3 => ("names in both", 1.4),
        4 | 5 => ("many names in both", 2.0),
        _ => ("very many names in both", 2.6),
    }
}

/// How many stand in both, which are in order.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|it| other.binary_search(it).is_ok()).count()
}
