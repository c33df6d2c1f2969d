//! Forms: the words that a pipeline gives one dictionary form, for those who look for words before they
//! read sentences. How a word's dictionary form is found is in `lemma.rs` and `ruler.rs`.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::{
    Pos,
    lemma::{self, Lemmatizer},
};

/// The words of a pipeline by their dictionary forms.
#[derive(Debug)]
pub struct Forms<'p> {
    lemmatizer: Option<&'p Lemmatizer>,
    /// Words that do not follow the rules of endings, by dictionary form, in lower case, each with the
    /// part of speech for which it is so; `None` for any.
    irregular: BTreeMap<SmolStr, Vec<(Option<u64>, SmolStr)>>,
}

impl<'p> Forms<'p> {
    /// `set` are words with the dictionary forms that are set on them whatever the tables say.
    pub(crate) fn new<'a>(
        lemmatizer: Option<&'p Lemmatizer>,
        set: impl Iterator<Item = (&'a SmolStr, &'a SmolStr)>,
    ) -> Forms<'p> {
        let mut irregular: BTreeMap<SmolStr, Vec<(Option<u64>, SmolStr)>> = BTreeMap::new();
        let listed = lemmatizer.into_iter().flat_map(Lemmatizer::irregular);
        let listed = listed.map(|(pos, word, lemma)| (Some(pos), word, lemma));
        for (pos, word, lemma) in
            set.map(|(word, lemma)| (None, word.as_str(), lemma)).chain(listed)
        {
            irregular.entry(lemma.to_lowercase().into()).or_default().push((pos, word.into()));
        }
        Forms { lemmatizer, irregular }
    }

    /// All words, in lower case, that may have this dictionary form as one of these parts of speech, as
    /// any where none is given. Those that the pipeline knows by a regular expression are not among
    /// them.
    pub fn of(&self, lemma: &str, pos: &[Pos]) -> BTreeSet<SmolStr> {
        let lemma = lemma.to_lowercase();
        let pos: Vec<u64> = if pos.is_empty() {
            self.lemmatizer.into_iter().flat_map(Lemmatizer::parts_of_speech).collect()
        } else {
            pos.iter().map(|it| lemma::key(*it)).collect()
        };
        let listed = self.irregular.get(lemma.as_str()).into_iter().flatten();
        let listed = listed.filter(|(of, _)| of.is_none_or(|of| pos.contains(&of)));
        let mut words: BTreeSet<SmolStr> = listed.map(|(_, word)| word.clone()).collect();
        if let Some(lemmatizer) = self.lemmatizer {
            words.extend(pos.iter().flat_map(|it| lemmatizer.regular(*it, &lemma)));
        }
        words.insert(lemma.into());
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    #[track_caller]
    fn check(lemma: &str, pos: &[Pos], should: &[&str]) {
        let pipeline = Pipeline::built_in().unwrap();
        let words = pipeline.forms().of(lemma, pos);
        assert_eq!(words.iter().map(SmolStr::as_str).collect::<Vec<_>>(), should, "{lemma}");
    }

    #[test]
    fn a_word_has_the_endings_of_its_part_of_speech() {
        check("Kill", &[Pos::Verb], &["kill", "killed", "killes", "killing", "kills"]);
        check("kill", &[Pos::Noun], &["kill", "kills"]);
    }

    #[test]
    fn an_irregular_word_has_the_forms_that_are_listed() {
        check("man", &[Pos::Noun], &["man", "mans", "men"]);
    }

    #[test]
    fn a_word_of_grammar_has_the_forms_that_patterns_name() {
        check("not", &[Pos::Part], &["n't", "not", "nt", "n’t"]);
    }
}
