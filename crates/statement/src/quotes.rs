//! Quotations that run over several sentences: who speaks where no verb of saying stands. Sentences
//! with a verb of saying of their own are for `saying.rs`.

use crate::{saying::Frame, tree::Tree};

/// Who speaks in a sentence, told in another.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    /// The sentence that tells who speaks.
    pub(crate) sentence: usize,
    /// Head of the words for the speaker there.
    pub(crate) head: usize,
    pub(crate) rule: String,
}

/// Where quotations stand, and who speaks in them.
pub(crate) struct Quotes {
    /// For each sentence who speaks in it, where it is part of a quotation told of beside it.
    by: Vec<Option<Quoted>>,
    /// For each sentence the words that stand in quotation marks.
    within: Vec<Vec<bool>>,
}

impl Quotes {
    /// Who speaks in a sentence, where it is part of a quotation told of beside it.
    pub(crate) fn speaker(&self, sentence: usize) -> Option<&Quoted> {
        self.by[sentence].as_ref()
    }

    /// Who says a word in quotation marks that the tree has joined to no saying: "'None was harmed,'
    /// she said, 'and one is here.'"
    pub(crate) fn outside<'f>(
        &self,
        sentence: usize,
        it: usize,
        frames: &'f [Frame],
    ) -> Option<&'f Frame> {
        if !self.holds(sentence, it) {
            return None;
        }
        let mut outside = frames
            .iter()
            .filter(|it| !self.holds(sentence, it.trigger) && !self.holds(sentence, it.source));
        let first = outside.next()?;
        outside.all(|it| it.source == first.source).then_some(first)
    }

    /// Whether a word stands in quotation marks.
    pub(crate) fn holds(&self, sentence: usize, it: usize) -> bool {
        self.within[sentence][it]
    }
}

/// The quotations of a report.
pub(crate) fn find(trees: &[Tree], frames: &[Vec<Frame>]) -> Quotes {
    let mut quotes =
        Quotes { by: vec![None; trees.len()], within: Vec::with_capacity(trees.len()) };
    let mut run: Vec<usize> = Vec::new();
    let mut open = false;
    for (at, tree) in trees.iter().enumerate() {
        let starts_quoted = quote_at(tree, 0);
        let follows = at > 0 && tree.sentence.paragraph == trees[at - 1].sentence.paragraph;
        // A quotation that is not closed at a paragraph's end goes on only if the next begins with one.
        let goes_on = if open { follows || starts_quoted } else { starts_quoted && follows };
        if !goes_on {
            quotes.settle(&run, trees, frames);
            run.clear();
            open = false;
        }
        run.push(at);
        if open && !follows {
            open = false;
        }
        let mut words = vec![false; tree.len()];
        for (it, is_within) in words.iter_mut().enumerate() {
            match tree.token(it).text.as_str() {
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                "\"" => open = !open,
                _ => *is_within = open,
            }
        }
        quotes.within.push(words);
    }
    quotes.settle(&run, trees, frames);
    quotes
}

fn quote_at(tree: &Tree, it: usize) -> bool {
    tree.is(it, &["\"", "“", "”", "``", "''"])
}

/// Words by which speakers name themselves, and which tell nobody who they are.
pub(crate) const OWN: &[&str] = &["I", "we", "us", "me"];

impl Quotes {
    /// Gives the sentences of one quotation that tell of no speaker the one told of beside them.
    fn settle(&mut self, run: &[usize], trees: &[Tree], frames: &[Vec<Frame>]) {
        if run.len() < 2 {
            return;
        }
        let tells = |at: usize, quotes: &Quotes| {
            let own = |frame: &&Frame| trees[at].is(frame.source, OWN);
            let mut told = frames[at].iter().filter(|frame| !own(frame));
            // Who stands outside the marks says it, not whom they quote.
            let outside = told.clone().find(|frame| !quotes.holds(at, frame.source));
            outside.or_else(|| told.next()).map(|frame| (at, frame))
        };
        let Some((sentence, frame)) = run.iter().find_map(|&at| tells(at, self)) else { return };
        let silent: Vec<usize> =
            run.iter().copied().filter(|&at| tells(at, self).is_none()).collect();
        for at in silent {
            self.by[at] = Some(Quoted { sentence, head: frame.source, rule: frame.rule.clone() });
        }
    }
}
