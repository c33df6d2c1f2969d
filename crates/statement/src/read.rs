//! Reading: all statements of a report. Here the parts meet: harm and claims from the rules, who
//! said them, where, when, and which figures belong together.

use std::collections::HashMap;

use ascribe_report::{Note, Report};
use ascribe_sentence::{Pos, Sentence};
use jiff::civil::Date;

use crate::{
    claim::{self, Claimed},
    day::{self, Precision, When},
    deed::{self, Teller},
    figure::{self, Harm},
    locate::Setting,
    names::Names,
    place::{self, Hit, Where},
    quotes,
    register::Register,
    rules::{Deed, Rules},
    saying::{self, Frame},
    settle::{self, Draft, Scene, Sight, Told},
    source::{self, Cast, Speakers},
    statement::{About, Claim, ClaimKind, Figure, Measure, Named, Reading, Source},
    sum::{self, Addend},
    toll::Toll,
    tree::Tree,
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
    let cast = Cast::new(sentences);
    let frames: Vec<Vec<Frame>> = cast.trees.iter().map(|tree| saying::find(rules, tree)).collect();
    let mut reader = Reader::new(rules, report, sentences, &cast, &frames);
    for sentence in 0..sentences.len() {
        reader.read(sentence);
    }
    reader.finish()
}

/// Who speaks in these sentences, with the rule that says so.
pub(crate) fn sayings(rules: &Rules, sentences: &[Sentence]) -> Vec<(String, Source)> {
    let report = Report::default();
    let cast = Cast::new(sentences);
    let frames: Vec<Vec<Frame>> = cast.trees.iter().map(|tree| saying::find(rules, tree)).collect();
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
fn scene(report: &Report, cast: &Cast, frames: &[Vec<Frame>]) -> Scene {
    let body = || {
        let all = cast.trees.iter().zip(&cast.names).zip(frames);
        all.filter(|((tree, _), _)| tree.sentence.paragraph.is_some())
            .map(|((tree, names), frames)| (tree, names, frames))
    };
    let lead = body().take(2).find_map(|(tree, names, frames)| {
        let root = (0..tree.len()).find(|&it| tree.head(it).is_none())?;
        let place =
            place::of(tree, &place::hits(tree, names), root, &|it| in_source(tree, frames, it))?;
        Some(Sight { told: Told::Lead, ..sight(tree, place) })
    });
    let day = body().take(5).find_map(|(tree, _, frames)| {
        days(tree, report, None)
            .into_iter()
            .filter(|it| !tells_when_said(tree, frames, it))
            .find_map(|it| it.when.filter(|when| is_recent_day(*when, report.published)))
    });
    let lead = lead.or_else(|| dateline(report));
    let setting = Setting::read(report, cast);
    Scene { sights: Vec::new(), lead, day, published: report.published, setting }
}

/// Where nothing else tells, the story is in the country it was filed from.
fn dateline(report: &Report) -> Option<Sight> {
    let span = report.dateline?.place?;
    let register = Register::built_in();
    let country = register
        .find(report.words(span))
        .into_iter()
        .find_map(|sense| register.country(register.entry(sense.entry).country()?))?;
    let place = Where::country(&country.name);
    Some(Sight { place, span, told: Told::Dateline })
}

/// A single day, or a night, of the month before publication.
fn is_recent_day(when: When, published: Option<Date>) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |it| it.get_days());
    when.precision == Precision::Day
        && days(when.from, when.to) <= 1
        && published.is_some_and(|published| (0..32).contains(&days(when.to, published)))
}

fn sight(tree: &Tree, place: Where) -> Sight {
    let span = tree.span(place.words.start..=place.words.end - 1);
    Sight { place, span, told: Told::Here }
}

fn days(tree: &Tree, report: &Report, told: Option<Date>) -> Vec<day::Mention> {
    let words: Vec<&str> = tree.sentence.tokens.iter().map(|it| it.text.as_str()).collect();
    let mut days = day::find_all(&words, report.published, told);
    // "the 2011 uprising", "the 2020 Summer Olympics": the year is a part of the name.
    days.retain(|it| {
        let year = it.words.len() == 1 && tree.tag(it.words.start) == "CD";
        !(year && matches!(tree.dep(it.words.start), "nummod" | "compound" | "nmod" | "amod"))
    });
    days
}

