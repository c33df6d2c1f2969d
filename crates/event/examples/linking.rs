//! Measures how well tellings of one thing are put together, for `bench/linking`: B-cubed and pairwise
//! precision, recall and F over the news of reports whose event is known. It measures; it changes
//! nothing.
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads files; the crate it measures does not"
)]

use std::{
    collections::{BTreeMap, HashMap},
    env, io,
    sync::Mutex,
    thread,
};

use anyhow::{Context, Result};
use ascribe_event::{Events, Telling, TellingId, Traits, likeness, tellings};
use ascribe_sentence::Pipeline;
use ascribe_statement::Rules;
use serde::Deserialize;

/// A report and the event its news is of.
#[derive(Deserialize)]
struct Line {
    path: String,
    published: Option<String>,
    event: String,
}

fn main() -> Result<()> {
    let misses: usize = match env::args().nth(1) {
        None => 0,
        Some(number) => number.parse().context("the argument is the number of misses to show")?,
    };
    let lines: Vec<Line> =
        io::stdin().lines().map(|it| Ok(serde_json::from_str(&it?)?)).collect::<Result<_>>()?;
    let pipeline = Pipeline::built_in()?;
    let rules = Rules::built_in();
    let left = Mutex::new(lines.iter().enumerate());
    let read = Mutex::new(BTreeMap::new());
    let next = || left.lock().expect("no thread panics").next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, |it| it.get()) {
            scope.spawn(|| {
                while let Some((at, line)) = next() {
                    let found = of(&pipeline, &rules, line);
                    read.lock().expect("no thread panics").insert(at, found);
                }
            });
        }
    });
    let mut events = Events::new();
    let mut news: Vec<(usize, Telling)> = Vec::new();
    let mut n_unread = 0;
    for (at, tellings) in read.into_inner().expect("no thread panics") {
        let tellings = tellings?;
        for telling in &tellings {
            events.add(Traits::of(telling));
        }
        match tellings.into_iter().find(|it| it.is_news) {
            Some(telling) => news.push((at, telling)),
            None => n_unread += 1,
        }
    }
    println!("reports {}  of them without a statement {n_unread}", lines.len());
    score(&lines, &news, &events, misses);
    Ok(())
}

fn of(pipeline: &Pipeline, rules: &Rules, line: &Line) -> Result<Vec<Telling>> {
    let page = ascribe_page::open(&line.path)?;
    let mut report =
        ascribe_report::read(&page).map_err(|why| anyhow::anyhow!("{}: {why}", line.path))?;
    let known = line.published.as_ref().map(|it| it.parse()).transpose()?;
    report.published = known.or(report.published);
    let sentences = ascribe_sentence::split(pipeline, &report);
    let reading = ascribe_statement::extract(rules, &report, &sentences);
    Ok(tellings(&line.path, &report, &reading, rules.register()))
}

fn score(lines: &[Line], news: &[(usize, Telling)], events: &Events, misses: usize) {
    let mut found: HashMap<TellingId, usize> = HashMap::new();
    for (number, event) in events.all().into_iter().enumerate() {
        found.extend(event.into_iter().map(|it| (it, number)));
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    let (mut both, mut by_us, mut by_gold) = (0_u32, 0_u32, 0_u32);
    let mut wrong: Vec<String> = Vec::new();
    for (at, telling) in news {
        let (mut ours, mut golds, mut shared) = (0_u32, 0_u32, 0_u32);
        for (other, its) in news {
            let is_ours = found[&telling.id] == found[&its.id];
            let is_gold = lines[*at].event == lines[*other].event;
            ours += u32::from(is_ours);
            golds += u32::from(is_gold);
            shared += u32::from(is_ours && is_gold);
            if other <= at {
                continue;
            }
            both += u32::from(is_ours && is_gold);
            by_us += u32::from(is_ours);
            by_gold += u32::from(is_gold);
            if is_ours != is_gold {
                let what = if is_gold { "apart" } else { "joined" };
                let why = likeness(&Traits::of(telling), &Traits::of(its));
                wrong.push(format!(
                    "{what}  {:.1}  {:?}\n    {}\n    {}",
                    why.score,
                    why.reasons,
                    shown(telling),
                    shown(its)
                ));
            }
        }
        precision += f64::from(shared) / f64::from(ours);
        recall += f64::from(shared) / f64::from(golds);
    }
    let n = news.len().max(1) as f64;
    row("B-cubed", precision / n, recall / n);
    let share =
        |part: u32, whole: u32| if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) };
    row("pairs", share(both, by_us), share(both, by_gold));
    for it in wrong.iter().take(misses) {
        println!("{it}");
    }
}

fn row(name: &str, precision: f64, recall: f64) {
    let f = if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    };
    println!("{name:12} P {precision:.3}  R {recall:.3}  F {f:.3}");
}

fn shown(telling: &Telling) -> String {
    let place = telling.place.as_ref().map_or("nowhere", |it| &it.name);
    let when = telling.when.map_or_else(|| "no day".to_owned(), |it| it.to_string());
    let kinds: Vec<&str> = telling.happenings.iter().map(|it| it.name()).collect();
    format!("{}: {place}; {when}; {}", telling.carrier.key, kinds.join(", "))
}
