//! Names: what the register knows of the words of one sentence. What a name means where it stands
//! is decided by those who ask.

use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::{
    register::{Entry, Kind, Naming, Register},
    tree::Tree,
};

/// The names of a sentence that stand in the register.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    places: Vec<PlaceName>,
    parties: Vec<Party>,
    words: Vec<CommonName>,
    /// Countries that are named in any way, each once: "Syria", "Syrian army", "Homs".
    countries: Vec<SmolStr>,
    /// Those of them that are named themselves or by their people and parties, not only by a place that
    /// the register knows: "Syria", "Syrian army".
    spoken: Vec<SmolStr>,
}

/// A country or a place.
#[derive(Clone, Debug)]
pub(crate) struct PlaceName {
    pub(crate) words: Range<usize>,
    /// The words of the text, and what the place lies in by the register, without the country.
    pub(crate) chain: Vec<SmolStr>,
    /// The country it lies in, or is.
    pub(crate) country: Option<SmolStr>,
    pub(crate) is_country: bool,
}

/// A source or an armed actor.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) words: Range<usize>,
    /// As the register files it on the report's day.
    pub(crate) name: SmolStr,
    /// As the text has it here.
    pub(crate) written: SmolStr,
    pub(crate) kind: Kind,
    /// "the Observatory": counts only where the full name stands elsewhere.
    pub(crate) is_short: bool,
}

/// A common noun that stands for a giver, or the role of one.
#[derive(Clone, Debug)]
pub(crate) struct CommonName {
    pub(crate) words: Range<usize>,
    pub(crate) kind: Kind,
    is_role: bool,
}

impl Names {
    /// The names of this sentence, parties by the name they had when it was published.
    pub(crate) fn read(register: &Register, tree: &Tree, published: Option<Date>) -> Names {
        let mut names = Names::default();
        for mention in register.find_all(tree.sentence.tokens.iter().map(|it| it.text.as_str())) {
            let words = mention.words.clone();
            // Of several senses the party is meant where someone speaks; places are kept as well.
            for sense in &mention.senses {
                names.add_country(register, sense.entry);
                match register.entry(sense.entry) {
                    Entry::Source(party) | Entry::Actor(party) => names.parties.push(Party {
                        words: words.clone(),
                        name: party.name_on(published).clone(),
                        written: SmolStr::from(tree.words(words.start..=words.end - 1)),
                        kind: party.kind,
                        is_short: sense.naming == Naming::Short,
                    }),
                    Entry::Country(_) | Entry::Place(_)
                        if !matches!(sense.naming, Naming::Adjective | Naming::People) =>
                    {
                        names.add_place(register, tree, &words, sense.entry);
                    }
                    Entry::Country(_) | Entry::Place(_) => {}
                    Entry::Word(word) => {
                        names.words.push(CommonName {
                            words: words.clone(),
                            kind: word.kind,
                            is_role: false,
                        });
                    }
                    Entry::Role(role) => {
                        names.words.push(CommonName {
                            words: words.clone(),
                            kind: role.kind,
                            is_role: true,
                        });
                    }
                }
            }
        }
        names
    }

    fn add_country(&mut self, register: &Register, id: crate::register::EntryId) {
        let country = register.entry(id).country().and_then(|code| register.country(code));
        let Some(country) = country else { return };
        if !self.countries.contains(&country.name) {
            self.countries.push(country.name.clone());
        }
        let is_place = matches!(register.entry(id), Entry::Place(_));
        if !is_place && !self.spoken.contains(&country.name) {
            self.spoken.push(country.name.clone());
        }
    }

    /// The country the sentence speaks of, where it is only one.
    pub(crate) fn only_country(&self) -> Option<&SmolStr> {
        match self.countries.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The countries the sentence speaks of, each once, without those that only a place's name tells.
    pub(crate) fn spoken(&self) -> &[SmolStr] {
        &self.spoken
    }

    fn add_place(
        &mut self,
        register: &Register,
        tree: &Tree,
        words: &Range<usize>,
        id: crate::register::EntryId,
    ) {
        if self.places.iter().any(|place| place.words == *words) {
            return;
        }
        let as_written = SmolStr::from(tree.words(words.start..=words.end - 1));
        let (chain, country, is_country) = match register.entry(id) {
            Entry::Country(country) => {
                // "U.S." and "Britain" are written as the register writes them.
                (vec![country.name.clone()], Some(country.name.clone()), true)
            }
            Entry::Place(place) => {
                let country = place.country.and_then(|code| register.country(code));
                let chain =
                    std::iter::once(as_written).chain(place.within.iter().cloned()).collect();
                (chain, country.map(|it| it.name.clone()), false)
            }
            Entry::Source(_) | Entry::Actor(_) | Entry::Word(_) | Entry::Role(_) => return,
        };
        self.places.push(PlaceName { words: words.clone(), chain, country, is_country });
    }

    pub(crate) fn places(&self) -> &[PlaceName] {
        &self.places
    }

    pub(crate) fn parties(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter()
    }

    /// The party whose name holds this token.
    pub(crate) fn party_at(&self, it: usize) -> Option<&Party> {
        self.parties.iter().find(|party| party.words.contains(&it))
    }

    /// The first party named within these words.
    pub(crate) fn party_in(&self, words: &RangeInclusive<usize>) -> Option<&Party> {
        self.parties.iter().find(|party| {
            words.contains(&party.words.start) && words.contains(&(party.words.end - 1))
        })
    }

    /// Whether these words are a party's name.
    pub(crate) fn is_party(&self, words: &Range<usize>) -> bool {
        self.parties.iter().any(|party| {
            !party.is_short && party.words.start < words.end && words.start < party.words.end
        })
    }

    /// The name of the place that holds this token.
    pub(crate) fn place_at(&self, it: usize) -> Option<&str> {
        self.places
            .iter()
            .find(|place| place.words.contains(&it))
            .and_then(|place| place.chain.first())
            .map(SmolStr::as_str)
    }

    /// The common noun that holds this token.
    pub(crate) fn word_at(&self, it: usize) -> Option<&CommonName> {
        self.words.iter().find(|word| word.words.contains(&it))
    }

    /// Whom a person of this role belongs to, where the token is a role.
    pub(crate) fn role_at(&self, it: usize) -> Option<Kind> {
        self.words
            .iter()
            .find(|word| word.is_role && word.words.contains(&it))
            .map(|word| word.kind)
    }
}
