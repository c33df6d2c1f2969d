//! What the built-in rules and model read from sentences written for these tests: who was harmed,
//! how many, who says so, who claims what.

use std::sync::LazyLock;

use ascribe_report::{Report, Span};
use ascribe_sentence::{Pipeline, split};
use ascribe_statement::{Rules, extract, show};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the program carries a model"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// Paragraphs stand apart by an empty line; a first line that begins with `#` is the headline.
fn report(text: &str) -> Report {
    let mut report = Report::default();
    for piece in text.split("\n\n") {
        let (title, words) = piece.strip_prefix("# ").map_or((false, piece), |it| (true, it));
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(words);
        let span = Span::new(start, report.text.len());
        if title {
            report.title = Some(span);
        } else {
            report.paragraphs.push(span);
        }
    }
    report.published = "2024-05-15".parse().ok();
    report
}

#[track_caller]
fn check(text: &str, should: &[&str]) {
    let report = report(text);
    let sentences = split(&PIPELINE, &report);
    let reading = extract(&RULES, &report, &sentences);
    assert_eq!(show::lines(&report, &reading), should, "{text}");
}

/// Published on Wednesday, 15 May 2024; the number, its day, and how the day was chosen.
#[track_caller]
fn check_days(text: &str, should: &[&str]) {
    let report = report(text);
    let sentences = split(&PIPELINE, &report);
    let figures = extract(&RULES, &report, &sentences).figures;
    let lines: Vec<String> = figures
        .iter()
        .map(|it| {
            let when = it.when.map_or("no day".to_owned(), |it| it.to_string());
            format!("{}: {when}, {}", report.words(it.quote), it.dated.show())
        })
        .collect();
    assert_eq!(lines, should, "{text}");
}

#[test]
fn the_day_of_saying_and_of_counting_is_not_that_of_the_harm() {
    check_days(
        "Six people died when a fire broke out at a depot on Monday night, officials said on Tuesday.",
        &["Six: 2024-05-13, said in the sentence"],
    );
    check_days(
        "A ferry sank on Sunday, killing nine people.\n\nDivers on Tuesday recovered four bodies.",
        &[
            "nine: 2024-05-12, said in the sentence",
            "four: 2024-05-12, the day of the report's news",
        ],
    );
}

#[test]
fn an_earlier_thing_has_its_own_day() {
    check_days(
        "A bomb killed two policemen on Tuesday, a day after a gunman killed eight people in the north.",
        &["two: 2024-05-14, said in the sentence", "eight: 2024-05-13, said in the sentence"],
    );
    check_days("The device could have killed sixty people.", &["sixty: no day, "]);
}

#[test]
fn the_news_is_of_the_day_of_its_harm() {
    check_days(
        "Parents kept vigil on Tuesday after gunmen seized 12 pupils in the early hours of Sunday.\n\n\
         Three others were hurt.",
        &[
            "12: 2024-05-12, said in the sentence",
            "Three others: 2024-05-12, the day of the report's news",
        ],
    );
    check_days(
        "The army insisted on Wednesday that nine rebels had died.\n\n\
         It would look into Monday's raid, it said.",
        &["nine: 2024-05-13, the day of the report's news"],
    );
}

#[test]
fn what_began_has_gone_on_until_it_ended() {
    check_days(
        "Nineteen soldiers have died in fighting with rebels that began last Friday.",
        &["Nineteen: 2024-05-10/2024-05-15, said in the sentence"],
    );
    check_days(
        "Thirty inmates died in a riot that began on Sunday night and lasted until dawn on Monday.",
        &["Thirty: 2024-05-12/2024-05-13, said in the sentence"],
    );
}

#[test]
fn a_stretch_is_told_more_exactly_below() {
    check_days(
        "A boat broke apart at the weekend, and 40 people drowned.\n\n\
         It left the port on Saturday evening.\n\nSix are missing.",
        &[
            "40: 2024-05-11, the day of the report's news",
            "Six: 2024-05-11, the day of the report's news",
        ],
    );
}

#[test]
fn since_a_war_began_is_since_the_day_that_is_told_of_it() {
    check_days(
        "The war began on 4 March.\n\nSome 900 people have died since the war began, a group says.",
        &["Some 900: 2024-03-04/2024-05-15, said in the sentence"],
    );
    check_days(
        "More than 700 people have been killed since the war began.",
        &["More than 700: no day, "],
    );
}

#[test]
fn two_givers_of_one_sentence_keep_their_own_numbers() {
    check(
        "The health ministry put the death toll at 40, while rebels said 12 fighters had died.",
        &["killed: 40, says health ministry", "killed: 12, says rebels"],
    );
}

#[test]
fn a_speaker_at_the_end_says_all_that_stands_before() {
    check(
        "Nine miners were killed and 14 others were hurt, police said.",
        &["killed: Nine, says police", "injured: 14 others, says police"],
    );
}

#[test]
fn a_carrier_is_not_the_giver() {
    check(
        "Police told Reuters that five men had been killed.",
        &["killed: five, says Police via Reuters"],
    );
    check(
        "Reuters quoted a police officer as saying that five men had been killed.",
        &["killed: five, says police officer via Reuters"],
    );
}

