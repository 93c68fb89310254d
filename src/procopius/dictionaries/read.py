"""Read and validate dictionary files: UTF-8 TSV with a header, ``|`` between list values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from procopius.dictionaries.record import FILE_KINDS, FLAGS, KINDS, SECTORS, SUPRANATIONAL, Row
from procopius.errors import DataFileError

COLUMNS = (
    "kind",
    "name",
    "aliases",
    "country",
    "sectors",
    "valid_from",
    "valid_to",
    "office",
    "flags",
    "wikidata",
    "source",
    "note",
)
LISTS = frozenset({"aliases", "sectors", "flags"})
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
COUNTRY = re.compile(r"[A-Z]{3}$")


class Problem(NamedTuple):
    """Something wrong in a dictionary file, and what to write instead."""

    file: str
    line: int
    """1-based; 0 for the file as a whole."""
    column: str
    message: str
    mend: str


def check_dictionary(path: Path | str, countries: frozenset[str] | None = None) -> list[Problem]:
    """Return everything that is wrong with the dictionary file at ``path``; an empty list means it is sound.

    ``countries`` is the set of codes to allow; without it any three capitals pass.
    """
    path = Path(path)
    try:
        lines = path.read_text("utf-8").split("\n")
    except UnicodeDecodeError as error:
        return [Problem(path.name, 0, "", f"not UTF-8 (byte {error.start})", "save the file as UTF-8")]
    problems: list[Problem] = []
    header = lines[0].rstrip("\r").split("\t")
    problems.extend(_check_header(path, header))
    if problems:
        return problems
    for number, cells in _cells(lines):
        problems.extend(_check_row(path, number, header, cells, countries))
    return problems


def read_rows(path: Path | str, countries: frozenset[str] | None = None) -> list[Row]:
    """Return the rows of the dictionary file at ``path``.

    Raise :class:`~procopius.errors.DataFileError` for the first thing :func:`check_dictionary` finds.
    """
    path = Path(path)
    for problem in check_dictionary(path, countries):
        raise DataFileError(path, problem.line, f"{problem.column}: {problem.message}; {problem.mend}")
    lines = path.read_text("utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    return [_row(path, number, header, cells) for number, cells in _cells(lines)]


def _cells(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r").split("\t")


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> Row:
    values: dict[str, object] = {"kind": FILE_KINDS.get(path.stem, ""), "file": path.name, "line": number}
    for column, cell in zip(header, map(str.strip, cells), strict=False):
        if column in LISTS:
            values[column] = tuple(part.strip() for part in cell.split("|") if part.strip())
        elif cell or column != "kind":
            values[column] = cell
    return Row(**values)  # type: ignore[arg-type]


def _check_header(path: Path, header: list[str]) -> Iterator[Problem]:
    for column in header:
        if column not in COLUMNS:
            yield Problem(path.name, 1, column, f"unknown column {column!r}", f"use {', '.join(COLUMNS)}")
    if "name" not in header:
        yield Problem(path.name, 1, "name", "no column 'name'", "add one: every row needs a name")
    if "kind" not in header and path.stem not in FILE_KINDS:
        kinds = ", ".join(sorted(KINDS))
        yield Problem(path.name, 1, "kind", "no column 'kind'", f"add one with {kinds}")


def _check_row(
    path: Path, number: int, header: list[str], cells: list[str], countries: frozenset[str] | None
) -> Iterator[Problem]:
    if len(cells) > len(header):
        yield Problem(path.name, number, "", f"{len(cells)} cells for {len(header)} columns", "remove the extra tabs")
        return
    row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    for column, message, mend in (*_check_values(path, row), *_check_country(row, countries)):
        yield Problem(path.name, number, column, message, mend)


def _check_values(path: Path, row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if not row.get("name"):
        yield "name", "empty name", "write the full name"
    kind = row.get("kind") or FILE_KINDS.get(path.stem)
    if kind not in KINDS:
        yield "kind", f"unknown kind {kind!r}", f"use one of {', '.join(sorted(KINDS))}"
    for column, allowed in (("sectors", SECTORS), ("flags", FLAGS)):
        for value in filter(None, row.get(column, "").split("|")):
            if value not in allowed:
                yield column, f"unknown value {value!r}", f"use {', '.join(sorted(allowed))}"
    for column in ("valid_from", "valid_to"):
        if row.get(column) and not DATE.match(row[column]):
            yield column, f"{row[column]!r} is not a date", "write 2024, 2024-03 or 2024-03-27"
    if row.get("valid_from") and row.get("valid_to"):
        length = min(len(row["valid_from"]), len(row["valid_to"]))
        if row["valid_from"][:length] > row["valid_to"][:length]:
            yield "valid_to", "ends before it begins", "swap or mend the two dates"


def _check_country(row: dict[str, str], countries: frozenset[str] | None) -> Iterator[tuple[str, str, str]]:
    code = row.get("country", "")
    if not code or code in SUPRANATIONAL:
        return
    if not COUNTRY.match(code) or (countries is not None and code not in countries):
        yield (
            "country",
            f"unknown country {code!r}",
            "use an ISO 3166 alpha-3 code, UNO, EUR, IGO, NGO, MNC, IMG or ISM",
        )
