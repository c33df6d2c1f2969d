//! Figures: rules matched against a sentence's tree, and the numbers of people they lead to. Who
//! gives a figure, where and when is added by `read.rs`.

mod parts;

use std::ops::RangeInclusive;

use ascribe_sentence::Pos;

use self::parts::{others_in_the_same_way, parts, phrase_at};
use crate::{
    nouns::Nouns,
    people::{self, People},
    realis,
    rules::{Doubt, FigureRule, Rules, Trigger},
    statement::{Measure, Realis},
    toll::Toll,
    tree::Tree,
};

/// A number of people harmed as one sentence tells it.
#[derive(Clone, Debug)]
pub(crate) struct Harm {
    pub(crate) rule: String,
    pub(crate) measure: Measure,
    pub(crate) trigger: usize,
    pub(crate) head: usize,
    pub(crate) toll: Toll,
    pub(crate) quote: RangeInclusive<usize>,
    pub(crate) group: Option<RangeInclusive<usize>>,
    pub(crate) realis: Realis,
    /// Whether the trigger is a deed that somebody does.
    pub(crate) is_deed: bool,
    /// Index of the harm in the same sentence that this one is a part of.
    pub(crate) part_of: Option<usize>,
    /// "39 of the dead": a part of a figure told in an earlier sentence.
    pub(crate) part_of_earlier: bool,
}

/// People told of before a sentence, for rules that speak of them again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) measure: Measure,
    /// `None` for "dozens".
    pub(crate) number: Option<u64>,
}

impl Told {
    pub(crate) fn new(measure: Measure, toll: &Toll) -> Told {
        Told { measure, number: toll.low.or(toll.high) }
    }
}

/// All harm a sentence tells of, in the order of the text. `before` are those told of before it, the
/// nearest first.
pub(crate) fn find(rules: &Rules, tree: &Tree, before: &[Told]) -> Vec<Harm> {
    let mut out: Vec<Harm> = Vec::new();
    for rule in &rules.figures {
        for trigger in triggers(tree, &rule.trigger) {
            if !allowed(rule, tree, &rules.nouns, trigger) {
                continue;
            }
            let people = ends(rule, tree, &rules.nouns, trigger);
            let again: Vec<Option<Measure>> = if rule.measure.is_some() {
                vec![rule.measure; people.len()]
            } else {
                told_again(rule, tree, &out, before, trigger, &people)
            };
            for (people, measure) in people.into_iter().zip(again) {
                let Some(measure) = measure else { continue };
                // Who has a harm of their own in this sentence is not meant by the last one's.
                let is_known = || out.iter().any(|it| overlap(&it.quote, &people.quote));
                if rule.measure.is_none() && is_known() {
                    continue;
                }
                if !is_only_meant(tree, measure, trigger, realis::of(tree, trigger)) {
                    add(&mut out, tree, harm(rule, measure, tree, trigger, people));
                }
            }
        }
    }
    of_the_dead(&mut out, tree);
    told_by_the_next_verb(&mut out, rules, tree);
    parts(&mut out, tree, &rules.nouns);
    others_in_the_same_way(&mut out, tree);
    sort(out)
}

/// What happened to people whom a rule speaks of again. "Two of the six" are of those who were six;
/// "1,446 were killed and 802 hurt, compared with 1,074 and 633" tells of both in their order; else
/// it is what happened to those counted last, and where a whole is counted anew ("put the figure at
/// 41"), to those counted with a like number, the dead before others.
fn told_again(
    rule: &FigureRule,
    tree: &Tree,
    harms: &[Harm],
    before: &[Told],
    trigger: usize,
    people: &[People],
) -> Vec<Option<Measure>> {
    let mut here: Vec<&Harm> =
        harms.iter().filter(|it| *it.quote.start() < trigger && it.toll.low != Some(1)).collect();
    here.sort_by_key(|it| *it.quote.start());
    let told = |it: &&Harm| Told::new(it.measure, &it.toll);
    let all: Vec<Told> = here.iter().rev().map(told).chain(before.iter().copied()).collect();
    let counts_anew = !rule.number.is_empty();
    let in_order =
        |at: usize| here.len().checked_sub(people.len()).map(|first| here[first + at].measure);
    (0..people.len())
        .map(|at| {
            let of_number = people[at].of.filter(|&of| people::is_number(tree, of));
            let whole = of_number.and_then(|of| number_at(tree, of));
            let same = whole.and_then(|whole| all.iter().find(|it| it.number == Some(whole)));
            let number = people[at].toll.low.or(people[at].toll.high);
            let of_like_number = |number: u64| {
                let like =
                    || all.iter().filter(move |it| it.number.is_some_and(|it| is_like(it, number)));
                like().find(|it| it.measure == Measure::Killed).or_else(|| like().next())
            };
            let like = number.filter(|_| counts_anew).and_then(of_like_number);
            same.or(like)
                .map(|it| it.measure)
                .or_else(|| in_order(at))
                .or_else(|| all.iter().find(|it| it.number != Some(1)).map(|it| it.measure))
        })
        .collect()
}

