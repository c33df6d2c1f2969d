//! Places: where harm was done, as far as the words say. No map is asked here, that is for `locate.rs`; a
//! place is a chain of names from small to large. Which names are places is known from the register, the pipeline's
//! types, and the words around ("the town of X").

use std::{ops::Range, sync::LazyLock};

use ascribe_sentence::Pos;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::{
    lexicon::Words,
    names::{Names, PlaceName},
    tree::Tree,
};

/// Words beside the names of places, from `words/places.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceWords {
    /// Nouns that make a place of the name beside them.
    nouns: Words,
    /// Words between a name and the name of what it lies in.
    between: Words,
    /// Words behind which a place says where.
    locative: Words,
    /// Nouns for what happens somewhere.
    events: Words,
    /// Nouns that leave a place where it is.
    pub(crate) settlements: Words,
    /// Words that change a place by little.
    pub(crate) around: Words,
    /// Verbs for what happens somewhere.
    happenings: Words,
    /// Prepositions of someone who acts.
    actors: Words,
    /// Verbs for what is done with the wounded and the dead.
    care: Words,
    /// Verbs for how they are brought somewhere.
    carried: Words,
    /// Where they are brought.
    hospitals: Words,
    /// Verbs for what a state does at home.
    at_home: Words,
    /// Words that begin names of what is no place.
    storms: Words,
    /// Nouns for what is named by a place and is none.
    illnesses: Words,
}

pub(crate) static WORDS: LazyLock<PlaceWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/places.toml")).expect("a test reads with these words")
});

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

/// All names of places in a sentence, in order.
pub(crate) fn hits(tree: &Tree, names: &Names) -> Vec<Hit> {
    let mut out: Vec<Hit> = Vec::new();
    for place in names.places() {
        push(&mut out, tree, place.words.clone(), Some(place));
    }
    for name in &tree.sentence.names {
        let mut words = name.tokens.clone();
        // "the occupied West Bank", but "northern Syria"
        let is_lead = |it: usize| {
            let text = tree.token(it).text.as_str();
            let has_dash = it + 1 < tree.len() && tree.is(it + 1, &["-"]);
            text.starts_with(char::is_lowercase) && !WORDS.around.has(text) && !has_dash
        };
        while words.len() > 1 && (is_lead(words.start) || tree.is(words.start, &["the"])) {
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
    out.retain(|hit| !is_of_longer_name(tree, hit));
    out.sort_by_key(|hit| hit.words.start);
    out
}

/// Whether a name is a piece of one that is no place's: "Haji Abdul Bari", "Typhoon Lando", "West Nile
/// virus", "US$".
fn is_of_longer_name(tree: &Tree, hit: &Hit) -> bool {
    let behind = hit.words.end;
    let is_of_next =
        behind < tree.len() && (WORDS.illnesses.has(tree.lemma(behind)) || tree.is(behind, &["$"]));
    let last = &tree.token(behind - 1).text;
    if WORDS.storms.has(&tree.token(hit.words.start).text) || is_of_next || last.ends_with('$') {
        return true;
    }
    if is_of_people(tree, hit) || is_of_body(tree, hit) {
        return true;
    }
    let Some(before) = hit.words.start.checked_sub(1) else { return false };
    let text = &tree.token(before).text;
    let is_piece = tree.pos(before) == Pos::Propn
        && tree.dep(before) == "compound"
        && tree.head(before).is_some_and(|it| hit.words.contains(&it));
    is_piece
        && (WORDS.storms.has(text)
            || tree.is_name_of(before, &["PERSON"]) && tree.is_name_of(hit.head, &["PERSON"]))
}

/// Whether a name beside a noun is that of the people there: "a Dogon village", "Tamil areas".
fn is_of_people(tree: &Tree, hit: &Hit) -> bool {
    let last = hit.words.end - 1;
    let is_before_noun = tree.head(last).is_some_and(|it| it >= hit.words.end)
        && matches!(tree.dep(last), "compound" | "amod" | "nmod");
    let is_of_some = hit.words.start.checked_sub(1).is_some_and(|it| tree.is(it, &["a", "an"]));
    hit.country.is_none()
        && is_before_noun
        && (tree.is_name_of(last, &["NORP"])
            || is_of_some && !tree.is_name_of(last, &["GPE", "LOC", "FAC"]))
}

/// Whether a name begins that of an outlet, a team or a firm: "X Times", but not "X Hospital" or "US Navy".
fn is_of_body(tree: &Tree, hit: &Hit) -> bool {
    let (last, next) = (hit.words.end - 1, hit.words.end);
    !hit.is_country
        && next < tree.len()
        && tree.pos(next) == Pos::Propn
        && tree.token(next).text.starts_with(char::is_uppercase)
        && tree.head(last).is_some_and(|it| it >= next)
        && tree.dep(last) == "compound"
        && tree.is_name_of(last, &["ORG"])
        && tree.is_name_of(next, &["ORG"])
        && !WORDS.hospitals.has(&tree.token(next).text.to_lowercase())
        && !WORDS.nouns.has(&tree.token(next).text.to_lowercase())
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
    let is_noun = |it: usize| WORDS.nouns.has(tree.lemma(it));
    let of_place =
        before.is_some_and(|it| tree.is(it, &["of"])) && before_that.is_some_and(is_noun);
    let named_place = words.end < tree.len()
        && is_noun(words.end)
        && tree.pos(words.end) != Pos::Verb
        && tree.head(words.end - 1) == Some(words.end);
    // "Killeen Police Department" is no department.
    let last_is_place =
        words.len() > 1 && is_noun(words.end - 1) && !tree.is_name_of(words.start, &["ORG"]);
    let in_place = before.is_some_and(|it| tree.is(it, &["in", "near", "outside"]))
        && tree.pos(words.start) == Pos::Propn
        && !tree.is_name_of(
            words.start,
            &["DATE", "TIME", "EVENT", "LAW", "MONEY", "CARDINAL", "LANGUAGE", "ORDINAL"],
        );
    // "the camp at X"
    let at_place = before.is_some_and(|it| tree.is(it, &["at"]))
        && before_that.is_some_and(is_noun)
        && tree.pos(words.start) == Pos::Propn;
    of_place || named_place || last_is_place || in_place || at_place
}

/// The place of what happened at `trigger`, told by `quote`: words and name.
pub(crate) fn of(
    tree: &Tree,
    hits: &[Hit],
    trigger: usize,
    exclude: &dyn Fn(usize) -> bool,
) -> Option<(Where, Aside)> {
    let best = hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| !exclude(hit.head))
        .filter_map(|(at, hit)| {
            let (arcs, is_aside) = distance(tree, hit, trigger)?;
            Some((is_aside || is_of_care(tree, hit.head), arcs, at))
        })
        .min()?;
    let (is_aside, _, at) = best;
    Some((chain(tree, hits, at), if is_aside { Aside::Yes } else { Aside::No }))
}

/// Whether a place is told besides: of what else those who were harmed did, or of where they were
/// brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    Yes,
    No,
}

