//! Plain text, as written and as scraped.

use ascribe_page::{Kind, Label};
use ascribe_report::{read, show};
use insta::assert_snapshot;

fn shown(text: &str) -> String {
    crate::shown(Kind::Text, text.as_bytes())
}

#[test]
fn a_scraped_page_falls_into_picture_story_and_teasers() {
    assert_snapshot!(shown("
market after blast.jpg
Photograph: EPA/ILYA SAMAR

A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said.

The ministry's spokesman put the number of injured at 31.

Related stories

Tamrit governor resigns

Latest news

Ferry service to the islands resumes

Ferries to the three outer islands sailed again on Tuesday after a week of storms.

Parliament votes on budget

Lawmakers were to vote on next year's budget on Tuesday evening.
"), @"
    picture    market after blast.jpg
      credit   EPA/ILYA SAMAR
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said.
             2 The ministry's spokesman put the number of injured at 31.
    related    Tamrit governor resigns
    latest     Ferry service to the islands resumes
      lede     Ferries to the three outer islands sailed again on Tuesday after a week of storms.
    latest     Parliament votes on budget
      lede     Lawmakers were to vote on next year's budget on Tuesday evening.
    ");
}

#[test]
fn a_written_page_has_headline_writer_and_day() {
    assert_snapshot!(shown("
Nine die in Tamrit car bomb
By Rana Odeh and Tom Aske in Tamrit
Published: Monday, 7 March 2016, 14:30 GMT
Last updated: 8 March 2016

A car bomb killed at least nine people in Tamrit on Monday, police said.

It was the second attack in a week.
"), @"
    title      Nine die in Tamrit car bomb
    published  2016-03-07
    byline     Rana Odeh and Tom Aske in Tamrit
             1 A car bomb killed at least nine people in Tamrit on Monday, police said.
             2 It was the second attack in a week.
    ");
}

#[test]
fn a_section_before_the_headline_is_no_headline() {
    assert_snapshot!(shown("
World
Nine die in Tamrit car bomb
A car bomb killed nine people in Tamrit.
"), @"
    title      Nine die in Tamrit car bomb
             1 A car bomb killed nine people in Tamrit.
    note: 1 line was left out, first `World`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn wrapped_agency_copy_becomes_paragraphs_and_a_dateline() {
    assert_snapshot!(shown("\
TAMRIT, March 7 (dpa) - A car bomb killed at least nine people in the
port of Tamrit on Monday and wounded 31 others, the interior ministry
said.

The bomb went off near the fish market at 8 am when it was full of well-
known traders. \"We ran,\" one of them said.
(Reporting by Rana Odeh; Editing by Tom Aske)
"), @r#"
    byline     Rana Odeh
    agency     dpa
    dateline   TAMRIT, March 7 (dpa) -
      place    TAMRIT
      day      March 7
             1 A car bomb killed at least nine people in the port of Tamrit on Monday and wounded 31 others, the interior ministry said.
             2 The bomb went off near the fish market at 8 am when it was full of well-known traders. "We ran," one of them said.
    "#);
}

#[test]
fn lines_that_a_typist_broke_early_are_joined() {
    assert_snapshot!(shown("\
A car bomb killed at least nine people in the port of
Tamrit on Monday, the interior ministry said, in the second attack
in a week.
The bomb went off near the fish market.
No group claimed it, but a witness told the Example Times that
Dune Brigades had been seen.
"), @"
    1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in the second attack in a week.
    2 The bomb went off near the fish market.
    3 No group claimed it, but a witness told the Example Times that Dune Brigades had been seen.
    ");
}

#[test]
fn indents_part_paragraphs_of_wrapped_text() {
    assert_snapshot!(shown("\
   A car bomb killed at least nine people in the port of Tamrit on
Monday, the interior ministry said, in the second attack in a week.
   The bomb went off near the fish market, when it was full of people
who had come for the first catch of the day.
"), @"
    1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in the second attack in a week.
    2 The bomb went off near the fish market, when it was full of people who had come for the first catch of the day.
    ");
}

#[test]
fn lines_without_empty_lines_between_them_are_paragraphs() {
    assert_snapshot!(shown("\
A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in the second attack.
It went off near the fish market.
No group claimed it.
"), @"
    1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in the second attack.
    2 It went off near the fish market.
    3 No group claimed it.
    ");
}

#[test]
fn one_line_is_a_story_even_without_a_full_stop() {
    assert_snapshot!(shown("Nine die in Tamrit car bomb"), @"         1 Nine die in Tamrit car bomb");
}

#[test]
fn a_box_within_the_story_does_not_end_it() {
    assert_snapshot!(shown("
A car bomb killed nine people in Tamrit, police said.

Related articles

Tamrit governor resigns

Who are the Dune Brigades?

The bomb went off near the fish market.

No group claimed it.
"), @"
             1 A car bomb killed nine people in Tamrit, police said.
             2 The bomb went off near the fish market.
             3 No group claimed it.
    related    Tamrit governor resigns
    related    Who are the Dune Brigades?
    ");
}

#[test]
fn chatter_of_the_page_is_left_out_and_noted() {
    assert_snapshot!(shown("
A car bomb killed nine people in Tamrit, police said.

Advertisement

Share this article

No group claimed it.

© 2016 Example Press. All rights reserved.
"), @"
             1 A car bomb killed nine people in Tamrit, police said.
             2 No group claimed it.
    note: 3 lines were left out, first `Advertisement`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn captions_with_their_credit_are_no_story() {
    assert_snapshot!(shown("
A crater near the fish market in Tamrit. Photograph: Ilya Samar/AFP
A car bomb killed nine people in Tamrit, police said.
fish-market.png
Traders at the market a year ago
© Rana Odeh
No group claimed it.
The market reopens on Friday. (AP Photo/Tom Aske)
"), @"
    picture    (no file)
      caption  A crater near the fish market in Tamrit.
      credit   Ilya Samar/AFP
    picture    fish-market.png
      caption  Traders at the market a year ago
      credit   Rana Odeh
    picture    (no file)
      caption  The market reopens on Friday.
      credit   AP Photo/Tom Aske
             1 A car bomb killed nine people in Tamrit, police said.
             2 No group claimed it.
    ");
}

#[test]
fn a_heading_before_the_story_takes_nothing_from_it() {
    assert_snapshot!(shown("
Breaking news
Nine die in Tamrit car bomb
A car bomb killed nine people in Tamrit, police said.
No group claimed it.
"), @"
    title      Nine die in Tamrit car bomb
             1 A car bomb killed nine people in Tamrit, police said.
             2 No group claimed it.
    note: 1 line was left out, first `Breaking news`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn a_dateline_with_a_year_gives_the_day_where_nothing_else_does() {
    assert_snapshot!(shown("TAMRIT, March 7, 2016 (dpa) - Nine people died on Monday."), @"
    published  2016-03-07
    agency     dpa
    dateline   TAMRIT, March 7, 2016 (dpa) -
      place    TAMRIT
      day      March 7, 2016
             1 Nine people died on Monday.
    ");
    assert_snapshot!(
        shown("8 March 2016\n\nTAMRIT, March 7, 2016 (dpa) - Nine people died on Monday."),
        @"
    published  2016-03-08
    agency     dpa
    dateline   TAMRIT, March 7, 2016 (dpa) -
      place    TAMRIT
      day      March 7, 2016
             1 Nine people died on Monday.
    "
    );
}

#[test]
fn text_in_capitals_is_wrapped_too() {
    assert_snapshot!(shown("\
   TAMRIT, 3 JAN 90 -- [TEXT] THE INTERIOR MINISTRY REPORTED THAT ABOUT 50
PEASANTS OF VARIOUS AGES WERE TAKEN FROM THEIR VILLAGES BY THE DUNE
BRIGADES.  ACCORDING TO THE MINISTRY, THIS TOOK PLACE ON 30 DECEMBER IN
THE EAST.

   MEANWHILE, THREE GUERRILLAS WERE KILLED AND SEVEN OTHERS WERE WOUNDED
DURING CLASHES YESTERDAY. THE MINISTRY SAID THAT
THEY WERE TAKEN TO A HOSPITAL OF THE CAPITAL.
"), @"
    published  1990-01-03
    dateline   TAMRIT, 3 JAN 90 -- [TEXT]
      place    TAMRIT
      day      3 JAN 90
             1 The Interior Ministry reported that about 50 Peasants of various ages were taken from their villages by the Dune Brigades. According to the Ministry, this took place on 30 December in the east.
             2 Meanwhile, three guerrillas were killed and seven others were wounded during clashes yesterday. The Ministry said that they were taken to a hospital of the capital.
    note: 2 headlines and paragraphs are all in capitals
      why  capitals that stand everywhere do not tell names from words
      so   the words are given in their usual casing, and a name may be taken for a word
    ");
}

#[test]
fn what_a_page_says_twice_is_read_once() {
    assert_snapshot!(shown("
A car bomb killed nine people in Tamrit, police said.

Smoke rose over the fish market of Tamrit on Monday.

A car bomb killed nine people in Tamrit, police said.

\"No.\"

\"No.\"
"), @r#"
    1 A car bomb killed nine people in Tamrit, police said.
    2 Smoke rose over the fish market of Tamrit on Monday.
    3 "No."
    4 "No."
    "#);
}

#[test]
fn white_space_and_marks_of_all_kinds_are_tidied() {
    assert_snapshot!(
        shown("\u{feff}Nine\u{a0}people \u{200b}died in Tam\u{ad}rit,\u{2003}“police”\tsaid.\r\n\r\nNo group claimed it.\r\n"),
        @"
    1 Nine people died in Tamrit, “police” said.
    2 No group claimed it.
    "
    );
}

#[test]
fn text_without_a_story_is_not_a_report() {
    assert_snapshot!(shown(""), @"
    `standard input` is not a report: it is empty; check that the page was saved or copied whole
    ");
    assert_snapshot!(shown(" \n\t\u{a0}\n"), @"
    `standard input` is not a report: it is empty; check that the page was saved or copied whole
    ");
    assert_snapshot!(shown("market.jpg\nPhoto: AFP\n"), @"
    `standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that
    ");
    assert_snapshot!(shown("Latest news\n\nFerry service resumes\n\nBudget vote today\n"), @"
    `standard input` is not a report: it is a list of 2 headlines or links without a story; give the page of one of them
    ");
    assert_snapshot!(
        shown("Ferry service resumes\nBudget vote today\nGovernor resigns\nStorm nears\nPort shut\nRoad open"),
        @"
    `standard input` is not a report: it is a list of 6 headlines or links without a story; give the page of one of them
    "
    );
}

/// The parts of a scraped page: headline, picture, story, related stories, latest news, chatter.
const PARTS: [(char, &str); 6] = [
    ('T', "Nine die in Tamrit car bomb\nBy Rana Odeh\nPublished: 7 March 2016, 14:30 GMT"),
    ('P', "market after blast.jpg\nPhotograph: EPA/ILYA SAMAR"),
    (
        'S',
        "A car bomb killed at least nine people in the port of Tamrit on Monday, the ministry said.

The ministry's spokesman put the number of injured at 31.

No group claimed responsibility for the attack.",
    ),
    ('R', "Related stories\n\nTamrit governor resigns\n\nFishermen strike over fuel prices"),
    (
        'L',
        "Latest news

Ferry service to the islands resumes

Ferries to the three outer islands sailed again on Tuesday after a week of storms.

School year begins late

Pupils go back to school a week late because of the heat.",
    ),
    ('C', "Share this article\n\nSign up for our newsletter"),
];

#[test]
fn boxes_stand_before_the_story_or_behind_it() {
    for order in [
        "TPSRL", "PTSRLC", "LPTSR", "RLTSP", "LRPTS", "CTPSRL", "LSR", "RPS", "LPS", "TPRSL",
        "TLSR", "SPLR",
    ] {
        let part = |it: char| PARTS.iter().find(|(name, _)| *name == it).expect("it is a part").1;
        let text = order.chars().map(part).collect::<Vec<_>>().join("\n\n");
        let report = ascribe_report::read(&crate::page(Kind::Text, text.as_bytes()))
            .expect("it is a report");
        let has = |it: char| usize::from(order.contains(it));
        let title = report.title.map_or("", |it| report.words(it));
        let read = (
            title,
            report.paragraphs.len(),
            report.pictures.len(),
            report.related.len(),
            report.latest.len(),
        );
        let headline = if order.contains('T') { "Nine die in Tamrit car bomb" } else { "" };
        assert_eq!(read, (headline, 3, has('P'), 2 * has('R'), 2 * has('L')), "{order}");
    }
}

#[test]
fn a_section_named_like_a_box_is_none() {
    assert_snapshot!(shown("
Breaking news

Nine die in Tamrit car bomb

By Rana Odeh

A car bomb killed nine people in Tamrit on Monday, police said.

It was the second attack in a week.
"), @"
    title      Nine die in Tamrit car bomb
    byline     Rana Odeh
             1 A car bomb killed nine people in Tamrit on Monday, police said.
             2 It was the second attack in a week.
    note: 1 line was left out, first `Breaking news`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn agency_copy_is_read_without_what_is_for_editors() {
    let text = "
ATTENTION EDITORS - PICTURES TO FOLLOW
EMBARGOED UNTIL 1200 GMT, MARCH 7

UPDATE 2-Nine die in Tamrit car bomb

(Adds details, quotes)

TAMRIT, March 7. /TASS/. A car bomb killed at least nine people in Tamrit on Monday, police said.

It was the second attack in a week.

This is a developing story and will be updated.

(Corrects number of attacks in paragraph 2)

(Reporting by Rana Odeh; Editing by Tom Aske)

-30-
";
    let page = crate::page(Kind::Text, text.as_bytes());
    let report = ascribe_report::read(&page).expect("it is a report");
    assert_snapshot!(ascribe_report::show::taken(&report), @"
    title      Nine die in Tamrit car bomb
      from     a line of the text
    byline     Rana Odeh
      from     a line of the text
      writer   Rana Odeh
    agency     TASS
      from     the dateline
    language   en
      from     the words of the story
    dateline   TAMRIT, March 7. /TASS/.
      place    TAMRIT
      day      March 7
    story      2 paragraphs
    corrected  (Corrects number of attacks in paragraph 2)
    updating   This is a developing story and will be updated.
    left out   ATTENTION EDITORS - PICTURES TO FOLLOW
    left out   EMBARGOED UNTIL 1200 GMT, MARCH 7
    left out   (Adds details, quotes)
    left out   -30-
    left out   UPDATE 2
    note: the report says of itself: `EMBARGOED UNTIL 1200 GMT, MARCH 7`
      why  agencies send copy before it may be printed
      so   the report was read all the same
    note: 1 line was left out, first `-30-`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn copy_that_says_its_agency_last_is_that_agencys() {
    let agency = |last: &str| {
        let text =
            format!("Nine people died in Tamrit, police said.\n\nNo group claimed it.\n\n{last}\n");
        let page = crate::page(Kind::Text, text.as_bytes());
        let report = ascribe_report::read(&page).expect("it is a report");
        format!("{} {}", report.agency.unwrap_or_default(), report.paragraphs.len())
    };
    assert_eq!(agency("Source: AFP"), "AFP 2");
    assert_eq!(agency("(With inputs from PTI)"), "PTI 2");
    assert_eq!(agency("dpa jd xx mk"), "dpa 2");
    assert_eq!(agency("© dpa-infocom, dpa:160307-99-520814/2"), "dpa 2");
    assert_eq!(agency("Reuters was not able to reach them."), " 3");
}

#[test]
fn what_an_archive_says_of_a_text_is_known_of_its_report() {
    let mut page = crate::page(
        Kind::Text,
        b"Nine die in Tamrit\n\nA bomb killed nine people in Tamrit on Monday, police said.",
    );
    page.label = Label {
        title: Some("Nine die  in Tamrit".to_owned()),
        published: Some("2016-03-07T23:30:00+02:00".to_owned()),
        byline: Some("Rana Odeh".to_owned()),
        outlet: Some("The Example Times".to_owned()),
    };
    assert_snapshot!(show::report(&read(&page).expect("it is a report")), @"
    title      Nine die in Tamrit
    published  2016-03-07
    byline     Rana Odeh
    outlet     The Example Times
             1 A bomb killed nine people in Tamrit on Monday, police said.
    ");
    assert_snapshot!(show::taken(&read(&page).expect("it is a report")), @"
    title      Nine die in Tamrit
      from     the archive or feed it came in
    byline     Rana Odeh
      from     the archive or feed it came in
      writer   Rana Odeh
    outlet     The Example Times
      from     the archive or feed it came in
    published  2016-03-07T23:30:00+02:00
      from     the archive or feed it came in
    language   en
      from     the words of the story
    story      1 paragraph
    ");
}
