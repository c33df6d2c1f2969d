//! Places: where harm was done, as far as the words say. No map is asked here, that is for `locate.rs`; a
//! place is a chain of names from small to large. Which names are places is known from the register, the pipeline's
//! types, and the words around ("the town of X").

use std::ops::Range;

use ascribe_sentence::Pos;
use smol_str::SmolStr;

use crate::{
    names::{Names, PlaceName},
    tree::Tree,
};

/// A name of a place in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) words: Range<usize>,
    /// The token the name hangs on.
    head: usize,
    /// The name as it is to be read, and what the register says it lies in, without the country.
    chain: Vec<SmolStr>,
    country: Option<SmolStr>,
    is_country: bool,
}

/// A place as one sentence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Where {
    pub(crate) words: Range<usize>,
    /// From small to large, without the country. Empty where only a country is told.
    pub(crate) parts: Vec<SmolStr>,
    pub(crate) country: Option<SmolStr>,
    /// Whether the country stands beside the name, and is not only what the register or the story tells.
    pub(crate) country_told: bool,
}

impl Where {
    /// A place of which only the country is told.
    pub(crate) fn country(name: &SmolStr) -> Where {
        Where { words: 0..0, parts: Vec::new(), country: Some(name.clone()), country_told: true }
    }

    /// "al-Zahraa, Homs, Syria"
    pub(crate) fn name(&self) -> String {
        let parts: Vec<&str> =
            self.parts.iter().chain(&self.country).map(SmolStr::as_str).collect();
        parts.join(", ")
    }

    /// Whether one of the two is the other told more exactly, or may be.
    pub(crate) fn may_be(&self, other: &Where) -> bool {
        let one_country = match (&self.country, &other.country) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let shared = self
            .parts
            .iter()
            .any(|part| other.parts.iter().any(|it| it.eq_ignore_ascii_case(part)));
        one_country && (shared || self.parts.is_empty() || other.parts.is_empty())
    }
}

/// Nouns that make a place of the name beside them.
const PLACE_NOUNS: &[&str] = &[
    "town",
    "city",
    "village",
    "district",
    "province",
    "region",
    "suburb",
    "state",
    "county",
    "camp",
    "neighbourhood",
    "neighborhood",
    "area",
    "governorate",
    "municipality",
    "township",
    "island",
    "oblast",
    "department",
    "prefecture",
    "capital",
    "port",
    "settlement",
    "enclave",
    "valley",
    "strip",
    "peninsula",
    "desert",
    "mountains",
    "river",
    "lake",
    "airport",
    "market",
    "square",
    "quarter",
    "division",
    "commune",
    "subdivision",
    "hamlet",
    "outskirts",
    "raion",
    "emirate",
    "canton",
    "borough",
    "territory",
    "stronghold",
    "coast",
    "basin",
    "gulf",
    "strait",
    "bay",
    "crossing",
    "base",
    "prison",
    "kingdom",
    "republic",
];

/// Words that stand between a name and the name of what it lies in.
const BETWEEN: &[&str] = &[
    ",",
    "in",
    "of",
    "'s",
    "’s",
    "the",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
];

const LOCATIVE: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "around",
    "across",
    "on",
    "within",
    "inside",
    "off",
    "throughout",
    "along",
    "of",
    "through",
    "from",
    "to",
    "into",
    "over",
    "north",
    "south",
    "east",
    "west",
    "between",
    "between",
    "close",
    "toward",
    "towards",
];

