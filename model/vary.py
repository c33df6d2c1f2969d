"""Makes the texts to train on: those corrected, and variants of them with the same trees.

Entries of Wikipedia are in the present tense, name few speakers, and name well-known places. News is in the past tense,
and somebody says it. So there are variants in the past tense, with a speaker in one of the frames that news uses, with
names from everywhere in the place of those in the text, and a few as headlines, in capitals and in small letters.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from correct import HARM, NAMES, SAYING, bare, put, spelling_of
from names import CARRIERS, Names, Place, read_gazetteer, read_names, shaped
from tense import in_the_past, past_forms
from tree import Entity, Name, Tree, from_doc, joined, read_shard, with_name, write_shard

STAND_INS = {"PERSON": "Smith", "MEDIA": "Reuters", "ORG": "Reuters", "ARMED": "Hamas", "GPE": "Paris", "NORP": "French"}
COUNTRIES = set(
    "SY IQ LB YE PS IL JO EG LY SD SS SO ET ER ML NE NG TD CM BF CF CD UG KE MZ AF PK IN BD MM PH ID TH LK NP UA RU GE "
    "AM AZ TR IR SA CO MX VE HN SV GT HT PE BR EC TZ RW BI SN DZ TN MA GH CI BJ TG SL LR GN ZW ZM MW KG TJ UZ KZ".split()
)
TAKES_ARTICLE = re.compile(
    r"Observatory|Army|Forces?$|Front|Union|Party|Group|Brigades?$|Committee|Centre|Center|Commission|Movement|Council|"
    r"Society|Project|Agency$|Tracker|Department|Ministry|Organization|Programme|Bank|Cartel|Network|network|Guards?|"
    r"Corps|State$|Nations|Kremlin|Pentagon|Taliban|House|Service|Court|Battalion|Regiment|League|Association|Republic|"
    r"Programme|Kurdistan|Militia|Authority|Helmets|Tigers|Fund|Avengers|Lab$"
)
TAILS = ["", "", "", "", "on Monday", "on Tuesday", "on Sunday", "in a statement", "late on Friday", "on Telegram", "on condition of anonymity", "overnight"]
TOLLS = ["the toll", "the death toll", "the number of dead", "the number of people killed", "the total"]
COUNTED = ["people", "civilians", "soldiers", "militants", "fighters", "others", "children", "policemen", "villagers", ""]
WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozens", "hundreds"]


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


def fill_pools(teacher: Language, names: Names, places: list[Place], shards: list[Path], rng: random.Random) -> Pools:
    """Gathers the names and has the teacher read each of them once."""
    towns = [place for place in places if place.country in COUNTRIES and place.population >= 2_000]
    spellings = {place.spellings[0] if rng.random() < 0.6 else rng.choice(place.spellings) for place in rng.sample(towns, 9_000)}
    cities = [it for it in sorted(spellings) if len(it.split()) <= 3 and it[0].isupper()] + sorted(names.regions) * 8
    people = sorted(
        {f"{rng.choice(of['first'])} {rng.choice(of['last'])}" for of in names.people.values() for _ in range(220)}
    )
    organisations: dict[str, list[str]] = {}
    for name, kind in names.organisations.items():
        organisations.setdefault(kind, []).append(spelling_of(teacher, name))
    every = sorted({name for of_kind in organisations.values() for name in of_kind})
    organisation_shapes = shaped(teacher, every, "ORG")
    city_shapes, country_shapes = shaped(teacher, sorted(set(cities)), "GPE"), shaped(teacher, sorted(names.countries), "GPE")
    return Pools(
        cities=[city_shapes[name] for name in cities],
        countries=[country_shapes[name] for name in sorted(names.countries)],
        people=list(shaped(teacher, people, "PERSON").values()),
        organisations={kind: [organisation_shapes[name] for name in of_kind] for kind, of_kind in organisations.items()},
        demonyms=sorted(names.demonyms),
        speakers=list(read_speakers(teacher, Path(__file__).with_name("names.toml"))),
        past=past_forms(teacher, shards),
    )


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
        entities=[Entity(it.start - start, it.end - start, it.label) for it in tree.entities if start <= it.start and it.end <= end],
    )


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


def last_of(name: Name) -> Name:
    """A person's last name alone."""
    return Name((name.words[-1],), (False,), (name.tags[-1],), (0,), (name.deps[-1],), name.label)


