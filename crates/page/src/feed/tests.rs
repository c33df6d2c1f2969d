//! Feeds as they are written and as they are miswritten, text in and text out.

use std::{fmt::Write, time::Instant};

use insta::assert_snapshot;
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};

use super::*;
use crate::Kind;
use crate::fetch::tests::{Host, answer};

/// The entries of a feed that stands in a file, as far as they say something.
fn shown(feed: &str) -> String {
    shown_bytes(feed.as_bytes(), None, Entries::AsTheyStand)
}

fn feed(bytes: &[u8], charset: Option<&str>, entries: Entries) -> Feed {
    assert!(is_feed(bytes), "it is not taken for a feed");
    let page = Page {
        address: Address::Url("https://news.example/world/feed".to_owned()),
        bytes: bytes.to_vec(),
        kind: Kind::Text,
        charset: charset.map(str::to_owned),
        fetched: None,
        label: Label::default(),
    };
    Feed::new(page, entries, Arc::new(Fetcher::new()))
}

fn shown_bytes(bytes: &[u8], charset: Option<&str>, entries: Entries) -> String {
    let mut shown = String::new();
    for found in feed(bytes, charset, entries) {
        let line = match found {
            Ok(Found::Page(page)) => {
                shown.push_str(&format!("{}\n", page.address));
                told(
                    &page.label,
                    &format!("{:?}", page.kind),
                    &String::from_utf8_lossy(&page.bytes),
                )
            }
            Ok(Found::Link(link)) => told(&link.label, "link", &link.url),
            Ok(it @ (Found::Stream { .. } | Found::Record(_) | Found::Article(_))) => {
                format!("{}, which is no entry of a feed\n", it.address())
            }
            Err(error) => format!("{error}\n"),
        };
        shown.push_str(&line);
    }
    shown
}

fn told(label: &Label, kind: &str, text: &str) -> String {
    let Label { title, published, byline, outlet } = label;
    let mut told = String::new();
    for (name, value) in
        [("title", title), ("published", published), ("byline", byline), ("outlet", outlet)]
    {
        if let Some(value) = value {
            writeln!(told, "  {name}: {value}").expect("a String takes every write");
        }
    }
    told + &format!("  {kind}: {text}\n")
}

