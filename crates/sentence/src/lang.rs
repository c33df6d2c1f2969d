//! Lang: what spaCy knows of languages and does not write into a pipeline's files. What one
//! language alone needs is in the file of its name.

mod en;

/// A language whose pipelines can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    /// English.
    En,
}

impl Lang {
    /// Codes of the languages there are, for messages.
    pub(crate) const CODES: &str = "`en`";

    /// The language of a code as pipelines name it.
    pub(crate) fn from_code(code: &str) -> Option<Lang> {
        match code {
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// Its code as pipelines name it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
        }
    }

    /// Whether a word with this part of speech and morphology is its own dictionary form.
    pub(crate) fn is_base_form(self, pos: crate::Pos, morph: &str) -> bool {
        match self {
            Lang::En => en::is_base_form(pos, morph),
        }
    }
}

/// Normal forms of quotes, dashes and currencies in all languages, `spacy.lang.norm_exceptions`.
pub(crate) const BASE_NORMS: &[(&str, &str)] = &[
    ("'s", "'s"),
    ("'S", "'s"),
    ("’s", "'s"),
    ("’S", "'s"),
    ("’", "'"),
    ("‘", "'"),
    ("´", "'"),
    ("`", "'"),
    ("”", "\""),
    ("“", "\""),
    ("''", "\""),
    ("``", "\""),
    ("´´", "\""),
    ("„", "\""),
    ("»", "\""),
    ("«", "\""),
    ("‘‘", "\""),
    ("’’", "\""),
    ("？", "?"),
    ("！", "!"),
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("。", "."),
    ("।", "."),
    ("…", "..."),
    ("—", "-"),
    ("–", "-"),
    ("--", "-"),
    ("---", "-"),
    ("——", "-"),
    ("€", "$"),
    ("£", "$"),
    ("¥", "$"),
    ("฿", "$"),
    ("US$", "$"),
    ("C$", "$"),
    ("A$", "$"),
    ("₺", "$"),
    ("₹", "$"),
    ("৳", "$"),
    ("₩", "$"),
    ("Mex$", "$"),
    ("₣", "$"),
    ("E£", "$"),
];
