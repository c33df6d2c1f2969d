//! Mending: what parsers of news most often get wrong about who speaks. Where a list stands before the
//! speaker, as in "… killed ten people, officials and a doctor said", the speaker is taken for the end
//! of the list; what is said goes on behind "police said", and ends at a semicolon. Everything else of
//! a tree is as the parser gave it.

use std::ops::Range;

use ascribe_sentence::{Pos, Sentence};

use crate::words::WORDS;

/// The arcs of a sentence: for each token its head, itself for the root, and the arc's label.
pub(crate) struct Arcs<'s> {
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<&'s str>,
}

/// The arcs as the parser gave them, less what is mended.
pub(crate) fn arcs(sentence: &Sentence) -> Arcs<'_> {
    let heads = sentence.tokens.iter().map(|it| it.head).collect();
    let labels = sentence.tokens.iter().map(|it| it.dep.as_str()).collect();
    let mut arcs = Arcs { heads, labels };
    for verb in 0..sentence.tokens.len() {
        if let Some(speaker) = lost_speaker(sentence, &arcs, verb) {
            give_back(sentence, &mut arcs, verb, speaker);
        }
        go_on_behind(sentence, &mut arcs, verb);
    }
    part_at_semicolons(sentence, &mut arcs);
    arcs
}

/// "Forty men came, police said, killing nine": the men killed, though who said so stands between.
fn go_on_behind(sentence: &Sentence, arcs: &mut Arcs, verb: usize) {
    let tokens = &sentence.tokens;
    let is = |it: usize, words: &[&str]| words.contains(&tokens[it].text.as_str());
    let said = (0..verb).find(|&it| arcs.heads[it] == verb && arcs.labels[it] == "ccomp");
    let Some(said) = said.filter(|_| WORDS.says.has(&tokens[verb].lemma)) else {
        return;
    };
    let first_under = |it: usize, arcs: &Arcs| {
        let under = |mut at: usize| {
            for _ in 0..tokens.len() {
                if at == it || arcs.heads[at] == at {
                    break;
                }
                at = arcs.heads[at];
            }
            at == it
        };
        (verb + 1..=it).find(|&at| under(at)).unwrap_or(it)
    };
    for it in verb + 2..tokens.len() {
        if arcs.heads[it] != verb {
            continue;
        }
        let start = first_under(it, arcs);
        let child = |label: &str, words: &[&str]| {
            (start..tokens.len()).any(|at| {
                arcs.heads[at] == it
                    && arcs.labels[at] == label
                    && (words.is_empty() || is(at, words))
            })
        };
        let goes_on = match arcs.labels[it] {
            "advcl" => {
                tokens[it].tag == "VBG" && !child("nsubj", &[]) && !WORDS.is_said(&tokens[it].lemma)
                    || child("mark", &["while"])
            }
            "prep" => is(it, &["with"]),
            "conj" => start > 1 && is(start - 1, &["and"]) && is(start - 2, &[","]),
            _ => false,
        };
        if goes_on && (is(start - 1, &[","]) || arcs.labels[it] == "conj") {
            arcs.heads[it] = said;
        }
    }
}

/// "The union said ten died; the police confirmed four deaths": what stands before a semicolon is not
/// what is said behind it.
fn part_at_semicolons(sentence: &Sentence, arcs: &mut Arcs) {
    let is_parted = |it: usize, head: usize| {
        sentence.tokens[it..head].iter().any(|between| between.text == ";")
    };
    for it in 0..sentence.tokens.len() {
        if arcs.labels[it] == "ccomp" && it < arcs.heads[it] && is_parted(it, arcs.heads[it]) {
            arcs.labels[it] = "conj";
        }
    }
}

