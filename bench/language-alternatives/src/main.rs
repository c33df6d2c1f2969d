//! Tells which language other crates find in texts, for `bench/languages`. The crate is named as the
//! argument. For each line on standard input, a text as a string of JSON, a line goes out: the code
//! of the language, `-` where none is told; then one with the microseconds for a text, on average.

use std::{env, io, time::Instant};

fn main() {
    let name = env::args().nth(1).expect("the crate is named");
    let lines = io::stdin().lines().map(|it| it.expect("standard input is text"));
    let texts: Vec<String> =
        lines.map(|it| serde_json::from_str(&it).expect("it is a string of JSON")).collect();
    let model = (name == "langid-rs").then(|| langid_rs::Model::load(true).expect("it has a model"));
    let start = Instant::now();
    let found: Vec<Option<String>> = texts
        .iter()
        .map(|text| match name.as_str() {
            "whatlang" => whatlang::detect(text).map(|it| it.lang().code().to_owned()),
            "whatlang, reliable" => {
                let reliable = whatlang::detect(text).filter(whatlang::Info::is_reliable);
                reliable.map(|it| it.lang().code().to_owned())
            }
            "whichlang" => {
                Some(whichlang::detect_language(text).three_letter_code().to_owned())
            }
            _ => model.as_ref()?.classify(text).map(|it| it.0.to_owned()),
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for language in found {
        println!("{}", language.as_deref().unwrap_or("-"));
    }
    println!("{}", seconds * 1e6 / texts.len().max(1) as f64);
}
