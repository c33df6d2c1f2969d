//! Script: the letters a language is written in. Most scripts write one language of the news; which
//! of several it is, words tell.

/// A script, and with it the languages that a text may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Ethiopic,
    /// Chinese characters, which Japanese has too.
    Han,
    /// A script of one language: its code.
    Of(&'static str),
}

impl Script {
    /// The script of a letter; `None` for what is no letter, or one of a script not known here.
    pub(super) fn of(letter: char) -> Option<Script> {
        if letter.is_ascii() {
            return letter.is_ascii_alphabetic().then_some(Script::Latin);
        }
        let at = RANGES.partition_point(|(_, last, _)| *last < letter);
        let (first, _, script) = RANGES.get(at)?;
        (*first <= letter).then_some(*script)
    }

    /// The language that text in this script mostly is in; `None` where that says nothing.
    pub(super) fn usual(self) -> Option<&'static str> {
        match self {
            Script::Latin => None,
            Script::Cyrillic => Some("ru"),
            Script::Arabic => Some("ar"),
            Script::Devanagari => Some("hi"),
            Script::Ethiopic => Some("am"),
            Script::Han => Some("zh"),
            Script::Of(code) => Some(code),
        }
    }

    /// How many letters of an alphabet one sign of this script stands for.
    pub(super) fn weight(self) -> u32 {
        match self {
            Script::Han | Script::Of("ja" | "ko") => 3,
            Script::Ethiopic => 2,
            _ => 1,
        }
    }
}

/// From the first to the last letter of each, in order.
const RANGES: [(char, char, Script); 41] = [
    ('ª', 'ɏ', Script::Latin),
    ('ɐ', 'ʯ', Script::Latin),
    ('Ͱ', 'Ͽ', Script::Of("el")),
    ('Ѐ', 'ԯ', Script::Cyrillic),
    ('Ա', '֏', Script::Of("hy")),
    ('א', '״', Script::Of("he")),
    ('ؠ', 'ۿ', Script::Arabic),
    ('ݐ', 'ݿ', Script::Arabic),
    ('ހ', '޿', Script::Of("dv")),
    ('ࢠ', 'ࣿ', Script::Arabic),
    ('ऀ', 'ॿ', Script::Devanagari),
    ('ঀ', '৿', Script::Of("bn")),
    ('\u{a00}', '\u{a7f}', Script::Of("pa")),
    ('\u{a80}', '\u{aff}', Script::Of("gu")),
    ('\u{b00}', '\u{b7f}', Script::Of("or")),
    ('\u{b80}', '\u{bff}', Script::Of("ta")),
    ('\u{c00}', '\u{c7f}', Script::Of("te")),
    ('\u{c80}', '\u{cff}', Script::Of("kn")),
    ('\u{d00}', '\u{d7f}', Script::Of("ml")),
    ('\u{d80}', '\u{dff}', Script::Of("si")),
    ('\u{e00}', '\u{e7f}', Script::Of("th")),
    ('\u{e80}', '\u{eff}', Script::Of("lo")),
    ('\u{f00}', '\u{fff}', Script::Of("bo")),
    ('\u{1000}', '\u{109f}', Script::Of("my")),
    ('\u{10a0}', '\u{10ff}', Script::Of("ka")),
    ('\u{1100}', '\u{11ff}', Script::Of("ko")),
    ('\u{1200}', '\u{139f}', Script::Ethiopic),
    ('\u{1780}', '\u{17ff}', Script::Of("km")),
    ('\u{1c80}', '\u{1c8f}', Script::Cyrillic),
    ('\u{1c90}', '\u{1cbf}', Script::Of("ka")),
    ('\u{1e00}', '\u{1eff}', Script::Latin),
    ('\u{1f00}', '\u{1fff}', Script::Of("el")),
    ('\u{2d80}', '\u{2ddf}', Script::Ethiopic),
    ('\u{3041}', '\u{30ff}', Script::Of("ja")),
    ('\u{3400}', '\u{4dbf}', Script::Han),
    ('\u{4e00}', '\u{9fff}', Script::Han),
    ('\u{ab00}', '\u{ab2f}', Script::Ethiopic),
    ('\u{ac00}', '\u{d7af}', Script::Of("ko")),
    ('\u{f900}', '\u{faff}', Script::Han),
    ('\u{fb50}', '\u{fefc}', Script::Arabic),
    ('\u{20000}', '\u{3134f}', Script::Han),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_of_their_script() {
        assert!(RANGES.is_sorted_by_key(|(first, _, _)| *first));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
        let of = |letter| Script::of(letter);
        assert_eq!([of('z'), of('ß'), of('ế')], [Some(Script::Latin); 3]);
        assert_eq!([of('ж'), of('ї')], [Some(Script::Cyrillic); 2]);
        assert_eq!([of('ن'), of('ۍ')], [Some(Script::Arabic); 2]);
        assert_eq!(
            [of('シ'), of('한'), of('戦')],
            [Some(Script::Of("ja")), Some(Script::Of("ko")), Some(Script::Han)]
        );
        assert_eq!([of('7'), of(' '), of('—'), of('😀')], [None; 4]);
    }
}
