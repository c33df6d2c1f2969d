//! Statement: one source saying one thing, with the words it was read from.

mod day;
mod numeral;
mod register;
mod toll;

pub use self::day::{Precision, When};
pub use self::register::{
    Country, CountryCode, Entry, EntryId, EntryProblem, Kind, Mention, Naming, Party, Place,
    PlaceKind, Register, RegisterError, Role, Sense, Word,
};
pub use self::toll::Toll;
