//! Sources: whose name the words of a speaker stand for. "The Observatory" is the one named before,
//! "a monitoring group" in the lead the one named below, "it" the last who spoke. Who says which
//! words is found in `saying.rs`.

use std::{ops::RangeInclusive, sync::LazyLock};

use crate::{
    cast::Cast,
    names::{Names, Party},
    nouns::{Counts, Nouns},
    register::Kind,
    saying,
    statement::Named,
    tree::Tree,
};
use ascribe_sentence::Pos;
use serde::Deserialize;

/// Someone who has spoken or been named as a speaker.
#[derive(Clone, Debug)]
struct Speaker {
    name: String,
    kind: Option<Kind>,
    is_person: bool,
}

/// Speakers as the report goes on; the memory that "it" and "the group" need.
#[derive(Default)]
pub(crate) struct Speakers {
    spoken: Vec<Speaker>,
}

/// Words about speakers, from `words/speakers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerWords {
    /// Nouns for what is said, behind which the one who says it stands: "figures published by X".
    sayings: Vec<String>,
    /// Nouns for a body of people that may be of any kind: "the force".
    bodies: Vec<String>,
    /// Nouns for those who speak for a body.
    voices: Vec<String>,
    /// Verbs of those who take a stand: "disputed", "gave".
    stands: Vec<String>,
}

static WORDS: LazyLock<SpeakerWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/speakers.toml")).expect("a test reads with these words")
});

/// How often a name may be looked for behind another: "the spokesman of the head of …".
const DEEPEST: usize = 4;

/// The words for a speaker: a noun phrase of a sentence.
struct Phrase<'c> {
    cast: &'c Cast<'c>,
    sentence: usize,
    tree: &'c Tree<'c>,
    names: &'c Names,
    head: usize,
    words: RangeInclusive<usize>,
    depth: usize,
}

