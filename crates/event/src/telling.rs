//! Telling: what one report says of one thing that happened. A report mostly tells of several: its
//! news, what went before it at the same place, the war it belongs to. Which tellings of other
//! reports are of the same thing is not asked here.

use std::sync::Arc;

use ascribe_report::{Report, Span};
use ascribe_statement::{
    About, Claim, ClaimKind, Dated, Figure, Place, Precision, Reading, Realis, Sum, When,
    register::Register,
};
use jiff::civil::Date;
use smol_str::SmolStr;

use crate::happening::{Happenings, is_common};

/// The report that tells: what is kept of it beside its statements.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carrier {
    /// The day it was published.
    pub published: Option<Date>,
    /// Seconds since 1970 at which it was published, where it says time and zone.
    pub second: Option<i64>,
    /// By what it is known: its address, or what the store calls it. No two reports share one.
    pub key: String,
    /// Its headline.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency whose copy it is.
    pub agency: Option<String>,
}

impl Carrier {
    /// The report with this key.
    pub fn new(key: &str, report: &Report) -> Carrier {
        Carrier {
            published: report.published,
            second: report.published_at.and_then(|it| it.instant()).map(|it| it.as_second()),
            key: key.to_owned(),
            title: report.title.map_or("", |it| report.words(it)).to_owned(),
            outlet: report.outlet.clone(),
            agency: report.agency.clone(),
        }
    }

    /// As people call it: its outlet or agency, else its key.
    pub fn name(&self) -> &str {
        self.outlet.as_deref().or(self.agency.as_deref()).unwrap_or(&self.key)
    }
}

/// By what a telling is known: the same for the same report and the same thing it tells of, in
/// every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TellingId(pub u64);

impl TellingId {
    fn new(key: &str, number: usize) -> TellingId {
        TellingId(hash(key.bytes().chain((number as u64).to_le_bytes())))
    }

    /// The same for all tellings of a report.
    pub(crate) fn of_report(key: &str) -> TellingId {
        TellingId(hash(key.bytes()))
    }
}

/// FNV-1a, which stores keep and which so never changes.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What one report says of one thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// By what it is known.
    pub id: TellingId,
    /// The report.
    pub carrier: Arc<Carrier>,
    /// Which of the things the report tells of, from 1; the first is its news.
    pub number: usize,
    /// Where, as exactly as the report says.
    pub place: Option<Place>,
    /// When.
    pub when: Option<When>,
    /// What kind of thing.
    pub happenings: Happenings,
    /// Who or what it came to, by words.
    pub(crate) targets: Vec<u16>,
    /// Names in the sentences that tell of it, in lower case, in order.
    pub(crate) names: Vec<SmolStr>,
    /// Words in them that most news has not, in lower case, in order.
    pub(crate) content: Vec<SmolStr>,
    /// Its day is that of the report's news or of its publication, as nothing nearer says one.
    pub(crate) is_day_of_news: bool,
    /// The figures, in the order of the text; `part_of` counts these.
    pub figures: Vec<Figure>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// The sentence of each figure and claim, in their order.
    pub words: Vec<String>,
    /// Totals and their parts within it; the indices are those of `figures`.
    pub sums: Vec<Sum>,
    /// Totals whose parts the report tells of as things of their own.
    pub totals: Vec<Total>,
    /// It is what the report is about, and not something told besides.
    pub is_news: bool,
}

/// A total over several things that one report tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The total, as an index of the figures of its telling.
    pub figure: usize,
    /// What it counts together.
    pub parts: Vec<TellingId>,
    /// Whether their numbers come to it.
    pub holds: bool,
}

/// So many paragraphs tell the news of a report.
const LEDE: usize = 3;

