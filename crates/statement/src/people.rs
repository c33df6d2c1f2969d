//! People: who and how many a noun phrase means. Which phrase tells of people harmed is for the
//! rules in `figure.rs` to say.

use std::ops::RangeInclusive;

use ascribe_sentence::Pos;

use crate::{
    nouns::{Counts, Nouns},
    numeral::{self, Count, Numeral},
    rules::Doubt,
    toll::{self, Toll},
    tree::Tree,
    words::WORDS,
};

/// Some people, as one noun phrase counts them.
#[derive(Clone, Debug)]
pub(crate) struct People {
    /// The word the phrase hangs on: the noun, or the number where there is no noun.
    pub(crate) head: usize,
    pub(crate) toll: Toll,
    /// The number with its hedge, or the single person.
    pub(crate) quote: RangeInclusive<usize>,
    /// The words that say who they are; `None` where it is only a number.
    pub(crate) group: Option<RangeInclusive<usize>>,
    /// "39 of the dead": the people are a part of others who stand after `of`.
    pub(crate) of: Option<usize>,
}

/// The people of a noun phrase and of those joined to it by "and".
pub(crate) fn read(tree: &Tree, nouns: &Nouns, doubt: Doubt, head: usize) -> Vec<People> {
    let head = tree.antecedent(head);
    let mut out: Vec<People> = Vec::new();
    for it in joined(tree, head) {
        match read_one(tree, nouns, doubt, it) {
            Some(people) => {
                // "a father and daughter" are two persons in one phrase.
                if let Some(before) = out.last_mut()
                    && is_single(&before.toll)
                    && is_single(&people.toll)
                    && is_bare(tree, it)
                {
                    before.toll = Toll { low: Some(2), high: Some(2), hedge: String::new() };
                    before.quote = *before.quote.start()..=it;
                    before.group = before.group.take().map(|group| *group.start()..=it);
                    continue;
                }
                // "thousands and thousands" are no more than thousands.
                if let Some(before) = out.last_mut()
                    && before.toll == people.toll
                    && people.toll.low.or(people.toll.high).is_none()
                    && tree.lemma(before.head) == tree.lemma(people.head)
                {
                    *before =
                        People { quote: *before.quote.start()..=*people.quote.end(), ..people };
                    continue;
                }
                out.push(people);
            }
            // "20 women and children" are one group: the second noun has no number of its own.
            None => continue,
        }
    }
    out
}

/// The people of one number, without those joined to it.
pub(crate) fn read_alone(tree: &Tree, nouns: &Nouns, head: usize) -> Option<People> {
    read_one(tree, nouns, Doubt::Unknown, head)
}

/// The phrase's head and what is joined to it, in the order of the text.
fn joined(tree: &Tree, head: usize) -> Vec<usize> {
    let mut heads = vec![head];
    let mut next = 0;
    while let Some(&at) = heads.get(next) {
        heads.extend(
            tree.children_by(at, &["conj"])
                .filter(|&it| !tree.is_verb(it) && !is_harmed_otherwise(tree, it)),
        );
        heads.extend(tree.children_by(at, &["appos"]).filter(|&it| goes_on(tree, at, it)));
        next += 1;
    }
    heads.sort_unstable();
    heads
}

/// "his wife, their two sons and a neighbour", "29 rebels, 16 guards and a cook": the tree takes the
/// second for a name of the first. "45 people, 29 rebels and 16 guards" does name the first.
fn goes_on(tree: &Tree, first: usize, second: usize) -> bool {
    const ANYONE: &[&str] = &["people", "person", "other", "victim", "civilian", "passenger"];
    let mut rest = vec![second];
    let mut next = 0;
    while let Some(&at) = rest.get(next) {
        rest.extend(tree.children_by(at, &["conj"]).filter(|&it| !tree.is_verb(it)));
        next += 1;
    }
    let has_and = rest.iter().any(|&it| tree.children_by(it, &["cc"]).next().is_some());
    let number = |it: usize| tree.children_by(it, &["nummod"]).next();
    let is_counted = |it: usize| number(it).is_some();
    // "One guard was killed, two others and a woman hurt": others of another verb.
    let has_verb_between = (first + 1..second).any(|it| tree.is_verb(it));
    if !has_and || rest.len() < 2 || has_verb_between {
        return false;
    }
    if !is_counted(first) {
        return rest.iter().any(|&it| is_counted(it))
            || tree.children_by(second, &["poss"]).next().is_some();
    }
    let count = |it: usize| {
        let words = [tree.token(number(it)?).text.as_str()];
        toll::find_around(&words, 0).and_then(|found| found.toll.low)
    };
    let count = |it: usize| if is_counted(it) { count(it) } else { Some(1) };
    let sum: Option<u64> =
        rest.iter().try_fold(0_u64, |sum, &it| Some(sum.saturating_add(count(it)?)));
    !ANYONE.contains(&tree.lemma(first)) && sum.is_some() && sum != count(first)
}

