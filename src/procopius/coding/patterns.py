"""Pattern files: which words, under which conditions, tell which event.

The files and their columns are described in ``data/patterns/README.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from procopius.coding.lexicons import Lexicons, load_lexicons
from procopius.errors import DataFileError
from procopius.ontology import Ontology, load_ontology

FOLDER = Path(__file__).parent.parent / "data" / "patterns"
COLUMNS = ("words", "needs", "event", "mode", "actor", "recipient")
KINDS = {"ACTOR", "ACTORS", "PLACE"}


class Alternative(msgspec.Struct, frozen=True):
    """One way to meet a condition: a slot, and what it must hold (lemmas, or kinds of things; empty: anything)."""

    slot: str
    lemmas: frozenset[str]
    kinds: frozenset[str]


class Need(msgspec.Struct, frozen=True):
    """A condition: one of the alternatives holds (or none of them, if ``absent``)."""

    alternatives: tuple[Alternative, ...]
    absent: bool


class Pattern(msgspec.Struct, frozen=True):
    """One row of a pattern file. ``mode_open`` says that the mode is to be read off the words around."""

    row: str
    needs: tuple[Need, ...]
    event: str | None
    mode: str | None
    mode_open: bool
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_needed: bool


class Patterns(msgspec.Struct, frozen=True):
    """All patterns by part of speech and lemma, those with most conditions first."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]


@lru_cache(maxsize=2)
def load_patterns(folder: Path = FOLDER) -> Patterns:
    """Read the files ``verbs_*.tsv`` and ``nouns_*.tsv`` of a folder, in the order of their names.

    Raises:
        DataFileError: a row does not validate; the message names file and line.
    """
    return Patterns(verbs=_index(folder, "verbs"), nouns=_index(folder, "nouns"))


def _index(folder: Path, kind: str) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for path in sorted(folder.glob(f"{kind}_*.tsv")):
        for words, pattern in read_patterns(path, load_ontology(), load_lexicons()):
            for word in words:
                found.setdefault(word, []).append(pattern)
    return {w: tuple(sorted(rows, key=lambda r: -len(r.needs))) for w, rows in found.items()}


def read_patterns(path: Path, ontology: Ontology, lexicons: Lexicons) -> Iterator[tuple[list[str], Pattern]]:
    """Yield the words and the pattern of each row of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != len(COLUMNS):
                raise DataFileError(
                    path, number, f"{len(cells)} columns; there must be {len(COLUMNS)}: {', '.join(COLUMNS)}"
                )
            row = dict(zip(COLUMNS, (c.strip() for c in cells), strict=True))
            try:
                yield row["words"].split("|"), _pattern(f"{path.name}:{number}", row, ontology, lexicons)
            except ValueError as error:
                raise DataFileError(path, number, str(error)) from error


def _pattern(name: str, row: dict[str, str], ontology: Ontology, lexicons: Lexicons) -> Pattern:
    event = row["event"]
    if event != "NONE" and event not in ontology.types:
        raise ValueError(f"unknown event {event!r}; known: NONE, {', '.join(ontology.types)}")
    mode = row["mode"].removeprefix("?")
    mode = "" if mode == "." else mode
    if mode and mode not in ontology.types[event].modes:
        raise ValueError(f"unknown mode {mode!r} of {event}; known: {', '.join(ontology.types[event].modes)}")
    return Pattern(
        row=name,
        needs=tuple(_need(cell, lexicons) for cell in row["needs"].split() if cell != "."),
        event=None if event == "NONE" else event,
        mode=mode or None,
        mode_open=row["mode"].startswith("?"),
        actor=_slots(row["actor"]),
        recipient=_slots(row["recipient"].removesuffix("!")),
        recipient_needed=row["recipient"].endswith("!"),
    )


def _slots(cell: str) -> tuple[str, ...]:
    return () if cell == "." else tuple(cell.split(","))


def _need(cell: str, lexicons: Lexicons) -> Need:
    """Parse one condition. ``a/b``, ``a|b=x|y`` and ``a/b=x|c=y`` are alternatives."""
    return Need(tuple(_alternatives(cell.removeprefix("!"), lexicons)), cell.startswith("!"))


def _alternatives(body: str, lexicons: Lexicons) -> Iterator[Alternative]:
    """Parse ``to|on=@ban|against=@ban|over``: a part without ``=`` goes on with the values before it, if any."""
    slots, values = "", ""
    for part in body.split("|"):
        if "=" in part:
            yield from _of_slots(slots, values, lexicons)
            slots, _, values = part.partition("=")
        elif slots:
            values = f"{values}|{part}"
        else:
            yield from _of_slots(part, "", lexicons)
    yield from _of_slots(slots, values, lexicons)


def _of_slots(slots: str, values: str, lexicons: Lexicons) -> Iterator[Alternative]:
    return (_alternative(slot, values, lexicons) for slot in slots.split("/") if slot)


def _alternative(slot: str, values: str, lexicons: Lexicons) -> Alternative:
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for value in filter(None, values.split("|")):
        if value.startswith("@"):
            if value[1:] not in lexicons.classes:
                raise ValueError(f"unknown class {value}; known: {', '.join(lexicons.classes)}")
            lemmas |= lexicons.classes[value[1:]]
        elif value in KINDS:
            kinds.add(value)
        else:
            lemmas.add(value)
    return Alternative(slot, frozenset(lemmas), frozenset(kinds))