/// What a report tells of, one telling each, in the order of the text. What is only threatened did
/// not happen, and truces and talks are not people harmed: neither is here.
pub fn tellings(
    key: &str,
    report: &Report,
    reading: &Reading,
    register: &Register,
) -> Vec<Telling> {
    let carrier = Arc::new(Carrier::new(key, report));
    let threads = threads(report, reading);
    let mut out: Vec<Telling> = threads
        .iter()
        .enumerate()
        .map(|(at, thread)| telling(&carrier, at + 1, (report, reading, register), thread))
        .collect();
    for sum in &reading.sums {
        add_sum(&mut out, &threads, sum);
    }
    if let Some(first) = out.first_mut() {
        first.is_news = true;
    }
    out
}

/// Puts a sum to the telling that its total is of.
fn add_sum(tellings: &mut [Telling], threads: &[Thread], sum: &Sum) {
    let place = |figure: usize| {
        let at = threads.iter().position(|it| it.figures.contains(&figure))?;
        Some((at, threads[at].figures.iter().position(|&it| it == figure)?))
    };
    let Some((at, total)) = place(sum.total) else { return };
    let Some(parts) = sum.parts.iter().map(|&it| place(it)).collect::<Option<Vec<_>>>() else {
        return;
    };
    if parts.iter().all(|it| it.0 == at) {
        let parts = parts.into_iter().map(|it| it.1).collect();
        tellings[at].sums.push(Sum { total, parts, holds: sum.holds });
    } else {
        let parts = parts.into_iter().map(|it| tellings[it.0].id).collect();
        tellings[at].totals.push(Total { figure: total, parts, holds: sum.holds });
    }
}

/// Numbers of events of a report that are one thing, and what of the reading belongs to it.
#[derive(Debug, Default)]
struct Thread {
    events: Vec<usize>,
    figures: Vec<usize>,
    claims: Vec<usize>,
    place: Option<Place>,
    when: Option<When>,
    is_background: bool,
}

fn threads(report: &Report, reading: &Reading) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    // A total over several events is none of them, though its place holds theirs.
    let spans_several = |at: usize| {
        reading.sums.iter().any(|sum| {
            sum.total == at
                && sum
                    .parts
                    .iter()
                    .any(|&it| reading.figures[it].event != reading.figures[at].event)
        })
    };
    for (at, figure) in reading.figures.iter().enumerate() {
        if figure.realis == Realis::Threatened {
            continue;
        }
        // What went before at the same place on the same day is another thing.
        let is_background = figure.realis == Realis::Past || is_after(report, figure);
        let known = threads
            .iter()
            .position(|it| it.events.contains(&figure.event) && it.is_background == is_background);
        let known = known.unwrap_or_else(|| {
            threads.push(Thread {
                events: vec![figure.event],
                place: figure.place.clone(),
                when: figure.when,
                is_background,
                ..Thread::default()
            });
            threads.len() - 1
        });
        threads[known].figures.push(at);
    }
    let fixed: Vec<usize> = (0..reading.figures.len())
        .filter(|&it| spans_several(it))
        .map(|it| reading.figures[it].event)
        .collect();
    join(&mut threads, &fixed);
    for (at, claim) in reading.claims.iter().enumerate() {
        let About::Event(number) = claim.about else { continue };
        if !matches!(
            claim.kind,
            ClaimKind::Claims
                | ClaimKind::Blames
                | ClaimKind::Denies
                | ClaimKind::Unverified
                | ClaimKind::Confirms
        ) {
            continue;
        }
        let known = threads.iter().position(|it| it.events.contains(&number));
        let known = known.unwrap_or_else(|| {
            threads.push(Thread { events: vec![number], ..Thread::default() });
            threads.len() - 1
        });
        threads[known].claims.push(at);
    }
    threads
}

/// Whether a number is of what went before the thing its sentence tells: "three died, hours after a bomb
/// killed eight".
fn is_after(report: &Report, figure: &Figure) -> bool {
    let before = report.words(Span::new(figure.sentence.start(), figure.quote.start()));
    let Some((before, behind)) = before.rsplit_once(" after ") else { return false };
    let last = before.rsplit(' ').next().unwrap_or_default();
    UNITS.contains(&last) && figure.part_of.is_none() && !behind.contains(',')
}

