//! Iptc7901: a piece of agency wire as teleprinters had it and many agencies still send it, by the
//! message format IPTC 7901. Its lines are read in `text.rs`.

use crate::{
    From, Item, Moment, Reason, date, draft::Draft, item::Change, ninjs::withdrawn, text,
    white_space::tidy,
};

/// Marks of the parts: before the head, before the text, after the text.
const HEAD: char = '\x01';
const TEXT: char = '\x02';
const END: char = '\x03';

/// Reads the parts of a report from a message.
pub(crate) fn read(message: &str) -> Result<Draft, Reason> {
    let (_, message) = message.split_once(HEAD).ok_or(Reason::NoStory)?;
    let (head, message) = message.split_once(TEXT).ok_or(Reason::CutOff)?;
    let (body, foot) = message.split_once(END).unwrap_or((message, ""));
    let (agency, item) = known(head);
    let published = day(foot);
    let known = Draft { agency, published, ..Draft::default() }.all_from(From::Wire);
    let body = printed(body);
    // Agencies end a headline with "=".
    let lines: Vec<&str> = body.lines().map(|it| it.strip_suffix(" =").unwrap_or(it)).collect();
    let mut draft = text::read(&lines.join("\n"), known)?;
    // A message does not name the one it changes; that it takes one back stands in its first words.
    if Change::read(&body) == Some(Change::Withdraws) {
        draft.notes.push(withdrawn());
    }
    Ok(Draft { item: Some(item), ..draft })
}

/// The agency and the item, of a head like "dpa0123 4 pl 456 Bolivia/Flood/".
fn known(head: &str) -> (Option<String>, Item) {
    let head = tidy(&printed(head));
    let mut rest = head.split(' ');
    let first = rest.next().unwrap_or("");
    let end = first.find(|it: char| it.is_ascii_digit()).unwrap_or(first.len());
    let agency = Some(first[..end].to_owned()).filter(|it| !it.is_empty());
    let name = Some(first.to_owned()).filter(|it| !it.is_empty());
    let mut item = Item { name, ..Item::default() };
    let mut slug = Vec::new();
    for (at, word) in rest.enumerate() {
        let is_number = word.bytes().all(|it| it.is_ascii_digit());
        match (at, word.parse()) {
            (0, Ok(urgency @ 1..=9)) => item.urgency = Some(urgency),
            // The category has up to three letters, and the number of words follows.
            (1, _) if word.len() <= 3 => {}
            _ if is_number && slug.is_empty() => {}
            _ => slug.push(word),
        }
    }
    item.slug = Some(slug.join(" ")).filter(|it| !it.is_empty());
    (agency, item)
}

/// The day of a foot like "061845 Mar 16": day and time, month, year.
fn day(foot: &str) -> Option<Moment> {
    let foot = printed(foot);
    let words: Vec<&str> = foot.split_whitespace().collect();
    words.windows(3).find_map(|it| {
        let day = it[0].get(..2).filter(|_| it[0].len() >= 6)?;
        let year = it[2].get(..it[2].len().min(4))?;
        let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let year = match year.len() {
            2 if is_number(year) => format!("20{year}"),
            4 if is_number(year) => year.to_owned(),
            _ => return None,
        };
        date::of_markup(&format!("{} {} {year}", day.trim_start_matches('0'), it[1]))
    })
}

/// The letters of a message without the signs that were for machines.
fn printed(text: &str) -> String {
    text.chars().filter(|&it| !it.is_control() || "\n\t".contains(it)).collect()
}
