//! README.md shows what the program prints. Each `console` block in it is a command after `$` and
//! its output, run here from the root of the repository.

use std::fs;

use crate::harness::{answer, ascribe, difference, is_updating, root};

#[test]
fn the_readme_shows_what_the_program_prints() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README.md");
    let mut parts: Vec<String> = readme.split("```").map(str::to_owned).collect();
    let mut n_commands = 0;
    for block in parts.iter_mut().skip(1).step_by(2).filter(|it| it.starts_with("console\n")) {
        let command = block
            .lines()
            .nth(1)
            .and_then(|it| it.strip_prefix("$ "))
            .expect("a console block starts with a command after `$`")
            .to_owned();
        *block = format!("console\n$ {command}\n{}", output(&command));
        n_commands += 1;
    }
    assert!(n_commands >= 1, "README.md shows no command with its output");
    let now = parts.join("```");
    if is_updating() {
        fs::write(&path, &now).expect("README.md can be written");
    }
    assert!(
        now == readme || is_updating(),
        "{}\nASCRIBE_UPDATE=1 cargo test writes README.md anew",
        difference(&readme, &now)
    );
}

/// What a command of README.md prints. `cargo run` is what builds the program for a reader; here
/// it is built.
fn output(command: &str) -> String {
    let arguments = ["cargo run --release --bin ascribe -- ", "ascribe "]
        .iter()
        .find_map(|it| command.strip_prefix(it))
        .unwrap_or_else(|| panic!("README.md runs `{command}`, which is not `ascribe`"));
    let mut program = ascribe(&root());
    program.args(arguments.split_whitespace());
    let output = answer(program, "");
    assert!(
        output.status.success(),
        "`{command}` fails: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}
