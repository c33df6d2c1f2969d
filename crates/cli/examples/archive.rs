//! Measures how an archive is read, for `bench/archive`: decoding, extraction and the filter on all cores
//! beside extraction by itself, or the share of each stage on one. It measures; it changes nothing.
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]

use std::{
    env,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use ascribe_page::{Entries, Error, Fetcher, Found, Pages};
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Rules};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, archive] = arguments.as_slice() else {
        bail!("say what to measure, and name the archive: `extract a.warc.gz`");
    };
    let pages = ascribe_page::pages(archive, &Arc::new(Fetcher::new()), Entries::default())?;
    let (pipeline, rules) = (Pipeline::built_in()?, Rules::built_in());
    let filter = Filter::new(&rules, &pipeline.forms());
    match what.as_str() {
        "extract" => extract(pages, &filter),
        "stages" => stages(pages, &filter, &pipeline, &rules),
        _ => bail!("there is nothing to measure called `{what}`; try `extract` or `stages`"),
    }
}

/// How long stages took, and what went through them.
#[derive(Default)]
struct Taken {
    n_pages: u32,
    n_words: usize,
    /// How many reports there are, and how many of them the filter takes.
    n_reports: u32,
    n_taken: u32,
    decoding: Duration,
    extraction: Duration,
    filter: Duration,
}

/// Runs a stage and adds the time it took.
fn timed<T>(taken: &mut Duration, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let came = stage();
    *taken += start.elapsed();
    came
}

/// Decodes, extracts and filters all pages on all cores: one thread finds them, all others open them and
/// go on.
fn extract(mut pages: Pages, filter: &Filter) -> Result<()> {
    let n_threads = thread::available_parallelism()?.get();
    let (find, found) = sync_channel(64);
    let found = Mutex::new(found);
    let start = Instant::now();
    let all = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..n_threads).map(|_| scope.spawn(|| work(&found, filter))).collect();
        let mut finding = Duration::ZERO;
        while let Some(found) = timed(&mut finding, || pages.find_next()) {
            find.send(found).ok().context("no thread reads any more")?;
        }
        drop(find);
        let mut all = Taken { decoding: finding, ..Taken::default() };
        for worker in workers {
            let taken = worker.join().ok().context("a thread that reads has ended")?;
            all.n_pages += taken.n_pages;
            all.n_words += taken.n_words;
            all.decoding += taken.decoding;
            all.extraction += taken.extraction;
            all.filter += taken.filter;
            all.n_reports += taken.n_reports;
            all.n_taken += taken.n_taken;
        }
        anyhow::Ok(all)
    })?;
    let whole = start.elapsed().as_secs_f64();
    let extraction = all.extraction.as_secs_f64();
    let work = extraction + all.decoding.as_secs_f64() + all.filter.as_secs_f64();
    let n_pages = f64::from(all.n_pages);
    println!(
        "decoded, extracted and filtered {:.0} pages/s, {:.0} words/s; extraction by itself {:.0} \
         pages/s; ratio {:.3}; {:.0} µs a report in the filter, which takes {} of {}",
        n_pages / whole,
        all.n_words as f64 / whole,
        n_pages / (extraction / n_threads as f64),
        extraction / work,
        all.filter.as_secs_f64() * 1e6 / f64::from(all.n_reports.max(1)),
        all.n_taken,
        all.n_reports,
    );
    Ok(())
}

fn work(found: &Mutex<Receiver<Result<Found, Error>>>, filter: &Filter) -> Taken {
    let mut taken = Taken::default();
    loop {
        let next = found.lock().ok().and_then(|it| it.recv().ok());
        let Some(next) = next else { return taken };
        let Ok(page) = timed(&mut taken.decoding, || next.and_then(Found::open)) else { continue };
        taken.n_pages += 1;
        if let Ok(report) = timed(&mut taken.extraction, || ascribe_report::read(&page)) {
            taken.n_words += report.text.split(' ').count();
            taken.n_reports += 1;
            taken.n_taken += u32::from(timed(&mut taken.filter, || filter.takes(&report)));
        }
    }
}

/// The share of each stage, on one core and some pages: where all reports are read, and where the filter
/// chooses.
fn stages(mut pages: Pages, filter: &Filter, pipeline: &Pipeline, rules: &Rules) -> Result<()> {
    /// So many pages show it.
    const MOST_PAGES: u32 = 400;
    let mut taken = Taken::default();
    let (mut sentences, mut statements, mut filtered) = Default::default();
    while taken.n_pages < MOST_PAGES
        && let Some(page) = timed(&mut taken.decoding, || pages.next())
    {
        let Ok(page) = page else { continue };
        taken.n_pages += 1;
        let read = timed(&mut taken.extraction, || ascribe_report::read(&page));
        let Ok(report) = read else { continue };
        taken.n_words += report.text.split(' ').count();
        let all = timed(&mut sentences, || ascribe_sentence::split(pipeline, &report));
        timed(&mut statements, || ascribe_statement::extract(rules, &report, &all));
        timed(&mut taken.filter, || filter.takes(&report));
        timed(&mut filtered, || filter.read(pipeline, rules, &report));
    }
    let (decoding, extraction) = (("decoding", taken.decoding), ("extraction", taken.extraction));
    // The filter looks at the words once more where it reads.
    let rest = filtered.saturating_sub(taken.filter);
    let all = [decoding, extraction, ("sentences", sentences), ("statements", statements)];
    let chosen =
        [decoding, extraction, ("filter", taken.filter), ("sentences and statements", rest)];
    for (name, parts) in [("all read", all), ("filtered", chosen)] {
        let whole: Duration = parts.iter().map(|(_, it)| it).sum();
        let whole = whole.as_secs_f64();
        let (n_pages, n_words) = (f64::from(taken.n_pages), taken.n_words as f64);
        print!("{name}: {:.0} pages/s, {:.0} words/s:", n_pages / whole, n_words / whole);
        for (name, part) in parts {
            print!(" {name} {:.1} %", 100.0 * part.as_secs_f64() / whole);
        }
        println!();
    }
    Ok(())
}
