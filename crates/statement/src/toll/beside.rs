//! Beside: what the words beside a number say of it. A number of days, dollars or years is no toll.

use std::ops::Range;

use smol_str::SmolStr;

use super::{Found, Reach};
use crate::numeral::word;

/// Whether the words beside a number say that it counts no people: dates, times, money, measures,
/// percentages, ages, numbered things.
pub(super) fn counts_no_people(
    words: &[&str],
    lower: &[SmolStr],
    number: &Range<usize>,
    found: &Found,
    reach: Reach,
) -> bool {
    let before = |n: usize| found.words.start.checked_sub(n).map_or("", |it| word(lower, it));
    let (previous, next) = (before(1), word(lower, found.words.end));
    let after_next = word(lower, found.words.end + 1);
    let written = words[number.start];
    let in_digits = written.starts_with(|it: char| it.is_ascii_digit());
    let count = found.toll.low.or(found.toll.high);
    let day = in_digits && number.len() == 1 && count.is_some_and(|it| (1..=31).contains(&it));
    // "9 - year - old", "two - day", "15 - member": a quality of one thing, not how many.
    if next == "-" && (is_measure(after_next) || goes_with_number(after_next)) {
        return true;
    }
    // "F - 16": the number belongs to a name.
    if in_digits && previous == "-" && before(2).len() <= 2 {
        return true;
    }
    if is_measure(next) || (next == "per" && after_next == "cent") {
        return true;
    }
    if is_numbered(previous) || previous.ends_with(['$', '€', '£']) {
        return true;
    }
    let is_aged = matches!(previous, "aged" | "age" | "ages");
    let is_limit = matches!(found.toll.hedge.as_str(), "under" | "over" | "below" | "above")
        && matches!(previous, "children" | "kids" | "those" | "aged" | "age" | "boys" | "girls");
    if is_aged || is_limit {
        return true;
    }
    // "Khalil , 24 , was": an age beside a name.
    let named = number.start.checked_sub(2).is_some_and(|it| {
        words[it].starts_with(char::is_uppercase) && words[it].chars().any(char::is_lowercase)
    });
    if in_digits && named && previous == "," && next == "," && count < Some(120) {
        return true;
    }
    // "March 3", "3 March", "3 of May"
    if day && (is_month(words, found.words.start.wrapping_sub(1)) || is_month(words, number.end)) {
        return true;
    }
    if matches!(written.to_ascii_lowercase().as_str(), "one")
        && matches!(next, "another" | "side" | "hand" | "thing" | "such")
    {
        return true;
    }
    reach == Reach::Clear && is_year(written, number, found) && !counted(previous, next)
}

/// Units of what is not people, with the words that follow a clock time.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "%" | "percent"
            | "pct"
            | "percentage"
            | "second"
            | "seconds"
            | "minute"
            | "minutes"
            | "hour"
            | "hours"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "weekend"
            | "weekends"
            | "month"
            | "months"
            | "year"
            | "years"
            | "decade"
            | "decades"
            | "century"
            | "centuries"
            | "night"
            | "nights"
            | "time"
            | "times"
            | "am"
            | "a.m."
            | "a.m"
            | "pm"
            | "p.m."
            | "p.m"
            | "o'clock"
            | "gmt"
            | "utc"
            | "hrs"
            | "km"
            | "kms"
            | "kilometre"
            | "kilometres"
            | "kilometer"
            | "kilometers"
            | "mile"
            | "miles"
            | "m"
            | "metre"
            | "metres"
            | "meter"
            | "meters"
            | "yard"
            | "yards"
            | "foot"
            | "feet"
            | "ft"
            | "inch"
            | "inches"
            | "cm"
            | "mm"
            | "centimetre"
            | "centimetres"
            | "centimeter"
            | "centimeters"
            | "millimetre"
            | "millimetres"
            | "mph"
            | "kph"
            | "km/h"
            | "kmh"
            | "knots"
            | "calibre"
            | "caliber"
            | "kg"
            | "kilo"
            | "kilos"
            | "kilogram"
            | "kilograms"
            | "kilogrammes"
            | "gram"
            | "grams"
            | "lb"
            | "lbs"
            | "pound"
            | "pounds"
            | "ton"
            | "tons"
            | "tonne"
            | "tonnes"
            | "acre"
            | "acres"
            | "hectare"
            | "hectares"
            | "sq"
            | "square"
            | "litre"
            | "litres"
            | "liter"
            | "liters"
            | "gallons"
            | "barrels"
            | "degrees"
            | "°"
            | "°c"
            | "°f"
            | "dollar"
            | "dollars"
            | "euro"
            | "euros"
            | "usd"
            | "eur"
            | "rupees"
            | "rubles"
            | "roubles"
            | "yen"
            | "yuan"
            | "cents"
            | "pence"
            | "points"
            | "votes"
            | "seats"
    )
}

