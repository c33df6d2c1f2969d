"""Reads `names.toml` and the gazetteer: what is known of names before any text is read."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from tree import Name, Tree, from_doc

CARRIERS = {
    "ORG": [
        "{} said on Monday that three people had died.",
        "On Monday {} said that three people had died.",
        "Officials blamed {} for the attack.",
    ],
    "GPE": ["Three people died in {} on Monday.", "Officials in {} said three people had died."],
    "PERSON": ["{} said on Monday that three people had died.", "Officials met {} on Monday."],
    "NORP": ["The {} government met on Monday."],
}
INNER_TAGS = {"NNP", "NNPS", "NN", "NNS", "HYPH", "POS", "FW", "DT", "IN", "CC", "JJ", "CD", "NFP"}


@dataclass(frozen=True)
class Names:
    """Names by what they name; the keys are tuples of tokens."""

    organisations: dict[tuple[str, ...], str]
    ambiguous: frozenset[tuple[str, ...]]
    unnamed: frozenset[str]
    countries: frozenset[str]
    regions: frozenset[str]
    demonyms: frozenset[str]
    people: dict[str, dict[str, list[str]]]


def read_names(path: Path, nlp: Language) -> Names:
    """The names of `names.toml`, cut into the pipeline's tokens."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))

    def tokens(name: str) -> tuple[str, ...]:
        return tuple(token.text for token in nlp.make_doc(name))

    return Names(
        organisations={tokens(name): kind for kind, names in content["organisations"].items() for name in names},
        ambiguous=frozenset(map(tokens, content["ambiguous"]["names"])),
        unnamed=frozenset(content["unnamed"]["names"]),
        countries=frozenset(content["states"]["countries"]),
        regions=frozenset(content["states"]["regions"]),
        demonyms=frozenset(content["states"]["demonyms"]),
        people=content["people"],
    )


def folded(name: str) -> str:
    """The name without marks, case, hyphens and Arabic article, for look-up whatever its spelling."""
    bare = "".join(it for it in unicodedata.normalize("NFD", name) if not unicodedata.combining(it))
    words = bare.casefold().replace("-", " ").replace("’", "'").replace("'", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"al", "el", "ad", "as", "ar", "ash", "az"} else words)


@dataclass(frozen=True)
class Place:
    """A line of the gazetteer."""

    spellings: tuple[str, ...]
    country: str
    population: int


def read_gazetteer(path: Path) -> Iterator[Place]:
    """The places of GeoNames' `cities500.txt`, with their spellings in Latin letters."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            spellings = {cells[1], cells[2], *cells[3].split(",")}
            latin = tuple(sorted(it for it in spellings if is_latin(it)))
            yield Place((cells[1], *(it for it in latin if it != cells[1])), cells[8], int(cells[14] or 0))


def is_latin(name: str) -> bool:
    """Whether this is a name as a newspaper would print it."""
    bare = "".join(it for it in unicodedata.normalize("NFD", name) if not unicodedata.combining(it))
    return (
        3 < len(bare) < 30
        and all(it.isascii() or it == "’" for it in bare)
        and not any(it.isdigit() or it in '()/`"' for it in bare)
        and (bare[0].isupper() or bare.startswith(("al-", "el-")))
        and not bare.isupper()
    )


def population_by_name(places: list[Place]) -> dict[str, int]:
    """For every folded spelling the people of the largest place so called."""
    largest: dict[str, int] = {}
    for place in places:
        for spelling in place.spellings:
            key = folded(spelling)
            largest[key] = max(largest.get(key, 0), place.population)
    return largest


def shaped(teacher: Language, names: list[str], label: str) -> dict[str, Name]:
    """Each name as a small tree, as the teacher reads it in a plain sentence.

    Where it does not hold together there, the last word carries the others.
    """
    shapes: dict[str, Name] = {}
    for carrier in CARRIERS[label]:
        waiting = [name for name in names if name not in shapes]
        first = carrier.startswith("{}")
        docs = teacher.pipe(carrier.format(name[0].upper() + name[1:] if first else name) for name in waiting)
        for name, doc in zip(waiting, docs, strict=True):
            start, end = carrier.index("{"), carrier.index("{") + len(name)
            span = doc.char_span(start, end)
            if span is not None and (shape := shape_of(from_doc(doc), span.start, span.end, name, label)):
                shapes[name] = shape
    for name in names:
        shapes.setdefault(name, flat(teacher, name, label))
    return shapes


def shape_of(tree: Tree, start: int, end: int, text: str, label: str) -> Name | None:
    """The tokens as a name, if they hang together under a noun."""
    root = tree.root_of(start, end)
    tags = tree.tags[start:end]
    noun = {"NORP": ("JJ", "NNP")}.get(label, ("NNP", "NNPS"))
    if root is None or tree.tags[root] not in noun or not INNER_TAGS.issuperset(tags):
        return None
    heads = [tree.heads[token] - start if token != root else root - start for token in range(start, end)]
    if not all(0 <= head < end - start for head in heads):
        return None
    words = list(tree.words[start:end])
    words[0] = text[: len(words[0])]
    spaces = [*tree.spaces[start : end - 1], False]
    return Name(tuple(words), tuple(spaces), tuple(tags), tuple(heads), tuple(tree.deps[start:end]), label)


def flat(teacher: Language, text: str, label: str) -> Name:
    """The name with its last word as head of all the others."""
    doc = teacher.make_doc(text)
    last = len(doc) - 1
    words = tuple(token.text for token in doc)
    return Name(
        words=words,
        spaces=(*(bool(token.whitespace_) for token in doc[:last]), False),
        tags=tuple("HYPH" if word == "-" else "POS" if word == "'s" else "NNP" for word in words),
        heads=(last,) * len(words),
        deps=tuple("punct" if word == "-" else "compound" for word in words),
        label=label,
    )
