//! Body: which part of a page is its story. The parts of a page are weighed by the running text in
//! them; the story is the smallest that holds nearly all of it, without the boxes that say they are
//! something else or hold chiefly links. What single lines are is for `story.rs`.

use crate::{
    call,
    label::Label,
    tree::{Tag, Tree, n_letters},
};

/// Where the story stands in a tree.
pub(crate) struct Body {
    /// The smallest part that holds the story.
    pub(crate) root: usize,
    /// Parts that are left out, with all that is within.
    pub(crate) is_out: Vec<bool>,
    /// How many headlines lead to other pages, in the parts that are not furniture by name.
    pub(crate) n_headlines: usize,
}

/// Finds the story under a headline; `is_out` holds what is known not to be of it.
pub(crate) fn find(tree: &Tree, mut is_out: Vec<bool>, title: Option<&str>) -> Body {
    let own = own_weights(tree, title.map_or(0, n_letters));
    let all = sums(tree, &own, &is_out);
    let total = all[0].text;
    let known = is_out.clone();
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        if is_picture(tree, at) {
            is_out[at] = true;
            continue;
        }
        if node.tag == Tag::Heading && node.label == Label::Furniture {
            // A heading that says so speaks for the box that it stands at the head of.
            let parent = node.parent;
            let is_head = node.n_before == tree.nodes[parent].n_before;
            is_out[parent] |= is_head && all[parent].text <= 0.8 * total;
        }
        // A few letters within a line are a mark of the story's: a note's number, a name.
        if node.tag.is_inline() && (node.n_letters < 8 || has_labelled(tree, at)) {
            continue;
        }
        let most = match (node.label, node.tag) {
            (Label::Apart | Label::Hidden, _) => 0.8,
            (Label::Furniture, _) | (_, Tag::Around) => 0.4,
            (Label::Head, _) if is_head(tree, at) => 0.2,
            _ => continue,
        };
        is_out[at] |= all[at].text <= most * total;
    }
    // Labels that leave hardly anything are names of another kind.
    if sums(tree, &own, &is_out)[0].text < 0.1 * total {
        for (at, node) in tree.nodes.iter().enumerate() {
            if matches!(node.label, Label::Furniture | Label::Hidden) {
                is_out[at] = known[at];
            }
        }
    }
    leave_out_comments(tree, &own, &mut is_out);
    let n_headlines = n_headlines(tree, &is_out);
    let mut kept = sums(tree, &own, &is_out);
    leave_out_links(tree, &kept, &mut is_out);
    kept = sums(tree, &own, &is_out);
    let half = 0.5 * kept[0].text;
    leave_out_teasers(tree, &kept, &mut is_out, |it| it.text < half);
    kept = sums(tree, &own, &is_out);
    leave_out_teasers(tree, &kept, &mut is_out, Weight::is_list);
    kept = sums(tree, &own, &is_out);
    if kept[0].text == 0.0 {
        return Body { root: 0, is_out, n_headlines };
    }
    let root = root(tree, &own, &kept, &is_out);
    let root = with_neighbours(tree, root, &kept, &mut is_out);
    Body { root, is_out, n_headlines }
}

/// Whether an element that says so holds a byline or a date, and is not a name within a sentence.
fn is_head(tree: &Tree, at: usize) -> bool {
    /// Longer ones are neither, whatever they say.
    const LONGEST: usize = 200;
    let node = &tree.nodes[at];
    let is_most = tree.nodes[node.parent].n_letters <= node.n_letters * 2;
    node.n_letters <= LONGEST && (!node.tag.is_inline() || is_most)
}

/// Whether a box says that it holds a picture, and holds one with few words.
fn is_picture(tree: &Tree, at: usize) -> bool {
    /// Longer boxes hold a story with pictures.
    const LONGEST: usize = 400;
    let node = &tree.nodes[at];
    node.label == Label::Picture
        && !node.tag.is_inline()
        && node.n_letters <= LONGEST
        && (at..node.end).any(|it| tree.nodes[it].tag == Tag::Image)
}

/// Whether something within says the same of itself.
fn has_labelled(tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    tree.nodes[at + 1..node.end].iter().any(|it| it.label == node.label)
}