impl<'c> Phrase<'c> {
    fn new(cast: &'c Cast<'c>, sentence: usize, head: usize, depth: usize) -> Option<Phrase<'c>> {
        let tree = cast.trees.get(sentence)?;
        let names = cast.names.get(sentence)?;
        let head = tree.antecedent(head);
        let words = saying::phrase(tree, head);
        (depth <= DEEPEST).then_some(Phrase { cast, sentence, tree, names, head, words, depth })
    }

    /// The phrase of another word of the sentence.
    fn of(&self, head: usize) -> Option<Phrase<'c>> {
        Phrase::new(self.cast, self.sentence, head, self.depth + 1)
    }

    fn has_article(&self, articles: &[&str]) -> bool {
        self.tree.children_by(self.head, &["det"]).any(|it| self.tree.is(it, articles))
    }

    /// "the group", with nothing that says which.
    fn is_bare(&self) -> bool {
        // "the general staff" is one word for it.
        let own = self.names.word_at(self.head).map_or(self.head..self.head, |it| it.words.clone());
        self.tree.children(self.head).iter().filter(|it| !own.contains(it)).all(|&it| {
            matches!(self.tree.dep(it), "det" | "punct" | "relcl" | "advcl" | "acl" | "case")
        })
    }

    fn is_person_name(&self, it: usize) -> bool {
        self.tree.is_name_of(it, &["PERSON"])
            && self.tree.pos(it) == Pos::Propn
            && self.names.party_at(it).is_none()
            // "Abdul Bari": a town of that name is not meant.
            && (self.names.place_at(it).is_none()
                || self.tree.name(it).is_some_and(|name| name.tokens.len() > 1))
    }

    fn party(&self, party: &Party) -> Speaker {
        let name = self.cast.name_of(party);
        Speaker { name, kind: Some(party.kind), is_person: false }
    }

    /// The party that the phrase names: by its head ("SANA"), or by a name that hangs on a noun of
    /// its kind ("state news agency SANA", "the Taliban movement").
    fn named_party(&self) -> Option<Speaker> {
        let (tree, names) = (self.tree, self.names);
        let usable = |party: &&Party| !party.is_short || self.cast.is_known(party);
        if let Some(party) = names.party_at(self.head).filter(usable) {
            return Some(self.party(party));
        }
        let party = names.party_in(&self.words).filter(usable)?;
        let hangs_on_head = party.words.clone().any(|it| {
            matches!(tree.dep(it), "compound" | "appos" | "nmod" | "amod")
                && tree.is_under(it, self.head)
                && tree.head(it).is_none_or(|above| tree.dep(above) != "pobj" || above == self.head)
        });
        // "a military blogger" is not the military.
        let is_its_kind = match names.word_at(self.head) {
            Some(word) => word.kind == party.kind || kin(word.kind, party.kind),
            None => {
                tree.pos(self.head) != Pos::Noun
                    || WORDS.bodies.iter().any(|noun| noun == tree.lemma(self.head))
                    || WORDS.sayings.iter().any(|noun| noun == tree.lemma(self.head))
                    || party.words.end > self.head
            }
        };
        (names.role_at(self.head).is_none() && hangs_on_head && is_its_kind)
            .then(|| self.party(party))
    }

    /// "a spokesman, Ahmed Hassan", "the monitor, the Observatory".
    fn named_beside(&self) -> Option<Speaker> {
        let tree = self.tree;
        // "the governor of the district, Ahmed Hassan": the name may hang on the last noun.
        let beside = (self.words.clone().filter(|&it| it >= self.head))
            .flat_map(|it| tree.children_by(it, &["appos"]))
            .find(|&it| {
                tree.pos(it) == Pos::Propn
                    && (tree.head(it) == Some(self.head) || self.is_person_name(it))
            })?;
        // "One of them, Ahmed Hassan, said …"
        if self.is_person_name(beside) && tree.pos(self.head) == Pos::Num {
            let name = self.cast.full_name(self.sentence, beside);
            return Some(Speaker { name, kind: None, is_person: true });
        }
        if self.is_person_name(beside) && tree.pos(self.head) == Pos::Noun {
            let full = self.cast.full_name(self.sentence, beside);
            let name = format!("{full}, {}", filed(tree, &self.words));
            return Some(Speaker { name, kind: self.names.role_at(self.head), is_person: true });
        }
        self.names.party_at(beside).filter(|party| !party.is_short).map(|party| self.party(party))
    }
}

/// Those of a sentence who may be who speaks next: subjects of verbs by which someone takes a stand,
/// and persons who do anything.
pub(crate) fn standing<'t>(tree: &'t Tree, names: &'t Names) -> impl Iterator<Item = usize> + 't {
    (0..tree.len()).filter(|&it| {
        let is_person = tree.is_name_of(it, &["PERSON"]) || names.role_at(it).is_some();
        tree.dep(it) == "nsubj"
            && matches!(tree.pos(it), Pos::Noun | Pos::Propn)
            && tree.head(it).is_some_and(|verb| {
                matches!(tree.dep(verb), "ROOT" | "conj")
                    && (is_person || WORDS.stands.iter().any(|stand| stand == tree.lemma(verb)))
            })
    })
}

/// Whether a word is one for somebody who can say something: a name, a pronoun, people, a body of
/// them, or what they publish; not "talk" or "attack".
pub(crate) fn may_speak(tree: &Tree, names: &Names, nouns: &Nouns, head: usize) -> bool {
    let lemma = tree.lemma(head);
    tree.pos(head) != Pos::Noun
        || names.word_at(head).is_some()
        || names.party_at(head).is_some()
        || nouns.counts(lemma) == Counts::People
        || WORDS.bodies.iter().chain(&WORDS.sayings).any(|noun| noun == lemma)
}

impl Speakers {
    /// The one whom the words with this head name, and remembers them as the last to speak.
    pub(crate) fn resolve(&mut self, cast: &Cast, sentence: usize, head: usize) -> Option<Named> {
        let phrase = Phrase::new(cast, sentence, head, 0)?;
        let mut speaker = self.find(&phrase)?;
        if let Some(body) = self.spoken_for(&phrase, &speaker) {
            speaker.name = format!("{}, {body}", speaker.name);
        }
        let named = named(phrase.tree, &phrase.words, speaker.name.clone());
        self.spoken.push(speaker);
        Some(named)
    }

