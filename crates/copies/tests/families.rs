//! Which reports are found to print one text, told of pages that were written for these tests.

use ascribe_copies::{Basis, Card, Kind, difference, families};
use ascribe_page::Address;
use ascribe_report::Report;

/// A story of an agency, in paragraphs.
const STORY: [&str; 8] = [
    "TAMRIT, March 8 (AFP) - A flood swept through the lower town of Tamrit on Tuesday and killed at least 57 people, the interior ministry said, after a dam in the hills gave way in the night.",
    "Rescuers in rubber boats brought hundreds of families from their roofs, and the army sent four helicopters to villages that no road leads to any more.",
    "The dam of Oued Sarra, built in 1962, held back a lake of 30 million cubic metres; engineers had warned for years that its northern wall let water through.",
    "“We heard a noise like a train, and then the street was a river,” said a baker who carried his two daughters to the minaret of the mosque.",
    "The governor declared three days of mourning and opened schools on the plateau to those who have lost their homes, some 12,000 people by his count.",
    "Hospitals in the province asked for blood, and the Red Crescent sent tents, blankets and machines that make water clean from its store on the coast.",
    "Opposition members of parliament called on the minister of public works to step down, since he had cut the money for repairs by half two years ago.",
    "It was the worst flood in the valley since 1974, when 210 people drowned in a single night and the old bridge, a work of the first kings, was lost.",
];

/// What another reporter wrote of the same day.
const OWN: [&str; 5] = [
    "Dozens drowned in Tamrit when water broke through the wall of the Oued Sarra dam before dawn, officials told this newspaper, and the toll is likely to rise.",
    "In the market quarter nothing is left of the shops but shutters. Mud stands a metre high in the hall of the station, where trains will not run before Friday.",
    "Interior ministry spokesman Hadi Rahal put the number of dead at 57 by noon, and said that twice as many were being looked for.",
    "Those who warned of the dam feel no triumph. “I have the letters here, all eleven of them,” said Leila Marsan, an engineer who left the ministry in protest.",
    "The mayor's office handed out bread and candles. At the school on the hill, teachers wrote the names of children on a blackboard, and struck out those who were found.",
];

struct Printed {
    address: String,
    when: String,
    outlet: String,
    story: Vec<String>,
}

fn printed(address: &str, when: &str, outlet: &str, story: &[&str]) -> Printed {
    let story = story.iter().map(|it| (*it).to_owned()).collect();
    let (address, when) = (address.to_owned(), when.to_owned());
    Printed { address, when, outlet: outlet.to_owned(), story }
}

fn report(printed: &Printed) -> Report {
    let Printed { when, outlet, story, .. } = printed;
    let html = format!(
        "<html><head><title>Flood in Tamrit</title><meta property=\"og:site_name\" content=\"{outlet}\">\
         <meta property=\"article:published_time\" content=\"{when}\"></head><body><article>\
         <h1>Flood in Tamrit</h1><p>{}</p></article></body></html>",
        story.join("</p><p>")
    );
    let page = ascribe_page::read(Address::Stdin, html.as_bytes()).expect("memory can be read");
    ascribe_report::read(&page).expect("the page has a story")
}

/// What is found, a line for each report of a family: the earliest, and then what each other is to
/// which.
fn found(pages: &[Printed]) -> Vec<String> {
    let reports: Vec<Report> = pages.iter().map(report).collect();
    let cards: Vec<Card> =
        pages.iter().zip(&reports).map(|(page, it)| Card::of(&page.address, it)).collect();
    let opened = |at: usize| Ok::<Report, std::convert::Infallible>(reports[at].clone());
    let mut lines = Vec::new();
    for family in families(&cards, opened).expect("every report opens") {
        let name = |at: usize| &pages[at].address;
        let basis = match family.basis {
            Basis::Time => "time",
            Basis::Credit => "credit",
            Basis::Unsure => "nothing",
        };
        let agency = family.agency.unwrap_or_default();
        lines.push(format!("{}, text of {agency}, first by {basis}", name(family.earliest)));
        for it in family.copies {
            let difference = difference(&reports[it.of], &reports[it.report]);
            let kind = match it.kind {
                Kind::Copy => "copy".to_owned(),
                Kind::Revision(why) => format!("revision ({why})"),
            };
            let figures = difference.figures().map(|edit| {
                let was = reports[it.of].words(edit.was);
                format!(", {was} > {}", reports[it.report].words(edit.is))
            });
            let figures: String = figures.collect();
            lines.push(format!(
                "  {} {kind} of {}: cut {}, added {}{figures}",
                name(it.report),
                name(it.of),
                difference.cut.len(),
                difference.added.len(),
            ));
        }
    }
    lines
}

