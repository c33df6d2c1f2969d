//! Language: which language a report is in, and which of its paragraphs are in another: by their
//! words and by what the page says. How languages are told apart is in `language/words.rs`; which
//! of them can be read is for whoever has a pipeline.

mod script;
mod words;

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use self::{
    script::Script,
    words::{Guess, Languages, Tally},
};
use crate::{Field, From, Note, Report, Span};

/// What is written where the words are of no language that is known here.
const UNKNOWN: &str = "und";

/// A language as people read it: "Arabic (ar)", "`xx`".
pub fn show(tag: &str) -> String {
    if tag == UNKNOWN {
        return "a language that is not known here".to_owned();
    }
    match Languages::built_in().find(primary(tag)) {
        Some(language) => format!("{} ({tag})", language.name),
        None => format!("`{tag}`"),
    }
}

/// The tag of a language as pages name it: "en_GB", "EN-us", "English".
pub(crate) fn of_page(said: &str) -> Option<String> {
    let said = said.split([',', ';', '.']).next()?.trim().replace('_', "-");
    if let Some(named) = Languages::built_in().named(&said) {
        return Some(named.code.clone());
    }
    let mut parts = said.split('-');
    let primary = parts.next()?.to_lowercase();
    let is_code =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|it| it.is_ascii_lowercase());
    if !is_code || primary == "und" {
        return None;
    }
    let mut language = primary;
    for part in parts.filter(|it| it.bytes().all(|it| it.is_ascii_alphanumeric()) && !it.is_empty())
    {
        language.push('-');
        language.push_str(&if part.len() == 2 { part.to_uppercase() } else { part.to_owned() });
    }
    Some(language)
}

impl Report {
    /// Whether a headline or paragraph may be read as this language; what nobody can tell may.
    pub fn is_in(&self, piece: Span, language: &str) -> bool {
        self.language_of(piece).is_none_or(|it| primary(it) == primary(language))
    }

    /// Whether any of its headline and paragraphs may be read as this language.
    pub fn has(&self, language: &str) -> bool {
        self.pieces().any(|it| self.is_in(it, language))
    }

    /// What is told where a part of it is in a language other than this one.
    pub fn note_of_others(&self, language: &str) -> Option<Note> {
        let unread = || self.pieces().filter(|it| !self.is_in(*it, language));
        let first = unread().next()?;
        let n = unread().filter(|it| Some(*it) != self.title).count();
        let pieces = match (self.title == Some(first), n) {
            (true, 0) => "the headline is".to_owned(),
            (false, 1) => "1 paragraph is".to_owned(),
            (true, 1) => "the headline and 1 paragraph are".to_owned(),
            (true, _) => format!("the headline and {n} paragraphs are"),
            (false, _) => format!("{n} paragraphs are"),
        };
        let languages: BTreeSet<String> =
            unread().filter_map(|it| self.language_of(it)).map(show).collect();
        let languages = Vec::from_iter(languages).join(" and ");
        Some(Note {
            what: format!("{pieces} in {languages}"),
            span: Some(first),
            why: format!("the model reads {}", show(language)),
            so: "nothing was read from there".to_owned(),
        })
    }

    /// The tag of the language that a headline or paragraph is in; `None` where nobody can tell.
    fn language_of(&self, piece: Span) -> Option<&str> {
        let other = self.others.binary_search_by_key(&piece.start(), |(it, _)| it.start());
        other.ok().map(|at| self.others[at].1.as_str()).or(self.language.as_deref())
    }

    fn pieces(&self) -> impl Iterator<Item = Span> {
        self.title.into_iter().chain(self.paragraphs.iter().copied())
    }

