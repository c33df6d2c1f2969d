//! Event: one thing that happened, with all that reports say of it.

use std::{collections::BTreeMap, fmt, sync::Arc};

use ascribe_statement::{Claim, ClaimKind, Measure, Place, Precision, When};

use crate::{
    account::{Account, Voice, accounts},
    happening::Happenings,
    telling::{Carrier, Telling, TellingId},
};

/// By what an event is known: the id of the telling of it that was published first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub TellingId);

/// Ten letters and digits, none of which looks like another.
impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut rest = self.0.0;
        for _ in 0..10 {
            write!(f, "{}", char::from(LETTERS[(rest >> 59) as usize]))?;
            rest <<= 5;
        }
        Ok(())
    }
}

/// One thing that happened, by all accounts.
///
/// Invariant: it has a telling. What nobody told did not come from a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// By what it is known.
    pub id: EventId,
    /// What reports tell of it, the one published first at the front.
    pub tellings: Vec<Telling>,
    /// Where, as exactly as most say.
    pub place: Option<Place>,
    /// When, as most of those say who say it most exactly.
    pub when: Option<When>,
    /// What kind of thing, as most say.
    pub happenings: Happenings,
    /// Who gives which numbers.
    pub accounts: Vec<Account>,
    /// Who did it, by those who say so.
    pub standings: Vec<Standing>,
    /// From whom the reports have it.
    pub origins: Vec<Origin>,
}

/// What is said of whether somebody did it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who may have done it.
    pub actor: String,
    /// The actor says so: the reports that carry it.
    pub claimed: Vec<Said>,
    /// Others say so.
    pub blamed: Vec<Said>,
    /// The actor says it is not so.
    pub denied: Vec<Said>,
    /// Somebody could not verify it.
    pub unverified: Vec<Said>,
}

/// A claim as a report carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who says it.
    pub by: Voice,
    /// The report.
    pub carrier: Arc<Carrier>,
    /// The sentence.
    pub words: String,
}

/// One from whom numbers come, and the reports that carry them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The source; a report that names nobody is an origin of its own.
    pub source: Voice,
    /// The reports.
    pub carriers: Vec<Arc<Carrier>>,
}

impl Event {
    /// The event that these tellings are of; `None` without any.
    pub fn of(mut tellings: Vec<Telling>) -> Option<Event> {
        tellings.sort_by(|one, other| {
            let order =
                |it: &Telling| (it.carrier.published.is_none(), Arc::clone(&it.carrier), it.number);
            order(one).cmp(&order(other))
        });
        let id = EventId(tellings.first()?.id);
        let accounts = accounts(&tellings);
        Some(Event {
            id,
            place: place(&tellings),
            when: when(&tellings),
            happenings: happenings(&tellings),
            standings: standings(&tellings),
            origins: origins(&accounts),
            accounts,
            tellings,
        })
    }

    /// The reports, the first at the front; each once.
    pub fn carriers(&self) -> Vec<&Arc<Carrier>> {
        let mut carriers: Vec<&Arc<Carrier>> = Vec::new();
        for telling in &self.tellings {
            if !carriers.contains(&&telling.carrier) {
                carriers.push(&telling.carrier);
            }
        }
        carriers
    }

    /// Whether named sources differ on how many, by their last numbers: "at least 4" and "7" do not.
    pub fn is_disputed(&self, measure: Measure) -> bool {
        let last = self
            .accounts
            .iter()
            .filter(|it| it.measure == measure && matches!(it.source, Voice::Named(_)))
            .filter_map(Account::latest);
        let (mut low, mut high) = (0, u64::MAX);
        for given in last {
            low = low.max(given.toll.low.unwrap_or(0));
            high = high.min(given.toll.high.unwrap_or(u64::MAX));
        }
        // Some number is all of them, or none is.
        low > high
    }
}

