//! Ner: finds the names of a text, token by token, each as a beginning, an inside and a last
//! token, or as a unit of one.

use std::{ops::Range, sync::Arc};

use smol_str::SmolStr;

use crate::{
    features::Features,
    tagger::listened,
    tok2vec::{Rows, Tok2vec},
    transition::{Moves, MovesError, StateNetwork},
    vectors::Vectors,
    weights::{Weights, WeightsError},
};

/// Tokens that the network sees: the next one, the first one of the open name, and the one before
/// the next if a name is open.
const SLOTS: usize = 3;

/// What may be done with the next token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin(u16),
    Inside(u16),
    Last(u16),
    Unit(u16),
    Out,
    /// A unit without a label, which only texts with names given beforehand may use.
    Never,
}

/// The entity recogniser of a pipeline.
pub(crate) struct Ner {
    tok2vec: Option<Tok2vec>,
    network: StateNetwork,
    moves: Vec<Move>,
    labels: Vec<SmolStr>,
}

/// The moves of an entity recogniser, and the labels they use.
pub(crate) struct NerMoves {
    moves: Vec<Move>,
    labels: Vec<SmolStr>,
}

impl NerMoves {
    /// Reads the `moves` file of an entity recogniser.
    pub(crate) fn read(bytes: &[u8]) -> Result<NerMoves, MovesError> {
        let mut labels: Vec<SmolStr> = Vec::new();
        let mut moves = Vec::new();
        for (action, label) in Moves::read(bytes)?.moves {
            let idx = labels.iter().position(|it| *it == label).unwrap_or_else(|| {
                labels.push(label.clone());
                labels.len() - 1
            });
            let idx = u16::try_from(idx).expect("there are fewer labels than moves");
            moves.push(match (action, label.is_empty()) {
                (1..=4, true) => Move::Never,
                (1, _) => Move::Begin(idx),
                (2, _) => Move::Inside(idx),
                (3, _) => Move::Last(idx),
                (4, _) => Move::Unit(idx),
                (5, _) => Move::Out,
                _ => {
                    return Err(MovesError::UnknownAction {
                        action,
                        component: "entity recogniser",
                        known: "1 to 5",
                    });
                }
            });
        }
        Ok(NerMoves { moves, labels })
    }
}

impl Ner {
    /// Reads an entity recogniser from its model file. `shared` is the network that it may listen
    /// to.
    pub(crate) fn read(
        model: &[u8],
        moves: NerMoves,
        shared: Option<&Tok2vec>,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Ner, WeightsError> {
        let weights = Weights::read(model)?;
        let tok2vec = Tok2vec::read(&weights, vectors)?;
        let width = listened(tok2vec.as_ref(), shared)?.width();
        let network = StateNetwork::read(&weights, width, SLOTS, moves.moves.len())?;
        Ok(Ner { tok2vec, network, moves: moves.moves, labels: moves.labels })
    }

    /// The labels that [`Ner::read_names`] gives indices of.
    pub(crate) fn labels(&self) -> &[SmolStr] {
        &self.labels
    }

    /// The names in a text: their tokens, and the index of their label. No name goes over a
    /// sentence's start; an empty `starts` says that sentences are not known.
    pub(crate) fn read_names(
        &self,
        tokens: &[Features],
        shared: Option<&Rows>,
        starts: &[bool],
    ) -> Vec<(Range<usize>, u16)> {
        let own = self.tok2vec.as_ref().map(|it| it.encode(tokens));
        let Some(rows) = own.as_ref().or(shared) else { return Vec::new() };
        let mut scorer = self.network.begin(rows, tokens.len());
        let mut names = Vec::new();
        let mut open: Option<(usize, u16)> = None;
        for (next, token) in tokens.iter().enumerate() {
            let first = open.map(|it| it.0);
            // The token before the next is there whenever a name is open.
            let scores = scorer.score([Some(next), first, first.and(next.checked_sub(1))]);
            let may_go_on =
                next + 1 < tokens.len() && !starts.get(next + 1).copied().unwrap_or_default();
            let is_valid = |it: Move| match (it, open) {
                (Move::Begin(_), None) => may_go_on && !token.is_space,
                (Move::Unit(_), None) => !token.is_space,
                (Move::Out, None) => true,
                (Move::Inside(label), Some((_, own))) => label == own && may_go_on,
                (Move::Last(label), Some((_, own))) => label == own,
                _ => false,
            };
            let mut best: Option<(Move, f32)> = None;
            for (&it, &score) in self.moves.iter().zip(scores) {
                if is_valid(it) && best.is_none_or(|best| score > best.1) {
                    best = Some((it, score));
                }
            }
            match best {
                Some((Move::Begin(label), _)) => open = Some((next, label)),
                Some((Move::Unit(label), _)) => names.push((next..next + 1, label)),
                Some((Move::Last(label), _)) => {
                    names.extend(open.take().map(|(first, _)| (first..next + 1, label)));
                }
                Some((Move::Inside(_) | Move::Out | Move::Never, _)) => {}
                // A pipeline without the move that is needed here: spaCy stops, too.
                None => break,
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiny::{TinyFile, TinySizes, moves, numbers};

    const MOVES: &str = "0:, 1:GPE=2 ORG, 2:GPE=2 ORG, 3:GPE=2 ORG, 4:GPE=2 ORG -, 5:-";

    #[test]
    fn names_stand_apart_in_order_and_each_in_one_sentence() {
        let mut n_names = 0;
        for seed in 0..40 {
            let sizes = TinySizes { width: 6, pieces: 2, windows: 1, seed };
            let shared = TinyFile::tok2vec(sizes).bytes();
            let shared = Weights::read(&shared).and_then(|it| Tok2vec::read(&it, None));
            let shared = shared.expect("a tiny network can be run");
            let moves = NerMoves::read(&moves(MOVES)).expect("these are moves");
            let model = TinyFile::parser(sizes, SLOTS, moves.moves.len()).bytes();
            let ner =
                Ner::read(&model, moves, shared.as_ref(), None).expect("a tiny one can be run");
            let chances = numbers(seed + 50, 300);
            let tokens: Vec<Features> = chances
                .iter()
                .map(|it| {
                    let id = u64::from(it.to_bits() >> 17);
                    Features {
                        orth: id,
                        norm: id,
                        prefix: 0,
                        suffix: id % 7,
                        shape: 0,
                        space_follows: *it > 0.0,
                        is_space: *it > 0.8,
                    }
                })
                .collect();
            let starts: Vec<bool> = chances.iter().map(|it| *it < -0.8).collect();
            let rows = shared.as_ref().map(|it| it.encode(&tokens));
            let names = ner.read_names(&tokens, rows.as_ref(), &starts);
            n_names += names.len();
            for (tokens_of_name, _) in &names {
                assert!(!tokens[tokens_of_name.start].is_space, "it starts with white space");
                let inner = tokens_of_name.start + 1..tokens_of_name.end;
                assert!(!inner.clone().any(|it| starts[it]), "a sentence starts within");
            }
            for pair in names.windows(2) {
                assert!(pair[0].0.end <= pair[1].0.start, "{pair:?} are not apart and in order");
            }
        }
        assert!(n_names > 100, "only {n_names} names, too few to show anything");
    }

    #[test]
    fn an_unknown_action_is_refused_with_its_number() {
        let read = NerMoves::read(&moves("6:GPE"));
        assert_eq!(
            read.err().map(|it| it.to_string()).as_deref(),
            Some("its action 6 is unknown; the entity recogniser has the actions 1 to 5")
        );
    }
}
