//! Settling: what the figures of one report share. A headline's giver, place and day stand in the
//! body; a figure without place or day of its own is of the event told of before; a number told
//! again by the same giver counts once. What one sentence tells is found before, in `read.rs`.

use ascribe_report::Span;
use jiff::civil::Date;

use crate::{
    dated::{Dated, NewsDay},
    day::When,
    locate::Setting,
    place::Where,
    statement::{Figure, Place, Realis},
};

/// A figure as its own sentence tells it: `place` and `event` are still to be found, and `when` is
/// only what the sentence says.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) figure: Figure,
    pub(crate) place: Option<Sight>,
    /// The one country its sentence speaks of, for a figure that has no other place.
    pub(crate) country: Option<Sight>,
    /// `None` for the headline.
    pub(crate) paragraph: Option<usize>,
    /// Its day is that of a count, and the harm may have been before.
    pub(crate) is_count_day: bool,
    /// The day told before in the paragraph.
    pub(crate) told: Option<When>,
    /// Which of the stories of the report it is in; most have one.
    pub(crate) story: usize,
    /// It is of another time than the news, though its sentence says no day.
    pub(crate) is_apart: bool,
}

/// A place the report speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Sight {
    pub(crate) place: Where,
    pub(crate) span: Span,
    pub(crate) told: Seen,
}

/// Where the words for a place stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// In the sentence of what is read.
    Here,
    /// In it, but of something told besides.
    Aside,
    /// Before it.
    Before,
    /// In the first sentences of the story.
    Lead,
    /// Anywhere in the sentence, as the only country.
    Country,
    /// In the dateline.
    Dateline,
}

impl Seen {
    /// How people are told.
    fn why(self) -> &'static str {
        match self {
            Seen::Here => "named in the sentence",
            Seen::Aside => "named in the sentence, and no other place is",
            Seen::Before => "the place told of elsewhere",
            Seen::Lead => "the first place of the story",
            Seen::Country => "the one country the sentence speaks of",
            Seen::Dateline => "the dateline's country",
        }
    }
}

/// What the report tells besides figures.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    /// Places of events in sentences without figures, in order.
    pub(crate) sights: Vec<Sight>,
    /// The first place of the story.
    pub(crate) lead: Option<Sight>,
    /// For each story of the report, the day of what it tells of first.
    pub(crate) news: Vec<Option<NewsDay>>,
    pub(crate) published: Option<Date>,
    /// The part of the world it speaks of.
    pub(crate) setting: Setting,
}

/// The figures of a report with all they share.
pub(crate) fn settle(mut drafts: Vec<Draft>, scene: &Scene) -> Vec<Figure> {
    days(&mut drafts, scene);
    places(&mut drafts, scene);
    headline(&mut drafts);
    let mut figures = once(drafts);
    events(&mut figures);
    figures
}

fn days(drafts: &mut [Draft], scene: &Scene) {
    let mut place: Option<(Option<usize>, Where)> = None;
    for draft in drafts {
        let own = draft.place.as_ref().map(|it| (draft.paragraph, it.place.clone()));
        // "One died in Homs on Friday. In Hama, two were killed.": another place, and not its day.
        let is_elsewhere = match (&place, &own) {
            (Some((paragraph, last)), Some((here, place))) => {
                paragraph == here && !last.may_be(place)
            }
            _ => false,
        };
        place = own.or(place);
        let told = draft.told.filter(|_| !is_elsewhere);
        let before = told.map(|when| (when, Dated::Paragraph));
        let figure = &mut draft.figure;
        let news = scene.news.get(draft.story).copied().flatten();
        // "Last week's clash", which "began on Thursday and ended on Friday".
        if let Some(news) = news.filter(|it| it.stretch.is_some() && it.stretch == figure.when) {
            (figure.when, figure.dated) = (Some(news.when), Dated::News);
        }
        let news = news.map(|it| (it.when, Dated::News));
        // "The toll rose to 13 on Tuesday": the dead died before, on the day of the news.
        let of_count = figure.when.filter(|_| draft.is_count_day);
        let earlier = |it: &(When, Dated)| of_count.is_some_and(|count| it.0.from < count.from);
        if of_count.is_some() {
            let day = before.filter(earlier).or(news);
            if let Some((when, dated)) = day.filter(earlier) {
                (figure.when, figure.dated) = (Some(when), dated);
            }
        }
        match figure.when {
            Some(_) => {}
            None if draft.is_apart || figure.realis == Realis::Threatened => {}
            // "had died" is the past of what was said, but the background of what the report tells.
            None if figure.realis == Realis::Past && figure.source.given_by.is_none() => {}
            None => {
                let published = scene.published.map(|it| (When::on(it), Dated::Published));
                if let Some((when, dated)) = before.or(news).or(published) {
                    (figure.when, figure.dated) = (Some(when), dated);
                }
            }
        }
    }
}

