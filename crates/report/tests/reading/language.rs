//! Which language a report is in: by its words, by what its page says, and what is told where the
//! two do not agree. The texts of many languages are in `tests/languages/news.toml`.

use std::{collections::BTreeMap, fmt::Write, sync::OnceLock};

use ascribe_page::{Address, Kind, Label, Page};
use ascribe_report::{Field, Report};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    language: String,
    headline: String,
    story: String,
}

/// One event as news of each language tells it.
fn news() -> &'static BTreeMap<String, Text> {
    static NEWS: OnceLock<BTreeMap<String, Text>> = OnceLock::new();
    NEWS.get_or_init(|| {
        #[derive(Deserialize)]
        struct File {
            text: Vec<Text>,
        }
        let file = include_str!("../languages/news.toml");
        let File { text } = toml::from_str(file).expect("the file is TOML");
        text.into_iter().map(|it| (it.language.clone(), it)).collect()
    })
}

fn read(kind: Kind, text: &str) -> Report {
    let page = Page {
        address: Address::Stdin,
        bytes: text.into(),
        kind,
        charset: None,
        fetched: None,
        label: Label::default(),
    };
    ascribe_report::read(&page).expect("it is a report")
}

/// A page with these paragraphs that says to be in a language; `{ar}` stands for the Arabic story.
#[track_caller]
fn check(said: &str, paragraphs: &[&str], expected: &str) {
    let mut page = format!("<html lang='{said}'><body><article>");
    for paragraph in paragraphs {
        let story = |code: &str| news().get(code).map(|it| it.story.as_str());
        let code = paragraph.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        let paragraph = code.and_then(story).unwrap_or(paragraph);
        write!(page, "<p>{paragraph}</p>").expect("a String takes every write");
    }
    let report = read(Kind::Html, &(page + "</article></body></html>"));
    let from = report.from(Field::Language).map(ToString::to_string).unwrap_or_default();
    let mut shown = match report.language.as_deref() {
        Some(language) => format!("{language} from {from}\n"),
        None => format!("none{from}\n"),
    };
    for (piece, language) in &report.others {
        let at = report.paragraphs.iter().position(|it| it == piece);
        writeln!(shown, "{language} at {at:?}").expect("a String takes every write");
    }
    for note in &report.notes {
        writeln!(shown, "{note}").expect("a String takes every write");
    }
    let expected: Vec<&str> =
        expected.lines().map(|it| it.trim_start_matches("        ")).collect();
    assert_eq!(shown.trim_end(), expected.join("\n").trim());
}

#[test]
fn a_paragraph_is_enough_for_each_language_of_the_news() {
    assert!(news().len() > 60);
    for Text { language, story, .. } in news().values() {
        assert_eq!(read(Kind::Text, story).language.as_ref(), Some(language), "{story}");
    }
}

#[test]
fn a_headline_alone_is_taken_for_no_other_language() {
    for Text { language, headline, .. } in news().values() {
        for headline in [headline.clone(), headline.to_uppercase()] {
            let read = read(Kind::Text, &headline).language;
            let is_about = match read.as_deref() {
                None => true,
                // Written the same in short.
                Some("sr") if language == "hr" => true,
                // Their script tells that it is not English, and no more.
                Some("hi") if language == "mr" || language == "ne" => true,
                Some(read) => read == language,
            };
            assert!(is_about, "{headline} is {language}, and was taken for {read:?}");
        }
    }
}

#[test]
fn a_page_that_says_its_language_well_is_believed_with_its_region() {
    check("en-gb", &["{en}"], "en-GB from markup `html lang`");
    check("nn-NO", &["{no}"], "nn-NO from markup `html lang`");
}

#[test]
fn long_text_is_believed_before_the_frame() {
    check(
        "en",
        &["{ar}"],
        "ar from the words of the story
        note: the page says that it is in English (en), and its words are in Arabic (ar)
          why  markup `html lang` may be that of the page's frame
          so   `ar` was taken",
    );
    check(
        "de",
        &["{en}"],
        "en from the words of the story
        note: the page says that it is in German (de), and its words are in English (en)
          why  markup `html lang` may be that of the page's frame
          so   `en` was taken",
    );
}

#[test]
fn of_short_text_the_page_is_believed() {
    check("de", &["Lage in Tamrit."], "de from markup `html lang`");
    check("", &["Tamrit, 12 Juba, 30 Wau."], "none");
    check(
        "ar",
        &["Tamrit, Juba, Wau, Malakal."],
        "none
        note: the page says that it is in Arabic (ar)
          why  its words are in another script, and too few to tell
          so   it is not known which language it is in",
    );
}

#[test]
fn a_word_in_another_script_is_not_english() {
    check(
        "en",
        &["भूस्खलन"],
        "hi from the words of the story
        note: the page says that it is in English (en), and its words are in Hindi (hi)
          why  markup `html lang` may be that of the page's frame
          so   `hi` was taken",
    );
    check("bho", &["भूस्खलन"], "bho from markup `html lang`");
}

#[test]
fn languages_that_short_text_does_not_part_are_as_the_page_says() {
    check("bs", &["{hr}"], "bs from markup `html lang`");
    check("ja", &["塔姆里特 爆発 死亡"], "ja from markup `html lang`");
}

#[test]
fn a_page_may_know_its_language_when_nobody_here_does() {
    check("fy", &["{nl}"], "fy from markup `html lang`");
}

#[test]
fn long_text_of_no_known_language_is_not_taken_for_english() {
    let transliterated = "qutila ithna ashar shakhsan ala alaqall wa usiba thalathun akharun yawm aljumua \
        fi infijar sayyara mufakhakha fi suq baldat tamrit hasabama qalat alshurta wa lam tulin ayu jiha \
        masuliyyataha an alhujum alladhi ja bad yawmayn min ilan waqf itlaq alnar "
        .repeat(3);
    check("", &[&transliterated], "und from the words of the story");
}

#[test]
fn a_quotation_in_another_language_does_not_flip_a_report() {
    check(
        "en",
        &["{en}", "«{ar}»", "{fr}", "{en}"],
        "en from markup `html lang`
        fr at Some(2)",
    );
    check(
        "en",
        &["{en}", "{ar}", "{en}"],
        "en from markup `html lang`
        ar at Some(1)",
    );
}

#[test]
fn names_of_other_languages_do_not_flip_a_report() {
    check(
        "",
        &["Police said Muhammad bin Salih al-Tamriti, Jürgen Grünwald, José Ñáñez, Łukasz Żółć, \
           Đorđe Šćepanović and Nguyễn Văn Đức were among those who were killed in Tamrit."],
        "en from the words of the story",
    );
}

#[test]
fn a_page_in_two_languages_is_in_the_one_of_most_words() {
    check(
        "",
        &["{fr}", "{en}", "{fr}"],
        "fr from the words of the story
        en at Some(1)",
    );
}

#[test]
fn what_a_model_does_not_read_is_told() {
    let story = |code: &str| news()[code].story.as_str();
    let report =
        read(Kind::Text, &[story("en"), story("fr"), story("ar"), story("en")].join("\n\n"));
    let note = report.note_of_others("en").expect("two paragraphs are not in English");
    assert_eq!(
        note.to_string(),
        "note: 2 paragraphs are in Arabic (ar) and French (fr)\n  why  the model reads English (en)\n  \
         so   nothing was read from there"
    );
    assert!(report.has("en") && report.has("fr") && !report.has("de"));
    assert_eq!(read(Kind::Text, story("en")).note_of_others("en-GB"), None);
}
