//! Sayings: who says which part of a sentence. Rules find the frames ("X said that …", "according
//! to X"); what the parser commonly gets wrong about them is mended here. Whose name the words stand
//! for is found in `source.rs`.

use std::ops::{Range, RangeInclusive};

use ascribe_sentence::Pos;

use crate::{
    figure::triggers,
    names::Names,
    path::Path,
    rules::{Rules, SayingRule},
    tree::Tree,
};

/// Someone says something.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) rule: String,
    /// The word that says so: "said", "according".
    pub(crate) trigger: usize,
    /// Head of the words for the one who says it.
    pub(crate) source: usize,
    /// Head of the words for the one who carries it.
    pub(crate) via: Option<usize>,
    /// Which tokens are said.
    pub(crate) content: Vec<bool>,
}

impl Frame {
    pub(crate) fn covers(&self, it: usize) -> bool {
        self.content.get(it).copied().unwrap_or(false)
    }

    fn size(&self) -> usize {
        self.content.iter().filter(|&&said| said).count()
    }
}

/// All frames of a sentence.
pub(crate) fn find(rules: &Rules, tree: &Tree) -> Vec<Frame> {
    let mut out: Vec<Frame> = Vec::new();
    for rule in &rules.sayings {
        for trigger in triggers(tree, &rule.trigger) {
            let allowed = rule.needs.iter().all(|path| path.leads(tree, trigger))
                && rule.unless.iter().all(|path| !path.leads(tree, trigger));
            if allowed
                && !out.iter().any(|it| it.trigger == trigger)
                && let Some(frame) = read(rule, tree, trigger)
            {
                out.push(frame);
            }
        }
    }
    out
}

/// A headline that names who says so beside a colon or a dash: "Monitor: 40 dead in raid", "Forty dead
/// in raid - police".
pub(crate) fn in_headline(tree: &Tree, names: &Names) -> Option<Frame> {
    const MOST: usize = 5;
    if tree.sentence.paragraph.is_some() {
        return None;
    }
    let speaker = |words: Range<usize>| {
        let head =
            words.clone().rev().find(|&it| matches!(tree.pos(it), Pos::Noun | Pos::Propn))?;
        let is_whole = words.clone().all(|it| !tree.is_verb(it) && tree.pos(it) != Pos::Num);
        let is_known = names.party_at(head).is_some() || names.word_at(head).is_some();
        (is_whole && is_known).then_some(head)
    };
    let frame = |trigger: usize, source: usize, said: Range<usize>| Frame {
        rule: "headline".to_owned(),
        trigger,
        source,
        via: None,
        content: (0..tree.len()).map(|it| said.contains(&it)).collect(),
    };
    let colon = (1..tree.len().min(MOST)).find(|&it| tree.is(it, &[":"]));
    if let Some(colon) = colon
        && let Some(head) = speaker(0..colon)
    {
        return Some(frame(colon, head, colon + 1..tree.len()));
    }
    let dash = (1..tree.len()).rev().find(|&it| tree.is(it, &["-", "–", "—"]))?;
    let stands_alone = tree.token(dash - 1).span.end() < tree.token(dash).span.start();
    let head =
        (stands_alone && tree.len() - dash <= MOST).then(|| speaker(dash + 1..tree.len()))??;
    Some(frame(dash, head, 0..dash))
}

/// The frame a token is said in: the one that says least besides; of equals the one whose rule
/// stands last, since the first rules are the most general.
///
/// What is no speaker of its own, as in "a radio message told us that …", gives way to one.
pub(crate) fn around(
    frames: &[Frame],
    it: usize,
    may_speak: impl Fn(usize) -> bool,
) -> Option<&Frame> {
    frames
        .iter()
        .rev()
        .filter(|frame| frame.covers(it))
        .min_by_key(|frame| (!may_speak(frame.source), frame.size()))
}

