//! Phrase: the words for a speaker, and whom they name by themselves. Whom they mean by what the
//! report told before is found in `source.rs`.

use std::ops::{Range, RangeInclusive};

use ascribe_sentence::Pos;

use crate::{
    cast::Cast,
    names::{Names, Party},
    saying,
    speaker::Speaker,
    statement::Named,
    tree::Tree,
    words::WORDS,
};

/// How often a name may be looked for behind another: "the spokesman of the head of …".
const DEEPEST: usize = 4;

/// The words for a speaker: a noun phrase of a sentence.
pub(crate) struct Phrase<'c> {
    pub(crate) cast: &'c Cast<'c>,
    pub(crate) sentence: usize,
    pub(crate) tree: &'c Tree<'c>,
    pub(crate) names: &'c Names,
    pub(crate) head: usize,
    pub(crate) words: RangeInclusive<usize>,
    depth: usize,
}

impl<'c> Phrase<'c> {
    pub(crate) fn new(
        cast: &'c Cast<'c>,
        sentence: usize,
        head: usize,
        depth: usize,
    ) -> Option<Phrase<'c>> {
        let tree = cast.trees.get(sentence)?;
        let names = cast.names.get(sentence)?;
        let head = match tree.antecedent(head) {
            // "X, a group which said …" is X.
            it if tree.dep(it) == "appos"
                && (it != head
                    || depth == 0 && tree.children_by(it, &["relcl"]).next().is_some()) =>
            {
                tree.head(it).unwrap_or(it)
            }
            it => it,
        };
        let words = saying::phrase(tree, head);
        (depth <= DEEPEST).then_some(Phrase { cast, sentence, tree, names, head, words, depth })
    }

    /// Whether it is not a name behind another.
    pub(crate) fn is_outermost(&self) -> bool {
        self.depth == 0
    }

    /// The phrase of another word of the sentence.
    pub(crate) fn of(&self, head: usize) -> Option<Phrase<'c>> {
        Phrase::new(self.cast, self.sentence, head, self.depth + 1)
    }

    pub(crate) fn has_article(&self, articles: &[&str]) -> bool {
        self.tree.children_by(self.head, &["det"]).any(|it| self.tree.is(it, articles))
    }

    /// The words of the phrase besides its head, these and small words, in lower case.
    pub(crate) fn others(&self, own: Range<usize>) -> impl Iterator<Item = String> {
        let tells = |&it: &usize| {
            matches!(self.tree.pos(it), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Verb)
        };
        self.words
            .clone()
            .filter(move |it| *it != self.head && !own.contains(it))
            .filter(tells)
            .map(|it| self.tree.lower(it))
    }

    /// The nouns of the phrase that would call it again, in dictionary form: "agency" and "SANA" of
    /// "the state news agency SANA", "militia" of "Fano, a militia that …".
    pub(crate) fn called(&self) -> impl Iterator<Item = String> {
        let tree = self.tree;
        let is_noun = |it: usize| matches!(tree.pos(it), Pos::Noun | Pos::Propn);
        let entity = |it: usize| tree.name(it).map(|name| name.tokens.start);
        let ends = move |it: usize| {
            it == *self.words.end() || !is_noun(it + 1) || entity(it) != entity(it + 1)
        };
        let within = self.words.clone().filter(move |&it| is_noun(it) && ends(it));
        let beside = tree.children_by(self.head, &["appos"]).filter(move |&it| is_noun(it));
        // "the ambulance service, Magen David Adom"
        let above = tree.head(self.head).filter(|_| tree.dep(self.head) == "appos");
        let above = above.into_iter().filter(|&it| tree.pos(it) == Pos::Noun);
        within.chain(beside).chain(above).map(|it| tree.lemma(it).to_lowercase())
    }

    pub(crate) fn is_person_name(&self, it: usize) -> bool {
        self.tree.is_name_of(it, &["PERSON"])
            && self.tree.pos(it) == Pos::Propn
            && self.names.party_at(it).is_none()
            // "Abdul Bari": a town of that name is not meant.
            && (self.names.place_at(it).is_none()
                || self.tree.name(it).is_some_and(|name| name.tokens.len() > 1))
    }

    pub(crate) fn party(&self, party: &Party) -> Speaker {
        let name = self.cast.name_of(party);
        Speaker::body(name, Some(party.kind))
    }

    /// The party that the phrase names: by its head ("SANA"), or by a name that hangs on a noun of
    /// its kind ("state news agency SANA", "the Taliban movement").
    pub(crate) fn named_party(&self) -> Option<Speaker> {
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
            // "the African Union mission" is another body than the union.
            _ if is_body_of(tree, self.head) && !party.words.contains(&self.head) => false,
            Some(word) => WORDS.are_kin(word.kind, party.kind),
            None => {
                tree.pos(self.head) != Pos::Noun
                    || WORDS.is_body(tree.lemma(self.head))
                    || WORDS.sayings.has(tree.lemma(self.head))
                    || party.words.end > self.head
            }
        };
        (names.role_at(self.head).is_none() && hangs_on_head && is_its_kind)
            .then(|| self.party(party))
    }

    /// "the affiliate known as JNIM", "the leader, a former policeman who calls himself X".
    pub(crate) fn known_as(&self) -> Option<usize> {
        let tree = self.tree;
        if tree.pos(self.head) != Pos::Noun {
            return None;
        }
        let beside = tree.children_by(self.head, &["appos"]);
        std::iter::once(self.head)
            .chain(beside)
            .flat_map(|it| tree.children_by(it, &["acl", "relcl"]))
            .filter(|&clause| WORDS.calls.has(tree.lemma(clause)))
            .find_map(|clause| {
                let ends = tree.subtree(clause);
                let is_name = |&it: &usize| {
                    tree.pos(it) == Pos::Propn
                        && tree.is_under(it, clause)
                        && !(it < *ends.end() && tree.pos(it + 1) == Pos::Propn)
                };
                (clause + 1..=*ends.end()).find(is_name)
            })
    }

    /// Whether a word stands in a clause of the phrase, and not in the phrase itself.
    pub(crate) fn hangs_on_clause(&self, it: usize) -> bool {
        let above = self.tree.ancestors(it).take_while(|&above| above != self.head);
        above.into_iter().any(|above| self.tree.is_verb(above))
    }
}