/// Nouns that make one word with a number by a dash.
fn goes_with_number(word: &str) -> bool {
    matches!(
        word,
        "member"
            | "man"
            | "woman"
            | "person"
            | "seat"
            | "seater"
            | "storey"
            | "story"
            | "floor"
            | "star"
            | "state"
            | "way"
            | "point"
            | "party"
            | "nation"
            | "car"
            | "vehicle"
            | "wheel"
            | "room"
            | "bed"
            | "strong"
            | "part"
            | "engine"
            | "truck"
            | "ship"
            | "pronged"
            | "term"
            | "fold"
            | "plus"
    )
}

/// Words that make the number behind them a name: "Flight 771", "Category 3", "No. 5".
fn is_numbered(word: &str) -> bool {
    matches!(
        word,
        "no."
            | "nos."
            | "#"
            | "number"
            | "article"
            | "flight"
            | "category"
            | "phase"
            | "chapter"
            | "highway"
            | "route"
            | "page"
            | "resolution"
            | "level"
            | "room"
            | "type"
            | "section"
            | "magnitude"
            | "channel"
            | "unit"
            | "covid"
            | "war"
            | "us$"
            | "usd"
            | "eur"
            | "rs"
            | "rs."
            | "version"
            | "apollo"
            | "form"
    )
}

fn is_month(words: &[&str], at: usize) -> bool {
    words.get(at).is_some_and(|it| {
        it.starts_with(char::is_uppercase)
            && matches!(
                it.to_ascii_lowercase().trim_end_matches('.'),
                "january"
                    | "jan"
                    | "february"
                    | "feb"
                    | "march"
                    | "mar"
                    | "april"
                    | "apr"
                    | "may"
                    | "june"
                    | "jun"
                    | "july"
                    | "jul"
                    | "august"
                    | "aug"
                    | "september"
                    | "sept"
                    | "sep"
                    | "october"
                    | "oct"
                    | "november"
                    | "nov"
                    | "december"
                    | "dec"
            )
    })
}

/// Whether a number looks like a year: four digits without a comma, and no hedge. "Over 2022
/// protests" is about a year, "over 2000 protesters" is about people.
fn is_year(written: &str, number: &Range<usize>, found: &Found) -> bool {
    number.len() == 1
        && written.len() == 4
        && written.parse().is_ok_and(|it: u64| (1900..2100).contains(&it))
        && (found.toll.hedge.is_empty() || found.toll.hedge == "over" && !written.ends_with("00"))
}

/// Whether the words beside a number show that it counts people after all.
fn counted(previous: &str, next: &str) -> bool {
    matches!(
        previous,
        "kill"
            | "kills"
            | "killed"
            | "killing"
            | "wound"
            | "wounds"
            | "wounded"
            | "wounding"
            | "injure"
            | "injures"
            | "injured"
            | "injuring"
            | "displaced"
            | "displacing"
            | "arrested"
            | "detained"
            | "claimed"
    ) || matches!(
        next,
        "people"
            | "persons"
            | "civilians"
            | "soldiers"
            | "troops"
            | "militants"
            | "fighters"
            | "rebels"
            | "insurgents"
            | "children"
            | "women"
            | "men"
            | "dead"
            | "deaths"
            | "killed"
            | "wounded"
            | "injured"
            | "others"
            | "victims"
            | "lives"
            | "prisoners"
    )
}
