//! `ascribe events`: the reports of all pages, put together into events by all accounts. What is one
//! event is for `ascribe-event`; how pages are found and opened, for `pages.rs`.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use anyhow::Result;
use ascribe_event::{Event, Events, Telling, TellingId, Traits, links, show, tellings};
use ascribe_page::{Error, Found};
use jiff::civil::Date;

use crate::{
    Outcome,
    args::{self, Format},
    pages::{self, Answer, Inputs, Tally},
    reader::Reader,
    tell, wire,
};

/// Reads all pages and prints the events that they tell of, those first that were reported first.
pub(crate) fn events(args: &args::Events) -> Result<Outcome> {
    let reader = Reader::open(&args.how, false)?;
    let fetcher = pages::fetcher(&args.fetching)?;
    let inputs = Inputs { pages: &args.pages, after: None, follow: args.fetching.follow };
    let (mut events, mut all, mut tally) = (Events::new(), HashMap::new(), Tally::default());
    pages::for_each(
        &inputs,
        &fetcher,
        |found| answer(&reader, found, args.how.published),
        |(answer, tellings), bar| {
            for telling in tellings {
                events.add(Traits::of(&telling));
                all.insert(telling.id, telling);
            }
            tally.count(answer, args.format, |why| bar.tell(why));
            bar.draw(tally.n_reports());
            Ok(())
        },
    )?;
    let events = of(&events, all);
    let (links, policy) = (links(&events), args.policy.of_events());
    let mut out = io::stdout().lock();
    for event in &events {
        match args.format {
            Format::Text => {
                writeln!(out, "{}", show::event(event, &links, policy, reader.register()))?;
            }
            Format::Json => {
                let event = wire::event::event(event, &links, policy, reader.register());
                serde_json::to_writer(&mut out, &event)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    if events.is_empty() && tally.n_reports() > 0 {
        let n = tally.n_reports();
        let (reports, them) = if n == 1 { ("report", "it") } else { ("reports", "them") };
        tell(&anyhow::anyhow!("{n} {reports}, and no event in {them}"));
    }
    tally.tell();
    Ok(tally.outcome())
}

fn answer(
    reader: &Reader,
    found: Result<Found, Error>,
    published: Option<Date>,
) -> (Answer, Vec<Telling>) {
    let (page, report) = match pages::report_of(found, published) {
        Ok(both) => both,
        Err(answer) => return (answer, Vec::new()),
    };
    let is_record = page.address.is_record();
    let (reading, holds) = reader.read(&report, is_record);
    let tellings = tellings(&page.address.to_string(), &report, &reading, reader.register());
    (Answer::Report { text: String::new(), holds, is_record }, tellings)
}

/// The events, made of the tellings that belong to each.
fn of(events: &Events, mut all: HashMap<TellingId, Telling>) -> Vec<Event> {
    let mut tellings =
        |ids: Vec<TellingId>| ids.iter().filter_map(|it| all.remove(it)).collect::<Vec<_>>();
    events.all().into_iter().filter_map(|ids| Event::of(tellings(ids))).collect()
}
