//! `ascribe read`: all pages of many inputs, read at the same time and shown one after the other in
//! the order in which they stand there. How a page is read is for the crates before this one; what is
//! told of the records of archives, in `read/tally.rs`.

mod room;
mod tally;

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::Path,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use ascribe_page::{Entries, Error, Fetcher, Found, Page, Skip};
use ascribe_report::{NotAReport, Note, Report};
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Reading, Rules, register::Register};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use self::room::Room;
pub(crate) use self::tally::Tally;
use crate::{
    Outcome,
    args::{self, Format},
    model, rules, tell, wire,
};

/// So much text a report in an archive may have; its trees need a hundred times the room.
const MOST_TEXT: usize = 300_000;

/// Of longer reports one is read at a time.
const LONG_TEXT: usize = 100_000;

/// From when on work is long enough for a bar.
const LONG: Duration = Duration::from_secs(1);

/// Reads all pages and prints what was read.
pub(crate) fn read(args: &args::Read) -> Result<Outcome> {
    let reading = How {
        // What a page is needs neither model nor rules.
        reader: if args.report { None } else { Some(Reader::open(args)?) },
        published: args.how.published,
        format: args.format,
        long: Mutex::default(),
    };
    let fetcher = Arc::new(fetcher(&args.fetching)?);
    let (tally, was_found) = print_all(args, &reading, &fetcher)?;
    if let Some(after) = args.after.as_ref().filter(|_| !was_found) {
        bail!(
            "there is no `{after}` in what was given; \
             copy the address from the output, up to its first space, and give the same pages"
        );
    }
    tally.tell();
    Ok(tally.outcome())
}

pub(crate) fn fetcher(args: &args::Fetching) -> Result<Fetcher> {
    let fetcher = if args.allow_private { Fetcher::with_private() } else { Fetcher::new() };
    Ok(match &args.cache {
        Some(folder) => fetcher.with_cache(folder)?,
        None => fetcher,
    })
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

/// What reads reports.
struct Reader {
    pipeline: Pipeline,
    rules: Rules,
    reads_all: bool,
    /// Tells which reports of an archive or a feed are read, unless all are.
    filter: OnceLock<Filter>,
}

impl Reader {
    fn open(args: &args::Read) -> Result<Reader> {
        // The register is loaded while the model opens; whoever asks for it first waits for it.
        thread::spawn(Register::built_in);
        let pipeline = model::open(&args.how.model)?;
        let rules = rules::asked(&args.how)?;
        Ok(Reader { pipeline, rules, reads_all: args.all, filter: OnceLock::new() })
    }

    /// What a report says, or that it was left unread.
    fn read(&self, report: &Report, is_record: bool) -> (Reading, Holds) {
        let Reader { pipeline, rules, .. } = self;
        let language = pipeline.language();
        if !report.has(language) {
            let notes = report.note_of_others(language).into_iter().collect();
            return (Reading { notes, ..Reading::default() }, Holds::Foreign);
        }
        let reading = if is_record && !self.reads_all {
            let filter = self.filter.get_or_init(|| Filter::new(rules, &pipeline.forms()));
            filter.read(pipeline, rules, report)
        } else {
            let sentences = ascribe_sentence::split(pipeline, report);
            Some(ascribe_statement::extract(rules, report, &sentences))
        };
        let Some(mut reading) = reading else {
            let unread = Note {
                what: "this report was left unread".to_owned(),
                span: None,
                why: "its words can hold no figure and no claim".to_owned(),
                so: "none was looked for; `--all` reads every report".to_owned(),
            };
            return (Reading { notes: vec![unread], ..Reading::default() }, Holds::Unread);
        };
        reading.notes.extend(report.note_of_others(language));
        let is_empty = reading.figures.is_empty() && reading.claims.is_empty();
        (reading, if is_empty { Holds::Nothing } else { Holds::Statements })
    }
}

/// How pages are read, and how readings are shown.
struct How {
    /// `None` where what was taken from each page is shown, and not what it says happened.
    reader: Option<Reader>,
    published: Option<Date>,
    format: Format,
    /// Held by whoever reads a long report.
    long: Mutex<()>,
}

impl How {
    fn answer(&self, found: Result<Found, Error>) -> Answer {
        let mut page = match found.and_then(Found::open) {
            Ok(page) => page,
            Err(why) => return Answer::Failed(why.into()),
        };
        let mut report = match ascribe_report::read(&page) {
            Ok(report) => report,
            Err(why) => return Answer::NotAReport(why),
        };
        // Sentences are read from the report, and the bytes of the page take room.
        page.bytes = Vec::new();
        report.published = self.published.or(report.published);
        if page.address.is_record() && report.text.len() > MOST_TEXT {
            let why = Skip::TooLarge;
            return Answer::Failed(Error::Skipped { address: page.address, why }.into());
        }
        let _alone = (report.text.len() > LONG_TEXT)
            .then(|| self.long.lock().unwrap_or_else(PoisonError::into_inner));
        match self.shown(&page, &report) {
            Ok((text, holds)) => {
                Answer::Report { text, holds, is_record: page.address.is_record() }
            }
            Err(why) => Answer::Failed(why),
        }
    }

    /// What is read in a report, in the form that was asked for, with the end of its last line.
    fn shown(&self, page: &Page, report: &Report) -> Result<(String, Holds)> {
        let Some(reader) = &self.reader else {
            return Ok((taken(page, report, self.format)?, Holds::Unasked));
        };
        let (reading, holds) = reader.read(report, page.address.is_record());
        let text = match self.format {
            Format::Text if holds == Holds::Foreign => {
                format!("{}\n{}\n", page.address, ascribe_report::show::unread(report))
            }
            Format::Text => {
                format!("{}\n{}\n", page.address, ascribe_statement::show::report(report, &reading))
            }
            Format::Json => {
                let register = reader.rules.register();
                let is_read = !matches!(holds, Holds::Foreign | Holds::Unread);
                let reading = wire::reading(register, &page.address, report, &reading, is_read);
                serde_json::to_string(&reading)? + "\n"
            }
        };
        Ok((text, holds))
    }
}

/// The report of a page, published on this day if one is given.
pub(crate) fn report(page: &Page, published: Option<Date>) -> Result<Report> {
    let mut report = ascribe_report::read(page)?;
    report.published = published.or(report.published);
    Ok(report)
}

/// What a report says of itself and from where, in the form that was asked for.
fn taken(page: &Page, report: &Report, format: Format) -> Result<String> {
    Ok(match format {
        Format::Text => format!("{}\n{}\n", page.address, ascribe_report::show::taken(report)),
        Format::Json => serde_json::to_string(&wire::taken(&page.address, report))? + "\n",
    })
}

/// Prints what is read in all pages, in order, and tells what could not be; gives how many of each
/// there were, and whether the page was among them after which reading was to begin.
fn print_all(args: &args::Read, how: &How, fetcher: &Arc<Fetcher>) -> Result<(Tally, bool)> {
    let mut tally = Tally::default();
    let mut out = io::stdout().lock();
    let after = args.after.as_deref();
    let inputs = Inputs { pages: &args.pages, after, follow: args.fetching.follow };
    let was_found = for_each(
        &inputs,
        fetcher,
        |it| how.answer(it),
        |answer, bar| {
            if let Some(text) = tally.count(answer, how.format, |why| bar.tell(why)) {
                out.write_all(text.as_bytes())?;
                out.flush()?;
            }
            bar.draw(tally.n_reports());
            Ok(())
        },
    )?;
    Ok((tally, was_found))
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
