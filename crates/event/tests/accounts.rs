//! What becomes of several reports of one event: the reports are of the corpus, and are read by the
//! built-in model and rules.

use std::sync::LazyLock;

use ascribe_event::{Event, Events, Policy, Telling, Traits, show, tellings};
use ascribe_page::{Address, Kind, Label, Page};
use ascribe_sentence::Pipeline;
use ascribe_statement::{Measure, Rules};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// The reports, each by a name, a day and its text.
fn read(reports: &[(&str, &str, &str)]) -> Vec<Event> {
    let mut all: Vec<Telling> = Vec::new();
    let mut events = Events::new();
    for (name, day, text) in reports {
        let page = Page {
            address: Address::File((*name).into()),
            bytes: text.as_bytes().to_vec(),
            kind: Kind::Text,
            charset: None,
            fetched: None,
            label: Label::default(),
        };
        let mut report = ascribe_report::read(&page).expect("the corpus holds reports");
        report.published = day.parse().ok();
        let sentences = ascribe_sentence::split(&PIPELINE, &report);
        let reading = ascribe_statement::extract(&RULES, &report, &sentences);
        for telling in tellings(name, &report, &reading, RULES.register()) {
            events.add(Traits::of(&telling));
            all.push(telling);
        }
    }
    let of = |ids: Vec<_>| all.iter().filter(|it| ids.contains(&it.id)).cloned().collect();
    events.all().into_iter().filter_map(|ids| Event::of(of(ids))).collect()
}

const MINIBUS: [(&str, &str, &str); 4] = [
    ("1", "2026-03-16", include_str!("../../../corpus/open/minibus-tal-zahir-1.txt")),
    ("2", "2026-03-16", include_str!("../../../corpus/open/minibus-tal-zahir-2.txt")),
    ("3", "2026-03-17", include_str!("../../../corpus/open/minibus-tal-zahir-3.txt")),
    ("4", "2026-03-17", include_str!("../../../corpus/open/minibus-tal-zahir-4.txt")),
];

#[test]
fn four_reports_of_a_blast_are_one_event_by_all_accounts() {
    let events = read(&MINIBUS);
    let event = events.iter().max_by_key(|it| it.carriers().len()).expect("there are events");
    assert_eq!(event.carriers().len(), 4);
    assert_eq!(show::title(event), "bombing, Tal Zahir, Hasakah, Syria, 2026-03-16");
    let account = |source: &str| -> Vec<String> {
        let of = |it: &&ascribe_event::Account| {
            it.measure == Measure::Killed && it.source.name() == source
        };
        let account = event.accounts.iter().find(of).expect("the source gives a number");
        account.given.iter().map(|it| it.toll.to_string()).collect()
    };
    // "two more people died …, taking the number of dead to ten": two are no whole.
    assert_eq!(account("Syrian Observatory for Human Rights"), ["9", "10"]);
    assert_eq!(account("security source"), ["at least 4"]);
    assert!(event.is_disputed(Measure::Killed));
    assert!(!event.is_disputed(Measure::Injured));
    let claims = event.standings.iter().find(|it| it.actor == "Islamic State");
    assert_eq!(claims.map(|it| it.claimed.len()), Some(1));
}

#[test]
fn a_policy_chooses_among_accounts_and_keeps_them() {
    let events = read(&MINIBUS);
    let event = events.iter().max_by_key(|it| it.carriers().len()).expect("there are events");
    let best =
        |policy| event.numbers(Measure::Killed, policy, RULES.register()).and_then(|it| it.best);
    // Security source 4, Observatory 10; what fighters say of others' dead is not there.
    assert_eq!(best(Policy::Lowest), Some(4));
    assert_eq!(best(Policy::Acled), Some(4));
    assert_eq!(best(Policy::Ucdp), Some(10), "a monitor documents");
    assert_eq!(best(Policy::Ibc), None, "two numbers, and none between");
    let casualties = event.numbers(Measure::Casualties, Policy::Median, RULES.register());
    assert_eq!(casualties.and_then(|it| it.low), Some(21), "only the attacker counts");
    assert_eq!(event.numbers(Measure::Missing, Policy::Median, RULES.register()), None);
}

#[test]
fn reports_in_any_order_are_the_same_events() {
    let mut turned = MINIBUS;
    turned.reverse();
    assert_eq!(read(&MINIBUS), read(&turned));
}
