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

/// The paragraphs that are read from a page.
fn story(html: &str) -> String {
    let page = crate::page(Kind::Html, html.as_bytes());
    let report = ascribe_report::read(&page).expect("the page is a report");
    report.paragraphs.iter().map(|it| report.words(*it)).collect::<Vec<_>>().join("\n")
}

const FIRST: &str = "A car bomb killed at least nine people in the port of Tamrit on Monday, the \
    interior ministry said.";
const SECOND: &str = "The bomb went off near the fish market at about eight in the morning, a \
    witness told the Example Times.";

/// Holds that this page's story is the two paragraphs above and no more.
#[track_caller]
fn check_two(html: &str) {
    let html = html
        .replace("FIRST", &format!("<p>{FIRST}</p>"))
        .replace("SECOND", &format!("<p>{SECOND}</p>"));
    let html = format!("<html><body>{html}</body></html>");
    assert_eq!(story(&html), format!("{FIRST}\n{SECOND}"), "in {html}");
}

#[test]
fn boxes_that_say_what_they_are_do_not_belong_to_the_story() {
    let sentences = "<p>The ferry to the islands runs again, the company said on Sunday.</p>";
    for class in [
        "related-articles",
        "c-newsletter",
        "articleShare",
        "promo",
        "author-bio",
        "post__tags",
        "sr-only x",
        "sidebar",
    ] {
        check_two(&format!("<div>FIRST<div class='{class}'>{sentences}</div>SECOND</div>"));
    }
    for open in ["aside", "nav", "footer", "div hidden", "div style='display: none'"] {
        let tag = open.split(' ').next().unwrap_or(open);
        check_two(&format!("<div>FIRST<{open}>{sentences}</{tag}>SECOND</div>"));
    }
}

#[test]
fn a_byline_that_says_so_is_no_paragraph_and_a_name_in_a_sentence_stays() {
    check_two("<div><p class=byline>The staff of the Example Times</p>FIRST SECOND</div>");
    let html = "<p>The bomb went off, <span class=author>Rana Odeh</span> of the port said.</p>";
    assert_eq!(story(html), "The bomb went off, Rana Odeh of the port said.");
}

#[test]
fn what_names_the_page_does_not_take_the_story_away() {
    for class in ["no-sidebar", "page has-comments", "entry-content related", "x y z w sidebar"] {
        check_two(&format!("<div class='{class}'>FIRST SECOND</div>"));
    }
    check_two("<form class=popup>FIRST SECOND</form>");
}

#[test]
fn comments_and_consent_may_be_longer_than_the_story() {
    let words = "<p>I was there and it was not at all as the ministry says, believe me.</p>";
    for class in ["comments", "disqus_thread", "cookie-notice", "modal"] {
        let words = words.repeat(10);
        check_two(&format!("<div>FIRST SECOND</div><div id={class}>{words}</div>"));
    }
}

#[test]
fn comments_are_known_by_their_heading() {
    let words = "<p>I was there and it was not at all as the ministry says, believe me.</p>";
    let first = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(2);
    let html = format!("<div>{first}<div><h3>2 Comments</h3></div>{words}{words}</div>");
    let read = [FIRST, SECOND, FIRST, SECOND].join("\n");
    assert_eq!(story(&format!("<html><body>{html}</body></html>")), read);
    check_two("<h3>Comments</h3>FIRST SECOND");
}

#[test]
fn teasers_without_a_heading_do_not_belong_to_the_story() {
    let teaser = "<div><h3><a href=/ferry>Ferry runs again</a></h3>
        <p>The ferry to the islands runs again, the company said on Sunday.</p></div>";
    check_two(&format!("<div>FIRST SECOND</div><div>{}</div>", teaser.repeat(6)));
    check_two(&format!("<div>FIRST {teaser} SECOND</div>"));
    let box_of_sentences = "<article><h4 class=relatedTitle>You may like</h4>
        <p>The ferry to the islands runs again, the company said on Sunday.</p></article>";
    check_two(&format!("<div><div>FIRST SECOND</div>{box_of_sentences}</div>"));
}

