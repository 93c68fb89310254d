"""``procopius dictionary``: check a dictionary file, search all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from procopius.cli.options import Dictionaries
from procopius.cli.terminal import console_for, printable, say, show
from procopius.errors import InputError

app = App(name="dictionary", help="Check and search dictionaries.")


@app.command
def check(file: Annotated[Path, Parameter(name="FILE", help="Dictionary file (TSV).")], /) -> int:
    """Check a dictionary file: print each fault with its line and what to write instead."""
    from procopius.dictionaries import check_dictionary, load

    try:
        problems = check_dictionary(file, load().countries)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    for problem in problems:
        column = f"{problem.column}: " if problem.column else ""
        sys.stdout.write(f"{file}:{problem.line}: {column}{problem.message}; {problem.mend}\n")
    say(f"{file}: faults: {len(problems)}" if problems else f"{file}: sound")
    return 1 if problems else 0


@app.command
def find(
    phrase: Annotated[str, Parameter(name="PHRASE", help="A name, in any case.")],
    /,
    *,
    dictionaries: Dictionaries = (),
) -> int:
    """Print the dictionary rows that bear a name."""
    from rich.table import Table

    from procopius.dictionaries import load

    rows = load(dictionaries).find(phrase)
    if not rows:
        say(f"no row bears the name {phrase!r}")
        return 1
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("Kind", "Name", "Country", "Sectors", "From", "To", "Office", "Row"):
        table.add_column(title, overflow="fold")
    for row in rows:
        valid = (row.valid_from, row.valid_to, row.office)
        table.add_row(
            row.kind,
            printable(row.name),
            row.country,
            " ".join(row.sectors),
            *valid,
            f"{row.file}:{row.line}",
        )
    show(console_for(sys.stdout), table)
    return 0