/// The most frequent of the values, the earlier one of two as frequent.
fn most<T: PartialEq + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|it| it.0 == value) {
            Some(it) => it.1 += 1,
            None => counts.push((value, 1)),
        }
    }
    let top = counts.iter().map(|it| it.1).max()?;
    counts.into_iter().find(|it| it.1 == top).map(|it| it.0)
}

fn place(tellings: &[Telling]) -> Option<Place> {
    let places = || tellings.iter().filter_map(|it| it.place.as_ref());
    let parts = |it: &Place| it.name.split(", ").count();
    let first = |it: &Place| it.name.split(", ").next().unwrap_or_default().to_lowercase();
    let exact = places().map(parts).max()?;
    // The one that most name, by its first part, as the longest name gives it.
    let name = most(places().filter(|it| parts(it) >= exact.min(2)).map(first))?;
    let named: Vec<&Place> = places().filter(|it| first(it) == name).collect();
    // Of equals the last one is taken, so the first report's goes last.
    named.into_iter().rev().max_by_key(|it| (it.located.is_some(), parts(it))).cloned()
}

fn when(tellings: &[Telling]) -> Option<When> {
    let days = || tellings.iter().filter_map(|it| it.when);
    let exact: Vec<When> = days().filter(|it| it.precision == Precision::Day).collect();
    most(exact.into_iter()).or_else(|| most(days()))
}

fn happenings(tellings: &[Telling]) -> Happenings {
    let mut counts: BTreeMap<Happenings, usize> = BTreeMap::new();
    for kind in tellings.iter().flat_map(|it| it.happenings.iter()) {
        *counts.entry(Happenings::one(kind)).or_default() += 1;
    }
    let top = counts.values().copied().max().unwrap_or(0);
    let most = counts.iter().filter(|it| *it.1 == top).map(|it| *it.0);
    most.fold(Happenings::default(), Happenings::or)
}

fn standings(tellings: &[Telling]) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::new();
    for telling in tellings {
        for (at, claim) in telling.claims.iter().enumerate() {
            let by = match claim.who.name() {
                Some(name) => Voice::Named(name.to_owned()),
                None => Voice::Report(telling.carrier.name().to_owned()),
            };
            let Some(actor) = actor(claim) else { continue };
            let position = standings.iter().position(|it| it.actor == actor);
            let position = position.unwrap_or_else(|| {
                standings.push(Standing { actor: actor.to_owned(), ..Standing::default() });
                standings.len() - 1
            });
            let standing = &mut standings[position];
            let said = Said {
                by,
                carrier: Arc::clone(&telling.carrier),
                words: telling.words[telling.figures.len() + at].clone(),
            };
            match claim.kind {
                ClaimKind::Claims => standing.claimed.push(said),
                ClaimKind::Blames => standing.blamed.push(said),
                ClaimKind::Denies => standing.denied.push(said),
                ClaimKind::Unverified => standing.unverified.push(said),
                _ => {}
            }
        }
    }
    standings.retain(|it| {
        !(it.claimed.is_empty()
            && it.blamed.is_empty()
            && it.denied.is_empty()
            && it.unverified.is_empty())
    });
    standings
}

/// Who would have done it, by a claim.
fn actor(claim: &Claim) -> Option<&str> {
    let of = claim.of.as_ref().map(|it| it.name.as_str());
    match claim.kind {
        ClaimKind::Claims | ClaimKind::Denies => claim.who.name().or(of),
        ClaimKind::Blames | ClaimKind::Unverified => of,
        _ => None,
    }
}

fn origins(accounts: &[Account]) -> Vec<Origin> {
    let mut origins: Vec<Origin> = Vec::new();
    for account in accounts {
        let at = origins.iter().position(|it| it.source == account.source).unwrap_or_else(|| {
            origins.push(Origin { source: account.source.clone(), carriers: Vec::new() });
            origins.len() - 1
        });
        for given in account.given.iter().chain(&account.parts) {
            if !origins[at].carriers.contains(&given.carrier) {
                origins[at].carriers.push(Arc::clone(&given.carrier));
            }
        }
    }
    origins
}
