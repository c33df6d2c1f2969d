//! Sentence: a span of a report with words, tags, tree and names. How they are found is not here.

use std::ops::Range;

use ascribe_report::Span;
use smol_str::SmolStr;

/// One sentence of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the report's text.
    pub span: Span,
    /// Which paragraph of the report it stands in; `None` for the headline.
    pub paragraph: Option<usize>,
    /// Its words, in order. Never empty.
    pub tokens: Vec<Token>,
    /// Names of people, places, organisations, and numbers, days and the like, in order, apart.
    pub names: Vec<Name>,
}

/// A word, number or punctuation mark, as the pipeline cuts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands: in the report's text for a [`Sentence`], in the text that was read for a
    /// document.
    pub span: Span,
    /// The word itself.
    pub text: SmolStr,
    /// Dictionary form: "kill" for "killed".
    pub lemma: SmolStr,
    /// Fine part of speech, in English that of the Penn Treebank: "VBD".
    pub tag: SmolStr,
    /// Coarse part of speech.
    pub pos: Pos,
    /// Morphology in the form of Universal Dependencies, "Number=Sing|Person=3"; empty if none.
    pub morph: SmolStr,
    /// Label of the arc from the head, in English that of ClearNLP: "nsubjpass".
    pub dep: SmolStr,
    /// Index of the head among the tokens beside it; its own index for a root.
    pub head: usize,
}

/// A name, as the pipeline types it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, as indices among the tokens beside it.
    pub tokens: Range<usize>,
    /// The pipeline's type, in English that of OntoNotes: "GPE".
    pub label: SmolStr,
}

/// Coarse part of speech, as Universal Dependencies names them, and spaCy's `Space`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "universaldependencies.org/u/pos says what each one is")]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Space,
    Sym,
    Verb,
    #[default]
    X,
}

impl Pos {
    /// Its name as Universal Dependencies write it: "PROPN".
    pub fn name(self) -> &'static str {
        match self {
            Pos::Adj => "ADJ",
            Pos::Adp => "ADP",
            Pos::Adv => "ADV",
            Pos::Aux => "AUX",
            Pos::Cconj => "CCONJ",
            Pos::Det => "DET",
            Pos::Intj => "INTJ",
            Pos::Noun => "NOUN",
            Pos::Num => "NUM",
            Pos::Part => "PART",
            Pos::Pron => "PRON",
            Pos::Propn => "PROPN",
            Pos::Punct => "PUNCT",
            Pos::Sconj => "SCONJ",
            Pos::Space => "SPACE",
            Pos::Sym => "SYM",
            Pos::Verb => "VERB",
            Pos::X => "X",
        }
    }

    /// The part of speech of a name.
    pub(crate) fn from_name(name: &str) -> Option<Pos> {
        ALL.into_iter().find(|it| it.name() == name)
    }
}

const ALL: [Pos; 18] = [
    Pos::Adj,
    Pos::Adp,
    Pos::Adv,
    Pos::Aux,
    Pos::Cconj,
    Pos::Det,
    Pos::Intj,
    Pos::Noun,
    Pos::Num,
    Pos::Part,
    Pos::Pron,
    Pos::Propn,
    Pos::Punct,
    Pos::Sconj,
    Pos::Space,
    Pos::Sym,
    Pos::Verb,
    Pos::X,
];

impl Sentence {
    /// Indices of the tokens whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&it| it != head && self.tokens[it].head == head)
    }

    /// Index of the head of `token`, `None` for a root.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.tokens[token].head;
        (head != token).then_some(head)
    }
}
