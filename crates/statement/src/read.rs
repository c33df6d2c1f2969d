//! Reading: all statements of a report. Here the parts meet: harm and claims from the rules, who
//! said them, where, when, and which figures belong together.

use std::collections::HashMap;

use ascribe_report::{Note, Report};
use ascribe_sentence::{Pos, Sentence};

use crate::{
    cast::Cast,
    claim::{self, Claimed},
    dated::{self, Dated, Days, News, Own, Since},
    day::{Precision, When},
    deed::{self, Teller},
    doer::{self, Giver},
    figure::{self, Harm},
    locate::Setting,
    names::{Names, PlaceName},
    phrase,
    place::{self, Aside, Hit, Where},
    quotes::{self, Quotes},
    register::{Kind, Register},
    rules::{Deed, Rules, Topic, TrucePart},
    saying::{self, Frame},
    settle::{self, Draft, Scene, Seen, Sight},
    source::Speakers,
    speaker,
    statement::{
        About, Claim, ClaimKind, Figure, Measure, Named, Reading, Realis, Source, Standing, Told,
    },
    sum::{self, Addend},
    toll::Toll,
    tree::Tree,
    truce::{self, Said},
};

/// The most words a sentence may have; the time rules take grows with the square of it.
const LONGEST: usize = 1_000;

/// Reads every figure of people harmed and every claim from a report's sentences.
///
/// Never fails: what is not understood is told in [`Reading::notes`].
pub fn extract(rules: &Rules, report: &Report, sentences: &[Sentence]) -> Reading {
    if let Some(long) = sentences.iter().find(|it| it.tokens.len() > LONGEST) {
        let short: Vec<Sentence> =
            sentences.iter().filter(|it| it.tokens.len() <= LONGEST).cloned().collect();
        let mut reading = extract(rules, report, &short);
        reading.notes.push(Note {
            what: format!("{} sentences left unread", sentences.len() - short.len()),
            span: Some(long.span),
            why: format!("a sentence of more than {LONGEST} words is no sentence of a report"),
            so: "figures and claims in them are missing here".to_owned(),
        });
        return reading;
    }
    let cast = Cast::new(rules.register(), sentences, report.published);
    let frames = frames(rules, &cast);
    let mut reader = Reader::new(rules, report, sentences, &cast, &frames);
    for sentence in 0..sentences.len() {
        reader.read(sentence);
    }
    reader.finish()
}

/// Who says what, sentence by sentence.
fn frames(rules: &Rules, cast: &Cast) -> Vec<Vec<Frame>> {
    let read = |(tree, names)| {
        let mut frames = saying::find(rules, tree);
        if frames.is_empty() {
            frames.extend(saying::in_headline(tree, names));
        }
        frames
    };
    cast.trees.iter().zip(&cast.names).map(read).collect()
}

/// Who speaks in these sentences, with the rule that says so.
pub(crate) fn sayings(rules: &Rules, sentences: &[Sentence]) -> Vec<(String, Source)> {
    let report = Report::default();
    let cast = Cast::new(rules.register(), sentences, report.published);
    let frames = frames(rules, &cast);
    let mut reader = Reader::new(rules, &report, sentences, &cast, &frames);
    let mut out = Vec::new();
    for (sentence, frames) in frames.iter().enumerate() {
        for frame in frames {
            out.push((frame.rule.clone(), reader.spoken(sentence, frame)));
        }
    }
    out
}

/// What a report tells besides figures: where and when its story is.
fn scene(register: &Register, report: &Report, cast: &Cast, frames: &[Vec<Frame>]) -> Scene {
    let body = || {
        let all = cast.trees.iter().zip(&cast.names).zip(frames);
        all.filter(|((tree, _), _)| tree.sentence.paragraph.is_some())
            .map(|((tree, names), frames)| (tree, names, frames))
    };
    let lead = body().take(2).find_map(|(tree, names, frames)| {
        let root = (0..tree.len()).find(|&it| tree.head(it).is_none())?;
        let (place, _) =
            place::of(tree, &place::hits(tree, names), root, &|it| in_source(tree, frames, it))?;
        Some(Sight { told: Seen::Lead, ..sight(tree, place) })
    });
    let lead = lead.or_else(|| dateline(register, report));
    let setting = Setting::read(report, cast);
    Scene { sights: Vec::new(), lead, news: Vec::new(), published: report.published, setting }
}

