//! Tests of how tellings are put together: a telling is five words.

use proptest::prelude::*;
use smol_str::SmolStr;

use super::*;
use crate::{happening::Happenings, traits::Spot};
use ascribe_statement::Measure;

/// A telling in a few words: "a1 Homs 10 blast 57" is the report "a", its first telling, in Homs, on
/// day 10, of a blast that killed 57. "-" stands for what is not said.
fn telling(text: &str) -> Traits {
    let words: Vec<&str> = text.split(' ').collect();
    let [name, place, day, kind, killed] = words[..] else { panic!("five words: {text}") };
    let (report, number) = name.split_at(name.len() - 1);
    let days = day.parse().ok().map(|it| Days { from: it, to: it, is_exact: true });
    let place = (place != "-").then(|| Spot {
        parts: vec![SmolStr::from(place)],
        words: vec![hash(place)],
        country: "SY".into(),
        point: Some(point(place)),
        is_exact: true,
        is_region: false,
    });
    Traits {
        id: TellingId(u64::from(hash(name))),
        report: u64::from(hash(report)),
        order: (None, Some(number.parse::<i64>().unwrap_or(0))),
        published: None,
        days,
        place,
        happenings: Happenings::read(&[kind]),
        targets: Vec::new(),
        names: Vec::new(),
        content: Vec::new(),
        is_day_of_news: false,
        numbers: killed.parse().ok().map(|it| (Measure::Killed, it)).into_iter().collect(),
    }
}

/// Every name of these tests lies somewhere else.
fn point(place: &str) -> (f64, f64) {
    (33.0 + f64::from(hash(place) % 40) / 10.0, 36.0)
}

/// The events of tellings, one a line, each as the names of its tellings.
#[track_caller]
fn check(tellings: &[&str], should: &[&str]) {
    let mut events = Events::new();
    for it in tellings {
        events.add(telling(it));
    }
    let name = |id: TellingId| {
        let names = tellings.iter().map(|it| it.split(' ').next().unwrap_or_default());
        names.clone().find(|it| u64::from(hash(it)) == id.0).unwrap_or("?")
    };
    let mut found: Vec<String> = events
        .all()
        .into_iter()
        .map(|event| {
            let mut names: Vec<&str> = event.into_iter().map(name).collect();
            names.sort_unstable();
            names.join(" ")
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found, should, "{tellings:?}");
}

#[test]
fn one_place_day_and_kind_is_one_event() {
    check(&["a1 homs 10 blast 57", "b1 homs 10 bomb 32"], &["a1 b1"]);
}

#[test]
fn another_place_or_month_is_another_event() {
    check(
        &["a1 homs 10 blast 57", "b1 damascus 10 blast 57", "c1 homs 40 blast 57"],
        &["a1", "b1", "c1"],
    );
}

#[test]
fn what_a_report_tells_apart_stays_apart() {
    check(
        &["a1 homs 10 blast 57", "a2 homs 11 blast 5", "b1 homs 10 blast 57", "c1 homs 11 blast 5"],
        &["a1 b1", "a2 c1"],
    );
}

/// Two that say 57 died on the second day would join both, were it not for the report that tells of each.
#[test]
fn look_alikes_do_not_join_what_a_report_tells_apart() {
    check(
        &[
            "a1 homs 10 blast 57",
            "a2 homs 11 blast 5",
            "c1 homs 11 blast 57",
            "d1 homs 11 blast 57",
        ],
        &["a1 c1 d1", "a2"],
    );
}

#[test]
fn a_telling_counts_once() {
    let mut events = Events::new();
    events.add(telling("a1 homs 10 blast 57"));
    events.add(telling("a1 homs 10 blast 57"));
    assert_eq!(events.n_tellings(), 1);
    assert_eq!(events.all().len(), 1);
}

#[test]
fn webs_that_a_telling_joins_become_one() {
    // Four days apart, nothing links the two that came first.
    let far = ["a1 homs 10 blast 57", "b1 homs 14 blast 57"];
    check(&far, &["a1", "b1"]);
    let mut events = Events::new();
    for it in [far[0], far[1], "c1 homs 12 blast 57"] {
        events.add(telling(it));
    }
    assert_eq!(events.all().iter().map(Vec::len).sum::<usize>(), 3);
    assert_eq!(events.webs.iter().filter(|it| !it.is_empty()).count(), 1);
}

fn any_telling() -> impl Strategy<Value = String> {
    let place = prop::sample::select(vec!["homs", "hama", "idlib", "-"]);
    let day = prop::sample::select(vec!["10", "11", "12", "14", "-"]);
    let kind = prop::sample::select(vec!["blast", "gunmen", "earthquake", "-"]);
    let killed = prop::sample::select(vec!["1", "12", "57", "-"]);
    (0..12_u8, 1..4_u8, place, day, kind, killed).prop_map(
        |(report, number, place, day, kind, killed)| {
            format!("{}{number} {place} {day} {kind} {killed}", char::from(b'a' + report))
        },
    )
}

proptest! {
    /// The same tellings in any order are the same events, and one by one the same as told.
    #[test]
    fn the_order_of_tellings_does_not_matter(
        tellings in prop::collection::vec(any_telling(), 0..30),
        seed in any::<u64>(),
    ) {
        let mut once: Vec<Traits> = Vec::new();
        for it in tellings.iter().map(|it| telling(it)) {
            if once.iter().all(|other| other.id != it.id) {
                once.push(it);
            }
        }
        let mut shuffled = once.clone();
        shuffled.sort_by_key(|it| it.id.0.wrapping_mul(seed | 1));
        let put = |tellings: Vec<Traits>| {
            let mut events = Events::new();
            for it in tellings {
                events.add(it);
            }
            events
        };
        let (one, other) = (put(once.clone()), put(shuffled));
        prop_assert_eq!(one.all(), other.all());
        prop_assert_eq!(one.all().iter().map(Vec::len).sum::<usize>(), once.len());
        for event in one.all() {
            prop_assert_eq!(&one.event_of(event[0]), &event);
        }
    }
}
