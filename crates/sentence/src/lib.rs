//! Sentence: the words, tags, tree and names of a report's sentences.
//!
//! Runs trained spaCy pipelines of the CNN kind straight from the pipeline's own files, token for
//! token as spaCy does. Takes a [`Report`](ascribe_report::Report), gives [`Sentence`]s. It knows
//! nothing of events, and it does not correct what a pipeline gets wrong: types of names are for
//! `ascribe-statement`.

mod doc;
mod error;
mod pipeline;
mod sentence;
mod split;

mod config;
mod files;
mod lang;
mod msgpack;
mod pattern;
mod strings;

mod features;
mod forms;
mod lemma;
mod lexeme;
mod ruler;
mod tokenizer;

mod matrix;
mod ner;
mod parser;
mod tagger;
#[cfg(test)]
mod tiny;
mod tok2vec;
mod transition;
mod tree;
mod vectors;
mod weights;
mod wordcache;

pub use self::{
    config::ConfigError,
    doc::Doc,
    error::Error,
    forms::Forms,
    msgpack::MsgpackError,
    pipeline::Pipeline,
    ruler::RulerError,
    sentence::{Name, Pos, Sentence, Token},
    split::{split, split_one},
    tokenizer::TokenizerError,
    transition::MovesError,
    vectors::VectorsError,
    weights::WeightsError,
};
