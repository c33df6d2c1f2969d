//! Finding: which names of the register stand in a text, longest first. What a name means where
//! the register gives it several senses is for the reader of the [`Mention`].

use std::ops::Range;

use super::fold::{Article, Piece, loose, pieces};
use super::{Entry, EntryId, Register};

/// Names in capitals that are words of English too, so that they mean nothing in a line that is
/// all in capitals.
const ALSO_WORDS: [&str; 16] = [
    "aid", "am", "are", "as", "at", "can", "car", "he", "is", "it", "may", "mend", "or", "so",
    "us", "who",
];

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

#[derive(Clone, Debug)]
struct Name {
    key: String,
    sense: Sense,
    case: Case,
    /// Whether the name without its article is another word: "El Salvador".
    keeps_article: bool,
}

/// What a text must have for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// Nothing: "police", "dpa".
    Any,
    /// A capital letter.
    Capital,
    /// A capital letter to begin with: names as long as "Isis" are written so too.
    AcronymOrTitle,
    /// Capitals only.
    Acronym,
}

impl Register {
    /// What these words together may mean, likelier first; nothing where they are no name.
    pub fn find(&self, words: &str) -> Vec<Sense> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let words: &[&str] = match words.as_slice() {
            [first, rest @ ..] if first.eq_ignore_ascii_case("the") && !rest.is_empty() => rest,
            all => all,
        };
        let pieces = pieces(words.iter().copied());
        match self.index.longest(&pieces, 0, in_capitals(&pieces)) {
            Some((end, senses)) if end == pieces.len() => senses,
            _ => Vec::new(),
        }
    }

    /// All names in these words, from left to right, none within another.
    pub fn find_all<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Vec<Mention> {
        let words: Vec<&str> = words.into_iter().collect();
        let pieces = pieces(words.iter().copied());
        let in_capitals = in_capitals(&pieces);
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let Some((end, senses)) = self.index.longest(&pieces, at, in_capitals) else {
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
    /// The names of these entries; `transliterated` says whose names are spelt at will.
    pub(super) fn new(entries: &[Entry], transliterated: impl Fn(&Entry) -> bool) -> Index {
        let mut index = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            let id = super::entry_id(at);
            let is_loose = transliterated(entry);
            for (naming, name) in entry.names() {
                let pieces = name_pieces(name);
                let Some(first) = pieces.first() else { continue };
                let key: String = pieces.iter().map(|it| it.letters.as_str()).collect();
                let name = Name {
                    sense: Sense { entry: id, naming },
                    case: Case::of(&pieces),
                    keeps_article: match first.article {
                        Article::None => false,
                        Article::Joined => key.len() < 5,
                        Article::Apart => true,
                    },
                    key,
                };
                if is_loose && name.key.len() >= 5 && name.case == Case::Capital {
                    let key = pieces.iter().map(|it| loose(&it.letters)).collect();
                    index.loose.push(Name { key, ..name.clone() });
                }
                index.strict.push(name);
            }
        }
        index.strict.sort_by(|one, other| one.key.cmp(&other.key));
        index.loose.sort_by(|one, other| one.key.cmp(&other.key));
        index
    }

    /// The longest name that starts with piece `from`: the piece behind it, and what it may mean.
    fn longest(
        &self,
        pieces: &[Piece],
        from: usize,
        in_capitals: bool,
    ) -> Option<(usize, Vec<Sense>)> {
        let first = &pieces[from];
        if !first.opens {
            return None;
        }
        longest_in(&self.strict, pieces, from, in_capitals, str::to_owned).or_else(|| {
            first
                .capital
                .then(|| longest_in(&self.loose, pieces, from, in_capitals, loose))
                .flatten()
        })
    }
}

fn longest_in(
    names: &[Name],
    pieces: &[Piece],
    from: usize,
    in_capitals: bool,
    fold: impl Fn(&str) -> String,
) -> Option<(usize, Vec<Sense>)> {
    let mut key = String::new();
    let mut left = names;
    let mut best = None;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if piece.letters.is_empty() {
            break;
        }
        key.push_str(&fold(&piece.letters));
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
            .filter(|it| it.fits(run, in_capitals))
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
    fn fits(&self, run: &[Piece], in_capitals: bool) -> bool {
        let has_article = run[0].article != Article::None;
        if self.keeps_article && !has_article {
            return false;
        }
        match self.case {
            Case::Any => true,
            Case::Capital => run.iter().any(|it| it.capital),
            Case::AcronymOrTitle => run[0].capital,
            Case::Acronym => {
                run.iter().all(|it| it.shouted)
                    && !(in_capitals && ALSO_WORDS.contains(&self.key.as_str()))
            }
        }
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