    /// Takes the language that the words show, where they show it clearly, and else the one that
    /// the page says; and finds the paragraphs in another.
    pub fn settle_language(&mut self) {
        let languages = Languages::built_in();
        let mut clear = Vec::new();
        // What is told of all pieces in a language; under no language, of those that are not clear.
        let mut tallies: BTreeMap<Option<&str>, Tally> = BTreeMap::new();
        for piece in self.pieces() {
            let tally = languages.tally(self.words(piece));
            let language = languages.of_piece(&tally);
            clear.extend(language.map(|it| (piece, it)));
            match tallies.entry(language.map(|it| it.code.as_str())) {
                Entry::Vacant(it) => {
                    it.insert(tally);
                }
                Entry::Occupied(mut it) => *it.get_mut() += &tally,
            }
        }
        let unclear = tallies.remove(&None);
        // A quotation in another language says nothing of the rest.
        let most = tallies.into_values().max_by_key(Tally::n_letters);
        let whole = match (most, unclear) {
            (Some(mut most), Some(unclear)) => {
                most += &unclear;
                most
            }
            (Some(it), None) | (None, Some(it)) => it,
            (None, None) => return,
        };
        let Some(guess) = languages.guess(&whole) else { return };
        let shown = languages.shown(&guess, self.language.as_deref());
        if let Some(shown) = shown {
            self.take_language(shown);
        }
        let own = self.language.as_deref().map(primary);
        clear.retain(|(_, it)| own.is_none_or(|own| !it.is_about(own)));
        self.others = clear.into_iter().map(|(piece, it)| (piece, it.code.clone())).collect();
    }

    fn take_language(&mut self, shown: Shown) {
        let shown = match shown {
            Shown::Language(it) => Some(it.to_owned()),
            Shown::NotThePages => None,
        };
        if let Some(said) = self.language.take() {
            let from = self.from.iter().find(|(it, _)| *it == Field::Language).map(|(_, it)| it);
            let from = from.cloned().unwrap_or(From::Line);
            self.notes.push(Note {
                what: match &shown {
                    Some(shown) => format!(
                        "the page says that it is in {}, and its words are in {}",
                        show(&said),
                        show(shown)
                    ),
                    None => format!("the page says that it is in {}", show(&said)),
                },
                span: None,
                why: match &shown {
                    Some(_) => format!("{from} may be that of the page's frame"),
                    None => "its words are in another script, and too few to tell".to_owned(),
                },
                so: match &shown {
                    Some(shown) => format!("`{shown}` was taken"),
                    None => "it is not known which language it is in".to_owned(),
                },
            });
        }
        self.from.retain(|(it, _)| *it != Field::Language);
        if shown.is_some() {
            self.from.push((Field::Language, From::Words));
        }
        self.language = shown;
    }
}

/// What the words of a report show of its language, other than what its page says.
enum Shown {
    Language(&'static str),
    /// The page is wrong, and the words do not show what is right.
    NotThePages,
}

impl Languages {
    /// What the words show, where it is to be believed before what the page says.
    fn shown(&'static self, guess: &Guess, said: Option<&str>) -> Option<Shown> {
        let found = guess.language;
        let of_words = found.map(|it| Shown::Language(&it.code));
        let said = said.map(primary);
        let known = said.and_then(|it| self.find(it));
        if guess.is_unknown {
            // A page in a language that is not known here may well say so.
            let may_be = said.is_some() && known.is_none();
            return (!may_be).then_some(Shown::Language(UNKNOWN));
        }
        let Some(said) = said else {
            return of_words.filter(|_| guess.is_clear || guess.script != Script::Latin);
        };
        if found.is_some_and(|it| it.is_about(said)) {
            return None;
        }
        let Some(known) = known else {
            // Frisian looks like Dutch, and neither like English.
            return of_words.filter(|_| guess.is_clear && found.is_some_and(|it| it.code == "en"));
        };
        if guess.is_clear {
            return of_words;
        }
        if self.writes(known, guess.script) {
            return None;
        }
        of_words.filter(|_| guess.script != Script::Latin).or(Some(Shown::NotThePages))
    }
}

/// The language of a tag without region and script, by the code that is usual here.
fn primary(tag: &str) -> &str {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    match primary {
        "nb" | "nn" => "no",
        "fil" => "tl",
        "iw" => "he",
        "in" => "id",
        "prs" => "fa",
        "pbt" | "pst" | "pbu" => "ps",
        "arb" => "ar",
        "cmn" | "yue" => "zh",
        "kmr" => "ku",
        "swh" => "sw",
        other => other,
    }
}
