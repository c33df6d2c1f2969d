//! Feeds, as people read them: what is read of their entries, what is followed, and what is not.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};

use insta::assert_snapshot;

use crate::harness::folder;

const FEED: &str = "<rss version='2.0'><channel><title>The Example Times</title>\
    <item><title>Flood in Oruro</title><link>/flood</link><pubDate>Sun, 06 Mar 2016 20:45:00 -0400</pubDate>\
    <description>A flood killed two people in Oruro on Saturday, police said.</description></item>\
    <item><link>/private</link></item>\
    <item><title>A bridge is opened</title><link>http://169.254.169.254/a</link></item>\
    </channel></rss>";

/// A server on this machine that has a feed, the page of its first entry and a `robots.txt`; and
/// its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.expect("a client comes"));
            let mut request = String::new();
            stream.read_line(&mut request).expect("it asks for something");
            let mut line = String::new();
            while stream.read_line(&mut line).is_ok_and(|n| n > 2) {
                line.clear();
            }
            let (status, body) = match request.split(' ').nth(1) {
                Some("/feed") => ("200 OK", FEED),
                Some("/robots.txt") => ("200 OK", "User-agent: *\nDisallow: /private\n"),
                Some("/flood") => (
                    "200 OK\r\nContent-Type: text/html",
                    "<html><body><article><p>A flood killed two people in Oruro on Saturday, police \
                     said.</p><p>Four others were injured.</p></article></body></html>",
                ),
                _ => ("404 Not Found", "no"),
            };
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close");
            // A client that has read enough hangs up, and that is its right.
            write!(stream.get_mut(), "{head}\r\n\r\n{body}").ok();
        }
    });
    format!("http://{address}")
}

#[test]
fn the_entries_of_a_feed_are_read_as_they_stand() {
    assert_snapshot!(folder().with("feed.xml", FEED).run("read feed.xml"), @"
    exit status 0
    --- stdout
    feed.xml#L1
    title      Flood in Oruro
    published  2016-03-06
    outlet     The Example Times
    story      1 paragraph

      1  killed two people
         says     police
         where    Oruro
         when     2016-03-05
         words    A flood «killed» «two» people in Oruro on Saturday, police said.
         rule     killed-people

    --- stderr
    ascribe: 3 records, 2 reports, 1 of them with figures or claims
               1 left unread for want of words of harm; `--all` reads them
               1 entry of a feed without words (`--follow` fetches its page)
    ");
}

#[test]
fn the_pages_of_a_feed_are_followed_where_that_is_allowed() {
    let host = server();
    let told = folder().run(&format!("read --follow {host}/feed"));
    assert_snapshot!(told.replace(&host, "HOST"), @"
    exit status 1
    --- stdout
    HOST/flood
    title      Flood in Oruro
    published  2016-03-06
    outlet     The Example Times
    story      2 paragraphs

      1  killed two people
         says     police
         where    Oruro
         when     2016-03-05
         words    A flood «killed» «two» people in Oruro on Saturday, police said.
         rule     killed-people

      2  injured Four others
         says     the report itself
         where    Oruro
         when     2016-03-05
         words    «Four others» were «injured».
         rule     injured-people

    --- stderr
    ascribe: cannot fetch `HOST/private`: its server asks programs not to (`robots.txt`); open it in a browser, save the page, and give the file
    ascribe: cannot fetch `http://169.254.169.254/a`: it stands in a private network, and what led there is no person; give it by hand, or allow private addresses (`--allow-private`) if you trust what led there
    ");
}

#[test]
fn a_folder_for_answers_that_cannot_be_made_is_told() {
    let folder = folder().with("a", "").with("feed.xml", FEED);
    assert_snapshot!(folder.run("read feed.xml --cache a/b"), @"
    exit status 2
    --- stderr
    ascribe: cannot keep answers in `a/b`: Not a directory (os error 20); name a folder that you may write
    ");
}
