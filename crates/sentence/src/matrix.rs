//! Matrix: products of rows with a layer's weights, largest pieces, layer norms. Which layers
//! there are is for `tok2vec` and `transition`.
//!
//! Every row and every layer's output is padded with zeros to whole blocks of [`BLOCK`] numbers,
//! so that no product has a rest. Weights are laid out once, when a model is read, in the order in
//! which the product walks through them.

use pulp::{Arch, Simd, WithSimd};

/// Numbers in a block: the lanes of the widest vector register there is, that of AVX-512.
pub(crate) const BLOCK: usize = 16;

/// Depth is walked in steps of so many numbers.
const STEP: usize = 4;

/// Blocks that a linear layer computes at a time.
const PAIR: usize = 2;

/// The most numbers that a row may have that means something. With more, a small file could make
/// large layers, because rows are padded. English pipelines have 96.
pub(crate) const MAX_WIDTH: usize = 1024;

/// One block, on a cache line of its own.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Block([f32; BLOCK]);

/// The smallest number of whole blocks' numbers that holds `width`.
pub(crate) fn padded(width: usize) -> usize {
    width.next_multiple_of(BLOCK)
}

/// Weights and bias of a layer with `P` blocks to a panel.
struct Panels<const P: usize> {
    /// Per panel, per input, `P` blocks of weights.
    weights: Vec<[Block; P]>,
    /// Per panel, `P` blocks.
    bias: Vec<[Block; P]>,
    depth: usize,
}

/// A layer whose outputs are sums of products, plus a bias.
pub(crate) struct Linear {
    panels: Panels<PAIR>,
    width: usize,
}

/// A layer that takes the largest of several sums, then norms the row.
pub(crate) struct Maxout {
    panels: Pieces,
    width: usize,
    norm: Norm,
}

/// Panels by number of pieces; a panel holds one block of each piece.
enum Pieces {
    Two(Panels<2>),
    Three(Panels<3>),
}

/// Mean 0 and variance 1, then a gain and a bias.
pub(crate) struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    width: usize,
}

/// The rows that a layer reads: row `i` starts at `i * stride` and is as long as the layer is
/// deep, so that rows may overlap, as the windows of neighbours do.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) rows: usize,
}

impl Linear {
    /// A layer of `weight(output, input)` and `bias(output)`.
    pub(crate) fn new(
        width: usize,
        depth: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Linear {
        let column = |panel: usize, piece: usize, lane: usize| {
            Some((panel * PAIR + piece) * BLOCK + lane).filter(|it| *it < width)
        };
        let panels = Panels::new(
            width.div_ceil(PAIR * BLOCK),
            depth,
            |panel, piece, lane, input| {
                column(panel, piece, lane).map_or(0.0, |output| weight(output, input))
            },
            |panel, piece, lane| column(panel, piece, lane).map_or(0.0, &bias),
        );
        Linear { width, panels }
    }

    /// Numbers from one row of output to the next.
    pub(crate) fn stride(&self) -> usize {
        self.panels.bias.len() * PAIR * BLOCK
    }

    /// Number of outputs that mean something; the rest of a row is zero.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes a row of [`Linear::stride`] numbers to `out` for each row of the input.
    pub(crate) fn apply(&self, input: Input<'_>, out: &mut [f32]) {
        dispatch(Product::<PAIR, 12, 6, false> { panels: &self.panels, input, out });
    }
}

impl Maxout {
    /// A layer of `weight(output, piece, input)` and `bias(output, piece)`; `None` unless it has two
    /// pieces or three, as spaCy's pipelines do.
    pub(crate) fn new(
        width: usize,
        pieces: usize,
        depth: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize) -> f32,
        norm: Norm,
    ) -> Option<Maxout> {
        let column =
            |panel: usize, lane: usize| Some(panel * BLOCK + lane).filter(|it| *it < width);
        let weight = |panel: usize, piece: usize, lane: usize, input: usize| {
            column(panel, lane).map_or(0.0, |output| weight(output, piece, input))
        };
        let bias = |panel: usize, piece: usize, lane: usize| {
            column(panel, lane).map_or(0.0, |output| bias(output, piece))
        };
        let count = width.div_ceil(BLOCK);
        let panels = match pieces {
            2 => Pieces::Two(Panels::new(count, depth, weight, bias)),
            3 => Pieces::Three(Panels::new(count, depth, weight, bias)),
            _ => return None,
        };
        Some(Maxout { panels, width, norm })
    }

