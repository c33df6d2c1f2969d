//! Tells which language `ascribe_report::read` finds in texts to `bench/languages`, which scores it. For
//! each line on standard input, a text as a string of JSON, a line goes out: the language's tag, `-`
//! where it is not known, and those of paragraphs in another; then one with the microseconds that it
//! takes to tell the language of a text, on average.
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads its own processor time; the crate it measures does not"
)]
#![expect(clippy::print_stdout, reason = "what is printed is for bench/languages")]

use std::{
    fs,
    io::{self, BufRead},
};

use anyhow::{Context, Result};
use ascribe_page::{Address, Kind, Label, Page};

/// So many times the language is told, since the processor's time is counted in hundredths of a second.
const TIMES: usize = 5;

fn main() -> Result<()> {
    let mut reports = Vec::new();
    for line in io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let page = Page {
            address: Address::Stdin,
            bytes: text.into_bytes(),
            kind: Kind::Text,
            charset: None,
            fetched: None,
            label: Label::default(),
        };
        let Ok(report) = ascribe_report::read(&page) else {
            println!("- not-a-report");
            continue;
        };
        let others: Vec<&str> = report.others.iter().map(|(_, it)| it.as_str()).collect();
        println!("{} {}", report.language.as_deref().unwrap_or("-"), others.join(" "));
        reports.push(report);
    }
    let start = processor_time()?;
    for report in &mut reports {
        for _ in 0..TIMES {
            report.settle_language();
        }
    }
    let seconds = processor_time()? - start;
    println!("{}", seconds * 1e6 / (reports.len() * TIMES).max(1) as f64);
    Ok(())
}

/// Seconds of processor time of this process so far, as Linux tells them.
fn processor_time() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("/proc/self/stat has a name in brackets")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
