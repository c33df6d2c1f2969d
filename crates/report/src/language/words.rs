//! Words: which language a text is in, by its script and by the words that are common in each. The
//! words are data, in `words/languages.toml`. What a page says of itself is not looked at here.

use std::{borrow::Cow, collections::HashMap, ops::AddAssign, sync::OnceLock};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::script::Script;

/// A language that is known here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub(super) code: String,
    pub(super) name: String,
    /// What it calls itself, in small letters.
    own_name: Option<String>,
    #[serde(default)]
    letters: String,
    #[serde(default)]
    words: String,
    /// Codes of languages that are hardly told from it.
    #[serde(default)]
    kin: Vec<String>,
}

/// All languages, and what tells them apart.
pub(super) struct Languages {
    all: Vec<Language>,
    english: usize,
    /// The languages written in each script of several.
    of_script: Vec<(Script, Vec<usize>)>,
    /// How much a word speaks for each language that has it among its common ones.
    words: HashMap<String, Vec<(usize, f32)>>,
    /// The languages that have a letter, one bit each of at most 128, for letters that not all of a script have.
    letters: HashMap<char, u128>,
}

/// What speaks for each language in a piece of text.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    n_words: u32,
    /// How many letters of each script there are, signs of several letters counted so.
    n_letters: Vec<(Script, u32)>,
    /// By language.
    scores: Vec<f32>,
}

/// What a text seems to be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guess {
    /// The script of most letters.
    pub(super) script: Script,
    /// The language that most speaks for; `None` where nothing does.
    pub(super) language: Option<&'static Language>,
    /// How much more speaks for it than for the next.
    margin: f32,
    /// Enough speaks for it, and little for another.
    pub(super) is_clear: bool,
    /// So many words, and hardly one of them common in English, nor enough in any other.
    pub(super) is_unknown: bool,
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.code == other.code
    }
}

impl Language {
    /// Whether a language is this one, or hardly told from it.
    pub(super) fn is_about(&self, code: &str) -> bool {
        self.code == code || self.kin.iter().any(|it| it == code)
    }
}

