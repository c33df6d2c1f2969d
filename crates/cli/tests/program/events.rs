//! `ascribe events` as people and programs see it. What is one event is tested in `crates/event`.

use serde_json::Value;

use crate::harness::{answer, ascribe, folder, root};

const BLAST: [(&str, &str); 3] = [
    (
        "a.txt",
        "Blast kills 57 in Tamrit\n\n8 March 2016\n\nA car bomb killed 57 people in the town of Tamrit in \
         Algeria on Tuesday, a monitoring group said.\n",
    ),
    (
        "b.txt",
        "Car bomb in Algeria\n\n8 March 2016\n\nAt least 32 people were killed when a car bomb went off in \
         Tamrit in Algeria on Tuesday, police said.\n",
    ),
    (
        "c.txt",
        "Gunmen kill nine in Gao\n\n9 March 2016\n\nGunmen killed nine villagers in Gao in Mali on Wednesday, \
         the army said.\n",
    ),
];

/// The events of some of these reports, as programs get them.
fn events(names: &[&str], policy: &str) -> Vec<Value> {
    let folder = BLAST.iter().fold(folder(), |it, (name, text)| it.with(name, text));
    let mut program = ascribe(folder.path());
    program.args(["events", "--format", "json", "--policy", policy]).args(names);
    let out = String::from_utf8(answer(program, "").stdout).expect("the program writes UTF-8");
    out.lines().map(|it| serde_json::from_str(it).expect("each line is JSON")).collect()
}

fn numbers(event: &Value) -> (Option<u64>, Option<u64>, Option<u64>, bool) {
    let killed = &event["numbers"][0];
    assert_eq!(killed["measure"], "killed");
    let of = |end: &str| killed[end].as_u64();
    (of("low"), of("best"), of("high"), killed["disputed"].as_bool() == Some(true))
}

#[test]
fn reports_that_disagree_are_one_event_that_shows_it() {
    let events = events(&["a.txt", "b.txt", "c.txt"], "median");
    assert_eq!(events.len(), 2, "{events:?}");
    let event = &events[0];
    assert_eq!(event["reports"].as_array().map(Vec::len), Some(2));
    let sources: Vec<&str> = event["accounts"]
        .as_array()
        .expect("there are accounts")
        .iter()
        .filter_map(|it| it["source"].as_str())
        .collect();
    assert_eq!(sources, ["monitoring group", "police"]);
    // "At least 32" leaves room for 57.
    assert_eq!(numbers(event), (Some(32), Some(32), Some(57), false));
    assert_eq!(events[1]["reports"][0]["address"], "c.txt");
}

#[test]
fn a_policy_chooses_another_number_and_keeps_all() {
    let by = |policy| events(&["a.txt", "b.txt"], policy).remove(0);
    assert_eq!(numbers(&by("acled")), (Some(32), Some(32), Some(32), false));
    assert_eq!(numbers(&by("ucdp")), (Some(32), Some(57), Some(57), false));
    assert_eq!(numbers(&by("ibc")), (Some(32), None, Some(57), false));
    assert_eq!(by("acled")["accounts"], by("ibc")["accounts"]);
}

#[test]
fn the_order_of_the_pages_does_not_matter() {
    assert_eq!(
        events(&["a.txt", "b.txt", "c.txt"], "median"),
        events(&["c.txt", "b.txt", "a.txt"], "median")
    );
}

#[test]
fn what_tells_of_no_harm_is_no_event_and_no_fault() {
    let folder =
        folder().with("a.txt", "The minister spoke\n\nThe minister spoke of roads on Tuesday.\n");
    let mut program = ascribe(folder.path());
    program.args(["events", "a.txt"]);
    let answer = answer(program, "");
    assert!(answer.status.success());
    assert_eq!(String::from_utf8_lossy(&answer.stdout), "");
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "ascribe: 1 report, and no event in it\n");
}

#[test]
fn a_page_that_is_not_there_is_told_and_the_others_are_put_together() {
    let mut program = ascribe(&root());
    program.args(["events", "corpus/events/gao-barracks-bomb-1.txt", "nowhere.txt"]);
    let answer = answer(program, "");
    assert_eq!(answer.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&answer.stdout).contains("Tin Hama"));
    assert!(String::from_utf8_lossy(&answer.stderr).contains("nowhere.txt"));
}
