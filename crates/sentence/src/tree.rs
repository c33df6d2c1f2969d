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