/// All names of places in a sentence, in order.
pub(crate) fn hits(tree: &Tree, names: &Names) -> Vec<Hit> {
    let mut out: Vec<Hit> = Vec::new();
    for place in names.places() {
        push(&mut out, tree, place.words.clone(), Some(place));
    }
    for name in &tree.sentence.names {
        let mut words = name.tokens.clone();
        if tree.is(words.start, &["the"]) && words.len() > 1 {
            words.start += 1;
        }
        while words.len() > 1 && tree.is(words.end - 1, &["'s", "’s", "'", "’"]) {
            words.end -= 1;
        }
        let typed = matches!(name.label.as_str(), "GPE" | "LOC" | "FAC");
        if (typed || placed(tree, &words))
            && !names.is_party(&words)
            && words.clone().any(|it| tree.pos(it) == Pos::Propn)
        {
            push(&mut out, tree, words, None);
        }
    }
    // "the town of X", "X district", where the pipeline sees no name at all.
    for it in 0..tree.len() {
        if tree.pos(it) == Pos::Propn && tree.name(it).is_none() {
            let end = (it..tree.len())
                .find(|&end| tree.pos(end) != Pos::Propn && !tree.is(end, &["-", "al"]))
                .unwrap_or(tree.len());
            if placed(tree, &(it..end)) && !names.is_party(&(it..end)) {
                push(&mut out, tree, it..end, None);
            }
        }
    }
    out.sort_by_key(|hit| hit.words.start);
    out
}

fn push(out: &mut Vec<Hit>, tree: &Tree, words: Range<usize>, known: Option<&PlaceName>) {
    if words.is_empty() || words.end > tree.len() {
        return;
    }
    let inside = |hit: &Hit| hit.words.start < words.end && words.start < hit.words.end;
    if let Some(at) = out.iter().position(inside) {
        // The longer of two overlapping names is the name: "New York", "York".
        if out[at].words.len() >= words.len() {
            return;
        }
        out.remove(at);
    }
    let head = words
        .clone()
        .find(|&it| tree.head(it).is_none_or(|above| !words.contains(&above)))
        .unwrap_or(words.start);
    let hit = match known {
        Some(place) => Hit {
            words,
            head,
            chain: place.chain.clone(),
            country: place.country.clone(),
            is_country: place.is_country,
        },
        None => {
            let name = SmolStr::from(tree.words(words.start..=words.end - 1));
            Hit { words, head, chain: vec![name], country: None, is_country: false }
        }
    };
    out.push(hit);
}

/// Whether the words around a name make it a place.
fn placed(tree: &Tree, words: &Range<usize>) -> bool {
    if words.is_empty() {
        return false;
    }
    let before = words.start.checked_sub(1);
    let before_that = words.start.checked_sub(2);
    let is_noun =
        |it: usize| PLACE_NOUNS.iter().any(|noun| tree.lemma(it).eq_ignore_ascii_case(noun));
    let of_place =
        before.is_some_and(|it| tree.is(it, &["of"])) && before_that.is_some_and(is_noun);
    let named_place = words.end < tree.len()
        && is_noun(words.end)
        && tree.pos(words.end) != Pos::Verb
        && tree.head(words.end - 1) == Some(words.end);
    let last_is_place = words.len() > 1 && is_noun(words.end - 1);
    let in_place = before.is_some_and(|it| tree.is(it, &["in", "near", "outside"]))
        && tree.pos(words.start) == Pos::Propn
        && !tree.is_name_of(
            words.start,
            &["DATE", "TIME", "EVENT", "LAW", "MONEY", "CARDINAL", "LANGUAGE", "ORDINAL"],
        );
    of_place || named_place || last_is_place || in_place
}

/// The place of what happened at `trigger`, told by `quote`: words and name.
pub(crate) fn of(
    tree: &Tree,
    hits: &[Hit],
    trigger: usize,
    exclude: &dyn Fn(usize) -> bool,
) -> Option<Where> {
    let best = hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| !exclude(hit.head))
        .filter_map(|(at, hit)| Some((distance(tree, hit, trigger)?, at)))
        .min()?;
    Some(chain(tree, hits, best.1))
}

/// The place of an event that a sentence names without harm: "the explosions in Homs hit a market".
pub(crate) fn of_event(tree: &Tree, hits: &[Hit]) -> Option<Where> {
    let at = hits.iter().position(|hit| {
        anchor(tree, hit.head).is_some_and(|(noun, _)| {
            EVENT_NOUNS.iter().any(|event| tree.lemma(noun).eq_ignore_ascii_case(event))
        })
    })?;
    Some(chain(tree, hits, at))
}

