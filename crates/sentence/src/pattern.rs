//! Pattern: regular expressions as Python writes them. Where they are used is in `tokenizer.rs` and
//! `ruler.rs`.
//!
//! A pattern of the tokenizer is a choice of some two hundred, of which a dozen look around
//! themselves. Those make the whole slow, and they rarely match. So a pattern is kept three times:
//! whole; its plain choices, which need no backtracking; and its other choices without the looking
//! around, which say whether the whole has to be asked at all.

use fancy_regex::{Expr, LookAround, Match, Regex};

/// A regular expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    whole: Regex,
    /// The choices that do not look around, where only some do.
    plain: Option<Regex>,
    /// Whether one of the other choices may match.
    other: Option<Regex>,
    /// ASCII punctuation that is in every match.
    needed: Vec<char>,
    finds_letters: bool,
}

impl Pattern {
    /// Reads a pattern in Python's notation.
    pub(crate) fn read(python: &str) -> Result<Pattern, Box<fancy_regex::Error>> {
        let choices = translated(python);
        let whole = choices.join("|");
        let tree = Expr::parse_tree(&whole)?.expr;
        let (other, plain): (Vec<String>, Vec<String>) =
            choices.into_iter().partition(|it| looking(it).is_some());
        let punctuation = (' '..='~').filter(char::is_ascii_punctuation);
        let is_mixed = !other.is_empty() && !plain.is_empty();
        let other: String =
            other.iter().map(|it| without_looking(it)).collect::<Vec<_>>().join("|");
        let regex = |it: &str| Regex::new(it).map_err(Box::new);
        Ok(Pattern {
            whole: regex(&whole)?,
            plain: if is_mixed { Some(regex(&plain.join("|"))?) } else { None },
            other: if is_mixed { Some(regex(&other)?) } else { None },
            needed: punctuation.filter(|it| needs(&tree, *it)).collect(),
            finds_letters: takes_letters(&tree),
        })
    }

    /// Where it matches first. A match that would take too many steps to find is none.
    pub(crate) fn find<'a>(&self, text: &'a str) -> Option<Match<'a>> {
        self.for_text(text)?.find(text).ok()?
    }

    /// Where it matches, from left to right, apart.
    pub(crate) fn find_all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match<'a>> {
        let regex = self.for_text(text);
        regex.into_iter().flat_map(move |it| it.find_iter(text)).map_while(Result::ok)
    }

    /// Whether it can find anything in a text of ASCII letters. It may say so where it cannot.
    pub(crate) fn finds_letters(&self) -> bool {
        self.finds_letters
    }

    /// What finds in this text what the whole would find.
    fn for_text(&self, text: &str) -> Option<&Regex> {
        if !self.needed.iter().all(|it| text.contains(*it)) {
            return None;
        }
        match (&self.plain, &self.other) {
            (Some(plain), Some(other)) if !other.is_match(text).unwrap_or(true) => Some(plain),
            _ => Some(&self.whole),
        }
    }
}