/// The words before a verb of saying that are who says it, where the tree has them elsewhere.
fn lost_speaker(sentence: &Sentence, arcs: &Arcs, verb: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let is = |it: usize, words: &[&str]| words.contains(&tokens[it].text.as_str());
    if !matches!(tokens[verb].tag.as_str(), "VBD" | "VBZ" | "VBP")
        || !WORDS.says.has(&tokens[verb].lemma)
    {
        return None;
    }
    let is_nominal = |it: usize| {
        matches!(
            tokens[it].pos,
            Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num | Pos::Part
        ) && !matches!(tokens[it].tag.as_str(), "TO" | "WDT")
            || tokens[it].tag == "PRP$"
            || is(it, &["of", "for", "in", "and", "from", "at", "-"])
    };
    let run = |end: usize| (0..end).rev().take_while(|&it| is_nominal(it)).last();
    // "…, its governor, Ahmed Hassan, said"
    let beside = verb.checked_sub(1).filter(|&it| is(it, &[","])).and_then(|comma| {
        let start = run(comma)?;
        let is_name = (start..comma).all(|it| tokens[it].pos == Pos::Propn || is(it, &["-"]));
        (is_name && start > 1 && is(start - 1, &[","])).then(|| start - 1)
    });
    // "the group that holds the area, the Liberation Front, said"
    let name = beside.is_none().then(|| {
        let comma = verb.checked_sub(1).filter(|&it| is(it, &[","]))?;
        let name = sentence.names.iter().find(|it| it.tokens.end == comma)?;
        let is_whose = matches!(name.label.as_str(), "ORG" | "PERSON");
        let start = name.tokens.start;
        (is_whose && start > 1 && is(start - 1, &[","])).then_some(start..comma)
    });
    let end = beside.unwrap_or(verb);
    let words = match name.flatten() {
        Some(name) => name,
        None => run(end)?..end,
    };
    let start = words.start;
    let closes_clause = start > 0 && is(start - 1, &[",", "\"", "”", "''"]);
    // A clause that is only joined to the one before has said nothing.
    let has_subject = arcs.labels[verb] != "conj"
        && (start..verb).any(|it| arcs.heads[it] == verb && arcs.labels[it] == "nsubj");
    // "Farzana Mengal, medical superintendent at Civil Hospital, said": what she is, and not another.
    let is_beside = words.clone().any(|it| {
        let above = arcs.heads[it];
        let is_name = above < start && tokens[above].pos == Pos::Propn;
        is_name && arcs.labels[it] == "appos" && arcs.labels[above] == "nsubj"
    });
    (closes_clause
        && !has_subject
        && !is_beside
        && !is(start, &["and", "of", "in", "for", "from", "at"]))
    .then_some(words)
}

/// Makes these words the subject of the verb, and the clause before them what is said.
fn give_back(sentence: &Sentence, arcs: &mut Arcs, verb: usize, speaker: Range<usize>) {
    let tokens = &sentence.tokens;
    let is_noun = |it: usize| matches!(tokens[it].pos, Pos::Noun | Pos::Propn);
    let is_verb = |it: usize| matches!(tokens[it].pos, Pos::Verb | Pos::Aux);
    let root = (0..speaker.start).find(|&it| arcs.heads[it] == it && is_verb(it));
    if root.is_none() && arcs.heads[verb] != verb {
        return;
    }
    let goes_on = |it: usize| is_noun(it) || tokens[it].tag == "POS";
    let ends = |&it: &usize| is_noun(it) && !(speaker.contains(&(it + 1)) && goes_on(it + 1));
    let Some(head) = speaker.clone().find(ends) else { return };
    // The end of the list is what the clause before is about, and not who says it.
    let above = arcs.heads[verb];
    for it in 0..speaker.start {
        if arcs.heads[it] == verb && arcs.labels[it] == "nsubj" {
            let verb_before = Some(above).filter(|&it| it < speaker.start && is_verb(it));
            if let Some(before) = verb_before.or(root) {
                (arcs.heads[it], arcs.labels[it]) = (before, "dobj");
            }
        }
    }
    for it in speaker.clone() {
        if !speaker.contains(&arcs.heads[it]) {
            arcs.heads[it] = head;
        }
    }
    (arcs.heads[head], arcs.labels[head]) = (verb, "nsubj");
    (arcs.heads[verb], arcs.labels[verb]) = (verb, "ROOT");
    if let Some(root) = root {
        (arcs.heads[root], arcs.labels[root]) = (verb, "ccomp");
    }
}