/// The place of an event that a sentence names without harm: "the explosions in Homs hit a market".
/// Else the first of what it says happened: "gunmen stormed a hotel in Homs".
pub(crate) fn of_event(
    tree: &Tree,
    hits: &[Hit],
    exclude: &dyn Fn(usize) -> bool,
) -> Option<Where> {
    let anchored = |hit: &Hit| anchor(tree, hit).map(|it| it.0);
    let is_events = |hit: &Hit| anchored(hit).is_some_and(|it| WORDS.events.has(tree.lemma(it)));
    let happens = |verb: usize| {
        let of_event = |it: usize| WORDS.events.has(tree.lemma(it));
        WORDS.happenings.has(tree.lemma(verb))
            || tree.children_by(verb, &["nsubj", "nsubjpass"]).any(of_event)
    };
    let is_happenings = |hit: &Hit| {
        let from = anchored(hit).filter(|_| !hit.is_country && !exclude(hit.head))?;
        if is_of_care(tree, hit.head) {
            return None;
        }
        let verb =
            std::iter::once(from).chain(tree.ancestors(from)).find(|&it| tree.is_verb(it))?;
        happens(verb).then_some(())
    };
    let at = hits
        .iter()
        .position(is_events)
        .or_else(|| hits.iter().position(|hit| is_happenings(hit).is_some()))?;
    Some(chain(tree, hits, at))
}

/// How far a place's name is from what happened, in arcs, and whether a clause about something else
/// tells it; `None` where it does not say where.
fn distance(tree: &Tree, hit: &Hit, trigger: usize) -> Option<(usize, bool)> {
    let (anchor, cost) = anchor(tree, hit)?;
    let up: Vec<usize> = std::iter::once(trigger).chain(tree.ancestors(trigger)).collect();
    let mut at = anchor;
    let mut steps = cost;
    let mut is_aside = false;
    let mut left = tree.len();
    loop {
        if let Some(above) = up.iter().position(|&it| it == at) {
            // "nine were killed, he told reporters in X"
            is_aside |= above > 0 && tree.is_verb(at) && crate::dated::is_saying(tree, at);
            // Words that stand after and below are nearer than those of a clause above.
            return Some(((steps + above) * 10 + usize::from(anchor > trigger), is_aside));
        }
        // "men we drank with in Palmyra"
        is_aside |= tree.dep(at) == "relcl" && has_own_subject(tree, at);
        at = tree.head(at)?;
        steps += 1;
        left = left.checked_sub(1)?;
    }
}

