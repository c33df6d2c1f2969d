//! Hedge: the words before and behind a number that say how sure it is, and what they do to its ends.

use smol_str::SmolStr;

/// What a hedge does to its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Least,
    Above,
    Most,
    Below,
    About,
    /// "well" in "well over": says nothing without the hedge behind it.
    Degree,
}

/// Hedges before a number. The longest that fits is taken, then one before it.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["at", "least"], Bound::Least),
    (&["at", "the", "very", "least"], Bound::Least),
    (&["at", "a", "minimum"], Bound::Least),
    (&["a", "minimum", "of"], Bound::Least),
    (&["minimum", "of"], Bound::Least),
    (&["no", "fewer", "than"], Bound::Least),
    (&["no", "less", "than"], Bound::Least),
    (&["not", "fewer", "than"], Bound::Least),
    (&["not", "less", "than"], Bound::Least),
    (&["as", "few", "as"], Bound::Least),
    (&["as", "little", "as"], Bound::Least),
    (&["upwards", "of"], Bound::Above),
    (&["upward", "of"], Bound::Above),
    (&["more", "than"], Bound::Above),
    (&["greater", "than"], Bound::Above),
    (&["over"], Bound::Above),
    (&["above"], Bound::Above),
    (&["in", "excess", "of"], Bound::Above),
    (&["exceeding"], Bound::Above),
    (&["exceeds"], Bound::Above),
    (&["exceeded"], Bound::Above),
    (&["passes"], Bound::Above),
    (&["passed"], Bound::Above),
    (&["tops"], Bound::Above),
    (&["topped"], Bound::Above),
    (&["surpasses"], Bound::Above),
    (&["surpassed"], Bound::Above),
    (&["up", "to"], Bound::Most),
    (&["as", "many", "as"], Bound::Most),
    (&["as", "much", "as"], Bound::Most),
    (&["as", "high", "as"], Bound::Most),
    (&["at", "most"], Bound::Most),
    (&["no", "more", "than"], Bound::Most),
    (&["not", "more", "than"], Bound::Most),
    (&["a", "maximum", "of"], Bound::Most),
    (&["maximum", "of"], Bound::Most),
    (&["fewer", "than"], Bound::Below),
    (&["less", "than"], Bound::Below),
    (&["under"], Bound::Below),
    (&["below"], Bound::Below),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["approaching"], Bound::About),
    (&["near"], Bound::About),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["approximately"], Bound::About),
    (&["approx"], Bound::About),
    (&["approx."], Bound::About),
    (&["circa"], Bound::About),
    (&["c."], Bound::About),
    (&["ca."], Bound::About),
    (&["~"], Bound::About),
    (&["roughly"], Bound::About),
    (&["some"], Bound::About),
    (&["something", "like"], Bound::About),
    (&["in", "the", "region", "of"], Bound::About),
    (&["in", "the", "order", "of"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["the", "estimated"], Bound::About),
    (&["estimated"], Bound::About),
    (&["an", "estimate", "of"], Bound::About),
    (&["perhaps"], Bound::About),
    (&["possibly"], Bound::About),
    (&["maybe"], Bound::About),
    (&["probably"], Bound::About),
    (&["well"], Bound::Degree),
    (&["far"], Bound::Degree),
    (&["just"], Bound::Degree),
    (&["slightly"], Bound::Degree),
    (&["a", "little"], Bound::Degree),
    (&["considerably"], Bound::Degree),
    (&["significantly"], Bound::Degree),
    (&["many"], Bound::Degree),
    (&["very"], Bound::Degree),
    (&["even"], Bound::Degree),
];

/// Hedges behind a number.
pub(super) const AFTER: &[(&[&str], Bound)] = &[
    (&["or", "more"], Bound::Least),
    (&["or", "even", "more"], Bound::Least),
    (&["or", "possibly", "more"], Bound::Least),
    (&["and", "possibly", "more"], Bound::Least),
    (&["and", "perhaps", "more"], Bound::Least),
    (&["and", "maybe", "more"], Bound::Least),
    (&["if", "not", "more"], Bound::Least),
    (&["and", "counting"], Bound::Least),
    (&["-", "plus"], Bound::Least),
    (&["+"], Bound::Least),
    (&["or", "fewer"], Bound::Most),
    (&["or", "less"], Bound::Most),
    (&["or", "so"], Bound::About),
    (&["or", "thereabouts"], Bound::About),
    (&["-", "odd"], Bound::About),
    (&["odd"], Bound::About),
];

/// What a hedge that was kept in words did to its number.
pub(super) fn bound(hedge: &str) -> Option<Bound> {
    let words: Vec<SmolStr> = hedge.split(' ').map(SmolStr::from).collect();
    if let Some(after) = AFTER.iter().find(|it| it.0 == words) {
        return Some(after.1);
    }
    let (start, bound) = hedge_before(&words, 0, words.len())?;
    (start == 0).then_some(bound)
}

/// The longest run of hedges that ends at `end` and does not begin before `from`: where it begins,
/// and what it does. The hedge nearest the number decides, save that "about" gives way to a bound
/// further out: "at least some 50" is at least 50.
pub(super) fn hedge_before(words: &[SmolStr], from: usize, end: usize) -> Option<(usize, Bound)> {
    let mut start = end;
    let mut decided: Option<Bound> = None;
    loop {
        let longest = BEFORE
            .iter()
            .filter(|(hedge, _)| ends_with(&words[from..start], hedge))
            .filter(|(_, bound)| *bound != Bound::Degree || decided.is_some())
            .filter(|(hedge, _)| !is_way_up(words, start - hedge.len(), hedge))
            .max_by_key(|(hedge, _)| hedge.len());
        let Some((hedge, bound)) = longest else { break };
        start -= hedge.len();
        decided = match (decided, *bound) {
            (None, bound) => Some(bound),
            (Some(decided), Bound::Degree) => Some(decided),
            (Some(Bound::About), bound) => Some(bound),
            (Some(decided), _) => Some(decided),
        };
    }
    decided.map(|it| (start, it))
}

/// "gone up to 22", "rose up to 22": it is how far a number went, not how far it may go.
fn is_way_up(words: &[SmolStr], at: usize, hedge: &[&str]) -> bool {
    hedge == ["up", "to"]
        && at.checked_sub(1).is_some_and(|it| {
            matches!(words[it].as_str(), "gone" | "went" | "risen" | "rose" | "climbed" | "moved")
        })
}

fn ends_with(words: &[SmolStr], ending: &[&str]) -> bool {
    words.len() >= ending.len()
        && words[words.len() - ending.len()..].iter().zip(ending).all(|(word, it)| word == it)
}

pub(super) fn starts_with(words: &[SmolStr], beginning: &[&str]) -> bool {
    words.len() >= beginning.len() && words.iter().zip(beginning).all(|(word, it)| word == it)
}

/// Both ends of a number under a hedge.
pub(super) fn ends(bound: Option<Bound>, low: u64, high: u64) -> (Option<u64>, Option<u64>) {
    match bound {
        None | Some(Bound::About | Bound::Degree) => (Some(low), Some(high)),
        Some(Bound::Least) => (Some(low), None),
        // "More than 57" allows 58, so the low end is one more than the number.
        Some(Bound::Above) => (Some(low.saturating_add(1)), None),
        Some(Bound::Most) => (None, Some(high)),
        Some(Bound::Below) => (None, Some(high.saturating_sub(1))),
    }
}
