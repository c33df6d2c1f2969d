//! Tree: heads and labels of a text's tokens, and where its sentences start. Which head a token
//! gets is for `parser`.

/// The tree of a text, or rather one for each sentence.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// Head of each token; a root is its own.
    pub(crate) heads: Vec<u32>,
    /// Label of each token, as an index of the parser's labels.
    pub(crate) labels: Vec<u16>,
    /// Whether a sentence starts at the token.
    pub(crate) starts: Vec<bool>,
}

impl Tree {
    /// A sentence starts at the leftmost token below each root.
    pub(crate) fn new(heads: Vec<u32>, labels: Vec<u16>) -> Tree {
        let edges = Edges::new(&heads);
        let mut starts = vec![false; heads.len()];
        for (token, head) in heads.iter().enumerate() {
            if token == *head as usize {
                starts[edges.left[token] as usize] = true;
            }
        }
        Tree { heads, labels, starts }
    }
}

/// First and last token below each token.
struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Edges {
    /// As spaCy computes them: with passes to and fro that are repeated while a head lies outside
    /// its sentence, at most twelve times. Where arcs cross, that is not always enough, and the
    /// edges are then as unfinished as there.
    fn new(heads: &[u32]) -> Edges {
        let len = u32::try_from(heads.len()).expect("heads are counted by u32");
        let mut edges = Edges { left: (0..len).collect(), right: (0..len).collect() };
        for _ in 0..12 {
            for token in 0..heads.len() {
                edges.widen(heads, token);
            }
            for token in (0..heads.len()).rev() {
                edges.widen(heads, token);
            }
            if edges.hold_heads(heads) {
                break;
            }
        }
        edges
    }

    fn widen(&mut self, heads: &[u32], token: usize) {
        let head = heads[token] as usize;
        self.left[head] = self.left[head].min(self.left[token]);
        self.right[head] = self.right[head].max(self.right[token]);
    }

    /// Whether all heads lie in the sentence of their tokens. The token at which the next sentence
    /// starts still counts as within, as it does in spaCy.
    fn hold_heads(&self, heads: &[u32]) -> bool {
        let mut starts = vec![false; heads.len()];
        for (token, head) in heads.iter().enumerate() {
            if token == *head as usize {
                starts[self.left[token] as usize] = true;
            }
        }
        let mut first = 0;
        for token in 0..heads.len() {
            if token > 0 && starts[token] || token + 1 == heads.len() {
                let within = first..=token;
                if !heads[first..token].iter().all(|it| within.contains(&(*it as usize))) {
                    return false;
                }
                first = token;
            }
        }
        true
    }
}

/// The children of each token, in order, while some of them move.
pub(crate) struct Links {
    first: Vec<u32>,
    next: Vec<u32>,
    /// As they were before any token moved: spaCy does not compute them again in between.
    edges: Edges,
}

/// No token.
const NONE: u32 = u32::MAX;

impl Links {
    pub(crate) fn new(heads: &[u32]) -> Links {
        let mut links = Links {
            first: vec![NONE; heads.len()],
            next: vec![NONE; heads.len()],
            edges: Edges::new(heads),
        };
        for (token, head) in heads.iter().enumerate().rev() {
            if token != *head as usize {
                links.next[token] = links.first[*head as usize];
                links.first[*head as usize] = token as u32;
            }
        }
        links
    }

    /// The first token below `top` that is wanted: nearest level first, each from left to right.
    /// `is_wanted` says `None` for a token to be passed over with all below it.
    pub(crate) fn find(
        &self,
        top: usize,
        is_wanted: impl Fn(usize) -> Option<bool>,
    ) -> Option<usize> {
        let mut level = vec![top];
        while !level.is_empty() {
            let mut below = Vec::new();
            for &token in &level {
                let edges = self.edges.left[token]..=self.edges.right[token];
                let mut child = self.first[token];
                while child != NONE {
                    if edges.contains(&child) {
                        match is_wanted(child as usize) {
                            Some(true) => return Some(child as usize),
                            Some(false) => below.push(child as usize),
                            None => {}
                        }
                    }
                    child = self.next[child as usize];
                }
            }
            level = below;
        }
        None
    }

    /// Hangs a token to another head.
    pub(crate) fn hang(&mut self, token: usize, head: usize, heads: &mut [u32]) {
        let (token, head) = (token as u32, head as u32);
        let old = std::mem::replace(&mut heads[token as usize], head);
        let after = self.next[token as usize];
        *self.place(old, token) = after;
        let place = self.place(head, token);
        let after = std::mem::replace(place, token);
        self.next[token as usize] = after;
    }

    /// Where `head` has, or would have, the link to `token`.
    fn place(&mut self, head: u32, token: u32) -> &mut u32 {
        let mut before = None;
        let mut child = self.first[head as usize];
        while child != NONE && child < token {
            before = Some(child);
            child = self.next[child as usize];
        }
        match before {
            Some(it) => &mut self.next[it as usize],
            None => &mut self.first[head as usize],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `heads` and the words where sentences start, as indices.
    #[track_caller]
    fn check(heads: &[u32], starts: &[usize]) {
        let tree = Tree::new(heads.to_vec(), vec![0; heads.len()]);
        let found: Vec<usize> = (0..heads.len()).filter(|it| tree.starts[*it]).collect();
        assert_eq!(found, starts, "heads {heads:?}");
    }

    #[test]
    fn a_sentence_starts_at_the_leftmost_word_below_its_root() {
        check(&[], &[]);
        check(&[0], &[0]);
        check(&[1, 1, 1], &[0]);
        check(&[1, 1, 3, 3, 3], &[0, 2]);
        check(&[0, 1, 2], &[0, 1, 2]);
    }

    #[test]
    fn a_word_between_two_sentences_belongs_to_that_of_its_head() {
        // The first root's last word stands within the second sentence, whose left edge is 1.
        check(&[0, 2, 2, 0], &[0, 1]);
    }

    /// Where the search below `top` finds `wanted` in the tree of `heads`.
    #[track_caller]
    fn find(heads: &[u32], top: usize, wanted: &[usize], found: Option<usize>) {
        let links = Links::new(heads);
        assert_eq!(links.find(top, |it| Some(wanted.contains(&it))), found);
    }

    #[test]
    fn the_nearest_level_is_searched_first_and_from_left_to_right() {
        let heads = [1, 4, 1, 4, 4, 4, 5];
        find(&heads, 4, &[0, 5], Some(5));
        find(&heads, 4, &[0, 6], Some(0));
        find(&heads, 4, &[1, 3, 5], Some(1));
        find(&heads, 4, &[4], None);
        find(&heads, 1, &[6], None);
    }

    #[test]
    fn a_token_that_moves_is_found_at_its_new_place_only() {
        let mut heads = vec![1, 4, 1, 4, 4, 4, 5];
        let mut links = Links::new(&heads);
        links.hang(3, 5, &mut heads);
        assert_eq!(heads, [1, 4, 1, 5, 4, 4, 5]);
        // The edges of 5 are still those from before, so 3 does not lie within.
        assert_eq!(links.find(5, |it| Some(it == 3)), None);
        links.hang(2, 4, &mut heads);
        assert_eq!(links.find(4, |it| Some([2, 5].contains(&it))), Some(2));
        assert_eq!(links.find(1, |it| Some(it == 2)), None);
    }
}
