"""Packs a spaCy pipeline's folder into one small archive with half-precision weights, and unpacks it again.

The archive is a zip of the very files that spaCy writes, less what reading needs not (the sentence recogniser, the
strings behind words' hashes). Arrays in the `model` files are stored as "<f2" instead of "<f4"; unpacking
widens them, so that Python's spaCy loads exactly the numbers that are in the archive.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy
import srsly
from thinc.api import Config

WITHOUT = ["senter"]
TRAINED = {"syntax": ["tok2vec", "tagger", "parser"], "names": ["ner"]}
EPOCH = (1980, 1, 1, 0, 0, 0)


def with_arrays_as(kind: str, value: Any) -> Any:
    """The same value with every floating-point array in it in another precision."""
    if isinstance(value, numpy.ndarray) and value.dtype.kind == "f":
        return value.astype(kind)
    if isinstance(value, dict):
        return {key: with_arrays_as(kind, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_arrays_as(kind, item) for item in value]
    return value


def model_with_arrays_as(kind: str, model: bytes) -> bytes:
    """A component's `model` file with its arrays in another precision."""
    content = srsly.msgpack_loads(model)
    content["params"] = with_arrays_as(kind, content["params"])
    packed: bytes = srsly.msgpack_dumps(content)
    return packed


def kept_files(folder: Path) -> list[Path]:
    """The pipeline's files that an archive holds, in a fixed order."""
    return sorted(
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file()
        and path.relative_to(folder).parts[0] not in [*WITHOUT, "README.md", "accuracy.json"]
        and path.name != "strings.json"
    )


def config_without(config: str) -> str:
    """The configuration without the components that are left out and without what only training reads."""
    parsed = Config().from_str(config, interpolate=False)
    parsed["nlp"]["pipeline"] = [name for name in parsed["nlp"]["pipeline"] if name not in WITHOUT]
    parsed["nlp"]["disabled"] = [name for name in parsed["nlp"]["disabled"] if name not in WITHOUT]
    for name in WITHOUT:
        parsed["components"].pop(name, None)
    for section in ["corpora", "training", "initialize", "pretraining"]:
        parsed.pop(section, None)
    parsed["paths"] = {}
    return parsed.to_str(interpolate=False)


def meta_of(meta: dict[str, Any], version: str, scores: dict[str, float]) -> dict[str, Any]:
    """What the archive says of itself."""
    return {
        "lang": "en",
        "name": "ascribe",
        "version": version,
        "description": "English pipeline for news, continued from en_core_web_sm 3.8.0",
        "license": "MIT",
        "author": "the authors of Ascribe; Explosion for en_core_web_sm",
        "spacy_version": ">=3.8.0,<3.9.0",
        "vectors": meta["vectors"],
        "labels": {name: labels for name, labels in meta["labels"].items() if name not in WITHOUT},
        "pipeline": [name for name in meta["pipeline"] if name not in WITHOUT],
        "components": [name for name in meta["components"] if name not in WITHOUT],
        "disabled": [],
        "performance": scores,
        "sources": meta.get("sources", []),
    }


def pack(original: Path, trained: dict[str, Path], archive: Path, version: str, scores: dict[str, float]) -> None:
    """Writes the archive: the original pipeline with the trained components in place of its own."""
    folders = {component: trained[half] for half in trained for component in TRAINED[half]}
    contents: dict[str, bytes] = {}
    for path in kept_files(original):
        data = (folders.get(path.parts[0], original) / path).read_bytes()
        if path.name == "model":
            data = model_with_arrays_as("<f2", data)
        elif path.name == "config.cfg":
            data = config_without(data.decode()).encode()
        elif path.name == "meta.json":
            data = json.dumps(meta_of(json.loads(data), version, scores), indent=1).encode()
        contents[path.as_posix()] = data
    # The same folders give the same bytes.
    with zipfile.ZipFile(archive, "w") as out:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            out.writestr(entry, contents[name], zipfile.ZIP_DEFLATED, compresslevel=9)


def unpack(archive: Path, folder: Path) -> None:
    """Writes an ordinary pipeline folder that Python's spaCy loads."""
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = packed.read(name)
            path.write_bytes(model_with_arrays_as("<f4", data) if path.name == "model" else data)
    labels = json.loads((folder / "meta.json").read_text())["labels"]
    strings = {label for of_component in labels.values() for label in of_component}
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted(strings)))


def main() -> None:
    """Packs or unpacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack", help="pipeline folders to archive")
    packing.add_argument("original", type=Path, help="folder of en_core_web_sm 3.8.0, for all that is not trained")
    packing.add_argument("archive", type=Path)
    for half, components in TRAINED.items():
        packing.add_argument(f"--{half}", type=Path, help=f"trained folder, for {', '.join(components)}")
    packing.add_argument("--version", required=True)
    packing.add_argument("--scores", type=Path, help="JSON that evaluate.py wrote")
    unpacking = commands.add_parser("unpack", help="archive to pipeline folder")
    unpacking.add_argument("archive", type=Path)
    unpacking.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "pack":
        scores = json.loads(arguments.scores.read_text()) if arguments.scores else {}
        trained = {half: folder for half in TRAINED if (folder := getattr(arguments, half))}
        pack(arguments.original, trained, arguments.archive, arguments.version, scores)
    else:
        unpack(arguments.archive, arguments.folder)


if __name__ == "__main__":
    main()
