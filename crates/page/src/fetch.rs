//! Fetch: pages from the web, with manners and within limits. What servers ask of us is remembered in
//! `server.rs` and `robots.rs`, which machines may be asked in `guard.rs`, answers kept in
//! `cache.rs`. There are no cookies and no scripts.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    io::Read,
    path::Path,
    sync::PoisonError,
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use ureq::{
    Agent,
    http::{HeaderMap, StatusCode},
    tls::{RootCerts, TlsConfig},
    unversioned::{resolver::DefaultResolver, transport::DefaultConnector},
};

use crate::{
    Address, Error, Label, MOST_BYTES, Page,
    cache::{Answer, Cache},
    feed,
    guard::{Giver, Guard, Known, Refused, is_named_private},
    kind,
    robots::{self, Robots},
    server::Servers,
    url::{self, Url},
};

/// How much a page may ask of us, and we of its server.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// For one page, with all redirects, repeated requests and the waits between these.
    pub(crate) whole: Duration,
    /// Until the host answers at all.
    pub(crate) connect: Duration,
    /// Times the server may send us on.
    pub(crate) redirects: usize,
    /// Bytes after unpacking.
    pub(crate) bytes: u64,
    /// Times one request is made before we give up.
    pub(crate) tries: u32,
    /// Before the second time; before each further time twice as long.
    pub(crate) back_off: Duration,
    /// Between two requests to one server.
    pub(crate) between: Duration,
}

pub(crate) const LIMITS: Limits = Limits {
    whole: Duration::from_secs(60),
    connect: Duration::from_secs(10),
    redirects: 5,
    bytes: MOST_BYTES,
    tries: 3,
    back_off: Duration::from_secs(1),
    between: Duration::from_secs(1),
};

/// Fetches pages, and remembers the servers it met. One does for a whole program, and all its
/// threads.
///
/// An address that a person wrote is fetched as she asked, from wherever it leads her. What a feed,
/// a page or a redirect leads to is fetched only from the open internet, and only where the
/// server's `robots.txt` has nothing against it.
pub struct Fetcher {
    by_person: Agent,
    by_page: Agent,
    limits: Limits,
    allow_private: bool,
    servers: Servers,
    cache: Option<Cache>,
}

impl Fetcher {
    /// A fetcher that keeps to the open internet and keeps no answers.
    pub fn new() -> Fetcher {
        Fetcher::within(LIMITS, false)
    }

    /// A fetcher that goes wherever an address leads, into private networks too.
    pub fn with_private() -> Fetcher {
        Fetcher::within(LIMITS, true)
    }

    /// Keeps answers in a folder, and asks servers only for what changed since.
    pub fn with_cache(self, folder: &Path) -> Result<Fetcher, Error> {
        let cache = Cache::open(folder)
            .map_err(|source| Error::NoCache { folder: folder.to_owned(), source })?;
        Ok(Fetcher { cache: Some(cache), ..self })
    }

    pub(crate) fn within(limits: Limits, allow_private: bool) -> Fetcher {
        let known = Known::default();
        let agent = |giver| {
            let config = Agent::config_builder()
                // What the machine trusts, so that this works behind a proxy that has its own
                // authority.
                .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
                .timeout_connect(Some(limits.connect))
                .timeout_resolve(Some(limits.connect))
                // Each step is looked at here.
                .max_redirects(0)
                .http_status_as_error(false)
                .user_agent(concat!("ascribe/", env!("CARGO_PKG_VERSION")))
                .accept(ACCEPT)
                .build();
            let names = DefaultResolver::default();
            let guard = Guard { giver, allow_private, known: known.clone(), names };
            Agent::with_parts(config, DefaultConnector::new(), guard)
        };
        Fetcher {
            by_person: agent(Giver::Person),
            by_page: agent(Giver::Page),
            limits,
            allow_private,
            servers: Servers::default(),
            cache: None,
        }
    }

