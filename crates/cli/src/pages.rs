//! Pages: all of many inputs, worked on at the same time and taken one after the other in the order in
//! which they stand there. How a page is found and opened is for `ascribe-page`; what is told of the
//! records of archives, in `pages/tally.rs`.

mod room;
mod tally;

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use ascribe_page::{Entries, Error, Fetcher, Found, Page, Skip};
use ascribe_report::{NotAReport, Report};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use self::room::Room;
pub(crate) use self::tally::Tally;
use crate::{args, tell};

/// So much text a report in an archive may have; its trees need a hundred times the room.
const MOST_TEXT: usize = 300_000;

/// From when on work is long enough for a bar.
const LONG: Duration = Duration::from_secs(1);

/// What fetches pages, as it was asked.
pub(crate) fn fetcher(args: &args::Fetching) -> Result<Arc<Fetcher>> {
    let fetcher = if args.allow_private { Fetcher::with_private() } else { Fetcher::new() };
    Ok(Arc::new(match &args.cache {
        Some(folder) => fetcher.with_cache(folder)?,
        None => fetcher,
    }))
}

/// What came of a page.
pub(crate) enum Answer {
    /// A report, as it is shown.
    Report { text: String, holds: Holds, is_record: bool },
    /// It holds no report.
    NotAReport(NotAReport),
    /// It is not there or cannot be had.
    Failed(anyhow::Error),
}

/// What a report holds of what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Figures or claims.
    Statements,
    /// None of either.
    Nothing,
    /// Its words can hold none, so that it was not read.
    Unread,
    /// Nobody knows: there is no pipeline for its language.
    Foreign,
    /// Nobody looked for them.
    Unasked,
}

/// The report of a page and the page, without its bytes, which take room; published on this day if one
/// is given.
pub(crate) fn report_of(
    found: Result<Found, Error>,
    published: Option<Date>,
) -> Result<(Page, Report), Answer> {
    let mut page = found.and_then(Found::open).map_err(|why| Answer::Failed(why.into()))?;
    let mut report = ascribe_report::read(&page).map_err(Answer::NotAReport)?;
    page.bytes = Vec::new();
    report.published = published.or(report.published);
    if page.address.is_record() && report.text.len() > MOST_TEXT {
        let skipped = Error::Skipped { address: page.address, why: Skip::TooLarge };
        return Err(Answer::Failed(skipped.into()));
    }
    Ok((page, report))
}

/// Which pages are read.
pub(crate) struct Inputs<'a> {
    pub(crate) pages: &'a [String],
    pub(crate) after: Option<&'a str>,
    pub(crate) follow: bool,
}

