//! Words: nouns and verbs that stand where a speaker stands, as data. What they do to a reading is in
//! `source.rs`.

use std::sync::LazyLock;

use serde::Deserialize;

/// Words about speakers, from `words/speakers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeakerWords {
    /// Nouns for what is said, behind which the one who says it stands: "figures published by X".
    pub(crate) sayings: Vec<String>,
    /// Nouns for a body of people that may be of any kind: "the force".
    pub(crate) bodies: Vec<String>,
    /// Those of them that another body has: "the UN mission".
    pub(crate) bodies_of: Vec<String>,
    /// Nouns for those who speak for a body.
    pub(crate) voices: Vec<String>,
    /// Verbs that stand beside who says a thing, behind what is said: "…, police said".
    pub(crate) says: Vec<String>,
    /// Verbs of those who take a stand: "disputed", "gave".
    pub(crate) stands: Vec<String>,
}

pub(crate) static WORDS: LazyLock<SpeakerWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/speakers.toml")).expect("a test reads with these words")
});

impl SpeakerWords {
    /// Whether a lemma is a verb of saying or of taking a stand: "adding", "blaming".
    pub(crate) fn is_said(&self, lemma: &str) -> bool {
        self.says.iter().chain(&self.stands).any(|verb| verb == lemma)
            || matches!(lemma, "cite" | "quote")
    }

    /// Whether a lemma is a noun for a body of people.
    pub(crate) fn is_body(&self, lemma: &str) -> bool {
        self.bodies.iter().any(|body| body == lemma)
    }
}
