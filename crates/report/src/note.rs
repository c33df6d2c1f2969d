//! Note: what a stage left unread, and why. Odd text is not an error; it gets a note that travels
//! with the result. What stops a run is an error, and errors live in the crate that meets them.

use std::fmt;

use crate::Span;

/// What was not understood, why, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What happened, in few words: "no day for `on Friday`".
    pub what: String,
    /// The words it is about, where there are some.
    pub span: Option<Span>,
    /// Why: "the report has no publication day".
    pub why: String,
    /// What follows for the reader: "the figure keeps the words and has no day".
    pub so: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "note: {}\n  why  {}\n  so   {}", self.what, self.why, self.so)
    }
}
