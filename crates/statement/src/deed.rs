//! Deeds of violence that someone says were done: whether by the one who tells it or by others.
//! Which verbs tell of such a deed stands in the rules.

use ascribe_sentence::Pos;

use crate::{names::Names, register::Kind, rules::Deed, tree::Tree};

/// One who tells of a deed.
pub(crate) struct Teller<'t> {
    /// The name as resolved.
    pub(crate) name: &'t str,
    /// What they are by the words that stand for them.
    pub(crate) kind: Option<Kind>,
    /// Whether the deed is told within quotation marks.
    pub(crate) is_quoted: bool,
    /// Whether the words for the teller stand before the deed: "the rebels said …".
    pub(crate) is_first: bool,
}

/// What an attack is made with or told as, and where it comes from: whose it is stands beside it.
const MEANS: &[&str] = &[
    "strike",
    "airstrike",
    "raid",
    "drone",
    "plane",
    "jet",
    "warplane",
    "aircraft",
    "helicopter",
    "artillery",
    "shelling",
    "shell",
    "rocket",
    "missile",
    "mortar",
    "bombardment",
    "bombing",
    "fire",
    "gunfire",
    "tank",
    "gunship",
    "attack",
    "assault",
    "ambush",
    "offensive",
    "action",
    "bullet",
    "sniper",
    "bomb",
    "grenade",
    "mine",
    "munition",
    "projectile",
    "device",
    "shot",
    "round",
    "post",
    "position",
    "checkpoint",
    "base",
    "trench",
];

/// Nouns for fighters whose side stands beside them: "Islamic State fighters", "its men".
const FIGHTERS: &[&str] = &[
    "fighter",
    "force",
    "troop",
    "soldier",
    "unit",
    "commando",
    "rebel",
    "militant",
    "guerrilla",
    "militiaman",
    "insurgent",
    "terrorist",
    "saboteur",
    "group",
    "mercenary",
    "army",
    "military",
    "militia",
    "navy",
    "ranger",
    "paratrooper",
    "settler",
    "jihadist",
    "guard",
    "dissident",
    "invader",
    "raider",
    "bomber",
    "commander",
    "pilot",
    "officer",
    "gendarme",
    "separatist",
    "extremist",
    "bandit",
];

/// Last words of the names of armed groups that nobody has put into the register.
const BANDS: &[&str] = &[
    "brigade",
    "brigades",
    "front",
    "army",
    "militia",
    "force",
    "forces",
    "battalion",
    "battalions",
    "cartel",
    "gang",
    "guard",
    "guards",
    "regiment",
    "corps",
    "movement",
    "command",
    "resistance",
    "legion",
    "squad",
    "column",
    "fighters",
];

/// Nouns for the one spoken for: "the group's forces", said by its spokesman.
const OWNERS: &[&str] =
    &["group", "movement", "organisation", "organization", "country", "ministry"];

/// Whose deed it is, where the one who did it can be told from the words. "Soldiers shot them,
/// witnesses said" tells where the news has it from; who is quoted, or says first that soldiers did
/// it, accuses.
pub(crate) fn whose(tree: &Tree, names: &Names, doer: usize, teller: &Teller) -> Option<Deed> {
    if teller.kind.is_some_and(only_counts) {
        return None;
    }
    side(tree, names, doer, teller)
        .filter(|deed| *deed == Deed::Own || teller.is_first || teller.is_quoted)
}