fn number_at(tree: &Tree, it: usize) -> Option<u64> {
    people::read_alone(tree, &Nouns::default(), it).and_then(|it| it.toll.low)
}

/// Whether two numbers may count the same people: neither is twice and a half the other.
fn is_like(one: u64, other: u64) -> bool {
    let (less, more) = (one.min(other), one.max(other));
    less > 1 && more.saturating_mul(2) <= less.saturating_mul(5)
}

/// "Of the dead, five were burned and two had bullet wounds": the numbers tell how they died.
fn of_the_dead(out: &mut [Harm], tree: &Tree) {
    const DEAD: &[&str] = &["dead", "killed", "victims", "fatalities", "deceased"];
    let first = usize::from(tree.len() > 1 && tree.is(0, &["\"", "“"]));
    if tree.len() < first + 4 || !tree.is(first, &["of", "among"]) {
        return;
    }
    let Some(comma) = (first..tree.len().min(first + 6)).find(|&it| tree.is(it, &[","])) else {
        return;
    };
    if !(first..comma).any(|it| tree.is(it, DEAD)) {
        return;
    }
    for harm in out.iter_mut().filter(|it| it.measure == Measure::Injured && it.group.is_none()) {
        if !tree.is(*harm.quote.end(), &["others", "other", "more", "another"]) {
            harm.measure = Measure::Killed;
        }
    }
}

/// Puts harms in the order of the text and keeps `part_of` pointing to the same ones.
fn sort(harms: Vec<Harm>) -> Vec<Harm> {
    let mut order: Vec<usize> = (0..harms.len()).collect();
    order.sort_by_key(|&it| (*harms[it].quote.start(), *harms[it].quote.end()));
    let place_of = |old: usize| order.iter().position(|&it| it == old);
    order
        .iter()
        .map(|&old| {
            let mut harm = harms[old].clone();
            harm.part_of = harm.part_of.and_then(place_of);
            harm
        })
        .collect()
}

/// The tokens a rule starts from.
pub(crate) fn triggers<'t>(
    tree: &'t Tree,
    trigger: &'t Trigger,
) -> impl Iterator<Item = usize> + 't {
    let lemmas: Vec<&String> = trigger.lemma.iter().filter(|it| tree.may_have(it)).collect();
    let all = if lemmas.is_empty() { 0..0 } else { 0..tree.len() };
    all.filter(move |&it| {
        (trigger.pos.is_empty() || trigger.pos.contains(&tree.pos(it)))
            && lemmas.iter().any(|lemma| tree.lemma(it).eq_ignore_ascii_case(lemma))
    })
}

/// Lemmas of harm that illness does as well.
const OF_ITSELF: &[&str] = &[
    "toll",
    "tally",
    "death",
    "die",
    "number",
    "count",
    "fatality",
    "dead",
    "perish",
    "succumb",
    "lose",
    "claim",
    "take",
    "casualty",
    "evacuate",
    "hospitalize",
];

fn allowed(rule: &FigureRule, tree: &Tree, nouns: &Nouns, trigger: usize) -> bool {
    let by_illness = OF_ITSELF.iter().any(|lemma| tree.lemma(trigger).eq_ignore_ascii_case(lemma))
        && (0..tree.len()).any(|it| nouns.is_illness(tree.lemma(it)));
    !by_illness
        && !nearly(tree, trigger)
        && rule.needs.iter().all(|path| path.leads(tree, trigger))
        && rule.unless.iter().all(|path| !path.leads(tree, trigger))
}

/// "He nearly died": it did not happen. "Nearly forty died" is a number.
fn nearly(tree: &Tree, trigger: usize) -> bool {
    trigger > 0
        && tree.is(trigger - 1, &["nearly", "almost"])
        && tree.head(trigger - 1) == Some(trigger)
}

/// "to save the child", "tried to arrest him": who is to be led away or held may not be.
fn is_only_meant(tree: &Tree, measure: Measure, trigger: usize, realis: Realis) -> bool {
    let may_come_to_nothing = matches!(measure, Measure::Held | Measure::Displaced);
    let is_to = tree.children_by(trigger, &["aux"]).any(|it| tree.tag(it) == "TO");
    let serves_purpose = || match tree.dep(trigger) {
        "advcl" => true,
        "acl" => tree.head(trigger).is_some_and(|noun| tree.pos(noun) == Pos::Noun),
        _ => realis == Realis::Threatened,
    };
    may_come_to_nothing && is_to && serves_purpose()
}

