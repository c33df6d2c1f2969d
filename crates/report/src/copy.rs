//! Copy: what agencies and desks write around a story for each other: heads for editors, embargoes,
//! marks of a version, corrections, who reported and edited, "-30-". None of it is story; some of it
//! says where the story comes from. Other lines around a story are in `furniture.rs`.

use crate::{Field, From, Note, draft::Draft, furniture, line::Line, writers};

/// What a line of copy is, when it is no story.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    /// "ATTENTION EDITORS - PICTURES TO FOLLOW", "(Adds details, quotes)"
    Editors,
    /// "EMBARGOED UNTIL 0001 GMT"
    Embargo,
    /// "CORRECTION: An earlier version of this story …"
    Correction,
    /// "This is a developing story."
    Developing,
    /// "(more to come)"
    More,
    /// "(Reporting by Jane Doe; editing by John Roe)": the names.
    Reporting(&'a str),
    /// "© dpa", "Source: AFP", "- Reuters": the agency.
    Agency(&'a str),
    /// "-30-", "ENDS", "dpa jd xx mk"
    End,
}

/// Longer lines are story, whatever they begin with.
const LONGEST: usize = 500;

/// Takes the lines out of plain text that would be taken for its headline.
pub(crate) fn without_heads(lines: Vec<Line>, draft: &mut Draft) -> Vec<Line> {
    let mut is_head = true;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        match part(&line.text) {
            Some(Part::Editors) if is_head => draft.left_out.push(line.text),
            Some(Part::Embargo) if is_head => embargo(line.text, draft),
            _ => {
                is_head &= furniture::is_headline(&line.text);
                kept.push(line);
            }
        }
    }
    kept
}

/// Takes out of the parts of a report what is copy and no story, and keeps what it says.
pub(crate) fn take_out(draft: &mut Draft) {
    if let Some(title) = &draft.title
        && let Some((mark, rest)) = version(title)
    {
        draft.left_out.push(mark.to_owned());
        draft.title = Some(rest.to_owned());
    }
    let paragraphs = std::mem::take(&mut draft.paragraphs);
    let n = paragraphs.len();
    for (at, text) in paragraphs.into_iter().enumerate() {
        let is_first = at < 3;
        let is_last = at + 6 > n && n > 1;
        match part(&text) {
            Some(Part::Editors) if is_first => draft.left_out.push(text),
            Some(Part::Embargo) if is_first => embargo(text, draft),
            Some(Part::Correction) if n > 1 => draft.corrections.push(text),
            Some(Part::Developing | Part::More) if n > 1 => {
                draft.updating.get_or_insert(text);
            }
            Some(Part::Reporting(names)) if is_last => {
                if draft.byline.is_none() {
                    draft.byline = Some(names.to_owned());
                    draft.said(Field::Byline, From::SignOff);
                }
                draft.left_out.push(text);
            }
            Some(Part::Agency(agency)) if is_last => {
                if draft.agency.is_none() {
                    draft.agency = Some(agency.to_owned());
                    draft.said(Field::Agency, From::SignOff);
                }
                draft.left_out.push(text);
            }
            Some(Part::End) if is_last => draft.left_out.push(text),
            _ => draft.paragraphs.push(text),
        }
    }
    // "© dpa-infocom, dpa:160307-99-520814/2" was left out as a line about rights.
    for at in draft.left_out.len().saturating_sub(6)..draft.left_out.len() {
        if let (None, Some(Part::Agency(agency))) = (&draft.agency, part(&draft.left_out[at])) {
            draft.agency = Some(agency.to_owned());
            draft.said(Field::Agency, From::SignOff);
        }
    }
    // What is left of a story that was all copy is still all that there is.
    if draft.paragraphs.is_empty() {
        draft.paragraphs.extend(draft.left_out.pop());
    }
}

fn embargo(text: String, draft: &mut Draft) {
    draft.notes.push(Note {
        what: format!("the report says of itself: `{text}`"),
        span: None,
        why: "agencies send copy before it may be printed".to_owned(),
        so: "the report was read all the same".to_owned(),
    });
    draft.left_out.push(text);
}

/// The mark of a version before a headline, and the headline: "UPDATE 2-Nine die in Tamrit".
fn version(title: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 12] = [
        "UPDATE",
        "WRAPUP",
        "RPT",
        "REFILE",
        "CORRECTED",
        "RECAST",
        "LEAD",
        "URGENT",
        "SNAP",
        "FLASH",
        "1ST LEAD",
        "2ND LEAD",
    ];
    let mark = MARKS.iter().find(|it| title.starts_with(**it))?;
    let rest = title[mark.len()..].trim_start();
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_digit());
    let rest = rest.trim_start().strip_prefix(['-', '–', '—', ':'])?.trim_start();
    // "UPDATE 1-RPT-Nine die"
    let rest = version(rest).map_or(rest, |it| it.1);
    let mark = title[..title.len() - rest.len()].trim_end_matches([' ', '-', '–', '—', ':']);
    (rest.split(' ').count() > 1).then_some((mark, rest))
}

