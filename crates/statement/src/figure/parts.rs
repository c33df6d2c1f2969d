//! Parts: numbers that stand behind another and share what happened to its people, "including four
//! children", or the verb that is said only once for both.

use ascribe_sentence::Pos;

use super::{Harm, number_at, overlap};
use crate::{
    nouns::Nouns,
    people::{self, People},
    rules::Doubt,
    toll::Toll,
    tree::Tree,
};

/// "including four children", "among them a doctor", "two of them women", "three critically": parts
/// of a number stand behind it, and share what happened to it.
pub(super) fn parts(out: &mut Vec<Harm>, tree: &Tree, nouns: &Nouns) {
    for whole_idx in 0..out.len() {
        let whole = out[whole_idx].clone();
        for part in parts_after(tree, nouns, &whole, out) {
            if out.iter().any(|it| overlap(&it.quote, &part.quote)) {
                continue;
            }
            out.push(Harm {
                rule: whole.rule.clone(),
                measure: whole.measure,
                trigger: whole.trigger,
                realis: whole.realis,
                is_deed: whole.is_deed,
                head: part.head,
                toll: part.toll,
                quote: part.quote,
                group: part.group,
                part_of: Some(whole_idx),
                part_of_earlier: false,
            });
        }
    }
}

fn parts_after(tree: &Tree, nouns: &Nouns, whole: &Harm, all: &[Harm]) -> Vec<People> {
    let start = *whole.quote.end() + 1;
    // Up to the next number that is told on its own.
    let end = all
        .iter()
        .map(|it| *it.quote.start())
        .filter(|&it| it > start)
        .min()
        .unwrap_or(tree.len())
        .min(tree.len());
    let mut found = Vec::new();
    for it in start..end {
        // "a boy among them"
        if tree.is(it, &["among", "amongst"])
            && it > start
            && it + 2 < tree.len()
            && tree.is(it + 1, &["them", "whom"])
            && tree.is(it + 2, &[",", ".", ";"])
        {
            found.extend(people::read(tree, nouns, Doubt::Known, it - 1));
        }
        if tree.is(it, &["including", "include"])
            || tree.is(it, &["among", "amongst"])
                && it + 1 < end
                && tree.is(it + 1, &["them", "whom", "those"])
        {
            if !reaches(tree, whole, it) {
                continue;
            }
            let from = if tree.is(it, &["including", "include"]) { it + 1 } else { it + 2 };
            let from =
                from + usize::from(from < end && tree.is(from, &["are", "were", "is", "was"]));
            if let Some(head) = phrase_at(tree, from, end) {
                found.extend(people::read(tree, nouns, Doubt::Known, head));
            }
        }
        // "two of them women", "three of whom later died"
        if tree.is(it, &["of"])
            && it + 1 < end
            && tree.is(it + 1, &["them", "whom", "those"])
            && it > start
            && people::is_number(tree, it - 1)
            // "His brother was one of them" tells of the brother.
            && tree.dep(it - 1) != "attr"
            && !(it > 1 && tree.is(it - 2, &["but", "not"]))
        {
            found.extend(people::read(tree, nouns, Doubt::Unknown, it - 1));
        }
        // "eight bodies, all but two of which were identified"
        if tree.is(it, &["of"])
            && it + 1 < end
            && tree.is(it + 1, &["them", "whom", "which", "those"])
            && it > start + 2
            && tree.is(it - 2, &["but"])
            && tree.is(it - 3, &["all"])
            && let Some(toll) = all_but(tree, whole, it - 1)
        {
            let quote = it - 3..=it - 1;
            found.push(People { head: it - 1, toll, quote, group: None, of: Some(it + 1) });
        }
        // "five people, two critically"
        if it + 1 < end
            && it > start
            && people::is_number(tree, it)
            && tree.is(it - 1, &[","])
            && tree.is(it + 1, &["critically", "seriously", "fatally", "severely", "badly"])
        {
            found.extend(people::read(tree, nouns, Doubt::Unknown, it));
        }
        // "five people were arrested, two in the capital and three in the north"
        let told_apart = matches!(tree.dep(it), "appos" | "conj")
            && tree.is_under(it, whole.head)
            && it + 1 < end
            && tree.is(it + 1, &["in", "at", "near", "from", "with", "who"]);
        // "Sixteen people were wounded, four by gunfire"
        let told_how = tree.dep(it) == "npadvmod"
            && tree.head(it) == Some(whole.trigger)
            && it + 1 < tree.len()
            && tree.is(it - 1, &[","])
            && tree.is(it + 1, &["by"])
            && (start..it).all(|between| !tree.is(between, &["by"]));
        let told_apart = told_apart || told_how;
        if told_apart && people::is_number(tree, it) {
            found.extend(people::read_alone(tree, nouns, it));
        }
        // "the toll stood at 147: 142 students, three policemen and two soldiers"
        if tree.is(it, &[":"])
            && it
                == start
                    + usize::from(whole.group.as_ref().is_some_and(|group| *group.end() == start))
            && let Some(head) = phrase_at(tree, it + 1, end.max(tree.len()))
        {
            found.extend(people::read(tree, nouns, Doubt::Known, head));
        }
    }
    // "including women and children" counts nobody.
    found.retain(|it| {
        it.toll.low.is_some()
            || it.toll.high.is_some()
            || it.of.is_some()
            || tree.is(*it.quote.start(), &["several", "many", "dozens", "scores", "hundreds"])
    });
    found
}

