//! `ascribe copies`: the reports of all pages, compared with each other. What makes a copy is for
//! `ascribe-copies`; how pages are found and opened, for `pages.rs`.

mod shelf;

use std::io::{self, Write};

use anyhow::Result;
use ascribe_copies::{Card, Family, show};
use ascribe_page::{Error, Found};
use ascribe_report::Report;

use self::shelf::Shelf;
use crate::{
    Outcome,
    args::{self, Format},
    pages::{self, Answer, Holds, Inputs, Tally},
    wire,
};

/// Reads all pages and prints the families of their reports.
pub(crate) fn copies(args: &args::Copies) -> Result<Outcome> {
    let fetcher = pages::fetcher(&args.fetching)?;
    let inputs = Inputs { pages: &args.pages, after: None, follow: args.fetching.follow };
    let (mut cards, mut shelf, mut tally) = (Vec::new(), Shelf::new()?, Tally::default());
    pages::for_each(&inputs, &fetcher, answer, |(answer, taken), bar| {
        if let Some((card, report)) = taken {
            shelf.add(&report)?;
            cards.push(card);
        }
        tally.count(answer, args.format, |why| bar.tell(why));
        bar.draw(tally.n_reports());
        Ok(())
    })?;
    let families = ascribe_copies::families(&cards, |at| shelf.open(at))?;
    let mut out = io::stdout().lock();
    for family in &families {
        match args.format {
            Format::Text => print(&mut out, family, &cards, &mut shelf)?,
            Format::Json => {
                let family = wire::copies::family(family, &cards, |at| shelf.open(at))?;
                serde_json::to_writer(&mut out, &family)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    tally.tell();
    Ok(tally.outcome())
}

fn answer(found: Result<Found, Error>) -> (Answer, Option<(Card, Report)>) {
    let (page, report) = match pages::report_of(found, None) {
        Ok(both) => both,
        Err(answer) => return (answer, None),
    };
    let card = Card::of(&page.address.to_string(), &report);
    let is_record = page.address.is_record();
    let answer = Answer::Report { text: String::new(), holds: Holds::Unasked, is_record };
    (answer, Some((card, report)))
}

fn print(
    out: &mut impl Write,
    family: &Family,
    cards: &[Card],
    shelf: &mut Shelf,
) -> Result<(), io::Error> {
    let card = &cards[family.earliest];
    out.write_all(show::family(family, card, &shelf.open(family.earliest)?).as_bytes())?;
    for copied in &family.copies {
        let (earlier, later) = (shelf.open(copied.of)?, shelf.open(copied.report)?);
        let difference = ascribe_copies::difference(&earlier, &later);
        let of = (copied.of != family.earliest).then(|| &cards[copied.of]);
        let cards = (&cards[copied.report], of);
        let shown = show::copied(copied, cards, (&earlier, &later), &difference);
        out.write_all(shown.as_bytes())?;
    }
    writeln!(out)
}
