//! Cast: all sentences of a report, with whom they name. Who of them speaks is found in
//! `saying.rs`, and whom words such as "the group" mean in `source.rs`.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use ascribe_sentence::{Pos, Sentence};
use jiff::civil::Date;
use smol_str::SmolStr;

use crate::{
    names::{Names, Party},
    register::{Kind, Register},
    tree::Tree,
    words::WORDS,
};

/// A body that the report names and the register does not know: "the charity Bread and Wells".
pub(crate) struct Body {
    pub(crate) sentence: usize,
    pub(crate) words: Range<usize>,
    pub(crate) name: String,
    /// What it is by the noun beside its name.
    pub(crate) kind: Option<Kind>,
    /// The nouns it is called by, in dictionary form and lower case.
    pub(crate) called: Vec<String>,
}

/// All sentences of a report, with the names in them.
pub(crate) struct Cast<'s> {
    pub(crate) trees: Vec<Tree<'s>>,
    pub(crate) names: Vec<Names>,
    /// In the order of the text.
    pub(crate) bodies: Vec<Body>,
    /// By the register's name of a party, the name that the report gives it.
    filed: HashMap<SmolStr, SmolStr>,
    /// Full names of persons by their last word, each with the first sentence that has it.
    persons: HashMap<String, (usize, String)>,
}

impl<'s> Cast<'s> {
    pub(crate) fn new(
        register: &Register,
        sentences: &'s [Sentence],
        published: Option<Date>,
    ) -> Cast<'s> {
        let trees: Vec<Tree> = sentences.iter().map(Tree::new).collect();
        let names: Vec<Names> =
            trees.iter().map(|tree| Names::read(register, tree, published)).collect();
        let filed = filed(&names);
        let persons = persons(&trees);
        let bodies = trees.iter().zip(&names).enumerate();
        let bodies = bodies.flat_map(|(at, (tree, names))| find_bodies(tree, names, at)).collect();
        Cast { trees, names, bodies, filed, persons }
    }
}

impl Cast<'_> {
    /// The name a report gives a party: the register's own where the report has it or its initials
    /// ("UN"), else the longest it writes ("ISIL"), and the register's where it writes only a short
    /// one ("the Observatory").
    pub(crate) fn name_of(&self, party: &Party) -> String {
        self.filed.get(&party.name).unwrap_or(&party.name).to_string()
    }

    /// The bodies that a sentence names and the register does not know.
    pub(crate) fn bodies_of(&self, sentence: usize) -> &[Body] {
        let start = self.bodies.partition_point(|it| it.sentence < sentence);
        let end = self.bodies.partition_point(|it| it.sentence <= sentence);
        &self.bodies[start..end]
    }

    /// Whether a party's full name stands somewhere in the report.
    pub(crate) fn is_known(&self, party: &Party) -> bool {
        self.filed.contains_key(&party.name)
    }

    /// "Hassan" where "Ahmed Hassan" is named in this sentence or before it.
    pub(crate) fn full_name(&self, sentence: usize, it: usize) -> String {
        let tree = &self.trees[sentence];
        let Some(name) = person(tree, it) else { return tree.token(it).text.to_string() };
        if name.contains(' ') {
            return name;
        }
        match self.persons.get(&name) {
            Some((first, full)) if *first <= sentence => full.clone(),
            _ => name,
        }
    }
}

fn filed(names: &[Names]) -> HashMap<SmolStr, SmolStr> {
    let mut out: HashMap<SmolStr, SmolStr> = HashMap::new();
    let mut seen: HashSet<(&SmolStr, &SmolStr)> = HashSet::new();
    for party in names.iter().flat_map(Names::parties).filter(|it| !it.is_short) {
        if !seen.insert((&party.name, &party.written)) {
            continue;
        }
        let initials: String =
            party.name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
        let is_initials = party.written.replace('.', "") == initials;
        let name = if is_initials { &party.name } else { &party.written };
        out.entry(party.name.clone())
            // Of several names of one length the first stays.
            .and_modify(|best| {
                if name.len() > best.len() && *best != party.name || *name == party.name {
                    best.clone_from(name);
                }
            })
            .or_insert_with(|| name.clone());
    }
    out
}

fn persons(trees: &[Tree]) -> HashMap<String, (usize, String)> {
    let mut out: HashMap<String, (usize, String)> = HashMap::new();
    for (sentence, tree) in trees.iter().enumerate() {
        for name in tree.sentence.names.iter().filter(|it| it.label == "PERSON") {
            let Some(full) = person(tree, name.tokens.start) else { continue };
            if let Some((_, last)) = full.rsplit_once(' ') {
                out.entry(last.to_owned()).or_insert((sentence, full));
            }
        }
    }
    out
}

/// The bodies that a sentence names, each by a noun for a body that stands beside its name.
fn find_bodies<'t>(
    tree: &'t Tree,
    names: &'t Names,
    sentence: usize,
) -> impl Iterator<Item = Body> + 't {
    let unknown = tree.sentence.names.iter().filter(|name| {
        matches!(name.label.as_str(), "ORG" | "PERSON" | "GPE" | "FAC" | "PRODUCT" | "WORK_OF_ART")
            && !names.is_party(&name.tokens)
    });
    unknown.filter_map(move |name| {
        let start = name.tokens.clone().find(|&it| tree.pos(it) != Pos::Det)?;
        let words = start..name.tokens.end;
        let top = tree.top(&words);
        let is_body = |&it: &usize| {
            tree.pos(it) == Pos::Noun
                && names.role_at(it).is_none()
                && (WORDS.is_body(tree.lemma(it)) || names.word_at(it).is_some())
        };
        // "the charity Bread and Wells", "Bread and Wells, a charity"
        let before = start.checked_sub(1).filter(is_body);
        let beside = tree.children_by(top, &["appos"]).find(is_body);
        let noun = before.or(beside)?;
        Some(Body {
            sentence,
            name: tree.words(words.start..=words.end - 1),
            kind: names.word_at(noun).map(|word| word.kind),
            called: vec![tree.lemma(noun).to_lowercase()],
            words,
        })
    })
}

/// The name that a token belongs to, without an ending "'s".
fn person(tree: &Tree, it: usize) -> Option<String> {
    let name = tree.name(it)?;
    let mut tokens = name.tokens.clone();
    while tokens.len() > 1 && tree.is(tokens.end - 1, &["'s", "’s"]) {
        tokens.end -= 1;
    }
    Some(tree.words(tokens.start..=tokens.end - 1))
}
