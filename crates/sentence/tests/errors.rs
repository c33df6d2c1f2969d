//! What is said of a pipeline that cannot be opened, in full words.

#![expect(clippy::disallowed_methods, reason = "the files of these tests are written by them")]
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use ascribe_sentence::Pipeline;

/// A copy of the tiny pipeline in a folder of its own.
fn copy() -> tempfile::TempDir {
    fn copy_into(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let to = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy_into(&path, &to);
            } else {
                fs::copy(&path, &to).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny/pipeline");
    copy_into(&tiny, folder.path());
    folder
}

#[track_caller]
fn check_path(path: &Path, message: &str) {
    let error = Pipeline::open(path).expect_err("it should not be opened").to_string();
    let error = error.replace(path.to_str().unwrap(), "PIPELINE");
    assert_eq!(error, message);
}

/// Changes a file of the tiny pipeline, and compares what is said then.
#[track_caller]
fn check(file: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>, message: &str) {
    let folder = copy();
    let path = folder.path().join(file);
    fs::write(&path, change(fs::read(&path).unwrap())).unwrap();
    check_path(folder.path(), message);
}

/// Replaces words in a file of text.
fn replace(old: &'static str, new: &'static str) -> impl FnOnce(Vec<u8>) -> Vec<u8> {
    move |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(old), "{old} is not there to be replaced");
        text.replacen(old, new, 1).into_bytes()
    }
}

/// Replaces bytes in a file.
fn replace_bytes(old: &'static [u8], new: &'static [u8]) -> impl FnOnce(Vec<u8>) -> Vec<u8> {
    move |bytes| {
        let at = bytes.windows(old.len()).position(|it| it == old).expect("it is there");
        [&bytes[..at], new, &bytes[at + old.len()..]].concat()
    }
}

fn archive(files: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut archive = zip::ZipWriter::new(file.reopen().unwrap());
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
    file
}

fn tiny(file: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny/pipeline").join(file)).unwrap()
}

#[test]
fn a_folder_that_is_not_there() {
    check_path(
        &PathBuf::from("no/such/folder"),
        "cannot open the pipeline `PIPELINE`: there is no such file or folder; give a spaCy pipeline's folder, the folder of its package, or its wheel",
    );
}

#[test]
fn a_folder_without_a_pipeline() {
    check_path(
        tempfile::tempdir().unwrap().path(),
        "cannot open the pipeline `PIPELINE`: it holds no `config.cfg`, nor does a folder in it; give a spaCy pipeline's folder, the folder of its package, or its wheel",
    );
}

#[test]
fn a_file_that_is_no_archive() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), "no wheel").unwrap();
    check_path(
        file.path(),
        "cannot open the pipeline `PIPELINE`: it is neither a folder nor a wheel or zip archive that can be read (invalid Zip archive: Could not find EOCD); if it was downloaded, fetch it again",
    );
}

#[test]
fn an_archive_that_is_cut_off() {
    let config = tiny("config.cfg");
    let file = archive(&[("config.cfg", &config)]);
    let bytes = fs::read(file.path()).unwrap();
    fs::write(file.path(), &bytes[..bytes.len() - 10]).unwrap();
    check_path(
        file.path(),
        "cannot open the pipeline `PIPELINE`: it is neither a folder nor a wheel or zip archive that can be read (invalid Zip archive: Unexpected end of zip::format::blocks::Zip32CDEBlock); if it was downloaded, fetch it again",
    );
}

#[test]
fn an_archive_without_a_pipeline() {
    check_path(
        archive(&[("readme.txt", b"nothing")]).path(),
        "cannot open the pipeline `PIPELINE`: it holds no `config.cfg`, nor does a folder in it; give a spaCy pipeline's folder, the folder of its package, or its wheel",
    );
}

#[test]
fn an_archive_that_lacks_a_file() {
    let (config, meta) = (tiny("config.cfg"), tiny("meta.json"));
    let file = archive(&[("en_x/config.cfg", &config), ("en_x/meta.json", &meta)]);
    check_path(
        file.path(),
        "cannot find `PIPELINE: en_x/tokenizer`, which this pipeline needs; if it was downloaded, fetch it again",
    );
}

