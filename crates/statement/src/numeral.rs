//! Numerals: how news writes a number, in digits and in words. Hedges are in `toll`; ordinals,
//! clock times and ages are not numerals here.

use smol_str::SmolStr;

/// What a numeral counts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// "57", "1,300", "two dozen", "a quarter of a million"
    Exactly(u64),
    /// "12-15" in one word
    Between(u64, u64),
    /// "dozens", "several hundred": many or few, and no number
    Unstated,
    /// "half the", "two thirds of": a piece of a number that is not said
    Share,
}

/// A numeral at the start of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    pub(crate) count: Count,
    /// How many words it takes.
    pub(crate) len: usize,
}

/// The longest numeral that starts at `at`; `words` are in lower case.
pub(crate) fn read(words: &[SmolStr], at: usize) -> Option<Numeral> {
    // "as many as 20", "how few": a degree, not a number.
    let previous = at.checked_sub(1).map_or("", |it| word(words, it));
    if matches!(word(words, at), "many" | "few") && matches!(previous, "as" | "how" | "so" | "too")
    {
        return None;
    }
    let words = words.get(at..)?;
    portion(words).or_else(|| unstated(words)).or_else(|| exact(words))
}

/// The words in lower case, which all look-ups here expect.
pub(crate) fn lower(words: &[&str]) -> Vec<SmolStr> {
    words.iter().map(|it| it.chars().flat_map(char::to_lowercase).collect()).collect()
}

/// The word at `at`, or "" past the end, so that matching may look ahead.
pub(crate) fn word(words: &[SmolStr], at: usize) -> &str {
    words.get(at).map_or("", SmolStr::as_str)
}

/// Whether this is a dash: within a number, between two, or punctuation.
pub(crate) fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "‑" | "−" | "--")
}

/// "half a dozen", "a quarter of a million", "half the", "two thirds of".
fn portion(words: &[SmolStr]) -> Option<Numeral> {
    let (parts, mut at) = match word(words, 0) {
        "a" | "one" => (1, 1),
        "two" => (2, 1),
        "three" => (3, 1),
        _ => (1, 0),
    };
    if at == 1 && is_dash(word(words, 1)) {
        at = 2;
    }
    let bare = at == 0;
    let of_how_many = match word(words, at) {
        "half" => 2,
        // "third" and "fourth" by themselves are ordinals.
        "third" | "thirds" if !bare => 3,
        "quarter" | "quarters" => 4,
        "fifth" | "fifths" if !bare => 5,
        "half-dozen" => return Some(Numeral { count: Count::Exactly(6), len: at + 1 }),
        "half-million" => return Some(Numeral { count: Count::Exactly(500_000), len: at + 1 }),
        _ => return None,
    };
    at += 1;
    let share = Numeral { count: Count::Share, len: at };
    let is_share = matches!(
        word(words, at),
        "of" | "the" | "its" | "their" | "his" | "her" | "our" | "those" | "these" | "that"
    ) && (!bare || of_how_many == 2);
    let mut scale_at = at;
    if word(words, scale_at) == "of" {
        scale_at += 1;
    }
    if matches!(word(words, scale_at), "a" | "one") || is_dash(word(words, scale_at)) {
        scale_at += 1;
    }
    match scale(word(words, scale_at)) {
        Some(scale) if scale >= 12 => {
            Some(Numeral { count: Count::Exactly(scale / of_how_many * parts), len: scale_at + 1 })
        }
        _ => is_share.then_some(share),
    }
}

/// "dozens", "several", "a few hundred", "tens of thousands", "a large number of".
fn unstated(words: &[SmolStr]) -> Option<Numeral> {
    let mut at = 0;
    let stated = |len| Some(Numeral { count: Count::Unstated, len });
    if matches!(word(words, 0), "a" | "an") {
        at = 1;
        match word(words, 1) {
            "few" | "handful" | "lot" => return stated(2 + hundreds(&words[2..])),
            "number" if word(words, 2) == "of" => return stated(2),
            _ => {}
        }
        if matches!(word(words, 2), "number" | "handful" | "few") {
            let rest = 3 + hundreds(&words[3..]);
            return (word(words, 2) != "number" || word(words, 3) == "of")
                .then_some(Numeral { count: Count::Unstated, len: rest });
        }
    }
    if at == 1 {
        return None;
    }
    match word(words, 0) {
        "many" if word(words, 1) == "more" && word(words, 2) == "than" => None,
        "several" | "many" | "numerous" | "countless" | "untold" | "multiple" | "few" => {
            stated(1 + hundreds(&words[1..]))
        }
        _ => match hundreds(words) {
            0 => None,
            len if is_plural_scale(word(words, 0)) => stated(len),
            _ => None,
        },
    }
}

