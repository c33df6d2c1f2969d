//! Happening: what kind of thing was done or came over people, by the words that tell of it. Which
//! words those are is data: `words/happenings.toml`, and `words/targets.toml` for whom it came to,
//! and `words/common.toml` for words that tell nothing.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use serde::Deserialize;
use smol_str::SmolStr;

/// A kind of thing that happens, by its place in `words/happenings.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Happening(u8);

impl Happening {
    /// "air strike"
    pub fn name(self) -> &'static str {
        &KINDS.of[usize::from(self.0)].name
    }

    /// Its type and mode in PLOVER, "ASSAULT aerial"; empty for what is no deed.
    pub fn plover(self) -> &'static str {
        &KINDS.of[usize::from(self.0)].plover
    }
}

/// Some kinds of happenings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Happenings(u64);

impl Happenings {
    /// Those that a text has words for, which is given in words in lower case.
    pub fn read(words: &[&str]) -> Happenings {
        Happenings(KINDS.phrases.all_in(words).fold(0, |set, it| set | 1 << it))
    }

    /// One alone.
    pub fn one(kind: Happening) -> Happenings {
        Happenings(1 << kind.0)
    }

    /// Those in both.
    pub fn and(self, other: Happenings) -> Happenings {
        Happenings(self.0 & other.0)
    }

    /// Those in either.
    pub fn or(self, other: Happenings) -> Happenings {
        Happenings(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of the file.
    pub fn iter(self) -> impl Iterator<Item = Happening> {
        (0..64).filter(move |it| self.0 >> it & 1 == 1).map(Happening)
    }

    /// Whether one of these may be told as one of the others.
    pub fn may_be(self, other: Happenings) -> bool {
        let with =
            |set: Happenings| set.iter().fold(set.0, |all, it| all | KINDS.with[usize::from(it.0)]);
        with(self) & other.0 != 0 || with(other) & self.0 != 0
    }
}

/// Words for those that harm came to, each by a number that means nothing outside this run.
pub(crate) fn targets(words: &[&str]) -> Vec<u16> {
    let mut found: Vec<u16> = TARGETS.phrases.all_in(words).map(|it| it as u16).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a word, in lower case, stands in most news of harm.
pub(crate) fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
        #[derive(Deserialize)]
        struct File {
            common: HashSet<String>,
        }
        let file: File = toml::from_str(include_str!("../words/common.toml"))
            .expect("a test reads the file as it is built in");
        file.common
    });
    COMMON.contains(word)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    name: String,
    words: Vec<String>,
    plover: String,
    with: Vec<String>,
}

struct Kinds {
    of: Vec<Kind>,
    /// For each kind those it may be told as, as a set.
    with: Vec<u64>,
    phrases: Phrases,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        happening: Vec<Kind>,
    }
    let file: File = toml::from_str(include_str!("../words/happenings.toml"))
        .expect("a test reads the file as it is built in");
    let number = |name: &String| {
        file.happening.iter().position(|it| it.name == *name).expect("a test looks for every name")
    };
    let with =
        file.happening.iter().map(|it| it.with.iter().fold(0, |set, it| set | 1 << number(it)));
    let with = with.collect();
    let mut phrases = Phrases::default();
    for (at, kind) in file.happening.iter().enumerate() {
        for words in &kind.words {
            phrases.add(words, at);
        }
    }
    Kinds { with, phrases, of: file.happening }
});

struct Targets {
    phrases: Phrases,
    attackers: HashSet<String>,
}

static TARGETS: LazyLock<Targets> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        targets: Vec<String>,
        attackers: HashSet<String>,
    }
    let file: File = toml::from_str(include_str!("../words/targets.toml"))
        .expect("a test reads the file as it is built in");
    let mut phrases = Phrases::default();
    for (at, words) in file.targets.iter().enumerate() {
        phrases.add(words, at);
        phrases.add(&format!("{words}s"), at);
        phrases.add(&format!("{words}es"), at);
    }
    Targets { phrases, attackers: file.attackers }
});

/// Whether people are those who attack, by their last word: "suicide bombers".
pub(crate) fn are_attackers(group: &str) -> bool {
    let last = group.rsplit(' ').next().unwrap_or_default();
    let one = last.strip_suffix('s').unwrap_or(last);
    TARGETS.attackers.contains(last) || TARGETS.attackers.contains(one)
}

/// Some phrases, each with what it stands for.
#[derive(Default)]
struct Phrases {
    /// By the first letters of the first word.
    of: HashMap<SmolStr, Vec<(Vec<Piece>, usize)>>,
}

enum Piece {
    Whole(SmolStr),
    Start(SmolStr),
    /// "gunm*n"
    Around(SmolStr, SmolStr),
}

/// So many bytes at the start of a word the phrases lie under.
const KEY: usize = 2;

impl Phrases {
    fn add(&mut self, words: &str, means: usize) {
        let pieces = words.split(' ').map(|it| match it.split_once('*') {
            None => Piece::Whole(it.into()),
            Some((start, "")) => Piece::Start(start.into()),
            Some((start, end)) => Piece::Around(start.into(), end.into()),
        });
        let key = words.get(..KEY).expect("every word is longer, in plain letters");
        self.of.entry(key.into()).or_default().push((pieces.collect(), means));
    }

    /// What stands in the words, each as often as it does.
    fn all_in(&self, words: &[&str]) -> impl Iterator<Item = usize> {
        words
            .iter()
            .enumerate()
            .flat_map(move |(at, word)| {
                let under = word.get(..KEY).and_then(|key| self.of.get(key));
                under.into_iter().flatten().filter(move |(pieces, _)| {
                    words.get(at..at + pieces.len()).is_some_and(|words| {
                        pieces.iter().zip(words).all(|(piece, word)| piece.fits(word))
                    })
                })
            })
            .map(|(_, means)| *means)
    }
}

impl Piece {
    fn fits(&self, word: &str) -> bool {
        match self {
            Piece::Whole(it) => word == it,
            Piece::Start(start) => word.starts_with(start.as_str()),
            Piece::Around(start, end) => {
                word.len() >= start.len() + end.len()
                    && word.starts_with(start.as_str())
                    && word.ends_with(end.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, should: &str) {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let names: Vec<&str> = Happenings::read(&words).iter().map(Happening::name).collect();
        assert_eq!(names.join(", "), should, "{text}");
    }

    #[test]
    fn the_words_tell_what_happened() {
        check("A suicide bomber struck", "suicide attack, bombing");
        check("Gunmen opened fire on a bus", "shooting");
        check("Warplanes struck the town", "air strike");
        check("The minister resigned", "");
    }

    #[test]
    fn some_kinds_are_told_as_others() {
        let of = |text: &str| Happenings::read(&[text]);
        assert!(of("blast").may_be(Happenings::read(&["suicide", "bomber"])));
        assert!(!of("earthquake").may_be(of("gunmen")));
    }
}