#[test]
fn a_short_name_stands_for_the_full_one() {
    check(
        "The Syrian Observatory for Human Rights said 11 people had died.\n\nThe Observatory said three of the dead were children.",
        &[
            "killed: 11, says Syrian Observatory for Human Rights",
            "killed: three, says Syrian Observatory for Human Rights",
        ],
    );
}

#[test]
fn a_monitor_of_the_lead_is_the_one_named_below() {
    check(
        "An air strike killed 21 people, according to a monitoring group.\n\nMost were traders, the Syrian Observatory for Human Rights said.",
        &["killed: 21, says Syrian Observatory for Human Rights"],
    );
}

#[test]
fn a_headline_takes_its_giver_from_the_story() {
    check(
        "# Blast kills 12 in Kabul\n\nTwelve people were killed in a blast in Kabul on Monday, the interior ministry said.",
        &["killed: 12, says interior ministry"],
    );
}

#[test]
fn a_quotation_goes_on_without_a_verb_of_saying() {
    check(
        "\"Two guards were killed,\" the mayor said. \"The others ran. We have 28 wounded in the hospital.\"",
        &["killed: Two, says mayor", "injured: 28, says mayor"],
    );
}

#[test]
fn words_go_on_within_a_paragraph_and_no_further() {
    check(
        "Nine miners died in Karmut, police said. Two rescuers were injured.\n\nFour guards were arrested.",
        &["killed: Nine, says police", "injured: Two, says police", "held: Four"],
    );
}

#[test]
fn a_saying_that_closes_a_sentence_needs_no_subject_in_the_tree() {
    check(
        "In the first half of the year, 717 civilians were killed in the valley, the United Nations mission reported in July.",
        &["killed: 717, says United Nations mission"],
    );
    check(
        "Six people died in the fire, said one of the nurses, who had been on duty.",
        &["killed: Six, says nurses"],
    );
}

#[test]
fn a_headline_names_its_giver_beside_a_colon_or_a_dash() {
    check("# Police: nine killed in raid on depot", &["killed: nine, says Police"]);
    check("# Nine killed in raid on depot - police", &["killed: Nine, says police"]);
    check("# Karmut - a town where nine were killed", &["killed: nine"]);
}

#[test]
fn whom_someone_quotes_gives_the_number() {
    check(
        "The news agency SANA, quoting a military source, said that nine rebels were killed.",
        &["killed: nine, says military source via SANA"],
    );
}

#[test]
fn who_took_a_stand_is_who_speaks_next() {
    check(
        "Police said nine people were killed.\n\nThe Red Cross disputed the figure. It said 14 people had died.",
        &["killed: nine, says Police", "killed: 14, says Red Cross", "denies: Red Cross"],
    );
}

#[test]
fn a_spokesman_speaks_for_the_body_named_last() {
    check(
        "The Red Cross condemned the raid. Nine people were killed, a spokesman, Adan Warsame, said.",
        &["killed: Nine, says Adan Warsame, spokesman, Red Cross"],
    );
}

#[test]
fn a_speaker_behind_a_list_or_an_office_is_not_lost() {
    check(
        "Drones struck a market on Monday, killing at least nine people, local officials and a nurse \
         said on Tuesday.",
        &["killed: at least nine, says local officials"],
    );
    check(
        "The barge sank near the landing with 40 aboard, drowning six, the district's administrator, \
         Teshome Balcha, said.",
        &["killed: six, says Teshome Balcha, district administrator"],
    );
}

#[test]
fn what_is_said_goes_on_behind_the_speaker_and_ends_at_a_semicolon() {
    check(
        "Gunmen came at dawn, police said, killing nine herders.",
        &["killed: nine, says police"],
    );
    check(
        "A union said seven men were killed; the health ministry confirmed four deaths.",
        &[
            "killed: seven, says union",
            "killed: four, says health ministry",
            "confirms: health ministry",
        ],
    );
}

#[test]
fn who_is_named_beside_an_office_is_the_giver() {
    check(
        "The state railway, Zeleznice, said that two conductors were killed.\n\n\
         The interior minister, Zuzana Horak, said that nine were hurt.",
        &["killed: two, says Zeleznice", "injured: nine, says Zuzana Horak, interior minister"],
    );
    check(
        "Two residents told Reuters of the raid. One of the residents, a farmer, said that 16 people \
         were killed.",
        &["killed: 16, says farmer"],
    );
}

#[test]
fn it_is_one_body_and_no_group_of_people() {
    check(
        "The coast guard could not confirm the number, four survivors said. It said that nine people \
         had drowned.",
        &["killed: nine, says coast guard", "unverified: coast guard"],
    );
    check(
        "The Harvest Committee, one of hundreds of village groups that document the war, said nine \
         people were killed. It said that four were missing.",
        &["killed: nine, says Harvest Committee", "missing: four, says Harvest Committee"],
    );
}

