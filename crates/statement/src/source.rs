//! Sources: whose name the words of a speaker stand for. "The Observatory" is the one named before,
//! "a monitoring group" in the lead the one named below, "it" the last who spoke. Who says which
//! words is found in `saying.rs`.

use std::ops::{Range, RangeInclusive};

use crate::{
    cast::Cast,
    names::{Names, Party},
    nouns::{Counts, Nouns},
    register::Kind,
    saying,
    statement::Named,
    tree::Tree,
    words::WORDS,
};
use ascribe_sentence::Pos;

/// Someone whom the report has named.
#[derive(Clone, Debug)]
struct Speaker {
    name: String,
    kind: Option<Kind>,
    is_person: bool,
    /// The words that call them again, in dictionary form and lower case: "ministry", "group".
    called: Vec<String>,
}

impl Speaker {
    fn new(name: String, kind: Option<Kind>, is_person: bool) -> Speaker {
        Speaker { name, kind, is_person, called: Vec::new() }
    }

    /// Whether the name or what they are called has this word, in lower case.
    fn has_word(&self, word: &str) -> bool {
        self.called.iter().any(|it| it == word)
            || self.name.split([' ', ',', '-']).any(|it| it.to_lowercase() == word)
    }
}

/// Those whom the report has named so far; the memory that "it" and "the group" need.
pub(crate) struct Speakers<'n> {
    nouns: &'n Nouns,
    /// Who spoke or took a stand, in order.
    spoken: Vec<Speaker>,
    /// Who was named at all, in order; those who spoke stand here as well.
    named: Vec<Speaker>,
}

/// How often a name may be looked for behind another: "the spokesman of the head of …".
const DEEPEST: usize = 4;

