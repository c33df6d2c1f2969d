//! Sources: whose name the words of a speaker stand for. "The Observatory" is the one named before,
//! "a monitoring group" in the lead the one named below, "it" the last who spoke. Who says which
//! words is found in `saying.rs`, and what words name by themselves in `phrase.rs`.

use crate::{
    cast::Cast,
    names::Names,
    nouns::{Counts, Nouns},
    phrase::{Phrase, filed, giver_of_words, named},
    register::Kind,
    saying::{self, Frame},
    speaker::{self, Speaker},
    statement::Named,
    tree::Tree,
    words::WORDS,
};
use ascribe_sentence::Pos;

/// Those whom the report has named so far; the memory that "it" and "the group" need.
pub(crate) struct Speakers<'n> {
    nouns: &'n Nouns,
    /// Who spoke or took a stand, in order.
    spoken: Vec<Speaker>,
    /// Who was named at all, in order; those who spoke stand here as well.
    named: Vec<Speaker>,
    /// Who says what in each sentence, for those who are named further down.
    frames: &'n [Vec<Frame>],
}

/// Up to which sentence a report may leave to those below whom "a monitoring group" means, and how
/// far below they may stand.
const BELOW: usize = 3;
const AS_FAR_AS: usize = 8;

/// How many who speak below are looked at.
const MOST: usize = 40;