    /// Writes a padded row to `out` for each row of the input, and adds
    /// `residual` to them.
    pub(crate) fn apply(&self, input: Input<'_>, residual: Option<&[f32]>, out: &mut [f32]) {
        match &self.panels {
            Pieces::Two(panels) => dispatch(Product::<2, 12, 6, true> { panels, input, out }),
            Pieces::Three(panels) => dispatch(Product::<3, 8, 4, true> { panels, input, out }),
        }
        self.norm.apply(residual, &mut out[..input.rows * padded(self.width)]);
    }
}

impl Norm {
    /// Gain and bias per output.
    pub(crate) fn new(mut gain: Vec<f32>, mut bias: Vec<f32>) -> Norm {
        let width = gain.len();
        gain.resize(padded(width), 0.0);
        bias.resize(padded(width), 0.0);
        Norm { gain, bias, width }
    }

    /// Norms each of the padded rows, and adds `residual` to them.
    pub(crate) fn apply(&self, residual: Option<&[f32]>, rows: &mut [f32]) {
        dispatch(Norming { norm: self, residual, rows });
    }
}

impl<const P: usize> Panels<P> {
    fn new(
        count: usize,
        depth: usize,
        weight: impl Fn(usize, usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize, usize) -> f32,
    ) -> Panels<P> {
        let blocks = |panel: usize, input: usize| {
            std::array::from_fn(|piece| {
                Block(std::array::from_fn(|lane| weight(panel, piece, lane, input)))
            })
        };
        let weights = (0..count)
            .flat_map(|panel| (0..depth).map(move |input| (panel, input)))
            .map(|(panel, input)| blocks(panel, input))
            .collect();
        let bias = (0..count)
            .map(|panel| {
                std::array::from_fn(|piece| {
                    Block(std::array::from_fn(|lane| bias(panel, piece, lane)))
                })
            })
            .collect();
        Panels { weights, bias, depth }
    }
}

/// Runs it with the widest vectors that this machine has.
fn dispatch<T: WithSimd>(work: T) -> T::Output {
    match Arch::new() {
        // Without vector units this one still lets the compiler use those every machine has.
        Arch::Scalar => pulp::Scalar128b.vectorize(work),
        arch => arch.dispatch(work),
    }
}

/// A product, and the largest piece of each output where `MAX`.
///
/// `MANY` rows at a time are as many as the 32 vector registers of AVX-512 hold sums for, beside
/// weights and one input; `FEW` are as many for 16 registers.
struct Product<'a, const P: usize, const MANY: usize, const FEW: usize, const MAX: bool> {
    panels: &'a Panels<P>,
    input: Input<'a>,
    out: &'a mut [f32],
}

impl<const P: usize, const MANY: usize, const FEW: usize, const MAX: bool> WithSimd
    for Product<'_, P, MANY, FEW, MAX>
{
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Product { panels, input, out } = self;
        let rows = input.rows;
        let per_panel = if MAX { BLOCK } else { P * BLOCK };
        let stride = panels.bias.len() * per_panel;
        let steps = panels.weights.chunks_exact(panels.depth).zip(&panels.bias);
        for (panel, (weights, bias)) in steps.enumerate() {
            for part in 0..BLOCK / S::F32_LANES {
                let at = panel * per_panel + part * S::F32_LANES;
                let panel = Panel { weights, bias, part };
                let mut row = 0;
                while S::F32_LANES == BLOCK && rows - row >= MANY {
                    panel.apply::<S, MANY, MAX>(simd, input, row, &mut out[at..], stride);
                    row += MANY;
                }
                while rows - row >= FEW {
                    panel.apply::<S, FEW, MAX>(simd, input, row, &mut out[at..], stride);
                    row += FEW;
                }
                if row < rows && rows >= FEW {
                    // The last rows once more together with some that are done already: the same
                    // numbers come out, and it is faster than one by one.
                    panel.apply::<S, FEW, MAX>(simd, input, rows - FEW, &mut out[at..], stride);
                    row = rows;
                }
                for row in row..rows {
                    panel.apply::<S, 1, MAX>(simd, input, row, &mut out[at..], stride);
                }
            }
        }
    }
}

