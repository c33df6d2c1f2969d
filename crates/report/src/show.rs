//! Show: a report as people read it. For programs there is the type itself.

use std::fmt::Write;

use crate::{Earlier, Field, Item, Report, Teaser, language};

/// A report with its story: what the page says of it, the paragraphs, and what stands around them.
pub fn report(report: &Report) -> String {
    let mut shown = said(report);
    for (i, paragraph) in report.paragraphs.iter().enumerate() {
        line(&mut shown, &format!("{:>10}", i + 1), report.words(*paragraph));
    }
    shown + &around(report)
}

/// What a page says of its report: headline, day, who wrote it, pictures; and how long it is.
pub fn head(report: &Report) -> String {
    let mut shown = said(report);
    line(&mut shown, "story", &n_paragraphs(report));
    shown
}

/// What stands around a report: teasers of other reports; and what was left unread. Empty where
/// there is nothing.
pub fn around(report: &Report) -> String {
    let mut shown = String::new();
    for (name, teasers) in [("related", &report.related), ("latest", &report.latest)] {
        for Teaser { title, lede, address } in teasers {
            line(&mut shown, name, title);
            if let Some(lede) = lede {
                line(&mut shown, "  lede", lede);
            }
            if let Some(address) = address {
                line(&mut shown, "  address", address);
            }
        }
    }
    for note in &report.notes {
        writeln!(shown, "{note}").expect("a String takes every write");
    }
    shown
}

/// What was taken from a page and from where, what stands around the story, and what was left out.
pub fn taken(report: &Report) -> String {
    let mut shown = String::new();
    for (field, from) in &report.from {
        if let Some(words) = report.said(*field) {
            line(&mut shown, &field.to_string(), &words);
            line(&mut shown, "  from", &from.to_string());
        }
        if *field == Field::Byline {
            for writer in &report.writers {
                line(&mut shown, "  writer", writer);
            }
        }
    }
    item(&mut shown, report);
    dateline(&mut shown, report);
    pictures(&mut shown, report);
    line(&mut shown, "story", &n_paragraphs(report));
    for (piece, tag) in &report.others {
        let first = report.words(*piece).split(' ').take(5).collect::<Vec<_>>().join(" ");
        line(&mut shown, "  other", &format!("{}: {first}", language::show(tag)));
    }
    for words in &report.corrections {
        line(&mut shown, "corrected", words);
    }
    if let Some(words) = &report.updating {
        line(&mut shown, "updating", words);
    }
    for words in &report.left_out {
        line(&mut shown, "left out", words);
    }
    shown + &around(report)
}

/// A report that was not read, since there is nothing to read its language with.
pub fn unread(report: &Report) -> String {
    let language = report.language.as_deref().map_or_else(String::new, language::show);
    let around = around(report);
    let head = head(report);
    let gap = if around.is_empty() { "" } else { "\n" };
    format!("{head}\nin {language}; no pipeline for it, not read\n{gap}{around}")
}

fn n_paragraphs(report: &Report) -> String {
    match report.paragraphs.len() {
        1 => "1 paragraph".to_owned(),
        n => format!("{n} paragraphs"),
    }
}

fn said(report: &Report) -> String {
    let mut shown = String::new();
    let mut line = |name: &str, words: &str| line(&mut shown, name, words);
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
    item(&mut shown, report);
    dateline(&mut shown, report);
    pictures(&mut shown, report);
    shown
}

fn item(shown: &mut String, report: &Report) {
    let Some(Item { name, version, slug, urgency, earlier }) = &report.item else { return };
    for (label, words) in [("item", name), ("  version", version), ("  slug", slug)] {
        if let Some(words) = words {
            line(shown, label, words);
        }
    }
    if let Some(urgency) = urgency {
        line(shown, "  urgency", &urgency.to_string());
    }
    for Earlier { name, change } in earlier {
        line(shown, &format!("  {change}"), name);
    }
}

fn dateline(shown: &mut String, report: &Report) {
    if let Some(dateline) = report.dateline {
        line(shown, "dateline", report.words(dateline.words));
        if let Some(place) = dateline.place {
            line(shown, "  place", report.words(place));
        }
        if let Some(day) = dateline.day {
            line(shown, "  day", report.words(day));
        }
    }
}

fn pictures(shown: &mut String, report: &Report) {
    for picture in &report.pictures {
        line(shown, "picture", picture.file.as_deref().unwrap_or("(no file)"));
        if let Some(caption) = &picture.caption {
            line(shown, "  caption", caption);
        }
        if let Some(credit) = &picture.credit {
            line(shown, "  credit", credit);
        }
    }
}

fn line(shown: &mut String, name: &str, words: &str) {
    writeln!(shown, "{name:<10} {words}").expect("a String takes every write");
}