/// What a part of a page holds.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    /// Letters of running text, fewer where it is likely not story.
    text: f32,
    n_paragraphs: usize,
    /// Headings that lead to another page: teasers have them, stories do not.
    n_linked_headings: usize,
}

impl Weight {
    /// Whether each heading that leads to another page stands over a sentence or two.
    fn is_list(self) -> bool {
        /// A story's headings stand over more.
        const LONGEST_TEASER: usize = 200;
        const FEWEST: usize = 3;
        self.n_linked_headings >= FEWEST
            && self.text < (self.n_linked_headings * LONGEST_TEASER) as f32
    }

    fn is_story(self, n_letters: usize) -> bool {
        self.text > 0.0
            && self.text >= n_letters as f32 * 0.5
            && self.n_linked_headings * 2 < self.n_paragraphs.max(1)
    }
}

/// What each block weighs by the words that stand right in it.
fn own_weights(tree: &Tree, n_letters_of_title: usize) -> Vec<Weight> {
    let n = tree.nodes.len();
    let mut block_of = vec![0; n];
    let mut letters = vec![(0_usize, 0_usize); n];
    for (at, node) in tree.nodes.iter().enumerate() {
        block_of[at] = if node.tag.is_inline() && at > 0 { block_of[node.parent] } else { at };
        if node.tag == Tag::Text {
            let own = &mut letters[block_of[at]];
            own.0 += node.n_letters;
            own.1 += node.n_linked;
        }
    }
    let weigh = |(at, (n_letters, n_linked)): (usize, (usize, usize))| {
        let node = &tree.nodes[at];
        let mut weight = Weight::default();
        if matches!(node.tag, Tag::Heading | Tag::Title) {
            // The headline often leads to its own page.
            let is_linked = node.n_letters > 0
                && node.n_letters != n_letters_of_title
                && node.n_linked * 10 > node.n_letters * 8;
            weight.n_linked_headings = usize::from(is_linked);
            return weight;
        }
        let n_free = n_letters - n_linked;
        if n_free < 40
            || n_linked > n_free
            || node.label == Label::Caption
            || node.tag == Tag::FigureCaption
        {
            return weight;
        }
        let share = if matches!(node.tag, Tag::Item | Tag::Cell) { 0.5 } else { 1.0 };
        weight.text = n_free as f32 * share;
        weight.n_paragraphs = 1;
        weight
    };
    letters.into_iter().enumerate().map(weigh).collect()
}

/// Per node the weight of all within that is not out.
fn sums(tree: &Tree, own: &[Weight], is_out: &[bool]) -> Vec<Weight> {
    let mut sums = own.to_vec();
    for at in (1..tree.nodes.len()).rev() {
        if is_out[at] {
            sums[at] = Weight::default();
        }
        let sum = sums[at];
        let parent = &mut sums[tree.nodes[at].parent];
        parent.text += sum.text;
        parent.n_paragraphs += sum.n_paragraphs;
        parent.n_linked_headings += sum.n_linked_headings;
    }
    sums
}

/// The smallest part that holds nearly all of the weight.
fn root(tree: &Tree, own: &[Weight], kept: &[Weight], is_out: &[bool]) -> usize {
    // What calls itself the story is believed where it holds most of the running text.
    let said = (1..tree.nodes.len())
        .filter(|at| tree.nodes[*at].label == Label::Story)
        .find(|at| !is_out[*at] && kept[*at].text >= kept[0].text * 0.5);
    let mut root = said.unwrap_or(0);
    loop {
        let heaviest = tree
            .children(root)
            .filter(|at| !is_out[*at])
            .max_by(|a, b| kept[*a].text.total_cmp(&kept[*b].text));
        match heaviest {
            Some(child)
                if kept[child].text >= kept[root].text * 0.8
                    && own[child].text < kept[child].text * 0.5
                    && !tree.nodes[child].tag.is_inline() =>
            {
                root = child;
            }
            _ => return root,
        }
    }
}

