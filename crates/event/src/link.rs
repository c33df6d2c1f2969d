//! Link: how one event belongs to another, by reports that tell of both. Whether two tellings are of
//! one event is for `same.rs`.

use std::collections::HashMap;

use crate::{
    event::{Event, EventId},
    telling::TellingId,
};

/// One event's belonging to another, as reports tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event.
    pub from: EventId,
    /// The one it belongs to or follows.
    pub to: EventId,
    /// How.
    pub kind: LinkKind,
    /// Reports that tell of both, by their keys, in order.
    pub told_by: Vec<String>,
}

/// How one event belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKind {
    /// The other was before, and reports of this one tell of it.
    After,
    /// A number given for the other counts this one with others together.
    PartOf,
}

/// How events belong to each other, in their order.
pub fn links(events: &[Event]) -> Vec<Link> {
    let mut of: HashMap<TellingId, EventId> = HashMap::new();
    let mut of_report: HashMap<&str, Vec<&Event>> = HashMap::new();
    for event in events {
        of.extend(event.tellings.iter().map(|it| (it.id, event.id)));
        for carrier in event.carriers() {
            of_report.entry(&carrier.key).or_default().push(event);
        }
    }
    let mut links: Vec<Link> = Vec::new();
    let mut add = |from: EventId, to: EventId, kind: LinkKind, key: &str| {
        if from == to {
            return;
        }
        match links.iter_mut().find(|it| it.from == from && it.to == to && it.kind == kind) {
            Some(it) if it.told_by.iter().any(|it| it == key) => {}
            Some(it) => it.told_by.push(key.to_owned()),
            None => links.push(Link { from, to, kind, told_by: vec![key.to_owned()] }),
        }
    };
    for event in events {
        for telling in &event.tellings {
            for total in &telling.totals {
                for part in total.parts.iter().filter_map(|it| of.get(it)) {
                    add(*part, event.id, LinkKind::PartOf, &telling.carrier.key);
                }
            }
            if !telling.is_news {
                continue;
            }
            for other in of_report.get(telling.carrier.key.as_str()).into_iter().flatten() {
                if is_before(other, event) && is_there(other, event) {
                    add(event.id, other.id, LinkKind::After, &telling.carrier.key);
                }
            }
        }
    }
    links
}

fn is_before(one: &Event, other: &Event) -> bool {
    one.when.zip(other.when).is_some_and(|(one, other)| one.to < other.from)
}

/// Whether two events are in one country, as far as is known.
fn is_there(one: &Event, other: &Event) -> bool {
    let country = |event: &Event| {
        let located = event.place.as_ref()?.located.as_ref()?;
        Some(located.country.clone())
    };
    country(one).zip(country(other)).is_none_or(|(one, other)| one == other)
}
