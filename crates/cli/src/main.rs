//! The program `ascribe`: arguments in, text or JSON out. What is read, and how, is for the crates
//! before this one.

mod args;
mod copies;
mod events;
mod explain;
mod model;
mod pages;
mod read;
mod reader;
mod rules;
mod wire;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;

use self::args::{Arguments, Command, Model, Rules};

/// What came of a command, and the exit status that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    All,
    Part,
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::All => ExitCode::SUCCESS,
            Outcome::Part => ExitCode::from(1),
            Outcome::Nothing => ExitCode::from(2),
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(outcome) => outcome.into(),
        // `ascribe read … | head` closes the pipe when it has seen enough.
        Err(why) if is_closed_pipe(&why) => ExitCode::SUCCESS,
        Err(why) => {
            tell(&why);
            Outcome::Nothing.into()
        }
    }
}

fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Read(args) => read::read(&args),
        Command::Copies(args) => copies::copies(&args),
        Command::Events(args) => events::events(&args),
        Command::Explain(args) => print(&explain::explain(&args)?),
        Command::Rules(Rules::Check { rules, model }) => rules::check(rules.as_deref(), &model),
        Command::Model(Model::List) => print(&model::list()?),
        Command::Model(Model::Get { name }) => print(&model::get(&name)?),
    }
}

fn print(text: &str) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::All)
}

/// Tells what went wrong. A message names its cause itself, before it says what to do.
fn tell(why: &anyhow::Error) {
    // Where standard error is closed there is nobody to tell.
    writeln!(io::stderr(), "ascribe: {why}").ok();
}

fn is_closed_pipe(why: &anyhow::Error) -> bool {
    why.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
