"""Which person a name means, and what that person was on a date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from procopius.dictionaries.dictionary import Dictionary
from procopius.dictionaries.record import SUPRANATIONAL, Row, ended_before, starts_by, valid_on
from procopius.dictionaries.tokens import fold_name
from procopius.resolve.actor_record import Asking

OFFICE_ORDER = ("HOS", "HOG", "MFA", "MOD", "MOI", "DEP", "FIN", "OPP", "SPK")
SECTOR_ORDER = ("GOV", "REB", "MIL", "OPP", "JUD", "LEG", "SPY", "COP", "PTY")
ENDS_AS_ELITE = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
TOP = frozenset({"HOS", "HOG", "MFA", "MOD"})
LONG_GONE_YEARS = 25


class Standing(NamedTuple):
    """What a person was on a date."""

    row: Row
    sectors: tuple[str, ...]
    reason: str | None


def standing(rows: Sequence[Row], date: str, title: Collection[str] = ()) -> Standing:
    """Return what the person of ``rows`` was on the ISO ``date``.

    Of several offices at once, the one that shares a word with ``title`` comes first, then the highest.
    After the last office of state a person is ``ELI``; before the first one nothing is known.
    """
    active = [row for row in rows if valid_on(row, date)]
    if active:
        row = min(active, key=lambda row: (not shares_title(row, title), _rank(row)))
        return Standing(row, row.sectors, None)
    begun = [row for row in rows if starts_by(row, date)]
    if not begun:
        return Standing(min(rows, key=lambda row: row.valid_from), (), "before_first_office")
    last = max(begun, key=lambda row: row.valid_to)
    ended = bool(last.sectors) and last.sectors[0] in ENDS_AS_ELITE
    return Standing(last, ("ELI",) if ended else last.sectors, "out_of_office" if ended else None)


def shares_title(row: Row, title: Collection[str]) -> bool:
    """Tell whether the office of ``row`` has a word of ``title``, or is of the class it names."""
    return bool(set(fold_name(row.office).split()) & set(title)) or bool(set(row.flags) & set(title))


def _rank(row: Row) -> tuple[int, int]:
    ranks = (*row.flags, *row.sectors)
    office = next((i for i, rank in enumerate(OFFICE_ORDER) if rank in ranks), len(OFFICE_ORDER))
    sector = row.sectors[0] if row.sectors else ""
    return office, SECTOR_ORDER.index(sector) if sector in SECTOR_ORDER else len(SECTOR_ORDER)


def choose_person(rows: Sequence[Row], asking: Asking, countries: Sequence[str], title: Collection[str]) -> list[Row]:
    """Return all rows of the one person meant by ``rows``, which may belong to several people of that name.

    A person of one of ``countries`` goes first, then one whose office fits ``title``, then one in office with a
    body of many states, then one of the context, then one in office, then the one in the highest office.
    """
    people = {(row.name, row.country): asking.dictionary.same_person(row) for row in rows}

    def fitness(of_one: list[Row]) -> tuple[bool, bool, bool, bool, bool, tuple[int, int]]:
        active = [row for row in of_one if valid_on(row, asking.date)]
        return (
            bool(countries) and of_one[0].country not in countries,
            not any(shares_title(row, title) for row in active or of_one),
            not (active and of_one[0].country in SUPRANATIONAL),
            not countries and of_one[0].country not in asking.context,
            not active,
            min(map(_rank, active or of_one)),
        )

    return min(people.values(), key=fitness)


def by_surname(
    surname: str, dictionary: Dictionary, date: str, countries: Sequence[str], title: Collection[str]
) -> list[Row]:
    """Return the rows of the one person who is meant by a bare ``surname``, or nothing when that is unclear.

    With a title: whoever bore it. Without: whoever alone of that name held a highest office.
    """
    rows = [row for row in dictionary.by_surname(surname) if starts_by(row, date) and not _long_gone(row, date)]
    if title:
        fitting = [row for row in rows if shares_title(row, title)]
    else:
        fitting = [row for row in rows if _is_prominent(row, date, countries)]
    for narrower in (
        [row for row in fitting if row.country in countries],
        [row for row in fitting if valid_on(row, date) and {"HOS", "HOG"} & set(row.flags)],
        [row for row in fitting if valid_on(row, date)],
        fitting,
    ):
        people = {(row.name, row.country) for row in narrower}
        if len(people) == 1:
            return dictionary.same_person(narrower[0])
    return []


def _is_prominent(row: Row, date: str, countries: Sequence[str]) -> bool:
    # a bare surname is often a word or a namesake: only those much in the news are meant by it
    high = bool(TOP & set(row.flags)) and (valid_on(row, date) or row.country in countries)
    return high or row.source == "own"


def _long_gone(row: Row, date: str) -> bool:
    return ended_before(row, date) and int(date[:4]) - int(row.valid_to[:4]) > LONG_GONE_YEARS


def holder(role: Row, country: str, dictionary: Dictionary, date: str) -> Row | None:
    """Return who alone held the office that ``role`` names in ``country`` on ``date``."""
    classes = set(role.flags) & set(OFFICE_ORDER)
    if not classes:
        return None
    head = fold_name(role.name)
    found = [
        row
        for row in dictionary.office_holders.get(country, ())
        if classes & set(row.flags) and valid_on(row, date) and _is_office(row, head, classes)
    ]
    return found[0] if len({row.name for row in found}) == 1 else None


def _is_office(row: Row, head: str, classes: set[str]) -> bool:
    return not classes & {"HOS", "HOG", "DEP"} or head in fold_name(row.office)
