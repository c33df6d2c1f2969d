//! Filter: whether a report can hold a statement at all, told by its words alone before a pipeline
//! reads it. No words of harm are listed here: what a rule asks of a tree is asked of words that stand
//! near each other, so that rules which people add are looked for too. What a report says is for
//! `read.rs`.
//!
//! A rule needs a trigger, and what its paths lead to: "took" with "responsibility" or "credit" near
//! it. Words are taken in every form that the pipeline gives the dictionary form of a rule, and each
//! report is looked through once.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use ascribe_report::Report;
use ascribe_sentence::{Forms, Pipeline, Pos, Sentence, split_one};
use smol_str::SmolStr;

use crate::{
    path::{Asked, Path},
    read::extract,
    rules::{Rules, Trigger},
    statement::Reading,
    truce,
};

/// So many bytes there may be from a trigger to a word that its paths lead to.
const FAR: usize = 100;

/// The same for arcs to words that stand beside theirs, and those arcs.
const NEAR: usize = 40;
const BESIDE: &[&str] = &["aux", "auxpass", "det", "neg", "poss", "prt"];

/// Arcs that only some words have, by their dictionary forms.
const OF_ARCS: &[(&str, &[&str])] = &[
    ("neg", &["not", "cannot", "never", "no", "nor", "neither", "without", "hardly"]),
    ("auxpass", &["be", "get"]),
    ("agent", &["by"]),
];

/// What stands about words that somebody says, besides the verbs of saying.
const QUOTES: &[&str] = &["\"", "“", "”", "''"];

/// Tells which reports can hold a statement.
pub struct Filter {
    words: AhoCorasick,
    /// What each of the words may mean.
    meanings: Vec<Meaning>,
    /// Which of them are written at the end of another word: "n't".
    are_endings: Vec<bool>,
    cues: Vec<Cue>,
}

/// What one word may be in a rule.
#[derive(Clone, Default)]
struct Meaning {
    sets: Bits,
    /// The cues that start from it.
    cues: Vec<usize>,
}

/// A word that stands in a text.
struct Found {
    start: usize,
    /// Which of the filter's words it is.
    word: usize,
}

/// What a rule asks of the words around one of its triggers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cue {
    needs: Vec<Need>,
    /// A set of which the piece must have a word, unless it is the headline.
    says: Option<usize>,
    /// A set of which the report must have a word.
    topic: Option<usize>,
}

/// What must be met in one of several ways.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Need {
    /// Sets of which there must be one within reach, since each of the ways begins with one.
    any: Bits,
    reach: Reach,
    ways: Vec<Way>,
}

impl Need {
    fn new(ways: Vec<Way>) -> Need {
        let mut any = Bits::default();
        let mut reach = Reach::Near;
        for first in ways.iter().filter_map(|way| way.first()) {
            any.add(first.set);
            reach = reach.max(first.reach);
        }
        Need { any, reach, ways }
    }
}

/// Each of these must be met.
type Way = Vec<Ask>;

/// A word of a set must stand so near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ask {
    set: usize,
    reach: Reach,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Near,
    Far,
    /// Anywhere in the piece.
    Piece,
}

impl Filter {
    /// A filter for these rules, read with a pipeline of these forms.
    pub fn new(rules: &Rules, forms: &Forms) -> Filter {
        let mut draft =
            Draft { forms, sets: BTreeMap::new(), words: BTreeMap::new(), cues: BTreeMap::new() };
        let truce = &truce::WORDS;
        // "cease fire", in two words
        let ceases = ["cease".to_owned()];
        let names = draft.set(&[&truce.truce[..], &ceases].concat(), &[]);
        let topic = draft.set(&[&truce.truce[..], &ceases, &truce.topic].concat(), &[]);
        let mut says: BTreeSet<SmolStr> = QUOTES.iter().map(|it| SmolStr::new_static(it)).collect();
        for rule in &rules.sayings {
            says.extend(rule.trigger.lemma.iter().flat_map(|it| forms.of(it, &rule.trigger.pos)));
        }
        let says = draft.set_of(says);
        // A rule without a measure speaks of people that another one has read.
        for rule in rules.figures.iter().filter(|it| it.measure.is_some()) {
            let people: Vec<&Path> = rule.people.iter().chain(&rule.number).collect();
            draft.add(&rule.trigger, &rule.needs, &people, None, None);
        }
        for rule in &rules.claims {
            let doer: Vec<&Path> =
                if rule.deed.is_some() { rule.doer.iter().collect() } else { Vec::new() };
            let says = rule.deed.map(|_| says);
            draft.add(&rule.trigger, &rule.needs, &doer, says, rule.topic.map(|_| topic));
        }
        for rule in &rules.truces {
            let to: Vec<&Path> = rule.to.iter().collect();
            draft.add(&rule.trigger, &rule.needs, &to, None, Some(names));
        }
        draft.finish()
    }

    /// Whether a report may hold a statement.
    pub fn takes(&self, report: &Report) -> bool {
        self.pieces(report).contains(&true)
    }