/// "figures published by the ministry", "a video in the name of X", "the ministry's figures"; not
/// "a letter seen by X".
pub(crate) fn giver_of_words(tree: &Tree, head: usize) -> Option<usize> {
    let object = |prep: usize| tree.children_by(prep, &["pobj"]).next();
    let made = tree.children_by(head, &["acl", "relcl"]);
    let by_agent = made
        .filter(|&clause| !WORDS.gets.has(tree.lemma(clause)))
        .flat_map(|clause| tree.children_by(clause, &["agent", "prep"]))
        .filter(|&prep| tree.is(prep, &["by", "from"]))
        .find_map(object);
    let by_prep = || {
        tree.children_by(head, &["prep"]).find_map(|prep| {
            let object = object(prep)?;
            // "in the name of X"
            if tree.is(prep, &["in"]) && tree.is(object, &["name"]) {
                let of = tree.children_by(object, &["prep"]).next()?;
                return tree.children_by(of, &["pobj"]).next();
            }
            tree.is(prep, &["by", "from"]).then_some(object)
        })
    };
    by_agent.or_else(by_prep).or_else(|| tree.children_by(head, &["poss"]).next())
}

/// The words as a person would file them: without article and owner's pronoun, and without the "'s"
/// of an owner.
pub(crate) fn filed(tree: &Tree, words: &RangeInclusive<usize>) -> String {
    let mut words = words.clone();
    while words.start() < words.end()
        && (matches!(tree.tag(*words.start()), "DT" | "PRP$" | "PDT" | ",")
            || tree.is(*words.start(), &["“", "\"", "``"]))
    {
        words = words.start() + 1..=*words.end();
    }
    while words.start() < words.end() && tree.tag(*words.end()) == "POS" {
        words = *words.start()..=words.end() - 1;
    }
    tree.words(words)
}

/// Whether a noun is one for a body that another body has: "mission", "office".
fn is_body_of(tree: &Tree, it: usize) -> bool {
    WORDS.bodies_of.has(tree.lemma(it))
}

/// A name for these words.
pub(crate) fn named(tree: &Tree, words: &RangeInclusive<usize>, name: String) -> Named {
    Named { name, span: tree.span(words.clone()) }
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
