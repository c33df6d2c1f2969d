//! Locating: which place of the gazetteer a name means in its report. The words beside the name count
//! most, then the countries and places the report speaks of, then how many people live there. Which words
//! are names of places, and of what happened there, is found in `place.rs`.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use ascribe_gazetteer::{Candidate, Country, Gazetteer, Kind, PlaceId, Spelling};
use ascribe_report::{Report, Span};
use ascribe_sentence::Sentence;
use smol_str::SmolStr;

use crate::{
    cast::Cast,
    place::{self, Where},
    register::{Entry, Register},
    statement::{Located, Place, PlacePrecision},
};

/// A name in a report that does not speak of its country counts for a city or province of so many people
/// or more; a smaller one has it by chance.
const KNOWN_CITY: u64 = 100_000;
const KNOWN_PROVINCE: u64 = 200_000;

/// How much a place whose name leaves no doubt tells of its country, where naming the country counts 1.
const VOTE: f64 = 0.5;

/// Towns so near each other are spoken of together, in kilometres.
const BESIDE: f64 = 120.0;

/// What a report tells of the part of the world it speaks of.
#[derive(Debug, Default)]
pub(crate) struct Setting {
    /// How much it speaks of each country, the most counting 1.
    countries: BTreeMap<Country, f64>,
    /// How much a name that leaves no doubt tells of its country.
    vote: f64,
    /// Places whose names leave no doubt.
    sure: Vec<(PlaceId, ascribe_gazetteer::Place)>,
    /// What was located before.
    known: RefCell<HashMap<String, Option<(Located, String)>>>,
}

impl Setting {
    /// What a report's sentences tell.
    pub(crate) fn read(report: &Report, cast: &Cast) -> Setting {
        let gazetteer = Gazetteer::built_in();
        let mut setting = Setting::default();
        if let Some(country) = filed_from(report) {
            *setting.countries.entry(country).or_default() += 1.0;
        }
        let mut seen: Vec<SmolStr> = Vec::new();
        for (tree, names) in cast.trees.iter().zip(&cast.names) {
            for name in names.spoken() {
                let much = if is_shared(gazetteer, name) { 0.3 } else { 1.0 };
                if let Some(country) = code(name) {
                    *setting.countries.entry(country).or_default() += much;
                }
            }
            for place in place::each(tree, &place::hits(tree, names)) {
                let Some(name) = place.parts.first().filter(|it| !seen.contains(it)) else {
                    continue;
                };
                seen.push(name.clone());
                if let Some(only) = without_doubt(
                    gazetteer,
                    name,
                    place.country.as_deref().filter(|_| place.country_told),
                ) {
                    *setting.countries.entry(only.1.country).or_default() += VOTE;
                    setting.sure.push(only);
                }
            }
        }
        let most = setting.countries.values().copied().fold(1.0, f64::max);
        setting.countries.values_mut().for_each(|it| *it /= most);
        setting.vote = VOTE / most;
        setting
    }

    /// A place as it is filed: its name, where it is, and in words why it is taken to be there. The
    /// register's guess of its country gives way to what the report tells.
    pub(crate) fn filed(&self, place: &Where) -> (String, Option<Located>, String) {
        let Some((located, why)) = self.locate(place) else {
            return (place.name(), None, "no place of that name is known there".to_owned());
        };
        let told = place.country.as_deref().and_then(code);
        let is_other = told.is_some_and(|it| it.as_str() != located.country);
        let mut place = place.clone();
        if is_other && !place.country_told && !located.country.is_empty() {
            place.country = name_of(&located.country);
        }
        (place.name(), Some(located), why)
    }

