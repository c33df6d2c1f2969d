//! Strings: the numbers that stand for strings in a pipeline's files, and the classes of characters
//! as Python sees them. Which string of a word is asked for is in `lexeme.rs`.

use std::{collections::HashMap, sync::LazyLock};

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Names with a fixed number, as `spacy.symbols` lists them. Ordinary words are among them ("mark",
/// "root", "X"), so every string has to be looked up here before it is hashed.
static SYMBOLS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let lines = include_str!("symbols.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).map(numbered).collect()
});

fn numbered((number, name): (&'static str, &'static str)) -> (&'static str, u64) {
    (name, number.parse().expect("every line of symbols.txt starts with a number"))
}

/// The number that stands for a string in a pipeline: 0 for none, that of the symbol of this name,
/// else its hash.
pub(crate) fn id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    SYMBOLS.get(text).copied().unwrap_or_else(|| murmur_hash_64a(text.as_bytes(), 1))
}

/// MurmurHash64A by Austin Appleby.
fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    const MIX: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(MIX);
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut block = u64::from_le_bytes(*block).wrapping_mul(MIX);
        block ^= block >> 47;
        hash = (hash ^ block.wrapping_mul(MIX)).wrapping_mul(MIX);
    }
    if !rest.is_empty() {
        let mut block = [0; 8];
        block[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(block)).wrapping_mul(MIX);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(MIX);
    hash ^ (hash >> 47)
}

/// Python's `str.isspace` of a character: Unicode's white space and four separators of ASCII.
pub(crate) fn is_space(it: char) -> bool {
    it.is_whitespace() || matches!(it, '\u{1C}'..='\u{1F}')
}

/// Python's `str.isalpha` of a character: letters alone, without the marks and letter numbers that
/// Rust's `is_alphabetic` takes too.
pub(crate) fn is_letter(it: char) -> bool {
    if it.is_ascii() {
        return it.is_ascii_alphabetic();
    }
    it.is_alphabetic() && it.general_category_group() == GeneralCategoryGroup::Letter
}

/// Python's `str.isdigit` of a character: decimal digits and those that only look like one, as "²".
pub(crate) fn is_digit(it: char) -> bool {
    if it.is_ascii() {
        return it.is_ascii_digit();
    }
    it.general_category() == unicode_properties::GeneralCategory::DecimalNumber
        || matches!(it,
            '\u{B2}'..='\u{B3}' | '\u{B9}' | '\u{1369}'..='\u{1371}' | '\u{19DA}' | '\u{2070}'
            | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}'
            | '\u{2474}'..='\u{247C}' | '\u{2488}'..='\u{2490}' | '\u{24EA}'
            | '\u{24F5}'..='\u{24FD}' | '\u{24FF}' | '\u{2776}'..='\u{277E}'
            | '\u{2780}'..='\u{2788}' | '\u{278A}'..='\u{2792}' | '\u{10A40}'..='\u{10A43}'
            | '\u{10E60}'..='\u{10E68}' | '\u{11052}'..='\u{1105A}' | '\u{1F100}'..='\u{1F10A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, number: u64) {
        assert_eq!(id(text), number, "{text:?}");
    }

    #[test]
    fn a_string_has_the_number_that_spacy_gives_it() {
        check("because", 16950148841647037698);
        check("a", 11901859001352538922);
        check("The", 5059648917813135842);
        check("Zeinab", 14092344234365244771);
        check("Ünïcödé – text", 15422978281143912026);
    }

    #[test]
    fn a_symbol_keeps_its_fixed_number() {
        check("", 0);
        check("X", 101);
        check("mark", 423);
        check("_", 456);
    }

    #[test]
    fn letters_and_digits_are_those_of_python() {
        let letters: String = "aZé٣²½ⅷ中ًª_-".chars().filter(|it| is_letter(*it)).collect();
        let digits: String = "aZé٣²½ⅷ中ًª_-7".chars().filter(|it| is_digit(*it)).collect();
        assert_eq!((letters.as_str(), digits.as_str()), ("aZé中ª", "٣²7"));
    }
}
