"""``procopius query``: a project asked in SQL."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from cyclopts import Parameter

from procopius.cli.options import Project
from procopius.cli.terminal import console_for, printable, say, show
from procopius.errors import SettingsError

if TYPE_CHECKING:
    from procopius.store import Answer

Format: TypeAlias = Literal["table", "csv", "jsonl"]
TABLE_ROWS = 1000
"""Rows that a table shows; CSV and JSONL give all."""


def query(
    sql: Annotated[str | None, Parameter(name="SQL", help="One SELECT over the views of the project.")] = None,
    /,
    *,
    project: Project,
    output_format: Annotated[
        Format, Parameter(name="--format", help="Table for people (default), csv or jsonl.")
    ] = "table",
    views: Annotated[bool, Parameter(negative="", help="List the views with their columns, and stop.")] = False,
) -> int:
    """Ask a project in SQL; nothing in it can be changed."""
    from procopius.store import select

    if views:
        return _views(project)
    if sql is None:
        raise SettingsError('no SQL; give a query such as "SELECT event, count(*) FROM events GROUP BY event"')
    with select(project, sql) as answer:
        WRITERS[output_format](answer)
    return 0


def _views(project: str) -> int:
    from procopius.store import views

    for view in views(project):
        sys.stdout.write(f"{view.name}: {', '.join(view.columns)}\n")
    return 0


def _write_table(answer: Answer) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in answer.columns:
        table.add_column(printable(column), overflow="fold")
    for row in islice(answer.rows, TABLE_ROWS):
        table.add_row(*(printable(_text(cell)) for cell in row))
    show(console_for(sys.stdout), table)
    if next(answer.rows, None) is not None:
        say(f"the table ends after {TABLE_ROWS:,} rows; --format csv or jsonl gives all")


def _write_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)


def _write_jsonl(answer: Answer) -> None:
    for row in _plain(answer.rows):
        sys.stdout.write(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False) + "\n")


WRITERS = {"table": _write_table, "csv": _write_csv, "jsonl": _write_jsonl}


def _plain(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_text(cell) if isinstance(cell, bytes) else cell for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.hex()
    return "" if cell is None else str(cell)
