//! Policy: which numbers a table with one row an event would show, by the rules of those who make such
//! tables. All accounts stay; a policy chooses among them.

use ascribe_statement::{
    Measure, Realis, Toll,
    register::{Kind, Register},
};

use crate::{
    account::{Account, Given, Voice},
    event::Event,
};

/// How one number is made of what several sources say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Policy {
    /// The middle of the last numbers of all independent origins.
    #[default]
    Median,
    /// The lowest last number.
    Lowest,
    /// The last number of the source that is best placed to know.
    BestPlaced,
    /// As UCDP's codebook: low and high of all that is credible, best by the most reliable source, and
    /// the lower one where two are equally so.
    Ucdp,
    /// As ACLED's codebook: one number, the lowest that is credible, and words as numbers.
    Acled,
    /// As Iraq Body Count: the lowest and the highest number, without one between.
    Ibc,
}

impl Policy {
    /// All of them, with the names by which people choose them.
    pub const ALL: [(&'static str, Policy); 6] = [
        ("median", Policy::Median),
        ("lowest", Policy::Lowest),
        ("best-placed", Policy::BestPlaced),
        ("ucdp", Policy::Ucdp),
        ("acled", Policy::Acled),
        ("ibc", Policy::Ibc),
    ];

    /// The name by which people choose it.
    pub fn name(self) -> &'static str {
        let named = Policy::ALL.iter().find(|it| it.1 == self);
        named.map_or("", |it| it.0)
    }

    /// In a few words, for people.
    pub fn says(self) -> &'static str {
        match self {
            Policy::Median => "the middle of independent origins",
            Policy::Lowest => "the lowest last number",
            Policy::BestPlaced => "the last number of the best placed source",
            Policy::Ucdp => "as UCDP: the most reliable source, the lower of equals",
            Policy::Acled => "as ACLED: the lowest credible number, words as numbers",
            Policy::Ibc => "as Iraq Body Count: lowest and highest",
        }
    }
}

/// The numbers of one measure under a policy. An end that nobody gives is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The fewest.
    pub low: Option<u64>,
    /// The one to show where one must be shown.
    pub best: Option<u64>,
    /// The most.
    pub high: Option<u64>,
}

/// The last word of one origin.
struct Last<'e> {
    given: &'e Given,
    rank: u8,
}

impl Event {
    /// The numbers of a measure under a policy; `None` where nobody gives one.
    pub fn numbers(
        &self,
        measure: Measure,
        policy: Policy,
        register: &Register,
    ) -> Option<Numbers> {
        let accounts = self.accounts.iter().filter(|it| it.measure == measure);
        let mut last: Vec<Last<'_>> = accounts
            .filter_map(|it| Some(Last { given: it.latest()?, rank: rank(it, register) }))
            .filter(|it| !matches!(it.given.realis, Realis::Denied | Realis::Threatened))
            .collect();
        // A report that names nobody mostly has its number from a source that others name.
        let (named, unnamed): (Vec<_>, Vec<_>) = last.into_iter().partition(|it| it.rank < UNNAMED);
        last = if named.is_empty() { unnamed } else { named };
        if last.is_empty() {
            return None;
        }
        // Who fights counts its enemies' dead; where others count, theirs is not credible.
        if last.iter().any(|it| it.rank < BOASTS) && policy != Policy::Ibc {
            last.retain(|it| it.rank < BOASTS);
        }
        let as_number = |toll: &Toll| match policy {
            Policy::Acled => number(toll).or_else(|| in_words(&toll.hedge)),
            _ => number(toll),
        };
        let low =
            last.iter().filter_map(|it| it.given.toll.low.or(as_number(&it.given.toll))).min();
        let high = last.iter().filter_map(|it| it.given.toll.high.or(it.given.toll.low)).max();
        let mut numbers: Vec<u64> =
            last.iter().filter_map(|it| as_number(&it.given.toll)).collect();
        numbers.sort_unstable();
        let lowest = numbers.first().copied();
        let best = match policy {
            Policy::Median => middle(&numbers),
            Policy::Lowest | Policy::Acled => lowest,
            Policy::Ibc => None,
            Policy::BestPlaced => {
                let order =
                    |it: &&Last<'_>| (std::cmp::Reverse(it.rank), it.given.carrier.published);
                last.iter()
                    .filter(|it| as_number(&it.given.toll).is_some())
                    .max_by_key(order)
                    .and_then(|it| as_number(&it.given.toll))
            }
            Policy::Ucdp => {
                let with = last.iter().filter_map(|it| Some((it.rank, as_number(&it.given.toll)?)));
                with.min().map(|it| it.1)
            }
        };
        Some(match policy {
            Policy::Acled => Numbers { low: lowest, best, high: lowest },
            _ => Numbers { low, best, high },
        })
    }
}

/// The number that a toll names: the fewest it may be, else the most.
fn number(toll: &Toll) -> Option<u64> {
    toll.low.or(toll.high)
}

/// The lower one of the two in the middle, where there are two.
fn middle(numbers: &[u64]) -> Option<u64> {
    numbers.get(numbers.len().checked_sub(1)? / 2).copied()
}

/// What ACLED writes for words without a number.
fn in_words(hedge: &str) -> Option<u64> {
    const WORDS: [(&str, u64); 6] =
        [("several", 3), ("few", 3), ("many", 10), ("tens", 10), ("dozens", 12), ("hundreds", 100)];
    WORDS.iter().find(|it| hedge.contains(it.0)).map(|it| it.1)
}

/// From here on sources are parties that count the dead of the other side.
const BOASTS: u8 = 8;
/// A report that names nobody.
const UNNAMED: u8 = 9;

/// How well a source is placed to know how many were harmed, best first: those who count bodies, those
/// who document, those who govern, those who fight.
fn rank(account: &Account, register: &Register) -> u8 {
    let Voice::Named(name) = &account.source else { return UNNAMED };
    match register.giver(name).kind {
        Some(Kind::Hospital | Kind::Rescue) => 0,
        Some(Kind::Monitor | Kind::Un | Kind::Aid | Kind::RightsGroup) => 1,
        Some(Kind::Ministry | Kind::Police | Kind::LocalGovernment | Kind::Court) => 2,
        Some(Kind::Government | Kind::Official | Kind::Parliament) => 3,
        Some(Kind::Witness | Kind::LocalLeader | Kind::Religious | Kind::Company) => 4,
        Some(Kind::ArmedGroup | Kind::Militia | Kind::Gang | Kind::Mercenaries) => BOASTS,
        Some(Kind::Army | Kind::AirForce | Kind::Navy | Kind::Coalition | Kind::Intelligence) => 7,
        Some(_) => 5,
        None => 6,
    }
}
