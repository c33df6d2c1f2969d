//! How the crates lie: named in the map, depending to the left only, the core without a world.

use std::collections::BTreeSet;

use ascribe_tidy::{CORE, STAGES, crates, root, text_of};

#[test]
fn the_map_names_every_crate_and_no_other() {
    let map = text_of("ARCHITECTURE.md");
    let named: BTreeSet<String> = map
        .split("`crates/")
        .skip(1)
        .filter_map(|it| it.split(['`', '/']).next())
        .map(str::to_owned)
        .collect();
    assert_eq!(named, crates(), "left: ARCHITECTURE.md, right: crates/");
}

#[test]
fn every_crate_is_a_stage_or_holds_promises() {
    let stages: BTreeSet<String> = STAGES.into_iter().chain(["tidy"]).map(str::to_owned).collect();
    assert_eq!(stages, crates(), "left: STAGES in crates/tidy/src/lib.rs, right: crates/");
}

#[test]
fn dependencies_run_to_the_left_only() {
    let mut n_seen = 0;
    for (at, stage) in STAGES.iter().enumerate() {
        for needed in own_dependencies(stage) {
            n_seen += 1;
            assert!(
                STAGES[..at].contains(&needed.as_str()),
                "crates/{stage} depends on crates/{needed}, which comes after it; \
                 move what both need to the earlier crate"
            );
        }
    }
    assert!(n_seen >= STAGES.len() - 1, "found only {n_seen} dependencies between the stages");
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for name in crates() {
        let lints = manifest(&name)
            .get("lints")
            .and_then(|it| it.get("workspace"))
            .and_then(toml::Value::as_bool);
        assert_eq!(
            lints,
            Some(true),
            "crates/{name}/Cargo.toml: write `[lints]` `workspace = true`"
        );
    }
}

/// Clippy reads the nearest `clippy.toml`, so each crate of the core carries the list.
#[test]
fn clippy_forbids_the_core_network_clock_and_environment() {
    const FORBIDDEN: [&str; 6] = [
        "std::env::var",
        "std::env::var_os",
        "std::time::SystemTime::now",
        "std::time::Instant::now",
        "std::net::TcpStream::connect",
        "std::process::Command::new",
    ];
    const FILES: [&str; 4] =
        ["std::fs::read", "std::fs::read_to_string", "std::fs::read_dir", "std::fs::File::open"];
    for name in CORE {
        let path = format!("crates/{name}/clippy.toml");
        let settings: toml::Table = text_of(&path).parse().expect("clippy.toml is TOML");
        let listed: BTreeSet<&str> = settings["disallowed-methods"]
            .as_array()
            .expect("disallowed-methods is a list")
            .iter()
            .map(|it| it["path"].as_str().expect("a path is text"))
            .collect();
        // The pipelines and the rules of a user are files, and these two crates read them.
        let files: &[&str] =
            if matches!(name, "report" | "copies" | "gazetteer" | "event") { &FILES } else { &[] };
        for path in FORBIDDEN.iter().chain(files) {
            assert!(listed.contains(path), "crates/{name}/clippy.toml does not forbid {path}");
        }
    }
    assert!(root().join("clippy.toml").is_file(), "the other crates have a clippy.toml too");
}

/// The crates of this workspace that a crate's library needs, by the names of their folders.
fn own_dependencies(name: &str) -> Vec<String> {
    let manifest = manifest(name);
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|it| manifest.get(*it)?.as_table())
        .flat_map(|it| it.keys())
        .filter_map(|it| it.strip_prefix("ascribe-"))
        .map(str::to_owned)
        .collect()
}

fn manifest(name: &str) -> toml::Table {
    text_of(format!("crates/{name}/Cargo.toml")).parse().expect("Cargo.toml is TOML")
}
