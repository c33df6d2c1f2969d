//! Events: which tellings are of one thing. A telling is compared with those of its place and day only,
//! so that a new one costs the same however many there are; and what belongs together depends on
//! the tellings alone, not on the order in which they came.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    same::likeness,
    telling::TellingId,
    traits::{Days, Traits},
};

/// Tellings, put together into events.
#[derive(Clone, Debug, Default)]
pub struct Events {
    tellings: Vec<Traits>,
    /// Which telling has which place in `tellings`.
    known: HashMap<TellingId, usize>,
    /// Where those lie that a new one may belong to.
    blocks: HashMap<Block, Vec<u32>>,
    /// For each telling those that are like it, with how much.
    links: Vec<Vec<(u32, f64)>>,
    /// For each telling its web.
    web: Vec<u32>,
    /// Tellings that hang together by links; empty where all went to another.
    webs: Vec<Vec<u32>>,
}

/// Under what a telling can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Block {
    /// Half a degree north and east, and a day.
    Near(i16, i16, i32),
    /// A country and a day: all of them.
    Country(u32, i32),
    /// A country and a day: those without an exact place.
    Vague(u32, i32),
    /// A country, for a time of months or years that began on this day.
    Long(u32, i32),
    /// A name and a day.
    Name(u32, i32),
}

/// So many days may two tellings of one thing differ by.
const REACH: i32 = 3;
/// By so many of its names a telling can be found.
const NAMES: usize = 6;
/// Of so many tellings each two events are compared when they may be one; the first ones.
const COMPARED: usize = 12;
/// Two events are one where their tellings are this much alike on the whole, and where two tellings of one
/// report are.
const ALIKE: f64 = -0.5;

impl Events {
    /// Nothing yet.
    pub fn new() -> Events {
        Events::default()
    }

    /// How many tellings there are.
    pub fn n_tellings(&self) -> usize {
        self.tellings.len()
    }

    /// Adds a telling. One that is there already changes nothing.
    pub fn add(&mut self, telling: Traits) {
        if self.known.contains_key(&telling.id) {
            return;
        }
        let at = self.tellings.len() as u32;
        let links = self.links_of(&telling);
        self.known.insert(telling.id, at as usize);
        for block in blocks(&telling) {
            self.blocks.entry(block).or_default().push(at);
        }
        self.tellings.push(telling);
        let webs: BTreeSet<u32> = links.iter().map(|it| self.web[it.0 as usize]).collect();
        for &(other, score) in &links {
            self.links[other as usize].push((at, score));
        }
        self.links.push(links);
        // The largest web takes in the others, so that a telling seldom moves.
        let size = |web: &&u32| self.webs[**web as usize].len();
        let web = webs.iter().max_by_key(size).copied().unwrap_or_else(|| {
            self.webs.push(Vec::new());
            self.webs.len() as u32 - 1
        });
        for other in webs.into_iter().filter(|it| *it != web) {
            let moved = std::mem::take(&mut self.webs[other as usize]);
            for &it in &moved {
                self.web[it as usize] = web;
            }
            self.webs[web as usize].extend(moved);
        }
        self.webs[web as usize].push(at);
        self.web.push(web);
    }

    /// The tellings of every event: within an event the one published first at the front, and the events
    /// in that order too.
    pub fn all(&self) -> Vec<Vec<TellingId>> {
        let mut events: Vec<Vec<u32>> = self.webs.iter().flat_map(|it| self.part(it)).collect();
        events.sort_by_key(|it| self.order(it[0]));
        events.iter().map(|it| self.ids(it)).collect()
    }

    /// The tellings of the event that a telling is of; none where it is not known.
    pub fn event_of(&self, telling: TellingId) -> Vec<TellingId> {
        let Some(&at) = self.known.get(&telling) else { return Vec::new() };
        let mut events = self.part(&self.webs[self.web[at] as usize]).into_iter();
        let event = events.find(|it| it.contains(&(at as u32)));
        event.map(|it| self.ids(&it)).unwrap_or_default()
    }

    fn ids(&self, event: &[u32]) -> Vec<TellingId> {
        event.iter().map(|&it| self.tellings[it as usize].id).collect()
    }

    /// What stands before what: reports without a day behind the others.
    fn order(&self, telling: u32) -> impl Ord + use<> {
        let it = &self.tellings[telling as usize];
        (it.order.0.is_none(), it.order, it.id)
    }