/// The people the first path with any leads to.
fn ends(rule: &FigureRule, tree: &Tree, nouns: &Nouns, trigger: usize) -> Vec<People> {
    for path in &rule.people {
        let found: Vec<People> = path
            .find(tree, trigger)
            .into_iter()
            .filter(|&it| {
                tree.dep(it) != "conj" || it < trigger || !people::is_harmed_otherwise(tree, it)
            })
            .flat_map(|it| people::read(tree, nouns, rule.nouns, it))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    for path in &rule.number {
        let found: Vec<People> = path
            .find(tree, trigger)
            .into_iter()
            .filter(|&it| {
                people::is_number(tree, it) || tree.children_by(it, &["nummod"]).next().is_some()
            })
            .flat_map(|it| people::read(tree, nouns, Doubt::Unknown, it))
            .take(1)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn harm(rule: &FigureRule, measure: Measure, tree: &Tree, trigger: usize, people: People) -> Harm {
    Harm {
        rule: rule.name.clone(),
        measure,
        trigger,
        head: people.head,
        realis: realis::of(tree, trigger),
        is_deed: rule.is_deed,
        part_of_earlier: people.of.is_some(),
        toll: people.toll,
        quote: people.quote,
        group: people.group,
        part_of: None,
    }
}

/// "The blast killed nine people and another six were injured": the tree may give all of them to
/// one verb, or to both. Those before the "and" belong to the verb before them, and those behind
/// it to the verb that follows.
fn told_by_the_next_verb(out: &mut Vec<Harm>, rules: &Rules, tree: &Tree) {
    for and in 1..tree.len().saturating_sub(3) {
        if !tree.is(and, &["and", "while"]) {
            continue;
        }
        let Some(people) = phrase_at(tree, and + 1, tree.len())
            .and_then(|it| people::read_alone(tree, &rules.nouns, it))
        else {
            continue;
        };
        let last = (*people.quote.end()).max(people.head);
        let was = last + 1;
        if !(was + 1 < tree.len() && tree.is(was, &["were", "was"])) {
            continue;
        }
        let Some(verb) = (was + 1..tree.len())
            .find(|&it| tree.pos(it) != Pos::Adv)
            .filter(|&it| tree.tag(it) == "VBN")
        else {
            continue;
        };
        let told = rules
            .figures
            .iter()
            .find(|it| it.needs.is_empty() && triggers(tree, &it.trigger).any(|it| it == verb));
        let Some((rule, measure)) = told.and_then(|it| Some((it, it.measure?))) else { continue };
        let is_passive = |it: usize| tree.children_by(it, &["auxpass"]).next().is_some();
        let by_other = |it: &Harm| it.trigger != verb;
        let is_object = out.iter().any(|it| {
            by_other(it)
                && it.measure != measure
                && !is_passive(it.trigger)
                && it.trigger < *it.quote.start()
                && *it.quote.end() < and
                && (it.trigger..and).all(|between| !tree.is(between, &["was", "were", ".", ";"]))
        });
        if !is_object {
            continue;
        }
        let behind = and + 1..=last;
        out.retain(|it| {
            let is_behind = overlap(&it.quote, &behind);
            if by_other(it) { !is_behind } else { is_behind }
        });
        if !out.iter().any(|it| overlap(&it.quote, &people.quote)) {
            out.push(harm(rule, measure, tree, verb, people));
        }
    }
}

/// Two rules may read one number; the first keeps it, unless it is another measure of other words.
fn add(out: &mut Vec<Harm>, tree: &Tree, harm: Harm) {
    // "at least two fatalities and 84 taken to hospital": the dead are told as such.
    const DEAD: &[&str] = &["fatality", "death", "corpse"];
    if harm.measure != Measure::Killed && DEAD.contains(&tree.lemma(harm.head)) {
        return;
    }
    // "killed three but no one else": nobody is no figure.
    if harm.toll.high == Some(0) {
        return;
    }
    // "seven, not eleven": the number is named to be put aside.
    if harm.quote.start().checked_sub(1).is_some_and(|it| tree.is(it, &["not"])) {
        return;
    }
    let same = out.iter().find(|it| overlap(&it.quote, &harm.quote));
    match same {
        None => out.push(harm),
        // "two tourists who went missing were kidnapped": one number, two measures.
        Some(same)
            if same.measure != harm.measure
                && same.trigger != harm.trigger
                && tree.dep(harm.head) != "acl" =>
        {
            if !out.iter().any(|it| overlap(&it.quote, &harm.quote) && it.measure == harm.measure) {
                out.push(harm);
            }
        }
        Some(_) => {}
    }
}

fn overlap(a: &RangeInclusive<usize>, b: &RangeInclusive<usize>) -> bool {
    a.start() <= b.end() && b.start() <= a.end()
}
