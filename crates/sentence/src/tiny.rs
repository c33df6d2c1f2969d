//! Tiny models for tests: model files of a few hundred numbers, in the form of those that thinc
//! writes, from the same description that a test can compute by.

use std::fmt::Write as _;

/// A model file while it is put together.
#[derive(Default)]
pub(crate) struct TinyFile {
    layers: Vec<TinyLayer>,
}

struct TinyLayer {
    name: String,
    refs: Vec<(&'static str, usize)>,
    attributes: Vec<(&'static str, Vec<u8>)>,
    arrays: Vec<(&'static str, Vec<usize>, Vec<f32>)>,
}

/// Sizes of a tiny network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TinySizes {
    pub(crate) width: usize,
    pub(crate) pieces: usize,
    pub(crate) windows: usize,
    pub(crate) seed: u64,
}

/// Features that a tiny tok2vec looks at, and rows of their tables.
pub(crate) const TABLES: [(&str, usize); 3] = [("NORM", 7), ("SUFFIX", 5), ("SPACY", 3)];

/// Width of the rows that a tiny parser computes with.
pub(crate) const INNER: usize = 5;

/// Outputs of the hidden layer of a tiny parser.
pub(crate) const HIDDEN: usize = 6;

impl TinyFile {
    /// A tok2vec by itself.
    pub(crate) fn tok2vec(sizes: TinySizes) -> TinyFile {
        let mut file = TinyFile::default();
        file.add_tok2vec(sizes);
        file
    }

    /// A tagger that listens.
    pub(crate) fn tagger(sizes: TinySizes, n_tags: usize) -> TinyFile {
        let mut file = TinyFile::default();
        file.layer("tok2vec-listener>>with_array(softmax)");
        file.layer("tok2vec-listener");
        file.layer("softmax").array("W", &[n_tags, sizes.width], sizes.seed + 1).array(
            "b",
            &[n_tags],
            sizes.seed + 2,
        );
        file
    }

    /// A parser or an entity recogniser that listens.
    pub(crate) fn parser(sizes: TinySizes, slots: usize, n_moves: usize) -> TinyFile {
        let TinySizes { width, pieces, seed, .. } = sizes;
        let mut file = TinyFile::default();
        let outer = file.layer("parser_model");
        outer.attributes.push(("has_upper", vec![0xc3]));
        outer.refs = vec![("tok2vec", 1), ("lower", 2), ("upper", 3)];
        file.layer("tok2vec-listener>>list2array>>linear");
        file.layer("precomputable_affine")
            .array("W", &[slots, HIDDEN, pieces, INNER], seed + 1)
            .array("b", &[HIDDEN, pieces], seed + 2)
            .array("pad", &[1, slots, HIDDEN, pieces], seed + 3);
        file.layer("linear").array("W", &[n_moves, HIDDEN], seed + 4).array(
            "b",
            &[n_moves],
            seed + 5,
        );
        file.layer("tok2vec-listener");
        file.layer("list2array");
        file.layer("linear").array("W", &[INNER, width], seed + 6).array("b", &[INNER], seed + 7);
        file
    }

    fn add_tok2vec(&mut self, sizes: TinySizes) {
        let TinySizes { width, pieces, windows, seed } = sizes;
        let windowed = self.layer("with_array(residual(expand_window>>maxout>>layernorm))");
        windowed.attributes.push(("pad", vec![windows as u8]));
        let mut columns = vec![0x90 + TABLES.len() as u8];
        for (column, _) in TABLES {
            columns.push(0xa0 + column.len() as u8);
            columns.extend(column.bytes());
        }
        self.layer("extract_features").attributes.push(("columns", columns));
        for (idx, (_, rows)) in (0..).zip(TABLES) {
            let layer = self.layer("hashembed");
            layer.attributes.push(("column", vec![idx]));
            layer.attributes.push(("seed", vec![8 + idx]));
            layer.array("E", &[rows, width], seed + 10 + u64::from(idx));
        }
        for idx in 0..=windows {
            if idx > 0 {
                self.layer("expand_window").attributes.push(("window_size", vec![1]));
            }
            let parts = if idx == 0 { TABLES.len() } else { 3 };
            let seed = seed + 20 + 4 * idx as u64;
            self.layer("maxout").array("W", &[width, pieces, parts * width], seed).array(
                "b",
                &[width, pieces],
                seed + 1,
            );
            self.layer("layernorm").array("G", &[width], seed + 2).array("b", &[width], seed + 3);
        }
    }

    fn layer(&mut self, name: &str) -> &mut TinyLayer {
        self.layers.push(TinyLayer {
            name: name.to_owned(),
            refs: Vec::new(),
            attributes: Vec::new(),
            arrays: Vec::new(),
        });
        self.layers.last_mut().expect("a layer was pushed")
    }

    /// The numbers of an array of the `nth` layer of this name.
    pub(crate) fn numbers(&self, name: &str, nth: usize, array: &str) -> &[f32] {
        let layer = self.layers.iter().filter(|it| it.name == name).nth(nth);
        let arrays = &layer.expect("the layer is there").arrays;
        &arrays.iter().find(|it| it.0 == array).expect("the array is there").2
    }

    /// Gives an array of the first layer of this name another shape, with the numbers it has.
    pub(crate) fn reshape(&mut self, name: &str, array: &str, shape: &[usize]) -> &mut TinyFile {
        let layer = self.layers.iter_mut().find(|it| it.name == name);
        let arrays = &mut layer.expect("the layer is there").arrays;
        let found = arrays.iter_mut().find(|it| it.0 == array);
        found.expect("the array is there").1 = shape.to_vec();
        self
    }

    /// Gives the first layer of this name another one.
    pub(crate) fn rename(&mut self, name: &str, other: &str) -> &mut TinyFile {
        let layer = self.layers.iter_mut().find(|it| it.name == name);
        layer.expect("the layer is there").name = other.to_owned();
        self
    }

    /// Gives the first layer of this name another value of an attribute.
    pub(crate) fn set(&mut self, name: &str, attribute: &str, value: u8) -> &mut TinyFile {
        let layer = self.layers.iter_mut().find(|it| it.name == name);
        let attributes = &mut layer.expect("the layer is there").attributes;
        let found = attributes.iter_mut().find(|it| it.0 == attribute);
        found.expect("the attribute is there").1 = vec![value];
        self
    }

    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = vec![0x84];
        text(&mut out, "nodes");
        list(&mut out, self.layers.len());
        for layer in &self.layers {
            out.push(0x82);
            text(&mut out, "name");
            text(&mut out, &layer.name);
            text(&mut out, "refs");
            out.push(0x80 + layer.refs.len() as u8);
            for (name, idx) in &layer.refs {
                text(&mut out, name);
                out.push(*idx as u8);
            }
        }
        text(&mut out, "attrs");
        list(&mut out, self.layers.len());
        for layer in &self.layers {
            out.push(0x80 + layer.attributes.len() as u8);
            for (name, value) in &layer.attributes {
                text(&mut out, name);
                blob(&mut out, value);
            }
        }
        text(&mut out, "params");
        list(&mut out, self.layers.len());
        for layer in &self.layers {
            out.push(0x80 + layer.arrays.len() as u8);
            for (name, shape, numbers) in &layer.arrays {
                text(&mut out, name);
                out.push(0x83);
                text(&mut out, "type");
                text(&mut out, "<f4");
                text(&mut out, "shape");
                out.push(0x90 + shape.len() as u8);
                for it in shape {
                    out.push(0xcf);
                    out.extend((*it as u64).to_be_bytes());
                }
                text(&mut out, "data");
                let data: Vec<u8> = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
                blob(&mut out, &data);
            }
        }
        text(&mut out, "shims");
        list(&mut out, self.layers.len());
        out.extend(self.layers.iter().map(|_| 0x90));
        out
    }
}

impl TinyLayer {
    fn array(&mut self, name: &'static str, shape: &[usize], seed: u64) -> &mut TinyLayer {
        let numbers = numbers(seed, shape.iter().product());
        self.arrays.push((name, shape.to_vec(), numbers));
        self
    }
}

/// Numbers between -1 and 1 that look like chance.
pub(crate) fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// A `moves` file: for each action its labels, as "2: nsubj det, 4: ROOT".
pub(crate) fn moves(actions: &str) -> Vec<u8> {
    let mut json = String::from("{");
    for action in actions.split(", ") {
        let (action, labels) = action.split_once(':').expect("an action has a colon");
        let separator = if json.len() > 1 { "," } else { "" };
        write!(json, "{separator}\"{action}\":{{").expect("a String takes every write");
        for (idx, label) in labels.split(' ').filter(|it| !it.is_empty()).enumerate() {
            let (label, frequency) = label.split_once('=').unwrap_or((label, "1"));
            let label = if label == "-" { "" } else { label };
            let separator = if idx > 0 { "," } else { "" };
            write!(json, "{separator}\"{label}\":{frequency}").expect("a String takes every write");
        }
        json.push('}');
    }
    json.push('}');
    let mut out = vec![0x81];
    text(&mut out, "moves");
    blob(&mut out, json.as_bytes());
    out
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.push(0xda);
    out.extend((text.len() as u16).to_be_bytes());
    out.extend(text.bytes());
}

fn blob(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(0xc6);
    out.extend((bytes.len() as u32).to_be_bytes());
    out.extend(bytes);
}

fn list(out: &mut Vec<u8>, len: usize) {
    out.push(0xdc);
    out.extend((len as u16).to_be_bytes());
}
