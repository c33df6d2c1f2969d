//! Casing: the usual casing of words in text that is all in capitals, as telegrams and some
//! headlines are. Later stages tell names from ordinary words by their capitals, and capitals
//! everywhere tell nothing. How words are usually written is data in `words/casing.txt`.

use std::{collections::HashMap, ops::Range, sync::OnceLock};

/// Whether text is all in capitals; a name or two is not enough to tell.
pub(crate) fn is_shouted(text: &str) -> bool {
    /// "WFP, UNHCR", "DEIR EZ-ZOR"
    const FEWEST_WORDS: usize = 4;
    /// "McALLEN", "DEIR al-ZOR": one small letter in so many.
    const SMALL_IN: usize = 20;
    let letters = || text.chars().filter(|it| it.is_alphabetic());
    let n_small = letters().filter(|it| it.is_lowercase()).count();
    let n_large = letters().filter(|it| it.is_uppercase()).count();
    n_small * SMALL_IN < n_large && words(text).len() >= FEWEST_WORDS
}

/// Text in capitals as it is usually written; every letter keeps its bytes, so that a span is the
/// same piece of both.
pub(crate) fn restore(text: &str) -> String {
    let usual = Usual::built_in();
    let words = words(text);
    let keys: Vec<String> = words.iter().map(|it| text[it.clone()].to_lowercase()).collect();
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (at, word) in words.iter().enumerate() {
        let between = &text[end..word.start];
        out.push_str(between);
        end = word.end;
        // Names do not reach over a comma.
        let is_beside = |before: usize| {
            words.get(before + 1).is_some_and(|it| &text[words[before].end..it.start] == " ")
        };
        let before = at.checked_sub(1).filter(|it| is_beside(*it)).map(|it| keys[it].as_str());
        let after = is_beside(at).then(|| keys[at + 1].as_str());
        let is_bracketed = between.ends_with(['(', '[']) && text[end..].starts_with([')', ']']);
        let mut form = usual.form(&keys[at], before, after);
        if is_bracketed && !usual.words.contains_key(&keys[at]) {
            // "the Revolutionary Front (RUF)"
            form = text[word.clone()].to_owned();
        }
        if at == 0 || ends_sentence(&keys[at - 1], between) {
            form = capitalised(&form);
        }
        out.push_str(&of_same_bytes(&text[word.clone()], &form));
    }
    out.push_str(&text[end..]);
    out
}

/// The words of a text: letters, with what may stand between those of a word.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut open: Option<usize> = None;
    while let Some((at, it)) = chars.next() {
        let end = at + it.len_utf8();
        let goes_on = match it {
            _ if it.is_alphabetic() => true,
            '\'' | '’' | '.' | '-' => {
                open.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphabetic())
            }
            _ => false,
        };
        match open {
            None if goes_on => open = Some(at),
            Some(start) if !goes_on => {
                words.push(start..at);
                open = None;
            }
            _ => {}
        }
        if let Some(start) = open.filter(|_| end == text.len()) {
            words.push(start..end);
        }
    }
    words
}

/// Whether a sentence ends between two words.
fn ends_sentence(before: &str, between: &str) -> bool {
    /// "Gen. Perez", "No. 4": names follow them, which have their capital anyway.
    const WITH_STOP: [&str; 24] = [
        "adm", "brig", "capt", "cmdr", "col", "dr", "gen", "gov", "jr", "lt", "maj", "mr", "mrs",
        "ms", "mt", "no", "pres", "prof", "rep", "rev", "sen", "sgt", "sr", "st",
    ];
    let stop = between.trim_start_matches(['"', '\'', '”', '’', ')', ']']);
    match stop.chars().next() {
        Some('!' | '?') => true,
        Some('.') => {
            between.contains(' ')
                && !before.contains('.')
                && before.chars().count() > 1
                && !WITH_STOP.contains(&before)
        }
        // "10 wounded. The", "(AFP). The", "1989. -- THE"
        _ => between.contains(". "),
    }
}

/// How words are usually written.
struct Usual {
    /// By the word in small letters.
    words: HashMap<String, &'static str>,
    /// Pairs that are written otherwise than their words alone, in the same way.
    pairs: HashMap<String, &'static str>,
}