/// Checks what is found, in whatever order the pages are given.
#[track_caller]
fn check(mut pages: Vec<Printed>, lines: &[&str]) {
    assert_eq!(found(&pages), lines);
    for _ in 1..pages.len() {
        pages.rotate_left(1);
        assert_eq!(found(&pages), lines, "turned");
    }
    pages.reverse();
    assert_eq!(found(&pages), lines, "reversed");
}

fn wire() -> Printed {
    printed("wire", "2016-03-08T09:00:00Z", "AFP", &STORY)
}

#[test]
fn a_copy_is_found_whatever_was_cut_and_added() {
    let own = [OWN[1], STORY[0], STORY[1], STORY[2], STORY[3], STORY[5], STORY[7], OWN[4]];
    check(
        vec![
            wire(),
            printed("cut", "2016-03-08T10:00:00Z", "Morning Post", &STORY[..3]),
            printed("own", "2016-03-08T11:00:00Z", "Tamrit Times", &own),
        ],
        &[
            "wire, text of AFP, first by time",
            "  cut copy of wire: cut 1, added 0",
            "  own copy of wire: cut 2, added 2",
        ],
    );
}

#[test]
fn a_new_toll_is_a_revision_and_copies_of_it_are_its_own() {
    let lede = STORY[0].replace("57", "59");
    let mut second = STORY.to_vec();
    second[0] = &lede;
    check(
        vec![
            wire(),
            printed("second", "2016-03-08T12:00:00Z", "AFP", &second),
            printed("late", "2016-03-08T13:00:00Z", "Morning Post", &second[..6]),
        ],
        &[
            "wire, text of AFP, first by time",
            "  second revision (the same outlet prints it again) of wire: cut 0, added 0, 57 > 59",
            "  late copy of second: cut 1, added 0",
        ],
    );
    check(
        vec![wire(), printed("late", "2016-03-08T13:00:00Z", "Morning Post", &second)],
        &[
            "wire, text of AFP, first by time",
            "  late revision (numbers were changed) of wire: cut 0, added 0, 57 > 59",
        ],
    );
}

#[test]
fn the_agencys_own_is_the_earliest_where_times_do_not_tell() {
    let page = |address, outlet| printed(address, "2016-03-08", outlet, &STORY);
    check(
        vec![page("a", "Morning Post"), page("b", "AFP")],
        &["b, text of AFP, first by credit", "  a copy of b: cut 0, added 0"],
    );
    check(
        vec![page("a", "Morning Post"), page("b", "Tamrit Times")],
        &["a, text of AFP, first by nothing", "  b copy of a: cut 0, added 0"],
    );
}

#[test]
fn two_reporters_of_one_event_do_not_copy() {
    check(vec![wire(), printed("own", "2016-03-08T10:00:00Z", "Tamrit Times", &OWN)], &[]);
}

#[test]
fn a_statement_that_both_quote_makes_no_copy() {
    let statement = "“The dam was sound when we left office, and whoever says otherwise should show the \
         papers, which I have asked the courts to open; until then I will say nothing more of this, and I \
         ask the press to leave my family in peace in these days of mourning for all of us,” the former minister said.";
    check(
        vec![
            printed("one", "2016-03-08", "Morning Post", &[STORY[1], statement]),
            printed("two", "2016-03-08", "Tamrit Times", &[OWN[1], statement]),
        ],
        &[],
    );
}

