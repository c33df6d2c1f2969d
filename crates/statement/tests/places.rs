//! Where on the map the places of a text are, and why.

use ascribe_report::{Report, Span};
use ascribe_sentence::Pipeline;
use ascribe_statement::{named_places, show};

/// The places of a text, a line each.
fn places(text: &str) -> String {
    let pipeline = Pipeline::built_in().expect("the built-in pipeline is read in other tests");
    let paragraphs = vec![Span::new(0, text.len())];
    let report = Report { text: text.to_owned(), paragraphs, ..Report::default() };
    let sentences = ascribe_sentence::split(&pipeline, &report);
    let lines: Vec<String> =
        named_places(&report, &sentences, &[]).iter().map(show::place).collect();
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(places(text), expected.join("\n"), "of {text}");
}

#[test]
fn the_country_beside_a_name_chooses() {
    check(
        "Five people were killed in Tripoli, Lebanon.",
        &[
            "`Tripoli, Lebanon` at 34.43, 35.84 (exact Tripoli LB): the likeliest of that name in Lebanon, which the report names",
            "`Lebanon` at 33.83, 35.83 (country Lebanon LB): a country",
        ],
    );
}

#[test]
fn the_country_the_report_speaks_of_chooses() {
    check(
        "Five people were killed in Tripoli, the Lebanese army said.",
        &[
            "`Tripoli, Lebanon` at 34.43, 35.84 (exact Tripoli LB): the likeliest of that name in Lebanon, which the report names",
        ],
    );
}

#[test]
fn what_a_place_lies_in_chooses_and_stands_for_it_where_it_is_not_known() {
    check(
        "A bomb went off in Springfield, Illinois.",
        &[
            "`Springfield, Illinois, United States` at 39.80, -89.64 (exact Springfield US): it lies in Illinois",
            "`Illinois, United States` at 40.15, -89.28 (province Illinois US): the only place of that name",
        ],
    );
    check(
        "Shells hit the village of Tal Quzun in Homs province, Syria.",
        &[
            "`Tal Quzun, Homs province, Syria` at 34.55, 38.28 (province Ḩimş SY): Tal Quzun is not known, Homs province is: the likeliest of that name in Syria, which the report names",
            "`Homs province, Syria` at 34.55, 38.28 (province Ḩimş SY): the likeliest of that name in Syria, which the report names",
            "`Syria` at 35.00, 38.00 (country Syria SY): a country",
        ],
    );
}

#[test]
fn a_state_is_meant_before_a_town_of_its_name_near_what_is_told_of() {
    check(
        "Storms killed two people in Wyoming and three in Grand Rapids, Michigan, US officials said.",
        &[
            "`Wyoming, United States` at 42.95, -107.47 (province Wyoming US): the likeliest of that name in United States, which the report names",
            "`Grand Rapids, Michigan, United States` at 42.96, -85.67 (exact Grand Rapids US): it lies in Michigan",
            "`Michigan, United States` at 44.74, -85.62 (province Michigan US): the only place of that name",
            "`United States` at 38.92, -98.98 (country United States US): a country",
        ],
    );
}

#[test]
fn a_country_and_a_province_of_one_name_are_told_apart() {
    check(
        "A storm killed two people in Georgia and three in Alabama, US officials said.",
        &[
            "`Georgia` at 32.74, -83.51 (province Georgia US): the likeliest of that name in United States, which the report names",
            "`Alabama, United States` at 32.92, -86.84 (province Alabama US): the likeliest of that name in United States, which the report names",
            "`United States` at 38.92, -98.98 (country United States US): a country",
        ],
    );
    check(
        "Two people were killed in Georgia, officials in Tbilisi said.",
        &[
            "`Georgia` at 42.00, 43.50 (country Georgia GE): the only one of that name in Georgia, which the report names",
            "`Tbilisi, Georgia` at 41.69, 44.83 (exact Tbilisi GE): it lies in Georgia",
        ],
    );
}

#[test]
fn a_small_place_of_a_country_that_is_not_spoken_of_is_left_out() {
    check(
        "A bus fell into a ravine near Colinas.",
        &["`Colinas`: no place of that name is known there"],
    );
}
