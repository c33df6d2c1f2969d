"""Corrects the teacher's labels where it is known to be wrong in news of conflict.

First the teacher reads each text again in words that it knows better: in the past tense, since it takes the verb in
"kills five and injures three" for a noun, and with well-known names in the place of those which it stumbles over, so
that "The Islamic State of Iraq and the Levant claims responsibility" has a subject. Then the labels of names and
numbers are put right, one function for each kind of mistake.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from names import Names, folded, population_by_name, read_gazetteer, read_names, shaped
from tense import PRESENT, past_forms, to_change
from tree import Entity, Name, Tree, from_doc, read_shard, with_name, write_shard

PLACES = {"GPE", "LOC", "FAC"}
NAMES = {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}
NAME_TAGS = {"NNP", "NNPS"}
KINDS_OF_PLACE = set(
    "town towns village villages city cities district districts suburb suburbs province provinces region state county "
    "neighbourhood neighborhood municipality governorate port island enclave township commune capital oblast "
    "prefecture department outskirts north south east west northeast northwest southeast southwest northern "
    "southern area areas camp hamlet settlement stronghold".split()
)
KINDS_AFTER = set(
    "province district region governorate county village township neighbourhood neighborhood prefecture municipality "
    "oblast town suburb department raion".split()
)
PART_OF_PLACE = {"Province", "District", "Governorate", "County", "Region", "Oblast", "Township", "Prefecture"}
BEFORE_PLACES = {"in", "near", "outside", "around", "into", "towards", "toward", "across", "throughout"}
OUTLETS = {"agency", "television", "newspaper", "broadcaster", "channel", "radio", "outlet", "website", "daily"}
SAYING = set(
    "said says say told tells reported reports report confirmed confirms announced announces claimed claims stated "
    "states denied denies added adds put puts quoted quotes".split()
)
HARM = re.compile(
    r"(toll|kill|wound|injur|dead|death|number|total|casualt|victim|die|people|civilian|soldier|others|had|have|were|"
    r"militant|fighter|children|women|rebel|police|hurt|missing|at least|reach)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d[\d,.]*|dozens?|hundreds?|thousands?|million|half|score|scores|"
    r"(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(-\w+)?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Knowledge:
    """All that decides whether a label is wrong."""

    names: Names
    population: dict[str, int]
    votes: dict[str, Counter[str]]

    def usual(self, name: str, at_least: int, share: float) -> str | None:
        """The label this name nearly always has."""
        votes = self.votes.get(name)
        if not votes:
            return None
        label, times = votes.most_common(1)[0]
        return label if votes.total() >= at_least and times >= share * votes.total() else None

    def is_person(self, name: str) -> bool:
        """Whether the corpus knows a person of that name and hardly anything else."""
        return self.usual(name, 4, 0.8) == "PERSON"


def bare(tree: Tree, entity: Entity) -> str:
    """The entity's text without article and possessive."""
    text = re.sub(r"^(the|The) ", "", tree.text(entity.start, entity.end))
    return re.sub(r"(['’]s|['’])$", "", text).strip('"“”‘ ')


