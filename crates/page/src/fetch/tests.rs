//! Fetching from real servers on this machine: what is answered, how often, and how badly.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use super::*;

/// A server on this machine.
pub(crate) struct Host {
    pub(crate) url: String,
    /// The requests that came, each with its head.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Host {
    /// A server that answers by this function, to as many as come.
    pub(crate) fn by(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (log, answer) = (requests.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a client comes");
                let (log, answer) = (log.clone(), answer.clone());
                thread::spawn(move || {
                    let request = read_request(&mut stream);
                    log.lock().expect("no thread broke").push(request.clone());
                    answer(&request, &mut stream);
                });
            }
        });
        Host { url: format!("http://{address}"), requests }
    }

    /// A server that gives these answers to paths, each as often as it is asked, and otherwise 404.
    pub(crate) fn of(answers: &[(&str, Vec<u8>)]) -> Host {
        let answers: Vec<(String, Vec<u8>)> =
            answers.iter().map(|(path, it)| ((*path).to_owned(), it.clone())).collect();
        Host::by(move |request, stream| {
            let path = path(request);
            let found = answers.iter().find(|(it, _)| *it == path).map(|(_, it)| it.clone());
            // A client that has read enough hangs up, and that is its right.
            let _ = stream.write_all(&found.unwrap_or_else(|| answer("404 Not Found", b"no")));
        })
    }

    /// The paths asked for, in order.
    fn asked(&self) -> String {
        let requests = self.requests.lock().expect("no thread broke");
        requests.iter().map(|it| path(it)).collect::<Vec<_>>().join(" ")
    }
}

fn path(request: &str) -> &str {
    request.split(' ').nth(1).expect("a request has a path")
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => request.push(byte[0]),
            _ => break,
        }
    }
    String::from_utf8(request).expect("our requests are text")
}

pub(crate) fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn moved(to: &str) -> Vec<u8> {
    answer(&format!("302 Found\r\nlocation: {to}"), b"")
}

fn quick() -> Limits {
    Limits {
        whole: Duration::from_secs(1),
        bytes: 1_000_000,
        back_off: Duration::from_millis(10),
        between: Duration::ZERO,
        ..LIMITS
    }
}

fn fetcher() -> Fetcher {
    Fetcher::within(quick(), false)
}

fn said(page: Result<Page, Error>) -> String {
    match page {
        Ok(page) => {
            let charset = page.charset.as_deref().unwrap_or("no charset");
            let text = String::from_utf8_lossy(&page.bytes);
            format!("{}: {:?}, {charset}, {text:?}", page.address, page.kind)
        }
        Err(error) => error.to_string(),
    }
}

/// What fetching `/story` of a server says; the server reads `HOST`.
#[track_caller]
fn check(host: &Host, says: &str) {
    let said = said(fetcher().open(&format!("{}/story", host.url)));
    assert_eq!(said.replace(&host.url, "HOST"), says);
}

/// What following a link to `/story` of a server says, where its machine may be asked.
#[track_caller]
fn check_followed(host: &Host, says: &str) {
    let fetcher = Fetcher::within(quick(), true);
    let said = said(fetcher.follow(&format!("{}/story", host.url)));
    assert_eq!(said.replace(&host.url, "HOST"), says);
}

fn story(answer: Vec<u8>) -> Host {
    Host::of(&[("/story", answer)])
}

#[test]
fn a_page_has_the_kind_and_charset_its_sender_names() {
    check(
        &story(answer("200 OK\r\nContent-Type: text/html; charset=\"latin1\"", b"Ten died.")),
        "HOST/story: Html, latin1, \"Ten died.\"",
    );
    check(&story(answer("200 OK", b"Ten died.")), "HOST/story: Text, no charset, \"Ten died.\"");
}

#[test]
fn redirects_are_followed_to_the_last_address() {
    let host = Host::of(&[
        ("/story", answer("301 Moved\r\nlocation: new/a b", b"")),
        ("/new/a%20b", answer("200 OK\r\ncontent-type: text/plain", b"Ten died.")),
    ]);
    check(&host, "HOST/new/a%20b: Text, no charset, \"Ten died.\"");
}

