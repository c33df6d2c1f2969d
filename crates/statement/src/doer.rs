//! Doer: who did the harm that a figure tells of, by the words of its own sentence. Who is blamed for
//! it, and by whom, is a claim and read in `claim.rs`.

use ascribe_sentence::Pos;

use crate::{
    cast::Cast,
    claim, deed,
    figure::Harm,
    names::Names,
    nouns::{Counts, Nouns},
    phrase,
    register::Kind,
    statement::{Doer, Named, Source},
    tree::Tree,
};

/// Verbs of an attack whose subject does the harm of the clause around: "killed when gunmen stormed …".
const ATTACKS: &[&str] = &[
    "ambush", "assault", "attack", "bomb", "bombard", "detonate", "explode", "fire", "hit",
    "launch", "open", "raid", "ram", "shell", "shoot", "stab", "storm", "strike", "target",
    "throw", "hurl", "blow", "burst",
];

/// Words that leave it open whether they did it.
const SUSPECTED: &[&str] = &["suspected", "alleged", "presumed", "apparent", "supposed", "accused"];

/// Storms have names as persons have.
const STORMS: &[&str] =
    &["hurricane", "typhoon", "cyclone", "storm", "tornado", "earthquake", "quake", "virus"];

/// One who tells of the harm.
pub(crate) struct Giver<'s> {
    pub(crate) source: &'s Source,
    pub(crate) kind: Option<Kind>,
}

/// Who did a harm.
pub(crate) fn of(
    cast: &Cast,
    nouns: &Nouns,
    sentence: usize,
    harm: &Harm,
    giver: &Giver,
) -> Option<Doer> {
    let (tree, names) = (&cast.trees[sentence], &cast.names[sentence]);
    let (doer, is_accused) = if harm.is_deed {
        acting(tree, names, harm.trigger, harm.head)
    } else {
        beside(tree, names, harm.trigger)
    }?;
    let is_suspected = is_accused || is_doubted(tree, doer);
    let owner = deed::owner(tree, names, doer);
    // "The region's war killed nine": the region did not.
    let acts = tree.antecedent(doer);
    let is_owned = owner != acts && tree.dep(owner) == "poss";
    if is_owned && !deed::is_means(tree, acts) && !may_harm(tree, names, nouns, acts) {
        return None;
    }
    if tree.pos(owner) == Pos::Pron || tree.tag(owner) == "PRP$" {
        let named = giver.source.given_by.clone().filter(|_| is_giver(tree, owner, giver))?;
        return Some(Doer { named, is_suspected });
    }
    if owner == harm.head || tree.is_under(harm.head, owner) || !may_harm(tree, names, nouns, owner)
    {
        return None;
    }
    let is_suspected = is_suspected || is_doubted(tree, owner);
    // "an Afghan" is not Afghanistan.
    let is_one = tree.tag(owner).starts_with("NN")
        && tree.children_by(owner, &["det"]).any(|it| tree.is(it, &["a", "an"]));
    let mut named = if is_one {
        phrase::plain(cast, sentence, owner)
    } else {
        claim::whom(cast, sentence, owner, &[])
    };
    without_doubt(&mut named);
    Some(Doer { named, is_suspected })
}

/// "suspected rebels" are filed as rebels.
fn without_doubt(named: &mut Named) {
    if let Some((first, rest)) = named.name.split_once(' ')
        && SUSPECTED.contains(&first.to_lowercase().as_str())
    {
        named.name = rest.to_owned();
    }
}

fn is_doubted(tree: &Tree, it: usize) -> bool {
    tree.children_by(it, &["amod", "compound", "advmod"]).any(|it| tree.is(it, SUSPECTED))
}

/// "We killed nine", "the army said its men had killed nine": the one who says it did it.
fn is_giver(tree: &Tree, pronoun: usize, giver: &Giver) -> bool {
    let name = giver.source.name().unwrap_or_default();
    // A mayor has no troops, and a farmer who says that "they" killed his son did not.
    let is_armed = match giver.kind {
        Some(Kind::LocalGovernment | Kind::Official) => false,
        Some(kind) => deed::has_arms(kind),
        None => deed::are_fighters(name) || deed::is_band(name),
    };
    let is_quoted = claim::is_quoted(tree, pronoun);
    is_armed
        && (tree.is(pronoun, &["we", "our", "us"])
            || !is_quoted && tree.is(pronoun, &["it", "its", "they", "their"]))
}

/// Where the harm is told without a deed: "died in an attack by rebels", "a Taliban bomb left nine dead".
fn beside(tree: &Tree, names: &Names, trigger: usize) -> Option<(usize, bool)> {
    let above = tree.ancestors(trigger).take(2).take_while(|&it| tree.is_verb(it));
    let doers = std::iter::once(trigger).chain(above).filter_map(|it| {
        let subject = tree.children_by(it, &["nsubj"]).next();
        let means =
            subject.filter(|&it| deed::owner(tree, names, it) != it && deed::is_means(tree, it));
        means.or_else(|| in_attack(tree, names, it))
    });
    doers.map(|it| (it, false)).next()
}

