//! Explaining: for people who write rules, what a sentence looks like to them, and what each rule
//! makes of it; and the examples of all rules, run.

use std::fmt::{self, Write};
use std::ops::Range;

use ascribe_report::{Report, Span};
use ascribe_sentence::Sentence;
use jiff::civil::Date;

use crate::{
    claim,
    dated::Days,
    day, figure,
    figure::triggers,
    locate,
    path::Path,
    read,
    rules::{Rules, Trigger},
    saying, show,
    tree::Tree,
    truce,
};

/// A rule that does not read one of its examples as the example says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// Which of its examples, from 1.
    pub example: usize,
    /// The example's text.
    pub text: String,
    /// What it should give.
    pub should: Vec<String>,
    /// What it gives.
    pub gives: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |lines: &[String]| {
            if lines.is_empty() { "nothing".to_owned() } else { lines.join(" · ") }
        };
        write!(
            f,
            "rule `{}` does not read its example {}\n  text    {}\n  should  {}\n  gives   {}\ncorrect `gives`, or change the rule",
            self.rule,
            self.example,
            self.text,
            line(&self.should),
            line(&self.gives)
        )
    }
}

/// Runs the examples of all rules; `split` cuts a report into sentences.
pub fn check_examples(rules: &Rules, split: impl Fn(&Report) -> Vec<Sentence>) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (rule, examples) in rules.examples() {
        for (at, example) in examples.iter().enumerate() {
            let report = Report {
                paragraphs: vec![Span::new(0, example.text.len())],
                text: example.text.clone(),
                ..Report::default()
            };
            let sentences = split(&report);
            let gives = lines_of(rules, rule, &report, &sentences);
            if gives != example.gives {
                failures.push(Failure {
                    rule: rule.to_owned(),
                    example: at + 1,
                    text: example.text.clone(),
                    should: example.gives.clone(),
                    gives,
                });
            }
        }
    }
    failures
}

/// What one rule reads, a line each.
fn lines_of(rules: &Rules, rule: &str, report: &Report, sentences: &[Sentence]) -> Vec<String> {
    if rules.sayings.iter().any(|it| it.name == rule) {
        return read::sayings(rules, sentences)
            .into_iter()
            .filter(|(by, _)| by == rule)
            .map(|(_, source)| format!("says: {}", show::source(&source)))
            .collect();
    }
    let reading = read::extract(rules, report, sentences);
    let figures =
        reading.figures.iter().filter(|it| it.rule == rule).map(|it| show::figure_line(report, it));
    let claims = reading.claims.iter().filter(|it| it.rule == rule).map(show::claim_line);
    if rules.truces.iter().any(|it| it.name == rule) {
        return show::truce_lines(&reading, rule);
    }
    figures.chain(claims).collect()
}

/// A sentence's tree, and what each rule whose trigger stands in it makes of it.
pub fn sentence(rules: &Rules, sentence: &Sentence) -> String {
    let tree = Tree::new(sentence);
    let mut out = String::new();
    draw(&mut out, &tree);
    out.push('\n');
    for place in locate::named_places(&Report::default(), std::slice::from_ref(sentence), &[]) {
        let _ = writeln!(out, "place                        {}", show::place(&place));
    }
    let harms = figure::find(rules, &tree, &[]);
    let frames = saying::find(rules, &tree);
    let claims = claim::find(rules, &tree);
    let mut seen = 0;
    for rule in &rules.figures {
        let read: Vec<usize> =
            harms.iter().filter(|it| it.rule == rule.name).map(|it| it.trigger).collect();
        let slots: Vec<&Path> = rule.people.iter().chain(&rule.number).collect();
        seen += one(
            &mut out,
            &tree,
            &rule.name,
            &rule.trigger,
            (&rule.needs, &rule.unless, &slots),
            &read,
        );
    }
    for rule in &rules.sayings {
        let read: Vec<usize> =
            frames.iter().filter(|it| it.rule == rule.name).map(|it| it.trigger).collect();
        let slots: Vec<&Path> = rule.source.iter().collect();
        seen += one(
            &mut out,
            &tree,
            &rule.name,
            &rule.trigger,
            (&rule.needs, &rule.unless, &slots),
            &read,
        );
    }
    for rule in &rules.claims {
        let read: Vec<usize> =
            claims.iter().filter(|it| it.rule == rule.name).map(|it| it.trigger).collect();
        seen += one(
            &mut out,
            &tree,
            &rule.name,
            &rule.trigger,
            (&rule.needs, &rule.unless, &[]),
            &read,
        );
    }
    let parts = truce::find(rules, &tree);
    for rule in &rules.truces {
        let read: Vec<usize> =
            parts.iter().filter(|it| it.rule.name == rule.name).map(|it| it.trigger).collect();
        let slots: Vec<&Path> = rule.to.iter().collect();
        seen += one(
            &mut out,
            &tree,
            &rule.name,
            &rule.trigger,
            (&rule.needs, &rule.unless, &slots),
            &read,
        );
    }
    if seen == 0 {
        out.push_str("no rule starts from a word of this sentence\n");
    }
    out
}

