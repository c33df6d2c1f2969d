//! Error: why there is no page. What is wrong with a page's text is for `ascribe-report` to say.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::Address;

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
        most_redirects: u32,
    },
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
