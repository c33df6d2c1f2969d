//! Toll: how many, with the hedge. What a numeral is, is in `numeral`; who was harmed and how,
//! in the rules.

mod beside;
mod hedge;

use std::fmt;
use std::ops::Range;

use smol_str::SmolStr;

use self::{
    beside::counts_no_people,
    hedge::{AFTER, Bound, bound, ends, hedge_before, starts_with},
};
use crate::numeral::{self, Count, is_dash, word};

/// How many people a statement says were harmed, with the hedge kept.
///
/// "At least 57" is not 57, so both ends are kept apart, and an end that was not said is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Toll {
    /// The fewest: 57 for "at least 57", 58 for "more than 57", none for "up to 57" and "dozens".
    pub low: Option<u64>,
    /// The most: 57 for "up to 57", 19 for "fewer than 20", none for "at least 57" and "dozens".
    pub high: Option<u64>,
    /// The hedging words as said, in lower case; empty for a plain number. For a number that is
    /// not said, the words that stand for it: "dozens", "half".
    pub hedge: String,
}

impl Toll {
    /// "57", "a policeman".
    pub fn exactly(count: u64) -> Toll {
        Toll { low: Some(count), high: Some(count), hedge: String::new() }
    }
}

/// As one would write it in a table: "at least 57", "57", "20 to 30", "dozens".
impl fmt::Display for Toll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = match (self.low, self.high) {
            (None, None) if self.hedge.is_empty() => return f.write_str("an unknown number"),
            (None, None) => return f.write_str(&self.hedge),
            (Some(low), Some(high)) if low != high => {
                return write!(f, "{} to {}", grouped(low), grouped(high));
            }
            (Some(low), None) => match bound(&self.hedge) {
                Some(Bound::Above) => low.saturating_sub(1),
                Some(Bound::Least) => low,
                _ => return write!(f, "at least {}", grouped(low)),
            },
            (None, Some(high)) => match bound(&self.hedge) {
                Some(Bound::Below) => high.saturating_add(1),
                Some(Bound::Most) => high,
                _ => return write!(f, "up to {}", grouped(high)),
            },
            (Some(count), Some(_)) => count,
        };
        let number = grouped(number);
        match (self.hedge.as_str(), AFTER.iter().any(|it| it.0.join(" ") == self.hedge)) {
            ("", _) => f.write_str(&number),
            ("+", _) => write!(f, "{number}+"),
            (hedge, true) => write!(f, "{number} {hedge}"),
            (hedge, false) => write!(f, "{hedge} {number}"),
        }
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A number phrase: its words with hedges before and after, and what they say.
///
/// "others" and "more" behind a number are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) words: Range<usize>,
    pub(crate) toll: Toll,
}

/// The first number phrase that may count people: no date, time, money, measure, share in percent
/// or age, and no number that belongs to one of these with the words before it ("$ no one").
pub(crate) fn find(words: &[&str]) -> Option<Found> {
    let lower = numeral::lower(words);
    phrases(words, &lower, Reach::Clear).find(|it| find_around(words, it.words.start).is_some())
}

/// The number phrase that holds word `number`, also where only its place in the sentence makes it
/// one: "no", "another", "some" by themselves, and numbers that may be years.
pub(crate) fn find_around(words: &[&str], number: usize) -> Option<Found> {
    let lower = numeral::lower(words);
    phrases(words, &lower, Reach::All)
        .take_while(|it| it.words.start <= number)
        .find(|it| it.words.contains(&number))
}

#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Numbers that are clear by their words.
    Clear,
    /// Also those that the caller knows to be numbers.
    All,
}

/// The number phrases of a sentence, in order and apart.
fn phrases<'a>(
    words: &'a [&'a str],
    lower: &'a [SmolStr],
    reach: Reach,
) -> impl Iterator<Item = Found> + 'a {
    let (mut from, mut at) = (0, 0);
    std::iter::from_fn(move || {
        while at < lower.len() {
            let loose = (reach == Reach::All).then(|| loose(lower, at)).flatten();
            let Some((count, len)) =
                numeral::read(lower, at).map(|it| (it.count, it.len)).or(loose)
            else {
                at += 1;
                continue;
            };
            let number = at..at + len;
            let found = phrase(lower, from, number.clone(), count);
            from = found.words.end;
            at = from;
            if !counts_no_people(words, lower, &number, &found, reach) {
                return Some(found);
            }
        }
        None
    })
}

