"""Compile rows into the look-up table that matching uses."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from procopius.dictionaries.record import COMMON_KINDS, Row
from procopius.dictionaries.tokens import Token, tokenize

MASK_BITS = 11
CAPITALS_ONLY = 1 << MASK_BITS
ENTRY_BITS = MASK_BITS + 1
MASK = CAPITALS_ONLY - 1
LONGEST_ACRONYM = 6
PARTICLE_LENGTH = 3

INITIALS_AND_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Table(msgspec.Struct, frozen=True):
    """Rows and the keys under which they are found."""

    rows: list[Row]
    keys: dict[str, list[int]]
    """Folded name → entries. An entry is ``row << 12 | capitals_only << 11 | mask``, where bit *i* of the
    mask
    says that token *i* must begin with a capital in the text."""
    longest: dict[str, int]
    """First token of a key → number of tokens of the longest key that begins with it."""
    surnames: dict[str, list[int]]
    """Folded last name → rows of people."""


def compile_table(rows: Iterable[Row]) -> Table:
    """Return the look-up table of ``rows``."""
    table = Table([], {}, {}, {})
    for row in rows:
        add_row(table, row)
    return table


def add_row(table: Table, row: Row) -> int:
    """Add ``row`` to ``table`` while it is being made and return its index."""
    index = len(table.rows)
    table.rows.append(row)
    for name in row.names():
        key, entry = make_entry(index, name)
        if not key:
            continue
        entries = table.keys.setdefault(key, [])
        if entry not in entries:
            entries.append(entry)
        first, _, _ = key.partition(" ")
        length = key.count(" ") + 1
        if length > table.longest.get(first, 0):
            table.longest[first] = length
    if row.kind == "person":
        for surname in surnames_of(row):
            table.surnames.setdefault(surname, []).append(index)
    return index


def make_entry(index: int, name: str) -> tuple[str, int]:
    """Return the look-up key of ``name`` and its entry for row ``index``."""
    tokens = tokenize(name)
    key = " ".join(token.fold for token in tokens)
    return key, index << ENTRY_BITS | case_of(tokens)


def case_of(tokens: list[Token]) -> int:
    """Return what the text must capitalise for a name made of ``tokens`` to match.

    A lone acronym (``US``, ``WHO``, ``IS``) needs all its capitals. In other names the words of more than
    three letters that the name capitalises must begin with a capital; particles ("al", "de", "bin") may
    differ.
    """
    if len(tokens) == 1 and tokens[0].shape == "U" and len(tokens[0].fold) <= LONGEST_ACRONYM:
        return CAPITALS_ONLY
    capitals = [i for i, token in enumerate(tokens[:MASK_BITS]) if token.shape in "UC"]
    long = [i for i in capitals if len(tokens[i].fold) > PARTICLE_LENGTH]
    return sum(1 << i for i in (long or capitals))


def surnames_of(row: Row) -> list[str]:
    """Return the folded last names under which news text may speak of the person of ``row``."""
    surnames = set()
    for name in row.names():
        words = [t.fold for t in tokenize(name) if t.shape != "."]
        while words and words[-1] in INITIALS_AND_SUFFIXES:
            words.pop()
        if len(words) > 1 and len(words[-1]) > 1:
            surnames.add(words[-1])
    return sorted(surnames)


def is_common(row: Row) -> bool:
    """Tell whether ``row`` is a common noun (role, object, non-actor), not a name."""
    return row.kind in COMMON_KINDS
