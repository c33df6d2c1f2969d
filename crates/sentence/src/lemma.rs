//! Lemma: dictionary forms by the endings of words, `spacy.pipeline.lemmatizer` in its mode "rule".
//! Forms that hang on single words are set by the attribute ruler.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use crate::{
    Pos,
    lang::Lang,
    lexeme::Lexeme,
    msgpack::{MsgpackError, Reader},
    strings,
};

/// A pipeline's tables of words and endings.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    lang: Lang,
    /// By the number of the part of speech in lower case.
    tables: HashMap<u64, Endings>,
}

/// What is known of the words of one part of speech.
#[derive(Debug, Default)]
struct Endings {
    /// Dictionary forms.
    index: HashSet<Box<str>>,
    /// Forms that do not follow the rules, with their dictionary forms.
    exceptions: HashMap<Box<str>, Vec<SmolStr>>,
    /// Endings, and what to put in their place.
    rules: Vec<(SmolStr, SmolStr)>,
}

impl Lemmatizer {
    /// Reads the bytes of `lookups/lookups.bin`.
    pub(crate) fn read(bytes: &[u8], lang: Lang) -> Result<Lemmatizer, MsgpackError> {
        let mut tables: HashMap<u64, Endings> = HashMap::new();
        let mut reader = Reader::new(bytes);
        for _ in 0..reader.map()? {
            let table = reader.text()?;
            if !["lemma_index", "lemma_exc", "lemma_rules"].contains(&table) {
                reader.skip()?;
                continue;
            }
            for _ in 0..reader.map()? {
                let endings = tables.entry(reader.unsigned()?).or_default();
                match table {
                    "lemma_index" => {
                        let len = reader.list()?;
                        endings.index.reserve(len);
                        for _ in 0..len {
                            endings.index.insert(reader.text()?.into());
                        }
                    }
                    "lemma_exc" => {
                        for _ in 0..reader.map()? {
                            let form = reader.text()?;
                            let lemmas: Result<Vec<SmolStr>, MsgpackError> =
                                (0..reader.list()?).map(|_| Ok(reader.text()?.into())).collect();
                            endings.exceptions.insert(form.into(), lemmas?);
                        }
                    }
                    _ => {
                        for _ in 0..reader.list()? {
                            let (old, new) = reader.pair()?;
                            endings.rules.push((old.into(), new.into()));
                        }
                    }
                }
            }
        }
        Ok(Lemmatizer { lang, tables })
    }

    /// Words that do not follow the rules, each with its dictionary form and for which part of speech.
    pub(crate) fn irregular(&self) -> impl Iterator<Item = (u64, &str, &SmolStr)> {
        self.tables.iter().flat_map(|(pos, endings)| {
            let listed = endings.exceptions.iter();
            listed.flat_map(move |(word, lemmas)| lemmas.iter().map(move |it| (*pos, &**word, it)))
        })
    }

    /// Words whose dictionary form is this one by the rules for a part of speech.
    pub(crate) fn regular(&self, pos: u64, lemma: &str) -> Vec<SmolStr> {
        let Some(endings) = self.tables.get(&pos) else { return Vec::new() };
        let stem = |(old, new): &(SmolStr, SmolStr)| {
            lemma.strip_suffix(new.as_str()).map(|stem| smol_str::format_smolstr!("{stem}{old}"))
        };
        let mut words: Vec<SmolStr> = endings.rules.iter().filter_map(stem).collect();
        words.retain(|word| endings.lemma(word, word) == lemma);
        words
    }

    /// The parts of speech that have tables.
    pub(crate) fn parts_of_speech(&self) -> impl Iterator<Item = u64> {
        self.tables.keys().copied()
    }

    /// The dictionary form of a word with this part of speech and morphology.
    pub(crate) fn lemma(&self, word: &Lexeme, pos: Option<Pos>, morph: &str) -> SmolStr {
        let Some(pos) = pos.filter(|it| *it != Pos::Space) else { return word.lower.clone() };
        if self.lang.is_base_form(pos, morph) {
            return word.lower.clone();
        }
        let endings = self.tables.get(&key(pos));
        match endings {
            Some(endings) if !endings.is_empty() => endings.lemma(&word.lower, &word.text),
            _ if pos == Pos::Propn => word.text.clone(),
            _ => word.lower.clone(),
        }
    }
}

/// The number of a part of speech in lower case.
pub(crate) fn key(pos: Pos) -> u64 {
    strings::id(&pos.name().to_ascii_lowercase())
}

impl Endings {
    fn is_empty(&self) -> bool {
        self.index.is_empty() && self.exceptions.is_empty() && self.rules.is_empty()
    }

    /// The dictionary form of a word in lower case, which is written so in the text.
    fn lemma(&self, lower: &str, text: &SmolStr) -> SmolStr {
        let mut forms: Vec<SmolStr> = Vec::new();
        let mut unknown: Option<SmolStr> = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = smol_str::format_smolstr!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            let is_known = self.index.contains(form.as_str());
            if !is_known && form.chars().all(strings::is_letter) {
                unknown = unknown.or(Some(form));
            } else if is_known {
                forms.insert(0, form);
            } else {
                forms.push(form);
            }
        }
        let exceptions = self.exceptions.get(lower).map(Vec::as_slice).unwrap_or_default();
        for form in exceptions {
            if !forms.contains(form) {
                forms.insert(0, form.clone());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| text.clone())
    }
}