    fn find(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, head) = (phrase.tree, phrase.head);
        if tree.is_relative(head) || tree.pos(head) == Pos::Pron || tree.tag(head) == "DT" {
            return match tree.lower(head).as_str() {
                "he" | "she" | "him" | "her" | "i" => {
                    self.last(|it| it.is_person || it.kind == Some(Kind::Official))
                }
                "it" | "this" | "its" => self.last(|it| !it.is_person),
                "they" | "them" | "their" | "we" | "us" | "who" | "which" | "that" | "whose" => {
                    self.last(|_| true)
                }
                _ => None,
            };
        }
        if tree.pos(head) == Pos::Noun && WORDS.sayings.iter().any(|it| it == tree.lemma(head)) {
            return self.behind_saying(phrase);
        }
        if phrase.is_person_name(head) {
            let name = self.with_role(phrase);
            return Some(Speaker { name, kind: None, is_person: true });
        }
        phrase
            .named_party()
            .or_else(|| phrase.named_beside())
            .or_else(|| self.of_kind(phrase))
            .or_else(|| self.as_written(phrase))
    }

    /// "figures published by the ministry", "UN estimates", "the statement".
    fn behind_saying(&self, phrase: &Phrase) -> Option<Speaker> {
        let tree = phrase.tree;
        if let Some(giver) = giver_of_words(tree, phrase.head) {
            return self.find(&phrase.of(giver)?);
        }
        if let Some(party) = phrase.names.party_in(&phrase.words) {
            return Some(phrase.party(party));
        }
        let maker = tree.children_by(phrase.head, &["compound", "nmod", "amod"]).find(|&it| {
            matches!(tree.pos(it), Pos::Propn | Pos::Noun)
                && !WORDS.sayings.iter().any(|noun| noun == tree.lemma(it))
        });
        match maker {
            Some(maker) => self.find(&phrase.of(maker)?),
            None => self.last(|_| true),
        }
    }

    /// A common noun for one who is named elsewhere: "the ministry" is the last of its kind who
    /// spoke, "a monitoring group" in the lead the one named below.
    fn of_kind(&self, phrase: &Phrase) -> Option<Speaker> {
        let definite = phrase.has_article(&["the", "this", "that"]);
        let before = || definite && phrase.is_bare();
        // "the sheriff" is a person, whatever force was named before.
        let is_role = phrase.names.role_at(phrase.head).is_some();
        if let Some(word) = phrase.names.word_at(phrase.head).filter(|_| !is_role) {
            let kind = word.kind;
            let same = |it: &Speaker| {
                !it.is_person && it.kind.is_some_and(|other| other == kind || kin(kind, other))
            };
            if let Some(speaker) = before().then(|| self.last(same)).flatten() {
                return Some(speaker);
            }
            let named_once = matches!(
                kind,
                Kind::Monitor | Kind::Agency | Kind::RightsGroup | Kind::Aid | Kind::StateMedia
            );
            if named_once && (definite || phrase.has_article(&["a", "an"])) {
                let mut parties = phrase
                    .cast
                    .names
                    .iter()
                    .flat_map(Names::parties)
                    .filter(|party| party.kind == kind && !party.is_short);
                let first = parties.next();
                if let Some(only) = first.filter(|first| parties.all(|it| it.name == first.name)) {
                    return Some(phrase.party(only));
                }
            }
        }
        // "the force", "the company": whoever spoke last, if that is no person.
        let is_body = WORDS.bodies.iter().any(|noun| noun == phrase.tree.lemma(phrase.head));
        (is_body && before()).then(|| self.last(|it| !it.is_person)).flatten()
    }

    /// The words themselves: "police", "two officials", "the group's spokesman", "Moscow".
    fn as_written(&self, phrase: &Phrase) -> Option<Speaker> {
        let (names, head) = (phrase.names, phrase.head);
        if let Some(place) = names.place_at(head).filter(|_| phrase.tree.pos(head) == Pos::Propn) {
            let kind = Some(Kind::Government);
            return Some(Speaker { name: place.to_owned(), kind, is_person: false });
        }
        let name = self.with_owner(phrase);
        let role = names.role_at(head);
        let kind = names.word_at(head).map(|word| word.kind).or(role);
        (!name.is_empty()).then(|| Speaker { name, kind, is_person: role.is_some() })
    }

    /// "Ahmed Hassan, doctor at Medina hospital", "police officer Abdi Warfa": a person with what the
    /// report says of them, since the name alone tells a reader nothing.
    fn with_role(&self, phrase: &Phrase) -> String {
        let (tree, head) = (phrase.tree, phrase.head);
        let full = phrase.cast.full_name(phrase.sentence, head);
        let before = tree
            .children_by(head, &["compound", "amod", "nmod", "poss"])
            .find(|&it| it < head && !tree.is_name_of(it, &["PERSON"]));
        if let Some(first) = before.map(|it| *tree.subtree(it).start()) {
            let name_start = tree.name(head).map_or(head, |name| name.tokens.start.max(first));
            if name_start > first {
                return format!("{} {full}", filed(tree, &(first..=name_start - 1)));
            }
        }
        let role = tree.children_by(head, &["appos"]).find(|&it| tree.pos(it) == Pos::Noun);
        if let Some(role) = role.and_then(|it| phrase.of(it)) {
            return format!("{full}, {}", self.with_owner(&role));
        }
        // Told before with a role: "Hassan" where "police chief Ahmed Hassan" was named.
        let told = self.spoken.iter().rev().find(|it| it.is_person && it.name.contains(&full));
        told.map_or(full, |it| it.name.clone())
    }

    /// "the group's spokesman" with the group's name, where it is known.
    fn with_owner(&self, phrase: &Phrase) -> String {
        let (tree, words) = (phrase.tree, &phrase.words);
        let owner = tree.children_by(phrase.head, &["poss"]).find(|it| words.contains(it));
        let rest = owner.map(|it| *tree.subtree(it).end() + 1).filter(|rest| rest <= words.end());
        let named = owner.and_then(|it| phrase.of(it)).and_then(|it| self.find(&it));
        match (named, rest) {
            (Some(owner), Some(rest)) if !owner.is_person => {
                format!("{} {}", owner.name, tree.words(rest..=*words.end()))
            }
            _ => filed(tree, words),
        }
    }

    /// The body that a person speaks for, where the words for the person do not name it: "Ahmed Hassan
    /// of the Observatory", "a spokesman" of whoever was named last.
    fn spoken_for(&self, phrase: &Phrase, speaker: &Speaker) -> Option<String> {
        let is_voice = |it: usize| WORDS.voices.iter().any(|noun| noun == phrase.tree.lemma(it));
        let is_told = phrase.names.party_in(&phrase.words).is_some();
        if is_told && !phrase.is_person_name(phrase.head) || !speaker.is_person {
            return None;
        }
        let body = match phrase.names.party_in(&phrase.words) {
            Some(party) => phrase.cast.name_of(party),
            None => {
                let voice = phrase.words.clone().any(is_voice)
                    || phrase.tree.children_by(phrase.head, &["appos"]).any(is_voice);
                let owner = phrase.words.clone().any(|it| {
                    matches!(phrase.tree.dep(it), "poss" | "prep")
                        || phrase
                            .names
                            .word_at(it)
                            .is_some_and(|word| !word.words.contains(&phrase.head))
                            && phrase.names.role_at(it).is_none()
                });
                (voice && !owner).then(|| self.last(|it| !it.is_person && it.kind.is_some()))??.name
            }
        };
        (!speaker.name.contains(&body)).then_some(body)
    }

    fn last(&self, fits: impl Fn(&Speaker) -> bool) -> Option<Speaker> {
        self.spoken.iter().rev().find(|it| fits(it)).cloned()
    }
}

