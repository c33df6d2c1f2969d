//! Events on the wire: what `ascribe events --format json` writes, one event a line.
//! `docs/reference/event.schema.json` is made from here.

use ascribe_event::{self as event, Carrier, Given, LinkKind, Policy, Voice};
use ascribe_statement::{Measure as Harm, register::Register};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::reading::{Located, Measure, Realis, located, measure, realis};

/// One thing that happened, by all accounts.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(crate) struct Event<'r> {
    /// By what it is known.
    id: String,
    /// What happened, where and when, made from facts.
    title: String,
    /// What kind of thing, as most reports tell it.
    happenings: Vec<&'static str>,
    /// Types and modes of PLOVER for these; empty for what is no deed.
    plover: Vec<&'static str>,
    /// Where, from small to large; empty where no report says.
    place: &'r str,
    /// Where that is on the map; null where it is not known.
    located: Option<Located<'r>>,
    /// When: a day, month or year, or two of them with a stroke between; empty where no report says.
    date: String,
    /// For each measure the numbers under the policy that was asked for.
    numbers: Vec<Numbers>,
    /// Who gives which numbers.
    accounts: Vec<Account<'r>>,
    /// Who may have done it, with who says so.
    standings: Vec<Standing<'r>>,
    /// From whom the reports have their numbers.
    origins: Vec<Origin<'r>>,
    /// The reports, the one published first at the front.
    reports: Vec<Report<'r>>,
    /// Other events that this one follows or is counted with.
    links: Vec<Link>,
}

/// The numbers of one measure under a policy.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Numbers {
    /// What happened to the people.
    measure: Measure,
    /// The name of the policy.
    policy: &'static str,
    /// The fewest; null where nobody gives a lower end.
    low: Option<u64>,
    /// The one to show where one must be shown; null where the policy has none.
    best: Option<u64>,
    /// The most; null where nobody gives an upper end.
    high: Option<u64>,
    /// Whether named sources differ.
    disputed: bool,
}

/// One source's numbers of those harmed in one way.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Account<'r> {
    /// What happened to the people.
    measure: Measure,
    /// Who gives the numbers; of reports that name nobody, the report's agency, outlet or address.
    source: &'r str,
    /// Whether a report names the source.
    named: bool,
    /// The whole numbers, the earliest first.
    given: Vec<Number<'r>>,
    /// Numbers of groups among them.
    parts: Vec<Number<'r>>,
}

/// A number as a report carries it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Number<'r> {
    /// The fewest it may mean; null where the text has no lower end.
    low: Option<u64>,
    /// The most it may mean; null where the text has no upper end.
    high: Option<u64>,
    /// The hedging words: "at least".
    hedge: &'r str,
    /// Who the people are, in lower case.
    group: &'r str,
    /// The report's address.
    report: &'r str,
    /// Who stands between the source and the report; empty for nobody.
    via: &'r str,
    /// Whether it happened, by those who tell it.
    realis: Realis,
    /// The sentence.
    words: &'r str,
}

/// Somebody who may have done it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Standing<'r> {
    /// Who.
    actor: &'r str,
    /// They say so themselves.
    claimed: Vec<Said<'r>>,
    /// Others say so.
    blamed: Vec<Said<'r>>,
    /// They say it is not so.
    denied: Vec<Said<'r>>,
    /// Somebody could not verify it.
    unverified: Vec<Said<'r>>,
}

/// A claim as a report carries it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Said<'r> {
    /// Who says it.
    by: &'r str,
    /// The report's address.
    report: &'r str,
    /// The sentence.
    words: &'r str,
}

/// One from whom numbers come.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Origin<'r> {
    /// The source, as in `accounts`.
    source: &'r str,
    /// The addresses of the reports that carry it.
    reports: Vec<&'r str>,
}

/// A report that tells of the event.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Report<'r> {
    /// The file or address it came from.
    address: &'r str,
    /// The headline.
    title: &'r str,
    /// Who published it, as it says.
    outlet: Option<&'r str>,
    /// The agency whose copy it is, as it says.
    agency: Option<&'r str>,
    /// The day it was published.
    published: Option<String>,
}

