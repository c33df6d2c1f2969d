//! Difference: what was cut from a story, what was added to it, and which words of the sentences that
//! stayed were changed. Whether the one is a copy of the other is not asked.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use ascribe_report::{Report, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::wording::{Sentence, Word, Wording};

/// What makes one story differ from an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Passages of the earlier story that are not in the later, in order.
    pub cut: Vec<Span>,
    /// Passages of the later story that are not in the earlier, in order.
    pub added: Vec<Span>,
    /// Sentences that were changed, in the order of the later story.
    pub changed: Vec<Changed>,
    /// Whether the headline has other words.
    pub is_title_changed: bool,
}

/// A sentence that stayed, with other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The sentence in the earlier story.
    pub was: Span,
    /// The sentence in the later story.
    pub is: Span,
    /// The words in it that differ.
    pub words: Vec<Edit>,
    /// The numbers among them: "57" became "59".
    pub figures: Vec<Edit>,
}

/// Words in the place of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The words in the earlier story; empty where words were put in.
    pub was: Span,
    /// The words in the later story; empty where words were taken out.
    pub is: Span,
}

impl Difference {
    /// The numbers that stand in the place of others.
    pub fn figures(&self) -> impl Iterator<Item = &Edit> {
        self.changed.iter().flat_map(|it| &it.figures)
    }

    /// Whether headline and story have the same words.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }
}

/// What makes the later of two reports differ from the earlier one.
pub fn difference(earlier: &Report, later: &Report) -> Difference {
    let title = |it: &Report| {
        let title = it.title.map_or("", |title| it.words(title));
        Wording::of_line(title).keys().collect::<Vec<_>>()
    };
    let (stories, is_title_changed) =
        ((Wording::of(earlier), Wording::of(later)), title(earlier) != title(later));
    Difference { is_title_changed, ..of_wordings(&stories.0, &stories.1) }
}

/// The difference of two stories, without their headlines.
pub(crate) fn of_wordings(earlier: &Wording, later: &Wording) -> Difference {
    let pairs = pairs(earlier, later);
    let mut is_kept = vec![false; earlier.sentences.len()];
    for at in pairs.iter().flatten() {
        is_kept[*at] = true;
    }
    let is_matched: Vec<bool> = pairs.iter().map(Option::is_some).collect();
    let changed = pairs.iter().enumerate().filter_map(|(at, of)| {
        changed(earlier, later, earlier.sentences[(*of)?], later.sentences[at])
    });
    Difference {
        changed: changed.collect(),
        cut: passages(earlier, &is_kept),
        added: passages(later, &is_matched),
        is_title_changed: false,
    }
}

impl Wording {
    fn words_of(&self, sentence: Sentence) -> &[Word] {
        &self.words[sentence.first..sentence.end]
    }
}

/// Sentences one after the other that do not stay, joined.
fn passages(wording: &Wording, stays: &[bool]) -> Vec<Span> {
    let mut passages: Vec<Span> = Vec::new();
    let mut goes_on = false;
    for (sentence, stays) in wording.sentences.iter().zip(stays) {
        match passages.last_mut() {
            _ if *stays => {}
            Some(last) if goes_on => *last = last.join(sentence.span),
            _ => passages.push(sentence.span),
        }
        goes_on = !stays;
    }
    passages
}

/// For each sentence of the later story the one of the earlier story that it is, if any.
fn pairs(earlier: &Wording, later: &Wording) -> Vec<Option<usize>> {
    let keys = |wording: &Wording, it: &Sentence| -> Vec<u64> {
        wording.words_of(*it).iter().map(|it| it.key).collect()
    };
    let before: Vec<Vec<u64>> = earlier.sentences.iter().map(|it| keys(earlier, it)).collect();
    let after: Vec<Vec<u64>> = later.sentences.iter().map(|it| keys(later, it)).collect();
    let mut pairs = vec![None; after.len()];
    let mut is_taken = vec![false; before.len()];
    // Sentences that stayed as they were, wherever they stand.
    let mut places: HashMap<&[u64], Vec<usize>> = HashMap::new();
    for (at, sentence) in before.iter().enumerate().rev() {
        places.entry(sentence).or_default().push(at);
    }
    for (at, sentence) in after.iter().enumerate() {
        if let Some(of) = places.get_mut(sentence.as_slice()).and_then(Vec::pop) {
            pairs[at] = Some(of);
            is_taken[of] = true;
        }
    }
    // Then those that are most alike.
    let mut alike = alike(&before, &after, &is_taken, &pairs);
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, (at, of)) in alike {
        if pairs[at].is_none() && !is_taken[of] {
            pairs[at] = Some(of);
            is_taken[of] = true;
        }
    }
    pairs
}

/// Sentences that share so much of their words are one.
const ALIKE: f64 = 0.6;

