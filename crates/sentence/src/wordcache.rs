//! Word cache: what a tok2vec network makes of a word by itself, kept for the next time the word
//! comes. News uses few words often; with the sizes here nine of ten words of a long text are
//! found. What is made of words is in `tok2vec`.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use crate::features::Features;

/// Words whose rows are kept: half a kilobyte each.
const WORDS: usize = 16384;

/// Words whose products with the first window layer are kept, too: 3.5 kilobytes each. They are
/// those that came at least twice.
const PRODUCTS: usize = 3072;

/// Places that a word may lie in. With twice as many places as words it is nearly always in the
/// first or second.
const TRIES: usize = 8;

/// The cache of one network.
///
/// It is shared by all threads that read with the pipeline and is never locked: a place is filled
/// once and then stays as it is. So it does not forget; when it is full, new words are computed
/// each time.
pub(crate) struct WordCache {
    places: Box<[OnceLock<Box<Word>>]>,
    n_words: AtomicUsize,
    n_products: AtomicUsize,
}

/// A word that was seen before.
pub(crate) struct Word {
    features: Features,
    /// The row of the word by itself.
    pub(crate) row: Box<[f32]>,
    products: OnceLock<Box<[f32]>>,
}

impl WordCache {
    pub(crate) fn new() -> WordCache {
        WordCache {
            places: std::iter::repeat_with(OnceLock::new).take(2 * WORDS).collect(),
            n_words: AtomicUsize::new(0),
            n_products: AtomicUsize::new(0),
        }
    }

    /// The word with these features, if it was kept.
    pub(crate) fn find(&self, features: &Features) -> Option<&Word> {
        let first = hash(features);
        for it in 0..TRIES {
            let word = self.places[first.wrapping_add(it) % self.places.len()].get()?;
            if word.features == *features {
                return Some(word);
            }
        }
        None
    }

    /// Keeps the row of a word, if there is room.
    pub(crate) fn keep(&self, features: &Features, row: &[f32]) {
        if self.n_words.load(Ordering::Relaxed) >= WORDS {
            return;
        }
        let first = hash(features);
        for it in 0..TRIES {
            let place = &self.places[first.wrapping_add(it) % self.places.len()];
            let mut is_new = false;
            let word = place.get_or_init(|| {
                is_new = true;
                let products = OnceLock::new();
                Box::new(Word { features: *features, row: row.into(), products })
            });
            if is_new {
                self.n_words.fetch_add(1, Ordering::Relaxed);
            }
            if word.features == *features {
                return;
            }
        }
    }

    /// Keeps the products of a word, if there is room.
    pub(crate) fn keep_products(&self, word: &Word, products: &[f32]) {
        if self.n_products.load(Ordering::Relaxed) < PRODUCTS
            && word.products.set(products.into()).is_ok()
        {
            self.n_products.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Word {
    /// The word's products with the first window layer, if they were kept.
    pub(crate) fn products(&self) -> Option<&[f32]> {
        self.products.get().map(AsRef::as_ref)
    }
}

/// Where a word lies. Its features are hashes already, and orth and norm tell words apart.
fn hash(features: &Features) -> usize {
    let mixed = features.orth ^ features.norm.rotate_left(32) ^ u64::from(features.space_follows);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