    /// Where a place is, and in words why it is taken to be there.
    pub(crate) fn locate(&self, place: &Where) -> Option<(Located, String)> {
        let key = place.name();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.choose(place);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn choose(&self, place: &Where) -> Option<(Located, String)> {
        let gazetteer = Gazetteer::built_in();
        let mut parts = place.parts.clone();
        // "Atlanta, Georgia": the name of a country may be that of a province elsewhere.
        let country = match place.country.as_ref().filter(|it| !is_shared(gazetteer, it)) {
            Some(country) => code(country),
            None => {
                parts.extend(place.country.clone());
                None
            }
        };
        for (at, part) in parts.iter().enumerate() {
            let within = &parts[at + 1..];
            let told = if at == 0 { Part::Itself } else { Part::Around };
            let asked = Asked { within, country, told: place.country_told };
            let Some((id, less, reason)) = self.best(part, asked) else { continue };
            let found = gazetteer.place(id);
            let precision = match (found.kind, told, less) {
                (Kind::Place, Part::Itself, false) => PlacePrecision::Exact,
                (Kind::Place, _, _) => PlacePrecision::Near,
                (Kind::District, _, _) => PlacePrecision::District,
                (Kind::Province, _, _) => PlacePrecision::Province,
                (Kind::Country, _, _) => PlacePrecision::Country,
                (Kind::Region, _, _) => PlacePrecision::Region,
            };
            let reason = match told {
                Part::Itself => reason,
                Part::Around => format!("{} is not known, {part} is: {reason}", parts[0]),
            };
            return Some((located(&found, precision), reason));
        }
        let found = gazetteer.place(gazetteer.country(country?)?);
        let reason = match parts.first() {
            Some(part) => format!("{part} is not known, only the country"),
            None => "a country".to_owned(),
        };
        Some((located(&found, PlacePrecision::Country), reason))
    }

    /// The likeliest place of a name, whether words of the name were left out to find it, and why.
    fn best(&self, name: &str, asked: Asked) -> Option<(PlaceId, bool, String)> {
        let gazetteer = Gazetteer::built_in();
        let within = asked.within;
        if name.split_whitespace().all(is_around) {
            return None;
        }
        let mut candidates = gazetteer.find(name);
        let mut less = false;
        if candidates.is_empty() {
            let shorter = without(name, &|it| is_around(it))?;
            candidates = gazetteer.find(&shorter);
            less = without(name, &|it| place::WORDS.settlements.has(it)).as_ref() != Some(&shorter);
        }
        let outer: Vec<PlaceId> = within
            .iter()
            .flat_map(|it| gazetteer.find(it))
            .filter(|it| it.spelling == Spelling::Same)
            .map(|it| it.id)
            .take(40)
            .collect();
        let scored = candidates
            .iter()
            .filter_map(|it| Some((*it, self.score(*it, &candidates, &outer, asked)?)))
            .collect::<Vec<(Candidate, Score)>>();
        let (best, score) = scored.iter().max_by(|one, other| one.1.sum.total_cmp(&other.1.sum))?;
        let country_name = || {
            gazetteer
                .country(gazetteer.place(best.id).country)
                .map_or_else(String::new, |it| gazetteer.place(it).name)
        };
        let of_country = scored.iter().filter(|(_, it)| it.in_country).count();
        let reason = match () {
            () if score.in_outer => format!("it lies in {}", within.join(", ")),
            () if candidates.len() == 1 => "the only place of that name".to_owned(),
            () if score.in_country && of_country == 1 => {
                format!("the only one of that name in {}, which the report names", country_name())
            }
            () if score.in_country => {
                format!("the likeliest of that name in {}, which the report names", country_name())
            }
            () => format!("the likeliest of {} places of that name", candidates.len()),
        };
        Some((best.id, less, reason))
    }

    /// How likely a candidate is; `None` where it cannot be meant.
    fn score(
        &self,
        it: Candidate,
        candidates: &[Candidate],
        outer: &[PlaceId],
        asked: Asked,
    ) -> Option<Score> {
        let gazetteer = Gazetteer::built_in();
        let place = gazetteer.place(it.id);
        let of_division = place.kind > Kind::Province
            && candidates.iter().filter(|it| it.spelling == Spelling::Same).any(|other| {
                let division = gazetteer.place(other.id);
                division.kind == Kind::Province
                    && division.population >= KNOWN_PROVINCE
                    && division.country == place.country
                    && !gazetteer.is_within(it.id, other.id)
            });
        let told = asked.country.is_some_and(|it| it == place.country);
        let beyond = place.kind == Kind::Region && place.country.as_str().is_empty();
        if asked.told && asked.country.is_some() && !told && !beyond {
            return None;
        }
        // What the name itself has told of its country tells nothing here.
        let own = if self.sure.iter().any(|(id, _)| *id == it.id) { self.vote } else { 0.0 };
        let weight =
            self.countries.get(&place.country).map(|all| all - own).filter(|it| *it > 0.001);
        let known = match place.kind {
            Kind::Region | Kind::Country => true,
            Kind::Province => place.population >= KNOWN_PROVINCE,
            Kind::District => false,
            Kind::Place => place.population >= KNOWN_CITY,
        };
        let is_spoken_of = weight.is_some() && it.spelling == Spelling::Same;
        if !(told || known || is_spoken_of) {
            return None;
        }
        if !told && weight.is_none() && it.spelling == Spelling::Loose {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a population is told to within a tenth")]
        let people = (place.population as f64 + 10.0).log10();
        let mut sum = match place.kind {
            Kind::Country => people + 1.5,
            Kind::Region => 8.5,
            Kind::Province => people,
            Kind::District => people - 1.5,
            Kind::Place => people,
        };
        sum += weight.map_or(0.0, |weight| 1.5 + 2.5 * weight);
        if told {
            sum += 2.0;
        }
        if it.spelling == Spelling::Loose {
            sum -= 2.0;
        }
        let in_outer = outer.iter().any(|&outer| {
            let around = gazetteer.place(outer);
            outer != it.id
                && around.country == place.country
                && (gazetteer.is_within(it.id, outer)
                    || matches!(around.kind, Kind::Place | Kind::Province)
                        && around.population >= place.population
                        && place.kind >= Kind::District
                        && around.km_to(&place) < BESIDE)
        });
        if in_outer {
            sum += 4.0;
        }
        let beside = |(id, sure): &(PlaceId, ascribe_gazetteer::Place)| {
            *id != it.id
                && sure.country == place.country
                && match sure.kind {
                    Kind::Province => gazetteer.is_within(it.id, *id),
                    _ => sure.km_to(&place) < BESIDE,
                }
        };
        // "Wyoming" is the state, also where a town of that name is near another that is told of.
        if !of_division && self.sure.iter().any(beside) {
            sum += 1.5;
        }
        Some(Score { sum, in_country: told || weight.is_some(), in_outer })
    }
}

/// What the words beside a name tell.
#[derive(Clone, Copy)]
struct Asked<'w> {
    /// The names of what it lies in.
    within: &'w [SmolStr],
    country: Option<Country>,
    /// Whether the country stands beside the name; else the register or the story tells it.
    told: bool,
}

/// Whether a name is that of the place or of what it lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Itself,
    Around,
}

