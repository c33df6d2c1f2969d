//! Error: what can be wrong with a pipeline's files. Reading a text with a pipeline cannot fail.

use std::{io, path::PathBuf};

use crate::{
    config::ConfigError, msgpack::MsgpackError, ruler::RulerError, tokenizer::TokenizerError,
    transition::MovesError, vectors::VectorsError, weights::WeightsError,
};

/// Why a pipeline cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing there.
    #[error(
        "cannot open the pipeline `{}`: there is no such file or folder; give a spaCy pipeline's \
         folder, the folder of its package, or its wheel", path.display()
    )]
    NotFound {
        /// What was to be opened.
        path: PathBuf,
    },
    /// Something else than a pipeline.
    #[error(
        "cannot open the pipeline `{}`: it holds no `config.cfg`, nor does a folder in it; give a \
         spaCy pipeline's folder, the folder of its package, or its wheel", path.display()
    )]
    NotAPipeline {
        /// What was to be opened.
        path: PathBuf,
    },
    /// The disk failed, or does not allow it.
    #[error("cannot read `{file}`: {source}")]
    Io {
        /// What was to be read.
        file: String,
        /// Why it could not.
        source: io::Error,
    },
    /// An archive that is damaged or none.
    #[error(
        "cannot open the pipeline `{file}`: it is neither a folder nor a wheel or zip archive that \
         can be read ({source}); if it was downloaded, fetch it again"
    )]
    Archive {
        /// What was to be opened.
        file: String,
        /// What is wrong with it.
        source: zip::result::ZipError,
    },
    /// A file that every pipeline has.
    #[error(
        "cannot find `{file}`, which this pipeline needs; if it was downloaded, fetch it again"
    )]
    NoFile {
        /// What was to be read.
        file: String,
    },
    /// A file that is larger than any pipeline's.
    #[error("cannot read `{file}`: it has more than {limit} bytes, the most that are read of it")]
    TooLarge {
        /// What was to be read.
        file: String,
        /// The most bytes that are read of such a file.
        limit: u64,
    },
    /// A file that is not JSON, or not the right one.
    #[error("cannot use `{file}`: {source}")]
    Json {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A file that is not MessagePack, or not the right one.
    #[error("cannot use `{file}`: {source}")]
    Msgpack {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: MsgpackError,
    },
    /// The configuration.
    #[error("cannot run the pipeline of `{file}`: {source}")]
    Config {
        /// What was read.
        file: String,
        /// What is wrong with it, or cannot be run.
        source: ConfigError,
    },
    /// The tokenizer's rules.
    #[error("cannot use `{file}`: {source}")]
    Tokenizer {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: TokenizerError,
    },
    /// The attribute ruler's patterns.
    #[error("cannot use `{file}`: {source}")]
    Ruler {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: RulerError,
    },
    /// The networks' numbers.
    #[error("cannot use `{file}`: {source}")]
    Weights {
        /// What was read.
        file: String,
        /// What is wrong with it, or cannot be run.
        source: WeightsError,
    },
    /// A tagger with more labels than can be counted here.
    #[error("cannot use `{file}`: it has {labels} labels; at most {} can be run", u16::MAX)]
    ManyLabels {
        /// What was read.
        file: String,
        /// How many labels it has.
        labels: usize,
    },
    /// The moves of the parser or the entity recogniser.
    #[error("cannot use `{file}`: {source}")]
    Moves {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: MovesError,
    },
    /// The word vectors.
    #[error("cannot use `{file}`: {source}")]
    Vectors {
        /// What was read.
        file: String,
        /// What is wrong with it.
        source: VectorsError,
    },
    /// A network that all share and that listens to another one itself.
    #[error("cannot use `{file}`: it listens to another network instead of being one")]
    NoNetwork {
        /// What was read.
        file: String,
    },
}