/// "police said on Monday": the day is that of the saying.
fn tells_when_said(tree: &Tree, frames: &[Frame], mention: &day::Mention) -> bool {
    let head = mention
        .words
        .clone()
        .find(|&it| tree.head(it).is_none_or(|above| !mention.words.contains(&above)));
    let Some(head) = head else { return false };
    let mut at = head;
    for above in tree.ancestors(head) {
        if frames.iter().any(|frame| frame.trigger == above) {
            return !frames.iter().any(|frame| frame.trigger == above && frame.covers(at));
        }
        if !matches!(
            tree.dep(at),
            "pobj" | "prep" | "npadvmod" | "compound" | "nmod" | "amod" | "nummod"
        ) {
            return false;
        }
        at = above;
    }
    false
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
    /// Who speaks in a sentence that stands in a quotation which began or ends elsewhere.
    quoted_by: Vec<Option<quotes::Speaker>>,
    speakers: Speakers,
    reading: Reading,
    scene: Scene,
    drafts: Vec<Draft>,
    /// Sources as they were resolved, by sentence and head.
    named: HashMap<(usize, usize), Option<Named>>,
}

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
            quoted_by: quotes::find(&cast.trees, frames),
            frames,
            cast,
            speakers: Speakers::default(),
            reading: Reading::default(),
            scene: scene(report, cast, frames),
            drafts: Vec::new(),
            named: HashMap::new(),
        }
    }

    fn read(&mut self, sentence: usize) {
        let tree = &self.cast.trees[sentence];
        let frames = &self.frames[sentence];
        // Every speaker is resolved in the order of the text, so that "it" finds the last one.
        let mut order: Vec<usize> = (0..frames.len()).collect();
        order.sort_by_key(|&it| frames[it].source);
        for it in order {
            self.name(sentence, frames[it].source);
        }
        let hits = place::hits(tree, &self.cast.names[sentence]);
        // One person is not meant by "two of them".
        let many = |it: &&Draft| it.figure.toll.low != Some(1);
        let before = self.drafts.iter().rev().find(many).map(|it| it.figure.measure);
        let harms = figure::find(self.rules, tree, before);
        if harms.is_empty()
            && let Some(place) = place::of_event(tree, &hits)
        {
            self.scene.sights.push(sight(tree, place));
        }
        self.figures(sentence, frames, &hits, harms);
        self.claims(sentence, frames);
    }

    /// The name of the one who speaks with these words.
    fn name(&mut self, sentence: usize, head: usize) -> Option<Named> {
        if let Some(named) = self.named.get(&(sentence, head)) {
            return named.clone();
        }
        let named = self.speakers.resolve(self.cast, sentence, head);
        self.named.insert((sentence, head), named.clone());
        named
    }

    fn source(&mut self, sentence: usize, frames: &[Frame], it: usize) -> Source {
        let Some(frame) = saying::around(frames, it) else {
            let speaker = self.quoted_by[sentence].clone();
            return match speaker {
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
            let tree = &self.cast.trees[sentence];
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

    /// Who speaks in a frame, and who carries it by the frame's own words.
    fn spoken(&mut self, sentence: usize, frame: &Frame) -> Source {
        let via = frame.via.map(|head| self.carrier(sentence, head));
        Source { given_by: self.name(sentence, frame.source), via, rule: frame.rule.clone() }
    }

    fn carrier(&mut self, sentence: usize, head: usize) -> Named {
        let is_pronoun = self.cast.trees[sentence].pos(head) == Pos::Pron;
        let named = if is_pronoun { self.name(sentence, head) } else { None };
        named.unwrap_or_else(|| source::plain(self.cast, sentence, head))
    }

    fn figures(&mut self, sentence: usize, frames: &[Frame], hits: &[Hit], harms: Vec<Harm>) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        let days = days(tree, self.report, self.scene.day.map(|it| it.from));
        if self.report.published.is_none() && !harms.is_empty() {
            for mention in days.iter().filter(|it| it.when.is_none()) {
                let span = tree.span(mention.words.start..=mention.words.end - 1);
                self.reading.notes.push(Note {
                    what: format!("no day for `{}`", self.report.words(span)),
                    span: Some(span),
                    why: "the report has no publication day to count from".to_owned(),
                    so: "the figure keeps the words and has no day".to_owned(),
                });
            }
        }
        let first = self.drafts.len();
        for harm in &harms {
            let mut source = self.source(sentence, frames, harm.head);
            if let Some(whole) = harm.part_of.filter(|_| source.given_by.is_none()) {
                source = self.drafts[first + whole].figure.source.clone();
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
            let figure = Figure {
                measure: harm.measure,
                toll: harm.toll.clone(),
                quote: tree.span(harm.quote.clone()),
                sentence: tree.sentence.span,
                trigger: tree.token(harm.trigger).span,
                group: group(tree, harm),
                source,
                place: None,
                when: when(tree, frames, harm, &days),
                event: 0,
                realis: harm.realis,
                part_of,
                rule: harm.rule.clone(),
            };
            let country = cast.names[sentence].only_country().map(|country| Sight {
                place: Where::country(country),
                span: tree.sentence.span,
                told: Told::Country,
            });
            self.drafts.push(Draft {
                figure,
                place: place.map(|place| sight(tree, place)),
                country,
                paragraph: tree.sentence.paragraph,
            });
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
            let told_by: Vec<Source> = if claimed.who.is_empty() {
                vec![self.source(sentence, frames, claimed.trigger)]
            } else {
                let named = claimed.who.iter().map(|&head| self.name(sentence, head));
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
            let is_mutual = of.is_some_and(|head| tree.is(head, &["other", "another"]));
            let of = of.map(|head| source::plain(cast, sentence, head));
            for (at, who) in told_by.iter().enumerate() {
                // "A and B blamed each other": each blames the one beside.
                let of = if is_mutual {
                    let other = (0..told_by.len()).find(|&it| it != at);
                    other.and_then(|it| told_by[it].given_by.clone())
                } else {
                    of.clone()
                };
                let same = |it: &Claim| {
                    it.kind == claimed.kind
                        && it.who.given_by.as_ref().map(|n| &n.name)
                            == who.given_by.as_ref().map(|n| &n.name)
                        && (it.sentence == tree.sentence.span || claimed.deed.is_some())
                };
                let is_nobodys = who.given_by.is_none() && needs_someone(claimed.kind);
                if is_nobodys || self.reading.claims.iter().any(same) {
                    continue;
                }
                self.reading.claims.push(Claim {
                    kind: claimed.kind,
                    who: who.clone(),
                    of,
                    about: about(tree, claimed.kind),
                    quote: tree.span(claimed.quote.clone()),
                    sentence: tree.sentence.span,
                    rule: claimed.rule.clone(),
                });
            }
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
            None => match (saying::around(frames, claimed.trigger), &self.quoted_by[sentence]) {
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
            .or_else(|| names[at].word_at(head).map(|it| it.kind));
        let is_quoted = claim::is_quoted(tree, doer);
        let teller = Teller { name, kind, is_quoted, is_first };
        deed::whose(tree, &names[sentence], doer, &teller)
    }

    fn finish(mut self) -> Reading {
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

/// The same claim about the same event counts once, however often it is told.
fn tell_once(claims: &mut Vec<Claim>) {
    let mut at = 0;
    while at < claims.len() {
        let (before, rest) = claims.split_at(at);
        let is_told = before.iter().any(|it| {
            it.kind == rest[0].kind
                && it.about == rest[0].about
                && it.who.given_by.as_ref().map(|n| &n.name)
                    == rest[0].who.given_by.as_ref().map(|n| &n.name)
        });
        if is_told {
            claims.remove(at);
        } else {
            at += 1;
        }
    }
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

/// The day a sentence gives for some harm: the nearest in the tree that is not the day of saying so.
fn when(tree: &Tree, frames: &[Frame], harm: &Harm, days: &[day::Mention]) -> Option<When> {
    let distance = |mention: &day::Mention| {
        let head = mention
            .words
            .clone()
            .find(|&it| tree.head(it).is_none_or(|above| !mention.words.contains(&above)))
            .unwrap_or(mention.words.start);
        arcs(tree, head, harm.trigger)
    };
    days.iter()
        .filter(|it| it.when.is_some() && !tells_when_said(tree, frames, it))
        .min_by_key(|it| distance(it))
        .and_then(|it| it.when)
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
