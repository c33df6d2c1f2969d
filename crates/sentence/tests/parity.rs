//! Python's spaCy finds the same in every text, where it is installed. `bench/parity` compares, and
//! does so on more texts when it is run by itself.

#![expect(clippy::disallowed_methods, reason = "this is a test that starts a program")]
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The example `read_lines`, which `cargo test` builds beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    profile.join("examples/read_lines").with_extension(std::env::consts::EXE_EXTENSION)
}

#[test]
fn spacy_finds_the_same_where_it_is_installed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if !root.join(".venv/bin/python").exists() {
        println!("skipped: there is no .venv with spaCy; `bench/parity --install` makes it");
        return;
    }
    let program = program();
    if !program.exists() {
        println!("skipped: {} is not built; `cargo test` without a target does", program.display());
        return;
    }
    let output = Command::new(root.join("bench/parity"))
        .args(["--texts", "200", "--program"])
        .arg(&program)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "more than 1 of 10,000 tokens differ:\n{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
