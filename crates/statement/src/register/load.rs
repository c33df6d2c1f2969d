//! Loading: register files to entries, typed, with errors that say where. The folding of names and
//! the search are not here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use smol_str::SmolStr;
use thiserror::Error;
use toml::Spanned;

use super::find::{Index, Name, Naming, Sense, name_pieces};
use super::{Country, Entry, Former, Kind, Party, Place, PlaceKind, Register, Role, Word};

/// The files that come with the program.
const BUILT_IN: [(&str, &str); 5] = [
    ("countries.toml", include_str!("../../registers/countries.toml")),
    ("actors.toml", include_str!("../../registers/actors.toml")),
    ("sources.toml", include_str!("../../registers/sources.toml")),
    ("places.toml", include_str!("../../registers/places.toml")),
    ("generic.toml", include_str!("../../registers/generic.toml")),
];

/// Two capital letters of ISO 3166.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

/// A register that cannot be read.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// The disk does not give it.
    #[error("cannot read the register `{}`: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder without registers.
    #[error(
        "no register in `{}`: it holds no file whose name ends in `.toml`; name another folder, \
         or put a register into it", folder.display()
    )]
    Nothing {
        /// The folder.
        folder: PathBuf,
    },
    /// Not TOML, or not of a register's shape.
    #[error("cannot read the register `{file}`: {}", problem.to_string().trim_end())]
    Broken {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        problem: Box<toml::de::Error>,
    },
    /// An entry that contradicts itself or another one.
    #[error("cannot read the register `{file}`, line {line}, column {column}: {problem}")]
    Entry {
        /// The file.
        file: String,
        /// Line of the entry's name, from 1.
        line: usize,
        /// Column of the entry's name, in characters from 1.
        column: usize,
        /// What is wrong.
        problem: EntryProblem,
    },
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EntryProblem {
    /// No way to find it.
    #[error(
        "the name `{name}` of `{entry}` has no letter and no digit; write a name, or take it out"
    )]
    Empty {
        /// The name.
        name: SmolStr,
        /// Its entry.
        entry: SmolStr,
    },
    /// A name of two entries.
    #[error(
        "`{name}` is a name of `{entry}` and of `{other}`; take it out of one, or where both are \
         called so, name it in `shared` of both"
    )]
    Double {
        /// The name.
        name: SmolStr,
        /// The later entry.
        entry: SmolStr,
        /// The earlier entry.
        other: SmolStr,
    },
    /// A country that no register has.
    #[error(
        "`{entry}` belongs to `{code}`, which is the code of no country; correct it, or add the country"
    )]
    UnknownCountry {
        /// The entry.
        entry: SmolStr,
        /// The code.
        code: CountryCode,
    },
    /// A source or an actor of which nothing says what it is.
    #[error("nothing says what `{entry}` is; write its `kind`, or that of its whole list")]
    NoKind {
        /// The entry.
        entry: SmolStr,
    },
    /// A code of two countries.
    #[error("`{code}` is the code of `{entry}` and of `{other}`; correct one of them")]
    DoubleCode {
        /// The code.
        code: CountryCode,
        /// The later country.
        entry: SmolStr,
        /// The earlier country.
        other: SmolStr,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    #[serde(default)]
    source: Vec<PartyRow>,
    #[serde(default)]
    sources: Vec<PartiesRow>,
    #[serde(default)]
    actor: Vec<PartyRow>,
    #[serde(default)]
    actors: Vec<PartiesRow>,
    #[serde(default)]
    country: Vec<CountryRow>,
    #[serde(default)]
    place: Vec<PlaceRow>,
    #[serde(default)]
    places: Vec<PlacesRow>,
    #[serde(default)]
    word: Vec<WordRow>,
    #[serde(default)]
    role: Vec<RoleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyRow {
    name: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    formerly: Vec<FormerRow>,
    short: Option<Vec<String>>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
    kind: Option<Kind>,
    countries: Option<Vec<CountryCode>>,
    side: Option<String>,
    fact: Option<String>,
}

/// Sources or actors, one a line, with what most of them have in common.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartiesRow {
    kind: Option<Kind>,
    #[serde(default)]
    countries: Vec<CountryCode>,
    #[serde(default)]
    short: Vec<String>,
    side: Option<String>,
    list: Vec<PartyRow>,
}