/// What is counted before "after".
const UNITS: [&str; 10] =
    ["hours", "hour", "day", "days", "week", "weeks", "month", "months", "year", "years"];

/// Joins what is told once with its place or day and once without, or less exactly. Where it may be
/// one of several, it stays apart.
fn join(threads: &mut Vec<Thread>, fixed: &[usize]) {
    let mut at = 1;
    while at < threads.len() {
        let it = &threads[at];
        let is_fixed = |it: &Thread| it.events.iter().any(|event| fixed.contains(event));
        let may_be: Vec<usize> = (0..threads.len())
            .filter(|&other| other != at && !is_fixed(&threads[other]) && !is_fixed(it))
            .filter(|&other| may_be_one(&threads[other], it))
            .collect();
        let one_thing = |&one: &usize| {
            may_be.iter().all(|&it| it == one || may_be_one(&threads[one], &threads[it]))
        };
        match may_be.first() {
            Some(&other) if may_be.iter().all(one_thing) => {
                let (first, second) = (at.min(other), at.max(other));
                let gone = threads.remove(second);
                let kept = &mut threads[first];
                kept.events.extend(gone.events);
                kept.figures.extend(gone.figures);
                kept.figures.sort_unstable();
                if exactness(gone.place.as_ref()) > exactness(kept.place.as_ref()) {
                    kept.place = gone.place;
                }
                if kept.when.is_none_or(|it| it.precision > Precision::Day) {
                    kept.when = gone.when.or(kept.when);
                }
            }
            _ => at += 1,
        }
    }
}

/// How many parts a place's name has.
fn exactness(place: Option<&Place>) -> usize {
    place.map_or(0, |it| it.name.split(", ").count())
}

fn may_be_one(one: &Thread, other: &Thread) -> bool {
    if one.is_background != other.is_background {
        return false;
    }
    let places = match (&one.place, &other.place) {
        (Some(one), Some(other)) => {
            is_within(&one.name, &other.name) || is_within(&other.name, &one.name)
        }
        _ => true,
    };
    let days = match (one.when, other.when) {
        (Some(one), Some(other)) => {
            one == other
                || (one.from <= other.to
                    && other.from <= one.to
                    && is_short(one)
                    && is_short(other))
        }
        _ => !one.is_background,
    };
    places && days
}

fn is_within(inner: &str, outer: &str) -> bool {
    let outer: Vec<&str> = outer.split(", ").collect();
    let inner: Vec<&str> = inner.split(", ").collect();
    outer.iter().all(|it| inner.contains(it))
}

/// Whether a day is said, or a few.
fn is_short(when: When) -> bool {
    when.precision == Precision::Day && (when.to - when.from).get_days() <= 3
}

