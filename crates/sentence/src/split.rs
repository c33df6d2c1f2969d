//! Split: a report's sentences. What is in a text is found by the pipeline.

use std::iter;

use ascribe_report::{Report, Span};

use crate::{Name, Pipeline, Sentence, Token};

/// The sentences of a report: those of the headline, then those of each paragraph, each read by
/// itself. What is in a language that the pipeline does not read has none.
pub fn split(pipeline: &Pipeline, report: &Report) -> Vec<Sentence> {
    let paragraphs = (0..report.paragraphs.len()).map(Some);
    iter::once(None).chain(paragraphs).flat_map(|it| split_one(pipeline, report, it)).collect()
}

/// The sentences of one paragraph; those of the headline, if there is one, for `None`.
pub fn split_one(pipeline: &Pipeline, report: &Report, paragraph: Option<usize>) -> Vec<Sentence> {
    let piece = match paragraph {
        Some(idx) => report.paragraphs.get(idx).copied(),
        None => report.title,
    };
    let piece = piece.filter(|it| report.is_in(*it, pipeline.language()));
    let Some(piece) = piece else { return Vec::new() };
    let doc = pipeline.read(report.words(piece));
    let mut sentences = Vec::new();
    let mut names = doc.names.iter().peekable();
    for range in doc.sentences() {
        let tokens: Vec<Token> = doc.tokens[range.clone()]
            .iter()
            .enumerate()
            .map(|(idx, token)| Token {
                span: Span::new(
                    token.span.start() + piece.start(),
                    token.span.end() + piece.start(),
                ),
                // Where arcs cross, a head may stand in another sentence; the token then is a root
                // of its own.
                head: if range.contains(&token.head) { token.head - range.start } else { idx },
                ..token.clone()
            })
            .collect();
        let mut own_names = Vec::new();
        while let Some(name) = names.next_if(|it| it.tokens.start < range.end) {
            if name.tokens.end <= range.end {
                let tokens = name.tokens.start - range.start..name.tokens.end - range.start;
                own_names.push(Name { tokens, label: name.label.clone() });
            }
        }
        let span = tokens[0].span.join(tokens[tokens.len() - 1].span);
        sentences.push(Sentence { span, paragraph, tokens, names: own_names });
    }
    sentences
}