    /// All tellings that are like a new one.
    fn links_of(&self, telling: &Traits) -> Vec<(u32, f64)> {
        let mut near: Vec<u32> =
            around(telling).filter_map(|it| self.blocks.get(&it)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter()
            .filter(|&it| self.tellings[it as usize].report != telling.report)
            .map(|it| (it, likeness(&self.tellings[it as usize], telling).score))
            .filter(|it| it.1 > 0.0)
            .collect()
    }

    /// Parts tellings that hang together into events: the most alike come together first, unless
    /// a report tells them apart or they are not alike on the whole.
    fn part(&self, tellings: &[u32]) -> Vec<Vec<u32>> {
        let mut ordered = tellings.to_vec();
        ordered.sort_by_key(|&it| self.order(it));
        let place: HashMap<u32, usize> =
            ordered.iter().enumerate().map(|(at, &it)| (it, at)).collect();
        let mut links: Vec<(usize, usize, f64)> = Vec::new();
        for (at, &it) in ordered.iter().enumerate() {
            for &(other, score) in &self.links[it as usize] {
                if let Some(&other) = place.get(&other).filter(|&&it| it > at) {
                    links.push((at, other, score));
                }
            }
        }
        links.sort_by(|one, other| {
            other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1)))
        });
        let mut event_of: Vec<usize> = (0..ordered.len()).collect();
        let mut events: Vec<Vec<usize>> = (0..ordered.len()).map(|it| vec![it]).collect();
        for (one, other, _) in links {
            let (one, other) =
                (event_of[one].min(event_of[other]), event_of[one].max(event_of[other]));
            if one == other || !self.are_one(&ordered, &events[one], &events[other]) {
                continue;
            }
            let moved = std::mem::take(&mut events[other]);
            for &it in &moved {
                event_of[it] = one;
            }
            events[one].extend(moved);
            events[one].sort_unstable();
        }
        events.retain(|it| !it.is_empty());
        events.into_iter().map(|it| it.into_iter().map(|at| ordered[at]).collect()).collect()
    }

    fn are_one(&self, ordered: &[u32], one: &[usize], other: &[usize]) -> bool {
        let traits = |at: usize| &self.tellings[ordered[at] as usize];
        let mut of_report: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for &it in one {
            of_report.entry(traits(it).report).or_default().push(it);
        }
        let is_told_apart = |it: usize| {
            let its = of_report.get(&traits(it).report).into_iter().flatten();
            its.into_iter().any(|&other| likeness(traits(it), traits(other)).score < ALIKE)
        };
        if other.iter().any(|&it| is_told_apart(it)) {
            return false;
        }
        let (mut sum, mut n) = (0.0, 0);
        for &it in one.iter().take(COMPARED) {
            for &its in other.iter().take(COMPARED) {
                sum += likeness(traits(it), traits(its)).score;
                n += 1;
            }
        }
        sum >= ALIKE * f64::from(n)
    }
}

/// Where a telling lies.
fn blocks(telling: &Traits) -> Vec<Block> {
    let mut blocks = Vec::new();
    let country = telling.place.as_ref().map(|it| hash(&it.country));
    let days = match telling.days {
        Some(days) if !days.is_exact => {
            blocks.extend(country.map(|it| Block::Long(it, days.from)));
            return blocks;
        }
        days => days.or(published(telling)),
    };
    let Some(days) = days else { return blocks };
    for day in days.from..=days.to {
        if let (Some(country), Some(place)) = (country, &telling.place) {
            blocks.push(Block::Country(country, day));
            match place.point.filter(|_| place.is_exact) {
                Some((lat, lon)) => blocks.push(Block::Near(half(lat), half(lon), day)),
                None => blocks.push(Block::Vague(country, day)),
            }
        }
        blocks.extend(named(telling).map(|it| Block::Name(it, day)));
    }
    blocks
}

/// Where those lie that a telling may be one with.
fn around(telling: &Traits) -> impl Iterator<Item = Block> {
    let mut blocks = Vec::new();
    let country = telling.place.as_ref().map(|it| hash(&it.country));
    let days = match telling.days {
        Some(days) if !days.is_exact => {
            let from = days.from - REACH..=days.from + REACH;
            blocks.extend(
                country
                    .into_iter()
                    .flat_map(|it| from.clone().map(move |day| Block::Long(it, day))),
            );
            None
        }
        days => days.or(published(telling)),
    };
    let reach = days.map(|it| it.from - REACH..=it.to + REACH);
    for day in reach.into_iter().flatten() {
        if let (Some(country), Some(place)) = (country, &telling.place) {
            if let Some((lat, lon)) = place.point.filter(|_| place.is_exact) {
                for north in -1..=1 {
                    let east =
                        (-1..=1).map(|east| Block::Near(half(lat) + north, half(lon) + east, day));
                    blocks.extend(east);
                }
                blocks.push(Block::Vague(country, day));
            } else {
                blocks.push(Block::Country(country, day));
            }
        }
        blocks.extend(named(telling).map(|it| Block::Name(it, day)));
    }
    blocks.into_iter()
}

/// A thing without a day is looked for around the day its report was published.
fn published(telling: &Traits) -> Option<Days> {
    telling.published.map(|it| Days { from: it, to: it, is_exact: true })
}

/// The names by which a telling can be found: that of its place, and always the same ones of a set, so
/// that two that share many mostly share one of these.
fn named(telling: &Traits) -> impl Iterator<Item = u32> {
    let place = telling.place.as_ref().and_then(|it| it.parts.first()).map(|it| hash(it));
    telling.names.iter().copied().take(NAMES).chain(place)
}

/// Half degrees.
fn half(degrees: f64) -> i16 {
    (degrees * 2.0).floor() as i16
}

/// FNV-1a of a short word.
pub(crate) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
