//! Transition: the network that parser and entity recogniser share, which scores what to do next
//! from a few tokens, and the list of things to do. What each of them does is in `parser` and
//! `ner`.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::{
    matrix::{Input, Linear, MAX_WIDTH, Scores, Sums, padded},
    msgpack::{MsgpackError, Reader},
    tok2vec::Rows,
    weights::{Weights, WeightsError},
};

/// Tokens whose sums are kept; those further back are computed again when they are asked for.
/// A power of two, and a multiple of [`STEP`].
const KEPT: usize = 512;

/// Tokens whose sums are computed together.
const STEP: usize = 64;

/// What is wrong with a list of moves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MovesError {
    /// Not the format at all.
    #[error("it is not a list of moves: {0}")]
    Format(#[from] MsgpackError),
    /// The list itself, which is JSON, cannot be read.
    #[error("the JSON of its `moves` cannot be read: {reason}")]
    Json {
        /// What the JSON reader says.
        reason: String,
    },
    /// There is no list.
    #[error("it has no entry `moves`")]
    None,
    /// A move that the component does not have.
    #[error("its action {action} is unknown; the {component} has the actions {known}")]
    UnknownAction {
        /// Number of the action in the file.
        action: u8,
        /// Parser or entity recogniser.
        component: &'static str,
        /// The numbers there are.
        known: &'static str,
    },
    /// A label that cannot be taken apart.
    #[error("its label `{label}` has more than one `||`")]
    Label {
        /// The label.
        label: SmolStr,
    },
    /// More than can be counted here.
    #[error("it has {moves} moves; at most {most} can be run")]
    Many {
        /// How many it has.
        moves: usize,
        /// How many it may have.
        most: usize,
    },
}

/// The most moves a component may have. English pipelines have about a hundred.
const MOST_MOVES: usize = 8192;

/// The most pieces of a hidden number that the largest is taken of. English pipelines have two.
const MOST_PIECES: usize = 4;

/// What may be done next, in the order of the network's scores.
pub(crate) struct Moves {
    /// Number of the action, and its label.
    pub(crate) moves: Vec<(u8, SmolStr)>,
}

impl Moves {
    /// Reads a component's `moves` file.
    ///
    /// The order is nowhere in the file but follows from it: actions by number, in each of them
    /// labels by falling frequency, equal ones by falling name. Labels of a frequency below zero
    /// were added later and come last.
    pub(crate) fn read(bytes: &[u8]) -> Result<Moves, MovesError> {
        let mut reader = Reader::new(bytes);
        let mut json = None;
        for _ in 0..reader.map()? {
            if reader.text()? == "moves" {
                json = Some(reader.text()?);
            } else {
                reader.skip()?;
            }
        }
        let json = json.ok_or(MovesError::None)?;
        let actions: BTreeMap<u8, BTreeMap<SmolStr, i64>> =
            serde_json::from_str(json).map_err(|it| MovesError::Json { reason: it.to_string() })?;
        let mut moves = Vec::new();
        let mut added = Vec::new();
        for (action, labels) in &actions {
            let mut labels: Vec<_> = labels.iter().map(|it| (*it.1, it.0)).collect();
            labels.sort_unstable_by(|one, other| other.cmp(one));
            for (frequency, label) in labels {
                if frequency < 0 {
                    added.push((frequency, label, *action));
                } else {
                    moves.push((*action, label.clone()));
                }
            }
        }
        added.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)));
        for (_, label, _) in &added {
            // With the label come all actions that it was added to, in their order.
            for (_, same, action) in added.iter().filter(|it| it.1 == *label) {
                let entry = (*action, (*same).clone());
                if !moves.contains(&entry) {
                    moves.push(entry);
                }
            }
        }
        if moves.len() > MOST_MOVES {
            return Err(MovesError::Many { moves: moves.len(), most: MOST_MOVES });
        }
        Ok(Moves { moves })
    }
}

/// The network: a row for each token and slot, their sum, the largest pieces, a score per move.
pub(crate) struct StateNetwork {
    tokens: Linear,
    lower: Linear,
    /// What an empty slot adds, slot by slot.
    pad: Vec<f32>,
    sums: Sums,
    upper: Scores,
    slots: usize,
}