def matches(tree: Tree, names: dict[tuple[str, ...], str]) -> list[tuple[int, int, str]]:
    """Where one of the names stands, the longest first come; nothing overlaps."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name)
    found, token = [], 0
    while token < len(tree):
        fitting = [it for it in by_first.get(tree.words[token], []) if tuple(tree.words[token : token + len(it)]) == it]
        if fitting:
            longest = max(fitting, key=len)
            found.append((token, token + len(longest), names[longest]))
            token += len(longest)
        else:
            token += 1
    return found


class Rereading:
    """Has the teacher read the texts in other words, and puts the words back."""

    def __init__(self, teacher: Language, names: Names, past: dict[str, str]) -> None:
        self.teacher = teacher
        self.past = past
        self.names = {name: kind for name, kind in names.organisations.items() if name not in names.ambiguous}
        spelled = {name: spelling_of(teacher, name) for name in self.names}
        shapes = shaped(teacher, sorted(set(spelled.values())), "ORG")
        self.shapes: dict[tuple[str, ...], Name] = {name: shapes[spelling] for name, spelling in spelled.items()}

    def read_again(self, trees: list[Tree]) -> list[Tree]:
        """The same texts with better labels."""
        found = [matches(tree, self.names) for tree in trees]
        changed = [to_change(tree, self.past) for tree in trees]
        in_past = self.teacher.pipe(map(self.simplified, trees, found, changed), batch_size=128)
        read = [self.restored(*it) for it in zip(trees, map(from_doc, in_past), found, changed, strict=True)]
        hard = [index for index, tree in enumerate(read) if tree is None and found[index]]
        as_written = self.teacher.pipe((self.simplified(trees[it], found[it], {}) for it in hard), batch_size=128)
        for index, doc in zip(hard, as_written, strict=True):
            read[index] = self.restored(trees[index], from_doc(doc), found[index], {})
        return [again or tree for again, tree in zip(read, trees, strict=True)]

    def simplified(self, tree: Tree, found: list[tuple[int, int, str]], changed: dict[int, str]) -> Doc:
        """The text with stand-ins for the names and with the changed verbs."""
        words, spaces, token = [], [], 0
        for start, end, kind in [*found, (len(tree), len(tree), "")]:
            words += [changed.get(it, tree.words[it]) for it in range(token, start)]
            spaces += tree.spaces[token:start]
            if start < end:
                with_article = start > 0 and tree.words[start - 1] in {"the", "The"}
                armed = "Taliban" if with_article else "Hamas"
                other = "Pentagon" if with_article else "Reuters"
                words.append(armed if kind == "armed" else other)
                spaces.append(tree.spaces[end - 1])
            token = end
        return Doc(self.teacher.vocab, words=words, spaces=spaces)

    def restored(
        self, tree: Tree, again: Tree, found: list[tuple[int, int, str]], changed: dict[int, str]
    ) -> Tree | None:
        """The new labels on the old words, or nothing where the other words were read worse."""
        # From the last to the first, so that the places of those still to come stay right.
        shrunk = sum(end - start - 1 for start, end, _ in found)
        for start, end, _ in reversed(found):
            shrunk -= end - start - 1
            put_back = put(again, start - shrunk, self.shapes[tuple(tree.words[start:end])])
            if put_back is None:
                return None
            again = put_back
        for token in changed:
            # "Bombs killed ten" may be read as "bombs that were killed".
            main = tree.tags[token] in PRESENT and tree.deps[token] in {"ROOT", "ccomp"}
            if (main and again.tags[token] != "VBD") or (again.deps[token] == "acl" != tree.deps[token]):
                return None
            as_noun = tree.tags[token] not in PRESENT
            ending = "VBZ" if tree.words[token].endswith("s") else "VBP"
            again.tags[token] = ending if as_noun and again.tags[token] == "VBD" else tree.tags[token]
            again.words[token] = tree.words[token]
        return again if again.words == tree.words else None


def spelling_of(teacher: Language, name: tuple[str, ...]) -> str:
    """The name as it is written, spaces where the tokenizer found them."""
    spaced = " ".join(name)
    for text in [spaced, re.sub(r" ?([-'’/&]) ?", r"\1", spaced), re.sub(r" ([-'’])", r"\1", spaced)]:
        if tuple(token.text for token in teacher.make_doc(text)) == name:
            spaced = text
    return spaced


def put(tree: Tree, token: int, name: Name) -> Tree | None:
    """The tree with the name for the stand-in at this token; a longer entity around it stays."""
    around = tree.entity_at(token)
    grown = len(name.words) - 1
    changed = with_name(tree, token, token + 1, name)
    if changed is None or around is None or around.end - around.start == 1:
        return changed
    article_only = around.start == token - 1 and around.end == token + 1 and tree.words[token - 1].lower() == "the"
    label = name.label if article_only else around.label
    kept = [it for it in changed.entities if it.end <= token or it.start >= token + len(name.words)]
    changed.entities = sorted([*kept, Entity(around.start, around.end + grown, label)], key=lambda it: it.start)
    return changed


def set_entity(tree: Tree, start: int, end: int, label: str) -> None:
    """Makes these tokens one entity; what overlapped them is gone."""
    tree.entities = sorted(
        [it for it in tree.entities if it.end <= start or it.start >= end] + [Entity(start, end, label)],
        key=lambda it: it.start,
    )


def name_run(tree: Tree, start: int) -> int:
    """Where the capitalised words that begin here end."""
    for token in range(start, len(tree)):
        word, following = tree.words[token], tree.words[token + 1 : token + 2]
        hyphen = word == "-" and following and tree.tags[token + 1] in NAME_TAGS
        particle = word.lower() in {"al", "el", "de", "ez", "es", "ad"} and following in (["-"], ["la"])
        if not (tree.tags[token] in NAME_TAGS or hyphen or particle):
            return token
    return len(tree)


def trim(tree: Tree, _: Knowledge) -> None:
    """Leaves the possessive, quotation marks and a leading "and" or "in" outside of the entity."""
    trimmed = []
    for entity in tree.entities:
        start, end = entity.start, entity.end
        while end > start and tree.words[end - 1] in {"'s", "’s", "'", "’", ",", ":", '"', "”"} and end - start > 1:
            end -= 1
        while start < end - 1 and tree.words[start] in {'"', "“", "‘", "and", "in", ",", "or"}:
            start += 1
        trimmed.append(Entity(start, end, entity.label))
    tree.entities = trimmed


def split_places(tree: Tree, knowledge: Knowledge) -> None:
    """Makes two of "Wau, South Sudan"."""
    parts = []
    for entity in tree.entities:
        commas = [token for token in range(entity.start, entity.end) if tree.words[token] == ","]
        if entity.label in PLACES and len(commas) == 1 and entity.start < commas[0] < entity.end - 1:
            parts += [Entity(entity.start, commas[0], entity.label), Entity(commas[0] + 1, entity.end, "GPE")]
        else:
            parts.append(entity)
    tree.entities = parts


def known_organisations(tree: Tree, knowledge: Knowledge) -> None:
    """Organisations of the registers are organisations, also where the teacher saw a person or nothing."""
    for start, end, _ in matches(tree, knowledge.names.organisations):
        words = tuple(tree.words[start:end])
        # As the teacher has it: "the United Nations" with its article, but "the" Taliban and "the" ISIS fighters.
        article = start > 0 and tree.words[start - 1].lower() == "the" and start <= tree.heads[start - 1] < end
        start = start - 1 if article and len(words) > 1 else start
        around = tree.entity_at(start)
        if words in knowledge.names.ambiguous:
            speaks = tree.deps[end - 1] == "nsubj" and tree.words[tree.heads[end - 1]].lower() in SAYING
            after_outlet = start > 0 and tree.words[start - 1].lower() in OUTLETS
            if not (speaks or after_outlet) or around is None or (around.start, around.end) != (start, end):
                continue
        if around and (around.start < start or around.end > end):
            begins_here = around.start == start and around.label != "ORG"
            if around.label in NAMES and not begins_here:
                continue
        if all(tree.tags[token] not in NAME_TAGS for token in range(start, end)) and end - start == 1 and not around:
            continue
        set_entity(tree, start, end, "ORG")


def known_states(tree: Tree, knowledge: Knowledge) -> None:
    """Countries and provinces are places."""
    for entity in list(tree.entities):
        name = bare(tree, entity)
        if entity.label == "GPE" or entity.label not in NAMES:
            continue
        if name in knowledge.names.countries or (
            name in knowledge.names.regions and not (entity.label == "NORP" and tree.tags[entity.end - 1] == "JJ")
        ):
            set_entity(tree, entity.start, entity.end, "GPE")


def not_named(tree: Tree, knowledge: Knowledge) -> None:
    """A disease is none of the entity types."""
    tree.entities = [it for it in tree.entities if bare(tree, it) not in knowledge.names.unnamed]


def outvoted(tree: Tree, knowledge: Knowledge) -> None:
    """A name is what it is in most other texts, unless what follows or precedes says otherwise."""
    for entity in list(tree.entities):
        if entity.label not in NAMES:
            continue
        usual = knowledge.usual(bare(tree, entity), 8, 0.75)
        if usual and usual in NAMES and usual != entity.label:
            set_entity(tree, entity.start, entity.end, usual)


def places_by_their_kind(tree: Tree, knowledge: Knowledge) -> None:
    """ "the town of X", "X province" and "in X, Country" name places whatever X sounds like."""
    for token in range(len(tree) - 1):
        if tree.words[token].lower() == "of" and token and tree.words[token - 1].lower() in KINDS_OF_PLACE:
            place_at(tree, token + 1, knowledge)
    for entity in list(tree.entities):
        name, after = bare(tree, entity), tree.words[entity.end] if entity.end < len(tree) else ""
        if entity.label in PLACES or entity.label not in NAMES or organisation(tree, entity, knowledge):
            continue
        adjective = entity.label == "NORP" and (
            name in knowledge.names.demonyms or tree.tags[entity.end - 1] in {"JJ", "NNS", "NNPS"}
        )
        if adjective or knowledge.usual(name, 6, 0.8) in {"PERSON", "NORP", "ORG"}:
            continue
        ends_as_place = tree.words[entity.end - 1] in PART_OF_PLACE and entity.end - entity.start > 1
        if ends_as_place or (after in KINDS_AFTER and entity.label != "EVENT"):
            set_entity(tree, entity.start, entity.end, "GPE")


def organisation(tree: Tree, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether the registers have it."""
    words = tuple(tree.words[entity.start : entity.end])
    return words in knowledge.names.organisations or words[1:] in knowledge.names.organisations


