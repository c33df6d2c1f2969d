//! White space: one ASCII space for every run of it, and nothing that cannot be seen. Quotes,
//! dashes and letters stay as they were written.

/// Text with every run of white space as one ASCII space, none at its ends, and without what is
/// invisible: soft hyphens, zero-width characters, marks of direction, control characters.
pub(crate) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut is_gap = false;
    let mut rest = text;
    while let Some(it) = rest.chars().next() {
        // Most words are letters that stay as they are.
        let n_plain = rest.bytes().position(|it| !it.is_ascii_graphic()).unwrap_or(rest.len());
        let piece = &rest[..n_plain.max(it.len_utf8())];
        rest = &rest[piece.len()..];
        if it.is_whitespace() {
            is_gap = true;
        } else if n_plain > 0 || !is_invisible(it, tidy.chars().next_back()) {
            if is_gap && !tidy.is_empty() {
                tidy.push(' ');
            }
            is_gap = false;
            tidy.push_str(piece);
        }
    }
    tidy
}

fn is_invisible(it: char, before: Option<char>) -> bool {
    match it {
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffc}' => true,
        // Persian, Hindi and emoji are spelt with these two; English never is.
        '\u{200c}' | '\u{200d}' => before.is_none_or(|it| it.is_ascii()),
        _ => it.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, clean: &str) {
        assert_eq!(tidy(text), clean);
    }

    #[test]
    fn every_white_space_is_one_space() {
        check("  at\u{a0}least \t\r\n\u{2009}\u{3000}39 ", "at least 39");
        check("one\u{2028}two\u{85}three", "one two three");
        check(" \u{a0} ", "");
    }

    #[test]
    fn what_cannot_be_seen_is_gone() {
        check("\u{feff}bom\u{ad}bing \u{200b}\u{202a}in\u{202c} Ho\0ms", "bombing in Homs");
        check("bomb\u{200d}ing \u{200c}", "bombing");
        check("a \u{200b} b", "a b");
    }

    #[test]
    fn what_people_wrote_stays() {
        check("“At least 39” – the ‘dead’ — it’s…", "“At least 39” – the ‘dead’ — it’s…");
        check("می\u{200c}خواهم 👩\u{200d}🚒", "می\u{200c}خواهم 👩\u{200d}🚒");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing_more(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
