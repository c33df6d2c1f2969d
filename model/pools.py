"""The names and speakers to put into texts: from `names.toml`, the program's registers and the gazetteer.

Each is read once by the teacher and kept as a small tree. Where they go is decided in `frames.py` and `vary.py`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from correct import put, spelling_of
from names import CARRIERS, Names, Place, shaped
from tense import past_forms
from tree import Entity, Name, Tree, copy, cut, from_doc, root_of

STAND_INS = {
    "PERSON": "Smith", "MEDIA": "Reuters", "ORG": "Reuters", "ARMED": "Hamas", "GPE": "Paris", "NORP": "French",
}  # fmt: skip
COUNTRIES = set(
    "SY IQ LB YE PS IL JO EG LY SD SS SO ET ER ML NE NG TD CM BF CF CD UG KE MZ AF PK IN BD MM PH ID TH LK NP UA RU "
    "GE AM AZ TR IR SA CO MX VE HN SV GT HT PE BR EC TZ RW BI SN DZ TN MA GH CI BJ TG SL LR GN ZW ZM MW KG TJ UZ "
    "KZ".split()
)
TAKES_ARTICLE = re.compile(
    r"Observatory|Army|Forces?$|Front|Union|Party|Group|Brigades?$|Committee|Centre|Center|Commission|Movement|Council|"
    r"Society|Project|Agency$|Tracker|Department|Ministry|Organization|Programme|Bank|Cartel|Network|network|Guards?|"
    r"Corps|State$|Nations|Kremlin|Pentagon|Taliban|House|Service|Court|Battalion|Regiment|League|Association|Republic|"
    r"Programme|Kurdistan|Militia|Authority|Helmets|Tigers|Fund|Avengers|Lab$"
)
PROPER_NAME = re.compile(
    r"(?!.*\b(army|troops|forces)\b)(\W?([A-Z0-9][\w.&’'/-]*|(al|el|an|as)-[A-Z]\w+|of|for|the|and|in|de|del|la)\W?(\s|$)){1,6}"
)


@dataclass(frozen=True)
class Pools:
    """Names and phrases to take from, all as small trees."""

    cities: list[Name]
    countries: list[Name]
    people: list[Name]
    organisations: dict[str, list[Name]]
    demonyms: list[str]
    speakers: list[tuple[Tree, str | None, int]]
    past: dict[str, str]

    def organisation(self, rng: random.Random, kinds: list[str]) -> Name:
        """One of the registers' names."""
        return rng.choice(self.organisations[rng.choice(kinds)])


def with_article(name: Name, article: str = "the") -> Name:
    """The name with its article as one of its words."""
    return Name(
        words=(article, *name.words),
        spaces=(True, *name.spaces),
        tags=("DT", *name.tags),
        heads=(name.root + 1, *(head + 1 for head in name.heads)),
        deps=("det", *name.deps),
        label=name.label,
    )


def fill_pools(
    teacher: Language, names: Names, registers: Path, places: list[Place], shards: list[Path], rng: random.Random
) -> Pools:
    """Gathers the names and has the teacher read each of them once."""
    towns = [place for place in places if place.country in COUNTRIES and place.population >= 2_000]
    spellings = {
        place.spellings[0] if rng.random() < 0.6 else rng.choice(place.spellings) for place in rng.sample(towns, 9_000)
    }
    cities = [it for it in sorted(spellings) if len(it.split()) <= 3 and it[0].isupper()] + sorted(names.regions) * 8
    people = sorted(
        {f"{rng.choice(of['first'])} {rng.choice(of['last'])}" for of in names.people.values() for _ in range(220)}
    )
    organisations: dict[str, list[str]] = {}
    for name, kind in names.organisations.items():
        organisations.setdefault(kind, []).append(spelling_of(teacher, name))
    for kind, of_kind in registered(registers):
        organisations[kind] += of_kind
    every = sorted({name for of_kind in organisations.values() for name in of_kind})
    organisation_shapes = shaped(teacher, every, "ORG")
    city_shapes = shaped(teacher, sorted(set(cities)), "GPE")
    return Pools(
        cities=[city_shapes[name] for name in cities],
        countries=list(shaped(teacher, sorted(names.countries), "GPE").values()),
        people=list(shaped(teacher, people, "PERSON").values()),
        organisations={kind: [organisation_shapes[it] for it in of_kind] for kind, of_kind in organisations.items()},
        demonyms=sorted(names.demonyms),
        speakers=list(read_speakers(teacher, Path(__file__).with_name("names.toml"))),
        past=past_forms(teacher, shards),
    )