fn part(line: &str) -> Option<Part<'_>> {
    if line.len() > LONGEST {
        return None;
    }
    let inside = line.trim_start_matches(['(', '[', '*', '-', '–', '—', '/', ' ']);
    let inside = inside.trim_end_matches([')', ']', '*', '/', ' ']);
    let low = inside.to_lowercase().replace('’', "'");
    let is_bracketed = line.starts_with(['(', '[']);
    let begins = |list: &[&str]| list.iter().any(|it| low.starts_with(it));
    let has = |list: &[&str]| list.iter().any(|it| low.contains(it));
    if begins(&["embargo", "not for publication before", "strictly embargoed", "hold for release"])
        && line.len() < 200
    {
        return Some(Part::Embargo);
    }
    if begins(&[
        "correction:",
        "correction to ",
        "corrections:",
        "corrected:",
        "clarification:",
        "this story has been corrected",
        "this article has been corrected",
        "this report has been corrected",
        "this story was corrected",
        "this article was corrected",
        "this article was amended",
        "this article has been amended",
        "an earlier version of this ",
        "a previous version of this ",
        "this version corrects ",
    ]) || (is_bracketed && begins(&["corrects ", "corrected ", "this version corrects"]))
        || (begins(&["editor's note:", "editors' note:"])
            && has(&["earlier version", "previous version", "correct"]))
    {
        return Some(Part::Correction);
    }
    let is_short = line.split(' ').count() <= 30;
    if is_short
        && (begins(&[
            "this is a developing story",
            "this is a breaking news story",
            "this breaking news story is being updated",
            "this story is developing",
            "this story is being updated",
            "this story will be updated",
            "this article will be updated",
            "this report will be updated",
            "this page will be updated",
            "this is a breaking story",
            "developing story",
            "check back for updates",
            "breaking news, more to follow",
            "this is breaking news",
        ]) || (low.contains("more details") && low.contains("soon") && low.contains("follow")))
    {
        return Some(Part::Developing);
    }
    if matches!(
        low.trim_end_matches(['.', '…', '-', '=']).trim(),
        "more to come" | "more to follow" | "more" | "more follows" | "to be continued"
    ) && (is_bracketed
        || low.contains(' ')
        || line.starts_with(['-', '–', '—'])
        || inside == "MORE")
    {
        return Some(Part::More);
    }
    let is_editors = begins(&[
        "attention editors",
        "attn editors",
        "attention: editors",
        "attn:",
        "editors:",
        "eds:",
        "eds.",
        "note to editors",
        "for immediate release",
        "advisory:",
        "ed's note:",
    ]) || (is_bracketed
        && begins(&[
            "adds ",
            "updates ",
            "updating ",
            "recasts ",
            "refiles ",
            "rewrites ",
            "changes ",
            "deletes ",
            "edits ",
            "releads ",
            "with ",
        ])
        && !line.ends_with('.')
        && line.len() < 250
        && !low.starts_with("with input"));
    if is_editors && line.len() < 300 {
        return Some(Part::Editors);
    }
    if let Some(names) = furniture::reporting(line) {
        return Some(Part::Reporting(names));
    }
    if begins(&["writing by ", "editing by ", "edited by ", "compiled by ", "our standards:"])
        && is_short
    {
        return Some(Part::End);
    }
    if let Some(agency) = agency_of(line, inside) {
        return Some(Part::Agency(agency));
    }
    is_end(line).then_some(Part::End)
}

/// The agency that a last line credits: "© dpa", "Source: AFP", "- Reuters", "(With inputs from PTI)".
fn agency_of<'a>(line: &'a str, inside: &'a str) -> Option<&'a str> {
    const LABELS: [&str; 20] = [
        "source:",
        "sources:",
        "credit:",
        "©",
        "(c)",
        "copyright",
        "with inputs from",
        "with input from",
        "with agency inputs from",
        "with reporting by",
        "with files from",
        "with material from",
        "from",
        "with agencies",
        "courtesy:",
        "courtesy of",
        "agency:",
        "via",
        "first published by",
        "--",
    ];
    if line.split(' ').count() > 10 {
        return None;
    }
    let mut rest = inside;
    let mut is_labelled = line.starts_with(['(', '[', '-', '–', '—', '/']);
    while let Some(label) = LABELS
        .iter()
        .find(|it| rest.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it)))
    {
        rest = rest[label.len()..].trim_start();
        is_labelled = true;
    }
    // "© 2016 AFP", "dpa-infocom, dpa:160307-99-520814/2", "Reuters/AFP"
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_digit() || it == ' ');
    let rest = rest.trim_end_matches('.');
    // "dpa jd xx mk", "EFE ab/cd": with the initials of those who wrote
    if let Some((agency, initials)) = rest.split_once([' ', '/'])
        && furniture::agency(agency).is_some()
        && is_initials(initials)
    {
        return Some(agency);
    }
    let first = rest.split([',', '/', ';', '|']).next()?.trim();
    let first = first.split("-infocom").next()?.split(" and ").next()?.trim();
    let is_alone = first.len() == line.trim_matches(|it| "()[]-–—/ .".contains(it)).len();
    (is_labelled || is_alone).then_some(())?;
    let agency = writers::read(first).agencies;
    (!agency.is_empty()).then_some(first)
}

