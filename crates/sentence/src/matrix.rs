//! Matrix: products of rows with a layer's weights, largest pieces, layer norms. Which layers
//! there are is for `tok2vec` and `transition`.
//!
//! Every row and every layer's output is padded with zeros to whole blocks of [`BLOCK`] numbers,
//! so that no product has a rest. Weights are laid out once, when a model is read, in the order in
//! which the product walks through them.

use pulp::{Arch, Simd, WithSimd};

/// Numbers in the widest vector register there is, that of AVX-512.
const WIDEST: usize = 16;

/// Registers of outputs that a layer computes at a time.
const PAIR: usize = 2;

/// Numbers in a block.
const BLOCK: usize = PAIR * WIDEST;

/// Rows that it computes at a time: with two registers each their sums, the weights and one input
/// fill the sixteen vector registers of AVX2. One more row, and sums are written to memory and
/// read back at every step.
const ROWS: usize = 6;

/// As many for the 32 registers of AVX-512.
const MANY_ROWS: usize = 12;

/// The most numbers that a row may have that means something. With more, a small file could make
/// large layers, because rows are padded. English pipelines have 96.
pub(crate) const MAX_WIDTH: usize = 1024;

/// The smallest number of whole blocks' numbers that holds `width`.
pub(crate) fn padded(width: usize) -> usize {
    width.next_multiple_of(BLOCK)
}

/// Weights and bias of a layer, cut into panels of `P` vector registers of outputs, so that a panel
/// lies in the processor's first cache while all rows are multiplied with it.
struct Panels<const P: usize> {
    /// Per panel, per input, `P` registers of weights.
    weights: Aligned,
    /// Per panel, `P` registers.
    bias: Aligned,
    depth: usize,
    /// Panels one after the other that are for the same outputs, of which the largest count.
    pieces: usize,
}

/// Numbers of which the first starts a cache line, so that no register of them lies on two.
struct Aligned {
    values: Vec<f32>,
    start: usize,
}

/// A layer whose outputs are sums of products, plus a bias.
pub(crate) struct Linear {
    panels: Panels<PAIR>,
    width: usize,
}

/// A layer that takes the largest of several sums, then norms the row.
pub(crate) struct Maxout {
    panels: Panels<PAIR>,
    norm: Norm,
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
        let panels =
            Panels::new(width, 1, depth, |output, _, it| weight(output, it), |it, _| bias(it));
        Linear { panels, width }
    }

    /// Numbers from one row of output to the next.
    pub(crate) fn stride(&self) -> usize {
        padded(self.width)
    }

    /// Number of outputs that mean something; the rest of a row is zero.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes a row of [`Linear::stride`] numbers to `out` for each row of the input.
    pub(crate) fn apply(&self, input: Input<'_>, out: &mut [f32]) {
        dispatch(Product { panels: &self.panels, input, out, stride: self.stride() });
    }
}

