//! Span: a piece of a report's text. Not a piece of the page's bytes.

/// A piece of a report's text, in bytes.
///
/// Invariant: it does not end before it starts. Which report it belongs to is for its holder to
/// know; [`Report::words`](crate::Report::words) gives nothing for a span of another report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The piece between two byte positions, whichever comes first.
    pub fn new(one: usize, other: usize) -> Span {
        Span { start: one.min(other), end: one.max(other) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// First byte after it.
    pub fn end(self) -> usize {
        self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
