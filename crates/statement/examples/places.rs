//! Says where the places lie that texts name, for `bench/places`: JSON Lines on standard input, each
//! with `text` and `spans` (bytes) of words told to be a place's name; a line of `places` for each.

use std::io::{self, BufRead, Write};

use ascribe_report::{Report, Span};
use ascribe_sentence::Pipeline;
use ascribe_statement::named_places;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let pipeline = Pipeline::built_in().map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let text = asked["text"].as_str().unwrap_or_default().to_owned();
        let paragraphs = vec![Span::new(0, text.len())];
        let report = Report { text, paragraphs, ..Report::default() };
        let number = |it: &Value| usize::try_from(it.as_u64().unwrap_or(0)).unwrap_or(0);
        let spans: Vec<Span> = asked["spans"]
            .as_array()
            .map(|all| all.iter().map(|it| Span::new(number(&it[0]), number(&it[1]))).collect())
            .unwrap_or_default();
        let sentences = ascribe_sentence::split(&pipeline, &report);
        let own = named_places(&report, &sentences, &[]).len();
        let places: Vec<Value> = named_places(&report, &sentences, &spans)
            .into_iter()
            .enumerate()
            .map(|(nth, it)| {
                let at = it.located.as_ref();
                json!({
                    "start": it.span.start(),
                    "end": it.span.end(),
                    "name": it.name,
                    "found": at.map(|at| &at.name),
                    "country": at.map(|at| &at.country),
                    "precision": at.map(|at| at.precision.word()),
                    "lat": at.map(|at| f64::from(at.lat) / 10_000.0),
                    "lon": at.map(|at| f64::from(at.lon) / 10_000.0),
                    "why": it.why,
                    "told": nth >= own,
                })
            })
            .collect();
        writeln!(out, "{}", json!({ "places": places }))?;
    }
    Ok(())
}
