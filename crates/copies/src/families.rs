//! Families: which reports print one text, and from which earlier one each was taken. What a copy cut
//! and added is for `difference.rs`.
//!
//! Each report is compared with the few earlier ones whose sketches are like its own, so that the work
//! grows with the number of reports and not with that of their pairs. Reports are taken in an order of
//! their own (`Card::order`), so that the order in which they are given changes nothing.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use ascribe_report::Report;

use crate::{
    Card, Sketch, difference,
    overlap::{Side, overlap},
    wording::Wording,
};

/// Reports that print one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The earliest of them: its place among those that were given.
    pub earliest: usize,
    /// Why it is taken for the earliest.
    pub basis: Basis,
    /// The agency whose text it is, where one is named.
    pub agency: Option<String>,
    /// The others, the earliest first.
    pub copies: Vec<Copied>,
}

/// Why a report is taken for the earliest of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It was published before all others.
    Time,
    /// Times do not tell, but it is the agency's own, or the only one that names the agency.
    Credit,
    /// Nothing tells: any of them may be the earliest.
    Unsure,
}

/// A report whose text was printed before.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// Its place among those that were given.
    pub report: usize,
    /// The place of the earlier report that it is most like.
    pub of: usize,
    /// What it is to that one.
    pub kind: Kind,
    /// How much of the earlier story's words stand in this one, in runs of five words, from 0 to 1.
    pub kept: f32,
    /// How much of this story's words stand in the earlier one.
    pub taken: f32,
}

/// What a report is to the earlier one whose text it prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It prints its text.
    Copy,
    /// It is another version of it.
    Revision(Why),
}

/// Why a report is taken for another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The agency says so.
    Item,
    /// The same outlet prints it again.
    SameOutlet,
    /// Numbers were changed in sentences that stayed.
    Figures,
}

/// A copy has so many words of its own kind in common with the earlier story, at least.
const FEWEST_SHARED: usize = 30;

/// So much of a copy stands in the earlier story, or of the earlier story in one that has grown.
const FEWEST_TAKEN: f32 = 0.5;

/// So much of a story that has grown stands in the earlier one.
const FEWEST_OF_GROWN: f32 = 0.35;

/// With so much, a story stands in another as a whole.
const WHOLE: f32 = 0.8;

/// So much of a story stands in an earlier one that it has as a whole.
const FEWEST_OF_WHOLE: f32 = 0.25;

/// So much of the longer of two stories stands in the shorter. Live blogs and round-ups have stories as
/// a whole, and are no copies of them.
const FEWEST_OF_LONGER: f32 = 0.1;

/// So many of the earliest reports with a hash are looked at.
const MOST_HOLDERS: usize = 64;

/// By so much a later candidate is more like a copy than the earlier ones, or else they are taken.
const CLEARLY: f32 = 0.05;

/// So many earlier reports are compared word by word.
const MOST_COMPARED: usize = 4;

/// Sketches of copies have at least this share of the smaller in common, mostly far more.
const FEWEST_ALIKE: f64 = 0.2;

/// The families among these reports, by their earliest reports. A report without copies is in none.
///
/// `open` gives the report at a place among the cards; only what may be a copy is opened.
pub fn families<E>(
    cards: &[Card],
    mut open: impl FnMut(usize) -> Result<Report, E>,
) -> Result<Vec<Family>, E> {
    let mut order: Vec<usize> = (0..cards.len()).collect();
    order.sort_by(|one, other| cards[*one].order(&cards[*other]));
    let index = Index::of(&order.iter().map(|it| &cards[*it]).collect::<Vec<_>>());
    // For each rank that of the report it was taken from, and that of the earliest of its family.
    let mut links: BTreeMap<usize, Copied> = BTreeMap::new();
    let mut roots: Vec<usize> = (0..order.len()).collect();
    for rank in 0..order.len() {
        let candidates = index.candidates(rank, &cards[order[rank]].sketch);
        if candidates.is_empty() {
            continue;
        }
        let later = Wording::of(&open(order[rank])?);
        let mut best: Option<(f32, usize, Copied)> = None;
        for candidate in candidates {
            let earlier = Wording::of(&open(order[candidate])?);
            let cards = (&cards[order[candidate]], &cards[order[rank]]);
            let sides = overlap(&earlier, &later, |it| index.is_common(it));
            let Some((kind, n_changed)) = kind(cards, &earlier, &later, sides) else { continue };
            let copied = Copied {
                report: order[rank],
                of: order[candidate],
                kind,
                kept: sides.0.all.share(),
                taken: sides.1.all.share(),
            };
            // The version with the same numbers is the one that was printed.
            let likeness = likeness(sides) - if n_changed > 0 { 0.1 } else { 0.0 };
            // An earlier one has to be beaten clearly.
            if best.as_ref().is_none_or(|it| likeness > it.0 + CLEARLY) {
                best = Some((likeness, candidate, copied));
            }
            if likeness >= 1.0 - CLEARLY {
                break;
            }
        }
        if let Some((_, candidate, copied)) = best {
            roots[rank] = roots[candidate];
            links.insert(rank, copied);
        }
    }
    let mut families: BTreeMap<usize, Vec<Copied>> = BTreeMap::new();
    for (rank, copied) in links {
        families.entry(roots[rank]).or_default().push(copied);
    }
    let family = |(rank, copies)| family(cards, order[rank], copies);
    Ok(families.into_iter().map(family).collect())
}

