//! Truces: what a report says of a truce, put together from its claims and from rules that read what
//! is in it. Who agrees to one or turns it down is read in `claim.rs`.

use std::{ops::RangeInclusive, sync::LazyLock};

use ascribe_report::Span;
use ascribe_sentence::Pos;
use serde::Deserialize;

use crate::{
    day::When,
    figure::triggers,
    rules::{Rules, TrucePart, TruceRule},
    statement::{About, Claim, ClaimKind, Named, Standing, Told, Truce},
    tree::Tree,
};

/// Words of truces, from `words/truce.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// A truce itself.
    pub(crate) truce: Vec<String>,
    /// A report with one of these or of the others speaks of a truce, or of talks about one.
    pub(crate) topic: Vec<String>,
    /// A truce where a report speaks of one: "the deal".
    deal: Vec<String>,
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/truce.toml")).expect("a test reads with these words")
});

/// What a rule reads of a truce in one sentence.
pub(crate) struct Part<'r> {
    pub(crate) rule: &'r TruceRule,
    pub(crate) trigger: usize,
    /// Heads of the words; those side by side are read apart.
    pub(crate) heads: Vec<usize>,
}

/// What is said of a truce, with the day where it is one.
pub(crate) struct Said {
    pub(crate) part: TrucePart,
    pub(crate) standing: Option<Standing>,
    pub(crate) told: Vec<Told>,
    pub(crate) when: Option<When>,
}

fn has(tree: &Tree, words: &[String]) -> bool {
    (0..tree.len()).any(|it| words.iter().any(|word| word.eq_ignore_ascii_case(tree.lemma(it))))
}

/// Whether a sentence names a truce.
pub(crate) fn is_named(tree: &Tree) -> bool {
    let ceases = |it: usize| {
        tree.is(it, &["cease"]) && it + 1 < tree.len() && tree.is(it + 1, &["fire", "-"])
    };
    // "a humanitarian pause of ten days"
    let pauses = |it: usize| {
        tree.lemma(it) == "pause"
            && tree.children_by(it, &["amod"]).any(|it| tree.is(it, &["humanitarian", "tactical"]))
    };
    has(tree, &WORDS.truce) || (0..tree.len()).any(|it| ceases(it) || pauses(it))
}

/// Whether a sentence speaks of a truce, or of talks about one.
pub(crate) fn is_topic(tree: &Tree) -> bool {
    is_named(tree) || has(tree, &WORDS.topic)
}

/// Whether a sentence of a report on a truce speaks of it.
pub(crate) fn is_meant(tree: &Tree) -> bool {
    is_named(tree) || has(tree, &WORDS.deal)
}

/// Whether a sentence may go on telling of what the one before it told: "It is to begin on Monday."
pub(crate) fn goes_on(tree: &Tree) -> bool {
    tree.len() > 1 && tree.is(0, &["it", "this", "both", "each", "they"])
}

/// What the rules read of a truce in a sentence.
pub(crate) fn find<'r>(rules: &'r Rules, tree: &Tree) -> Vec<Part<'r>> {
    let mut out: Vec<Part> = Vec::new();
    for rule in &rules.truces {
        for trigger in triggers(tree, &rule.trigger) {
            let allowed = rule.needs.iter().all(|path| path.leads(tree, trigger))
                && rule.unless.iter().all(|path| !path.leads(tree, trigger));
            if !allowed {
                continue;
            }
            let ends =
                rule.to.iter().map(|path| path.find(tree, trigger)).find(|it| !it.is_empty());
            let heads = match ends {
                Some(ends) => ends.into_iter().flat_map(|it| joined(tree, it)).collect(),
                None if rule.to.is_empty() => vec![trigger],
                None => continue,
            };
            out.push(Part { rule, trigger, heads });
        }
    }
    out.sort_by_key(|it| it.trigger);
    out
}

/// "the army, the militia and the clans": all that are named side by side.
fn joined(tree: &Tree, head: usize) -> Vec<usize> {
    let mut out = vec![head];
    let mut at = head;
    while let Some(next) = tree
        .children_by(at, &["conj"])
        .find(|&it| it > at && tree.pos(it) != Pos::Verb && tree.pos(head) != Pos::Verb)
    {
        out.push(next);
        at = next;
    }
    out
}

/// The words of a part: the clause of a condition, the phrase of a time.
pub(crate) fn words(tree: &Tree, head: usize) -> RangeInclusive<usize> {
    let mut words = tree.subtree(head);
    while words.start() < words.end() && tree.pos(*words.end()) == Pos::Punct {
        words = *words.start()..=*words.end() - 1;
    }
    while words.start() < words.end() && tree.pos(*words.start()) == Pos::Punct {
        words = *words.start() + 1..=*words.end();
    }
    words
}

