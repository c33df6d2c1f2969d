"""Compare readings with gold, by the published definition of ../shared/gold/GUIDELINES.md and nothing else.

    python3 bench/score.py GOLD.jsonl READINGS.jsonl [--misses N]

Both files have one object a text: `doc`, `figures`, `claims`. A read figure is the gold figure when measure, low and
high are the same; where the gold has no number, the two quotes must share a word instead. Among several, the one in
the same sentence counts, then the one of the same giver, then the first. Of the figures found, the share whose giver,
place, day and realis are right is told, and "whole" counts those right in number, giver and place. A claim is found
when kind and claimant are.
"""

import json
import re
import sys

# Words too common in names of givers and places to show that two names are one.
COMMON = set("the a an of in and for s said city province governorate town village".split())
SMALL = {"of", "for", "the", "and"}


def load(path):
    """The objects of a JSON Lines file by their `doc`."""
    with open(path, encoding="utf-8") as lines:
        return {text["doc"]: text for text in map(json.loads, filter(str.strip, lines))}


def pieces(name):
    """The words of a name, in order, as letters and digits."""
    return re.findall(r"[^\W_]+", (name or "").lower())


def telling(name):
    """The words of a name that tell it from others, in order."""
    return [word for word in pieces(name) if word not in COMMON]


def bounds(figure):
    return figure["measure"], figure["low"], figure["high"]


def initials(name):
    return "".join(word[0] for word in pieces(name) if word not in SMALL)


def one_giver(gold, read):
    """Whether two names of a giver are one: half of the shorter one's words, or one is the other's initials."""
    gold, read = gold or "report", read or "report"
    if "report" in (gold, read):
        return gold == read
    mine, theirs = set(telling(gold)), set(telling(read))
    if not mine or not theirs:
        return mine == theirs
    if initials(gold) in theirs or initials(read) in mine:
        return True
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def one_place(gold, read):
    """Whether the read place names one of the gold's two smallest; where the gold has none, none may be read."""
    names = [part for part in (gold or "").split(",") if part.strip()]
    if not names:
        return not (read or "").strip()
    found = set(telling(read))
    return any(found & set(telling(name)) for name in names[:2])


def one_sentence(gold, read):
    mine, theirs = (telling(figure.get("sentence"))[:4] for figure in (gold, read))
    return bool(mine) and mine == theirs


def stands(figure):
    """Whether a figure is said to have happened, now or before."""
    return figure.get("realis", "asserted") in ("asserted", "past")


def pair(gold, read):
    """Each gold figure with its read one or None, and the read figures that are left."""
    left, pairs = list(read), []
    for want in gold:
        fits = [
            got
            for got in left
            if bounds(got) == bounds(want)
            and (bounds(want)[1:] != (None, None) or set(telling(want["quote"])) & set(telling(got.get("quote"))))
        ]
        # `max` keeps the first of equals, which is the order of the reading.
        best = max(fits, key=lambda got: (one_sentence(want, got), one_giver(want["source"], got.get("source"))), default=None)
        if best is not None:
            left = [got for got in left if got is not best]
        pairs.append((want, best))
    return pairs, left


def rates(hits, read, gold):
    """Precision, recall and F."""
    precision = hits / read if read else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def row(name, hits, read, gold):
    return "{:<14} P {:.3f}  R {:.3f}  F {:.3f}".format(name, *rates(hits, read, gold))


def score(gold, read):
    """The table as lines, and the misses as lines. `gold` and `read` are objects by `doc`."""
    figures = read_figures = found = whole = named = named_right = 0
    claims = read_claims = found_claims = 0
    right = {"source": 0, "place": 0, "date": 0, "realis": 0}
    misses = []
    for doc, want in gold.items():
        got = read.get(doc, {})
        pairs, extra = pair(want["figures"], got.get("figures", []))
        figures += len(want["figures"])
        read_figures += len(got.get("figures", []))
        for mine, theirs in pairs:
            if theirs is None:
                misses.append(f"{doc}  missed   {mine['measure']} {mine['low']}-{mine['high']} {mine['quote']!r} per {mine['source']}")
                continue
            found += 1
            verdict = {
                "source": one_giver(mine["source"], theirs.get("source")),
                "place": one_place(mine["place"], theirs.get("place")),
                "date": (mine["date"] or "") == (theirs.get("date") or ""),
                "realis": stands(mine) == stands(theirs),
            }
            for name, is_right in verdict.items():
                right[name] += is_right
                if not is_right:
                    misses.append(f"{doc}  {name:8} {mine['quote']!r}: gold {mine[name]!r}, read {theirs.get(name)!r}")
            if mine["source"] != "report":
                named += 1
                named_right += verdict["source"]
            whole += verdict["source"] and verdict["place"]
        misses += [f"{doc}  extra    {more['measure']} {more['low']}-{more['high']} {more.get('quote')!r}" for more in extra]
        left = list(got.get("claims", []))
        claims += len(want["claims"])
        read_claims += len(left)
        for mine in want["claims"]:
            hit = next((c for c in left if c["kind"] == mine["kind"] and one_giver(mine["who"], c.get("who"))), None)
            if hit is None:
                misses.append(f"{doc}  no claim {mine['kind']} by {mine['who']}: {mine['quote']!r}")
            else:
                found_claims += 1
                left = [claim for claim in left if claim is not hit]
        misses += [f"{doc}  no gold  {claim['kind']} by {claim.get('who')}: {claim.get('quote')!r}" for claim in left]
    table = [
        f"texts {len(gold)}  gold figures {figures}  read {read_figures}  matched {found}",
        row("figures", found, read_figures, figures),
        row("whole", whole, read_figures, figures),
        *(f"{name:14} {right[name] / found if found else 0:.3f} of matched" for name in right),
        f"named source   {named_right / named if named else 0:.3f} of {named} matched whose giver is named",
        row("claims", found_claims, read_claims, claims) + f"  ({claims} gold)",
    ]
    return table, misses


def main():
    words = sys.argv[1:]
    shown = 0
    if "--misses" in words:
        at = words.index("--misses")
        shown = int(words[at + 1])
        del words[at : at + 2]
    if len(words) != 2:
        sys.exit(__doc__)
    table, misses = score(load(words[0]), load(words[1]))
    print("\n".join(table + misses[:shown]))


if __name__ == "__main__":
    main()