/// Words that stand for a number only in the place of one, with how many they are.
fn loose(lower: &[SmolStr], at: usize) -> Option<(Count, usize)> {
    let next = word(lower, at + 1);
    let before_number = numeral::read(lower, at + 1).is_some();
    match word(lower, at) {
        "no" if next == "one" => Some((Count::Exactly(0), 2)),
        "no" if !matches!(next, "fewer" | "less" | "more" | "longer") => {
            Some((Count::Exactly(0), 1))
        }
        "another" | "single" if !before_number => Some((Count::Exactly(1), 1)),
        "couple" | "pair" => Some((Count::Exactly(2), 1)),
        "some" if !before_number => Some((Count::Unstated, 1)),
        "most" => Some((Count::Share, 1)),
        _ => None,
    }
}

/// The phrase around a numeral: hedges, a second number of a range, hedges behind.
fn phrase(lower: &[SmolStr], from: usize, number: Range<usize>, count: Count) -> Found {
    let before = hedge_before(lower, from, number.start);
    let start = before.map_or(number.start, |it| it.0);
    let bound = before.map(|it| it.1);
    let mut hedge = lower[start..number.start].join(" ");
    let mut end = number.end;
    let (mut low, mut high) = match count {
        Count::Exactly(count) => ends(bound, count, count),
        Count::Between(low, high) => ends(bound, low, high),
        Count::Unstated | Count::Share => {
            let hedge = lower[start..end].join(" ");
            return Found { words: start..end, toll: Toll { low: None, high: None, hedge } };
        }
    };
    let after_from = start > 0 && word(lower, start - 1) == "from";
    let between = start > from && word(lower, start - 1) == "between";
    let words = if between { start - 1 } else { start };
    if let (Count::Exactly(first), false) = (count, after_from)
        && let Some(second) = second(lower, end, first, between)
    {
        if second.scale > 1 {
            (low, _) = ends(bound, first * second.scale, first * second.scale);
        }
        high = second.high;
        let joined = if between { "between" } else { second.hedge.as_str() };
        if !joined.is_empty() {
            hedge = if hedge.is_empty() { joined.to_owned() } else { format!("{hedge}, {joined}") };
        }
        return Found { words: words..second.end, toll: Toll { low, high, hedge } };
    }
    let after = AFTER.iter().find(|(hedge, _)| starts_with(&lower[end..], hedge));
    if let Some((words, bound)) = after {
        end += words.len();
        if let Some(first) = low.or(high) {
            (low, high) = ends(Some(*bound), first, first);
        }
        hedge = words.join(" ");
    }
    Found { words: start..end, toll: Toll { low, high, hedge } }
}

/// The second number of a range.
struct Second {
    high: Option<u64>,
    hedge: String,
    end: usize,
    /// What the first number is to be multiplied by: 1000 in "20 to 30 thousand".
    scale: u64,
}

/// The number that makes a range with `first`, which ends at `end`: "to 30", "- 30", "or two",
/// "and possibly five", "but fewer than 30".
fn second(lower: &[SmolStr], end: usize, first: u64, between: bool) -> Option<Second> {
    let mut at = end;
    let comma = word(lower, at) == ",";
    if comma {
        at += 1;
    }
    let joint = word(lower, at);
    let hedge_from = if matches!(joint, "to" | "or" | "and" | "but") || is_dash(joint) {
        at + 1
    } else if comma && matches!(joint, "possibly" | "perhaps" | "maybe") {
        at
    } else {
        return None;
    };
    let number_at = (hedge_from..lower.len().min(hedge_from + 6))
        .find(|&it| numeral::read(lower, it).is_some())?;
    let Count::Exactly(second) = numeral::read(lower, number_at)?.count else { return None };
    let second_end = number_at + numeral::read(lower, number_at)?.len;
    let hedge = &lower[hedge_from..number_at];
    let bound = match hedge_before(lower, hedge_from, number_at) {
        Some((start, bound)) if start == hedge_from => Some(bound),
        _ if hedge.is_empty() => None,
        _ => return None,
    };
    // "at least 20 and as many as 30" is one range; "20 and at least 30" are two numbers.
    let unsure = matches!(bound, Some(Bound::Most | Bound::Below))
        || hedge.iter().any(|it| matches!(it.as_str(), "possibly" | "perhaps" | "maybe"));
    let joins = match joint {
        "and" => (between && !comma) || unsure,
        "but" => unsure,
        "to" | "or" => !comma,
        _ => !comma || unsure,
    };
    let said_scale = lower[number_at..second_end].last().map_or(1, |it| round(it));
    let scale = if said_scale > 1 && first < said_scale && first < second / said_scale {
        said_scale
    } else {
        1
    };
    if !joins || second <= first * scale {
        return None;
    }
    let high = match bound {
        Some(Bound::Least | Bound::Above) => None,
        Some(Bound::Below) => Some(second - 1),
        _ => Some(second),
    };
    let hedge = hedge.join(" ");
    Some(Second { high, hedge, end: second_end, scale })
}

