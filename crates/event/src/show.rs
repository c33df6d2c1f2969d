//! Showing: events as text for people, for the program and for snapshots.

use std::fmt::Write;

use ascribe_statement::{Measure, Realis, register::Register};

use crate::{
    account::{Account, Given},
    event::{Event, Said},
    happening::Happening,
    link::{Link, LinkKind},
    policy::{Numbers, Policy},
};

/// The measures, in the order in which they are shown.
const MEASURES: [Measure; 6] = [
    Measure::Killed,
    Measure::Injured,
    Measure::Casualties,
    Measure::Missing,
    Measure::Held,
    Measure::Displaced,
];

/// So many letters of a source's name stand before its bar.
const LONGEST: usize = 42;

/// So many letters the longest bar has.
const BAR: u64 = 20;

/// An event by all accounts.
pub fn event(event: &Event, links: &[Link], policy: Policy, register: &Register) -> String {
    let mut out = format!("{}  {}\n", event.id, title(event));
    let n_reports = event.carriers().len();
    let n_origins = event.origins.len();
    let _ = writeln!(
        out,
        "            told by {n_reports} {}, from {n_origins} {}; one number is {}\n",
        if n_reports == 1 { "report" } else { "reports" },
        if n_origins == 1 { "origin" } else { "origins" },
        policy.says(),
    );
    for measure in MEASURES {
        let accounts: Vec<&Account> =
            event.accounts.iter().filter(|it| it.measure == measure).collect();
        if accounts.is_empty() {
            continue;
        }
        let numbers = event.numbers(measure, policy, register);
        let numbers = numbers.map_or_else(|| "no number".to_owned(), |it| self::numbers(&it));
        let disputed = if event.is_disputed(measure) { ", disputed" } else { "" };
        let _ = writeln!(out, "  {}  {numbers}{disputed}", measure.word());
        let most = accounts.iter().flat_map(|it| &it.given).filter_map(most).max().unwrap_or(1);
        let width = accounts
            .iter()
            .map(|it| it.source.show().chars().count())
            .max()
            .unwrap_or(0)
            .min(LONGEST);
        for account in accounts {
            self::account(&mut out, account, most, width);
        }
        out.push('\n');
    }
    for standing in &event.standings {
        let _ = writeln!(out, "  {}", standing.actor);
        for (what, said) in [
            ("claims it", &standing.claimed),
            ("blamed by", &standing.blamed),
            ("denies it", &standing.denied),
            ("not verified by", &standing.unverified),
        ] {
            if !said.is_empty() {
                let _ = writeln!(out, "    {what:<16}{}", voices(said));
            }
        }
    }
    if !event.standings.is_empty() {
        out.push('\n');
    }
    for link in links.iter().filter(|it| it.from == event.id) {
        let kind = match link.kind {
            LinkKind::After => "after",
            LinkKind::PartOf => "counted with others in",
        };
        let _ = writeln!(out, "  {kind} event {}", link.to);
    }
    for carrier in event.carriers() {
        let day = carrier.published.map_or_else(|| "no day".to_owned(), |it| it.to_string());
        let _ = writeln!(out, "  {day}  {}  {}", carrier.title, carrier.key);
    }
    out
}

/// One line: what, where, when, and the numbers under a policy.
pub fn line(event: &Event, policy: Policy, register: &Register) -> String {
    let mut parts = vec![event.id.to_string(), title(event)];
    for measure in MEASURES {
        if let Some(numbers) = event.numbers(measure, policy, register) {
            let disputed = if event.is_disputed(measure) { " disputed" } else { "" };
            parts.push(format!("{} {}{disputed}", measure.word(), self::numbers(&numbers)));
        }
    }
    let n = event.carriers().len();
    parts.push(format!("{n} {}", if n == 1 { "report" } else { "reports" }));
    parts.join("  ")
}

/// What happened, where and when, from facts: "bombing, Homs, Syria, 2016-02-21".
pub fn title(event: &Event) -> String {
    let kinds: Vec<&str> = event.happenings.iter().map(Happening::name).take(2).collect();
    let kinds = if kinds.is_empty() { "harm".to_owned() } else { kinds.join(" or ") };
    let place = event.place.as_ref().map_or("place not known", |it| &it.name);
    let when = event.when.map_or_else(|| "day not known".to_owned(), |it| it.to_string());
    format!("{kinds}, {place}, {when}")
}

/// "9 (6 to 10)"; "at least 6"
pub fn numbers(numbers: &Numbers) -> String {
    let ends = match (numbers.low, numbers.high) {
        (Some(low), Some(high)) if low == high => String::new(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => "no number".to_owned(),
    };
    match numbers.best {
        Some(best) if ends.is_empty() => best.to_string(),
        Some(best) => format!("{best} ({ends})"),
        None if ends.is_empty() => {
            numbers.low.map_or_else(|| "no number".to_owned(), |it| it.to_string())
        }
        None => ends,
    }
}

fn account(out: &mut String, account: &Account, most: u64, width: usize) {
    let mut history: Vec<String> = Vec::new();
    for given in &account.given {
        let shown = match given.realis {
            Realis::Denied => format!("not {}", given.toll),
            Realis::Possible => format!("perhaps {}", given.toll),
            _ => given.toll.to_string(),
        };
        if history.last() != Some(&shown) {
            history.push(shown);
        }
    }
    let parts: Vec<String> =
        account.parts.iter().map(|it| format!("{} {}", it.toll, it.group)).collect();
    let mut seen: Vec<&String> = Vec::new();
    for part in &parts {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    let parts = seen.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let history = match (history.is_empty(), parts.is_empty()) {
        (false, true) => history.join(", then "),
        (false, false) => format!("{}; {parts}", history.join(", then ")),
        (true, _) => parts,
    };
    let length =
        account.latest().and_then(self::most).map_or(0, |it| (it * BAR).div_ceil(most.max(1)));
    let bar = "█".repeat(length as usize);
    let bars = BAR as usize;
    let mut source = account.source.show();
    if let Some((at, _)) = source.char_indices().nth(LONGEST) {
        source.truncate(at);
        source.push('…');
    }
    let _ = writeln!(out, "    {source:<width$}  {bar:<bars$}  {history}");
}

/// The most that a number may be, where it is one.
fn most(given: &Given) -> Option<u64> {
    given.toll.high.or(given.toll.low)
}

fn voices(said: &[Said]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for it in said {
        if !names.contains(&it.by.name()) {
            names.push(it.by.name());
        }
    }
    names.join(", ")
}
