//! Dated: which day a figure has. A sentence names the day of what it tells, but also the day on
//! which someone said so, a body was found or a toll rose; and a figure without a day has that of
//! the news. How days are written is in `day`.

use std::sync::LazyLock;

use ascribe_sentence::Pos;
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    day::{self, Mention, Of, Precision, When},
    figure::Harm,
    lexicon::Words,
    place,
    saying::Frame,
    statement::Measure,
    tree::Tree,
};

/// Verbs and nouns by whose day a harm has or has not its own, from `words/days.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayWords {
    /// What is done with words: its day is not that of a harm.
    saying: Words,
    /// What is done about a harm long after.
    judging: Words,
    /// A toll that changes, and what comes to light when the harm is done.
    counting: Words,
    /// Who judges.
    judges: Words,
}

static WORDS: LazyLock<DayWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../words/days.toml")).expect("a test reads with these words")
});

/// How the day of a figure was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// There is none.
    No,
    /// The sentence says it.
    Sentence,
    /// The figure that it is a part of has it.
    Whole,
    /// A figure before it in the paragraph has it.
    Paragraph,
    /// It is the day of what the report tells first.
    News,
    /// The report tells no day, so it is that of publication.
    Published,
    /// The headline says none; the story says it of the same number.
    Story,
}

impl Dated {
    /// In words for people, and in JSON.
    pub fn show(self) -> &'static str {
        match self {
            Dated::No => "",
            Dated::Sentence => "said in the sentence",
            Dated::Whole => "the day of the figure it is a part of",
            Dated::Paragraph => "the day told before in the paragraph",
            Dated::News => "the day of the report's news",
            Dated::Published => "the day of publication, since the report tells no other",
            Dated::Story => "told below the headline",
        }
    }
}

/// Whether a verb or noun is of what is done with words.
pub(crate) fn is_saying(tree: &Tree, it: usize) -> bool {
    WORDS.saying.has(tree.lemma(it))
}

/// The days of a sentence, each with what it is the day of.
pub(crate) struct Days {
    all: Vec<(Mention, Day)>,
}

/// What a day in a sentence is the day of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// The thing told.
    Event,
    /// A toll that rose, a body that was found, a wounded who died.
    Count,
    /// Someone's saying so, or a court's.
    Saying,
    /// What the thing told is held against: "the deadliest raid since March".
    Other,
}

/// The day a sentence gives for a harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Own {
    pub(crate) when: When,
    /// It is the day of a count; the harm may have been before.
    pub(crate) is_count: bool,
}

impl Days {
    /// `told` are the days that the text was telling of before, the nearest first.
    pub(crate) fn read(
        tree: &Tree,
        frames: &[Frame],
        published: Option<Date>,
        told: &[When],
    ) -> Days {
        let words: Vec<&str> = tree.sentence.tokens.iter().map(|it| it.text.as_str()).collect();
        let mut days = day::find_all(&words, published, told);
        // "the 2011 uprising", "the 2020 Summer Olympics": the year is a part of the name.
        days.retain(|it| it.words.len() > 1 || !is_of_name(tree, it.words.start));
        let all = days
            .into_iter()
            .map(|mut it| {
                it.when = it.when.map(|when| so_far(tree, &it, when, published));
                let day = day_of(tree, frames, &it);
                (it, day)
            })
            .collect();
        Days { all }
    }