/// A name that another one took over from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerRow {
    name: String,
    /// The first day of the name after it.
    #[serde(deserialize_with = "day")]
    until: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryRow {
    code: CountryCode,
    name: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    /// The capital with its other spellings.
    #[serde(default)]
    capital: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
    /// Whether its name is left out behind those of its places.
    #[serde(default)]
    left_out: bool,
    /// Whether its names come from another script, so that wires spell them at will.
    #[serde(default)]
    transliterated: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    name: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
    kind: PlaceKind,
    #[serde(default)]
    within: Vec<String>,
    country: Option<CountryCode>,
    #[serde(default)]
    seat: bool,
}

/// Places that differ by their names alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesRow {
    kind: PlaceKind,
    #[serde(default)]
    within: Vec<String>,
    country: Option<CountryCode>,
    /// Of each place its name, and behind it its other names.
    names: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordRow {
    name: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
    kind: Kind,
    /// Its own name where this is left out.
    filed: Option<String>,
    #[serde(default)]
    institution: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRow {
    name: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    ordinary: Vec<String>,
    kind: Kind,
    #[serde(default)]
    speaks_for: bool,
}

/// An entry with what only loading needs.
struct Draft {
    entry: Entry,
    traits: Traits,
    file: usize,
    /// Byte of its name in the file.
    at: usize,
}

/// What a row says of its names.
#[derive(Default)]
struct Traits {
    /// Names that other entries of the table have too, on purpose.
    shared: Vec<String>,
    /// Names that are ordinary words too.
    ordinary: Vec<String>,
    /// Of a country: whether its names come from another script.
    transliterated: bool,
    /// Made of another row, so that its names are not compared: a country's capital.
    derived: bool,
}

impl Register {
    /// The built-in register with the files of a folder. Where a file has an entry of the same
    /// table and name as the built-in one, the file's counts.
    pub fn with_folder(folder: &Path) -> Result<Register, RegisterError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| RegisterError::Unreadable { path, source }
        };
        let mut paths = Vec::new();
        for item in fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = item.map_err(unreadable(folder))?.path();
            if path.extension().is_some_and(|it| it == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        if paths.is_empty() {
            return Err(RegisterError::Nothing { folder: folder.to_owned() });
        }
        let mut files = Vec::new();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.push((path.display().to_string(), text));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        Register::with(&files)
    }

    /// The built-in register with these files, each a name and its text.
    pub fn with(files: &[(&str, &str)]) -> Result<Register, RegisterError> {
        load(&BUILT_IN, files)
    }
}

/// The register of the program alone.
pub(super) fn built_in() -> Result<Register, RegisterError> {
    load(&BUILT_IN, &[])
}

/// A register of `base`, and of `own`, whose entries stand in for those of `base`.
pub(super) fn load(base: &[(&str, &str)], own: &[(&str, &str)]) -> Result<Register, RegisterError> {
    let files: Vec<(&str, &str)> = base.iter().chain(own).copied().collect();
    let mut drafts = Vec::new();
    for (file, (name, text)) in files.iter().enumerate() {
        let rows: Rows = toml::from_str(text).map_err(|problem| RegisterError::Broken {
            file: (*name).to_owned(),
            problem: Box::new(problem),
        })?;
        rows.draft(file, &mut drafts).map_err(|(at, problem)| refused(files[file], at, problem))?;
    }
    let of_own = |draft: &Draft| draft.file >= base.len();
    let corrected: BTreeSet<(u8, SmolStr)> = drafts
        .iter()
        .filter(|it| of_own(it))
        .map(|it| (it.entry.table(), it.entry.name().into()))
        .collect();
    if !corrected.is_empty() {
        drafts.retain(|it| {
            of_own(it) || !corrected.contains(&(it.entry.table(), it.entry.name().into()))
        });
    }
    check_codes(&drafts).map_err(|(draft, problem)| draft.refused(&files, problem))?;
    let names = names(&drafts).map_err(|(draft, problem)| draft.refused(&files, problem))?;
    let index = Index::new(names);
    check_double(&drafts, &index).map_err(|(draft, problem)| draft.refused(&files, problem))?;
    let entries = drafts.into_iter().map(|it| it.entry).collect();
    Ok(Register { entries, index })
}

