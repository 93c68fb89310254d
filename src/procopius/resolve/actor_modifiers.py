"""Read what stands around the head: whose it is, where it is, what body it belongs to, whether it is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from procopius.dictionaries.record import LAND_KINDS, Row, valid_on
from procopius.resolve.actor_person import by_surname
from procopius.resolve.actor_phrase import Cut, Hanging, Item
from procopius.resolve.actor_record import Asking

KIND_ORDER = (
    "country",
    "capital",
    "region",
    "metonym",
    "igo",
    "institution",
    "force",
    "organisation",
    "armed_group",
    "party",
    "media",
    "ngo",
    "person",
    "demonym",
    "role",
    "object",
    "nonactor",
)


ORGANISATION_KINDS = frozenset({"igo", "institution", "force", "organisation", "armed_group", "party", "media", "ngo"})


class Modifiers(NamedTuple):
    """What stands around a head."""

    countries: list[str]
    """What may give the head its country, the nearest first."""
    body: Row | None
    """The body the head belongs to or speaks for."""
    former: bool
    title: list[Item]


def read_modifiers(head: Item, np: Cut, asking: Asking) -> Modifiers:
    """Read the owner, modifiers and prepositional phrases of ``head`` in ``np``."""
    words = asking.dictionary.words
    before = [item for item in np.within(*np.core) if item.last <= head.first]
    owned = np.within(*np.owner)
    belongs = [h for h in np.hanging if h.preposition in words["belongs"]]
    located = [h for h in np.hanging if h.preposition in words["located"]]
    hanging = [np.within(h.first, h.last) for h in belongs[:1]]
    countries = [
        *_countries(reversed(owned), asking),
        *_countries(_near_to_far(before, np), asking),
        *(c for items in hanging for c in _countries(items, asking)),
        *(c for h in (*belongs[:1], *located) for c in _places(np, h, asking)),
        *(c for h in located for c in _countries(np.within(h.first, h.last), asking, place=True)),
        *(c for span in (np.owner, (np.core[0], head.first)) for c in _place_in(np, *span, asking)),
    ]
    bodies = [row for items in (before[::-1], owned[::-1], *hanging) for item in items for row in _bodies(item, asking)]
    # "a Jewish community leader": that he leads people says less than what people
    body = next((row for row in bodies if row.sectors[:1] != ("CVL",)), bodies[0] if bodies else None)
    former = any(np.tokens[i].fold in words["former"] for i in range(np.core[0], head.first)) or any(
        np.tokens[i].fold in words["former"] for i in range(*np.owner)
    )
    return Modifiers(
        countries,
        body,
        former,
        [item for item in before if _is_title(item) and np.text(item.first, item.last) not in words["courtesy"]],
    )


def _near_to_far(before: list[Item], np: Cut) -> list[Item]:
    joined = any(np.tokens[i].fold == "and" for item in before for i in (item.last,) if i < np.core[1])
    return before if joined else before[::-1]


def _is_title(item: Item) -> bool:
    return any(row.kind == "role" and not row.has("adjective") for row in item.rows)


def _countries(items: Iterable[Item], asking: Asking, *, place: bool = False) -> list[str]:
    found = []
    for item in items:
        rows = [row for row in item.rows if row.country and row.kind != "person"] or [r for r in item.rows if r.country]
        if place:
            rows = [row for row in rows if row.kind in LAND_KINDS] or rows
        if rows:
            found.append(pick(rows, asking, ()).country)
    return found


def _places(np: Cut, hanging: Hanging, asking: Asking) -> list[str]:
    return _place_in(np, hanging.first, hanging.last, asking)


def _place_in(np: Cut, first: int, last: int, asking: Asking) -> list[str]:
    """Return the country of the capitalised words in tokens ``[first, last)`` that the dictionary lacks."""
    known = {i for item in np.within(first, last) for i in range(item.first, item.last)}
    runs: list[list[str]] = [[]]
    for i in range(first, last):
        token = np.tokens[i]
        if token.shape in "CU" and i not in known and token.fold.isalpha():
            runs[-1].append(token.fold.title())
        elif runs[-1]:
            runs.append([])
    codes = (_surname_country(run, asking) or asking.place_country(" ".join(run)) for run in runs if run)
    return [code for code in codes if code]


def _surname_country(run: list[str], asking: Asking) -> str | None:
    """Return the country of who is meant by the name in "the Trump administration"."""
    rows = by_surname(run[0], asking.dictionary, asking.date, asking.context, ()) if len(run) == 1 else []
    return rows[0].country if rows else None


def _bodies(item: Item, asking: Asking) -> list[Row]:
    rows = [
        row
        for row in item.rows
        if row.kind in ORGANISATION_KINDS | {"metonym"} or (row.kind == "role" and row.sectors and not row.has("body"))
    ]
    return [pick(rows, asking, ())] if rows else []


def pick(rows: Sequence[Row], asking: Asking, countries: Sequence[str]) -> Row:
    """Return the row that fits best.

    What tells, in this order: one of ``countries``, valid on the date, of the context or the first
    meaning of the name, checked, the order of kinds.
    """
    return min(
        rows,
        key=lambda row: (
            bool(countries) and row.country not in countries,
            not valid_on(row, asking.date),
            not row.has("prime") and row.country not in asking.context,
            row.has("unsure") and row.country not in asking.context,
            KIND_ORDER.index(row.kind),
            asking.context.index(row.country) if row.country in asking.context else len(asking.context),
        ),
    )
