"""Scores pipelines against the teacher on held-out text, and on the probe: sentences with known names and speakers.

Prints a line for each pipeline: agreement with the teacher in tags, heads, labels, sentence starts and entities, with
entities against its corrected labels as well, and the share of the probe that is read right.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

NAMES = ["GPE", "ORG", "PERSON", "NORP", "LOC", "FAC", "CARDINAL", "DATE"]


def examples(nlp: Language, path: Path) -> list[Example]:
    """The held-out texts, not yet read by the pipeline."""
    return [Example(nlp.make_doc(doc.text), doc) for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]


def percent(value: float | None) -> float:
    """A share as a percentage with one decimal."""
    return round(100 * (value or 0.0), 1)


def agreement(nlp: Language, labels: Path, corrected: Path) -> dict[str, float]:
    """The pipeline's scores against the teacher as it is and as corrected."""
    raw = nlp.evaluate(examples(nlp, labels))
    right = nlp.evaluate(examples(nlp, corrected))
    scores = {
        "tag": percent(raw["tag_acc"]),
        "UAS": percent(raw["dep_uas"]),
        "LAS": percent(raw["dep_las"]),
        "sentence F": percent(raw["sents_f"]),
        "NER F": percent(raw["ents_f"]),
        "corrected UAS": percent(right["dep_uas"]),
        "corrected LAS": percent(right["dep_las"]),
        "corrected NER F": percent(right["ents_f"]),
    }
    per_type = right["ents_per_type"] or {}
    return scores | {f"corrected {label}": percent(per_type.get(label, {}).get("f")) for label in NAMES}


def sides(doc: Doc, sentence: dict[str, Any]) -> Iterable[tuple[str, bool]]:
    """What the probe asks of one sentence, and whether it was read so."""
    entities = {entity.text.removeprefix("the ").removeprefix("The "): entity.label_ for entity in doc.ents}
    for name in sentence.get("places", []):
        yield f"place {name}", entities.get(name) in {"GPE", "LOC", "FAC"}
    for name in sentence.get("organisations", []):
        yield f"organisation {name}", entities.get(name) == "ORG"
    for name in sentence.get("people", []):
        yield f"person {name}", entities.get(name) == "PERSON"
    for number in sentence.get("numbers", []):
        covering = [entity.label_ for entity in doc.ents if number in entity.text.split()]
        yield f"number {number}", covering == ["CARDINAL"]
    for verb, speaker in sentence.get("speakers", {}).items():
        said = [token for token in doc if token.text == verb]
        subjects = [child.text for token in said for child in token.children if child.dep_ in {"nsubj", "nsubjpass"}]
        yield f"speaker {speaker} {verb}", speaker in subjects
    for verb, content in sentence.get("contents", {}).items():
        under = [token.text for token in doc if token.dep_ in {"ccomp", "parataxis"} and token.head.text == verb]
        over = [token.head.text for token in doc if token.dep_ == "parataxis" and token.text == verb]
        yield f"content {verb} {content}", content in [*under, *over]


def probe(nlp: Language, path: Path, show: bool) -> dict[str, float]:
    """The share of the probe's questions that the pipeline answers, by kind."""
    asked: dict[str, list[bool]] = {}
    for sentence in tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]:
        doc = nlp(sentence["text"])
        for question, right in sides(doc, sentence):
            asked.setdefault(f"probe {question.split()[0]}", []).append(right)
            if show and not right:
                print(f"  missed: {question}  |  {sentence['text']}")
    asked["probe"] = [right for of_kind in asked.values() for right in of_kind]
    return {kind: percent(sum(of_kind) / len(of_kind)) for kind, of_kind in asked.items()}


def main() -> None:
    """Prints one column for each pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, help="held-out shard as label.py wrote it")
    parser.add_argument("corrected", type=Path, help="the same shard as correct.py wrote it")
    parser.add_argument("pipelines", nargs="+", help="names or folders")
    parser.add_argument("--probe", type=Path, default=Path(__file__).with_name("probe.toml"))
    parser.add_argument("--misses", action="store_true", help="print what of the probe was read wrong")
    parser.add_argument("--json", type=Path, help="where to write the last pipeline's scores")
    arguments = parser.parse_args()
    columns = []
    for name in arguments.pipelines:
        nlp = spacy.load(name, exclude=["attribute_ruler", "lemmatizer", "senter"])
        if arguments.misses:
            print(name)
        answered = probe(nlp, arguments.probe, arguments.misses)
        columns.append(answered | agreement(nlp, arguments.labels, arguments.corrected))
    for number, name in enumerate(arguments.pipelines, 1):
        print(f"({number}) {name}")
    for score in columns[0]:
        print(f"{score:<24}" + "".join(f"{column[score]:>8}" for column in columns))
    if arguments.json:
        arguments.json.write_text(json.dumps(columns[-1], indent=1) + "\n")


if __name__ == "__main__":
    main()
