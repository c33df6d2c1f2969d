//! Tok2vec: the network that gives every word a row of numbers, from the word itself and from up
//! to four neighbours on each side. What is read from the numbers is for `tagger`, `parser` and
//! `ner`.

use std::{collections::HashMap, sync::Arc};

use crate::{
    features::Features,
    matrix::{Input, Linear, MAX_WIDTH, Maxout, Norm, Sums, padded},
    vectors::Vectors,
    weights::{Layer, Weights, WeightsError},
    wordcache::{Word, WordCache},
};

/// Tokens that go through the layers together: few enough for their rows to stay near the
/// processor, and so that memory does not grow with the square of anything.
const CHUNK: usize = 256;

/// The network.
pub(crate) struct Tok2vec {
    tables: Vec<Table>,
    statics: Option<Statics>,
    mix: Maxout,
    first: Option<FirstWindow>,
    /// The other window layers.
    windows: Vec<Maxout>,
    width: usize,
    /// Whether it matters if a space follows a word.
    sees_spaces: bool,
    cache: WordCache,
}

/// The first window layer. A word's products with each place in the window do not depend on its
/// neighbours, so that they can be kept for each word and only have to be added up.
struct FirstWindow {
    /// Weights of the place to the left, then those of the word itself, then those to the right.
    products: Linear,
    sums: Sums,
    norm: Norm,
    /// Products of a row that is zero.
    zeros: Vec<f32>,
}

/// Places in a window: the word and its two neighbours.
const PLACES: usize = 3;

/// What the network makes of each token's word by itself.
struct Words<'a> {
    places: Vec<Place<'a>>,
    rows: Vec<f32>,
    stride: usize,
    products: Vec<f32>,
    products_stride: usize,
}

/// Where what is made of a word can be found.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// All in the cache.
    Known(&'a Word),
    /// The row in the cache, and products computed now.
    Half { word: &'a Word, products: usize },
    /// All computed now.
    Computed(usize),
}

/// A row of numbers for each token.
pub(crate) struct Rows {
    pub(crate) values: Vec<f32>,
    /// Numbers from one row to the next.
    pub(crate) stride: usize,
}

/// Rows by the hash of one feature.
struct Table {
    column: Column,
    seed: u64,
    rows: u64,
    width: usize,
    values: Vec<f32>,
}

/// Word vectors of the pipeline, brought to the width of the network.
struct Statics {
    vectors: Arc<Vectors>,
    project: Linear,
}

/// The features that a table may be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Orth,
    Norm,
    Prefix,
    Suffix,
    Shape,
    SpaceFollows,
    IsSpace,
}

