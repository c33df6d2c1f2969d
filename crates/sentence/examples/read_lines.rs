//! Read lines: reads texts, a JSON string on each line of standard input, and writes what the
//! pipeline finds in each as a line of JSON, for `bench/parity.py` to compare with spaCy.

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::Path,
};

use ascribe_sentence::{Doc, Pipeline};
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a program has arguments")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = match std::env::args().nth(1) {
        Some(path) => Pipeline::open(Path::new(&path))?,
        None => Pipeline::built_in()?,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        writeln!(out, "{}", show(&pipeline.read(&text)))?;
    }
    out.flush()?;
    Ok(())
}

fn show(doc: &Doc) -> Value {
    let tokens: Vec<Value> = doc
        .tokens
        .iter()
        .map(|it| {
            json!([
                it.span.start(),
                it.span.end(),
                it.tag,
                it.pos.name(),
                it.morph,
                it.lemma,
                it.dep,
                it.head,
            ])
        })
        .collect();
    let names: Vec<Value> =
        doc.names.iter().map(|it| json!([it.tokens.start, it.tokens.end, it.label])).collect();
    json!({"tokens": tokens, "names": names, "starts": doc.sentence_starts})
}