def replacement(tree: Tree, entity: Entity, pools: Pools, names: Names, rng: random.Random) -> Name | None:
    """Another name of the same sort, that fits where this one stands."""
    text, article = bare(tree, entity), tree.words[entity.start] in {"the", "The"}
    before = tree.words[entity.start - 1].lower() if entity.start else ""
    last_tag = tree.tags[entity.end - 1]
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
        case "ORG" if last_tag == "NNP" and before != "the" and (known(entity, tree, names) or tree.deps[entity.end - 1] == "nsubj"):
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


def fix_article(tree: Tree, token: int) -> None:
    """Puts "a" or "an" before the word, whichever it wants."""
    if token and tree.words[token - 1].lower() in {"a", "an"}:
        article = "an" if tree.words[token][0].lower() in "aeio" else "a"
        tree.words[token - 1] = article.capitalize() if tree.words[token - 1][0] == "A" else article


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


def copy(tree: Tree) -> Tree:
    """The same, to be changed."""
    return Tree(list(tree.words), list(tree.spaces), list(tree.tags), list(tree.heads), list(tree.deps), list(tree.entities))


class Line:
    """A sentence that is put together from left to right; heads are given by the handle of a piece."""

    def __init__(self) -> None:
        self.tree = Tree([], [], [], [], [])

    def word(self, text: str, tag: str, dep: str, head: int = -1, space: bool = True) -> int:
        """One word; without a head it waits for one."""
        token = len(self.tree)
        self.tree.words.append(text)
        self.tree.spaces.append(space)
        self.tree.tags.append(tag)
        self.tree.heads.append(token if head < 0 else head)
        self.tree.deps.append(dep)
        return token

    def piece(self, tree: Tree, dep: str, head: int = -1, space: bool = True) -> int:
        """A tree; what comes back is its root."""
        offset = len(self.tree)
        root = offset + root_of(tree)
        self.tree.words += tree.words
        self.tree.spaces += [*tree.spaces[:-1], space]
        self.tree.tags += tree.tags
        self.tree.heads += [offset + it for it in tree.heads]
        self.tree.deps += tree.deps
        self.tree.entities += [Entity(it.start + offset, it.end + offset, it.label) for it in tree.entities]
        self.tree.deps[root] = dep
        self.tree.heads[root] = root if head < 0 else head
        return root

    def under(self, head: int, *tokens: int) -> None:
        """Gives pieces that waited their head."""
        for token in tokens:
            self.tree.heads[token] = head

    def speaker(self, tree: Tree, dep: str, head: int = -1) -> int:
        """Who speaks; an apposition is closed by a comma."""
        root = self.piece(tree, dep, head)
        if "," in tree.words:
            self.comma(root)
        return root

    def comma(self, head: int = -1) -> int:
        """A comma close to the word before."""
        self.tree.spaces[-1] = False
        return self.word(",", ",", "punct", head)

    def stop(self, head: int) -> Tree:
        """Ends the sentence and begins it with a capital."""
        self.tree.spaces[-1] = False
        self.word(".", ".", "punct", head, space=False)
        if self.tree.tags[0] not in {"NNP", "NNPS"}:
            self.tree.words[0] = self.tree.words[0][0].upper() + self.tree.words[0][1:]
        return self.tree

    def tail(self, phrase: str, head: int) -> None:
        """ "on Monday", "in a statement" and the like after the verb."""
        words = phrase.split()
        match words:
            case []:
                return
            case [adverb]:
                token = self.word(adverb, "RB", "advmod", head)
                self.tree.entities.append(Entity(token, token + 1, "TIME"))
            case ["late", "on", day]:
                preposition = self.word("late", "RB", "advmod", head) + 1
                self.word("on", "IN", "prep", head)
                token = self.word(day, "NNP", "pobj", preposition)
                self.tree.entities.append(Entity(token, token + 1, "DATE"))
            case ["on", name]:
                preposition = self.word("on", "IN", "prep", head)
                token = self.word(name, "NNP", "pobj", preposition)
                self.tree.entities.append(Entity(token, token + 1, "DATE" if name.endswith("day") else "ORG"))
            case ["in", "a", "statement"]:
                preposition = self.word("in", "IN", "prep", head)
                self.word("a", "DT", "det", preposition + 2)
                self.word("statement", "NN", "pobj", preposition)
            case _:
                preposition = self.word("on", "IN", "prep", head)
                self.word("condition", "NN", "pobj", preposition)
                self.word("of", "IN", "prep", preposition + 1)
                self.word("anonymity", "NN", "pobj", preposition + 2)


