//! The rules that come with the program, and what is said of broken ones.

use std::{fs, path::Path};

use ascribe_sentence::{Pipeline, split};
use ascribe_statement::{Rules, explain::check_examples};

#[test]
fn every_rule_reads_its_examples() {
    let rules = Rules::built_in();
    let pipeline = Pipeline::built_in().expect("the program carries a model");
    assert!(rules.examples().count() > 40);
    let failures = check_examples(&rules, |report| split(&pipeline, report));
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", told.join("\n\n"));
}

/// Adds one file to no rules, and compares what is said of it.
#[track_caller]
fn check(text: &str, should: &str) {
    let said = Rules::default().add("mine.toml", text).expect_err("the file is broken").to_string();
    assert_eq!(said.trim_end(), should.trim_end());
}

const GOOD: &str = r#"
[[figure]]
name = "poisoned"
doc = "People are poisoned."
measure = "injured"
trigger = { lemma = ["poison"], pos = ["verb"] }
people = [">nsubjpass"]
[[figure.example]]
text = "Two men were poisoned."
gives = ["injured: Two"]
"#;

#[test]
fn a_misspelt_key_is_told_with_its_line() {
    check(
        &GOOD.replace("trigger", "triger"),
        "cannot read rules from `mine.toml`: TOML parse error at line 6, column 1
  |
6 | triger = { lemma = [\"poison\"], pos = [\"verb\"] }
  | ^^^^^^
unknown field `triger`, expected one of `name`, `doc`, `measure`, `trigger`, `needs`, `unless`, `people`, `number`, `nouns`, `is_deed`, `example`",
    );
}

#[test]
fn a_broken_path_is_told_with_its_line() {
    check(
        &GOOD.replace(">nsubjpass", "nsubjpass"),
        "cannot read rules from `mine.toml`: TOML parse error at line 7, column 10
  |
7 | people = [\"nsubjpass\"]
  |          ^^^^^^^^^^^^^
the step `nsubjpass` starts with neither `>` (to a child) nor `<` (to the head), `.`, `+`, `-` nor `~`",
    );
}

#[test]
fn an_unknown_measure_is_told_with_those_there_are() {
    check(
        &GOOD.replace("\"injured\"\n", "\"ill\"\n"),
        "cannot read rules from `mine.toml`: TOML parse error at line 5, column 11
  |
5 | measure = \"ill\"
  |           ^^^^^
unknown variant `ill`, expected one of `killed`, `injured`, `missing`, `held`, `displaced`, `casualties`",
    );
}

#[test]
fn a_rule_needs_an_example_it_leaves_alone() {
    check(
        GOOD,
        "rule `poisoned` in `mine.toml` has no example that it leaves alone; add an `example` with such a sentence",
    );
}

#[test]
fn a_name_is_given_once() {
    let whole = format!("{GOOD}[[figure.example]]\ntext = \"They left.\"\ngives = []\n");
    check(
        &format!("{whole}{whole}"),
        "rule `poisoned` in `mine.toml` has the name of an earlier rule; give it one of its own",
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test makes the folder it reads")]
fn a_folder_adds_its_rules() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let whole = format!("{GOOD}[[figure.example]]\ntext = \"They left.\"\ngives = []\n");
    fs::write(folder.path().join("poison.toml"), whole).expect("there is room for a file");
    let mut rules = Rules::built_in();
    let before = rules.figures.len();
    rules.add_folder(folder.path()).expect("the folder holds one good file");
    assert_eq!(rules.figures.len(), before + 1);
}

#[test]
fn a_folder_without_rules_is_told() {
    let said = Rules::default().add_folder(Path::new("tests")).expect_err("no rules lie there");
    assert_eq!(said.to_string(), "cannot read rules from `tests`: there is no `.toml` file in it");
}