/// "-30-", "ENDS", "###", "(END)", and the initials of those who wrote: "str/ab/cd".
fn is_end(line: &str) -> bool {
    let bare = line.trim_matches(|it: char| !it.is_alphanumeric());
    matches!(bare, "30" | "ENDS" | "END" | "Ends" | "ENDIT" | "ENDITEM" | "Enditem" | "xx")
        || (line.contains('#') && bare.is_empty())
        || (line.contains('/') && is_initials(line))
}

/// "jd xx mk", "ab/cd"
fn is_initials(words: &str) -> bool {
    let is_one =
        |it: &str| (2..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_lowercase());
    words.split([' ', '/', '-']).count() <= 6 && words.split([' ', '/', '-']).all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, is: &str) {
        let said = match part(line) {
            None => "story".to_owned(),
            Some(part) => format!("{part:?}"),
        };
        assert_eq!(said, is, "for {line:?}");
    }

    #[test]
    fn heads_are_for_editors() {
        check("ATTENTION EDITORS - PICTURES TO FOLLOW", "Editors");
        check("(Adds details, quotes, background)", "Editors");
        check("Eds: Updates throughout. With photos", "Editors");
        check("FOR IMMEDIATE RELEASE", "Editors");
        check("EMBARGOED UNTIL 0001 GMT, MARCH 8", "Embargo");
        check("Editors and reporters were among the dead.", "story");
        check(
            "Embargoes on arms were lifted in 2010, the ministry said, and none came into force again since then, whatever the reports of the panel of experts that watches over them for the council have been saying every year about the planes.",
            "story",
        );
    }

    #[test]
    fn corrections_and_updates_are_told() {
        check("Correction: An earlier version of this story misspelt Tamrit.", "Correction");
        check("(Corrects day of attack in paragraph 2)", "Correction");
        check("Editor's note: An earlier version gave a wrong toll.", "Correction");
        check("This is a developing story and will be updated.", "Developing");
        check("(more to come)", "More");
        check("MORE", "More");
        check("Correction officers were among the dead.", "story");
        check("More people died.", "story");
    }

    #[test]
    fn the_end_says_who_reported() {
        check("(Reporting by Rana Odeh; Editing by Tom Aske)", "Reporting(\"Rana Odeh\")");
        check("Editing by Tom Aske", "End");
        check("(With inputs from PTI)", "Agency(\"PTI\")");
        check("© dpa-infocom, dpa:160307-99-520814/2", "Agency(\"dpa\")");
        check("Source: AFP", "Agency(\"AFP\")");
        check("- Reuters", "Agency(\"Reuters\")");
        check("(AFP)", "Agency(\"AFP\")");
        check("Reuters", "Agency(\"Reuters\")");
        check("-30-", "End");
        check("ENDS", "End");
        check("###", "End");
        check("dpa jd xx mk", "Agency(\"dpa\")");
        check("EFE ab/cd", "Agency(\"EFE\")");
        check("str/ab/cd", "End");
        check("Source: a doctor at the hospital in Tamrit", "story");
        check("Reuters was told that nine people died.", "story");
        check("he/she", "End");
    }

    #[test]
    fn versions_are_marked_before_the_headline() {
        let check = |title, mark: Option<(&str, &str)>| assert_eq!(version(title), mark, "{title}");
        check("UPDATE 2-Nine die in Tamrit", Some(("UPDATE 2", "Nine die in Tamrit")));
        check("WRAPUP 1-Nine die in Tamrit", Some(("WRAPUP 1", "Nine die in Tamrit")));
        check("URGENT: Nine die", Some(("URGENT", "Nine die")));
        check("CORRECTED-UPDATE 1-Nine die", Some(("CORRECTED-UPDATE 1", "Nine die")));
        check("UPDATE on the Tamrit attack", None);
        check("LEADERS MEET IN TAMRIT", None);
        check("Nine die", None);
    }
}