fn places(drafts: &mut [Draft], scene: &Scene) {
    let mut sights = scene.sights.iter().peekable();
    let mut here: Option<Sight> = None;
    let exact = |sight: &Sight| !sight.place.parts.is_empty();
    for draft in drafts.iter_mut() {
        while let Some(sight) = sights.next_if(|it| it.span < draft.figure.sentence) {
            here = Some(with_country(sight, here.as_ref()));
        }
        // Where the wounded were brought is the place of the harm only where no other is told.
        if here.as_ref().is_some_and(exact) {
            draft.place = draft.place.take().filter(|it| it.told != Seen::Aside);
        }
        let found =
            draft.place.as_ref().map(|it| with_country(it, here.as_ref().or(scene.lead.as_ref())));
        // A country told further down is meant as such: "the war in X has killed …".
        let is_lead = draft.paragraph.is_none_or(|it| it < 2);
        let same = |found: &Sight| {
            here.clone().filter(|here| {
                is_lead && !exact(found) && exact(here) && here.place.may_be(&found.place)
            })
        };
        let settled = match found {
            Some(found) => Some(same(&found).map(elsewhere).unwrap_or(found)),
            None => here
                .clone()
                .map(elsewhere)
                .or_else(|| scene.lead.clone().filter(|it| it.told != Seen::Dateline))
                .or_else(|| draft.country.clone())
                .or_else(|| scene.lead.clone()),
        };
        if draft.figure.realis != Realis::Past && draft.place.is_some() {
            here.clone_from(&settled);
        }
        draft.place = settled;
    }
    // "in northern Syria" in the lead, "the village of X" below: one place, told more exactly.
    // Of several places none is the one.
    let told: Vec<&Sight> = drafts
        .iter()
        .filter(|it| it.paragraph.is_some_and(|it| it < 4))
        .filter_map(|it| it.place.as_ref())
        .chain(scene.sights.iter().take(2))
        .filter(|it| exact(it))
        .collect();
    let only = told.first().filter(|first| told.iter().all(|it| it.place.may_be(&first.place)));
    let first_exact = only.map(|it| (*it).clone());
    let main_day = drafts.first().and_then(|it| it.figure.when);
    for draft in drafts.iter_mut() {
        let vague = draft.place.as_ref().is_none_or(|it| !exact(it));
        let is_main = draft.paragraph.is_none_or(|it| it < 4) && draft.figure.when == main_day;
        if let Some(exact) = &first_exact
            && vague
            && is_main
            && draft.place.as_ref().is_none_or(|it| it.place.may_be(&exact.place))
        {
            draft.place = Some(elsewhere(with_country(exact, draft.place.as_ref())));
        }
    }
    // Parts share the place and day of their whole.
    for it in 0..drafts.len() {
        if let Some(whole) = drafts[it]
            .figure
            .part_of
            .filter(|&whole| drafts[whole].figure.sentence == drafts[it].figure.sentence)
        {
            drafts[it].place = drafts[whole].place.clone();
            if drafts[it].figure.when != drafts[whole].figure.when {
                drafts[it].figure.when = drafts[whole].figure.when;
                drafts[it].figure.dated = Dated::Whole;
            }
        }
        let place = drafts[it].place.as_ref().filter(|it| !it.place.name().is_empty());
        drafts[it].figure.place = place.map(|it| filed(it, &scene.setting));
    }
}

/// A place as it is filed, with where it lies.
fn filed(sight: &Sight, setting: &Setting) -> Place {
    let (name, located, why) = setting.filed(&sight.place);
    Place { name, span: sight.span, located, why: format!("{}; {why}", sight.told.why()) }
}

/// A place that another sentence tells.
fn elsewhere(mut sight: Sight) -> Sight {
    if sight.told == Seen::Here {
        sight.told = Seen::Before;
    }
    sight
}

