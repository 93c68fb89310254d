"""The loaded dictionaries: look-up of phrases and of all names in a text."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from procopius.dictionaries.read import read_rows
from procopius.dictionaries.record import Row
from procopius.dictionaries.spelling import closest_name, skeleton
from procopius.dictionaries.table import (
    CAPITALS_ONLY,
    ENTRY_BITS,
    MASK,
    Table,
    add_row,
    compile_table,
    is_common,
)
from procopius.dictionaries.tokens import Token, fold_name, tokenize
from procopius.errors import DataFileError

DATA = Path(__file__).parent.parent / "data" / "dictionaries"
COMPILED = DATA / "compiled.msgpack"


class Found(NamedTuple):
    """A stretch of tokens ``[first, last)`` that is a name or noun of the dictionary."""

    first: int
    last: int
    rows: tuple[Row, ...]


class NameMatch(NamedTuple):
    """A name in a text, with half-open code-point offsets into that text."""

    start: int
    end: int
    row: Row


class Dictionary:
    """Rows with their look-up table. Made by :func:`load`; never changed afterwards."""

    def __init__(self, table: Table, words: dict[str, frozenset[str]], replaced: frozenset[int] = frozenset()) -> None:
        self._table = table
        self._replaced = replaced
        self.words = words
        """Small closed word classes of phrase grammar, from ``phrase_words.tsv``."""

    @property
    def rows(self) -> list[Row]:
        """All rows, in file order, user rows last."""
        return [row for index, row in enumerate(self._table.rows) if index not in self._replaced]

    @cached_property
    def country_names(self) -> dict[str, str]:
        """ISO code → name of the country."""
        return {row.country: row.name for row in self.rows if row.kind == "country"}

    @cached_property
    def countries(self) -> frozenset[str]:
        """ISO codes of all countries."""
        return frozenset(self.country_names)

    @cached_property
    def office_holders(self) -> dict[str, list[Row]]:
        """Country → rows of people with an office there."""
        holders: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.kind == "person" and row.office and row.country:
                holders.setdefault(row.country, []).append(row)
        return holders

    @cached_property
    def _by_person(self) -> dict[tuple[str, str], list[Row]]:
        people: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            if row.kind == "person":
                people.setdefault((row.name, row.country), []).append(row)
        return people

    @cached_property
    def _skeletons(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for key, entries in self._table.keys.items():
            if any(self._is_person(entry) for entry in entries):
                table.setdefault(skeleton(key), []).append(key)
        return {bones: sorted(keys) for bones, keys in table.items()}

    def find(self, phrase: str) -> list[Row]:
        """Return the rows that bear ``phrase`` as a name, with or without its leading ``the``."""
        tokens = tokenize(phrase)
        if tokens and tokens[0].fold == "the" and len(tokens) > 1:
            rows = self.find_tokens(tokens)
            return rows or self.find_tokens(tokens[1:])
        return self.find_tokens(tokens)

    def find_tokens(self, tokens: Sequence[Token]) -> list[Row]:
        """Return the rows whose name is exactly ``tokens``."""
        entries = self._table.keys.get(" ".join(token.fold for token in tokens))
        return self._fitting(entries, tokens, _is_lowercased(tokens)) if entries else []

    def match(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Yield the names and nouns in ``tokens``, longest first at each place, never overlapping."""
        folds = [token.fold for token in tokens]
        keys, longest = self._table.keys, self._table.longest
        lowercased = _is_lowercased(tokens)
        at, end = 0, len(folds)
        while at < end:
            length = longest.get(folds[at])
            if length is None:
                at += 1
                continue
            step = 1
            for last in range(min(end, at + length), at, -1):
                entries = keys.get(folds[at] if last == at + 1 else " ".join(folds[at:last]))
                rows = self._fitting(entries, tokens[at:last], lowercased) if entries else None
                if rows:
                    yield Found(at, last, tuple(rows))
                    step = last - at
                    break
            at += step

    def same_person(self, row: Row) -> list[Row]:
        """Return all rows of the person of ``row`` in that country (one for each office held)."""
        return self._by_person[row.name, row.country]

    def by_surname(self, surname: str) -> list[Row]:
        """Return the rows of people whose last name is ``surname`` (any case, diacritics folded)."""
        indexes = self._table.surnames.get(fold_name(surname), [])
        return [self._table.rows[i] for i in indexes if i not in self._replaced]

    def by_spelling(self, name: str) -> list[Row]:
        """Return the rows of the person whose name (two words or more) ``name`` spells otherwise."""
        key = fold_name(name)
        best = closest_name(key, self._skeletons.get(skeleton(key), ()))
        if best is None:
            return []
        return [self._table.rows[e >> ENTRY_BITS] for e in self._table.keys[best] if self._is_person(e)]

    def _is_person(self, entry: int) -> bool:
        index = entry >> ENTRY_BITS
        return index not in self._replaced and self._table.rows[index].kind == "person"

    def _fitting(self, entries: list[int], tokens: Sequence[Token], lowercased: bool) -> list[Row]:
        rows = self._table.rows
        fitting: list[Row] = []
        for entry in entries:
            index = entry >> ENTRY_BITS
            if index in self._replaced:
                continue
            if _case_fits(entry, tokens) or (lowercased and _may_be_lowercased(entry, rows[index])):
                fitting.append(rows[index])
        return fitting


