//! Sketch: what is kept of a story's wording so that texts with the same wording are found among
//! millions: hashes of some of its runs of five words, chosen so that two texts choose the same ones
//! (winnowing: Schleimer, Wilkerson and Aiken, 2003). How two texts differ is not to be read from it.

use ascribe_report::Report;

use crate::wording::Wording;

/// So many words are a run.
pub(crate) const RUN: usize = 5;

/// Of so many runs one after the other at least one is chosen.
const WINDOW: usize = 20;

/// So many runs are kept of a long text: those with the smallest hashes.
const MOST_RUNS: usize = 1024;

/// Some of the runs of five words of a story, each as a hash.
///
/// Whatever 24 words in a row two stories share, their sketches share a hash; but for stories of more
/// than about 10,000 words, of which fewer are kept. Words are the same whatever their case, their
/// apostrophes, and whether numbers are written in letters.
///
/// Invariant: the hashes are in order, each once. How they are made never changes, so sketches
/// that are kept can be compared with new ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    runs: Box<[u64]>,
}

impl Sketch {
    /// The sketch of a report's story, without headline and dateline.
    pub fn of(report: &Report) -> Sketch {
        Sketch::of_wording(&Wording::of(report))
    }

    pub(crate) fn of_wording(wording: &Wording) -> Sketch {
        let mut runs: Vec<u64> =
            chosen(&all_runs(wording)).into_iter().map(|(_, hash)| hash).collect();
        runs.sort_unstable();
        runs.dedup();
        runs.truncate(MOST_RUNS);
        Sketch { runs: runs.into() }
    }

    /// The hashes, in order.
    pub fn runs(&self) -> &[u64] {
        &self.runs
    }

    /// The sketch as bytes to be kept: eight for each hash, the lowest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.runs.iter().flat_map(|it| it.to_le_bytes()).collect()
    }

    /// The sketch that was kept as these bytes; `None` where they are not those of a sketch.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (runs, rest) = bytes.as_chunks::<8>();
        let runs: Box<[u64]> = runs.iter().map(|it| u64::from_le_bytes(*it)).collect();
        let is_one = rest.is_empty() && runs.len() <= MOST_RUNS && runs.is_sorted_by(|a, b| a < b);
        is_one.then_some(Sketch { runs })
    }

    /// How much of the sketch with fewer hashes the other has too, from 0 to 1.
    pub(crate) fn share(&self, other: &Sketch) -> f64 {
        let (mut at, mut other_at, mut n_shared) = (0, 0, 0_usize);
        while let (Some(one), Some(two)) = (self.runs.get(at), other.runs.get(other_at)) {
            n_shared += usize::from(one == two);
            at += usize::from(one <= two);
            other_at += usize::from(two <= one);
        }
        n_shared as f64 / self.runs.len().min(other.runs.len()).max(1) as f64
    }
}

/// The hash of each run of a wording, in the order of the text.
pub(crate) fn all_runs(wording: &Wording) -> Vec<u64> {
    wording.words.windows(RUN).map(|run| mixed(run.iter().map(|it| it.key))).collect()
}

/// One hash of several: FNV's prime between them, and the last step of SplitMix64, so that small
/// hashes are of words as good as any. It must never change: sketches are kept.
fn mixed(keys: impl Iterator<Item = u64>) -> u64 {
    let joined = keys.fold(0_u64, |joined, key| {
        (joined.rotate_left(23) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    let mixed = (joined ^ (joined >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The smallest hash of each window, the last of equal ones, with its place.
pub(crate) fn chosen(runs: &[u64]) -> Vec<(usize, u64)> {
    let mut chosen: Vec<(usize, u64)> = Vec::new();
    let mut least = 0;
    for end in 1..=runs.len() {
        let start = end.saturating_sub(WINDOW);
        if least < start {
            least = (start..end).rev().min_by_key(|&at| runs[at]).unwrap_or(start);
        } else if runs[end - 1] <= runs[least] {
            least = end - 1;
        }
        let is_full = end >= WINDOW || end == runs.len();
        if is_full && chosen.last().is_none_or(|it| it.0 != least) {
            chosen.push((least, runs[least]));
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of_wording(&Wording::of_line(text))
    }

    /// So many words, none like another.
    fn words(from: usize, n: usize) -> String {
        (from..from + n).map(|it| format!("w{it} ")).collect()
    }

    #[test]
    fn hashes_of_kept_sketches_stay_the_same() {
        let sketch = sketch("A roadside bomb killed nine people in Tamrit on Sunday, police said.");
        assert_eq!(sketch.runs(), [3_733_307_294_392_325_920]);
    }

    #[test]
    fn any_24_words_in_a_row_are_found() {
        for before in 0..60 {
            let one = sketch(&(words(0, before) + &words(1000, 24) + &words(100, 40)));
            let other = sketch(&(words(200, 80 - before) + &words(1000, 24) + &words(300, 30)));
            assert!(one.share(&other) > 0.0, "with {before} words before");
        }
    }

    #[test]
    fn a_sketch_is_small() {
        let n = sketch(&words(0, 1000)).runs().len();
        assert!((80..120).contains(&n), "{n} hashes of 1,000 words");
        assert_eq!(sketch(&words(0, 90_000)).runs().len(), MOST_RUNS);
        assert_eq!(sketch("four words only here").runs().len(), 0);
        assert_eq!(sketch("now five words are here").runs().len(), 1);
    }

    #[test]
    fn a_sketch_is_kept_as_bytes() {
        let sketch = sketch(&words(0, 500));
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch.clone()));
        let mut bytes = sketch.to_bytes();
        bytes.swap(0, 15);
        assert_eq!(Sketch::from_bytes(&bytes), None);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()[1..]), None);
    }
}
