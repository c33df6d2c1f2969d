//! Statement: one source saying one thing, with the words it was read from.
//!
//! Takes a [`Report`](ascribe_report::Report), its [`Sentence`](ascribe_sentence::Sentence)s and
//! [`Rules`], gives a [`Reading`]: every figure of people harmed and every claim, each with who gave
//! it. It compares no reports; what belongs to one event across reports is for a later stage.
//!
//! The way through the crate: `rules` are loaded, `tree` and `path` match them; `people`, `toll` and
//! `figure` find who was harmed and how many, `deed` and `doer` by whom; `saying`, `quotes`, `phrase` and
//! `source` who says so; `place`,
//! `locate`, `day` and `realis` where, when and whether; `claim` finds claims and `truce` what is in a truce;
//! `read` puts all together and `settle` what figures share;
//! `show` and `explain` print it. `filter` stands before all of it and tells which reports can hold a
//! statement at all.

mod cast;
mod claim;
mod dated;
mod day;
mod deed;
mod doer;
pub mod explain;
mod figure;
mod filter;
mod lexicon;
mod locate;
mod mend;
mod names;
mod nouns;
mod numeral;
mod path;
mod people;
mod phrase;
mod place;
mod quotes;
mod read;
mod realis;
pub mod register;
mod rules;
mod saying;
mod settle;
pub mod show;
mod source;
mod speaker;
mod statement;
mod sum;
mod toll;
mod tree;
mod truce;
mod words;

pub use self::{
    dated::Dated,
    day::{Precision, When},
    filter::Filter,
    locate::named_places,
    read::extract,
    rules::{
        ClaimRule, Deed, Example, FigureRule, Rules, RulesError, SayingRule, Topic, Trigger,
        TrucePart, TruceRule,
    },
    statement::{
        About, Claim, ClaimKind, Doer, Figure, Located, Measure, Named, Place, PlacePrecision,
        Reading, Realis, Source, Standing, Told, Truce,
    },
    sum::Sum,
    toll::Toll,
};