/// How many words of round scales stand here: "hundred", "dozens", "tens of thousands".
fn hundreds(words: &[SmolStr]) -> usize {
    let first = word(words, 0);
    if first == "tens" && word(words, 1) != "of" {
        return 0;
    }
    if first != "tens" && !is_plural_scale(first) && scale(first).is_none() {
        return 0;
    }
    let mut len = 1;
    while word(words, len) == "of" && is_plural_scale(word(words, len + 1)) {
        len += 2;
    }
    // "tens of" says a number only with the scale behind it.
    if first == "tens" && len == 1 { 0 } else { len }
}

fn is_plural_scale(word: &str) -> bool {
    matches!(
        word,
        "tens"
            | "dozens"
            | "scores"
            | "hundreds"
            | "thousands"
            | "millions"
            | "billions"
            | "lakhs"
            | "crores"
    )
}

fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "score" => 20,
        "hundred" => 100,
        "thousand" => 1_000,
        "lakh" => 100_000,
        "million" | "mn" => 1_000_000,
        "crore" => 10_000_000,
        "billion" | "bn" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => return None,
    })
}

fn exact(words: &[SmolStr]) -> Option<Numeral> {
    let first = word(words, 0);
    if first.starts_with(|it: char| it.is_ascii_digit()) { digits(words) } else { in_words(words) }
}

/// A number in digits before any scale: `mantissa` divided by ten to the `decimals`.
struct Decimal {
    mantissa: u64,
    decimals: u32,
}

impl Decimal {
    /// "57", "1,300", "1,30,000", "2.5". No sign, no letters.
    fn read(text: &str) -> Option<Decimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let mut groups = whole.split(',');
        let first = groups.next().filter(|it| !it.is_empty())?;
        let mut all = String::from(first);
        let mut last = None;
        for group in groups {
            // Indian grouping has twos before the last three: "1,30,000".
            if first.len() > 3 || !(2..=3).contains(&group.len()) {
                return None;
            }
            last = Some(group.len());
            all.push_str(group);
        }
        if last.is_some_and(|it| it != 3) || text.ends_with('.') || fraction.len() > 6 {
            return None;
        }
        all.push_str(fraction);
        if !all.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let decimals = u32::try_from(fraction.len()).ok()?;
        Some(Decimal { mantissa: all.parse().ok()?, decimals })
    }

    /// The whole number that this is `scale` times; `None` where a piece of a person is left.
    fn times(&self, scale: u64) -> Option<u64> {
        let divisor = 10_u64.checked_pow(self.decimals)?;
        let product = self.mantissa.checked_mul(scale)?;
        product.is_multiple_of(divisor).then_some(product / divisor)
    }
}

