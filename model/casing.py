"""How words are usually written, for text that is all in capitals.

    python model/casing.py EVENTS > crates/report/words/casing.txt

EVENTS is `events.jsonl.gz` of ../shared/bench/wiki_current_events. Only entries up to June 2023 are counted, as for the
model, so that `bench/casing` measures on later ones. A line is a word, or two, in the casing they mostly have within a
sentence. Words that are mostly written with one capital at their beginning are left out, since that is what a word
without a line gets, unless they look like a form of an ordinary word; so are pairs that add nothing to their words.
"""

from __future__ import annotations

import collections
import gzip
import json
import re
import sys
from collections.abc import Iterator

LAST = "2023-06-30"
# A word seen less often may be a slip; a pair has to put right more than it spoils by this.
FEWEST, GAIN = 2, 3
# What a word without a line that ends so, or has no vowel, is taken for; as in crates/report/src/casing.rs.
ORDINARY = re.compile(r"\w{3,}(able|ible|ably|ibly|ally|ously|ively|fully|ous|ity|ation|ition|ness|ful|less|ism|ize)")
SPELT = re.compile(r"[^aeiouy]+")
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)]* [\"'“‘(\[]*$")

Words = list[str]


def sentences(events: str) -> Iterator[Words]:
    """Runs of words that nothing parts but a space, without the first word of each sentence."""
    with gzip.open(events, "rt", encoding="utf-8") as lines:
        for event in map(json.loads, lines):
            if event["date"] > LAST:
                continue
            text, run, end = event["text"], [], None
            for word in WORD.finditer(text):
                between = text[end : word.start()] if end is not None else None
                if between != " " and run:
                    yield run
                    run = []
                starts = between is None or ENDS_SENTENCE.search(between)
                if not starts:
                    run.append(re.sub(r"['’]s$", "", word[0]))
                end = word.end()
            if run:
                yield run


def usual(forms: collections.Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], form))


def main() -> None:
    runs = list(sentences(sys.argv[1]))
    words: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    pairs: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for run in runs:
        for word in run:
            words[word.lower()][word] += 1
        for one, other in zip(run, run[1:]):
            pairs[f"{one} {other}".lower()][f"{one} {other}"] += 1
    alone = {word: usual(forms) for word, forms in words.items() if forms.total() >= FEWEST}
    ordinary = {word for word, form in alone.items() if form == word}

    def may_seem_ordinary(word: str) -> bool:
        """Whether the program may take a name for a form of an ordinary word, "United" for one of "unit", or for letters."""
        if ORDINARY.fullmatch(word) or SPELT.fullmatch(word):
            return True
        stems = (word[:-cut] for cut in range(1, 6) if len(word) - cut >= 3)
        return any(stem + end in ordinary for stem in stems for end in ("", "e", "y", "le"))

    lines = [form for word, form in alone.items() if form != word.capitalize() or may_seem_ordinary(word)]

    def right(form: str, forms: collections.Counter[str]) -> int:
        """How many words of all the times a pair was seen this form gets right."""
        mine = form.split()
        return sum(n * sum(a == b for a, b in zip(mine, seen.split())) for seen, n in forms.items())

    for pair, forms in pairs.items():
        before = " ".join(alone.get(word, word.capitalize()) for word in pair.split())
        form = usual(forms)
        if form != before and right(form, forms) - right(before, forms) >= GAIN:
            lines.append(form)
    print("\n".join(sorted(lines, key=lambda line: (line.lower(), line))))


if __name__ == "__main__":
    main()