    /// The words of days that cannot be counted to.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &Mention> {
        self.all.iter().map(|it| &it.0).filter(|it| it.when.is_none())
    }

    /// The days in order, and what each is the day of.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&Mention, &'static str)> {
        self.all.iter().map(|(mention, day)| {
            let of = match (day, mention.of) {
                (_, Of::Next) => "of what is told behind it",
                (Day::Event, _) => "of what happened",
                (Day::Count, _) => "of a count, or of what came to light",
                (Day::Saying, _) => "of saying so, or of a court's",
                (Day::Other, _) => "of what it is held against",
            };
            (mention, of)
        })
    }

    /// The last day that the sentence tells of.
    pub(crate) fn last_told(&self) -> Option<When> {
        self.all.iter().rev().filter(|it| it.1 == Day::Event).find_map(|it| it.0.when)
    }

    /// The first day among the words that hang below one.
    pub(crate) fn under(&self, tree: &Tree, head: usize) -> Option<When> {
        let all = self.all.iter().map(|it| &it.0);
        all.filter(|it| tree.is_under(it.words.start, head)).find_map(|it| it.when)
    }

    /// Whether a harm is said to have been on a day that cannot be counted to, as February 30.
    pub(crate) fn is_unknown(&self, tree: &Tree, harm: &Harm) -> bool {
        self.all.iter().any(|(it, day)| {
            *day == Day::Event
                && it.when.is_none()
                && it.of == Of::Clause
                && governor(tree, head(tree, it)) == Some(harm.trigger)
        })
    }

    /// The day of what the sentence tells first: of its main verb.
    pub(crate) fn main(&self, tree: &Tree) -> Option<When> {
        let is_main = |it: usize| tree.is_verb(it) && matches!(tree.dep(it), "ROOT" | "ccomp");
        self.all
            .iter()
            .filter(|(it, day)| *day == Day::Event && it.of != Of::Next)
            .filter(|(it, _)| governor(tree, head(tree, it)).is_some_and(is_main))
            .find_map(|it| it.0.when)
    }

    /// The day for a harm: the nearest in the tree that can be its day.
    pub(crate) fn of(&self, tree: &Tree, harm: &Harm) -> Option<Own> {
        self.all
            .iter()
            .filter_map(|(mention, day)| {
                let when = mention.when?;
                let head = head(tree, mention);
                let above = governor(tree, head);
                let is_its_verb = above == Some(harm.trigger);
                if *day == Day::Other
                    || *day == Day::Saying && !is_its_verb
                    || mention.of == Of::Next && !follows(tree, mention, harm.trigger)
                    || is_of_their_deed(tree, harm, above)
                    || above.is_some_and(|it| is_reason(tree, it, harm.trigger))
                {
                    return None;
                }
                // "Six were missing on Monday": on Monday they still were.
                let is_state = harm.measure == Measure::Missing
                    && above.is_some_and(|it| it == harm.trigger || tree.lemma(it) == "be");
                let is_count = *day == Day::Count || is_state;
                // "212 have died, nine on Monday"
                let is_of_number = above == Some(harm.head);
                let far = if is_of_number { 0 } else { distance(tree, head, harm.trigger) };
                Some(((is_count, far), Own { when, is_count }))
            })
            .min_by_key(|it| it.0)
            .map(|it| it.1)
    }
}

/// The day of what a report tells first: one day or night, else a stretch of days in the lead, else
/// that on which someone said so. Where a court speaks in the lead it is the day of the deed, however
/// long ago.
pub(crate) fn of_news<'t>(
    first: impl Iterator<Item = (&'t Tree<'t>, &'t Vec<Frame>)>,
    published: Option<Date>,
) -> Option<When> {
    let all: Vec<Told> = first
        .map(|(tree, frames)| Told { days: Days::read(tree, frames, published, &[]), tree })
        .collect();
    let (near, lead) = (&all[..all.len().min(NEAR)], &all[..all.len().min(1)]);
    let one = |told: &[Told], since: i32| {
        told.iter().flat_map(Told::events).find_map(|it| {
            let when = it.when.filter(|_| it.of == Of::Clause)?;
            (is_recent(when, published, 1) && is_since(when, published, since)).then_some(when)
        })
    };
    // "found alive on Thursday, four days after the quake"
    let known = || {
        let next = near.iter().flat_map(|it| &it.days.all).filter(|(it, _)| it.of == Of::Next);
        next.filter(|(it, _)| it.is_known)
            .find_map(|(it, _)| it.when.filter(|when| is_recent(*when, published, 1)))
    };
    let stretch = || {
        let told = lead.iter().flat_map(Told::events).filter(|it| it.of == Of::Clause);
        told.filter_map(|it| it.when).find(|&when| is_recent(when, published, 14))
    };
    let said = || {
        let said = lead.iter().flat_map(|it| &it.days.all);
        let said = said.filter(|(_, day)| *day == Day::Saying);
        said.filter_map(|(it, _)| it.when).find(|&when| is_recent(when, published, 0))
    };
    let deed = || {
        let told = all.iter().flat_map(Told::events).filter(|it| it.of == Of::Clause);
        told.filter_map(|it| it.when).find(|&it| day::is_day_or_night(it))
    };
    if lead.iter().any(|it| is_of_court(it.tree)) {
        return deed();
    }
    let news =
        one(near, 31).or_else(known).or_else(stretch).or_else(|| one(&all, 7)).or_else(said)?;
    // "the clash last week", and further down "it began on Thursday": the day told more exactly.
    let is_within = |it: &When| {
        news.from <= it.from && it.to <= news.to && *it != news && day::is_day_or_night(*it)
    };
    let mut within = near.iter().flat_map(Told::events).filter(|it| it.of == Of::Clause);
    if news.from == news.to {
        return Some(news);
    }
    Some(within.find_map(|it| it.when.filter(is_within)).unwrap_or(news))
}