/// Up to which sentence a report may leave to those below whom "a monitoring group" means.
const BELOW: usize = 3;

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
        let head = match tree.antecedent(head) {
            // "X, a group which said …" is X.
            it if it != head && tree.dep(it) == "appos" => tree.head(it).unwrap_or(it),
            it => it,
        };
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

    /// The words of the phrase besides its head, these and small words, in lower case.
    fn others(&self, own: Range<usize>) -> impl Iterator<Item = String> {
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
    fn called(&self) -> impl Iterator<Item = String> {
        let tree = self.tree;
        let is_noun = |it: usize| matches!(tree.pos(it), Pos::Noun | Pos::Propn);
        let entity = |it: usize| tree.name(it).map(|name| name.tokens.start);
        let ends = move |it: usize| {
            it == *self.words.end() || !is_noun(it + 1) || entity(it) != entity(it + 1)
        };
        let within = self.words.clone().filter(move |&it| is_noun(it) && ends(it));
        let beside = tree.children_by(self.head, &["appos"]).filter(move |&it| is_noun(it));
        within.chain(beside).map(|it| tree.lemma(it).to_lowercase())
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
        Speaker::new(name, Some(party.kind), false)
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
            // "the African Union mission" is another body than the union.
            _ if is_body_of(tree, self.head) && !party.words.contains(&self.head) => false,
            Some(word) => word.kind == party.kind || kin(word.kind, party.kind),
            None => {
                tree.pos(self.head) != Pos::Noun
                    || WORDS.is_body(tree.lemma(self.head))
                    || WORDS.sayings.iter().any(|noun| noun == tree.lemma(self.head))
                    || party.words.end > self.head
            }
        };
        (names.role_at(self.head).is_none() && hangs_on_head && is_its_kind)
            .then(|| self.party(party))
    }

    /// "a monitoring group said" of the one that is named further down, and is called so there.
    fn named_below(&self) -> Option<Speaker> {
        let (tree, noun) = (self.tree, self.tree.lemma(self.head).to_lowercase());
        let is_told_so = self.has_article(&["a", "an", "the"])
            && (WORDS.is_body(&noun) || self.names.word_at(self.head).is_some())
            && self.names.role_at(self.head).is_none()
            && tree.pos(self.head) == Pos::Noun;
        if !is_told_so || self.sentence > BELOW {
            return None;
        }
        let kind = self.names.word_at(self.head).map(|word| word.kind);
        let named_once = matches!(
            kind,
            Some(Kind::Monitor | Kind::Agency | Kind::RightsGroup | Kind::Aid | Kind::StateMedia)
        );
        let parties = self.cast.names.iter().flat_map(Names::parties);
        let parties = parties
            .filter(|party| named_once && Some(party.kind) == kind && !party.is_short)
            .map(|party| self.party(party));
        let bodies = self.cast.bodies.iter().filter(|body| body.called.contains(&noun));
        let bodies = bodies.map(|body| Speaker::new(body.name.clone(), body.kind.or(kind), false));
        let mut all = parties.chain(bodies);
        let first = all.next()?;
        all.all(|it| it.name == first.name).then_some(first)
    }

    /// Whether a word stands in a clause of the phrase, and not in the phrase itself.
    fn hangs_on_clause(&self, it: usize) -> bool {
        let above = self.tree.ancestors(it).take_while(|&above| above != self.head);
        above.into_iter().any(|above| self.tree.is_verb(above))
    }

    /// "a spokesman, Ahmed Hassan", "the monitor, the Observatory".
    fn named_beside(&self) -> Option<Speaker> {
        let tree = self.tree;
        // "the governor of the district, Ahmed Hassan": the name may hang on the last noun.
        let beside = tree
            .subtree(self.head)
            .filter(|&it| it >= self.head && tree.is_under(it, self.head))
            .flat_map(|it| tree.children_by(it, &["appos"]))
            .filter(|&it| tree.pos(it) == Pos::Propn && !self.hangs_on_clause(it))
            .find(|&it| {
                tree.head(it) == Some(self.head)
                    || self.is_person_name(it)
                    // A title hides from the pipeline that it is a person: "Dr Ahmed Hassan".
                    || self.names.role_at(self.head).is_some()
                        && self.names.place_at(it).is_none()
                        && tree.children_by(it, &["compound"]).next().is_some()
            })?;
        // "One of them, Ahmed Hassan, said …"
        if self.is_person_name(beside) && tree.pos(self.head) == Pos::Num {
            let name = self.cast.full_name(self.sentence, beside);
            return Some(Speaker::new(name, None, true));
        }
        let is_one = matches!(tree.tag(self.head), "NN" | "NNP");
        let role = self.names.role_at(self.head);
        if is_one
            && (self.is_person_name(beside) && tree.pos(self.head) == Pos::Noun || role.is_some())
        {
            let full = match tree.is_name_of(beside, &["PERSON"]) {
                true => self.cast.full_name(self.sentence, beside),
                false => filed(tree, &saying::phrase(tree, beside)),
            };
            let name = format!("{full}, {}", filed(tree, &self.words));
            return Some(Speaker::new(name, role, true));
        }
        let party = self.names.party_at(beside).filter(|party| !party.is_short);
        // "the state railway, Zeleznice, said"
        let body = || {
            let kind = self.names.word_at(self.head).map(|word| word.kind);
            let words = saying::phrase(tree, beside);
            let is_told =
                tree.head(beside) == Some(self.head) && self.names.place_at(beside).is_none();
            (is_one && is_told).then(|| Speaker::new(filed(tree, &words), kind, false))
        };
        party.map(|party| self.party(party)).or_else(body)
    }
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
    WORDS.stands.iter().any(|stand| stand == tree.lemma(verb))
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