impl Tok2vec {
    /// Reads the network from the model file of a component. `None` where the component has none
    /// of its own and listens to the one that all share.
    pub(crate) fn read(
        weights: &Weights<'_>,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Option<Tok2vec>, WeightsError> {
        if weights.only("tok2vec-listener").is_ok() {
            return Ok(None);
        }
        let extract = weights.only("extract_features")?;
        let columns = columns(extract)?;
        let first = weights.only("hashembed")?;
        let ([_, width], _) = first.floats::<2>("E")?;
        if width > MAX_WIDTH {
            let reason = format!("it is {width} wide; at most {MAX_WIDTH} can be run");
            return Err(first.misfit(reason));
        }
        let mut tables = Vec::new();
        for layer in weights.all("hashembed") {
            tables.push(Table::read(layer, &columns, width)?);
        }
        let statics = match weights.only("static_vectors") {
            Ok(layer) => Some(Statics::read(layer, vectors, width)?),
            Err(_) => None,
        };

        let n_windows = weights.all("expand_window").count();
        let mut layers = weights.all("maxout").zip(weights.all("layernorm"));
        let Some((mix, norm)) = layers.next() else {
            return Err(WeightsError::NoLayer { wanted: "maxout" });
        };
        let parts = tables.len() + usize::from(statics.is_some());
        let mix = MaxoutParts::read(mix, norm, width, parts)?.maxout(width, parts);
        let mut first = None;
        let mut windows = Vec::new();
        for (idx, (layer, norm)) in layers.enumerate() {
            let parts = MaxoutParts::read(layer, norm, width, PLACES)?;
            if idx == 0 {
                first = Some(FirstWindow::new(parts, width));
            } else {
                windows.push(parts.maxout(width, PLACES));
            }
        }
        let n_maxout = weights.all("maxout").count();
        if n_maxout != n_windows + 1 || weights.all("layernorm").count() != n_maxout {
            return Err(extract.misfit(format!(
                "there are {n_windows} windows, {n_maxout} layers `maxout` and {} layers \
                 `layernorm`; every window should have one of each, and there is one more for \
                 the words",
                weights.all("layernorm").count()
            )));
        }
        for window in weights.all("expand_window") {
            let size = window.count("window_size")?;
            if size != 1 {
                let reason =
                    format!("its window reaches {size} words to each side; only 1 can be run");
                return Err(window.misfit(reason));
            }
        }
        if let Some(outer) = weights.starting("with_array(residual(") {
            let pad = outer.count("pad")?;
            if pad < n_windows {
                return Err(outer.misfit(format!(
                    "its texts are padded by {pad} rows, less than its {n_windows} layers"
                )));
            }
        } else if n_windows > 0 {
            return Err(WeightsError::NoLayer { wanted: "with_array(residual(...))" });
        }
        let sees_spaces = tables.iter().any(|it| it.column == Column::SpaceFollows);
        let cache = WordCache::new();
        Ok(Some(Tok2vec { tables, statics, mix, first, windows, width, sees_spaces, cache }))
    }

    /// Numbers in a row that mean something.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// A row for each token of a text.
    pub(crate) fn encode(&self, tokens: &[Features]) -> Rows {
        let stride = padded(self.width);
        let mut values = vec![0.0; tokens.len() * stride];
        for (idx, out) in values.chunks_mut(CHUNK * stride).enumerate() {
            self.encode_chunk(tokens, idx * CHUNK, out);
        }
        Rows { values, stride }
    }

    /// Rows for the tokens from `first`, as many as `out` has room for.
    ///
    /// spaCy puts as many rows of zeros before and after a text as there are layers, and lets the
    /// layers run over them too. So what a token sees beyond the edge is not zero from the second
    /// layer on, and those rows are computed here as well, as far as any token sees them. Beyond
    /// a chunk the same rows hold the neighbouring chunk's tokens.
    fn encode_chunk(&self, tokens: &[Features], first: usize, out: &mut [f32]) {
        let stride = padded(self.width);
        let halo = usize::from(self.first.is_some()) + self.windows.len();
        let n_tokens = out.len() / stride;
        let n_rows = n_tokens + 2 * halo;
        // Row `r` is token `first + r - halo`.
        let start = halo.saturating_sub(first);
        let seen = (first + start - halo)..(first + n_tokens + halo).min(tokens.len());
        let words = self.words(&tokens[seen]);

        let mut rows = vec![0.0; n_rows * stride];
        for (idx, row) in rows[start * stride..].chunks_exact_mut(stride).enumerate() {
            if let Some(word) = words.row(idx) {
                row.copy_from_slice(word);
            }
        }
        let mut next = vec![0.0; n_rows * stride];
        if let Some(window) = &self.first {
            let own = stride..(n_rows - 1) * stride;
            window.apply(&words, start, &rows[own.clone()], &mut next[own]);
            std::mem::swap(&mut rows, &mut next);
        }
        for (depth, window) in (1..).zip(&self.windows) {
            let layer_rows = n_rows - 2 * (depth + 1);
            let input = Input { values: &rows[depth * stride..], stride, rows: layer_rows };
            let own = (depth + 1) * stride..(depth + 1 + layer_rows) * stride;
            window.apply(input, Some(&rows[own.clone()]), &mut next[own]);
            std::mem::swap(&mut rows, &mut next);
        }
        out.copy_from_slice(&rows[halo * stride..(halo + n_tokens) * stride]);
    }