def small_letter(tree: Tree) -> Tree:
    """The clause as it begins after other words."""
    begun = copy(tree)
    named = (entity := begun.entity_at(0)) is not None and entity.label in NAMES
    if begun.words[0] in {"The", "A", "An"} or not (named or begun.tags[0] in {"NNP", "NNPS"} or begun.words[0] == "I"):
        begun.words[0] = begun.words[0][0].lower() + begun.words[0][1:]
    return begun


def reported(clause: Tree, pools: Pools, names: Names, rng: random.Random) -> Tree:
    """The clause (without its full stop) in one of the frames by which news gives a speaker."""
    line, who, tail = Line(), speaker(pools, rng, names), rng.choice(TAILS)
    verb = rng.choices(["said", "says", "reported", "confirmed", "announced", "added"], [12, 1, 2, 1, 1, 1])[0]
    tag = "VBZ" if verb == "says" else "VBD"
    frame = rng.choices(
        ["after", "before", "according-before", "according-after", "told", "carried", "quoted", "and-toll"],
        [10, 4, 1, 3, 3, 2, 1, 3],
    )[0]
    match frame:
        case "after" | "and-toll":
            content = line.piece(clause, "ccomp")
            comma = line.comma()
            subject = line.speaker(who, "nsubj")
            said = line.word(verb, tag, "ROOT")
            line.under(said, content, comma, subject)
            line.tail(tail, said)
            if frame == "and-toll":
                line.comma(said)
                link = rng.choice(["while", "although", "but"])
                first = line.word(link, "CC" if link == "but" else "IN", "cc" if link == "but" else "mark")
                second = toll(line, pools, names, rng, "conj" if link == "but" else "advcl", said)
                line.under(said if link == "but" else second, first)
        case "before":
            subject = line.speaker(who, "nsubj")
            said = line.word(verb, tag, "ROOT")
            line.under(said, subject)
            line.tail(tail, said)
            that = line.word("that", "IN", "mark") if rng.random() < 0.5 or tail else None
            content = line.piece(small_letter(clause), "ccomp", said)
            if that is not None:
                line.under(content, that)
        case "according-before":
            according = line.word("According", "VBG", "prep")
            to = line.word("to", "IN", "prep", according)
            line.piece(who, "pobj", to)
            comma = line.comma()
            said = line.piece(small_letter(clause), "ROOT")
            line.under(said, according, comma)
        case "according-after":
            said = line.piece(clause, "ROOT")
            line.comma(said)
            according = line.word("according", "VBG", "prep", said)
            to = line.word("to", "IN", "prep", according)
            line.piece(who, "pobj", to)
        case "told":
            content = line.piece(clause, "ccomp")
            comma = line.comma()
            subject = line.speaker(who, "nsubj")
            said = line.word("told", "VBD", "ROOT")
            line.under(said, content, comma, subject)
            outlet = pools.organisation(rng, ["media"])
            line.piece(tree_of(outlet), "dobj", said)
            line.tail(rng.choice(["", "", "on Monday", "on condition of anonymity"]), said)
        case "carried":
            subject = line.speaker(who, "nsubj")
            said = line.word(rng.choice(["said", "confirmed", "announced"]), "VBD", "ROOT")
            line.under(said, subject)
            comma = rng.random() < 0.6
            if comma:
                line.comma(said)
            preposition = line.word("in", "IN", "prep", said)
            line.word("a", "DT", "det", preposition + 2)
            statement = line.word("statement", "NN", "pobj", preposition)
            carried = line.word(rng.choice(["carried", "published"]), "VBN", "acl", statement)
            agent = line.word("by", "IN", "agent", carried)
            line.piece(outlet_phrase(pools, rng), "pobj", agent)
            if comma:
                line.comma(said)
            that = line.word("that", "IN", "mark")
            content = line.piece(small_letter(clause), "ccomp", said)
            line.under(content, that)
        case _:
            outlet = line.piece(outlet_phrase(pools, rng), "nsubj")
            said = line.word("quoted", "VBD", "ROOT")
            line.under(said, outlet)
            line.piece(who, "dobj", said)
            as_token = line.word("as", "IN", "prep", said)
            saying = line.word("saying", "VBG", "pcomp", as_token)
            that = line.word("that", "IN", "mark") if rng.random() < 0.6 else None
            content = line.piece(small_letter(clause), "ccomp", saying)
            if that is not None:
                line.under(content, that)
    return line.stop(said)


def outlet_phrase(pools: Pools, rng: random.Random) -> Tree:
    """An outlet, alone or with what it is."""
    phrases = [it for it in pools.speakers if it[1] == "MEDIA"]
    phrase, _, token = rng.choice(phrases)
    return put(copy(phrase), token, pools.organisation(rng, ["media"])) or copy(phrase)


