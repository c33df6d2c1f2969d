//! Statement: one source saying one thing, with the words it was read from.
//!
//! Takes a [`Report`](ascribe_report::Report), its [`Sentence`](ascribe_sentence::Sentence)s and
//! [`Rules`], gives a [`Reading`]: every figure of people harmed and every claim, each with who gave
//! it. It compares no reports; what belongs to one event across reports is for a later stage.
//!
//! The way through the crate: `rules` are loaded, `tree` and `path` match them; `people`, `toll` and
//! `figure` find who was harmed and how many; `saying`, `quotes` and `source` who says so; `place`,
//! `day` and `realis` where, when and whether; `claim` finds claims; `read` puts all together;
//! `show` and `explain` print it.

mod rules;
mod path;
mod tree;
mod nouns;
mod numeral;
mod toll;
mod people;
mod figure;
pub mod register;
mod names;
mod saying;
mod quotes;
mod source;
mod place;
mod day;
mod realis;
mod claim;
mod sum;
mod statement;
mod read;
pub mod show;
pub mod explain;

pub use self::{
    day::{Precision, When},
    read::extract,
    rules::{ClaimRule, Example, FigureRule, Rules, RulesError, SayingRule, Trigger},
    statement::{
        About, Claim, ClaimKind, Figure, Measure, Named, Place, Reading, Realis, Source,
    },
    sum::Sum,
    toll::Toll,
};