/// Where nothing else tells, the story is in the country it was filed from.
fn dateline(register: &Register, report: &Report) -> Option<Sight> {
    let span = report.dateline?.place?;
    let country = register
        .find(report.words(span))
        .into_iter()
        .find_map(|sense| register.country(register.entry(sense.entry).country()?))?;
    let place = Where::country(&country.name);
    Some(Sight { place, span, told: Seen::Dateline })
}

fn sight(tree: &Tree, place: Where) -> Sight {
    let span = tree.span(place.words.start..=place.words.end - 1);
    Sight { place, span, told: Seen::Here }
}

fn in_source(tree: &Tree, frames: &[Frame], it: usize) -> bool {
    frames.iter().any(|frame| saying::phrase(tree, frame.source).contains(&it))
}

struct Reader<'r> {
    rules: &'r Rules,
    report: &'r Report,
    sentences: &'r [Sentence],
    cast: &'r Cast<'r>,
    /// Who says what in each sentence.
    frames: &'r [Vec<Frame>],
    quotes: Quotes,
    speakers: Speakers<'r>,
    /// Whether the report names a truce anywhere, or speaks of one or of talks.
    names_truce: bool,
    tells_of_truce: bool,
    reading: Reading,
    scene: Scene,
    drafts: Vec<Draft>,
    /// The days told of in the sentences before, the nearest first.
    told: Vec<When>,
    /// The paragraph that is read, and the day it tells of.
    paragraph: (Option<usize>, Option<When>),
    /// The days that each story of the report tells.
    stories: Vec<News>,
    /// What was named with its day.
    happened: dated::Named,
    /// What is said of truces.
    of_truces: Vec<Said>,
    /// Sources as they were resolved, by sentence and head.
    named: HashMap<(usize, usize), Option<Named>>,
    /// Who said the last sentence that someone said, and how many sentences ago.
    going_on: Option<(Source, usize)>,
}

/// Sentences in the report's own voice after one of their paragraph that someone said, which go on
/// telling what that one said: "Nine died, police said. Two are missing."
const GOES_ON: usize = 3;