#[test]
fn endless_redirects_end() {
    let host = Host::by(|request, stream| {
        let path = path(request);
        let _ = stream.write_all(&moved(&format!("{path}x")));
    });
    check(
        &host,
        "cannot fetch `HOST/story`: it leads on to another address more than 5 times; \
         open it in a browser and give the address it ends at",
    );
    assert_eq!(host.asked(), "/story /storyx /storyxx /storyxxx /storyxxxx /storyxxxxx");
}

#[test]
fn redirects_in_a_circle_end_at_once() {
    let host = Host::of(&[("/story", moved("/a")), ("/a", moved("/b")), ("/b", moved("/story"))]);
    check(
        &host,
        "cannot fetch `HOST/story`: it leads back to itself; \
         open it in a browser, save the page, and give the file",
    );
    assert_eq!(host.asked(), "/story /a /b");
}

#[test]
fn a_redirect_leads_to_web_addresses_only() {
    check(
        &story(moved("file:///etc/passwd")),
        "cannot fetch `HOST/story`: it leads on to `file:///etc/passwd`, which is not a web \
         address (it begins with neither `http://` nor `https://`); \
         open it in a browser and give the address it ends at",
    );
}

#[test]
fn an_answer_without_the_page_says_its_status_and_what_to_do() {
    check(
        &story(answer("404 Not Found", b"no")),
        "cannot fetch `HOST/story`: the server answered 404 (not found); \
         check the address in a browser; an archive may still have the page",
    );
    check(
        &story(answer("503 Busy", b"no")),
        "cannot fetch `HOST/story`: the server answered 503 (out of service); try again later",
    );
    check(
        &story(answer("418 Teapot", b"no")),
        "cannot fetch `HOST/story`: the server answered 418; \
         open it in a browser, save the page, and give the file",
    );
    check(
        &story(answer("304 Not Modified", b"")),
        "cannot fetch `HOST/story`: the server answered 304; \
         open it in a browser, save the page, and give the file",
    );
}

#[test]
fn what_may_pass_is_tried_again_and_nothing_else() {
    let host = story(answer("404 Not Found", b"no"));
    drop(fetcher().open(&format!("{}/story", host.url)));
    assert_eq!(host.asked(), "/story");
    for status in ["429 Too Many", "500 Broken", "502 Bad", "503 Busy", "504 Slow"] {
        let n_asked = Mutex::new(0);
        let host = Host::by(move |_, stream| {
            let mut n_asked = n_asked.lock().expect("no thread broke");
            *n_asked += 1;
            let head = if *n_asked < 3 { status } else { "200 OK" };
            let _ = stream.write_all(&answer(head, b"Ten died."));
        });
        check(&host, "HOST/story: Text, no charset, \"Ten died.\"");
        assert_eq!(host.asked(), "/story /story /story", "{status}");
    }
}

