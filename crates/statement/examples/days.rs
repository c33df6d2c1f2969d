//! Measures how well phrases of time are found and counted to days, on the MEANTIME corpus: the
//! words by overlap, and the value exactly, as in TempEval-3. `bench/days` runs it. It measures; it
//! changes nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "a measure reads files; the crate it measures does not"
)]
#![expect(clippy::print_stdout, reason = "a program for the terminal prints its measure")]

use std::{collections::HashMap, env, fs, ops::Range, path::Path};

use anyhow::{Context, Result};
use ascribe_statement::explain;
use jiff::civil::{Date, Weekday};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("name the folder of MEANTIME's annotations")?;
    let mut misses = 0;
    if let Some(argument) = arguments.next() {
        anyhow::ensure!(
            argument == "--misses",
            "there is no argument `{argument}`; try `--misses 20`"
        );
        misses = arguments.next().context("`--misses` needs a number")?.parse()?;
    }
    let mut all = Score::default();
    let mut days = Score::default();
    let mut wrong = Vec::new();
    let mut texts = 0;
    for set in sorted(Path::new(&folder))? {
        for file in sorted(&set)? {
            let text = Text::read(&fs::read_to_string(&file)?);
            text.score(&mut all, |_| true, None);
            text.score(&mut days, |kind| matches!(kind, "DATE" | "TIME"), Some(&mut wrong));
            texts += 1;
        }
    }
    println!("texts {texts}  phrases {}  of them days and times {}", all.gold, days.gold);
    println!("{}\n{}", days.row("days, words", days.found), days.row("days, value", days.right));
    println!("{}\n{}", all.row("all, words", all.found), all.row("all, value", all.right));
    for line in wrong.iter().take(misses) {
        println!("{line}");
    }
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Annotators read the headline, the day of publication and four sentences.
const READ: usize = 6;

#[derive(Default)]
struct Score {
    gold: usize,
    read: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn row(&self, name: &str, hits: usize) -> String {
        let share = |of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
        let (precision, recall) = (share(self.read), share(self.gold));
        let both = precision + recall;
        let f = if both == 0.0 { 0.0 } else { 2.0 * precision * recall / both };
        format!("{name:<14} P {precision:.3}  R {recall:.3}  F {f:.3}")
    }
}

/// What an annotator wrote of a phrase of time.
struct Annotated {
    kind: String,
    value: String,
    sentence: usize,
    words: Range<usize>,
}

struct Text {
    sentences: Vec<Vec<String>>,
    annotated: Vec<Annotated>,
    published: Option<Date>,
}

impl Text {
    fn read(xml: &str) -> Text {
        let mut text = Text { sentences: Vec::new(), annotated: Vec::new(), published: None };
        let mut number = "";
        let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
        let mut open: Option<(&str, Vec<&str>)> = None;
        for tag in xml.split('<') {
            if tag.starts_with("token ") {
                let (Some(sentence), Some(id)) =
                    (attribute(tag, "sentence"), attribute(tag, "t_id"))
                else {
                    continue;
                };
                if text.sentences.is_empty() || sentence != number {
                    text.sentences.push(Vec::new());
                    number = sentence;
                }
                let at = text.sentences.len() - 1;
                places.insert(id, (at, text.sentences[at].len()));
                text.sentences[at].push(tag.split_once('>').map_or("", |it| it.1).to_owned());
            } else if tag.starts_with("TIMEX3 ") {
                if tag.contains("CREATION_TIME") {
                    text.published = attribute(tag, "value").and_then(|it| it.parse().ok());
                } else {
                    open = Some((tag, Vec::new()));
                }
            } else if tag.starts_with("/TIMEX3") {
                if let Some((tag, ids)) = open.take() {
                    text.annotated.extend(annotated(tag, &ids, &places));
                }
            } else if let (Some((_, ids)), Some(id)) = (&mut open, attribute(tag, "t_id")) {
                ids.push(id);
            }
        }
        text
    }

    fn score(
        &self,
        score: &mut Score,
        counts: impl Fn(&str) -> bool,
        mut wrong: Option<&mut Vec<String>>,
    ) {
        for (at, words) in self.sentences.iter().enumerate().take(READ) {
            // The line of the day of publication.
            if at == 1 {
                continue;
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut left = explain::phrases_of_time(&words, self.published);
            for it in self.annotated.iter().filter(|it| it.sentence == at) {
                let hit = left
                    .iter()
                    .position(|(read, _)| read.start < it.words.end && it.words.start < read.end);
                let read = hit.map(|hit| left.remove(hit));
                if !counts(&it.kind) {
                    continue;
                }
                score.gold += 1;
                let value = read.as_ref().map(|(_, value)| timex(value)).unwrap_or_default();
                score.read += usize::from(read.is_some());
                score.found += usize::from(read.is_some());
                let is_right = plain(&it.value) == value;
                score.right += usize::from(is_right);
                if let Some(wrong) = wrong.as_deref_mut().filter(|_| !is_right) {
                    let said = words[it.words.clone()].join(" ");
                    wrong.push(format!("{said}: {}, read as `{value}`", it.value));
                }
            }
            score.read += left.len();
            if let Some(wrong) = wrong.as_deref_mut() {
                wrong.extend(left.into_iter().map(|(read, value)| {
                    format!("{}: not annotated, read as `{value}`", words[read].join(" "))
                }));
            }
        }
    }
}

fn annotated(tag: &str, ids: &[&str], places: &HashMap<&str, (usize, usize)>) -> Option<Annotated> {
    let at: Vec<(usize, usize)> = ids.iter().filter_map(|id| places.get(id).copied()).collect();
    let (&(sentence, first), &(_, last)) = (at.iter().min()?, at.iter().max()?);
    Some(Annotated {
        kind: attribute(tag, "type")?.to_owned(),
        value: attribute(tag, "value")?.to_owned(),
        sentence,
        words: first..last + 1,
    })
}

/// The value of `name="…"` in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|it| it.0)
}

/// An annotated value without what is no day: the time of day, and parts left open.
fn plain(value: &str) -> &str {
    value.split('T').next().unwrap_or("").trim_end_matches("-XX")
}

/// A week, a weekend and a quarter have a form of their own in TIMEX3.
fn timex(value: &str) -> String {
    let Some((from, to)) = value.split_once('/') else { return value.to_owned() };
    let quarter = |month: &str| month.parse::<u8>().ok().map(|it| it.div_ceil(3));
    if let (Some((year, first)), Some((_, last))) = (from.split_once('-'), to.split_once('-'))
        && let (Some(first), Some(last)) = (quarter(first), quarter(last))
        && first == last
        && from.len() == 7
    {
        return format!("{year}-Q{first}");
    }
    match (from.parse::<Date>(), to.parse::<Date>()) {
        (Ok(first), Ok(last)) => {
            let week = first.iso_week_date();
            let days = first.until(last).map_or(0, |it| it.get_days());
            match (first.weekday(), days) {
                (Weekday::Monday, 6) => format!("{:04}-W{:02}", week.year(), week.week()),
                (Weekday::Saturday, 1) => format!("{:04}-W{:02}-WE", week.year(), week.week()),
                _ => value.to_owned(),
            }
        }
        _ => value.to_owned(),
    }
}
