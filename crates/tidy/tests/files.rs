//! What holds for every file: a Rust file says what lives in it; no file knows the machine it was
//! written on, or the address of a package registry.

use std::fs;

use ascribe_tidy::{files, root};

/// Folders in which a path of somebody's machine begins.
const OF_A_MACHINE: [&str; 5] = ["/home/", "/root/", "/Users/", "/work/", "C:\\Users\\"];

/// Hosts of package registries: whoever builds this chooses where packages come from.
const REGISTRIES: [&str; 7] = [
    "pypi.org",
    "pythonhosted.org",
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "index.crates.io",
    "static.crates.io",
    "proxy.golang.org",
];

/// Where a registry's host has a use: the public default of `ascribe model get`, this list, and
/// npm's lock file, which cannot be without.
const MAY_NAME_REGISTRIES: [&str; 2] =
    ["crates/cli/src/model/index.rs", "crates/tidy/tests/files.rs"];

#[test]
fn every_rust_file_says_what_lives_in_it() {
    let Some(files) = files() else { return };
    let rust: Vec<_> = files.iter().filter(|it| it.ends_with(".rs")).collect();
    assert!(rust.len() > 5, "found only {} Rust files", rust.len());
    for path in rust {
        let text = fs::read_to_string(root().join(path)).expect("a Rust file is text");
        assert!(text.starts_with("//! "), "{path} does not start with `//!`; say what lives there");
    }
}

#[test]
fn no_file_names_a_path_of_a_machine() {
    for (path, text) in texts() {
        if path == "crates/tidy/tests/files.rs" {
            continue;
        }
        for start in OF_A_MACHINE {
            for (at, _) in text.match_indices(start) {
                // In "https://example.org/home/" and "$HOME/work/" the path goes on from before.
                let before = text[..at].chars().next_back();
                let goes_on =
                    before.is_some_and(|it| it.is_alphanumeric() || "._-~}/".contains(it));
                let line = text[..at].lines().count();
                assert!(goes_on, "{path}, line {line} names a path of a machine: {start}…");
            }
        }
    }
}

#[test]
fn no_file_names_the_host_of_a_registry() {
    for (path, text) in texts() {
        if MAY_NAME_REGISTRIES.contains(&path.as_str()) || path.ends_with("package-lock.json") {
            continue;
        }
        for host in REGISTRIES {
            let line = text.lines().position(|it| it.contains(host)).map(|it| it + 1);
            assert_eq!(line, None, "{path} names {host} in this line; name the package instead");
        }
    }
}

/// Every file that is text, with its path.
fn texts() -> impl Iterator<Item = (String, String)> {
    files()
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| Some((path.clone(), fs::read_to_string(root().join(path)).ok()?)))
}
