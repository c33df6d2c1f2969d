//! Measures how an archive is read, for `bench/archive`: decoding and extraction on all cores beside
//! extraction by itself, or the share of each stage on one. It measures; it changes nothing.
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
use ascribe_statement::Rules;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, archive] = arguments.as_slice() else {
        bail!("say what to measure, and name the archive: `extract a.warc.gz`");
    };
    let pages = ascribe_page::pages(archive, &Arc::new(Fetcher::new()), Entries::default())?;
    match what.as_str() {
        "extract" => extract(pages),
        "stages" => stages(pages),
        _ => bail!("there is nothing to measure called `{what}`; try `extract` or `stages`"),
    }
}

/// How long stages took, and what went through them.
#[derive(Default)]
struct Taken {
    n_pages: u32,
    n_words: usize,
    decoding: Duration,
    extraction: Duration,
    sentences: Duration,
    statements: Duration,
}

/// Runs a stage and adds the time it took.
fn timed<T>(taken: &mut Duration, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let came = stage();
    *taken += start.elapsed();
    came
}

/// Decodes and extracts all pages on all cores: one thread finds them, all others open and extract.
fn extract(mut pages: Pages) -> Result<()> {
    let n_threads = thread::available_parallelism()?.get();
    let (find, found) = sync_channel(64);
    let found = Mutex::new(found);
    let start = Instant::now();
    let all = thread::scope(|scope| {
        let workers: Vec<_> = (0..n_threads).map(|_| scope.spawn(|| work(&found))).collect();
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
        }
        anyhow::Ok(all)
    })?;
    let whole = start.elapsed().as_secs_f64();
    let (decoding, extraction) = (all.decoding.as_secs_f64(), all.extraction.as_secs_f64());
    let n_pages = f64::from(all.n_pages);
    println!(
        "decoded and extracted {:.0} pages/s, {:.0} words/s; extraction by itself {:.0} pages/s; \
         ratio {:.3}",
        n_pages / whole,
        all.n_words as f64 / whole,
        n_pages / (extraction / n_threads as f64),
        extraction / (decoding + extraction)
    );
    Ok(())
}

fn work(found: &Mutex<Receiver<Result<Found, Error>>>) -> Taken {
    let mut taken = Taken::default();
    loop {
        let next = found.lock().ok().and_then(|it| it.recv().ok());
        let Some(next) = next else { return taken };
        let Ok(page) = timed(&mut taken.decoding, || next.and_then(Found::open)) else { continue };
        taken.n_pages += 1;
        if let Ok(report) = timed(&mut taken.extraction, || ascribe_report::read(&page)) {
            taken.n_words += report.text.split(' ').count();
        }
    }
}

/// The share of each stage, on one core and some pages.
fn stages(mut pages: Pages) -> Result<()> {
    /// So many pages show it.
    const MOST_PAGES: u32 = 400;
    let (pipeline, rules) = (Pipeline::built_in()?, Rules::built_in());
    let mut taken = Taken::default();
    while taken.n_pages < MOST_PAGES
        && let Some(page) = timed(&mut taken.decoding, || pages.next())
    {
        let Ok(page) = page else { continue };
        taken.n_pages += 1;
        let read = timed(&mut taken.extraction, || ascribe_report::read(&page));
        let Ok(report) = read else { continue };
        taken.n_words += report.text.split(' ').count();
        let sentences = timed(&mut taken.sentences, || ascribe_sentence::split(&pipeline, &report));
        timed(&mut taken.statements, || {
            ascribe_statement::extract(&rules, &report, &sentences);
        });
    }
    let parts = [
        ("decoding", taken.decoding),
        ("extraction", taken.extraction),
        ("sentences", taken.sentences),
        ("statements", taken.statements),
    ];
    let whole: Duration = parts.iter().map(|(_, it)| it).sum();
    print!("{} pages, {:.0} words/s:", taken.n_pages, taken.n_words as f64 / whole.as_secs_f64());
    for (name, part) in parts {
        print!(" {name} {:.1} %", 100.0 * part.as_secs_f64() / whole.as_secs_f64());
    }
    println!();
    Ok(())
}