/// Does `work` on all pages, many at the same time, and gives `take` what came of each, in order;
/// tells whether the page was among them after which they were to begin.
///
/// One thread finds pages, others work on them, and this one takes. The first waits while too much
/// is held, so that little is.
pub(crate) fn for_each<T: Send>(
    inputs: &Inputs<'_>,
    fetcher: &Arc<Fetcher>,
    work: impl Fn(Result<Found, Error>) -> T + Sync,
    mut take: impl FnMut(T, &Bar) -> Result<()>,
) -> Result<bool> {
    let n_threads = thread::available_parallelism().map_or(1, |it| it.get());
    let room = Room::new(n_threads);
    let (find, found) = channel();
    let found = Mutex::new(found);
    let n_bytes: u64 = inputs.pages.iter().map(|it| size(Path::new(it))).sum();
    let bar = Bar::new(n_bytes);
    thread::scope(|scope| {
        let (send, answers) = channel();
        for _ in 0..n_threads {
            let (send, found, work) = (send.clone(), &found, &work);
            scope.spawn(move || {
                while let Some((at, n_held, page)) = next(found) {
                    if send.send((at, n_held, work(page))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let finder = scope.spawn(|| {
            let mut n_found = 0;
            let was_found = find_all(inputs, fetcher, &bar.n_read, |page| {
                let n_held = page.as_ref().map_or(0, Found::n_bytes);
                n_found += 1;
                room.enter(n_held) && find.send((n_found, n_held, page)).is_ok()
            });
            // The other threads end when no page is left.
            drop(find);
            was_found
        });
        let taken = in_order(answers).try_for_each(|(n_held, answer)| {
            room.leave(n_held);
            take(answer, &bar)
        });
        // Where standard output was closed nobody wants the rest.
        room.close();
        bar.line.finish_and_clear();
        let was_found = finder.join().expect("the thread that finds pages ends by itself");
        taken.map(|()| was_found)
    })
}

type Job = (usize, usize, Result<Found, Error>);

fn next(found: &Mutex<Receiver<Job>>) -> Option<Job> {
    found.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Gives all pages of all inputs, in order, until nobody wants them; tells whether the page was among
/// them after which they were to begin.
fn find_all(
    inputs: &Inputs<'_>,
    fetcher: &Arc<Fetcher>,
    n_read: &AtomicU64,
    mut give: impl FnMut(Result<Found, Error>) -> bool,
) -> bool {
    let entries = if inputs.follow { Entries::Followed } else { Entries::AsTheyStand };
    let mut after = inputs.after.map(|it| it.split(' ').next().unwrap_or(it));
    let mut n_before = 0;
    for page in inputs.pages {
        let mut pages = match ascribe_page::pages(page, fetcher, entries) {
            Ok(pages) => pages,
            Err(why) if after.is_none() => {
                if !give(Err(why)) {
                    return true;
                }
                continue;
            }
            Err(_) => continue,
        };
        let n_here = pages.n_read();
        while let Some(found) = pages.find_next() {
            n_read.store(n_before + n_here.load(Relaxed), Relaxed);
            if let Some(last) = after {
                if found.is_ok_and(|it| it.address().place() == last) {
                    after = None;
                }
            } else if !give(found) {
                return true;
            }
        }
        n_before += n_here.load(Relaxed);
    }
    after.is_none()
}

/// Puts what comes numbered from 1 into its order.
fn in_order<T>(answers: Receiver<(usize, usize, T)>) -> impl Iterator<Item = (usize, T)> {
    let mut waiting = std::collections::BTreeMap::new();
    let mut n_given = 0;
    std::iter::from_fn(move || {
        loop {
            if let Some(answer) = waiting.remove(&(n_given + 1)) {
                n_given += 1;
                return Some(answer);
            }
            let (at, n_held, answer) = answers.recv().ok()?;
            waiting.insert(at, (n_held, answer));
        }
    })
}

/// How many bytes there are to read at a path; none where it is no file.
fn size(path: &Path) -> u64 {
    let of_file = |path: &Path| fs::metadata(path).map_or(0, |it| it.len());
    if path.is_dir() {
        ascribe_page::find(path).map_or(0, |it| it.iter().map(|it| of_file(it)).sum())
    } else {
        of_file(path)
    }
}

/// How far reading is, for people who wait for it.
pub(crate) struct Bar {
    line: ProgressBar,
    may_draw: bool,
    start: Instant,
    n_read: AtomicU64,
}

impl Bar {
    fn new(n_bytes: u64) -> Bar {
        let line = ProgressBar::hidden();
        if n_bytes > 0 {
            line.set_length(n_bytes);
        }
        // Where readings go to the screen they show the progress themselves.
        let may_draw = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Bar { line, may_draw, start: Instant::now(), n_read: AtomicU64::new(0) }
    }

    pub(crate) fn draw(&self, n_reports: u64) {
        if !self.may_draw || self.start.elapsed() < LONG {
            return;
        }
        if self.line.is_hidden() {
            let template = match self.line.length() {
                Some(_) => "{bar:30} {bytes} of {total_bytes}, {msg}, {eta} left",
                None => "{spinner} {bytes}, {msg}",
            };
            self.line.set_draw_target(ProgressDrawTarget::stderr());
            self.line.set_style(ProgressStyle::with_template(template).expect("it is right"));
        }
        let per_second = n_reports as f64 / self.start.elapsed().as_secs_f64();
        self.line.set_message(format!("{n_reports} reports, {per_second:.0} a second"));
        self.line.set_position(self.n_read.load(Relaxed));
    }

    pub(crate) fn tell(&self, why: &anyhow::Error) {
        self.line.suspend(|| tell(why));
    }
}