/// What is multiplied with one panel, `part` of each of its blocks at a time.
struct Panel<'a, const P: usize> {
    weights: &'a [[Block; P]],
    bias: &'a [Block; P],
    part: usize,
}

impl<const P: usize> Panel<'_, P> {
    #[inline(always)]
    fn apply<S: Simd, const ROWS: usize, const MAX: bool>(
        &self,
        simd: S,
        input: Input<'_>,
        row: usize,
        out: &mut [f32],
        stride: usize,
    ) {
        let sums = tile::<S, ROWS, P>(simd, input, row, self.weights, self.part);
        let out = &mut out[row * stride..];
        store::<S, ROWS, P, MAX>(simd, sums, self.bias, self.part, out, stride);
    }
}

/// Sums of a few rows with one panel.
#[inline(always)]
fn tile<S: Simd, const ROWS: usize, const P: usize>(
    simd: S,
    input: Input<'_>,
    first: usize,
    weights: &[[Block; P]],
    part: usize,
) -> [[S::f32s; P]; ROWS] {
    let rows: [&[[f32; STEP]]; ROWS] = std::array::from_fn(|row| {
        let start = (first + row) * input.stride;
        input.values[start..start + weights.len()].as_chunks().0
    });
    let mut sums = [[simd.splat_f32s(0.0); P]; ROWS];
    for (step, weights) in weights.as_chunks::<STEP>().0.iter().enumerate() {
        let inputs: [&[f32; STEP]; ROWS] = std::array::from_fn(|row| &rows[row][step]);
        for (depth, weights) in weights.iter().enumerate() {
            let weights: [S::f32s; P] =
                std::array::from_fn(|piece| S::as_simd_f32s(&weights[piece].0).0[part]);
            for row in 0..ROWS {
                let input = simd.splat_f32s(inputs[row][depth]);
                for piece in 0..P {
                    sums[row][piece] = simd.mul_add_e_f32s(input, weights[piece], sums[row][piece]);
                }
            }
        }
    }
    sums
}

#[inline(always)]
fn store<S: Simd, const ROWS: usize, const P: usize, const MAX: bool>(
    simd: S,
    sums: [[S::f32s; P]; ROWS],
    bias: &[Block; P],
    part: usize,
    out: &mut [f32],
    stride: usize,
) {
    let bias: [S::f32s; P] = std::array::from_fn(|piece| S::as_simd_f32s(&bias[piece].0).0[part]);
    for (row, sums) in sums.into_iter().enumerate() {
        if MAX {
            let mut largest = simd.add_f32s(sums[0], bias[0]);
            for piece in 1..P {
                largest = simd.max_f32s(largest, simd.add_f32s(sums[piece], bias[piece]));
            }
            let at = row * stride;
            S::as_mut_simd_f32s(&mut out[at..at + S::F32_LANES]).0[0] = largest;
        } else {
            for piece in 0..P {
                let at = row * stride + piece * BLOCK;
                S::as_mut_simd_f32s(&mut out[at..at + S::F32_LANES]).0[0] =
                    simd.add_f32s(sums[piece], bias[piece]);
            }
        }
    }
}

struct Norming<'a> {
    norm: &'a Norm,
    residual: Option<&'a [f32]>,
    rows: &'a mut [f32],
}

impl WithSimd for Norming<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Norm { gain, bias, width } = self.norm;
        let len = *width as f32;
        let stride = padded(*width);
        for (idx, row) in self.rows.chunks_exact_mut(stride).enumerate() {
            let mean = sum(row) / len;
            for it in row.iter_mut() {
                *it -= mean;
            }
            row[*width..].fill(0.0);
            let variance = square_sum(row) / len + 1e-8;
            let scale = 1.0 / variance.sqrt();
            for ((it, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
                *it = *it * scale * gain + bias;
            }
            if let Some(residual) = self.residual {
                for (it, residual) in row.iter_mut().zip(&residual[idx * stride..]) {
                    *it += residual;
                }
            }
        }
    }
}

