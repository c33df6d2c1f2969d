//! Split: a report's sentences. What is in a text is found by the pipeline.

use ascribe_report::{Report, Span};

use crate::{Name, Pipeline, Sentence, Token};

/// The sentences of a report: those of the headline, then those of each paragraph, each read by
/// itself. What is in a language that the pipeline does not read has none.
pub fn split(pipeline: &Pipeline, report: &Report) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let title = report.title.iter().map(|it| (None, *it));
    let paragraphs = report.paragraphs.iter().enumerate().map(|(idx, it)| (Some(idx), *it));
    let pieces = title.chain(paragraphs);
    for (paragraph, piece) in pieces.filter(|(_, it)| report.is_in(*it, pipeline.language())) {
        let doc = pipeline.read(report.words(piece));
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
                    // Where arcs cross, a head may stand in another sentence; the token then is a
                    // root of its own.
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
    }
    sentences
}
