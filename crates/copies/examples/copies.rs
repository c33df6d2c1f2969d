//! Measures how copies are found, for `bench/copies`: the time of extraction, of cards and of families, and
//! how large cards are. It measures; it changes nothing.
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use ascribe_copies::{Card, families};
use ascribe_page::{Entries, Fetcher};
use ascribe_report::Report;

fn main() -> Result<()> {
    let paths: Vec<String> = env::args().skip(1).collect();
    if paths.is_empty() {
        bail!("name the pages to measure on");
    }
    let fetcher = Arc::new(Fetcher::new());
    let (mut reports, mut extraction): (Vec<(String, Report)>, _) = (Vec::new(), Duration::ZERO);
    for path in &paths {
        for page in ascribe_page::pages(path, &fetcher, Entries::default())? {
            let Ok(page) = page else { continue };
            let start = Instant::now();
            let report = ascribe_report::read(&page);
            extraction += start.elapsed();
            if let Ok(report) = report {
                reports.push((page.address.to_string(), report));
            }
        }
    }
    let start = Instant::now();
    let cards: Vec<Card> = reports.iter().map(|(it, report)| Card::of(it, report)).collect();
    let carding = start.elapsed();
    let start = Instant::now();
    let mut n_opened = 0;
    let found = families(&cards, |at| {
        n_opened += 1;
        anyhow::Ok(reports[at].1.clone())
    })?;
    let linking = start.elapsed();
    let n = cards.len() as f64;
    let n_hashes: usize = cards.iter().map(|it| it.sketch.runs().len()).sum();
    let n_words: usize = reports.iter().map(|(_, it)| it.text.split(' ').count()).sum();
    let each = |it: Duration| it.as_secs_f64() * 1e6 / n;
    println!(
        "{n} reports of {:.0} words: extraction {:.0} µs a report, card {:.1} µs, families {:.1} µs; \
         {:.0} hashes and {:.2} texts opened a report; {} families",
        n_words as f64 / n,
        each(extraction),
        each(carding),
        each(linking),
        n_hashes as f64 / n,
        f64::from(n_opened) / n,
        found.len(),
    );
    Ok(())
}
