//! Copies: which reports print one text, which of them was the first, and what the others made of it.
//!
//! Takes a [`Card`] of each report (its [`Sketch`], when and by whom it was published), gives
//! [`Family`]s, and for a report and the earlier one it was taken from their [`Difference`]. A copy is
//! known by its words alone: two reporters who tell one event in their own words share none, and what
//! everybody prints (calls to readers, lines about rights, quoted words) makes no copy.
//!
//! It does not ask who is right, nor which event is told; that is for later stages.

mod card;
mod difference;
mod families;
mod overlap;
pub mod show;
mod sketch;
mod wording;

pub use self::{
    card::Card,
    difference::{Changed, Difference, Edit, difference},
    families::{Basis, Copied, Family, Kind, Why, families},
    sketch::Sketch,
};
