//! Item: what an agency calls a piece of its wire, and which earlier piece it stands for now. How
//! each form of wire says so is in `ninjs.rs`, `newsml.rs` and `iptc7901.rs`.

use std::fmt;

/// What an agency says of a piece of its wire, by which it knows it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its name, the same for all its versions ("urn:newsml:agency.example:20160306:1").
    pub name: Option<String>,
    /// Which version of it this is.
    pub version: Option<String>,
    /// The words by which desks find it again ("Bolivia-Flood").
    pub slug: Option<String>,
    /// From 1, the most urgent, to 9.
    pub urgency: Option<u8>,
    /// What this one changes of what was sent before.
    pub earlier: Vec<Earlier>,
}

/// An earlier piece of the wire, for which another stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its name; the item's own where an earlier version of it is meant.
    pub name: String,
    /// What became of it.
    pub change: Change,
}

/// What an agency does to what it sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It adds to it.
    Updates,
    /// It had something wrong.
    Corrects,
    /// It sends it anew, as a whole.
    Replaces,
    /// It takes it back.
    Withdraws,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::Updates => "updates",
            Change::Corrects => "corrects",
            Change::Replaces => "replaces",
            Change::Withdraws => "withdraws",
        })
    }
}

impl Change {
    /// The change that a signal, a status or a note of the desk names in its first words:
    /// "sig:correction", "CORRECTS spelling of name", "stat:canceled". Later words tell of the news,
    /// where troops withdraw and flights are cancelled.
    pub(crate) fn read(words: &str) -> Option<Change> {
        const FIRST: usize = 4;
        let words = words.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
        words.take(FIRST).enumerate().find_map(|(at, word)| {
            let low = word.to_lowercase();
            let is = |stems: &[&str]| stems.iter().any(|it| low.starts_with(it));
            // A story to be killed is so in capitals, and before anything else.
            if is(&["withdr", "cancel", "retract"]) || (word == "KILL" && at < 2) {
                Some(Change::Withdraws)
            } else if is(&["correct"]) {
                Some(Change::Corrects)
            } else if is(&["replac", "supersed", "substitut", "writethru"]) {
                Some(Change::Replaces)
            } else if is(&["updat", "previous", "evolved"]) {
                Some(Change::Updates)
            } else {
                None
            }
        })
    }
}

impl Item {
    /// Remembers what `words` say became of this item's own earlier versions, where there are any.
    pub(crate) fn add_own(&mut self, words: &[&str]) {
        let change = words.iter().find_map(|it| Change::read(it));
        let is_first = self.version.as_deref().is_none_or(|it| it == "1" || it == "0");
        let change = change.or((!is_first).then_some(Change::Updates));
        if let (Some(change), Some(name)) = (change, &self.name)
            && (!is_first || change == Change::Withdraws || self.earlier.is_empty())
        {
            self.earlier.insert(0, Earlier { name: name.clone(), change });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_known_by_the_words_that_agencies_use() {
        let check = |words: &str, change| assert_eq!(Change::read(words), change, "{words}");
        check("sig:correction", Some(Change::Corrects));
        check("CORRECTS spelling of the mayor's name, adds detail", Some(Change::Corrects));
        check("UPDATES with police quote", Some(Change::Updates));
        check("stat:canceled", Some(Change::Withdraws));
        check("MANDATORY KILL", Some(Change::Withdraws));
        check("UPDATES as troops withdraw", Some(Change::Updates));
        check("Floods kill ten in Oruro", None);
        check("TEN BODIES FOUND, POLICE KILL TWO", None);
        check("irel:previousVersion", Some(Change::Updates));
        check("1st Ld-Writethru, Flood", Some(Change::Replaces));
        check("stat:usable", None);
        check("skilled workers", None);
    }
}