impl<'n> Speakers<'n> {
    pub(crate) fn new(nouns: &'n Nouns) -> Speakers<'n> {
        Speakers { nouns, spoken: Vec::new(), named: Vec::new() }
    }

    /// Forgets everyone, where one piece of news ends and another begins.
    pub(crate) fn forget(&mut self) {
        self.spoken.clear();
        self.named.clear();
    }

    /// The one whom the words with this head name; remembers them as the last to speak where they
    /// may be the next to.
    pub(crate) fn resolve(
        &mut self,
        cast: &Cast,
        sentence: usize,
        head: usize,
        may_be_next: bool,
    ) -> Option<Named> {
        let phrase = Phrase::new(cast, sentence, head, 0)?;
        let mut speaker = self.find(&phrase)?;
        if let Some(body) = self.spoken_for(&phrase, &speaker) {
            speaker.name = format!("{}, {body}", speaker.name);
        }
        let called = phrase.called().filter(|it| !speaker.called.contains(it));
        let called: Vec<String> = called.collect();
        speaker.called.extend(called);
        let named = named(phrase.tree, &phrase.words, speaker.name.clone());
        self.named.push(speaker.clone());
        if may_be_next {
            self.spoken.push(speaker);
        }
        Some(named)
    }

    /// Remembers the bodies that a sentence names, whether they speak or not.
    pub(crate) fn hear(&mut self, cast: &Cast, sentence: usize) {
        for party in cast.names[sentence].parties().filter(|it| !it.is_short) {
            let mut speaker = Speaker::new(cast.name_of(party), Some(party.kind), false);
            let tree = &cast.trees[sentence];
            if let Some(phrase) = Phrase::new(cast, sentence, tree.top(&party.words), 0) {
                speaker.called = phrase.called().collect();
            }
            self.named.push(speaker);
        }
        for body in cast.bodies_of(sentence) {
            let mut speaker = Speaker::new(body.name.clone(), body.kind, false);
            speaker.called.clone_from(&body.called);
            self.named.push(speaker);
        }
    }

    fn find(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, head) = (phrase.tree, phrase.head);
        if tree.is_name_of(head, &["DATE", "TIME"]) && tree.pos(head) == Pos::Noun {
            return None;
        }
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
        let mut bodies = phrase.cast.bodies_of(phrase.sentence).iter();
        if let Some(body) = bodies.find(|it| it.words.contains(&head)) {
            return Some(Speaker::new(body.name.clone(), body.kind, false));
        }
        if phrase.is_person_name(head) {
            let name = self.with_role(phrase);
            return Some(Speaker::new(name, None, true));
        }
        phrase
            .named_party()
            .or_else(|| phrase.named_beside())
            .or_else(|| self.again(phrase))
            .or_else(|| phrase.named_below())
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
        if let Some(maker) = maker {
            return self.find(&phrase.of(maker)?);
        }
        // "a parliamentary inquiry", "the official toll" are nobody else's.
        if tree.children_by(phrase.head, &["amod"]).next().is_some() {
            return self.as_written(phrase);
        }
        let noun = tree.lemma(phrase.head).to_lowercase();
        self.last(|it| it.called.contains(&noun)).or_else(|| self.last(|_| true))
    }