/// A place whose country the sentence does not tell lies where the story is.
fn with_country(sight: &Sight, story: Option<&Sight>) -> Sight {
    let mut sight = sight.clone();
    if sight.place.country.is_none() {
        sight.place.country = story.and_then(|it| it.place.country.clone());
    }
    sight
}

/// A headline drops who says so, where and when; the body tells it of the same number, or of the
/// first one of its kind.
fn headline(drafts: &mut [Draft]) {
    let body: Vec<Figure> =
        drafts.iter().filter(|it| it.paragraph.is_some()).map(|it| it.figure.clone()).collect();
    for draft in drafts.iter_mut().filter(|it| it.paragraph.is_none()) {
        let figure = &mut draft.figure;
        let same = |it: &&Figure| it.measure == figure.measure;
        let number = |it: &Figure| it.toll.low.or(it.toll.high);
        let same_number = |it: &Figure| match number(figure) {
            Some(_) => number(it) == number(figure),
            None => number(it).is_none() && it.toll.hedge == figure.toll.hedge,
        };
        let told = body
            .iter()
            .filter(same)
            .find(|it| {
                same_number(it)
                    && it.toll.low == figure.toll.low
                    && it.toll.high == figure.toll.high
                    && it.source.given_by.is_some()
            })
            .or_else(|| body.iter().filter(same).find(|it| same_number(it)))
            .or_else(|| body.iter().find(same));
        let Some(told) = told else { continue };
        // "A city says 54 died" stands for the ministry there that is named below.
        let is_same = same_number(told)
            && told.toll.low == figure.toll.low
            && told.toll.high == figure.toll.high;
        if figure.source.given_by.is_none() || is_same && told.source.given_by.is_some() {
            // Where the lead has no giver, the one who gives the number below.
            let below =
                body.iter().filter(same).find(|it| same_number(it) && it.source.given_by.is_some());
            let giver = Some(told).filter(|it| it.source.given_by.is_some()).or(below);
            figure.source = giver.unwrap_or(told).source.clone();
        }
        if figure.when != told.when {
            figure.when = told.when;
            figure.dated = Dated::Story;
        }
        if told.place.is_some() {
            figure.place.clone_from(&told.place);
        }
    }
}

/// The figures less those that tell a number again.
fn once(drafts: Vec<Draft>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    // Where each draft went.
    let mut went: Vec<usize> = Vec::new();
    let headline = drafts.iter().find(|it| it.paragraph.is_none()).map(|it| it.figure.sentence);
    for draft in drafts {
        let mut figure = draft.figure;
        figure.part_of = figure.part_of.and_then(|whole| went.get(whole).copied());
        let told = figures.iter().position(|it| {
            repeats(it, &figure) || headline == Some(it.sentence) && is_the_same_person(it, &figure)
        });
        went.push(told.unwrap_or(figures.len()));
        if told.is_none() {
            figures.push(figure);
        }
    }
    figures
}

/// "Policeman killed in ambush" in the headline, and "a policeman was killed" below it.
fn is_the_same_person(first: &Figure, second: &Figure) -> bool {
    let last = |it: &Figure| it.group.rsplit(' ').next().unwrap_or_default().to_owned();
    let is_one = |it: &Figure| it.toll.low == Some(1) && it.toll.high == Some(1);
    first.measure == second.measure
        && first.sentence != second.sentence
        && is_one(first)
        && is_one(second)
        && last(first) == last(second)
        && first.realis == second.realis
        && first.part_of.is_none()
        && second.part_of.is_none()
}

/// Whether the second is the first told again: the same number by the same giver for the same thing.
fn repeats(first: &Figure, second: &Figure) -> bool {
    let (one, other) = (first.source.name(), second.source.name());
    let counted = second.toll.low.or(second.toll.high).is_some_and(|it| it > 1);
    first.measure == second.measure
        && first.toll.low == second.toll.low
        && first.toll.high == second.toll.high
        && first.sentence != second.sentence
        && counted
        && (one == other || other.is_none())
        && (first.when == second.when || second.when.is_none() || first.when.is_none())
}

/// Figures of one place and day are of one event.
fn events(figures: &mut [Figure]) {
    let mut seen: Vec<(Option<String>, Option<When>)> = Vec::new();
    for figure in figures {
        let key = (figure.place.as_ref().map(|it| it.name.clone()), figure.when);
        let at = seen.iter().position(|it| *it == key).unwrap_or_else(|| {
            seen.push(key);
            seen.len() - 1
        });
        figure.event = at + 1;
    }
}