/// "57", "2.5 million", "10k", "1 300", "12-15".
fn digits(words: &[SmolStr]) -> Option<Numeral> {
    let first = word(words, 0);
    if let Some((low, high)) = first.split_once(['-', '–']) {
        let (low, high) = (Decimal::read(low)?.times(1)?, Decimal::read(high)?.times(1)?);
        return (low < high).then_some(Numeral { count: Count::Between(low, high), len: 1 });
    }
    let end = first.find(|it: char| it.is_ascii_alphabetic()).unwrap_or(first.len());
    let number = Decimal::read(&first[..end])?;
    let suffix = match &first[end..] {
        "" => 1,
        "k" => 1_000,
        "m" | "mn" => 1_000_000,
        "bn" => 1_000_000_000,
        _ => return None,
    };
    let one = |value, len| Some(Numeral { count: Count::Exactly(value), len });
    if suffix > 1 {
        return one(number.times(suffix)?, 1);
    }
    let mut scale_at = 1;
    if is_dash(word(words, 1)) {
        scale_at = 2;
    }
    // "1.2 m" is how the pipeline cuts "1.2m"; "500 m" is a length.
    let after = match word(words, scale_at) {
        "m" if number.decimals > 0 => Some(1_000_000),
        other => scale(other),
    };
    if let Some(after) = after {
        let value = number.times(after)?;
        let len = scale_at + 1;
        // "3 hundred thousand"
        return match scale(word(words, len)) {
            Some(next) if next > after => one(value.checked_mul(next)?, len + 1),
            _ => one(value, len),
        };
    }
    // "1 300": groups apart by a space.
    let group = word(words, 1);
    let in_three = group.len() == 3 && group.bytes().all(|it| it.is_ascii_digit());
    if in_three && first.len() <= 3 && number.decimals == 0 {
        return one(number.times(1_000)?.checked_add(group.parse().ok()?)?, 2);
    }
    one(number.times(1)?, 1)
}

/// What the last word of a number in words was, which decides what may follow.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Unit,
    Tens,
    Scale,
}

/// "twenty-nine", "two hundred and five", "a hundred", "two dozen", "one and a half million".
fn in_words(words: &[SmolStr]) -> Option<Numeral> {
    if let Some(count) = alone(word(words, 0)) {
        return Some(Numeral { count: Count::Exactly(count), len: 1 });
    }
    match (word(words, 0), word(words, 1)) {
        ("a", "couple" | "pair") => return Some(Numeral { count: Count::Exactly(2), len: 2 }),
        ("a", "single") => return Some(Numeral { count: Count::Exactly(1), len: 2 }),
        _ => {}
    }
    let (mut total, mut current, mut smallest) = (0_u64, 0_u64, u64::MAX);
    let mut last = Last::Nothing;
    let mut at = 0;
    let mut len = 0;
    if word(words, 0) == "a" {
        scale(word(words, 1))?;
        current = 1;
        last = Last::Unit;
        at = 1;
    }
    loop {
        let mut here = at;
        if last != Last::Nothing && is_dash(word(words, here)) {
            here += 1;
        }
        if last == Last::Scale && word(words, here) == "and" {
            here += 1;
        }
        let text = word(words, here);
        if let Some(half) = and_a_half(words, at, last, current) {
            (total, len) = (total.checked_add(half.0)?, half.1);
            current = 0;
            break;
        }
        if let Some(value) = unit(text).filter(|_| last != Last::Unit) {
            if last == Last::Tens && value >= 10 {
                break;
            }
            current = current.checked_add(value)?;
            last = Last::Unit;
        } else if let Some((tens, ones)) =
            tens(text).filter(|_| matches!(last, Last::Nothing | Last::Scale))
        {
            current = current.checked_add(tens + ones)?;
            last = if ones == 0 { Last::Tens } else { Last::Unit };
        } else if let Some(scale) = scale(text).filter(|_| last != Last::Nothing) {
            // "hundred" is a scale within the next one: "two hundred thousand".
            if scale == 100 {
                if current == 0 {
                    break;
                }
                current = current.checked_mul(100)?;
            } else {
                if scale >= smallest || current == 0 {
                    break;
                }
                total = total.checked_add(current.checked_mul(scale)?)?;
                (current, smallest) = (0, scale);
            }
            last = Last::Scale;
        } else {
            break;
        }
        at = here + 1;
        len = at;
    }
    let value = total.checked_add(current)?;
    (len > 0).then_some(Numeral { count: Count::Exactly(value), len })
}

/// The value and the end of "and a half million" after "one", or of "and a half" after "a million".
fn and_a_half(words: &[SmolStr], at: usize, last: Last, current: u64) -> Option<(u64, usize)> {
    let is_half =
        word(words, at) == "and" && word(words, at + 1) == "a" && word(words, at + 2) == "half";
    if !is_half {
        return None;
    }
    if let Some(scale) = scale(word(words, at + 3)).filter(|_| last == Last::Unit) {
        return Some((current.checked_mul(scale)?.checked_add(scale / 2)?, at + 4));
    }
    let before = scale(word(words, at.checked_sub(1)?)).filter(|_| last == Last::Scale)?;
    Some((current.checked_add(before / 2)?, at + 3))
}

