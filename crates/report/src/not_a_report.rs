//! NotAReport: the answer for a page that holds no report. A page that cannot be had at all is an
//! error of `ascribe-page`.

use ascribe_page::Address;
use thiserror::Error;

/// A page holds no report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{address}` is not a report: {reason}")]
pub struct NotAReport {
    /// The page.
    pub address: Address,
    /// Why not.
    pub reason: Reason,
}

/// Why a page holds no report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Reason {
    /// No bytes, or nothing but white space.
    #[error("it is empty; check that the page was saved or copied whole")]
    Empty,
    /// Bytes that stand for no characters.
    #[error("its bytes are not text in any encoding known here; save it as UTF-8")]
    Unreadable,
    /// Markup, scripts, pictures, and no story.
    #[error(
        "it holds no story, only what stands around one; \
         open it in a browser, copy the story, and give that"
    )]
    NoStory,
    /// Markup that ends before a story begins.
    #[error("its markup breaks off before any story; save or fetch it again, whole")]
    CutOff,
    /// A front page or a list.
    #[error("it is a list of {n} headlines or links without a story; give the page of one of them")]
    List {
        /// How many entries the list has.
        n: usize,
    },
}