#[test]
fn rss_2_is_read_with_its_extensions() {
    assert_snapshot!(shown(r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>The Example Times</title><link>https://news.example/</link>
  <atom:link href="https://news.example/feed" rel="self"/>
  <image><title>Logo</title><url>https://news.example/logo.png</url></image>
  <item>
    <title>Ten die in &quot;Tamrit&quot;</title>
    <link>/2016/tamrit?a=1&amp;b=2</link>
    <guid isPermaLink="false">tag:1</guid>
    <pubDate>Sun, 06 Mar 2016 20:45:00 +0200</pubDate>
    <dc:creator><![CDATA[Jane Doe]]></dc:creator><dc:creator>John Roe</dc:creator>
    <description>Ten people died.</description>
    <content:encoded><![CDATA[<p>Ten people died in Tamrit, police said.</p>]]></content:encoded>
    <media:content url="https://news.example/a.jpg" medium="image">
      <media:title>Not the headline</media:title><media:description>A market</media:description><media:credit>EPA</media:credit>
    </media:content>
  </item>
  <item><title>Floods</title><author>desk@news.example (Rana Odeh)</author><source url="https://other.example/">Other</source>
    <description>&lt;p&gt;Two drowned &amp;amp; one is missing.&lt;/p&gt;</description><guid>https://news.example/2</guid></item>
  <item><category>empty</category></item>
</channel></rss>"#), @r#"
    https://news.example/world/feed#L1 https://news.example/2016/tamrit?a=1&b=2
      title: Ten die in "Tamrit"
      published: Sun, 06 Mar 2016 20:45:00 +0200
      byline: Jane Doe, John Roe
      outlet: The Example Times
      Html: <p>Ten people died in Tamrit, police said.</p><figure><img src="https://news.example/a.jpg"><figcaption><p>A market</p><p>Photo: EPA</p></figcaption></figure>
    https://news.example/world/feed#L2 https://news.example/2
      title: Floods
      byline: Rana Odeh
      outlet: Other
      Html: <p>Two drowned &amp; one is missing.</p>
    `https://news.example/world/feed#L3` is not read: it is an entry without words
    "#);
}

#[test]
fn rss_1_and_older_are_read() {
    assert_snapshot!(shown(r#"<?xml version="1.0"?><!-- made by hand -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>Example</title><items><rdf:Seq><rdf:li resource="https://news.example/1"/></rdf:Seq></items></channel>
<image><title>Logo</title><url>x</url></image>
<item rdf:about="https://news.example/1"><title>Ten die</title><link>https://news.example/1</link><description>Ten people died.</description><dc:date>2016-03-06T20:45:00Z</dc:date></item>
</rdf:RDF>"#), @"
    https://news.example/world/feed#L1 https://news.example/1
      title: Ten die
      published: 2016-03-06T20:45:00Z
      outlet: Example
      Text: Ten people died.
    ");
    assert_snapshot!(shown("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss-0.91.dtd\">
<rss version=\"0.91\"><channel><title>Example</title><item><title>Ten die</title><link>https://news.example/1</link></item></channel></rss>"), @"
    https://news.example/world/feed#L1 https://news.example/1
      outlet: Example
      Text: Ten die
    ");
}

#[test]
fn atom_is_read() {
    assert_snapshot!(shown(r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/atom/">
<title type="text">Example</title><author><name>The desk</name></author><link rel="self" href="feed"/>
<entry>
  <title type="html">Ten &amp;lt;b&amp;gt; die &lt;i&gt;again&lt;/i&gt;</title>
  <link rel="enclosure" href="film.mp4"/><link rel="alternate" href="../1"/>
  <id>urn:uuid:1</id><updated>2016-03-07T00:00:00Z</updated><published>2016-03-06T20:45:00Z</published>
  <author><name>Jane Doe</name><email>jane@news.example</email></author>
  <summary>Ten…</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ten <b>people</b> died &amp; five are<br/>missing.</p></div></content>
</entry>
<entry><title>Two</title><id>https://news.example/2</id><updated>2016-03-05</updated><source><title>Other</title></source>
  <content type="image/png">aGVsbG8=</content></entry>
</feed>"#), @r#"
    https://news.example/world/feed#L1 https://news.example/1
      title: Ten <b> die again
      published: 2016-03-06T20:45:00Z
      byline: Jane Doe
      outlet: Example
      Html: <div xmlns="http://www.w3.org/1999/xhtml"><p>Ten <b>people</b> died &amp; five are<br/>missing.</p></div>
    https://news.example/world/feed#L2 https://news.example/2
      published: 2016-03-05
      outlet: Other
      Text: Two
    "#);
}

#[test]
fn a_json_feed_is_read() {
    assert_snapshot!(shown(r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "Example", "hubs": [[[{}]]],
"items": [
 {"id": 7, "url": "/1", "title": "Ten die", "content_html": "<p>Ten people died.</p>", "content_text": "no", "summary": "Ten",
  "date_published": "2016-03-06T20:45:00Z", "authors": [{"name": "Jane Doe"}, {"url": "x"}, {"name": "John Roe"}], "image": "https://news.example/a.jpg"},
 {"id": "https://news.example/2", "title": null, "content_text": "Two people died.", "author": {"name": "Rana Odeh"}, "tags": ["a"]},
 {"title": ["odd"], "summary": {"odd": 1}}
], "more": 1 }"#), @r#"
    https://news.example/world/feed#L1 https://news.example/1
      title: Ten die
      published: 2016-03-06T20:45:00Z
      byline: Jane Doe, John Roe
      outlet: Example
      Html: <p>Ten people died.</p><figure><img src="https://news.example/a.jpg"><figcaption></figcaption></figure>
    https://news.example/world/feed#L2 https://news.example/2
      byline: Rana Odeh
      outlet: Example
      Text: Two people died.
    `https://news.example/world/feed#L3` is not read: it is an entry without words
    "#);
}

#[test]
fn a_news_sitemap_is_read() {
    let map = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/1</loc><lastmod>2016-03-07</lastmod>
<news:news><news:publication><news:name>Example</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2016-03-06T20:45:00Z</news:publication_date><news:title>Ten people die in Tamrit</news:title></news:news>
<image:image><image:loc>https://news.example/a.jpg</image:loc></image:image></url>
<url><loc>https://news.example/2</loc></url>
<url><loc>ftp://news.example/3</loc></url><url/><url></url></urlset>"#;
    assert_snapshot!(shown(map), @r#"
    https://news.example/world/feed#L1 https://news.example/1
      published: 2016-03-06T20:45:00Z
      outlet: Example
      Html: <p>Ten people die in Tamrit</p><figure><img src="https://news.example/a.jpg"><figcaption></figcaption></figure>
    `https://news.example/world/feed#L2 https://news.example/2` is not read: it is an entry without words
    `https://news.example/world/feed#L3` is not read: it is an entry without words
    `https://news.example/world/feed#L4` is not read: it is an entry without words
    "#);
    assert_snapshot!(shown_bytes(map.as_bytes(), None, Entries::Followed), @"
      title: Ten people die in Tamrit
      published: 2016-03-06T20:45:00Z
      outlet: Example
      link: https://news.example/1
      link: https://news.example/2
    cannot follow entry 3 of `https://news.example/world/feed` to `ftp://news.example/3`: it begins with neither `http://` nor `https://`; give its page by hand if you need it
    `https://news.example/world/feed#L4` is not read: it is an entry that leads to no page
    ");
}

#[test]
fn what_is_badly_written_is_read_nonetheless() {
    // Byte order marks between files that somebody glued together.
    let glued = "<rss><channel><item><title>Ten</title></item>\u{feff}é<<item><title>\u{feff}Two</title></item></channel></rss>";
    assert_snapshot!(shown(glued), @"
    https://news.example/world/feed#L1
      Text: Ten
    https://news.example/world/feed#L2
      Text: Two
    ");
    // Escapes that XML does not know or nobody closed, tags that nobody closed, "<" in words.
    assert_snapshot!(shown(r#"

<?xml version="1.0"?><rss><channel><title>Q&A &mdash; Caf&eacute</title>
<item><title>Ten die & AT&T falls; 5 < 6 &bogus; &rsquo;</title><description>Ten <b>people<br>died</description></item>
<item><title>No end<description>A bomb.</description>
<item><link href=/3 rel=alternate /><title>Odd</title></wrong></item>
</channel>"#), @"
    https://news.example/world/feed#L1
      title: Ten die & AT&T falls; 5 < 6 &bogus; ’
      outlet: Q&A — Caf&eacute
      Html: Ten <b>people<br>died
    https://news.example/world/feed#L2
      outlet: Q&A — Caf&eacute
      Text: No endA bomb.
    https://news.example/world/feed#L3 https://news.example/3
      outlet: Q&A — Caf&eacute
      Text: Odd
    `https://news.example/world/feed` breaks off after 3 entries; fetch or save it again, whole
    ");
}

#[test]
fn a_feed_that_breaks_off_gives_what_was_whole() {
    let whole = "<rss><channel><item><title>Ten</title></item><item><title>Two</title></item></channel></rss>";
    let n_pages = |feed: &str| {
        super::tests::feed(feed.as_bytes(), None, Entries::AsTheyStand)
            .filter(Result::is_ok)
            .count()
    };
    for end in "<rss>".len()..whole.len() {
        let cut = &whole[..end];
        let n_whole = cut.matches("</item>").count();
        assert_eq!(n_pages(cut), n_whole, "{cut}");
    }
    assert_snapshot!(shown(&whole[..60]), @"
    https://news.example/world/feed#L1
      Text: Ten
    `https://news.example/world/feed` breaks off after 1 entry; fetch or save it again, whole
    ");
    assert_snapshot!(shown(r#"{"version":"https://jsonfeed.org/version/1","items":[{"title":"Ten"},{"title":"Tw"#), @"
    https://news.example/world/feed#L1
      Text: Ten
    `https://news.example/world/feed` breaks off after 1 entry; fetch or save it again, whole
    ");
}

#[test]
fn characters_are_read_as_they_were_meant() {
    let check = |bytes: &[u8], charset: Option<&str>| {
        let shown = shown_bytes(bytes, charset, Entries::AsTheyStand);
        let text = shown.lines().find_map(|it| it.trim().strip_prefix("Text: ")).map(str::to_owned);
        text.unwrap_or(shown)
    };
    let latin = |said: &str| {
        let head = format!("<?xml version='1.0'{said}?><rss><channel><item><title>Caf");
        [head.as_bytes(), b"\xe9 \x96</title></item></channel></rss>"].concat()
    };
    let utf8 = "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><title>Café</title></item></channel></rss>";
    assert_eq!(check(utf8.as_bytes(), Some("koi8-r")), "Café");
    assert_eq!(check(&latin(""), None), "Café –");
    assert_eq!(check(&latin(" encoding=\"utf-8\""), Some("utf-8")), "Café –");
    assert_eq!(check(&latin(" encoding='windows-1251'"), None), "Cafй –");
    assert_eq!(check(&latin(" encoding='windows-1251'"), Some("iso-8859-1")), "Café –");
    for (mark, is_big) in
        [(&b"\xff\xfe"[..], false), (b"\xfe\xff", true), (b"", false), (b"", true)]
    {
        let units = utf8.encode_utf16();
        let bytes: Vec<u8> =
            units.flat_map(|it| if is_big { it.to_be_bytes() } else { it.to_le_bytes() }).collect();
        assert_eq!(check(&[mark, &bytes].concat(), None), "Café");
    }
}

#[test]
fn what_is_no_feed_is_not_taken_for_one() {
    for page in [
        "<!DOCTYPE html><html><body><rss>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Book>",
        "<feed><entry>",
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>",
        "{\"headline\": \"Ten die\"}",
        "An RSS feed: <rss><channel>",
        "<!-- <rss>",
        "<",
        "",
    ] {
        assert!(!is_feed(page.as_bytes()), "{page}");
    }
}

/// Pieces of feeds, in any order, and any letters.
fn feed_like() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<title type='html'>",
        "<link>",
        "</link>",
        "<link href='/1'/>",
        "<link href=x",
        "<description>",
        "</description>",
        "<content type='xhtml'>",
        "</content>",
        "<content:encoded>",
        "</content:encoded>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<author>",
        "</author>",
        "<name>",
        "</name>",
        "<media:content url='a.jpg'>",
        "</media:content>",
        "<media:credit>",
        "</media:credit>",
        "&amp;",
        "&#8217;",
        "&rsquo",
        "&",
        " < ",
        "Ten people died.",
        "<p>",
        "</channel>",
        "<url>",
    ];
    let piece = prop_oneof![4 => select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,3}"];
    vec(piece, 0..60).prop_map(|it| format!("<rss><channel><title>Example</title>{}", it.concat()))
}

proptest! {
    #[test]
    fn a_feed_that_breaks_off_gives_the_same_entries_as_far_as_it_goes(
        text in feed_like(), cut in any::<Index>(),
    ) {
        let pages = |text: &str| -> Vec<Page> {
            let found = feed(text.as_bytes(), None, Entries::AsTheyStand);
            found.filter_map(|it| it.and_then(Found::open).ok()).collect()
        };
        let whole = pages(&text);
        prop_assert!(whole.len() <= text.matches('<').count());
        let start = "<rss>".len();
        let mut end = start + cut.index(text.len() - start);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let part = pages(&text[..end]);
        prop_assert!(whole.starts_with(&part), "{part:?} does not begin {whole:?}");
    }
}

/// Feeds of all kinds, each with all that is read of it.
const KINDS: [&str; 4] = [
    "<?xml version='1.0' encoding='windows-1252'?><rss><channel><title>Example</title><item><title>Ten &amp; two</title>\
     <link>/1</link><content:encoded><![CDATA[<p>Ten died.</p>]]></content:encoded><media:content url='a.jpg'>\
     <media:credit>EPA</media:credit></media:content></item><item><description>Caf\u{e9}</description></item></channel></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/a/'><title>Example</title><entry><title type='html'>Ten</title>\
     <link href='1'/><author><name>Jane</name></author><content type='xhtml'><div>Ten <b>died</b>&#8217;</div></content></entry></feed>",
    "<urlset><url><loc>https://news.example/1</loc><news:news><news:publication><news:name>Example</news:name></news:publication>\
     <news:title>Ten died</news:title></news:news></url></urlset>",
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Example\", \"items\": [{\"id\": \"1\", \"url\": \"/1\", \
     \"content_html\": \"<p>Ten\", \"authors\": [{\"name\": \"Jane\"}]}, {\"title\": \"Two\"}]}",
];

proptest! {
    #[test]
    fn a_feed_whose_bytes_were_changed_gives_pages_or_says_why_not(
        kind in select(&KINDS[..]),
        changes in vec((any::<Index>(), any::<u8>()), 0..8),
        cut in proptest::option::of(any::<Index>()),
        charset in select(&[None, Some("utf-16"), Some("koi8-r"), Some("none")][..]),
    ) {
        let mut bytes = kind.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        prop_assume!(is_feed(&bytes));
        for found in feed(&bytes, charset, Entries::AsTheyStand) {
            match found.and_then(Found::open) {
                Ok(page) => prop_assert!(!page.bytes.is_empty()),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }
}

/// What a feed made to be heavy says, which it has to say in a few seconds.
#[track_caller]
fn check_heavy(feed: &str, n_pages: usize, says: &str) {
    let start = Instant::now();
    let (mut n_read, mut told) = (0, String::new());
    for found in super::tests::feed(feed.as_bytes(), None, Entries::AsTheyStand) {
        match found {
            Ok(_) => n_read += 1,
            Err(error) => told = error.to_string(),
        }
    }
    assert_eq!((n_read, told.as_str()), (n_pages, says));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn a_heavy_feed_is_read_in_time() {
    let cut = |n: usize| {
        let n = if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") };
        format!(
            "`https://news.example/world/feed` breaks off after {n}; fetch or save it again, whole"
        )
    };
    let item = "<item><title>Ten people died</title><link>https://news.example/1</link></item>";
    check_heavy(&format!("<rss><channel>{}</channel></rss>", item.repeat(100_000)), 100_000, "");
    // Names that grow, a thousand million laughs.
    let mut laughs = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..30 {
        let names = format!("&a{};", n - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY a{n} \"{names}\">"));
    }
    laughs.push_str("]><rss><channel><item><title>&a29;</title></item></channel></rss>");
    check_heavy(&laughs, 1, "");
    assert!(shown(&laughs).ends_with("Text: &a29;\n"));
    let deep = format!("<rss><channel><item><title>{}", "<a>".repeat(1_000_000));
    check_heavy(&deep, 0, &cut(0));
    let attributes = "a='1' ".repeat(1_000_000);
    let item = format!(
        "<rss><channel><item><link {attributes}/><title>Ten</title></item></channel></rss>"
    );
    check_heavy(&item, 1, "");
    let link = format!(
        "<rss><channel><item><title>Ten</title><link>{}</link></item></channel></rss>",
        "a".repeat(5_000_000)
    );
    check_heavy(&link, 1, "");
    for piece in [
        "<",
        "< ",
        "<!--",
        "<![CDATA[",
        "&",
        "&amp",
        "</",
        "</item>",
        "<item>",
        "<item/>",
        "<?",
        "<!DOCTYPE [",
        "<title>",
    ] {
        let feed =
            format!("<rss><channel><item><title>Ten</title></item>{}", piece.repeat(500_000));
        let start = Instant::now();
        let n_ok = super::tests::feed(feed.as_bytes(), None, Entries::AsTheyStand)
            .filter(Result::is_ok)
            .count();
        assert_eq!(n_ok, 1, "{piece}");
        assert!(start.elapsed().as_secs() < 10, "{piece}: {:?}", start.elapsed());
    }
    let json = |items: &str| {
        format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{items}]}}")
    };
    let n = MOST;
    check_heavy(
        &json(&vec!["{\"title\":\"Ten\"}"; n + 1].join(",")),
        n,
        "`https://news.example/world/feed` has more than 200000 entries; \
         those after them were left, so split it to read them",
    );
    check_heavy(&json(&"[".repeat(1_000_000)), 0, &cut(0));
}

const MOST: usize = 200_000;

/// What `pages` says of a server's `/feed`, each page in a line; the server reads `HOST`.
fn pages(host: &Host, fetcher: Fetcher, entries: Entries) -> String {
    let mut said = String::new();
    match crate::pages(&format!("{}/feed", host.url), &Arc::new(fetcher), entries) {
        Err(error) => said.push_str(&format!("{error}\n")),
        Ok(pages) => {
            for page in pages {
                said.push_str(&match page {
                    Ok(page) => {
                        let text = String::from_utf8_lossy(&page.bytes).into_owned();
                        let title = page.label.title.unwrap_or_default();
                        format!("{}: {title}: {text}\n", page.address)
                    }
                    Err(error) => format!("{error}\n"),
                });
            }
        }
    }
    said.replace(&host.url, "HOST")
}

const TWO: &str = "<rss><channel><item><title>Ten die</title><description>Ten died.</description><link>/1</link></item>\
    <item><title>Two die</title><link>http://10.1.2.3/2</link></item></channel></rss>";

#[test]
fn a_feed_is_fetched_and_its_entries_are_read_or_followed() {
    let story = ("/1", answer("200 OK\r\ncontent-type: text/html", b"<p>Ten people died."));
    let host = Host::of(&[("/feed", answer("200 OK", TWO.as_bytes())), story]);
    assert_snapshot!(pages(&host, Fetcher::new(), Entries::AsTheyStand), @"
    HOST/feed#L1 HOST/1: Ten die: Ten died.
    HOST/feed#L2 http://10.1.2.3/2: : Two die
    ");
    assert_snapshot!(pages(&host, Fetcher::new(), Entries::Followed), @"
    HOST/1: Ten die: <p>Ten people died.
    cannot fetch `http://10.1.2.3/2`: it stands in a private network, and what led there is no person; give it by hand, or allow private addresses (`--allow-private`) if you trust what led there
    ");
}

#[test]
fn a_long_feed_is_fetched_whole_and_one_of_private_addresses_not_at_all() {
    let entries = |links: &str| format!("<rss><channel>{links}</channel></rss>").into_bytes();
    let long = entries(&"<item><title>Ten people died</title></item>".repeat(100_000));
    let private: String = ["10.0.0.1", "127.0.0.1:1", "[::1]", "169.254.169.254", "localhost:1"]
        .map(|it| format!("<item><link>http://{it}/</link></item>"))
        .concat();
    let host = Host::of(&[
        ("/feed", answer("200 OK", &long)),
        ("/b", answer("200 OK", &entries(&private))),
    ]);
    let fetcher = Arc::new(Fetcher::new());
    let pages = |path: &str, entries| {
        crate::pages(&format!("{}{path}", host.url), &fetcher, entries).expect("it is a feed")
    };
    assert_eq!(pages("/feed", Entries::AsTheyStand).filter(Result::is_ok).count(), 100_000);
    let met: Vec<_> = pages("/b", Entries::Followed).collect();
    assert_eq!(met.len(), 5);
    for page in met {
        assert!(matches!(page, Err(Error::Private { .. })), "{page:?}");
    }
}

#[test]
fn an_entry_that_leads_to_a_feed_is_no_page() {
    let feed = "<rss><channel><item><link>/feed</link></item></channel></rss>";
    let host = Host::of(&[("/feed", answer("200 OK", feed.as_bytes()))]);
    let says = "cannot open `HOST/feed` as a page: it is a feed; \
                give the page of one of its entries";
    assert_eq!(pages(&host, Fetcher::new(), Entries::Followed), format!("{says}\n"));
    let error = crate::open(&format!("{}/feed", host.url)).expect_err("it is a feed");
    assert_eq!(error.to_string().replace(&host.url, "HOST"), says);
}

#[test]
fn a_sitemap_of_sitemaps_is_followed_once() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let map = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>HOST/1</loc></url></urlset>";
    std::io::Write::write_all(&mut packer, map.as_bytes()).expect("memory takes every write");
    let packed = packer.finish().expect("memory takes every write");
    let index = "<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>/feed</loc></sitemap>\
        <sitemap><loc>/gone</loc></sitemap><sitemap><loc>/page</loc></sitemap></sitemapindex>";
    let host = Host::of(&[
        ("/feed", answer("200 OK", index.as_bytes())),
        ("/a.xml.gz", answer("200 OK\r\ncontent-type: application/gzip", &packed)),
        ("/page", answer("200 OK", b"<html>")),
    ]);
    assert_snapshot!(pages(&host, Fetcher::new(), Entries::AsTheyStand), @"
    `HOST/a.xml.gz#L1 HOST/HOST/1` is not read: it is an entry without words
    cannot follow entry 1 of `HOST/feed` to `/a.xml.gz`: it stands in a sitemap that another one led to; give its page by hand if you need it
    cannot follow entry 2 of `HOST/feed` to `/feed`: it stands in a sitemap that another one led to; give its page by hand if you need it
    cannot follow entry 3 of `HOST/feed` to `/gone`: it stands in a sitemap that another one led to; give its page by hand if you need it
    cannot follow entry 4 of `HOST/feed` to `/page`: it stands in a sitemap that another one led to; give its page by hand if you need it
    cannot fetch `HOST/gone`: the server answered 404 (not found); check the address in a browser; an archive may still have the page
    cannot follow entry 4 of `HOST/feed` to `/page`: no sitemap stands there; give its page by hand if you need it
    ");
}
