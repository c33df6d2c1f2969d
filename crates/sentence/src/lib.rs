//! Sentence: the words, tags, tree and names of a report's sentences.
//!
//! Runs trained spaCy pipelines of the CNN kind straight from the pipeline's own files, token for
//! token as spaCy does. Takes a [`Report`](ascribe_report::Report), gives [`Sentence`]s. It knows
//! nothing of events, and it does not correct what a pipeline gets wrong: types of names are for
//! `ascribe-statement`.

mod features;
mod matrix;
mod msgpack;
mod ner;
mod parser;
mod sentence;
mod tagger;
mod tok2vec;
mod transition;
mod tree;
mod vectors;
mod weights;

pub use self::{
    msgpack::MsgpackError,
    sentence::{Name, Pos, Sentence, Token},
    transition::MovesError,
    vectors::VectorsError,
    weights::WeightsError,
};