fn family(cards: &[Card], earliest: usize, copies: Vec<Copied>) -> Family {
    let first = &cards[earliest];
    let mut others = copies.iter().map(|it| &cards[it.report]);
    let unsure: Vec<&Card> = others.clone().filter(|it| !first.is_earlier_than(it)).collect();
    let is_credited = |it: &Card| (it.is_agencys_own, it.agency.is_some());
    let basis = if unsure.is_empty() {
        Basis::Time
    } else if unsure.iter().all(|it| is_credited(first) > is_credited(it)) {
        Basis::Credit
    } else {
        Basis::Unsure
    };
    // Who copies may credit the wrong one; the earliest and then most are believed.
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for agency in others.by_ref().filter_map(|it| it.agency.as_deref()) {
        *named.entry(agency).or_default() += 1;
    }
    let most = named.iter().max_by_key(|it| (it.1, Reverse(it.0))).map(|it| *it.0);
    let agency = first.agency.as_deref().or(most).map(str::to_owned);
    Family { earliest, basis, agency, copies }
}

/// How much two stories are one: the words that both have of those that any has.
fn likeness((earlier, later): (Side, Side)) -> f32 {
    let n_all = earlier.all.n_words + later.all.n_words;
    (earlier.all.n_shared + later.all.n_shared) as f32 / n_all.max(1) as f32
}

/// What a report is to an earlier one, and how many of its numbers were others; `None` where it is its
/// own text.
fn kind(
    (first, second): (&Card, &Card),
    earlier: &Wording,
    later: &Wording,
    (before, after): (Side, Side),
) -> Option<(Kind, usize)> {
    /// Shorter stories are the same text only within so many days.
    const SHORT: usize = 60;
    const MOST_DAYS: i32 = 3;
    /// An agency's alert of one sentence, printed as it came.
    const FEWEST_IN_ALERT: usize = 12;
    let is_same = before.all.share() > 0.95 && after.all.share() > 0.95;
    let n_shared = before.own.n_shared.min(after.own.n_shared);
    if is_same {
        (after.all.n_shared >= FEWEST_IN_ALERT).then_some(())?;
    } else {
        let (kept, taken) = (before.own.share(), after.own.share());
        let is_order_sure = first.is_earlier_than(second);
        let is_copied = if is_order_sure {
            taken >= FEWEST_TAKEN && (taken >= WHOLE || kept >= FEWEST_OF_LONGER)
                || kept >= FEWEST_TAKEN && taken >= FEWEST_OF_GROWN
                || kept >= WHOLE && taken >= FEWEST_OF_WHOLE
        } else {
            kept.max(taken) >= FEWEST_TAKEN && kept.min(taken) >= FEWEST_OF_LONGER
        };
        (is_copied && n_shared >= FEWEST_SHARED).then_some(())?;
    }
    if n_shared < SHORT && first.days_from(second).is_some_and(|it| it > MOST_DAYS) {
        return None;
    }
    let difference = difference::of_wordings(earlier, later);
    let n_changed = difference.figures().count();
    let n_numbers = later.words.iter().filter(|it| it.is_number).count();
    // A form that is filled in anew each day: prices, scores, the weather.
    if n_changed > 2 && 2 * n_changed > n_numbers {
        return None;
    }
    let is_item = first.item.is_some() && first.item == second.item;
    let kind = if is_item || (second.is_change && first.is_agencys_own) {
        Kind::Revision(Why::Item)
    } else if first.is_same_outlet(second) {
        Kind::Revision(Why::SameOutlet)
    } else if n_changed > 0 {
        Kind::Revision(Why::Figures)
    } else {
        Kind::Copy
    };
    Some((kind, n_changed))
}

/// Which reports have a hash of a run. Of the hashes only the upper half is kept, which is enough to
/// find candidates by.
struct Index {
    /// The upper half of a hash before the rank of a report that has it, in order; only hashes that
    /// several have.
    holders: Vec<u64>,
    /// The upper halves of hashes that many unlike reports have, in order.
    common: Vec<u32>,
    /// How many other hashes each report has.
    n_own: Vec<u32>,
}

fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn rank_of(entry: u64) -> usize {
    (entry & u64::from(u32::MAX)) as usize
}

impl Index {
    /// The index of reports by their ranks.
    fn of(cards: &[&Card]) -> Index {
        let mut holders: Vec<u64> =
            Vec::with_capacity(cards.iter().map(|it| it.sketch.runs().len()).sum());
        for (rank, card) in cards.iter().enumerate() {
            let rank = u32::try_from(rank).expect("there are fewer reports than four billion");
            let entry = |it: &u64| u64::from(upper(*it)) << 32 | u64::from(rank);
            holders.extend(card.sketch.runs().iter().map(entry));
        }
        holders.sort_unstable();
        holders.dedup();
        let mut common = Vec::new();
        let mut n_own = vec![0_u32; cards.len()];
        let mut shares = HashMap::new();
        let mut kept = 0;
        let mut start = 0;
        while start < holders.len() {
            let hash = upper(holders[start]);
            let n = holders[start..].partition_point(|it| upper(*it) == hash);
            let these = &holders[start..start + n];
            if is_common(cards, these, &mut shares) {
                common.push(hash);
                start += n;
                continue;
            }
            for entry in these {
                n_own[rank_of(*entry)] += 1;
            }
            if n > 1 {
                let n = n.min(MOST_HOLDERS);
                holders.copy_within(start..start + n, kept);
                kept += n;
            }
            start += n;
        }
        holders.truncate(kept);
        holders.shrink_to_fit();
        Index { holders, common, n_own }
    }

    fn is_common(&self, hash: u64) -> bool {
        self.common.binary_search(&upper(hash)).is_ok()
    }

    /// The ranks of the few earlier reports that are most like the one at a rank, the earliest first.
    fn candidates(&self, rank: usize, sketch: &Sketch) -> Vec<usize> {
        let mut counts: HashMap<usize, u32> = HashMap::new();
        for hash in sketch.runs() {
            let start = self.holders.partition_point(|it| upper(*it) < upper(*hash));
            let same = self.holders[start..].iter().take_while(|it| upper(**it) == upper(*hash));
            for holder in same.map(|it| rank_of(*it)).take_while(|it| *it < rank) {
                *counts.entry(holder).or_default() += 1;
            }
        }
        let is_alike = |holder: usize, n: u32| {
            let least = self.n_own[rank].min(self.n_own[holder]);
            f64::from(n) >= FEWEST_ALIKE * f64::from(least)
        };
        let mut found: Vec<(usize, u32)> =
            counts.into_iter().filter(|it| is_alike(it.0, it.1)).collect();
        found.sort_unstable_by_key(|(rank, n)| (Reverse(*n), *rank));
        let most = found.first().map_or(0, |it| it.1);
        // The earliest of those that are about as like, whatever chance chose of its runs.
        let near = found.iter().filter(|it| 5 * it.1 >= 4 * most).map(|it| it.0).min();
        let mut ranks: Vec<usize> =
            found.iter().take(MOST_COMPARED).map(|it| it.0).chain(near).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }
}

/// Whether a hash is of words that many print who share little else: a line about rights, a call to
/// readers, a statement that all report.
fn is_common(cards: &[&Card], holders: &[u64], shares: &mut HashMap<(usize, usize), f64>) -> bool {
    /// Two may be a story and its copy.
    const FEWEST: usize = 3;
    /// So many tell how it is with all.
    const MOST_ASKED: usize = 8;
    /// Those who share less of the shorter share a passage.
    const LITTLE: f64 = 0.4;
    /// The same of what one outlet prints, or of what is printed many days apart: there a report that is
    /// printed again changes little, and lines under reports stay for years.
    const LITTLE_BY_HABIT: f64 = 0.9;
    const MANY_DAYS: i32 = 7;
    if holders.len() < FEWEST {
        return false;
    }
    let n_asked = holders.len().min(MOST_ASKED);
    let asked: Vec<usize> =
        (0..n_asked).map(|it| rank_of(holders[it * (holders.len() - 1) / (n_asked - 1)])).collect();
    let (mut n_little, mut n_pairs) = (0, 0);
    for (at, one) in asked.iter().enumerate() {
        for other in &asked[at + 1..] {
            let share = *shares
                .entry((*one, *other))
                .or_insert_with(|| cards[*one].sketch.share(&cards[*other].sketch));
            let (one, other) = (cards[*one], cards[*other]);
            let is_habit =
                one.is_same_outlet(other) || one.days_from(other).is_some_and(|it| it > MANY_DAYS);
            let little = if is_habit { LITTLE_BY_HABIT } else { LITTLE };
            n_little += usize::from(share < little);
            n_pairs += 1;
        }
    }
    // Live blogs and round-ups that have one story are some of its holders, and not most.
    3 * n_little > 2 * n_pairs
}
