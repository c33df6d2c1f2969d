//! Promises of this repository, held by the tests beside this file: how crates may depend on each
//! other, what the core may not touch, what documents say. Here is only how those tests find
//! crates and files. Promises about what the program prints are tests of `ascribe-cli`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The crates a report passes through, in that order. Each may depend on those before it.
pub const STAGES: [&str; 8] =
    ["page", "report", "copies", "sentence", "gazetteer", "statement", "event", "cli"];

/// The stages that are a library without network, files, clock or environment.
pub const CORE: [&str; 6] = ["report", "copies", "sentence", "gazetteer", "statement", "event"];

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate lies two folders below the root")
        .to_owned()
}

/// The text of a file, by its path from the root.
///
/// # Panics
/// Where there is no such file, which is what a test wants.
pub fn text_of(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|why| panic!("cannot read {}: {why}", path.display()))
}

/// The names of the folders under `crates/`.
///
/// # Panics
/// Where `crates/` cannot be read.
pub fn crates() -> BTreeSet<String> {
    let found: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .expect("there is a folder of crates")
        .map(|it| it.expect("its entries can be read"))
        .filter(|it| it.path().join("Cargo.toml").is_file())
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!found.is_empty(), "no crate under crates/");
    found
}

/// The files of the repository, as paths from the root; `None` (and a message) where this is not a
/// git checkout, as in a source archive.
pub fn files() -> Option<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output();
    match listed {
        Ok(it) if it.status.success() => {
            let found: Vec<String> = String::from_utf8_lossy(&it.stdout)
                .split_terminator('\0')
                .filter(|it| root().join(it).is_file())
                .map(str::to_owned)
                .collect();
            assert!(!found.is_empty(), "git lists no file");
            Some(found)
        }
        _ => {
            skip("not a git checkout");
            None
        }
    }
}

/// Tells that a test checks nothing here, and why.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so where tests speak")]
pub fn skip(why: &str) {
    eprintln!("skipped: {why}");
}
