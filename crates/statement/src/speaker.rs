//! Speakers: who may speak in a sentence, and someone whom the report has named, as `source.rs`
//! remembers them.

use ascribe_sentence::Pos;

use crate::{
    names::Names,
    nouns::{Counts, Nouns},
    register::Kind,
    tree::Tree,
    words::WORDS,
};

/// Someone whom the report has named.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) is_person: bool,
    /// Several people, whom "it" does not mean: "four survivors", "officials".
    pub(crate) are_several: bool,
    /// The words that call them again, in dictionary form and lower case: "ministry", "group".
    pub(crate) called: Vec<String>,
    /// The paragraph that names them.
    pub(crate) paragraph: Option<usize>,
}

impl Speaker {
    pub(crate) fn body(name: String, kind: Option<Kind>) -> Speaker {
        Speaker {
            name,
            kind,
            is_person: false,
            are_several: false,
            called: Vec::new(),
            paragraph: None,
        }
    }

    pub(crate) fn person(name: String, kind: Option<Kind>) -> Speaker {
        Speaker { is_person: true, ..Speaker::body(name, kind) }
    }

    /// Whether "it" may mean them.
    pub(crate) fn may_be_it(&self) -> bool {
        !self.is_person && !self.are_several
    }

    /// Whether the name or what they are called has this word, in lower case.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.called.iter().any(|it| it == word)
            || self.name.split([' ', ',', '-']).any(|it| it.to_lowercase() == word)
    }

    /// Whether a noun for this kind may call them: "the army" is not the National Liberation Army.
    pub(crate) fn may_be_of(&self, kind: Option<Kind>) -> bool {
        match (kind, self.kind) {
            (Some(one), Some(other)) => self.is_person || WORDS.may_be_one(one, other),
            _ => true,
        }
    }

    /// One of several: "security source" of "two security sources".
    pub(crate) fn one_of(mut self) -> Speaker {
        if self.are_several {
            let words: Vec<&str> = self.name.split(' ').collect();
            let counted = usize::from(words.len() > 1 && WORDS.is_count(words[0]));
            let name = words[counted..].join(" ");
            self.name = name.strip_suffix('s').unwrap_or(&name).to_owned();
            (self.is_person, self.are_several) = (true, false);
        }
        self
    }
}

/// Whether a noun stands for several of whom one may speak: "officials", "two sources", "groups".
pub(crate) fn are_several(tree: &Tree, names: &Names, it: usize, are_people: bool) -> bool {
    let lemma = tree.lemma(it);
    let may_speak = WORDS.is_body(lemma) || WORDS.voices.has(lemma) || names.word_at(it).is_some();
    tree.tag(it) == "NNS" && (are_people || may_speak) && !WORDS.one_in_plural.has(lemma)
}

/// Those of a sentence who may be who speaks next: subjects of verbs by which someone takes a stand,
/// and persons who do anything.
pub(crate) fn standing<'t>(tree: &'t Tree, names: &'t Names) -> impl Iterator<Item = usize> + 't {
    (0..tree.len()).filter(|&it| {
        let is_person = tree.is_name_of(it, &["PERSON"]) || names.role_at(it).is_some();
        // "It was disputed by the mayor."
        let is_agent = tree.dep(it) == "pobj"
            && tree.head(it).is_some_and(|by| {
                tree.dep(by) == "agent"
                    && tree.head(by).is_some_and(|verb| takes_a_stand(tree, verb))
            });
        is_agent && (is_person || names.party_at(it).is_some())
            || tree.dep(it) == "nsubj"
                && matches!(tree.pos(it), Pos::Noun | Pos::Propn)
                && tree.head(it).is_some_and(|verb| {
                    matches!(tree.dep(verb), "ROOT" | "conj")
                        && (is_person || takes_a_stand(tree, verb))
                })
    })
}

fn takes_a_stand(tree: &Tree, verb: usize) -> bool {
    WORDS.stands.has(tree.lemma(verb))
}

/// Whether a word is one for somebody who can say something: a name, a pronoun, people, a body of
/// them, or what they publish; not "talk" or "attack".
pub(crate) fn may_speak(tree: &Tree, names: &Names, nouns: &Nouns, head: usize) -> bool {
    let lemma = tree.lemma(head);
    tree.pos(head) != Pos::Noun
        || names.word_at(head).is_some()
        || names.party_at(head).is_some()
        || nouns.counts(lemma) == Counts::People
        || WORDS.bodies.has(lemma)
        || WORDS.sayings.has(lemma)
}
