//! Show: a report as people read it. For programs there is the type itself.

use std::fmt::Write;

use crate::{Earlier, Report, Teaser};

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
    let paragraphs = match report.paragraphs.len() {
        1 => "1 paragraph".to_owned(),
        n => format!("{n} paragraphs"),
    };
    line(&mut shown, "story", &paragraphs);
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
    if let Some(item) = &report.item {
        for (name, words) in
            [("item", &item.name), ("  version", &item.version), ("  slug", &item.slug)]
        {
            if let Some(words) = words {
                line(name, words);
            }
        }
        if let Some(urgency) = item.urgency {
            line("  urgency", &urgency.to_string());
        }
        for Earlier { name, change } in &item.earlier {
            line(&format!("  {change}"), name);
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
    shown
}

fn line(shown: &mut String, name: &str, words: &str) {
    writeln!(shown, "{name:<10} {words}").expect("a String takes every write");
}
