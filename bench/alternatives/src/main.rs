//! Other crates that find the story in a web page, run over pages for `bench/extraction`, which
//! scores what they give. For each page on standard input, a path a line, one JSON line goes out.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, Read, Write},
    panic,
};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::json;

fn main() -> Result<()> {
    let name = std::env::args().nth(1).context("name a crate")?;
    let read = reader(&name)?;
    // A page that makes a crate panic has no story by it.
    panic::set_hook(Box::new(|_| {}));
    let mut pages = Vec::new();
    for path in io::stdin().lock().lines() {
        let path = path?;
        let mut bytes = Vec::new();
        GzDecoder::new(File::open(&path).context(path.clone())?).read_to_end(&mut bytes)?;
        let html = match String::from_utf8(bytes) {
            Ok(html) => html,
            Err(it) => encoding_rs::WINDOWS_1252.decode(it.as_bytes()).0.into_owned(),
        };
        pages.push((path, html));
    }
    let start = processor_time()?;
    let bodies: BTreeMap<&str, String> = pages
        .iter()
        .map(|(path, html)| {
            (path.as_str(), panic::catch_unwind(|| read(html)).ok().flatten().unwrap_or_default())
        })
        .collect();
    let seconds = processor_time()? - start;
    let out = json!({ "bodies": bodies, "seconds": seconds });
    writeln!(io::stdout(), "{out}")?;
    Ok(())
}

fn reader(name: &str) -> Result<fn(&str) -> Option<String>> {
    Ok(match name {
        "trafilatura" => |html| {
            Some(trafilatura::extract(html, &trafilatura::Options::default()).ok()?.content_text)
        },
        "rs-trafilatura" => |html| Some(rs_trafilatura::extract(html).ok()?.content_text),
        "libreadability" => |html| Some(libreadability::extract(html, None).ok()?.text_content),
        "dom_smoothie" => |html| {
            let mut it = dom_smoothie::Readability::new(html, None, None).ok()?;
            Some(it.parse().ok()?.text_content.to_string())
        },
        "legible" => |html| Some(legible::parse(html, None, None).ok()?.text_content),
        "readability" => |html| {
            let address = url::Url::parse("https://example.org/").ok()?;
            Some(readability::extractor::extract(&mut html.as_bytes(), &address).ok()?.text)
        },
        _ => anyhow::bail!("no crate `{name}` is built in here"),
    })
}

/// Seconds of processor time of this process so far, as Linux tells them.
fn processor_time() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("/proc/self/stat has a name in brackets")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
