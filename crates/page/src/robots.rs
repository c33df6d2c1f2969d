//! Robots: what a server's `robots.txt` asks of programs, as RFC 9309 says it is to be read, with
//! `Crawl-delay` besides. Fetching it, and keeping to it, is for `fetch.rs`.

use std::time::Duration;

/// What one server asks of us.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// The least time between two requests.
    pub(crate) delay: Option<Duration>,
}

/// Paths that may or may not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    /// The beginning of a path; `*` stands for any letters, `$` at the end for the path's end.
    pattern: String,
    is_allowed: bool,
}

/// The name by which a `robots.txt` calls us.
const OUR_NAME: &str = "ascribe";

/// As much as RFC 9309 asks us to read at least; the rest is left.
pub(crate) const MOST_BYTES: u64 = 512_000;

/// Longer patterns and longer waits are no sense of anybody's, but would cost us time.
const LONGEST_PATTERN: usize = 2_000;
const LONGEST_DELAY: Duration = Duration::from_secs(60);

impl Robots {
    /// Reads the rules that hold for us: those for our name, or else those for everyone.
    pub(crate) fn read(bytes: &[u8]) -> Robots {
        let bytes = bytes.get(..MOST_BYTES as usize).unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let (mut ours, mut everyones) = (None, None);
        let (mut is_ours, mut is_everyones, mut in_names) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or("");
            let Some((name, value)) = line.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                if !in_names {
                    (is_ours, is_everyones) = (false, false);
                }
                in_names = true;
                // "ascribe/1.0" and "Ascribe bot" call us too.
                let end = value.find(|it: char| !it.is_ascii_alphabetic() && !"_-".contains(it));
                let called = &value[..end.unwrap_or(value.len())];
                is_ours |= called.eq_ignore_ascii_case(OUR_NAME);
                is_everyones |= value.starts_with('*');
                // A group without rules is one: it allows everything.
                if is_ours {
                    ours.get_or_insert_with(Robots::default);
                }
                continue;
            }
            if matches!(name.as_str(), "allow" | "disallow" | "crawl-delay") {
                in_names = false;
                if is_ours {
                    ours.get_or_insert_with(Robots::default).line(&name, value);
                }
                if is_everyones {
                    everyones.get_or_insert_with(Robots::default).line(&name, value);
                }
            }
        }
        ours.or(everyones).unwrap_or_default()
    }

    fn line(&mut self, name: &str, value: &str) {
        if name == "crawl-delay" {
            let seconds = value.parse().ok().filter(|it: &f64| it.is_finite() && *it >= 0.0);
            let delay =
                seconds.map(|it| Duration::from_secs_f64(it.min(LONGEST_DELAY.as_secs_f64())));
            self.delay = self.delay.max(delay);
        } else if !value.is_empty() && value.len() <= LONGEST_PATTERN {
            let pattern = normal(value);
            self.rules.push(Rule { pattern, is_allowed: name == "allow" });
        }
    }

    /// Whether the page at this path may be fetched: the longest pattern that fits decides, and of
    /// two of one length the one that allows.
    pub(crate) fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        self.rules
            .iter()
            .filter(|it| fits(&it.pattern, &path))
            .max_by_key(|it| (it.pattern.len(), it.is_allowed))
            .is_none_or(|it| it.is_allowed)
    }
}

/// A path with one spelling: what need not be escaped is not, and the rest in upper case.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut normal = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%')
            .then(|| path.get(at + 1..at + 3))
            .flatten()
            .and_then(|it| u8::from_str_radix(it, 16).ok());
        let byte = escaped.unwrap_or(byte);
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let is_mark = escaped.is_none() && byte.is_ascii_graphic();
        if is_plain || is_mark {
            normal.push(char::from(byte));
        } else {
            normal.push_str(&format!("%{byte:02X}"));
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    normal
}

/// Whether a pattern fits the beginning of a path. Each piece between two `*` is looked for once,
/// from where the one before it ended, so that no pattern takes long.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|it| path.strip_prefix(it)) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !is_whole || rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if is_whole && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(robots: &str, path: &str, says: &str) {
        let said = if Robots::read(robots.as_bytes()).allow(path) { "allowed" } else { "not" };
        assert_eq!(said, says, "{path} by\n{robots}");
    }

    #[test]
    fn the_longest_pattern_that_fits_decides() {
        let robots = "User-agent: *\nDisallow: /private\nAllow: /private/press\nDisallow:\n";
        check(robots, "/story", "allowed");
        check(robots, "/private/a", "not");
        check(robots, "/private/press/a", "allowed");
        check("User-agent: *\nDisallow: /a\nAllow: /a", "/a", "allowed");
        check("", "/a", "allowed");
        check("<html>not found</html>", "/a", "allowed");
    }

    #[test]
    fn our_own_group_stands_above_everyones() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: Ascribe/1.0\nDisallow: /x";
        check(robots, "/a", "allowed");
        check(robots, "/x", "not");
        check("User-agent: ascribebot\nDisallow: /", "/a", "allowed");
        check("User-agent: other\nUser-agent: ascribe\nDisallow: /a", "/a", "not");
        check("User-agent: other\nDisallow: /a", "/a", "allowed");
        check("User-agent: ascribe\nDisallow:\nUser-agent: *\nDisallow: /", "/a", "allowed");
        // Groups for one name are one group, wherever they stand.
        let robots =
            "user-agent: *\ndisallow: /a\nuser-agent: b\ndisallow: /\nUSER-AGENT: *\ndisallow: /c";
        check(robots, "/a", "not");
        check(robots, "/c", "not");
        check(robots, "/d", "allowed");
    }

    #[test]
    fn stars_and_ends_are_understood() {
        let robots = "user-agent: * # all\ndisallow: /*.pdf$ # no papers\ndisallow: /a*b*c";
        check(robots, "/x/y.pdf", "not");
        check(robots, "/x/y.pdf?z", "allowed");
        check(robots, "/a-b-c-d", "not");
        check(robots, "/a-c-b", "allowed");
        check("user-agent: *\ndisallow: /$", "/", "not");
        check("user-agent: *\ndisallow: /$", "/a", "allowed");
        check("user-agent: *\ndisallow: *", "/a", "not");
    }

    #[test]
    fn a_path_is_one_however_it_is_escaped() {
        check("user-agent: *\ndisallow: /%7Eme/%c3%a9", "/~me/%C3%A9", "not");
        check("user-agent: *\ndisallow: /é", "/%C3%A9", "not");
        check("user-agent: *\ndisallow: /a%2Fb", "/a/b", "allowed");
    }

    #[test]
    fn a_pattern_made_to_take_long_does_not() {
        let robots = format!("user-agent: *\ndisallow: /{}b\n", "a*".repeat(900)).repeat(250);
        let robots = Robots::read(robots.as_bytes());
        let start = std::time::Instant::now();
        assert!(robots.allow(&format!("/{}", "a".repeat(7_000))));
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }

    #[test]
    fn a_delay_is_read_and_bounded() {
        let delay =
            |it: &str| Robots::read(format!("user-agent: *\ncrawl-delay: {it}").as_bytes()).delay;
        assert_eq!(delay("2.5"), Some(Duration::from_millis(2_500)));
        assert_eq!(delay("86400"), Some(LONGEST_DELAY));
        assert_eq!([delay("-1"), delay("soon"), delay("inf"), delay("NaN")], [None; 4]);
    }
}