#[test]
fn a_link_between_paragraphs_is_a_teaser() {
    let after =
        "<p><a href=/ferry>FERRY RUNS AGAIN AFTER ATTACK</a></p><p>Police closed the port.</p>";
    assert_snapshot!(shown(&page("", "<h1>Nine die in Tamrit</h1>", after)), @"
    title      Nine die in Tamrit
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
             3 Police closed the port.
    related    FERRY RUNS AGAIN AFTER ATTACK
      address  /ferry
    ");
}

#[test]
fn a_story_in_pieces_is_read_whole() {
    let advert =
        "<div class=ad>Buy a boat of the best kind that there is, today and not later</div>";
    let pieces = "<div class=chunk><div>FIRST</div></div>".to_owned()
        + &format!("<div class=chunk>{advert}</div><div class=chunk><div>SECOND</div></div>");
    check_two(&format!("<nav><a href=/>Home</a></nav><div>{pieces}</div>"));
    check_two("<noscript><div>FIRST SECOND</div></noscript>");
}

#[test]
fn a_story_that_stands_only_in_linked_data_is_read_from_there() {
    let body = [FIRST, SECOND, FIRST, SECOND, FIRST].join("\\n\\n");
    let data = format!("{{\"@type\": \"NewsArticle\", \"articleBody\": \"{body}\"}}");
    let script = format!("<script type=application/ld+json>{data}</script>");
    let html = format!("<html><body>{script}<p>Nine people died.</p></body></html>");
    assert_eq!(story(&html), body.replace("\\n\\n", "\n"));
    let whole = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(2);
    let read = [FIRST, SECOND, FIRST, SECOND].join("\n");
    assert_eq!(story(&format!("<html><body>{script}{whole}</body></html>")), read);
}

#[test]
fn a_headline_may_lead_to_its_own_page() {
    let before = "<div class=post><h2><a href=/bomb>Nine die in Tamrit</a></h2>FIRST SECOND</div>";
    check_two(&format!("<meta property=og:title content='Nine die in Tamrit'>{before}"));
}

#[test]
fn the_headline_is_not_repeated_as_a_paragraph() {
    let html = "<html><head><meta property=og:title content='Bomb in Tamrit: nine dead'></head>
        <body><article><h1>Nine die in Tamrit</h1>FIRST SECOND</article></body></html>";
    check_two(html);
}

#[test]
fn a_story_may_say_a_thing_twice() {
    let html = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{FIRST}</p>");
    assert_eq!(story(&html), format!("{FIRST}\n{SECOND}\n{FIRST}"));
}

#[test]
fn rows_of_a_table_are_lines() {
    let html = format!(
        "<p>{FIRST}</p><table><tr><th>Town<th>Killed<tr><td>Tamrit<td>9<tr><td>Sarn<td>0</table>"
    );
    assert_eq!(story(&html), format!("{FIRST}\nTown Killed\nTamrit 9\nSarn 0"));
}

#[test]
fn calls_on_readers_do_not_belong_to_the_story() {
    check_two(
        "<div><p>Sign up for our newsletter.</p>FIRST<p>Follow us on Facebook and Instagram</p>
        SECOND<p>Have a tip? Write to odeh@times.example.</p><p>All rights reserved.</p></div>",
    );
}

#[test]
fn a_picture_in_a_box_has_its_words_apart() {
    let before = "<article><h1>Nine die in Tamrit</h1><div class='lead image'><img src=/market.jpg>
        <p class=caption>A crater near the market.</p></div>";
    assert_snapshot!(shown(&page("", before, "</article>")), @"
    title      Nine die in Tamrit
    picture    /market.jpg
      caption  A crater near the market.
             1 A car bomb killed at least nine people in the port of Tamrit on Monday, the interior ministry said, in what was the second attack there within a week.
             2 The bomb went off near the fish market at about eight in the morning, when it was full of people who had come for the first catch, a witness told the Example Times.
    ");
}