/// The scale that the second number of a range lends to the first.
fn round(word: &str) -> u64 {
    match word {
        "hundred" => 100,
        "thousand" => 1_000,
        "lakh" => 100_000,
        "million" => 1_000_000,
        "crore" => 10_000_000,
        "dozen" => 12,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(found: Option<Found>, words: &[&str]) -> String {
        found.map_or("no toll".to_owned(), |it| {
            let end = |it: Option<u64>| it.map_or("?".to_owned(), |it| it.to_string());
            let Toll { low, high, .. } = it.toll;
            let read = words[it.words.clone()].join(" ");
            format!("{read} = {}..{} = {}", end(low), end(high), it.toll)
        })
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(shown(find(&words), &words), expected, "{text}");
    }

    /// The word with a star is the one that is asked about.
    #[track_caller]
    fn check_around(text: &str, expected: &str) {
        let number = text.split(' ').position(|it| it.starts_with('*')).expect("a word has a star");
        let words: Vec<&str> = text.split(' ').map(|it| it.trim_start_matches('*')).collect();
        assert_eq!(shown(find_around(&words, number), &words), expected, "{text}");
    }

    #[test]
    fn a_plain_number_has_both_ends() {
        check("killing 57 people", "57 = 57..57 = 57");
        check("Twenty - nine people", "Twenty - nine = 29..29 = 29");
        check("THIRTY-FIVE OTHERS", "THIRTY-FIVE = 35..35 = 35");
        check("a quarter of a million lives", "a quarter of a million = 250000..250000 = 250,000");
        check("a couple of soldiers", "a couple = 2..2 = 2");
        check("all four attackers", "four = 4..4 = 4");
    }

    #[test]
    fn a_hedge_opens_one_end() {
        check("At least 57 people", "At least 57 = 57..? = at least 57");
        check("no fewer than six", "no fewer than six = 6..? = no fewer than 6");
        check("more than a dozen", "more than a dozen = 13..? = more than 12");
        check("well over 1,300 were", "well over 1,300 = 1301..? = well over 1,300");
        check("as many as 57 died", "as many as 57 = ?..57 = as many as 57");
        check("up to two dozen", "up to two dozen = ?..24 = up to 24");
        check("fewer than 20 dead", "fewer than 20 = ?..19 = fewer than 20");
        check("57 or more people", "57 or more = 57..? = 57 or more");
        check("300 + people", "300 + = 300..? = 300+");
        check("at least some 50 people", "at least some 50 = 50..? = at least some 50");
    }

    #[test]
    fn about_keeps_both_ends() {
        check("nearly 60 people", "nearly 60 = 60..60 = nearly 60");
        check("some 1,300 people", "some 1,300 = 1300..1300 = some 1,300");
        check(
            "an estimated 2.5 million",
            "an estimated 2.5 million = 2500000..2500000 = an estimated 2,500,000",
        );
        check("20 or so people", "20 or so = 20..20 = 20 or so");
        check("perhaps 20 people", "perhaps 20 = 20..20 = perhaps 20");
        check("perhaps as many as 20", "perhaps as many as 20 = ?..20 = perhaps as many as 20");
    }

    #[test]
    fn a_range_has_two_numbers() {
        check("20 to 30 people", "20 to 30 = 20..30 = 20 to 30");
        check("between 20 and 30", "between 20 and 30 = 20..30 = 20 to 30");
        check("12 - 15 people", "12 - 15 = 12..15 = 12 to 15");
        check("12–15 people", "12–15 = 12..15 = 12 to 15");
        check("one or two men", "one or two = 1..2 = 1 to 2");
        check("20 to 30 thousand", "20 to 30 thousand = 20000..30000 = 20,000 to 30,000");
        check(
            "at least three and possibly five",
            "at least three and possibly five = 3..5 = 3 to 5",
        );
        check(
            "more than 20 but fewer than 30",
            "more than 20 but fewer than 30 = 21..29 = 21 to 29",
        );
        check("rose from 57 to 59", "57 = 57..57 = 57");
        check("20 and at least 30 more", "20 = 20..20 = 20");
        check("two and five", "two = 2..2 = 2");
    }

    #[test]
    fn many_is_no_number() {
        check("Dozens more were", "Dozens = ?..? = dozens");
        check("tens of thousands of people", "tens of thousands = ?..? = tens of thousands");
        check("several hundred were", "several hundred = ?..? = several hundred");
        check("at least several people", "at least several = ?..? = at least several");
        check("half the population", "half = ?..? = half");
        check("a number of others", "a number = ?..? = a number");
    }

    #[test]
    fn days_money_measures_and_ages_are_passed_over() {
        check("in March 3 people", "no toll");
        check("on 3 March 2016 about 40 miles north", "no toll");
        check("in 2016 , killing 5", "5 = 5..5 = 5");
        check("killed 2016 people", "2016 = 2016..2016 = 2,016");
        check("$ 5 or 5 % at 10 p.m.", "no toll");
        check("$ 2.5 million", "no toll");
        check("a 9 - year - old and a 15 - member crew", "no toll");
        check("an F - 16 on Flight 771", "no toll");
        check("Khalil , 24 , and two others", "two = 2..2 = 2");
        check("children under five", "no toll");
        check("a two - day battle killed six", "six = 6..6 = 6");
        check("the market", "no toll");
        check("", "no toll");
    }

    #[test]
    fn the_asked_word_is_anywhere_in_its_phrase() {
        check_around("20 dead , at *least 30 hurt", "at least 30 = 30..? = at least 30");
        check_around("20 dead , 30 *or more hurt", "30 or more = 30..? = 30 or more");
        check_around("between 20 and *30 people", "between 20 and 30 = 20..30 = 20 to 30");
        check_around("half a *dozen men", "half a dozen = 6..6 = 6");
        check_around("20 dead , *many hurt", "many = ?..? = many");
        check_around("20 *dead", "no toll");
    }

    #[test]
    fn some_words_are_numbers_only_where_one_is_asked_for() {
        check_around("*no casualties", "no = 0..0 = 0");
        check_around("*No one was hurt", "No one = 0..0 = 0");
        check_around("and *another wounded", "another = 1..1 = 1");
        check_around("another *two", "two = 2..2 = 2");
        check_around("*some people", "some = ?..? = some");
        check_around("*some 20 people", "some 20 = 20..20 = some 20");
        check_around("the *2016 that were killed", "2016 = 2016..2016 = 2,016");
        check("no casualties in another attack", "no toll");
    }

    #[test]
    fn an_end_that_a_hedge_does_not_explain_is_shown() {
        let shown =
            |low, high, hedge: &str| Toll { low, high, hedge: hedge.to_owned() }.to_string();
        assert_eq!(shown(Some(57), None, ""), "at least 57");
        assert_eq!(shown(None, Some(57), ""), "up to 57");
        assert_eq!(shown(None, None, ""), "an unknown number");
        assert_eq!(Toll::exactly(250_000).to_string(), "250,000");
    }

    /// Words that make number phrases, and others.
    fn words_like() -> impl Strategy<Value = Vec<String>> {
        let known = prop::sample::select(vec![
            "at",
            "least",
            "more",
            "than",
            "up",
            "to",
            "as",
            "many",
            "some",
            "a",
            "dozen",
            "dozens",
            "of",
            "half",
            "million",
            "hundred",
            "thousand",
            "and",
            "or",
            "-",
            "between",
            "possibly",
            "but",
            "fewer",
            "57",
            "1,300",
            "20",
            "18446744073709551615",
            "two",
            "twenty",
            "No",
            "one",
            "+",
            ",",
            "%",
            "March",
            "2016",
            "people",
            "killed",
            "$",
        ]);
        prop::collection::vec(
            prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()],
            0..15,
        )
    }

    proptest! {
        #[test]
        fn the_low_end_is_not_above_the_high_end(words in words_like()) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            for at in 0..words.len() {
                if let Some(it) = find_around(&words, at) {
                    prop_assert!(it.words.contains(&at) && it.words.end <= words.len());
                    if let (Some(low), Some(high)) = (it.toll.low, it.toll.high) {
                        prop_assert!(low <= high, "{it:?}");
                    }
                }
            }
        }

        #[test]
        fn what_is_found_is_found_by_its_first_word(words in words_like()) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some(it) = find(&words) {
                prop_assert!(find_around(&words, it.words.start).is_some(), "{it:?}");
            }
        }
    }
}