/// Sentences in which the news is looked for first.
const NEAR: usize = 5;

/// A sentence with its days.
struct Told<'t> {
    days: Days,
    tree: &'t Tree<'t>,
}

impl Told<'_> {
    /// Days of what happened.
    fn events(&self) -> impl Iterator<Item = &Mention> {
        self.days.all.iter().filter(|(_, day)| *day == Day::Event).map(|(it, _)| it)
    }
}

/// Whether a court does what a sentence tells first.
fn is_of_court(tree: &Tree) -> bool {
    let Some(root) = (0..tree.len()).find(|&it| tree.head(it).is_none()) else { return false };
    WORDS.judging.has(tree.lemma(root))
        || tree
            .children_by(root, &["nsubj", "nsubjpass"])
            .any(|it| WORDS.judges.has(tree.lemma(it)))
}

/// Not longer ago than so many days.
fn is_since(when: When, published: Option<Date>, days: i32) -> bool {
    published.is_some_and(|to| when.to.until(to).is_ok_and(|it| it.get_days() <= days))
}

/// What happened is named again by its noun: "the bombing" is "Tuesday's bombing" of before.
#[derive(Default)]
pub(crate) struct Named {
    known: Vec<(String, When)>,
}

impl Named {
    /// Keeps the days of what a sentence names: "Tuesday's bombing", "a raid on Friday".
    pub(crate) fn keep(&mut self, tree: &Tree, days: &Days) {
        for (mention, day) in &days.all {
            let noun = governor(tree, head(tree, mention));
            let noun = noun.filter(|&it| !tree.is_verb(it) && place::is_event(tree, it));
            if let (Day::Event, Some(noun), Some(when)) = (day, noun, mention.when)
                && day::is_day_or_night(when)
            {
                self.known.push((tree.lemma(noun).to_lowercase(), when));
            }
        }
    }

    /// The day of what was named before and is named again beside a harm.
    pub(crate) fn day(&self, tree: &Tree, trigger: usize) -> Option<When> {
        let is_again = |it: usize| {
            place::is_event(tree, it)
                && tree.dep(it) == "pobj"
                && tree.children_by(it, &["det"]).any(|it| tree.is(it, &["the", "that"]))
        };
        let noun = (0..tree.len()).find(|&it| {
            is_again(it)
                && tree.ancestors(it).find(|&it| tree.is_verb(it)).is_none_or(|verb| {
                    verb == trigger || tree.is_under(trigger, verb) && tree.dep(verb) != "relcl"
                })
        })?;
        let lemma = tree.lemma(noun).to_lowercase();
        self.known.iter().rev().find(|it| it.0 == lemma).map(|it| it.1)
    }
}

/// Of the month before publication, from one day to another at most so many days after.
fn is_recent(when: When, published: Option<Date>, longest: i32) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |it| it.get_days());
    when.precision == Precision::Day
        && days(when.from, when.to) <= longest
        && published.is_some_and(|published| (0..32).contains(&days(when.to, published)))
}

/// Whether a year is a part of a name; "died in the 2018 floods" tells when.
fn is_of_name(tree: &Tree, year: usize) -> bool {
    let is_in_name =
        tree.tag(year) == "CD" && matches!(tree.dep(year), "nummod" | "compound" | "nmod" | "amod");
    let tells_when = || {
        let noun = tree.head(year)?;
        let prep = tree.head(noun).filter(|&it| tree.is(it, &["in", "during"]))?;
        let is_verbs = tree.head(prep).is_some_and(|it| tree.is_verb(it));
        Some(is_verbs && tree.tag(noun).starts_with("NN") && tree.pos(noun) == Pos::Noun)
    };
    is_in_name && tells_when() != Some(true)
}

/// "this year" has come as far as the day of publication.
fn so_far(tree: &Tree, mention: &Mention, when: When, published: Option<Date>) -> When {
    let is_this = tree.is(mention.words.start, &["this"]) && mention.of == Of::Clause;
    match published {
        Some(to)
            if is_this && when.precision != Precision::Day && when.from <= to && to < when.to =>
        {
            When { from: when.from, to, precision: Precision::Day }
        }
        _ => when,
    }
}