def place_at(tree: Tree, start: int, knowledge: Knowledge) -> None:
    """Marks the name that begins here as a place, if one does and it is none yet."""
    around = tree.entity_at(start)
    if around and (around.start < start or around.label not in NAMES or around.label in PLACES):
        return
    end = around.end if around else name_run(tree, start)
    if around and organisation(tree, around, knowledge):
        return
    if around and around.label == "NORP" and bare(tree, around) in knowledge.names.demonyms:
        return
    if end > start and tree.tags[end - 1] in NAME_TAGS:
        set_entity(tree, start, end, "GPE")


def places_of_the_gazetteer(tree: Tree, knowledge: Knowledge) -> None:
    """ "in X" is in a place if there is a place X, and X is nobody else."""
    for token in range(len(tree) - 1):
        if tree.words[token].lower() not in BEFORE_PLACES or tree.tags[token] != "IN":
            continue
        start = token + 1
        around = tree.entity_at(start)
        if around and (around.start != start or around.label in PLACES or around.label not in NAMES):
            continue
        end = around.end if around else name_run(tree, start)
        name = tree.text(start, end)
        if end == start or tree.tags[end - 1] not in NAME_TAGS or knowledge.usual(name, 10, 0.8) not in {None, *PLACES}:
            continue
        followed_by_name = end < len(tree) and tree.tags[end] in {*NAME_TAGS, "NN", "NNS"}
        if followed_by_name or knowledge.is_person(name) or (around and organisation(tree, around, knowledge)):
            continue
        before_country = (
            end + 1 < len(tree)
            and tree.words[end] == ","
            and any(
                (state := tree.entity_at(it)) and bare(tree, state) in knowledge.names.countries
                for it in range(end + 1, min(end + 3, len(tree)))
            )
        )
        in_gazetteer = knowledge.population.get(folded(name), 0) >= 3_000
        if in_gazetteer or (before_country and (around is None or around.label in {"PERSON", "PRODUCT", "NORP"})):
            set_entity(tree, start, end, "GPE")


