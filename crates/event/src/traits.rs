//! Traits: what of a telling is compared with another's, in a form that compares fast. What was said
//! is not kept here; it is in the telling.

use ascribe_statement::{Measure, Place, PlacePrecision, Precision, Realis};
use jiff::civil::Date;
use smol_str::SmolStr;

use crate::{
    events::hash,
    happening::Happenings,
    telling::{Telling, TellingId},
};

/// What of a telling is looked at to see whether another tells of the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Traits {
    /// Which telling.
    pub id: TellingId,
    /// The report's key, as a number.
    pub(crate) report: u64,
    /// When the report was published and by what it is known, for a first one among many.
    pub(crate) order: (Option<Date>, Option<i64>),
    /// The day of publication, counted as `days` are.
    pub(crate) published: Option<i32>,
    pub(crate) days: Option<Days>,
    pub(crate) place: Option<Spot>,
    pub(crate) happenings: Happenings,
    pub(crate) targets: Vec<u16>,
    /// Names in its sentences, each as a number, in order.
    pub(crate) names: Vec<u32>,
    /// Words in its sentences, each as a number, in order.
    pub(crate) content: Vec<u32>,
    pub(crate) is_day_of_news: bool,
    /// Whole numbers of those harmed, parts left out.
    pub(crate) numbers: Vec<(Measure, u64)>,
}

/// The first and the last day, counted from one in the far past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) from: i32,
    pub(crate) to: i32,
    /// A day or a few were said, not a month or a year.
    pub(crate) is_exact: bool,
}

/// A place, as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    /// From small to large, without the country, in lower case and plain letters.
    pub(crate) parts: Vec<SmolStr>,
    /// The words of the smallest of them, each as a number.
    pub(crate) words: Vec<u32>,
    /// Its code, else its name; empty where it is not known.
    pub(crate) country: SmolStr,
    /// Degrees north and east.
    pub(crate) point: Option<(f64, f64)>,
    /// The point is of a town or what lies in one.
    pub(crate) is_exact: bool,
    /// It is a sea, or lies in several countries.
    pub(crate) is_region: bool,
}

impl Traits {
    /// Those of a telling.
    pub fn of(telling: &Telling) -> Traits {
        let days = telling.when.map(|it| Days {
            from: number(it.from),
            to: number(it.to),
            is_exact: it.precision == Precision::Day && number(it.to) - number(it.from) <= FEW,
        });
        let mut numbers: Vec<(Measure, u64)> = telling
            .figures
            .iter()
            .filter(|it| it.part_of.is_none() && it.realis != Realis::Denied)
            .filter_map(|it| Some((it.measure, it.toll.low.or(it.toll.high)?)))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbered = |words: &[SmolStr]| -> Vec<u32> {
            let mut numbers: Vec<u32> = words.iter().map(|it| hash(it)).collect();
            numbers.sort_unstable();
            numbers
        };
        Traits {
            id: telling.id,
            report: TellingId::of_report(&telling.carrier.key).0,
            order: (telling.carrier.published, telling.carrier.second),
            published: telling.carrier.published.map(number),
            days,
            place: telling.place.as_ref().map(Spot::new),
            happenings: telling.happenings,
            targets: telling.targets.clone(),
            names: numbered(&telling.names),
            content: numbered(&telling.content),
            is_day_of_news: telling.is_day_of_news,
            numbers,
        }
    }
}

/// So many days may lie between the first and the last of a thing that has a day.
const FEW: i32 = 3;

/// Days since one in the far past.
fn number(day: Date) -> i32 {
    (day - Date::ZERO).get_days()
}

impl Spot {
    fn new(place: &Place) -> Spot {
        let mut parts: Vec<SmolStr> = place.name.split(", ").map(plain).collect();
        let located = place.located.as_ref();
        let country: SmolStr = match located.map(|it| it.country.as_str()) {
            Some(code) if !code.is_empty() => code.into(),
            Some(_) => SmolStr::default(),
            None if parts.len() > 1 => parts.last().cloned().unwrap_or_default(),
            None => SmolStr::default(),
        };
        let is_whole_country = located.is_some_and(|it| it.precision == PlacePrecision::Country);
        if parts.len() > 1 || is_whole_country {
            parts.pop();
        }
        let is_region = located.is_some_and(|it| it.precision == PlacePrecision::Region);
        let is_exact = located
            .is_some_and(|it| matches!(it.precision, PlacePrecision::Exact | PlacePrecision::Near));
        let degrees = |it: i32| f64::from(it) / 10_000.0;
        let point = located.map(|it| (degrees(it.lat), degrees(it.lon)));
        let words = parts.first().map(|it| it.split(' ').map(hash).collect()).unwrap_or_default();
        Spot { parts, words, country, point, is_exact, is_region }
    }

    /// Kilometres between the points of two.
    pub(crate) fn km_to(&self, other: &Spot) -> Option<f64> {
        let ((lat, lon), (other_lat, other_lon)) = (self.point?, other.point?);
        let (lat, other_lat) = (lat.to_radians(), other_lat.to_radians());
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let share = half(other_lat - lat)
            + lat.cos() * other_lat.cos() * half((other_lon - lon).to_radians());
        Some(2.0 * 6371.0 * share.sqrt().min(1.0).asin())
    }

    /// Whether its name is among some, which are in order.
    pub(crate) fn is_named_in(&self, names: &[u32]) -> bool {
        !self.words.is_empty() && self.words.iter().all(|it| names.binary_search(it).is_ok())
    }

    /// Whether the names of one hold all of the other's.
    pub(crate) fn may_be(&self, other: &Spot) -> bool {
        let (long, short) =
            if self.parts.len() >= other.parts.len() { (self, other) } else { (other, self) };
        short.parts.iter().all(|it| long.parts.contains(it))
    }
}

/// Words that say what kind of place a name is of, and are left out at will.
const KINDS: [&str; 20] = [
    "province",
    "region",
    "governorate",
    "district",
    "city",
    "town",
    "village",
    "county",
    "state",
    "area",
    "department",
    "oblast",
    "the",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "camp",
    "township",
];

/// A name of a place without what is written this way and that.
fn plain(name: &str) -> SmolStr {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-']).filter(|it| !it.is_empty()).collect();
    let kept: Vec<&str> = words
        .iter()
        .copied()
        .filter(|it| !KINDS.contains(it) && !matches!(*it, "al" | "el" | "ar" | "as"))
        .collect();
    if kept.is_empty() { words.join(" ").into() } else { kept.join(" ").into() }
}