/// "14 dead and 30 injured": the second number has its own word of harm.
pub(crate) fn is_harmed_otherwise(tree: &Tree, it: usize) -> bool {
    const HARMED: &[&str] =
        &["injured", "wounded", "hurt", "missing", "dead", "killed", "arrested", "detained"];
    tree.is(it, HARMED) || it + 1 < tree.len() && tree.is(it + 1, HARMED)
}

/// A noun without article, owner and number of its own.
fn is_bare(tree: &Tree, it: usize) -> bool {
    tree.children_by(it, &["det", "poss", "nummod"]).next().is_none() && tree.pos(it) == Pos::Noun
}

fn is_single(toll: &Toll) -> bool {
    toll.low == Some(1) && toll.high == Some(1)
}

fn read_one(tree: &Tree, nouns: &Nouns, doubt: Doubt, head: usize) -> Option<People> {
    if matches!(tree.pos(head), Pos::Punct | Pos::Space | Pos::Verb | Pos::Aux | Pos::Adp)
        && !is_number(tree, head)
    {
        return None;
    }
    // What is owned ("his three sons' car") does not count the owner's numbers.
    let owned_until = tree
        .children_by(head, &["poss"])
        .filter(|&it| it < head)
        .map(|it| *tree.subtree(it).end() + 1)
        .max();
    let first = owned_until.unwrap_or_else(|| phrase_start(tree, head)).min(head);
    let words: Vec<&str> = (first..=head).map(|it| tree.token(it).text.as_str()).collect();
    let one_more = tree.is(head, &["second", "third", "fourth", "fifth", "sixth"])
        && tree.children_by(head, &["det"]).any(|it| tree.is(it, &["a"]))
        && tree.children_by(head, &["prep"]).all(|it| !tree.is(it, &["of"]));
    if tree.is(head, &["another"]) || one_more {
        let toll = Toll { low: Some(1), high: Some(1), hedge: String::new() };
        return Some(People { head, toll, quote: first..=head, group: None, of: None });
    }
    if is_number(tree, head) {
        return read_number(tree, nouns, doubt, head);
    }
    // "a total of 21 people"
    if tree.is(head, &["total"]) {
        return of_object(tree, head).and_then(|object| read_one(tree, nouns, doubt, object));
    }
    let counted = nouns.counts(tree.lemma(head));
    let taken = match (counted, doubt) {
        (Counts::People, _) => true,
        (Counts::Things, _) => false,
        (Counts::Unknown, Doubt::Known) => named_people(tree, head),
        (Counts::Unknown, Doubt::Unknown) => true,
    };
    if !taken {
        return None;
    }
    if let Some(share) = share(tree, head) {
        return Some(People {
            head,
            toll: Toll { low: None, high: None, hedge: "half".to_owned() },
            quote: share..=head.min(share + 5),
            group: Some(head..=head),
            of: None,
        });
    }
    let found = toll::find(&words)
        .filter(|found| found.words.clone().all(|it| belongs(tree, first + it, head)));
    if let Some(found) = found {
        let hedged = with_hedge(tree, first + found.words.start, first + found.words.end - 1)
            .unwrap_or((found.toll, first + found.words.start..=first + found.words.end - 1));
        let (toll, quote) = hedged;
        let end = with_others(tree, *quote.end());
        let group_start = (end + 1).min(head);
        return Some(People {
            head,
            toll,
            quote: *quote.start()..=end,
            group: Some(group_start..=head),
            of: None,
        });
    }
    // "a family of five", "a group of 30 pilgrims", "a crowd of dozens"
    let is_name = tree.is_name_of(head, &["PERSON", "NORP"]) && tree.pos(head) != Pos::Adj;
    if nouns.is_group(tree.lemma(head)) || counted != Counts::People && !is_name {
        return of_object(tree, head)
            .filter(|_| nouns.is_group(tree.lemma(head)))
            .and_then(|object| read_one(tree, nouns, doubt, object))
            .map(|people| People { of: None, ..people });
    }
    single(tree, nouns, head, first, counted)
}

/// "half the population", "half the country's people": a share says no number.
fn share(tree: &Tree, head: usize) -> Option<usize> {
    let owner = tree.children_by(head, &["poss"]).next();
    [Some(head), owner]
        .into_iter()
        .flatten()
        .flat_map(|it| tree.children_by(it, &["predet", "det"]).collect::<Vec<_>>())
        .find(|&it| tree.is(it, &["half"]))
}

/// How many words before the last a single person's phrase keeps: "a 19-year-old German student".
const LONGEST: usize = 9;

