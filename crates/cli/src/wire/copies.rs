//! Copies on the wire: what `ascribe copies --format json` writes, one family a line.
//! `docs/reference/copies.schema.json` is made from here.

use ascribe_copies::{self as copies, Card};
use ascribe_report as report;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::Span;

/// Reports that print one text.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(crate) struct Family<'r> {
    /// The agency whose text it is, where one is named.
    agency: Option<&'r str>,
    /// The report that printed it first.
    earliest: Printed<'r>,
    /// How that is known.
    basis: Basis,
    /// The others, the earliest first.
    copies: Vec<Copied<'r>>,
}

/// A report of a family.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Printed<'r> {
    /// The file or address the page came from.
    address: &'r str,
    /// The headline.
    title: Option<String>,
    /// Who published it: as the page says, or else the host of its address.
    outlet: Option<&'r str>,
    /// The agency that it names.
    agency: Option<&'r str>,
    /// When it was published, as far as the page says: 2016-02-21T14:30:00+01:00, or without zone or time.
    published: Option<String>,
}

/// How the earliest report of a family is known.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
enum Basis {
    /// It was published before all others.
    Time,
    /// Times do not tell, but it has the agency's credit before the others.
    Credit,
    /// Nothing tells; any of them may be the earliest.
    Unsure,
}

/// A report whose text was printed before.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Copied<'r> {
    /// The report.
    report: Printed<'r>,
    /// The address of the earlier report that it is most like, to which all that follows compares it.
    of: &'r str,
    /// What it is to that one.
    kind: Kind,
    /// Why it is taken for another version; null for a copy.
    why: Option<Why>,
    /// How much of the earlier story's words stand in this one, in runs of five words, from 0 to 1.
    kept: f64,
    /// How much of this story's words stand in the earlier one.
    taken: f64,
    /// Whether the headline has other words.
    title_changed: bool,
    /// Passages of the earlier story that are not in this one; spans are those of the earlier text.
    cut: Vec<Passage>,
    /// Passages of this story that are not in the earlier one.
    added: Vec<Passage>,
    /// Sentences that stayed, with other words.
    changed: Vec<Changed>,
}

/// What a report is to the earlier one whose text it prints.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
enum Kind {
    /// It prints its text.
    Copy,
    /// It is another version of it.
    Revision,
}

/// Why a report is taken for another version.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema))]
enum Why {
    /// The agency says so.
    Item,
    /// The same outlet prints it again.
    SameOutlet,
    /// Numbers were changed in sentences that stayed.
    Figures,
}

/// Words of a report, and where they stand in the text that `ascribe read --format json` gives of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Passage {
    /// Where.
    span: Span,
    /// The words.
    words: String,
}

/// A sentence that stayed, with other words.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Changed {
    /// The sentence in the earlier story.
    was: Passage,
    /// The sentence in this one.
    is: Passage,
    /// The words that differ.
    words: Vec<Edit>,
    /// The numbers among them.
    figures: Vec<Edit>,
}

/// Words in the place of others.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Edit {
    /// The words in the earlier story; empty where words were put in.
    was: Passage,
    /// The words in this one; empty where words were taken out.
    is: Passage,
}

/// A family, with what makes each copy differ; `open` gives the report of a card.
pub(crate) fn family<'r, E>(
    family: &'r copies::Family,
    cards: &'r [Card],
    mut open: impl FnMut(usize) -> Result<report::Report, E>,
) -> Result<Family<'r>, E> {
    let copied = family.copies.iter().map(|it| {
        let (earlier, later) = (open(it.of)?, open(it.report)?);
        Ok(copied(it, cards, &earlier, &later))
    });
    let copies = copied.collect::<Result<_, E>>()?;
    Ok(Family {
        agency: family.agency.as_deref(),
        earliest: printed(&cards[family.earliest], &open(family.earliest)?),
        basis: match family.basis {
            copies::Basis::Time => Basis::Time,
            copies::Basis::Credit => Basis::Credit,
            copies::Basis::Unsure => Basis::Unsure,
        },
        copies,
    })
}

fn printed<'r>(card: &'r Card, report: &report::Report) -> Printed<'r> {
    Printed {
        address: &card.address,
        title: report.title.map(|it| report.words(it).to_owned()),
        outlet: card.outlet.as_deref(),
        agency: card.agency.as_deref(),
        published: card.published.map(|it| it.to_string()),
    }
}

fn copied<'r>(
    it: &copies::Copied,
    cards: &'r [Card],
    earlier: &report::Report,
    later: &report::Report,
) -> Copied<'r> {
    let difference = copies::difference(earlier, later);
    let old = |it: report::Span| passage(earlier, it);
    let new = |it: report::Span| passage(later, it);
    let edits = |edits: &[copies::Edit]| {
        edits.iter().map(|it| Edit { was: old(it.was), is: new(it.is) }).collect()
    };
    let (kind, why) = match it.kind {
        copies::Kind::Copy => (Kind::Copy, None),
        copies::Kind::Revision(why) => (Kind::Revision, Some(why)),
    };
    Copied {
        report: printed(&cards[it.report], later),
        of: &cards[it.of].address,
        kind,
        why: why.map(|it| match it {
            copies::Why::Item => Why::Item,
            copies::Why::SameOutlet => Why::SameOutlet,
            copies::Why::Figures => Why::Figures,
        }),
        kept: rounded(it.kept),
        taken: rounded(it.taken),
        title_changed: difference.is_title_changed,
        cut: difference.cut.iter().map(|it| old(*it)).collect(),
        added: difference.added.iter().map(|it| new(*it)).collect(),
        changed: difference
            .changed
            .iter()
            .map(|it| Changed {
                was: old(it.was),
                is: new(it.is),
                words: edits(&it.words),
                figures: edits(&it.figures),
            })
            .collect(),
    }
}

fn passage(report: &report::Report, it: report::Span) -> Passage {
    Passage { span: super::span(it), words: report.words(it).to_owned() }
}

fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

#[test]
fn the_schema_is_the_one_in_the_reference() {
    super::check_schema("copies", &schemars::schema_for!(Family<'_>));
}