impl Languages {
    pub(super) fn built_in() -> &'static Languages {
        static LANGUAGES: OnceLock<Languages> = OnceLock::new();
        LANGUAGES.get_or_init(|| {
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            struct File {
                language: Vec<Language>,
            }
            let text = include_str!("../../words/languages.toml");
            let File { language } = toml::from_str(text).expect("a test reads the file");
            Languages::new(language)
        })
    }

    fn new(all: Vec<Language>) -> Languages {
        let mut of_script: Vec<(Script, Vec<usize>)> = Vec::new();
        let mut words: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        let mut letters: HashMap<char, u128> = HashMap::new();
        for (at, language) in all.iter().enumerate() {
            // Serbian is written in two scripts.
            let mut ranks: Vec<(Script, usize)> = Vec::new();
            for word in words_of(&language.words) {
                let script = word.chars().find_map(Script::of).expect("words have letters");
                let known = ranks.iter().position(|(it, _)| *it == script).unwrap_or_else(|| {
                    match of_script.iter_mut().find(|(it, _)| *it == script) {
                        Some((_, languages)) => languages.push(at),
                        None => of_script.push((script, vec![at])),
                    }
                    ranks.push((script, 0));
                    ranks.len() - 1
                });
                let rank = &mut ranks[known].1;
                let languages = words.entry(word).or_default();
                if languages.last().is_none_or(|(it, _)| *it != at) {
                    languages.push((at, weight(*rank)));
                }
                *rank += 1;
            }
            for letter in language.letters.chars() {
                *letters.entry(letter).or_default() |= 1 << at;
            }
        }
        let english = all.iter().position(|it| it.code == "en").expect("English is known");
        Languages { all, english, of_script, words, letters }
    }

    pub(super) fn find(&self, code: &str) -> Option<&Language> {
        self.all.iter().find(|it| it.code == code)
    }

    /// The language of a name, in English or its own.
    pub(super) fn named(&self, name: &str) -> Option<&Language> {
        let name = name.to_lowercase();
        self.all
            .iter()
            .find(|it| it.name.to_lowercase() == name || it.own_name.as_ref() == Some(&name))
    }

    /// Whether a language is written in a script.
    pub(super) fn writes(&self, language: &Language, script: Script) -> bool {
        let of_several = self.of_script.iter().filter(|(it, _)| *it == script);
        of_several.flat_map(|(_, it)| it).any(|it| self.all[*it].code == language.code)
            || matches!(script, Script::Of(code) if code == language.code)
            || (script == Script::Han && ["zh", "ja"].contains(&language.code.as_str()))
    }

    /// What speaks for each language in a piece of text.
    pub(super) fn tally(&self, text: &str) -> Tally {
        let mut tally =
            Tally { n_words: 0, n_letters: Vec::new(), scores: vec![0.0; self.all.len()] };
        // "é" as a letter and a mark, which is how some systems write it.
        let is_parted = !text.is_ascii() && text.contains(|it| matches!(it, '\u{300}'..='\u{36f}'));
        let text = if is_parted { Cow::Owned(text.nfc().collect()) } else { Cow::Borrowed(text) };
        let mut word = String::new();
        let (mut is_capital, mut n_capitals) = (false, 0);
        for letter in text.chars().chain([' ']) {
            if is_of_word(letter) {
                let small = letter.to_lowercase().next().unwrap_or(letter);
                is_capital |= word.is_empty() && small != letter;
                n_capitals += u32::from(small != letter);
                word.push(small);
                if let Some(script) = Script::of(letter) {
                    tally.letter(script);
                }
            } else if !word.is_empty() {
                // In a text all in capitals nothing tells names from words.
                self.word(&word, is_capital && n_capitals == 1, &mut tally);
                word.clear();
                (is_capital, n_capitals) = (false, 0);
            }
        }
        tally
    }

    fn word(&self, word: &str, is_name: bool, tally: &mut Tally) {
        /// A word that a language cannot spell, and a name that it leaves as it is.
        const MISSPELT: f32 = 1.5;
        const MISSPELT_NAME: f32 = 0.3;
        tally.n_words += 1;
        for (language, weight) in self.words.get(word).into_iter().flatten() {
            tally.scores[*language] += weight;
        }
        if word.is_ascii() {
            return;
        }
        // Cyrillic spells foreign names by its own letters.
        let is_latin = |it| Script::of(it) == Some(Script::Latin);
        let misspelt = if is_name && word.starts_with(is_latin) { MISSPELT_NAME } else { MISSPELT };
        let special = word.chars().filter_map(|it| self.letters.get(&it));
        if let Some(can_spell) = special.copied().reduce(|one, other| one & other) {
            for (language, score) in tally.scores.iter_mut().enumerate() {
                if can_spell & (1 << language) == 0 {
                    *score -= misspelt;
                }
            }
        }
    }

    /// The language that a headline or paragraph is clearly in.
    pub(super) fn of_piece(&'static self, tally: &Tally) -> Option<&'static Language> {
        /// Fewer words are a name or a title.
        const FEWEST_WORDS: u32 = 8;
        /// "Mike Stewart/AP", where "ap" is a word of Haiti.
        const LEAST_MARGIN: f32 = 9.0;
        let guess = self.guess(tally)?;
        let is_plain = guess.margin >= LEAST_MARGIN && tally.n_words >= FEWEST_WORDS;
        guess.language.filter(|_| guess.is_clear && (is_plain || guess.script != Script::Latin))
    }

    /// The language of what was counted; `None` for text without letters.
    pub(super) fn guess(&'static self, tally: &Tally) -> Option<Guess> {
        /// So much more must speak for a language than for the next.
        const LEAST_MARGIN: f32 = 3.5;
        /// So much must speak for it in a word, on average.
        const LEAST_PER_WORD: f32 = 0.25;
        /// Fewer letters of a script may be a name.
        const FEWEST_LETTERS: u32 = 6;
        /// So many words of English have common ones among them.
        const MANY_WORDS: u32 = 80;
        const FEW_PER_WORD: f32 = 0.3;
        let (script, n_letters) = tally.main_script()?;
        let found = |language| Guess {
            script,
            language,
            margin: 0.0,
            is_clear: n_letters >= FEWEST_LETTERS,
            is_unknown: false,
        };
        let usual = script.usual().and_then(|it| self.find(it));
        if let Script::Han | Script::Of(_) = script {
            return Some(found(usual));
        }
        let languages = self.of_script.iter().find(|(it, _)| *it == script).map(|(_, it)| it);
        let score = |it: &usize| tally.scores[*it];
        let best = languages
            .into_iter()
            .flatten()
            .max_by(|one, other| score(one).total_cmp(&score(other)));
        let best = best.filter(|it| score(it) > 0.0);
        let n_words = tally.n_words as f32;
        let margin = best.map_or(0.0, |best| {
            let language = &self.all[*best];
            let others = languages
                .into_iter()
                .flatten()
                .filter(|it| !language.is_about(&self.all[**it].code));
            score(best) - others.map(score).fold(0.0, f32::max)
        });
        let per_word = best.map_or(0.0, |it| score(it) / n_words);
        let is_clear = margin >= LEAST_MARGIN && per_word >= LEAST_PER_WORD;
        let is_english = tally.scores[self.english] / n_words >= FEW_PER_WORD;
        let is_long = script == Script::Latin && tally.n_words >= MANY_WORDS;
        Some(Guess {
            script,
            language: best.map(|it| &self.all[*it]).or(usual),
            margin,
            is_clear,
            is_unknown: is_long && !is_clear && !is_english,
        })
    }
}

impl Tally {
    pub(super) fn n_letters(&self) -> u32 {
        self.n_letters.iter().map(|(_, n)| n).sum()
    }

    fn letter(&mut self, script: Script) {
        match self.n_letters.iter_mut().find(|(it, _)| *it == script) {
            Some((_, n)) => *n += script.weight(),
            None => self.n_letters.push((script, script.weight())),
        }
    }

    /// The script of most letters, and how many there are of it.
    fn main_script(&self) -> Option<(Script, u32)> {
        /// One sign in so many is enough to tell Japanese from Chinese.
        const KANA_IN: u32 = 12;
        let n_of =
            |script| self.n_letters.iter().find(|(it, _)| *it == script).map_or(0, |it| it.1);
        let (script, n) = *self.n_letters.iter().max_by_key(|(_, n)| *n)?;
        let n_kana = n_of(Script::Of("ja"));
        if script == Script::Han && n_kana * KANA_IN >= n {
            return Some((Script::Of("ja"), n + n_kana));
        }
        Some((script, n))
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.n_words += other.n_words;
        for (script, n) in &other.n_letters {
            match self.n_letters.iter_mut().find(|(it, _)| it == script) {
                Some((_, all)) => *all += n,
                None => self.n_letters.push((*script, *n)),
            }
        }
        for (score, other) in self.scores.iter_mut().zip(&other.scores) {
            *score += other;
        }
    }
}

/// How much a word speaks for its language: the commoner words are, the rarer they are elsewhere by
/// chance.
fn weight(rank: usize) -> f32 {
    (400.0 / (rank as f32 + 3.0)).ln().max(0.5)
}

/// Letters, and what stands on and between them within a word.
fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic()
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{200c}')
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|it| !is_of_word(it)).filter(|it| !it.is_empty()).map(str::to_owned)
}