impl Maxout {
    /// A layer of `weight(output, piece, input)` and `bias(output, piece)`.
    pub(crate) fn new(
        width: usize,
        pieces: usize,
        depth: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize) -> f32,
        norm: Norm,
    ) -> Maxout {
        Maxout { panels: Panels::new(width, pieces, depth, weight, bias), norm }
    }

    /// Writes a padded row to `out` for each row of the input, and adds
    /// `residual` to them.
    pub(crate) fn apply(&self, input: Input<'_>, residual: Option<&[f32]>, out: &mut [f32]) {
        let stride = padded(self.norm.width);
        let out = &mut out[..input.rows * stride];
        dispatch(Product { panels: &self.panels, input, out, stride });
        self.norm.apply(residual, out);
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
    /// Panels of a layer of `weight(output, piece, input)` and `bias(output, piece)`.
    fn new(
        width: usize,
        pieces: usize,
        depth: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize) -> f32,
    ) -> Panels<P> {
        let in_panel = P * lanes();
        let count = width.next_multiple_of(P * WIDEST) / in_panel * pieces;
        let output = |panel: usize, at: usize| {
            Some(panel / pieces * in_panel + at % in_panel).filter(|it| *it < width)
        };
        let weights = Aligned::new(count * depth * in_panel, |at| {
            let (panel, input) = (at / in_panel / depth, at / in_panel % depth);
            output(panel, at).map_or(0.0, |output| weight(output, panel % pieces, input))
        });
        let bias = Aligned::new(count * in_panel, |at| {
            let panel = at / in_panel;
            output(panel, at).map_or(0.0, |output| bias(output, panel % pieces))
        });
        Panels { weights, bias, depth, pieces }
    }

    /// All panels, each with the place of its first output.
    #[inline(always)]
    fn each<S: Simd>(&self) -> impl Iterator<Item = (Panel<'_, S::f32s, P>, usize)> {
        let weights = self.weights.registers::<S, P>().chunks_exact(self.depth);
        weights.zip(self.bias.registers::<S, P>()).enumerate().map(|(idx, (weights, bias))| {
            let is_first = idx % self.pieces == 0;
            (Panel { weights, bias, is_first }, idx / self.pieces * P * S::F32_LANES)
        })
    }
}

impl Aligned {
    /// `len` numbers.
    fn new(len: usize, number: impl Fn(usize) -> f32) -> Aligned {
        const LINE: usize = 64;
        let mut values: Vec<f32> = Vec::with_capacity(len + WIDEST);
        let start = values.as_ptr().align_offset(LINE).min(WIDEST);
        values.resize(start, 0.0);
        values.extend((0..len).map(number));
        Aligned { values, start }
    }

    /// All of them, as `P` registers after `P` registers.
    #[inline(always)]
    fn registers<S: Simd, const P: usize>(&self) -> &[[S::f32s; P]] {
        S::as_simd_f32s(&self.values[self.start..]).0.as_chunks().0
    }
}

/// Numbers that a vector register of this machine holds: what [`dispatch`] will compute with.
fn lanes() -> usize {
    struct Lanes;
    impl WithSimd for Lanes {
        type Output = usize;
        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) -> usize {
            S::F32_LANES
        }
    }
    dispatch(Lanes)
}

/// Runs it with the widest vectors that this machine has.
fn dispatch<T: WithSimd>(work: T) -> T::Output {
    match Arch::new() {
        // Without vector units this one still lets the compiler use those every machine has.
        Arch::Scalar => pulp::Scalar128b.vectorize(work),
        arch => arch.dispatch(work),
    }
}

/// All rows times all panels.
struct Product<'a> {
    panels: &'a Panels<PAIR>,
    input: Input<'a>,
    out: &'a mut [f32],
    /// Numbers from one row of output to the next.
    stride: usize,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Product { panels, input, out, stride } = self;
        let rows = input.rows;
        for (panel, at) in panels.each::<S>() {
            let mut row = 0;
            while S::F32_LANES == WIDEST && rows - row >= MANY_ROWS {
                panel.apply::<S, MANY_ROWS>(simd, input, row, &mut out[at..], stride);
                row += MANY_ROWS;
            }
            while rows - row >= ROWS {
                panel.apply::<S, ROWS>(simd, input, row, &mut out[at..], stride);
                row += ROWS;
            }
            match rows - row {
                5 => panel.apply::<S, 5>(simd, input, row, &mut out[at..], stride),
                4 => panel.apply::<S, 4>(simd, input, row, &mut out[at..], stride),
                3 => panel.apply::<S, 3>(simd, input, row, &mut out[at..], stride),
                2 => panel.apply::<S, 2>(simd, input, row, &mut out[at..], stride),
                1 => panel.apply::<S, 1>(simd, input, row, &mut out[at..], stride),
                _ => {}
            }
        }
    }
}