impl<'r> Reader<'r> {
    fn new(
        rules: &'r Rules,
        report: &'r Report,
        sentences: &'r [Sentence],
        cast: &'r Cast<'r>,
        frames: &'r [Vec<Frame>],
    ) -> Reader<'r> {
        Reader {
            rules,
            report,
            sentences,
            quotes: quotes::find(&cast.trees, frames),
            frames,
            names_truce: cast.trees.iter().any(truce::is_named),
            tells_of_truce: cast.trees.iter().any(truce::is_topic),
            cast,
            speakers: Speakers::new(&rules.nouns, frames),
            reading: Reading::default(),
            scene: scene(rules.register(), report, cast, frames),
            drafts: Vec::new(),
            told: Vec::new(),
            paragraph: (None, None),
            stories: vec![News::default()],
            happened: dated::Named::default(),
            of_truces: Vec::new(),
            named: HashMap::new(),
            going_on: None,
        }
    }

    fn read(&mut self, sentence: usize) {
        let tree = &self.cast.trees[sentence];
        let frames = &self.frames[sentence];
        if opens_another_story(tree, &self.cast.names[sentence]) {
            self.speakers.forget();
            self.stories.push(News::with_heading());
        }
        // Every speaker is resolved in the order of the text, so that "it" finds the last one.
        let mut order: Vec<usize> = frames.iter().map(|it| it.source).collect();
        order.extend(speaker::standing(tree, &self.cast.names[sentence]));
        order.sort_unstable();
        for head in order {
            self.name(sentence, head);
        }
        self.speakers.hear(self.cast, sentence);
        let hits = place::hits(tree, &self.cast.names[sentence]);
        let told = |it: &Draft| figure::Told::new(it.figure.measure, &it.figure.toll);
        let before: Vec<figure::Told> = self.drafts.iter().rev().take(20).map(told).collect();
        let harms = figure::find(self.rules, tree, &before);
        if harms.is_empty()
            && let Some(place) = place::of_event(tree, &hits, &|it| in_source(tree, frames, it))
        {
            self.scene.sights.push(sight(tree, place));
        }
        self.figures(sentence, frames, &hits, harms);
        self.claims(sentence, frames);
        self.remember_who_said(sentence, frames);
    }

    /// Who says the main clause of the sentence, for those that go on from it.
    fn remember_who_said(&mut self, sentence: usize, frames: &[Frame]) {
        let tree = &self.cast.trees[sentence];
        let told = frames.iter().filter(|frame| frame.content.contains(&true));
        let speakers: Vec<Option<Named>> = told
            .map(|frame| self.named.get(&(sentence, frame.source)).cloned().flatten())
            .collect();
        self.going_on = match (&speakers[..], self.going_on.take()) {
            ([], Some((source, ago))) if tree.sentence.paragraph.is_some() => {
                Some((source, ago + 1))
            }
            ([Some(one), rest @ ..], _)
                if tree.sentence.paragraph.is_some()
                    && rest.iter().all(|it| it.as_ref().is_some_and(|it| it.name == one.name)) =>
            {
                let source =
                    Source { given_by: Some(one.clone()), via: None, rule: "goes-on".to_owned() };
                Some((source, 1))
            }
            _ => None,
        };
        self.truces(sentence, frames);
    }

    /// The name of the one who speaks with these words.
    fn name(&mut self, sentence: usize, head: usize) -> Option<Named> {
        if let Some(named) = self.named.get(&(sentence, head)) {
            return named.clone();
        }
        // Whom somebody quotes in their own words is not who speaks next.
        let is_quoted = self.quotes.holds(sentence, head);
        let named = self.speakers.resolve(self.cast, sentence, head, !is_quoted);
        self.named.insert((sentence, head), named.clone());
        named
    }

    fn source(&mut self, sentence: usize, frames: &[Frame], it: usize) -> Source {
        let tree = &self.cast.trees[sentence];
        let frame = saying::around(frames, it, |head| self.may_speak(sentence, head));
        // "We counted sixteen. Then we stopped," the mayor said: who "we" are is told beside it.
        let is_own = |frame: &&Frame| {
            tree.is(frame.source, quotes::OWN) && self.quotes.speaker(sentence).is_some()
        };
        let frame = frame.filter(|frame| !is_own(frame));
        let Some(frame) = frame.or_else(|| self.quotes.outside(sentence, it, frames)) else {
            return match self.quotes.speaker(sentence).cloned() {
                Some(speaker) => Source {
                    given_by: self.name(speaker.sentence, speaker.head),
                    via: None,
                    rule: speaker.rule,
                },
                None => Source { given_by: None, via: None, rule: String::new() },
            };
        };
        let mut source = self.spoken(sentence, frame);
        if source.via.is_none() {
            // "SANA reported that the ministry said …": the outer one carries it.
            let clause = matches!(tree.dep(frame.trigger), "ccomp" | "xcomp");
            source.via = frames
                .iter()
                .find(|other| clause && tree.head(frame.trigger) == Some(other.trigger))
                .map(|other| self.carrier(sentence, other.source));
        }
        source.via = source
            .via
            .filter(|via| source.given_by.as_ref().is_none_or(|named| named.name != via.name));
        source
    }

    /// Whether the word is one for somebody who can say something, and not for a thing.
    fn may_speak(&self, sentence: usize, head: usize) -> bool {
        speaker::may_speak(
            &self.cast.trees[sentence],
            &self.cast.names[sentence],
            &self.rules.nouns,
            head,
        )
    }

    /// Who speaks in a frame, and who carries it by the frame's own words.
    fn spoken(&mut self, sentence: usize, frame: &Frame) -> Source {
        let via = frame.via.map(|head| self.carrier(sentence, head));
        Source { given_by: self.name(sentence, frame.source), via, rule: frame.rule.clone() }
    }

    fn carrier(&mut self, sentence: usize, head: usize) -> Named {
        let is_pronoun = self.cast.trees[sentence].pos(head) == Pos::Pron;
        let named = if is_pronoun { self.name(sentence, head) } else { None };
        named.unwrap_or_else(|| phrase::plain(self.cast, sentence, head))
    }

    fn figures(&mut self, sentence: usize, frames: &[Frame], hits: &[Hit], harms: Vec<Harm>) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        let days = Days::read(tree, frames, self.report.published, &self.told);
        self.told.splice(0..0, days.last_told());
        if self.report.published.is_none() && !harms.is_empty() {
            for mention in days.unknown() {
                let span = tree.span(mention.words.start..=mention.words.end - 1);
                self.reading.notes.push(Note {
                    what: format!("no day for `{}`", self.report.words(span)),
                    span: Some(span),
                    why: "the report has no publication day to count from".to_owned(),
                    so: "the figure keeps the words and has no day".to_owned(),
                });
            }
        }
        if self.paragraph.0 != tree.sentence.paragraph {
            self.paragraph = (tree.sentence.paragraph, None);
        }
        let first = self.drafts.len();
        let mut own_day = None;
        for harm in &harms {
            let mut source = self.source(sentence, frames, harm.head);
            if let Some(whole) = harm.part_of.filter(|_| source.given_by.is_none()) {
                source = self.drafts[first + whole].figure.source.clone();
            }
            if source.given_by.is_none()
                && frames.is_empty()
                && matches!(harm.realis, Realis::Asserted)
                && let Some((going_on, ago)) = &self.going_on
                && *ago <= GOES_ON
                && self.sentences[sentence - ago].paragraph == tree.sentence.paragraph
                && days.of(tree, harm).is_none_or(|it| it.when.precision == Precision::Day)
            {
                source = going_on.clone();
            }
            let place = place::of(tree, hits, harm.trigger, &|it| in_source(tree, frames, it));
            let part_of = match harm.part_of {
                Some(whole) => Some(first + whole),
                None if harm.part_of_earlier => self.earlier_whole(harm, &source, first),
                None => None,
            };
            // "nine had died, five of them women": who gives the whole gives the part.
            if let Some(whole) =
                part_of.filter(|&whole| whole >= first && source.given_by.is_none())
            {
                source = self.drafts[whole].figure.source.clone();
            }
            let kind = source.name().and_then(|it| kind_named(self.rules.register(), it));
            let giver = Giver { source: &source, kind };
            let by = doer::of(cast, &self.rules.nouns, sentence, harm, &giver);
            let mut own = days.of(tree, harm);
            let since = self.happened.since(tree, &days, harm.trigger);
            if let (Some(Since::Told(first)), Some(to)) = (since, self.report.published) {
                own = first.until(When::on(to)).map(|when| Own { when, is_count: false });
            }
            own_day = own.filter(|it| !it.is_count).map(|it| it.when).or(own_day);
            let figure = Figure {
                measure: harm.measure,
                toll: harm.toll.clone(),
                quote: tree.span(harm.quote.clone()),
                sentence: tree.sentence.span,
                trigger: tree.token(harm.trigger).span,
                group: group(tree, harm),
                source,
                by,
                place: None,
                when: own.map(|it| it.when),
                dated: own.map_or(Dated::No, |_| Dated::Sentence),
                event: 0,
                realis: harm.realis,
                part_of,
                rule: harm.rule.clone(),
            };
            let country = cast.names[sentence].only_country().map(|country| Sight {
                place: Where::country(country),
                span: tree.sentence.span,
                told: Seen::Country,
            });
            self.drafts.push(Draft {
                figure,
                place: place.map(|(place, aside)| match aside {
                    Aside::No => sight(tree, place),
                    Aside::Yes => Sight { told: Seen::Aside, ..sight(tree, place) },
                }),
                country,
                paragraph: tree.sentence.paragraph,
                told: self.happened.day(tree, harm.trigger).or(self.paragraph.1),
                story: self.stories.len() - 1,
                is_apart: dated::is_apart(tree, harm)
                    || since == Some(Since::Unknown)
                    || self.report.published.is_some() && days.is_unknown(tree, harm),
                is_count_day: own.is_some_and(|it| it.is_count),
            });
        }
        self.paragraph.1 = days.main(tree).or(own_day).or(self.paragraph.1);
        self.happened.keep(tree, &days);
        if tree.sentence.paragraph.is_some()
            && let Some(story) = self.stories.last_mut()
        {
            story.keep(tree, &days, &harms);
        }
    }

    /// The larger number before that a part is of: one of the same sentence (from `first` on), else
    /// one by the same giver, else any.
    fn earlier_whole(&self, harm: &Harm, source: &Source, first: usize) -> Option<usize> {
        let number = |toll: &Toll| toll.low.or(toll.high).unwrap_or(0);
        let larger = |it: &Draft| {
            it.figure.measure == harm.measure && number(&it.figure.toll) > number(&harm.toll)
        };
        let by_same = |it: &Draft| larger(it) && it.figure.source.name() == source.name();
        let here = self.drafts[first..].iter().rposition(larger).map(|it| first + it);
        here.or_else(|| self.drafts.iter().rposition(by_same))
            .or_else(|| self.drafts.iter().rposition(larger))
    }

    fn claims(&mut self, sentence: usize, frames: &[Frame]) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        for claimed in claim::find(self.rules, tree) {
            if claimed.topic == Some(Topic::Truce) && !self.tells_of_truce {
                continue;
            }
            let told_by: Vec<Source> = if claimed.who.is_empty() {
                vec![self.source(sentence, frames, claimed.trigger)]
            } else {
                let makers: Vec<(usize, usize)> =
                    claimed.who.iter().flat_map(|&head| self.sides(sentence, head)).collect();
                let named = makers.into_iter().map(|(sentence, head)| self.name(sentence, head));
                named.map(|given_by| Source { given_by, via: None, rule: String::new() }).collect()
            };
            let mut of = claimed.of;
            if let Some((deed, doer)) = claimed.deed {
                let doer = deed::owner(tree, &cast.names[sentence], doer);
                if self.whose_deed(sentence, frames, &claimed, doer, &told_by[0]) != Some(deed) {
                    continue;
                }
                of = (deed == Deed::Others).then_some(doer);
            }
            let is_mutual = of.is_some_and(|head| tree.is(head, &["other", "another", "others"]));
            let of = of.map(|head| claim::whom(cast, sentence, head, &claimed.charge));
            for (at, who) in told_by.iter().enumerate() {
                // "A and B blamed each other": each blames the one beside. Two who agree, agree with each other.
                let of = if is_mutual
                    || claimed.kind == ClaimKind::Agrees && of.is_none() && told_by.len() == 2
                {
                    let other = (0..told_by.len()).find(|&it| it != at);
                    match other {
                        Some(it) => told_by[it].given_by.clone(),
                        // "The two sides blame each other": that tells of nobody.
                        None => continue,
                    }
                } else {
                    of.clone()
                };
                let mut who = who.clone();
                // "… announced three names: A, B and C": whom it is about carries no words.
                who.via = who.via.filter(|via| of.as_ref().is_none_or(|of| of.name != via.name));
                let same = |it: &Claim| {
                    it.kind == claimed.kind
                        && it.who.given_by.as_ref().map(|n| &n.name)
                            == who.given_by.as_ref().map(|n| &n.name)
                        && (it.sentence == tree.sentence.span || claimed.deed.is_some())
                };
                let is_nobodys = who.given_by.is_none() && needs_someone(claimed.kind);
                let is_of_self = claimed.kind == ClaimKind::Blames
                    && who
                        .given_by
                        .as_ref()
                        .zip(of.as_ref())
                        .is_some_and(|(a, b)| a.name == b.name);
                if is_nobodys || is_of_self || self.reading.claims.iter().any(same) {
                    continue;
                }
                self.reading.claims.push(Claim {
                    kind: claimed.kind,
                    who,
                    of,
                    about: about(tree, claimed.kind),
                    quote: tree.span(claimed.quote.clone()),
                    sentence: tree.sentence.span,
                    rule: claimed.rule.clone(),
                });
            }
        }
    }

    /// Those whom the words stand for, by sentence and head: "the two sides" are the two that were
    /// named side by side last.
    fn sides(&self, sentence: usize, head: usize) -> Vec<(usize, usize)> {
        if claim::is_both(&self.cast.trees[sentence], head) {
            let trees = self.cast.trees.iter().zip(&self.cast.names).enumerate();
            let before: Vec<_> = trees.take(sentence + 1).collect();
            let pair = before.into_iter().rev().find_map(|(at, (tree, names))| {
                claim::pair(tree, names).map(|heads| heads.map(|head| (at, head)))
            });
            if let Some(pair) = pair {
                return pair.to_vec();
            }
        }
        vec![(sentence, head)]
    }

    /// What a sentence says of a truce, in a report that names one.
    fn truces(&mut self, sentence: usize, frames: &[Frame]) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        let goes_on = || {
            let before = sentence.checked_sub(1).map(|it| &cast.trees[it]);
            truce::goes_on(tree)
                && before.is_some_and(|it| {
                    it.sentence.paragraph == tree.sentence.paragraph && truce::is_meant(it)
                })
        };
        if !self.names_truce || !truce::is_meant(tree) && !goes_on() {
            return;
        }
        for part in truce::find(self.rules, tree) {
            let is_day = matches!(part.rule.part, TrucePart::Start | TrucePart::End);
            let days = Days::read(tree, frames, self.report.published, &self.told);
            let when = is_day.then(|| days.under(tree, part.trigger)).flatten();
            let told = part.heads.iter().map(|&head| {
                let (what, span) = match part.rule.part {
                    TrucePart::Party | TrucePart::Mediator => {
                        let named = claim::whom_alone(cast, sentence, head);
                        (named.name, named.span)
                    }
                    TrucePart::Term => (part.rule.term.clone(), tree.token(head).span),
                    TrucePart::Standing => {
                        let words = part.rule.standing.map_or("", Standing::words);
                        (words.to_owned(), tree.token(head).span)
                    }
                    TrucePart::Condition | TrucePart::Start | TrucePart::End => {
                        let words = truce::words(tree, head);
                        (tree.words(words.clone()), tree.span(words))
                    }
                };
                let says = self.source(sentence, frames, head);
                Told { what, span, says, rule: part.rule.name.clone() }
            });
            let told = told.collect();
            let (part, standing) = (part.rule.part, part.rule.standing);
            self.of_truces.push(Said { part, standing, told, when });
        }
    }

    /// Whose deed it is that someone tells of, by the one who tells it.
    fn whose_deed(
        &self,
        sentence: usize,
        frames: &[Frame],
        claimed: &Claimed,
        doer: usize,
        told_by: &Source,
    ) -> Option<Deed> {
        let name = &told_by.given_by.as_ref()?.name;
        let tree = &self.cast.trees[sentence];
        let (at, head) = match claimed.who.first() {
            Some(&head) => (sentence, head),
            None => match (
                saying::around(frames, claimed.trigger, |head| self.may_speak(sentence, head)),
                self.quotes.speaker(sentence),
            ) {
                (Some(frame), _) if tree.lemma(frame.trigger) == "deny" => return None,
                (Some(frame), _) => (sentence, frame.source),
                (None, Some(speaker)) => (speaker.sentence, speaker.head),
                (None, None) => return None,
            },
        };
        let is_first = at == sentence && head < claimed.trigger;
        let names = &self.cast.names;
        let kind = names
            .iter()
            .flat_map(Names::parties)
            .find(|it| it.name == *name)
            .map(|it| it.kind)
            .or_else(|| kind_named(self.rules.register(), name))
            .or_else(|| names[at].word_at(head).map(|it| it.kind));
        let is_quoted = claim::is_quoted(tree, doer);
        let teller = Teller { name, kind, is_quoted, is_first };
        deed::whose(tree, &names[sentence], doer, &teller)
    }

    fn finish(mut self) -> Reading {
        let published = self.report.published;
        self.scene.news = self.stories.iter().map(|it| it.day(published)).collect();
        self.reading.figures = settle::settle(self.drafts, &self.scene);
        for claim in &mut self.reading.claims {
            if claim.about == About::Event(0) {
                let before = self
                    .reading
                    .figures
                    .iter()
                    .rev()
                    .find(|it| it.sentence <= claim.sentence)
                    .or(self.reading.figures.first());
                claim.about = About::Event(before.map_or(1, |it| it.event));
            }
        }
        let claims: &[Claim] = if self.names_truce { &self.reading.claims } else { &[] };
        let headline = self.sentences.iter().find(|it| it.paragraph.is_none()).map(|it| it.span);
        self.reading.truces = truce::put_together(claims, self.of_truces, headline);
        tell_once(&mut self.reading.claims);
        let addends: Vec<Addend> = self
            .reading
            .figures
            .iter()
            .enumerate()
            .map(|(at, it)| addend(&self.reading.figures, self.sentences, at, it))
            .collect();
        self.reading.sums = sum::find(&addends);
        self.reading
    }
}