fn read(rule: &SayingRule, tree: &Tree, trigger: usize) -> Option<Frame> {
    let mended = closing(tree, trigger, rule).or_else(|| mend_subject(tree, trigger, rule));
    let source = match &mended {
        Some(mended) => mended.source,
        None => *first_end(&rule.source, tree, trigger)?.last()?,
    };
    // "54 of its men had died, raising …": a number of people says nothing.
    if tree.pos(source) == Pos::Num && !tree.is(source, &["one"]) {
        return None;
    }
    let source_words = tree.subtree(source);
    let mut content = vec![false; tree.len()];
    if rule.content.is_empty() {
        content.fill(true);
    } else if let Some(heads) = first_end(&rule.content, tree, trigger) {
        for head in heads {
            for it in tree.subtree(head).filter(|&it| tree.is_under(it, head)) {
                content[it] = true;
            }
        }
        // What hangs above the saying is said, the saying itself is not.
        if content[trigger] && !rule.content.iter().any(|path| path.to_string() == ".") {
            for it in tree.subtree(trigger).filter(|&it| tree.is_under(it, trigger)) {
                content[it] = false;
            }
        }
    }
    if let Some(mended) = &mended {
        content[..mended.content_until].fill(true);
    }
    // "A happened, B happened, police said": all before the speaker is said, however the tree joins it.
    let last_said = content.iter().rposition(|&said| said);
    let start = *source_words.start();
    if last_said.is_some_and(|last| last < start)
        && start < trigger
        && tree.is(start - 1, &[",", "\"", "”", "''"])
    {
        content[..start].fill(true);
    }
    if !content.iter().any(|&said| said) {
        // "…, said the Observatory; …": all from the last semicolon on was said.
        if start > trigger && trigger > 0 && tree.is(trigger - 1, &[",", "\"", "”", "''"]) {
            let from = (0..trigger).rev().find(|&it| tree.is(it, &[";"])).map_or(0, |it| it + 1);
            content[from..trigger].fill(true);
        } else {
            // "… , the Observatory said.": whatever the tree makes of it, it was said.
            let closes =
                trigger > start && (trigger + 4 >= tree.len() || rest_is_adjunct(tree, trigger));
            if !closes || start == 0 || !tree.is(start - 1, &[",", "\"", "”", "''"]) {
                return None;
            }
            content[..start].fill(true);
        }
    }
    content[trigger] = content[trigger] && rule.content.iter().any(|path| path.to_string() == ".");
    let pronoun_or_name =
        source_words.filter(|&it| tree.is_under(it, source) && (it <= trigger || source > trigger));
    for it in pronoun_or_name {
        content[it] = false;
    }
    let via = first_end(&rule.via, tree, trigger)
        .and_then(|ends| ends.last().copied())
        .filter(|&it| it != source);
    let quoted = first_end(&rule.quotes, tree, trigger).and_then(|ends| ends.last().copied());
    let (source, via) = match quoted {
        Some(quoted) => (quoted, Some(source)),
        None => (source, via),
    };
    Some(Frame { rule: rule.name.clone(), trigger, source, via, content })
}

/// "… said on Monday.", "… said in a statement.": nothing of what was said follows.
fn rest_is_adjunct(tree: &Tree, trigger: usize) -> bool {
    tree.children(trigger).iter().all(|&it| {
        it < trigger
            || matches!(
                tree.dep(it),
                "punct" | "prep" | "npadvmod" | "advmod" | "dobj" | "dative" | "prt" | "advcl"
            )
    })
}

/// "…, the mission reported in July.", "…, said the agency for refugees, UNRWA.": a saying that
/// closes a sentence, and has no subject in the tree, which takes it for something else.
fn closing(tree: &Tree, trigger: usize, rule: &SayingRule) -> Option<Mended> {
    let is_said_of_clause = rule.content.iter().any(|path| path.to_string() == ">ccomp");
    if !is_said_of_clause
        || !matches!(tree.tag(trigger), "VBD" | "VBZ" | "VBN" | "VBP")
        || tree.children_by(trigger, &["nsubj", "nsubjpass"]).next().is_some()
    {
        return None;
    }
    let comma = (0..trigger).rev().find(|&it| tree.is(it, &[",", "\"", "”", "''"]))?;
    let said = (0..comma).any(|it| tree.is_verb(it));
    let nominal = |it: usize| {
        matches!(
            tree.pos(it),
            Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num | Pos::Adp | Pos::Part
        ) && !matches!(tree.tag(it), "TO" | "IN")
            || tree.tag(it) == "PRP$"
            || tree.is(it, &["of", "for", "in", "and", "-", "from", "at"])
    };
    let (words, rest) = if comma + 1 == trigger {
        let end = (trigger + 1..tree.len()).find(|&it| !nominal(it)).unwrap_or(tree.len());
        (trigger + 1..end, end)
    } else {
        (comma + 1..trigger, trigger + 1)
    };
    let is_plain = (rest..tree.len()).all(|it| !tree.is_verb(it) && !tree.is_relative(it));
    let closes =
        comma + 1 == trigger && rest < tree.len() && tree.is(rest, &[",", ".", "who", "which"]);
    if !said || !(is_plain || closes) || words.is_empty() || !words.clone().all(nominal) {
        return None;
    }
    let is_noun = |it: usize| matches!(tree.pos(it), Pos::Noun | Pos::Propn);
    let source =
        words.clone().find(|&it| is_noun(it) && !(words.contains(&(it + 1)) && is_noun(it + 1)))?;
    Some(Mended { source, content_until: comma })
}