/// The choices of a pattern in the notation of the `fancy_regex` crate.
fn translated(python: &str) -> Vec<String> {
    let mut choices = vec![String::new()];
    let mut depth = 0;
    let mut in_class = false;
    let mut chars = python.strip_prefix("(?u)").unwrap_or(python).chars();
    while let Some(it) = chars.next() {
        let n_choices = choices.len();
        let choice = &mut choices[n_choices - 1];
        match it {
            '\\' => match chars.next() {
                Some('u') => push_code(choice, chars.by_ref().take(4)),
                Some('U') => push_code(choice, chars.by_ref().take(8)),
                // Python's words are letters, numbers and "_"; Rust's have combining marks too.
                Some('w') if in_class => choice.push_str(r"\p{L}\p{N}_"),
                Some('w') => choice.push_str(r"[\p{L}\p{N}_]"),
                Some(it) => choice.extend(['\\', it]),
                None => choice.push('\\'),
            },
            // Rust reads these as operators between classes.
            '[' | '&' | '~' if in_class => choice.extend(['\\', it]),
            ']' => {
                in_class = false;
                choice.push(']');
            }
            it if in_class => choice.push(it),
            '|' if depth == 0 => choices.push(String::new()),
            it => {
                match it {
                    '[' => in_class = true,
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                choice.push(it);
            }
        }
    }
    choices
}

fn push_code(pattern: &mut String, digits: impl Iterator<Item = char>) {
    pattern.push_str(r"\x{");
    pattern.extend(digits);
    pattern.push('}');
}

/// A choice that matches in every text in which this one does: what it looks for behind its start
/// and ahead of its end is part of it, and what else it looks for is left out.
fn without_looking(choice: &str) -> String {
    let mut result = String::with_capacity(choice.len());
    let mut rest = choice;
    while let Some((at, kind)) = looking(rest) {
        result.push_str(&rest[..at]);
        let looked = &rest[at..at + group_len(&rest[at..])];
        rest = &rest[at + looked.len()..];
        let is_within = kind == "(?<=" && result.is_empty() || kind == "(?=" && rest.is_empty();
        if is_within {
            result.push_str("(?:");
            result.push_str(&looked[kind.len()..]);
        }
    }
    result + rest
}

/// Where a choice looks around itself next, and how.
fn looking(choice: &str) -> Option<(usize, &'static str)> {
    const KINDS: [&str; 4] = ["(?<=", "(?<!", "(?=", "(?!"];
    let mut in_class = false;
    let mut chars = choice.char_indices();
    while let Some((at, it)) = chars.next() {
        match it {
            '\\' => drop(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                if let Some(kind) = KINDS.into_iter().find(|kind| choice[at..].starts_with(kind)) {
                    return Some((at, kind));
                }
            }
            _ => {}
        }
    }
    None
}

/// Length of the group with which a pattern starts.
fn group_len(pattern: &str) -> usize {
    let mut depth = 0;
    let mut in_class = false;
    let mut chars = pattern.char_indices();
    while let Some((at, it)) = chars.next() {
        match it {
            '\\' => drop(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    pattern.len()
}

/// Whether every match of a pattern has this character. It may deny it where it is so.
fn needs(expr: &Expr, it: char) -> bool {
    match expr {
        Expr::Literal { val, .. } => val.contains(it),
        Expr::Concat(parts) => parts.iter().any(|part| needs(part, it)),
        Expr::Alt(choices) => choices.iter().all(|choice| needs(choice, it)),
        Expr::Group(inner) => needs(inner, it),
        Expr::Repeat { child, lo, .. } => *lo > 0 && needs(child, it),
        _ => false,
    }
}

/// Whether a pattern can match among ASCII letters. It may say so where it cannot.
fn takes_letters(expr: &Expr) -> bool {
    match expr {
        Expr::Literal { val, .. } => val.bytes().all(|it| it.is_ascii_alphabetic()),
        Expr::Delegate { inner, .. } => takes_a_letter(inner),
        Expr::Concat(parts) => parts.iter().all(takes_letters),
        Expr::Alt(choices) => choices.iter().any(takes_letters),
        Expr::Group(inner) => takes_letters(inner),
        Expr::Repeat { child, lo, .. } => *lo == 0 || takes_letters(child),
        Expr::LookAround(inner, LookAround::LookAhead | LookAround::LookBehind) => {
            takes_letters(inner)
        }
        _ => true,
    }
}

fn takes_a_letter(class: &str) -> bool {
    let Ok(class) = Regex::new(class) else { return true };
    ('A'..='Z').chain('a'..='z').any(|it| {
        let mut bytes = [0; 1];
        class.is_match(it.encode_utf8(&mut bytes)).unwrap_or(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All matches in a text, and whether the slow way found the same.
    #[track_caller]
    fn check(python: &str, text: &str, matches: &[&str]) {
        let pattern = Pattern::read(python).unwrap();
        let found: Vec<&str> = pattern.find_all(text).map(|it| it.as_str()).collect();
        let whole: Vec<&str> =
            pattern.whole.find_iter(text).map(|it| it.unwrap().as_str()).collect();
        assert_eq!(found, matches, "{python} in {text}");
        assert_eq!(whole, matches, "{python} in {text}, by the whole pattern");
        assert_eq!(pattern.find(text).map(|it| it.as_str()), matches.first().copied());
    }

    #[test]
    fn codes_of_characters_are_read() {
        check(r"[\u00A6\U0001F600]", "a¦b😀", &["¦", "😀"]);
    }

    #[test]
    fn brackets_and_operators_in_a_class_stand_for_themselves() {
        check(r"[[&&~~x]", "a[b&c~dx", &["[", "&", "~", "x"]);
    }

    #[test]
    fn a_combining_mark_is_no_part_of_a_word() {
        check(r"\w+", "ne\u{301}e_2", &["ne", "e_2"]);
        check(r"[\w-]+", "n\u{301}-e", &["n", "-e"]);
    }

    #[test]
    fn the_first_choice_wins_whether_it_looks_around_or_not() {
        check(r"\.\.|(?<=[a-z])\.(?=[A-Z])|\.", "a.B..c.", &[".", "..", "."]);
        check(r"(?<=[0-9])km$|m$", "5km", &["km"]);
        check(r"(?<=[0-9])km$|m$", "akm", &["m"]);
        check(r"\+(?![0-9])|-", "+5", &[]);
        check(r"\(?=|(?<=[(?=])x|y", "(=?xyx", &["(=", "x", "y"]);
        check(r"\+(?![0-9])|-", "+a-", &["+", "-"]);
    }

    #[test]
    fn what_a_pattern_needs_is_known() {
        let pattern = Pattern::read(r"(?:\w+://)?(?:[a-z]+\.)+[a-z]+").unwrap();
        assert_eq!(pattern.needed, ['.']);
        check(r"(?:[a-z]+\.)+[a-z]+", "abc", &[]);
    }

    #[test]
    fn what_a_pattern_finds_among_letters_is_known() {
        let finds = |python| Pattern::read(python).unwrap().finds_letters();
        assert!(!finds(r"\.$|(?<=[0-9])(?:km|m)$|(?<=[a-z])-(?=[a-z])"));
        assert!(finds(r"\.$|(?<=[a-z])(?:km|m)$"));
        assert!(finds(r"x*"));
    }
}
