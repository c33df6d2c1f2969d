//! Skip: what a record of an archive is that is no page, and how many of each there were. What is
//! damaged is an error of its own.

use std::fmt::{self, Display};

/// What a record is that is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Skip {
    /// What was asked of a server.
    Request,
    /// An answer that was the same as an earlier one, which is not repeated.
    Revisit,
    /// What an archive says of itself.
    Metadata,
    /// A later piece of a record that was cut into pieces.
    Continuation,
    /// An answer without a page: moved, not found, refused.
    Status,
    /// An answer that is none of HTTP.
    NoHttp,
    /// A picture, a script, a feed, or what else is neither a web page nor plain text.
    NotText,
    /// Packed so that it cannot be unpacked.
    Packed,
    /// Larger than any page.
    TooLarge,
    /// An object without a field of text.
    NoText,
    /// An entry of a feed without words, as sitemaps have them.
    NoWords,
    /// An entry of a feed that leads to no page.
    NoLink,
}

impl Skip {
    /// What one of them is: "it is an answer without a page".
    pub(crate) fn one(self) -> &'static str {
        match self {
            Skip::Request => "it is what was asked of a server",
            Skip::Revisit => "it repeats an earlier answer",
            Skip::Metadata => "it is what the archive says of itself",
            Skip::Continuation => "it is a piece of an earlier record",
            Skip::Status => "it is an answer without a page",
            Skip::NoHttp => "it is no answer of a web server",
            Skip::NotText => "it is neither a web page nor plain text",
            Skip::Packed => "it cannot be unpacked",
            Skip::TooLarge => "it is larger than any page",
            Skip::NoText => "it has no field of text",
            Skip::NoWords => "it is an entry without words",
            Skip::NoLink => "it is an entry that leads to no page",
        }
    }
}

/// Many of them: "requests".
impl Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Skip::Request => "requests",
            Skip::Revisit => "repeated answers",
            Skip::Metadata => "of the archive's own",
            Skip::Continuation => "pieces of earlier records",
            Skip::Status => "answers without a page (moved, not found, refused)",
            Skip::NoHttp => "no answers of web servers",
            Skip::NotText => "neither web pages nor plain text",
            Skip::Packed => "packed in ways that cannot be unpacked",
            Skip::TooLarge => "larger than any page",
            Skip::NoText => "objects without a field of text",
            Skip::NoWords => "entries of feeds without words (`--follow` fetches their pages)",
            Skip::NoLink => "entries of feeds that lead to no page",
        })
    }
}
