//! En: what spaCy's `spacy.lang.en` adds for English.

use crate::Pos;

/// Whether an English word with this part of speech and morphology is its own dictionary form.
pub(super) fn is_base_form(pos: Pos, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|it| it == feature);
    let has_number = morph.split('|').any(|it| it.starts_with("Number="));
    let is_plain_present =
        pos == Pos::Verb && has("VerbForm=Fin") && has("Tense=Pres") && !has_number;
    (pos == Pos::Noun && has("Number=Sing"))
        || is_plain_present
        || has("VerbForm=Inf")
        || has("VerbForm=None")
        || has("Degree=Pos")
}
