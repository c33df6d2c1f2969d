//! News: the day of what a report tells first. Every day the report tells is weighed: by how early it
//! stands, and whether it is the day of a harm, of an event that is known by its day ("Tuesday's
//! raid"), of a clause told besides, of a count, or of somebody's saying so.

use jiff::civil::Date;

use super::{
    Days,
    kind::Day,
    near::{anchor, governor, head},
};
use crate::{
    day::{self, Mention, Of, Precision, When, words::WORDS},
    figure::Harm,
    place,
    tree::Tree,
};

/// The day of the news of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NewsDay {
    pub(crate) when: When,
    /// The stretch that the story tells it by first, where it tells it more exactly further down: "last
    /// week's clash", which "began on Thursday and ended on Friday".
    pub(crate) stretch: Option<When>,
}

/// The days that a story has told so far.
#[derive(Default)]
pub(crate) struct News {
    told: Vec<Told>,
    /// How many sentences it has.
    sentences: usize,
    /// Whether a court does what is told first.
    is_of_court: bool,
    /// Whether the next sentence is its heading, which is not counted.
    has_heading: bool,
}

/// A day that may be that of the news.
#[derive(Clone, Copy)]
struct Told {
    when: When,
    weight: i32,
    sentence: usize,
    is_event: bool,
    is_vague: bool,
    is_aside: bool,
}

/// What the place of a sentence in the story is worth, from the first on.
const PLACES: [i32; 5] = [40, 30, 26, 22, 20];
/// The same for those behind.
const FURTHER: i32 = 8;
/// Sentences whose days are weighed; behind them only those of events known by their day.
const FAR: usize = 12;
/// Sentences in which a stretch is looked for more exactly.
const NEAR: usize = 8;

impl News {
    /// The news of a story whose first sentence is its heading.
    pub(crate) fn with_heading() -> News {
        News { has_heading: true, ..News::default() }
    }

    /// Weighs the days of the next sentence of the story.
    pub(crate) fn keep(&mut self, tree: &Tree, days: &Days, harms: &[Harm]) {
        // "SRINAGAR, April 14."
        let is_sentence = (0..tree.len()).any(|it| tree.is_verb(it));
        if std::mem::take(&mut self.has_heading) || !is_sentence {
            return;
        }
        let sentence = self.sentences;
        self.sentences += 1;
        if sentence == 0 {
            self.is_of_court = is_of_court(tree);
        }
        for (mention, day) in &days.all {
            let Some(when) = mention.when else { continue };
            let is_event = *day == Day::Event && mention.of == Of::Clause;
            let is_aside = is_aside(tree, anchor(tree, mention));
            if let Some(weight) = weight(tree, days, harms, (mention, *day), sentence) {
                let is_vague = mention.is_vague;
                self.told.push(Told { when, weight, sentence, is_event, is_vague, is_aside });
            }
        }
        // "Gunmen kill four": news that is told as of now.
        let is_now = is_told_now(tree) && harms.iter().any(|it| days.of(tree, it).is_none());
        if let (0, Some(published), true) = (sentence, days.published, is_now) {
            let (when, weight) = (When::on(published), PLACES[0] + 4);
            self.told.push(Told {
                when,
                weight,
                sentence,
                is_event: false,
                is_vague: false,
                is_aside: false,
            });
        }
    }

    /// The day of the news, counted back from publication.
    pub(crate) fn day(&self, published: Option<Date>) -> Option<NewsDay> {
        if self.is_of_court {
            let mut deeds = self.told.iter().filter(|it| it.is_event && it.sentence < FAR);
            let deed = deeds.find(|it| day::is_day_or_night(it.when))?;
            // "A man who killed four three years ago": in the year that the deed's day is in.
            let mut whole = self.told.iter().map(|it| it.when);
            let stretch = whole
                .find(|it| *it != deed.when && it.from <= deed.when.from && deed.when.to <= it.to);
            return Some(NewsDay { when: deed.when, stretch });
        }
        let recent = self.told.iter().filter(|it| is_recent(it, published));
        // The first of those that weigh most.
        let first = recent.rev().max_by_key(|it| it.weight)?;
        // "Last week", and below it "on Friday"; but of "ten days of fighting" no one day is the day.
        let near = self.told.iter().filter(|it| it.is_event && !it.is_aside && it.sentence < NEAR);
        let exact = near.map(|it| it.when).find(|it| {
            is_more_exact(*it, first.when) && (first.is_vague || !day::is_day_or_night(*it))
        });
        Some(match exact {
            Some(when) => NewsDay { when, stretch: Some(first.when) },
            None => NewsDay { when: first.when, stretch: None },
        })
    }
}

