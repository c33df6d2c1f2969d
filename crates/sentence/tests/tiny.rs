//! The tiny pipeline of `tests/tiny/` gives what spaCy gave with it, from wherever its files are
//! read. `tests/tiny/train.py` made the pipeline, and `golden.txt` with spaCy.

#![expect(clippy::disallowed_methods, reason = "a wheel is written to be read")]
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use ascribe_report::{Report, Span};
use ascribe_sentence::{Doc, Pipeline, split};

fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny")
}

fn texts() -> Vec<String> {
    let lines = fs::read_to_string(tiny().join("texts.txt")).unwrap();
    lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

/// What was found in a text, a token on a line.
fn show(text: &str, doc: &Doc) -> String {
    let json = |it: &str| serde_json::to_string(it).unwrap();
    let mut shown = format!("# {}\n", json(text));
    for (idx, it) in doc.tokens.iter().enumerate() {
        let start = if doc.sentence_starts.contains(&idx) { '>' } else { ' ' };
        let name = doc.names.iter().find(|it| it.tokens.start == idx);
        let name = name.map(|it| format!(" {}:{}", it.label, it.tokens.len())).unwrap_or_default();
        writeln!(
            shown,
            "{start}{idx} {}..{} {} {} {} {} {} {}>{}{name}",
            it.span.start(),
            it.span.end(),
            json(&it.text),
            json(&it.lemma),
            it.tag,
            it.pos.name(),
            if it.morph.is_empty() { "_" } else { &it.morph },
            it.dep,
            it.head,
        )
        .unwrap();
    }
    shown + "\n"
}

#[track_caller]
fn check(pipeline: &Pipeline) {
    let found: String = texts().iter().map(|it| show(it, &pipeline.read(it))).collect();
    let golden = fs::read_to_string(tiny().join("golden.txt")).unwrap();
    assert_eq!(found.lines().count(), golden.lines().count());
    for (found, golden) in found.lines().zip(golden.lines()) {
        assert_eq!(found, golden, "left: here, right: spaCy");
    }
}

/// The tiny pipeline packed as a wheel has it.
fn wheel(folder: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let pipeline = tiny().join("pipeline");
    let mut folders = vec![pipeline.clone()];
    while let Some(from) = folders.pop() {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&pipeline).unwrap().to_str().unwrap();
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(format!("{folder}{name}"), options).unwrap();
            archive.write_all(&fs::read(path).unwrap()).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_folder_gives_what_spacy_gives() {
    check(&Pipeline::open(&tiny().join("pipeline")).unwrap());
}

#[test]
fn a_packages_folder_gives_what_spacy_gives() {
    check(&Pipeline::open(&tiny()).unwrap());
}

#[test]
fn a_wheel_gives_what_spacy_gives() {
    let path = tempfile::Builder::new().suffix(".whl").tempfile().unwrap();
    fs::write(path.path(), wheel("en_tiny/en_tiny-1.0.0/")).unwrap();
    check(&Pipeline::open(path.path()).unwrap());
}

#[test]
fn reading_twice_and_in_threads_gives_the_same() {
    let pipeline = Pipeline::open(&tiny()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| check(&pipeline));
        }
    });
}

#[test]
fn a_pipeline_says_its_name_and_version() {
    let pipeline = Pipeline::open(&tiny()).unwrap();
    assert_eq!((pipeline.name(), pipeline.version()), ("en_tiny", "1.0.0"));
}

#[test]
fn the_built_in_model_can_be_opened() {
    let pipeline = Pipeline::built_in().unwrap();
    assert_eq!(pipeline.name(), "en_ascribe");
    let doc = pipeline.read("Police said four people were killed.");
    let words: Vec<String> =
        doc.tokens.iter().map(|it| format!("{} {} {}", it.text, it.tag, it.dep)).collect();
    assert_eq!(
        words,
        [
            "Police NNS nsubj",
            "said VBD ROOT",
            "four CD nummod",
            "people NNS nsubjpass",
            "were VBD auxpass",
            "killed VBN ccomp",
            ". . punct",
        ]
    );
}

#[test]
fn a_reports_sentences_stand_where_they_stand_in_the_report() {
    let pipeline = Pipeline::open(&tiny()).unwrap();
    let text = "Blast in Tamrit\n\nPolice said 14 people were killed. No group claimed the attack.\n\n\
                Both attacks were claimed by the Northern Front.";
    let piece = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let report = Report {
        text: text.to_owned(),
        title: Some(piece("Blast in Tamrit")),
        paragraphs: vec![
            piece("Police said 14 people were killed. No group claimed the attack."),
            piece("Both attacks were claimed by the Northern Front."),
        ],
        ..Report::default()
    };
    let mut shown = String::new();
    for sentence in split(&pipeline, &report) {
        let roots = sentence.tokens.iter().enumerate().filter(|(idx, it)| it.head == *idx);
        let roots: Vec<&str> = roots.map(|(_, it)| it.text.as_str()).collect();
        let tokens: Vec<&str> = sentence.tokens.iter().map(|it| report.words(it.span)).collect();
        let names: Vec<String> = sentence
            .names
            .iter()
            .map(|it| format!("{} {}", tokens[it.tokens.clone()].join(" "), it.label))
            .collect();
        writeln!(
            shown,
            "{:?} {:?} root {roots:?} names {names:?}",
            sentence.paragraph,
            report.words(sentence.span)
        )
        .unwrap();
        assert_eq!(tokens, sentence.tokens.iter().map(|it| it.text.as_str()).collect::<Vec<_>>());
    }
    insta::assert_snapshot!(shown, @r#"
    None "Blast in Tamrit" root ["Blast"] names ["Tamrit ORG"]
    Some(0) "Police said 14 people were killed." root ["said"] names []
    Some(0) "No group claimed the attack." root ["claimed"] names []
    Some(1) "Both attacks were claimed by the Northern Front." root ["claimed"] names ["the Northern Front ORG"]
    "#);
}
