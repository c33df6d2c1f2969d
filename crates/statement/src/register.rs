//! Register: who and what news names, as data. Sources, armed actors, countries, places, and the
//! common nouns that stand for a giver of news ("police", "a spokesman").
//!
//! The data lies in `registers/*.toml`; people add their own files of the same shape. Here are the
//! entries; loading is in `register/load.rs`, finding in `register/find.rs`, what a giver is in
//! `register/resolve.rs`. Which of several senses
//! a text means, and whom "the group" means, is not decided here.

mod find;
mod kind;
mod load;
mod resolve;

use std::fmt;
use std::sync::OnceLock;

use jiff::civil::Date;
use smol_str::SmolStr;

pub use self::find::{Mention, Naming, Sense};
pub use self::kind::{Kind, PlaceKind};
pub use self::load::{CountryCode, EntryProblem, RegisterError};
pub use self::resolve::Giver;

use self::find::Index;

/// Who and what news names.
#[derive(Clone, Debug)]
pub struct Register {
    entries: Vec<Entry>,
    index: Index,
}

/// Which entry of a [`Register`].
///
/// Invariant: made by the register that it is an entry of, and counts only there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(u32);

/// One thing that news names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Somebody who gives news: an agency, a monitor, a ministry.
    Source(Party),
    /// Somebody who fights: an armed group, an army.
    Actor(Party),
    /// A country or a territory commonly named like one.
    Country(Country),
    /// A city, province, region, camp, strait.
    Place(Place),
    /// A common noun that stands for a giver of news.
    Word(Word),
    /// What a person is: "spokesman", "governor", "doctor".
    Role(Role),
}

/// A source or an armed actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As a person would file it.
    pub name: SmolStr,
    /// Other names.
    pub also: Vec<SmolStr>,
    /// What it was called before it took its name, the earliest first.
    pub formerly: Vec<Former>,
    /// Names that mean it only where the full name was seen before: "the Observatory".
    pub short: Vec<SmolStr>,
    /// What it is.
    pub kind: Kind,
    /// Where it is at home, the first one first. Empty where it belongs to no country.
    pub countries: Vec<CountryCode>,
    /// Whose side it is on, as its own entry or a government is named: "Syrian government".
    pub side: Option<SmolStr>,
    /// What anybody can look up about it: its address in the web, where and since when it is.
    pub fact: Option<SmolStr>,
}

/// A name that another one took over from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The name.
    pub name: SmolStr,
    /// The first day of the name after it.
    pub until: Date,
}

/// A country or a territory commonly named like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 alpha-2, also of countries that are no more; XK for Kosovo.
    pub code: CountryCode,
    /// As wires name it.
    pub name: SmolStr,
    /// Other names.
    pub also: Vec<SmolStr>,
    /// "Syrian".
    pub adjectives: Vec<SmolStr>,
    /// "Syrians".
    pub people: Vec<SmolStr>,
    /// Whether wires leave its name out behind those of its places: "Hebron, West Bank".
    pub left_out: bool,
}

/// A place within a country, or a region over several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As wires name it.
    pub name: SmolStr,
    /// Other names and spellings.
    pub also: Vec<SmolStr>,
    /// "Gazan".
    pub adjectives: Vec<SmolStr>,
    /// "Gazans".
    pub people: Vec<SmolStr>,
    /// What it is.
    pub kind: PlaceKind,
    /// What it lies in, from small to large, without the country.
    pub within: Vec<SmolStr>,
    /// `None` for a region over several countries.
    pub country: Option<CountryCode>,
    /// Whether its name stands for the country's government: "Moscow said".
    pub seat: bool,
}

/// A common noun that stands for a giver of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The noun, in the form that is commonest.
    pub name: SmolStr,
    /// Other forms and nouns of the same meaning.
    pub also: Vec<SmolStr>,
    /// Who is meant.
    pub kind: Kind,
    /// How a person would file it where no more is known: "unnamed official".
    pub filed: SmolStr,
    /// Whether a country before it makes it one institution: "Syrian foreign ministry".
    pub institution: bool,
}

