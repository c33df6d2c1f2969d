//! Finding: which names of the register stand in a text, longest first. What a name means where
//! the register gives it several senses is for the reader of the [`Mention`].

use std::ops::Range;

use super::{Entry, EntryId, Register};
use ascribe_gazetteer::fold::{Article, Piece, loose, pieces};

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words of the name, as indices among those that were searched.
    pub words: Range<usize>,
    /// What it may mean, likelier first. Never empty.
    pub senses: Vec<Sense>,
    /// Whose it is, of a common noun: the country, place or party named just before it or behind
    /// "of", as in "Syrian foreign ministry", "Houthi officials", "Ministry of Health of Ukraine".
    pub of: Option<EntryId>,
    /// The words of the name and of whose it is.
    pub whole: Range<usize>,
}

/// One thing that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sense {
    /// The entry it names.
    pub entry: EntryId,
    /// In which way.
    pub naming: Naming,
}

/// In which way a name names its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Naming {
    /// By its first name.
    Name,
    /// By another name.
    Other,
    /// "Syrian"
    Adjective,
    /// "Syrians"
    People,
    /// By a name that counts only where the full one was seen before: "the Observatory".
    Short,
}

/// The names of a register, folded and sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    strict: Vec<Name>,
    loose: Vec<Name>,
}

/// One name of one entry.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its letters, folded; equal for names that are spelt the same.
    pub(super) key: String,
    /// What it means.
    pub(super) sense: Sense,
    /// Its letters for a transliterated name.
    loose: Option<String>,
    /// How many pieces it has.
    n_pieces: usize,
    case: Case,
    article: Article,
    /// Whether it is an ordinary word too, so that it counts only where a capital letter tells.
    ordinary: bool,
    /// Whether it is written with "The".
    has_the: bool,
}

/// Which spellings are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// Those that differ by hyphens, diacritics and the like.
    Strict,
    /// Transliterations of one name as well.
    Loose,
}

/// What the place of a name in a text tells of its capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    /// They tell a name from a word.
    Tell,
    /// They begin a sentence.
    Begin,
    /// The whole text is in capitals.
    All,
}

/// What a text must have for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// Nothing: "police", "dpa".
    Any,
    /// A capital letter.
    Capital,
    /// A capital letter to begin with, since acronyms as long as "ISIS" are written "Isis" too.
    AcronymOrTitle,
    /// Capitals only.
    Acronym,
}

impl Register {
    /// What these words together may mean, likelier first; nothing where they are no name.
    pub fn find(&self, words: &str) -> Vec<Sense> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let pieces = pieces(words.iter().copied());
        let start = usize::from(pieces.len() > 1 && pieces[0].letters == "the");
        if pieces.is_empty() {
            return Vec::new();
        }
        match self.index.longest(&pieces, start, Capitals::Tell) {
            Some((end, senses)) if end == pieces.len() => senses,
            _ => Vec::new(),
        }
    }

    /// All names in these words, from left to right, none within another.
    pub fn find_all<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Vec<Mention> {
        let words: Vec<&str> = words.into_iter().collect();
        let pieces = pieces(words.iter().copied());
        let in_capitals = in_capitals(&pieces);
        let start = pieces.iter().position(|it| !it.letters.is_empty());
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let capitals = match () {
                () if in_capitals => Capitals::All,
                () if start == Some(at) => Capitals::Begin,
                () => Capitals::Tell,
            };
            let Some((end, senses)) = self.index.longest(&pieces, at, capitals) else {
                at += 1;
                continue;
            };
            let named = pieces[at].first_word..pieces[end - 1].word + 1;
            mentions.push(Mention { words: named.clone(), senses, of: None, whole: named });
            at = end;
        }
        self.tie(&words, &mut mentions);
        mentions
    }

    /// Ties common nouns to whose they are.
    fn tie(&self, words: &[&str], mentions: &mut [Mention]) {
        for at in 0..mentions.len() {
            if !self.is_common(&mentions[at]) {
                continue;
            }
            let own = mentions[at].words.clone();
            let before = at.checked_sub(1).map(|it| &mentions[it]).filter(|it| {
                let between = &words[it.words.end..own.start];
                matches!(between, [] | ["'s" | "’s" | "'" | "’"])
                    && self.can_own(it, &[Naming::Short])
            });
            let behind = mentions.get(at + 1).filter(|it| {
                let between = &words[own.end..it.words.start];
                matches!(between, ["of"] | ["of", "the"])
                    && self.can_own(it, &[Naming::Short, Naming::Adjective, Naming::People])
            });
            let Some(owner) = before.or(behind) else { continue };
            let of = owner.senses[0].entry;
            let whole = own.start.min(owner.words.start)..own.end.max(owner.words.end);
            mentions[at].of = Some(of);
            mentions[at].whole = whole;
        }
    }

    fn is_common(&self, mention: &Mention) -> bool {
        matches!(self.entry(mention.senses[0].entry), Entry::Word(_) | Entry::Role(_))
    }

    fn can_own(&self, mention: &Mention, but: &[Naming]) -> bool {
        !self.is_common(mention) && !but.contains(&mention.senses[0].naming)
    }
}

