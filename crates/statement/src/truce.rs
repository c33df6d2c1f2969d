//! Truces: what a report says of a truce, put together from its claims and its sentences. Who agrees
//! to one or turns it down is read in `claim.rs`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::tree::Tree;

/// Words of truces, from `words/truce.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// A report with one of these speaks of a truce, or of talks about one.
    topic: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/truce.toml")).expect("a test reads with these words")
});

/// Whether a sentence speaks of a truce, or of talks about one.
pub(crate) fn is_topic(tree: &Tree) -> bool {
    (0..tree.len()).any(|it| {
        let lemma = tree.lemma(it);
        WORDS.topic.iter().any(|word| word.eq_ignore_ascii_case(lemma))
            || tree.is(it, &["cease"]) && (it + 1 < tree.len()) && tree.is(it + 1, &["fire", "-"])
    })
}
