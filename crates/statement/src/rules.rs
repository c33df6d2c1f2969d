//! Rules: the ways in which news says a thing, as data, typed when they are loaded. How a rule is
//! matched against a sentence is in `figure.rs`, `saying.rs` and `claim.rs`.

use std::{
    fs,
    path::{Path as FilePath, PathBuf},
};

use serde::Deserialize;

use crate::{
    nouns::Nouns,
    path::Path,
    register::Register,
    statement::{ClaimKind, Measure, Standing},
};
use ascribe_sentence::Pos;

const BUILT_IN: &[(&str, &str)] = &[
    ("rules/killed.toml", include_str!("../rules/killed.toml")),
    ("rules/injured.toml", include_str!("../rules/injured.toml")),
    ("rules/missing.toml", include_str!("../rules/missing.toml")),
    ("rules/held.toml", include_str!("../rules/held.toml")),
    ("rules/displaced.toml", include_str!("../rules/displaced.toml")),
    ("rules/earlier.toml", include_str!("../rules/earlier.toml")),
    ("rules/saying.toml", include_str!("../rules/saying.toml")),
    ("rules/claims.toml", include_str!("../rules/claims.toml")),
    ("rules/truces.toml", include_str!("../rules/truces.toml")),
];

/// All rules a reading goes by.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// How news tells that people were harmed.
    pub figures: Vec<FigureRule>,
    /// How news tells who says a thing.
    pub sayings: Vec<SayingRule>,
    /// How news tells of responsibility, doubt and agreement.
    pub claims: Vec<ClaimRule>,
    /// How news tells what is in a truce.
    pub truces: Vec<TruceRule>,
    pub(crate) nouns: Nouns,
    /// The built-in one where there is none.
    register: Option<Register>,
}

/// One way of saying that people were harmed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureRule {
    /// Unique among all rules.
    pub name: String,
    /// What it reads, and what it leaves alone.
    pub doc: String,
    /// What happened to the people; where it is left out, what happened to those told of before.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// The word it starts from.
    pub trigger: Trigger,
    /// Each of these must lead somewhere.
    #[serde(default)]
    pub needs: Vec<Path>,
    /// None of these may lead anywhere.
    #[serde(default)]
    pub unless: Vec<Path>,
    /// To the people; all ends of the first path that has some are read.
    #[serde(default)]
    pub people: Vec<Path>,
    /// To a bare number, as in "the toll rose to 43"; read like `people`, after it.
    #[serde(default)]
    pub number: Vec<Path>,
    /// Which nouns are taken for people.
    #[serde(default)]
    pub nouns: Doubt,
    /// Whether the trigger is a deed, so that its subject or agent is the one who did it: "gunmen
    /// killed four". Else they are looked for beside it only: "died in an attack by gunmen".
    #[serde(default)]
    pub is_deed: bool,
    /// Sentences it reads or leaves alone.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// Which nouns a rule takes for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Those known to be people, and unknown ones with a number: for words that mean harm only.
    #[default]
    Unknown,
    /// Only those known to be people: for words that are said of things as well.
    Known,
}

