//! Agency wire in the forms of the IPTC, with invented items.

use ascribe_page::Address;
use ascribe_report::{read, show};
use insta::assert_snapshot;
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};

/// What is read from an item that comes from standard input, as people see it.
fn shown(item: &str) -> String {
    let page = ascribe_page::read(Address::Stdin, item.as_bytes()).expect("it can be read");
    match read(&page) {
        Ok(report) => show::report(&report),
        Err(not_a_report) => not_a_report.to_string(),
    }
}

#[test]
fn ninjs_1_is_read() {
    assert_snapshot!(shown(r#"{
  "uri": "urn:newsml:wire.example:20160306:flood-1", "type": "text", "version": "2", "versioncreated": "2016-03-06T22:10:00+02:00",
  "firstcreated": "2016-03-06T20:45:00+02:00", "pubstatus": "usable", "urgency": 3, "language": "en", "slugline": "Bolivia-Flood",
  "ednote": "CORRECTS number of the missing", "headline": "Ten killed in Oruro flood", "byline": "By Jane Doe",
  "infosource": [{"name": "Example Wire"}],
  "body_xhtml": "<p>ORURO, Bolivia (Example Wire) - Ten people were killed in a flood in Oruro on Saturday, police said.</p><p>Three others are missing, the mayor&#8217;s office said.</p>",
  "associations": {
    "lead": {"type": "picture", "headline": "Oruro", "description_text": "A street in Oruro", "byline": "John Roe", "copyrightholder": "Example Wire",
      "renditions": {"web": {"href": "https://wire.example/oruro.jpg"}}},
    "more": {"type": "text", "uri": "urn:2", "headline": "Roads closed in Oruro", "description_text": "The road to La Paz is closed."}
  }
}"#), @"
    title      Ten killed in Oruro flood
    published  2016-03-06
    byline     Jane Doe
    agency     Example Wire
    item       urn:newsml:wire.example:20160306:flood-1
      version  2
      slug     Bolivia-Flood
      urgency  3
      corrects urn:newsml:wire.example:20160306:flood-1
    dateline   ORURO, Bolivia (Example Wire) -
      place    ORURO, Bolivia
    picture    https://wire.example/oruro.jpg
      caption  A street in Oruro
      credit   John Roe/Example Wire
             1 Ten people were killed in a flood in Oruro on Saturday, police said.
             2 Three others are missing, the mayor’s office said.
    related    Roads closed in Oruro
      lede     The road to La Paz is closed.
      address  urn:2
    ");
}

#[test]
fn ninjs_2_and_3_are_read() {
    assert_snapshot!(shown(r#"{
  "standard": {"name": "ninjs", "version": "3.0"}, "uri": "https://wire.example/items/8", "type": "text", "version": 1, "by": "Rana Odeh",
  "versionCreated": "2016-03-06T20:45:00Z", "evolvedFrom": "https://wire.example/items/7", "edNote": "UPDATES with police",
  "headlines": [{"role": "main", "value": "Two killed in Tamrit"}], "infosources": [{"name": "Example Wire"}],
  "bodies": [{"contentType": "text/plain", "value": "Two people were killed in Tamrit, police said.\n\nNobody claimed the attack."}],
  "associations": [{"type": "picture", "descriptions": [{"value": "The market"}], "renditions": [{"href": "https://wire.example/m.jpg"}]}]
}"#), @"
    title      Two killed in Tamrit
    published  2016-03-06
    byline     Rana Odeh
    agency     Example Wire
    item       https://wire.example/items/8
      version  1
      updates  https://wire.example/items/7
    picture    https://wire.example/m.jpg
      caption  The market
             1 Two people were killed in Tamrit, police said.
             2 Nobody claimed the attack.
    ");
}

#[test]
fn a_withdrawn_item_says_so() {
    assert_snapshot!(shown(r#"{"uri": "urn:1", "version": "3", "pubstatus": "canceled", "headline": "Ten killed in Oruro", "body_text": ""}"#), @"
    item       urn:1
      version  3
      withdraws urn:1
             1 Ten killed in Oruro
    note: the agency withdrew this item
      why  its status or its note to editors says so
      so   what was read from it is what the agency no longer stands by
    ");
}

const NEWSML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2016-03-06T20:46:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:wire.example:20160306:p1" version="1" standard="NewsML-G2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
  <contentMeta><creditline>John Roe/Example Wire</creditline><description role="drol:caption">A street in Oruro</description></contentMeta>
  <contentSet><remoteContent href="oruro.jpg" rendition="rnd:highRes"/></contentSet></newsItem>
<newsItem guid="urn:newsml:wire.example:20160306:t1" version="4" standard="NewsML-G2" xml:lang="en">
  <itemMeta><itemClass qcode="ninat:text"/><provider literal="x"><name>Example Wire</name></provider>
    <versionCreated>2016-03-06T22:10:00+02:00</versionCreated><firstCreated>2016-03-05T20:45:00+02:00</firstCreated><pubStatus qcode="stat:usable"/>
    <signal qcode="sig:correction"/><link rel="irel:previousVersion" residref="urn:newsml:wire.example:20160306:t0"/></itemMeta>
  <contentMeta><urgency>2</urgency><by>By Jane Doe</by><headline xml:lang="en">Ten killed &amp; three missing in Oruro</headline><slugline>Bolivia-Flood</slugline></contentMeta>
  <contentSet><inlineXML contenttype="application/nitf+xml"><nitf><head><title>no</title></head><body><body.head><hedline><hl1>no</hl1></hedline></body.head>
    <body.content><p>ORURO, March 5 (Example Wire) - Ten people were killed in a flood in Oruro, police said.</p><p>Three others are missing.</p></body.content></body></nitf></inlineXML></contentSet>
</newsItem></itemSet></newsMessage>"#;

#[test]
fn newsml_is_read_with_the_pictures_of_its_message() {
    assert_snapshot!(shown(NEWSML), @"
    title      Ten killed & three missing in Oruro
    published  2016-03-05
    byline     Jane Doe
    agency     Example Wire
    item       urn:newsml:wire.example:20160306:t1
      version  4
      slug     Bolivia-Flood
      urgency  2
      corrects urn:newsml:wire.example:20160306:t1
      updates  urn:newsml:wire.example:20160306:t0
    dateline   ORURO, March 5 (Example Wire) -
      place    ORURO
      day      March 5
    picture    oruro.jpg
      caption  A street in Oruro
      credit   John Roe/Example Wire
             1 Ten people were killed in a flood in Oruro, police said.
             2 Three others are missing.
    ");
}

#[test]
fn newsml_with_plain_text_or_cut_off_is_read_as_far_as_it_goes() {
    assert_snapshot!(shown(r#"<newsItem guid="urn:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:canceled"/></itemMeta>
<contentMeta><headline>Two killed</headline></contentMeta><contentSet><inlineData contenttype="text/plain">Two people were killed in Tamrit, police said &amp; witnesses.</inlineData></contentSet></newsItem>"#), @"
    title      Two killed
    item       urn:1
      version  1
      withdraws urn:1
             1 Two people were killed in Tamrit, police said & witnesses.
    note: the agency withdrew this item
      why  its status or its note to editors says so
      so   what was read from it is what the agency no longer stands by
    ");
    let end = NEWSML.find("<inlineXML").expect("it is there") + 300;
    assert_snapshot!(shown(&NEWSML[..end]), @"
    title      Ten killed & three missing in Oruro
    published  2016-03-05
    byline     Jane Doe
    agency     Example Wire
    item       urn:newsml:wire.example:20160306:t1
      version  4
      slug     Bolivia-Flood
      urgency  2
      corrects urn:newsml:wire.example:20160306:t1
      updates  urn:newsml:wire.example:20160306:t0
    dateline   ORURO, March 5 (Example Wire) -
      place    ORURO
      day      March 5
    picture    oruro.jpg
      caption  A street in Oruro
      credit   John Roe/Example Wire
             1 Ten people were killed in a flood in Oruro, police said.
             2 Three others are missing.
    note: the page breaks off
      why  its markup has no end
      so   what stood after it is missing
    ");
    assert_snapshot!(shown("<newsItem guid='urn:1'><itemMeta>"), @"`standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole");
    assert_snapshot!(shown("<newsItem guid='urn:1'></newsItem>"), @"`standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that");
}

#[test]
fn an_iptc_7901_message_is_read() {
    assert_snapshot!(shown("\x16\x16\x01exw0123 3 pl 34 Bolivia/Flood/\r\n\x02Ten killed in Oruro flood =\r\n\r\n   ORURO, March 5 (Example Wire) - Ten people were killed in a\r\nflood in Oruro on Saturday, police said.\r\n   Three others are missing, the mayor said.\r\n\x03\r\n052045 Mar 16\r\n\x04"), @"
    title      Ten killed in Oruro flood
    published  2016-03-05
    agency     exw
    item       exw0123
      slug     Bolivia/Flood/
      urgency  3
    dateline   ORURO, March 5 (Example Wire) -
      place    ORURO
      day      March 5
             1 Ten people were killed in a flood in Oruro on Saturday, police said.
             2 Three others are missing, the mayor said.
    ");
    assert_snapshot!(shown("\x01exw0124 1 pl\r\n\x02KILL - KILL - Ten killed in Oruro\r\n\r\nEditors: do not use the story of ten people killed in Oruro, which is wrong.\r\n\x03"), @"
    agency     exw
    item       exw0124
      urgency  1
    dateline   KILL -
      place    KILL
             1 KILL - Ten killed in Oruro
    note: the agency withdrew this item
      why  its status or its note to editors says so
      so   what was read from it is what the agency no longer stands by
    ");
    assert_snapshot!(shown("\x01exw\r\n\x02\x03"), @"`standard input` is not a report: it is empty; check that the page was saved or copied whole");
}

#[test]
fn what_wire_says_of_itself_is_told_with_where_it_says_so() {
    let taken = |item: &str| {
        let page = ascribe_page::read(Address::Stdin, item.as_bytes()).expect("it can be read");
        show::taken(&read(&page).expect("it is a report"))
    };
    assert_snapshot!(taken(r#"{
  "uri": "urn:newsml:wire.example:20160306:flood-1", "version": "2", "versioncreated": "2016-03-06T22:10:00+02:00",
  "firstcreated": "2016-03-06T20:45:00+02:00", "language": "en", "headline": "Ten killed in Oruro flood", "byline": "By Jane Doe",
  "body_xhtml": "<p>ORURO, Bolivia (Example Wire) - Ten people were killed in a flood in Oruro on Saturday, police said.</p>"
}"#), @"
    title      Ten killed in Oruro flood
      from     the agency's data
    byline     Jane Doe
      from     the agency's data
      writer   Jane Doe
    agency     Example Wire
      from     the dateline
    published  2016-03-06T20:45:00+02:00
      from     the agency's data
    updated    2016-03-06T22:10:00+02:00
      from     the agency's data
    language   en
      from     the agency's data
    item       urn:newsml:wire.example:20160306:flood-1
      version  2
      updates  urn:newsml:wire.example:20160306:flood-1
    dateline   ORURO, Bolivia (Example Wire) -
      place    ORURO, Bolivia
    story      1 paragraph
    ");
    assert_snapshot!(taken(r#"<newsItem guid="urn:1" version="2"><itemMeta><versionCreated>2016-03-06T22:10:00Z</versionCreated>
<firstCreated>2016-03-06T20:45:00Z</firstCreated></itemMeta><contentMeta><language tag="en-GB"/><headline>Ten killed in Oruro flood</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">Ten people were killed in a flood in Oruro on Saturday, police said.</inlineData></contentSet></newsItem>"#), @"
    title      Ten killed in Oruro flood
      from     the agency's data
    published  2016-03-06T20:45:00+00:00
      from     the agency's data
    updated    2016-03-06T22:10:00+00:00
      from     the agency's data
    language   en-GB
      from     the agency's data
    item       urn:1
      version  2
      updates  urn:1
    story      1 paragraph
    ");
}

const NINJS: &str = "{\"uri\": \"urn:1\", \"type\": \"text\", \"version\": \"2\", \"headline\": \"Ten die\", \"byline\": \"Jane\", \
    \"body_xhtml\": \"<p>ORURO (Example) - Ten died.</p>\", \"associations\": [{\"type\": \"picture\", \"renditions\": [{\"href\": \"a\"}]}]}";

const IPTC7901: &str = "\x01exw0123 3 pl 34 Flood/\r\n\x02Ten die =\r\n\r\n   ORURO, March 5 (Example) - Ten people \
    died in Oruro.\r\n\x03\r\n052045 Mar 16\r\n\x04";

proptest! {
    #[test]
    fn changed_wire_gives_a_report_that_keeps_its_promises_or_an_answer(
        item in select(&[NEWSML, NINJS, IPTC7901][..]),
        changes in vec((any::<Index>(), any::<u8>()), 0..8),
        cut in proptest::option::of(any::<Index>()),
    ) {
        let mut bytes = item.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let Ok(page) = ascribe_page::read(Address::Stdin, bytes.as_slice()) else { return Ok(()) };
        match read(&page) {
            Ok(report) => {
                let pieces = report.title.iter().chain(&report.paragraphs);
                for &piece in pieces {
                    prop_assert!(!report.words(piece).is_empty(), "{report:?}");
                }
            }
            Err(not_a_report) => prop_assert!(!not_a_report.to_string().is_empty()),
        }
    }
}

#[test]
fn heavy_wire_is_answered() {
    let heavy = [
        format!("<newsMessage>{}", "<newsItem guid='1'>".repeat(200_000)),
        format!("<newsMessage>{}", "<itemMeta>".repeat(1_000_000)),
        format!("<newsItem {}/>", "a='1' ".repeat(500_000)),
        format!("<newsItem><contentSet>{}", "<inlineXML>".repeat(300_000)),
        format!("<newsItem><contentMeta><headline>{}", "&amp;".repeat(1_000_000)),
        format!(
            "{{\"uri\": \"a\", \"body_text\": {}1{}}}",
            "[".repeat(500_000),
            "]".repeat(500_000)
        ),
        format!("\x01a1 1 a\x02{}", "\x02\x03".repeat(1_000_000)),
    ];
    // What took time that grows with the square of these lengths would not end.
    let said: Vec<String> = heavy.iter().map(|it| shown(it)).collect();
    assert_snapshot!(said.join("\n"), @"
    `standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole
    `standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole
    `standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that
    `standard input` is not a report: it holds no story, only what stands around one; open it in a browser, copy the story, and give that
    `standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole
    `standard input` is not a report: its markup breaks off before any story; save or fetch it again, whole
    `standard input` is not a report: it is empty; check that the page was saved or copied whole
    ");
}