/// How much a day is worth as that of the news; `None` if it cannot be.
fn weight(
    tree: &Tree,
    days: &Days,
    harms: &[Harm],
    (mention, day): (&Mention, Day),
    sentence: usize,
) -> Option<i32> {
    let place = PLACES.get(sentence).copied().unwrap_or(FURTHER);
    let is_lead = sentence == 0;
    let anchor = anchor(tree, mention);
    let has = |harm: &Harm| {
        days.of(tree, harm).is_some_and(|own| !own.is_count && Some(own.when) == mention.when)
    };
    // "killing 31 after a week of violence in which 100 died": the 31 are the news.
    let is_of_harm = match mention.of {
        Of::Next => !harms.is_empty() && harms.iter().all(has),
        _ => harms.iter().any(has),
    };
    let is_known_by_it = is_known_by_it(tree, mention);
    if sentence >= FAR && !is_known_by_it {
        return None;
    }
    match day {
        Day::Other => None,
        Day::Saying => is_lead.then_some(2),
        Day::Count => is_lead.then_some(6),
        Day::Event => match mention.of {
            // "found alive on Thursday, four days after the quake"
            Of::Next if mention.is_known || is_of_harm => {
                Some(place + 6 + 10 * i32::from(is_of_harm))
            }
            Of::Next | Of::Counted if !is_of_harm => None,
            _ => {
                let of_harm = if is_of_harm { 10 } else { 0 };
                let main = if is_main(tree, anchor) { 4 } else { 0 };
                let aside = if is_aside(tree, anchor) { -8 } else { 0 };
                let long = match mention.when {
                    Some(when) if !is_lead && !day::is_day_or_night(when) => -10,
                    _ => 0,
                };
                let weight = place + of_harm + main + aside + long;
                Some(if is_known_by_it { weight.max(34) } else { weight })
            }
        },
    }
}

/// Whether the main verb tells what is done now, and is not one of saying.
fn is_told_now(tree: &Tree) -> bool {
    let Some(root) = (0..tree.len()).find(|&it| tree.head(it).is_none()) else { return false };
    let has = |deps: &[&str]| tree.children_by(root, deps).next().is_some();
    matches!(tree.tag(root), "VBZ" | "VBP")
        && !WORDS.saying.has(tree.lemma(root))
        && !matches!(tree.lemma(root), "be" | "have")
        && !has(&["ccomp", "aux"])
}

fn is_main(tree: &Tree, it: usize) -> bool {
    tree.is_verb(it) && matches!(tree.dep(it), "ROOT" | "ccomp")
}

/// "Tuesday's raid"
fn is_known_by_it(tree: &Tree, mention: &Mention) -> bool {
    let is_owner = mention.words.clone().any(|it| tree.dep(it) == "poss");
    let noun = governor(tree, head(tree, mention));
    is_owner
        && noun
            .is_some_and(|it| place::is_event(tree, it) || tree.is(it, &["incident", "incidents"]))
}

/// Whether a day is told in a clause about somebody, or of what had been before; what somebody says had
/// been is the news.
fn is_aside(tree: &Tree, anchor: usize) -> bool {
    let clauses = || std::iter::once(anchor).chain(tree.ancestors(anchor));
    let had = tree.children_by(anchor, &["aux"]).any(|it| tree.is(it, &["had"]));
    let is_of_somebody = |it: usize| {
        tree.dep(it) == "relcl" && tree.head(it).is_some_and(|noun| !place::is_event(tree, noun))
    };
    had && !clauses().any(|it| tree.dep(it) == "ccomp") || clauses().any(is_of_somebody)
}

/// Of the month before publication and not long: what the story tells first may last two weeks, what
/// it tells further down is of the last week and one day.
fn is_recent(told: &Told, published: Option<Date>) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |it| it.get_days());
    let (longest, oldest) = match told.sentence {
        0 => (16, 31),
        1..NEAR => (16, 31),
        _ => (1, 7),
    };
    let long = days(told.when.from, told.when.to);
    told.when.precision == Precision::Day
        && long <= longest
        && published.is_some_and(|to| (0..=oldest).contains(&days(told.when.to, to)))
}

/// Whether one tells a stretch more exactly: within it, or with nearly the same beginning.
fn is_more_exact(one: When, stretch: When) -> bool {
    let is_within = stretch.from <= one.from && one.to <= stretch.to;
    let is_same_end = one.to == stretch.to
        && one.from.until(stretch.from).is_ok_and(|it| it.get_days().abs() <= 2)
        && one.from != one.to;
    one != stretch && one.precision == Precision::Day && (is_within || is_same_end)
}

/// Whether a court does what a sentence tells first.
fn is_of_court(tree: &Tree) -> bool {
    let Some(root) = (0..tree.len()).find(|&it| tree.head(it).is_none()) else { return false };
    WORDS.judging.has(tree.lemma(root))
        || tree
            .children_by(root, &["nsubj", "nsubjpass"])
            .any(|it| WORDS.judges.has(tree.lemma(it)))
}