    /// What the network makes of words by themselves: from the cache, or computed now.
    fn words(&self, tokens: &[Features]) -> Words<'_> {
        let stride = padded(self.width);
        let mut places = Vec::with_capacity(tokens.len());
        let mut unknown = Vec::new();
        let mut unknown_places = HashMap::new();
        for token in tokens {
            let token =
                Features { space_follows: token.space_follows && self.sees_spaces, ..*token };
            places.push(match self.cache.find(&token) {
                Some(word) => Place::Known(word),
                None => {
                    let next = unknown.len();
                    let place = *unknown_places.entry(token).or_insert(next);
                    if place == next {
                        unknown.push(token);
                    }
                    Place::Computed(place)
                }
            });
        }
        let mut rows = vec![0.0; unknown.len() * stride];
        self.embed(&unknown, &mut rows);
        for (token, row) in unknown.iter().zip(rows.chunks_exact(stride)) {
            self.cache.keep(token, row);
        }

        let Some(window) = &self.first else {
            return Words { places, rows, stride, products: vec![], products_stride: 0 };
        };
        let mut sources = rows.clone();
        let mut again = Vec::new();
        for place in &mut places {
            if let Place::Known(word) = *place
                && word.products().is_none()
            {
                again.push(word);
                *place = Place::Half { word, products: sources.len() / stride };
                sources.extend_from_slice(&word.row);
            }
        }
        let products_stride = window.products.stride();
        let n_sources = sources.len() / stride;
        let mut products = vec![0.0; n_sources * products_stride];
        let input = Input { values: &sources, stride, rows: n_sources };
        window.products.apply(input, &mut products);
        let computed = products.chunks_exact(products_stride).skip(unknown.len());
        for (word, products) in again.into_iter().zip(computed) {
            self.cache.keep_products(word, products);
        }
        Words { places, rows, stride, products, products_stride }
    }

    /// Rows for words by themselves, without their neighbours.
    fn embed(&self, tokens: &[Features], out: &mut [f32]) {
        let stride = padded(self.width);
        let parts = self.tables.len() + usize::from(self.statics.is_some());
        let mut mixed = vec![0.0; tokens.len() * parts * stride];
        for (token, row) in tokens.iter().zip(mixed.chunks_exact_mut(parts * stride)) {
            for (table, row) in self.tables.iter().zip(row.chunks_exact_mut(stride)) {
                table.find(token, row);
            }
        }
        if let Some(statics) = &self.statics {
            statics.find(tokens, &mut mixed, self.tables.len() * stride, parts * stride);
        }
        let input = Input { values: &mixed, stride: parts * stride, rows: tokens.len() };
        self.mix.apply(input, None, out);
    }
}

impl<'a> Words<'a> {
    /// The row of a word, `None` beyond the words.
    fn row(&self, idx: usize) -> Option<&[f32]> {
        Some(match *self.places.get(idx)? {
            Place::Known(word) | Place::Half { word, .. } => &word.row,
            Place::Computed(row) => &self.rows[row * self.stride..][..self.stride],
        })
    }

    /// The products of a word with the first window layer, `None` beyond the words.
    fn products(&self, idx: Option<usize>) -> Option<&[f32]> {
        Some(match *self.places.get(idx?)? {
            Place::Known(word) => word.products()?,
            Place::Computed(row) | Place::Half { products: row, .. } => {
                &self.products[row * self.products_stride..][..self.products_stride]
            }
        })
    }
}

