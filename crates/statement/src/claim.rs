//! Claims: rules matched against a sentence's tree that tell of responsibility, of doubt and of
//! agreement. Whose names the words stand for is found in `source.rs`, whose deed it is that someone
//! tells of in `deed.rs`.

use std::ops::RangeInclusive;

use ascribe_sentence::Pos;

use crate::{
    cast::Cast,
    deed,
    figure::triggers,
    names::Names,
    path::Path,
    phrase,
    register::Register,
    rules::{Deed, Rules, Topic},
    statement::{ClaimKind, Named},
    tree::Tree,
};

/// A claim as one sentence tells it.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) rule: String,
    pub(crate) kind: ClaimKind,
    pub(crate) trigger: usize,
    /// Heads of the words for those who make it; without any it is the one who says the sentence.
    pub(crate) who: Vec<usize>,
    pub(crate) of: Option<usize>,
    /// Words that say what they are accused of.
    pub(crate) charge: Vec<usize>,
    /// What the report must speak of.
    pub(crate) topic: Option<Topic>,
    /// Whose deed it must be, and who did it.
    pub(crate) deed: Option<(Deed, usize)>,
    pub(crate) quote: RangeInclusive<usize>,
}

/// All claims of a sentence, in the order of the text.
pub(crate) fn find(rules: &Rules, tree: &Tree) -> Vec<Claimed> {
    let mut out: Vec<Claimed> = Vec::new();
    for rule in &rules.claims {
        for trigger in triggers(tree, &rule.trigger) {
            let allowed = rule.needs.iter().all(|path| path.leads(tree, trigger))
                && rule.unless.iter().all(|path| !path.leads(tree, trigger));
            if !allowed || out.iter().any(|it| it.trigger == trigger && it.kind == rule.kind) {
                continue;
            }
            let end = |paths: &[Path]| {
                paths.iter().find_map(|path| path.find(tree, trigger).first().copied())
            };
            // "… and nine were killed": the subject shared with the verb before did not do it.
            let is_passive = tree.children_by(trigger, &["auxpass"]).next().is_some();
            let doer = rule
                .doer
                .iter()
                .filter(|path| !is_passive || !path.to_string().starts_with("<conj"))
                .find_map(|path| path.find(tree, trigger).first().copied());
            if rule.deed.is_some() && doer.is_none() {
                continue;
            }
            let who = end(&rule.who).map(|head| joined(tree, head)).unwrap_or_default();
            if rule.kind != ClaimKind::Unverified && who.iter().any(|&it| is_nobody(tree, it)) {
                continue;
            }
            out.push(Claimed {
                rule: rule.name.clone(),
                kind: rule.kind,
                trigger,
                who,
                of: end(&rule.of),
                charge: rule.charge.iter().flat_map(|path| path.find(tree, trigger)).collect(),
                topic: rule.topic,
                deed: rule.deed.zip(doer),
                quote: words_around(tree, trigger),
            });
        }
    }
    out.sort_by_key(|it| it.trigger);
    out
}

/// The one a claim is about, as filed: without what is laid to their charge, and by country where the
/// words are of a nation ("Russian jets").
pub(crate) fn whom(cast: &Cast, sentence: usize, head: usize, charge: &[usize]) -> Named {
    let tree = &cast.trees[sentence];
    let mut cut: Vec<usize> = charge.to_vec();
    let beside = |it: &usize| tree.is(*it, &["for", "over", "at", "in", "from", "after"]);
    cut.extend(tree.children_by(tree.antecedent(head), &["prep"]).filter(beside));
    let mut named = phrase::plain_without(cast, sentence, head, &cut);
    if tree.is_name_of(head, &["NORP"]) {
        let register = Register::built_in();
        let country = register
            .find(&named.name)
            .into_iter()
            .find_map(|sense| register.country(register.entry(sense.entry).country()?));
        if let Some(country) = country {
            named.name = country.name.to_string();
        }
    }
    named
}

/// As [`whom`], without those named beside.
pub(crate) fn whom_alone(cast: &Cast, sentence: usize, head: usize) -> Named {
    let tree = &cast.trees[sentence];
    // "his counterpart, Ada Lind": the name tells who it is.
    let name = tree.children_by(head, &["appos"]).find(|&it| tree.pos(it) == Pos::Propn);
    let head = name.filter(|_| tree.pos(head) == Pos::Noun).unwrap_or(head);
    let beside: Vec<usize> = tree.children_by(head, &["conj"]).filter(|&it| it > head).collect();
    let mut named = whom(cast, sentence, head, &[]);
    if !beside.is_empty() {
        named.name = named.name.split(", ").next().unwrap_or_default().to_owned();
    }
    named
}

