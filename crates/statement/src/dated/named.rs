//! Named: what a report names with its day and names again without: "the bombing" is "Tuesday's
//! bombing" of before, "since the war began" is since the war "that broke out in April".

use super::{
    Days,
    kind::Day,
    near::{governor, head},
};
use crate::{
    day::{self, When, words::WORDS},
    place,
    tree::Tree,
};

/// What was named with its day, in the order of the text.
#[derive(Default)]
pub(crate) struct Named {
    known: Vec<(String, When)>,
}

impl Named {
    /// Keeps the days of what a sentence names: "Tuesday's bombing", "a raid on Friday", "fighting
    /// broke out in March".
    pub(crate) fn keep(&mut self, tree: &Tree, days: &Days) {
        for (mention, day) in &days.all {
            let (Day::Event, Some(when)) = (day, mention.when) else { continue };
            let Some(above) = governor(tree, head(tree, mention)) else { continue };
            let nouns: Vec<usize> = if !tree.is_verb(above) {
                vec![above]
            } else if WORDS.beginning.has(tree.lemma(above)) {
                begun(tree, above).collect()
            } else {
                continue;
            };
            let named = nouns.into_iter().filter(|&it| is_name_of_event(tree, it));
            self.known.extend(named.map(|it| (tree.lemma(it).to_lowercase(), when)));
        }
    }

    /// The day of what was named before and is named again beside a harm.
    pub(crate) fn day(&self, tree: &Tree, trigger: usize) -> Option<When> {
        let is_again = |it: usize| {
            place::is_event(tree, it)
                && tree.dep(it) == "pobj"
                && tree.children_by(it, &["det"]).any(|it| tree.is(it, &["the", "that"]))
        };
        let noun = (0..tree.len()).find(|&it| {
            is_again(it)
                && tree.ancestors(it).find(|&it| tree.is_verb(it)).is_none_or(|verb| {
                    verb == trigger || tree.is_under(trigger, verb) && tree.dep(verb) != "relcl"
                })
        })?;
        let lemma = tree.lemma(noun).to_lowercase();
        let known = self.known.iter().rev().filter(|it| it.0 == lemma);
        known.map(|it| it.1).find(|&it| day::is_day_or_night(it))
    }

    /// From when on the harm is told, where "since" names what began and not the day: the beginning
    /// of that, if it was told before.
    pub(crate) fn since(&self, tree: &Tree, days: &Days, trigger: usize) -> Option<Since> {
        let mut links = (0..tree.len()).filter(|&it| tree.is(it, &["since"]));
        let since = links.find(|&it| {
            let clause = if tree.dep(it) == "mark" { tree.head(it) } else { Some(it) };
            clause.is_some_and(|clause| tree.head(clause) == Some(trigger))
                && !days.all.iter().any(|(day, _)| day.since == Some(it) || day.words.contains(&it))
        })?;
        let nouns: Vec<usize> = match tree.head(since).filter(|_| tree.dep(since) == "mark") {
            Some(verb) => begun(tree, verb).collect(),
            None => tree.children_by(since, &["pobj"]).collect(),
        };
        // "have since come home" names nothing.
        if !nouns.iter().any(|&it| is_name_of_event(tree, it)) {
            return None;
        }
        let told = nouns.iter().find_map(|&it| {
            let lemma = tree.lemma(it).to_lowercase();
            self.known.iter().find(|known| known.0 == lemma).map(|it| it.1)
        });
        Some(told.map_or(Since::Unknown, Since::Told))
    }
}

/// What "since the war began" counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// The report tells when that was.
    Told(When),
    /// It does not.
    Unknown,
}

/// What begins: "the war began", "rebels launched an offensive".
fn begun<'t>(tree: &'t Tree, verb: usize) -> impl Iterator<Item = usize> + 't {
    tree.children_by(verb, &["nsubj", "nsubjpass", "dobj"]).map(|it| tree.antecedent(it))
}

fn is_name_of_event(tree: &Tree, it: usize) -> bool {
    place::is_event(tree, it) || WORDS.going_on.has(tree.lemma(it))
}
