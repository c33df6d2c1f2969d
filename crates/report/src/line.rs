//! Line: a piece of a page before it is known what it is: story, headline, credit or teaser.

/// One piece of a page, tidied; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// Whether the page links it to another page; `None` where the page is plain text.
    pub(crate) link: Option<Link>,
}

impl Line {
    /// Where the line leads, if it leads anywhere.
    pub(crate) fn address(&self) -> Option<String> {
        match &self.link {
            Some(Link::To(address)) => Some(address.clone()),
            Some(Link::No) | None => None,
        }
    }
}

/// Whether a piece of a web page leads to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Nearly all of its words do, and there.
    To(String),
    /// Few or none of its words do.
    No,
}
