//! Url: a web address taken apart, as far as fetching needs it. What is fetched from it is for
//! `fetch.rs`; how people write addresses of all kinds, for `address.rs`.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};

/// A web address whose parts are known and safe to send.
///
/// Invariant: the host is in lower case, the path begins with `/` and has neither `.` nor `..` in
/// it, and all but ASCII is escaped. The fragment, which is no business of servers, is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Url {
    is_https: bool,
    /// Name and password, escaped, with a colon between them.
    login: Option<String>,
    host: String,
    port: u16,
    /// Path and query.
    path: String,
}

/// Longer addresses are no addresses of pages, and servers refuse them.
const LONGEST: usize = 8_000;

impl Url {
    /// Reads an address that begins with `http://` or `https://`, or says what is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Url, &'static str> {
        // Tabs and ends of lines come in with copying and with feeds, and browsers drop them too.
        let text: String = text.trim().chars().filter(|it| !"\t\n\r".contains(*it)).collect();
        if text.len() > LONGEST {
            return Err("it has more than 8,000 bytes");
        }
        let (scheme, rest) = text.split_once("://").ok_or("it has no `://`")?;
        let is_https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err("it begins with neither `http://` nor `https://`"),
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (login, server) = match authority.rsplit_once('@') {
            Some(("", server)) => (None, server),
            Some((login, server)) if login.contains(':') => (Some(login.to_owned()), server),
            Some((login, server)) => (Some(format!("{login}:")), server),
            None => (None, authority),
        };
        let (host, port) = match server.rsplit_once(':') {
            // In "[::1]" the colons are the host's.
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (server, None),
        };
        let port = match port {
            None | Some("") => default_port(is_https),
            Some(it) if it.bytes().all(|it| it.is_ascii_digit()) => {
                it.parse().map_err(|_| "its port is larger than 65535")?
            }
            Some(_) => return Err("its port is no number"),
        };
        Ok(Url { is_https, login, host: read_host(host)?, port, path: read_path(path) })
    }

    /// The address that a page at this one means by a link, which may leave out what is the same.
    pub(crate) fn join(&self, link: &str) -> Result<Url, &'static str> {
        let link = link.trim();
        let scheme = link.split(['/', '?', '#']).next().and_then(|it| it.split_once(':'));
        if let Some((scheme, _)) = scheme
            && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it))
        {
            return Url::read(link);
        }
        let scheme = self.scheme();
        let server = self.server();
        let path = self.path.split('?').next().unwrap_or("/");
        if link.starts_with("//") {
            Url::read(&format!("{scheme}:{link}"))
        } else if link.starts_with(['/', '\\']) {
            Url::read(&format!("{scheme}://{server}{link}"))
        } else if link.is_empty() || link.starts_with('#') {
            Ok(Url { login: None, ..self.clone() })
        } else if link.starts_with('?') {
            Url::read(&format!("{scheme}://{server}{path}{link}"))
        } else {
            let folder = path.rsplit_once('/').map_or("", |(it, _)| it);
            Url::read(&format!("{scheme}://{server}{folder}/{link}"))
        }
    }

    fn scheme(&self) -> &'static str {
        if self.is_https { "https" } else { "http" }
    }

    /// The host, and its port where it is not the usual one.
    fn server(&self) -> String {
        if self.port == default_port(self.is_https) {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The name or number of the machine; numbers of the long kind in brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Path and query, from the first `/`.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The server: scheme, host and port, for which one set of manners holds.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme(), self.server())
    }

    /// Another page of the same server.
    pub(crate) fn with_path(&self, path: &str) -> Url {
        Url { path: path.to_owned(), ..self.clone() }
    }

    /// The same address without name and password.
    pub(crate) fn without_login(&self) -> Url {
        Url { login: None, ..self.clone() }
    }

    /// This address with the name and password of another, if that is one of the same server.
    pub(crate) fn with_login_of(&self, other: &Url) -> Url {
        let is_same = self.origin() == other.origin();
        Url { login: other.login.clone().filter(|_| is_same), ..self.clone() }
    }

    /// Whether a name or password stands in it.
    pub(crate) fn has_login(&self) -> bool {
        self.login.is_some()
    }

    /// What a request says of name and password (`Authorization`).
    pub(crate) fn authorization(&self) -> Option<String> {
        Some(format!("Basic {}", BASE64_STANDARD.encode(unescaped(self.login.as_deref()?))))
    }
}

/// Shows the address without name and password, which belong into no message and no output.
impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme(), self.server(), self.path)
    }
}

/// What may be shown of an address that was not read: no name and password, and not pages of it.
pub(crate) fn shown(text: &str) -> String {
    /// Enough to find it by.
    const MOST_SHOWN: usize = 200;
    let end = text.find("://").map_or(0, |it| it + 3);
    let (scheme, rest) = text.split_at(end);
    let authority = &rest[..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())];
    let rest = authority.rfind('@').map_or(rest, |at| &rest[at + 1..]);
    let mut shown: String = scheme.chars().chain(rest.chars()).take(MOST_SHOWN).collect();
    if scheme.len() + rest.len() > shown.len() {
        shown.push('…');
    }
    shown
}

fn default_port(is_https: bool) -> u16 {
    if is_https { 443 } else { 80 }
}

