//! Bytes from anywhere: no panic, no endless work, and the promises of a report kept.

use std::time::{Duration, Instant};

use ascribe_page::Kind;
use ascribe_report::{Dateline, Report, read};
use proptest::prelude::*;

use crate::page;

/// What a report promises of its text and spans, or what is broken.
fn broken_promise(report: &Report) -> Option<String> {
    let mut laid = String::new();
    if let Some(title) = report.title {
        laid.push_str(report.words(title));
    }
    let mut n_datelines = 0;
    for paragraph in &report.paragraphs {
        if !laid.is_empty() {
            laid.push_str("\n\n");
        }
        // A standfirst may stand before the paragraph of the dateline.
        let is_here = |it: &Dateline| it.words.end() + 1 == paragraph.start();
        if let Some(dateline) = report.dateline.filter(is_here) {
            n_datelines += 1;
            laid.push_str(report.words(dateline.words));
            laid.push(' ');
            for part in [dateline.place, dateline.day].into_iter().flatten() {
                if !dateline.words.contains(part) || report.words(part).is_empty() {
                    return Some(format!("{part:?} is not in the dateline"));
                }
            }
        }
        let words = report.words(*paragraph);
        if words.is_empty() || words.trim() != words || words.contains("  ") {
            return Some(format!("a paragraph reads {words:?}"));
        }
        if let Some(odd) = words.chars().find(|it| it.is_whitespace() && *it != ' ') {
            return Some(format!("{odd:?} is in a paragraph"));
        }
        laid.push_str(words);
    }
    if n_datelines != usize::from(report.dateline.is_some()) {
        return Some(format!("{:?} is before no paragraph", report.dateline));
    }
    if report.paragraphs.is_empty() {
        return Some("a report without a story".to_owned());
    }
    (laid != report.text).then(|| format!("{laid:?} is not {:?}", report.text))
}

/// Pieces of pages, so that what is read from random text is more than one paragraph.
fn page_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("Nine people died in Tamrit, police said.".to_owned()),
        Just("Nine die in Tamrit".to_owned()),
        Just("KABUL, Aug. 4 (dpa) - ".to_owned()),
        Just("\nRelated stories\n".to_owned()),
        Just("\nLatest news\n".to_owned()),
        Just("\nmarket.jpg\n".to_owned()),
        Just("\nPhotograph: EPA/X\n".to_owned()),
        Just("\nBy Rana Odeh\n".to_owned()),
        Just("\n7 March 2016\n".to_owned()),
        Just("<p>".to_owned()),
        Just("<div><a href=x>".to_owned()),
        Just("</div>".to_owned()),
        Just("<figure><img src=a.jpg><figcaption>".to_owned()),
        Just("<h3>Related</h3><ul><li><a href=b>Who was at the market".to_owned()),
        Just("<br><br>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("<meta property=article:published_time content=2016-03-07>".to_owned()),
        any::<String>(),
        "[ -~]{0,12}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn any_text_gives_a_report_that_keeps_its_promises_or_an_answer(text in page_like()) {
        for kind in [Kind::Text, Kind::Html] {
            if let Ok(report) = read(&page(kind, text.as_bytes())) {
                prop_assert_eq!(broken_promise(&report), None);
            }
        }
    }

    #[test]
    fn any_bytes_give_a_report_that_keeps_its_promises_or_an_answer(
        bytes in proptest::collection::vec(any::<u8>(), 0..400)
    ) {
        for kind in [Kind::Text, Kind::Html] {
            if let Ok(report) = read(&page(kind, &bytes)) {
                prop_assert_eq!(broken_promise(&report), None);
            }
        }
    }
}