    /// Which pieces of a report may hold a statement: the headline, if there is one, then each paragraph.
    pub fn pieces(&self, report: &Report) -> Vec<bool> {
        let spans = report.title.iter().chain(&report.paragraphs);
        let found: Vec<Vec<Found>> = spans.map(|it| self.find(report.words(*it))).collect();
        let mut whole = Bits::default();
        for found in found.iter().flatten() {
            whole.join(&self.meanings[found.word].sets);
        }
        let is_headline = |at: usize| at == 0 && report.title.is_some();
        let pieces = found.iter().enumerate();
        pieces.map(|(at, words)| self.is_met(words, is_headline(at), &whole)).collect()
    }

    /// What a report says; `None` where its words can hold no statement. The pieces that may hold one
    /// are read first, and the others only where one was found, since they tell who "he" is and where
    /// it was: a report that says nothing costs least, and one that says something is read in full.
    pub fn read(&self, pipeline: &Pipeline, rules: &Rules, report: &Report) -> Option<Reading> {
        let met = self.pieces(report);
        if !met.contains(&true) {
            return None;
        }
        let headline = report.title.iter().map(|_| None);
        let pieces = || headline.clone().chain((0..report.paragraphs.len()).map(Some)).zip(&met);
        let split = |piece: Option<usize>| split_one(pipeline, report, piece);
        let likely: Vec<Vec<Sentence>> =
            pieces().filter(|(_, is_met)| **is_met).map(|(piece, _)| split(piece)).collect();
        let reading = extract(rules, report, &likely.concat());
        let is_empty =
            reading.figures.is_empty() && reading.claims.is_empty() && reading.truces.is_empty();
        if is_empty || likely.len() == met.len() {
            return Some(reading);
        }
        let mut likely = likely.into_iter();
        let all: Vec<Sentence> = pieces()
            .flat_map(|(piece, is_met)| {
                let read = if *is_met { likely.next() } else { None };
                read.unwrap_or_else(|| split(piece))
            })
            .collect();
        Some(extract(rules, report, &all))
    }

    /// The words of a text that a rule may ask for.
    fn find(&self, text: &str) -> Vec<Found> {
        let bytes = text.as_bytes();
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let begins = |found: &Found, start: usize| {
            start == 0 || !is_letter(start - 1) || !is_letter(start) || self.are_endings[found.word]
        };
        // "was" in "wasn't" is a word.
        let is_negated = |end: usize| ["n't", "n’t"].iter().any(|it| text[end..].starts_with(it));
        let ends = |end: usize| !is_letter(end - 1) || !is_letter(end) || is_negated(end);
        let all = self
            .words
            .find_iter(text)
            .map(|it| (Found { start: it.start(), word: it.pattern().as_usize() }, it.end()));
        all.filter(|(found, end)| begins(found, found.start) && ends(*end))
            .map(|(found, _)| found)
            .collect()
    }

    /// Whether the words of a piece meet what a rule asks, in a report that has these sets.
    fn is_met(&self, words: &[Found], is_headline: bool, whole: &Bits) -> bool {
        let (mut near, mut far, mut piece) = (Bits::default(), Bits::default(), Bits::default());
        for found in words {
            piece.join(&self.meanings[found.word].sets);
        }
        let starts = words.iter().filter(|it| !self.meanings[it.word].cues.is_empty());
        for &Found { start, word } in starts {
            for (sets, reach) in [(&mut near, NEAR), (&mut far, FAR)] {
                sets.clear();
                let first = words.partition_point(|it| it.start + reach < start);
                for found in words[first..].iter().take_while(|it| it.start <= start + reach) {
                    sets.join(&self.meanings[found.word].sets);
                }
            }
            let within = |reach: Reach| match reach {
                Reach::Near => &near,
                Reach::Far => &far,
                Reach::Piece => &piece,
            };
            let has = |ask: &Ask| within(ask.reach).has(ask.set);
            let is_there = |need: &Need| {
                within(need.reach).meets(&need.any)
                    && need.ways.iter().any(|way| way.iter().all(has))
            };
            let is_met = |cue: &Cue| {
                cue.topic.is_none_or(|it| whole.has(it))
                    && cue.says.is_none_or(|it| is_headline || piece.has(it))
                    && cue.needs.iter().all(is_there)
            };
            if self.meanings[word].cues.iter().any(|&it| is_met(&self.cues[it])) {
                return true;
            }
        }
        false
    }
}

/// A way, and the triggers from which it starts; any where there are none.
#[derive(Default)]
struct Start {
    lemmas: Vec<String>,
    way: Way,
}

/// A filter while it is put together.
struct Draft<'f> {
    forms: &'f Forms<'f>,
    /// Sets of words, each with its number.
    sets: BTreeMap<BTreeSet<SmolStr>, usize>,
    /// By word, the cues that start from it.
    words: BTreeMap<SmolStr, BTreeSet<usize>>,
    cues: BTreeMap<Cue, usize>,
}

