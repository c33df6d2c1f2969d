//! Measures the filter for `bench/filter`: what is lost of a full reading, how many reports and sentences
//! are left to read, and how long the filter takes for one report. It measures; it changes nothing.
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]

use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use ascribe_page::{Entries, Fetcher};
use ascribe_report::Report;
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Reading, Rules};

fn main() -> Result<()> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let shows_misses = arguments.first().is_some_and(|it| it == "--misses");
    if shows_misses {
        arguments.remove(0);
    }
    let (pipeline, rules) = (Pipeline::built_in()?, Rules::built_in());
    let start = Instant::now();
    let filter = Filter::new(&rules, &pipeline.forms());
    println!("the filter is made in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    for argument in arguments {
        let (name, path) = argument.split_once('=').context("give sets as `NAME=PATH`")?;
        let mut counts = Counts::default();
        for page in ascribe_page::pages(path, &Arc::new(Fetcher::new()), Entries::default())? {
            let Some(report) = page.ok().and_then(|it| ascribe_report::read(&it).ok()) else {
                continue;
            };
            let missed = counts.add(&pipeline, &rules, &filter, &report);
            if shows_misses && missed {
                println!("lost: {}", report.text);
            }
        }
        counts.print(name);
    }
    Ok(())
}

/// What came of the reports of a set.
#[derive(Default)]
struct Counts {
    reports: usize,
    /// Those that hold a statement, and those that the filter takes.
    with_statements: usize,
    taken: usize,
    statements: usize,
    /// Statements in reports that were left out, and in those that were read otherwise.
    lost: usize,
    changed: usize,
    sentences: usize,
    /// Those that are read with the filter.
    read: usize,
    took: Duration,
}

impl Counts {
    /// Counts a report, and tells whether a statement was lost.
    fn add(
        &mut self,
        pipeline: &Pipeline,
        rules: &Rules,
        filter: &Filter,
        report: &Report,
    ) -> bool {
        let sentences = ascribe_sentence::split(pipeline, report);
        let full = ascribe_statement::extract(rules, report, &sentences);
        let start = Instant::now();
        let pieces = filter.pieces(report);
        self.took += start.elapsed();
        let read = filter.read(pipeline, rules, report).unwrap_or_default();
        self.reports += 1;
        self.with_statements += usize::from(n_statements(&full) > 0);
        self.taken += usize::from(pieces.contains(&true));
        self.statements += n_statements(&full);
        self.sentences += sentences.len();
        if n_statements(&read) > 0 {
            self.read += sentences.len();
            self.changed += usize::from(read != full) * n_statements(&full);
            return false;
        }
        let first = usize::from(report.title.is_some());
        let is_met = |paragraph: Option<usize>| pieces[paragraph.map_or(0, |it| it + first)];
        self.read += sentences.iter().filter(|it| is_met(it.paragraph)).count();
        self.lost += n_statements(&full);
        n_statements(&full) > 0
    }

    fn print(&self, name: &str) {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!(
            "{name:12} {:5} reports, {:5.1} % hold a statement, {:5.1} % taken, {:5.1} % of sentences read; \
             recall {:.4} of {} statements, {} read otherwise; {:.0} µs a report",
            self.reports,
            share(self.with_statements, self.reports),
            share(self.taken, self.reports),
            share(self.read, self.sentences),
            1.0 - share(self.lost, self.statements) / 100.0,
            self.statements,
            self.changed,
            self.took.as_secs_f64() * 1e6 / self.reports.max(1) as f64,
        );
    }
}

fn n_statements(reading: &Reading) -> usize {
    reading.figures.len() + reading.claims.len() + reading.truces.len()
}