/// The part around a root whose other parts hold story too; those that do not are left out.
fn with_neighbours(tree: &Tree, root: usize, kept: &[Weight], is_out: &mut [bool]) -> usize {
    let is_story = |at: usize| kept[at].is_story(tree.nodes[at].n_letters);
    let mut found = root;
    let mut at = root;
    /// Stories are not cut into pieces higher up.
    const HIGHEST: usize = 6;
    for _ in 0..HIGHEST {
        if at == 0 || matches!(tree.nodes[at].tag, Tag::Article | Tag::Main) {
            break;
        }
        let parent = tree.nodes[at].parent;
        let more = tree.children(parent).any(|it| {
            it != at
                && !is_out[it]
                && is_story(it)
                && (kept[it].text > 0.2 * kept[root].text
                    || kept[it].n_paragraphs > 1 && kept[it].text > 0.04 * kept[root].text)
        });
        if more {
            let mut inner = found;
            while inner != parent {
                let outer = tree.nodes[inner].parent;
                for it in tree.children(outer) {
                    if it != inner && !is_story(it) {
                        is_out[it] = true;
                    }
                }
                inner = outer;
            }
            found = parent;
        }
        at = parent;
    }
    found
}

fn n_headlines(tree: &Tree, is_out: &[bool]) -> usize {
    /// Shorter links are topics and buttons.
    const SHORTEST: usize = 20;
    let mut n = 0;
    let mut at = 0;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        let is_link = node.tag == Tag::Link && node.n_linked >= SHORTEST;
        n += usize::from(is_link && !is_out[at]);
        at = if is_link || is_out[at] { node.end } else { at + 1 };
    }
    n
}

/// Leaves out what stands under a heading over comments, as far as its box goes.
fn leave_out_comments(tree: &Tree, own: &[Weight], is_out: &mut [bool]) {
    /// "Leave a Reply Cancel reply" has 23.
    const LONGEST: usize = 40;
    /// So many letters of running text stand before comments, and not before a story.
    const FEWEST_BEFORE: f32 = 200.0;
    let mut before = 0.0;
    // All from here back is out already.
    let mut out_to = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        if !is_out[at] {
            before += own[at].text;
        }
        let may_be = node.tag == Tag::Heading && (1..=LONGEST).contains(&node.n_letters);
        if !may_be
            || at < out_to
            || before < FEWEST_BEFORE
            || !call::is_over_comments(&tree.words(at))
        {
            continue;
        }
        // The heading may stand alone in a wrapper.
        let mut head = at;
        while tree.nodes[tree.nodes[head].parent].n_letters == node.n_letters {
            head = tree.nodes[head].parent;
        }
        is_out[head] = true;
        out_to = tree.nodes[tree.nodes[head].parent].end;
        let mut next = tree.nodes[head].end;
        while next < out_to {
            is_out[next] = true;
            next = tree.nodes[next].end;
        }
    }
}

/// Leaves out the boxes that hold chiefly links and no running text.
fn leave_out_links(tree: &Tree, kept: &[Weight], is_out: &mut [bool]) {
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        let is_links = kept[at].text == 0.0 && node.n_linked * 2 > node.n_letters;
        is_out[at] |= is_links && is_box(node.tag);
    }
}

/// Leaves out teasers: headings that lead to other pages, each with a sentence or two. The smallest
/// box that holds such a heading and a paragraph is a teaser, or several where `is_teasers` says so.
fn leave_out_teasers(
    tree: &Tree,
    kept: &[Weight],
    is_out: &mut [bool],
    is_teasers: impl Fn(Weight) -> bool,
) {
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Heading || kept[at].n_linked_headings == 0 {
            continue;
        }
        let mut around = node.parent;
        while around > 0 && kept[around].n_paragraphs == 0 {
            around = tree.nodes[around].parent;
        }
        let tag = tree.nodes[around].tag;
        is_out[around] |= (is_box(tag) || tag == Tag::Item)
            && kept[around].n_linked_headings * 2 >= kept[around].n_paragraphs
            && is_teasers(kept[around]);
    }
}

fn is_box(tag: Tag) -> bool {
    matches!(tag, Tag::Block | Tag::List | Tag::Table | Tag::Row | Tag::Article)
}
