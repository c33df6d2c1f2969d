//! From: where on a page a thing that it says of itself was read. Which of several places is
//! believed is for `meta.rs`.

use std::fmt;

/// What a page may say of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// The agency whose copy it is.
    Agency,
    /// Who published it.
    Outlet,
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
    /// The language it is in.
    Language,
    /// The part of the paper it stands in.
    Section,
    /// The address by which it wants to be known.
    Address,
    /// The picture that leads.
    Lead,
}

/// Where on a page a thing was read, in the order in which the places are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The rules of an outlet: the name of their file.
    Outlet(&'static str),
    /// Data for programs by schema.org (JSON-LD): the name of the property.
    LinkedData(&'static str),
    /// A `<meta>`: its name.
    Meta(String),
    /// Data by schema.org within the markup: the name of the property.
    Microdata(&'static str),
    /// Markup that says what it holds: `time`, `link rel=canonical`, `h1`.
    Markup(&'static str),
    /// A header of a mail: its name.
    Header(&'static str),
    /// A piece of agency wire, outside of its story.
    Wire,
    /// The archive or feed that the page came in.
    Label,
    /// The words of the headline and the story.
    Words,
    /// A line of the text.
    Line,
    /// The dateline.
    Dateline,
    /// The lines at the end of agency copy.
    SignOff,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 10] = [
        Field::Title,
        Field::Byline,
        Field::Agency,
        Field::Outlet,
        Field::Published,
        Field::Updated,
        Field::Language,
        Field::Section,
        Field::Address,
        Field::Lead,
    ];
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Title => "title",
            Field::Byline => "byline",
            Field::Agency => "agency",
            Field::Outlet => "outlet",
            Field::Published => "published",
            Field::Updated => "updated",
            Field::Language => "language",
            Field::Section => "section",
            Field::Address => "address",
            Field::Lead => "lead",
        })
    }
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            From::Outlet(name) => write!(f, "rules for `{name}`"),
            From::LinkedData(name) => write!(f, "JSON-LD `{name}`"),
            From::Meta(name) => write!(f, "meta `{name}`"),
            From::Microdata(name) => write!(f, "microdata `{name}`"),
            From::Markup(name) => write!(f, "markup `{name}`"),
            From::Header(name) => write!(f, "header `{name}`"),
            From::Wire => f.write_str("the agency's data"),
            From::Label => f.write_str("the archive or feed it came in"),
            From::Words => f.write_str("the words of the story"),
            From::Line => f.write_str("a line of the text"),
            From::Dateline => f.write_str("the dateline"),
            From::SignOff => f.write_str("the lines at the end"),
        }
    }
}
