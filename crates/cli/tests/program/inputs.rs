//! A folder with an input of each kind, read at once: what is taken from each is the same story.

use crate::harness::folder;

const TITLE: &str = "Flood in Oruro kills two";
const STORY: &str = "A flood killed two people in Oruro on Sunday, police said.";

#[test]
fn a_folder_of_all_kinds_of_inputs_is_read_and_shown_with_where_each_thing_was_read() {
    let page = format!(
        "<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>\
         <time datetime=2016-03-07>7 March</time><p>{STORY}</p></article></body></html>"
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    );
    let told = folder()
        .with("in/article.jsonl", format!(
            "{{\"url\": \"https://news.example/1\", \"title\": \"{TITLE}\", \"text\": \"{STORY}\", \
             \"date\": \"2016-03-07\"}}\n"
        ))
        .with("in/feed.rss", format!(
            "<rss><channel><item><title>{TITLE}</title><description>{STORY}</description>\
             <pubDate>Mon, 07 Mar 2016 06:30:00 GMT</pubDate></item></channel></rss>"
        ))
        .with("in/mail.eml", format!(
            "From: Rana Odeh <rana@news.example>\nSubject: {TITLE}\n\
             Date: Mon, 07 Mar 2016 06:30:00 +0000\n\n{STORY}\n"
        ))
        .with("in/newsml.xml", format!(
            "<newsItem guid='a'><contentMeta><contentCreated>2016-03-07T06:30:00Z</contentCreated>\
             <headline>{TITLE}</headline></contentMeta><contentSet><inlineData>{STORY}</inlineData>\
             </contentSet></newsItem>"
        ))
        .with("in/ninjs.json", format!(
            "{{\"uri\": \"a\", \"versioncreated\": \"2016-03-07T06:30:00Z\", \
             \"headline\": \"{TITLE}\", \"body_text\": \"{STORY}\"}}"
        ))
        .with("in/page.html", page)
        .with("in/story.txt", format!("{TITLE}\n\n7 March 2016\n\n{STORY}\n"))
        .with("in/web.warc", record)
        .with("in/wire.txt", format!(
            "\x01dpa0123 4 pl 12 Bolivia/\r\n\x02{TITLE} =\r\n    {STORY}\r\n\x03\r\n070630 Mar 16\r\n"
        ))
        .run("read --report in");
    let wanted = [
        "exit",
        "in/",
        "title ",
        "byline ",
        "agency ",
        "published ",
        "language ",
        "  from ",
        "story ",
    ];
    let lines = told.lines().filter(|it| wanted.iter().any(|wanted| it.starts_with(wanted)));
    let lines: Vec<&str> = lines.collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    exit status 0
    in/article.jsonl#L1 https://news.example/1
    title      Flood in Oruro kills two
      from     the archive or feed it came in
    published  2016-03-07
      from     the archive or feed it came in
    language   en
      from     the words of the story
    story      1 paragraph
    in/feed.rss#L1
    title      Flood in Oruro kills two
      from     the archive or feed it came in
    published  2016-03-07T06:30:00+00:00
      from     the archive or feed it came in
    language   en
      from     the words of the story
    story      1 paragraph
    in/mail.eml
    title      Flood in Oruro kills two
      from     header `Subject`
    byline     Rana Odeh
      from     header `From`
    published  2016-03-07T06:30:00+00:00
      from     header `Date`
    language   en
      from     the words of the story
    story      1 paragraph
    in/newsml.xml
    title      Flood in Oruro kills two
      from     the agency's data
    published  2016-03-07T06:30:00+00:00
      from     the agency's data
    language   en
      from     the words of the story
    story      1 paragraph
    in/ninjs.json#L1
    title      Flood in Oruro kills two
      from     the agency's data
    published  2016-03-07T06:30:00+00:00
      from     the agency's data
    language   en
      from     the words of the story
    story      1 paragraph
    in/page.html
    title      Flood in Oruro kills two
      from     markup `h1`
    published  2016-03-07
      from     markup `time`
    language   en
      from     the words of the story
    story      1 paragraph
    in/story.txt
    title      Flood in Oruro kills two
      from     a line of the text
    published  2016-03-07
      from     a line of the text
    language   en
      from     the words of the story
    story      1 paragraph
    in/web.warc#0 https://news.example/1
    title      Flood in Oruro kills two
      from     markup `h1`
    published  2016-03-07
      from     markup `time`
    language   en
      from     the words of the story
    story      1 paragraph
    in/wire.txt
    title      Flood in Oruro kills two
      from     a line of the text
    agency     dpa
      from     the agency's data
    published  2016-03-07
      from     the agency's data
    language   en
      from     the words of the story
    story      1 paragraph
    ");
}