#[test]
fn an_archive_that_unpacks_without_end() {
    let (config, meta) = (tiny("config.cfg"), tiny("meta.json"));
    let zeros = vec![0; (64 << 20) + 1];
    let file = archive(&[("config.cfg", &config), ("meta.json", &meta), ("tokenizer", &zeros)]);
    assert!(file.path().metadata().unwrap().len() < 100_000, "it is small before it is unpacked");
    check_path(
        file.path(),
        "cannot read `PIPELINE: tokenizer`: it has more than 67108864 bytes, the most that are read of it",
    );
}

#[test]
fn a_folder_that_lacks_a_file() {
    let folder = copy();
    fs::remove_file(folder.path().join("tagger/model")).unwrap();
    check_path(
        folder.path(),
        "cannot find `PIPELINE/tagger/model`, which this pipeline needs; if it was downloaded, fetch it again",
    );
}

#[test]
fn a_model_file_that_is_cut_off() {
    check(
        "parser/model",
        |it| it[..10_000].to_vec(),
        "cannot use `PIPELINE/parser/model`: it is not a model file of thinc: it ends at byte 470 within a text: it is cut off or damaged",
    );
}

#[test]
fn a_model_file_that_is_none() {
    check(
        "tok2vec/model",
        |_| b"version https://git-lfs.github.com/spec/v1".to_vec(),
        "cannot use `PIPELINE/tok2vec/model`: it is not a model file of thinc: at byte 0 there should be a map, but the byte there is 0x76",
    );
}

#[test]
fn an_array_of_absurd_shape() {
    // [16, 3, 112], the weights of the mixing layer.
    check(
        "tok2vec/model",
        replace_bytes(&[0x93, 16, 3, 112], &[0x93, 16, 3, 113]),
        "cannot use `PIPELINE/tok2vec/model`: the array `W` of its layer `maxout` is damaged: its shape is [16, 3, 113], but it has 21504 bytes of `<f4`",
    );
    check(
        "tok2vec/model",
        replace_bytes(
            &[0x93, 16, 3, 112],
            &[0x93, 0xce, 255, 255, 255, 255, 0xce, 255, 255, 255, 255, 112],
        ),
        "cannot use `PIPELINE/tok2vec/model`: the array `W` of its layer `maxout` is damaged: its shape is [4294967295, 4294967295, 112], but it has 21504 bytes of `<f4`",
    );
}

#[test]
fn a_component_that_is_a_transformer() {
    check(
        "config.cfg",
        replace("factory = \"tok2vec\"", "factory = \"transformer\""),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its component `tok2vec` is made by the factory `transformer`, which cannot be run here; what can be run are `tok2vec`, `tagger`, `parser`, `ner`, `attribute_ruler` and `lemmatizer`; disable it when the pipeline is saved, or take a pipeline without it",
    );
}

#[test]
fn a_network_that_cannot_be_run() {
    check(
        "config.cfg",
        replace("spacy.MaxoutWindowEncoder.v2", "spacy.TorchBiLSTMEncoder.v1"),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its component `tok2vec` has the network `spacy.TorchBiLSTMEncoder.v1`, which cannot be run here; what can be run is `spacy.MaxoutWindowEncoder.v2`",
    );
    check(
        "config.cfg",
        replace("spacy.Tagger.v2", "acme.Tagger.v1"),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its component `tagger` has the network `acme.Tagger.v1`, which cannot be run here; what can be run is `spacy.Tagger.v2`",
    );
    check(
        "config.cfg",
        replace("use_upper = true", "use_upper = false"),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its component `parser` has `use_upper` false, which cannot be run here; `use_upper` has to be true",
    );
}

#[test]
fn a_layer_that_cannot_be_run() {
    check(
        "tok2vec/model",
        replace_bytes(b"\xa6maxout", b"\xa6mish__"),
        "cannot use `PIPELINE/tok2vec/model`: its layer `mish__` is of a kind that cannot be run here; what can be run are the CNN pipelines of spaCy 3 with `Tok2Vec.v2`, `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2`",
    );
}