impl Draft<'_> {
    /// The number of the set of all words with one of these dictionary forms.
    fn set(&mut self, lemmas: &[String], pos: &[Pos]) -> usize {
        let words = lemmas.iter().flat_map(|it| self.forms.of(it, pos)).collect();
        self.set_of(words)
    }

    fn set_of(&mut self, words: BTreeSet<SmolStr>) -> usize {
        let next = self.sets.len();
        *self.sets.entry(words).or_insert(next)
    }

    /// Adds what a rule asks: all it needs, and one of the paths to what it reads, if it has any.
    fn add(
        &mut self,
        trigger: &Trigger,
        needs: &[Path],
        reads: &[&Path],
        says: Option<usize>,
        topic: Option<usize>,
    ) {
        let mut all: Vec<Vec<Start>> = needs.iter().map(|path| self.ways(&[path])).collect();
        if !reads.is_empty() {
            all.push(self.ways(reads));
        }
        for lemma in &trigger.lemma {
            let may_start = |it: &&Start| {
                it.lemmas.is_empty() || it.lemmas.iter().any(|it| it.eq_ignore_ascii_case(lemma))
            };
            let mut needs: Vec<Vec<Way>> = all
                .iter()
                .map(|ways| ways.iter().filter(may_start).map(|it| it.way.clone()).collect())
                .collect();
            // Where no way of a path starts from this trigger the rule reads nothing.
            if needs.iter().any(Vec::is_empty) {
                continue;
            }
            needs.retain(|ways| ways.iter().all(|way| !way.is_empty()));
            let needs = needs.into_iter().map(Need::new).collect();
            let next = self.cues.len();
            let cue = *self.cues.entry(Cue { needs, says, topic }).or_insert(next);
            for word in self.forms.of(lemma, &trigger.pos) {
                self.words.entry(word).or_default().insert(cue);
            }
        }
    }

    /// What the ways of some paths ask of other words than the trigger.
    fn ways(&mut self, paths: &[&Path]) -> Vec<Start> {
        let mut ways = Vec::new();
        for steps in paths.iter().flat_map(|it| it.asked()) {
            let mut start = Start::default();
            for asked in steps {
                if asked.is_start {
                    start.lemmas = asked.lemmas.to_vec();
                } else {
                    start.way.extend(self.asks(&asked));
                }
            }
            ways.push(start);
        }
        ways
    }

    fn asks(&mut self, asked: &Asked) -> Vec<Ask> {
        let mut arcs = asked.down.iter().map(String::as_str);
        let is_beside = !asked.down.is_empty() && arcs.all(|it| BESIDE.contains(&it));
        let reach = match (asked.is_anywhere, is_beside) {
            (true, _) => Reach::Piece,
            (_, true) => Reach::Near,
            _ => Reach::Far,
        };
        let of_arc =
            OF_ARCS.iter().filter(|(arc, _)| asked.down.len() == 1 && asked.down[0] == *arc);
        let mut asks = Vec::new();
        for (_, lemmas) in of_arc {
            let words = lemmas.iter().flat_map(|it| self.forms.of(it, &[])).collect();
            asks.push(Ask { set: self.set_of(words), reach });
        }
        if !asked.lemmas.is_empty() {
            asks.push(Ask { set: self.set(asked.lemmas, asked.pos), reach });
        }
        asks
    }

    fn finish(self) -> Filter {
        let mut meanings: BTreeMap<SmolStr, Meaning> = BTreeMap::new();
        for (words, number) in &self.sets {
            for word in words {
                meanings.entry(word.clone()).or_default().sets.add(*number);
            }
        }
        for (word, cues) in &self.words {
            meanings.entry(word.clone()).or_default().cues.extend(cues);
        }
        // Of words that overlap the longest is found: one with a hyphen stands for its pieces as well.
        let joined: Vec<SmolStr> = meanings.keys().filter(|it| it.contains('-')).cloned().collect();
        for word in joined {
            for piece in word.split('-') {
                if let Some(Meaning { sets, cues }) = meanings.get(piece).cloned() {
                    let whole = meanings.entry(word.clone()).or_default();
                    whole.sets.join(&sets);
                    whole.cues.extend(cues);
                }
            }
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(meanings.keys().map(SmolStr::as_str))
            .expect("the words of rules are few");
        let mut cues: Vec<(usize, Cue)> =
            self.cues.into_iter().map(|(cue, at)| (at, cue)).collect();
        cues.sort_by_key(|it| it.0);
        Filter {
            words,
            are_endings: meanings.keys().map(|it| it.contains(['\'', '’'])).collect(),
            meanings: meanings.into_values().collect(),
            cues: cues.into_iter().map(|(_, cue)| cue).collect(),
        }
    }
}

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Bits(Vec<u64>);

impl Bits {
    fn clear(&mut self) {
        self.0.clear();
    }

    fn add(&mut self, number: usize) {
        let at = number / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (number % 64);
    }

    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|it| (it >> (number % 64)) & 1 == 1)
    }

    fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(mine, theirs)| mine & theirs != 0)
    }

    fn join(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }
}