/// The word a place's name tells the place of, with the cost of getting there.
fn anchor(tree: &Tree, hit: &Hit) -> Option<(usize, usize)> {
    anchor_of(tree, hit.head, hit.is_country)
}

fn anchor_of(tree: &Tree, head: usize, is_country: bool) -> Option<(usize, usize)> {
    let above = tree.head(head)?;
    match tree.dep(head) {
        "pobj" => {
            let mut prep = above;
            let mut cost = 0;
            let of_noun = || tree.head(prep).is_some_and(|it| !tree.is_verb(it));
            // "brokered by the United States", "traders from Mauritania"
            if WORDS.actors.has(&tree.token(prep).text)
                || is_country && tree.is(prep, &["from"]) && of_noun()
            {
                return None;
            }
            if !WORDS.locative.has(&tree.token(prep).text) {
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
        "conj" => anchor_of(tree, above, is_country).map(|(at, cost)| (at, cost + 1)),
        "appos" | "npadvmod" => {
            let (anchor_at, cost) = anchor_of(tree, above, is_country).unwrap_or((above, 3));
            Some((anchor_at, cost + 1))
        }
        // "Kabul blast kills 12", "Nigeria's army": the first says where, the second who.
        "compound" | "nmod" | "amod" | "poss" => {
            if WORDS.nouns.has(tree.lemma(above)) {
                let (anchor_at, cost) = anchor_of(tree, above, is_country)?;
                Some((anchor_at, cost + 1))
            } else if WORDS.events.has(tree.lemma(above)) {
                Some((above, 3))
            } else {
                match tree.dep(above) {
                    // "Mossad" of "working for Israel's Mossad", "agency" of "Iran's agency said".
                    "pobj" => anchor_of(tree, above, is_country).map(|(at, cost)| (at, cost + 4)),
                    "nsubj" | "nsubjpass" if says(tree, above) => None,
                    _ => {
                        let outer = anchor_of(tree, above, is_country);
                        outer.map(|(at, cost)| (at, cost + 4)).or(Some((above, 8)))
                    }
                }
            }
        }
        // "X hanged two men": a state does so at home.
        "nsubj" if is_country && WORDS.at_home.has(tree.lemma(above)) => Some((above, 5)),
        "nsubj" | "nsubjpass" => None,
        "dobj" | "attr" => Some((above, 5)),
        _ => Some((above, 4)),
    }
}

/// Whether a word is a noun for what happens somewhere.
pub(crate) fn is_event(tree: &Tree, it: usize) -> bool {
    WORDS.events.has(tree.lemma(it))
}

/// Whether a relative clause tells what others did: "men we drank with", not "men who drank".
fn has_own_subject(tree: &Tree, verb: usize) -> bool {
    let mut subjects = tree.children_by(verb, &["nsubj", "nsubjpass"]);
    subjects.any(|it| !tree.is(it, &["who", "which", "that"]))
}

/// Whether a subject is one who says something.
fn says(tree: &Tree, subject: usize) -> bool {
    tree.head(subject).is_some_and(|verb| crate::dated::is_saying(tree, verb))
}

/// Whether a place is where the wounded or the dead were brought: "flown to X", "a hospital in X".
fn is_of_care(tree: &Tree, head: usize) -> bool {
    let mut at = head;
    for above in tree.ancestors(head) {
        let is_in = |it: usize| {
            tree.dep(it) == "pobj"
                && tree
                    .head(it)
                    .is_some_and(|prep| tree.is(prep, &["in", "at", "to", "by", "from", "into"]))
        };
        if tree.is_verb(above) {
            let by_way = tree.dep(at) == "prep" && tree.is(at, &["to", "in", "at", "into", "on"]);
            let is_to = tree.is(at, &["to", "into"]);
            return by_way
                && (WORDS.care.has(tree.lemma(above))
                    || is_to && WORDS.carried.has(tree.lemma(above)));
        }
        if WORDS.events.has(tree.lemma(above)) {
            return false;
        }
        if WORDS.hospitals.has(tree.lemma(above)) && is_in(above) {
            let of = tree.head(above).and_then(|prep| tree.head(prep));
            // "died in a hospital in X", but "was shot in a hospital in X"
            return of.is_none_or(|it| {
                let lemma = tree.lemma(it);
                let happens = tree.is_verb(it) && WORDS.happenings.has(lemma);
                lemma == "die" || !WORDS.events.has(lemma) && !happens
            });
        }
        at = above;
    }
    false
}

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
        && gap
            .clone()
            .all(|it| WORDS.between.has(&tree.token(it).text) || WORDS.nouns.has(tree.lemma(it)))
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
