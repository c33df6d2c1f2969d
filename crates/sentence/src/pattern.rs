//! Pattern: regular expressions as Python writes them. Where they are used is in `tokenizer.rs` and
//! `ruler.rs`.

use fancy_regex::{Expr, Regex};

/// Reads a pattern in Python's notation.
pub(crate) fn read(python: &str) -> Result<Regex, Box<fancy_regex::Error>> {
    Regex::new(&translated(python)).map_err(Box::new)
}

/// The same pattern in the notation of the `fancy_regex` crate.
fn translated(python: &str) -> String {
    let mut pattern = String::with_capacity(python.len() * 2);
    let mut in_class = false;
    let mut chars = python.strip_prefix("(?u)").unwrap_or(python).chars();
    while let Some(it) = chars.next() {
        match it {
            '\\' => match chars.next() {
                Some('u') => push_code(&mut pattern, chars.by_ref().take(4)),
                Some('U') => push_code(&mut pattern, chars.by_ref().take(8)),
                // Python's words are letters, numbers and "_"; Rust's have combining marks too.
                Some('w') if in_class => pattern.push_str(r"\p{L}\p{N}_"),
                Some('w') => pattern.push_str(r"[\p{L}\p{N}_]"),
                Some(it) => pattern.extend(['\\', it]),
                None => pattern.push('\\'),
            },
            '[' if in_class => pattern.push_str(r"\["),
            '[' => {
                in_class = true;
                pattern.push('[');
            }
            ']' => {
                in_class = false;
                pattern.push(']');
            }
            // Rust reads these as operators between classes when they are doubled.
            '&' | '~' if in_class => pattern.extend(['\\', it]),
            it => pattern.push(it),
        }
    }
    pattern
}

fn push_code(pattern: &mut String, digits: impl Iterator<Item = char>) {
    pattern.push_str(r"\x{");
    pattern.extend(digits);
    pattern.push('}');
}

/// Whether a pattern can find anything in a text of ASCII letters. It may say so where it cannot.
pub(crate) fn finds_letters(pattern: &Regex) -> bool {
    Expr::parse_tree(pattern.as_str()).is_ok_and(|tree| takes_letters(&tree.expr))
}

fn takes_letters(expr: &Expr) -> bool {
    match expr {
        Expr::Literal { val, .. } => val.bytes().all(|it| it.is_ascii_alphabetic()),
        Expr::Delegate { inner, .. } => takes_a_letter(inner),
        Expr::Concat(parts) => parts.iter().all(takes_letters),
        Expr::Alt(choices) => choices.iter().any(takes_letters),
        Expr::Group(inner) => takes_letters(inner),
        Expr::Repeat { child, lo, .. } => *lo == 0 || takes_letters(child),
        Expr::LookAround(
            inner,
            fancy_regex::LookAround::LookAhead | fancy_regex::LookAround::LookBehind,
        ) => takes_letters(inner),
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
