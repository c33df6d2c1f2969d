//! Weights: the layers and arrays of a model file as thinc writes it. Which layers make which
//! network is not here.
//!
//! The file is one MessagePack map with four lists of equal length, an entry for each layer of the
//! tree in breadth-first order: names, attributes, arrays, and "shims", which must be empty.

use crate::msgpack::{MsgpackError, Reader};

/// What is wrong with a model file, or what in it this program cannot run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not the format at all.
    #[error("it is not a model file of thinc: {0}")]
    Format(#[from] MsgpackError),
    /// A list that is not as long as that of the layers.
    #[error("it names {layers} layers but has {found} entries in `{list}`")]
    Uneven {
        /// Which list.
        list: &'static str,
        /// Number of layers named.
        layers: usize,
        /// Number of entries in the list.
        found: usize,
    },
    /// A layer that has to be there.
    #[error("it has no layer {wanted}")]
    NoLayer {
        /// The layer.
        wanted: &'static str,
    },
    /// A layer that this program has no arithmetic for.
    #[error(
        "its layer `{layer}` is of a kind that cannot be run here; what can be run are the CNN \
         pipelines of spaCy 3 with `Tok2Vec.v2`, `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2`"
    )]
    UnknownLayer {
        /// The layer's name in the file.
        layer: String,
    },
    /// An attribute or array that the layer has to have.
    #[error("its layer `{layer}` has no `{wanted}`")]
    Missing {
        /// The layer's name in the file.
        layer: String,
        /// Name of the attribute or array.
        wanted: &'static str,
    },
    /// An array whose data do not fill its shape, or of another kind of number.
    #[error("the array `{array}` of its layer `{layer}` is damaged: {reason}")]
    Array {
        /// The layer's name in the file.
        layer: String,
        /// The array's name.
        array: &'static str,
        /// What does not fit.
        reason: String,
    },
    /// An array or attribute whose shape or value does not go with the other layers.
    #[error("its layer `{layer}` cannot be run here: {reason}")]
    Misfit {
        /// The layer's name in the file.
        layer: String,
        /// What does not fit.
        reason: String,
    },
}

/// The layers of a model file.
pub(crate) struct Weights<'a> {
    layers: Vec<Layer<'a>>,
}

/// One layer: its own name, attributes and arrays, still as they lie in the file.
#[derive(Default)]
pub(crate) struct Layer<'a> {
    pub(crate) name: &'a str,
    refs: Vec<(&'a str, Option<usize>)>,
    attributes: Vec<(&'a str, &'a [u8])>,
    arrays: Vec<(&'a str, Option<Array<'a>>)>,
}

/// An array as it lies in the file.
struct Array<'a> {
    shape: Vec<usize>,
    kind: &'a str,
    data: &'a [u8],
}

/// Layers that only call others, or that change nothing when a text is read.
const WRAPPERS: [&str; 7] = [
    "extract_features",
    "list2ragged",
    "ragged2list",
    "list2array",
    "ints-getitem",
    "dropout",
    "parser_model",
];

/// Layers with arithmetic of their own.
const KNOWN: [&str; 9] = [
    "hashembed",
    "static_vectors",
    "maxout",
    "layernorm",
    "expand_window",
    "softmax",
    "linear",
    "precomputable_affine",
    "tok2vec-listener",
];

impl<'a> Weights<'a> {
    /// Reads the layers of a model file. Refuses layers of unknown kinds; shapes are checked by
    /// whoever takes the arrays.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Weights<'a>, WeightsError> {
        let mut reader = Reader::new(bytes);
        let mut layers: Vec<Layer<'a>> = Vec::new();
        for _ in 0..reader.map()? {
            match reader.text()? {
                "nodes" => {
                    for _ in 0..reader.list()? {
                        layers.push(node(&mut reader)?);
                    }
                }
                "attrs" => {
                    let found = reader.list()?;
                    even("attrs", layers.len(), found)?;
                    for layer in &mut layers {
                        for _ in 0..reader.map()? {
                            layer.attributes.push((reader.text()?, reader.blob()?));
                        }
                    }
                }
                "params" => {
                    let found = reader.list()?;
                    even("params", layers.len(), found)?;
                    for layer in &mut layers {
                        for _ in 0..reader.map()? {
                            let name = reader.text()?;
                            let array = if reader.nil() { None } else { Some(array(&mut reader)?) };
                            layer.arrays.push((name, array));
                        }
                    }
                }
                _ => reader.skip()?,
            }
        }
        for layer in &layers {
            let calls_others = layer.name.contains(">>")
                || layer.name.starts_with("with_array(")
                || layer.name.starts_with("residual(");
            let is_known = WRAPPERS.contains(&layer.name) || KNOWN.contains(&layer.name);
            if !calls_others && !is_known {
                return Err(WeightsError::UnknownLayer { layer: layer.name.to_owned() });
            }
        }
        if layers.is_empty() {
            return Err(WeightsError::NoLayer { wanted: "at all" });
        }
        Ok(Weights { layers })
    }

    /// All layers of this name, in the order in which they are called.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Layer<'a>> {
        self.layers.iter().filter(move |it| it.name == name)
    }

    /// The only layer of this name.
    pub(crate) fn only(&self, name: &'static str) -> Result<&Layer<'a>, WeightsError> {
        self.all(name).next().ok_or(WeightsError::NoLayer { wanted: name })
    }

    /// The first layer whose name starts so.
    pub(crate) fn starting(&self, start: &str) -> Option<&Layer<'a>> {
        self.layers.iter().find(|it| it.name.starts_with(start))
    }

    /// The layer that the outermost one calls by this name.
    pub(crate) fn part(&self, name: &'static str) -> Result<&Layer<'a>, WeightsError> {
        let outer = self.layers.first().ok_or(WeightsError::NoLayer { wanted: name })?;
        let idx = outer.refs.iter().find(|it| it.0 == name).and_then(|it| it.1);
        idx.and_then(|it| self.layers.get(it)).ok_or(WeightsError::NoLayer { wanted: name })
    }
}