#[test]
fn a_parser_that_follows_several_analyses() {
    check(
        "parser/cfg",
        replace("\"beam_width\":1", "\"beam_width\":8"),
        "cannot run the pipeline of `PIPELINE/parser/cfg`: its component `parser` has `beam_width` 8, which cannot be run here; a `beam_width` of 1 can be run",
    );
}

#[test]
fn a_parser_that_joins_tokens() {
    check(
        "parser/cfg",
        replace("\"learn_tokens\":false", "\"learn_tokens\":true"),
        "cannot run the pipeline of `PIPELINE/parser/cfg`: its component `parser` has `learn_tokens` true, which cannot be run here; `learn_tokens` has to be false",
    );
}

#[test]
fn vectors_of_another_kind() {
    check(
        "vocab/vectors.cfg",
        replace("default", "floret"),
        "cannot run the pipeline of `PIPELINE/vocab/vectors.cfg`: its word vectors are of the mode `floret`; only `default` can be run, a row for each word",
    );
}

#[test]
fn vectors_that_are_no_table() {
    check(
        "vocab/vectors",
        |_| b"PK\x03\x04 not numpy".to_vec(),
        r"cannot use `PIPELINE/vocab/vectors`: it is not a table of 32-bit numbers as NumPy writes it: it does not start with `\x93NUMPY` and version 1",
    );
    check(
        "vocab/vectors",
        |it| it[..500].to_vec(),
        "cannot use `PIPELINE/vocab/vectors`: it is not a table of 32-bit numbers as NumPy writes it: it says 86 rows of 8 numbers, but has 500 bytes",
    );
}

#[test]
fn keys_of_vectors_that_are_cut_off() {
    check(
        "vocab/key2row",
        |it| it[..100].to_vec(),
        "cannot use `PIPELINE/vocab/key2row`: the map from words to rows is damaged: it ends at byte 0 within a map: it is cut off or damaged",
    );
}

#[test]
fn a_language_that_is_not_known() {
    check(
        "config.cfg",
        replace("lang = \"en\"", "lang = \"fi\""),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its language is `fi`; pipelines of `en` can be run",
    );
}

#[test]
fn a_configuration_that_is_none() {
    check(
        "config.cfg",
        |_| b"[nlp]\nlang: en\n".to_vec(),
        "cannot run the pipeline of `PIPELINE/config.cfg`: line 2 is neither a `[section]` nor a `key = value`: `lang: en`",
    );
    check(
        "config.cfg",
        |_| b"[nlp]\nlang = \"en\"\n".to_vec(),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its section `[nlp]` has no `pipeline`",
    );
    check(
        "config.cfg",
        |_| b"[nlp]\nlang = \"en\"\npipeline = \"ner\"\n".to_vec(),
        "cannot run the pipeline of `PIPELINE/config.cfg`: `pipeline` in its section `[nlp]` should be a list of texts, but is `\"ner\"`",
    );
    check(
        "config.cfg",
        |_| b"\xff\xfe".to_vec(),
        "cannot read `PIPELINE/config.cfg`: invalid utf-8 sequence of 1 bytes from index 0",
    );
}

#[test]
fn a_component_without_the_one_that_it_listens_to() {
    check(
        "config.cfg",
        replace("\"tok2vec\", \"tagger\"", "\"tagger\", \"tok2vec\""),
        "cannot run the pipeline of `PIPELINE/config.cfg`: its component `tagger` listens to a `tok2vec` component (its `upstream` is `*`), but that does not come before it",
    );
}

#[test]
fn two_components_of_one_kind() {
    check(
        "config.cfg",
        replace("\"tagger\", \"parser\"", "\"tagger\", \"tagger\""),
        "cannot run the pipeline of `PIPELINE/config.cfg`: it has two components of the factory `tagger`; one of each can be run",
    );
}

#[test]
fn a_tokenizer_with_a_broken_pattern() {
    check(
        "tokenizer",
        replace_bytes(b"\\.\\.+|", b"\\.\\.+("),
        "cannot use `PIPELINE/tokenizer`: its pattern `prefix_search` cannot be used: Parsing error at position 3574: Opening parenthesis without closing parenthesis",
    );
}

