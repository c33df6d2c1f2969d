//! Tree: a sentence seen as a dependency tree, with the look-ups rules need. It reads nothing into
//! the words; what a piece of a tree means is said by the modules that use it.

use std::ops::{Range, RangeInclusive};

use ascribe_report::Span;
use ascribe_sentence::{Name, Pos, Sentence, Token};

use crate::mend::{self, Arcs};

/// A sentence with its arcs turned round, so that going down is as cheap as going up.
pub(crate) struct Tree<'s> {
    pub(crate) sentence: &'s Sentence,
    arcs: Arcs<'s>,
    children: Vec<Vec<usize>>,
    /// First and last token of everything that hangs below a token, itself included.
    edges: Vec<(usize, usize)>,
    /// Which of `sentence.names` a token belongs to.
    names: Vec<Option<usize>>,
    /// Which of 256 kinds of dictionary forms there are, so that most others need no search.
    kinds: [u64; 4],
}

/// The kind of a dictionary form, by its first letter and its length.
fn kind(lemma: &str) -> (usize, u64) {
    let letter = lemma.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    (usize::from((letter >> 3) & 3), 1 << (((letter & 7) << 3) | (lemma.len() & 7) as u8))
}

impl<'s> Tree<'s> {
    pub(crate) fn new(sentence: &'s Sentence) -> Tree<'s> {
        let len = sentence.tokens.len();
        let arcs = mend::arcs(sentence);
        let mut children = vec![Vec::new(); len];
        for (it, &head) in arcs.heads.iter().enumerate() {
            if head != it
                && let Some(siblings) = children.get_mut(head)
            {
                siblings.push(it);
            }
        }
        let mut names = vec![None; len];
        for (name_idx, name) in sentence.names.iter().enumerate() {
            for it in name.tokens.clone() {
                if let Some(slot) = names.get_mut(it) {
                    *slot = Some(name_idx);
                }
            }
        }
        let edges = (0..len).map(|it| (it, it)).collect();
        let mut kinds = [0; 4];
        for token in &sentence.tokens {
            let (at, bit) = kind(&token.lemma);
            kinds[at] |= bit;
        }
        let mut tree = Tree { sentence, arcs, children, edges, names, kinds };
        for it in 0..len {
            for above in tree.ancestors(it).collect::<Vec<_>>() {
                let (first, last) = tree.edges[above];
                tree.edges[above] = (first.min(it), last.max(it));
            }
        }
        tree
    }

    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(crate) fn token(&self, it: usize) -> &'s Token {
        &self.sentence.tokens[it]
    }

    pub(crate) fn lemma(&self, it: usize) -> &'s str {
        &self.token(it).lemma
    }

    /// Whether a word may have this dictionary form, however it is written. It may say so where none has.
    pub(crate) fn may_have(&self, lemma: &str) -> bool {
        let (at, bit) = kind(lemma);
        self.kinds[at] & bit != 0
    }

    pub(crate) fn dep(&self, it: usize) -> &'s str {
        self.arcs.labels[it]
    }

    pub(crate) fn tag(&self, it: usize) -> &'s str {
        &self.token(it).tag
    }

    pub(crate) fn pos(&self, it: usize) -> Pos {
        self.token(it).pos
    }

    /// The word, in lower case.
    pub(crate) fn lower(&self, it: usize) -> String {
        self.token(it).text.to_lowercase()
    }

    pub(crate) fn is(&self, it: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.token(it).text.eq_ignore_ascii_case(word))
    }

    /// Whether no space stands between a token and the one before it, as on both sides of the dash of
    /// "one-off".
    pub(crate) fn touches(&self, it: usize) -> bool {
        it > 0 && self.token(it - 1).span.end() == self.token(it).span.start()
    }

    pub(crate) fn children(&self, it: usize) -> &[usize] {
        &self.children[it]
    }

    /// Children whose arc has one of these labels.
    pub(crate) fn children_by<'t>(
        &'t self,
        it: usize,
        deps: &'t [&'t str],
    ) -> impl Iterator<Item = usize> + 't {
        self.children[it].iter().copied().filter(move |&child| deps.contains(&self.dep(child)))
    }

    /// Whether the arc is not the parser's.
    pub(crate) fn is_mended(&self, it: usize) -> bool {
        let token = self.token(it);
        self.arcs.heads[it] != token.head || self.arcs.labels[it] != token.dep
    }

    pub(crate) fn head(&self, it: usize) -> Option<usize> {
        let head = self.arcs.heads[it];
        (head != it).then_some(head)
    }

    /// Heads of `it`, nearest first, without itself. Ends even on a tree that is none.
    pub(crate) fn ancestors(&self, it: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = it;
        let mut left = self.len();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            at = self.head(at)?;
            Some(at)
        })
    }

    pub(crate) fn is_under(&self, it: usize, above: usize) -> bool {
        it == above || self.ancestors(it).any(|head| head == above)
    }

    /// The first of these tokens that hangs on none of them.
    pub(crate) fn top(&self, tokens: &Range<usize>) -> usize {
        let hangs_outside = |&it: &usize| self.head(it).is_none_or(|head| !tokens.contains(&head));
        tokens.clone().find(hangs_outside).unwrap_or(tokens.start)
    }

    /// First and last token of what hangs below `it`.
    pub(crate) fn subtree(&self, it: usize) -> RangeInclusive<usize> {
        let (first, last) = self.edges[it];
        first..=last
    }

    pub(crate) fn name(&self, it: usize) -> Option<&'s Name> {
        self.names[it].map(|name_idx| &self.sentence.names[name_idx])
    }

    pub(crate) fn is_name_of(&self, it: usize, labels: &[&str]) -> bool {
        self.name(it).is_some_and(|name| labels.contains(&name.label.as_str()))
    }

    pub(crate) fn is_verb(&self, it: usize) -> bool {
        matches!(self.pos(it), Pos::Verb | Pos::Aux)
    }

    /// Whether it stands for a noun told before: "who", "that", "which".
    pub(crate) fn is_relative(&self, it: usize) -> bool {
        matches!(self.tag(it), "WP" | "WDT" | "WP$")
    }

    /// The noun a relative pronoun stands for, or `it` itself where it is none.
    pub(crate) fn antecedent(&self, it: usize) -> usize {
        if !self.is_relative(it) {
            return it;
        }
        self.ancestors(it)
            .find(|&above| self.dep(above) == "relcl")
            .and_then(|clause| self.head(clause))
            .unwrap_or(it)
    }

    pub(crate) fn span(&self, tokens: RangeInclusive<usize>) -> Span {
        self.token(*tokens.start()).span.join(self.token(*tokens.end()).span)
    }

    /// The words of some tokens in a row, with one space where the text has one.
    pub(crate) fn words(&self, tokens: RangeInclusive<usize>) -> String {
        let mut out = String::new();
        let mut end = None;
        for token in &self.sentence.tokens[tokens] {
            if end.is_some_and(|end| end < token.span.start()) {
                out.push(' ');
            }
            out.push_str(&token.text);
            end = Some(token.span.end());
        }
        out
    }
}