/// One person: "a policeman", "her son", "the suspect", a name.
fn single(
    tree: &Tree,
    nouns: &Nouns,
    head: usize,
    first: usize,
    counted: Counts,
) -> Option<People> {
    // "a Pole", "a Bangladeshi"
    let demonym = tree.is_name_of(head, &["NORP"])
        && tree.children_by(head, &["det"]).any(|it| tree.is(it, &["a", "an"]));
    let named = is_person_name(tree, head) || demonym;
    if !named && counted != Counts::People {
        return None;
    }
    // "some loss of life" is no one's, "the gorilla Bobo" is no person.
    let is_animal = || {
        let name = tree.name(head).filter(|_| named);
        let before = name.and_then(|it| it.tokens.start.checked_sub(1));
        before.is_some_and(|it| {
            tree.pos(it) == Pos::Noun
                && tree.head(it) == Some(head)
                && nouns.counts(tree.lemma(it)) == Counts::Things
        })
    };
    if !named && !matches!(tree.tag(head), "NN" | "NNP")
        || tree.lemma(head) == "life"
        || is_animal()
    {
        return None;
    }
    let determined = tree.children_by(head, &["det", "poss"]).next();
    if determined.is_some_and(|it| tree.is(it, &["no", "every", "each", "any", "what", "which"])) {
        return None;
    }
    // Without an article it is a name, a headline's "policeman shot dead", or no one in particular.
    let start = determined.map_or(first, |it| *tree.subtree(it).start().min(&head));
    let start = if nouns.is_group(tree.lemma(head)) { return None } else { start };
    let end = tree.name(head).map_or(head, |name| (name.tokens.end - 1).max(head));
    // "Yemen: four fishermen killed": a heading is nobody.
    if start == 0 && end + 1 < tree.len() && tree.is(end + 1, &[":"]) {
        return None;
    }
    Some(People {
        head,
        toll: Toll { low: Some(1), high: Some(1), hedge: String::new() },
        quote: start.max(end.saturating_sub(LONGEST))..=end,
        group: Some(determined.map_or(start, |it| (it + 1).min(head))..=end),
        of: None,
    })
}

/// A phrase whose head is the number itself: "57", "dozens of people", "39 of the dead".
fn read_number(tree: &Tree, nouns: &Nouns, doubt: Doubt, head: usize) -> Option<People> {
    let words: Vec<&str> = tree.sentence.tokens.iter().map(|token| token.text.as_str()).collect();
    let found = toll::find_around(&words, head)?;
    let (start, end) = (found.words.start, found.words.end - 1);
    if is_of_longer_word(tree, end) {
        return None;
    }
    let object = of_object(tree, head).or_else(|| of_object(tree, end));
    if let Some(object) = object {
        // "of the aircraft", "of its territory", but not "of the wounded"
        let things = nouns.counts(tree.lemma(object)) == Counts::Things
            && tree.pos(object) != Pos::Verb
            || doubt == Doubt::Known
                && tree.pos(object) != Pos::Verb
                && nouns.counts(tree.lemma(object)) == Counts::Unknown
                && !named_people(tree, object)
                && !tree.is(object, &["crew", "staff", "family", "patrol", "squad", "platoon"])
                && !tree.is(object, &["ours", "theirs", "mine", "own"])
                // "seven of the nine"
                && !matches!(tree.pos(object), Pos::Pron | Pos::Num);
        if things {
            return None;
        }
    }
    // "57 civilians" where the tree has the number above its noun.
    let beside = (end + 1 < tree.len()
        && object.is_none()
        && matches!(tree.pos(end + 1), Pos::Noun)
        && tree.head(head) == Some(end + 1))
    .then_some(end + 1);
    if beside.is_some_and(|it| nouns.counts(tree.lemma(it)) == Counts::Things) {
        return None;
    }
    let end = with_others(tree, end);
    let end = if object.is_some()
        && end + 1 < tree.len()
        && tree.is(end + 1, &["of"])
        && !tree.tag(end).starts_with("CD")
    {
        end + 1
    } else {
        end
    };
    let part = object.filter(|&it| {
        tree.children_by(it, &["det", "poss"]).next().is_some() || tree.pos(it) == Pos::Pron
    });
    Some(People {
        head,
        toll: found.toll,
        quote: start..=end,
        group: object.filter(|&it| tree.pos(it) != Pos::Pron).map(|it| {
            phrase_start(tree, it)
                .max(
                    tree.children_by(it, &["det", "poss"])
                        .map(|det| *tree.subtree(det).end() + 1)
                        .max()
                        .unwrap_or(0),
                )
                .max(end + 1)
                .min(it)..=it
        }),
        of: part,
    })
}

/// "one-off", "two-way": the number is a piece of another word.
fn is_of_longer_word(tree: &Tree, it: usize) -> bool {
    it + 2 < tree.len()
        && tree.is(it + 1, &["-"])
        && tree.pos(it + 2) != Pos::Num
        && tree.touches(it + 1)
        && tree.touches(it + 2)
}

