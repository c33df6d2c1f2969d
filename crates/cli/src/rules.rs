//! `ascribe rules`: the rules a reading goes by, and whether they read their examples. What a rule
//! is, and how it is matched, is for `ascribe-statement`.

use std::path::Path;

use anyhow::Result;
use ascribe_statement::{Rules, explain, register::Register};

use crate::{Outcome, args::How, model, print};

/// The built-in rules, and those of `folder` after them.
pub(crate) fn load(folder: Option<&Path>) -> Result<Rules> {
    let mut rules = Rules::built_in();
    if let Some(folder) = folder {
        rules.add_folder(folder)?;
    }
    Ok(rules)
}

/// What a reading goes by as it was asked for: the rules, and the register they read names by.
pub(crate) fn asked(how: &How) -> Result<Rules> {
    let mut rules = load(how.rules.as_deref())?;
    if let Some(folder) = &how.registers {
        rules.set_register(Register::with_folder(folder)?);
    }
    Ok(rules)
}

/// Runs the examples of all rules, and prints those that are not read as they say.
pub(crate) fn check(folder: Option<&Path>, model: &str) -> Result<Outcome> {
    let pipeline = model::open(model)?;
    let rules = load(folder)?;
    let failures =
        explain::check_examples(&rules, |report| ascribe_sentence::split(&pipeline, report));
    let told: String = if failures.is_empty() {
        let n_rules = rules.examples().count();
        let n_examples: usize = rules.examples().map(|(_, examples)| examples.len()).sum();
        format!("{n_rules} rules read their {n_examples} examples\n")
    } else {
        failures.iter().map(|it| format!("{it}\n\n")).collect::<String>()
            + &format!("examples not read as they say: {}\n", failures.len())
    };
    print(&told)?;
    Ok(if failures.is_empty() { Outcome::All } else { Outcome::Part })
}