/// How many are left of `whole` without the number at `but`.
fn all_but(tree: &Tree, whole: &Harm, but: usize) -> Option<Toll> {
    let all = whole.toll.low.filter(|_| whole.toll.low == whole.toll.high)?;
    let left = all.checked_sub(number_at(tree, but)?).filter(|&it| it > 0)?;
    Some(Toll::exactly(left))
}

/// "Nineteen died on the stairs and three in the ambulance": the verb is said once for both.
pub(super) fn others_in_the_same_way(out: &mut Vec<Harm>, tree: &Tree) {
    const WHERE_OR_HOW: &[&str] = &["in", "at", "near", "from", "by", "on", "since"];
    for it in 2..tree.len().saturating_sub(2) {
        let Some(people) = Some(it)
            .filter(|&it| {
                tree.pos(it) == Pos::Num
                    && tree.head(it).is_none_or(|head| {
                        tree.dep(it) != "nummod"
                            || !matches!(tree.pos(head), Pos::Noun | Pos::Propn)
                    })
            })
            .and_then(|it| people::read_alone(tree, &Nouns::default(), it))
        else {
            continue;
        };
        let (start, end) = (*people.quote.start(), *people.quote.end());
        let so_far =
            end + 2 < tree.len() && tree.is(end + 1, &["so"]) && tree.is(end + 2, &["far"]);
        let gapped = start > 0
            && tree.is(start - 1, &["and", ","])
            && end + 2 < tree.len()
            && (tree.is(end + 1, WHERE_OR_HOW) || so_far)
            && !(end + 3 < tree.len() && tree.is(end + 3, &["hands"]))
            && (people.toll.low.is_some() || people.toll.high.is_some());
        if !gapped || out.iter().any(|it| overlap(&it.quote, &people.quote)) {
            continue;
        }
        let like = out
            .iter()
            .filter(|it| *it.quote.end() < start && it.trigger < start)
            .max_by_key(|it| *it.quote.start())
            .cloned();
        let between =
            |like: &Harm, words| (*like.quote.end() + 1..start).any(|it| tree.is(it, words));
        let told_apart = |like: &Harm| {
            (tree.is(start - 1, &[","]) || so_far || between(like, WHERE_OR_HOW))
                && !between(like, &[";"])
        };
        if let Some(like) = like.filter(told_apart) {
            out.push(Harm {
                head: people.head,
                toll: people.toll,
                quote: people.quote,
                group: like.group.clone(),
                part_of: None,
                part_of_earlier: false,
                ..like
            });
        }
    }
}

/// Whether the words between a number and "including" belong to the number.
fn reaches(tree: &Tree, whole: &Harm, it: usize) -> bool {
    let clause_ends = (*whole.quote.end() + 1..it).any(|between| tree.is(between, &[";", "."]));
    !clause_ends
        && (tree.is_under(it, whole.head)
            || tree.is_under(it, whole.trigger)
            || tree.head(it).is_some_and(|head| tree.is_under(whole.trigger, head)))
}

/// The head of the noun phrase that starts at `from`.
pub(super) fn phrase_at(tree: &Tree, from: usize, end: usize) -> Option<usize> {
    let first = (from..end).find(|&it| !tree.is(it, &["\"", "“", "at"]))?;
    let mut head = first;
    while let Some(above) = tree.head(head) {
        let inside = above < end
            && (above > head || tree.dep(head) == "nummod")
            && matches!(
                tree.dep(head),
                "det"
                    | "nummod"
                    | "amod"
                    | "compound"
                    | "poss"
                    | "quantmod"
                    | "advmod"
                    | "nmod"
                    | "case"
                    | "npadvmod"
                    | "punct"
                    | "prep"
                    | "pobj"
            );
        if !inside {
            break;
        }
        head = above;
    }
    Some(head)
}