def outlets_by_their_kind(tree: Tree, _: Knowledge) -> None:
    """ "news agency X" names an organisation; so does a speaker in capitals."""
    for entity in list(tree.entities):
        if entity.label not in {"PERSON", "GPE", "NORP", "PRODUCT", "LOC", "FAC", "WORK_OF_ART"}:
            continue
        before = tree.words[entity.start - 1].lower() if entity.start else ""
        word = tree.words[entity.end - 1]
        speaker = tree.deps[entity.end - 1] == "nsubj" and tree.words[tree.heads[entity.end - 1]].lower() in SAYING
        capitals = entity.end - entity.start == 1 and word.isupper() and 3 <= len(word) <= 6 and word.isalpha()
        if before in OUTLETS or (speaker and capitals and word not in {"USA", "UAE", "DRC", "PRC", "USSR"}):
            set_entity(tree, entity.start, entity.end, "ORG")


def tolls(tree: Tree, _: Knowledge) -> None:
    """A bare number beside words of harm counts people; it is no day and no year. An age stays what it is."""
    for entity in list(tree.entities):
        numbers = all(NUMBER.fullmatch(it) for it in tree.words[entity.start : entity.end])
        if entity.label not in {"DATE", "TIME", "MONEY", "ORG", "GPE", "PRODUCT"} or not numbers:
            continue
        text = tree.text(entity.start, entity.end)
        year = re.fullmatch(r"(1[5-9]|20)\d\d", text)
        before = tree.words[max(0, entity.start - 7) : entity.start]
        after = tree.words[entity.end : entity.end + 3]
        age = (before[-1:] == [","] and after[:1] in ([","], ["."])) or set(before[-1:]) & {"aged", "age", "ages"}
        if not year and not age and HARM.search(" ".join([*before, *after])):
            set_entity(tree, entity.start, entity.end, "CARDINAL")


