//! Lexeme: what a word is by itself, whatever stands around it: normal form, first and last
//! letters, shape. Finding the words of a text is in `tokenizer.rs`.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use smol_str::{SmolStr, SmolStrBuilder, StrExt};

use crate::{
    features::Features,
    lang::BASE_NORMS,
    msgpack::{MsgpackError, Reader},
    strings,
};

/// How many words a [`Lexicon`] remembers before it forgets them all and starts again. A thousand
/// news reports have about as many; a remembered one takes some 200 bytes.
const MAX_REMEMBERED: usize = 20_000;

/// A word by itself.
#[derive(Debug)]
pub(crate) struct Lexeme {
    /// The word as it stands.
    pub(crate) text: SmolStr,
    /// In lower case.
    pub(crate) lower: SmolStr,
    /// The number of `lower`.
    pub(crate) lower_id: u64,
    orth: u64,
    norm: u64,
    prefix: u64,
    suffix: u64,
    shape: u64,
    /// Whether it is white space.
    pub(crate) is_space: bool,
}

/// The normal forms a pipeline knows, and the words met so far.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Numbers of words and the numbers of their normal forms.
    norms: HashMap<u64, u64>,
    remembered: RwLock<HashMap<SmolStr, Arc<Lexeme>>>,
}

impl Lexeme {
    /// What the networks see of a token of this word. `norm` is the normal form where the tokenizer
    /// knows better ("n't" of "don't" is "not").
    pub(crate) fn features(&self, norm: Option<u64>, space_follows: bool) -> Features {
        Features {
            orth: self.orth,
            norm: norm.unwrap_or(self.norm),
            prefix: self.prefix,
            suffix: self.suffix,
            shape: self.shape,
            space_follows,
            is_space: self.is_space,
        }
    }

    /// The number of the word as it stands.
    pub(crate) fn orth(&self) -> u64 {
        self.orth
    }
}

impl Lexicon {
    /// Reads the bytes of `vocab/lookups.bin`, of which the table `lexeme_norm` is used.
    pub(crate) fn read(lookups: &[u8]) -> Result<Lexicon, MsgpackError> {
        let mut norms = HashMap::new();
        let mut reader = Reader::new(lookups);
        for _ in 0..reader.map()? {
            if reader.text()? == "lexeme_norm" {
                for _ in 0..reader.map()? {
                    norms.insert(reader.unsigned()?, strings::id(reader.text()?));
                }
            } else {
                reader.skip()?;
            }
        }
        Ok(Lexicon { norms, remembered: RwLock::default() })
    }

    /// The word of this text.
    pub(crate) fn lexeme(&self, text: &str) -> Arc<Lexeme> {
        // A cache that a panicking thread left is as good as any other.
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(lexeme) = remembered.get(text) {
            return Arc::clone(lexeme);
        }
        drop(remembered);
        let lexeme = Arc::new(self.make(text));
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MAX_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(lexeme.text.clone(), Arc::clone(&lexeme));
        lexeme
    }

    fn make(&self, text: &str) -> Lexeme {
        // Of the two, only the one for `String` knows that a Greek word ends in "ς".
        let lower =
            if text.is_ascii() { text.to_lowercase_smolstr() } else { text.to_lowercase().into() };
        let lower_id = strings::id(&lower);
        let orth = strings::id(text);
        let base = BASE_NORMS.iter().find(|it| it.0 == text).map(|it| strings::id(it.1));
        let suffix = text.char_indices().rev().nth(2).map_or(text, |(start, _)| &text[start..]);
        let prefix = text.chars().next().map_or(0, |it| strings::id(it.encode_utf8(&mut [0; 4])));
        Lexeme {
            lower_id,
            orth,
            norm: self.norms.get(&orth).copied().or(base).unwrap_or(lower_id),
            prefix,
            suffix: strings::id(suffix),
            shape: strings::id(&shape(text)),
            is_space: !text.is_empty() && text.chars().all(strings::is_space),
            text: SmolStr::new(text),
            lower,
        }
    }
}

/// The word's shape: "Xxxxx" for "Damascus", "dd" for "88". A run keeps four equal signs.
fn shape(text: &str) -> SmolStr {
    const LONG: usize = 100;
    if text.chars().nth(LONG - 1).is_some() {
        return SmolStr::new_static("LONG");
    }
    let mut shape = SmolStrBuilder::new();
    let mut run = 0;
    let mut last = None;
    for it in text.chars() {
        let sign = if strings::is_letter(it) {
            if it.is_uppercase() { 'X' } else { 'x' }
        } else if strings::is_digit(it) {
            'd'
        } else {
            it
        };
        run = if last == Some(sign) { run + 1 } else { 0 };
        last = Some(sign);
        if run < 4 {
            shape.push(sign);
        }
    }
    shape.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, lower: &str, norm: &str, prefix: &str, suffix: &str, shape: &str) {
        let lexicon = Lexicon { norms: HashMap::new(), remembered: RwLock::default() };
        let lexeme = lexicon.lexeme(text);
        assert_eq!(lexeme.lower, lower, "lower case of {text:?}");
        assert_eq!(lexeme.norm, strings::id(norm), "normal form of {text:?}");
        assert_eq!(lexeme.prefix, strings::id(prefix), "first character of {text:?}");
        assert_eq!(lexeme.suffix, strings::id(suffix), "last characters of {text:?}");
        assert_eq!(super::shape(text), shape, "shape of {text:?}");
    }

    #[test]
    fn a_word_is_seen_as_spacy_sees_it() {
        check("Damascus", "damascus", "damascus", "D", "cus", "Xxxxx");
        check("al-Assad", "al-assad", "al-assad", "a", "sad", "xx-Xxxxx");
        check("1,300", "1,300", "1,300", "1", "300", "d,ddd");
        check("ΟΔΟΣ", "οδος", "οδος", "Ο", "ΔΟΣ", "XXXX");
        check("x²", "x²", "x²", "x", "x²", "xd");
    }

    #[test]
    fn quotes_and_dashes_have_a_plain_normal_form() {
        check("”", "”", "\"", "”", "”", "”");
        check("—", "—", "-", "—", "—", "—");
        check("US$", "us$", "$", "U", "US$", "XX$");
    }

    #[test]
    fn a_word_of_a_hundred_characters_is_long() {
        let word = "ab".repeat(50);
        check(&word, &word, &word, "a", "bab", "LONG");
        check(&word[1..], &word[1..], &word[1..], "b", "bab", "xxxx");
    }

    #[test]
    fn a_pipelines_normal_form_comes_before_the_base_form() {
        let mut table = vec![0x81];
        table.extend([&[0xab][..], b"lexeme_norm", &[0x81, 0xcf]].concat());
        table.extend(strings::id("—").to_be_bytes());
        table.extend([0xa2, b'-', b'-']);
        let lexicon = Lexicon::read(&table).unwrap();
        assert_eq!(lexicon.lexeme("—").norm, strings::id("--"));
    }
}
