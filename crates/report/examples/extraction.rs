//! Gives the stories that `ascribe_report::read` finds in web pages, and the processor time that it
//! takes, to `bench/extraction`, which scores them. For the gzipped pages named on standard input,
//! one a line, one line of JSON goes out.
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads files and its own processor time; the crate it measures does not"
)]
#![expect(clippy::print_stdout, reason = "what is printed is for bench/extraction")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, Read},
    path::PathBuf,
};

use anyhow::{Context, Result};
use ascribe_page::{Address, Kind, Label, Page};
use flate2::read::GzDecoder;

fn main() -> Result<()> {
    let mut pages = Vec::new();
    for path in io::stdin().lock().lines() {
        let path = PathBuf::from(path?);
        let mut bytes = Vec::new();
        let file = File::open(&path).with_context(|| path.display().to_string())?;
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        let address = Address::File(path);
        pages.push(Page {
            address,
            bytes,
            kind: Kind::Html,
            charset: None,
            fetched: None,
            label: Label::default(),
        });
    }
    let start = processor_time()?;
    let bodies: BTreeMap<String, String> =
        pages.iter().map(|it| (it.address.to_string(), story(it))).collect();
    let seconds = processor_time()? - start;
    println!("{}", serde_json::json!({ "bodies": bodies, "seconds": seconds }));
    Ok(())
}

/// The story of a page with its dateline and without its headline; empty for what is no report.
fn story(page: &Page) -> String {
    let Ok(report) = ascribe_report::read(page) else { return String::new() };
    let dateline = report.dateline.map(|it| it.words);
    let spans = dateline.iter().chain(&report.paragraphs);
    spans.map(|it| report.words(*it)).collect::<Vec<_>>().join("\n")
}

/// Seconds of processor time of this process so far, as Linux tells them.
fn processor_time() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("/proc/self/stat has a name in brackets")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
