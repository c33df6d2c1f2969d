//! Lexicon: sets of words that are read from the files under `words/`. What the words of a set have in
//! common is said there, and what follows from it in the module that reads the set.

use std::collections::HashSet;

use serde::Deserialize;

/// Some words, in lower case.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Words(HashSet<String>);

impl Words {
    /// Whether a word is one of them, however it is written.
    pub(crate) fn has(&self, word: &str) -> bool {
        if word.chars().any(char::is_uppercase) {
            self.0.contains(&word.to_lowercase())
        } else {
            self.0.contains(word)
        }
    }
}
