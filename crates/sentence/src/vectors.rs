//! Vectors: the word vectors that some pipelines bring along, a row of numbers for each word.
//!
//! The table stays where it is, in a file or in memory, and only the rows asked for are read.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Mutex,
};

use crate::msgpack::{MsgpackError, Reader};

/// What is wrong with a pipeline's word vectors.
#[derive(Debug, thiserror::Error)]
pub enum VectorsError {
    /// The file cannot be read.
    #[error("it cannot be read")]
    Io(#[from] io::Error),
    /// Not a NumPy file, or one of other numbers.
    #[error("it is not a table of 32-bit numbers as NumPy writes it: {reason}")]
    NotATable {
        /// What is not as it should be.
        reason: String,
    },
    /// The map from words to rows.
    #[error("the map from words to rows is damaged: {0}")]
    Keys(#[from] MsgpackError),
}

/// A table of word vectors.
#[derive(Debug)]
pub(crate) struct Vectors {
    rows: Rows,
    n_rows: usize,
    width: usize,
    /// Hashes of words, in order, and beside them their rows.
    keys: Vec<u64>,
    key_rows: Vec<u32>,
}

#[derive(Debug)]
enum Rows {
    File { file: Mutex<File>, start: u64 },
    Bytes { bytes: Vec<u8>, start: usize },
}

impl Vectors {
    /// The table in a file, with its map from words to rows.
    pub(crate) fn open(path: &Path, keys: &[u8]) -> Result<Vectors, VectorsError> {
        let mut file = File::open(path)?;
        let len = file.metadata()?.len();
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head)?;
        let table = table(&head, len)?;
        let start = table.start;
        Vectors::new(Rows::File { file: Mutex::new(file), start }, table, keys)
    }

    /// The table in memory, with its map from words to rows.
    pub(crate) fn read(bytes: Vec<u8>, keys: &[u8]) -> Result<Vectors, VectorsError> {
        let head = &bytes[..bytes.len().min(HEAD as usize)];
        let table = table(head, bytes.len() as u64)?;
        let start = table.start as usize;
        Vectors::new(Rows::Bytes { bytes, start }, table, keys)
    }

    fn new(rows: Rows, table: Table, keys: &[u8]) -> Result<Vectors, VectorsError> {
        let mut pairs = Vec::new();
        let mut reader = Reader::new(keys);
        for _ in 0..reader.map()? {
            let key = reader.unsigned()?;
            // A row below 0 stands for a word without a vector.
            let row = usize::try_from(reader.integer()?).ok().filter(|it| *it < table.rows);
            if let Some(row) = row.and_then(|it| u32::try_from(it).ok()) {
                pairs.push((key, row));
            }
        }
        pairs.sort_unstable();
        let (keys, key_rows) = pairs.into_iter().unzip();
        Ok(Vectors { rows, n_rows: table.rows, width: table.width, keys, key_rows })
    }

    /// Numbers in a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes the vector of a word to the first [`Vectors::width`] numbers of `out`; false where
    /// the word has none.
    ///
    /// A row that can no longer be read from the file counts as none: the file was whole when it
    /// was opened, and words must not fail.
    pub(crate) fn find(&self, word: u64, out: &mut [f32]) -> bool {
        let Ok(idx) = self.keys.binary_search(&word) else { return false };
        let row = self.key_rows[idx] as usize;
        debug_assert!(row < self.n_rows, "rows beyond the table are left out when it is read");
        let len = self.width * 4;
        match &self.rows {
            Rows::Bytes { bytes, start } => {
                let at = start + row * len;
                fill(out, &bytes[at..at + len]);
                true
            }
            Rows::File { file, start } => {
                let mut bytes = vec![0; len];
                let at = start + (row * len) as u64;
                let is_read = file.lock().is_ok_and(|mut file| {
                    file.seek(SeekFrom::Start(at)).is_ok() && file.read_exact(&mut bytes).is_ok()
                });
                if is_read {
                    fill(out, &bytes);
                }
                is_read
            }
        }
    }
}

fn fill(out: &mut [f32], bytes: &[u8]) {
    for (out, bytes) in out.iter_mut().zip(bytes.as_chunks().0) {
        *out = f32::from_le_bytes(*bytes);
    }
}

/// Longest head of a NumPy file of the first version.
const HEAD: u64 = 10 + u16::MAX as u64;

struct Table {
    start: u64,
    rows: usize,
    width: usize,
}

/// Reads the head of a NumPy file of `len` bytes.
fn table(head: &[u8], len: u64) -> Result<Table, VectorsError> {
    let wrong = |reason: &str| VectorsError::NotATable { reason: reason.to_owned() };
    let Some((magic, rest)) = head.split_first_chunk::<10>() else {
        return Err(wrong("it ends within its first ten bytes"));
    };
    if !magic.starts_with(b"\x93NUMPY\x01") {
        return Err(wrong("it does not start with `\\x93NUMPY` and version 1"));
    }
    let size = usize::from(u16::from_le_bytes([magic[8], magic[9]]));
    let text = rest.get(..size).and_then(|it| std::str::from_utf8(it).ok());
    let text = text.ok_or_else(|| wrong("its head is cut off"))?;
    let after = |key: &str| text.split_once(key).map(|it| it.1.trim_start());
    if !after("'descr':").is_some_and(|it| it.starts_with("'<f4'")) {
        return Err(wrong("its numbers are not `<f4`"));
    }
    if !after("'fortran_order':").is_some_and(|it| it.starts_with("False")) {
        return Err(wrong("its rows are not one after the other (`fortran_order`)"));
    }
    let shape = after("'shape':").and_then(|it| it.strip_prefix('(')?.split_once(')'));
    let shape: Option<Vec<usize>> =
        shape.and_then(|it| it.0.split(',').map(|it| it.trim().parse().ok()).collect());
    let Some([rows, width]) = shape.as_deref() else {
        return Err(wrong("its shape is not one of rows and columns"));
    };
    let start = 10 + size as u64;
    let bytes = rows.checked_mul(*width).and_then(|it| it.checked_mul(4));
    if bytes.and_then(|it| start.checked_add(it as u64)) != Some(len) {
        return Err(VectorsError::NotATable {
            reason: format!("it says {rows} rows of {width} numbers, but has {len} bytes"),
        });
    }
    Ok(Table { start, rows: *rows, width: *width })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two rows of three numbers.
    fn table(head: &str) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((head.len() as u16).to_le_bytes());
        bytes.extend(head.bytes());
        bytes.extend([1.0_f32, 2.0, 3.0, 4.0, 5.0, 6.0].iter().flat_map(|it| it.to_le_bytes()));
        bytes
    }

