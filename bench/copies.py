#!/usr/bin/env python3
"""Makes copies of texts, and measures how they are found; see bench/copies."""

import argparse
import collections
import gzip
import html
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile

import program

BENCH = program.SHARED / "bench"
EVENTS = BENCH / "giveme5w1h" / "news_cluster.jsonl.gz"
STORIES = BENCH / "article_extraction_zyte" / "ground-truth.json"
BRIEFS = BENCH / "wiki_current_events" / "events.jsonl.gz"
PAGES = sorted(BENCH.glob("article_extraction_*/html/*.gz"))
# Which reports of giveme5w1h print one text, by reading them: one family a line, the first piece of each id.
FAMILIES = program.ROOT / "bench" / "copies.families"
EXAMPLE = program.ROOT / "target" / "release" / "examples" / "copies"

# Lines that an outlet prints under all that it prints, and some print all alike.
LINES = [
    "Copyright 2018 The Example Press. All rights reserved. This material may not be published, broadcast, rewritten or "
    "redistributed without the prior written permission of the owner of the rights in it.",
    "Our standards for what we print, and how we put right what we had wrong, can be read on the page that says who we "
    "are and how to reach the people who write for us every day of the week.",
    "We want to hear from you. If you were there, or know more than we do, write to the desk with your name and a number "
    "where we can call you back, and tell us whether your words may be printed.",
    "The Daily Example is read in forty countries. It has no owner who tells it what to write, and lives on those who pay "
    "for it; whoever likes what stands here can help with a small sum each month and stop at any time.",
]
SPELLINGS = [
    ("or", "our"), ("color", "colour"), ("organiz", "organis"), ("center", "centre"), ("percent", "per cent"),
    ("program", "programme"), ("defense", "defence"), ("traveled", "travelled"), ("labor", "labour"),
    ("neighbor", "neighbour"), ("realiz", "realis"), ("recogniz", "recognis"), ("toward ", "towards "),
    ("honor", "honour"), ("authoriz", "authoris"), ("gray", "grey"), ("Mr ", "Mr. "), (" - ", " – "),
][1:]


def words(text):
    return re.findall(r"\w+", text)


def paragraphs(text):
    return [it for it in (" ".join(line.split()) for line in text.split("\n")) if len(words(it)) >= 8]


# The edits: each takes paragraphs, gives what an outlet made of them.


def cut_end(text, _, chance):
    return text[: max(3, round(len(text) * chance.uniform(0.4, 0.8)))]


def cut_paragraphs(text, _, chance):
    n = max(3, round(len(text) * chance.uniform(0.6, 0.8)))
    return [text[at] for at in sorted(chance.sample(range(len(text)), n))]


def few_paragraphs(text, _, chance):
    """A few of ten: at least forty words."""
    for n in range(3, len(text)):
        if sum(len(words(it)) for it in text[:n]) >= 40:
            return text[:n]
    return text


def own_lede(text, others, chance):
    return [chance.choice(others)] + text[1:]


