//! One real page, read whole, where it lies beside the repository: every figure with its giver,
//! sums, disagreement, every claim and the truce. Its text belongs to its publisher, so that here are numbers
//! and names only.

use serde_json::Value;

use crate::harness::{answer, ascribe, root};

const OBSERVATORY: &str = "Syrian Observatory for Human Rights";

/// What a figure must be. The group is a word of it.
struct Expected {
    measure: &'static str,
    low: Option<u64>,
    high: Option<u64>,
    group: &'static str,
    source: &'static str,
}

const FIGURES: [Expected; 10] = [
    figure("killed", Some(88), Some(88), "people", OBSERVATORY),
    figure("killed", Some(57), Some(57), "people", OBSERVATORY),
    figure("killed", Some(31), None, "people", OBSERVATORY),
    figure("killed", Some(39), None, "civilians", OBSERVATORY),
    figure("killed", Some(32), Some(32), "people", "SANA"),
    figure("killed", Some(71), Some(71), "people", OBSERVATORY),
    figure("killed", Some(29), Some(29), "civilians", OBSERVATORY),
    figure("killed", Some(42), Some(42), "militiamen", OBSERVATORY),
    figure("killed", Some(250_000), Some(250_000), "people", "United Nations"),
    figure("displaced", None, None, "", "United Nations"),
];

const fn figure(
    measure: &'static str,
    low: Option<u64>,
    high: Option<u64>,
    group: &'static str,
    source: &'static str,
) -> Expected {
    Expected { measure, low, high, group, source }
}

/// Totals and their parts.
const SUMS: [(u64, [u64; 2]); 2] = [(88, [31, 57]), (71, [29, 42])];

/// Kind of each claim, and a word that names who makes it.
const CLAIMS: [(&str, &str); 9] = [
    ("claims", "Islamic State"),
    ("claims", "Islamic State"),
    ("unverified", "dpa"),
    ("agrees", "Kerry"),
    ("unverified", "Moscow"),
    ("confirms", "Foreign Ministry"),
    ("conditions", "rebel"),
    ("excludes", "United States"),
    ("excludes", "Assad"),
];

#[test]
fn the_seed_is_read_whole() {
    let story = root().join("../shared/seed/story.txt");
    if !story.exists() {
        eprintln!("skipped: ../shared/seed/story.txt is not here");
        return;
    }
    let mut program = ascribe(&root());
    program.args(["read", "--published", "2016-02-21", "--format", "json"]).arg(&story);
    let output = answer(program, "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let reading: Value = serde_json::from_slice(&output.stdout).expect("it is one line of JSON");

    check_page(&reading);
    let figures = list(&reading, "figures");
    let found: Vec<String> = figures.iter().map(shown).collect();
    let expected: Vec<String> = FIGURES
        .iter()
        .filter(|it| !figures.iter().any(|figure| is_figure(figure, it)))
        .map(|it| {
            format!("{} {:?}–{:?} {} by {}", it.measure, it.low, it.high, it.group, it.source)
        })
        .collect();
    assert!(expected.is_empty(), "not read:\n{}\nread:\n{}", expected.join("\n"), found.join("\n"));
    for (total, parts) in SUMS {
        assert!(
            is_sum(&reading, total, parts),
            "no sum {total} = {parts:?} in {}",
            reading["sums"]
        );
    }
    let event_of = |it: usize| {
        figures.iter().find(|figure| is_figure(figure, &FIGURES[it])).map(|it| &it["event"])
    };
    assert_eq!(event_of(1), event_of(4), "the Observatory and SANA disagree about one event");
    assert_ne!(event_of(1), event_of(2), "two towns are two events");
    check_claims(&reading);
    check_truce(&reading);
}

#[track_caller]
fn check_page(reading: &Value) {
    assert_eq!(list(reading, "paragraphs").len(), 22);
    assert_eq!(list(reading, "related").len(), 0);
    assert_eq!(list(reading, "latest").len(), 12);
    assert_eq!(list(reading, "pictures").len(), 1);
    assert_eq!(reading["pictures"][0]["file"], "john kerry munich.jpg");
    assert_eq!(reading["pictures"][0]["credit"], "EPA/SVEN HOPPE");
    let text = reading["text"].as_str().expect("a report has a text");
    for teaser in list(reading, "latest") {
        let title = teaser["title"].as_str().expect("a teaser has a headline");
        assert!(!text.contains(title), "a headline of another report is in the story: {title}");
    }
}

#[track_caller]
fn check_claims(reading: &Value) {
    let mut left: Vec<&Value> = list(reading, "claims").iter().collect();
    let mut missing = Vec::new();
    for (kind, who) in CLAIMS {
        let is_it = |it: &&Value| {
            it["kind"] == kind && it["who"].as_str().is_some_and(|name| name.contains(who))
        };
        if let Some(at) = left.iter().position(is_it) {
            left.remove(at);
        } else {
            missing.push(format!("{kind} by {who}"));
        }
    }
    assert!(missing.is_empty(), "not read: {}\n{:#}", missing.join(", "), reading["claims"]);
}

/// The truce: who is to keep it, who stays outside, what must come first, and how it stands.
#[track_caller]
fn check_truce(reading: &Value) {
    let [truce] = list(reading, "truces") else {
        panic!("there is one truce, not {:#}", reading["truces"]);
    };
    let has = |part: &str, word: &str| {
        list(truce, part).iter().any(|it| it["what"].as_str().is_some_and(|it| it.contains(word)))
    };
    assert_eq!(truce["standing"], "agreed-in-principle");
    for party in ["Kerry", "Lavrov", "rebel groups"] {
        assert!(has("parties", party), "{party} is no party of {truce:#}");
    }
    for outside in ["Ahrar al-Sham", "Jaish al-Islam", "al-Nusra", "Islamic State"] {
        assert!(has("exclusions", outside), "{outside} is not left out of {truce:#}");
    }
    for condition in ["front lines", "prisoners"] {
        assert!(has("conditions", condition), "{condition} is no condition of {truce:#}");
    }
    for term in ["humanitarian access", "prisoner exchange"] {
        assert!(has("terms", term), "{term} is not in {truce:#}");
    }
}

fn is_figure(it: &Value, expected: &Expected) -> bool {
    it["measure"] == expected.measure
        && it["low"].as_u64() == expected.low
        && it["high"].as_u64() == expected.high
        && it["group"].as_str().is_some_and(|it| it.contains(expected.group))
        && it["source"] == expected.source
}

fn is_sum(reading: &Value, total: u64, parts: [u64; 2]) -> bool {
    let low = |idx: &Value| {
        let idx = idx.as_u64().and_then(|it| usize::try_from(it).ok()).expect("it counts figures");
        reading["figures"][idx]["low"].as_u64()
    };
    list(reading, "sums").iter().any(|sum| {
        let mut found: Vec<_> = list(sum, "parts").iter().filter_map(low).collect();
        found.sort_unstable();
        low(&sum["total"]) == Some(total) && found == parts && sum["holds"] == true
    })
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().expect("it is a list")
}

/// A figure in one line, for whoever has to find out what went wrong.
fn shown(it: &Value) -> String {
    format!(
        "{} {}–{} {} by {} at {} on {} ({})",
        it["measure"],
        it["low"],
        it["high"],
        it["group"],
        it["source"],
        it["place"],
        it["date"],
        it["event"]
    )
}