    /// Fetches the page at an address that a person wrote.
    pub fn open(&self, url: &str) -> Result<Page, Error> {
        self.page(url, Errand::Asked)
    }

    /// Fetches the page at an address that a feed or a page leads to.
    pub fn follow(&self, url: &str) -> Result<Page, Error> {
        self.page(url, Errand::Followed)
    }

    fn page(&self, text: &str, errand: Errand) -> Result<Page, Error> {
        let read = Url::read(text)
            .map_err(|why| Error::BadUrl { url: url::shown(text), why: why.to_owned() })?;
        let asked = match errand {
            Errand::Asked => read,
            // A name and password that somebody put into a feed are not ours to send.
            Errand::Followed | Errand::Robots => read.without_login(),
        };
        let (url, answer) = self.last_step(&asked, errand, &mut self.limits.whole.clone())?;
        page(url, answer)
    }

    /// Follows an address to where it ends, and gives that address with its answer.
    fn last_step(
        &self,
        asked: &Url,
        errand: Errand,
        left: &mut Duration,
    ) -> Result<(Url, Answer), Error> {
        let mut giver = errand.giver();
        let mut steps = vec![asked.clone()];
        loop {
            let url = steps.last().expect("there is a first step");
            let next = match self.step(url, giver, errand, left)? {
                Step::Answer(answer) => return Ok((url.clone(), answer)),
                Step::On(link) => url.join(&link).map_err(|why| Error::BadRedirect {
                    url: asked.to_string(),
                    to: url::shown(&link),
                    why,
                })?,
            };
            let next = next.without_login().with_login_of(asked);
            if steps.contains(&next) {
                return Err(Error::Circle { url: asked.to_string() });
            }
            if steps.len() > self.limits.redirects {
                let most_redirects = self.limits.redirects;
                return Err(Error::Redirects { url: asked.to_string(), most_redirects });
            }
            steps.push(next);
            giver = Giver::Page;
        }
    }

    /// Asks one server for one address, again if need be.
    fn step(
        &self,
        url: &Url,
        giver: Giver,
        errand: Errand,
        left: &mut Duration,
    ) -> Result<Step, Error> {
        if errand == Errand::Followed && !self.may_follow(url, left)? {
            return Err(Error::Robots { url: url.to_string() });
        }
        let server = self.servers.of(&url.origin());
        let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wait = self.limits.back_off;
        let mut n_tries = 0;
        loop {
            n_tries += 1;
            if let Some(time) = server.closed() {
                return Err(Error::Closed { url: url.to_string(), seconds: seconds(time) });
            }
            server.wait(self.limits.between);
            let start = Instant::now();
            let came = self.request(url, giver, errand, *left);
            server.asked();
            *left = left.saturating_sub(start.elapsed());
            let failed = match came {
                Ok(step) => return Ok(step),
                Err(failed) => failed,
            };
            let wanted = failed.retry_after.unwrap_or_default();
            let time = wanted.max(jittered(wait));
            if wanted > *left {
                server.close(wanted);
                return Err(Error::Closed { url: url.to_string(), seconds: seconds(wanted) });
            }
            if !failed.may_pass || n_tries >= self.limits.tries || time >= *left {
                return Err(*failed.error);
            }
            thread::sleep(time);
            *left -= time;
            wait *= 2;
        }
    }

    /// Whether a server's `robots.txt` lets us follow an address.
    fn may_follow(&self, url: &Url, left: &mut Duration) -> Result<bool, Error> {
        let server = self.servers.of(&url.origin());
        let lock = || server.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(robots) = lock().robots() {
            return Ok(robots.allow(url.path()));
        }
        let at = url.without_login().with_path("/robots.txt");
        let robots = match self.last_step(&at, Errand::Robots, left) {
            Ok((_, answer)) => Robots::read(&answer.bytes),
            // A server that is broken or busy may have something against us.
            Err(Error::Status { status: status @ (429 | 500..), .. }) => {
                return Err(Error::NoRobots { url: url.to_string(), status });
            }
            // One that has no such file has nothing against us. So says RFC 9309, 2.3.1.3.
            Err(Error::Status { .. } | Error::Redirects { .. } | Error::Circle { .. })
            | Err(Error::BadRedirect { .. } | Error::Packed { .. }) => Robots::default(),
            Err(other) => return Err(other.of(url)),
        };
        let is_allowed = robots.allow(url.path());
        lock().set_robots(robots);
        Ok(is_allowed)
    }

