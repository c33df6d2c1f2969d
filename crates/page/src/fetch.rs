//! Fetch: a page from the web. One request, its redirects, and limits to all of it; no retries, no
//! cookies, no scripts.

use std::time::Duration;

use jiff::Timestamp;
use ureq::{
    Agent, ResponseExt,
    http::Response,
    tls::{RootCerts, TlsConfig},
};

use crate::{Address, Error, MOST_BYTES, Page, kind};

/// How much a page may ask of us.
pub(crate) struct Limits {
    /// From the first look-up to the last byte.
    pub(crate) whole: Duration,
    /// Until the host answers at all.
    pub(crate) connect: Duration,
    /// Times the server may send us on.
    pub(crate) redirects: u32,
    /// Bytes after unpacking.
    pub(crate) bytes: u64,
}

pub(crate) const LIMITS: Limits = Limits {
    whole: Duration::from_secs(60),
    connect: Duration::from_secs(10),
    redirects: 5,
    bytes: MOST_BYTES,
};

/// Fetches one page.
pub(crate) fn open(url: &str, limits: &Limits) -> Result<Page, Error> {
    let agent: Agent = Agent::config_builder()
        // What the machine trusts, so that this works behind a proxy that has its own authority.
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_global(Some(limits.whole))
        .timeout_connect(Some(limits.connect))
        .max_redirects(limits.redirects)
        .http_status_as_error(false)
        .user_agent(concat!("ascribe/", env!("CARGO_PKG_VERSION")))
        .accept("text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
        .build()
        .into();
    let response = agent.get(url).call().map_err(|it| error(url, limits, it))?;
    let status = response.status();
    if !status.is_success() {
        return Err(Error::Status { url: url.to_owned(), status: status.as_u16() });
    }
    let address = Address::Url(response.get_uri().to_string());
    let (said, charset) = content_type(&response);
    let bytes = response
        .into_body()
        .into_with_config()
        .limit(limits.bytes)
        .read_to_vec()
        .map_err(|it| error(url, limits, it))?;
    match kind::see(&bytes, said) {
        Ok(kind) => Ok(Page { address, bytes, kind, charset, fetched: Some(Timestamp::now()) }),
        Err(binary) => Err(Error::Binary { address, what: binary.what, advice: binary.advice }),
    }
}

/// The kind and the character set that the sender names.
fn content_type<T>(response: &Response<T>) -> (Option<kind::Kind>, Option<String>) {
    let value = response.headers().get("content-type").and_then(|it| it.to_str().ok());
    let mut parts = value.unwrap_or("").split(';');
    let said = parts.next().and_then(|it| kind::of_content_type(it.trim()));
    let charset = parts
        .filter_map(|it| it.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (said, charset.filter(|it| !it.is_empty()))
}

fn error(url: &str, limits: &Limits, error: ureq::Error) -> Error {
    let url = url.to_owned();
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            Error::TooSlow { url, seconds: limits.connect.as_secs() }
        }
        ureq::Error::Timeout(_) => Error::TooSlow { url, seconds: limits.whole.as_secs() },
        ureq::Error::HostNotFound => Error::NoHost { url },
        // The standard library has no kind for a failed look-up, only these words.
        ureq::Error::Io(it) if it.to_string().starts_with("failed to lookup address") => {
            Error::NoHost { url }
        }
        ureq::Error::TooManyRedirects => Error::Redirects { url, most_redirects: limits.redirects },
        ureq::Error::BodyExceedsLimit(most_bytes) => {
            Error::TooLarge { address: Address::Url(url), most_bytes }
        }
        ureq::Error::BadUri(why) => Error::BadUrl { url, why },
        ureq::Error::Http(why) => Error::BadUrl { url, why: why.to_string() },
        other => Error::Unreachable { url, source: Box::new(other) },
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
        thread,
    };

    use super::*;

    /// A server on this machine that gives these answers, one per request, and its address.
    fn serve(answers: Vec<Vec<u8>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().expect("a client comes");
                read_request(&mut stream);
                // A client that has read enough hangs up, and that is its right.
                let _ = stream.write_all(&answer);
            }
        });
        format!("http://{address}")
    }

    fn read_request(stream: &mut TcpStream) {
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") {
            match stream.read(&mut byte) {
                Ok(1) => request.push(byte[0]),
                _ => break,
            }
        }
    }

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        let length = body.len();
        let head =
            format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        [head.as_bytes(), body].concat()
    }

    /// What fetching a server's address says; the server reads `HOST`.
    #[track_caller]
    fn check(answers: Vec<Vec<u8>>, says: &str) {
        let host = serve(answers);
        let limits = Limits { whole: Duration::from_secs(1), bytes: 1_000_000, ..LIMITS };
        let said = match open(&format!("{host}/story"), &limits) {
            Ok(page) => format!(
                "{}: {:?}, {}, {:?}",
                page.address,
                page.kind,
                page.charset.as_deref().unwrap_or("no charset"),
                String::from_utf8_lossy(&page.bytes)
            ),
            Err(error) => error.to_string(),
        };
        assert_eq!(said.replace(&host, "HOST"), says);
    }

    #[test]
    fn a_page_has_the_kind_and_charset_its_sender_names() {
        check(
            vec![answer("200 OK\r\nContent-Type: text/html; charset=\"latin1\"", b"Ten died.")],
            "HOST/story: Html, latin1, \"Ten died.\"",
        );
        check(vec![answer("200 OK", b"Ten died.")], "HOST/story: Text, no charset, \"Ten died.\"");
    }

    #[test]
    fn redirects_are_followed_to_the_last_address() {
        check(
            vec![
                answer("301 Moved\r\nlocation: /new", b""),
                answer("200 OK\r\ncontent-type: text/plain", b"Ten died."),
            ],
            "HOST/new: Text, no charset, \"Ten died.\"",
        );
    }

    #[test]
    fn endless_redirects_end() {
        check(
            vec![answer("302 Found\r\nlocation: /story", b""); 10],
            "cannot fetch `HOST/story`: it leads on to another address more than 5 times; \
             open it in a browser and give the address it ends at",
        );
    }

    #[test]
    fn an_answer_without_the_page_says_its_status_and_what_to_do() {
        check(
            vec![answer("404 Not Found", b"no")],
            "cannot fetch `HOST/story`: the server answered 404 (not found); \
             check the address in a browser; an archive may still have the page",
        );
        check(
            vec![answer("503 Busy", b"no")],
            "cannot fetch `HOST/story`: the server answered 503 (out of service); try again later",
        );
        check(
            vec![answer("418 Teapot", b"no")],
            "cannot fetch `HOST/story`: the server answered 418; \
             open it in a browser, save the page, and give the file",
        );
    }

    #[test]
    fn a_page_over_the_limit_is_refused() {
        check(
            vec![answer("200 OK", &vec![b'a'; 1_000_001])],
            "cannot read `HOST/story`: it is larger than 1 MB, which no news page is; \
             split it into one file per report",
        );
    }

    #[test]
    fn a_picture_is_refused_whatever_the_sender_says() {
        check(
            vec![answer("200 OK\r\ncontent-type: text/html", b"\xff\xd8\xff\xe0")],
            "cannot read `HOST/story`: it is a JPEG picture, not text; \
             give the page the report stands on",
        );
    }

    #[test]
    fn a_server_that_falls_silent_is_left() {
        let mut cut = answer("200 OK", b"Ten died.");
        cut.truncate(cut.len() - 4);
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
        let silent = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client comes");
            read_request(&mut stream);
            stream.write_all(&cut).expect("the client listens");
            // Reading gives nothing until the client hangs up.
            let _ = stream.read(&mut [0]);
        });
        let limits = Limits { whole: Duration::from_secs(1), ..LIMITS };
        let error = open(&url, &limits).expect_err("the rest never comes");
        silent.join().expect("the server ends with its client");
        assert_eq!(
            error.to_string(),
            format!(
                "cannot fetch `{url}`: it took longer than 1 seconds; \
                 try again later, or save the page and give the file"
            )
        );
    }

    #[test]
    fn an_answer_that_breaks_off_says_so() {
        let mut cut = answer("200 OK", b"Ten died.");
        cut.truncate(cut.len() - 4);
        check(
            vec![cut],
            "cannot fetch `HOST/story`: the host broke off its answer; \
             try again later, or save the page and give the file",
        );
    }

    #[test]
    fn a_closed_port_says_so() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
        drop(listener);
        let error = open(&url, &LIMITS).expect_err("nobody listens");
        assert_eq!(
            error.to_string(),
            format!(
                "cannot fetch `{url}`: its host refuses the connection; \
                 try again later, or save the page and give the file"
            )
        );
    }

    #[test]
    fn a_host_that_is_not_there_says_so() {
        let error = open("http://no-such-host.invalid/", &LIMITS).expect_err("it is reserved");
        assert_eq!(
            error.to_string(),
            "cannot fetch `http://no-such-host.invalid/`: its host is not known here; \
             check its spelling and the network"
        );
    }

    #[test]
    fn an_address_that_is_none_says_what_is_wrong() {
        let error = open("http://", &LIMITS).expect_err("there is no host");
        assert_eq!(
            error.to_string(),
            "cannot fetch `http://`: it is not a web address (empty string); \
             copy it from the address bar of a browser"
        );
        let error = open("http://a b/", &LIMITS).expect_err("a host has no space");
        assert_eq!(
            error.to_string(),
            "cannot fetch `http://a b/`: it is not a web address (invalid uri character); \
             copy it from the address bar of a browser"
        );
    }
}
