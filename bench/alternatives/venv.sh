#!/usr/bin/env bash
# Makes a virtual environment with Python's trafilatura, of a fixed version, where it is not there yet,
# and prints the path of its Python.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -e target/venv/ready ]; then
    python3 -m venv target/venv >&2
    # It imports a part of lxml that its own demands do not bring.
    target/venv/bin/python -m pip install --quiet 'trafilatura==2.3.1' 'lxml==6.1.3' 'lxml_html_clean==0.4.6' >&2
    touch target/venv/ready
fi
echo "$PWD/target/venv/bin/python"
