//! Statement: one source saying one thing, with the words it was read from. How statements are
//! found in sentences is not here.

use ascribe_report::{Note, Span};
use serde::Deserialize;

use crate::{dated::Dated, day::When, sum::Sum, toll::Toll};

/// All that was read from one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Numbers of people harmed, in the order of the text.
    pub figures: Vec<Figure>,
    /// Claims of responsibility and of what is known, in the order of the text.
    pub claims: Vec<Claim>,
    /// Truces that are spoken of, each with what is said of it.
    pub truces: Vec<Truce>,
    /// Figures that are the sum of others, and totals whose parts do not add up to them. The
    /// indices are those of `figures`.
    pub sums: Vec<Sum>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// A number of people harmed, as one source gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What happened to them.
    pub measure: Measure,
    /// How many.
    pub toll: Toll,
    /// The number with its hedge, or the single person.
    pub quote: Span,
    /// The sentence it was read from.
    pub sentence: Span,
    /// The word that says what happened to them: "killed", "toll".
    pub trigger: Span,
    /// Who they are, as the text says, in lower case; "people" where it does not.
    pub group: String,
    /// Who gives the figure.
    pub source: Source,
    /// Who did it, as far as the sentence says.
    pub by: Option<Doer>,
    /// Where, as far as the text says.
    pub place: Option<Place>,
    /// When.
    pub when: Option<When>,
    /// How that day was chosen.
    pub dated: Dated,
    /// Number of the event within the report, from 1; figures of one event share it.
    pub event: usize,
    /// Whether it happened, by those who tell it.
    pub realis: Realis,
    /// Index of the figure this one is a part of.
    pub part_of: Option<usize>,
    /// The rule that read it.
    pub rule: String,
}

/// What a report says of responsibility, or of what is known or agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is done by saying it.
    pub kind: ClaimKind,
    /// Who claims, blames, denies, confirms, agrees.
    pub who: Source,
    /// Whom it is about: the one blamed, the one excluded, the other party.
    pub of: Option<Named>,
    /// What it is about.
    pub about: About,
    /// The words that carry it.
    pub quote: Span,
    /// The sentence it was read from.
    pub sentence: Span,
    /// The rule that read it.
    pub rule: String,
}

/// A truce, as the whole report tells of it; one for a report and pair of parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truce {
    /// How it stands, in the order of the text; the first is the news.
    pub standings: Vec<(Standing, Told)>,
    /// Who fights and stops.
    pub parties: Vec<Told>,
    /// Who brings them together.
    pub mediators: Vec<Told>,
    /// What is agreed besides: "prisoner exchange".
    pub terms: Vec<Told>,
    /// Who or what it does not cover.
    pub exclusions: Vec<Told>,
    /// What must be done first, in the words of the text.
    pub conditions: Vec<Told>,
    /// The day it begins, where one can be found, and the words.
    pub start: Option<(Option<When>, Told)>,
    /// The day it ends, where one can be found, and the words, which may be a time: "72-hour".
    pub end: Option<(Option<When>, Told)>,
}

/// One thing said of a truce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The name as a person would file it, or the words.
    pub what: String,
    /// The words it was read from.
    pub span: Span,
    /// Who says so.
    pub says: Source,
    /// The rule that read it.
    pub rule: String,
}

/// How a truce stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Someone calls for it or offers it.
    Proposed,
    /// "agreed in principle", "a provisional agreement"
    AgreedInPrinciple,
    /// The parties agree.
    Agreed,
    /// Agreed, and to begin.
    Due,
    /// It began, or holds.
    InEffect,
    /// It holds, and someone breaks it.
    Violated,
    /// It goes on for longer.
    Extended,
    /// It is over before its time.
    Collapsed,
    /// Someone will have none of it.
    Rejected,
}

impl Standing {
    /// The words for it, for people and in JSON.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Proposed => "proposed",
            Standing::AgreedInPrinciple => "agreed in principle",
            Standing::Agreed => "agreed",
            Standing::Due => "due",
            Standing::InEffect => "in effect",
            Standing::Violated => "violated",
            Standing::Extended => "extended",
            Standing::Collapsed => "collapsed",
            Standing::Rejected => "rejected",
        }
    }
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An event of the report, by its number.
    Event(usize),
    /// A truce, ceasefire or cessation of hostilities.
    Truce,
    /// Talks.
    Talks,
}