fn day_of(tree: &Tree, frames: &[Frame], mention: &Mention) -> Day {
    if mention.of == Of::Next {
        return Day::Event;
    }
    let head = head(tree, mention);
    if tells_when_said(tree, frames, head) || is_of_source(tree, frames, head) {
        return Day::Saying;
    }
    if is_comparison(tree, mention) {
        return Day::Other;
    }
    // The day of saying so is one day, or a night.
    let is_one = mention.when.is_none_or(day::is_day_or_night);
    let Some(above) = governor(tree, head).filter(|_| is_one) else { return Day::Event };
    let lemma = tree.lemma(above);
    let in_hospital = || {
        let preps = tree.children_by(above, &["prep"]).filter(|&it| tree.is(it, &["in", "of"]));
        preps
            .flat_map(|it| tree.children(it))
            .any(|&it| tree.is(it, &["hospital", "hospitals", "wounds", "injuries"]))
    };
    let still = || tree.children_by(above, &["advmod"]).any(|it| tree.is(it, &["still"]));
    // "by Monday twenty bodies had been found", "as of Monday"
    let by = || {
        let before = |it: usize| head.checked_sub(it);
        before(1).is_some_and(|it| tree.is(it, &["by"]))
            || before(2)
                .is_some_and(|it| tree.is(it, &["by"]) && tree.is(it + 1, &["late", "early"]))
            || before(2).is_some_and(|it| tree.is(it, &["as"]) && tree.is(it + 1, &["of"]))
    };
    // "stood at 15 on Thursday, up from 14 a day earlier"
    let of_number = || {
        let is_number =
            |it: usize| tree.pos(it) == Pos::Num || tree.is(it, &["up", "down", "from"]);
        let verb = tree.ancestors(above).find(|&it| tree.is_verb(it));
        is_number(above) && verb.is_some_and(|it| WORDS.counting.has(tree.lemma(it)))
    };
    // "three of the wounded died overnight"
    let of_wounded = || {
        tree.lemma(above) == "die"
            && tree
                .children_by(above, &["nsubj"])
                .any(|subject| tree.subtree(subject).any(|it| tree.is(it, &["wounded", "injured"])))
    };
    if WORDS.saying.has(lemma) || WORDS.judging.has(lemma) {
        Day::Saying
    } else if WORDS.counting.has(lemma)
        || by()
        || still()
        || in_hospital()
        || of_wounded()
        || of_number()
    {
        Day::Count
    } else {
        Day::Event
    }
}

/// "police said on Monday": the day is that of the saying.
fn tells_when_said(tree: &Tree, frames: &[Frame], head: usize) -> bool {
    let mut at = head;
    for above in tree.ancestors(head) {
        if !is_adjunct(tree, at) {
            return false;
        }
        if frames.iter().any(|frame| frame.trigger == above) {
            return !frames.iter().any(|frame| frame.trigger == above && frame.covers(at));
        }
        at = above;
    }
    false
}

/// Whether a day is told of the one who speaks: "a militia that has fought since the coup of 2021 said".
fn is_of_source(tree: &Tree, frames: &[Frame], head: usize) -> bool {
    frames.iter().any(|frame| {
        frame.source != head && tree.is_under(head, frame.source) && !frame.covers(head)
    })
}

/// "the heaviest toll since 2020", "the third attack since January": "since" hangs on a noun that
/// is the most or the nth of its kind.
fn is_comparison(tree: &Tree, mention: &Mention) -> bool {
    let Some(since) = mention.since else { return false };
    let Some(noun) = tree.head(since).filter(|&it| tree.tag(it).starts_with("NN")) else {
        return false;
    };
    tree.children(noun).iter().any(|&it| {
        matches!(tree.tag(it), "JJS" | "RBS")
            || tree.is(it, &["first"])
            || tree.children(it).iter().any(|&it| tree.tag(it) == "RBS")
    })
}

/// The word of a mention that the others hang on.
fn head(tree: &Tree, mention: &Mention) -> usize {
    mention
        .words
        .clone()
        .find(|&it| tree.head(it).is_none_or(|above| !mention.words.contains(&above)))
        .unwrap_or(mention.words.start)
}

/// The verb or noun whose day a phrase is: "on Monday" of "said", "Monday's" of "attack".
fn governor(tree: &Tree, head: usize) -> Option<usize> {
    let mut at = head;
    for above in tree.ancestors(head) {
        let is_prep = tree.dep(above) == "prep" && tree.pos(above) == Pos::Adp;
        if !is_prep {
            // "Firefighters on Monday recovered": between subject and verb it is the verb's.
            let verb = tree.head(above).filter(|&verb| {
                let is_subject = matches!(tree.dep(above), "nsubj" | "nsubjpass");
                is_subject && above < head && (head + 1 == verb || head + 2 == verb)
            });
            return Some(verb.unwrap_or(above));
        }
        if !is_adjunct(tree, at) {
            return None;
        }
        at = above;
    }
    None
}

