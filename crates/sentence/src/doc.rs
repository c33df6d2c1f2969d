//! Doc: a text with its tokens, trees and names, as a pipeline leaves it. Reports, and their
//! sentences one by one, are in `split.rs`.

use std::ops::Range;

use ascribe_report::Span;
use smol_str::SmolStr;

use crate::{Name, Pos, Token, features::Features, strings, tokenizer::Word};

/// A text as a pipeline has read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its tokens, in order. Their spans count bytes of the text and tile it, but for single spaces
    /// between them; their heads are indices into this list.
    pub tokens: Vec<Token>,
    /// Its names, in order, apart.
    pub names: Vec<Name>,
    /// Indices of the tokens with which sentences start, in order; the first is 0, unless there are
    /// no tokens.
    pub sentence_starts: Vec<usize>,
}

impl Doc {
    /// The tokens of each sentence, as indices. None is empty.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.sentence_starts.iter().skip(1).copied().chain([self.tokens.len()]);
        self.sentence_starts.iter().copied().zip(ends).map(|(start, end)| start..end)
    }
}

/// A token while the components work on it, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) word: Word,
    pub(crate) tag: SmolStr,
    /// The number of `tag`.
    pub(crate) tag_id: u64,
    pub(crate) pos: Option<Pos>,
    pub(crate) morph: SmolStr,
    /// Empty where it is not known yet.
    pub(crate) lemma: SmolStr,
    pub(crate) dep: SmolStr,
    /// The number of `dep`.
    pub(crate) dep_id: u64,
    pub(crate) head: usize,
    pub(crate) starts_sentence: bool,
}

impl Draft {
    /// The token at this place of a text, of which nothing more is known.
    pub(crate) fn new(idx: usize, word: Word) -> Draft {
        Draft {
            word,
            tag: SmolStr::default(),
            tag_id: 0,
            pos: None,
            morph: SmolStr::default(),
            lemma: SmolStr::default(),
            dep: SmolStr::default(),
            dep_id: 0,
            head: idx,
            starts_sentence: idx == 0,
        }
    }

    /// What the networks see of it.
    pub(crate) fn features(&self) -> Features {
        self.word.lexeme.features(self.word.norm, self.word.space_follows)
    }

    pub(crate) fn set_tag(&mut self, tag: &Label) {
        self.tag = tag.text.clone();
        self.tag_id = tag.id;
    }

    pub(crate) fn set_dep(&mut self, dep: &Label) {
        self.dep = dep.text.clone();
        self.dep_id = dep.id;
    }

    /// The finished token.
    pub(crate) fn finish(self) -> Token {
        Token {
            span: Span::new(self.word.start, self.word.end()),
            text: self.word.lexeme.text.clone(),
            lemma: self.lemma,
            tag: self.tag,
            pos: self.pos.unwrap_or_default(),
            morph: self.morph,
            dep: self.dep,
            head: self.head,
        }
    }
}

/// A tag or the label of an arc.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    text: SmolStr,
    id: u64,
}

impl Label {
    pub(crate) fn new(text: &str) -> Label {
        Label { text: SmolStr::new(text), id: strings::id(text) }
    }
}
