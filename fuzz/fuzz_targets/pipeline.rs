//! A damaged pipeline is an error, or it reads any text: the tiny pipeline of the tests with one of
//! its files replaced or changed in places.
#![no_main]

use std::{
    borrow::Cow,
    io::{Cursor, Write},
};

use ascribe_sentence::Pipeline;
use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

macro_rules! tiny {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_bytes!(concat!("../../crates/sentence/tests/tiny/pipeline/", $file)))),*]
    };
}

const FILES: &[(&str, &[u8])] = &{
    let files: [(&str, &[u8]); 18] = tiny![
        "config.cfg",
        "meta.json",
        "tokenizer",
        "attribute_ruler/patterns",
        "lemmatizer/lookups/lookups.bin",
        "ner/cfg",
        "ner/model",
        "ner/moves",
        "parser/cfg",
        "parser/model",
        "parser/moves",
        "tagger/cfg",
        "tagger/model",
        "tok2vec/model",
        "vocab/key2row",
        "vocab/lookups.bin",
        "vocab/vectors",
        "vocab/vectors.cfg",
    ];
    files
};

fuzz_target!(|bytes: &[u8]| {
    let [which, how, rest @ ..] = bytes else { return };
    let (damaged, sound) = FILES[usize::from(*which) % FILES.len()];
    let content = if how % 4 == 0 { rest.to_vec() } else { changed(sound, rest) };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (file, sound) in FILES {
        archive.start_file(*file, options).expect("an archive in memory takes every file");
        let content = if *file == damaged { &content } else { *sound };
        archive.write_all(content).expect("an archive in memory takes every byte");
    }
    let archive = archive.finish().expect("an archive in memory can be finished").into_inner();
    match Pipeline::from_archive(Cow::Owned(archive), "damaged") {
        Ok(pipeline) => {
            let text = "It's said at least 14 people didn't live (e.g. in the U.S.)\n\n x\u{a0}😀 5km.";
            assert!(!pipeline.read(text).tokens.is_empty());
        }
        Err(error) => drop(error.to_string()),
    }
});

/// The file with bytes put in other places: three bytes say where, the fourth what.
fn changed(sound: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut content = sound.to_vec();
    for change in changes.chunks_exact(4).take(64) {
        let at = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
        let at = at % content.len();
        content[at] = change[3];
    }
    content
}
