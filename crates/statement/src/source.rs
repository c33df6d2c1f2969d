//! Sources: whose name the words of a speaker stand for. "The Observatory" is the one named before,
//! "a monitoring group" in the lead the one named below, "it" the last who spoke. Who says which
//! words is found in `saying.rs`.

use std::ops::RangeInclusive;

use crate::{
    names::{Names, Party},
    register::{Kind, Register},
    saying,
    statement::Named,
    tree::Tree,
};
use ascribe_sentence::{Pos, Sentence};

/// All sentences of a report, with the names in them.
pub(crate) struct Cast<'s> {
    pub(crate) trees: Vec<Tree<'s>>,
    pub(crate) names: Vec<Names>,
}

impl<'s> Cast<'s> {
    pub(crate) fn new(sentences: &'s [Sentence]) -> Cast<'s> {
        let register = Register::built_in();
        let trees: Vec<Tree> = sentences.iter().map(Tree::new).collect();
        let names = trees.iter().map(|tree| Names::read(register, tree)).collect();
        Cast { trees, names }
    }
}

impl Cast<'_> {
    /// The name a report gives a party: the register's own where the report has it, else the longest
    /// it writes ("ISIL"), and the register's where it writes only a short one ("the Observatory").
    fn name_of(&self, party: &Party) -> String {
        self.names
            .iter()
            .flat_map(Names::parties)
            .filter(|it| it.name == party.name && !it.is_short)
            .map(|it| it.written.as_str())
            // Of several names of one length the first stays.
            .reduce(|best, it| {
                let better = it.len() > best.len() && best != party.name || it == party.name;
                if better { it } else { best }
            })
            .unwrap_or(&party.name)
            .to_owned()
    }
}

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

/// Nouns for what is said, behind which the one who says it stands: "figures published by X".
const MEDIA: &[&str] = &[
    "figure",
    "statement",
    "report",
    "estimate",
    "datum",
    "data",
    "statistic",
    "tally",
    "count",
    "toll",
    "account",
    "record",
    "announcement",
    "post",
    "message",
    "video",
    "communique",
    "communiqué",
    "claim",
    "release",
    "article",
    "footage",
    "document",
    "list",
    "letter",
    "dispatch",
    "bulletin",
    "information",
    "testimony",
    "survey",
    "study",
    "website",
    "channel",
    "update",
    "briefing",
    "interview",
    "word",
];

/// Nouns for a body of people that may be of any kind.
const BODIES: &[&str] = &[
    "group",
    "organisation",
    "organization",
    "movement",
    "force",
    "company",
    "service",
    "agency",
    "office",
    "mission",
    "body",
    "institution",
    "union",
    "association",
    "network",
    "firm",
    "party",
];

impl Speakers {
    /// The one whom the words with this head name, and remembers them as the last to speak.
    pub(crate) fn resolve(&mut self, cast: &Cast, sentence: usize, head: usize) -> Option<Named> {
        let named = self.find(cast, sentence, head, 0)?;
        let (named, kind, is_person) = named;
        let speaker = Speaker { name: named.name.clone(), kind, is_person };
        self.spoken.push(speaker);
        Some(named)
    }

    fn find(
        &self,
        cast: &Cast,
        sentence: usize,
        head: usize,
        depth: usize,
    ) -> Option<(Named, Option<Kind>, bool)> {
        let tree = cast.trees.get(sentence)?;
        let names = cast.names.get(sentence)?;
        let head = tree.antecedent(head);
        if depth > 4 {
            return None;
        }
        if tree.is_relative(head) {
            return self.last(tree, head, |_| true);
        }
        if tree.pos(head) == Pos::Pron || matches!(tree.tag(head), "PRP" | "DT") {
            return match tree.lower(head).as_str() {
                "its" | "their" => self.last(tree, head, |it| !it.is_person),
                "he" | "she" | "him" | "her" | "i" => {
                    self.last(tree, head, |it| it.is_person || it.kind == Some(Kind::Official))
                }
                "it" | "this" | "that" => self.last(tree, head, |it| !it.is_person),
                "they" | "them" | "we" | "us" => self.last(tree, head, |_| true),
                "who" => self.last(tree, head, |_| true),
                _ => None,
            };
        }
        let words = saying::phrase(tree, head);
        let lemma = tree.lemma(head).to_lowercase();
        if MEDIA.contains(&lemma.as_str()) && tree.pos(head) == Pos::Noun {
            if let Some(inner) = giver_of_words(tree, head) {
                return self.find(cast, sentence, inner, depth + 1);
            }
            if let Some(party) = names.party_in(&words) {
                return Some((named(tree, &words, cast.name_of(party)), Some(party.kind), false));
            }
            if let Some(maker) = tree.children_by(head, &["compound", "nmod", "amod"]).find(|&it| {
                matches!(tree.pos(it), Pos::Propn | Pos::Noun) && !MEDIA.contains(&tree.lemma(it))
            }) {
                return self.find(cast, sentence, maker, depth + 1);
            }
            return self.last(tree, head, |_| true);
        }
        self.named_in(cast, sentence, tree, names, head, &words)
    }