def _may_be_lowercased(entry: int, row: Row) -> bool:
    # in a text without capitals an unsure name ("Republic", a party) is far more often the common noun
    return not entry & CAPITALS_ONLY and not row.has("unsure")


def _case_fits(entry: int, tokens: Sequence[Token]) -> bool:
    if entry & CAPITALS_ONLY:
        return tokens[0].shape == "U"
    mask = entry & MASK
    return not mask or all(not mask >> i & 1 or token.shape != "l" for i, token in enumerate(tokens))


def _is_lowercased(tokens: Sequence[Token]) -> bool:
    return all(token.shape in "l." for token in tokens)


def find_names(text: str, dictionary: Dictionary) -> list[NameMatch]:
    """Return all names (not common nouns) in ``text``.

    At each place the longest name counts, with one item for each row that bears it.

    A name glued by a hyphen to a lower-case word ("Chinese-made", "pro-Russian", "Moscow-backed") is not
    itself meant and is left out; one glued to another name ("US-China talks") is kept.
    """
    tokens = tokenize(text)
    return [
        NameMatch(tokens[found.first].start, tokens[found.last - 1].end, row)
        for found in dictionary.match(tokens)
        if not is_glued(tokens, found.first, found.last)
        for row in found.rows
        if not is_common(row)
    ]


def is_glued(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a hyphen joins the tokens ``[first, last)`` to a lower-case word before or after them."""
    if tokens[first].glued and first and tokens[first - 1].shape == "l":
        return True
    return last < len(tokens) and tokens[last].glued and tokens[last].shape == "l"


def load(user_files: Sequence[Path | str] = ()) -> Dictionary:
    """Return the shipped dictionaries with the rows of ``user_files`` on top.

    A name in a user file takes that name away from all shipped rows; a user row with the kind, name and
    country of a shipped row replaces it whole. Raise :class:`~procopius.errors.DataFileError` for a faulty
    user file.
    """
    base = _shipped()
    if not user_files:
        return base
    codes = base.countries
    rows = [row for path in user_files for row in read_rows(path, codes)]
    table, replaced = _overlaid(base._table, rows)
    return Dictionary(table, base.words, replaced)


def _overlaid(base: Table, rows: list[Row]) -> tuple[Table, frozenset[int]]:
    own = compile_table(rows)
    keys = {**base.keys, **{key: [] for key in own.keys}}
    surnames = {name: list(indexes) for name, indexes in base.surnames.items()}
    table = Table(list(base.rows), keys, dict(base.longest), surnames)
    for row in rows:
        add_row(table, row)
    replacing = {(row.kind, row.name, row.country) for row in rows}
    replaced = (i for i, row in enumerate(base.rows) if (row.kind, row.name, row.country) in replacing)
    return table, frozenset(replaced)


class Compiled(msgspec.Struct, frozen=True):
    """The content of ``compiled.msgpack``."""

    digest: str
    """BLAKE2b of the data files it was made from."""
    table: Table
    words: dict[str, list[str]]


@cache
def _shipped() -> Dictionary:
    # the collector would walk the half-built table again and again while it is decoded
    collecting = gc.isenabled()
    gc.disable()
    try:
        compiled = msgspec.msgpack.decode(COMPILED.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError) as error:
        message = f"cannot be read ({error}); run python -m procopius.dictionaries.build"
        raise DataFileError(COMPILED, 0, message) from error
    finally:
        if collecting:
            gc.enable()
    words = {name: frozenset(members) for name, members in compiled.words.items()}
    return Dictionary(compiled.table, words)