/// Registers of weights per input, and of the bias, that rows are multiplied with.
struct Panel<'a, R, const P: usize> {
    weights: &'a [[R; P]],
    bias: &'a [R; P],
    /// Whether no other piece of the same outputs comes before this one.
    is_first: bool,
}

impl<R: Copy, const P: usize> Panel<'_, R, P> {
    /// Writes the panel's outputs for the rows from `row`.
    #[inline(always)]
    fn apply<S: Simd<f32s = R>, const N: usize>(
        &self,
        simd: S,
        input: Input<'_>,
        row: usize,
        out: &mut [f32],
        stride: usize,
    ) {
        let rows: [&[f32]; N] = std::array::from_fn(|idx| {
            let start = (row + idx) * input.stride;
            &input.values[start..start + self.weights.len()]
        });
        let mut sums = [[simd.splat_f32s(0.0); P]; N];
        for (depth, weights) in self.weights.iter().enumerate() {
            for idx in 0..N {
                let input = simd.splat_f32s(rows[idx][depth]);
                for register in 0..P {
                    sums[idx][register] =
                        simd.mul_add_e_f32s(input, weights[register], sums[idx][register]);
                }
            }
        }
        for (idx, sums) in sums.into_iter().enumerate() {
            let out = S::as_mut_simd_f32s(&mut out[(row + idx) * stride..]).0;
            for register in 0..P {
                let sum = simd.add_f32s(sums[register], self.bias[register]);
                out[register] = if self.is_first { sum } else { simd.max_f32s(out[register], sum) };
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
    fn with_simd<S: Simd>(self, simd: S) {
        let Summing { sums: Sums { pieces, bias }, sets, out } = self;
        let width = bias.len() / pieces;
        // Closures would be compiled without the vectors.
        for (rows, out) in sets.iter().zip(out.chunks_exact_mut(width)) {
            for (idx, out) in S::as_mut_simd_f32s(out).0.iter_mut().enumerate() {
                for piece in 0..*pieces {
                    let at = piece * width + idx * S::F32_LANES;
                    let mut sum = register::<S>(rows[0], at);
                    for row in &rows[1..] {
                        sum = simd.add_f32s(sum, register::<S>(row, at));
                    }
                    sum = simd.add_f32s(sum, register::<S>(bias, at));
                    *out = if piece == 0 { sum } else { simd.max_f32s(*out, sum) };
                }
            }
        }
    }
}

/// The numbers of a row from this one, as many as fit in a register.
#[inline(always)]
fn register<S: Simd>(row: &[f32], at: usize) -> S::f32s {
    S::as_simd_f32s(&row[at..at + S::F32_LANES]).0[0]
}

/// Registers that scores are computed in at a time: for one row there must be many sums under way at
/// once, because each waits for its last addition.
const WIDE: usize = 8;

/// A layer like [`Linear`], but for one row at a time.
pub(crate) struct Scores {
    panels: Panels<WIDE>,
    stride: usize,
}

impl Scores {
    /// A layer of `weight(output, input)` and `bias(output)`.
    pub(crate) fn new(
        width: usize,
        depth: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Scores {
        let panels =
            Panels::new(width, 1, depth, |output, _, it| weight(output, it), |it, _| bias(it));
        Scores { panels, stride: width.next_multiple_of(WIDE * WIDEST) }
    }

    /// Numbers that [`Scores::apply`] writes.
    pub(crate) fn stride(&self) -> usize {
        self.stride
    }

    /// Writes [`Scores::stride`] numbers to `out`.
    pub(crate) fn apply(&self, row: &[f32], out: &mut [f32]) {
        dispatch(Scoring { panels: &self.panels, row, out });
    }
}

struct Scoring<'a> {
    panels: &'a Panels<WIDE>,
    row: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Scoring<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let input = Input { values: self.row, stride: 0, rows: 1 };
        for (panel, at) in self.panels.each::<S>() {
            panel.apply::<S, 1>(simd, input, 0, &mut self.out[at..], 0);
        }
    }
}