    const HEAD_2_3: &str = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";

    /// Word 7 in row 1, word 300 in row 0, word 8 in none, word 9 in one that is not there.
    const KEYS: &[u8] = b"\x84\x07\x01\xcd\x01\x2c\x00\x08\xff\x09\x02";

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test writes the file it reads")]
    fn the_row_of_a_word_is_found_in_memory_and_in_a_file() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("vectors");
        std::fs::write(&path, table(HEAD_2_3)).expect("it can be written to");
        for vectors in
            [Vectors::read(table(HEAD_2_3), KEYS), Vectors::open(&path, KEYS)].map(Result::unwrap)
        {
            let find = |word| {
                let mut out = [0.0; 4];
                vectors.find(word, &mut out).then_some(out)
            };
            assert_eq!(find(7), Some([4.0, 5.0, 6.0, 0.0]));
            assert_eq!(find(300), Some([1.0, 2.0, 3.0, 0.0]));
            assert_eq!(find(8), None);
            assert_eq!(find(9), None);
            assert_eq!(find(10), None);
        }
    }

    #[track_caller]
    fn refused(bytes: Vec<u8>, keys: &[u8], message: &str) {
        let read = Vectors::read(bytes, keys);
        assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_reason() {
        let start = "it is not a table of 32-bit numbers as NumPy writes it: ";
        let head = |text: &str| table(text);
        refused(vec![], KEYS, &format!("{start}it ends within its first ten bytes"));
        refused(
            b"PK\x03\x04 and so on".to_vec(),
            KEYS,
            &format!("{start}it does not start with `\\x93NUMPY` and version 1"),
        );
        refused(
            head("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"),
            KEYS,
            &format!("{start}its numbers are not `<f4`"),
        );
        refused(
            head("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }"),
            KEYS,
            &format!("{start}its rows are not one after the other (`fortran_order`)"),
        );
        refused(
            head("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }"),
            KEYS,
            &format!("{start}its shape is not one of rows and columns"),
        );
        refused(
            head("{'descr': '<f4', 'fortran_order': False, 'shape': (20000, 300), }"),
            KEYS,
            &format!("{start}it says 20000 rows of 300 numbers, but has 99 bytes"),
        );
        refused(
            table(HEAD_2_3),
            b"\x84\x07",
            "the map from words to rows is damaged: it ends at byte 0 within a map: it is cut \
             off or damaged",
        );
    }
}
