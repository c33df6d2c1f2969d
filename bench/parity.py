"""Compares what the program finds in texts with what spaCy finds, token for token.

Reads each text with spaCy and with `target/release/examples/read_lines`, prints how many tokens agree in each
respect, and every difference. Ends with 1 where less than 99.99 % of the tokens agree in all of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Iterator

import spacy
from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT / "../shared/bench/wiki_current_events/events.jsonl.gz"
ENOUGH = 0.9999
FIELDS = ["start", "end", "tag", "pos", "morph", "lemma", "dep", "head", "sentence start", "name"]


def news(most: int) -> Iterator[str]:
    """Texts of news, spread over the years of the collection."""
    with gzip.open(NEWS, "rt") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    step = max(1, len(texts) // most)
    yield from texts[::step][:most]


def hostile() -> Iterator[str]:
    """Texts that nobody writes, and those that only some do."""
    plain = "Police said 12 people died in Tamrit on Sunday. "
    yield from ["", " ", "  ", "\n", "\t\t", " \n ", "a", ".", "...", "?!", "\u00a0", "\u200b", "\ufeff", "\x00", "\x1c\x1d\x1e\x1f"]
    yield "😀 😀😀 👨‍👩‍👧‍👦 🇸🇾 said 🙂🙂 :) :-( ;D <3 ¯\\_(ツ)_/¯ (╯°□°)╯︵┻━┻"
    yield "!@#$%^&*()_+-={}[]|\\:;\"'<>,.?/~`" * 20
    yield "." * 3000
    yield "(" * 300 + "x" + ")" * 300
    yield "-" * 500 + " " + "—" * 500 + " " + "'" * 500
    yield "See https://example.org/a/b?c=d&e=f#g, www.example.com. or mailto:someone@example.org (http://127.0.0.1:8080/x)!"
    yield "ftp://a.b/c http:// https://☃.net/ user@host foo.bar.baz example.com/path, 10.0.0.1 256.256.256.256 a:b@c.com:99/x"
    yield "\x01\x02\x03 control \x7f characters \x85 here\x0b and\x0c there \x1b[31mred\x1b[0m"
    yield "No\u00a0break\u00a0spaces\u202fand\u2009thin\u2003wide\u3000spaces \u00a0 between \u00a0\u00a0 them\u2028line\u2029paragraph"
    yield "الأمم المتحدة قالت إن 12 شخصا قتلوا في حلب يوم الأحد. ١٢٣٤"
    yield "警方说，星期日有十二人在袭击中丧生。東京で地震がありました。서울에서 사고가 발생했다."
    yield "Полиция сообщила, что 12 человек погибли. Η αστυνομία ανακοίνωσε ΤΟΥΣ ΝΕΚΡΟΥΣ. המשטרה אמרה."
    yield "पुलिस ने कहा कि १२ लोग मारे गए। তিনি বলেন। ตำรวจกล่าวว่า ပြောသည်။ የፖሊስ"
    yield "Zürich naïve café Šiauliai İstanbul ıspanak ǅ ǆ ﬁn ß ẞ Ⅷ ½ ² ³ x² km² 5µm 20°C. 3°F, №5 §7 ©2020 ®"
    yield "e\u0301 combining a\u0308\u0301\u0302 marks Z̵̪͝a̶l̷g̸o̴ text i\u0307"
    yield "it's don't can't won't I'm you're he'd they've y'all ain't cannot gonna gotta lemme o'clock 'em 'cause rock'n'roll ma'am"
    yield "IT'S DON'T CAN'T I'M YOU'RE \u2018quoted\u2019 \u201cdouble\u201d it\u2019s don\u2019t can\u2019t wouldn\u2019t\u2019ve"
    yield "U.S. U.K. U.N. e.g. i.e. a.m. p.m. 9a.m. 10:30p.m. Mr. Mrs. Dr. St. Jan. Feb. Inc. Co. Corp. Ltd. vs. No. J.R.R. Tolkien"
    yield "$5 US$5m €1,300.50 £3bn 5% 10-12 3x4 1/2 2016-02-21 21/02/2016 12:30 +44 #tag @user 1st 2nd 3rd 4th 80s '90s -5 5- 10km 3kg. 7pm"
    yield "well-known mid-April al-Assad Sayyida-Zeinab a--b a---b a—b a–b x/y and/or A/B/C one.Two three.four Five.Six end.Start word,word word;word"
    yield "(a) [b] {c} <d> \"e\" 'f' `g` ``h'' «i» „j“ ‹k› 「l」 (m).) [n].] o?! p... q.. r…"
    yield "He said \n\n she said\n \n\tthey said  \n   twice  spaced   thrice\r\nwindows\rmac " * 3
    yield plain * 30
    yield plain.upper() + plain.lower() + plain.title() + plain.replace(" ", "") + plain.replace(" ", "\n")
    yield "buffalo " * 700
    yield "a" * 5000
    yield "Aa1." * 200
    yield "日" * 2000
    yield "x " * 3000
    alphabet = [chr(code) for start, end in [(32, 127), (160, 592), (880, 1424), (1536, 1792), (8192, 8304), (9728, 9984), (128512, 128592)] for code in range(start, end)]
    chosen = random.Random(7)
    for _ in range(300):
        yield "".join(chosen.choice(alphabet) if chosen.random() < 0.7 else " " for _ in range(chosen.randrange(200)))
    words = plain.split() + ["don't", "U.S.", "$5m", "--", "…", "(", ")", "\"", "’s", "al-Bab", "http://x.org", "\n", "\u00a0", "😀", "1,300", "ISIS", "a.m.", "can't", ":)"]
    for _ in range(300):
        glue = ["", " ", " ", " ", "  "]
        yield "".join(chosen.choice(words) + chosen.choice(glue) for _ in range(chosen.randrange(60)))


def long_line() -> str:
    """One line of a megabyte, which spaCy just about takes."""
    plain = "Gunmen killed at least four people near the town of Tamrit on Sunday, police and hospital sources said; two more were missing. "
    return (plain * (1_000_000 // len(plain) + 1))[:1_000_000]


def of_spacy(doc: Doc) -> tuple[list[list[Any]], dict[int, str]]:
    """What spaCy found, with positions in bytes as the program counts them."""
    at = [0]
    for character in doc.text:
        at.append(at[-1] + len(character.encode()))
    names = {entity.start: f"{entity.start}-{entity.end} {entity.label_}" for entity in doc.ents}
    tokens = [
        [at[it.idx], at[it.idx + len(it.text)], it.tag_, it.pos_, str(it.morph), it.lemma_, it.dep_, it.head.i]
        for it in doc
    ]
    starts = {sentence.start for sentence in doc.sents}
    for idx, token in enumerate(tokens):
        token.append(idx in starts)
        token.append(names.get(idx, ""))
    return tokens, names


def of_program(line: str) -> list[list[Any]]:
    """What the program found."""
    found = json.loads(line)
    names = {start: f"{start}-{end} {label}" for start, end, label in found["names"]}
    starts = set(found["starts"])
    return [[*token, idx in starts, names.get(idx, "")] for idx, token in enumerate(found["tokens"])]


def main() -> int:
    """Compares, and prints the table and the differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", help="name or folder for spaCy")
    parser.add_argument("--own", help="folder or archive for the program; `built-in` for the model that it carries")
    parser.add_argument("--texts", type=int, default=3000, help="how many texts of news")
    parser.add_argument("--program", default=str(ROOT / "target/release/examples/read_lines"))
    parser.add_argument("--long", action="store_true", help="also one line of a megabyte")
    arguments = parser.parse_args()

    nlp = spacy.load(arguments.pipeline)
    texts = list(hostile()) + ([long_line()] if arguments.long else [])
    n_hostile = len(texts)
    if arguments.texts and NEWS.exists():
        texts += news(arguments.texts)
    elif arguments.texts:
        print(f"skipped: there are no texts of news at {NEWS}")
    own = arguments.own or str(nlp.path)
    command = [arguments.program] + ([] if own == "built-in" else [own])
    started = time.monotonic()
    given = "".join(json.dumps(text) + "\n" for text in texts)
    answer = subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    ours = time.monotonic() - started

    agree: Counter[str] = Counter()
    total = whole = same_texts = 0
    started = time.monotonic()
    for number, (text, line) in enumerate(zip(texts, answer, strict=True)):
        wanted, _ = of_spacy(nlp(text))
        found = of_program(line)
        total += len(wanted)
        place = f"hostile text {number}" if number < n_hostile else f"news text {number - n_hostile}"
        if [it[:2] for it in wanted] != [it[:2] for it in found]:
            cut, own_cut = ([text.encode()[it[0] : it[1]].decode() for it in side] for side in (wanted, found))
            first = next((idx for idx, (one, other) in enumerate(zip(cut, own_cut)) if one != other), min(len(cut), len(own_cut)))
            print(f"{place}: cut differently at token {first}: spaCy {cut[first : first + 6]!r}, program {own_cut[first : first + 6]!r}")
            continue
        bad = False
        for idx, (one, other) in enumerate(zip(wanted, found)):
            same = [left == right for left, right in zip(one, other)]
            agree.update(field for field, is_same in zip(FIELDS, same) if is_same)
            whole += all(same)
            for field, left, right in zip(FIELDS, one, other):
                if left != right:
                    bad = True
                    word = text.encode()[one[0] : one[1]].decode()
                    print(f"{place}, token {idx} {word!r}: {field} is {left!r} in spaCy, {right!r} here")
        same_texts += not bad
    theirs = time.monotonic() - started

    print(f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}: {len(texts)} texts, {total} tokens")
    for field in FIELDS:
        print(f"  {field:15} {agree[field] / total:9.4%}   {total - agree[field]} differ")
    print(f"  {'all of them':15} {whole / total:9.4%}   {total - whole} differ")
    print(f"  texts without a difference: {same_texts} of {len(texts)}")
    print(f"  time: {ours:.1f} s here, {theirs:.1f} s in spaCy with the comparison")
    return 0 if whole / total >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
