//! Label: what stands beside a page in the archive or feed that it came in. What a page says of
//! itself is for `ascribe-report` to read.

/// What an archive or a feed says of a page, word for word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as written: "2016-02-21T20:45:00Z", "Sun, 21 Feb 2016 20:45:00 GMT".
    pub published: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
}
