//! Kind: what a day in a sentence is the day of: what happened, a count of it, or somebody's saying so.

use ascribe_sentence::Pos;
use jiff::civil::Date;

use super::near::{governor, head, is_adjunct};
use crate::{
    day::{self, Mention, Of, words::WORDS},
    saying::Frame,
    tree::Tree,
};

/// What a day in a sentence is the day of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// The thing told.
    Event,
    /// A toll that rose, a body that was found, a wounded who died.
    Count,
    /// Someone's saying so, or a court's.
    Saying,
    /// What the thing told is held against: "the deadliest raid since March".
    Other,
}

/// What a day is the day of.
pub(super) fn read(
    tree: &Tree,
    frames: &[Frame],
    mention: &Mention,
    published: Option<Date>,
) -> Day {
    if mention.of == Of::Next {
        return Day::Event;
    }
    let head = head(tree, mention);
    if is_comparison(tree, mention) {
        return Day::Other;
    }
    if is_of_source(tree, frames, head) {
        return Day::Saying;
    }
    let above = governor(tree, head);
    if above.is_some_and(|it| is_of_now(tree, it)) && is_gone(mention, published) {
        return Day::Event;
    }
    // One says so, and counts, on one day: "counted 975 deaths in 2023" is no saying of 2023.
    let is_one = mention.when.is_none_or(day::is_day_or_night);
    let counts = |it: usize| WORDS.counting.has(tree.lemma(it));
    if tells_when_said(tree, frames, head) && (is_one || !above.is_some_and(counts)) {
        return Day::Saying;
    }
    // "said last month that"
    let is_beside = above.is_some_and(|it| it + 1 == mention.words.start);
    if !is_one && !is_beside {
        return Day::Event;
    }
    let Some(above) = above else { return Day::Event };
    let lemma = tree.lemma(above);
    if WORDS.saying.has(lemma) || WORDS.judging.has(lemma) {
        Day::Saying
    } else if is_one && is_of_count(tree, mention, above) {
        Day::Count
    } else if tree.is_verb(above) && tree.children_by(above, &["ccomp"]).next().is_some() {
        // "insisted on Monday that", "wrote on Monday that"
        Day::Saying
    } else {
        Day::Event
    }
}

/// "The army shot 187 on Sunday, Feb. 25, the group said on Monday": who says so does it on one day, the
/// one beside the verb; another that hangs on it is of what happened.
pub(super) fn say_once(tree: &Tree, days: &mut [(Mention, Day)]) {
    let of: Vec<Option<(usize, usize)>> = days
        .iter()
        .map(|(mention, day)| {
            let verb = governor(tree, head(tree, mention)).filter(|&it| tree.is_verb(it))?;
            let far = mention.words.start.abs_diff(verb).min(mention.words.end.abs_diff(verb));
            (*day == Day::Saying).then_some((verb, far))
        })
        .collect();
    for (it, day) in of.iter().zip(days) {
        let is_nearer = |other: &&(usize, usize)| {
            it.is_some_and(|(verb, far)| other.0 == verb && other.1 < far)
        };
        if of.iter().flatten().any(|other| is_nearer(&other)) {
            day.1 = Day::Event;
        }
    }
}

/// Whether a verb tells of now, so that no day of the past is its own: "condemns the attack on 16
/// June", "has documented 66 deaths in January".
fn is_of_now(tree: &Tree, verb: usize) -> bool {
    let is_now = |it: usize| matches!(tree.tag(it), "VBZ" | "VBP");
    match tree.children_by(verb, &["aux"]).next() {
        Some(aux) => is_now(aux) && tree.lemma(aux) == "have",
        None => is_now(verb),
    }
}

fn is_gone(mention: &Mention, published: Option<Date>) -> bool {
    let Some((when, published)) = mention.when.zip(published) else { return false };
    published.yesterday().is_ok_and(|it| when.to < it)
}

/// Whether the day is that of a count, by the verb or noun it is told of.
fn is_of_count(tree: &Tree, mention: &Mention, above: usize) -> bool {
    let has =
        |deps: &[&str], words: &[&str]| tree.children_by(above, deps).any(|it| tree.is(it, words));
    let of_toll = || tree.children_by(above, &["dobj"]).any(|it| WORDS.tolls.has(tree.lemma(it)));
    let in_hospital = || {
        let preps = tree.children_by(above, &["prep"]).filter(|&it| tree.is(it, &["in", "of"]));
        preps
            .flat_map(|it| tree.children(it))
            .any(|&it| tree.is(it, &["hospital", "hospitals", "wounds", "injuries"]))
    };
    // "by Monday twenty bodies had been found", "as of 7 a.m. on Monday"
    let by = || {
        let start = mention.words.start;
        let before = |back: usize| start.checked_sub(back);
        (1..=2).filter_map(before).any(|it| tree.is(it, &["by"]))
            || (1..=6)
                .filter_map(before)
                .any(|it| tree.is(it, &["of"]) && it > 0 && tree.is(it - 1, &["as"]))
    };
    // "stood at 15 on Thursday, up from 14 a day earlier"
    let of_number = || {
        let is_number =
            |it: usize| tree.pos(it) == Pos::Num || tree.is(it, &["up", "down", "from"]);
        let verb = tree.ancestors(above).find(|&it| tree.is_verb(it));
        is_number(above) && verb.is_some_and(|it| WORDS.counting.has(tree.lemma(it)))
    };
    // "three of the wounded died overnight"
    let of_wounded = || {
        tree.lemma(above) == "die"
            && tree
                .children_by(above, &["nsubj"])
                .any(|subject| tree.subtree(subject).any(|it| tree.is(it, &["wounded", "injured"])))
    };
    WORDS.counting.has(tree.lemma(above))
        || of_toll()
        || by()
        || has(&["advmod"], &["still"])
        || in_hospital()
        || of_wounded()
        || of_number()
}

/// "police said on Monday": the day is that of the saying.
fn tells_when_said(tree: &Tree, frames: &[Frame], head: usize) -> bool {
    let mut at = head;
    for above in tree.ancestors(head) {
        if !is_adjunct(tree, at) {
            return false;
        }
        if frames.iter().any(|frame| frame.trigger == above) {
            return !frames.iter().any(|frame| frame.trigger == above && frame.covers(at));
        }
        at = above;
    }
    false
}

/// Whether a day is told of the one who speaks: "a militia that has fought since the coup of 2021 said".
fn is_of_source(tree: &Tree, frames: &[Frame], head: usize) -> bool {
    frames.iter().any(|frame| {
        frame.source != head && tree.is_under(head, frame.source) && !frame.covers(head)
    })
}

/// "the heaviest toll since 2020", "the highest number of deaths in the region since January": what
/// "since" hangs on is the most or the first of its kind.
fn is_comparison(tree: &Tree, mention: &Mention) -> bool {
    let Some(since) = mention.since else { return false };
    let is_most = |noun: usize| {
        tree.children(noun).iter().any(|&it| {
            tree.tag(it) == "JJS"
                || tree.is(it, &["first"])
                || tree.pos(it) != Pos::Num
                    && tree.children(it).iter().any(|&it| tree.tag(it) == "RBS")
        })
    };
    tree.ancestors(since)
        .take_while(|&it| !tree.is_verb(it))
        .any(|it| tree.tag(it).starts_with("NN") && is_most(it))
}