def own_paragraphs(text, others, chance):
    text = list(text)
    for _ in range(max(1, len(text) // 5)):
        text.insert(chance.randrange(len(text) + 1), chance.choice(others))
    return text


def spellings(text, others, chance):
    for one, other in SPELLINGS:
        text = [it.replace(one, other) for it in text]
    return text


def quotes(text, others, chance):
    text = [re.sub(r'"([^"]*)"', r"“\1”", it).replace("'", "’") for it in text]
    return text


def words_changed(text, others, chance):
    """A word of thirty is another."""
    strange = words(" ".join(others))
    change = lambda it: chance.choice(strange) if chance.random() < 1 / 30 and it.isalpha() else it
    return [" ".join(change(it) for it in paragraph.split(" ")) for paragraph in text]


def line_under(text, others, chance):
    return text + [chance.choice(LINES)]


def numbers(text, others, chance):
    """One to three numbers are others; they are told in `changed` by their new words."""
    places = [(at, it) for at, paragraph in enumerate(text) for it in re.finditer(r"(?<![\w.,'’-])\d+(?![\w.,'’:-])", paragraph)]
    text, changed = list(text), []
    for at, it in sorted(chance.sample(places, min(len(places), chance.randint(1, 3))), key=lambda it: (it[0], -it[1].start())):
        new = str(int(it.group()) + chance.randint(1, 9))
        text[at] = text[at][: it.start()] + new + text[at][it.end() :]
        changed.append(new)
    numbers.changed = sorted(changed)
    return text


EDITS = [cut_end, cut_paragraphs, few_paragraphs, own_lede, own_paragraphs, spellings, quotes, words_changed, line_under, numbers]


# The reports.


class Batch:
    """Reports, with the family of each and what it is."""

    def __init__(self):
        self.lines, self.family, self.kind, self.titles, self.changed = [], {}, {}, {}, {}
        self.earliest = {}

    def add(self, family, kind, record):
        url = record["url"]
        if url in self.family:
            return
        self.family[url], self.kind[url], self.titles[url] = family, kind, record.get("title", "")
        self.lines.append(record)

    def article(self, family, kind, outlet, title, text, minute):
        n = len(self.lines)
        url = f"https://{outlet}/{n}"
        body = "".join(f"<p>{html.escape(it)}</p>" for it in text)
        page = f"<html><head><title>{html.escape(title)}</title></head><body><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
        at = f"2018-02-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00Z"
        self.add(family, kind, {"url": url, "title": title, "html": page, "date_publish": at, "site_name": outlet})
        return url


def labelled():
    families = {}
    for line in FAMILIES.read_text("utf-8").splitlines():
        ids = line.split("#")[0].split()
        families.update({it: ids[0] for it in ids})
    return families


def batch(chance):
    made = Batch()
    rows = [json.loads(line) for line in gzip.open(EVENTS, "rt", encoding="utf-8")]
    known = labelled()
    for row in rows:
        short = row["id"][:12]
        record = {"url": row["url"], "title": row["title"], "text": row["text"], "date_publish": row["date_publish"], "site_name": row["domain"]}
        made.add(f"event {known.get(short, short)}", f"same event {row['event_id']}", record)
    stories = []
    if STORIES.exists():
        truth = json.loads(STORIES.read_text("utf-8"))
        stories = [paragraphs(truth[name].get("articleBody", "")) for name in sorted(truth)]
        stories = [it for it in stories if len(it) >= 6 and len(words(" ".join(it))) >= 120]
    else:
        print(f"skipped: there is no {STORIES}")
    donors, stories = stories[::6], [it for at, it in enumerate(stories) if at % 6]
    own = [it for donor in donors for it in donor if 15 <= len(words(it)) <= 80]
    own, alone = own[::2], own[1::2]
    for at, story in enumerate(stories):
        minute = chance.randrange(20_000)
        first = made.article(f"made {at}", "first", "agency.example", " ".join(story[0].split()[:9]), story, minute)
        made.earliest[f"made {at}"] = first
        for edit in EDITS:
            text = edit(story, own, chance)
            if edit is numbers and not numbers.changed:
                continue
            # Outlets do two things at once as often as one.
            extra = chance.choice([None, line_under, quotes, cut_end]) if edit is not numbers else None
            if extra and extra is not edit:
                text = extra(text, own, chance)
            title = " ".join(chance.choice(own).split()[:8]) if chance.random() < 0.5 else " ".join(story[0].split()[:9])
            outlet = f"outlet{chance.randrange(30)}.example"
            url = made.article(f"made {at}", edit.__name__, outlet, title, text, minute + chance.randint(1, 2000))
            if edit is numbers:
                made.changed[url] = numbers.changed
    # What is nobody's copy.
    for at, paragraph in enumerate(alone[:150]):
        outlet = f"outlet{at % 30}.example"
        made.article(f"line {at}", "line under", outlet, "Brief", [paragraph, LINES[at % len(LINES)]], 300 * at)
    for at in range(60):
        one = lambda low, high: f"{chance.uniform(low, high):,.2f}"
        text = [
            f"Shares on the Tamrit exchange {chance.choice(['rose', 'fell'])} {one(0, 3)} percent on {chance.choice(['Monday', 'Tuesday', 'Friday'])}, with the main index closing at {one(6000, 8000)} points after opening at {one(6000, 8000)} points.",
            f"The price of a barrel of oil stood at {one(50, 80)} dollars in late trading, against {one(50, 80)} dollars the day before, and an ounce of gold cost {one(1200, 1400)} dollars.",
            f"The currency was traded at {one(1, 2)} to the dollar and {one(1, 2)} to the euro, dealers said, while the yield of ten-year bonds was {one(1, 4)} percent.",
        ]
        made.article(f"table {at}", "table", "markets.example", "Markets at the close", text, 1440 * (at % 13) + at)
    if BRIEFS.exists():
        rows = [json.loads(line) for line in gzip.open(BRIEFS, "rt", encoding="utf-8")]
        killed = chance.sample([row["text"] for row in rows if re.search(r"\bkill", row["text"])], 4000)
        for at, text in enumerate(killed[:3000]):
            # Wikipedia itself has some twice.
            key = " ".join(words(text.lower()))
            made.article(f"brief {key}", "brief", f"outlet{at % 30}.example", "Brief", [text], 6 * at)
        for at in range(20):
            posts = [it for n in range(10) for it in killed[3000 + 50 * at + 5 * n :][:5] + chance.choice(stories)[:3]]
            made.article(f"live {at}", "live blog", "live.example", "Live: what happens today", posts, 20_000 + 300 * at)
    else:
        print(f"skipped: there is no {BRIEFS}")
    return made


def run(made):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "made.jsonl"
        path.write_text("".join(json.dumps(it) + "\n" for it in made.lines), encoding="utf-8")
        done = subprocess.run([program.find(), "copies", "--format", "json", path], stdout=subprocess.PIPE, text=True, check=False)
        speed = subprocess.run([EXAMPLE, path], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line) for line in done.stdout.splitlines()], speed


def memory(n_reports, chance):
    """The most memory, in MB, in which so many reports of 500 words, none like another, are compared."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "made.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for at in range(n_reports):
                text = " ".join("".join(chance.choices(letters, k=5)) for _ in range(500))
                record = {"url": f"https://outlet{at % 300}.example/world/a-report-of-one-day-{at}", "title": "A report", "html": f"<article><p>{text}.</p></article>", "date_publish": "2018-01-02T03:04:05Z"}
                out.write(json.dumps(record) + "\n")
        child = subprocess.Popen([program.find(), "copies", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_maxrss / 1000


def address(printed):
    return printed["address"].split(" ")[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N pairs that were joined or missed wrongly, of each kind")
    parser.add_argument("--seed", type=int, default=1, help="other edits")
    parser.add_argument("--memory", action="store_true", help="measure only the memory that more reports take")
    arguments = parser.parse_args()
    if arguments.memory:
        few, many = (memory(it, random.Random(1)) for it in (5_000, 20_000))
        print(f"memory: {few:.0f} MB for 5,000 reports, {many:.0f} MB for 20,000: {(many - few) / 15 * 1000:.0f} MB for each million more")
        return
    made = batch(random.Random(arguments.seed))
    families, speed = run(made)
    found = {}
    for number, family in enumerate(families):
        for printed in [family["earliest"], *(it["report"] for it in family["copies"])]:
            found[address(printed)] = number
    members = collections.defaultdict(list)
    for url, family in made.family.items():
        members[family].append(url)
    is_one = lambda one, other: found.get(one, one) == found.get(other, other)

    print(f"{len(made.lines)} reports; {len(families)} families found")
    misses = collections.defaultdict(list)
    for name, of in [("made", lambda it: it.startswith("made")), ("giveme5w1h, by labels", lambda it: it.startswith("event"))]:
        true = right = 0
        for family, urls in members.items():
            if of(family):
                for one, other in itertools.combinations(urls, 2):
                    true += 1
                    right += is_one(one, other)
                    if not is_one(one, other):
                        misses[f"missed, {name}, {made.kind[other].split(' ')[0]}"].append((one, other))
        joined = wrong = 0
        groups = collections.defaultdict(list)
        for url, number in found.items():
            groups[number].append(url)
        for urls in groups.values():
            for one, other in itertools.combinations(urls, 2):
                if not (of(made.family[one]) or of(made.family[other])):
                    continue
                joined += 1
                if made.family[one] != made.family[other]:
                    wrong += 1
                    misses[f"joined, {name}"].append((one, other))
        precision, recall = 1 - wrong / max(1, joined), right / max(1, true)
        print(f"  {name:22} {true:6} pairs  P {precision:.3f}  R {recall:.3f}  F {2 * precision * recall / max(1e-9, precision + recall):.3f}")
    for kind in ("line under", "table", "live blog", "brief"):
        urls = [it for it in made.kind if made.kind[it] == kind]
        wrong = [it for it in urls if it in found and any(made.family[other] != made.family[it] and found.get(other) == found[it] for other in made.family if other != it)]
        print(f"  {kind:22} {len(urls):6} reports that are nobody's copies, {len(wrong)} of them joined with others")
        misses[f"joined, {kind}"] += [(it, it) for it in wrong]
    print("copies by what was done to them, and how many are in the family of the first:")
    for edit in EDITS:
        urls = [it for it in made.kind if made.kind[it] == edit.__name__]
        right = sum(is_one(it, made.earliest[made.family[it]]) for it in urls)
        print(f"  {edit.__name__:22} {right:4} of {len(urls)}")
    firsts = [address(it["earliest"]) for it in families if made.family[address(it["earliest"])].startswith("made")]
    right = sum(made.earliest[made.family[it]] == it for it in firsts)
    print(f"earliest right in {right} of {len(firsts)} families made")
    told = {}
    for family in families:
        for it in family["copies"]:
            if it["of"].split(" ")[-1] in made.earliest.values():
                told[address(it["report"])] = sorted(edit["is"]["words"] for changed in it["changed"] for edit in changed["figures"])
    right = sum(told.get(url) == changed for url, changed in made.changed.items())
    false = sum(bool(it) for url, it in told.items() if url not in made.changed and made.kind[url] != "words_changed")
    print(f"changed numbers told exactly in {right} of {len(made.changed)} copies; told where none was changed in {false} of {len(told) - len(made.changed)}")
    print(speed.strip())
    if PAGES:
        print("web pages:", subprocess.run([EXAMPLE, *PAGES], stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
    if arguments.misses:
        for kind, pairs in misses.items():
            print(f"\n{kind}: {len(pairs)}")
            for one, other in pairs[: arguments.misses]:
                print(f"  {made.kind[one]} {one} {made.titles[one][:50]!r}\n    {made.kind[other]} {other} {made.titles[other][:50]!r}")


if __name__ == "__main__":
    main()