#[test]
fn a_server_that_says_when_to_come_again_is_asked_then() {
    let n_asked = Mutex::new(0);
    let host = Host::by(move |_, stream| {
        let mut n_asked = n_asked.lock().expect("no thread broke");
        *n_asked += 1;
        let head = if *n_asked < 2 { "429 Too Many\r\nretry-after: 1" } else { "200 OK" };
        let _ = stream.write_all(&answer(head, b"Ten died."));
    });
    let fetcher = Fetcher::within(Limits { whole: Duration::from_secs(5), ..quick() }, false);
    let start = Instant::now();
    fetcher.open(&host.url).expect("the second answer is the page");
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_server_that_asks_for_long_to_be_left_alone_is() {
    let host = story(answer("503 Busy\r\nRetry-After: 3600", b"no"));
    let fetcher = fetcher();
    let url = format!("{}/story", host.url);
    let says = "cannot fetch `HOST/story`: its server asks to be left alone for 3600 seconds; \
                try again then";
    for _ in 0..2 {
        assert_eq!(said(fetcher.open(&url)).replace(&host.url, "HOST"), says);
    }
    assert_eq!(host.asked(), "/story");
    assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
    assert_eq!(retry_after("99999999999"), Some(Duration::from_secs(24 * 60 * 60)));
    assert_eq!(retry_after("tomorrow"), None);
}

#[test]
fn one_server_is_asked_by_one_at_a_time_with_time_between() {
    let busy = Arc::new(Mutex::new(()));
    let host = Host::by(move |_, stream| {
        let alone = busy.try_lock();
        thread::sleep(Duration::from_millis(20));
        let body: &[u8] = if alone.is_ok() { b"alone" } else { b"together" };
        let _ = stream.write_all(&answer("200 OK", body));
    });
    let limits =
        Limits { between: Duration::from_millis(50), whole: Duration::from_secs(5), ..quick() };
    let fetcher = Fetcher::within(limits, false);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let page = fetcher.open(&host.url).expect("it answers");
                assert_eq!(page.bytes, b"alone");
            });
        }
    });
    assert!(start.elapsed() >= Duration::from_millis(3 * 50 + 4 * 20), "{:?}", start.elapsed());
}

#[test]
fn a_page_over_the_limit_is_refused() {
    check(
        &story(answer("200 OK", &vec![b'a'; 1_000_001])),
        "cannot read `HOST/story`: it is larger than 1 MB, which no news page is; \
         split it into one file per report",
    );
}

#[test]
fn an_endless_page_is_refused() {
    let host = Host::by(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<rss><channel>");
        while stream.write_all(b"<item><title>Ten died.</title></item>").is_ok() {}
    });
    check(
        &host,
        "cannot read `HOST/story`: it is larger than 1 MB, which no news page is; \
         split it into one file per report",
    );
}

#[test]
fn a_packed_page_is_unpacked_and_a_bomb_is_not() {
    let packed = |n_bytes: usize| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b'a'; n_bytes]).expect("memory takes every write");
        packer.finish().expect("memory takes every write")
    };
    let head = "200 OK\r\ncontent-encoding: gzip";
    check(&story(answer(head, &packed(3))), "HOST/story: Text, no charset, \"aaa\"");
    let bomb = packed(200_000_000);
    assert!(bomb.len() < 250_000, "{}", bomb.len());
    check(
        &story(answer(head, &bomb)),
        "cannot read `HOST/story`: it is larger than 1 MB, which no news page is; \
         split it into one file per report",
    );
    check(
        &story(answer("200 OK\r\ncontent-encoding: zstd", b"(\xb5/\xfd")),
        "cannot fetch `HOST/story`: its server packs it by `zstd`, which it was not asked for; \
         open it in a browser, save the page, and give the file",
    );
}

#[test]
fn a_picture_is_refused_whatever_the_sender_says() {
    check(
        &story(answer("200 OK\r\ncontent-type: text/html", b"\xff\xd8\xff\xe0")),
        "cannot read `HOST/story`: it is a JPEG picture, not text; \
         give the page the report stands on",
    );
}