impl FirstWindow {
    /// Splits a layer's weights by the place in the window that they are for.
    fn new(parts: MaxoutParts, width: usize) -> FirstWindow {
        let MaxoutParts { pieces, weights, bias, norm } = parts;
        let stride = padded(width);
        let depth = PLACES * width;
        let weight = |column: usize, input: usize| {
            let (place, rest) = (column / (pieces * stride), column % (pieces * stride));
            let (piece, output) = (rest / stride, rest % stride);
            if output < width && input < width {
                weights[(output * pieces + piece) * depth + place * width + input]
            } else {
                0.0
            }
        };
        let products = Linear::new(PLACES * pieces * stride, stride, weight, |_| 0.0);
        let bias = (0..pieces * stride)
            .map(|it| {
                let (piece, output) = (it / stride, it % stride);
                if output < width { bias[output * pieces + piece] } else { 0.0 }
            })
            .collect();
        let zeros = vec![0.0; products.stride()];
        FirstWindow { products, sums: Sums::new(pieces, bias), norm, zeros }
    }

    /// Writes a row for each row of the residual. The row before the first of them is word
    /// `-start`; rows beyond the words are zero.
    fn apply(&self, words: &Words<'_>, start: usize, residual: &[f32], out: &mut [f32]) {
        let len = self.sums.len();
        let products = |row: usize| words.products(row.checked_sub(start)).unwrap_or(&self.zeros);
        let n_rows = out.len() / self.sums.width();
        let sets: Vec<[&[f32]; PLACES]> = (0..n_rows)
            .map(|row| {
                std::array::from_fn(|place| &products(row + place)[place * len..(place + 1) * len])
            })
            .collect();
        self.sums.apply(&sets, out);
        self.norm.apply(Some(residual), out);
    }
}

impl Table {
    fn read(layer: &Layer<'_>, columns: &[Column], width: usize) -> Result<Table, WeightsError> {
        let idx = layer.count("column")?;
        let Some(&column) = columns.get(idx) else {
            let reason = format!("it is for column {idx} of {}", columns.len());
            return Err(layer.misfit(reason));
        };
        let seed = layer.attribute("seed")?.unsigned()?;
        let ([rows, own_width], values) = layer.floats("E")?;
        if own_width != width {
            let reason = format!("it is {own_width} wide, and the tables before it {width}");
            return Err(layer.misfit(reason));
        }
        Ok(Table { column, seed, rows: rows as u64, width, values })
    }

    /// Adds up the four rows of a token.
    fn find(&self, token: &Features, out: &mut [f32]) {
        let id = match self.column {
            Column::Orth => token.orth,
            Column::Norm => token.norm,
            Column::Prefix => token.prefix,
            Column::Suffix => token.suffix,
            Column::Shape => token.shape,
            Column::SpaceFollows => u64::from(token.space_follows),
            Column::IsSpace => u64::from(token.is_space),
        };
        for hash in hashes(id, self.seed) {
            let at = (u64::from(hash) % self.rows) as usize * self.width;
            for (out, it) in out.iter_mut().zip(&self.values[at..at + self.width]) {
                *out += it;
            }
        }
    }
}

impl Statics {
    fn read(
        layer: &Layer<'_>,
        vectors: Option<&Arc<Vectors>>,
        width: usize,
    ) -> Result<Statics, WeightsError> {
        let Some(vectors) = vectors else {
            return Err(layer.misfit("the pipeline has no `vocab/vectors`".to_owned()));
        };
        let key = layer.attribute("key_attr")?.text()?;
        if key != "ORTH" {
            let reason = format!("its vectors are looked up by `{key}`, not by `ORTH`");
            return Err(layer.misfit(reason));
        }
        let ([own_width, depth], weights) = layer.floats::<2>("W")?;
        if own_width != width || depth != vectors.width() {
            return Err(layer.misfit(format!(
                "it brings {depth} numbers of a vector to {own_width}; the vectors have {} and \
                 the tables {width}",
                vectors.width()
            )));
        }
        let weight = |output: usize, input: usize| {
            if input < depth { weights[output * depth + input] } else { 0.0 }
        };
        let project = Linear::new(width, padded(depth), weight, |_| 0.0);
        Ok(Statics { vectors: Arc::clone(vectors), project })
    }

