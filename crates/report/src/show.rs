//! Show: a report as people read it. For programs there is the type itself.

use std::fmt::Write;

use crate::{Report, Teaser};

/// A report as text for people: what the page says of itself, then the story, then what stands
/// around it.
pub fn show(report: &Report) -> String {
    let mut shown = String::new();
    let mut line = |name: &str, words: &str| {
        writeln!(shown, "{name:<10} {words}").expect("a String takes every write");
    };
    if let Some(title) = report.title {
        line("title", report.words(title));
    }
    if let Some(day) = report.published {
        line("published", &day.to_string());
    }
    for (name, words) in
        [("byline", &report.byline), ("agency", &report.agency), ("outlet", &report.outlet)]
    {
        if let Some(words) = words {
            line(name, words);
        }
    }
    if let Some(dateline) = report.dateline {
        line("dateline", report.words(dateline.words));
        if let Some(place) = dateline.place {
            line("  place", report.words(place));
        }
        if let Some(day) = dateline.day {
            line("  day", report.words(day));
        }
    }
    for picture in &report.pictures {
        line("picture", picture.file.as_deref().unwrap_or("(no file)"));
        if let Some(caption) = &picture.caption {
            line("  caption", caption);
        }
        if let Some(credit) = &picture.credit {
            line("  credit", credit);
        }
    }
    for (i, paragraph) in report.paragraphs.iter().enumerate() {
        line(&format!("{:>10}", i + 1), report.words(*paragraph));
    }
    for (name, teasers) in [("related", &report.related), ("latest", &report.latest)] {
        for Teaser { title, lede, address } in teasers {
            line(name, title);
            if let Some(lede) = lede {
                line("  lede", lede);
            }
            if let Some(address) = address {
                line("  address", address);
            }
        }
    }
    for note in &report.notes {
        writeln!(shown, "{note}").expect("a String takes every write");
    }
    shown
}