    /// Makes one request.
    fn request(
        &self,
        url: &Url,
        giver: Giver,
        errand: Errand,
        left: Duration,
    ) -> Result<Step, Failed> {
        let agent = match giver {
            Giver::Person => &self.by_person,
            Giver::Page => &self.by_page,
        };
        let is_by_proxy = agent.config().proxy().is_some();
        if is_by_proxy
            && giver == Giver::Page
            && !self.allow_private
            && is_named_private(url.host())
        {
            return Err(Failed::for_good(Error::Private { url: url.to_string() }));
        }
        let kept = self.kept(url);
        let mut request = agent.get(url.to_string()).config().timeout_global(Some(left)).build();
        if let Some(login) = url.authorization() {
            request = request.header("authorization", login);
        }
        if let Some(kept) = &kept {
            for (name, value) in
                [("if-none-match", &kept.etag), ("if-modified-since", &kept.modified)]
            {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let response = request.call().map_err(|it| self.failed(url, it))?;
        let status = response.status();
        let headers = response.headers().clone();
        let field = |name: &str| text(&headers, name);
        if let (StatusCode::NOT_MODIFIED, Some(kept)) = (status, kept) {
            return Ok(Step::Answer(kept));
        }
        if let (301 | 302 | 303 | 307 | 308, Some(link)) = (status.as_u16(), link(&headers)) {
            return Ok(Step::On(link));
        }
        if !status.is_success() {
            let status = status.as_u16();
            let error = Error::Status { url: url.to_string(), status };
            let may_pass = matches!(status, 429 | 500 | 502 | 503 | 504);
            let retry_after =
                field("retry-after").filter(|_| may_pass).and_then(|it| retry_after(&it));
            return Err(Failed { error: Box::new(error), may_pass, retry_after });
        }
        if let Some(packed) = field("content-encoding")
            && !packed.eq_ignore_ascii_case("identity")
        {
            return Err(Failed::for_good(Error::Packed { url: url.to_string(), packed }));
        }
        let body = response.into_body().into_with_config();
        let bytes = match errand {
            Errand::Asked | Errand::Followed => body.limit(self.limits.bytes).read_to_vec(),
            Errand::Robots => {
                let mut bytes = Vec::new();
                // So much is read of a `robots.txt`, and the rest does not count.
                let read = body.reader().take(robots::MOST_BYTES).read_to_end(&mut bytes);
                read.map(|_| bytes).map_err(ureq::Error::from)
            }
        }
        .map_err(|it| self.failed(url, it))?;
        let answer = Answer {
            etag: field("etag"),
            modified: field("last-modified"),
            content_type: field("content-type"),
            bytes,
        };
        if let Some(cache) = self.cache.as_ref().filter(|_| !url.has_login())
            && (answer.etag.is_some() || answer.modified.is_some())
        {
            // The page is here, and that it could not be kept costs no more than fetching it again.
            drop(cache.add(url, &answer));
        }
        Ok(Step::Answer(answer))
    }

    /// The answer kept for an address. One that was given for a password is never kept.
    fn kept(&self, url: &Url) -> Option<Answer> {
        self.cache.as_ref().filter(|_| !url.has_login())?.find(url, self.limits.bytes)
    }

    fn failed(&self, url: &Url, error: ureq::Error) -> Failed {
        let url = url.to_string();
        let too_slow = |seconds: Duration| {
            let error = Error::TooSlow { url: url.clone(), seconds: seconds.as_secs() };
            Failed { error: Box::new(error), may_pass: true, retry_after: None }
        };
        Failed::for_good(match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                return too_slow(self.limits.connect);
            }
            ureq::Error::Timeout(_) => return too_slow(self.limits.whole),
            ureq::Error::Other(it) if it.is::<Refused>() => Error::Private { url },
            ureq::Error::HostNotFound => Error::NoHost { url },
            // The standard library has no kind for a failed look-up, only these words.
            ureq::Error::Io(it) if it.to_string().starts_with("failed to lookup address") => {
                Error::NoHost { url }
            }
            ureq::Error::BodyExceedsLimit(most_bytes) => {
                Error::TooLarge { address: Address::Url(url), most_bytes }
            }
            ureq::Error::BadUri(why) => Error::BadUrl { url, why },
            ureq::Error::Http(why) => Error::BadUrl { url, why: why.to_string() },
            other => Error::Unreachable { url, source: Box::new(other) },
        })
    }
}

