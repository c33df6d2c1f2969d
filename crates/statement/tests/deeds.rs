//! Who did the harm that a figure tells of, and what a report says of a truce, in sentences written
//! for these tests.

use std::sync::LazyLock;

use ascribe_report::{Report, Span};
use ascribe_sentence::{Pipeline, split};
use ascribe_statement::{Reading, Rules, Told, extract};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// A report with a headline, where the first line begins with `#`.
fn read(text: &str) -> (Report, Reading) {
    let mut report = Report { published: "2024-05-15".parse().ok(), ..Report::default() };
    for piece in text.split("\n\n") {
        let words = piece.strip_prefix("# ");
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(words.unwrap_or(piece));
        let span = Span::new(start, report.text.len());
        match words {
            Some(_) => report.title = Some(span),
            None => report.paragraphs.push(span),
        }
    }
    let sentences = split(&PIPELINE, &report);
    let reading = extract(&RULES, &report, &sentences);
    (report, reading)
}

/// The number of each figure and who did it.
#[track_caller]
fn check(text: &str, should: &[&str]) {
    let (report, reading) = read(text);
    let line = |it: &ascribe_statement::Figure| {
        let by = it.by.as_ref().map_or("nobody", |by| &by.named.name);
        let doubt =
            if it.by.as_ref().is_some_and(|by| by.is_suspected) { ", suspected" } else { "" };
        format!("{} by {by}{doubt}", report.words(it.quote))
    };
    let told: Vec<String> = reading.figures.iter().map(line).collect();
    assert_eq!(told, should, "{text}");
}

#[test]
fn the_one_who_kills_did_it() {
    check("Gunmen of the Shining Path killed four villagers.", &["four by Shining Path"]);
    check("Two guards were wounded by rebels.", &["Two by rebels"]);
    check("Rebels attacked a convoy, killing six soldiers.", &["six by Rebels"]);
    check("FMLN guerrillas attacked the post and wounded two guards.", &["two by FMLN"]);
    check("Police arrested nine men.", &["nine by Police"]);
}

#[test]
fn whose_means_it_was_did_it() {
    check("An Israeli strike killed nine people in the town.", &["nine by Israel"]);
    check("Nine people died in an attack by the Taliban.", &["Nine by Taliban"]);
    check("Police said three men had been killed by a drone of the army.", &["three by army"]);
    check("Seven soldiers were killed when gunmen opened fire on a bus.", &["Seven by gunmen"]);
}

#[test]
fn whoever_says_that_they_did_it_did_it() {
    check("The army said it had killed 38 rebels.", &["38 by army"]);
    check("The Hill Brigade said it had killed 38 soldiers.", &["38 by Hill Brigade"]);
    check("The mayor said they had killed his son.", &["his son by nobody"]);
    check("A farmer said they had killed his son.", &["his son by nobody"]);
}

#[test]
fn a_suspicion_is_kept() {
    check(
        "Four villagers were killed by suspected members of the Shining Path.",
        &["Four by Shining Path, suspected"],
    );
    check(
        "The Hill Brigade was accused of killing 12 farmers.",
        &["12 by Hill Brigade, suspected"],
    );
}

#[test]
fn a_thing_does_nothing_and_who_counts_did_not_do_it() {
    check("A car bomb killed nine people.", &["nine by nobody"]);
    check("Hurricane Maria killed nine people.", &["nine by nobody"]);
    check("Syria's conflict killed nine people.", &["nine by nobody"]);
    check("The rebels lost nine men.", &["nine by nobody"]);
    check("Officials confirmed three deaths.", &["three by nobody"]);
}

#[test]
fn a_person_of_the_headline_counts_once() {
    check(
        "# Policeman killed in ambush\n\nA policeman was killed in an ambush by rebels.",
        &["Policeman by nobody"],
    );
    check(
        "# Policeman killed in ambush\n\nA driver was killed in an ambush by rebels.",
        &["Policeman by nobody", "A driver by rebels"],
    );
}

/// The first truce of a report: parties, mediators, exclusions, and the words for its first day.
#[track_caller]
fn check_truce(text: &str, should: &str) {
    let (_, reading) = read(text);
    let names =
        |told: &[Told]| told.iter().map(|it| it.what.as_str()).collect::<Vec<_>>().join(", ");
    let told = reading.truces.first().map_or("no truce".to_owned(), |it| {
        let standing = it.standings.first().map_or("", |(standing, _)| standing.words());
        let start = it.start.as_ref().map_or("", |(_, told)| &told.what);
        format!(
            "{standing} | {} | through {} | without {} | from {start}",
            names(&it.parties),
            names(&it.mediators),
            names(&it.exclusions),
        )
    });
    assert_eq!(told, should, "{text}");
}

#[test]
fn who_helps_a_truce_along_is_no_party_to_it() {
    check_truce(
        "# Marana and Loria agree to ceasefire\n\n\
         The Marana army and the Hill Brigade agreed on Monday to a ceasefire that takes effect at midnight. \
         The United States helped to broker the truce.",
        "agreed | Marana army, Hill Brigade | through United States | without  | from midnight",
    );
}

#[test]
fn a_truce_is_known_by_what_is_claimed_of_it_alone() {
    check_truce(
        "The envoy spoke of the ceasefire. The agreement does not cover Islamic State.",
        " |  | through  | without Islamic State | from ",
    );
}

#[test]
fn the_offer_that_a_side_accepts_is_a_truce() {
    check_truce(
        "Envoys have proposed a humanitarian pause. It is to begin on Monday. The Hill Brigade accepted it.",
        "proposed | Envoys, Hill Brigade | through  | without  | from Monday",
    );
}