/// The names of all entries.
fn names(drafts: &[Draft]) -> Result<Vec<Name>, (&Draft, EntryProblem)> {
    let transliterated: BTreeSet<CountryCode> = drafts
        .iter()
        .filter(|it| it.traits.transliterated)
        .filter_map(|it| it.entry.country())
        .collect();
    let mut names = Vec::with_capacity(drafts.len() * 3);
    for (at, draft) in drafts.iter().enumerate() {
        let entry = &draft.entry;
        let is_transliterated = matches!(entry, Entry::Actor(_) | Entry::Place(_))
            && entry.country().is_some_and(|code| transliterated.contains(&code));
        for (naming, written) in entry.names() {
            let sense = Sense { entry: super::entry_id(at), naming };
            let Some(name) = Name::read(written, sense, is_transliterated) else {
                let problem =
                    EntryProblem::Empty { name: written.into(), entry: entry.name().into() };
                return Err((draft, problem));
            };
            let is_ordinary = draft.traits.ordinary.iter().any(|it| it == written);
            names.push(if is_ordinary { name.ordinary() } else { name });
        }
    }
    Ok(names)
}

/// Refuses a name of two entries of one table, unless both say that they share it.
fn check_double<'d>(drafts: &'d [Draft], index: &Index) -> Result<(), (&'d Draft, EntryProblem)> {
    let of = |name: &Name| &drafts[name.sense.entry.0 as usize];
    let first_double = index
        .same_keys()
        .flat_map(|same| {
            same.iter().enumerate().flat_map(|(at, one)| same[..at].iter().map(move |it| (it, one)))
        })
        .filter(|(one, other)| {
            one.sense.entry != other.sense.entry
                && of(one).entry.table() == of(other).entry.table()
                && of(one).compares(one.sense.naming)
                && of(other).compares(other.sense.naming)
                && !(of(one).shares(&one.key) && of(other).shares(&one.key))
        })
        .min_by_key(|(_, later)| later.sense.entry);
    let Some((one, later)) = first_double else { return Ok(()) };
    let (other, draft) = (of(one), of(later));
    let written = draft.entry.names().map(|(_, written)| written).find(|it| key(it) == later.key);
    let problem = EntryProblem::Double {
        name: written.expect("the key was made of one of the names").into(),
        entry: draft.entry.name().into(),
        other: other.entry.name().into(),
    };
    Err((draft, problem))
}

/// The folded letters of a name.
fn key(written: &str) -> String {
    name_pieces(written).iter().map(|it| it.letters.as_str()).collect()
}

fn check_codes(drafts: &[Draft]) -> Result<(), (&Draft, EntryProblem)> {
    let mut codes: BTreeMap<CountryCode, &str> = BTreeMap::new();
    for draft in drafts {
        let Entry::Country(country) = &draft.entry else { continue };
        if let Some(other) = codes.insert(country.code, &country.name) {
            let entry = country.name.clone();
            let other = other.into();
            return Err((draft, EntryProblem::DoubleCode { code: country.code, entry, other }));
        }
    }
    for draft in drafts {
        let named = match &draft.entry {
            Entry::Source(party) | Entry::Actor(party) => party.countries.as_slice(),
            Entry::Place(place) => place.country.as_slice(),
            Entry::Country(_) | Entry::Word(_) | Entry::Role(_) => &[],
        };
        if let Some(&code) = named.iter().find(|code| !codes.contains_key(code)) {
            let entry = draft.entry.name().into();
            return Err((draft, EntryProblem::UnknownCountry { entry, code }));
        }
    }
    Ok(())
}