fn telling(
    carrier: &Arc<Carrier>,
    number: usize,
    (report, reading, register): (&Report, &Reading, &Register),
    thread: &Thread,
) -> Telling {
    let mut figures: Vec<Figure> = Vec::with_capacity(thread.figures.len());
    for &at in &thread.figures {
        let mut figure = reading.figures[at].clone();
        figure.part_of =
            figure.part_of.and_then(|whole| thread.figures.iter().position(|&it| it == whole));
        figures.push(figure);
    }
    let claims: Vec<Claim> = thread.claims.iter().map(|&it| reading.claims[it].clone()).collect();
    let mut spans: Vec<Span> =
        figures.iter().map(|it| it.sentence).chain(claims.iter().map(|it| it.sentence)).collect();
    let is_day_of_news = figures
        .iter()
        .all(|it| !matches!(it.dated, Dated::Sentence | Dated::Whole | Dated::Paragraph));
    let words = spans.iter().map(|&it| report.words(it).to_owned()).collect();
    if number == 1 {
        spans.extend(report.title);
        spans.extend(report.paragraphs.iter().take(LEDE));
    }
    let spans = own(spans, report, reading, thread);
    let mut text = Vec::new();
    let mut names = Vec::new();
    for span in spans {
        let words: Vec<&str> = split(report.words(span)).collect();
        let known = register.find_all(words.iter().copied());
        let is_known = |at: usize| known.iter().any(|it| it.words.contains(&at));
        // The first word of a sentence has a capital anyway.
        let is_name = |&(at, word): &(usize, &&str)| at > 0 && is_name(word) && !is_known(at);
        for (_, word) in words.iter().enumerate().filter(is_name) {
            names.extend(
                word.to_lowercase().split('-').filter(|it| it.len() > 2).map(SmolStr::from),
            );
        }
        text.extend(words);
    }
    // Where it was filed is near where its news is.
    let filed = report.dateline.and_then(|it| it.place).filter(|_| number == 1);
    names.extend(
        filed
            .into_iter()
            .flat_map(|it| split(report.words(it)))
            .map(|it| SmolStr::from(it.to_lowercase())),
    );
    names.retain(|it| !is_common(it));
    // The place is compared by itself.
    let of_place: Vec<String> =
        thread.place.iter().flat_map(|it| split(&it.name)).map(str::to_lowercase).collect();
    let tells = |word: &str| !is_common(word) && !of_place.iter().any(|it| it == word);
    names.sort_unstable();
    names.dedup();
    let lower: Vec<String> = text.iter().map(|it| it.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let mut content: Vec<SmolStr> =
        lower.iter().filter(|it| it.len() > 3 && tells(it)).map(|it| stem(it).into()).collect();
    content.sort_unstable();
    content.dedup();
    Telling {
        id: TellingId::new(&carrier.key, number),
        carrier: Arc::clone(carrier),
        number,
        place: thread.place.clone(),
        when: thread.when,
        happenings: Happenings::read(&lower),
        targets: crate::happening::targets(&lower),
        names,
        content,
        is_day_of_news,
        figures,
        claims,
        words,
        sums: Vec::new(),
        totals: Vec::new(),
        is_news: false,
    }
}

/// The pieces of some spans that tell of one thread: without the sentences of figures of others, and of
/// sentences with figures of several up to the comma before the figure of another.
fn own(mut spans: Vec<Span>, report: &Report, reading: &Reading, thread: &Thread) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    let is_own = |figure: usize| thread.figures.contains(&figure);
    let mut out = Vec::new();
    for span in spans {
        let mut start = span.start();
        let mut is_in = true;
        for (at, figure) in reading.figures.iter().enumerate() {
            let quote = figure.quote.start();
            if !span.contains(figure.quote) || quote < start || is_own(at) == is_in {
                continue;
            }
            let before = report.words(Span::new(start, quote));
            let cut = before.rfind([',', ';', '.']).map_or(start, |it| start + it);
            if is_in {
                out.push(Span::new(start, cut));
            }
            (start, is_in) = (cut, !is_in);
        }
        if is_in {
            out.push(Span::new(start, span.end()));
        }
    }
    out
}

/// The words of a text, without what stands around them.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| it.is_whitespace() || matches!(it, '—' | '–' | '/'))
        .map(|it| it.trim_matches(|it: char| !it.is_alphanumeric()))
        .map(|it| it.strip_suffix("'s").or(it.strip_suffix("’s")).unwrap_or(it))
        .filter(|it| !it.is_empty())
}

/// A word without the commonest endings.
fn stem(word: &str) -> &str {
    let cut = |end: &str| word.strip_suffix(end).filter(|it| it.len() > 3);
    cut("ing").or_else(|| cut("ed")).or_else(|| cut("es")).or_else(|| cut("s")).unwrap_or(word)
}

/// Whether a word is written as names are.
fn is_name(word: &str) -> bool {
    word.len() > 3 && word.chars().next().is_some_and(char::is_uppercase)
}