impl StateNetwork {
    /// Reads the network of a component that looks at `slots` tokens and has `n_moves` moves, over
    /// rows of `width` numbers.
    pub(crate) fn read(
        weights: &Weights<'_>,
        width: usize,
        slots: usize,
        n_moves: usize,
    ) -> Result<StateNetwork, WeightsError> {
        let outer = weights.only("parser_model")?;
        if !outer.attribute("has_upper")?.truth()? {
            return Err(outer.misfit("it has no upper layer (`use_upper` is false)".to_owned()));
        }
        let upper = weights.part("upper")?;
        let lower = weights.part("lower")?;
        let Some(tokens) = weights.all("linear").find(|it| !std::ptr::eq(*it, upper)) else {
            return Err(WeightsError::NoLayer { wanted: "linear, beside the upper one" });
        };

        let ([inner, own_width], weight) = tokens.floats::<2>("W")?;
        if own_width != width {
            let reason = format!("it reads rows of {own_width} numbers, but they have {width}");
            return Err(tokens.misfit(reason));
        }
        let bias = tokens.shaped("b", [inner])?;
        let tokens = Linear::new(
            inner,
            padded(width),
            |output, input| if input < width { weight[output * width + input] } else { 0.0 },
            |output| bias[output],
        );

        let ([own_slots, hidden, pieces, own_inner], weight) = lower.floats::<4>("W")?;
        if own_slots != slots || own_inner != inner {
            return Err(lower.misfit(format!(
                "it looks at {own_slots} tokens of {own_inner} numbers; it should be {slots} of \
                 {inner}"
            )));
        }
        if inner > MAX_WIDTH || hidden > MAX_WIDTH || pieces > MOST_PIECES {
            return Err(lower.misfit(format!(
                "it makes {pieces} pieces of {hidden} numbers from {inner}; at most 4 \
                 pieces of {MAX_WIDTH} can be run"
            )));
        }
        let bias = lower.shaped("b", [hidden, pieces])?;
        let empty = lower.shaped("pad", [1, slots, hidden, pieces])?;
        // Piece after piece, each padded, so that the largest is taken of whole blocks.
        let block = padded(hidden);
        let place = |column: usize| {
            let (slot, rest) = (column / (pieces * block), column % (pieces * block));
            let (piece, output) = (rest / block, rest % block);
            (slot, piece, Some(output).filter(|it| *it < hidden))
        };
        let n_columns = slots * pieces * block;
        let pad = (0..n_columns)
            .map(|column| match place(column) {
                (slot, piece, Some(output)) => empty[(slot * hidden + output) * pieces + piece],
                _ => 0.0,
            })
            .collect();
        let sums = Sums::new(
            pieces,
            (0..pieces * block)
                .map(|column| match place(column) {
                    (_, piece, Some(output)) => bias[output * pieces + piece],
                    _ => 0.0,
                })
                .collect(),
        );
        let lower = Linear::new(
            n_columns,
            padded(inner),
            |column, input| match place(column) {
                (slot, piece, Some(output)) if input < inner => {
                    weight[((slot * hidden + output) * pieces + piece) * inner + input]
                }
                _ => 0.0,
            },
            |_| 0.0,
        );

        let weight = upper.shaped("W", [n_moves, hidden])?;
        let bias = upper.shaped("b", [n_moves])?;
        let upper = Scores::new(
            n_moves,
            block,
            |output, input| if input < hidden { weight[output * hidden + input] } else { 0.0 },
            |output| bias[output],
        );
        Ok(StateNetwork { tokens, lower, pad, sums, upper, slots })
    }

    /// Begins to read a text of these rows.
    pub(crate) fn begin<'a>(&'a self, rows: &Rows, n_tokens: usize) -> Scorer<'a> {
        let mut tokens = vec![0.0; n_tokens * self.tokens.stride()];
        let input = Input { values: &rows.values, stride: rows.stride, rows: n_tokens };
        self.tokens.apply(input, &mut tokens);
        Scorer {
            network: self,
            tokens,
            n_tokens,
            ready: 0,
            kept: vec![0.0; n_tokens.next_multiple_of(STEP).min(KEPT) * self.lower.stride()],
            again: vec![0.0; self.slots * self.lower.stride()],
            hidden: vec![0.0; self.sums.width()],
            scores: vec![0.0; self.upper.stride()],
        }
    }
}

impl StateNetwork {
    fn input<'a>(&self, tokens: &'a [f32], first: usize, rows: usize) -> Input<'a> {
        let stride = self.tokens.stride();
        Input { values: &tokens[first * stride..], stride, rows }
    }
}

