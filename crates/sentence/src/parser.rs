//! Parser: heads, labels and sentence starts, by the arc-eager system. The arithmetic behind each
//! step is in `transition`.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::{
    features::Features,
    tagger::listened,
    tok2vec::{Rows, Tok2vec},
    transition::{Moves, MovesError, StateNetwork},
    tree::{Links, Tree},
    vectors::Vectors,
    weights::{Weights, WeightsError},
};

/// Tokens that the network sees: two of the buffer, three of the stack, and the outermost children
/// of the first of each.
const SLOTS: usize = 8;

/// No token.
const NONE: u32 = u32::MAX;

/// The parser of a pipeline.
pub(crate) struct Parser {
    tok2vec: Option<Tok2vec>,
    network: StateNetwork,
    moves: ParserMoves,
}

/// The moves of a parser, and the labels they use.
pub(crate) struct ParserMoves {
    moves: Vec<(Action, u16)>,
    labels: Vec<SmolStr>,
    /// For a label "a||b", the indices of "a" and "b". Such a label stands for an arc that crosses
    /// others: the token belongs to a child, labelled b, of the head that the parser gives it.
    lifted: Vec<Option<(u16, u16)>>,
    root: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

impl ParserMoves {
    /// Reads the `moves` file of a parser.
    pub(crate) fn read(bytes: &[u8]) -> Result<ParserMoves, MovesError> {
        let mut labels: Vec<SmolStr> = Vec::new();
        let mut idx = |label: &str| {
            let found = labels.iter().position(|it| it == label).unwrap_or_else(|| {
                labels.push(SmolStr::new(label));
                labels.len() - 1
            });
            u16::try_from(found).expect("there are at most three labels for each move")
        };
        let mut moves = Vec::new();
        for (action, label) in Moves::read(bytes)?.moves {
            let action = match action {
                0 => Action::Shift,
                1 => Action::Reduce,
                2 => Action::Left,
                3 => Action::Right,
                4 => Action::Break,
                _ => {
                    return Err(MovesError::UnknownAction {
                        action,
                        component: "parser",
                        known: "0 to 4",
                    });
                }
            };
            moves.push((action, idx(&label)));
        }
        let root = idx("ROOT");
        let mut lifted = Vec::new();
        while let Some(label) = labels.get(lifted.len()).cloned() {
            lifted.push(match label.split_once("||") {
                Some((_, head)) if head.contains("||") => {
                    return Err(MovesError::Label { label });
                }
                Some((own, head)) => {
                    let mut idx = |label: &str| {
                        let found = labels.iter().position(|it| it == label).unwrap_or_else(|| {
                            labels.push(SmolStr::new(label));
                            labels.len() - 1
                        });
                        u16::try_from(found).expect("there are at most three labels for each move")
                    };
                    Some((idx(own), idx(head)))
                }
                None => None,
            });
        }
        Ok(ParserMoves { moves, labels, lifted, root })
    }
}

impl Parser {
    /// Reads a parser from its model file. `shared` is the network that it may listen to.
    pub(crate) fn read(
        model: &[u8],
        moves: ParserMoves,
        shared: Option<&Tok2vec>,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Parser, WeightsError> {
        let weights = Weights::read(model)?;
        let tok2vec = Tok2vec::read(&weights, vectors)?;
        let width = listened(tok2vec.as_ref(), shared)?.width();
        let network = StateNetwork::read(&weights, width, SLOTS, moves.moves.len())?;
        Ok(Parser { tok2vec, network, moves })
    }

    /// The labels that [`Tree::labels`] has indices of.
    pub(crate) fn labels(&self) -> &[SmolStr] {
        &self.moves.labels
    }

    /// The tree of a text. `shared` are the rows of the network that all share.
    pub(crate) fn read_tree(&self, tokens: &[Features], shared: Option<&Rows>) -> Tree {
        let own = self.tok2vec.as_ref().map(|it| it.encode(tokens));
        let Some(rows) = own.as_ref().or(shared) else { return Tree::default() };
        let mut scorer = self.network.begin(rows, tokens.len());
        let mut state = State::new(tokens.len());
        while !state.is_final() {
            let scores = scorer.score(state.slots());
            let Some((action, label)) = state.best(&self.moves.moves, scores) else { break };
            state.act(action, label);
        }
        let State { heads, labels, .. } = state;
        self.tree(tokens, heads, labels)
    }

    /// Finishes a tree: roots are their own heads, and arcs that cross others go where they belong.
    fn tree(&self, tokens: &[Features], mut heads: Vec<u32>, mut labels: Vec<u16>) -> Tree {
        for (token, (head, label)) in (0..).zip(heads.iter_mut().zip(&mut labels)) {
            if *head == NONE {
                *head = token;
                *label = self.moves.root;
            }
        }
        let lifted = &self.moves.lifted;
        let is_lifted = |label: &u16| lifted[usize::from(*label)].is_some();
        if labels.iter().any(is_lifted) {
            let mut links = Links::new(&heads);
            for token in 0..heads.len() {
                let Some((own, head)) = lifted[usize::from(labels[token])] else { continue };
                let found = links.find(heads[token] as usize, |child| {
                    if tokens[child].is_space || child == token {
                        return None;
                    }
                    Some(labels[child] == head)
                });
                if let Some(found) = found {
                    links.hang(token, found, &mut heads);
                }
                labels[token] = own;
            }
        }
        Tree::new(heads, labels)
    }
}

/// Where the parser stands in a text.
struct State {
    stack: Vec<u32>,
    /// Tokens put back from the stack, which come before those not seen yet; the next one last.
    back: Vec<u32>,
    next: u32,
    len: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// Last child that was given to a token, on its left and on its right.
    left: Vec<u32>,
    right: Vec<u32>,
    /// The child that was the last one before this token came, on the same side of its head.
    before: Vec<u32>,
    /// Tokens that were put back and may not simply be taken again.
    barred: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    fn new(len: usize) -> State {
        State {
            stack: Vec::new(),
            back: Vec::new(),
            next: 0,
            len: u32::try_from(len).expect("a text has fewer tokens than u32 counts"),
            heads: vec![NONE; len],
            labels: vec![0; len],
            left: vec![NONE; len],
            right: vec![NONE; len],
            before: vec![NONE; len],
            barred: vec![false; len],
            starts: vec![false; len],
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    /// The token `idx` places into the buffer.
    fn buffer(&self, idx: usize) -> Option<u32> {
        match self.back.len().checked_sub(idx + 1) {
            Some(it) => Some(self.back[it]),
            None => {
                let token = self.next as usize + idx - self.back.len();
                u32::try_from(token).ok().filter(|it| *it < self.len)
            }
        }
    }

    fn buffered(&self) -> usize {
        (self.len - self.next) as usize + self.back.len()
    }

    /// The token `idx` places into the stack.
    fn stacked(&self, idx: usize) -> Option<u32> {
        self.stack.len().checked_sub(idx + 1).map(|it| self.stack[it])
    }

    fn slots(&self) -> [Option<usize>; SLOTS] {
        let first = self.buffer(0);
        let top = self.stacked(0);
        let last = |children: &[u32], token: Option<u32>| {
            token.map(|it| children[it as usize]).filter(|it| *it != NONE)
        };
        [
            first,
            self.buffer(1),
            top,
            self.stacked(1),
            self.stacked(2),
            last(&self.left, first),
            last(&self.left, top),
            last(&self.right, top),
        ]
        .map(|it| it.map(|it| it as usize))
    }

    /// The valid move with the highest score, the first of them if several are.
    fn best(&self, moves: &[(Action, u16)], scores: &[f32]) -> Option<(Action, u16)> {
        let first = self.buffer(0);
        let starts = first.is_some_and(|it| self.starts[it as usize]);
        let barred = first.is_some_and(|it| self.barred[it as usize]);
        let arc = !self.stack.is_empty() && first.is_some() && !starts;
        let shift = self.stack.is_empty() || self.buffered() >= 2 && !starts && !barred;
        let reduce = !self.stack.is_empty();
        let cut = match (first, self.buffer(1)) {
            (Some(first), Some(second)) => second == first + 1 && !self.starts[second as usize],
            _ => false,
        };
        let mut best: Option<(Action, u16)> = None;
        let mut highest = 0.0;
        for (&it, &score) in moves.iter().zip(scores) {
            let is_valid = match it.0 {
                Action::Shift => shift,
                Action::Reduce => reduce,
                Action::Left | Action::Right => arc,
                Action::Break => cut,
            };
            if is_valid && (best.is_none() || score > highest) {
                best = Some(it);
                highest = score;
            }
        }
        best
    }

    fn act(&mut self, action: Action, label: u16) {
        match action {
            Action::Shift => self.push(),
            Action::Reduce => {
                if let Some(top) = self.stack.pop()
                    && self.heads[top as usize] == NONE
                    && !self.stack.is_empty()
                {
                    self.barred[top as usize] = true;
                    self.back.push(top);
                }
            }
            Action::Left => {
                if let (Some(first), Some(top)) = (self.buffer(0), self.stack.pop()) {
                    self.link(first, top, label);
                    self.barred[first as usize] = false;
                }
            }
            Action::Right => {
                if let (Some(first), Some(top)) = (self.buffer(0), self.stacked(0)) {
                    self.link(top, first, label);
                    self.push();
                }
            }
            Action::Break => {
                if let Some(second) = self.buffer(1) {
                    self.starts[second as usize] = true;
                }
            }
        }
    }

    fn push(&mut self) {
        if let Some(token) = self.buffer(0) {
            self.stack.push(token);
            if self.back.pop().is_none() {
                self.next += 1;
            }
        }
    }

    fn link(&mut self, head: u32, child: u32, label: u16) {
        let old = self.heads[child as usize];
        if old != NONE {
            let side = if old > child { &mut self.left } else { &mut self.right };
            // A token that changes its head is always the last one its old head was given: it is
            // on top of the stack, so nothing has been linked to the token below it since.
            if side[old as usize] == child {
                side[old as usize] = self.before[child as usize];
            }
        }
        let side = if head > child { &mut self.left } else { &mut self.right };
        self.before[child as usize] = side[head as usize];
        side[head as usize] = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiny::{TinyFile, TinySizes, moves, numbers};
    use proptest::prelude::*;

    const MOVES: &str = "0:-, 1:-, 2:nsubj=3 det=9 pobj||prep, 3:dobj=2 prep=2, 4:ROOT";

    #[test]
    fn moves_are_in_spacys_order() {
        let read = ParserMoves::read(&moves(
            "4:ROOT=7, 0:-=5, 1:-, 3:prep=-2 dobj=-1, 2:aux=3 det=9 zz=3",
        ))
        .expect("these are moves");
        let shown: Vec<String> = read
            .moves
            .iter()
            .map(|it| format!("{:?}-{}", it.0, read.labels[usize::from(it.1)]))
            .collect();
        assert_eq!(
            shown.join(" "),
            "Shift- Reduce- Left-det Left-zz Left-aux Break-ROOT Right-dobj Right-prep"
        );
    }

    #[track_caller]
    fn refused(bytes: &[u8], message: &str) {
        let read = ParserMoves::read(bytes);
        assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn moves_that_are_none_are_refused_with_their_reason() {
        refused(&moves("9:x"), "its action 9 is unknown; the parser has the actions 0 to 4");
        refused(&moves("2:a||b||c"), "its label `a||b||c` has more than one `||`");
        refused(b"\x80", "it has no entry `moves`");
        refused(
            b"\x81\xa5moves\xa1{",
            "the JSON of its `moves` cannot be read: EOF while parsing an object at line 1 column 1",
        );
    }

    /// Lets the parser run over `len` tokens with any scores, and gives heads and labels as it
    /// leaves them.
    fn run(len: usize, scores: &[f32]) -> (Vec<u32>, Vec<u16>) {
        let moves = ParserMoves::read(&moves(MOVES)).expect("these are moves").moves;
        let mut state = State::new(len);
        let mut steps = 0;
        while !state.is_final() {
            let at = steps * moves.len() % (scores.len() - moves.len());
            let (action, label) =
                state.best(&moves, &scores[at..]).expect("something can always be done");
            state.act(action, label);
            steps += 1;
            assert!(steps <= 6 * len + 6, "no end after {steps} steps over {len} tokens");
        }
        (state.heads, state.labels)
    }

    /// Follows heads up to the root.
    #[track_caller]
    fn assert_trees(heads: &[u32]) {
        for token in 0..heads.len() {
            let mut at = token;
            for _ in 0..heads.len() {
                at = heads[at] as usize;
            }
            assert_eq!(heads[at] as usize, at, "from {token} no root is reached in {heads:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_scores_the_parser_ends_and_leaves_trees(
            len in 0_usize..40,
            scores in prop::collection::vec(prop_oneof![-1_f32..1.0, Just(f32::NAN)], 100..400),
        ) {
            let (heads, _) = run(len, &scores);
            let heads: Vec<u32> =
                (0..).zip(&heads).map(|it| if *it.1 == NONE { it.0 } else { *it.1 }).collect();
            assert_trees(&heads);
        }
    }

    #[test]
    fn a_network_of_any_numbers_leaves_trees_with_sentences_that_hold_their_roots() {
        for seed in 0..30 {
            let sizes = TinySizes { width: 6, pieces: 2, windows: 1, seed };
            let shared = TinyFile::tok2vec(sizes).bytes();
            let shared = Weights::read(&shared).and_then(|it| Tok2vec::read(&it, None));
            let shared = shared.expect("a tiny network can be run");
            let moves = ParserMoves::read(&moves(MOVES)).expect("these are moves");
            let model = TinyFile::parser(sizes, SLOTS, moves.moves.len()).bytes();
            let parser = Parser::read(&model, moves, shared.as_ref(), None)
                .expect("a tiny parser can be run");
            let tokens: Vec<Features> = numbers(seed + 99, 700)
                .iter()
                .map(|it| {
                    let id = u64::from(it.to_bits() >> 16);
                    Features {
                        orth: id,
                        norm: id,
                        prefix: 0,
                        suffix: id % 7,
                        shape: 0,
                        space_follows: *it > 0.0,
                        is_space: *it > 0.9,
                    }
                })
                .collect();
            let rows = shared.as_ref().map(|it| it.encode(&tokens));
            let tree = parser.read_tree(&tokens, rows.as_ref());
            assert_trees(&tree.heads);
            let n_roots = (0..tokens.len()).filter(|it| tree.heads[*it] as usize == *it).count();
            let n_starts = tree.starts.iter().filter(|it| **it).count();
            assert!(0 < n_starts && n_starts <= n_roots, "{n_starts} starts, {n_roots} roots");
            assert!(tree.starts[0], "the first token starts a sentence");
            let labels = tree.labels.iter().map(|it| parser.labels()[usize::from(*it)].as_str());
            assert_eq!(labels.filter(|it| it.contains("||")).collect::<Vec<_>>(), [""; 0]);
        }
    }
}
