//! Labels: what each labelled page says of itself beside what was read from it, for the test that
//! holds it and the measure that prints it. The labels are in `labels.toml`.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use ascribe_page::{Address, Kind, Page};
use ascribe_report::{Field, Report};
use serde::Deserialize;

/// The fields of a label, in the order in which they are shown.
pub(crate) const FIELDS: [&str; 10] = [
    "title",
    "bylines",
    "agency",
    "published",
    "updated",
    "language",
    "section",
    "lead",
    "caption",
    "credit",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    page: Vec<Label>,
}

/// What a page says of itself; what is empty it does not say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    file: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    bylines: Vec<String>,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    updated: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    credit: String,
}

/// One field of one page: what it says by its label, and what was read.
pub(crate) struct Answer {
    pub(crate) file: String,
    pub(crate) field: &'static str,
    pub(crate) label: String,
    pub(crate) read: String,
}

impl Answer {
    /// Whether what was read is what the page says. A picture goes by many addresses.
    pub(crate) fn is_right(&self) -> bool {
        if self.field == "lead" && !self.label.is_empty() {
            return self.read.contains(&self.label);
        }
        self.read == self.label
    }
}

/// Reads all labelled pages of a folder; a page that is no report gives empty answers.
pub(crate) fn answers(folder: &Path) -> Result<Vec<Answer>> {
    let path = folder.join("labels.toml");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let labels: Labels = toml::from_str(&text)?;
    let mut answers = Vec::new();
    for label in labels.page {
        let path = folder.join(&label.file);
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let address = Address::File(path);
        let page = Page {
            address,
            bytes,
            kind: Kind::Html,
            charset: None,
            fetched: None,
            label: Default::default(),
        };
        let report = ascribe_report::read(&page).unwrap_or_default();
        let read = read(&report);
        let Label { title, bylines, agency, published, updated, language, section, .. } = label;
        let said = [
            title,
            bylines.join(", "),
            agency,
            published,
            updated,
            language,
            section,
            label.lead,
            label.caption,
            label.credit,
        ];
        for ((field, label), read) in FIELDS.into_iter().zip(said).zip(read) {
            answers.push(Answer { file: page_name(&page), field, label, read });
        }
    }
    Ok(answers)
}

fn page_name(page: &Page) -> String {
    match &page.address {
        Address::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        other => other.to_string(),
    }
}

fn read(report: &Report) -> [String; 10] {
    let said = |field| report.said(field).unwrap_or_default();
    let lead = report.lead.and_then(|it| report.pictures.get(it)).cloned().unwrap_or_default();
    [
        said(Field::Title),
        report.writers.join(", "),
        said(Field::Agency),
        said(Field::Published),
        said(Field::Updated),
        said(Field::Language),
        said(Field::Section),
        lead.file.unwrap_or_default(),
        lead.caption.unwrap_or_default(),
        lead.credit.unwrap_or_default(),
    ]
}
