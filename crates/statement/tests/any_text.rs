//! Laws that a reading keeps on any text: no panic, and every statement points to words.

use std::sync::LazyLock;

use ascribe_report::{Report, Span};
use ascribe_sentence::{Pipeline, split};
use ascribe_statement::{Rules, extract, show};
use proptest::prelude::*;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// Pieces that rules start from, and whatever else may stand between them.
fn news_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Gunmen killed at least four people".to_owned()),
        Just("the army said".to_owned()),
        Just("\"We have 28 wounded,".to_owned()),
        Just("including two of them".to_owned()),
        Just("according to figures published by it".to_owned()),
        Just("who were killed and injured".to_owned()),
        Just("put the toll at".to_owned()),
        Just("on Sunday in the town of Tamrit".to_owned()),
        Just("claimed responsibility".to_owned()),
        Just("a father and daughter".to_owned()),
        Just("57".to_owned()),
        Just(",".to_owned()),
        Just(".".to_owned()),
        Just("\"".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_statement_points_to_words_of_its_sentence(text in news_like()) {
        let report = Report {
            paragraphs: vec![Span::new(0, text.len())],
            text,
            published: "2024-05-15".parse().ok(),
            ..Report::default()
        };
        let sentences = split(&PIPELINE, &report);
        let reading = extract(&RULES, &report, &sentences);
        for figure in &reading.figures {
            prop_assert!(!report.words(figure.quote).is_empty());
            prop_assert!(figure.sentence.contains(figure.quote), "{figure:?}");
            prop_assert!(figure.sentence.contains(figure.trigger), "{figure:?}");
            prop_assert!(figure.part_of.is_none_or(|it| it < reading.figures.len()));
            prop_assert!(figure.toll.low.zip(figure.toll.high).is_none_or(|(low, high)| low <= high));
        }
        for claim in &reading.claims {
            prop_assert!(claim.sentence.contains(claim.quote), "{claim:?}");
        }
        for sum in &reading.sums {
            prop_assert!(!sum.parts.contains(&sum.total), "{sum:?}");
        }
        prop_assert!(!show::reading(&report, &reading).is_empty());
    }
}

#[test]
fn a_sentence_without_end_is_left_unread_and_told() {
    let text = "a bomb and ".repeat(2_000);
    let report = Report { paragraphs: vec![Span::new(0, text.len())], text, ..Report::default() };
    let sentences = split(&PIPELINE, &report);
    let reading = extract(&RULES, &report, &sentences);
    assert!(sentences.iter().any(|it| it.tokens.len() > 1_000));
    let told: Vec<&str> = reading.notes.iter().map(|it| it.why.as_str()).collect();
    assert_eq!(told, ["a sentence of more than 1000 words is no sentence of a report"]);
}
