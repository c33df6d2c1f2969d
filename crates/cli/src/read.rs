//! `ascribe read`: what each page says happened, or what was taken from it. How a page is read is for the
//! crates before this one; how many are read at the same time, for `pages.rs`.

use std::{
    io::{self, Write},
    sync::Arc,
};

use anyhow::{Result, bail};
use ascribe_page::{Error, Fetcher, Found, Page};
use ascribe_report::Report;
use jiff::civil::Date;

use crate::{
    Outcome,
    args::{self, Format},
    pages::{self, Answer, Holds, Inputs, Tally, for_each},
    reader::Reader,
    wire,
};

/// Reads all pages and prints what was read.
pub(crate) fn read(args: &args::Read) -> Result<Outcome> {
    let reading = How {
        // What a page is needs neither model nor rules.
        reader: if args.report { None } else { Some(Reader::open(&args.how, args.all)?) },
        published: args.how.published,
        format: args.format,
    };
    let fetcher = pages::fetcher(&args.fetching)?;
    let (tally, was_found) = print_all(args, &reading, &fetcher)?;
    if let Some(after) = args.after.as_ref().filter(|_| !was_found) {
        bail!(
            "there is no `{after}` in what was given; \
             copy the address from the output, up to its first space, and give the same pages"
        );
    }
    tally.tell();
    Ok(tally.outcome())
}

/// How pages are read, and how readings are shown.
struct How {
    /// `None` where what was taken from each page is shown, and not what it says happened.
    reader: Option<Reader>,
    published: Option<Date>,
    format: Format,
}

impl How {
    fn answer(&self, found: Result<Found, Error>) -> Answer {
        let (page, report) = match pages::report_of(found, self.published) {
            Ok(both) => both,
            Err(answer) => return answer,
        };
        match self.shown(&page, &report) {
            Ok((text, holds)) => {
                Answer::Report { text, holds, is_record: page.address.is_record() }
            }
            Err(why) => Answer::Failed(why),
        }
    }

    /// What is read in a report, in the form that was asked for, with the end of its last line.
    fn shown(&self, page: &Page, report: &Report) -> Result<(String, Holds)> {
        let Some(reader) = &self.reader else {
            return Ok((taken(page, report, self.format)?, Holds::Unasked));
        };
        let (reading, holds) = reader.read(report, page.address.is_record());
        let text = match self.format {
            Format::Text if holds == Holds::Foreign => {
                format!("{}\n{}\n", page.address, ascribe_report::show::unread(report))
            }
            Format::Text => {
                format!("{}\n{}\n", page.address, ascribe_statement::show::report(report, &reading))
            }
            Format::Json => {
                let register = reader.register();
                let is_read = !matches!(holds, Holds::Foreign | Holds::Unread);
                let reading = wire::reading(register, &page.address, report, &reading, is_read);
                serde_json::to_string(&reading)? + "\n"
            }
        };
        Ok((text, holds))
    }
}

/// The report of a page, published on this day if one is given.
pub(crate) fn report(page: &Page, published: Option<Date>) -> Result<Report> {
    let mut report = ascribe_report::read(page)?;
    report.published = published.or(report.published);
    Ok(report)
}

/// What a report says of itself and from where, in the form that was asked for.
fn taken(page: &Page, report: &Report, format: Format) -> Result<String> {
    Ok(match format {
        Format::Text => format!("{}\n{}\n", page.address, ascribe_report::show::taken(report)),
        Format::Json => serde_json::to_string(&wire::taken(&page.address, report))? + "\n",
    })
}

/// Prints what is read in all pages, in order, and tells what could not be; gives how many of each
/// there were, and whether the page was among them after which reading was to begin.
fn print_all(args: &args::Read, how: &How, fetcher: &Arc<Fetcher>) -> Result<(Tally, bool)> {
    let mut tally = Tally::default();
    let mut out = io::stdout().lock();
    let after = args.after.as_deref();
    let inputs = Inputs { pages: &args.pages, after, follow: args.fetching.follow };
    let was_found = for_each(
        &inputs,
        fetcher,
        |it| how.answer(it),
        |answer, bar| {
            if let Some(text) = tally.count(answer, how.format, |why| bar.tell(why)) {
                out.write_all(text.as_bytes())?;
                out.flush()?;
            }
            bar.draw(tally.n_reports());
            Ok(())
        },
    )?;
    Ok((tally, was_found))
}