def speakers(tree: Tree, _: Knowledge) -> None:
    """The noun phrase right before a say-verb that has no subject is its subject: "…, the Observatory said"."""
    for verb in range(1, len(tree)):
        if tree.words[verb].lower() not in SAYING or tree.tags[verb] not in {"VBD", "VBZ", "VBP"}:
            continue
        children = tree.children(verb)
        with_subject = any(tree.deps[child] in {"nsubj", "nsubjpass"} for child in children)
        if with_subject or tree.deps[verb] in {"conj", "relcl", "acl"}:
            continue
        head = verb - 1
        while (
            tree.heads[head] < verb
            and tree.heads[head] != head
            and tree.deps[head] != "appos"
            and (tree.subtree(tree.heads[head])[-1] == verb - 1)
        ):
            head = tree.heads[head]
        phrase = tree.subtree(head)
        if tree.deps[head] != "appos" or phrase != list(range(phrase[0], verb)) or tree.words[phrase[0] - 1] != ",":
            continue
        if tree.tags[head] in {"NN", "NNS", "NNP", "NNPS"} and verb not in phrase:
            tree.heads[head], tree.deps[head] = verb, "nsubj"


CORRECTIONS = [
    trim, split_places, known_organisations, not_named, outvoted, known_states, places_by_their_kind,
    places_of_the_gazetteer, outlets_by_their_kind, tolls, speakers,
]  # fmt: skip


def votes(paths: list[Path], nlp: Language) -> dict[str, Counter[str]]:
    """How often each name got each label."""
    counted: dict[str, Counter[str]] = {}
    for path in paths:
        for tree in read_shard(path, nlp.vocab):
            for entity in tree.entities:
                if entity.label in NAMES:
                    counted.setdefault(bare(tree, entity), Counter())[entity.label] += 1
    return counted


def main() -> None:
    """Corrects every shard of a folder that is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, help="folder that label.py wrote")
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", default="en_core_web_md")
    parser.add_argument("--gazetteer", type=Path, required=True, help="GeoNames' cities500.txt")
    parser.add_argument("--worker", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()

    teacher = spacy.load(arguments.teacher, exclude=["senter"])
    names = read_names(Path(__file__).with_name("names.toml"), teacher)
    knowledge = Knowledge(
        names=names,
        population=population_by_name(list(read_gazetteer(arguments.gazetteer))),
        votes=votes(sorted(arguments.labels.glob("train-*.spacy")), teacher),
    )
    past = past_forms(teacher, sorted(arguments.labels.glob("train-*.spacy"))[:10])
    teacher.disable_pipes("attribute_ruler", "lemmatizer")
    rereading = Rereading(teacher, names, past)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for index, path in enumerate(sorted(arguments.labels.glob("*.spacy"))):
        out = arguments.out / path.name
        if index % arguments.workers != arguments.worker or out.exists():
            continue
        started = time.monotonic()
        trees = rereading.read_again(list(read_shard(path, teacher.vocab)))
        for tree in trees:
            for correction in CORRECTIONS:
                correction(tree, knowledge)
        write_shard(out, trees, teacher.vocab)
        print(f"{path.stem}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
