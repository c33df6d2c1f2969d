//! How many days of the MEANTIME corpus are read with the value that its annotators gave. The
//! corpus is optional and lies beside the repository.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::find_all;

/// What an annotator wrote of a phrase of time.
struct Annotated<'a> {
    value: &'a str,
    words: Vec<&'a str>,
    is_publication: bool,
}

/// The value of `name="…"` in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|it| it.0)
}

/// How many days a document has, how many are read right, and a line for each that is not.
fn score(xml: &str, wrong: &mut Vec<String>) -> (usize, usize) {
    let mut sentences: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut place = HashMap::new();
    let mut annotated: Vec<Annotated> = Vec::new();
    let mut is_open = false;
    for tag in xml.split('<') {
        if tag.starts_with("token ") {
            let (sentence, id) = (attribute(tag, "sentence"), attribute(tag, "t_id"));
            let (Some(sentence), Some(id)) = (sentence, id) else { continue };
            if sentences.last().is_none_or(|it| it.0 != sentence) {
                sentences.push((sentence, Vec::new()));
            }
            let at = sentences.len() - 1;
            let word = tag.split_once('>').map_or("", |it| it.1);
            place.insert(id, (at, sentences[at].1.len()));
            sentences[at].1.push(word);
        } else if tag.starts_with("TIMEX3 ") {
            annotated.push(Annotated {
                value: attribute(tag, "value").unwrap_or(""),
                words: Vec::new(),
                is_publication: tag.contains("CREATION_TIME"),
            });
            is_open = true;
        } else if tag.starts_with("/TIMEX3") {
            is_open = false;
        } else if let (true, Some(last), Some(id)) =
            (is_open, annotated.last_mut(), attribute(tag, "t_id"))
        {
            last.words.push(id);
        }
    }
    let published = annotated.iter().find(|it| it.is_publication);
    let published: Option<Date> = published.and_then(|it| it.value.parse().ok());
    let (mut all, mut right) = (0, 0);
    for it in annotated.iter().filter(|it| !it.is_publication && published.is_some()) {
        let is_day =
            it.value.starts_with(|it: char| it.is_ascii_digit()) && !it.value.contains('Q');
        let at: Vec<(usize, usize)> =
            it.words.iter().filter_map(|id| place.get(id).copied()).collect();
        let (Some(&(sentence, first)), Some(&(_, last)), true) =
            (at.iter().min(), at.iter().max(), is_day)
        else {
            continue;
        };
        let value = it.value.split('T').next().unwrap_or("").trim_end_matches("-XX");
        let words = &sentences[sentence].1;
        let read: Vec<String> = find_all(words, published, &[])
            .into_iter()
            .filter(|it| it.words.start <= last && first < it.words.end)
            .filter_map(|it| it.when)
            .map(|it| {
                if !value.contains("-W") {
                    return it.to_string();
                }
                let week = it.from.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            })
            .collect();
        all += 1;
        // A phrase of two years is annotated as two.
        if read.iter().any(|it| it.split('/').any(|it| it == value)) {
            right += 1;
        } else {
            let said = words.get(first..=last).unwrap_or(&[]).join(" ");
            wrong.push(format!("{said}: {value}, read as {read:?}"));
        }
    }
    (all, right)
}

#[test]
fn most_days_of_meantime_have_the_value_that_its_annotators_gave() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/bench/meantime/intra-doc_annotation");
    let Ok(folders) = fs::read_dir(&root) else {
        println!("skipped: there is no {}", root.display());
        return;
    };
    let (mut all, mut right, mut wrong) = (0, 0, Vec::new());
    for folder in folders.flatten() {
        for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            let xml = fs::read_to_string(file.path()).expect("the corpus is text");
            let (in_file, right_in_file) = score(&xml, &mut wrong);
            (all, right) = (all + in_file, right + right_in_file);
        }
    }
    println!("{}\nmeantime: {right} of {all} days right", wrong.join("\n"));
    assert!(all > 0 && right * 100 >= all * 85, "{right} of {all} days right");
}
