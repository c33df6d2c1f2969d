//! Linked story: the story as a page's linked data (JSON-LD) has it, for pages whose markup is made
//! by scripts or ends behind a wall. What else linked data says is read in `meta.rs`.

use dom_query::Document;
use serde_json::Value;

use crate::white_space::tidy;

/// The paragraphs of the longest `articleBody`, where it is several times as long as what the markup
/// holds.
pub(crate) fn find(doc: &Document, n_letters_in_markup: usize) -> Option<Vec<String>> {
    /// Linked data has leads and captions too, and a story that is half as long again is the same.
    const TIMES: usize = 3;
    const FEWEST_LETTERS: usize = 400;
    let mut longest = String::new();
    for script in doc.select("script[type=\"application/ld+json\"]").nodes() {
        if let Ok(value) = serde_json::from_str(script.text().trim()) {
            keep_longest(value, &mut longest);
        }
    }
    let n_letters = longest.chars().filter(|it| !it.is_whitespace()).count();
    if n_letters < FEWEST_LETTERS || n_letters < TIMES * n_letters_in_markup {
        return None;
    }
    // Some write markup there.
    if longest.contains("</") {
        let doc = Document::from(longest.replace("</p>", "\n</p>"));
        longest = doc.text().to_string();
    }
    Some(longest.split('\n').map(tidy).filter(|it| !it.is_empty()).collect())
}

/// `serde_json` bounds how deep a value may be.
fn keep_longest(value: Value, longest: &mut String) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|it| keep_longest(it, longest)),
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::String(body) if name == "articleBody" => {
                        if body.len() > longest.len() {
                            *longest = body;
                        }
                    }
                    value => keep_longest(value, longest),
                }
            }
        }
        _ => {}
    }
}