/// Who says it, and who carries their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The giver; `None` is the report's own voice.
    pub given_by: Option<Named>,
    /// Who carries the giver's words: "TASS" carrying a ministry.
    pub via: Option<Named>,
    /// The rule that found the giver; empty for the report's own voice.
    pub rule: String,
}

impl Source {
    /// The giver's name; `None` for the report's own voice.
    pub fn name(&self) -> Option<&str> {
        self.given_by.as_ref().map(|it| it.name.as_str())
    }
}

/// Someone or something named in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name as a person would file it.
    pub name: String,
    /// The words here.
    pub span: Span,
}

/// Who did harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// As a person would file them.
    pub named: Named,
    /// "suspected rebels", "accused of killing": the text leaves it open.
    pub is_suspected: bool,
}

/// A place as the text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From small to large, as far as the text says: "al-Zahraa, Homs, Syria".
    pub name: String,
    /// The words.
    pub span: Span,
    /// Where on the map that is; `None` where it is not known.
    pub located: Option<Located>,
    /// How the place was found and chosen, in words: "named in the sentence; the only one of that
    /// name in Syria, which the report names".
    pub why: String,
}

/// Where on the map a place is, by the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Its first name in the gazetteer, or that of what it lies in.
    pub name: String,
    /// Its number in GeoNames; `None` for places of our own list.
    pub geonames: Option<u32>,
    /// The country's code; empty for a region over several.
    pub country: String,
    /// How exact the point is.
    pub precision: PlacePrecision,
    /// Degrees north, in ten-thousandths.
    pub lat: i32,
    /// Degrees east, in ten-thousandths.
    pub lon: i32,
}

/// How exact a point is for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlacePrecision {
    /// That of the place itself.
    Exact,
    /// That of a city or district it lies in or near, since it is not known itself.
    Near,
    /// The middle of a district.
    District,
    /// The middle of a province.
    Province,
    /// The middle of a country.
    Country,
    /// The middle of a sea or a region over several countries.
    Region,
}

impl PlacePrecision {
    /// The word for it, in JSON.
    pub fn word(self) -> &'static str {
        match self {
            PlacePrecision::Exact => "exact",
            PlacePrecision::Near => "near",
            PlacePrecision::District => "district",
            PlacePrecision::Province => "province",
            PlacePrecision::Country => "country",
            PlacePrecision::Region => "region",
        }
    }
}

/// What happened to the people a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Dead by violence, accident or disaster.
    Killed,
    /// Hurt and alive.
    Injured,
    /// Not found.
    Missing,
    /// Captured, arrested, kidnapped, taken hostage.
    Held,
    /// Driven from home.
    Displaced,
    /// Dead or hurt; the text does not say which.
    Casualties,
}

impl Measure {
    /// The word for it, in JSON and in rule files.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Killed => "killed",
            Measure::Injured => "injured",
            Measure::Missing => "missing",
            Measure::Held => "held",
            Measure::Displaced => "displaced",
            Measure::Casualties => "casualties",
        }
    }
}

/// Whether a thing happened, by those who tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Realis {
    /// Told as a fact.
    Asserted,
    /// Told as a thing that did not happen.
    Denied,
    /// "may have been killed"
    Possible,
    /// Planned or threatened.
    Threatened,
    /// Told as a fact of earlier times, as background.
    Past,
}

impl Realis {
    /// The word for it, in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Realis::Asserted => "asserted",
            Realis::Denied => "denied",
            Realis::Possible => "possible",
            Realis::Threatened => "threatened",
            Realis::Past => "past",
        }
    }
}

/// What is done by a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// Says it did it.
    Claims,
    /// Says someone else did it.
    Blames,
    /// Says it did not, or that it is not so.
    Denies,
    /// Could not confirm or authenticate.
    Unverified,
    /// Says that it is so.
    Confirms,
    /// Agrees to a truce, a deal, talks; or proposes them.
    Agrees,
    /// Turns them down.
    Rejects,
    /// Says who or what is not covered.
    Excludes,
    /// Agrees on a condition.
    Conditions,
}

impl ClaimKind {
    /// The word for it, in JSON and in rule files.
    pub fn word(self) -> &'static str {
        match self {
            ClaimKind::Claims => "claims",
            ClaimKind::Blames => "blames",
            ClaimKind::Denies => "denies",
            ClaimKind::Unverified => "unverified",
            ClaimKind::Confirms => "confirms",
            ClaimKind::Agrees => "agrees",
            ClaimKind::Rejects => "rejects",
            ClaimKind::Excludes => "excludes",
            ClaimKind::Conditions => "conditions",
        }
    }
}
