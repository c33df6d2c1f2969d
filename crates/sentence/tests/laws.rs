//! Laws that hold for any text, however odd, with the tiny pipeline.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{borrow::Cow, fs, io::Write as _, path::Path, sync::LazyLock};

use ascribe_sentence::Pipeline;
use proptest::prelude::*;

static TINY: LazyLock<Pipeline> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny");
    Pipeline::open(&folder).expect("the tiny pipeline is in the repository")
});

/// Pieces of news, of what the tokenizer has rules for, and anything else.
fn odd() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Gunmen killed at least nine farmers near Tamrit, police said. ".to_owned()),
        prop::sample::select(vec![
            "don't",
            "U.S.",
            "$5m",
            "--",
            "…",
            "(",
            ")",
            "\"",
            "’s",
            "al-Bab",
            "http://x.org/a?b",
            "\n",
            "\u{a0}",
            "😀",
            "1,300",
            "a.m.",
            "can't",
            ":)",
            " ",
            "  ",
            "\u{1c}",
            "e.g.",
            "-",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[ -~]{0,8}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn tokens_tile_the_text_but_for_single_spaces(text in odd()) {
        let doc = TINY.read(&text);
        let mut at = 0;
        for token in &doc.tokens {
            let between = &text[at..token.span.start()];
            prop_assert!(between.is_empty() || between == " " && at > 0, "{between:?} is left out");
            prop_assert_eq!(&text[token.span.start()..token.span.end()], token.text.as_str());
            prop_assert!(!token.text.is_empty());
            at = token.span.end();
        }
        prop_assert!(text[at..].is_empty() || &text[at..] == " ", "{:?} is left out", &text[at..]);
    }

    #[test]
    fn heads_form_trees(text in odd()) {
        let doc = TINY.read(&text);
        for start in 0..doc.tokens.len() {
            let mut token = start;
            let mut steps = 0;
            while doc.tokens[token].head != token {
                token = doc.tokens[token].head;
                steps += 1;
                prop_assert!(steps < doc.tokens.len(), "token {start} hangs in a circle");
            }
            prop_assert_eq!(doc.tokens[token].dep.is_empty(), false);
        }
    }

    #[test]
    fn sentences_and_names_are_pieces_of_the_text_in_order(text in odd()) {
        let doc = TINY.read(&text);
        let sentences: Vec<_> = doc.sentences().collect();
        let mut at = 0;
        for sentence in &sentences {
            prop_assert_eq!(sentence.start, at);
            prop_assert!(sentence.end > at);
            at = sentence.end;
        }
        prop_assert_eq!(at, doc.tokens.len());
        let mut at = 0;
        for name in &doc.names {
            prop_assert!(name.tokens.start >= at && name.tokens.start < name.tokens.end);
            let is_within = sentences
                .iter()
                .any(|it| it.start <= name.tokens.start && name.tokens.end <= it.end);
            prop_assert!(is_within, "{:?} goes over a sentence's end", name.tokens);
            at = name.tokens.end;
        }
        prop_assert!(at <= doc.tokens.len());
    }
}

/// The files of the tiny pipeline, by their names in it.
static FILES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny/pipeline");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(from) = folders.pop() {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
});

/// The tiny pipeline as an archive in memory, with one of its files in another form.
fn with_file(idx: usize, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, (name, sound)) in FILES.iter().enumerate() {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(if at == idx { content } else { sound }).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_damaged_file_is_an_error_or_a_pipeline_that_reads(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        len in any::<Option<prop::sample::Index>>(),
    ) {
        let idx = which.index(FILES.len());
        let mut content = FILES[idx].1.clone();
        for (at, byte) in changes {
            let at = at.index(content.len());
            content[at] = byte;
        }
        if let Some(len) = len {
            content.truncate(len.index(content.len()));
        }
        match Pipeline::from_archive(Cow::Owned(with_file(idx, &content)), "damaged") {
            Ok(pipeline) => {
                let doc = pipeline.read("It's 5km, police said;\n\n they didn't find 14 people (yet).");
                prop_assert!(!doc.tokens.is_empty());
            }
            Err(error) => prop_assert!(error.to_string().contains("damaged")),
        }
    }
}

#[test]
fn a_text_beyond_the_limit_is_read_in_pieces_that_fit_together() {
    let text = "Both attacks were claimed by the Northern Front. ".repeat(25_000);
    assert!(text.len() > 1_000_000);
    let doc = TINY.read(&text);
    let words: usize = doc.tokens.iter().map(|it| it.text.len()).sum();
    let blanks = doc.tokens.windows(2).filter(|it| it[0].span.end() < it[1].span.start()).count();
    // The last space of the text follows the last token.
    assert_eq!(words + blanks + 1, text.len());
    assert_eq!(doc.tokens.len(), 9 * 25_000);
}
