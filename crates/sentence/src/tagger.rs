//! Tagger: the fine part of speech of each token. Coarse ones come from the attribute ruler.

use std::sync::Arc;

use crate::{
    features::Features,
    matrix::{Input, Linear, padded},
    tok2vec::{Rows, Tok2vec},
    vectors::Vectors,
    weights::{Weights, WeightsError},
};

/// The tagger of a pipeline.
pub(crate) struct Tagger {
    tok2vec: Option<Tok2vec>,
    scores: Linear,
}

impl Tagger {
    /// Reads a tagger of `n_labels` tags from its model file. `shared` is the network that it may
    /// listen to.
    pub(crate) fn read(
        model: &[u8],
        n_labels: usize,
        shared: Option<&Tok2vec>,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Tagger, WeightsError> {
        let weights = Weights::read(model)?;
        let tok2vec = Tok2vec::read(&weights, vectors)?;
        let layer = weights.only("softmax")?;
        let width = listened(tok2vec.as_ref(), shared)?.width();
        let scores = layer.shaped("W", [n_labels, width])?;
        let bias = layer.shaped("b", [n_labels])?;
        let weight = |output: usize, input: usize| {
            if input < width { scores[output * width + input] } else { 0.0 }
        };
        let scores = Linear::new(n_labels, padded(width), weight, |it| bias[it]);
        Ok(Tagger { tok2vec, scores })
    }

    /// The index of each token's tag. `shared` are the rows of the network that all share.
    pub(crate) fn read_tags(&self, tokens: &[Features], shared: Option<&Rows>) -> Vec<u16> {
        let own = self.tok2vec.as_ref().map(|it| it.encode(tokens));
        let Some(rows) = own.as_ref().or(shared) else { return Vec::new() };
        let mut scores = vec![0.0; tokens.len() * self.scores.stride()];
        let input = Input { values: &rows.values, stride: rows.stride, rows: tokens.len() };
        self.scores.apply(input, &mut scores);
        let rows = scores.chunks_exact(self.scores.stride());
        rows.map(|row| largest(&row[..self.scores.width()])).collect()
    }
}

/// Index of the largest number, the first of them if several are.
fn largest(scores: &[f32]) -> u16 {
    let mut best = 0;
    for (idx, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = idx;
        }
    }
    u16::try_from(best).expect("a tagger has as many labels as were counted by u16")
}

/// The network whose rows a component reads.
pub(crate) fn listened<'a>(
    own: Option<&'a Tok2vec>,
    shared: Option<&'a Tok2vec>,
) -> Result<&'a Tok2vec, WeightsError> {
    own.or(shared)
        .ok_or(WeightsError::NoLayer { wanted: "of a tok2vec component, which it listens to" })
}
