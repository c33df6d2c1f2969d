//! Packs lines of `gazetteer/*.tsv` on standard input to a gazetteer on standard output;
//! `gazetteer/README.md` says from what and when.

use std::io::{self, Write};

use ascribe_gazetteer::{Line, pack, read_line};

fn main() -> io::Result<()> {
    let text = io::read_to_string(io::stdin())?;
    let lines: Result<Vec<Line>, String> =
        text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')).map(read_line).collect();
    let lines = lines.map_err(io::Error::other)?;
    io::stdout().write_all(&pack(&lines))
}
