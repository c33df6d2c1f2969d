//! Realis: whether the text tells a thing as having happened. The words are lists here because
//! each stands for a turn of English grammar, not for a way of saying a thing.

use ascribe_sentence::Pos;

use crate::{statement::Realis, tree::Tree};

/// How the word `trigger` and what it hangs on tell of the event.
pub(crate) fn of(tree: &Tree, trigger: usize) -> Realis {
    let mut at = trigger;
    let mut left = tree.len();
    loop {
        if let Some(realis) = of_one(tree, at, trigger) {
            return realis;
        }
        left = left.saturating_sub(1);
        let Some(head) = tree.head(at).filter(|_| left > 0) else {
            return background(tree, trigger);
        };
        if matches!(tree.dep(at), "acl" | "ccomp") && is_untrue(tree, head) {
            return Realis::Denied;
        }
        // What a clause beside or around says of itself does not reach into this one.
        if matches!(
            tree.dep(at),
            "advcl"
                | "relcl"
                | "acl"
                | "conj"
                | "parataxis"
                | "prep"
                | "nsubj"
                | "nsubjpass"
                | "npadvmod"
        ) {
            if tree.dep(at) == "conj"
                && tree.children_by(at, &["nsubj", "nsubjpass"]).next().is_none()
                && tree.is_verb(at)
                && tree.is_verb(head)
            {
                at = head;
                continue;
            }
            if !governs(tree, at, head) {
                return background(tree, trigger);
            }
        }
        if matches!(
            tree.dep(at),
            "xcomp" | "ccomp" | "acl" | "pcomp" | "pobj" | "dobj" | "prep" | "advcl" | "relcl"
        ) && let Some(realis) = under(tree, head)
            && !beside_who_is_suspected(tree, at, head)
            // Who is ordered to leave leaves; who is ordered killed may live.
            && !(tree.lemma(head) == "order" && tree.lemma(trigger).starts_with("evacuat"))
        {
            return realis;
        }
        at = head;
    }
}

/// "Reports that ten were killed are false", "no truth to reports that ten were killed", "rejected
/// reports that ten were killed".
fn is_untrue(tree: &Tree, report: usize) -> bool {
    const UNTRUE: &[&str] =
        &["false", "untrue", "baseless", "unfounded", "wrong", "incorrect", "fabricated"];
    if !matches!(tree.lemma(report), "report" | "rumour" | "rumor" | "claim" | "allegation") {
        return false;
    }
    let Some(head) = tree.head(report) else { return false };
    let said_so = tree.dep(report) == "nsubj"
        && tree.children_by(head, &["acomp", "attr"]).any(|it| tree.is(it, UNTRUE));
    let no_truth = tree.dep(report) == "pobj"
        && tree.head(head).is_some_and(|it| {
            tree.lemma(it) == "truth"
                && tree.children_by(it, &["det"]).any(|it| tree.is(it, &["no"]))
        });
    let denied = tree.dep(report) == "dobj" && under(tree, head) == Some(Realis::Denied);
    said_so || no_truth || denied
}

/// "a plot to kill", "accused of killing": the noun or verb above decides.
fn governs(tree: &Tree, at: usize, head: usize) -> bool {
    matches!(tree.dep(at), "acl" | "prep") && under(tree, head).is_some()
}

/// "Ten were killed, the group is suspected": what is only beside the suspicion is no part of it.
fn beside_who_is_suspected(tree: &Tree, at: usize, head: usize) -> bool {
    let is_whole = |it: usize| tree.children_by(it, &["nsubj", "nsubjpass"]).next().is_some();
    let suspected = tree.children_by(head, &["nsubjpass"]).next();
    at < head && is_whole(at) && suspected.is_some_and(|it| at < it && tree.pos(it) != Pos::Pron)
}

fn of_one(tree: &Tree, it: usize, trigger: usize) -> Option<Realis> {
    for child in tree.children(it).iter().copied() {
        match tree.dep(child) {
            "neg" if tree.is_verb(it) => return Some(Realis::Denied),
            "aux" if tree.is(child, &["may", "might", "could"]) => return Some(Realis::Possible),
            "aux" if tree.is(child, &["would", "will", "'ll", "shall", "should"]) => {
                return Some(Realis::Threatened);
            }
            "acomp" | "oprd" | "advmod" | "xcomp"
                if it == trigger
                    && tree.is(
                        child,
                        &["feared", "reportedly", "allegedly", "possibly", "presumed"],
                    ) =>
            {
                return (tree.is(child, &["feared", "possibly", "presumed"]))
                    .then_some(Realis::Possible);
            }
            "mark" if it == trigger && tree.is(child, &["if", "unless", "whether"]) => {
                return Some(Realis::Possible);
            }
            _ => {}
        }
    }
    (tree.is(it, &["feared", "presumed", "believed"]) && it != trigger
        || tree.dep(it) == "amod" && tree.is(it, &["possible", "potential", "feared"]))
    .then_some(Realis::Possible)
}

/// What a governing word says of what hangs below it.
fn under(tree: &Tree, head: usize) -> Option<Realis> {
    match tree.lemma(head).to_lowercase().as_str() {
        "plot" | "threaten" | "plan" | "try" | "attempt" | "want" | "vow" | "intend"
        | "conspire" | "threat" | "bid" | "order" | "pledge" | "conspiracy" | "promise"
        | "prepare" | "seek" | "fail" | "aim" | "urge" | "demand" | "call" | "wish" => {
            Some(Realis::Threatened)
        }
        "deny" | "denial" | "refute" | "dismiss" | "reject" => Some(Realis::Denied),
        "fear" | "appear" | "suspect" | "believe" | "seem" | "presume" | "assume" | "speculate"
        | "possibility" | "likely" => Some(Realis::Possible),
        _ => None,
    }
}

/// Told as a fact; a fact of earlier times where the words say so, or where the past stands in a
/// clause on a noun of a sentence that tells of the present.
fn background(tree: &Tree, trigger: usize) -> Realis {
    let past_perfect = tree.children_by(trigger, &["aux"]).any(|it| tree.is(it, &["had"]));
    let earlier = tree.subtree(trigger).any(|it| {
        tree.is(it, &["previous", "earlier", "ago", "previously"]) && tree.dep(it) != "det"
    });
    if earlier && (past_perfect || tree.dep(trigger) == "relcl") || past_of_present(tree, trigger) {
        Realis::Past
    } else {
        Realis::Asserted
    }
}

/// "The court opens an inquiry into clashes in which four people were killed."
fn past_of_present(tree: &Tree, trigger: usize) -> bool {
    let past = tree.tag(trigger) == "VBD"
        || tree.children_by(trigger, &["auxpass", "aux"]).any(|it| tree.tag(it) == "VBD");
    let mut on_noun = tree.dep(trigger) == "relcl";
    let mut at = trigger;
    for above in tree.ancestors(trigger) {
        on_noun |= tree.dep(above) == "relcl";
        at = above;
    }
    past && on_noun && matches!(tree.tag(at), "VBZ" | "VBP")
}
