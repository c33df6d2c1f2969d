//! The program `ascribe`: arguments in, text or JSON out. What is read, and how, is for the crates
//! before this one.

mod args;
mod model;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;

use self::args::{Arguments, Command, Model};

/// What came of a command, and the exit status that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    All,
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::All => ExitCode::SUCCESS,
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

/// Tells what went wrong, with all causes that the message does not name itself.
fn tell(why: &anyhow::Error) {
    let mut message = why.to_string();
    for cause in why.chain().skip(1).map(ToString::to_string) {
        if !message.contains(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    // Where standard error is closed there is nobody to tell.
    writeln!(io::stderr(), "ascribe: {message}").ok();
}

fn is_closed_pipe(why: &anyhow::Error) -> bool {
    why.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
