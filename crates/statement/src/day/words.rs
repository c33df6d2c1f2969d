//! Words: the words by which days are read and given to what happened, from `words/days.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicon;

/// What the words of each list have in common is said in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) saying: lexicon::Words,
    pub(crate) judging: lexicon::Words,
    pub(crate) counting: lexicon::Words,
    pub(crate) tolls: lexicon::Words,
    pub(crate) judges: lexicon::Words,
    pub(crate) beginning: lexicon::Words,
    pub(crate) going_on: lexicon::Words,
    pub(crate) parts: lexicon::Words,
    pub(crate) before_month: lexicon::Words,
    pub(crate) before_year: lexicon::Words,
    pub(crate) counted: lexicon::Words,
    pub(crate) stops: lexicon::Words,
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../words/days.toml")).expect("a test reads with these words")
});
