#!/usr/bin/env python3
"""Runs the program on hostile inputs, each run with a bound on time and memory; see bench/hostile."""

import argparse
import collections
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import mutate
import program
import seeds
import tried

KEPT = program.ROOT / "target" / "hostile"

# What the program promises.
MOST_MEMORY = 500_000_000
# An address space has room that is never touched; this stops what runs away.
MOST_ADDRESSES = 4_000_000_000
# So many inputs are read in one run, and so many seconds of the processor it may take. What waits
# instead of working is given ten times as long, since the machine may be busy.
BATCH = 250
LONGEST = 120
LONGEST_ALONE = 20
# Of so many runs one reads what the reports say, and not only what is taken from pages: it takes most of the time.
FULL = 8


@dataclass
class Run:
    """What came of one run of the program."""

    status: int
    seconds: float
    processor: float
    memory: int
    told: str
    n_reports: int
    shown: str = ""
    fault: str = ""


def bound(longest):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest + 5))


def run(arguments, folder, longest, is_json=True):
    """Runs the program; its output is counted and looked through."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(
            [program.find(), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=folder,
            preexec_fn=lambda: bound(longest),
        )
        is_late = False
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > 10 * longest and not is_late:
                is_late = True
                child.send_signal(signal.SIGKILL)
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        told = err.read().decode("utf-8", "replace")
        found = Run(child.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, told, 0)
        if is_late or child.returncode == -signal.SIGXCPU:
            found.fault = f"it took longer than {longest} seconds"
        elif "panicked at" in told:
            found.fault = "it panicked: " + told[told.index("panicked at") :].split("\n\n")[0][:300]
        elif child.returncode not in (0, 1, 2):
            found.fault = f"it ended with {child.returncode}"
        elif found.memory > MOST_MEMORY:
            found.fault = f"it took {found.memory / 1e6:.0f} MB"
        elif is_json:
            try:
                for line in out:
                    json.loads(line)
                    found.n_reports += 1
            except ValueError as why:
                found.fault = f"it printed what is no JSON: {why}"
        else:
            found.shown = out.read().decode("utf-8", "replace")
    return found


def of_json(is_full):
    return ["read", "--format", "json"] if is_full else ["read", "--format", "json", "--report"]


def keep(path, fault, faults):
    KEPT.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if path.is_dir() else shutil.copy)(path, KEPT / path.name)
    faults.append(f"{KEPT.relative_to(program.ROOT) / path.name}: {fault}")
    print(f"  FAULT {faults[-1]}", flush=True)


def input_of(number, seed, all_seeds):
    return mutate.mutated(random.Random(f"{seed}-{number}"), all_seeds)


def generated(numbers, seed, faults):
    """Reads inputs made by chance, in runs of many; prints what came of them."""
    all_seeds = seeds.all_seeds()
    kinds, slowest = collections.Counter(), []
    n_reports = n_bytes = most_memory = n_full = 0
    processor = 0.0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as above:
        for at in range(0, len(numbers), BATCH):
            folder = pathlib.Path(above) / "inputs"
            folder.mkdir()
            for number in numbers[at : at + BATCH]:
                ending, content = input_of(number, seed, all_seeds)
                (folder / f"{number:06}{ending}").write_bytes(content)
                kinds[ending] += 1
                n_bytes += len(content)
            is_full = (at // BATCH) % FULL == 0
            n_full += len(numbers[at : at + BATCH]) if is_full else 0
            came = run([*of_json(is_full), folder], above, LONGEST)
            n_reports += came.n_reports
            processor += came.processor
            most_memory = max(most_memory, came.memory)
            if came.fault:
                alone(folder, is_full, came, faults)
            slowest = sorted([*slowest, (came.processor, at, is_full)], reverse=True)[:4]
            shutil.rmtree(folder)
            n = min(at + BATCH, len(numbers))
            if n % (BATCH * 40) == 0 or n == len(numbers):
                print(
                    f"  {n:,} inputs, {n_reports:,} reports, {n_bytes / 1e6:.0f} MB, {time.perf_counter() - start:.0f} s "
                    f"({processor:.0f} s of the processor), at most {most_memory / 1e6:.0f} MB, {len(faults)} faults",
                    flush=True,
                )
        print("  of them " + ", ".join(f"{n:,} {ending[1:]}" for ending, n in kinds.most_common()))
        print(f"  and {n_full:,} read to the end: sentences and statements too")
        for line in slow_ones(above, numbers, seed, all_seeds, slowest):
            print(line)


def alone(folder, is_full, came, faults):
    """Finds which input of a run made it fail; all of them are kept where none does by itself."""
    n_before = len(faults)
    for path in sorted(folder.iterdir()):
        one = run([*of_json(is_full), path], folder, LONGEST_ALONE)
        if one.fault:
            keep(path, one.fault, faults)
    if len(faults) == n_before:
        keep(folder.rename(folder.with_name(f"from-{min(folder.iterdir()).stem}")), came.fault, faults)
        folder.mkdir()


def slow_ones(above, numbers, seed, all_seeds, slowest):
    """The inputs of the slowest runs that took the most time by themselves."""
    empty = pathlib.Path(above) / "empty.txt"
    empty.write_text("Ten people died.")
    base = min(run([*of_json(True), empty], above, LONGEST_ALONE).processor for _ in range(3))
    found = []
    for _, at, is_full in slowest[:2]:
        for number in numbers[at : at + BATCH]:
            ending, content = input_of(number, seed, all_seeds)
            path = pathlib.Path(above) / f"{number:06}{ending}"
            path.write_bytes(content)
            came = run([*of_json(is_full), path], above, LONGEST_ALONE)
            found.append((came.processor - base, path.name, len(content), came.memory))
            path.unlink()
    for seconds, name, size, memory in sorted(found, reverse=True)[:5]:
        yield f"  slow    {name}: {size / 1e3:.0f} KB in {seconds:.2f} s, {memory / 1e6:.0f} MB"


def special(names, faults):
    """Reads the inputs that are made to be too much."""
    with tempfile.TemporaryDirectory() as above:
        for one in tried.ALL:
            if names and one.name not in names:
                continue
            folder = pathlib.Path(above) / "inputs"
            folder.mkdir()
            with one.at(folder) as arguments:
                came = run(["read", *one.flags, *arguments], folder, one.longest, is_json=False)
            if not came.fault and one.says not in came.told:
                came.fault = f"it does not say `{one.says}`"
            if not came.fault and one.shows not in came.shown:
                came.fault = f"it does not show `{one.shows}`"
            if not came.fault and came.status != one.status:
                came.fault = f"it ended with {came.status}, not {one.status}"
            said = " ".join(came.told.replace(str(above), "").split())
            print(f"  {one.name}: {came.seconds:.1f} s, {came.memory / 1e6:.0f} MB, status {came.status}; {said[:200]}", flush=True)
            if came.fault:
                faults.append(f"{one.name}: {came.fault}")
                print(f"  FAULT {faults[-1]}", flush=True)
            shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=100_000, metavar="N", help="how many inputs are generated")
    parser.add_argument("--seed", default="1", metavar="WORD", help="which ones")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only these of the special ones, or these numbers")
    arguments = parser.parse_args()
    faults = []
    numbers = [int(it) for it in arguments.only if it.isdigit()]
    names = [it for it in arguments.only if not it.isdigit()]
    if unknown := [it for it in names if it not in {one.name for one in tried.ALL}]:
        sys.exit(f"there is no `{unknown[0]}`; there are: " + "; ".join(one.name for one in tried.ALL))
    if not arguments.only:
        numbers = list(range(arguments.n))
    shutil.rmtree(KEPT, ignore_errors=True)
    if numbers:
        print(f"{len(numbers):,} generated inputs")
        generated(numbers, arguments.seed, faults)
    if names or not arguments.only:
        print("special inputs")
        special(names, faults)
    print(f"{len(faults)} faults" if faults else "no panic, no hang, nothing above 500 MB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
