//! Said: what several places of a page say of one thing, and whether they agree.

use std::fmt;

use super::folded;
use crate::{From, Moment, Note};

/// What several places say of one thing, the most trusted first.
pub(super) struct Said<T>(pub(super) Vec<(From, T)>);

impl<T> Said<T> {
    pub(super) fn new() -> Said<T> {
        Said(Vec::new())
    }

    pub(super) fn add(&mut self, from: From, value: impl Into<Option<T>>) {
        self.0.extend(value.into().map(|it| (from, it)));
    }

    pub(super) fn first(self) -> Option<(From, T)> {
        self.0.into_iter().next()
    }
}

impl<T: fmt::Display> Said<T> {
    /// A note where two places that are trusted do not agree.
    pub(super) fn note(&self, of: &str, so: &str, agree: impl Fn(&T, &T) -> bool) -> Option<Note> {
        let (first_from, first) = self.0.first()?;
        let (other_from, other) = self.0.iter().find(|(_, it)| !agree(first, it))?;
        Some(Note {
            what: format!("the page names two {of}: `{first}` and `{other}`"),
            span: None,
            why: format!("{first_from} says the one, {other_from} the other"),
            so: format!("`{first}` was taken{so}"),
        })
    }
}

/// The first, or one that agrees with it and says more: the time of the day, the zone.
pub(super) fn most_exact(said: Said<Moment>) -> Option<(From, Moment)> {
    let (_, first) = *said.0.first().map(|(from, it)| (from, it)).as_ref()?;
    let first = *first;
    said.0
        .into_iter()
        .filter(|(_, it)| *it == first || (it.agrees(&first) && it.exactness() > first.exactness()))
        .reduce(|best, it| if it.1.exactness() > best.1.exactness() { it } else { best })
}

/// People's names, as one byline.
#[derive(Clone, Debug)]
pub(super) struct Names(pub(super) Vec<String>);

impl Names {
    pub(super) fn agree(&self, other: &Names) -> bool {
        let has = |names: &Names, name: &str| names.0.iter().any(|it| folded(it) == folded(name));
        self.0.iter().any(|it| has(other, it))
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}