impl<'n> Speakers<'n> {
    pub(crate) fn new(nouns: &'n Nouns, frames: &'n [Vec<Frame>]) -> Speakers<'n> {
        Speakers { nouns, spoken: Vec::new(), named: Vec::new(), frames }
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
        speaker.paragraph = phrase.tree.sentence.paragraph;
        let named = named(phrase.tree, &phrase.words, speaker.name.clone());
        self.named.push(speaker.clone());
        if may_be_next {
            self.spoken.push(speaker);
        }
        Some(named)
    }

    /// Remembers the bodies that a sentence names, and the persons with some office, whether they
    /// speak or not.
    pub(crate) fn hear(&mut self, cast: &Cast, sentence: usize) {
        for party in cast.names[sentence].parties().filter(|it| !it.is_short) {
            let mut speaker = Speaker::body(cast.name_of(party), Some(party.kind));
            let tree = &cast.trees[sentence];
            if let Some(phrase) = Phrase::new(cast, sentence, tree.top(&party.words), 0) {
                speaker.called = phrase.called().collect();
            }
            self.named.push(speaker);
        }
        let tree = &cast.trees[sentence];
        for name in tree.sentence.names.iter().filter(|it| it.label == "PERSON") {
            let Some(phrase) = Phrase::new(cast, sentence, tree.top(&name.tokens), 0) else {
                continue;
            };
            let has_office = phrase.words.clone().any(|it| phrase.names.role_at(it).is_some())
                || tree
                    .children_by(phrase.head, &["appos"])
                    .any(|it| phrase.names.role_at(it).is_some());
            if has_office && phrase.is_person_name(phrase.head) {
                let mut speaker = Speaker::person(self.with_role(&phrase), None);
                speaker.called = phrase.called().collect();
                speaker.paragraph = tree.sentence.paragraph;
                self.named.push(speaker);
            }
        }
        for body in cast.bodies_of(sentence) {
            let mut speaker = Speaker::body(body.name.clone(), body.kind);
            speaker.called.clone_from(&body.called);
            self.named.push(speaker);
        }
    }

    fn find(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, head) = (phrase.tree, phrase.head);
        if tree.is_name_of(head, &["DATE", "TIME"]) && tree.pos(head) == Pos::Noun {
            return None;
        }
        if tree.is(head, &["another"]) {
            return self.one_of(phrase);
        }
        if tree.is_relative(head)
            || tree.pos(head) == Pos::Pron
            || matches!(tree.tag(head), "DT" | "PRP$")
        {
            return match tree.lower(head).as_str() {
                "he" | "she" | "him" | "her" | "his" | "i" | "my" => self.last_person(tree),
                "it" | "this" | "its" => self.last(Speaker::may_be_it),
                "they" | "them" | "their" | "we" | "us" | "our" | "who" | "which" | "that"
                | "whose" => self.last(|_| true),
                _ => None,
            };
        }
        if tree.pos(head) == Pos::Noun && WORDS.sayings.has(tree.lemma(head)) {
            return self.behind_saying(phrase);
        }
        let mut bodies = phrase.cast.bodies_of(phrase.sentence).iter();
        if let Some(body) = bodies.find(|it| it.words.contains(&head)) {
            return Some(Speaker::body(body.name.clone(), body.kind));
        }
        if phrase.is_person_name(head) {
            let name = self.with_role(phrase);
            return Some(Speaker::person(name, None));
        }
        self.known_as(phrase)
            .or_else(|| phrase.named_party())
            .or_else(|| self.named_beside(phrase))
            .or_else(|| self.again(phrase))
            .or_else(|| self.named_below(phrase))
            .or_else(|| self.as_written(phrase))
    }

    /// "figures published by the ministry", "UN estimates", "the statement".
    fn behind_saying(&self, phrase: &Phrase) -> Option<Speaker> {
        let tree = phrase.tree;
        if let Some(giver) = giver_of_words(tree, phrase.head) {
            return self.find(&phrase.of(giver)?);
        }
        if let Some(party) = phrase.names.party_in(&(*phrase.words.start()..=phrase.head)) {
            return Some(phrase.party(party));
        }
        // "figures of the ministry", but "a count of victims"
        let of = tree
            .children_by(phrase.head, &["prep"])
            .filter(|&it| tree.is(it, &["of"]))
            .find_map(|of| tree.children_by(of, &["pobj"]).next())
            .filter(|&it| is_somebody(phrase, it));
        if let Some(giver) = of {
            return self.find(&phrase.of(giver)?);
        }
        let maker = tree.children_by(phrase.head, &["compound", "nmod", "amod"]).find(|&it| {
            matches!(tree.pos(it), Pos::Propn | Pos::Noun) && !WORDS.sayings.has(tree.lemma(it))
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
        // "the one who called them out" is nobody told of before.
        let is_told_of = tree.children_by(head, &["relcl"]).next().is_some();
        if tree.is(head, &["one", "other", "another"]) && !is_told_of {
            return self.one_of(phrase);
        }
        let is_place = phrase.names.place_at(head).is_some();
        // "the collective against impunity, a rights group," is told of for the first time.
        let is_told_first = tree
            .children_by(head, &["appos"])
            .any(|it| tree.children_by(it, &["det"]).any(|it| tree.is(it, &["a", "an"])));
        if is_place
            || is_told_first
            || !phrase.has_article(&["the", "this", "that", "these", "those"])
        {
            return None;
        }
        let noun = tree.lemma(head).to_lowercase();
        let others: Vec<String> = phrase.others(head..head).collect();
        let kind = phrase.names.word_at(head).map(|word| word.kind);
        let told = |it: &&Speaker| {
            it.called.contains(&noun)
                && others.iter().all(|word| it.has_word(word))
                && it.may_be_of(kind)
        };
        if let Some(speaker) = self.named.iter().rev().find(told) {
            return Some(speaker.clone());
        }
        // "the general staff", "the militant group" are one word for what they are.
        let own =
            phrase.names.word_at(head).filter(|word| WORDS.of_several_words.contains(&word.kind));
        let own = own.map_or(head..head, |word| word.words.clone());
        // "the sheriff" is a person, whatever force was named before.
        let is_role = phrase.names.role_at(head).is_some();
        if is_role || phrase.others(own).next().is_some() {
            return None;
        }
        if let Some(kind) = kind {
            let same = |it: &&Speaker| {
                !it.is_person && it.kind.is_some_and(|other| WORDS.are_kin(kind, other))
            };
            let spoke = self.spoken.iter().rev().find(same);
            if let Some(speaker) = spoke.or_else(|| self.named.iter().rev().find(same)) {
                return Some(speaker.clone());
            }
        }
        // "the force", "the company": whoever spoke last, if that is no person, or the body that the
        // sentence has named before.
        let named = || {
            let mut before = phrase.cast.bodies_of(phrase.sentence).iter().rev();
            let body = before.find(|it| it.words.end <= head)?;
            Some(Speaker::body(body.name.clone(), body.kind))
        };
        WORDS.is_body(&noun).then(|| self.last(|it| !it.is_person).or_else(named)).flatten()
    }

    /// "one of the sources", "the other", "another": of those named before, of whom there are several.
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
                    None => self.find(&phrase.of(several)?).map(Speaker::one_of),
                }
            }
            None => self.last(|it| it.are_several).map(Speaker::one_of),
        }
    }

    /// "a monitoring group said" of the one that is named further down, and is called so there.
    fn named_below(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, names, cast) = (phrase.tree, phrase.names, phrase.cast);
        let noun = tree.lemma(phrase.head).to_lowercase();
        let role = names.role_at(phrase.head);
        if phrase.sentence > BELOW || tree.pos(phrase.head) != Pos::Noun {
            return None;
        }
        let kind = names.word_at(phrase.head).map(|word| word.kind);
        if role.is_none() && phrase.has_article(&["a", "an", "the"]) {
            let named_once = kind.filter(|kind| WORDS.named_once.contains(kind));
            let parties = cast.names.iter().flat_map(Names::parties);
            let parties = parties
                .filter(|it| named_once == Some(it.kind) && !it.is_short)
                .map(|party| phrase.party(party));
            let bodies = cast.bodies.iter().filter(|body| body.called.contains(&noun));
            let bodies = bodies.map(|body| Speaker::body(body.name.clone(), body.kind.or(kind)));
            let is_body = WORDS.is_body(&noun) || kind.is_some();
            if let Some(one) = only(parties.chain(bodies).filter(|_| is_body)) {
                return Some(one);
            }
        }
        // Not for a name behind another, so that the way through a report's sentences stays short.
        phrase.is_outermost().then(|| only(self.speak_below(phrase, &noun, kind)))?
    }

    /// Those who speak below and may be meant: "the mayor" is "Ahmed Hassan, mayor of Homs", and "a
    /// local group" a body that the report has not spoken of before.
    fn speak_below<'p>(
        &'p self,
        phrase: &'p Phrase,
        noun: &'p str,
        kind: Option<Kind>,
    ) -> impl Iterator<Item = Speaker> + 'p {
        let from = phrase.sentence + 1;
        let to = (from + AS_FAR_AS).min(self.frames.len());
        let is_one = matches!(phrase.tree.tag(phrase.head), "NN" | "NNP");
        let is_person = is_one
            && (phrase.names.role_at(phrase.head).is_some()
                || self.nouns.counts(noun) == Counts::People);
        // "a network of doctors" says enough of itself.
        let is_bare = *phrase.words.end() == phrase.head;
        let is_body =
            is_bare && kind.map_or(WORDS.is_body(noun), |it| WORDS.named_later.contains(&it));
        let heads = (from..to).flat_map(|at| self.frames[at].iter().map(move |it| (at, it.source)));
        heads.take(MOST).filter_map(move |(at, head)| {
            let below = Phrase::new(phrase.cast, at, head, 1)?;
            let (tree, names, head) = (below.tree, below.names, below.head);
            let beside = || tree.children_by(head, &["appos"]).any(|it| below.is_person_name(it));
            if below.is_person_name(head) || tree.pos(head) == Pos::Noun && beside() {
                let is_called = || below.called().any(|it| it == noun);
                let found = || match below.is_person_name(head) {
                    true => Some(Speaker::person(self.with_role(&below), None)),
                    false => self.named_beside(&below),
                };
                return (is_person && is_called()).then(found)?;
            }
            if !is_body || tree.pos(head) != Pos::Propn || names.place_at(head).is_some() {
                return None;
            }
            let speaker = below.named_party().or_else(|| {
                let kind = names.word_at(head).map(|word| word.kind);
                let name = filed(tree, &below.words);
                tree.is_name_of(head, &["ORG"]).then(|| Speaker::body(name, kind))
            })?;
            let may_be = match (kind, speaker.kind) {
                // "a network said" is no army.
                (None, Some(below)) => WORDS.named_once.contains(&below),
                _ => speaker.may_be_of(kind),
            };
            may_be.then_some(speaker)
        })
    }

    /// The words themselves: "police", "two officials", "the group's spokesman", "Moscow".
    fn as_written(&self, phrase: &Phrase) -> Option<Speaker> {
        let (names, head) = (phrase.names, phrase.head);
        if let Some(place) = names.place_at(head).filter(|_| phrase.tree.pos(head) == Pos::Propn) {
            // "Moscow" is no government that "the government" could mean.
            return Some(Speaker::body(place.to_owned(), None));
        }
        let name = self.with_owner(phrase);
        if name.is_empty() {
            return None;
        }
        let (lemma, tag) = (phrase.tree.lemma(head), phrase.tree.tag(head));
        let role = names.role_at(head);
        let kind = names.word_at(head).map(|word| word.kind).or(role);
        // "the coast guard" is no person.
        let is_guard = kind == Some(Kind::BorderGuard) && role.is_none();
        let are_people = self.nouns.counts(lemma) == Counts::People && !is_guard;
        let is_one = matches!(tag, "NN" | "NNP") && !self.nouns.is_group(lemma) && are_people;
        if speaker::are_several(phrase.tree, names, head, are_people) {
            return Some(Speaker { are_several: true, ..Speaker::body(name, kind) });
        }
        Some(match role.is_some() || is_one {
            true => Speaker::person(name, kind),
            false => Speaker::body(name, kind),
        })
    }

    /// "the affiliate known as JNIM": the name, with what they are where no register knows it.
    fn known_as(&self, phrase: &Phrase) -> Option<Speaker> {
        let name = phrase.of(phrase.known_as()?)?;
        if let Some(party) = name.names.party_in(&name.words) {
            return Some(phrase.party(party));
        }
        let known = self.as_written(phrase)?;
        let name = format!("{}, {}", filed(name.tree, &name.words), known.name);
        Some(Speaker { name, ..known })
    }

    /// "a spokesman, Ahmed Hassan", "the monitor, the Observatory".
    fn named_beside(&self, phrase: &Phrase) -> Option<Speaker> {
        let (tree, names, head) = (phrase.tree, phrase.names, phrase.head);
        // "the governor of the district, Ahmed Hassan": the name may hang on the last noun.
        let beside = tree
            .subtree(head)
            .filter(|&it| it >= head && tree.is_under(it, head))
            .flat_map(|it| tree.children_by(it, &["appos"]))
            .filter(|&it| tree.pos(it) == Pos::Propn && !phrase.hangs_on_clause(it))
            .find(|&it| {
                tree.head(it) == Some(head)
                    || phrase.is_person_name(it)
                    // A title hides from the pipeline that it is a person: "Dr Ahmed Hassan".
                    || names.role_at(head).is_some()
                        && names.place_at(it).is_none()
                        && tree.children_by(it, &["compound"]).next().is_some()
            })?;
        // "One of them, Ahmed Hassan, said …"
        if phrase.is_person_name(beside) && tree.pos(head) == Pos::Num {
            let name = phrase.cast.full_name(phrase.sentence, beside);
            return Some(Speaker::person(name, None));
        }
        let is_one = matches!(tree.tag(head), "NN" | "NNP");
        let role = names.role_at(head);
        if is_one
            && (phrase.is_person_name(beside) && tree.pos(head) == Pos::Noun || role.is_some())
        {
            let full = match tree.is_name_of(beside, &["PERSON"]) {
                true => phrase.cast.full_name(phrase.sentence, beside),
                false => filed(tree, &saying::phrase(tree, beside)),
            };
            let name = format!("{full}, {}", self.with_owner(phrase));
            return Some(Speaker::person(name, role));
        }
        let party = names.party_at(beside).filter(|party| !party.is_short);
        // "the state railway, Zeleznice, said"
        let body = || {
            let kind = names.word_at(head).map(|word| word.kind);
            let words = saying::phrase(tree, beside);
            let is_told = tree.head(beside) == Some(head) && names.place_at(beside).is_none();
            (is_one && is_told).then(|| Speaker::body(filed(tree, &words), kind))
        };
        party.map(|party| phrase.party(party)).or_else(body)
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
        let is_voice = |it: usize| WORDS.voices.has(phrase.tree.lemma(it));
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

    /// Whom "he" means: who spoke last, or a person of some office whom this paragraph names where
    /// nobody has spoken in it.
    fn last_person(&self, tree: &Tree) -> Option<Speaker> {
        let here = |it: &Speaker| it.paragraph == tree.sentence.paragraph;
        let spoke = self.last(|it| it.is_person || it.kind == Some(Kind::Official));
        let named = || self.named.iter().rev().find(|it| it.is_person && here(it)).cloned();
        spoke.clone().filter(here).or_else(named).or(spoke)
    }

    fn last(&self, fits: impl Fn(&Speaker) -> bool) -> Option<Speaker> {
        self.spoken.iter().rev().find(|it| fits(it)).cloned()
    }
}

/// The one of them all, however often it is named.
fn only(mut all: impl Iterator<Item = Speaker>) -> Option<Speaker> {
    let first = all.next()?;
    all.all(|it| it.name == first.name).then_some(first)
}

/// Whether a word is one for somebody by whom something is counted: "the ministry", not "victims".
fn is_somebody(phrase: &Phrase, it: usize) -> bool {
    let (tree, names) = (phrase.tree, phrase.names);
    tree.pos(it) == Pos::Propn && names.place_at(it).is_none()
        || names.word_at(it).is_some()
        || names.party_at(it).is_some()
        || WORDS.is_body(tree.lemma(it))
}