/// "KENYA", "PHILIPPINES: Army and rebels agree": the heading of the next of several short stories.
fn opens_another_story(tree: &Tree, names: &Names) -> bool {
    const MOST: usize = 16;
    let is_heading = tree.sentence.paragraph.is_some()
        && tree.len() <= MOST
        && !tree.is(tree.len() - 1, &[".", "?", "!", "\"", "”"]);
    let in_capitals = |it: usize| {
        let word = &tree.token(it).text;
        word.len() > 1 && word.chars().all(char::is_uppercase)
    };
    let is_named = |it: &&PlaceName| it.words.start == 0 && (it.is_country || in_capitals(0));
    is_heading
        && names.places().iter().find(is_named).is_some_and(|place| {
            let end = place.words.end;
            end == tree.len() || tree.is(end, &[":", "-", "–", "—"]) || in_capitals(0)
        })
}

/// What somebody is by the words of their name, an armed force before anything else: "Colonel Adan
/// Warsame", "Ruritanian general staff".
fn kind_named(register: &Register, name: &str) -> Option<Kind> {
    let kinds: Vec<Kind> = register
        .find_all(name.split(' '))
        .iter()
        .flat_map(|mention| mention.senses.iter())
        .filter_map(|sense| register.entry(sense.entry).kind())
        .collect();
    kinds.iter().copied().find(|&it| deed::is_force(it)).or(kinds.first().copied())
}