#[test]
fn a_tokenizer_that_is_cut_off() {
    check(
        "tokenizer",
        |it| it[..3_000].to_vec(),
        "cannot use `PIPELINE/tokenizer`: it is not a file of tokenizer rules: it ends at byte 2994 within a text: it is cut off or damaged",
    );
}

#[test]
fn a_tokenizer_whose_exception_does_not_fit() {
    check(
        "tokenizer",
        replace_bytes(b"\x82A\xa2caC\xa3can", b"\x82A\xa2coC\xa3can"),
        "cannot use `PIPELINE/tokenizer`: its exception `can't` has the parts `con't`, which do not make it up",
    );
}

#[test]
fn patterns_that_cannot_be_used() {
    check(
        "attribute_ruler/patterns",
        replace_bytes(b"\xa3TAG", b"\xa2OP"),
        "cannot use `PIPELINE/attribute_ruler/patterns`: pattern 0 asks for or sets `OP`, which this program does not know; it knows ORTH, TEXT, LOWER, TAG, POS, DEP and IS_SPACE, and sets TAG, POS, MORPH, LEMMA and DEP",
    );
    check(
        "attribute_ruler/patterns",
        replace_bytes(b"\xa3POS\xa4NOUN", b"\xa3POS\xa4NOUX"),
        "cannot use `PIPELINE/attribute_ruler/patterns`: pattern 0 sets the part of speech `NOUX`, which Universal Dependencies has not",
    );
    check(
        "attribute_ruler/patterns",
        replace_bytes(b"\xa5index\x00", b"\xa5index\x01"),
        "cannot use `PIPELINE/attribute_ruler/patterns`: pattern 0 changes token 1, but is only 1 tokens long",
    );
    check(
        "attribute_ruler/patterns",
        replace_bytes(b"^(be|been)$", b"^(be|been!$"),
        "cannot use `PIPELINE/attribute_ruler/patterns`: pattern 18 has an expression that cannot be used: Parsing error at position 11: Opening parenthesis without closing parenthesis",
    );
}

#[test]
fn tables_of_words_that_are_damaged() {
    check(
        "lemmatizer/lookups/lookups.bin",
        |it| it[..200].to_vec(),
        "cannot use `PIPELINE/lemmatizer/lookups/lookups.bin`: it ends at byte 192 within a whole number: it is cut off or damaged",
    );
    check(
        "vocab/lookups.bin",
        |_| vec![0xc3],
        "cannot use `PIPELINE/vocab/lookups.bin`: at byte 0 there should be a map, but the byte there is 0xc3",
    );
}

#[test]
fn moves_that_are_damaged() {
    check(
        "ner/moves",
        |it| it[..100].to_vec(),
        "cannot use `PIPELINE/ner/moves`: it is not a list of moves: it ends at byte 7 within a text: it is cut off or damaged",
    );
    check(
        "ner/moves",
        replace_bytes(b"\"5\":", b"\"9\":"),
        "cannot use `PIPELINE/ner/moves`: its action 9 is unknown; the entity recogniser has the actions 1 to 5",
    );
}

#[test]
fn a_tagger_without_labels() {
    check(
        "tagger/cfg",
        |_| b"{}".to_vec(),
        "cannot use `PIPELINE/tagger/cfg`: missing field `labels` at line 1 column 2",
    );
    check(
        "tagger/cfg",
        |_| b"{\"labels\":[\"NN\"]}".to_vec(),
        "cannot use `PIPELINE/tagger/model`: its layer `softmax` cannot be run here: its `W` has the shape [36, 16]; with the layers around it that should be [1, 16]",
    );
    check(
        "meta.json",
        |_| b"{".to_vec(),
        "cannot use `PIPELINE/meta.json`: EOF while parsing an object at line 1 column 1",
    );
}

#[test]
fn a_tagger_with_more_labels_than_can_be_counted() {
    check(
        "tagger/cfg",
        |_| serde_json::to_vec(&serde_json::json!({"labels": vec!["NN"; 70_000]})).unwrap(),
        "cannot use `PIPELINE/tagger/cfg`: it has 70000 labels; at most 65535 can be run",
    );
}
