//! Showing: statements as text for people, for the program, for snapshots and for rule examples.
//! JSON is made at the edge, in the program.

use std::fmt::Write;

use ascribe_report::{Report, Span, show as report_show};

use crate::{
    statement::{About, Claim, Doer, Figure, Place, Reading, Realis, Source, Told, Truce},
    sum::Sum,
};

/// A report and all that was read in it, as `ascribe read` prints it.
pub fn report(report: &Report, reading: &Reading) -> String {
    let mut out = format!("{}\n{}", report_show::head(report), self::reading(report, reading));
    let around = report_show::around(report);
    if !around.is_empty() {
        out.push('\n');
        out.push_str(&around);
    }
    out
}

/// All that was read in a report.
pub fn reading(report: &Report, reading: &Reading) -> String {
    let mut out = String::new();
    if reading.figures.is_empty() && reading.claims.is_empty() {
        out.push_str("no figures of people harmed, and no claims\n");
    }
    for (at, figure) in reading.figures.iter().enumerate() {
        self::figure(&mut out, report, at + 1, figure);
    }
    for sum in &reading.sums {
        out.push_str(&self::sum(reading, sum));
        out.push('\n');
    }
    if !reading.sums.is_empty() {
        out.push('\n');
    }
    for claim in &reading.claims {
        self::claim(&mut out, report, claim);
    }
    for truce in &reading.truces {
        self::truce(&mut out, truce);
    }
    for note in &reading.notes {
        let _ = writeln!(out, "{note}");
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn figure(out: &mut String, report: &Report, number: usize, figure: &Figure) {
    let quote = report.words(figure.quote);
    let who = if quote.to_lowercase().ends_with(&figure.group) {
        String::new()
    } else {
        format!(" {}", figure.group)
    };
    let _ = writeln!(out, "{number:>3}  {} {quote}{who}", figure.measure.word());
    field(out, "says", &source(&figure.source));
    if let Some(by) = &figure.by {
        field(out, "by", &doer(by));
    }
    if let Some(place) = &figure.place {
        field(out, "where", &place.name);
    }
    if let Some(when) = &figure.when {
        field(out, "when", &when.to_string());
    }
    if figure.realis != Realis::Asserted {
        field(out, "told as", figure.realis.word());
    }
    if let Some(whole) = figure.part_of {
        field(out, "part of", &format!("figure {}", whole + 1));
    }
    field(out, "words", &marked(report, figure.sentence, &[figure.quote, figure.trigger]));
    field(out, "rule", &figure.rule);
    out.push('\n');
}

fn claim(out: &mut String, report: &Report, claim: &Claim) {
    let _ = writeln!(out, "     {} {}", source(&claim.who), claim.kind.word());
    if let Some(of) = &claim.of {
        field(out, "whom", &of.name);
    }
    let about = match claim.about {
        About::Event(number) => format!("event {number}"),
        About::Truce => "truce".to_owned(),
        About::Talks => "talks".to_owned(),
    };
    field(out, "about", &about);
    field(out, "words", &marked(report, claim.sentence, &[claim.quote]));
    field(out, "rule", &claim.rule);
    out.push('\n');
}

fn truce(out: &mut String, truce: &Truce) {
    let standing = truce.standings.first().map_or("", |(standing, _)| standing.words());
    let _ = writeln!(out, "     {}", format!("truce {standing}").trim_end());
    let all = |told: &[Told], between: &str| {
        let mut names: Vec<&str> = Vec::new();
        for it in told {
            if !names.contains(&it.what.as_str()) {
                names.push(&it.what);
            }
        }
        names.join(between)
    };
    for (name, told, between) in [
        ("between", &truce.parties, ", "),
        ("through", &truce.mediators, ", "),
        ("terms", &truce.terms, ", "),
        ("if", &truce.conditions, "; "),
        ("but not", &truce.exclusions, ", "),
    ] {
        if !told.is_empty() {
            field(out, name, &all(told, between));
        }
    }
    for (name, day) in [("from", &truce.start), ("until", &truce.end)] {
        if let Some((when, told)) = day {
            field(out, name, &when.map_or_else(|| told.what.clone(), |it| it.to_string()));
        }
    }
    let mut says: Vec<String> = Vec::new();
    for (_, told) in &truce.standings {
        let source = source(&told.says);
        if !says.contains(&source) {
            says.push(source);
        }
    }
    if !says.is_empty() {
        field(out, "says", &says.join(", "));
    }
    out.push('\n');
}

/// What one rule reads of truces, a line each as rule examples use: "party: army", "standing: due".
pub(crate) fn truce_lines(reading: &Reading, rule: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |part: &str, what: &str, told: &Told| {
        if told.rule == rule {
            out.push(format!("{part}: {what}"));
        }
    };
    for truce in &reading.truces {
        for (standing, told) in &truce.standings {
            add("standing", standing.words(), told);
        }
        for (part, all) in [
            ("party", &truce.parties),
            ("mediator", &truce.mediators),
            ("term", &truce.terms),
            ("condition", &truce.conditions),
            ("exclusion", &truce.exclusions),
        ] {
            for told in all {
                add(part, &told.what, told);
            }
        }
        for (part, day) in [("start", &truce.start), ("end", &truce.end)] {
            if let Some((_, told)) = day {
                add(part, &told.what, told);
            }
        }
    }
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "     {name:<8} {value}");
}

/// The sentence with some of its words marked.
fn marked(report: &Report, sentence: Span, spans: &[Span]) -> String {
    let mut spans: Vec<Span> = spans.iter().copied().filter(|&it| sentence.contains(it)).collect();
    spans.sort();
    let mut out = String::new();
    let mut at = sentence.start();
    for span in spans {
        if span.start() < at {
            continue;
        }
        out.push_str(report.words(Span::new(at, span.start())));
        out.push('«');
        out.push_str(report.words(span));
        out.push('»');
        at = span.end();
    }
    out.push_str(report.words(Span::new(at, sentence.end())));
    out
}

/// Who says it and who carries it, in one line.
pub fn source(source: &Source) -> String {
    let given_by = source.given_by.as_ref().map_or("the report itself", |it| &it.name);
    match &source.via {
        Some(via) => format!("{given_by} via {}", via.name),
        None => given_by.to_owned(),
    }
}

/// Who did it, in one line.
fn doer(by: &Doer) -> String {
    if by.is_suspected {
        format!("{}, it is suspected", by.named.name)
    } else {
        by.named.name.clone()
    }
}

/// A place with its point, and why it is taken to be there, in one line.
pub fn place(place: &Place) -> String {
    let at = place.located.as_ref().map_or_else(String::new, |it| {
        let degrees = |it: i32| f64::from(it) / 10_000.0;
        let (lat, lon) = (degrees(it.lat), degrees(it.lon));
        format!(" at {lat:.2}, {lon:.2} ({} {} {})", it.precision.word(), it.name, it.country)
    });
    format!("`{}`{at}: {}", place.name, place.why)
}

/// "88 = 57 + 31", or that a total and its parts do not agree.
pub fn sum(reading: &Reading, sum: &Sum) -> String {
    let number = |it: usize| {
        let toll = &reading.figures[it].toll;
        toll.low.or(toll.high).map_or_else(|| toll.to_string(), |it| it.to_string())
    };
    let parts: Vec<String> = sum.parts.iter().map(|&it| number(it)).collect();
    let sign = if sum.holds { "=" } else { "is not" };
    let word = reading.figures[sum.total].measure.word();
    format!("     {word} {} {sign} {}", number(sum.total), parts.join(" + "))
}

/// A whole reading, a line each.
pub fn lines(report: &Report, reading: &Reading) -> Vec<String> {
    let figures = reading.figures.iter().map(|it| figure_line(report, it));
    figures.chain(reading.claims.iter().map(claim_line)).collect()
}

/// A figure in the one line that rule examples use: "killed: at least four, says police".
pub(crate) fn figure_line(report: &Report, figure: &Figure) -> String {
    format!("{}: {}{}", figure.measure.word(), report.words(figure.quote), says(&figure.source))
}

/// A claim in the one line that rule examples use: "blames: radio, of army".
pub(crate) fn claim_line(claim: &Claim) -> String {
    let who = claim.who.given_by.as_ref().map_or("report", |it| &it.name);
    let of = claim.of.as_ref().map_or_else(String::new, |it| format!(", of {}", it.name));
    format!("{}: {who}{of}", claim.kind.word())
}

fn says(source: &Source) -> String {
    match &source.given_by {
        Some(_) => format!(", says {}", self::source(source)),
        None => String::new(),
    }
}