fn side(tree: &Tree, names: &Names, doer: usize, teller: &Teller) -> Option<Deed> {
    let stands_for_speaker = tree.is(doer, &["we", "i", "our", "my"])
        || !teller.is_quoted && tree.is(doer, &["it", "they", "its", "their"]);
    if tree.is(doer, &["his", "her"]) {
        return (!teller.is_quoted && teller.kind.is_some_and(has_arms)).then_some(Deed::Own);
    }
    if stands_for_speaker {
        let may_be_theirs = teller.is_first || !tree.is(doer, &["it", "they"]);
        return (may_be_theirs && teller.kind.is_none_or(has_arms)).then_some(Deed::Own);
    }
    if tree.pos(doer) == Pos::Pron {
        return None;
    }
    let words = crate::saying::phrase(tree, doer);
    let party = names.party_in(&words).filter(|it| !it.is_short);
    if let Some(party) = party
        && is_force(party.kind)
    {
        let is_of_nation = words.clone().any(|it| {
            tree.is_name_of(it, &["NORP", "GPE", "ORG"])
                && tree.pos(it) != Pos::Noun
                && tree.lower(it).len() > 3
                && shares_nation(&tree.token(it).text, teller.name)
        });
        let own = party.name == teller.name || is_state(party.kind) && is_of_nation;
        return Some(if own { Deed::Own } else { Deed::Others });
    }
    let nation = words.clone().find(|&it| {
        tree.name(it).is_some_and(|name| matches!(name.label.as_str(), "NORP" | "GPE"))
            || it == doer && names.place_at(it).is_some()
    });
    let lemma = tree.lemma(doer).to_lowercase();
    if is_means(tree, doer) {
        // "The general staff said a strike had …"
        return (teller.is_first && teller.kind.is_some_and(is_force)).then_some(Deed::Own);
    }
    if tree.dep(doer) == "poss" && OWNERS.contains(&lemma.as_str()) {
        return Some(Deed::Own);
    }
    if tree.pos(doer) == Pos::Propn && BANDS.contains(&tree.lower(doer).as_str()) {
        let own = words.clone().all(|it| {
            tree.pos(it) != Pos::Propn || teller.name.contains(tree.token(it).text.as_str())
        });
        return Some(if own { Deed::Own } else { Deed::Others });
    }
    let of_force = names.word_at(doer).is_some_and(|it| is_force(it.kind) || is_state(it.kind))
        || FIGHTERS.contains(&lemma.as_str());
    if !of_force && nation != Some(doer) {
        return None;
    }
    match nation {
        Some(nation) => Some(if shares_nation(tree.token(nation).text.as_str(), teller.name) {
            Deed::Own
        } else {
            Deed::Others
        }),
        // "The ministry said troops had …": its own; of other armed people it says who they are.
        None if is_state_force(&lemma) => {
            // A mayor has no troops, the police no soldiers.
            match teller.kind {
                Some(Kind::LocalGovernment) => None,
                Some(Kind::Police) if !matches!(lemma.as_str(), "officer" | "police" | "unit") => {
                    Some(Deed::Others)
                }
                Some(kind) if is_state(kind) => Some(Deed::Own),
                _ => Some(Deed::Others),
            }
        }
        None => teller
            .kind
            .is_some_and(|kind| has_arms(kind) && kind != Kind::Police)
            .then_some(Deed::Others),
    }
}

/// Whether the last word of what someone is called is one for fighters: "jihadists", "militant group".
pub(crate) fn are_fighters(called: &str) -> bool {
    let last = called.split(' ').next_back().unwrap_or_default();
    FIGHTERS.iter().any(|it| last.strip_suffix('s').unwrap_or(last) == *it)
}

/// Whether a name ends as those of armed groups do: "Hill Brigade".
pub(crate) fn is_band(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    BANDS.contains(&last.as_str())
}

