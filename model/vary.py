"""Makes the texts to train on: those corrected, and variants of them with the same trees.

Entries of Wikipedia are in the present tense, name few speakers, and name well-known places. News is in the past tense,
and somebody says it. So there are variants in the past tense, with a speaker in one of the frames that news uses, with
names from everywhere in the place of those in the text, and a few as headlines, in capitals and in small letters.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from correct import HARM, SAYING, bare
from frames import reported, toll_sentence
from names import Names, read_gazetteer, read_names
from pools import Pools, fill_pools, fix_article, last_of, with_article
from tense import in_the_past
from tree import Entity, Name, Tree, copy, cut, joined, read_shard, root_of, with_name, write_shard

REGISTERS = Path(__file__).parents[1] / "crates/statement/registers"


def renamed(tree: Tree, pools: Pools, names: Names, rng: random.Random, share: float = 0.8) -> Tree:
    """The text about somebody else, somewhere else; a name that comes twice is replaced by the same."""
    chosen: dict[str, Name | None] = {}
    surnames: dict[str, Name] = {}
    for entity in reversed(list(tree.entities)):
        text = bare(tree, entity)
        key = f"{entity.label} {text}"
        if key not in chosen:
            chosen[key] = replacement(tree, entity, pools, names, rng) if rng.random() < share else None
            name = chosen[key]
            if name and entity.label == "PERSON" and " " not in text and text in surnames:
                name = chosen[key] = surnames[text]
            if name and entity.label == "PERSON" and len(name.words) > 1:
                surnames[text.split()[-1]] = last_of(name)
        name = chosen[key]
        if name is None:
            continue
        changed = with_name(tree, entity.start, entity.end, name)
        if changed:
            fix_article(changed, entity.start)
            tree = changed
    return tree


def replacement(tree: Tree, entity: Entity, pools: Pools, names: Names, rng: random.Random) -> Name | None:
    """Another name of the same sort, that fits where this one stands."""
    text, article = bare(tree, entity), tree.words[entity.start] in {"the", "The"}
    before = tree.words[entity.start - 1].lower() if entity.start else ""
    last_tag, speaks = tree.tags[entity.end - 1], tree.deps[entity.end - 1] == "nsubj"
    match entity.label:
        case "GPE" if text in names.countries and not article:
            return rng.choice(pools.countries)
        case "GPE" if not article and last_tag == "NNP":
            return rng.choice(pools.cities)
        case "PERSON" if last_tag == "NNP":
            name = rng.choice(pools.people)
            return name if entity.end - entity.start > 1 or rng.random() < 0.3 else last_of(name)
        case "NORP" if entity.end - entity.start == 1 and last_tag in {"JJ", "NNP"}:
            return Name((rng.choice(pools.demonyms).split()[-1],), (False,), (last_tag,), (0,), ("amod",), "NORP")
        case "ORG" if last_tag == "NNP" and before != "the" and (speaks or known(entity, tree, names)):
            name = pools.organisation(rng, kinds_like(tree, entity, names))
            return with_article(name, tree.words[entity.start]) if article else name
    return None


def kinds_like(tree: Tree, entity: Entity, names: Names) -> list[str]:
    """The register's kinds that may stand where this organisation stands."""
    kind = known(entity, tree, names)
    return [kind] if kind else ["media", "monitors", "armed", "official", "united_nations"]


def known(entity: Entity, tree: Tree, names: Names) -> str | None:
    """The register's kind of this organisation, if it is there."""
    words = tuple(tree.words[entity.start : entity.end])
    return names.organisations.get(words) or names.organisations.get(words[1:])


def without(tree: Tree, dropped: set[int]) -> Tree:
    """The text without these tokens, which must carry nothing."""
    kept = [token for token in range(len(tree)) if token not in dropped]
    place = {token: index for index, token in enumerate(kept)}
    entities = []
    for entity in tree.entities:
        inside = [place[token] for token in range(entity.start, entity.end) if token in place]
        if inside:
            entities.append(Entity(inside[0], inside[-1] + 1, entity.label))
    return Tree(
        [tree.words[it] for it in kept], [tree.spaces[it] for it in kept], [tree.tags[it] for it in kept],
        [place[tree.heads[it]] for it in kept], [tree.deps[it] for it in kept], entities,
    )  # fmt: skip