#[test]
fn a_server_that_falls_silent_or_slow_is_left() {
    let says = "cannot fetch `HOST/story`: it took longer than 1 seconds; \
                try again later, or save the page and give the file";
    let silent = Host::by(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nTen d");
        // Reading gives nothing until the client hangs up.
        let _ = stream.read(&mut [0]);
    });
    check(&silent, says);
    let slow = Host::by(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n");
        while stream.write_all(b"a").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let start = Instant::now();
    check(&slow, says);
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

#[test]
fn an_answer_that_breaks_off_says_so() {
    let mut cut = answer("200 OK", b"Ten died.");
    cut.truncate(cut.len() - 4);
    let host = story(cut);
    check(
        &host,
        "cannot fetch `HOST/story`: the host broke off its answer; \
         try again later, or save the page and give the file",
    );
    assert_eq!(host.asked(), "/story");
}

#[test]
fn what_changed_since_is_asked_for_and_the_rest_is_kept() {
    let host = Host::by(|request, stream| {
        let request = request.to_ascii_lowercase();
        let knows = request.contains("if-none-match: \"7\"\r\n")
            && request.contains("if-modified-since: sun, 21 feb 2016 20:45:00 gmt\r\n");
        let fields = "etag: \"7\"\r\nlast-modified: Sun, 21 Feb 2016 20:45:00 GMT\r\n\
                      content-type: text/html;charset=utf-8";
        let answer = if knows {
            answer("304 Not Modified", b"")
        } else {
            answer(&format!("200 OK\r\n{fields}"), b"Ten died.")
        };
        let _ = stream.write_all(&answer);
    });
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let says = "HOST/story: Html, utf-8, \"Ten died.\"";
    for _ in 0..2 {
        let fetcher = fetcher().with_cache(folder.path()).expect("the folder is there");
        let said = said(fetcher.open(&format!("{}/story", host.url)));
        assert_eq!(said.replace(&host.url, "HOST"), says);
    }
    let requests = host.requests.lock().expect("no thread broke");
    let n_known = requests.iter().filter(|it| it.to_lowercase().contains("if-none-match")).count();
    assert_eq!((requests.len(), n_known), (2, 1));
}

#[test]
fn a_page_for_a_password_is_not_kept_and_the_password_not_shown() {
    let host = Host::by(|request, stream| {
        let request = request.to_ascii_lowercase();
        let head = if request.contains("authorization: basic bwu6cgfzcq==") {
            "200 OK\r\netag: \"7\""
        } else if request.starts_with("get /moved ") {
            "302 Found\r\nlocation: /story"
        } else {
            "401 Unauthorized"
        };
        let _ = stream.write_all(&answer(head, b"Ten died."));
    });
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let fetcher = Fetcher::within(quick(), true).with_cache(folder.path()).expect("it is there");
    let url = host.url.replace("http://", "http://me:pasq@");
    let page = said(fetcher.open(&format!("{url}/story")));
    assert_eq!(page.replace(&host.url, "HOST"), "HOST/story: Text, no charset, \"Ten died.\"");
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    // What a feed writes there is not sent.
    let page = said(fetcher.follow(&format!("{url}/story")));
    assert_eq!(
        page.replace(&host.url, "HOST"),
        "cannot fetch `HOST/story`: the server answered 401 (not signed in); \
         open it in a browser, save the page, and give the file"
    );
}

#[test]
fn a_password_does_not_follow_to_another_server() {
    let other = Host::by(|request, stream| {
        let is_told = request.to_ascii_lowercase().contains("authorization");
        let _ = stream.write_all(&answer("200 OK", if is_told { b"told" } else { b"safe" }));
    });
    let host = story(moved(&format!("{}/story", other.url)));
    let fetcher = Fetcher::within(quick(), true);
    let page = fetcher.open(&format!("{}/story", host.url.replace("//", "//me:pass@")));
    assert_eq!(page.expect("it is there").bytes, b"safe");
}

#[test]
fn what_leads_into_a_private_network_is_refused() {
    let inside = Host::of(&[("/story", answer("200 OK", b"Secret."))]);
    let outside = story(moved(&format!("{}/story", inside.url)));
    let fetcher = fetcher();
    let refused = |url: &str| {
        format!(
            "cannot fetch `{url}`: it stands in a private network, and what led there is no \
             person; give it by hand, or allow private addresses (`--allow-private`) if you \
             trust what led there"
        )
    };
    // By a link, under every name of this machine; by a redirect of a server a person named.
    let port = inside.url.rsplit(':').next().expect("it has a port").to_owned();
    for host in
        ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"]
    {
        let url = format!("http://{host}:{port}/story");
        assert_eq!(said(fetcher.follow(&url)), refused(&url));
    }
    let url = format!("{}/story", inside.url);
    assert_eq!(said(fetcher.open(&format!("{}/story", outside.url))), refused(&url));
    assert_eq!(inside.asked(), "");
    // What a person named herself may be led to again.
    let page = format!("{url}: Text, no charset, \"Secret.\"");
    assert_eq!(said(fetcher.open(&url)), page);
    assert_eq!(said(fetcher.follow(&url)), page);
    assert_eq!(said(Fetcher::within(quick(), true).follow(&url)), page);
}

#[test]
fn what_a_server_asks_of_programs_is_kept_to() {
    let robots = answer("200 OK", b"User-agent: *\nDisallow: /story\nCrawl-delay: 0.3");
    let host = Host::of(&[("/robots.txt", robots), ("/story", answer("200 OK", b"Ten died."))]);
    check_followed(
        &host,
        "cannot fetch `HOST/story`: its server asks programs not to (`robots.txt`); \
         open it in a browser, save the page, and give the file",
    );
    assert_eq!(host.asked(), "/robots.txt");
    // A person is no program.
    check(&host, "HOST/story: Text, no charset, \"Ten died.\"");
    let fetcher = Fetcher::within(quick(), true);
    let start = Instant::now();
    for _ in 0..2 {
        drop(fetcher.follow(&format!("{}/other", host.url)));
    }
    assert_eq!(host.asked(), "/robots.txt /story /robots.txt /other /other");
    assert!(start.elapsed() >= Duration::from_millis(600), "{:?}", start.elapsed());
}

#[test]
fn a_redirect_does_not_get_around_what_a_server_asks() {
    let robots = answer("200 OK", b"User-agent: ascribe\nDisallow: /private");
    let host = Host::of(&[("/robots.txt", robots), ("/story", moved("/private/story"))]);
    check_followed(
        &host,
        "cannot fetch `HOST/private/story`: its server asks programs not to (`robots.txt`); \
         open it in a browser, save the page, and give the file",
    );
}

#[test]
fn a_server_without_robots_asks_for_nothing_and_a_broken_one_for_all() {
    let story = ("/story", answer("200 OK", b"Ten died."));
    let says = "HOST/story: Text, no charset, \"Ten died.\"";
    check_followed(&Host::of(std::slice::from_ref(&story)), says);
    check_followed(&Host::of(&[("/robots.txt", moved("/robots.txt")), story.clone()]), says);
    let mut long = b"User-agent: *\nDisallow: /other\n".to_vec();
    long.resize(2_000_000, b'a');
    check_followed(&Host::of(&[("/robots.txt", answer("200 OK", &long)), story.clone()]), says);
    check_followed(
        &Host::of(&[("/robots.txt", answer("503 Busy", b"no")), story]),
        "cannot fetch `HOST/story`: the server answered 503 (out of service) when asked what \
         programs may fetch (`robots.txt`); try again later",
    );
}

#[test]
fn a_closed_port_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    drop(listener);
    let says = format!(
        "cannot fetch `{url}`: its host refuses the connection; \
         try again later, or save the page and give the file"
    );
    assert_eq!(said(fetcher().open(&url)), says);
    // Not of its `robots.txt`, of which nobody asked.
    assert_eq!(said(Fetcher::within(quick(), true).follow(&url)), says);
}

#[test]
fn a_host_that_is_not_there_says_so() {
    assert_eq!(
        said(fetcher().open("http://no-such-host.invalid/")),
        "cannot fetch `http://no-such-host.invalid/`: its host is not known here; \
         check its spelling and the network"
    );
}

#[test]
fn an_address_that_is_none_says_what_is_wrong() {
    assert_eq!(
        said(fetcher().open("http://")),
        "cannot fetch `http://`: it is not a web address (it has no host); \
         copy it from the address bar of a browser"
    );
    assert_eq!(
        said(fetcher().open("http://me:pass@a b/")),
        "cannot fetch `http://a b/`: it is not a web address (its host has a character that no \
         host has); copy it from the address bar of a browser"
    );
}