/// How far a place's name is from what happened, in arcs; `None` where it does not say where.
fn distance(tree: &Tree, hit: &Hit, trigger: usize) -> Option<usize> {
    let (anchor, cost) = anchor(tree, hit.head)?;
    let up: Vec<usize> = std::iter::once(trigger).chain(tree.ancestors(trigger)).collect();
    let mut at = anchor;
    let mut steps = cost;
    let mut left = tree.len();
    loop {
        if let Some(above) = up.iter().position(|&it| it == at) {
            // Words that stand after and below are nearer than those of a clause above.
            return Some((steps + above) * 10 + usize::from(anchor > trigger));
        }
        at = tree.head(at)?;
        steps += 1;
        left = left.checked_sub(1)?;
    }
}

/// The word a place's name tells the place of, with the cost of getting there.
fn anchor(tree: &Tree, head: usize) -> Option<(usize, usize)> {
    let above = tree.head(head)?;
    match tree.dep(head) {
        "pobj" => {
            let mut prep = above;
            let mut cost = 0;
            if !LOCATIVE.iter().any(|word| tree.is(prep, &[word])) {
                return matches!(tree.dep(prep), "prep")
                    .then(|| tree.head(prep).map(|it| (it, 6)))
                    .flatten();
            }
            if tree.is(
                prep,
                &["to", "from", "of", "into", "through", "over", "between", "toward", "towards"],
            ) {
                cost += 2;
            }
            // "in the city of X", "in a market in X": up to the verb or event the outer "in" hangs on.
            let mut left = 6;
            while let Some(outer) = tree.head(prep) {
                let place_noun = matches!(tree.dep(outer), "pobj") && tree.pos(outer) != Pos::Verb;
                if !place_noun || left == 0 {
                    return Some((outer, cost));
                }
                left -= 1;
                let Some(next) = tree.head(outer) else { return Some((outer, cost)) };
                prep = next;
            }
            Some((prep, cost))
        }
        "appos" | "conj" | "npadvmod" => {
            let (anchor_at, cost) = anchor(tree, above).unwrap_or((above, 3));
            Some((anchor_at, cost + 1))
        }
        // "Kabul blast kills 12", "Nigeria's army": the first says where, the second who.
        "compound" | "nmod" | "amod" | "poss" => {
            let noun = tree.lemma(above).to_lowercase();
            if PLACE_NOUNS.contains(&noun.as_str()) {
                let (anchor_at, cost) = anchor(tree, above)?;
                Some((anchor_at, cost + 1))
            } else if EVENT_NOUNS.contains(&noun.as_str()) {
                Some((above, 3))
            } else {
                let outer = anchor(tree, above);
                outer.map(|(at, cost)| (at, cost + 4)).or(Some((above, 8)))
            }
        }
        "nsubj" | "nsubjpass" => None,
        "dobj" | "attr" => Some((above, 5)),
        _ => Some((above, 4)),
    }
}

const EVENT_NOUNS: &[&str] = &[
    "attack",
    "bombing",
    "blast",
    "explosion",
    "shooting",
    "clash",
    "raid",
    "strike",
    "airstrike",
    "war",
    "siege",
    "battle",
    "flood",
    "earthquake",
    "quake",
    "storm",
    "fire",
    "crash",
    "massacre",
    "protest",
    "riot",
    "ambush",
    "assault",
    "offensive",
    "conflict",
    "stabbing",
    "violence",
    "fighting",
    "disaster",
    "shelling",
    "bomb",
    "killing",
];

