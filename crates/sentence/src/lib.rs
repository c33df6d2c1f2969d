//! Sentence: the words, tags, tree and names of a report's sentences.
//!
//! Runs trained spaCy pipelines of the CNN kind straight from the pipeline's own files, token for
//! token as spaCy does. Takes a [`Report`](ascribe_report::Report), gives [`Sentence`]s. It knows
//! nothing of events, and it does not correct what a pipeline gets wrong: types of names are for
//! `ascribe-statement`.

mod features;
mod sentence;

pub use self::sentence::{Name, Pos, Sentence, Token};
