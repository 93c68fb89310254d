"""Count what the dictionaries cover: ``python -m training.dictionaries.coverage``.

An office is covered on a day when a row says who held it. Days are the middle of each month.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from procopius.dictionaries import Dictionary, Row, load
from procopius.dictionaries.record import valid_on
from training.dictionaries.facts import HAND, read_table

STATES = list(read_table(HAND / "states.tsv"))
"""UN members, observers and disputed states; the 60 most in world news are marked."""
UN_MEMBERS = frozenset(row["iso3"] for row in STATES if row["un_member"])
MOST_REPORTED = [row["iso3"] for row in STATES if row["most_reported"]]
CITY_STATES = frozenset(["DJI", "LUX", "MCO", "SGP", "SMR", "VAT", "STP", "FSM", "MDV"])
"""Whose capital has the name of the land, or is hardly ever named for the government."""
KINDS = {
    "igo": 250,
    "armed_group": 400,
    "party": 600,
    "role": 800,
    "media": 350,
    "ngo": 120,
}
"""Rows there must be of each kind."""


def months(first: int = 2000, last: int = 2026) -> Iterator[str]:
    """Yield the middle of each month from January of ``first`` to August of ``last``."""
    for year in range(first, last + 1):
        for month in range(1, 13 if year < last else 9):
            yield f"{year}-{month:02d}-15"


def office_coverage(rows: Iterable[Row], flags: set[str], days: list[str]) -> float:
    """Return the share of ``days`` on which one of ``rows`` with one of ``flags`` holds."""
    holders = [row for row in rows if flags & set(row.flags)]
    return sum(any(valid_on(row, day) for row in holders) for day in days) / len(days)


def gaps(dictionary: Dictionary, codes: Iterable[str], flags: set[str], days: list[str]) -> dict[str, list[str]]:
    """Return the days without a holder, for the countries that have any."""
    found = {}
    for code in codes:
        holders = [row for row in dictionary.office_holders.get(code, ()) if flags & set(row.flags)]
        missing = [day for day in days if not any(valid_on(row, day) for row in holders)]
        if missing:
            found[code] = missing
    return found


def kinds(dictionary: Dictionary) -> Counter[str]:
    """Return the number of different names of each kind."""
    return Counter(kind for kind, _, _ in {(row.kind, row.name, row.country) for row in dictionary.rows})


def forms(dictionary: Dictionary) -> dict[str, list[str]]:
    """Return the kinds of forms that a state lacks: its name, adjective, plural or capital."""
    lacking = {}
    by_code: dict[str, list[Row]] = {}
    for row in dictionary.rows:
        if row.kind in {"country", "demonym", "capital"}:
            by_code.setdefault(row.country, []).append(row)
    for code in (row["iso3"] for row in STATES):
        rows = by_code.get(code, [])
        demonyms = [row for row in rows if row.kind == "demonym"]
        has = {
            "name": any(row.kind == "country" for row in rows),
            "adjective": any(row.has("adjective") for row in demonyms),
            "people": any(row.sectors for row in demonyms),
            "capital": any(row.kind == "capital" for row in rows) or code in CITY_STATES,
        }
        if not all(has.values()):
            lacking[code] = [form for form, there in has.items() if not there]
    return lacking


def institutions(dictionary: Dictionary, sector: str) -> set[str]:
    """Return the countries with an institution or force of ``sector`` under its own name."""
    return {row.country for row in dictionary.rows if row.kind in {"institution", "force"} and sector in row.sectors}


def main() -> None:
    """Print the figures."""
    dictionary = load()
    days = list(months())
    out = [f"states lacking a form: {forms(dictionary)}"]
    for codes, name, classes in (
        (sorted(UN_MEMBERS), "head of state or government", [{"HOS", "HOG"}]),
        (MOST_REPORTED, "of the most reported", [{"MFA"}, {"MOD"}, {"MOI"}]),
    ):
        for flags in classes:
            shares = [office_coverage(dictionary.office_holders.get(code, []), flags, days) for code in codes]
            late = gaps(dictionary, codes, flags, [day for day in days if day > "2022-06"])
            out.append(f"{name} {'/'.join(sorted(flags))}: {sum(shares) / len(shares):.3f} of months since 2000")
            out += [f"  {code}: {len(gap)} months since July 2022, {gap[0]} to {gap[-1]}" for code, gap in late.items()]
    counted = kinds(dictionary)
    out += [f"{kind}: {counted[kind]} of {least}" for kind, least in KINDS.items()]
    out += [f"{s}: {len(institutions(dictionary, s) & UN_MEMBERS)} states" for s in ("LEG", "JUD", "MIL", "COP", "SPY")]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
