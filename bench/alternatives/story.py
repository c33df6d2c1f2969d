#!/usr/bin/env python3
"""Gives the stories that Python's trafilatura finds in web pages, and its processor time, to `bench/extraction`: with
the settings of its own evaluation. For the gzipped pages named on standard input, one a line, one line of JSON goes out."""

import gzip
import json
import logging
import sys
import time

import trafilatura

logging.disable(logging.CRITICAL)
SETTINGS = {"include_comments": False, "include_tables": True, "include_formatting": False}


def main():
    paths = sys.stdin.read().splitlines()
    pages = [gzip.decompress(open(path, "rb").read()) for path in paths]
    # What it loads at first use is not counted.
    trafilatura.extract(b"<html><body><p>Nine people died in Tamrit, police said.</p></body></html>", **SETTINGS)
    start = time.process_time()
    bodies = {path: trafilatura.extract(page, **SETTINGS) or "" for path, page in zip(paths, pages)}
    print(json.dumps({"bodies": bodies, "seconds": time.process_time() - start}))


if __name__ == "__main__":
    main()