fn read_host(host: &str) -> Result<String, &'static str> {
    if host.is_empty() {
        return Err("it has no host");
    }
    if let Some(number) = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let number: std::net::Ipv6Addr =
            number.parse().map_err(|_| "what stands in brackets is no IPv6 address")?;
        return Ok(format!("[{number}]"));
    }
    if !host.is_ascii() {
        return Err("its host has letters outside ASCII; write the name that begins with `xn--`");
    }
    let is_name = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
    if !host.bytes().all(is_name) {
        return Err("its host has a character that no host has");
    }
    Ok(host.to_ascii_lowercase())
}

/// The path and query, escaped, without fragment and without `.` and `..`.
fn read_path(text: &str) -> String {
    let text = text.split('#').next().unwrap_or("");
    let (path, query) = match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    };
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        let plain = part.replace("%2e", ".").replace("%2E", ".");
        is_folder = matches!(plain.as_str(), "." | "..");
        match plain.as_str() {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    if is_folder {
        parts.push("");
    }
    let mut read = format!("/{}", escaped(&parts.join("/")));
    if let Some(query) = query {
        read.push('?');
        read.push_str(&escaped(query));
    }
    read
}

/// Escapes what may not stand in an address; what is escaped already stays so.
fn escaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut escaped = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let is_escape =
            bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        let is_plain = byte.is_ascii_graphic() && !b"\"<>\\^`{|}#%".contains(&byte);
        if is_plain || (byte == b'%' && is_escape) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// The bytes that an escaped text stands for.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('%') {
        bytes.extend(plain.bytes());
        match escape.get(..2).and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &escape[2..];
            }
            None => {
                bytes.push(b'%');
                rest = escape;
            }
        }
    }
    bytes.extend(rest.bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, says: &str) {
        let said = Url::read(text).map_or_else(str::to_owned, |it| it.to_string());
        assert_eq!(said, says);
    }

    #[track_caller]
    fn check_link(link: &str, says: &str) {
        let page = Url::read("https://me:pass@news.example/world/asia/?page=2").expect("it is one");
        let said = page.join(link).map_or_else(str::to_owned, |it| it.to_string());
        assert_eq!(said, says);
    }

    #[test]
    fn an_address_is_written_in_one_way() {
        check("https://news.example", "https://news.example/");
        check(" HTTPS://News.Example:443/A?b=c#d\n", "https://news.example/A?b=c");
        check(
            "http://news.example:8080/a b/é|?q=ü\"",
            "http://news.example:8080/a%20b/%C3%A9%7C?q=%C3%BC%22",
        );
        check("http://news.example/100%/%41%zz", "http://news.example/100%25/%41%25zz");
        check("http://[0:0::1]:80/", "http://[::1]/");
        check("http://news.example\\@other.example/", "http://news.example/@other.example/");
    }

    #[test]
    fn a_path_does_not_climb() {
        check("http://news.example/a/../../b/./c", "http://news.example/b/c");
        check("http://news.example/a/%2e%2E/b/..", "http://news.example/");
        check("http://news.example/a/.", "http://news.example/a/");
        check("http://news.example//a//b", "http://news.example//a//b");
    }

    #[test]
    fn name_and_password_are_sent_and_not_shown() {
        check("https://me:p@ss@news.example/a", "https://news.example/a");
        let sent = |login: &str| {
            let url = Url::read(&format!("https://{login}@news.example/a")).expect("it is one");
            url.authorization()
        };
        // "me:p@ss", "me:" and "me:50%".
        assert_eq!(sent("me:p@ss").as_deref(), Some("Basic bWU6cEBzcw=="));
        assert_eq!(sent("me:p%40ss").as_deref(), Some("Basic bWU6cEBzcw=="));
        assert_eq!(sent("me").as_deref(), Some("Basic bWU6"));
        assert_eq!(sent("me:50%").as_deref(), Some("Basic bWU6NTAl"));
        assert_eq!(sent(""), None);
        assert_eq!(shown("https://me:pass@news .example/a@b"), "https://news .example/a@b");
    }

    #[test]
    fn what_is_no_address_says_why() {
        check("http://", "it has no host");
        check("http:///a", "it has no host");
        check("http://a b/", "its host has a character that no host has");
        check("http://a%2eb/", "its host has a character that no host has");
        check(
            "http://новости.example/",
            "its host has letters outside ASCII; write the name that begins with `xn--`",
        );
        check("http://a:99999/", "its port is larger than 65535");
        check("http://a:+80/", "its port is no number");
        check("http://[::1/", "its host has a character that no host has");
        check("http://[news]/", "what stands in brackets is no IPv6 address");
        check("ftp://news.example/", "it begins with neither `http://` nor `https://`");
        check("news.example/", "it has no `://`");
        check(&format!("http://a/{}", "a".repeat(8_000)), "it has more than 8,000 bytes");
    }

    #[test]
    fn a_link_is_read_where_it_stands() {
        check_link("http://other.example/b", "http://other.example/b");
        check_link("//other.example/b", "https://other.example/b");
        check_link("/b?c", "https://news.example/b?c");
        check_link("b/c", "https://news.example/world/asia/b/c");
        check_link("../b", "https://news.example/world/b");
        check_link("?page=3", "https://news.example/world/asia/?page=3");
        check_link("#top", "https://news.example/world/asia/?page=2");
        check_link("a/b:c", "https://news.example/world/asia/a/b:c");
        check_link("javascript:alert(1)", "it has no `://`");
        check_link("file:///etc/passwd", "it begins with neither `http://` nor `https://`");
    }
}
