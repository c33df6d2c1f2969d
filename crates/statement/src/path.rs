//! Path: a way through a dependency tree, as rule files write it.
//!
//! `>nsubjpass` goes to a child by that arc, `<relcl` to the head of which this token is a
//! relative clause; labels are joined by `|`, `*` is any label; `[of|in]` asks for one of these
//! lemmas where the step ends, `(noun|num)` for one of these coarse parts of speech. Steps follow
//! each other with a space between: `>prep[of] >pobj`. A dot, `.`, stays where it is; a plus, `+`,
//! goes to the next word that is no hedge, a minus, `-`, to the one before, for where the tree has lost
//! the thread: `+(num)`. A tilde, `~`, goes to every word of the sentence: `~[truce]`. Several ways
//! may be joined by ` / `; the first that leads somewhere is gone.

use std::fmt;

use ascribe_sentence::Pos;
use serde::Deserialize;

use crate::tree::Tree;

/// A way through a dependency tree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Path {
    words: String,
    ways: Vec<Vec<Step>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    direction: Direction,
    /// Empty: any label.
    deps: Vec<String>,
    /// Empty: any lemma.
    lemmas: Vec<String>,
    /// Empty: any part of speech.
    pos: Vec<Pos>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Down,
    Up,
    Stay,
    Next,
    Before,
    Anywhere,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(words: String) -> Result<Path, String> {
        let ways = words
            .split('/')
            .map(|way| way.split_whitespace().map(Step::read).collect::<Result<Vec<_>, _>>())
            .collect::<Result<Vec<_>, _>>()?;
        if ways.iter().any(Vec::is_empty) {
            return Err("a path is empty; write `.` for the trigger itself".to_owned());
        }
        Ok(Path { words, ways })
    }
}