/// How likely a candidate is.
#[derive(Clone, Copy, Debug)]
struct Score {
    sum: f64,
    /// Whether the report speaks of its country.
    in_country: bool,
    /// Whether it lies in or by what the words beside it name.
    in_outer: bool,
}

/// Every place that a report names, each with where it lies; of `also`, words told to be a place's name
/// with what it lies in, as well.
pub fn named_places(report: &Report, sentences: &[Sentence], also: &[Span]) -> Vec<Place> {
    let cast = Cast::new(Register::built_in(), sentences, report.published);
    let setting = Setting::read(report, &cast);
    let mut out = Vec::new();
    let mut add = |place: &Where, span: Span| {
        let (name, located, why) = setting.filed(place);
        out.push(Place { name, span, located, why });
    };
    let mut told: Vec<Span> = also.to_vec();
    for (tree, names) in cast.trees.iter().zip(&cast.names) {
        for place in place::each(tree, &place::hits(tree, names)) {
            let span = tree.span(place.words.start..=place.words.end - 1);
            add(&place, span);
            told.retain(|it| *it != span);
        }
    }
    for span in told {
        // "Deir Hafir, Aleppo, Syria"
        let mut parts: Vec<SmolStr> = report.words(span).split(", ").map(SmolStr::from).collect();
        let country = parts.pop_if(|it| code(it).is_some());
        let country_told = country.is_some();
        add(&Where { words: 0..0, parts, country, country_told }, span);
    }
    out
}

