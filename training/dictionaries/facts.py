"""Read the reference facts and write dictionary files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from procopius.dictionaries.read import COLUMNS
from procopius.dictionaries.record import Row
from procopius.dictionaries.tokens import fold_name

HAND = Path(__file__).parent / "hand"
OUTPUT_COLUMNS = COLUMNS[1:]
CODES = {"XKX": "KOS", "UKR-DPR": "UKR", "SUN": "RUS", "EU": "EUR", "UN": "UNO", "NATO": "IGO", "INT": "NGO"}
SECTOR_CODES = {"MED": "JRN", "HLH": "MED", "NGO": "SOC"}


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of an unquoted TSV file with a header."""
    lines = path.read_text("utf-8").split("\n")
    header = lines[0].split("\t")
    for line in lines[1:]:
        if line:
            cells = [cell.strip() for cell in line.split("\t")]
            yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))


def hand_rows(stem: str, kind: str) -> list[Row]:
    """Return the hand-written rows for the dictionary file ``stem``, if there are any."""
    path = HAND / f"{stem}.tsv"
    return [_hand_row(kind, cells) for cells in read_table(path)] if path.exists() else []


def _hand_row(kind: str, cells: dict[str, str]) -> Row:
    return Row(
        kind=kind,
        name=cells["name"],
        aliases=split(cells["aliases"]),
        country=cells["country"],
        sectors=split(cells["sectors"]),
        valid_from=cells["valid_from"],
        valid_to=cells["valid_to"],
        office=cells["office"],
        flags=split(cells["flags"]),
        wikidata=cells["wikidata"],
        source=cells["source"],
        note=cells["note"],
    )


def dropped(group: str) -> set[str]:
    """Return the folded names that ``hand/dropped_names.tsv`` takes out of ``group``."""
    names = [row["name"] for row in read_table(HAND / "dropped_names.tsv") if row["file"] == group]
    return {fold_name(form) for name in names for form in (name, re.sub("^the ", "", name))}


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a ``|`` list."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def country_code(code: str) -> str:
    """Return the codebook's country code for a code of the facts."""
    return CODES.get(code, code)


def plain(name: str) -> str:
    """Return ``name`` without explanations in brackets and a leading article."""
    name = re.sub(r"\s*\([^)]*\)", "", name).strip(" ,;")
    return re.sub(r"^the (?=[A-Z])", "", name)


def aliases_of(name: str, *candidates: str, without: set[str] = frozenset()) -> tuple[str, ...]:  # type: ignore[assignment]
    """Return ``candidates`` once each, without empty, dropped and ``name``-equal ones."""
    seen = {fold_name(name), ""} | without
    kept = []
    for candidate in candidates:
        key = fold_name(candidate)
        if key not in seen and len(key) > 1:
            seen.add(key)
            kept.append(candidate)
    return tuple(kept)


def merge_hand(rows: Iterable[Row], hand: list[Row], *, worldwide: bool = False) -> list[Row]:
    """Return ``hand`` and those ``rows`` that share no name with a hand row of the same country.

    With ``worldwide`` a shared name is enough, whatever the countries.
    """
    if worldwide:
        names = {fold_name(name) for row in hand for name in row.names()}
        rows = [row for row in rows if not any(fold_name(name) in names for name in row.names())]
    taken = {(fold_name(name), row.country) for row in hand for name in row.names()}
    taken |= {(fold_name(row.name), "") for row in hand}
    kept = [
        row
        for row in rows
        if not any((fold_name(name), row.country) in taken for name in row.names())
        and (fold_name(row.name), "") not in taken
    ]
    return sorted([*hand, *kept], key=lambda row: (fold_name(row.name), row.country, row.valid_from, row.office))


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write ``rows`` as a dictionary file."""
    lines = ["\t".join(OUTPUT_COLUMNS)]
    for row in rows:
        values = msgspec.structs.asdict(row)
        cells = (values[column] for column in OUTPUT_COLUMNS)
        lines.append("\t".join("|".join(c) if isinstance(c, tuple) else c for c in cells))
    path.write_text("\n".join(lines) + "\n", "utf-8")
