//! Dated: which day a figure has. A sentence names the day of what it tells, but also the day on
//! which someone said so, a body was found or a toll rose; and a figure without a day has that of
//! the news. How days are written is in `day`.

mod kind;
mod named;
mod near;
mod news;

use ascribe_sentence::Pos;
use jiff::civil::Date;

use self::kind::Day;
pub(crate) use self::{
    named::{Named, Since},
    news::{News, NewsDay},
};
use crate::{
    day::{self, Mention, Of, Precision, When, words::WORDS},
    figure::Harm,
    saying::Frame,
    statement::{Measure, Realis},
    tree::Tree,
};

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
    published: Option<Date>,
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
        let mut all: Vec<(Mention, Day)> = days
            .into_iter()
            .map(|mut it| {
                it.when = it.when.map(|when| so_far(tree, &it, when, published));
                let day = kind::read(tree, frames, &it, published);
                it.when = it.when.map(|when| going_on(tree, &it, when, published));
                (it, day)
            })
            .collect();
        kind::say_once(tree, &mut all);
        Days { all, published }
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
                && near::governor(tree, near::head(tree, it)) == Some(harm.trigger)
        })
    }

    /// The day of what the sentence tells first: of its main verb.
    pub(crate) fn main(&self, tree: &Tree) -> Option<When> {
        let is_main = |it: usize| tree.is_verb(it) && matches!(tree.dep(it), "ROOT" | "ccomp");
        self.all
            .iter()
            .filter(|(it, day)| *day == Day::Event && it.of != Of::Next)
            .filter(|(it, _)| near::governor(tree, near::head(tree, it)).is_some_and(is_main))
            .find_map(|it| it.0.when)
    }

    /// The day for a harm: the nearest in the tree that can be its day.
    pub(crate) fn of(&self, tree: &Tree, harm: &Harm) -> Option<Own> {
        let near = self.all.iter().filter_map(|(mention, day)| {
            let mut when = mention.when?;
            let above = near::governor(tree, near::head(tree, mention));
            let anchor = near::anchor(tree, mention);
            let is_its_verb = above == Some(harm.trigger);
            // "The clashes were set off on Friday by the arrest of a man": that is no range.
            if begun(tree, mention).is_some_and(|verb| near::is_agent_of(tree, harm.trigger, verb))
            {
                when = mention.said?;
            }
            let is_to_come = matches!(harm.realis, Realis::Asserted | Realis::Past)
                && self.published.is_some_and(|published| published < when.from);
            if *day == Day::Other
                || *day == Day::Saying && !is_its_verb
                || is_to_come
                || mention.of == Of::Next && !near::follows(tree, mention, harm.trigger)
                || near::is_of_their_deed(tree, harm, above)
                || above.is_some_and(|it| near::is_reason(tree, it, harm.trigger))
            {
                return None;
            }
            // "Six were missing on Monday": on Monday they still were.
            let is_state = harm.measure == Measure::Missing
                && above.is_some_and(|it| it == harm.trigger || tree.lemma(it) == "be");
            let is_count = *day == Day::Count || is_state;
            // "212 have died, nine on Monday"
            let is_of_number = above == Some(harm.head);
            let far = if is_of_number { 0 } else { near::distance(tree, anchor, harm.trigger) };
            let apart = mention.words.start.abs_diff(harm.head);
            Some(((is_count, far, apart), anchor, Own { when, is_count }))
        });
        let near: Vec<_> = near.collect();
        let (_, _, nearest) = *near.iter().min_by_key(|it| it.0)?;
        // "banned last year after 61 died when a boat sank in April": what is below the harm tells it
        // more exactly.
        let exact = near.iter().find(|(_, anchor, own)| {
            tree.is_under(*anchor, harm.trigger)
                && own.is_count == nearest.is_count
                && self.published.is_some_and(|published| nearest.when.to < published)
                && nearest.when.precision > own.when.precision
                && nearest.when.from <= own.when.from
                && own.when.to <= nearest.when.to
        });
        Some(exact.map_or(nearest, |it| it.2))
    }
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
            if is_this && when.precision == Precision::Year && when.from <= to && to < when.to =>
        {
            When { from: when.from, to, precision: Precision::Day }
        }
        _ => when,
    }
}

/// "fighting that began on Friday", "the war broke out in 2011": it has gone on up to publication,
/// unless the text says that it ended.
fn going_on(tree: &Tree, mention: &Mention, when: When, published: Option<Date>) -> When {
    match published {
        Some(to)
            if mention.of == Of::Clause
                && mention.when == mention.said
                && when.to < to
                && begun(tree, mention).is_some() =>
        {
            When { from: when.from, to, precision: when.precision }
        }
        _ => when,
    }
}

/// The verb by which a phrase tells when something began that goes on.
fn begun(tree: &Tree, mention: &Mention) -> Option<usize> {
    let verb = near::governor(tree, near::head(tree, mention))?;
    let mut subjects = tree.children_by(verb, &["nsubj", "nsubjpass"]);
    let subject = subjects.next().map(|it| tree.antecedent(it))?;
    // "clashes with guerrillas that began on Friday": the parser may give the clause to the nearer noun.
    let mut nouns = std::iter::once(subject)
        .chain(tree.ancestors(subject).take_while(|&it| it != verb && !tree.is_verb(it)));
    let is_begun =
        WORDS.beginning.has(tree.lemma(verb)) && nouns.any(|it| WORDS.going_on.has(tree.lemma(it)));
    is_begun.then_some(verb)
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