    /// Writes what the vectors of tokens say to `out`, for each `start` numbers into its row.
    fn find(&self, tokens: &[Features], out: &mut [f32], start: usize, stride: usize) {
        let depth = padded(self.vectors.width());
        let mut found = vec![0.0; tokens.len() * depth];
        for (token, row) in tokens.iter().zip(found.chunks_exact_mut(depth)) {
            self.vectors.find(token.orth, row);
        }
        let input = Input { values: &found, stride: depth, rows: tokens.len() };
        let mut projected = vec![0.0; tokens.len() * self.project.stride()];
        self.project.apply(input, &mut projected);
        let width = self.project.width();
        let rows = projected.chunks_exact(self.project.stride());
        for (row, out) in rows.zip(out.chunks_exact_mut(stride)) {
            out[start..start + width].copy_from_slice(&row[..width]);
        }
    }
}

fn columns(layer: &Layer<'_>) -> Result<Vec<Column>, WeightsError> {
    let mut reader = layer.attribute("columns")?;
    let mut columns = Vec::new();
    for _ in 0..reader.list()? {
        columns.push(match reader.text()? {
            "ORTH" => Column::Orth,
            "NORM" => Column::Norm,
            "PREFIX" => Column::Prefix,
            "SUFFIX" => Column::Suffix,
            "SHAPE" => Column::Shape,
            "SPACY" => Column::SpaceFollows,
            "IS_SPACE" => Column::IsSpace,
            other => {
                return Err(layer.misfit(format!(
                    "it takes the feature `{other}`; known are ORTH, NORM, PREFIX, SUFFIX, \
                     SHAPE, SPACY and IS_SPACE"
                )));
            }
        });
    }
    Ok(columns)
}

/// A maxout layer as it lies in the file: weights by output, piece and input.
struct MaxoutParts {
    pieces: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    norm: Norm,
}

impl MaxoutParts {
    /// Reads a layer over `parts` rows of `width` numbers side by side, and the norm after it.
    fn read(
        layer: &Layer<'_>,
        norm: &Layer<'_>,
        width: usize,
        parts: usize,
    ) -> Result<MaxoutParts, WeightsError> {
        let ([own_width, pieces, depth], weights) = layer.floats::<3>("W")?;
        if own_width != width || depth != parts * width {
            return Err(layer.misfit(format!(
                "it makes {own_width} numbers of {depth}; with the layers around it that should \
                 be {width} of {}",
                parts * width
            )));
        }
        if !(2..=3).contains(&pieces) {
            let reason = format!("it takes the largest of {pieces} pieces; 2 or 3 can be run");
            return Err(layer.misfit(reason));
        }
        let bias = layer.shaped("b", [width, pieces])?;
        let norm = Norm::new(norm.shaped("G", [width])?, norm.shaped("b", [width])?);
        Ok(MaxoutParts { pieces, weights, bias, norm })
    }

    /// The layer over padded rows.
    fn maxout(self, width: usize, parts: usize) -> Maxout {
        let MaxoutParts { pieces, weights, bias, norm } = self;
        let stride = padded(width);
        let weight = |output: usize, piece: usize, input: usize| {
            let (part, idx) = (input / stride, input % stride);
            if idx < width {
                weights[(output * pieces + piece) * parts * width + part * width + idx]
            } else {
                0.0
            }
        };
        let bias = |output: usize, piece: usize| bias[output * pieces + piece];
        Maxout::new(width, pieces, parts * stride, weight, bias, norm)
    }
}

/// The four rows of a feature: MurmurHash3 for x64, 128 bits, of its eight bytes.
fn hashes(id: u64, seed: u64) -> [u32; 4] {
    const LEN: u64 = 8;
    let key = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    let mut one = seed ^ key.wrapping_mul(0x4cf5_ad43_2745_937f) ^ LEN;
    let mut two = seed ^ LEN;
    one = one.wrapping_add(two);
    two = two.wrapping_add(one);
    one = mix(one);
    two = mix(two);
    one = one.wrapping_add(two);
    two = two.wrapping_add(one);
    [one as u32, (one >> 32) as u32, two as u32, (two >> 32) as u32]
}

fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiny::{TABLES, TinyFile, TinySizes};

    fn tokens(count: usize) -> Vec<Features> {
        (0..count as u64)
            .map(|it| Features {
                orth: it % 50,
                norm: it * it % 47,
                prefix: 0,
                suffix: it % 11,
                shape: 0,
                space_follows: it % 3 == 0,
                is_space: false,
            })
            .collect()
    }

    fn network(sizes: TinySizes) -> Tok2vec {
        let bytes = TinyFile::tok2vec(sizes).bytes();
        let weights = Weights::read(&bytes).expect("a tiny file is a model file");
        let network = Tok2vec::read(&weights, None).expect("a tiny network can be run");
        network.expect("it does not listen")
    }

    /// The same network in the plainest form: the whole text at once, between rows of zeros that
    /// the layers run over, nothing kept, nothing padded.
    fn plainly(sizes: TinySizes, tokens: &[Features]) -> Vec<Vec<f32>> {
        let file = TinyFile::tok2vec(sizes);
        let layer = |idx: usize, input: &[f32]| -> Vec<f32> {
            let (weights, bias) =
                (file.numbers("maxout", idx, "W"), file.numbers("maxout", idx, "b"));
            let row: Vec<f32> = (0..sizes.width)
                .map(|output| {
                    let pieces = (0..sizes.pieces).map(|piece| {
                        let at = output * sizes.pieces + piece;
                        let weights = &weights[at * input.len()..(at + 1) * input.len()];
                        weights.iter().zip(input).map(|it| it.0 * it.1).sum::<f32>() + bias[at]
                    });
                    pieces.fold(f32::NEG_INFINITY, f32::max)
                })
                .collect();
            let len = row.len() as f32;
            let mean = row.iter().sum::<f32>() / len;
            let variance = row.iter().map(|it| (it - mean).powi(2)).sum::<f32>() / len + 1e-8;
            let gain = file.numbers("layernorm", idx, "G");
            let bias = file.numbers("layernorm", idx, "b");
            let normed = row.iter().map(|it| (it - mean) / variance.sqrt());
            normed.zip(gain).zip(bias).map(|((it, gain), bias)| it * gain + bias).collect()
        };
        let mut rows = vec![vec![0.0; sizes.width]; sizes.windows];
        for token in tokens {
            let mut input = Vec::new();
            for (idx, (column, n_rows)) in TABLES.iter().enumerate() {
                let id = match *column {
                    "NORM" => token.norm,
                    "SUFFIX" => token.suffix,
                    _ => u64::from(token.space_follows),
                };
                let table = file.numbers("hashembed", idx, "E");
                for column in 0..sizes.width {
                    let row = |it: u32| it as usize % n_rows * sizes.width + column;
                    input.push(hashes(id, 8 + idx as u64).map(|it| table[row(it)]).iter().sum());
                }
            }
            rows.push(layer(0, &input));
        }
        rows.extend(vec![vec![0.0; sizes.width]; sizes.windows]);
        for idx in 1..=sizes.windows {
            let zeros = vec![0.0; sizes.width];
            let row = |it: Option<usize>| it.and_then(|it| rows.get(it)).unwrap_or(&zeros).clone();
            rows = (0..rows.len())
                .map(|it| {
                    let window = [row(it.checked_sub(1)), row(Some(it)), row(Some(it + 1))];
                    let new = layer(idx, &window.concat());
                    new.iter().zip(&rows[it]).map(|it| it.0 + it.1).collect()
                })
                .collect();
        }
        rows[sizes.windows..sizes.windows + tokens.len()].to_vec()
    }

    #[track_caller]
    fn check(sizes: TinySizes, n_tokens: usize) {
        let tokens = tokens(n_tokens);
        let rows = network(sizes).encode(&tokens);
        for (idx, plain) in plainly(sizes, &tokens).iter().enumerate() {
            let row = &rows.values[idx * rows.stride..][..sizes.width];
            let furthest = row.iter().zip(plain).map(|it| (it.0 - it.1).abs()).fold(0.0, f32::max);
            assert!(
                furthest < 1e-4,
                "token {idx} of {n_tokens}, {sizes:?}: {row:?}, not {plain:?}"
            );
        }
    }

    #[test]
    fn layers_compute_what_their_description_says() {
        for (width, pieces, windows) in [(16, 3, 4), (20, 2, 2), (5, 3, 1), (33, 2, 3), (8, 3, 0)] {
            check(TinySizes { width, pieces, windows, seed: 3 }, 29);
        }
    }

    #[test]
    fn texts_of_every_length_are_computed_alike() {
        let sizes = TinySizes { width: 16, pieces: 3, windows: 4, seed: 5 };
        for n_tokens in [0, 1, 2, 7, 8, 9, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3] {
            check(sizes, n_tokens);
        }
    }

    #[test]
    fn a_text_read_again_from_the_cache_gives_the_same_numbers() {
        let network = network(TinySizes { width: 16, pieces: 3, windows: 2, seed: 7 });
        let tokens = tokens(100);
        let first = network.encode(&tokens).values;
        for _ in 0..3 {
            assert_eq!(network.encode(&tokens).values, first);
        }
    }

    #[test]
    fn rows_of_a_feature_are_those_of_thinc() {
        // As `thinc.api.NumpyOps().hash(numpy.asarray([id], dtype="uint64"), seed)` gives them.
        assert_eq!(hashes(1, 8), [0x453b_d91c, 0x85fa_7376, 0x67d9_c5aa, 0x48f7_ad31]);
        assert_eq!(
            hashes(0x1234_5678_9abc_def0, 13),
            [0x2dc1_3093, 0xe638_fbe5, 0x5c89_aecc, 0xdcbc_d685]
        );
    }

    #[track_caller]
    fn refused(change: impl Fn(&mut TinyFile), message: &str) {
        let mut file = TinyFile::tok2vec(TinySizes { width: 4, pieces: 2, windows: 1, seed: 1 });
        change(&mut file);
        let bytes = file.bytes();
        let read = Weights::read(&bytes).and_then(|it| Tok2vec::read(&it, None));
        assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn a_network_that_cannot_be_run_is_refused_with_its_reason() {
        refused(
            |it| _ = it.rename("maxout", "mish"),
            "its layer `mish` is of a kind that cannot be run here; what can be run are the CNN \
             pipelines of spaCy 3 with `Tok2Vec.v2`, `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2`",
        );
        refused(
            |it| _ = it.set("expand_window", "window_size", 2),
            "its layer `expand_window` cannot be run here: its window reaches 2 words to each \
             side; only 1 can be run",
        );
        refused(
            |it| _ = it.set("with_array(residual(expand_window>>maxout>>layernorm))", "pad", 0),
            "its layer `with_array(residual(expand_window>>maxout>>layernorm))` cannot be run \
             here: its texts are padded by 0 rows, less than its 1 layers",
        );
        refused(
            |it| _ = it.set("hashembed", "column", 9),
            "its layer `hashembed` cannot be run here: it is for column 9 of 3",
        );
        refused(
            |it| _ = it.reshape("maxout", "W", &[4, 1, 24]),
            "its layer `maxout` cannot be run here: it makes 4 numbers of 24; with the layers \
             around it that should be 4 of 12",
        );
        refused(
            |it| _ = it.reshape("hashembed", "E", &[usize::MAX, usize::MAX]),
            "the array `E` of its layer `hashembed` is damaged: its shape is \
             [18446744073709551615, 18446744073709551615], but it has 112 bytes of `<f4`",
        );
        refused(
            |it| _ = it.rename("expand_window", "dropout"),
            "its layer `extract_features` cannot be run here: there are 0 windows, 2 layers \
             `maxout` and 2 layers `layernorm`; every window should have one of each, and there \
             is one more for the words",
        );
    }
}
