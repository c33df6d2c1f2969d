"""Compare readings with gold, by the published definition of ../shared/gold/GUIDELINES.md and nothing else.

    python3 bench/score.py GOLD.jsonl READINGS.jsonl [--misses N [--group GROUP]]

Both files have one object a text: `doc`, `figures`, `claims`. A read figure is the gold figure when measure, low and
high are the same; where the gold has no number, the two quotes must share a word instead. Among several, the one in
the same sentence counts, then the one of the same giver, then the first. Of the figures found, the share whose giver,
place, day and realis are right is told, and "whole" counts those right in number, giver and place. A claim is found
when kind and claimant are.
"""

import argparse
import collections
import json
import re

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


def row(name, precision, recall, both):
    return f"{name:<14} P {precision:.3f}  R {recall:.3f}  F {both:.3f}"


def named_otherwise(name, gold, read, nothing=""):
    """The group of a miss in a field: what was read where, or instead of, what the gold has."""
    if (gold or nothing) == nothing:
        return f"{name}: read where there is none"
    return f"{name}: none read" if (read or nothing) == nothing else f"{name}: another"


def missed(want, extra):
    """The group of a figure that was not found: whether its words were read as something else."""
    words = set(telling(want["quote"]))
    near = [got for got in extra if one_sentence(want, got) and words & set(telling(got.get("quote")))]
    if any(got["measure"] == want["measure"] for got in near):
        return f"missed {want['measure']}: another number"
    other = next((got["measure"] for got in near if bounds(got)[1:] == bounds(want)[1:]), None)
    return f"missed {want['measure']}" + (f": read as {other}" if other else "")


def measure(gold, read):
    """What is right, by name, and the misses as pairs of group and line. `gold` and `read` are objects by `doc`.

    Figures, whole and claims are precision, recall and F, the others a share; `counts` are texts, gold figures, read ones,
    found ones, found ones whose giver is named, and gold claims.
    """
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
                line = f"{doc}  missed   {mine['measure']} {mine['low']}-{mine['high']} {mine['quote']!r} per {mine['source']}"
                misses.append((missed(mine, extra), line))
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
                    group = named_otherwise(name, mine[name], theirs.get(name), "report" if name == "source" else "")
                    misses.append((group, f"{doc}  {name:8} {mine['quote']!r}: gold {mine[name]!r}, read {theirs.get(name)!r}"))
            if mine["source"] != "report":
                named += 1
                named_right += verdict["source"]
            whole += verdict["source"] and verdict["place"]
        misses += [
            (f"extra {more['measure']}", f"{doc}  extra    {more['measure']} {more['low']}-{more['high']} {more.get('quote')!r}")
            for more in extra
        ]
        left = list(got.get("claims", []))
        claims += len(want["claims"])
        read_claims += len(left)
        unfound = []
        for mine in want["claims"]:
            hit = next((c for c in left if c["kind"] == mine["kind"] and one_giver(mine["who"], c.get("who"))), None)
            if hit is None:
                unfound.append(mine)
            else:
                found_claims += 1
                left = [claim for claim in left if claim is not hit]
        for mine in unfound:
            group = f"no claim {mine['kind']}" + (": by another" if any(c["kind"] == mine["kind"] for c in left) else "")
            misses.append((group, f"{doc}  no claim {mine['kind']} by {mine['who']}: {mine['quote']!r}"))
        misses += [(f"no gold {c['kind']}", f"{doc}  no gold  {c['kind']} by {c.get('who')}: {c.get('quote')!r}") for c in left]
    numbers = {
        "figures": rates(found, read_figures, figures),
        "whole": rates(whole, read_figures, figures),
        **{name: right[name] / found if found else 0.0 for name in right},
        "named source": named_right / named if named else 0.0,
        "claims": rates(found_claims, read_claims, claims),
        "counts": (len(gold), figures, read_figures, found, named, claims),
    }
    return numbers, misses


def table(numbers):
    """The numbers as lines."""
    texts, figures, read_figures, found, named, claims = numbers["counts"]
    return [
        f"texts {texts}  gold figures {figures}  read {read_figures}  matched {found}",
        row("figures", *numbers["figures"]),
        row("whole", *numbers["whole"]),
        *(f"{name:14} {numbers[name]:.3f} of matched" for name in ("source", "place", "date", "realis")),
        f"named source   {numbers['named source']:.3f} of {named} matched whose giver is named",
        row("claims", *numbers["claims"]) + f"  ({claims} gold)",
    ]


def show(misses, n, group=""):
    """How many misses there are of each group that begins with `group`, and the first `n` of them, as lines."""
    misses = [miss for miss in misses if miss[0].startswith(group)]
    if not n:
        return []
    groups = collections.Counter(name for name, _ in misses)
    return [f"{many:5}  {name}" for name, many in groups.most_common()] + [line for _, line in misses[:n]]


def main():
    asked = argparse.ArgumentParser(usage=__doc__)
    asked.add_argument("gold")
    asked.add_argument("readings")
    asked.add_argument("--misses", type=int, default=0)
    asked.add_argument("--group", default="")
    asked = asked.parse_args()
    numbers, misses = measure(load(asked.gold), load(asked.readings))
    print("\n".join(table(numbers) + show(misses, asked.misses, asked.group)))


if __name__ == "__main__":
    main()