/// The same claim about the same event counts once, however often it is told: also where one telling
/// has only a noun for those who make it ("jihadists"), or nobody ("a truce was agreed"), and another
/// their name.
fn tell_once(claims: &mut Vec<Claim>) {
    let names: Vec<(ClaimKind, About, Option<String>)> = claims
        .iter()
        .map(|it| (it.kind, it.about, it.who.given_by.as_ref().map(|named| named.name.clone())))
        .collect();
    let is_name = |name: &str| name.chars().any(char::is_uppercase);
    let is_told = |at: usize| {
        let (kind, about, who) = &names[at];
        let same = |it: &&(ClaimKind, About, Option<String>)| it.0 == *kind && it.1 == *about;
        let before = names[..at].iter().filter(same).any(|it| it.2 == *who);
        let by_name = names.iter().filter(same).filter_map(|it| it.2.as_deref()).any(is_name);
        before
            || match who {
                None => *kind == ClaimKind::Agrees && by_name,
                Some(who) => {
                    *kind == ClaimKind::Claims
                        && !is_name(who)
                        && deed::are_fighters(who)
                        && by_name
                }
            }
    };
    let mut told: Vec<bool> = (0..names.len()).map(is_told).collect();
    told.reverse();
    claims.retain(|_| !told.pop().unwrap_or(false));
}

