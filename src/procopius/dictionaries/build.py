"""Compile the dictionary files into ``compiled.msgpack``: ``python -m procopius.dictionaries.build``.

With ``--check`` it writes nothing, and exits with status 1 when the compiled file does not belong to the data
files.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from procopius.dictionaries.dictionary import COMPILED, DATA, Compiled
from procopius.dictionaries.read import read_rows
from procopius.dictionaries.record import FILE_KINDS
from procopius.dictionaries.table import compile_table
from procopius.errors import DataFileError

WORDS = "phrase_words.tsv"


def build(folder: Path = DATA) -> bytes:
    """Return the compiled form of the dictionary files in ``folder``; the same files give the same bytes."""
    countries = frozenset(row.country for row in read_rows(folder / "countries.tsv"))
    rows = [row for path in _files(folder) for row in read_rows(path, countries)]
    table = compile_table(msgspec.structs.replace(row, note="") for row in rows)
    compiled = Compiled(digest(folder), table, read_words(folder / WORDS))
    return msgspec.msgpack.encode(compiled)


def digest(folder: Path) -> str:
    """Return a hash of the dictionary files in ``folder``."""
    state = hashlib.blake2b(digest_size=16)
    for path in (*_files(folder), folder / WORDS):
        state.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()


def is_current(compiled: Path = COMPILED, folder: Path = DATA) -> bool:
    """Tell whether the file ``compiled`` is what the files in ``folder`` compile to."""
    return compiled.exists() and compiled.read_bytes() == build(folder)


def read_words(path: Path) -> dict[str, list[str]]:
    """Return word class → words of ``phrase_words.tsv`` (columns ``class``, ``words``, ``note``)."""
    words: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if not line or line.startswith("#"):
            continue
        if len(cells) < 2 or not cells[1]:
            raise DataFileError(path, number, "needs a class and words separated by |")
        words.setdefault(cells[0], []).extend(cells[1].split("|"))
    return words


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.tsv")) if path.stem in FILE_KINDS]


def main(arguments: Sequence[str]) -> int:
    """Compile, or with ``--check`` compare; return the exit status."""
    if "--check" in arguments:
        if is_current():
            return 0
        sys.stderr.write(f"{COMPILED.name} is stale: run python -m procopius.dictionaries.build\n")
        return 1
    COMPILED.write_bytes(build())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
