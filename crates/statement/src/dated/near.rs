//! Near: how a phrase of time hangs in the tree: on which verb or noun, and how far from a harm.

use ascribe_sentence::Pos;

use crate::{
    day::{Mention, words::WORDS},
    figure::Harm,
    tree::Tree,
};

/// The word of a mention that the others hang on.
pub(super) fn head(tree: &Tree, mention: &Mention) -> usize {
    mention
        .words
        .clone()
        .find(|&it| tree.head(it).is_none_or(|above| !mention.words.contains(&above)))
        .unwrap_or(mention.words.start)
}

/// The verb or noun whose day a phrase is: "on Monday" of "said", "Monday's" of "attack", "in the early
/// hours of Sunday" of "killed".
pub(super) fn governor(tree: &Tree, head: usize) -> Option<usize> {
    let mut at = head;
    for above in tree.ancestors(head) {
        let is_prep = tree.dep(above) == "prep" && tree.pos(above) == Pos::Adp;
        let is_part = WORDS.parts.has(tree.lemma(above)) && is_adjunct(tree, above);
        if !is_prep && !is_part {
            // "Firefighters on Monday recovered": between subject and verb it is the verb's.
            let verb = tree.head(above).filter(|&verb| {
                let is_subject = matches!(tree.dep(above), "nsubj" | "nsubjpass");
                is_subject && above < head && (head + 1 == verb || head + 2 == verb)
            });
            return Some(verb.unwrap_or(above));
        }
        if !is_adjunct(tree, at) {
            return None;
        }
        at = above;
    }
    None
}

/// The word that a phrase tells the time of: what "since" hangs on, where it begins at one.
pub(super) fn anchor(tree: &Tree, mention: &Mention) -> usize {
    let head = head(tree, mention);
    let since = mention.since.and_then(|since| {
        let clause = if tree.dep(since) == "mark" { tree.head(since)? } else { since };
        tree.head(clause)
    });
    since.or_else(|| governor(tree, head)).unwrap_or(head)
}

pub(super) fn is_adjunct(tree: &Tree, it: usize) -> bool {
    matches!(
        tree.dep(it),
        "pobj" | "prep" | "npadvmod" | "advmod" | "compound" | "nmod" | "amod" | "nummod"
    )
}

/// Whether a harm is told behind "a week after …", and not before it or beside it.
pub(super) fn follows(tree: &Tree, mention: &Mention, trigger: usize) -> bool {
    let mut links = mention.words.clone().filter(|&it| tree.is(it, &["after", "since"]));
    links.any(|it| {
        let is_mark = tree.dep(it) == "mark";
        let clause = if is_mark { tree.head(it) } else { Some(it) };
        trigger > it && clause.is_some_and(|clause| tree.is_under(trigger, clause))
    })
}

/// "Two nurses who were kidnapped in May were freed on Monday", "two of the wounded went home on
/// Monday": the day of another thing that is told of those who were harmed.
pub(super) fn is_of_their_deed(tree: &Tree, harm: &Harm, governor: Option<usize>) -> bool {
    const HAPPENS: &[&str] = &["be", "have", "leave", "cause", "make", "result", "die"];
    let Some(governor) = governor.filter(|&it| tree.is_verb(it) && it != harm.trigger) else {
        return false;
    };
    let people = match tree.dep(harm.trigger) {
        "relcl" | "acl" => tree.head(harm.trigger).filter(|&it| tree.is_under(it, harm.head)),
        _ => Some(harm.trigger).filter(|&it| !tree.is_verb(it) && tree.is_under(it, harm.head)),
    };
    people.is_some()
        && tree.head(harm.head) == Some(governor)
        && matches!(tree.dep(harm.head), "nsubj" | "nsubjpass")
        && !HAPPENS.contains(&tree.lemma(governor))
}

/// Whether a noun is one for what a verb was done by: "set off by the arrest of a man".
pub(super) fn is_agent_of(tree: &Tree, noun: usize, verb: usize) -> bool {
    let agent = tree.head(noun).filter(|&it| tree.dep(it) == "agent");
    agent.is_some_and(|it| tree.head(it) == Some(verb))
}

/// "Four were held over Sunday's bombing": the noun whose day it is is why the harm was done.
pub(super) fn is_reason(tree: &Tree, noun: usize, trigger: usize) -> bool {
    let prep = tree.head(noun).filter(|&it| tree.dep(noun) == "pobj" && tree.is(it, &["over"]));
    prep.is_some_and(|it| tree.head(it) == Some(trigger))
}

/// How far the word that a day is told of is from a harm in the tree; another clause is further than
/// its arcs.
pub(super) fn distance(tree: &Tree, day: usize, trigger: usize) -> usize {
    let crossed = |from: usize, other: usize| -> usize {
        std::iter::once(from)
            .chain(tree.ancestors(from))
            .take_while(|&it| !tree.is_under(other, it))
            .map(|it| match tree.dep(it) {
                "conj" if tree.is_verb(it) && has_subject(tree, it) => 4,
                "advcl" | "relcl" => 1,
                _ => 0,
            })
            .sum()
    };
    arcs(tree, day, trigger).saturating_add(crossed(day, trigger) + crossed(trigger, day))
}

fn has_subject(tree: &Tree, verb: usize) -> bool {
    tree.children_by(verb, &["nsubj", "nsubjpass"]).next().is_some()
}

/// Arcs between two tokens.
fn arcs(tree: &Tree, one: usize, other: usize) -> usize {
    let up: Vec<usize> = std::iter::once(other).chain(tree.ancestors(other)).collect();
    std::iter::once(one)
        .chain(tree.ancestors(one))
        .enumerate()
        .find_map(|(steps, it)| up.iter().position(|&above| above == it).map(|above| steps + above))
        .unwrap_or(usize::MAX)
}