/// Reads a large page on a small stack, and holds that it takes bounded time.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "a bound on time is held with a clock")]
fn check_large(kind: Kind, text: String) {
    const STACK: usize = 1024 * 1024;
    // Generous, because the machine may be busy; what is quadratic takes hours.
    const LONGEST: Duration = Duration::from_secs(600);
    let start = Instant::now();
    let reader = std::thread::Builder::new().stack_size(STACK);
    let reading = reader.spawn(move || read(&page(kind, text.as_bytes())));
    let read = reading.expect("a thread can be started").join().expect("it does not panic");
    assert_eq!(read.ok().as_ref().and_then(broken_promise), None);
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

#[test]
fn five_megabytes_in_one_line_take_bounded_time() {
    let sentences = "Nine people died in Tamrit, police said. ".repeat(125_000);
    check_large(Kind::Html, format!("<html><body><p>{sentences}</body></html>"));
    check_large(Kind::Text, sentences);
    check_large(Kind::Text, "a".repeat(5_000_000));
    check_large(Kind::Text, "-(".repeat(2_500_000));
}

#[test]
fn many_short_lines_take_bounded_time() {
    check_large(Kind::Text, "nine people died\n".repeat(300_000));
    check_large(Kind::Text, "Related stories\n".repeat(300_000));
    check_large(Kind::Text, "Related stories\nNine die\n".repeat(100_000));
    check_large(Kind::Text, "Nine die in Tamrit\n7 March 2016\n".repeat(100_000));
    check_large(Kind::Text, "a.jpg\n".repeat(300_000));
}

#[test]
fn deep_markup_takes_bounded_time_and_stack() {
    for open in [
        "<div>",
        "<b>",
        "<b><p>",
        "<table><tr><td>",
        "<ul><li>",
        "<a href=x>",
        "<font size=1><p>",
        "<svg>",
        "<template>",
        "<select>",
        "<span>",
        "<blockquote>",
        "<p>",
        "<figure>",
    ] {
        let deep = open.repeat(100_000);
        check_large(Kind::Html, format!("<html><body>{deep}Nine people died in Tamrit.</body>"));
    }
}

#[test]
fn wide_markup_takes_bounded_time() {
    for piece in [
        "<p>Nine people died in Tamrit, police said.</p>",
        "<a href=x>Nine die in the port of Tamrit</a> ",
        "<h3>Related</h3><a href=x>Nine die in the port of Tamrit</a>",
        "<div>Nine<br><br></div>",
        "<!--",
        "<",
        "</",
        "<script>",
        "&amp",
        "<p a='",
        "<a",
        "<ab</a",
        "<figure><img src=a><figcaption>",
    ] {
        check_large(Kind::Html, format!("<html><body>{}", piece.repeat(20_000)));
    }
}

#[test]
fn mails_take_bounded_time() {
    let head = "From: a@news.example\nSubject: x\nDate: y\n";
    let parts = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(20_000);
    check_large(Kind::Mail, format!("{head}{parts}Nine people died in Tamrit."));
    let nested = "Content-Type: message/rfc822\n\nSubject: x\n".repeat(20_000);
    check_large(Kind::Mail, format!("{head}{nested}"));
    let items = "Nine die in Tamrit\nhttps://news.example/1\n\n".repeat(50_000);
    check_large(Kind::Mail, format!("{head}\n{items}"));
    let items = "<h2>Nine die in Tamrit</h2><a href=https://news.example/1>more</a>".repeat(20_000);
    check_large(Kind::Mail, format!("{head}Content-Type: text/html\n\n{items}"));
    check_large(Kind::Mail, format!("{}\n", "Subject: x\n".repeat(200_000)));
}

#[test]
fn broken_linked_data_takes_bounded_time() {
    for piece in ["{", "[", "{\"a\":[", "\"", "\\", "a\"b", "{\"@graph\":[{\"@type\":\"Article\"},"]
    {
        let script = piece.repeat(100_000);
        let tag = "<script type=application/ld+json>";
        check_large(Kind::Html, format!("<html>{tag}{script}</script><p>Nine died, police said."));
    }
}

#[test]
fn many_different_pieces_take_bounded_time() {
    let many = |piece: fn(u32) -> String| (0..50_000).map(piece).collect::<String>();
    check_large(Kind::Text, many(|it| format!("Photo {it} of the market. (Ilya Samar/AFP)\n")));
    check_large(Kind::Text, many(|it| format!("Nine people died in street {it}.\n")));
    check_large(Kind::Html, many(|it| format!("<img src={it}.jpg><p>Nine died in {it}.</p>")));
    let links = many(|it| format!("<a href={it}>Nine die in street {it}</a>"));
    check_large(Kind::Html, format!("<p>Nine died.</p><h3>Related</h3><div>{links}</div>"));
    check_large(
        Kind::Html,
        many(|it| format!("<h3>Related</h3><a href={it}>Nine die in {it}</a>")),
    );
}

#[test]
fn fifty_megabytes_take_bounded_time() {
    let paragraph = "<p class=x>Nine people died in Tamrit, police said.</p>\n";
    check_large(Kind::Html, format!("<html><body>{}", paragraph.repeat(1_000_000)));
    let sentences = "Nine people died in Tamrit, police said. ".repeat(1_250_000);
    check_large(Kind::Html, format!("<html><body><p>{sentences}</body></html>"));
}

#[test]
fn labels_that_stand_everywhere_take_bounded_time() {
    let many = |piece: &str| piece.repeat(30_000);
    for html in [
        many("<h3 class=related></h3>") + &many("<h3 class=related>Related</h3>"),
        many("<div class=image><img src=a>Nine"),
        many("<span class=share>Nine "),
        many("<div class=comments><p>Nine people died in Tamrit, police said.</div>"),
        many("<div id=articleBody><p>Nine people died in Tamrit, police said on Monday.</div>"),
        many("<figure><figcaption></figcaption></figure>"),
        many("<table><tr><td>9</table>"),
        "<p>Nine people died in Tamrit, police said.".repeat(10) + &many("<h3>Comments</h3>"),
        many("<style></style><script></script><!-- -->"),
    ] {
        check_large(Kind::Html, format!("<html><body>{html}<p>Nine died.</body></html>"));
    }
    // A class of its own for each element.
    let classes: String = (0..30_000).map(|it| format!("<p class='a{it} share'>Nine")).collect();
    check_large(Kind::Html, classes);
}