#[test]
fn his_and_its_own_mean_who_spoke() {
    check(
        "The mayor disputed the figure. By his count 14 people were killed.",
        &["killed: 14, says mayor", "denies: mayor"],
    );
    check(
        "The Red Cross condemned the raid. Nine people were killed, its spokesman, Adan Warsame, said. \
         Four of them were nurses, he said.",
        &[
            "killed: Nine, says Adan Warsame, Red Cross spokesman",
            "killed: Four, says Adan Warsame, Red Cross spokesman",
        ],
    );
}

#[test]
fn who_goes_by_a_name_is_filed_under_it() {
    check(
        "The civil defence there, known as the White Helmets, said nine people were killed.",
        &["killed: nine, says White Helmets"],
    );
    check(
        "Its commander, who calls himself Captain Warsame, said that nine soldiers were killed.",
        &["killed: nine, says Captain Warsame, commander"],
    );
}

#[test]
fn another_of_several_is_one_of_them() {
    check(
        "Two security sources told Reuters of the raid. One of the sources said that 16 soldiers died. \
         Another gave a toll of 20.",
        &["killed: 16, says security source", "killed: 20, says security source"],
    );
}

#[test]
fn who_speaks_first_without_a_name_is_named_below() {
    check(
        "An air strike killed nine people, a local activist group said on Monday.\n\n\
         The Harvest Committee said 40 others were hurt.",
        &["killed: nine, says Harvest Committee", "injured: 40 others, says Harvest Committee"],
    );
    check(
        "Nine people were killed, a sheriff said on Monday.\n\n\
         Sheriff Roy Tolbert told reporters that four were hurt.",
        &["killed: Nine, says Sheriff Roy Tolbert", "injured: four, says Sheriff Roy Tolbert"],
    );
}

#[test]
fn a_count_of_victims_is_theirs_who_counted() {
    check(
        "At least nine people were killed, according to an AFP count of victims.",
        &["killed: At least nine, says Agence France-Presse"],
    );
    check(
        "Rebels said in a letter seen by Reuters that nine soldiers were killed.",
        &["killed: nine, says Rebels"],
    );
}

#[test]
fn words_in_marks_behind_the_speaker_are_the_speakers() {
    check(
        "\"No villager was harmed,\" director general Dilawar Sethna said, \"and one man who carried \
         food is in our custody.\"",
        &["held: one, says director general Dilawar Sethna"],
    );
}

#[test]
fn what_somebody_is_does_not_take_the_place_of_the_name() {
    check(
        "Farzana Mengal, medical superintendent at Civil Hospital, said she had received 26 wounded.",
        &["injured: 26, says Farzana Mengal, medical superintendent at Civil Hospital"],
    );
    check(
        "A strike killed nine people, the group that holds the area, the River Liberation Movement, said.",
        &["killed: nine, says River Liberation Movement"],
    );
}

#[test]
fn a_noun_calls_again_only_one_who_was_called_so() {
    check(
        "The National Liberation Army kidnapped four men. Two soldiers were killed, according to the army.",
        &["held: four", "killed: Two, says army"],
    );
    check(
        "A driver said ten were killed.\n\nSixty-one were killed, according to a parliamentary inquiry.",
        &["killed: ten, says driver", "killed: Sixty-one, says parliamentary inquiry"],
    );
    check(
        "The Kenyan army said two soldiers were killed.\n\nPERU\n\nThe army said nine rebels were killed.",
        &["killed: two, says Kenyan army", "killed: nine, says army"],
    );
}

#[test]
fn whom_a_quotation_quotes_is_not_he() {
    check(
        "The governor denounced a crime. \"The owner says ten were killed,\" he said. He said that nine \
         were hurt.",
        &["killed: ten, says owner", "injured: nine, says governor"],
    );
}

#[test]
fn we_are_who_speaks_in_a_quotation_of_several_sentences() {
    check(
        "The army said two soldiers were killed.\n\n\
         \"We counted sixteen dead on the bank. Then we stopped,\" the mayor of Tamrit said.",
        &["killed: two, says army", "killed: sixteen, says mayor of Tamrit"],
    );
}

#[test]
fn nobody_is_no_figure() {
    check("The blast killed nine people but no one else.", &["killed: nine"]);
}

#[test]
fn the_report_speaks_where_nobody_else_does() {
    check("Two soldiers were killed on Sunday.", &["killed: Two"]);
}

#[test]
fn people_are_counted_apart_where_the_text_counts_them_apart() {
    check(
        "The attack killed three soldiers and a civilian.",
        &["killed: three", "killed: a civilian"],
    );
    check("The bomb killed a father and daughter.", &["killed: a father and daughter"]);
}

#[test]
fn what_is_not_people_is_no_figure() {
    check("The committee killed 12 bills.", &[]);
    check("Stocks took casualties and 300 points were lost.", &[]);
    check("Cholera has brought the death toll to 264.", &[]);
}

#[test]
fn responsibility_is_told_with_who_and_whom() {
    check("The Taliban claimed responsibility for the attack.", &["claims: Taliban"]);
    check("No group claimed responsibility for the attack.", &[]);
    check("The army blamed the rebels for the strike.", &["blames: army, of rebels"]);
}

#[test]
fn nothing_is_read_from_nothing() {
    check("", &[]);
    check("...", &[]);
}
