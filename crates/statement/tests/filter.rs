//! Which texts the filter takes: those whose words stand together as a rule asks for them.

use std::sync::LazyLock;

use ascribe_report::{Report, Span};
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Rules};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static FILTER: LazyLock<Filter> =
    LazyLock::new(|| Filter::new(&Rules::built_in(), &PIPELINE.forms()));

/// A report of one paragraph a line.
fn report(text: &str) -> Report {
    let mut report = Report { text: text.to_owned(), ..Report::default() };
    let mut start = 0;
    for line in text.split('\n') {
        report.paragraphs.push(Span::new(start, start + line.len()));
        start += line.len() + 1;
    }
    report
}

/// Which paragraphs are taken.
#[track_caller]
fn check(text: &str, should: &[bool]) {
    let report = report(text);
    assert_eq!(FILTER.pieces(&report), should, "{text}");
    assert_eq!(FILTER.takes(&report), should.contains(&true), "{text}");
}

#[test]
fn a_word_of_harm_is_taken_in_every_form() {
    check("Twelve people were KILLED.", &[true]);
    check("Police shot and injured two men.", &[true]);
    check("Three men are missing.", &[true]);
}

#[test]
fn a_word_within_another_is_none() {
    check("Her skills, and an overkill of colours, won the prize.", &[false]);
}

#[test]
fn paragraphs_without_words_of_harm_are_left_out() {
    check("The mayor opened a bridge.\nTwelve people died.", &[false, true]);
    check("The orchestra played in the new hall.", &[false]);
    check("", &[false]);
}

#[test]
fn a_rule_is_met_where_all_that_it_asks_for_stands_together() {
    check("The Hill Brigade took responsibility for the blast.", &[true]);
    check("The orchestra took a bow.", &[false]);
    let far = "and the choir sang one song after the other until the moon rose over the lake ";
    check(&format!("The orchestra took a bow, {far}{far}under her responsibility."), &[false]);
}

#[test]
fn a_negation_may_be_the_end_of_a_word() {
    check("The owner hasn't been heard of since May.", &[true]);
    check("The owner hasn’t been heard of since May.", &[true]);
    check("The owner has been heard of since May.", &[false]);
}

#[test]
fn what_is_said_of_truces_counts_in_a_report_that_speaks_of_one() {
    check("The group turned down the plan.", &[false]);
    check("The group turned down the plan.\nThe truce was to begin on Monday.", &[true, true]);
}

const MINE: &str = r#"
[[figure]]
name = "petrified"
doc = "People are petrified."
measure = "injured"
trigger = { lemma = ["petrify"], pos = ["verb"] }
people = [">nsubjpass"]
[[figure.example]]
text = "Two men were petrified."
gives = ["injured: Two"]
[[figure.example]]
text = "It was a petrified forest."
gives = []
"#;

#[test]
fn words_of_a_rule_that_somebody_adds_are_looked_for() {
    let text = report("Two wizards were petrified.");
    assert!(!FILTER.takes(&text));
    let mut rules = Rules::built_in();
    rules.add("mine.toml", MINE).expect("the rule is good");
    assert!(Filter::new(&rules, &PIPELINE.forms()).takes(&text));
}

#[test]
fn a_report_is_read_in_full_where_one_of_its_paragraphs_says_something() {
    let rules = Rules::built_in();
    let text = report("Adan Warsame is a mayor.\nHe said two men had been killed.");
    let sentences = ascribe_sentence::split(&PIPELINE, &text);
    let full = ascribe_statement::extract(&rules, &text, &sentences);
    assert_eq!(FILTER.pieces(&text), [false, true]);
    assert_eq!(FILTER.read(&PIPELINE, &rules, &text), Some(full));
    let nothing = report("The mayor opened a bridge.");
    assert_eq!(FILTER.read(&PIPELINE, &rules, &nothing), None);
}