    fn named_in(
        &self,
        cast: &Cast,
        sentence: usize,
        tree: &Tree,
        names: &Names,
        head: usize,
        words: &RangeInclusive<usize>,
    ) -> Option<(Named, Option<Kind>, bool)> {
        let role = names.role_at(head);
        // "Mikhail Petrov, the army's spokesman": a person says it, whatever stands beside.
        if tree.is_name_of(head, &["PERSON"])
            && tree.pos(head) == Pos::Propn
            && names.party_at(head).is_none()
            && names.place_at(head).is_none()
        {
            let name = self.with_role(cast, sentence, tree, head);
            return Some((named(tree, words, name), None, true));
        }
        if let Some(party) = names.party_at(head) {
            // "a spokesman of the X" has its own head; here the head itself is the party.
            if !party.is_short || known(cast, party) {
                return Some((named(tree, words, cast.name_of(party)), Some(party.kind), false));
            }
        }
        // "state news agency SANA", "the Taliban movement", "UN officials"
        if let Some(party) =
            names.party_in(words).filter(|party| !party.is_short || known(cast, party))
        {
            let is_kind_noun = role.is_none();
            let held_by_head = party.words.clone().any(|it| {
                matches!(tree.dep(it), "compound" | "appos" | "nmod" | "amod")
                    && tree.is_under(it, head)
                    && !matches!(tree.dep(tree.head(it).unwrap_or(it)), "pobj")
            });
            if is_kind_noun
                && held_by_head
                && names
                    .word_at(head)
                    .is_none_or(|word| word.kind == party.kind || kin(word.kind, party.kind))
            {
                return Some((named(tree, words, cast.name_of(party)), Some(party.kind), false));
            }
        }
        if let Some(appos) =
            tree.children_by(head, &["appos"]).find(|&it| tree.pos(it) == Pos::Propn)
        {
            if tree.is_name_of(appos, &["PERSON"])
                && names.party_at(appos).is_none()
                && (role.is_some() || tree.pos(head) == Pos::Noun)
            {
                let name =
                    format!("{}, {}", full_name(cast, sentence, tree, appos), filed(tree, words));
                return Some((named(tree, words, name), names.role_at(head), true));
            }
            if let Some(party) = names.party_at(appos).filter(|party| !party.is_short) {
                return Some((named(tree, words, cast.name_of(party)), Some(party.kind), false));
            }
        }
        let kind = names.word_at(head).map(|word| word.kind).or(role);
        let definite =
            tree.children_by(head, &["det"]).any(|it| tree.is(it, &["the", "this", "that"]));
        let indefinite = tree.children_by(head, &["det"]).any(|it| tree.is(it, &["a", "an"]));
        let bare = tree.children(head).iter().all(|&it| {
            matches!(tree.dep(it), "det" | "punct" | "relcl" | "advcl" | "acl" | "case")
        });
        if let Some(kind) = kind {
            // "the group", "the ministry": the last of its kind who spoke.
            if definite
                && bare
                && let Some(before) = self.spoken.iter().rev().find(|it| {
                    it.kind.is_some_and(|other| other == kind || kin(kind, other)) && !it.is_person
                })
            {
                return Some((named(tree, words, before.name.clone()), before.kind, false));
            }
            // "a monitoring group" in the lead: the one named below, where there is just one.
            if (indefinite || definite)
                && matches!(
                    kind,
                    Kind::Monitor | Kind::Agency | Kind::RightsGroup | Kind::Aid | Kind::StateMedia
                )
            {
                let mut named_below: Vec<&Party> = cast
                    .names
                    .iter()
                    .flat_map(Names::parties)
                    .filter(|party| party.kind == kind && !party.is_short)
                    .collect();
                named_below.sort_by(|a, b| a.name.cmp(&b.name));
                named_below.dedup_by(|a, b| a.name == b.name);
                if let [only] = named_below.as_slice() {
                    return Some((named(tree, words, cast.name_of(only)), Some(kind), false));
                }
            }
        }
        // "the force", "the company": whoever spoke last, if that is no person.
        if definite
            && bare
            && tree.is(head, BODIES)
            && let Some(before) = self.spoken.iter().rev().find(|it| !it.is_person)
        {
            return Some((named(tree, words, before.name.clone()), before.kind, false));
        }
        if let Some(place) = names.place_at(head).filter(|_| tree.pos(head) == Pos::Propn) {
            return Some((named(tree, words, place.to_string()), Some(Kind::Government), false));
        }
        let filed = self.with_owner(cast, sentence, tree, head, words);
        (!filed.is_empty()).then(|| (named(tree, words, filed), kind, role.is_some()))
    }

