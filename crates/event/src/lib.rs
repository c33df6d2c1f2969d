//! Event: what happened, by all accounts, put together from the statements of many reports.
//!
//! Takes a [`Report`](ascribe_report::Report) with its [`Reading`](ascribe_statement::Reading), gives
//! [`Telling`]s, one for each thing it tells of; [`Events`] finds which tellings are of one thing, and
//! [`Event`] is all of them together: who gave which toll and when, who claims it, what sums hold,
//! how many origins there are. Nothing that was said is averaged or dropped; a [`Policy`] chooses
//! what a table with one number would show. It does not decide what is true.
//!
//! The way through the crate: `telling` parts a report into what it tells of, `happening` names the
//! kind of it, `traits` is what of it is compared, `same` compares two, `events` puts together,
//! `event` and `account` are what comes of it, `policy` chooses numbers, `show` prints.

mod account;
mod event;
mod events;
mod happening;
mod link;
mod policy;
mod same;
pub mod show;
mod telling;
mod traits;

pub use self::{
    account::{Account, Given, Voice},
    event::{Event, EventId, Origin, Said, Standing},
    events::Events,
    happening::{Happening, Happenings},
    link::{Link, LinkKind, links},
    policy::{Numbers, Policy},
    same::{Likeness, likeness},
    telling::{Carrier, Telling, TellingId, Total, tellings},
    traits::Traits,
};