/// The country a report was filed from.
fn filed_from(report: &Report) -> Option<Country> {
    let register = Register::built_in();
    let words = report.words(report.dateline?.place?);
    register
        .find(words)
        .into_iter()
        .find_map(|sense| register.entry(sense.entry).country())
        .and_then(|it| Country::new(&it.to_string()))
        .or_else(|| {
            let gazetteer = Gazetteer::built_in();
            words
                .rsplit(',')
                .find_map(|it| without_doubt(gazetteer, it, None))
                .map(|(_, it)| it.country)
        })
}

/// The code of a country by the name that the register gives it.
fn code(name: &str) -> Option<Country> {
    let register = Register::built_in();
    register.find(name).into_iter().find_map(|sense| match register.entry(sense.entry) {
        Entry::Country(country) => Country::new(&country.code.to_string()),
        _ => None,
    })
}

/// The register's name of the country of this code.
fn name_of(code: &str) -> Option<SmolStr> {
    Register::built_in().entries().find_map(|(_, entry)| match entry {
        Entry::Country(country) if country.code.to_string() == code => Some(country.name.clone()),
        _ => None,
    })
}

/// Whether a country's name is also that of a province of another one: "Georgia".
fn is_shared(gazetteer: &Gazetteer, name: &str) -> bool {
    let found = gazetteer.find(name).into_iter().filter(|it| it.spelling == Spelling::Same);
    let mut places = found.map(|it| gazetteer.place(it.id));
    let country = code(name);
    places.any(|it| it.kind == Kind::Province && Some(it.country) != country)
}

/// The place that a name means in any report: the one that far more people live in than in others of
/// its name.
fn without_doubt(
    gazetteer: &Gazetteer,
    name: &str,
    country: Option<&str>,
) -> Option<(PlaceId, ascribe_gazetteer::Place)> {
    let country = country.and_then(code);
    let mut places: Vec<(PlaceId, ascribe_gazetteer::Place)> = gazetteer
        .find(name)
        .into_iter()
        .filter(|it| it.spelling == Spelling::Same)
        .map(|it| (it.id, gazetteer.place(it.id)))
        .filter(|(_, it)| country.is_none_or(|country| it.country == country))
        .collect();
    places.sort_by_key(|(_, it)| std::cmp::Reverse(it.population));
    let (id, first) = places.first()?.clone();
    let other = places.iter().map(|(_, it)| it).find(|it| it.km_to(&first) > BESIDE);
    let is_large = first.population >= 100_000 || country.is_some();
    let is_alone = other.is_none_or(|it| it.population * 8 < first.population);
    (is_large && is_alone && matches!(first.kind, Kind::Province | Kind::Place))
        .then_some((id, first))
}

/// The name without some words; `None` where it has none of them, or no other.
fn without(name: &str, is_left_out: &dyn Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let left: Vec<&str> = words.iter().copied().filter(|it| !is_left_out(it)).collect();
    (left.len() < words.len() && !left.is_empty()).then(|| left.join(" "))
}

fn is_around(word: &str) -> bool {
    place::WORDS.around.has(word) || place::WORDS.settlements.has(word)
}

#[expect(clippy::cast_possible_truncation, reason = "degrees have three digits")]
fn located(place: &ascribe_gazetteer::Place, precision: PlacePrecision) -> Located {
    Located {
        name: place.name.clone(),
        geonames: place.geonames,
        country: place.country.as_str().to_owned(),
        precision,
        lat: (place.lat * 10_000.0).round() as i32,
        lon: (place.lon * 10_000.0).round() as i32,
    }
}