fn named(tree: &Tree, words: &RangeInclusive<usize>, name: String) -> Named {
    Named { name, span: tree.span(words.clone()) }
}

/// "figures published by the ministry", "a video in the name of X", "the ministry's figures".
fn giver_of_words(tree: &Tree, head: usize) -> Option<usize> {
    let by_agent = tree
        .children_by(head, &["acl", "relcl"])
        .flat_map(|clause| tree.children_by(clause, &["agent", "prep"]).collect::<Vec<_>>())
        .filter(|&prep| tree.is(prep, &["by", "from"]))
        .find_map(|prep| tree.children_by(prep, &["pobj"]).next());
    let by_prep = || {
        tree.children_by(head, &["prep"])
            .filter(|&prep| tree.is(prep, &["by", "from", "of", "in"]))
            .find_map(|prep| {
                let object = tree.children_by(prep, &["pobj"]).next()?;
                // "in the name of X"
                if tree.is(prep, &["in"]) {
                    let inner = tree
                        .is(object, &["name"])
                        .then(|| tree.children_by(object, &["prep"]).next())??;
                    return tree.children_by(inner, &["pobj"]).next();
                }
                Some(object)
            })
    };
    by_agent.or_else(by_prep).or_else(|| tree.children_by(head, &["poss"]).next())
}

