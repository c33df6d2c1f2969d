//! Nouns: which words are people, which are things, which are bodies of people. The words are data
//! in `words/nouns.toml`.

use std::collections::HashSet;

use serde::Deserialize;

/// Nouns by what they mean for a figure of people harmed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nouns {
    people: HashSet<String>,
    things: HashSet<String>,
    groups: HashSet<String>,
    illnesses: HashSet<String>,
}

/// What a noun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Persons.
    People,
    /// Anything else.
    Things,
    /// It stands in no list.
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounFile {
    people: Vec<String>,
    things: Vec<String>,
    groups: Vec<String>,
    others: Vec<String>,
    illnesses: Vec<String>,
}

impl Nouns {
    pub(crate) fn built_in() -> Nouns {
        let file: NounFile =
            toml::from_str(include_str!("../words/nouns.toml")).expect("a test loads the nouns");
        let mut people: HashSet<String> = file.people.into_iter().collect();
        people.extend(file.others);
        Nouns {
            people,
            things: file.things.into_iter().collect(),
            groups: file.groups.into_iter().collect(),
            illnesses: file.illnesses.into_iter().collect(),
        }
    }

    pub(crate) fn counts(&self, lemma: &str) -> Counts {
        let lemma = lemma.to_lowercase();
        // "vice-president", "ex-soldier", "co-defendants"
        let last = lemma.rsplit('-').next().unwrap_or(&lemma);
        // The lemma of "Jesuits" is "Jesuits", since it is a name.
        let single = last.strip_suffix('s').unwrap_or(last);
        if [&lemma, last, single].into_iter().any(|it| self.people.contains(it)) {
            Counts::People
        } else if self.things.contains(&lemma) {
            Counts::Things
        } else if [
            "man", "woman", "men", "women", "ist", "person", "people", "boy", "girl", "children",
            "worker", "keeper", "seeker", "year-old",
        ]
        .iter()
        .any(|ending| lemma.len() > ending.len() + 1 && lemma.ends_with(ending))
        {
            Counts::People
        } else {
            Counts::Unknown
        }
    }

    /// Whether the word names an illness.
    pub(crate) fn is_illness(&self, lemma: &str) -> bool {
        self.illnesses.contains(&lemma.to_lowercase())
    }

    /// Whether the noun, in the singular, means more than one person.
    pub(crate) fn is_group(&self, lemma: &str) -> bool {
        self.groups.contains(&lemma.to_lowercase())
    }
}
