//! Any text is a rule file whose examples can be run, or is refused with a message.
#![no_main]

use std::sync::LazyLock;

use ascribe_sentence::Pipeline;
use ascribe_statement::{Rules, explain};
use libfuzzer_sys::fuzz_target;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::built_in().expect("the built-in model opens"));

fuzz_target!(|text: &str| {
    let mut rules = Rules::default();
    match rules.add("any.toml", text) {
        Ok(()) => {
            let split = |report: &_| ascribe_sentence::split(&PIPELINE, report);
            for failure in explain::check_examples(&rules, split) {
                assert!(failure.to_string().contains(&failure.text));
            }
        }
        Err(why) => assert!(why.to_string().contains("any.toml")),
    }
});
