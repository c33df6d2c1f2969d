//! Resolving: what a giver is, by the name a reading files it under: its entry where the register
//! has it, else a kind by its head noun. Who gives what is decided before, and not here.

use super::find::{Mention, Naming};
use super::{CountryCode, Entry, Kind, Party, Register};

/// What is known of a giver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Giver<'r> {
    /// Its entry, where the register has one.
    pub party: Option<&'r Party>,
    /// What it is: the entry's kind, else by the head noun ("a hospital source").
    pub kind: Option<Kind>,
    /// Where it belongs, where its entry or its words say so.
    pub country: Option<CountryCode>,
}

/// Words behind which no head noun stands: "a doctor at the hospital".
const ENDS: [&str; 14] = [
    "of", "for", "in", "at", "from", "near", "with", "on", "by", "who", "that", "to", "based",
    "under",
];

impl Register {
    /// What the giver of this name is.
    pub fn giver(&self, name: &str) -> Giver<'_> {
        let is_full = |it: &&super::Sense| it.naming != Naming::Short;
        let whole = self.find(name);
        if let Some(party) =
            whole.iter().filter(is_full).find_map(|it| self.entry(it.entry).party())
        {
            let country = party.countries.first().copied();
            return Giver { party: Some(party), kind: Some(party.kind), country };
        }
        let spaced = name.replace(',', " , ").replace("'s ", " 's ").replace("’s ", " ’s ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mentions = self.find_all(words.iter().copied());
        let country = whole
            .iter()
            .map(|it| it.entry)
            .chain(mentions.iter().map(|it| it.senses[0].entry))
            .find_map(|id| self.entry(id).country());
        // "Moscow", and a country: its government.
        let is_place = || whole.first().is_some_and(|it| self.entry(it.entry).is_place());
        let kind = match self.kind_by_head(&words, &mentions) {
            // "Chadian leader"
            Some(Kind::Party) if country.is_some() => Some(Kind::Government),
            None if is_place() => Some(Kind::Government),
            kind => kind,
        };
        Giver { party: None, kind, country }
    }

    /// The kind of the last noun before a preposition; where it tells little ("source",
    /// "spokesman"), that of whom it belongs to.
    fn kind_by_head(&self, words: &[&str], mentions: &[Mention]) -> Option<Kind> {
        // "of" within "Ministry of Health" ends nothing.
        let ends = |at: usize| {
            (words[at] == "," || ENDS.contains(&words[at].to_lowercase().as_str()))
                && !mentions.iter().any(|it| it.words.contains(&at))
        };
        let end = |from: usize| (from..words.len()).find(|&at| ends(at)).unwrap_or(words.len());
        // "Ahmed Hassan, doctor at a hospital": the noun stands behind the comma.
        let comma = words.iter().position(|it| *it == ",").map_or(words.len(), |it| it + 1);
        let (at, head) = [0, comma].into_iter().find_map(|from| {
            let within = from..end(from);
            mentions
                .iter()
                .enumerate()
                .rfind(|(_, it)| within.contains(&it.words.start) && self.has_kind(it))
        })?;
        let kind = self.entry(head.senses[0].entry).kind()?;
        if !matches!(kind, Kind::Official | Kind::Unnamed) {
            return Some(kind);
        }
        let before = mentions[..at].iter().rev();
        let behind = mentions[at + 1..].iter();
        let owner = before.chain(behind).find(|it| self.has_kind(it));
        owner.and_then(|it| self.entry(it.senses[0].entry).kind()).or(Some(kind))
    }

    fn has_kind(&self, mention: &Mention) -> bool {
        mention.senses[0].naming != Naming::Short
            && self.entry(mention.senses[0].entry).kind().is_some()
    }
}

impl Entry {
    fn party(&self) -> Option<&Party> {
        match self {
            Entry::Source(party) | Entry::Actor(party) => Some(party),
            Entry::Country(_) | Entry::Place(_) | Entry::Word(_) | Entry::Role(_) => None,
        }
    }

    fn is_place(&self) -> bool {
        match self {
            Entry::Country(_) => true,
            Entry::Place(place) => place.seat,
            Entry::Source(_) | Entry::Actor(_) | Entry::Word(_) | Entry::Role(_) => false,
        }
    }
}
