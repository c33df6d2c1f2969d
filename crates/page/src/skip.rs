//! Skip: what a record of an archive is that is no page, and how many of each there were. What is
//! damaged is an error of its own.

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

    /// What so many of them are: "requests", and of one "request".
    pub fn counted(self, n: u64) -> &'static str {
        let (one, many) = match self {
            Skip::Request => ("request", "requests"),
            Skip::Revisit => ("repeated answer", "repeated answers"),
            Skip::Metadata => ("of the archive's own", "of the archive's own"),
            Skip::Continuation => ("piece of an earlier record", "pieces of earlier records"),
            Skip::Status => (
                "answer without a page (moved, not found, refused)",
                "answers without a page (moved, not found, refused)",
            ),
            Skip::NoHttp => ("no answer of a web server", "no answers of web servers"),
            Skip::NotText => {
                ("neither a web page nor plain text", "neither web pages nor plain text")
            }
            Skip::Packed => (
                "packed in a way that cannot be unpacked",
                "packed in ways that cannot be unpacked",
            ),
            Skip::TooLarge => ("larger than any page", "larger than any page"),
            Skip::NoText => ("object without a field of text", "objects without a field of text"),
            Skip::NoWords => (
                "entry of a feed without words (`--follow` fetches its page)",
                "entries of feeds without words (`--follow` fetches their pages)",
            ),
            Skip::NoLink => {
                ("entry of a feed that leads to no page", "entries of feeds that lead to no page")
            }
        };
        if n == 1 { one } else { many }
    }
}
