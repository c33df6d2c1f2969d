//! The reading of every report of the corpus, as a journalist reads it, beside the report:
//! `corpus/open/NAME.reading`. How good the readings are is for `bench/gold` to say.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use ascribe_report::Report;
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Reading, Rules};
use jiff::civil::Date;
use serde_json::Value;

use crate::harness::{difference, is_updating, root};

#[test]
fn every_report_of_the_corpus_is_read_as_written_beside_it() {
    let pipeline = Pipeline::built_in().expect("the built-in model opens");
    let rules = Rules::built_in();
    let mut n_reports = 0;
    let mut differences = Vec::new();
    for side in ["open", "held"] {
        let folder = root().join("corpus").join(side);
        let days = days(&folder);
        for path in reports(&folder) {
            n_reports += 1;
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let reading = read(&pipeline, &rules, &path, days.get(&name).copied());
            let beside = path.with_extension("reading");
            let written = fs::read_to_string(&beside).unwrap_or_default();
            if reading == written {
                continue;
            }
            if is_updating() {
                fs::write(&beside, &reading).expect("the corpus can be written");
            }
            differences.push(format!("{side}/{name}\n{}", difference(&written, &reading)));
        }
    }
    assert!(n_reports >= 40, "found only {n_reports} reports");
    let n_different = differences.len();
    assert!(
        n_different == 0 || is_updating(),
        "{n_different} of {n_reports} reports read differently\n\n{}\n\
         ASCRIBE_UPDATE=1 cargo test writes the new readings, if they are right",
        differences.join("\n")
    );
}

#[test]
fn the_filter_loses_nothing_of_the_corpus() {
    let pipeline = Pipeline::built_in().expect("the built-in model opens");
    let rules = Rules::built_in();
    let filter = Filter::new(&rules, &pipeline.forms());
    let reports = reports(&root().join("corpus").join("open"));
    assert!(reports.len() >= 40, "found only {} reports", reports.len());
    for path in reports {
        let report = report(&path);
        let full = read_in_full(&pipeline, &rules, &report);
        let filtered = filter.read(&pipeline, &rules, &report).unwrap_or_default();
        let statements = |reading: Reading| (reading.figures, reading.claims, reading.truces);
        assert_eq!(statements(filtered), statements(full), "{}", path.display());
    }
}

/// A reading without a report is of one that was renamed.
#[test]
fn every_reading_lies_beside_a_report() {
    for side in ["open", "held"] {
        let folder = root().join("corpus").join(side);
        let reports: Vec<PathBuf> =
            reports(&folder).iter().map(|it| it.with_extension("reading")).collect();
        for entry in fs::read_dir(&folder).expect("the corpus can be read") {
            let path = entry.expect("its entries can be read").path();
            let is_reading = path.extension().is_some_and(|it| it == "reading");
            assert!(!is_reading || reports.contains(&path), "{} has no report", path.display());
        }
    }
}

/// The reports of a side, without their gold.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let mut found = ascribe_page::find(folder).expect("there are reports");
    found.retain(|it| it.extension().is_none_or(|it| it != "jsonl"));
    found
}

fn read(pipeline: &Pipeline, rules: &Rules, path: &Path, published: Option<Date>) -> String {
    let mut report = report(path);
    report.published = published.or(report.published);
    ascribe_statement::show::report(&report, &read_in_full(pipeline, rules, &report))
}

fn report(path: &Path) -> Report {
    let page = ascribe_page::open_file(path).expect("a report of the corpus is a page");
    ascribe_report::read(&page).unwrap_or_else(|why| panic!("{why}"))
}

fn read_in_full(pipeline: &Pipeline, rules: &Rules, report: &Report) -> Reading {
    let sentences = ascribe_sentence::split(pipeline, report);
    ascribe_statement::extract(rules, report, &sentences)
}

/// The days the reports went out, by the names of their files.
fn days(folder: &Path) -> HashMap<String, Date> {
    fs::read_to_string(folder.join("gold.jsonl"))
        .expect("the corpus has gold")
        .lines()
        .map(|line| {
            let gold: Value = serde_json::from_str(line).expect("gold is JSON Lines");
            let name = gold["doc"].as_str().expect("gold names its report").to_owned();
            let day = gold["published"].as_str().expect("gold has the day of publication");
            (name, day.parse().expect("it is a day"))
        })
        .collect()
}
