//! Reading: all statements of a report. Here the parts meet: harm and claims from the rules, who
//! said them, where, when, and which figures belong together.

use ascribe_report::{Note, Report};
use ascribe_sentence::Sentence;
use jiff::civil::Date;

use crate::{
    claim,
    day::{self, When},
    figure::{self, Harm},
    place::{self, Hit},
    quotes,
    rules::Rules,
    saying::{self, Frame},
    source::{self, Cast, Speakers},
    statement::{About, Claim, ClaimKind, Figure, Measure, Named, Place, Reading, Realis, Source},
    sum::{self, Addend},
    tree::Tree,
};

/// Reads every figure of people harmed and every claim from a report's sentences.
///
/// Never fails: what is not understood is told in [`Reading::notes`].
pub fn extract(rules: &Rules, report: &Report, sentences: &[Sentence]) -> Reading {
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

/// The first place of the story, for figures before any place is named.
fn lead_place(cast: &Cast) -> Option<Place> {
    cast.trees
        .iter()
        .zip(&cast.names)
        .filter(|(tree, _)| tree.sentence.paragraph.is_some())
        .take(2)
        .find_map(|(tree, names)| {
            let hits = place::hits(tree, names);
            let root = (0..tree.len()).find(|&it| tree.head(it).is_none())?;
            let (words, name) = place::of(tree, &hits, root, None, &|_| false)?;
            Some(Place { name, span: tree.span(words.start..=words.end - 1) })
        })
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
    /// The last place harm was told of.
    place: Option<Place>,
    /// The last day told of, which "two days earlier" counts from.
    told: Option<Date>,
    /// Sources as they were resolved, by sentence and head.
    named: Vec<(usize, usize, Option<Named>)>,
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
            place: lead_place(cast),
            told: report.published,
            named: Vec::new(),
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
        let harms = figure::find(self.rules, tree);
        if harms.is_empty()
            && let Some((words, name)) = place::of_event(tree, &hits)
        {
            self.place = Some(Place { name, span: tree.span(words.start..=words.end - 1) });
        }
        self.figures(sentence, frames, &hits, harms);
        self.claims(sentence, frames);
    }

    /// The name of the one who speaks with these words.
    fn name(&mut self, sentence: usize, head: usize) -> Option<Named> {
        if let Some((_, _, named)) =
            self.named.iter().find(|(s, h, _)| (*s, *h) == (sentence, head))
        {
            return named.clone();
        }
        let named = self.speakers.resolve(self.cast, sentence, head);
        self.named.push((sentence, head, named.clone()));
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
            source.via = frames
                .iter()
                .find(|other| {
                    other.trigger != frame.trigger
                        && other.covers(frame.trigger)
                        && other.covers(it)
                })
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

    fn carrier(&self, sentence: usize, head: usize) -> Named {
        source::plain(&self.cast.trees[sentence], &self.cast.names[sentence], head)
    }

    fn figures(&mut self, sentence: usize, frames: &[Frame], hits: &[Hit], harms: Vec<Harm>) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        let words: Vec<&str> = tree.sentence.tokens.iter().map(|it| it.text.as_str()).collect();
        let days = day::find_all(&words, self.report.published, self.told);
        for mention in days.iter().filter(|it| it.when.is_none()) {
            if self.report.published.is_none() && !harms.is_empty() {
                let span = tree.span(mention.words.start..=mention.words.end - 1);
                self.reading.notes.push(Note {
                    what: format!("no day for `{}`", self.report.words(span)),
                    span: Some(span),
                    why: "the report has no publication day to count from".to_owned(),
                    so: "the figure keeps the words and has no day".to_owned(),
                });
            }
        }
        let first = self.reading.figures.len();
        let mut index_of: Vec<Option<usize>> = Vec::new();
        for harm in &harms {
            let source = self.source(sentence, frames, harm.head);
            let in_source = |it: usize| {
                frames.iter().any(|frame| saying::phrase(tree, frame.source).contains(&it))
            };
            let found = place::of(tree, hits, harm.trigger, None, &in_source)
                .map(|(words, name)| Place { name, span: tree.span(words.start..=words.end - 1) });
            let place = found.clone().or_else(|| self.place.clone());
            if found.is_some() && harm.realis != Realis::Past {
                self.place = found;
            }
            let when = self.when(tree, harm, &days);
            let part_of =
                harm.part_of.and_then(|whole| index_of.get(whole).copied().flatten()).or_else(
                    || harm.part_of_earlier.then(|| self.earlier_whole(harm, &source)).flatten(),
                );
            let figure = Figure {
                measure: harm.measure,
                toll: harm.toll.clone(),
                quote: tree.span(harm.quote.clone()),
                sentence: tree.sentence.span,
                trigger: tree.token(harm.trigger).span,
                group: group(tree, harm),
                source,
                place,
                when,
                event: 0,
                realis: harm.realis,
                part_of,
                rule: harm.rule.clone(),
            };
            if self.is_repeated(&figure) {
                index_of.push(None);
                continue;
            }
            index_of.push(Some(self.reading.figures.len()));
            self.reading.figures.push(figure);
        }
        // Parts share the place and day of their whole.
        for it in first..self.reading.figures.len() {
            if let Some(whole) = self.reading.figures[it].part_of.filter(|&whole| whole >= first) {
                let (place, when) =
                    (self.reading.figures[whole].place.clone(), self.reading.figures[whole].when);
                self.reading.figures[it].place = place;
                self.reading.figures[it].when = when;
            }
        }
    }

    /// The same number given by the same source for the same thing counts once.
    fn is_repeated(&self, figure: &Figure) -> bool {
        let name = |figure: &Figure| figure.source.given_by.as_ref().map(|it| it.name.clone());
        self.reading.figures.iter().any(|it| {
            it.measure == figure.measure
                && it.toll.low == figure.toll.low
                && it.toll.high == figure.toll.high
                && it.sentence != figure.sentence
                && (name(it) == name(figure) || name(figure).is_none())
                && (figure.toll.low.is_some_and(|low| low > 1)
                    || figure.toll.high.is_some_and(|high| high > 1))
                && (it.when == figure.when || figure.when.is_none() || it.when.is_none())
        })
    }

    fn earlier_whole(&self, harm: &Harm, source: &Source) -> Option<usize> {
        let name = source.given_by.as_ref().map(|it| &it.name);
        let larger = |it: &Figure| {
            it.measure == harm.measure
                && it.toll.low.or(it.toll.high).unwrap_or(0)
                    > harm.toll.low.or(harm.toll.high).unwrap_or(0)
        };
        let by_same = self.reading.figures.iter().rposition(|it| {
            larger(it)
                && it.source.given_by.as_ref().map(|it| &it.name) == name
                && self.place.as_ref().is_none_or(|here| {
                    it.place.as_ref().is_some_and(|there| shares_name(&there.name, &here.name))
                })
        });
        by_same.or_else(|| self.reading.figures.iter().rposition(larger))
    }

    fn when(&self, tree: &Tree, harm: &Harm, days: &[day::Mention]) -> Option<When> {
        let distance = |mention: &day::Mention| {
            let head = mention
                .words
                .clone()
                .find(|&it| tree.head(it).is_none_or(|above| !mention.words.contains(&above)))
                .unwrap_or(mention.words.start);
            arcs(tree, head, harm.trigger)
        };
        let nearest = days.iter().filter(|it| it.when.is_some()).min_by_key(|it| distance(it));
        match nearest.and_then(|it| it.when) {
            Some(when) => Some(when),
            None if harm.realis == Realis::Past || harm.realis == Realis::Threatened => None,
            None => self.report.published.map(When::on),
        }
    }

    fn claims(&mut self, sentence: usize, frames: &[Frame]) {
        let cast = self.cast;
        let tree = &cast.trees[sentence];
        for claimed in claim::find(self.rules, tree) {
            let who = match claimed.who {
                Some(head) => {
                    Source { given_by: self.name(sentence, head), via: None, rule: String::new() }
                }
                None => self.source(sentence, frames, claimed.trigger),
            };
            let of = claimed.of.map(|head| source::plain(tree, &cast.names[sentence], head));
            let quote = tree.span(claimed.quote.clone());
            let same = |it: &Claim| {
                it.kind == claimed.kind
                    && it.who.given_by.as_ref().map(|n| &n.name)
                        == who.given_by.as_ref().map(|n| &n.name)
                    && it.sentence == tree.sentence.span
            };
            if self.reading.claims.iter().any(same) {
                continue;
            }
            self.reading.claims.push(Claim {
                kind: claimed.kind,
                who,
                of,
                about: about(tree, claimed.kind),
                quote,
                sentence: tree.sentence.span,
                rule: claimed.rule,
            });
        }
    }

    fn finish(mut self) -> Reading {
        let mut events: Vec<(Option<String>, Option<When>)> = Vec::new();
        for figure in &mut self.reading.figures {
            let key = (figure.place.as_ref().map(|it| it.name.clone()), figure.when);
            let at = events.iter().position(|it| *it == key).unwrap_or_else(|| {
                events.push(key);
                events.len() - 1
            });
            figure.event = at + 1;
        }
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

fn addend(all: &[Figure], sentences: &[Sentence], at: usize, figure: &Figure) -> Addend {
    let name = |it: &Figure| it.source.given_by.as_ref().map(|named| named.name.clone());
    Addend {
        low: figure.toll.low,
        high: figure.toll.high,
        measure: figure.measure as usize,
        source: all.iter().position(|it| name(it) == name(figure)).unwrap_or(at),
        sentence: sentences.iter().position(|it| it.span == figure.sentence).unwrap_or(0),
        part_of: figure.part_of,
    }
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
    let Some(words) = harm.group.clone() else { return "people".to_owned() };
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

fn shares_name(one: &str, other: &str) -> bool {
    one.split(", ").any(|part| other.split(", ").any(|it| it.eq_ignore_ascii_case(part)))
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