/// The one behind the means: "Russian planes", "rockets fired by rebels", "its forces".
pub(crate) fn owner(tree: &Tree, names: &Names, doer: usize) -> usize {
    let mut doer = tree.antecedent(doer);
    // "one of its fighters", "three of its men"
    if (matches!(tree.lemma(doer), "one" | "some" | "member" | "dozen" | "hundred")
        || tree.pos(doer) == Pos::Num)
        && let Some(whole) = tree
            .children_by(doer, &["prep"])
            .filter(|&it| tree.is(it, &["of"]))
            .find_map(|it| tree.children_by(it, &["pobj"]).next())
    {
        doer = whole;
    }
    if let Some(owner) = tree.children_by(doer, &["poss"]).next() {
        return owner;
    }
    if names.party_at(doer).is_some() || !is_means(tree, doer) {
        return doer;
    }
    // "rockets fired by rebels", "an attack by rebels", "a drone of the army"
    let fired = tree.children_by(doer, &["acl"]);
    let by = |it: usize| tree.children_by(it, &["pobj"]).next();
    // "the attack of Nice" was there, and not done by it.
    let is_armed = |&it: &usize| {
        names.party_at(it).is_some_and(|it| has_arms(it.kind))
            || names.word_at(it).is_some_and(|it| has_arms(it.kind))
            || FIGHTERS.contains(&tree.lemma(it).to_lowercase().as_str())
    };
    let of = tree
        .children_by(doer, &["prep"])
        .filter(|&it| tree.is(it, &["of", "from"]))
        .filter_map(by)
        .filter(is_armed);
    let fired_by = fired
        .flat_map(|clause| tree.children_by(clause, &["agent"]).collect::<Vec<_>>())
        .chain(tree.children_by(doer, &["prep"]).filter(|&it| tree.is(it, &["by"])))
        .filter_map(by)
        .filter(|&it| is_side(tree, names, it))
        .chain(of)
        .next();
    let beside = || {
        tree.children_by(doer, &["amod", "compound", "nmod", "nsubj"])
            .find(|&it| is_side(tree, names, it))
    };
    fired_by.or_else(beside).unwrap_or(doer)
}

/// Whether the word is one for what an attack is made with or told as.
pub(crate) fn is_means(tree: &Tree, it: usize) -> bool {
    MEANS.contains(&tree.lemma(it).to_lowercase().as_str())
}

/// Whether the word is one for a side that may use arms.
fn is_side(tree: &Tree, names: &Names, it: usize) -> bool {
    tree.is_name_of(it, &["NORP", "GPE", "ORG"])
        || names.party_at(it).is_some()
        || names.word_at(it).is_some_and(|word| is_force(word.kind) || is_state(word.kind))
        || FIGHTERS.contains(&tree.lemma(it).to_lowercase().as_str())
}

/// "Russian" and "Russia", "Israeli" and "Israel Defense Forces".
fn shares_nation(nation: &str, name: &str) -> bool {
    let stem: String = nation.to_lowercase().chars().take(4).collect();
    name.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|word| word.starts_with(&stem))
}

fn is_state_force(lemma: &str) -> bool {
    matches!(
        lemma,
        "force"
            | "troop"
            | "soldier"
            | "unit"
            | "commando"
            | "army"
            | "military"
            | "navy"
            | "ranger"
            | "paratrooper"
            | "police"
            | "officer"
            | "gunner"
            | "pilot"
    )
}

pub(crate) fn is_force(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Army
            | Kind::AirForce
            | Kind::Navy
            | Kind::BorderGuard
            | Kind::ArmedGroup
            | Kind::Militia
            | Kind::Coalition
            | Kind::Mercenaries
            | Kind::Gang
            | Kind::Peacekeepers
            | Kind::Intelligence
    )
}

fn is_state(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Army
            | Kind::AirForce
            | Kind::Navy
            | Kind::BorderGuard
            | Kind::Police
            | Kind::Intelligence
            | Kind::Ministry
            | Kind::Government
            | Kind::LocalGovernment
            | Kind::StateMedia
            | Kind::Official
    )
}

/// One who may say "we did it" of a deed of violence, or be a party to a truce.
pub(crate) fn has_arms(kind: Kind) -> bool {
    is_force(kind) || is_state(kind) || kind == Kind::Party
}

/// Those who bring help or the news tell how many were hurt and by what; they accuse nobody by it.
fn only_counts(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Hospital | Kind::Rescue | Kind::Agency | Kind::Media | Kind::Aid | Kind::Company
    )
}
