//! Arguments: what can be asked of the program, as typed. What is done about it is not here.

use clap::{Parser, Subcommand};

const ABOUT_STATUS: &str = "\
Data goes to standard output, everything else to standard error. Exit status:
  0  all was done
  1  part of it was not: an input could not be read, or an example of a rule failed
  2  nothing was done: wrong arguments, nothing could be read, or a model or rules that cannot be used";

/// Reads news reports and shows who says what happened.
#[derive(Parser)]
#[command(name = "ascribe", version, after_help = ABOUT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show and install models
    #[command(subcommand)]
    Model(Model),
}

#[derive(Subcommand)]
pub(crate) enum Model {
    /// Show the models there are, and which are installed
    List,
    /// Install an official spaCy pipeline from its Python package, checked by its SHA-256
    Get {
        /// A name that `ascribe model list` shows
        name: String,
    },
}
