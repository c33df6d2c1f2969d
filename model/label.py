"""Cleans the entries of Wikipedia's current events and has the teacher label them, in shards.

A shard is a spaCy `DocBin` with tags, heads, labels, entities and sentence starts as the teacher gave them; nothing is
corrected here (that is `correct.py`). Entries about people harmed come first, so that training can begin on the first
shards while the rest is still being labelled.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import DocBin

ATTRIBUTES = ["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]
HARM = re.compile(
    r"\b(kill\w*|dead|deaths?|die[sd]?|dying|wound\w*|injur\w*|bomb\w*|attack\w*|said|says?|told|according|troops?|"
    r"truce|cease-?fire|blasts?|explo\w+|gunm[ae]n|militants?|rebels?|airstrikes?|shell\w*|missiles?|toll|hostages?|"
    r"kidnap\w*|missing|displaced|soldiers?|responsib\w+|clash\w*|protest\w*)\b",
    re.IGNORECASE,
)
CLOSING_OUTLET = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]([.]?)$")


def outlets(entries: Iterable[dict[str, Any]]) -> set[str]:
    """Names that closed at least three entries as their source."""
    count = Counter(name for entry in entries for name in entry["sources"])
    return {name for name, times in count.items() if times >= 3}


def clean(text: str, known_outlets: set[str]) -> str | None:
    """The entry as running text, or nothing where the scrape lost part of it."""
    text = " ".join(text.split())
    while (closing := CLOSING_OUTLET.search(text)) and any(
        part.strip() in known_outlets for part in re.split(r",| via ", closing[1])
    ):
        text = text[: closing.start()] + closing[2]
    lost_a_part = re.search(r"\s[.,;:](\s|$)|\(\s|\s\)|\[\w*link", text)
    whole = re.search(r"[.!?][\"”’')\]]*$", text)
    if lost_a_part or not whole or len(text) < 30 or len(text) > 2_000:
        return None
    return text


def split(date: str, dev_from: str, test_from: str) -> str:
    """Which part of the text an entry of that day belongs to."""
    return "test" if date >= test_from else "dev" if date >= dev_from else "train"


def shards(arguments: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """Named lists of texts: the held-out ones first, then those to train on, most useful first."""
    with gzip.open(arguments.events, "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    known_outlets = outlets(entries)
    seen: set[str] = set()
    for path in arguments.leave_out:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            seen.add(letters(record["text"]))
            seen.add(record["doc"].removeprefix("wce:"))
    parts: dict[str, list[str]] = {"dev": [], "test": [], "train": []}
    for entry in entries:
        text = clean(entry["text"], known_outlets)
        if text is None or letters(text) in seen or letters(entry["text"]) in seen or entry["id"] in seen:
            continue
        seen.add(letters(text))
        parts[split(entry["date"], arguments.dev_from, arguments.test_from)].append(text)
    random.Random(0).shuffle(parts["train"])
    parts["train"].sort(key=lambda text: -min(4, len(set(HARM.findall(text.lower())))))
    size = arguments.entries_per_shard
    return [
        (f"{part}-{start // size:03}", texts[start : start + size])
        for part, texts in parts.items()
        for start in range(0, len(texts), size)
    ]


def letters(text: str) -> str:
    """The text's letters and digits alone, to find it again whatever its spaces and marks."""
    return "".join(character for character in text.lower() if character.isalnum())


def main() -> None:
    """Labels every shard of this worker that is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path, help="events.jsonl.gz: one entry a line with id, date, text, sources")
    parser.add_argument("out", type=Path, help="folder for the shards")
    parser.add_argument("--teacher", default="en_core_web_md", help="name or folder of the teacher's pipeline")
    parser.add_argument(
        "--leave-out", type=Path, nargs="*", default=[], help="JSON Lines with doc, text: not to be seen"
    )
    parser.add_argument("--dev-from", default="2023-07-01", help="first day of the entries that choose checkpoints")
    parser.add_argument("--test-from", default="2023-08-01", help="first day of the entries for evaluation")
    parser.add_argument("--entries-per-shard", type=int, default=3_000)
    parser.add_argument("--worker", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()

    nlp = spacy.load(arguments.teacher, exclude=["attribute_ruler", "lemmatizer", "senter"])
    arguments.out.mkdir(parents=True, exist_ok=True)
    for index, (name, texts) in enumerate(shards(arguments)):
        path = arguments.out / f"{name}.spacy"
        if index % arguments.workers != arguments.worker or path.exists():
            continue
        started = time.monotonic()
        labelled = DocBin(attrs=ATTRIBUTES, docs=nlp.pipe(texts, batch_size=128))
        unfinished = path.with_suffix(".part")
        labelled.to_disk(unfinished)
        unfinished.rename(path)
        words = sum(len(text.split()) for text in texts)
        speed = words / (time.monotonic() - started)
        print(f"{name}: {len(texts)} entries, {words} words, {speed:.0f} words/s", flush=True)


if __name__ == "__main__":
    main()
