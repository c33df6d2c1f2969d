//! Error: why there is no page. What is wrong with a page's text is for `ascribe-report` to say.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::{Address, Skip, url::Url};

/// Why a page was not opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The address has a scheme that is not read.
    #[error("cannot open `{address}`: {}", scheme_advice(.scheme))]
    Scheme {
        /// The address as given.
        address: String,
        /// Its scheme, in lower case.
        scheme: String,
    },
    /// There is no such file.
    #[error("cannot open `{}`: there is no such file; {}", .path.display(), missing_advice(.path, .near))]
    Missing {
        /// The file.
        path: PathBuf,
        /// A file beside it with nearly this name.
        near: Option<PathBuf>,
    },
    /// A directory was given where one page was to be opened.
    #[error("cannot open `{}` as a page: it is a directory; name a file in it", .path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
    },
    /// A record was to be opened without what holds it.
    #[error("cannot open `{address}` by itself; open what it stands in")]
    Alone {
        /// The record.
        address: Address,
    },
    /// One page was to be opened, and there are many.
    #[error("cannot open `{address}` as a page: it holds many; `ascribe read` reads them all")]
    Many {
        /// What holds them.
        address: Address,
    },
    /// What is packed or parted into records is damaged.
    #[error("cannot read `{address}`: {why}; {}", damage_advice(.address))]
    Damaged {
        /// The record, or the whole file where it holds one page.
        address: Address,
        /// What is wrong with it.
        why: String,
    },
    /// A record of an archive is no page; an archive has many of them, and is none the worse.
    #[error("`{address}` is not read: {}", .why.one())]
    Skipped {
        /// The record.
        address: Address,
        /// What it is.
        why: Skip,
    },
    /// A directory holds no file that looks like a report.
    #[error(
        "there are no reports in `{}`: neither it nor its folders have a file that ends in {}; \
         give a file by name to read it whatever its ending", .path.display(), crate::find::endings()
    )]
    NoReports {
        /// The directory.
        path: PathBuf,
    },
    /// The machine refuses to read it.
    #[error("cannot read `{address}`: {source}; check that it is there and that you may read it")]
    Io {
        /// What was to be read.
        address: Address,
        /// What the machine says.
        source: io::Error,
    },
    /// The bytes are not text.
    #[error("cannot read `{address}`: it is {what}, not text; {advice}")]
    Binary {
        /// What was read.
        address: Address,
        /// What it is: "a PDF document".
        what: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// More than a page.
    #[error(
        "cannot read `{address}`: it is larger than {} MB, which no news page is; \
         split it into one file per report", .most_bytes / 1_000_000
    )]
    TooLarge {
        /// What was read.
        address: Address,
        /// How much is read at most.
        most_bytes: u64,
    },
    /// The URL is not one.
    #[error(
        "cannot fetch `{url}`: it is not a web address ({why}); copy it from the address bar of a browser"
    )]
    BadUrl {
        /// The URL as given.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server answered, but without the page.
    #[error("cannot fetch `{url}`: the server answered {status}{}; {}", reason(*.status), status_advice(*.status))]
    Status {
        /// The URL.
        url: String,
        /// The status of the answer.
        status: u16,
    },
    /// There is no such host.
    #[error("cannot fetch `{url}`: its host is not known here; check its spelling and the network")]
    NoHost {
        /// The URL.
        url: String,
    },
    /// The host does not answer, or its answer breaks off.
    #[error(
        "cannot fetch `{url}`: {}; try again later, or save the page and give the file",
        network_reason(.source)
    )]
    Unreachable {
        /// The URL.
        url: String,
        /// What the network says.
        source: Box<ureq::Error>,
    },
    /// It took too long.
    #[error(
        "cannot fetch `{url}`: it took longer than {seconds} seconds; \
         try again later, or save the page and give the file"
    )]
    TooSlow {
        /// The URL.
        url: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The server sends from address to address.
    #[error(
        "cannot fetch `{url}`: it leads on to another address more than {most_redirects} times; \
         open it in a browser and give the address it ends at"
    )]
    Redirects {
        /// The URL.
        url: String,
        /// How many are followed at most.
        most_redirects: usize,
    },
    /// The server sends in a circle.
    #[error(
        "cannot fetch `{url}`: it leads back to itself; \
         open it in a browser, save the page, and give the file"
    )]
    Circle {
        /// The URL.
        url: String,
    },
    /// The server sends to what is no web address.
    #[error(
        "cannot fetch `{url}`: it leads on to `{to}`, which is not a web address ({why}); \
         open it in a browser and give the address it ends at"
    )]
    BadRedirect {
        /// The URL.
        url: String,
        /// Where it leads.
        to: String,
        /// What is wrong with that.
        why: &'static str,
    },
    /// It leads into a private network, and no person asked for that.
    #[error(
        "cannot fetch `{url}`: it stands in a private network, and what led there is no person; \
         give it by hand, or allow private addresses (`--allow-private`) if you trust what led there"
    )]
    Private {
        /// The URL.
        url: String,
    },
    /// The server asks programs not to fetch it.
    #[error(
        "cannot fetch `{url}`: its server asks programs not to (`robots.txt`); \
         open it in a browser, save the page, and give the file"
    )]
    Robots {
        /// The URL.
        url: String,
    },
    /// Whether the server lets programs fetch it is not known.
    #[error(
        "cannot fetch `{url}`: the server answered {status}{} when asked what programs may fetch \
         (`robots.txt`); try again later", reason(*.status)
    )]
    NoRobots {
        /// The URL.
        url: String,
        /// The status of the answer.
        status: u16,
    },
    /// The server asks to be left alone.
    #[error(
        "cannot fetch `{url}`: its server asks to be left alone for {seconds} seconds; \
         try again then"
    )]
    Closed {
        /// The URL.
        url: String,
        /// How long it asks for.
        seconds: u64,
    },
    /// The answer is packed in a way that was not asked for.
    #[error(
        "cannot fetch `{url}`: its server packs it by `{packed}`, which it was not asked for; \
         open it in a browser, save the page, and give the file"
    )]
    Packed {
        /// The URL.
        url: String,
        /// How it is packed, as the server says.
        packed: String,
    },
    /// A feed stands where one page was to be opened.
    #[error("cannot open `{address}` as a page: it is a feed; give the page of one of its entries")]
    IsFeed {
        /// The feed.
        address: Address,
    },
    /// An entry of a feed leads to what is no page.
    #[error(
        "cannot follow entry {n} of `{feed}` to `{link}`: {why}; \
         give its page by hand if you need it"
    )]
    BadLink {
        /// The feed.
        feed: Address,
        /// Which entry, counted from 1.
        n: u64,
        /// Where it leads.
        link: String,
        /// What is wrong with that.
        why: &'static str,
    },
    /// A feed ends too early.
    #[error(
        "`{feed}` breaks off after {n} {}; fetch or save it again, whole", entries(*.n)
    )]
    CutFeed {
        /// The feed.
        feed: Address,
        /// How many entries were whole.
        n: u64,
    },
    /// A feed has more entries than are kept.
    #[error(
        "`{feed}` has more than {n} entries; those after them were left, so split it to read them"
    )]
    LongFeed {
        /// The feed.
        feed: Address,
        /// How many entries were read.
        n: u64,
    },
    /// The folder for answers cannot be used.
    #[error(
        "cannot keep answers in `{}`: {source}; name a folder that you may write", .folder.display()
    )]
    NoCache {
        /// The folder.
        folder: PathBuf,
        /// What the machine says.
        source: io::Error,
    },
}