#[inline(always)]
fn sum(row: &[f32]) -> f32 {
    let mut sums = [0.0; BLOCK];
    for block in row.as_chunks::<BLOCK>().0 {
        for (sum, it) in sums.iter_mut().zip(block) {
            *sum += it;
        }
    }
    sums.iter().sum()
}

#[inline(always)]
fn square_sum(row: &[f32]) -> f32 {
    let mut sums = [0.0; BLOCK];
    for block in row.as_chunks::<BLOCK>().0 {
        for (sum, it) in sums.iter_mut().zip(block) {
            *sum += it * it;
        }
    }
    sums.iter().sum()
}

/// Sums of a few rows, and the largest piece of each output.
pub(crate) struct Sums {
    pieces: usize,
    bias: Vec<f32>,
}

impl Sums {
    /// `bias` holds all outputs of the first piece, then those of the next, in whole blocks.
    pub(crate) fn new(pieces: usize, bias: Vec<f32>) -> Sums {
        Sums { pieces, bias }
    }

    /// Numbers in each of the rows.
    pub(crate) fn len(&self) -> usize {
        self.bias.len()
    }

    /// Numbers that come out.
    pub(crate) fn width(&self) -> usize {
        self.bias.len() / self.pieces
    }

    /// For each set of rows, adds them up with the bias and writes the largest pieces to `out`.
    pub(crate) fn apply<const N: usize>(&self, sets: &[[&[f32]; N]], out: &mut [f32]) {
        dispatch(Summing { sums: self, sets, out });
    }
}

struct Summing<'a, const N: usize> {
    sums: &'a Sums,
    sets: &'a [[&'a [f32]; N]],
    out: &'a mut [f32],
}

impl<const N: usize> WithSimd for Summing<'_, N> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Summing { sums: Sums { pieces, bias }, sets, out } = self;
        let width = bias.len() / pieces;
        for (rows, out) in sets.iter().zip(out.chunks_exact_mut(width)) {
            for (idx, out) in out.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
                for piece in 0..*pieces {
                    let at = piece * width + idx * BLOCK;
                    let mut sum = [0.0; BLOCK];
                    for row in rows {
                        for (sum, it) in sum.iter_mut().zip(&row[at..at + BLOCK]) {
                            *sum += it;
                        }
                    }
                    for (sum, it) in sum.iter_mut().zip(&bias[at..at + BLOCK]) {
                        *sum += it;
                    }
                    if piece == 0 {
                        *out = sum;
                    } else {
                        for (out, sum) in out.iter_mut().zip(sum) {
                            *out = if sum > *out { sum } else { *out };
                        }
                    }
                }
            }
        }
    }
}

/// Blocks that scores are computed in at a time: for one row there must be many sums under way at
/// once, because each waits for its last addition.
const WIDE: usize = 8;

/// A layer like [`Linear`], but for one row at a time.
pub(crate) struct Scores {
    panels: Panels<WIDE>,
}

impl Scores {
    /// A layer of `weight(output, input)` and `bias(output)`.
    pub(crate) fn new(
        width: usize,
        depth: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Scores {
        let column = |panel: usize, piece: usize, lane: usize| {
            Some((panel * WIDE + piece) * BLOCK + lane).filter(|it| *it < width)
        };
        let panels = Panels::new(
            width.div_ceil(WIDE * BLOCK),
            depth,
            |panel, piece, lane, input| {
                column(panel, piece, lane).map_or(0.0, |output| weight(output, input))
            },
            |panel, piece, lane| column(panel, piece, lane).map_or(0.0, &bias),
        );
        Scores { panels }
    }

    /// Numbers that [`Scores::apply`] writes.
    pub(crate) fn stride(&self) -> usize {
        self.panels.bias.len() * WIDE * BLOCK
    }

    /// Writes [`Scores::stride`] numbers to `out`.
    pub(crate) fn apply(&self, row: &[f32], out: &mut [f32]) {
        let input = Input { values: row, stride: row.len(), rows: 1 };
        dispatch(Product::<WIDE, 1, 1, false> { panels: &self.panels, input, out });
    }
}