/// A subject the tree has lost or doubled.
struct Mended {
    source: usize,
    /// All words before this one are said as well.
    content_until: usize,
}

fn mend_subject(tree: &Tree, trigger: usize, rule: &SayingRule) -> Option<Mended> {
    if rule.source.iter().all(|path| path.to_string() != ">nsubj") {
        return None;
    }
    let subjects: Vec<usize> = tree.children_by(trigger, &["nsubj"]).collect();
    match subjects.as_slice() {
        // "…, the Observatory said": the noun phrase before the verb, back to the comma.
        [] => {
            // "killed …, saying", "to say": no subject to be mended.
            if !matches!(tree.tag(trigger), "VBD" | "VBZ" | "VBP")
                || tree.children_by(trigger, &["agent", "nsubjpass", "auxpass"]).next().is_some()
                || tree.dep(trigger) == "conj"
            {
                return None;
            }
            let mut start = trigger;
            while start > 0 && !tree.is(start - 1, &[",", "\"", "”", "''", ";", "-", "–", "—"])
            {
                start -= 1;
            }
            if start == 0
                || start == trigger
                || tree.is(start, &["and", "but", "who", "which", "that"])
            {
                return None;
            }
            // The last word of the phrase that is not inside "of …" or a bracket is its head.
            let source = (start..trigger).find(|&it| {
                matches!(tree.pos(it), Pos::Noun | Pos::Propn | Pos::Pron)
                    && !(it + 1 < trigger && matches!(tree.pos(it + 1), Pos::Noun | Pos::Propn))
            })?;
            Some(Mended { source, content_until: start - 1 })
        }
        [_] => None,
        // "Twelve people were killed and 25 injured in Wau, an official said": two subjects; the one
        // beside the verb says it.
        [first, .., last] => {
            let start = *tree.subtree(*last).start();
            (*last < trigger && first < last)
                .then_some(Mended { source: *last, content_until: start })
        }
    }
}

fn first_end(paths: &[Path], tree: &Tree, trigger: usize) -> Option<Vec<usize>> {
    paths.iter().map(|path| path.find(tree, trigger)).find(|ends| !ends.is_empty())
}

/// The words that stand for a speaker: the noun phrase, without clauses that hang on it.
pub(crate) fn phrase(tree: &Tree, head: usize) -> RangeInclusive<usize> {
    let mut first = head;
    let mut last = head;
    let mut at = vec![head];
    while let Some(it) = at.pop() {
        for child in tree.children(it).iter().copied() {
            let kept = match tree.dep(child) {
                "det" | "compound" | "amod" | "poss" | "nmod" | "nummod" | "case" | "quantmod"
                | "predet" => true,
                "appos" | "punct" => false,
                "prep" => {
                    tree.is(child, &["of", "for", "in", "from", "at"])
                        && child > it
                        && tree.children_by(child, &["pobj"]).next().is_some()
                }
                "pobj" => true,
                _ => false,
            };
            if kept {
                first = first.min(child);
                last = last.max(child);
                at.push(child);
            }
        }
    }
    // "al-Qaeda-linked gunmen": the tree takes words with hyphens apart in many ways.
    while first >= 2 && tree.is(first - 1, &["-"]) && tree.touches(first) {
        first -= 2;
    }
    // "raid on depot - police": a dash that stands alone parts two phrases.
    let parts = |it: usize| it > 0 && tree.is(it, &["-", "–", "—"]) && !tree.touches(it);
    if let Some(mark) = (first..head).rev().find(|&it| parts(it) || tree.is(it, &[","])) {
        first = mark + 1;
    }
    first..=last
}