/// Pairs of sentences that may be one, by how alike they are: the later and the earlier.
fn alike(
    before: &[Vec<u64>],
    after: &[Vec<u64>],
    is_taken: &[bool],
    pairs: &[Option<usize>],
) -> Vec<(f64, (usize, usize))> {
    /// What more sentences have tells nothing.
    const MOST_SENTENCES: usize = 8;
    let mut places: HashMap<&[u64], Vec<usize>> = HashMap::new();
    for (at, sentence) in before.iter().enumerate().filter(|(at, _)| !is_taken[*at]) {
        for words in sentence.windows(2) {
            places.entry(words).or_default().push(at);
        }
    }
    let mut alike = Vec::new();
    for (at, sentence) in after.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()) {
        let found = sentence.windows(2).filter_map(|it| places.get(it));
        let mut found: Vec<usize> =
            found.filter(|it| it.len() <= MOST_SENTENCES).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        for of in found {
            let share = share(&before[of], sentence);
            if share >= ALIKE {
                alike.push((share, (at, of)));
            }
        }
    }
    alike
}

/// How much of the words of two sentences are in both.
fn share(one: &[u64], other: &[u64]) -> f64 {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for key in one {
        *counts.entry(*key).or_default() += 1;
    }
    let mut n_shared = 0;
    for key in other {
        if let Some(n @ 1..) = counts.get_mut(key) {
            *n -= 1;
            n_shared += 1;
        }
    }
    2.0 * f64::from(n_shared) / (one.len() + other.len()) as f64
}

/// The sentence with the words that differ, if any do.
fn changed(earlier: &Wording, later: &Wording, was: Sentence, is: Sentence) -> Option<Changed> {
    let (old, new) = (earlier.words_of(was), later.words_of(is));
    let keys = |words: &[Word]| words.iter().map(|it| it.key).collect::<Vec<_>>();
    let mut changed =
        Changed { was: was.span, is: is.span, words: Vec::new(), figures: Vec::new() };
    for op in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        changed.words.push(Edit {
            was: span(old, op.old_range(), was.span),
            is: span(new, op.new_range(), is.span),
        });
        let numbers = |it: &&Word| it.is_number;
        let numbers = old[op.old_range()]
            .iter()
            .filter(numbers)
            .zip(new[op.new_range()].iter().filter(numbers));
        let others = numbers.filter(|(was, is)| was.key != is.key);
        changed.figures.extend(others.map(|(was, is)| Edit { was: was.span, is: is.span }));
    }
    (!changed.words.is_empty()).then_some(changed)
}

/// Where words stand; where there are none, the place before the word they would stand before.
fn span(words: &[Word], range: Range<usize>, sentence: Span) -> Span {
    match words[range.clone()] {
        [first, .., last] => first.span.join(last.span),
        [only] => only.span,
        [] => {
            let place = words.get(range.start).map_or(sentence.end(), |it| it.span.start());
            Span::new(place, place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What differs, as marks before words: cut, added, changed, and numbers.
    #[track_caller]
    fn check(earlier: &str, later: &str, told: &[&str]) {
        let difference = of_wordings(&Wording::of_line(earlier), &Wording::of_line(later));
        let old = |it: Span| &earlier[it.start()..it.end()];
        let new = |it: Span| &later[it.start()..it.end()];
        let mut said = Vec::new();
        said.extend(difference.cut.iter().map(|it| format!("- {}", old(*it))));
        said.extend(difference.added.iter().map(|it| format!("+ {}", new(*it))));
        for changed in &difference.changed {
            for (mark, edits) in [("~", &changed.words), ("#", &changed.figures)] {
                let shown =
                    edits.iter().map(|it| format!("{mark} {} > {}", old(it.was), new(it.is)));
                said.extend(shown);
            }
        }
        assert_eq!(said, told);
    }

    #[test]
    fn sentences_are_cut_and_added() {
        check(
            "Nine people died in Tamrit. The road was closed. A school stayed shut on Monday.",
            "Nine people died in Tamrit. A school stayed shut on Monday. Our reporter saw smoke. It was dark.",
            &["- The road was closed.", "+ Our reporter saw smoke. It was dark."],
        );
    }

    #[test]
    fn sentences_that_moved_stay() {
        check(
            "Nine people died in Tamrit. The road was closed.",
            "The road was closed. Nine people died in Tamrit.",
            &[],
        );
    }

    #[test]
    fn changed_numbers_are_told() {
        check(
            "At least 57 people were killed in Tamrit on Sunday, the ministry said.",
            "At least 59 people were killed in Tamrit on Sunday, the ministry said.",
            &["~ 57 > 59", "# 57 > 59"],
        );
        check("Police said seven people were killed.", "Police said 7 people were killed.", &[]);
        check(
            "Police said seven people were killed in Tamrit.",
            "Police said more than nine people were killed in Tamrit.",
            &["~ seven > more than nine", "# seven > nine"],
        );
    }

    #[test]
    fn changed_words_are_told() {
        check(
            "The harbour of Tamrit was closed all day.",
            "The harbor of Tamrit was closed.",
            &["~ harbour > harbor", "~ all day > "],
        );
    }

    #[test]
    fn quotation_marks_are_no_difference() {
        check("“We don’t know,” she said.", "\"We don't know\", she said.", &[]);
    }

    #[test]
    fn nothing_differs_from_nothing() {
        check("", "", &[]);
        check("", "Nine died.", &["+ Nine died."]);
        check("Nine died.", "", &["- Nine died."]);
    }
}
