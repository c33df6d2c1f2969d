//! Quotations that run over several sentences: who speaks where no verb of saying stands. Sentences
//! with a verb of saying of their own are for `saying.rs`.

use crate::{saying::Frame, tree::Tree};

/// Who speaks in a sentence, told in another.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    /// The sentence that tells who speaks.
    pub(crate) sentence: usize,
    /// Head of the words for the speaker there.
    pub(crate) head: usize,
    pub(crate) rule: String,
}

/// For each sentence who speaks in it, where it is part of a quotation told of beside it.
pub(crate) fn find(trees: &[Tree], frames: &[Vec<Frame>]) -> Vec<Option<Speaker>> {
    let mut out = vec![None; trees.len()];
    let mut run: Vec<usize> = Vec::new();
    let mut open = false;
    for (at, tree) in trees.iter().enumerate() {
        let starts_quoted = quote_at(tree, 0);
        let follows = at > 0 && tree.sentence.paragraph == trees[at - 1].sentence.paragraph;
        // A quotation that is not closed at a paragraph's end goes on only if the next begins with one.
        let goes_on = if open { follows || starts_quoted } else { starts_quoted && follows };
        if !goes_on {
            settle(&run, frames, &mut out);
            run.clear();
            open = false;
        }
        run.push(at);
        if open && !follows {
            open = false;
        }
        for it in 0..tree.len() {
            match tree.token(it).text.as_str() {
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                "\"" => open = !open,
                _ => {}
            }
        }
    }
    settle(&run, frames, &mut out);
    out
}

fn quote_at(tree: &Tree, it: usize) -> bool {
    tree.is(it, &["\"", "“", "”", "``", "''"])
}

/// Gives the sentences of one quotation that tell of no speaker the one told of beside them.
fn settle(run: &[usize], frames: &[Vec<Frame>], out: &mut [Option<Speaker>]) {
    if run.len() < 2 {
        return;
    }
    let told = run.iter().find_map(|&at| frames[at].first().map(|frame| (at, frame)));
    let Some((sentence, frame)) = told else { return };
    for &at in run.iter().filter(|&&at| at != sentence && frames[at].is_empty()) {
        out[at] = Some(Speaker { sentence, head: frame.source, rule: frame.rule.clone() });
    }
}