/// Every name of a place with what it lies in, as far as the words beside it say.
pub(crate) fn each(tree: &Tree, hits: &[Hit]) -> Vec<Where> {
    let each = (0..hits.len()).map(|at| {
        if let Some(country) = hits[at].country.as_ref().filter(|_| hits[at].is_country) {
            return Where { words: hits[at].words.clone(), ..Where::country(country) };
        }
        let mut order = order(tree, hits, at);
        // "Homs, Hama and Idlib" is a list.
        let listed = |it: &usize| tree.children_by(hits[*it].head, &["cc"]).next().is_some();
        if order.len() > 1 && order.iter().any(listed) {
            order = vec![at];
        }
        let from = order.iter().position(|&it| it == at).unwrap_or(0);
        Where { words: hits[at].words.clone(), ..told(tree, hits, &order[from..]) }
    });
    each.collect()
}

/// The name with what it lies in, as far as the words beside it say.
fn chain(tree: &Tree, hits: &[Hit], at: usize) -> Where {
    told(tree, hits, &order(tree, hits, at))
}

/// The names that tell one place together, from small to large.
fn order(tree: &Tree, hits: &[Hit], at: usize) -> Vec<usize> {
    let (mut first, mut last) = (at, at);
    while last + 1 < hits.len() && adjoin(tree, &hits[last], &hits[last + 1]) {
        last += 1;
    }
    while first > 0 && adjoin(tree, &hits[first - 1], &hits[first]) {
        first -= 1;
    }
    // The text goes from small to large after a comma or "in", from large to small before "'s X" and
    // in "the X suburb of Y".
    let mut order: Vec<usize> = Vec::new();
    for it in first..=last {
        let smaller_than_before = it > first && goes_down(tree, &hits[it - 1], &hits[it]);
        let position = if smaller_than_before {
            order.iter().position(|&o| o == it - 1).unwrap_or(order.len())
        } else {
            order.len()
        };
        order.insert(position, it);
    }
    order
}

fn told(tree: &Tree, hits: &[Hit], order: &[usize]) -> Where {
    let start = order.iter().map(|&it| hits[it].words.start).min().unwrap_or(0);
    let end = order.iter().map(|&it| hits[it].words.end).max().unwrap_or(0);
    let mut parts: Vec<SmolStr> = Vec::new();
    let mut add = |part: &SmolStr| {
        if !parts.iter().any(|it| it.eq_ignore_ascii_case(part)) {
            parts.push(part.clone());
        }
    };
    let places = || order.iter().map(|&it| &hits[it]).filter(|hit| !hit.is_country);
    places().filter_map(|hit| hit.chain.first()).for_each(&mut add);
    places().flat_map(|hit| hit.chain.iter().skip(1)).for_each(&mut add);
    // The country stands beside it, is known, or is told elsewhere in the sentence.
    let beside = order.iter().map(|&it| &hits[it]).find(|hit| hit.is_country);
    let elsewhere =
        || hits.iter().find(|hit| hit.is_country && matches!(tree.dep(hit.head), "pobj" | "poss"));
    let country_told = beside.is_some();
    let country = beside
        .and_then(|hit| hit.country.clone())
        .or_else(|| places().find_map(|hit| hit.country.clone()))
        .or_else(|| elsewhere().and_then(|hit| hit.country.clone()));
    Where { words: start..end, parts, country, country_told }
}

fn adjoin(tree: &Tree, one: &Hit, other: &Hit) -> bool {
    let gap = one.words.end..other.words.start;
    gap.len() <= 4
        && gap.clone().all(|it| {
            BETWEEN.iter().any(|word| tree.is(it, &[word]))
                || PLACE_NOUNS.iter().any(|noun| tree.lemma(it).eq_ignore_ascii_case(noun))
        })
        && !(gap.is_empty())
}

fn goes_down(tree: &Tree, one: &Hit, other: &Hit) -> bool {
    if other.is_country {
        return false;
    }
    let gap: Vec<usize> = (one.words.end..other.words.start).collect();
    let has = |words: &[&str]| gap.iter().any(|&it| tree.is(it, words));
    has(&["'s", "’s"])
        || has(&["of"])
            && gap.first().is_some_and(|&it| !tree.is(it, &["of", ","]))
            && !has(&[",", "in"])
            && tree.is_under(one.head, *gap.first().unwrap_or(&one.head))
}
