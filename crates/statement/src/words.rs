//! Words: nouns, verbs and kinds that stand where a speaker stands, as data. What they do to a
//! reading is in `source.rs`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{lexicon::Words, numeral, register::Kind};

/// Words about speakers, from `words/speakers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeakerWords {
    /// Nouns for what is said, behind which the one who says it stands: "figures published by X".
    pub(crate) sayings: Words,
    /// Nouns for a body of people that may be of any kind: "the force".
    pub(crate) bodies: Words,
    /// Those of them that another body has: "the UN mission".
    pub(crate) bodies_of: Words,
    /// Nouns whose plural is one body: "the forces".
    pub(crate) one_in_plural: Words,
    /// Nouns for those who speak for a body.
    pub(crate) voices: Words,
    /// Verbs that stand beside who says a thing, behind what is said: "…, police said".
    pub(crate) says: Words,
    /// Verbs of those who take a stand: "disputed", "gave".
    pub(crate) stands: Words,
    /// Verbs of those who have another's words and did not say them: "a letter seen by X".
    pub(crate) gets: Words,
    /// Verbs that give a name: "known as JNIM".
    pub(crate) calls: Words,
    /// Kinds of which a report names one, and calls it by its noun before: "a monitoring group".
    pub(crate) named_once: Vec<Kind>,
    /// Kinds of which a report may speak before it names them: "rebels said".
    pub(crate) named_later: Vec<Kind>,
    /// Kinds whose members call themselves by several words: "the general staff".
    pub(crate) of_several_words: Vec<Kind>,
    /// Kinds that one common noun may mean: "the agency", "the group", "the military".
    kin: Vec<Vec<Kind>>,
    /// Kinds of those of whom no more is said, who may be of any other.
    any: Vec<Kind>,
}

pub(crate) static WORDS: LazyLock<SpeakerWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/speakers.toml")).expect("a test reads with these words")
});

impl SpeakerWords {
    /// Whether a lemma is a verb of saying or of taking a stand: "adding", "blaming".
    pub(crate) fn is_said(&self, lemma: &str) -> bool {
        self.says.has(lemma) || self.stands.has(lemma) || matches!(lemma, "cite" | "quote")
    }

    /// Whether a lemma is a noun for a body of people.
    pub(crate) fn is_body(&self, lemma: &str) -> bool {
        self.bodies.has(lemma)
    }

    /// Whether one common noun may mean both kinds.
    pub(crate) fn are_kin(&self, one: Kind, other: Kind) -> bool {
        one == other || self.kin.iter().any(|it| it.contains(&one) && it.contains(&other))
    }

    /// Whether who is told of as one kind may be told of as the other: "the source" who was "a
    /// security source" before.
    pub(crate) fn may_be_one(&self, one: Kind, other: Kind) -> bool {
        self.are_kin(one, other) || self.any.contains(&one) || self.any.contains(&other)
    }

    /// Whether a word says how many: "two", "several".
    pub(crate) fn is_count(&self, word: &str) -> bool {
        numeral::read(&numeral::lower(&[word]), 0).is_some()
    }
}