impl Error {
    /// What went wrong while bytes were read: they are not as they were packed, or the machine
    /// refuses them.
    pub(crate) fn reading(address: Address, source: io::Error) -> Error {
        match source.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Error::Damaged { address, why: source.to_string() }
            }
            _ => Error::Io { address, source },
        }
    }

    /// What went wrong on the way to the `robots.txt` of a server, told of the page it was for.
    pub(crate) fn of(self, page: &Url) -> Error {
        let url = page.to_string();
        match self {
            Error::NoHost { .. } => Error::NoHost { url },
            Error::Unreachable { source, .. } => Error::Unreachable { url, source },
            Error::TooSlow { seconds, .. } => Error::TooSlow { url, seconds },
            Error::Private { .. } => Error::Private { url },
            Error::Closed { seconds, .. } => Error::Closed { url, seconds },
            other => other,
        }
    }
}

fn scheme_advice(scheme: &str) -> String {
    match scheme {
        "file" => "it is a `file` address; write the path alone, without `file:`".to_owned(),
        _ => format!(
            "pages are not fetched by `{scheme}`; \
             give an `http` or `https` address, or save the page and give the file"
        ),
    }
}

fn damage_advice(address: &Address) -> &'static str {
    if address.is_record() {
        "it is left out, and reading goes on after it"
    } else {
        "get it anew, whole"
    }
}

fn missing_advice(path: &std::path::Path, near: &Option<PathBuf>) -> String {
    if let Some(near) = near {
        return format!("did you mean `{}`?", near.display());
    }
    match path.to_str() {
        Some(path) if path.starts_with("www.") => {
            format!("for a web page write `https://{path}`")
        }
        _ => "check the path, or write `-` to read standard input".to_owned(),
    }
}

fn entries(n: u64) -> &'static str {
    if n == 1 { "entry" } else { "entries" }
}

/// The name of a status, where it has one that people know.
fn reason(status: u16) -> &'static str {
    match status {
        400 => " (bad request)",
        401 => " (not signed in)",
        403 => " (forbidden)",
        404 => " (not found)",
        410 => " (gone)",
        429 => " (too many requests)",
        451 => " (withheld for legal reasons)",
        500 => " (error in the server)",
        502 => " (bad gateway)",
        503 => " (out of service)",
        504 => " (gateway too slow)",
        _ => "",
    }
}

fn network_reason(error: &ureq::Error) -> String {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, UnexpectedEof};
    match error {
        ureq::Error::Io(it) => match it.kind() {
            ConnectionRefused => "its host refuses the connection".to_owned(),
            ConnectionReset | ConnectionAborted | UnexpectedEof => {
                "the host broke off its answer".to_owned()
            }
            _ => it.to_string(),
        },
        ureq::Error::LargeResponseHeader(..) => "the head of its answer is too long".to_owned(),
        ureq::Error::Protocol(it) => format!("its answer is no HTTP ({it})"),
        ureq::Error::Rustls(it) => format!("the connection would not be safe ({it})"),
        other => other.to_string(),
    }
}

fn status_advice(status: u16) -> &'static str {
    match status {
        404 | 410 => "check the address in a browser; an archive may still have the page",
        429 | 500..=599 => "try again later",
        _ => "open it in a browser, save the page, and give the file",
    }
}