    /// "Ahmed Hassan, doctor at Medina hospital", "police officer Abdi Warfa": a person with what the
    /// report says of them, since the name alone tells a reader nothing.
    fn with_role(&self, cast: &Cast, sentence: usize, tree: &Tree, head: usize) -> String {
        let full = full_name(cast, sentence, tree, head);
        let before: Vec<usize> = tree
            .children_by(head, &["compound", "amod", "nmod", "poss"])
            .filter(|&it| it < head && !tree.is_name_of(it, &["PERSON"]))
            .collect();
        if let Some(&first) = before.first() {
            let first = *tree.subtree(first).start();
            let name_start = tree.name(head).map_or(head, |name| name.tokens.start.max(first));
            if name_start > first {
                return format!("{} {full}", filed(tree, &(first..=name_start - 1)));
            }
        }
        let role = tree.children_by(head, &["appos"]).find(|&it| tree.pos(it) == Pos::Noun);
        if let Some(role) = role {
            let words = saying::phrase(tree, role);
            return format!("{full}, {}", self.with_owner(cast, sentence, tree, role, &words));
        }
        // Told before with a role: "Kerry" where "US Secretary of State John Kerry" was named.
        let told = self.spoken.iter().rev().find(|it| it.is_person && it.name.contains(&full));
        told.map_or(full, |it| it.name.clone())
    }

    /// "the group's spokesman" with the group's name, where it is known.
    fn with_owner(
        &self,
        cast: &Cast,
        sentence: usize,
        tree: &Tree,
        head: usize,
        words: &RangeInclusive<usize>,
    ) -> String {
        let owner = tree.children_by(head, &["poss"]).find(|&it| words.contains(&it));
        let Some(owner) = owner else { return filed(tree, words) };
        let rest = *tree.subtree(owner).end() + 1;
        if rest > *words.end() {
            return filed(tree, words);
        }
        match self.find(cast, sentence, owner, 3) {
            Some((named, _, false)) => {
                format!("{} {}", named.name, tree.words(rest..=*words.end()))
            }
            _ => filed(tree, words),
        }
    }

    fn last(
        &self,
        tree: &Tree,
        head: usize,
        fits: impl Fn(&Speaker) -> bool,
    ) -> Option<(Named, Option<Kind>, bool)> {
        let speaker = self.spoken.iter().rev().find(|it| fits(it))?;
        Some((named(tree, &(head..=head), speaker.name.clone()), speaker.kind, speaker.is_person))
    }
}

fn named(tree: &Tree, words: &RangeInclusive<usize>, name: String) -> Named {
    Named { name, span: tree.span(words.clone()) }
}

/// "figures published by the ministry", "a statement in the name of X", "the ministry's figures".
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

/// "Kerry" where "John Kerry" was named before.
fn full_name(cast: &Cast, sentence: usize, tree: &Tree, head: usize) -> String {
    let words = |tree: &Tree, it: usize| {
        tree.name(it).map(|name| {
            let mut tokens = name.tokens.clone();
            while tokens.len() > 1 && tree.is(tokens.end - 1, &["'s", "’s"]) {
                tokens.end -= 1;
            }
            tree.words(tokens.start..=tokens.end - 1)
        })
    };
    let Some(name) = words(tree, head) else { return tree.token(head).text.to_string() };
    if name.contains(' ') {
        return name;
    }
    for earlier in cast.trees.iter().take(sentence + 1) {
        for entity in earlier.sentence.names.iter().filter(|it| it.label == "PERSON") {
            let Some(full) = words(earlier, entity.tokens.start) else { continue };
            if full.split(' ').count() > 1 && full.split(' ').next_back() == Some(name.as_str()) {
                return full;
            }
        }
    }
    name
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

/// Whether a short name's full name stands somewhere in the report.
fn known(cast: &Cast, short: &Party) -> bool {
    cast.names
        .iter()
        .flat_map(Names::parties)
        .any(|party| party.name == short.name && !party.is_short)
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
    let (tree, names) = (&cast.trees[sentence], &cast.names[sentence]);
    let mut head = tree.antecedent(head);
    // "A and B are groups that will not be covered": the groups are A and B.
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
        let party = names.party_in(&words).filter(|party| !party.is_short || known(cast, party));
        let name = party.map_or_else(|| filed(tree, &words), |party| cast.name_of(party));
        (words, name)
    };
    let (words, _) = one(head);
    let all: Vec<String> = heads.into_iter().map(|it| one(it).1).collect();
    named(tree, &words, all.join(", "))
}
