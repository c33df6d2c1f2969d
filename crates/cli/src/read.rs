//! `ascribe read`: many pages at the same time, shown one after the other in the order they were
//! asked for. How a page is read is for the crates before this one.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, sync_channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use ascribe_page::Page;
use ascribe_report::Report;
use ascribe_sentence::Pipeline;
use ascribe_statement::{Rules, register::Register};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use crate::{
    Outcome,
    args::{self, Format},
    model, rules, tell, wire,
};

/// How many readings may wait for an earlier one, in each thread.
const AHEAD: usize = 32;

/// From when on work is long enough for a bar.
const LONG: Duration = Duration::from_secs(1);

/// A page as it was asked for.
enum Asked {
    Address(String),
    /// Found in a folder.
    File(PathBuf),
}

/// Reads all pages and prints what was read.
pub(crate) fn read(args: &args::Read) -> Result<Outcome> {
    // The register is loaded while the model opens; whoever asks for it first waits for it.
    thread::spawn(Register::built_in);
    let pipeline = model::open(&args.how.model)?;
    let rules = rules::asked(&args.how)?;
    let mut n_failed = 0;
    let mut asked = Vec::new();
    for page in &args.pages {
        if !Path::new(page).is_dir() {
            asked.push(Asked::Address(page.clone()));
            continue;
        }
        match ascribe_page::find(Path::new(page)) {
            Ok(found) => asked.extend(found.into_iter().map(Asked::File)),
            Err(why) => {
                n_failed += 1;
                tell(&why.into());
            }
        }
    }
    let show = |asked: &Asked| -> Result<String> {
        let page = match asked {
            Asked::Address(address) => ascribe_page::open(address)?,
            Asked::File(path) => ascribe_page::open_file(path)?,
        };
        let report = report(&page, args.how.published)?;
        shown(&pipeline, &rules, &page, &report, args.format)
    };
    let n_read = print_all(&asked, show)?;
    n_failed += asked.len() - n_read;
    Ok(match (n_read, n_failed) {
        (_, 0) => Outcome::All,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Part,
    })
}

/// The report of a page, published on this day if one is given.
pub(crate) fn report(page: &Page, published: Option<Date>) -> Result<Report> {
    let mut report = ascribe_report::read(page)?;
    report.published = published.or(report.published);
    Ok(report)
}

/// What is read in a report, in the form that was asked for, with the end of its last line.
fn shown(
    pipeline: &Pipeline,
    rules: &Rules,
    page: &Page,
    report: &Report,
    format: Format,
) -> Result<String> {
    let sentences = ascribe_sentence::split(pipeline, report);
    let reading = ascribe_statement::extract(rules, report, &sentences);
    Ok(match format {
        Format::Text => {
            format!("{}\n{}\n", page.address, ascribe_statement::show::report(report, &reading))
        }
        Format::Json => {
            serde_json::to_string(&wire::reading(
                rules.register(),
                &page.address,
                report,
                &reading,
            ))? + "\n"
        }
    })
}

/// Prints what `show` gives for each, in order, and tells what it could not; gives how many it
/// could. Each thread takes every n-th, and waits when it is too far ahead, so that little is held.
fn print_all(asked: &[Asked], show: impl Fn(&Asked) -> Result<String> + Sync) -> Result<usize> {
    let n_threads = thread::available_parallelism().map_or(1, |it| it.get()).min(asked.len());
    let bar = ProgressBar::hidden();
    bar.set_length(asked.len() as u64);
    // Where readings go to the screen they show the progress themselves.
    let may_draw = io::stderr().is_terminal() && !io::stdout().is_terminal();
    let start = Instant::now();
    thread::scope(|scope| {
        let lanes: Vec<Receiver<Result<String>>> = (0..n_threads)
            .map(|lane| {
                let (send, receive) = sync_channel(AHEAD);
                let show = &show;
                scope.spawn(move || {
                    for asked in asked.iter().skip(lane).step_by(n_threads) {
                        if send.send(show(asked)).is_err() {
                            // Nobody listens any more: standard output was closed.
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        let mut out = io::stdout().lock();
        let mut n_read = 0;
        for idx in 0..asked.len() {
            match lanes[idx % n_threads].recv().expect("a thread answers for each of its pages") {
                Ok(text) => {
                    n_read += 1;
                    out.write_all(text.as_bytes())?;
                    out.flush()?;
                }
                Err(why) => bar.suspend(|| tell(&why)),
            }
            if may_draw && bar.is_hidden() && start.elapsed() > LONG {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.set_style(
                    ProgressStyle::with_template("{bar:30} {pos} of {len} reports, {eta} left")
                        .expect("the template is right"),
                );
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(n_read)
    })
}