impl Draft {
    /// Whether another entry of its table may not have such a name.
    fn compares(&self, naming: Naming) -> bool {
        naming != Naming::Short && !self.traits.derived
    }

    fn shares(&self, folded: &str) -> bool {
        self.traits.shared.iter().any(|it| key(it) == folded)
    }

    fn refused(&self, files: &[(&str, &str)], problem: EntryProblem) -> RegisterError {
        refused(files[self.file], self.at, problem)
    }
}

/// What is wrong with the entry at this byte of the file, with line and column.
fn refused((file, text): (&str, &str), at: usize, problem: EntryProblem) -> RegisterError {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    RegisterError::Entry {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
        problem,
    }
}

impl Rows {
    fn draft(self, file: usize, drafts: &mut Vec<Draft>) -> Result<(), (usize, EntryProblem)> {
        let mut add = |entry, traits, at| drafts.push(Draft { entry, traits, file, at });
        for row in self.country {
            let at = row.name.span().start;
            let capital = row.capital.split_first().map(|(name, also)| Place {
                name: name.into(),
                also: also.iter().map(SmolStr::from).collect(),
                adjectives: Vec::new(),
                people: Vec::new(),
                kind: PlaceKind::City,
                within: Vec::new(),
                country: Some(row.code),
                seat: true,
            });
            let country = Country {
                code: row.code,
                name: row.name.into_inner().into(),
                also: strings(row.also),
                adjectives: strings(row.adjectives),
                people: strings(row.people),
                left_out: row.left_out,
            };
            let traits = Traits {
                transliterated: row.transliterated,
                ..Traits::of(row.shared, row.ordinary)
            };
            add(Entry::Country(country), traits, at);
            if let Some(capital) = capital {
                let traits = Traits { derived: true, ..Traits::default() };
                add(Entry::Place(capital), traits, at);
            }
        }
        let alone = |list| PartiesRow { list, ..PartiesRow::default() };
        for all in std::iter::once(alone(self.source)).chain(self.sources) {
            all.draft(|party, traits, at| add(Entry::Source(party), traits, at))?;
        }
        for all in std::iter::once(alone(self.actor)).chain(self.actors) {
            all.draft(|party, traits, at| add(Entry::Actor(party), traits, at))?;
        }
        for row in self.place {
            let at = row.name.span().start;
            let place = Place {
                name: row.name.into_inner().into(),
                also: strings(row.also),
                adjectives: strings(row.adjectives),
                people: strings(row.people),
                kind: row.kind,
                within: strings(row.within),
                country: row.country,
                seat: row.seat,
            };
            add(Entry::Place(place), Traits::of(row.shared, row.ordinary), at);
        }
        for row in self.places {
            for names in row.names {
                let at = names.span().start;
                let mut names = names.into_inner().into_iter().map(SmolStr::from);
                let place = Place {
                    name: names.next().unwrap_or_default(),
                    also: names.collect(),
                    adjectives: Vec::new(),
                    people: Vec::new(),
                    kind: row.kind,
                    within: row.within.iter().map(SmolStr::from).collect(),
                    country: row.country,
                    seat: false,
                };
                let traits = Traits::among(&row.shared, &row.ordinary, &place.name, &place.also);
                add(Entry::Place(place), traits, at);
            }
        }
        for row in self.word {
            let at = row.name.span().start;
            let name = SmolStr::from(row.name.into_inner());
            let word = Word {
                also: strings(row.also),
                kind: row.kind,
                filed: row.filed.map_or_else(|| name.clone(), SmolStr::from),
                institution: row.institution,
                name,
            };
            add(Entry::Word(word), Traits::of(row.shared, row.ordinary), at);
        }
        for row in self.role {
            let at = row.name.span().start;
            let role = Role {
                name: row.name.into_inner().into(),
                also: strings(row.also),
                kind: row.kind,
                speaks_for: row.speaks_for,
            };
            add(Entry::Role(role), Traits::of(row.shared, row.ordinary), at);
        }
        Ok(())
    }
}