/// Words that are a number by themselves and start no longer one.
fn alone(word: &str) -> Option<u64> {
    Some(match word {
        "zero" | "none" | "nobody" => 0,
        "both" => 2,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<u64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let at = UNITS.iter().position(|&it| it == word)?;
    (at > 0).then_some(at as u64)
}

/// "twenty" as 20 and 0, "twenty-nine" in one word as 20 and 9.
fn tens(word: &str) -> Option<(u64, u64)> {
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let (first, ones) = match word.split_once('-') {
        Some((first, second)) => (first, unit(second).filter(|&it| it < 10)?),
        None => (word, 0),
    };
    let at = TENS.iter().position(|&it| it == first)?;
    Some(((at as u64 + 2) * 10, ones))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        let read = read(&lower(&words), 0).map_or("no numeral".to_owned(), |it| {
            let rest = words[it.len..].join(" ");
            let count = match it.count {
                Count::Exactly(count) => count.to_string(),
                Count::Between(low, high) => format!("{low} to {high}"),
                Count::Unstated => "unstated".to_owned(),
                Count::Share => "share".to_owned(),
            };
            if rest.is_empty() { count } else { format!("{count} | {rest}") }
        });
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn digits_are_read_with_their_groups() {
        check("57 people", "57 | people");
        check("1,300", "1300");
        check("1,30,000", "130000");
        check("1 300 people", "1300 | people");
        check("1,3", "no numeral");
        check("1.2.3", "no numeral");
        check("18446744073709551615", "18446744073709551615");
        check("18446744073709551616", "no numeral");
    }

    #[test]
    fn a_scale_multiplies() {
        check("2.5 million people", "2500000 | people");
        check("1.2m", "1200000");
        check("1.2 m", "1200000");
        check("500 m", "500 | m");
        check("10k", "10000");
        check("5 lakh", "500000");
        check("three crore", "30000000");
        check("3 hundred thousand", "300000");
        check("2.5 people", "no numeral");
        check("18446744073709551615 million", "no numeral");
    }

    #[test]
    fn words_are_read_with_their_dashes() {
        check("Twenty-nine people", "29 | people");
        check("twenty - nine people", "29 | people");
        check("SEVENTY people", "70 | people");
        check("two hundred and five", "205");
        check("two hundred thousand", "200000");
        check("one million two hundred thousand and one", "1200001");
        check("a hundred", "100");
        check("twelve hundred", "1200");
        check("two three", "2 | three");
        check("a man", "no numeral");
        check("second", "no numeral");
        check("none of them", "0 | of them");
        check("both men", "2 | men");
        check("two and a half thousand", "2500");
        check("a million and a half people", "1500000 | people");
    }

    #[test]
    fn a_dozen_is_a_number_and_dozens_are_not() {
        check("a dozen soldiers", "12 | soldiers");
        check("two dozen", "24");
        check("half a dozen", "6");
        check("half - dozen", "6");
        check("a half-dozen", "6");
        check("a quarter of a million", "250000");
        check("three quarters of a million", "750000");
        check("dozens of people", "unstated | of people");
        check("tens of thousands of people", "unstated | of people");
        check("several hundred people", "unstated | people");
        check("a few dozen", "unstated");
        check("many hundreds of", "unstated | of");
        check("a large number of", "unstated | of");
        check("a number", "no numeral");
    }

    #[test]
    fn a_share_is_no_number() {
        check("half the population", "share | the population");
        check("two thirds of them", "share | of them");
        check("a third of them", "share | of them");
        check("third of them", "no numeral");
        check("quarter final", "no numeral");
    }

    proptest! {
        #[test]
        fn a_numeral_takes_words_that_are_there(words in prop::collection::vec("[a-z]{1,3}|[0-9.,-]{1,25}|and|a|half|of|million|hundred|tens|of|thousands|twenty|-|nine|several|dozen|quarter", 0..12)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some(it) = read(&lower(&words), 0) {
                prop_assert!(0 < it.len && it.len <= words.len(), "{it:?}");
            }
        }
    }
}