impl Step {
    fn read(word: &str) -> Result<Step, String> {
        let (direction, rest) = match word.chars().next() {
            Some('>') => (Direction::Down, &word[1..]),
            Some('<') => (Direction::Up, &word[1..]),
            Some('.') => (Direction::Stay, &word[1..]),
            Some('+') => (Direction::Next, &word[1..]),
            Some('-') => (Direction::Before, &word[1..]),
            Some('~') => (Direction::Anywhere, &word[1..]),
            _ => {
                return Err(format!(
                    "the step `{word}` starts with neither `>` (to a child) nor `<` (to the head), `.`, `+`, `-` nor `~`"
                ));
            }
        };
        let (rest, pos) = bracketed(rest, '(', ')', word)?;
        let (rest, lemmas) = bracketed(rest, '[', ']', word)?;
        let pos = pos
            .iter()
            .map(|name| {
                pos_named(name).ok_or_else(|| {
                    format!("the step `{word}` asks for the part of speech `{name}`, which is none")
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let deps: Vec<String> = match (direction, rest) {
            (Direction::Down | Direction::Up, "*") => Vec::new(),
            (Direction::Down | Direction::Up, "") => {
                return Err(format!("the step `{word}` names no arc; write `*` for any"));
            }
            (Direction::Down | Direction::Up, labels) => {
                labels.split('|').map(str::to_owned).collect()
            }
            (_, "" | "*") => Vec::new(),
            (_, _) => {
                return Err(format!("the step `{word}` names no arc; write `*` for any"));
            }
        };
        Ok(Step { direction, deps, lemmas, pos })
    }

    fn takes(&self, tree: &Tree, it: usize) -> bool {
        (self.lemmas.is_empty()
            || self.lemmas.iter().any(|lemma| tree.lemma(it).eq_ignore_ascii_case(lemma)))
            && (self.pos.is_empty() || self.pos.contains(&tree.pos(it)))
    }

    fn takes_arc(&self, tree: &Tree, it: usize) -> bool {
        self.deps.is_empty() || self.deps.iter().any(|dep| dep == tree.dep(it))
    }
}

/// Cuts `…[a|b]` into `…` and the two words.
fn bracketed<'w>(
    rest: &'w str,
    open: char,
    close: char,
    word: &str,
) -> Result<(&'w str, Vec<String>), String> {
    match (rest.find(open), rest.ends_with(close)) {
        (None, false) => Ok((rest, Vec::new())),
        (Some(at), true) => {
            let inner = &rest[at + 1..rest.len() - 1];
            Ok((&rest[..at], inner.split('|').map(str::to_owned).collect()))
        }
        _ => Err(format!("the step `{word}` opens or closes `{open}{close}` without the other")),
    }
}

/// The part of speech by its name in Universal Dependencies, in lower case.
pub(crate) fn pos_named(name: &str) -> Option<Pos> {
    Some(match name {
        "adj" => Pos::Adj,
        "adp" => Pos::Adp,
        "adv" => Pos::Adv,
        "aux" => Pos::Aux,
        "cconj" => Pos::Cconj,
        "det" => Pos::Det,
        "intj" => Pos::Intj,
        "noun" => Pos::Noun,
        "num" => Pos::Num,
        "part" => Pos::Part,
        "pron" => Pos::Pron,
        "propn" => Pos::Propn,
        "punct" => Pos::Punct,
        "sconj" => Pos::Sconj,
        "sym" => Pos::Sym,
        "verb" => Pos::Verb,
        "x" => Pos::X,
        _ => return None,
    })
}

/// What a step asks of the words of a sentence, for those who do not see its tree.
pub(crate) struct Asked<'p> {
    /// One of these dictionary forms; any where empty.
    pub(crate) lemmas: &'p [String],
    /// As one of these parts of speech; any where empty.
    pub(crate) pos: &'p [Pos],
    /// The labels of the arc, for a step to a child.
    pub(crate) down: &'p [String],
    /// Whether it asks it of the word where the path starts.
    pub(crate) is_start: bool,
    /// Whether it asks for a word anywhere in the sentence.
    pub(crate) is_anywhere: bool,
}

impl Path {
    /// What each of the ways asks, step by step.
    pub(crate) fn asked(&self) -> impl Iterator<Item = impl Iterator<Item = Asked<'_>>> {
        self.ways.iter().map(|way| {
            way.iter().enumerate().map(|(at, step)| Asked {
                lemmas: &step.lemmas,
                pos: &step.pos,
                down: if step.direction == Direction::Down { &step.deps } else { &[] },
                is_start: at == 0 && step.direction == Direction::Stay,
                is_anywhere: step.direction == Direction::Anywhere,
            })
        })
    }

    /// The tokens this path leads to from `start`, in the order of the text.
    pub(crate) fn find(&self, tree: &Tree, start: usize) -> Vec<usize> {
        self.ways
            .iter()
            .map(|way| walk(way, tree, start))
            .find(|ends| !ends.is_empty())
            .unwrap_or_default()
    }

    /// Whether it leads anywhere.
    pub(crate) fn leads(&self, tree: &Tree, start: usize) -> bool {
        self.ways.iter().any(|way| !walk(way, tree, start).is_empty())
    }
}

/// The next word, past the words of a hedge: "wounded at least 12".
fn next_word(tree: &Tree, it: usize) -> Option<usize> {
    const HEDGES: &[&str] = &[
        "at",
        "least",
        "most",
        "more",
        "than",
        "some",
        "about",
        "around",
        "nearly",
        "almost",
        "up",
        "to",
        "over",
        "another",
        "an",
        "estimated",
        "as",
        "many",
        "roughly",
        "approximately",
        "a",
        "further",
        "other",
    ];
    (it + 1..tree.len()).take(5).find(|&next| !tree.is(next, HEDGES))
}

/// The word before, past how badly and how surely: "two others seriously wounded".
fn word_before(tree: &Tree, it: usize) -> Option<usize> {
    const PASSED: &[&str] = &["feared", "reported", "confirmed", "presumed", "believed"];
    (0..it).rev().take(3).find(|&before| tree.pos(before) != Pos::Adv && !tree.is(before, PASSED))
}

fn walk(way: &[Step], tree: &Tree, start: usize) -> Vec<usize> {
    let mut at = vec![start];
    for step in way {
        let mut next = Vec::new();
        for &it in &at {
            match step.direction {
                Direction::Stay => next.push(it),
                Direction::Next => next.extend(next_word(tree, it)),
                Direction::Before => next.extend(word_before(tree, it)),
                Direction::Anywhere => next.extend(0..tree.len()),
                Direction::Down => {
                    next.extend(
                        tree.children(it).iter().filter(|&&child| step.takes_arc(tree, child)),
                    );
                }
                Direction::Up => {
                    next.extend(tree.head(it).filter(|_| step.takes_arc(tree, it)));
                }
            }
        }
        next.retain(|&it| step.takes(tree, it));
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, error: &str) {
        let read = Path::try_from(words.to_owned());
        assert_eq!(read.map(|path| path.to_string()).unwrap_or_else(|why| why), error, "{words:?}");
    }

    #[test]
    fn a_path_keeps_its_words() {
        check(">prep[of|in] >pobj(noun)", ">prep[of|in] >pobj(noun)");
        check(".", ".");
        check("-(num|noun)", "-(num|noun)");
        check("~[truce] <dobj", "~[truce] <dobj");
    }

    #[test]
    fn a_broken_path_says_what_is_broken() {
        check("", "a path is empty; write `.` for the trigger itself");
        check(
            "nsubj",
            "the step `nsubj` starts with neither `>` (to a child) nor `<` (to the head), `.`, `+`, `-` nor `~`",
        );
        check(">", "the step `>` names no arc; write `*` for any");
        check(">prep[of", "the step `>prep[of` opens or closes `[]` without the other");
        check(
            ">prep(nuon)",
            "the step `>prep(nuon)` asks for the part of speech `nuon`, which is none",
        );
    }
}