impl PartiesRow {
    /// The parties of the list, each with what is the list's where it has nothing of its own.
    fn draft(self, mut add: impl FnMut(Party, Traits, usize)) -> Result<(), (usize, EntryProblem)> {
        for row in self.list {
            let at = row.name.span().start;
            let name = SmolStr::from(row.name.into_inner());
            let Some(kind) = row.kind.or(self.kind) else {
                return Err((at, EntryProblem::NoKind { entry: name }));
            };
            let mut formerly: Vec<Former> = row
                .formerly
                .into_iter()
                .map(|it| Former { name: it.name.into(), until: it.until })
                .collect();
            formerly.sort_by_key(|it| it.until);
            let party = Party {
                name,
                also: strings(row.also),
                formerly,
                short: strings(row.short.unwrap_or_else(|| self.short.clone())),
                kind,
                countries: row.countries.unwrap_or_else(|| self.countries.clone()),
                side: row.side.or_else(|| self.side.clone()).map(SmolStr::from),
                fact: row.fact.map(SmolStr::from),
            };
            add(party, Traits::of(row.shared, row.ordinary), at);
        }
        Ok(())
    }
}

impl Traits {
    fn of(shared: Vec<String>, ordinary: Vec<String>) -> Traits {
        Traits { shared, ordinary, ..Traits::default() }
    }

    /// What a row of several says of the names of one.
    fn among(shared: &[String], ordinary: &[String], name: &str, also: &[SmolStr]) -> Traits {
        let own = |all: &[String]| {
            all.iter()
                .filter(|it| *it == name || also.iter().any(|also| also == *it))
                .cloned()
                .collect()
        };
        Traits::of(own(shared), own(ordinary))
    }
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let day = String::deserialize(from)?;
    day.parse().map_err(|_| {
        serde::de::Error::custom(format!("`{day}` is no day; write one like \"2016-07-28\""))
    })
}

fn strings(all: Vec<String>) -> Vec<SmolStr> {
    all.into_iter().map(SmolStr::from).collect()
}

impl Entry {
    /// All its names, each with how it names it.
    pub(super) fn names(&self) -> impl Iterator<Item = (Naming, &str)> {
        let none: &[SmolStr] = &[];
        let formerly: &[Former] = match self {
            Entry::Source(it) | Entry::Actor(it) => &it.formerly,
            _ => &[],
        };
        let (also, adjectives, people, short) = match self {
            Entry::Source(it) | Entry::Actor(it) => (&*it.also, none, none, &*it.short),
            Entry::Country(it) => (&*it.also, &*it.adjectives, &*it.people, none),
            Entry::Place(it) => (&*it.also, &*it.adjectives, &*it.people, none),
            Entry::Word(it) => (&*it.also, none, none, none),
            Entry::Role(it) => (&*it.also, none, none, none),
        };
        std::iter::once((Naming::Name, self.name()))
            .chain(also.iter().map(|it| (Naming::Other, it.as_str())))
            .chain(formerly.iter().map(|it| (Naming::Other, it.name.as_str())))
            .chain(adjectives.iter().map(|it| (Naming::Adjective, it.as_str())))
            .chain(people.iter().map(|it| (Naming::People, it.as_str())))
            .chain(short.iter().map(|it| (Naming::Short, it.as_str())))
    }

    fn table(&self) -> u8 {
        match self {
            Entry::Source(_) => 0,
            Entry::Actor(_) => 1,
            Entry::Country(_) => 2,
            Entry::Place(_) => 3,
            Entry::Word(_) => 4,
            Entry::Role(_) => 5,
        }
    }
}

impl CountryCode {
    /// The code of these two capital letters.
    pub fn new(code: &str) -> Option<CountryCode> {
        match code.as_bytes() {
            [one, two] if one.is_ascii_uppercase() && two.is_ascii_uppercase() => {
                Some(CountryCode([*one, *two]))
            }
            _ => None,
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two] = self.0;
        write!(f, "{}{}", char::from(one), char::from(two))
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CountryCode, D::Error> {
        let code = String::deserialize(from)?;
        CountryCode::new(&code).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{code}` is no country's code; write the two capital letters of ISO 3166, as \"SY\""
            ))
        })
    }
}
