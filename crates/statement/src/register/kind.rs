//! Kinds: what a source or an actor is, and what a place is. Which one a name has is data.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What somebody is who says or does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A news agency.
    Agency,
    /// A medium or agency that a state or an armed group owns or directs.
    StateMedia,
    /// A newspaper, broadcaster or news site.
    Media,
    /// A social network or messenger, which carries what others say.
    Network,
    /// One who counts and documents violence.
    Monitor,
    /// A human-rights or press-freedom group.
    RightsGroup,
    /// A think tank, university or institute.
    Research,
    /// The United Nations and their bodies.
    Un,
    /// A union of states.
    Bloc,
    /// Red Cross, Red Crescent, and other organisations that bring help.
    Aid,
    /// A ministry.
    Ministry,
    /// A state's or territory's government, its head, or its spokespeople.
    Government,
    /// A province's, district's or city's government.
    LocalGovernment,
    /// A parliament, or members of it.
    Parliament,
    /// A court, a prosecutor, lawyers of the state.
    Court,
    /// A lawyer of a person.
    Lawyer,
    /// Police and gendarmerie.
    Police,
    /// A secret service.
    Intelligence,
    /// A hospital, doctors, medics.
    Hospital,
    /// Fire brigades, civil defence, ambulances, disaster agencies.
    Rescue,
    /// An army, or a state's armed forces as a whole.
    Army,
    /// An air force.
    AirForce,
    /// A navy.
    Navy,
    /// A border guard or coast guard.
    BorderGuard,
    /// Peacekeepers of the United Nations or a union of states.
    Peacekeepers,
    /// A group that fights with arms and is no state's force.
    ArmedGroup,
    /// An armed group that fights beside a state's forces.
    Militia,
    /// Several forces or groups together.
    Coalition,
    /// A private military company.
    Mercenaries,
    /// A gang, cartel or pirates.
    Gang,
    /// A political party or movement.
    Party,
    /// A church, mosque or religious order.
    Religious,
    /// A company.
    Company,
    /// A trade union or professional body.
    Union,
    /// An elder, a chief, a head of a community who holds no office of the state.
    LocalLeader,
    /// Somebody who saw or lives there.
    Witness,
    /// Somebody who knows the field but was not there.
    Expert,
    /// An official without a name.
    Official,
    /// Activists and opposition groups without a name.
    Activist,
    /// A source without a name of which no more is said.
    Unnamed,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A city or town.
    City,
    /// A village.
    Village,
    /// A part of a city, or a suburb.
    District,
    /// The first division of a country: province, state, governorate, region with a government.
    Province,
    /// A part of a country or of several without a government of its own, or a territory.
    Region,
    /// A camp of displaced people.
    Camp,
    /// A sea, gulf or strait.
    Sea,
    /// A river, lake or dam.
    Water,
    /// An island or islands.
    Island,
    /// Mountains, a valley, a desert.
    Land,
    /// A border crossing, a line, an airport, a base, a square.
    Site,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Agency => "news agency",
            Kind::StateMedia => "state media",
            Kind::Media => "media",
            Kind::Network => "social network",
            Kind::Monitor => "monitor",
            Kind::RightsGroup => "rights group",
            Kind::Research => "research",
            Kind::Un => "United Nations",
            Kind::Bloc => "union of states",
            Kind::Aid => "aid organisation",
            Kind::Ministry => "ministry",
            Kind::Government => "government",
            Kind::LocalGovernment => "local government",
            Kind::Parliament => "parliament",
            Kind::Court => "court",
            Kind::Lawyer => "lawyer",
            Kind::Police => "police",
            Kind::Intelligence => "intelligence service",
            Kind::Hospital => "hospital",
            Kind::Rescue => "rescue service",
            Kind::Army => "army",
            Kind::AirForce => "air force",
            Kind::Navy => "navy",
            Kind::BorderGuard => "border guard",
            Kind::Peacekeepers => "peacekeepers",
            Kind::ArmedGroup => "armed group",
            Kind::Militia => "militia",
            Kind::Coalition => "coalition",
            Kind::Mercenaries => "private military company",
            Kind::Gang => "gang",
            Kind::Party => "party",
            Kind::Religious => "religious body",
            Kind::Company => "company",
            Kind::Union => "union",
            Kind::LocalLeader => "local leader",
            Kind::Witness => "witness",
            Kind::Expert => "expert",
            Kind::Official => "unnamed official",
            Kind::Activist => "activists",
            Kind::Unnamed => "unnamed source",
        })
    }
}