/// The first word of a noun phrase up to its head.
fn phrase_start(tree: &Tree, head: usize) -> usize {
    let mut start = head;
    for it in tree.children(head).iter().copied().filter(|&it| it < head) {
        if matches!(
            tree.dep(it),
            "punct"
                | "cc"
                | "conj"
                | "mark"
                | "relcl"
                | "advcl"
                | "nsubj"
                | "nsubjpass"
                | "ccomp"
                | "aux"
                | "cop"
                | "prep"
                | "advmod"
                | "preconj"
                | "predet"
        ) && tree.dep(it) != "advmod"
        {
            continue;
        }
        start = start.min(*tree.subtree(it).start());
    }
    start
}

/// Whether a word of the phrase hangs on its head and not on a part of it, as "3rd" in "the 3
/// division's soldiers" does.
fn belongs(tree: &Tree, it: usize, head: usize) -> bool {
    it == head
        || tree
            .ancestors(it)
            .take_while(|&above| above != head)
            .all(|above| !matches!(tree.dep(above), "poss" | "prep" | "pobj" | "relcl" | "acl"))
            && tree.is_under(it, head)
}

/// A hedge that the tree hangs elsewhere still stands beside its number.
fn with_hedge(tree: &Tree, first: usize, last: usize) -> Option<(Toll, RangeInclusive<usize>)> {
    let words: Vec<&str> = tree.sentence.tokens.iter().map(|token| token.text.as_str()).collect();
    let number = (first..=last).rev().find(|&it| toll::find_around(&words, it).is_some())?;
    let found = toll::find_around(&words, number)?;
    Some((found.toll, found.words.start..=found.words.end - 1))
}

/// "15 others", "four more", "six other people": the quote goes on.
fn with_others(tree: &Tree, end: usize) -> usize {
    let next = end + 1;
    if next < tree.len() && tree.is(next, &["others", "other", "more", "additional", "further"]) {
        next
    } else {
        end
    }
}

fn of_object(tree: &Tree, it: usize) -> Option<usize> {
    tree.children_by(it, &["prep"])
        .filter(|&prep| {
            tree.is(prep, &["of"]) || tree.is(prep, &["from", "among"]) && tree.pos(it) == Pos::Num
        })
        .find_map(|prep| tree.children_by(prep, &["pobj"]).next())
}

/// A number, or a word that stands for one.
pub(crate) fn is_number(tree: &Tree, it: usize) -> bool {
    let numeral = tree.tag(it) == "CD" || tree.pos(it) == Pos::Num;
    let vague = [
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "tens",
        "several",
        "many",
        "few",
        "dozen",
        "half",
        "quarter",
        "third",
        "millions",
        "hundred",
        "thousand",
        "million",
        "score",
        "couple",
        "pair",
        "handful",
        "number",
        "majority",
    ];
    // Pipelines take a number in words at the start of a headline for a noun.
    let in_words = matches!(tree.pos(it), Pos::Noun | Pos::Propn | Pos::Adj)
        && tree.name(it).is_none_or(|name| name.tokens.len() == 1 && name.label == "CARDINAL")
        && matches!(
            numeral::read(&numeral::lower(&[&tree.token(it).text]), 0),
            Some(Numeral { count: Count::Exactly(2..), .. })
        );
    in_words
        || numeral && !tree.is_name_of(it, &["DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"])
        || tree.tag(it) == "CD" && bare_number(tree, it)
        || tree.is(it, &vague)
        || tree.is(it, &["most", "some"])
            && it + 2 < tree.len()
            && tree.is(it + 1, &["of"])
            && tree.is(it + 2, &["them", "whom"])
}

/// Pipelines take a bare number after "toll at" for a day; a four-digit year it may well be.
fn bare_number(tree: &Tree, it: usize) -> bool {
    let word = &tree.token(it).text;
    let alone = tree.name(it).is_none_or(|name| {
        name.tokens.len() == 1 || name.tokens.clone().all(|other| tree.tag(other) != "NNP")
    });
    alone && !(word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
}

fn is_person_name(tree: &Tree, it: usize) -> bool {
    // "the charity Bread and Wells" is nobody called Bread.
    let is_body = || {
        let before = tree.name(it).and_then(|name| name.tokens.start.checked_sub(1));
        before.is_some_and(|before| WORDS.is_body(tree.lemma(before)))
    };
    tree.is_name_of(it, &["PERSON"]) && tree.pos(it) == Pos::Propn && !is_body()
}

/// Kurds, Shiites, Palestinians: names of peoples in the plural, or of a person.
fn named_people(tree: &Tree, it: usize) -> bool {
    tree.is_name_of(it, &["NORP", "PERSON"]) && matches!(tree.tag(it), "NNPS" | "NNS" | "NNP")
}
