"""The frames in which news gives who says something: "…, police said", "SANA put the toll at 32, while …".

A frame is put together word for word with its tree; speakers come from `pools.py`.
"""

from __future__ import annotations

import random

from correct import NAMES
from names import Names
from pools import Pools, outlet_phrase, speaker, tree_of
from tree import Entity, Tree, copy, root_of

TAILS = [
    *[""] * 4, "on Monday", "on Tuesday", "on Sunday", "in a statement", "late on Friday", "on Telegram",
    "on condition of anonymity", "overnight",
]  # fmt: skip
TOLLS = ["the toll", "the death toll", "the number of dead", "the number of people killed", "the total"]
COUNTED = [
    "people", "civilians", "soldiers", "militants", "fighters", "others", "children", "policemen", "villagers", "",
]  # fmt: skip
WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


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
            quoting = line.piece(outlet_phrase(pools, rng), "nsubj")
            said = line.word("quoted", "VBD", "ROOT")
            line.under(said, quoting)
            line.piece(who, "dobj", said)
            as_token = line.word("as", "IN", "prep", said)
            saying = line.word("saying", "VBG", "pcomp", as_token)
            that = line.word("that", "IN", "mark") if rng.random() < 0.6 else None
            content = line.piece(small_letter(clause), "ccomp", saying)
            if that is not None:
                line.under(content, that)
    return line.stop(said)


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


def toll(line: Line, pools: Pools, names: Names, rng: random.Random, dep: str, head: int = -1) -> int:
    """ "SANA put the toll at 32" or "said 32 had died"; gives its verb."""
    subject = line.speaker(speaker(pools, rng, names), "nsubj")
    count = number(rng)
    if rng.random() < 0.5:
        verb = line.word("put", "VBD", dep, head)
        *before, last = rng.choice(TOLLS).split(" ")
        line.under(verb, subject)
        first = len(line.tree)
        noun = first + (1 if "number" in before or last == "total" or (last == "toll" and "death" not in before) else 2)
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
    harmed = rng.choice(["died"] if died else ["killed", "killed", "wounded", "injured"])
    content = line.word(harmed, "VBN", "ccomp", verb)
    line.under(content, noun, auxiliary)
    return verb


def number(rng: random.Random) -> str:
    """How many."""
    small, also_small, large = rng.randint(2, 99), rng.randint(2, 99), rng.randint(100, 900)
    thousands = f"{rng.randint(1, 9)},{rng.randint(100, 999)}"
    return rng.choice([str(small), str(also_small), str(large), thousands, rng.choice(WORDS)])


def small_letter(tree: Tree) -> Tree:
    """The clause as it begins after other words."""
    begun = copy(tree)
    named = (entity := begun.entity_at(0)) is not None and entity.label in NAMES
    if begun.words[0] in {"The", "A", "An"} or not (named or begun.tags[0] in {"NNP", "NNPS"} or begun.words[0] == "I"):
        begun.words[0] = begun.words[0][0].lower() + begun.words[0][1:]
    return begun
