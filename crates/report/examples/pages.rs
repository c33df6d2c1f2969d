//! Measures how well a page is understood to say who wrote it, when, and what its picture shows, on
//! labelled pages. `bench/pages` runs it. It measures; it changes nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads files; the crate it measures does not"
)]
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]

use std::{env, path::Path};

use anyhow::{Context, Result};

#[path = "../tests/pages/labels.rs"]
mod labels;

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("name the folder of the labelled pages")?;
    let with_misses = arguments.next().is_some_and(|it| it == "--misses");
    let answers = labels::answers(Path::new(&folder))?;
    println!("{:<10} {:>5} {:>5} {:>7}  {:>6}", "", "right", "wrong", "missing", "of");
    let (mut n_right_of_all, mut n_all) = (0, 0);
    for field in labels::FIELDS {
        let of_field = || answers.iter().filter(|it| it.field == field);
        let n_right = of_field().filter(|it| it.is_right()).count();
        let n_missing = of_field().filter(|it| it.read.is_empty() && !it.label.is_empty()).count();
        let n = of_field().count();
        println!("{field:<10} {n_right:>5} {:>5} {n_missing:>7}  {n:>6}", n - n_right - n_missing);
        n_right_of_all += n_right;
        n_all += n;
    }
    println!(
        "all        {n_right_of_all:>5} of {n_all} on {} pages, {:.3}",
        n_all / labels::FIELDS.len(),
        n_right_of_all as f64 / n_all as f64
    );
    if with_misses {
        for it in answers.iter().filter(|it| !it.is_right()) {
            println!(
                "{} {}: `{}` was read, the page says `{}`",
                it.file, it.field, it.read, it.label
            );
        }
    }
    Ok(())
}