fn addend(all: &[Figure], sentences: &[Sentence], at: usize, figure: &Figure) -> Addend {
    Addend {
        low: figure.toll.low,
        high: figure.toll.high,
        measure: figure.measure as usize,
        source: all.iter().position(|it| it.source.name() == figure.source.name()).unwrap_or(at),
        sentence: sentences.iter().position(|it| it.span == figure.sentence).unwrap_or(0),
        part_of: figure.part_of,
    }
}

/// Whether a claim of this kind is none unless someone makes it: news that speaks in its own voice
/// may say that a truce was agreed or that nothing is known, but blames and denies nothing.
fn needs_someone(kind: ClaimKind) -> bool {
    !matches!(kind, ClaimKind::Unverified | ClaimKind::Agrees | ClaimKind::Excludes)
}

fn about(tree: &Tree, kind: ClaimKind) -> About {
    let has = |words: &[&str]| {
        (0..tree.len()).any(|it| words.iter().any(|word| tree.lemma(it).eq_ignore_ascii_case(word)))
    };
    let truce = has(&["truce", "ceasefire", "cease", "armistice", "cessation"]);
    match kind {
        ClaimKind::Agrees | ClaimKind::Rejects | ClaimKind::Excludes | ClaimKind::Conditions
            if !truce && has(&["talk", "negotiation"]) =>
        {
            About::Talks
        }
        ClaimKind::Agrees | ClaimKind::Rejects | ClaimKind::Excludes | ClaimKind::Conditions => {
            About::Truce
        }
        _ => About::Event(0),
    }
}

/// Who they are, in lower case.
fn group(tree: &Tree, harm: &Harm) -> String {
    // "seven of the dead were nurses"
    let told = || {
        let verb = tree.head(harm.head).filter(|&it| tree.lemma(it) == "be")?;
        let what = tree.children_by(verb, &["attr"]).next()?;
        (tree.pos(what) == Pos::Noun).then_some(what..=what)
    };
    let words =
        if harm.part_of_earlier { told().or(harm.group.clone()) } else { harm.group.clone() };
    let Some(words) = words else {
        return "people".to_owned();
    };
    let start = words
        .clone()
        .find(|&it| !tree.is(it, &["of", "the", "others", "other", "more", "a", "an"]))
        .unwrap_or(*words.end());
    let said = tree.words(start..=*words.end()).to_lowercase();
    if said.is_empty()
        || (harm.measure == Measure::Killed
            && ["dead", "deaths", "bodies", "lives", "fatalities", "others"]
                .contains(&said.as_str()))
        || people_is_number(tree, *words.end())
    {
        "people".to_owned()
    } else {
        said
    }
}

fn people_is_number(tree: &Tree, it: usize) -> bool {
    crate::people::is_number(tree, it)
}