def as_headline(tree: Tree) -> Tree:
    """Without articles, forms of "be" that only help, and the full stop."""
    carrying = {head for token, head in enumerate(tree.heads) if head != token}
    dropped = {
        token
        for token in range(len(tree))
        if token not in carrying
        and (
            tree.words[token].lower() in {"a", "an", "the"}
            or (tree.deps[token] == "auxpass" and tree.words[token] in {"is", "are"})
            or (token == len(tree) - 1 and tree.words[token] == ".")
        )
    }
    short = without(tree, dropped)
    short.words[0] = short.words[0][0].upper() + short.words[0][1:]
    short.spaces[-1] = False
    return short


def respelled(tree: Tree, spell: Callable[[str], str], teacher: Language) -> Tree | None:
    """The text in other letters, if the tokenizer cuts it the same way."""
    changed = copy(tree)
    changed.words = [spell(word) for word in tree.words]
    return changed if [token.text for token in teacher.make_doc(changed.text())] == changed.words else None


def sentences_of(tree: Tree) -> Iterator[Tree]:
    """The sentences that stand alone."""
    for start, end in tree.sentence_spans():
        sentence = cut(tree, start, end)
        if sentence:
            sentence.spaces[-1] = False
            yield sentence


def clause_of(sentence: Tree) -> Tree | None:
    """The sentence without its full stop, if somebody could say it."""
    root = root_of(sentence)
    speakable = (
        6 <= len(sentence) <= 34
        and sentence.tags[root] in {"VBZ", "VBP", "VBD", "VBN"}
        and sentence.words[root].lower() not in SAYING
        and sentence.words[-1] == "."
        and sentence.heads[-1] == root
        and not {'"', "“", ":", ";"} & set(sentence.words)
    )
    return cut(sentence, 0, len(sentence) - 1) if speakable else None


def variants(tree: Tree, pools: Pools, names: Names, teacher: Language, rng: random.Random) -> Iterator[Tree]:
    """What is made of one text besides itself."""
    if rng.random() < 0.55:
        base = (in_the_past(tree, pools.past) if rng.random() < 0.7 else None) or tree
        yield renamed(base, pools, names, rng)
    for sentence in sentences_of(tree):
        harm = bool(HARM.search(sentence.text()))
        clause = clause_of(sentence)
        if clause and rng.random() < (0.4 if harm else 0.12):
            told = (in_the_past(clause, pools.past) if rng.random() < 0.8 else None) or clause
            yield reported(renamed(told, pools, names, rng, 0.5), pools, names, rng)
        if harm and rng.random() < 0.05:
            yield toll_sentence(pools, names, rng)
        if rng.random() < 0.04:
            yield renamed(as_headline(sentence), pools, names, rng, 0.3)
        if rng.random() < 0.025:
            spell = rng.choice([str.upper, str.upper, str.lower, lambda word: word[0].upper() + word[1:]])
            changed = respelled(renamed(sentence, pools, names, rng, 0.3), spell, teacher)
            if changed:
                yield changed


def paragraphs(trees: list[Tree], rng: random.Random) -> Iterator[Tree]:
    """The texts in pieces of one to three."""
    start = 0
    while start < len(trees):
        size = rng.choice([1, 1, 1, 2, 2, 3])
        yield joined(trees[start : start + size])
        start += size


def main() -> None:
    """Writes the shards to train on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corrected", type=Path, help="folder that correct.py wrote")
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", default="en_core_web_md")
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--registers", type=Path, default=REGISTERS, help="folder of actors.toml and sources.toml")
    parser.add_argument("--shards", type=int, default=11, help="files to write, each from all sorts of texts")
    parser.add_argument("--worker", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()

    teacher = spacy.load(arguments.teacher, exclude=["senter"])
    names = read_names(Path(__file__).with_name("names.toml"), teacher)
    corrected = sorted(arguments.corrected.glob("train-*.spacy"))
    places = list(read_gazetteer(arguments.gazetteer))
    pools = fill_pools(teacher, names, arguments.registers, places, corrected[:10], random.Random(0))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for shard in range(arguments.worker, arguments.shards, arguments.workers):
        started, rng = time.monotonic(), random.Random(shard)
        trees = [tree for path in corrected[shard :: arguments.shards] for tree in read_shard(path, teacher.vocab)]
        trees += [variant for tree in trees for variant in variants(tree, pools, names, teacher, rng)]
        rng.shuffle(trees)
        write_shard(arguments.out / f"train-{shard:03}.spacy", list(paragraphs(trees, rng)), teacher.vocab)
        tokens = sum(map(len, trees))
        print(f"train-{shard:03}: {len(trees)} texts, {tokens} tokens, {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
