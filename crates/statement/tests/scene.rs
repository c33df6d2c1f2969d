//! Where and when the figures of a report are: which of the places and days that it names are those
//! of a harm, and which are told of those who act, speak, judge, heal or count.

use std::sync::LazyLock;

use ascribe_report::{Report, Span};
use ascribe_sentence::{Pipeline, split};
use ascribe_statement::{Rules, extract};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// Published on Wednesday, 15 May 2024; paragraphs stand apart by an empty line. Each number with its
/// place and day.
#[track_caller]
fn check(text: &str, should: &[&str]) {
    let mut report = Report { text: text.to_owned(), ..Report::default() };
    report.published = "2024-05-15".parse().ok();
    let mut start = 0;
    for piece in text.split("\n\n") {
        report.paragraphs.push(Span::new(start, start + piece.len()));
        start += piece.len() + 2;
    }
    let sentences = split(&PIPELINE, &report);
    let figures = extract(&RULES, &report, &sentences).figures;
    let lines: Vec<String> = figures
        .iter()
        .map(|it| {
            let place = it.place.as_ref().map_or("nowhere", |it| &it.name);
            let when = it.when.map_or("no day".to_owned(), |it| it.to_string());
            format!("{}: {place}; {when}", report.words(it.quote))
        })
        .collect();
    assert_eq!(lines, should, "{text}");
}

#[test]
fn who_acts_comes_from_or_is_at_a_border_is_no_place_of_harm() {
    check(
        "Shells killed four people near Homs on Monday, hours after a truce brokered by France. Two of the dead were traders from Mauritania.",
        &["four: Homs, Syria; 2024-05-13", "Two: Homs, Syria; 2024-05-13"],
    );
}

#[test]
fn where_the_wounded_are_brought_is_not_where_they_were_hurt() {
    check(
        "A bomb killed six people in Qandil Bala, Pakistan, on Monday.\n\nNine wounded people were flown to Peshawar, police said. Doctors at a hospital in Lahore said 12 people were injured.",
        &[
            "six: Qandil Bala, Pakistan; 2024-05-13",
            "Nine: Qandil Bala, Pakistan; 2024-05-13",
            "12: Qandil Bala, Pakistan; 2024-05-13",
        ],
    );
}

#[test]
fn a_sentence_without_a_number_tells_where_it_was() {
    check(
        "An explosion killed six people in Pakistan on Monday.\n\nThe blast tore through shops in Qandil Bala. Four people were missing.",
        &["six: Qandil Bala, Pakistan; 2024-05-13", "Four: Qandil Bala, Pakistan; 2024-05-13"],
    );
}

#[test]
fn a_piece_of_a_name_is_no_place() {
    check(
        "Six people were killed in a raid near Kandahar on Monday. One elder, Haji Abdul Bari, said two children were killed.",
        &["Six: Kandahar, Afghanistan; 2024-05-13", "two: Kandahar, Afghanistan; 2024-05-13"],
    );
}

#[test]
fn where_somebody_speaks_is_not_where_it_was() {
    check(
        "A bomb killed six people in Qandil Bala, Pakistan, on Monday. Nine people were wounded, the governor told reporters in Peshawar.",
        &["six: Qandil Bala, Pakistan; 2024-05-13", "Nine: Qandil Bala, Pakistan; 2024-05-13"],
    );
}

#[test]
fn where_the_wounded_die_is_not_where_they_were_hurt() {
    check(
        "A bomb wounded six people in Qandil Bala, Pakistan, on Monday. Two people died of burns in the hospital at Peshawar.",
        &["six: Qandil Bala, Pakistan; 2024-05-13", "Two: Qandil Bala, Pakistan; 2024-05-13"],
    );
}

#[test]
fn the_worst_since_a_day_is_not_of_that_day() {
    check(
        "Twelve people were killed in Homs on Monday. That brings the toll to 40, the highest number of deaths since the war of 2020.",
        &["Twelve: Homs, Syria; 2024-05-13", "40: Homs, Syria; 2024-05-13"],
    );
}

#[test]
fn wounded_who_die_later_were_hurt_before() {
    check(
        "The number of people killed in Homs rose to 14 on Wednesday after three of the wounded died overnight. Police had put the toll at six after Tuesday's attack.",
        &[
            "14: Homs, Syria; 2024-05-14",
            "three: Homs, Syria; 2024-05-14",
            "six: Homs, Syria; 2024-05-14",
        ],
    );
}

#[test]
fn a_court_tells_of_the_day_of_the_deed() {
    check(
        "Judges convicted a commander on Tuesday.\n\nHis men attacked Homs on April 3, 2011.\n\nSixty-two villagers were killed, the court said.",
        &["Sixty-two: Homs, Syria; 2011-04-03"],
    );
}

#[test]
fn a_day_that_no_year_has_is_none() {
    check("Four people were killed in Homs on February 30.", &["Four: Homs, Syria; no day"]);
}
