//! Measures what a new telling costs while their number grows, a thousand a day: events at random
//! places, each told by some reports. `bench/linking --speed` runs it. It measures; it changes nothing.
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]
#![expect(
    clippy::disallowed_methods,
    reason = "a measure looks at the clock and at its memory; the crate it measures does not"
)]

use std::{
    env, fs,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use ascribe_event::{Events, Traits, tellings};
use ascribe_report::{Report, Span};
use ascribe_statement::{
    Dated, Figure, Located, Measure, Place, PlacePrecision, Reading, Realis, Source, Toll, When,
    register::Register,
};
use jiff::{ToSpan, civil::date};

/// How many places there are: most of what happens, happens in few.
const PLACES: u64 = 20_000;
/// How many tellings a day of news has, day after day.
const A_DAY: usize = 1_000;
/// Most reports of one event.
const MOST_TOLD: u64 = 30;

fn main() -> Result<()> {
    let most = env::args().nth(1).context("say how many tellings there are to be")?.parse()?;
    println!(
        "{:>10} {:>22} {:>8} {:>26} {:>13}",
        "tellings", "microseconds for each", "events", "seconds to part them all", "memory in MB"
    );
    let mut events = Events::new();
    let mut chance = Chance(7);
    let mut next = 10_000;
    let (mut taken, mut since) = (Duration::ZERO, 0_u32);
    while events.n_tellings() < most {
        let day = (events.n_tellings() / A_DAY) as i64;
        for (key, report, reading) in told(&mut chance, day) {
            let start = Instant::now();
            for telling in tellings(&key, &report, &reading, Register::built_in()) {
                events.add(Traits::of(&telling));
                since += 1;
            }
            taken += start.elapsed();
        }
        if events.n_tellings() >= next {
            let each = taken.as_secs_f64() * 1e6 / f64::from(since.max(1));
            let start = Instant::now();
            let (n, n_events) = (events.n_tellings(), events.all().len());
            let parting = start.elapsed().as_secs_f64();
            println!("{n:>10} {each:>22.1} {n_events:>8} {parting:>26.1} {:>13}", memory());
            (taken, since) = (Duration::ZERO, 0);
            next *= 10;
        }
    }
    Ok(())
}

/// The reports of one event, each with its reading.
fn told(chance: &mut Chance, day: i64) -> Vec<(String, Report, Reading)> {
    // The square of a share makes the first places frequent.
    let share = chance.below(1_000_000) as f64 / 1e6;
    let place = (share * share * share * PLACES as f64) as u64;
    let day = date(2021, 1, 1) + day.days();
    let killed = 1 + chance.below(30);
    let n_told = 1 + chance.below(MOST_TOLD).min(chance.below(MOST_TOLD));
    let deed = ["blast", "air strike", "shooting", "earthquake"][chance.below(4) as usize];
    let name = format!("Town{place}, Province{}, Country{}", place / 100, place / 1000);
    let located = Located {
        name: name.clone(),
        geonames: Some(place as u32),
        country: format!("{}", place / 1000),
        precision: PlacePrecision::Exact,
        lat: (place / 1000 * 30_000 + place % 30 * 2_000) as i32,
        lon: (place % 1000 * 1_000) as i32,
    };
    (0..n_told)
        .map(|_| {
            let number = killed + chance.below(4);
            let title = format!("{deed} kills {number} in Town{place}");
            let text = format!("The {deed} in Town{place} killed {number} people, police said.");
            let mut report = Report { text: format!("{title}\n\n{text}"), ..Report::default() };
            report.title = Some(Span::new(0, title.len()));
            let sentence = Span::new(title.len() + 2, report.text.len());
            report.paragraphs.push(sentence);
            report.published = Some(day + (chance.below(2) as i64).days());
            let figure = Figure {
                measure: Measure::Killed,
                toll: Toll::exactly(number),
                quote: sentence,
                sentence,
                trigger: sentence,
                group: "people".to_owned(),
                source: Source { given_by: None, via: None, rule: String::new() },
                place: Some(Place {
                    name: name.clone(),
                    span: sentence,
                    located: Some(located.clone()),
                    why: String::new(),
                }),
                when: Some(When::on(day)),
                dated: Dated::News,
                event: 1,
                by: None,
                realis: Realis::Asserted,
                part_of: None,
                rule: String::new(),
            };
            let reading = Reading { figures: vec![figure], ..Reading::default() };
            (format!("report {}", chance.next()), report, reading)
        })
        .collect()
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// How much the process holds, where the system says so.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|it| it.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
    held.and_then(|it| it.trim().parse::<u64>().ok())
        .map_or("?".to_owned(), |it| (it / 1024).to_string())
}
