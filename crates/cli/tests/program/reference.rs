//! What lies in `docs/reference/` is made from the program and its rules: here it is made again,
//! and compared. The JSON Schema is made where its types are, in `src/wire/reading.rs`.

use std::{fmt::Write as _, fs};

use ascribe_statement::{Example, Measure, Rules, TrucePart};

use crate::harness::{answer, ascribe, difference, is_updating, root};

#[test]
fn the_reference_has_every_command_with_its_help() {
    let mut page = String::from(
        "# Commands\n\nMade from the program by a test; `ASCRIBE_UPDATE=1 cargo test` writes it.\n",
    );
    for command in
        ["", "read", "copies", "events", "explain", "rules check", "model list", "model get"]
    {
        let mut program = ascribe(&root());
        program.args(command.split_whitespace()).arg("--help");
        let help = String::from_utf8(answer(program, "").stdout).expect("the program writes UTF-8");
        let title = format!("ascribe {command}");
        let body = format!("\n## {}\n\n```text\n{}\n```\n", title.trim_end(), help.trim_end());
        page.push_str(&body);
    }
    check("commands.md", &page);
}

#[test]
fn the_reference_has_every_rule_with_what_it_reads() {
    let rules = Rules::built_in();
    let mut page = String::from(
        "# Rules\n\nMade from `crates/statement/rules/` by a test; `ASCRIBE_UPDATE=1 cargo test` writes it. \
         [Writing rules](../writing-rules.md) says how a rule is written.\n",
    );
    part(&mut page, "Figures", "How news tells that people were harmed.");
    for rule in &rules.figures {
        entry(
            &mut page,
            &rule.name,
            rule.measure.map_or("as told before", Measure::word),
            &rule.doc,
            &rule.example,
        );
    }
    part(&mut page, "Sayings", "How news tells who says a thing.");
    for rule in &rules.sayings {
        entry(&mut page, &rule.name, "says", &rule.doc, &rule.example);
    }
    part(&mut page, "Claims", "How news tells of responsibility, doubt and agreement.");
    for rule in &rules.claims {
        entry(&mut page, &rule.name, rule.kind.word(), &rule.doc, &rule.example);
    }
    part(&mut page, "Truces", "How news tells what is in a truce, and how it stands.");
    for rule in &rules.truces {
        let gives = match rule.part {
            TrucePart::Party => "party",
            TrucePart::Mediator => "mediator",
            TrucePart::Term => "term",
            TrucePart::Condition => "condition",
            TrucePart::Start => "start",
            TrucePart::End => "end",
            TrucePart::Standing => "standing",
        };
        entry(&mut page, &rule.name, gives, &rule.doc, &rule.example);
    }
    check("rules.md", &page);
}

fn part(page: &mut String, title: &str, doc: &str) {
    write!(page, "\n## {title}\n\n{doc}\n").expect("a String takes every write");
}

fn entry(page: &mut String, name: &str, gives: &str, doc: &str, examples: &[Example]) {
    write!(page, "\n### {name} ({gives})\n\n{}\n\n", doc.trim())
        .expect("a String takes every write");
    for example in examples {
        let gives = if example.gives.is_empty() {
            "nothing".to_owned()
        } else {
            example.gives.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
        };
        writeln!(page, "- {} → {gives}", example.text).expect("a String takes every write");
    }
}

#[track_caller]
fn check(name: &str, page: &str) {
    let path = root().join("docs/reference").join(name);
    let written = fs::read_to_string(&path).unwrap_or_default();
    if is_updating() {
        fs::write(&path, page).expect("the reference can be written");
    }
    assert!(
        written == page || is_updating(),
        "docs/reference/{name} is not as the program has it\n{}\nASCRIBE_UPDATE=1 cargo test \
         writes it anew",
        difference(&written, page)
    );
}