/// The days that the words of a sentence name, each with what it is the day of, a line each.
pub fn days(rules: &Rules, report: &Report, sentence: &Sentence) -> String {
    let tree = Tree::new(sentence);
    let frames = saying::find(rules, &tree);
    let days = Days::read(&tree, &frames, report.published, &[]);
    let mut out = String::new();
    for (mention, of) in days.shown() {
        let said = tree.words(mention.words.start..=mention.words.end - 1);
        let when = mention.when.map_or("no day can be counted to".to_owned(), |it| it.to_string());
        let _ = writeln!(out, "day `{said}`: {when}, {of}");
    }
    out
}

/// The phrases of time among words: which words, and the day or days in ISO form, empty where none
/// can be counted to.
pub fn phrases_of_time(words: &[&str], published: Option<Date>) -> Vec<(Range<usize>, String)> {
    day::find_all(words, published, &[])
        .into_iter()
        .map(|it| (it.words, it.said.map(|when| when.to_string()).unwrap_or_default()))
        .collect()
}

type Conditions<'c> = (&'c [Path], &'c [Path], &'c [&'c Path]);

/// What one rule makes of a sentence; gives how many of its triggers stand there.
fn one(
    out: &mut String,
    tree: &Tree,
    name: &str,
    trigger: &Trigger,
    (needs, unless, slots): Conditions,
    read: &[usize],
) -> usize {
    let mut seen = 0;
    for it in triggers(tree, trigger) {
        seen += 1;
        let word = &tree.token(it).text;
        let said = if read.contains(&it) {
            "reads it".to_owned()
        } else if let Some(path) = needs.iter().find(|path| !path.leads(tree, it)) {
            format!("no: needs `{path}`, which leads nowhere")
        } else if let Some(path) = unless.iter().find(|path| path.leads(tree, it)) {
            format!("no: `{path}` leads somewhere")
        } else if !slots.is_empty() && slots.iter().all(|path| !path.leads(tree, it)) {
            "no: none of its paths leads to anyone".to_owned()
        } else {
            "no: its paths lead to no people or speaker, or another rule has read the same words"
                .to_owned()
        };
        let _ = writeln!(out, "{name:<28} at `{word}`: {said}");
    }
    seen
}

/// The tree, a token a line under its head, with arc, lemma, tag and name; a star marks arcs that
/// are not the parser's.
fn draw(out: &mut String, tree: &Tree) {
    for it in 0..tree.len() {
        let token = tree.token(it);
        let head = tree.head(it).map_or("(root)", |head| tree.token(head).text.as_str());
        let name = tree.name(it).map_or("", |name| name.label.as_str());
        let mended = if tree.is_mended(it) { "*" } else { "" };
        let arc = format!("{}{mended}", tree.dep(it));
        let line = format!(
            "{it:>3}  {:<18} {arc:<10} ← {head:<16} {:<5} {:<16} {name}",
            token.text, token.tag, token.lemma
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