/// One way of saying who says a thing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SayingRule {
    /// Unique among all rules.
    pub name: String,
    /// What it reads, and what it leaves alone.
    pub doc: String,
    /// The word it starts from.
    pub trigger: Trigger,
    /// Each of these must lead somewhere.
    #[serde(default)]
    pub needs: Vec<Path>,
    /// None of these may lead anywhere.
    #[serde(default)]
    pub unless: Vec<Path>,
    /// To the one who says it; the first path that leads somewhere.
    pub source: Vec<Path>,
    /// To the one who carries the words.
    #[serde(default)]
    pub via: Vec<Path>,
    /// To one whom the one who says it quotes: it is theirs, and the one who says it carries it.
    #[serde(default)]
    pub quotes: Vec<Path>,
    /// To what is said; the first path that leads somewhere. What is said is all that hangs below,
    /// less the words of the saying itself.
    pub content: Vec<Path>,
    /// Sentences it reads or leaves alone.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// One way of telling of responsibility, doubt or agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRule {
    /// Unique among all rules.
    pub name: String,
    /// What it reads, and what it leaves alone.
    pub doc: String,
    /// What is done.
    pub kind: ClaimKind,
    /// The word it starts from.
    pub trigger: Trigger,
    /// Each of these must lead somewhere.
    #[serde(default)]
    pub needs: Vec<Path>,
    /// None of these may lead anywhere.
    #[serde(default)]
    pub unless: Vec<Path>,
    /// To the one who does it. Where no path leads anywhere it is the one who says the sentence.
    #[serde(default)]
    pub who: Vec<Path>,
    /// To the one it is about.
    #[serde(default)]
    pub of: Vec<Path>,
    /// To words that say what is laid to their charge, and are no part of their name: "of shelling
    /// the town".
    #[serde(default)]
    pub charge: Vec<Path>,
    /// What the report must speak of, for a rule whose words are used of other things as well.
    pub topic: Option<Topic>,
    /// Whose deed it must be, for a rule that starts from a deed which someone says was done. The
    /// one who did it is found by `doer`.
    pub deed: Option<Deed>,
    /// To the one who did it, for a rule with `deed`; the first path that leads somewhere.
    #[serde(default)]
    pub doer: Vec<Path>,
    /// Sentences it reads or leaves alone.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// One way of telling what is in a truce, or how it stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TruceRule {
    /// Unique among all rules.
    pub name: String,
    /// What it reads, and what it leaves alone.
    pub doc: String,
    /// What of the truce it reads.
    pub part: TrucePart,
    /// How the truce stands by it, for a rule that reads that.
    pub standing: Option<Standing>,
    /// The name of what is agreed, for a rule that reads a term.
    #[serde(default)]
    pub term: String,
    /// The word it starts from.
    pub trigger: Trigger,
    /// Each of these must lead somewhere.
    #[serde(default)]
    pub needs: Vec<Path>,
    /// None of these may lead anywhere.
    #[serde(default)]
    pub unless: Vec<Path>,
    /// To the words of the part, and those joined to them; without any it is the trigger.
    #[serde(default)]
    pub to: Vec<Path>,
    /// Sentences it reads or leaves alone.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// What of a truce a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrucePart {
    /// Who fights and stops.
    Party,
    /// Who brings them together.
    Mediator,
    /// What is agreed besides.
    Term,
    /// What must be done first.
    Condition,
    /// The day it begins.
    Start,
    /// The day it ends, or how long it lasts.
    End,
    /// How it stands.
    Standing,
}

/// What a report speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// A truce, or talks about one.
    Truce,
}

/// Whose deed it is that someone tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Done by the one who tells it, or by their side.
    Own,
    /// Done by other armed people.
    Others,
}

/// The word a rule starts from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// One of these dictionary forms.
    pub lemma: Vec<String>,
    /// One of these coarse parts of speech, in lower case; any where empty.
    #[serde(default, deserialize_with = "parts_of_speech")]
    pub pos: Vec<Pos>,
}

/// A sentence, and what the rule reads from it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// One or more sentences, written for the rule.
    pub text: String,
    /// What the rule reads from it, a line each as `ascribe rules check` prints it; empty for a
    /// sentence it must leave alone.
    pub gives: Vec<String>,
}

/// Rules that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// A file or folder cannot be read.
    #[error("cannot read rules from `{}`: {why}; give a folder with `.toml` files", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// A folder without rule files.
    #[error("cannot read rules from `{}`: there is no `.toml` file in it", .0.display())]
    Empty(PathBuf),
    /// A file is not in the form of rules.
    #[error("cannot read rules from `{file}`: {why}")]
    Form {
        /// The file.
        file: String,
        /// Line, column and reason.
        why: toml::de::Error,
    },
    /// A rule without examples, or with examples of one sort only.
    #[error(
        "rule `{rule}` in `{file}` has no example that {lacks}; add an `example` with such a sentence"
    )]
    Example {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// "it reads" or "it leaves alone".
        lacks: &'static str,
    },
    /// A name stands twice.
    #[error("rule `{rule}` in `{file}` has the name of an earlier rule; give it one of its own")]
    Twice {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    figure: Vec<FigureRule>,
    #[serde(default)]
    saying: Vec<SayingRule>,
    #[serde(default)]
    claim: Vec<ClaimRule>,
    #[serde(default)]
    truce: Vec<TruceRule>,
}