/// The word for the one who acts, and whether they are only accused of it.
fn acting(tree: &Tree, names: &Names, trigger: usize, people: usize) -> Option<(usize, bool)> {
    let mut at = trigger;
    for _ in 0..4 {
        if let Some(by) = by_whom(tree, at) {
            return Some((by, false));
        }
        if !tree.is_verb(at) && !tree.tag(at).starts_with("VB") {
            // "the army's killing of nine", "an attack left nine dead"
            if let Some(owner) = tree.children_by(at, &["poss"]).next() {
                return Some((owner, false));
            }
            at = tree.head(at).filter(|&head| {
                tree.is_verb(head)
                    && matches!(
                        tree.dep(at),
                        "dobj" | "oprd" | "acomp" | "ccomp" | "xcomp" | "amod" | "acl"
                    )
            })?;
            continue;
        }
        if is_passive(tree, at) {
            let joined = tree.children_by(at, &["conj"]).filter(|&it| is_passive(tree, it));
            let by = joined.into_iter().find_map(|it| by_whom(tree, it));
            return by.or_else(|| in_attack(tree, names, at)).map(|it| (it, false));
        }
        let subject = tree.children_by(at, &["nsubj"]).next();
        match subject {
            Some(it) if it != people && !tree.is_under(people, it) => return Some((it, false)),
            Some(_) => return in_attack(tree, names, at).map(|it| (it, false)),
            None => {}
        }
        let head = tree.head(at)?;
        match tree.dep(at) {
            "acl" => return (tree.tag(at) == "VBG").then_some((head, false)),
            "advcl" | "xcomp" | "conj" if tree.is_verb(head) => {
                if is_passive(tree, head) && tree.dep(at) == "advcl" {
                    return by_whom(tree, head).map(|it| (it, false));
                }
                at = head;
            }
            // "accused of killing nine", "before killing nine"
            "pcomp" => {
                let verb = tree.head(head)?;
                if matches!(tree.lemma(verb), "accuse" | "suspect" | "charge" | "convict" | "blame")
                {
                    let accused = tree.children_by(verb, &["dobj", "nsubjpass"]).next();
                    return accused
                        .or((tree.dep(verb) == "acl").then(|| tree.head(verb)).flatten())
                        .map(|it| (it, true));
                }
                at = verb;
            }
            _ => return None,
        }
    }
    None
}

fn is_passive(tree: &Tree, it: usize) -> bool {
    tree.tag(it) == "VBN"
        && tree.children_by(it, &["aux"]).all(|aux| {
            tree.lemma(aux) != "have" || tree.children_by(it, &["auxpass"]).next().is_some()
        })
        && tree.children_by(it, &["dobj"]).next().is_none()
}

/// "by the rebels" behind a verb or the noun for a deed.
fn by_whom(tree: &Tree, it: usize) -> Option<usize> {
    tree.children_by(it, &["agent", "prep"])
        .filter(|&by| tree.is(by, &["by"]))
        .find_map(|by| tree.children_by(by, &["pobj"]).next())
}

/// "in an attack by rebels", "when gunmen opened fire": the attack is told around the harm.
fn in_attack(tree: &Tree, names: &Names, verb: usize) -> Option<usize> {
    let around = tree
        .children_by(verb, &["prep"])
        .filter(|&it| tree.is(it, &["in", "during", "after", "from", "under", "with"]));
    let told = around.filter_map(|it| tree.children_by(it, &["pobj"]).next()).find_map(|attack| {
        let owner = deed::owner(tree, names, attack);
        (owner != attack).then_some(owner)
    });
    told.or_else(|| {
        tree.children_by(verb, &["advcl"])
            .filter(|&it| ATTACKS.contains(&tree.lemma(it)) && !is_passive(tree, it))
            .find_map(|it| tree.children_by(it, &["nsubj"]).next())
    })
}

/// Whether the word is one for somebody who can do harm, and not for a thing that does.
fn may_harm(tree: &Tree, names: &Names, nouns: &Nouns, it: usize) -> bool {
    let is_storm = |it: usize| STORMS.contains(&tree.lower(it).as_str());
    if crate::saying::phrase(tree, it).any(is_storm) {
        return false;
    }
    let kind = names.party_at(it).map(|it| it.kind).or(names.word_at(it).map(|it| it.kind));
    kind.is_some_and(deed::has_arms)
        || deed::are_fighters(&tree.lower(it))
        || nouns.counts(tree.lemma(it)) == Counts::People
        || nouns.is_group(tree.lemma(it))
        || tree.is_name_of(it, &["NORP", "GPE", "ORG", "PERSON"])
            && matches!(tree.pos(it), Pos::Propn | Pos::Adj)
}