/// The words as a person would file them: without article and owner's pronoun.
fn filed(tree: &Tree, words: &RangeInclusive<usize>) -> String {
    let mut words = words.clone();
    while words.start() < words.end()
        && (matches!(tree.tag(*words.start()), "DT" | "PRP$" | "PDT" | ",")
            || tree.is(*words.start(), &["“", "\"", "``"]))
    {
        words = words.start() + 1..=*words.end();
    }
    tree.words(words)
}

/// Kinds that one common noun may mean: "the agency", "the group", "the military".
fn kin(one: Kind, other: Kind) -> bool {
    const KIN: &[&[Kind]] = &[
        &[Kind::Agency, Kind::StateMedia, Kind::Media],
        &[Kind::Monitor, Kind::RightsGroup, Kind::Aid],
        &[Kind::ArmedGroup, Kind::Militia, Kind::Gang, Kind::Party],
        &[Kind::Army, Kind::AirForce, Kind::Navy, Kind::Coalition],
        &[Kind::Government, Kind::Ministry],
        &[Kind::Rescue, Kind::Aid],
    ];
    KIN.iter().any(|kinds| kinds.contains(&one) && kinds.contains(&other))
}

/// A name as it is filed, for use where no source is looked for; names joined by "and" are kept.
pub(crate) fn plain(cast: &Cast, sentence: usize, head: usize) -> Named {
    plain_without(cast, sentence, head, &[])
}

/// As [`plain`], less all from the first of some words on, which hang on the name and are no part of it.
pub(crate) fn plain_without(cast: &Cast, sentence: usize, head: usize, cut: &[usize]) -> Named {
    let (tree, names) = (&cast.trees[sentence], &cast.names[sentence]);
    let mut head = tree.antecedent(head);
    // "A and B are groups that the truce leaves out": the groups are A and B.
    if tree.dep(head) == "attr"
        && let Some(subject) =
            tree.head(head).and_then(|verb| tree.children_by(verb, &["nsubj"]).next())
    {
        head = subject;
    }
    let mut heads = vec![head];
    let mut at = head;
    while let Some(next) = tree.children_by(at, &["conj"]).next() {
        heads.push(next);
        at = next;
    }
    let one = |it: usize| {
        let words = saying::phrase(tree, it);
        let end = cut.iter().filter(|&&cut| cut > it && words.contains(&cut)).min();
        let words = *words.start()..=end.map_or(*words.end(), |cut| cut - 1);
        let party = names.party_in(&words).filter(|party| !party.is_short || cast.is_known(party));
        let name = party.map_or_else(|| filed(tree, &words), |party| cast.name_of(party));
        (words, name)
    };
    let (words, _) = one(head);
    let all: Vec<String> = heads.into_iter().map(|it| one(it).1).collect();
    named(tree, &words, all.join(", "))
}