impl Index {
    /// An index of these names.
    pub(super) fn new(mut names: Vec<Name>) -> Index {
        let mut loose: Vec<Name> = names
            .iter()
            .filter_map(|it| Some(Name { key: it.loose.clone()?, loose: None, ..it.clone() }))
            .collect();
        names.sort_by(|one, other| (&one.key, one.sense).cmp(&(&other.key, other.sense)));
        loose.sort_by(|one, other| (&one.key, one.sense).cmp(&(&other.key, other.sense)));
        Index { strict: names, loose }
    }

    /// The names that are spelt the same, together; by entry within.
    pub(super) fn same_keys(&self) -> impl Iterator<Item = &[Name]> {
        self.strict.chunk_by(|one, other| one.key == other.key)
    }

    /// Entries that are told apart only by a strict spelling.
    #[cfg(test)]
    pub(super) fn loosely_joined(&self) -> impl Iterator<Item = (EntryId, EntryId)> {
        self.loose.chunk_by(|one, other| one.key == other.key).flat_map(|same| {
            same.iter()
                .flat_map(move |one| same.iter().map(|it| (one.sense.entry, it.sense.entry)))
                .filter(|(one, other)| one < other)
        })
    }

    /// The longest name that starts with piece `from`: the piece behind it, and what it may mean.
    fn longest(
        &self,
        pieces: &[Piece],
        from: usize,
        capitals: Capitals,
    ) -> Option<(usize, Vec<Sense>)> {
        let first = &pieces[from];
        if !first.opens {
            return None;
        }
        longest_in(&self.strict, pieces, from, capitals, Spelling::Strict).or_else(|| {
            first
                .capital
                .then(|| longest_in(&self.loose, pieces, from, capitals, Spelling::Loose))
                .flatten()
        })
    }
}

fn longest_in(
    names: &[Name],
    pieces: &[Piece],
    from: usize,
    capitals: Capitals,
    spelling: Spelling,
) -> Option<(usize, Vec<Sense>)> {
    let has_the = from.checked_sub(1).is_some_and(|before| pieces[before].letters == "the");
    let mut key = String::new();
    let mut left = names;
    let mut best = None;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if piece.letters.is_empty() {
            break;
        }
        match spelling {
            Spelling::Strict => key.push_str(&piece.letters),
            Spelling::Loose => key.push_str(&loose(&piece.letters)),
        }
        left = &left[left.partition_point(|it| it.key.as_str() < key.as_str())..];
        left = &left[..left.partition_point(|it| it.key.starts_with(&key))];
        if left.is_empty() {
            break;
        }
        if !piece.closes {
            continue;
        }
        let run = &pieces[from..=at];
        let mut senses: Vec<Sense> = left
            .iter()
            .take_while(|it| it.key == key)
            .filter(|it| it.is_cut_like(run, spelling))
            .filter(|it| it.fits(run, capitals, has_the))
            .map(|it| it.sense)
            .collect();
        if senses.is_empty() {
            continue;
        }
        senses.sort_by_key(|it| (it.naming, it.entry));
        senses.dedup_by_key(|it| it.entry);
        best = Some((at + 1, senses));
    }
    best
}