/// How the event belongs to another one.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Link {
    /// The other event.
    to: String,
    /// How.
    kind: Kind,
    /// The addresses of reports that tell of both.
    told_by: Vec<String>,
}

/// How one event belongs to another.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema))]
enum Kind {
    /// The other was before, and reports of this one tell of it.
    After,
    /// A number given for the other counts this one with others together.
    PartOf,
}

/// An event, with its numbers under a policy.
pub(crate) fn event<'r>(
    event: &'r event::Event,
    links: &[event::Link],
    policy: Policy,
    register: &Register,
) -> Event<'r> {
    let mut measures: Vec<Harm> = event.accounts.iter().map(|it| it.measure).collect();
    measures.dedup();
    let numbers = measures.into_iter().filter_map(|it| {
        let event::Numbers { low, best, high } = event.numbers(it, policy, register)?;
        let disputed = event.is_disputed(it);
        Some(Numbers { measure: measure(it), policy: policy.name(), low, best, high, disputed })
    });
    Event {
        id: event.id.to_string(),
        title: event::show::title(event),
        happenings: event.happenings.iter().map(|it| it.name()).collect(),
        plover: event.happenings.iter().map(|it| it.plover()).collect(),
        place: event.place.as_ref().map_or("", |it| &it.name),
        located: event.place.as_ref().and_then(|it| it.located.as_ref()).map(located),
        date: event.when.map_or_else(String::new, |it| it.to_string()),
        numbers: numbers.collect(),
        accounts: event.accounts.iter().map(account).collect(),
        standings: event.standings.iter().map(standing).collect(),
        origins: event.origins.iter().map(origin).collect(),
        reports: event.carriers().into_iter().map(|it| report(it)).collect(),
        links: links.iter().filter(|it| it.from == event.id).map(link).collect(),
    }
}

fn account(account: &event::Account) -> Account<'_> {
    Account {
        measure: measure(account.measure),
        source: account.source.name(),
        named: matches!(account.source, Voice::Named(_)),
        given: account.given.iter().map(number).collect(),
        parts: account.parts.iter().map(number).collect(),
    }
}

fn number(given: &Given) -> Number<'_> {
    Number {
        low: given.toll.low,
        high: given.toll.high,
        hedge: &given.toll.hedge,
        group: &given.group,
        report: &given.carrier.key,
        via: given.via.as_deref().unwrap_or(""),
        realis: realis(given.realis),
        words: &given.words,
    }
}

fn standing(standing: &event::Standing) -> Standing<'_> {
    Standing {
        actor: &standing.actor,
        claimed: all_said(&standing.claimed),
        blamed: all_said(&standing.blamed),
        denied: all_said(&standing.denied),
        unverified: all_said(&standing.unverified),
    }
}

fn all_said(all: &[event::Said]) -> Vec<Said<'_>> {
    all.iter().map(said).collect()
}

fn said(said: &event::Said) -> Said<'_> {
    Said { by: said.by.name(), report: &said.carrier.key, words: &said.words }
}

fn origin(origin: &event::Origin) -> Origin<'_> {
    let reports = origin.carriers.iter().map(|it| it.key.as_str()).collect();
    Origin { source: origin.source.name(), reports }
}

fn report(carrier: &Carrier) -> Report<'_> {
    Report {
        address: &carrier.key,
        title: &carrier.title,
        outlet: carrier.outlet.as_deref(),
        agency: carrier.agency.as_deref(),
        published: carrier.published.map(|it| it.to_string()),
    }
}

fn link(link: &event::Link) -> Link {
    let kind = match link.kind {
        LinkKind::After => Kind::After,
        LinkKind::PartOf => Kind::PartOf,
    };
    Link { to: link.to.to_string(), kind, told_by: link.told_by.clone() }
}

#[test]
fn the_schema_is_the_one_in_the_reference() {
    super::check_schema("event", &schemars::schema_for!(Event<'_>));
}
