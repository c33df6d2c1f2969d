//! Arguments: what can be asked of the program, as typed. What is done about it is not here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::model;

const ABOUT_STATUS: &str = "\
Data goes to standard output, everything else to standard error. Exit status:
  0  all was done
  1  part of it was not: an input could not be read, or an example of a rule failed
  2  nothing was done: wrong arguments, nothing could be read, or a model, rules or registers that cannot be used";

/// Reads news reports and shows who says what happened.
#[derive(Parser)]
#[command(name = "ascribe", version, after_help = ABOUT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show every figure of people harmed and every claim, with who gave it and the words it was read from
    #[command(after_help = ABOUT_STATUS)]
    Read(Read),
    /// Show which reports print one text, which of them was the first, and what the others cut, added and changed
    #[command(after_help = ABOUT_STATUS)]
    Copies(Copies),
    /// Put the reports of all pages together into events, and show each by all accounts
    #[command(after_help = ABOUT_STATUS)]
    Events(Events),
    /// Draw the tree of a sentence, and say which rules read it and why others did not
    Explain(Explain),
    /// Work on rules
    #[command(subcommand)]
    Rules(Rules),
    /// Show and install models
    #[command(subcommand)]
    Model(Model),
}

#[derive(Args)]
pub(crate) struct Read {
    /// Files, folders, archives (WARC, WACZ, JSON Lines), feeds, addresses (http, https), or `-` for standard
    /// input; of an archive or a feed all pages are read
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<String>,
    /// Go on after this page: the address of the last one that was shown when reading was cut short
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) after: Option<String>,
    /// Read every report of an archive or a feed, also those whose words can hold no figure and no claim
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    #[command(flatten)]
    pub(crate) how: How,
    /// How to show what was read
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Show what was taken from each page, from where, and what was left out, instead of what it says happened
    #[arg(long)]
    pub(crate) report: bool,
}

#[derive(Args)]
pub(crate) struct Copies {
    /// Files, folders, archives (WARC, WACZ, JSON Lines), feeds, addresses (http, https), or `-` for standard
    /// input; the reports of all of them are compared with each other
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<String>,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// How to show the families
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Events {
    /// Files, folders, archives (WARC, WACZ, JSON Lines), feeds, addresses (http, https), or `-` for standard
    /// input; the reports of all of them are put together
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<String>,
    /// How one number is made of what several sources say; all that they say is shown
    #[arg(long, value_enum, default_value_t = Policy::Median)]
    pub(crate) policy: Policy,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    #[command(flatten)]
    pub(crate) how: How,
    /// How to show the events
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Policy {
    /// The middle of the last numbers of independent origins
    Median,
    /// The lowest last number
    Lowest,
    /// The last number of the source that is best placed to know
    BestPlaced,
    /// As UCDP: the most reliable source, and the lower of equals
    Ucdp,
    /// As ACLED: the lowest credible number, words as numbers
    Acled,
    /// As Iraq Body Count: the lowest and the highest
    Ibc,
}

impl Policy {
    /// The policy of the events.
    pub(crate) fn of_events(self) -> ascribe_event::Policy {
        match self {
            Policy::Median => ascribe_event::Policy::Median,
            Policy::Lowest => ascribe_event::Policy::Lowest,
            Policy::BestPlaced => ascribe_event::Policy::BestPlaced,
            Policy::Ucdp => ascribe_event::Policy::Ucdp,
            Policy::Acled => ascribe_event::Policy::Acled,
            Policy::Ibc => ascribe_event::Policy::Ibc,
        }
    }
}

/// What may be fetched, and how.
#[derive(Args)]
pub(crate) struct Fetching {
    /// Fetch the page of each entry of a feed, instead of reading what the feed says in it
    #[arg(long)]
    pub(crate) follow: bool,
    /// Follow feeds and redirects into private networks too, such as this machine and its neighbours
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// A folder where answers are kept, so that a server sends again only what changed
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// A file, an address (http, https), or `-` for standard input
    #[arg(value_name = "PAGE")]
    pub(crate) page: String,
    /// Which sentence, counted from 1, the headline included
    #[arg(long, value_name = "N")]
    pub(crate) sentence: usize,
    #[command(flatten)]
    pub(crate) how: How,
}

/// What a reading goes by.
#[derive(Args)]
pub(crate) struct How {
    /// The day the report was published, from which "on Friday" counts; stands above what the page says
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) published: Option<Date>,
    /// A name that `ascribe model list` shows, or the path of a spaCy pipeline's folder or wheel
    #[arg(long, value_name = "NAME|PATH", default_value = model::BUILT_IN)]
    pub(crate) model: String,
    /// A folder of rules (.toml) to read by, besides the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// A folder of registers (.toml) of sources, actors and places to know, besides the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(crate) registers: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Text,
    /// JSON Lines: one object a report, family or event, each on a line of its own, also where there is only one
    Json,
}

#[derive(Subcommand)]
pub(crate) enum Rules {
    /// Run the examples of all rules
    #[command(after_help = ABOUT_STATUS)]
    Check {
        /// A folder of rules (.toml) to check, besides the built-in ones
        #[arg(long, value_name = "FOLDER")]
        rules: Option<PathBuf>,
        /// A name that `ascribe model list` shows, or the path of a spaCy pipeline's folder or wheel
        #[arg(long, value_name = "NAME|PATH", default_value = model::BUILT_IN)]
        model: String,
    },
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

/// A day of our era: "last month" of a day in its first year is none that can be written.
fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .ok()
        .filter(|day: &Date| day.year() > 1)
        .ok_or_else(|| "it is not a day; write one like 2016-02-21".to_owned())
}
