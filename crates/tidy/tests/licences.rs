//! What `deny.toml` says of licences, banned crates and sources, held over every dependency. So
//! the promise needs no `cargo-deny`, which takes longer to build than this repository.

use std::{collections::BTreeSet, env, process::Command};

use ascribe_tidy::{root, skip, text_of};
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

#[test]
fn every_dependency_is_as_deny_toml_allows() {
    let Some(packages) = packages() else { return };
    let settings: toml::Table = text_of("deny.toml").parse().expect("deny.toml is TOML");
    let allowed = list(&settings, "licenses", "allow");
    let registries = list(&settings, "sources", "allow-registry");
    let banned: BTreeSet<&str> = settings["bans"]["deny"]
        .as_array()
        .expect("bans.deny is a list")
        .iter()
        .map(|it| it["crate"].as_str().expect("a crate is named"))
        .collect();
    assert!(packages.len() > 20, "cargo names only {} packages", packages.len());

    for Package { name, version, license, source } in &packages {
        let licence = license.as_deref().unwrap_or("");
        assert!(
            allows(&allowed, licence),
            "{name} {version} has the licence `{licence}`, which deny.toml does not allow; \
             choose another crate, or allow the licence there and say why"
        );
        assert!(
            !banned.contains(name.as_str()),
            "{name} {version} is banned in deny.toml, which says what to use instead"
        );
        if let Some(source) = source {
            assert!(
                registries.iter().any(|it| source.ends_with(it)),
                "{name} {version} comes from {source}, which deny.toml does not allow"
            );
        }
    }
}

#[test]
fn a_licence_is_read_as_an_expression() {
    let allowed = BTreeSet::from(["MIT", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]);
    let check = |licence, expected| assert_eq!(allows(&allowed, licence), expected, "{licence:?}");
    check("MIT", true);
    check("GPL-3.0", false);
    check("", false);
    check("MIT OR GPL-3.0", true);
    check("GPL-3.0/MIT", true);
    check("MIT AND GPL-3.0", false);
    check("(GPL-3.0 OR MIT) AND Unicode-3.0", true);
    check("(GPL-3.0 OR BSL-1.0) AND Unicode-3.0", false);
    check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true);
    check("Apache-2.0 OR GPL-3.0", false);
}

/// Every package of the build, on every platform; `None` (and a message) where cargo would have to
/// download a package of another platform and cannot.
fn packages() -> Option<Vec<Package>> {
    let found = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs this test");
    if !found.status.success() {
        let why = String::from_utf8_lossy(&found.stderr).into_owned();
        assert!(env::var_os("CI").is_none(), "cargo metadata failed: {why}");
        skip(&format!("cargo metadata failed: {why}"));
        return None;
    }
    let metadata: Metadata = serde_json::from_slice(&found.stdout).expect("cargo writes JSON");
    Some(metadata.packages)
}

fn list<'a>(settings: &'a toml::Table, part: &str, key: &str) -> BTreeSet<&'a str> {
    settings[part][key]
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|it| it.as_str().expect("its entries are text"))
        .collect()
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn allows(allowed: &BTreeSet<&str>, licence: &str) -> bool {
    // "MIT/Apache-2.0" is how crates wrote OR before SPDX.
    let licence = licence.replace('/', " OR ");
    let licence = licence.trim();
    if let Some((one, other)) = split_outside(licence, " OR ") {
        allows(allowed, one) || allows(allowed, other)
    } else if let Some((one, other)) = split_outside(licence, " AND ") {
        allows(allowed, one) && allows(allowed, other)
    } else if let Some(inner) = licence.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        allows(allowed, inner)
    } else {
        allowed.contains(licence)
    }
}

/// The two sides of the first `word` that stands outside of parentheses.
fn split_outside<'a>(licence: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    licence.match_indices(word).find_map(|(at, _)| {
        let before = &licence[..at];
        let is_outside = before.matches('(').count() == before.matches(')').count();
        is_outside.then(|| (before, &licence[at + word.len()..]))
    })
}
