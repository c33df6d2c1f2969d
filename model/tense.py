"""Puts the verbs of a text into the past tense, word for word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tree import Tree, read_shard

PRESENT = {"VBZ", "VBP"}
AUXILIARIES = {"is": "was", "are": "were", "am": "was", "has": "had", "have": "had", "does": "did", "do": "did"}
# Verbs that the teacher takes for nouns in "kills five and injures three".
OFTEN_MISSED = {"injures", "injure", "wounds", "wound", "kills", "kill", "hurts", "displaces", "destroys"}
CONTRACTED = {"’s", "'re", "'ve", "'m", "’re", "’ve", "’m"}


def past_forms(nlp: Language, shards: list[Path]) -> dict[str, str]:
    """For every verb in the present tense that the shards hold, its most frequent form in the past tense there."""
    counted: dict[str, Counter[str]] = {"VBD": Counter(), "VBZ": Counter(), "VBP": Counter()}
    for path in shards:
        for tree in read_shard(path, nlp.vocab):
            for word, tag in zip(tree.words, tree.tags, strict=True):
                if tag in counted and word.isalpha():
                    counted[tag][word.lower()] += 1
    lemmas = {tag: dict(zip(words, lemmas_of(nlp, list(words), tag), strict=True)) for tag, words in counted.items()}
    past: dict[str, str] = {}
    for word, _ in counted["VBD"].most_common():
        past.setdefault(lemmas["VBD"][word], word)
    forms = {word: past[lemma] for tag in PRESENT for word, lemma in lemmas[tag].items() if lemma in past}
    return {word: form for word, form in forms.items() if word != form} | AUXILIARIES


def lemmas_of(nlp: Language, words: list[str], tag: str) -> list[str]:
    """The words' lemmas, as the pipeline's own rules have them."""
    doc = Doc(nlp.vocab, words=words, tags=[tag] * len(words))
    for component in ["attribute_ruler", "lemmatizer"]:
        doc = nlp.get_pipe(component)(doc)
    return [token.lemma_ for token in doc]


def to_change(tree: Tree, forms: dict[str, str]) -> dict[int, str]:
    """The tokens in the present tense, with their words in the past tense where known."""
    return {
        token: form.capitalize() if word[0].isupper() else form
        for token, (word, tag) in enumerate(zip(tree.words, tree.tags, strict=True))
        if (tag in PRESENT or (tag != "VB" and word in OFTEN_MISSED)) and (form := forms.get(word.lower()))
    }


def in_the_past(tree: Tree, forms: dict[str, str]) -> Tree | None:
    """The text in the past tense, unless one of its verbs is unknown or it quotes somebody."""
    if any(word in {'"', "“"} | CONTRACTED for word in tree.words):
        return None
    changed = to_change(tree, forms)
    if any(tag in PRESENT and token not in changed for token, tag in enumerate(tree.tags)):
        return None
    return Tree(
        words=[changed.get(token, word) for token, word in enumerate(tree.words)],
        spaces=list(tree.spaces),
        tags=["VBD" if token in changed else tag for token, tag in enumerate(tree.tags)],
        heads=list(tree.heads),
        deps=list(tree.deps),
        entities=list(tree.entities),
    )
