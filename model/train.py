"""Trains one half of the model on corrected labels, starting from the weights of en_core_web_sm."""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.cli.train import train
from thinc.api import Config

HALVES = {"syntax": ["tok2vec", "tagger", "parser"], "names": ["ner"]}


def main() -> None:
    """Fills in `config.cfg` and lets spaCy train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("train", type=Path, help="file or folder of corrected shards")
    parser.add_argument("dev", type=Path, help="corrected shard that chooses the checkpoint")
    parser.add_argument("out", type=Path)
    parser.add_argument("--original", required=True, help="name or folder of en_core_web_sm 3.8.0")
    parser.add_argument("--steps", type=int, default=8_000, help="batches of 2,000 words")
    parser.add_argument("--learn-rate", type=float, default=0.0005)
    arguments = parser.parse_args()
    config = Config().from_disk(Path(__file__).with_name("config.cfg"), interpolate=False)
    config["paths"] = {"train": str(arguments.train), "dev": str(arguments.dev)}
    config["nlp"]["pipeline"] = HALVES[arguments.half]
    config["components"] = {name: {"source": arguments.original} for name in HALVES[arguments.half]}
    config["training"]["max_steps"] = arguments.steps
    config["training"]["optimizer"]["learn_rate"]["initial_rate"] = arguments.learn_rate
    arguments.out.mkdir(parents=True, exist_ok=True)
    config.to_disk(arguments.out / "config.cfg")
    train(arguments.out / "config.cfg", arguments.out)


if __name__ == "__main__":
    main()
