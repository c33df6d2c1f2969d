//! Show: families and differences as people read them. For programs there are the types themselves.

use std::fmt::{self, Write};

use ascribe_report::{Report, Span};

use crate::{Basis, Card, Copied, Difference, Edit, Family, Kind, Why};

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::Time => "it was published before the others",
            Basis::Credit => "times do not tell, but it has the agency's credit before the others",
            Basis::Unsure => "nothing; any of them may be the earliest",
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Copy => "copy",
            Kind::Revision(_) => "revision",
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Item => "the agency says so",
            Why::SameOutlet => "the same outlet prints it again",
            Why::Figures => "numbers were changed",
        })
    }
}

/// The head of a family: how many print the text, whose it is, and which is the earliest.
pub fn family(family: &Family, card: &Card, report: &Report) -> String {
    let mut shown = String::new();
    let agency = family.agency.as_ref().map(|it| format!(", text of {it}")).unwrap_or_default();
    line(&mut shown, "family", &format!("{} reports{agency}", family.copies.len() + 1));
    line(&mut shown, "earliest", &card.address);
    about(&mut shown, card, report);
    line(&mut shown, "  known by", &family.basis.to_string());
    shown
}

/// A copy, with what makes it differ from the earlier report it was taken from. `of` is the card of
/// that one where it is not the earliest of the family.
pub fn copied(
    copied: &Copied,
    (card, of): (&Card, Option<&Card>),
    (earlier, later): (&Report, &Report),
    difference: &Difference,
) -> String {
    let mut shown = String::new();
    line(&mut shown, &copied.kind.to_string(), &card.address);
    about(&mut shown, card, later);
    if let Some(of) = of {
        line(&mut shown, "  of", &of.address);
    }
    if let Kind::Revision(why) = copied.kind {
        line(&mut shown, "  since", &why.to_string());
    }
    let (kept, taken) = (percent(copied.kept), percent(copied.taken));
    line(&mut shown, "  keeps", &format!("{kept} of the words, which are {taken} of its own"));
    for (name, report, spans) in
        [("  cut", earlier, &difference.cut), ("  added", later, &difference.added)]
    {
        for span in spans {
            line(&mut shown, name, &first_words(report.words(*span)));
        }
    }
    for changed in &difference.changed {
        for edit in &changed.figures {
            let words = first_words(later.words(changed.is));
            line(&mut shown, "  number", &format!("{} in: {words}", arrow(edit, earlier, later)));
        }
        let is_figure = |it: &&Edit| changed.figures.contains(it);
        let edits: Vec<String> = changed
            .words
            .iter()
            .filter(|it| !is_figure(it))
            .map(|it| arrow(it, earlier, later))
            .collect();
        if !edits.is_empty() {
            line(&mut shown, "  words", &edits.join("; "));
        }
    }
    shown
}

fn about(shown: &mut String, card: &Card, report: &Report) {
    let words = |it: Span| report.words(it).to_owned();
    let when = card.published.map(|it| it.to_string());
    for (name, words) in [
        ("  title", report.title.map(words)),
        ("  outlet", card.outlet.clone()),
        ("  agency", card.agency.clone()),
        ("  when", when),
    ] {
        if let Some(words) = words {
            line(shown, name, &words);
        }
    }
}

/// "57 → 59"; a dash for no words.
fn arrow(edit: &Edit, earlier: &Report, later: &Report) -> String {
    let side = |words: &str| if words.is_empty() { "–".to_owned() } else { first_words(words) };
    format!("{} → {}", side(earlier.words(edit.was)), side(later.words(edit.is)))
}

/// Words, and of many the first and how many there are.
fn first_words(words: &str) -> String {
    const MOST: usize = 16;
    let n = words.split_whitespace().count();
    let first: Vec<&str> = words.split_whitespace().take(MOST).collect();
    if n > MOST { format!("{} … ({n} words)", first.join(" ")) } else { first.join(" ") }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn line(shown: &mut String, name: &str, words: &str) {
    writeln!(shown, "{name:<10} {words}").expect("a String takes every write");
}
