//! Mails and newsletters, as programs for mail save them.

use ascribe_page::Kind;
use insta::assert_snapshot;

fn shown(mail: &str) -> String {
    let page = crate::page(Kind::Mail, mail.as_bytes());
    match ascribe_report::read(&page) {
        Ok(report) => {
            let paragraphs = report.paragraphs.iter().map(|it| report.words(*it));
            let story = paragraphs.collect::<Vec<_>>().join("\n");
            format!("{}\n{story}", ascribe_report::show::taken(&report))
        }
        Err(not_a_report) => not_a_report.to_string(),
    }
}

#[test]
fn a_mail_of_one_story_is_a_report_by_its_sender() {
    assert_snapshot!(shown("\
From: =?UTF-8?Q?Ren=C3=A9_D=C3=A9bry?= <rene@news.example>
To: desk@news.example
Subject: Fwd: =?iso-8859-1?Q?Caf=E9?= bomb kills nine in Tamrit
Date: Mon, 07 Mar 2016 12:30:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b1

--b1
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

A car bomb killed nine people in Tamrit on Monday, the interior =
ministry said.

=93We ran,=94 one of them said.
--b1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+PHA+QSBjYXIgYm9tYiBraWxsZWQgbmluZSBwZW9wbGUgaW4gVGFtcml0IG9u
IE1vbmRheSwgdGhlIGludGVyaW9yIG1pbmlzdHJ5IHNhaWQuPC9wPjxwPuKAnFdlIHJhbizigJ0g
b25lIG9mIHRoZW0gc2FpZC48L3A+PC9ib2R5PjwvaHRtbD4=
--b1--
"), @"
    title      Café bomb kills nine in Tamrit
      from     header `Subject`
    byline     René Débry
      from     header `From`
      writer   René Débry
    published  2016-03-07T12:30:00+01:00
      from     header `Date`
    language   en
      from     the words of the story
    story      2 paragraphs

    A car bomb killed nine people in Tamrit on Monday, the interior ministry said.
    “We ran,” one of them said.
    ");
}

#[test]
fn a_newsletter_is_teasers_of_its_items() {
    assert_snapshot!(shown("\
From: Coast Tribune <letters@tribune.example>
Subject: Coast Tribune briefing
Date: Tue, 08 Mar 2016 06:00:00 +0000
List-Unsubscribe: <https://tribune.example/out>
Content-Type: text/plain; charset=utf-8

Good morning. Here is what you need to know today.

NINE DIE IN TAMRIT MARKET
A car bomb killed nine people in the port of Tamrit on Monday, the
interior ministry said.
https://tribune.example/1

Governor resigns
The governor of Tamrit resigned after protests.
<https://tribune.example/2>

Ferries sail again
https://tribune.example/3

Unsubscribe: https://tribune.example/out
"), @"
    title      Coast Tribune briefing
      from     header `Subject`
    outlet     Coast Tribune
      from     header `From`
    published  2016-03-08T06:00:00+00:00
      from     header `Date`
    language   en
      from     the words of the story
    story      1 paragraph
    latest     NINE DIE IN TAMRIT MARKET
      lede     A car bomb killed nine people in the port of Tamrit on Monday, the interior ministry said.
      address  https://tribune.example/1
    latest     Governor resigns
      lede     The governor of Tamrit resigned after protests.
      address  https://tribune.example/2
    latest     Ferries sail again
      address  https://tribune.example/3
    note: the mail is a newsletter of 3 items, first `NINE DIE IN TAMRIT MARKET`
      why  each has a headline of its own
      so   they are teasers; for the stories give the pages they lead to

    Good morning. Here is what you need to know today.
    ");
    assert_snapshot!(shown("\
From: Coast Tribune <letters@tribune.example>
Subject: Coast Tribune briefing
Date: Tue, 08 Mar 2016 06:00:00 +0000
List-Id: <letters.tribune.example>
Content-Type: text/html; charset=utf-8

<html><body><h2><a href='https://tribune.example/1'>Nine die in Tamrit market</a></h2><p>A car bomb
killed nine people, the ministry said.</p><h2>Governor resigns after protests</h2><p>He had been in
office for a year.</p><a href='https://tribune.example/2'>Read more</a><h2>Ferries sail out to the
islands again</h2><p>A week of storms is over.</p><a href='https://tribune.example/3'>Read on</a>
</body></html>
"), @"
    outlet     Coast Tribune
      from     header `From`
    published  2016-03-08T06:00:00+00:00
      from     header `Date`
    story      1 paragraph
    latest     Nine die in Tamrit market
      lede     A car bomb killed nine people, the ministry said.
      address  https://tribune.example/1
    latest     Governor resigns after protests
      lede     He had been in office for a year.
      address  https://tribune.example/2
    latest     Ferries sail out to the islands again
      lede     A week of storms is over.
      address  https://tribune.example/3
    note: the mail is a newsletter of 3 items, first `Nine die in Tamrit market`
      why  each has a headline of its own
      so   they are teasers; for the stories give the pages they lead to

    Coast Tribune briefing
    ");
}

#[test]
fn what_is_attached_is_told() {
    assert_snapshot!(shown("\
From: Rana Odeh <rana@news.example>
Subject: Nine die in Tamrit
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain

A car bomb killed nine people in Tamrit, police said.
--b1
Content-Type: application/pdf
Content-Disposition: attachment; filename=list.pdf

x
--b1--
"), @"
    title      Nine die in Tamrit
      from     header `Subject`
    byline     Rana Odeh
      from     header `From`
      writer   Rana Odeh
    language   en
      from     the words of the story
    story      1 paragraph
    note: 1 file is attached to the mail
      why  only the text of a mail is read
      so   save what is attached and give it by itself

    A car bomb killed nine people in Tamrit, police said.
    ");
}

#[test]
fn a_mail_without_words_is_not_a_report() {
    assert_snapshot!(shown("From: a@news.example\nSubject: x\nDate: y\n\n"), @"
    `standard input` is not a report: it is empty; check that the page was saved or copied whole
    ");
    assert_snapshot!(shown("\u{0}"), @"
    `standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that
    ");
}