/// What a person is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The noun.
    pub name: SmolStr,
    /// Other forms: "spokeswoman".
    pub also: Vec<SmolStr>,
    /// Whom such a person belongs to.
    pub kind: Kind,
    /// Whether what the person says is said by those spoken for.
    pub speaks_for: bool,
}

impl Register {
    /// The register that comes with the program, read once.
    pub fn built_in() -> &'static Register {
        static BUILT_IN: OnceLock<Register> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            load::built_in().expect("the registers of the program are read in its tests")
        })
    }

    /// All entries, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(at, entry)| (entry_id(at), entry))
    }

    /// The entry itself.
    ///
    /// # Panics
    /// Where `id` is of another register with more entries.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The country of this code.
    pub fn country(&self, code: CountryCode) -> Option<&Country> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Country(country) if country.code == code => Some(country),
            _ => None,
        })
    }

    /// The name as a person would file it: "SANA", "Homs, Syria", "unnamed official".
    pub fn filed(&self, id: EntryId) -> String {
        match self.entry(id) {
            Entry::Place(place) => {
                let country =
                    place.country.and_then(|code| self.country(code)).filter(|it| !it.left_out);
                let parts: Vec<&str> = std::iter::once(&place.name)
                    .chain(&place.within)
                    .chain(country.map(|it| &it.name).filter(|it| **it != place.name))
                    .map(SmolStr::as_str)
                    .collect();
                parts.join(", ")
            }
            Entry::Word(word) => word.filed.to_string(),
            other => other.name().to_owned(),
        }
    }

    /// The likeliest sense of a mention as a person would file it, with whose it is: "Syrian
    /// foreign ministry", "unnamed Houthis official".
    pub fn filed_mention(&self, mention: &Mention) -> String {
        let id = mention.senses[0].entry;
        let (Entry::Word(word), Some(of)) = (self.entry(id), mention.of) else {
            return self.filed(id);
        };
        let owner = match self.entry(of) {
            Entry::Country(country) => country.adjectives.first().unwrap_or(&country.name),
            other => &SmolStr::from(other.name()),
        };
        match word.filed.strip_prefix("unnamed ") {
            Some(filed) => format!("unnamed {owner} {filed}"),
            None => format!("{owner} {}", word.filed),
        }
    }
}

impl Party {
    /// Its name on this day; the one it has now where the day is not known.
    pub fn name_on(&self, day: Option<Date>) -> &SmolStr {
        self.formerly
            .iter()
            .find(|it| day.is_some_and(|day| day < it.until))
            .map_or(&self.name, |it| &it.name)
    }
}

impl Entry {
    /// Its first name.
    pub fn name(&self) -> &str {
        match self {
            Entry::Source(party) | Entry::Actor(party) => &party.name,
            Entry::Country(country) => &country.name,
            Entry::Place(place) => &place.name,
            Entry::Word(word) => &word.name,
            Entry::Role(role) => &role.name,
        }
    }

    /// What it is, of those who can say or do something.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Entry::Source(party) | Entry::Actor(party) => Some(party.kind),
            Entry::Word(word) => Some(word.kind),
            Entry::Role(role) => Some(role.kind),
            Entry::Country(_) | Entry::Place(_) => None,
        }
    }

    /// The country it belongs to, the first of several.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Entry::Source(party) | Entry::Actor(party) => party.countries.first().copied(),
            Entry::Country(country) => Some(country.code),
            Entry::Place(place) => place.country,
            Entry::Word(_) | Entry::Role(_) => None,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn entry_id(at: usize) -> EntryId {
    EntryId(u32::try_from(at).expect("a register has fewer than four thousand million entries"))
}

#[cfg(test)]
mod tests;
