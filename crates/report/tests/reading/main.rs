//! Pages in, reports out, as people read them: text, markup, hostile bytes, and the seed's page.

mod hostile;
mod html;
#[path = "../pages/labels.rs"]
#[expect(clippy::disallowed_methods, reason = "labels and pages are files of the test")]
mod labels;
mod language;
mod mail;
mod pages;
mod seed;
mod text;
mod wire;

use ascribe_page::{Address, Kind, Label, Page};
use ascribe_report::{read, show};

/// A page as it comes from standard input.
fn page(kind: Kind, bytes: &[u8]) -> Page {
    Page {
        address: Address::Stdin,
        bytes: bytes.to_vec(),
        kind,
        charset: None,
        fetched: None,
        label: Label::default(),
    }
}

/// What is read from a page, as people see it.
fn shown(kind: Kind, bytes: &[u8]) -> String {
    match read(&page(kind, bytes)) {
        Ok(report) => show::report(&report),
        Err(not_a_report) => not_a_report.to_string(),
    }
}