impl Default for Fetcher {
    fn default() -> Fetcher {
        Fetcher::new()
    }
}

const ACCEPT: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,\
                      application/feed+json,text/plain;q=0.9,*/*;q=0.1";

/// What an address is fetched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Errand {
    /// A person asked for it.
    Asked,
    /// A feed or a page leads to it.
    Followed,
    /// To know whether another may be followed.
    Robots,
}

impl Errand {
    fn giver(self) -> Giver {
        match self {
            Errand::Asked => Giver::Person,
            Errand::Followed | Errand::Robots => Giver::Page,
        }
    }
}

/// What came of asking for one address.
enum Step {
    Answer(Answer),
    /// The page is somewhere else.
    On(String),
}

/// Why one request gave nothing.
struct Failed {
    error: Box<Error>,
    /// Whether the same request may succeed a little later.
    may_pass: bool,
    /// When the server says to come again.
    retry_after: Option<Duration>,
}

impl Failed {
    fn for_good(error: Error) -> Failed {
        Failed { error: Box::new(error), may_pass: false, retry_after: None }
    }
}

fn page(url: Url, answer: Answer) -> Result<Page, Error> {
    let address = Address::Url(url.to_string());
    let (said, charset) = content_type(answer.content_type.as_deref().unwrap_or(""));
    let bytes = feed::unpacked(answer.bytes);
    match kind::see(&bytes, said) {
        Ok(kind) => Ok(Page {
            address,
            bytes,
            kind,
            charset,
            fetched: Some(Timestamp::now()),
            label: Label::default(),
        }),
        Err(binary) => Err(Error::Binary { address, what: binary.what, advice: binary.advice }),
    }
}

/// The kind and the character set that the sender names.
fn content_type(value: &str) -> (Option<kind::Kind>, Option<String>) {
    let mut parts = value.split(';');
    let said = parts.next().and_then(|it| kind::of_content_type(it.trim()));
    let charset = parts
        .filter_map(|it| it.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (said, charset.filter(|it| !it.is_empty()))
}

/// A field of an answer's head, where it is one line of text.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Where an answer leads on to; some servers write letters there that are not ASCII.
fn link(headers: &HeaderMap) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get("location")?.as_bytes()).into_owned())
}

/// How long a server wants us to wait: a number of seconds, or the time when to come again.
fn retry_after(value: &str) -> Option<Duration> {
    /// Longer is no use to anybody here, and may be a mistake.
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
    let time = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            Duration::try_from(then.duration_since(Timestamp::now())).unwrap_or_default()
        }
    };
    Some(time.min(LONGEST))
}

/// Whole seconds, and never none.
fn seconds(time: Duration) -> u64 {
    (time.as_secs_f64().ceil() as u64).max(1)
}

/// From half as long to half as long again, so that many programs that failed together do not come
/// again together.
fn jittered(time: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish() % 1_000;
    time.mul_f64(0.5 + random as f64 / 1_000.0)
}

#[cfg(test)]
pub(crate) mod tests;
