//! Web pages: the story out of the markup, and what the page says of itself.

use ascribe_page::Kind;
use insta::assert_snapshot;

fn shown(html: &str) -> String {
    crate::shown(Kind::Html, html.as_bytes())
}

/// A page with this head and these parts of its body around a story of two paragraphs.
fn page(head: &str, before: &str, after: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head>{head}</head><body>
        <nav><a href=/>Home</a> <a href=/world>World</a></nav>{before}
        <p>A car bomb killed at least nine people in the port of Tamrit on Monday, the interior
        ministry said, in what was the second attack there within a week.</p>
        <p>The bomb went off near the fish market at about eight in the morning, when it was full
        of people who had come for the first catch, a witness told the <i>Example Times</i>.</p>
        {after}<footer>Example Times, 1 Quay Road</footer></body></html>"
    )
}

#[test]
fn a_page_says_its_headline_day_writer_and_outlet() {
    let head = r#"<title>Nine die in Tamrit car bomb | Example Times</title>
        <meta property="og:site_name" content="Example Times">
        <meta property="og:image" content="https://news.example/market.jpg">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "name": "not this"},
            {"@type": "NewsArticle", "headline": "Nine die in Tamrit&#039;s market",
             "datePublished": "2016-03-07T23:30:00+02:00",
             "author": [{"@type": "Person", "name": "Rana Odeh"}, {"name": "Tom Aske"}]}]}
        </script>"#;
    assert_snapshot!(shown(&page(head, "<article><h1>Nine die in Tamrit's market</h1>", "</article>")), @"
    title      Nine die in Tamrit's market
    published  2016-03-07
    byline     Rana Odeh, Tom Aske
    outlet     Example Times
    picture    https://news.example/market.jpg
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
    ");
}

#[test]
fn what_the_head_does_not_say_the_body_may() {
    let before = "<h1>Nine die in Tamrit</h1><p class=byline>By Rana Odeh</p>
        <time datetime='2016-03-07T14:30:00Z'>Monday</time>";
    assert_snapshot!(shown(&page("<title>Example Times</title>", before, "")), @"
    title      Nine die in Tamrit
    published  2016-03-07
    byline     Rana Odeh
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
    note: 1 line was left out, first `Monday`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
}

#[test]
fn pictures_have_their_captions_and_credits() {
    let before = "<h1>Nine die in Tamrit</h1><figure><img src=/img/market.jpg>
        <figcaption>A crater near the market. Photograph: Ilya Samar/AFP</figcaption></figure>";
    assert_snapshot!(shown(&page("", before, "")), @"
    title      Nine die in Tamrit
    picture    /img/market.jpg
      caption  A crater near the market.
      credit   Ilya Samar/AFP
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
    ");
}

#[test]
fn teasers_stand_apart_with_their_addresses() {
    let after = "<div class=box><h3>Related stories</h3><ul>
        <li><a href=/governor>Tamrit governor resigns after protests</a>
        <li><a href=/dunes>Who are the Dune Brigades and what they want</a></ul></div>
        <aside><h2>Most read</h2><a href=/ferry>Ferry service to the islands resumes</a></aside>";
    assert_snapshot!(shown(&page("", "<h1>Nine die in Tamrit</h1>", after)), @"
    title      Nine die in Tamrit
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
    related    Tamrit governor resigns after protests
      address  /governor
    related    Who are the Dune Brigades and what they want
      address  /dunes
    latest     Ferry service to the islands resumes
      address  /ferry
    ");
}

#[test]
fn breaks_part_paragraphs_only_where_there_are_two() {
    assert_snapshot!(shown("<html><body><div>A car bomb killed nine people in Tamrit,<br>police
        said.<br><br>No group claimed it, but a witness spoke of masked men.</div></body></html>"), @"
    1 A car bomb killed nine people in Tamrit, police said.
    2 No group claimed it, but a witness spoke of masked men.
    ");
}

#[test]
fn a_page_that_was_cut_off_is_read_as_far_as_it_goes() {
    let whole = page("<title>Nine die in Tamrit</title>", "<article>", "");
    let cut = whole.find("when it was full").expect("the page says so");
    assert_snapshot!(shown(&whole[..cut]), @"
    title      Nine die in Tamrit
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning,
    note: the page breaks off
      why  its markup has no end
      so   what stood after it is missing
    ");
}

#[test]
fn a_dateline_is_found_in_markup_too() {
    assert_snapshot!(shown("<html><body><p><b>TAMRIT, Sahra</b> (AP) — A car bomb killed nine
        people, police said.</p></body></html>"), @"
    agency     AP
    dateline   TAMRIT, Sahra (AP) —
      place    TAMRIT, Sahra
             1 A car bomb killed nine people, police said.
    ");
}

#[test]
fn markup_without_a_story_is_not_a_report() {
    assert_snapshot!(shown("<html><body><script>load()</script></body></html>"), @"
    `standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that
    ");
    assert_snapshot!(shown("<html>"), @"
    `standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole
    ");
    let links: String = (0..20)
        .map(|it| format!("<li><a href=/{it}>Storm number {it} nears the outer islands</a></li>"))
        .collect();
    assert_snapshot!(shown(&format!("<html><body><ul>{links}</ul></body></html>")), @"
    `standard input` is not a report: it is a list of 20 headlines or links without a story; give the page of one of them
    ");
}