def tree_of(name: Name) -> Tree:
    """The name as a text."""
    deps = list(name.deps)
    deps[name.root] = "ROOT"
    return Tree(list(name.words), list(name.spaces), list(name.tags), list(name.heads), deps, [Entity(0, len(name.words), name.label)])


def number(rng: random.Random) -> str:
    """How many."""
    return rng.choice([str(rng.randint(2, 99)), str(rng.randint(2, 99)), str(rng.randint(100, 900)), f"{rng.randint(1, 9)},{rng.randint(100, 999)}", rng.choice(WORDS[:11])])


def toll(line: Line, pools: Pools, names: Names, rng: random.Random, dep: str, head: int = -1) -> int:
    """ "SANA put the toll at 32" or "said 32 had died"; gives its verb."""
    subject = line.speaker(speaker(pools, rng, names), "nsubj")
    count = number(rng)
    if rng.random() < 0.5:
        verb = line.word("put", "VBD", dep, head)
        *before, last = rng.choice(TOLLS).split(" ")
        line.under(verb, subject)
        first = len(line.tree)
        noun = first + (1 if "number" in before or last == "total" or last == "toll" and "death" not in before else 2)
        match [*before, last]:
            case ["the", "death", "toll"]:
                line.word("the", "DT", "det", first + 2)
                line.word("death", "NN", "compound", first + 2)
                line.word("toll", "NN", "dobj", verb)
            case ["the", "number", "of", "dead"]:
                line.word("the", "DT", "det", noun)
                line.word("number", "NN", "dobj", verb)
                line.word("of", "IN", "prep", noun)
                line.word("dead", "JJ", "pobj", noun + 1)
            case ["the", "number", "of", "people", "killed"]:
                line.word("the", "DT", "det", noun)
                line.word("number", "NN", "dobj", verb)
                line.word("of", "IN", "prep", noun)
                line.word("people", "NNS", "pobj", noun + 1)
                line.word("killed", "VBN", "acl", noun + 2)
            case _:
                line.word("the", "DT", "det", noun)
                line.word(last, "NN", "dobj", verb)
        at = line.word("at", "IN", "prep", verb)
        token = line.word(count, "CD", "pobj", at)
        line.tree.entities.append(Entity(token, token + 1, "CARDINAL"))
        return verb
    verb = line.word(rng.choice(["said", "said", "reported", "says"]), "VBD", dep, head)
    if line.tree.words[verb] == "says":
        line.tree.tags[verb] = "VBZ"
    line.under(verb, subject)
    counted = rng.choice(COUNTED)
    start = len(line.tree)
    if rng.random() < 0.3:
        line.word("at", "RB", "advmod", start + 1)
        line.word("least", "RBS", "advmod", start + 2)
    died = rng.random() < 0.5
    subject_dep = "nsubj" if died else "nsubjpass"
    token = line.word(count, "CD", "nummod" if counted else subject_dep)
    line.tree.entities.append(Entity(start, token + 1, "CARDINAL"))
    noun = line.word(counted, "NNS", subject_dep) if counted else token
    if counted:
        line.under(noun, token)
    auxiliary = line.word("had" if died else "were", "VBD", "aux" if died else "auxpass")
    content = line.word(rng.choice(["died"] if died else ["killed", "killed", "wounded", "injured"]), "VBN", "ccomp", verb)
    line.under(content, noun, auxiliary)
    return verb


def toll_sentence(pools: Pools, names: Names, rng: random.Random) -> Tree:
    """One or two speakers with a figure each."""
    line = Line()
    verb = toll(line, pools, names, rng, "ROOT")
    if rng.random() < 0.5:
        line.comma(verb)
        link = rng.choice(["while", "but", "and"])
        first = line.word(link, "IN" if link == "while" else "CC", "mark" if link == "while" else "cc")
        second = toll(line, pools, names, rng, "advcl" if link == "while" else "conj", verb)
        line.under(second if link == "while" else verb, first)
    return line.stop(verb)


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
    parser.add_argument("--shards", type=int, default=11, help="files to write, each from all sorts of texts")
    parser.add_argument("--worker", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()

    teacher = spacy.load(arguments.teacher, exclude=["senter"])
    names = read_names(Path(__file__).with_name("names.toml"), teacher)
    corrected = sorted(arguments.corrected.glob("train-*.spacy"))
    places = list(read_gazetteer(arguments.gazetteer))
    pools = fill_pools(teacher, names, places, corrected[:10], random.Random(0))
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