#[test]
fn what_an_outlet_prints_under_everything_makes_no_copy() {
    let line = "Whoever reads us knows that we belong to nobody, that we pay our people in forty towns \
         from what readers give, and that each report is read by two editors before it is printed; where we \
         were wrong we say so on the second page, and the whole of our rules hangs in the hall downstairs.";
    let pages = STORY[4..].iter().chain(&OWN[..4]).enumerate();
    let pages =
        pages.map(|(at, it)| printed(&at.to_string(), "2016-03-08", "Morning Post", &[it, line]));
    check(pages.collect(), &[]);
}

#[test]
fn briefs_and_forms_are_not_joined() {
    let brief = |address, n, town| {
        let story = format!(
            "A bomb beside the road killed {n} policemen in {town} on Tuesday, officials said."
        );
        printed(address, "2016-03-08", "Morning Post", &[&story])
    };
    check(
        vec![brief("a", "four", "Tamrit"), brief("b", "six", "Sarra"), brief("c", "four", "Oruro")],
        &[],
    );
    let table = |address, day, n: [u32; 6]| {
        let story = format!(
            "Shares on the exchange of Tamrit closed at {} points in the evening after they had opened at \
             {} points in the morning, dealers said. An ounce of gold was sold for {} dollars, and a barrel of \
             oil for {} dollars. For one dollar {} dinars were paid at banks and {} dinars in the street, where \
             most people of the town change their money.",
            n[0], n[1], n[2], n[3], n[4], n[5]
        );
        printed(address, day, "Morning Post", &[&story])
    };
    check(
        vec![
            table("a", "2016-03-08", [7012, 7034, 1251, 38, 110, 141]),
            table("b", "2016-03-09", [7055, 7013, 1249, 39, 111, 143]),
        ],
        &[],
    );
}

#[test]
fn a_live_blog_is_no_copy_of_what_it_has_between_other_posts() {
    let post = |it: usize| {
        format!(
            "Post {it}: at {} past the hour bus number {} of people from street {} came to school {}, \
             and their names were read out there by teacher number {}.",
            it * 7,
            it * 3,
            it * 5,
            it * 11,
            it * 13
        )
    };
    let posts: Vec<String> = (1..60).map(post).collect();
    let mut blog: Vec<&str> = posts.iter().map(String::as_str).collect();
    blog.splice(30..30, STORY[..4].iter().copied());
    let wire = printed("wire", "2016-03-08T09:00:00Z", "AFP", &STORY[..4]);
    check(vec![wire, printed("blog", "2016-03-08T23:00:00Z", "Morning Post", &blog)], &[]);
}

#[test]
fn an_alert_printed_as_it_came_is_a_copy() {
    let alert =
        ["Flood in the lower town of Tamrit kills at least 57 people after dam breaks: ministry."];
    check(
        vec![
            printed("wire", "2016-03-08T09:00:00Z", "AFP", &alert),
            printed("post", "2016-03-08T09:02:00Z", "Morning Post", &alert),
            printed("years later", "2019-03-08T09:02:00Z", "Tamrit Times", &alert),
        ],
        &["wire, text of AFP, first by time", "  post copy of wire: cut 0, added 0"],
    );
}

#[test]
fn many_copies_are_one_family() {
    let mut pages = vec![wire()];
    for at in 0..150 {
        let address = format!("copy {at:03}");
        let story = &STORY[at % 3..6 + at % 2];
        pages.push(printed(&address, "2016-03-09T08:00:00Z", &format!("outlet {at}"), story));
    }
    let found = found(&pages);
    assert_eq!(found[0], "wire, text of AFP, first by time");
    assert_eq!(found.len(), pages.len());
    assert!(found[1..].iter().all(|it| it.starts_with("  copy ")));
}

#[test]
fn nothing_is_found_among_no_reports() {
    check(Vec::new(), &[]);
    check(vec![wire()], &[]);
}
