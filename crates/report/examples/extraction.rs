//! Measures how well and how fast `ascribe_report::read` finds the story in web pages, on two open
//! sets of pages with their stories. `bench/extraction` runs it. It measures; it changes nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads files and a clock; the crate it measures does not"
)]
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]

use std::{
    collections::{BTreeMap, HashMap},
    env,
    fs::{self, File},
    io::Read,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use ascribe_page::{Address, Kind, Label, Page};
use flate2::read::GzDecoder;
use serde_json::Value;

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("name the folder of the sets, ../shared/bench")?;
    let mut n_worst = 0;
    if let Some(argument) = arguments.next() {
        anyhow::ensure!(
            argument == "--worst",
            "there is no argument `{argument}`; try `--worst 20`"
        );
        n_worst = arguments.next().context("say how many, `--worst 20`")?.parse()?;
    }
    let folder = Path::new(&folder);
    zyte(&folder.join("article_extraction_zyte"), n_worst)?;
    trafilatura(&folder.join("article_extraction_trafilatura"), n_worst)
}

/// The measure of the scrapinghub/article-extraction-benchmark: runs of four words.
fn zyte(folder: &Path, n_worst: usize) -> Result<()> {
    let Some(truth) = key(&folder.join("ground-truth.json"))? else { return Ok(()) };
    let mut clock = Clock::default();
    let mut pages = Vec::new();
    for (id, entry) in &truth {
        let story = clock.story(&folder.join("html").join(format!("{id}.html.gz")))?;
        let truth = entry["articleBody"].as_str().context("an entry has an articleBody")?;
        pages.push((score(&runs_of_four(truth), &runs_of_four(&story)), id));
    }
    let mean = |part: fn(&(f64, f64)) -> f64| {
        pages.iter().map(|(score, _)| part(score)).sum::<f64>() / pages.len() as f64
    };
    let (precision, recall) = (mean(|it| it.0), mean(|it| it.1));
    println!(
        "zyte         F1 {:.3}  precision {precision:.3}  recall {recall:.3}  {}",
        harmonic(precision, recall),
        clock.show()
    );
    pages.sort_by(|a, b| harmonic(a.0.0, a.0.1).total_cmp(&harmonic(b.0.0, b.0.1)));
    for ((precision, recall), id) in pages.iter().take(n_worst) {
        println!("  precision {precision:.3}  recall {recall:.3}  {id}");
    }
    Ok(())
}

/// The measure of the trafilatura evaluation: pieces that must and must not be in the story.
fn trafilatura(folder: &Path, n_worst: usize) -> Result<()> {
    let Some(truth) = key(&folder.join("evaldata-en.json"))? else { return Ok(()) };
    let mut clock = Clock::default();
    let (mut n_found, mut n_wanted, mut n_kept_out, mut n_unwanted) = (0, 0, 0, 0);
    let mut pages = Vec::new();
    for entry in truth.values() {
        let file = entry["file"].as_str().context("an entry has a file")?;
        let story = clock.story(&folder.join("html").join(format!("{file}.gz")))?;
        let pieces = |name: &str| -> Vec<String> {
            let pieces = entry[name].as_array().into_iter().flatten();
            pieces.filter_map(Value::as_str).map(one_spaced).collect()
        };
        let (with, without) = (pieces("with"), pieces("without"));
        let n_with = with.iter().filter(|it| story.contains(it.as_str())).count();
        let n_without = without.iter().filter(|it| !story.contains(it.as_str())).count();
        n_found += n_with;
        n_wanted += with.len();
        n_kept_out += n_without;
        n_unwanted += without.len();
        pages.push((with.len() + without.len() - n_with - n_without, file));
    }
    println!(
        "trafilatura  found {n_found} of {n_wanted}, left out {n_kept_out} of {n_unwanted}  {}",
        clock.show()
    );
    pages.sort_by_key(|(n_wrong, _)| std::cmp::Reverse(*n_wrong));
    for (n_wrong, file) in pages.iter().take(n_worst) {
        println!("  {n_wrong} wrong  {file}");
    }
    Ok(())
}

/// A set's key, or `None` with a message where the set is absent.
fn key(path: &Path) -> Result<Option<BTreeMap<String, Value>>> {
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return Ok(None);
    }
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).map(Some).with_context(|| path.display().to_string())
}

#[derive(Default)]
struct Clock {
    n_pages: u32,
    taken: Duration,
}

impl Clock {
    /// The story of a gzipped page; nothing for a page that is not a report.
    fn story(&mut self, path: &Path) -> Result<String> {
        let mut bytes = Vec::new();
        let file = File::open(path).with_context(|| path.display().to_string())?;
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        let address = Address::File(path.to_owned());
        let page = Page {
            address,
            bytes,
            kind: Kind::Html,
            charset: None,
            fetched: None,
            label: Label::default(),
        };
        let start = Instant::now();
        let read = ascribe_report::read(&page);
        self.taken += start.elapsed();
        self.n_pages += 1;
        let Ok(report) = read else { return Ok(String::new()) };
        // The keys hold the story with its dateline and without its headline.
        let dateline = report.dateline.map(|it| it.words);
        let spans = dateline.iter().chain(&report.paragraphs);
        Ok(spans.map(|it| report.words(*it)).collect::<Vec<_>>().join("\n"))
    }

    fn show(&self) -> String {
        let per_second = f64::from(self.n_pages) / self.taken.as_secs_f64();
        format!("{} pages, {per_second:.0} pages/s", self.n_pages)
    }
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn runs_of_four(text: &str) -> HashMap<Vec<&str>, u32> {
    let words: Vec<&str> = text
        .split(|it: char| !it.is_alphanumeric() && it != '_')
        .filter(|it| !it.is_empty())
        .collect();
    let mut runs = HashMap::new();
    for run in words.windows(4.min(words.len().max(1))) {
        *runs.entry(run.to_vec()).or_insert(0) += 1;
    }
    runs
}

/// Precision and recall of one page, with the original's answers for empty ones.
fn score(truth: &HashMap<Vec<&str>, u32>, read: &HashMap<Vec<&str>, u32>) -> (f64, f64) {
    let n_right: u32 =
        truth.iter().map(|(run, n)| (*n).min(read.get(run).copied().unwrap_or(0))).sum();
    let share = |n_all: u32| {
        if n_all == 0 { 1.0 } else { f64::from(n_right) / f64::from(n_all) }
    };
    (share(read.values().sum()), share(truth.values().sum()))
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}
