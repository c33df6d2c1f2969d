//! Statement: one source saying one thing, with the words it was read from.

mod numeral;
mod toll;

pub use self::toll::Toll;