impl Usual {
    fn built_in() -> &'static Usual {
        static USUAL: OnceLock<Usual> = OnceLock::new();
        USUAL.get_or_init(|| {
            let (pairs, words) = include_str!("../words/casing.txt")
                .lines()
                .map(|form| (form.to_lowercase(), form))
                .partition(|(_, form)| form.contains(' '));
            Usual { words, pairs }
        })
    }

    /// The form of a word between two others.
    fn form(&self, word: &str, before: Option<&str>, after: Option<&str>) -> String {
        if let Some(form) = self.known(word, before, after) {
            return form.to_owned();
        }
        for owner in ["'s", "’s"] {
            if let Some(own) = word.strip_suffix(owner) {
                let form = self.known(own, before, None);
                return form.map_or_else(|| self.guessed(own), str::to_owned) + owner;
            }
        }
        self.guessed(word)
    }

    /// The form that was counted.
    fn known(&self, word: &str, before: Option<&str>, after: Option<&str>) -> Option<&'static str> {
        let pair = |one: &str, other: &str| self.pairs.get(&format!("{one} {other}")).copied();
        let with_after = || pair(word, after?)?.split(' ').next();
        let with_before = || pair(before?, word)?.split(' ').nth(1);
        with_after().or_else(with_before).or_else(|| self.words.get(word).copied())
    }

    /// The form of a word that was not counted.
    fn guessed(&self, word: &str) -> String {
        let of_part = |part: &str| match self.words.get(part) {
            Some(form) => (*form).to_owned(),
            // "FMLN": what nobody can say is spelt.
            None if part.is_ascii() && !part.contains(['a', 'e', 'i', 'o', 'u', 'y']) => {
                part.to_uppercase()
            }
            None if self.is_made_of_ordinary(part) => part.to_owned(),
            None => capitalised(part),
        };
        word.split('-').map(of_part).collect::<Vec<_>>().join("-")
    }

    /// "disembarking", "checkpointed": another form of an ordinary word; "abominable": its ending
    /// says so.
    fn is_made_of_ordinary(&self, word: &str) -> bool {
        const OF_ITSELF: [&str; 17] = [
            "able", "ible", "ably", "ibly", "ally", "ously", "ively", "fully", "ous", "ity",
            "ation", "ition", "ness", "ful", "less", "ism", "ize",
        ];
        const ENDINGS: [(&str, &[&str]); 12] = [
            ("s", &[""]),
            ("es", &["", "e"]),
            ("ies", &["y"]),
            ("ed", &["", "e"]),
            ("ied", &["y"]),
            ("ing", &["", "e"]),
            ("ly", &["", "le"]),
            ("er", &["", "e"]),
            ("ers", &["", "e"]),
            ("ness", &[""]),
            ("ment", &[""]),
            ("ation", &["e", ""]),
        ];
        let is_stem = |it: &&str| it.chars().count() >= 3;
        if OF_ITSELF.iter().any(|it| word.strip_suffix(it).filter(is_stem).is_some()) {
            return true;
        }
        ENDINGS.iter().any(|(ending, before)| {
            word.strip_suffix(ending).filter(|it| it.len() >= 3).is_some_and(|stem| {
                before.iter().any(|it| {
                    let stem = format!("{stem}{it}");
                    self.words.get(&stem).is_some_and(|form| **form == stem)
                })
            })
        })
    }
}

fn capitalised(form: &str) -> String {
    let mut chars = form.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The letters of `form` where they have as many bytes as those of `word`, else those of `word`.
fn of_same_bytes(word: &str, form: &str) -> String {
    let mut forms = form.chars();
    word.chars()
        .map(|letter| match forms.next() {
            Some(form) if form.len_utf8() == letter.len_utf8() => form,
            _ => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, restored: &str) {
        assert!(is_shouted(text), "{text} is all in capitals");
        assert_eq!(restore(text), restored);
    }

    #[test]
    fn names_keep_their_capitals() {
        check(
            "THE UNITED NATIONS SAID ON FRIDAY THAT TROOPS HAD ENTERED TAMRIT, NORTH OF BOGOTA.",
            "The United Nations said on Friday that troops had entered Tamrit, north of Bogota.",
        );
    }

    #[test]
    fn acronyms_stay_and_sentences_begin_with_a_capital() {
        check(
            "NATO SENT A CONVOY. IT WAS HIT. \"TWO DIED,\" GEN. PEREZ SAID.",
            "NATO sent a convoy. It was hit. \"Two died,\" Gen. Perez said.",
        );
    }

    #[test]
    fn acronyms_that_nobody_knows_are_spelt() {
        check(
            "THE PTLQ AND THE DUNE FRONT (DUFRO) CLAIMED BOTH RAIDS",
            "The PTLQ and the Dune Front (DUFRO) claimed both raids",
        );
    }

    #[test]
    fn a_word_is_written_as_in_its_pair() {
        check("HE LEFT THE WHITE HOUSE FOR A WHITE CAR", "He left the White House for a white car");
    }

    #[test]
    fn a_name_or_two_in_capitals_is_no_text_in_capitals() {
        assert!(!is_shouted("WFP, UNHCR and MSF left"));
        assert!(!is_shouted("DEIR EZ-ZOR"));
        assert!(!is_shouted(""));
    }

    #[test]
    fn a_word_without_end_is_restored_too() {
        let text = format!("{} ONE TWO THREE", "A'S".repeat(200_000));
        assert_eq!(restore(&text).len(), text.len());
    }

    proptest! {
        #[test]
        fn every_letter_keeps_its_bytes(text in any::<String>()) {
            let restored = restore(&text);
            let bytes = |it: &str| it.chars().map(char::len_utf8).collect::<Vec<_>>();
            prop_assert_eq!(bytes(&restored), bytes(&text));
        }
    }
}