impl Name {
    /// The name as it is written, or `None` where it has no letter and no digit.
    pub(super) fn read(written: &str, sense: Sense, transliterated: bool) -> Option<Name> {
        let pieces = name_pieces(written);
        let first = pieces.first()?;
        let key: String = pieces.iter().map(|it| it.letters.as_str()).collect();
        let case = Case::of(&pieces);
        // Shorter ones are names of people elsewhere: "Berry" is not Be'eri.
        let loose = (transliterated && key.len() >= 7 && case == Case::Capital)
            .then(|| pieces.iter().map(|it| loose(&it.letters)).collect());
        Some(Name {
            key,
            sense,
            loose,
            n_pieces: pieces.len(),
            case,
            article: first.article,
            ordinary: false,
            has_the: written.starts_with("The "),
        })
    }

    /// The same name, known for an ordinary word too.
    pub(super) fn ordinary(self) -> Name {
        Name { ordinary: true, ..self }
    }

    /// Whether the text has its pieces: "Port au Prince" is "Port-au-Prince" and "Abukamal" is
    /// "Abu Kamal", but "MERS in" is not "Mersin".
    fn is_cut_like(&self, run: &[Piece], spelling: Spelling) -> bool {
        match spelling {
            Spelling::Strict => run.len() <= self.n_pieces || run[1..].iter().all(|it| it.hyphened),
            Spelling::Loose => {
                let n_letters: usize = run.iter().map(|it| it.letters.len()).sum();
                run.len() == self.n_pieces && n_letters > 5
            }
        }
    }

    fn fits(&self, run: &[Piece], capitals: Capitals, has_the: bool) -> bool {
        let article_fits = match (self.article, run[0].article) {
            (Article::None, Article::None) => true,
            (Article::None, written) => written != Article::El && !self.ordinary,
            // "Nusra" is al-Nusra, but "Bab" is not al-Bab, nor "Khalil" the city al-Khalil.
            (Article::Joined, Article::None) => self.key.len() >= 5 && !self.ordinary,
            (Article::Apart | Article::El, Article::None) => false,
            (_, _) => true,
        };
        let case_fits = match self.case {
            Case::Any => true,
            Case::Capital => run.iter().any(|it| it.capital),
            Case::AcronymOrTitle => run[0].capital,
            Case::Acronym => run.iter().all(|it| it.shouted),
        };
        let is_told = match (self.case, capitals) {
            _ if !self.ordinary => true,
            (_, Capitals::All) => false,
            // "NINA" is a news agency, and "Nina" a woman.
            (Case::Acronym | Case::AcronymOrTitle, _) => run[0].shouted,
            // "Swat" is a valley, and "SWAT" a police squad. "The Independent" is a newspaper.
            (_, Capitals::Tell) => !run[0].shouted && (!self.has_the || has_the),
            (_, Capitals::Begin) => false,
        };
        article_fits && case_fits && is_told
    }
}

impl Case {
    fn of(pieces: &[Piece]) -> Case {
        match pieces {
            [one] if one.shouted && one.letters.len() <= 3 => Case::Acronym,
            [one] if one.shouted => Case::AcronymOrTitle,
            _ if pieces.iter().any(|it| it.capital) => Case::Capital,
            _ => Case::Any,
        }
    }
}

/// The pieces of a name, without a leading "the".
pub(super) fn name_pieces(name: &str) -> Vec<Piece> {
    let mut pieces = pieces(name.split_whitespace());
    if pieces.len() > 1 && pieces[0].letters == "the" {
        pieces.remove(0);
    }
    pieces.retain(|it| !it.letters.is_empty());
    pieces
}

/// Whether a text tells nothing by its capitals, having no other letters.
fn in_capitals(pieces: &[Piece]) -> bool {
    pieces.iter().filter(|it| it.shouted).count() > 2
        && pieces.iter().all(|it| it.shouted || it.letters.chars().all(|it| it.is_ascii_digit()))
}
