//! Claims: rules matched against a sentence's tree that tell of responsibility, of doubt and of
//! agreement. Whose names the words stand for is found in `source.rs`.

use std::ops::RangeInclusive;

use crate::{figure::triggers, rules::Rules, statement::ClaimKind, tree::Tree};

/// A claim as one sentence tells it.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) rule: String,
    pub(crate) kind: ClaimKind,
    pub(crate) trigger: usize,
    pub(crate) who: Option<usize>,
    pub(crate) of: Option<usize>,
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
            let end = |paths: &[crate::path::Path]| {
                paths.iter().find_map(|path| path.find(tree, trigger).first().copied())
            };
            let quote = words_around(tree, trigger);
            out.push(Claimed {
                rule: rule.name.clone(),
                kind: rule.kind,
                trigger,
                who: end(&rule.who),
                of: end(&rule.of),
                quote,
            });
        }
    }
    out.sort_by_key(|it| it.trigger);
    out
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