impl<'a> Layer<'a> {
    /// A reader of an attribute's value.
    pub(crate) fn attribute(&self, name: &'static str) -> Result<Reader<'a>, WeightsError> {
        match self.attributes.iter().find(|it| it.0 == name) {
            Some((_, value)) => Ok(Reader::new(value)),
            None => Err(WeightsError::Missing { layer: self.name.to_owned(), wanted: name }),
        }
    }

    /// An attribute that is a whole number from 0.
    pub(crate) fn count(&self, name: &'static str) -> Result<usize, WeightsError> {
        let value = self.attribute(name)?.unsigned()?;
        usize::try_from(value).map_err(|_| self.misfit(format!("`{name}` is {value}")))
    }

    /// An array of floats with this many dimensions, its shape and its values.
    pub(crate) fn floats<const N: usize>(
        &self,
        name: &'static str,
    ) -> Result<([usize; N], Vec<f32>), WeightsError> {
        let found = self.arrays.iter().find(|it| it.0 == name).and_then(|it| it.1.as_ref());
        let Some(array) = found else {
            return Err(WeightsError::Missing { layer: self.name.to_owned(), wanted: name });
        };
        let damaged = |reason: String| WeightsError::Array {
            layer: self.name.to_owned(),
            array: name,
            reason,
        };
        let shape: [usize; N] = array.shape.as_slice().try_into().map_err(|_| {
            damaged(format!("it has {} dimensions instead of {N}", array.shape.len()))
        })?;
        let width = match array.kind {
            "<f4" => 4,
            "<f2" => 2,
            kind => {
                return Err(damaged(format!(
                    "it is of type `{kind}`; read are `<f4` and `<f2` numbers"
                )));
            }
        };
        let filled = shape
            .iter()
            .try_fold(width, |size: usize, &it| size.checked_mul(it))
            .is_some_and(|it| it == array.data.len());
        if !filled {
            return Err(damaged(format!(
                "its shape is {shape:?}, but it has {} bytes of `{}`",
                array.data.len(),
                array.kind
            )));
        }
        if array.data.is_empty() {
            return Err(damaged(format!("its shape is {shape:?}, so it is empty")));
        }
        let values = if width == 4 {
            array.data.as_chunks().0.iter().map(|it| f32::from_le_bytes(*it)).collect()
        } else {
            array.data.as_chunks().0.iter().map(|it| widen(u16::from_le_bytes(*it))).collect()
        };
        Ok((shape, values))
    }

    /// An array of floats of exactly this shape.
    pub(crate) fn shaped<const N: usize>(
        &self,
        name: &'static str,
        wanted: [usize; N],
    ) -> Result<Vec<f32>, WeightsError> {
        let (shape, values) = self.floats(name)?;
        if shape == wanted {
            return Ok(values);
        }
        Err(self.misfit(format!(
            "its `{name}` has the shape {shape:?}; with the layers around it that should be \
             {wanted:?}"
        )))
    }

    pub(crate) fn misfit(&self, reason: String) -> WeightsError {
        WeightsError::Misfit { layer: self.name.to_owned(), reason }
    }
}

fn even(list: &'static str, layers: usize, found: usize) -> Result<(), WeightsError> {
    if layers == found { Ok(()) } else { Err(WeightsError::Uneven { list, layers, found }) }
}

fn node<'a>(reader: &mut Reader<'a>) -> Result<Layer<'a>, WeightsError> {
    let mut layer = Layer::default();
    for _ in 0..reader.map()? {
        match reader.text()? {
            "name" => layer.name = reader.text()?,
            "refs" => {
                for _ in 0..reader.map()? {
                    let name = reader.text()?;
                    let idx =
                        if reader.nil() { None } else { usize::try_from(reader.unsigned()?).ok() };
                    layer.refs.push((name, idx));
                }
            }
            _ => reader.skip()?,
        }
    }
    Ok(layer)
}