impl Rules {
    /// The rules that come with the program.
    pub fn built_in() -> Rules {
        let mut rules = Rules { nouns: Nouns::built_in(), ..Rules::default() };
        for (file, text) in BUILT_IN {
            rules.add(file, text).expect("a test loads the built-in rules");
        }
        rules
    }

    /// Who and what news names, for a reading by these rules.
    pub fn register(&self) -> &Register {
        self.register.as_ref().unwrap_or_else(|| Register::built_in())
    }

    /// Reads names by this register in place of the built-in one.
    pub fn set_register(&mut self, register: Register) {
        self.register = Some(register);
    }

    /// Adds the rules of a folder, those of its `.toml` files in the order of their names.
    ///
    /// # Errors
    /// Where a file cannot be read, is not in the form of rules, or holds a rule without examples
    /// or with the name of another.
    pub fn add_folder(&mut self, folder: &FilePath) -> Result<(), RulesError> {
        let unreadable = |why| RulesError::Unreadable { path: folder.to_owned(), why };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|it| it == "toml") {
                files.push(path);
            }
        }
        if files.is_empty() {
            return Err(RulesError::Empty(folder.to_owned()));
        }
        files.sort();
        for path in files {
            let text = fs::read_to_string(&path)
                .map_err(|why| RulesError::Unreadable { path: path.clone(), why })?;
            self.add(&path.display().to_string(), &text)?;
        }
        Ok(())
    }

    /// Adds the rules of one file's text.
    ///
    /// # Errors
    /// As [`Rules::add_folder`].
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), RulesError> {
        let read: RuleFile =
            toml::from_str(text).map_err(|why| RulesError::Form { file: file.to_owned(), why })?;
        for rule in read.figure {
            self.check_new(file, &rule.name, &rule.example)?;
            self.figures.push(rule);
        }
        for rule in read.saying {
            self.check_new(file, &rule.name, &rule.example)?;
            self.sayings.push(rule);
        }
        for rule in read.claim {
            self.check_new(file, &rule.name, &rule.example)?;
            self.claims.push(rule);
        }
        for rule in read.truce {
            self.check_new(file, &rule.name, &rule.example)?;
            self.truces.push(rule);
        }
        Ok(())
    }

    /// Names of all rules with their examples.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &[Example])> {
        let figures = self.figures.iter().map(|rule| (rule.name.as_str(), rule.example.as_slice()));
        let sayings = self.sayings.iter().map(|rule| (rule.name.as_str(), rule.example.as_slice()));
        let claims = self.claims.iter().map(|rule| (rule.name.as_str(), rule.example.as_slice()));
        let truces = self.truces.iter().map(|rule| (rule.name.as_str(), rule.example.as_slice()));
        figures.chain(sayings).chain(claims).chain(truces)
    }

    fn check_new(&self, file: &str, rule: &str, examples: &[Example]) -> Result<(), RulesError> {
        if self.examples().any(|(name, _)| name == rule) {
            return Err(RulesError::Twice { file: file.to_owned(), rule: rule.to_owned() });
        }
        let lacks = if examples.iter().all(|it| it.gives.is_empty()) {
            "it reads"
        } else if examples.iter().all(|it| !it.gives.is_empty()) {
            "it leaves alone"
        } else {
            return Ok(());
        };
        Err(RulesError::Example { file: file.to_owned(), rule: rule.to_owned(), lacks })
    }
}

fn parts_of_speech<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Pos>, D::Error> {
    Vec::<String>::deserialize(from)?
        .iter()
        .map(|name| {
            crate::path::pos_named(name).ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "`{name}` is no part of speech; write `verb`, `noun` …"
                ))
            })
        })
        .collect()
}