fn is_adjunct(tree: &Tree, it: usize) -> bool {
    matches!(
        tree.dep(it),
        "pobj" | "prep" | "npadvmod" | "advmod" | "compound" | "nmod" | "amod" | "nummod"
    )
}

/// Whether a harm is told behind "a week after …", and not before it or beside it.
fn follows(tree: &Tree, mention: &Mention, trigger: usize) -> bool {
    let mut links = mention.words.clone().filter(|&it| tree.is(it, &["after", "since"]));
    links.any(|it| {
        let is_mark = tree.dep(it) == "mark";
        let clause = if is_mark { tree.head(it) } else { Some(it) };
        trigger > it && clause.is_some_and(|clause| tree.is_under(trigger, clause))
    })
}

/// "Two nurses who were kidnapped in May were freed on Monday", "two of the wounded went home on
/// Monday": the day of another thing that is told of those who were harmed.
fn is_of_their_deed(tree: &Tree, harm: &Harm, governor: Option<usize>) -> bool {
    const HAPPENS: &[&str] = &["be", "have", "leave", "cause", "make", "result", "die"];
    let Some(governor) = governor.filter(|&it| tree.is_verb(it) && it != harm.trigger) else {
        return false;
    };
    let people = match tree.dep(harm.trigger) {
        "relcl" | "acl" => tree.head(harm.trigger).filter(|&it| tree.is_under(it, harm.head)),
        _ => Some(harm.trigger).filter(|&it| !tree.is_verb(it) && tree.is_under(it, harm.head)),
    };
    people.is_some()
        && tree.head(harm.head) == Some(governor)
        && matches!(tree.dep(harm.head), "nsubj" | "nsubjpass")
        && !HAPPENS.contains(&tree.lemma(governor))
}

/// "Four were held over Sunday's bombing": the noun whose day it is is why the harm was done.
fn is_reason(tree: &Tree, noun: usize, trigger: usize) -> bool {
    let prep = tree.head(noun).filter(|&it| tree.dep(noun) == "pobj" && tree.is(it, &["over"]));
    prep.is_some_and(|it| tree.head(it) == Some(trigger))
}

/// How far a day is from a harm in the tree; a clause beside it is further than its arcs.
fn distance(tree: &Tree, day: usize, trigger: usize) -> usize {
    let crossed = |from: usize, other: usize| {
        std::iter::once(from)
            .chain(tree.ancestors(from))
            .take_while(|&it| !tree.is_under(other, it))
            .filter(|&it| {
                tree.dep(it) == "conj"
                    && tree.is_verb(it)
                    && tree.children_by(it, &["nsubj", "nsubjpass"]).next().is_some()
            })
            .count()
    };
    let clauses = crossed(day, trigger) + crossed(trigger, day);
    arcs(tree, day, trigger).saturating_add(4 * clauses)
}

/// Whether a harm without a day is of another time than the news: "charged with the murder of two",
/// "could have killed sixty", "the war has killed thousands".
pub(crate) fn is_apart(tree: &Tree, harm: &Harm) -> bool {
    let it = harm.trigger;
    let is_judged =
        !tree.is_verb(it) && tree.ancestors(it).any(|it| WORDS.judging.has(tree.lemma(it)));
    let aux = |words: &[&str]| tree.children_by(it, &["aux"]).any(|it| tree.is(it, words));
    let is_contrary = aux(&["could", "would", "might"]) && aux(&["have"]) && !aux(&["may"]);
    let is_war = tree
        .children_by(it, &["nsubj"])
        .any(|it| ["war", "conflict", "insurgency", "uprising"].contains(&tree.lemma(it)));
    is_judged || is_contrary || is_war
}

/// Arcs between two tokens.
fn arcs(tree: &Tree, one: usize, other: usize) -> usize {
    let up: Vec<usize> = std::iter::once(other).chain(tree.ancestors(other)).collect();
    std::iter::once(one)
        .chain(tree.ancestors(one))
        .enumerate()
        .find_map(|(steps, it)| up.iter().position(|&above| above == it).map(|above| steps + above))
        .unwrap_or(usize::MAX)
}
