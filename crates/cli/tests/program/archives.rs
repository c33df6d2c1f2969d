//! Archives, as people read them: what is shown, what is counted, and going on where reading was cut
//! short.

use insta::assert_snapshot;

use crate::harness::{Folder, folder};

/// A record of an answer with this head and body.
fn answer(number: u32, head: &str, body: &str) -> String {
    let length = head.len() + body.len() + 4;
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n\
         WARC-Date: 2021-03-08T06:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {length}\r\n\r\n{head}\r\n\r\n{body}\r\n\r\n"
    )
}

fn page(number: u32, story: &str) -> String {
    let html = format!(
        "<html><head><title>Flood in Oruro</title></head><body><article><h1>Flood in Oruro</h1>\
         <p>{story}</p></article></body></html>"
    );
    answer(number, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", &html)
}

/// A folder with an archive of pages, an answer without one, and a record that is damaged.
fn archive() -> Folder {
    let archive = [
        answer(1, "HTTP/1.1 404 Not Found", "gone"),
        page(2, "A flood killed two people in Oruro on Sunday, police said."),
        page(3, "The mayor opened a bridge in Oruro on Sunday, and many people came to see it."),
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -4\r\n\r\nbroken\r\n\r\n".to_owned(),
        page(4, ""),
        page(5, "The flood injured four people, the fire service said."),
    ];
    folder().with("news.warc", archive.concat())
}

#[test]
fn an_archive_shows_what_holds_statements_and_counts_the_rest() {
    assert_snapshot!(archive().run("read news.warc --published 2021-03-08"), @r"
    exit status 1
    --- stdout
    news.warc#211 https://news.example/2
    title      Flood in Oruro
    published  2021-03-08
    story      1 paragraph

      1  killed two people
         says     police
         where    Oruro
         when     2021-03-07
         words    A flood «killed» «two» people in Oruro on Sunday, police said.
         rule     killed-people

    news.warc#1483 https://news.example/5
    title      Flood in Oruro
    published  2021-03-08
    story      1 paragraph

      1  injured four people
         says     fire service
         where    Oruro
         when     2021-03-08
         words    The flood «injured» «four» people, the fire service said.
         rule     injured-people

    --- stderr
    ascribe: cannot read `news.warc#1062`: it does not say how long it is; it is left out, and reading goes on after it
    ascribe: 6 records, 4 reports, 2 of them with figures or claims
               2 left unread for want of words of harm; `--all` reads them
               1 answer without a page (moved, not found, refused)
               1 damaged, and left out
    ");
}

#[test]
fn every_report_of_an_archive_is_read_where_all_are_asked_for() {
    let told = archive().run("read news.warc --published 2021-03-08 --all");
    assert!(told.contains("4 reports, 2 of them") && !told.contains("left unread"), "{told}");
}

#[test]
fn a_page_that_is_named_is_read_whatever_its_words_are() {
    let text = "The mayor opened a bridge in Oruro on Sunday, and many people came to see it.";
    let list = format!("{{\"text\": \"{text}\"}}\n{{\"text\": \"{text}\"}}\n");
    let folder = folder().with("bridge.txt", text).with("bridges.jsonl", list);
    assert!(!folder.run("read bridge.txt --format json").contains("left unread"));
    assert!(folder.run("read bridges.jsonl --format json").contains("this report was left unread"));
}

#[test]
fn what_a_page_is_needs_no_model() {
    let told = archive().run("read --report news.warc --model nowhere");
    assert!(told.contains("title      Flood in Oruro"), "{told}");
}

#[test]
fn what_was_taken_is_shown_of_every_report_of_an_archive() {
    assert_snapshot!(archive().run("read --report news.warc"), @"
    exit status 1
    --- stdout
    news.warc#211 https://news.example/2
    title      Flood in Oruro
      from     markup `h1`
    language   en
      from     the words of the story
    story      1 paragraph

    news.warc#627 https://news.example/3
    title      Flood in Oruro
      from     markup `h1`
    language   en
      from     the words of the story
    story      1 paragraph

    news.warc#1125 https://news.example/4
    story      1 paragraph

    news.warc#1483 https://news.example/5
    title      Flood in Oruro
      from     markup `h1`
    language   en
      from     the words of the story
    story      1 paragraph

    --- stderr
    ascribe: cannot read `news.warc#1062`: it does not say how long it is; it is left out, and reading goes on after it
    ascribe: 6 records, 4 reports
               1 answer without a page (moved, not found, refused)
               1 damaged, and left out
    ");
}

#[test]
fn programs_get_a_line_for_each_report_of_an_archive() {
    let told = archive().run("read news.warc --format json");
    let lines: Vec<&str> = told.lines().filter(|it| it.starts_with('{')).collect();
    let addresses: Vec<&str> = lines.iter().filter_map(|it| it.split('"').nth(3)).collect();
    assert_eq!(
        addresses,
        [
            "news.warc#211 https://news.example/2",
            "news.warc#627 https://news.example/3",
            "news.warc#1125 https://news.example/4",
            "news.warc#1483 https://news.example/5",
        ]
    );
}

#[test]
fn reading_goes_on_after_the_page_that_is_named() {
    let folder = archive();
    assert_snapshot!(folder.run("read news.warc --published 2021-03-08 --after news.warc#211"), @r"
    exit status 1
    --- stdout
    news.warc#1483 https://news.example/5
    title      Flood in Oruro
    published  2021-03-08
    story      1 paragraph

      1  injured four people
         says     fire service
         where    Oruro
         when     2021-03-08
         words    The flood «injured» «four» people, the fire service said.
         rule     injured-people

    --- stderr
    ascribe: cannot read `news.warc#1062`: it does not say how long it is; it is left out, and reading goes on after it
    ascribe: 4 records, 3 reports, 1 of them with figures or claims
               2 left unread for want of words of harm; `--all` reads them
               1 damaged, and left out
    ");
    assert_snapshot!(folder.run("read news.warc --after news.warc#220"), @r"
    exit status 2
    --- stderr
    ascribe: there is no `news.warc#220` in what was given; copy the address from the output, up to its first space, and give the same pages
    ");
}

#[test]
fn articles_on_standard_input_are_read_line_by_line() {
    let articles = "\
{\"title\": \"Flood in Oruro\", \"text\": \"A flood killed two people in Oruro on Sunday, police said.\", \"date\": \"2021-03-08\"}
{\"id\": 2}
";
    assert_snapshot!(folder().run_with("read -", articles), @r"
    exit status 0
    --- stdout
    standard input#L1
    title      Flood in Oruro
    published  2021-03-08
    story      1 paragraph

      1  killed two people
         says     police
         where    Oruro
         when     2021-03-07
         words    A flood «killed» «two» people in Oruro on Sunday, police said.
         rule     killed-people

    --- stderr
    ascribe: 2 records, 1 report, 1 of them with figures or claims
               1 object without a field of text, first `standard input#L2`
    ");
}

#[test]
fn reports_in_languages_without_a_pipeline_are_counted() {
    let spanish =
        "Una inundación dejó dos muertos el domingo en la ciudad de Oruro, según la policía.";
    let english = "A flood killed two people in Oruro on Sunday, police said.";
    let lines = format!("{{\"text\":\"{spanish}\"}}\n{{\"text\":\"{english}\"}}\n");
    let folder = folder().with("news.jsonl", lines);
    insta::assert_snapshot!(folder.run("read news.jsonl"), @"
    exit status 0
    --- stdout
    news.jsonl#L2
    story      1 paragraph

      1  killed two people
         says     police
         where    Oruro
         words    A flood «killed» «two» people in Oruro on Sunday, police said.
         rule     killed-people

    note: no day for `Sunday`
      why  the report has no publication day to count from
      so   the figure keeps the words and has no day

    --- stderr
    ascribe: 2 records, 2 reports, 1 of them with figures or claims
               1 report in a language without a pipeline, not read
    ");
}
