//! Overlap: how many of the words of two stories stand in runs that both have. Which words were cut,
//! added and changed is for `difference.rs`.

use std::collections::HashSet;

use crate::{
    sketch::{RUN, all_runs, chosen},
    wording::Wording,
};

/// How many words one story has, and how many of them stand in runs that the other has too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) n_shared: usize,
    pub(crate) n_words: usize,
}

impl Shared {
    pub(crate) fn share(self) -> f32 {
        self.n_shared as f32 / self.n_words.max(1) as f32
    }

    fn add(&mut self, is_shared: bool) {
        self.n_words += 1;
        self.n_shared += usize::from(is_shared);
    }
}

/// How much of its wording one of two stories shares with the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) all: Shared,
    /// Without words in quotation marks, and without what many unlike reports print: what only
    /// those share who copy.
    pub(crate) own: Shared,
}

/// How much of its wording each of two stories shares with the other. `is_common` says of which
/// hashes of runs many unlike reports have them.
pub(crate) fn overlap(
    one: &Wording,
    other: &Wording,
    is_common: impl Fn(u64) -> bool,
) -> (Side, Side) {
    let (one_runs, other_runs) = (all_runs(one), all_runs(other));
    (side(one, &one_runs, &other_runs, &is_common), side(other, &other_runs, &one_runs, &is_common))
}

fn side(wording: &Wording, runs: &[u64], others: &[u64], is_common: impl Fn(u64) -> bool) -> Side {
    let others: HashSet<u64> = others.iter().copied().collect();
    let shared = in_runs(wording, |at| others.contains(&runs[at]));
    let chosen: Vec<(usize, bool)> =
        chosen(runs).into_iter().map(|(at, hash)| (at, is_common(hash))).collect();
    // A run is as common as one of those chosen beside it: at its ends a line that many print has runs
    // chosen that only few share, by what stands before and behind it.
    let mut next = 0;
    let is_common: Vec<bool> = (0..runs.len())
        .map(|at| {
            while chosen.get(next).is_some_and(|it| it.0 < at) {
                next += 1;
            }
            let before = next.checked_sub(1).and_then(|it| chosen.get(it));
            let is_at = chosen.get(next).is_some_and(|it| it.0 == at);
            let beside = [chosen.get(next), before.filter(|_| !is_at)];
            beside.into_iter().flatten().any(|it| it.1)
        })
        .collect();
    let (common, other) =
        (in_runs(wording, |at| is_common[at]), in_runs(wording, |at| !is_common[at]));
    let mut side = Side::default();
    for (at, word) in wording.words.iter().enumerate() {
        side.all.add(shared[at]);
        if (other[at] || !common[at]) && !word.is_quoted {
            side.own.add(shared[at]);
        }
    }
    side
}

/// For each word whether it stands in a run of this kind.
fn in_runs(wording: &Wording, mut is: impl FnMut(usize) -> bool) -> Vec<bool> {
    let n_words = wording.words.len();
    let mut stands = vec![false; n_words];
    let mut marked = 0;
    for at in 0..(n_words + 1).saturating_sub(RUN) {
        if is(at) {
            stands[at.max(marked)..at + RUN].fill(true);
            marked = at + RUN;
        }
    }
    stands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, shared: (usize, usize)) {
        let (one, _) = overlap(&Wording::of_line(one), &Wording::of_line(other), |_| false);
        assert_eq!((one.own.n_shared, one.own.n_words), shared);
    }

    #[test]
    fn words_are_shared_in_runs() {
        check("a b c d e f", "a b c d e f", (6, 6));
        check("a b c d e f", "x a b c d e y", (5, 6));
        check("a b c d e f", "a b c d f e", (0, 6));
        check("a b c d", "a b c d", (0, 4));
        check("", "a b c d", (0, 0));
    }

    #[test]
    fn words_of_others_do_not_count() {
        check("he said “a b c d e” then", "a b c d e", (0, 3));
    }

    #[test]
    fn what_many_print_does_not_count() {
        let story: String = (0..60).map(|it| format!("s{it} ")).collect();
        let line: String = (0..60).map(|it| format!("b{it} ")).collect();
        let (one, other) = (format!("{story}{line}"), format!("{line}other words"));
        let (one, other) = (Wording::of_line(&one), Wording::of_line(&other));
        let line = all_runs(&Wording::of_line(&line));
        let (side, _) = overlap(&one, &other, |it| line.contains(&it));
        assert_eq!(side.all, Shared { n_shared: 60, n_words: 120 });
        assert!(side.own.n_shared < 25 && side.own.n_words < 85, "{:?}", side.own);
    }
}