fn array<'a>(reader: &mut Reader<'a>) -> Result<Array<'a>, WeightsError> {
    let mut array = Array { shape: Vec::new(), kind: "", data: &[] };
    for _ in 0..reader.map()? {
        match reader.text()? {
            "type" => array.kind = reader.text()?,
            "data" => array.data = reader.blob()?,
            "shape" => {
                for _ in 0..reader.list()? {
                    // A dimension beyond what this machine can count cannot be filled either.
                    array.shape.push(usize::try_from(reader.unsigned()?).unwrap_or(usize::MAX));
                }
            }
            _ => reader.skip()?,
        }
    }
    Ok(array)
}

/// The same number as a half-precision one.
fn widen(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let exponent = u32::from(half >> 10 & 0x1f);
    let fraction = u32::from(half & 0x3ff);
    match exponent {
        // Subnormal: a multiple of 2^-24, which 32 bits hold exactly.
        0 => f32::from_bits(sign | (fraction as f32 * 2.0_f32.powi(-24)).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ner::{Ner, NerMoves},
        tagger::Tagger,
        tiny::{TinyFile, TinySizes},
        tok2vec::Tok2vec,
    };
    use proptest::prelude::*;

    const SIZES: TinySizes = TinySizes { width: 4, pieces: 2, windows: 1, seed: 1 };

    #[track_caller]
    fn refused(bytes: &[u8], message: &str) {
        let read = Weights::read(bytes);
        assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn a_file_that_is_no_model_is_refused_with_its_reason() {
        let cut = "it is not a model file of thinc: it ends at byte 0 within a map: it is cut off or damaged";
        refused(b"", cut);
        refused(
            b"PK\x03\x04",
            "it is not a model file of thinc: at byte 0 there should be a map, but the byte there is 0x50",
        );
        refused(b"\x80", "it has no layer at all");
        // A list of four billion layers in a file of a dozen bytes.
        refused(
            b"\x84\xa5nodes\xdd\xff\xff\xff\xff",
            "it is not a model file of thinc: it ends at byte 7 within a list: it is cut off or damaged",
        );
        refused(
            b"\x84\xa5nodes\x91\x81\xa4name\xa6linear\xa5attrs\x92\x80\x80",
            "it names 1 layers but has 2 entries in `attrs`",
        );
    }

    #[test]
    fn numbers_of_half_precision_are_widened_exactly() {
        // Largest, smallest normal, smallest of all, a third, minus two, minus zero, infinity.
        let halves = [0x7bff, 0x0400, 0x0001, 0x3555, 0xc000, 0x8000, 0x7c00];
        let widened = halves.map(widen);
        let third = 1365.0 / 4096.0;
        let tiny = 2.0_f32.powi(-24);
        assert_eq!(
            widened.map(f32::to_bits),
            [65504.0, 2.0_f32.powi(-14), tiny, third, -2.0, -0.0, f32::INFINITY].map(f32::to_bits)
        );
        assert!(widen(0x7e00).is_nan(), "a half-precision NaN stays one");
    }

    /// Reads a file as every component that it could be of.
    fn read_all(bytes: &[u8]) {
        let shared = TinyFile::tok2vec(SIZES).bytes();
        let shared = Weights::read(&shared).and_then(|it| Tok2vec::read(&it, None));
        let shared = shared.expect("a tiny network can be run");
        // Whether it is refused, and why, does not matter here, only that it comes to an end.
        let _ = Weights::read(bytes).and_then(|it| Tok2vec::read(&it, None));
        let _ = Tagger::read(bytes, 3, shared.as_ref(), None);
        let moves = NerMoves::read(&crate::tiny::moves("1:A, 2:A, 3:A, 4:A, 5:-"));
        let _ = Ner::read(bytes, moves.expect("these are moves"), shared.as_ref(), None);
    }

    proptest! {
        #[test]
        fn a_damaged_file_never_makes_it_panic(
            kind in 0..3,
            damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            end in any::<prop::sample::Index>(),
            is_cut in any::<bool>(),
        ) {
            let mut bytes = match kind {
                0 => TinyFile::tok2vec(SIZES).bytes(),
                1 => TinyFile::tagger(SIZES, 3).bytes(),
                _ => TinyFile::parser(SIZES, 3, 5).bytes(),
            };
            for (at, byte) in damages {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if is_cut {
                bytes.truncate(end.index(bytes.len()));
            }
            read_all(&bytes);
        }

        #[test]
        fn any_bytes_never_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            read_all(&bytes);
        }
    }
}