/// "No group has said …", "neither side": nobody says it.
fn is_nobody(tree: &Tree, head: usize) -> bool {
    const NOBODY: &[&str] = &["no", "neither", "nobody", "none", "noone", "no-one"];
    tree.is(head, NOBODY)
        || tree.children_by(head, &["det", "neg"]).any(|it| tree.is(it, NOBODY))
        || head > 0 && tree.is(head, &["one"]) && tree.is(head - 1, &["no"])
}

/// "The two sides", "both": words for two that were named before.
pub(crate) fn is_both(tree: &Tree, head: usize) -> bool {
    const TWO: &[&str] = &["two", "both", "each"];
    let are_two = tree
        .children_by(head, &["det", "nummod", "predet", "amod"])
        .any(|it| tree.is(it, TWO) || tree.is(it, &["warring", "opposing"]));
    let of_sides = matches!(tree.lemma(head), "side" | "party");
    let alone = tree.children_by(head, &["amod", "compound", "nummod"]).next().is_none();
    tree.is(head, &["both"])
        || are_two
            && (of_sides
                || matches!(
                    tree.lemma(head),
                    "country" | "neighbour" | "neighbor" | "army" | "government" | "rival"
                ))
        || of_sides && alone && tree.tag(head) == "NNS"
}

/// Two who may fight each other, named side by side in a sentence: "Armenia and Azerbaijan", "between
/// the army and the militia".
pub(crate) fn pair(tree: &Tree, names: &Names) -> Option<[usize; 2]> {
    let may_fight = |it: usize| {
        let kind = names.party_at(it).map(|it| it.kind).or(names.word_at(it).map(|it| it.kind));
        kind.is_some_and(deed::has_arms)
            || tree.pos(it) == Pos::Propn
                && tree.is_name_of(it, &["GPE", "NORP", "ORG"])
                && kind.is_none()
    };
    (0..tree.len()).find_map(|other| {
        let one = tree.head(other).filter(|_| tree.dep(other) == "conj")?;
        let stands = matches!(tree.dep(one), "nsubj" | "nsubjpass")
            || tree.head(one).is_some_and(|above| tree.is(above, &["between", "of"]));
        let are_two = tree.children_by(other, &["conj"]).next().is_none();
        (stands && are_two && may_fight(one) && may_fight(other)).then_some([one, other])
    })
}

/// "The government and the rebels": all that are named side by side, which may be cut by a comma only.
fn joined(tree: &Tree, head: usize) -> Vec<usize> {
    let mut out = vec![head];
    let mut at = head;
    while let Some(next) = tree
        .children_by(at, &["conj"])
        .find(|&it| it > at && matches!(tree.pos(it), Pos::Noun | Pos::Propn))
    {
        out.push(next);
        at = next;
    }
    out
}

/// Whether a word stands within quotation marks that may have been opened in an earlier sentence.
pub(crate) fn is_quoted(tree: &Tree, it: usize) -> bool {
    let is_mark = |at: usize| tree.is(at, &["\"", "“", "”", "``", "''"]);
    let touches_word_before =
        |at: usize| at > 0 && tree.token(at - 1).span.end() == tree.token(at).span.start();
    match (it..tree.len()).find(|&at| is_mark(at)) {
        Some(next) => {
            tree.is(next, &["”", "''"]) || tree.is(next, &["\""]) && touches_word_before(next)
        }
        None => (0..it).rev().find(|&at| is_mark(at)).is_some_and(|last| {
            tree.is(last, &["“", "``"]) || tree.is(last, &["\""]) && !touches_word_before(last)
        }),
    }
}

/// Up to eight words that carry it: from the auxiliaries before the trigger to its object.
fn words_around(tree: &Tree, trigger: usize) -> RangeInclusive<usize> {
    let start = tree
        .children_by(trigger, &["aux", "auxpass", "neg"])
        .filter(|&it| it < trigger && trigger - it <= 4)
        .min()
        .unwrap_or(trigger);
    let end = tree
        .children_by(trigger, &["dobj", "prep", "ccomp", "agent", "xcomp", "acomp", "attr"])
        .filter(|&it| it > trigger)
        .map(|it| *tree.subtree(it).end())
        .max()
        .unwrap_or(trigger);
    start..=end.min(start + 7)
}