def registered(registers: Path) -> Iterator[tuple[str, list[str]]]:
    """The names of the program's own registers, under the kinds of `names.toml`; not "Israeli police"."""
    kinds = {"agency": "media", "media": "media", "state-media": "media", "un": "united_nations"}
    for file, entry in [("actors.toml", "actor"), ("sources.toml", "source")]:
        for it in tomllib.loads((registers / file).read_text(encoding="utf-8"))[entry]:
            spellings = [name for name in [it["name"], *it.get("also", [])] if PROPER_NAME.fullmatch(name)]
            yield "armed" if entry == "actor" else kinds.get(it["kind"], "monitors"), spellings


def read_speakers(teacher: Language, path: Path) -> Iterator[tuple[Tree, str | None, int]]:
    """The phrases for speakers as trees, with the kind and the token of the slot."""
    for phrase in tomllib.loads(path.read_text(encoding="utf-8"))["speakers"]["phrases"]:
        slot = next((kind for kind in STAND_INS if "{" + kind + "}" in phrase), None)
        text = phrase.replace("{" + slot + "}", STAND_INS[slot]) if slot else phrase
        for carrier in CARRIERS["ORG"]:
            start = carrier.index("{}")
            doc = teacher(carrier.format(text[0].upper() + text[1:] if start == 0 else text))
            span = doc.char_span(start, start + len(text))
            cut_out = span is not None and cut(from_doc(doc), span.start, span.end)
            if cut_out and cut_out.tags[root_of(cut_out)].startswith("NN"):
                cut_out.words[0] = text[: len(cut_out.words[0])]
                yield cut_out, slot, cut_out.words.index(STAND_INS[slot]) if slot else -1
                break


def speaker(pools: Pools, rng: random.Random, names: Names) -> Tree:
    """Somebody to say it."""
    phrase, slot, token = rng.choice(pools.speakers)
    match slot:
        case None:
            return copy(phrase)
        case "PERSON":
            name = rng.choice(pools.people)
        case "GPE":
            name = rng.choice(pools.cities if rng.random() < 0.8 else pools.countries)
        case "NORP":
            name = Name((rng.choice(pools.demonyms).split()[-1],), (False,), ("JJ",), (0,), ("amod",), "NORP")
        case "MEDIA":
            name = pools.organisation(rng, ["media"])
        case "ARMED":
            name = pools.organisation(rng, ["armed"])
        case _:
            name = pools.organisation(rng, ["monitors", "united_nations", "official"])
    alone = len(phrase) == 1
    if alone and slot in {"ORG", "ARMED"} and TAKES_ARTICLE.search(" ".join(name.words)):
        included = len(name.words) > 1
        filled = put(copy(phrase), token, with_article(name))
        if filled and not included:
            filled.entities = [Entity(1, 2, name.label)]
    else:
        filled = put(copy(phrase), token, name)
    if filled is None:
        return copy(phrase)
    if slot == "NORP":
        fix_article(filled, token)
    return filled


def outlet_phrase(pools: Pools, rng: random.Random) -> Tree:
    """An outlet, alone or with what it is."""
    phrases = [it for it in pools.speakers if it[1] == "MEDIA"]
    phrase, _, token = rng.choice(phrases)
    return put(copy(phrase), token, pools.organisation(rng, ["media"])) or copy(phrase)


def tree_of(name: Name) -> Tree:
    """The name as a text."""
    deps = list(name.deps)
    deps[name.root] = "ROOT"
    whole = Entity(0, len(name.words), name.label)
    return Tree(list(name.words), list(name.spaces), list(name.tags), list(name.heads), deps, [whole])


def last_of(name: Name) -> Name:
    """A person's last name alone."""
    return Name((name.words[-1],), (False,), (name.tags[-1],), (0,), (name.deps[-1],), name.label)


def fix_article(tree: Tree, token: int) -> None:
    """Puts "a" or "an" before the word, whichever it wants."""
    if token and tree.words[token - 1].lower() in {"a", "an"}:
        article = "an" if tree.words[token][0].lower() in "aeio" else "a"
        tree.words[token - 1] = article.capitalize() if tree.words[token - 1][0] == "A" else article
