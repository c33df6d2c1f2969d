"""The program that is measured: where it is, and how texts are given to it."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def find():
    """The path of the program; ends the script where there is none."""
    program = os.environ.get("ASCRIBE", str(ROOT / "target" / "release" / "ascribe"))
    if not os.access(program, os.X_OK):
        sys.exit(f"there is no program at {program}; build it with `cargo build --release`, or name one in ASCRIBE")
    return program


def read(texts):
    """What is read in each text of a list, in one call: the readings, `{}` where none was read."""
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder) / f"{number:05}.txt" for number in range(len(texts))]
        for file, text in zip(files, texts):
            file.write_text(text + "\n", encoding="utf-8")
        command = [find(), "read", "--format", "json", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True)
    by_file = {line["address"]: line for line in map(json.loads, done.stdout.splitlines())}
    return [by_file.get(str(file), {}) for file in files]


def words_per_second(files, arguments=()):
    """How many words a second are read in these files in one call, its start included; the words and the seconds."""
    start = time.perf_counter()
    command = [find(), "read", "--format", "json", *arguments, *map(str, files)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - start
    words = sum(len(file.read_text(encoding="utf-8").split()) for file in files)
    return words / seconds, words, seconds
