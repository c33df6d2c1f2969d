"""A labelled text that can be rewritten: a name replaced by another, two texts joined, with the tree kept whole.

What the labels should be is decided elsewhere (`correct.py`, `vary.py`); here is only what keeps them consistent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

ATTRIBUTES = ["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]


@dataclass(frozen=True)
class Entity:
    """Tokens `start` to `end` (exclusive) and what they name."""

    start: int
    end: int
    label: str


@dataclass
class Tree:
    """Tokens with tags, heads (absolute; a root heads itself), labels of dependency, and entities."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[Entity] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The tokens' text, without the space after the last."""
        end = len(self) if end is None else end
        spaced = zip(self.words[start:end], self.spaces[start:end], strict=True)
        return "".join(word + " " * space for word, space in spaced).rstrip()

    def children(self, head: int) -> list[int]:
        """Tokens that hang on this one."""
        return [token for token, its in enumerate(self.heads) if its == head and token != head]

    def subtree(self, head: int) -> list[int]:
        """The token and everything below it, in order."""
        below, waiting = {head}, [head]
        while waiting:
            for child in self.children(waiting.pop()):
                if child not in below:
                    below.add(child)
                    waiting.append(child)
        return sorted(below)

    def root_of(self, start: int, end: int) -> int | None:
        """The one token through which these tokens hang together with the rest, if there is just one."""
        inside = range(start, end)
        roots = [token for token in inside if self.heads[token] not in inside or self.heads[token] == token]
        if len(roots) != 1:
            return None
        for token, head in enumerate(self.heads):
            if token not in inside and head in inside and head != roots[0]:
                return None
        return roots[0]

    def entity_at(self, token: int) -> Entity | None:
        """The entity that covers this token."""
        return next((entity for entity in self.entities if entity.start <= token < entity.end), None)

    def sentence_spans(self) -> list[tuple[int, int]]:
        """First and last-but-one tokens of what hangs on each root."""
        roots = [token for token, head in enumerate(self.heads) if token == head]
        edges = [self.subtree(root) for root in roots]
        return [(edge[0], edge[-1] + 1) for edge in edges]


@dataclass(frozen=True)
class Name:
    """A name as a small tree of its own: heads count from its first token, the root heads itself."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    label: str
    takes_article: bool = False

    @property
    def root(self) -> int:
        """The token on which the others hang."""
        return next(token for token, head in enumerate(self.heads) if token == head)


def with_name(tree: Tree, start: int, end: int, name: Name) -> Tree | None:
    """The tree with `name` in place of the tokens `start` to `end`, or nothing where they do not hang together.

    Entities that overlap these tokens only in part are dropped; the name gets its own.
    """
    root = tree.root_of(start, end)
    if root is None:
        return None
    size, grown = len(name.words), len(name.words) - (end - start)

    def moved(token: int) -> int:
        return token if token < start else start + name.root if token < end else token + grown

    inner = [start + head for head in name.heads]
    inner_deps = list(name.deps)
    inner[name.root] = start + name.root if tree.heads[root] == root else moved(tree.heads[root])
    inner_deps[name.root] = tree.deps[root]
    spaces = list(name.spaces)
    spaces[-1] = tree.spaces[end - 1]
    entities = [
        replace(entity, start=moved(entity.start), end=entity.end if entity.end <= start else entity.end + grown)
        for entity in tree.entities
        if entity.end <= start or entity.start >= end
    ]
    entities.append(Entity(start, start + size, name.label))
    return Tree(
        words=[*tree.words[:start], *name.words, *tree.words[end:]],
        spaces=[*tree.spaces[:start], *spaces, *tree.spaces[end:]],
        tags=[*tree.tags[:start], *name.tags, *tree.tags[end:]],
        heads=[*map(moved, tree.heads[:start]), *inner, *map(moved, tree.heads[end:])],
        deps=[*tree.deps[:start], *inner_deps, *tree.deps[end:]],
        entities=sorted(entities, key=lambda entity: entity.start),
    )


def root_of(tree: Tree) -> int:
    """The first token that hangs on nothing."""
    return next(token for token, head in enumerate(tree.heads) if token == head)


def cut(tree: Tree, start: int, end: int) -> Tree | None:
    """These tokens as a text of their own, if they hang on one of them."""
    inside = range(start, end)
    roots = [token for token in inside if tree.heads[token] not in inside or tree.heads[token] == token]
    if len(roots) != 1:
        return None
    deps = list(tree.deps[start:end])
    deps[roots[0] - start] = "ROOT"
    return Tree(
        words=list(tree.words[start:end]),
        spaces=list(tree.spaces[start:end]),
        tags=list(tree.tags[start:end]),
        heads=[(tree.heads[token] if token != roots[0] else token) - start for token in inside],
        deps=deps,
        entities=[
            Entity(it.start - start, it.end - start, it.label)
            for it in tree.entities
            if start <= it.start and it.end <= end
        ],
    )


def copy(tree: Tree) -> Tree:
    """The same, to be changed."""
    return replace(
        tree,
        words=list(tree.words),
        spaces=list(tree.spaces),
        tags=list(tree.tags),
        heads=list(tree.heads),
        deps=list(tree.deps),
        entities=list(tree.entities),
    )


def joined(trees: list[Tree]) -> Tree:
    """Several texts as one paragraph."""
    whole = Tree([], [], [], [], [])
    for tree in trees:
        offset = len(whole)
        whole.words += tree.words
        whole.spaces += [*tree.spaces[:-1], True]
        whole.tags += tree.tags
        whole.heads += [offset + head for head in tree.heads]
        whole.deps += tree.deps
        whole.entities += [Entity(it.start + offset, it.end + offset, it.label) for it in tree.entities]
    whole.spaces[-1] = False
    return whole


def from_doc(doc: Doc) -> Tree:
    """What spaCy labelled."""
    return Tree(
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        entities=[Entity(span.start, span.end, span.label_) for span in doc.ents],
    )


def to_doc(tree: Tree, vocab: Vocab) -> Doc:
    """For spaCy to train on."""
    marks = ["O"] * len(tree)
    for entity in tree.entities:
        marks[entity.start : entity.end] = [f"I-{entity.label}"] * (entity.end - entity.start)
        marks[entity.start] = f"B-{entity.label}"
    return Doc(
        vocab, words=tree.words, spaces=tree.spaces, tags=tree.tags, heads=tree.heads, deps=tree.deps, ents=marks
    )


def write_shard(path: Path, trees: list[Tree], vocab: Vocab) -> None:
    """One file of labelled texts, complete or not there at all."""
    unfinished = path.with_suffix(".part")
    DocBin(attrs=ATTRIBUTES, docs=[to_doc(tree, vocab) for tree in trees]).to_disk(unfinished)
    unfinished.rename(path)


def read_shard(path: Path, vocab: Vocab) -> Iterator[Tree]:
    """The labelled texts of one file."""
    return map(from_doc, DocBin().from_disk(path).get_docs(vocab))
