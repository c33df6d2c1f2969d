//! What the documents say is there.

use std::{collections::BTreeSet, path::Path};

use ascribe_tidy::{root, text_of};

#[test]
fn every_path_a_document_names_exists() {
    for document in ["CONTRIBUTING.md", "ARCHITECTURE.md", "README.md", "STYLE.md"] {
        let text = text_of(document);
        let paths: BTreeSet<&str> = in_backticks(&text).filter(|it| is_path(it)).collect();
        if document == "CONTRIBUTING.md" {
            assert!(paths.len() >= 8, "{document} names only {} paths", paths.len());
        }
        for path in paths {
            // "crates/statement/rules/*.toml" stands for what lies in that folder.
            let exact = path.split('*').next().expect("a split has a first piece");
            assert!(root().join(exact).exists(), "{document} names `{path}`, which is not there");
        }
    }
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let mut n_seen = 0;
    for document in ["CONTRIBUTING.md", "ARCHITECTURE.md", "README.md", "STYLE.md", "CHANGELOG.md"]
    {
        for link in text_of(document).split("](").skip(1).filter_map(|it| it.split(')').next()) {
            let path = link.split('#').next().expect("a split has a first piece");
            if path.is_empty() || path.contains("://") {
                continue;
            }
            n_seen += 1;
            assert!(root().join(path).exists(), "{document} links to {link}, which is not there");
        }
    }
    assert!(n_seen >= 4, "found only {n_seen} links");
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme = text_of("README.md");
    let command = readme
        .lines()
        .map(|it| it.split('#').next().expect("a split has a first piece").trim())
        .find(|it| it.starts_with("cargo test"))
        .expect("README.md has a line that starts with `cargo test`");
    let ci = text_of(".ci/run");
    assert!(
        ci.lines().any(|it| it.split_whitespace().collect::<Vec<_>>().join(" ").ends_with(command)),
        ".ci/run has no line that ends with `{command}`, the test command of README.md"
    );
    assert!(
        text_of(".github/workflows/ci.yml").contains("run: bash .ci/run"),
        ".github/workflows/ci.yml does not run .ci/run"
    );
}

#[test]
fn the_inputs_that_are_said_to_be_tried_are_tried() {
    let bench = text_of("bench/tried.py");
    let made: BTreeSet<&str> =
        bench.split("@tried(\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let document = text_of("docs/inputs.md");
    let (_, table) = document.split_once("## Inputs tried").expect("it has a table of them");
    let rows = table.lines().filter_map(|it| it.strip_prefix("| ")).skip(1);
    let said: BTreeSet<&str> =
        rows.filter_map(|it| it.split(" | ").next()).filter(|it| *it != "---").collect();
    assert!(made.len() >= 50, "bench/tried.py makes only {} inputs", made.len());
    assert_eq!(said, made);
}

/// What stands between single backticks, code blocks left out.
fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").step_by(2).flat_map(|it| it.split('`').skip(1).step_by(2))
}

/// Whether these words are meant as a path from the root: "crates/page", "deny.toml".
fn is_path(words: &str) -> bool {
    let a_file = Path::new(words).extension().is_some_and(|it| {
        ["rs", "toml", "md", "py", "json", "sh", "yml"].iter().any(|end| it == *end)
    });
    let known = ["crates/", "docs/", "corpus/", "bench/", "model/", "fuzz/", ".ci/", ".github/"];
    !words.contains(char::is_whitespace)
        && (known.iter().any(|it| words.starts_with(it))
            || (a_file
                && !words.contains('/')
                && words.chars().next().is_some_and(char::is_uppercase)))
}