/// Scores moves while a text is read from left to right.
pub(crate) struct Scorer<'a> {
    network: &'a StateNetwork,
    tokens: Vec<f32>,
    n_tokens: usize,
    /// Tokens before this one have been computed; the last [`KEPT`] of them are kept.
    ready: usize,
    kept: Vec<f32>,
    again: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl Scorer<'_> {
    /// A score for each move, with these tokens in the slots.
    pub(crate) fn score<const SLOTS: usize>(&mut self, slots: [Option<usize>; SLOTS]) -> &[f32] {
        let furthest = slots.iter().flatten().max().map_or(0, |it| it + 1);
        while self.ready < furthest {
            self.compute_next();
        }
        let network = self.network;
        let stride = network.lower.stride();
        for (slot, token) in slots.iter().enumerate() {
            if let Some(token) = token.filter(|it| it + KEPT < self.ready) {
                let input = network.input(&self.tokens, token, 1);
                network.lower.apply(input, &mut self.again[slot * stride..]);
            }
        }
        let len = network.sums.len();
        let rows: [&[f32]; SLOTS] = std::array::from_fn(|slot| {
            let own = slot * len..(slot + 1) * len;
            match slots[slot] {
                None => &network.pad[own],
                Some(token) if token + KEPT < self.ready => &self.again[slot * stride..][own],
                Some(token) => &self.kept[token % KEPT * stride..][own],
            }
        });
        network.sums.apply(&[rows], &mut self.hidden);
        network.upper.apply(&self.hidden, &mut self.scores);
        &self.scores
    }

    fn compute_next(&mut self) {
        let n_tokens = STEP.min(self.n_tokens - self.ready);
        let stride = self.network.lower.stride();
        let at = self.ready % KEPT * stride;
        let input = self.network.input(&self.tokens, self.ready, n_tokens);
        self.network.lower.apply(input, &mut self.kept[at..at + n_tokens * stride]);
        self.ready += n_tokens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiny::{TinyFile, TinySizes, numbers};

    fn network() -> StateNetwork {
        let sizes = TinySizes { width: 6, pieces: 2, windows: 1, seed: 4 };
        let model = TinyFile::parser(sizes, 3, 5).bytes();
        let weights = Weights::read(&model).expect("a tiny file is a model file");
        StateNetwork::read(&weights, 6, 3, 5).expect("a tiny network can be run")
    }

    #[test]
    fn a_token_far_back_scores_as_it_did_when_it_was_near() {
        let network = network();
        let stride = padded(6);
        let rows = Rows { values: numbers(1, 3000 * stride), stride };
        let mut scorer = network.begin(&rows, 3000);
        let near = scorer.score([Some(7), None, Some(500)]).to_vec();
        assert_ne!(scorer.score([Some(2999), None, Some(500)]).to_vec(), near);
        assert_eq!(scorer.score([Some(7), None, Some(500)]), near);
    }

    #[test]
    fn an_empty_slot_is_not_a_token_of_zeros() {
        let network = network();
        let stride = padded(6);
        let rows = Rows { values: vec![0.0; stride], stride };
        let mut scorer = network.begin(&rows, 1);
        let zeros = scorer.score([Some(0), None, None]).to_vec();
        assert_ne!(scorer.score([None, None, None]), zeros);
    }

    #[track_caller]
    fn refused(change: impl Fn(&mut TinyFile), message: &str) {
        let sizes = TinySizes { width: 6, pieces: 2, windows: 1, seed: 4 };
        let mut file = TinyFile::parser(sizes, 3, 5);
        change(&mut file);
        let bytes = file.bytes();
        let read = Weights::read(&bytes).and_then(|it| StateNetwork::read(&it, 6, 3, 5));
        assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn a_network_that_cannot_be_run_is_refused_with_its_reason() {
        refused(
            |it| _ = it.set("parser_model", "has_upper", 0xc2),
            "its layer `parser_model` cannot be run here: it has no upper layer (`use_upper` is \
             false)",
        );
        refused(
            |it| _ = it.reshape("precomputable_affine", "W", &[6, 6, 1, 5]),
            "its layer `precomputable_affine` cannot be run here: it looks at 6 tokens of 5 \
             numbers; it should be 3 of 5",
        );
        refused(
            |it| _ = it.reshape("precomputable_affine", "b", &[2, 6]),
            "its layer `precomputable_affine` cannot be run here: its `b` has the shape [2, 6]; \
             with the layers around it that should be [6, 2]",
        );
        refused(
            |it| _ = it.reshape("linear", "W", &[6, 5]),
            "its layer `linear` cannot be run here: its `W` has the shape [6, 5]; with the layers \
             around it that should be [5, 6]",
        );
    }
}
