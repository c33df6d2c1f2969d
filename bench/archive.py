#!/usr/bin/env python3
"""Builds an archive of pages and measures how it is read; see bench/archive."""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import program

EXAMPLE = program.ROOT / "target" / "release" / "examples" / "archive"


def record(kind, target, content_type, content):
    """A packed record, as CC-NEWS has them: each in a gzip member of its own."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2016-02-21T20:45:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + content + b"\r\n\r\n", 6)


def build(path, files, most):
    """An archive of so many bytes unpacked: for each page what was asked, the answer, and what is said of both."""
    members = []
    for number, file in enumerate(files):
        page = gzip.decompress(pathlib.Path(file).read_bytes())
        target = f"https://news.example/{number}"
        ask = f"GET /{number} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
        packed = [
            record("request", target, "application/http; msgtype=request", ask),
            record("response", target, "application/http; msgtype=response", answer),
            record("metadata", target, "application/warc-fields", b"fetchTimeMs: 12"),
        ]
        members.append((b"".join(packed), len(page)))
    unpacked = pages = 0
    with path.open("wb") as out:
        while unpacked < most:
            for packed, length in members:
                out.write(packed)
                unpacked += length
                pages += 1
                if unpacked >= most:
                    break
    return pages, unpacked


def run(command, cores):
    """A command on these cores: its output, the seconds it took, those of the processor, and the most memory it had."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(["taskset", "-c", cores, *map(str, command)], stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        return out.read().decode(), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    most, files = int(sys.argv[1]) * 1_000_000, sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        archive = pathlib.Path(folder) / "news.warc.gz"
        pages, unpacked = build(archive, files, most)
        size = archive.stat().st_size / 1e6
        print(f"{pages} pages, {unpacked / 1e6:.0f} MB, packed {size:.0f} MB")
        for name, cores in (("one core", "0"), ("two cores", "0,1")):
            text, _, processor, memory = run([EXAMPLE, "extract", archive], cores)
            print(f"{name}: {text.strip()}; {pages / processor:.0f} pages a second of the processor; {memory:.0f} MB")
        text, _, _, _ = run([EXAMPLE, "stages", archive], "0")
        print(text.strip())
        # The whole way is slow enough for fewer pages.
        few = pathlib.Path(folder) / "few.warc.gz"
        build(few, files, most // 10)
        for name, cores in (("one core", "0"), ("two cores", "0,1")):
            for flags in ([], ["--all"]):
                command = [program.find(), "read", "--format", "json", *flags, few]
                text, seconds, processor, memory = run(command, cores)
                readings = [json.loads(line) for line in text.splitlines()]
                words = sum(len(reading["text"].split()) for reading in readings)
                print(
                    f"{name}, end to end{', --all' if flags else ''}: {len(readings)} reports, {len(readings) / seconds:.0f} reports/s, "
                    f"{words / seconds:.0f} words/s, {words / processor:.0f} a second of the processor; {memory:.0f} MB"
                )


if __name__ == "__main__":
    main()