/// The truces of a report, from its claims about them and from what else it says of them. The headline
/// names parties in short; they count where the body names none.
pub(crate) fn put_together(
    claims: &[Claim],
    said: Vec<Said>,
    headline: Option<Span>,
) -> Vec<Truce> {
    let mut truces: Vec<Truce> = Vec::new();
    let mut pair: Vec<String> = Vec::new();
    for said in said {
        if said.part == TrucePart::Party && said.told.len() > 1 {
            let names: Vec<String> = said.told.iter().map(|it| it.what.clone()).collect();
            if !pair.is_empty() && !names.iter().any(|name| pair.contains(name)) {
                truces.push(Truce::default());
            }
            pair = names;
        }
        if truces.is_empty() {
            truces.push(Truce::default());
        }
        let truce = truces.last_mut().expect("one was pushed");
        add(truce, said);
    }
    let told: Vec<&Claim> = claims.iter().filter(|it| it.about == About::Truce).collect();
    if truces.is_empty() && !told.is_empty() {
        truces.push(Truce::default());
    }
    if let Some(truce) = truces.first_mut() {
        let in_headline = |it: &Claim| headline == Some(it.sentence);
        let in_body = told.iter().any(|it| it.kind == ClaimKind::Agrees && !in_headline(it));
        for claim in told.into_iter().filter(|it| !(in_body && in_headline(it))) {
            add_claim(truce, claim);
        }
        truce.standings.sort_by_key(|(_, told)| told.span.start());
    }
    truces.retain(|it| *it != Truce::default());
    truces
}

fn add(truce: &mut Truce, said: Said) {
    let list = match said.part {
        TrucePart::Party => &mut truce.parties,
        TrucePart::Mediator => &mut truce.mediators,
        TrucePart::Term => &mut truce.terms,
        TrucePart::Condition => &mut truce.conditions,
        TrucePart::Start | TrucePart::End => {
            let day = if said.part == TrucePart::Start { &mut truce.start } else { &mut truce.end };
            let better = day.as_ref().is_none_or(|(when, _)| when.is_none() && said.when.is_some());
            if let Some(told) = said.told.into_iter().next().filter(|_| better) {
                *day = Some((said.when, told));
            }
            return;
        }
        TrucePart::Standing => {
            if let (Some(standing), Some(told)) = (said.standing, said.told.into_iter().next()) {
                truce.standings.push((standing, told));
            }
            return;
        }
    };
    for told in said.told {
        add_once(list, told);
    }
}

fn add_once(list: &mut Vec<Told>, told: Told) {
    // "Sudan army" and "Sudan's army"
    let plain = |it: &Told| it.what.to_lowercase().replace("'s", "").replace("’s", "");
    let is_same = |it: &Told| plain(it) == plain(&told) && it.says.name() == told.says.name();
    if !list.iter().any(is_same) {
        list.push(told);
    }
}

/// Those who agree or turn it down are its parties; those left out are no part of it.
fn add_claim(truce: &mut Truce, claim: &Claim) {
    let told = |named: &Named| Told {
        what: named.name.clone(),
        span: named.span,
        says: claim.who.clone(),
        rule: claim.rule.clone(),
    };
    match claim.kind {
        ClaimKind::Agrees | ClaimKind::Conditions | ClaimKind::Rejects => {
            let who = claim.who.given_by.as_ref();
            let is_mediator = |it: &Named| truce.mediators.iter().any(|m| m.what == it.name);
            // "the two sides" are those that are named.
            let is_named =
                |it: &Named| !it.name.ends_with("sides") && !it.name.ends_with("parties");
            if let Some(named) = who.filter(|it| !is_mediator(it) && is_named(it)) {
                add_once(&mut truce.parties, told(named));
            }
            if claim.kind == ClaimKind::Rejects && truce.standings.is_empty() {
                let what = Standing::Rejected.words().to_owned();
                let told = Told {
                    what,
                    span: claim.quote,
                    says: claim.who.clone(),
                    rule: claim.rule.clone(),
                };
                truce.standings.push((Standing::Rejected, told));
            }
        }
        ClaimKind::Excludes => {
            if let Some(named) = &claim.of {
                for name in named.name.split(", ") {
                    add_once(&mut truce.exclusions, Told { what: name.to_owned(), ..told(named) });
                }
            }
        }
        _ => {}
    }
}
