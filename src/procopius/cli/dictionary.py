"""``procopius dictionary``: check a dictionary file, search all of them, collect the names they lack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from procopius.cli.options import Dictionaries, Inputs, Published, Skip, require_inputs
from procopius.cli.terminal import console_for, printable, say, show
from procopius.errors import InputError

if TYPE_CHECKING:
    from procopius.resolve.unknown import UnknownName

app = App(name="dictionary", help="Check, search and mend dictionaries.")
TSV = ("kind", "name", "aliases", "country", "sectors", "note")


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


@app.command
def candidates(
    *inputs: Inputs,
    min_count: Annotated[int, Parameter(help="Leave out names with fewer mentions.", show_default=True)] = 3,
    output_format: Annotated[
        Literal["table", "jsonl", "tsv"],
        Parameter(name="--format", help="Table (default), jsonl, or tsv: a dictionary file to complete."),
    ] = "table",
    published: Published = None,
    dictionaries: Dictionaries = (),
    skip: Skip = (),
) -> int:
    """Collect the names that recur in articles and that no dictionary knows, with counts and contexts."""
    from procopius.cli.code import load_coder
    from procopius.cli.report import Report
    from procopius.read import Failure, read_inputs
    from procopius.resolve.unknown import UnknownNames
    from procopius.settings import Settings

    require_inputs(inputs)
    report, names = Report(), None
    for item in read_inputs(inputs, published=published):
        if isinstance(item, Failure):
            report.drop(item.source, item.issue)
            continue
        if names is None:
            coder = load_coder(Settings(dictionaries=dictionaries, skip_steps=skip))
            names = UnknownNames(coder.dictionary)
        names.add(coder.resolve(item))
        report.articles += 1
    found = names.recurring(min_count) if names is not None else []
    _WRITERS[output_format](found)
    say(f"articles: {report.articles}, candidates: {len(found)}")
    return 0 if report.articles else 1


def _as_table(names: list[UnknownName]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("Count", "Articles", "Name", "Kind", "Country", "Sector", "Context"):
        table.add_column(title, overflow="fold")
    for name in names:
        told = (name.kind, name.country or "", name.sector or "", printable(name.contexts[0]))
        table.add_row(str(name.count), str(name.articles), printable(name.name), *told)
    show(console_for(sys.stdout), table)


def _as_jsonl(names: list[UnknownName]) -> None:
    import msgspec

    for name in names:
        sys.stdout.write(msgspec.json.encode(name).decode() + "\n")


def _as_tsv(names: list[UnknownName]) -> None:
    sys.stdout.write("\t".join(TSV) + "\n")
    for name in names:
        aliases = "|".join(form for form in name.forms if form != name.name)
        note = f"{name.count} mentions in {name.articles} articles: {name.contexts[0]}"
        cells = (name.kind, name.name, aliases, name.country or "", name.sector or "", note)
        sys.stdout.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")


_WRITERS = {"table": _as_table, "jsonl": _as_jsonl, "tsv": _as_tsv}