    /// A noun with "the" for one who was named before: "the ministry" is the last ministry, and "the
    /// health ministry" the last of which both words were said; "the group" may be any body.
    fn again(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, head) = (phrase.tree, phrase.head);
        let is_one_of = tree.is(head, &["one", "other", "another"]);
        if is_one_of {
            return self.one_of(phrase);
        }
        let is_place = phrase.names.place_at(head).is_some();
        if is_place || !phrase.has_article(&["the", "this", "that", "these", "those"]) {
            return None;
        }
        let noun = tree.lemma(head).to_lowercase();
        let others: Vec<String> = phrase.others(head..head).collect();
        let kind = phrase.names.word_at(head).map(|word| word.kind);
        // "the army" is not the National Liberation Army.
        let may_be = |it: &Speaker| match (kind, it.kind) {
            (Some(one), Some(other)) => it.is_person || one == other || kin(one, other),
            _ => true,
        };
        let told = |it: &&Speaker| {
            it.called.contains(&noun) && others.iter().all(|word| it.has_word(word)) && may_be(it)
        };
        if let Some(speaker) = self.named.iter().rev().find(told) {
            return Some(speaker.clone());
        }
        // "the general staff", "the militant group" are one word for what they are.
        let own = phrase.names.word_at(head).filter(|word| is_force_or_group(word.kind));
        let own = own.map_or(head..head, |word| word.words.clone());
        // "the sheriff" is a person, whatever force was named before.
        let is_role = phrase.names.role_at(head).is_some();
        if is_role || phrase.others(own).next().is_some() {
            return None;
        }
        if let Some(kind) = kind {
            let same = |it: &&Speaker| {
                !it.is_person && it.kind.is_some_and(|other| other == kind || kin(kind, other))
            };
            let spoke = self.spoken.iter().rev().find(same);
            if let Some(speaker) = spoke.or_else(|| self.named.iter().rev().find(same)) {
                return Some(speaker.clone());
            }
        }
        // "the force", "the company": whoever spoke last, if that is no person.
        WORDS.is_body(&noun).then(|| self.last(|it| !it.is_person)).flatten()
    }

    /// "one of the sources", "the other": of those named before, of whom there are several.
    fn one_of(&self, phrase: &Phrase) -> Option<Speaker> {
        let tree = phrase.tree;
        let of = tree
            .children_by(phrase.head, &["prep"])
            .find(|&it| tree.is(it, &["of"]))
            .and_then(|of| tree.children_by(of, &["pobj"]).next());
        match of {
            Some(several) => {
                // "one of the residents, a farmer"
                let beside = tree.children_by(phrase.head, &["appos"]);
                let beside = beside.chain(tree.children_by(several, &["appos"]));
                let role = beside.into_iter().find(|&it| tree.pos(it) == Pos::Noun);
                match role {
                    Some(role) => self.as_written(&phrase.of(role)?),
                    None => self.find(&phrase.of(several)?),
                }
            }
            None => self.last(|it| !it.is_person && it.name.ends_with('s')),
        }
    }

    /// The words themselves: "police", "two officials", "the group's spokesman", "Moscow".
    fn as_written(&self, phrase: &Phrase) -> Option<Speaker> {
        let (names, head) = (phrase.names, phrase.head);
        if let Some(place) = names.place_at(head).filter(|_| phrase.tree.pos(head) == Pos::Propn) {
            // "Moscow" is no government that "the government" could mean.
            return Some(Speaker::new(place.to_owned(), None, false));
        }
        let name = self.with_owner(phrase);
        let role = names.role_at(head);
        let kind = names.word_at(head).map(|word| word.kind).or(role);
        let is_one = matches!(phrase.tree.tag(head), "NN" | "NNP")
            && !self.nouns.is_group(phrase.tree.lemma(head))
            && self.nouns.counts(phrase.tree.lemma(head)) == Counts::People;
        (!name.is_empty()).then(|| Speaker::new(name, kind, role.is_some() || is_one))
    }

    /// "Ahmed Hassan, doctor at Medina hospital", "police officer Abdi Warfa": a person with what the
    /// report says of them, since the name alone tells a reader nothing.
    fn with_role(&self, phrase: &Phrase) -> String {
        let (tree, head) = (phrase.tree, phrase.head);
        let full = phrase.cast.full_name(phrase.sentence, head);
        let before = tree
            .children_by(head, &["compound", "amod", "nmod", "poss"])
            .find(|&it| it < head && !tree.is_name_of(it, &["PERSON"]));
        if let Some(first) = before.map(|it| *tree.subtree(it).start().max(phrase.words.start())) {
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
        let is_theirs = owner.is_some_and(|it| tree.is(it, &["their", "his", "her", "my", "our"]));
        let rest = owner.map(|it| *tree.subtree(it).end() + 1).filter(|rest| rest <= words.end());
        let named = owner.and_then(|it| phrase.of(it)).and_then(|it| self.find(&it));
        match (named, rest) {
            (Some(owner), Some(rest)) if !owner.is_person && !is_theirs => {
                format!("{} {}", owner.name, tree.words(rest..=*words.end()))
            }
            _ => filed(tree, words),
        }
    }

    /// The body that a person speaks for, where the words for the person do not name it: "Ahmed Hassan
    /// of the Observatory", "a spokesman" of whoever was named last.
    fn spoken_for(&self, phrase: &Phrase, speaker: &Speaker) -> Option<String> {
        let is_voice = |it: usize| WORDS.voices.iter().any(|noun| noun == phrase.tree.lemma(it));
        let has_owner = |it: usize| {
            phrase
                .tree
                .children_by(it, &["compound", "amod", "poss"])
                .any(|of| !phrase.is_person_name(of) && phrase.tree.tag(of) != "PRP$")
        };
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
                    is_voice(it) && has_owner(it)
                        || matches!(phrase.tree.dep(it), "poss" | "prep")
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

/// Whether a noun is one for a body that another body has: "mission", "office".
fn is_body_of(tree: &Tree, it: usize) -> bool {
    WORDS.bodies_of.iter().any(|noun| noun == tree.lemma(it))
}

/// Kinds whose members call themselves by several words: "the general staff", "the militant group".
fn is_force_or_group(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Army
            | Kind::ArmedGroup
            | Kind::Militia
            | Kind::Gang
            | Kind::Monitor
            | Kind::RightsGroup
            | Kind::Agency
            | Kind::Media
    )
}

/// Kinds that one common noun may mean: "the agency", "the group", "the military".
fn kin(one: Kind, other: Kind) -> bool {
    const KIN: &[&[Kind]] = &[
        &[Kind::Agency, Kind::StateMedia, Kind::Media],
        &[Kind::Monitor, Kind::RightsGroup, Kind::Aid],
        &[Kind::ArmedGroup, Kind::Militia, Kind::Gang, Kind::Party],
        &[Kind::Army, Kind::AirForce, Kind::Navy, Kind::Coalition],
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
