"""``procopius clean``: what cleaning makes of articles, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from procopius.cli.options import Inputs, Skip, require_inputs
from procopius.cli.report import Report
from procopius.cli.terminal import console_for, printable, show
from procopius.model import Article

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from procopius.clean import ExplainRow


def clean(
    *inputs: Inputs,
    explain: Annotated[
        bool, Parameter(negative="", help="Show each change, its place in the raw text and its reason.")
    ] = False,
    skip: Skip = (),
    steps: Annotated[bool, Parameter(negative="", help="List the cleaning steps, in their order, and stop.")] = False,
) -> int:
    """Clean articles: print the text that is parsed, or what was removed and repaired."""
    if steps:
        _show_steps()
        return 0
    require_inputs(inputs, ", or --steps to list the cleaning steps")
    return _clean_all(inputs, skip, explain=explain)


def _clean_all(inputs: Sequence[str], skip: tuple[str, ...], *, explain: bool) -> int:
    from procopius.read import Failure, read_inputs

    report = Report()
    for item in read_inputs(inputs):
        if isinstance(item, Failure):
            report.drop(item.source, item.issue)
            continue
        if explain:
            _show_changes(item, skip, first=not report.articles)
        else:
            _show_text(item, skip, first=not report.articles)
        report.articles += 1
    return 0 if report.articles else 1


def _show_steps() -> None:
    from rich.table import Table

    from procopius.clean import STEPS

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for step in STEPS:
        table.add_row(step.name, step.about)
    show(console_for(sys.stdout), table)


def _show_text(article: Article, skip: tuple[str, ...], *, first: bool) -> None:
    from procopius.clean import clean as clean_text

    text = clean_text(article.text, skip=skip, title=article.title).text
    sys.stdout.write(("" if first else "\n") + text.rstrip("\n") + "\n")
    sys.stdout.flush()


def _show_changes(article: Article, skip: tuple[str, ...], *, first: bool) -> None:
    from rich.text import Text

    from procopius.clean import clean as clean_text
    from procopius.clean import explain as explain_changes

    rows = explain_changes(clean_text(article.text, skip=skip, title=article.title), article.text)
    telling = sorted((row for row in rows if row.step != "whitespace"), key=lambda row: row.span)
    count = f"changes: {len(telling)}, and {len(rows) - len(telling)} of mere white space"
    heading = Text.assemble((printable(article.id), "bold"), f" · {count}")
    console = console_for(sys.stdout)
    show(console, *([] if first else [""]), heading, *([_changes(telling, console)] if telling else []))


def _changes(rows: list[ExplainRow], console: Console) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", width=console.width)
    for title in ("Where", "Step", "Kind"):
        table.add_column(title, no_wrap=True)
    for title, ratio in (("Before", 4), ("After", 2), ("Why", 3)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for row in rows:
        where = f"{row.span[0]}–{row.span[1]}"
        table.add_row(where, row.step, row.kind, Text(visible(row.before)), Text(visible(row.after)), Text(row.reason))
    return table


def visible(text: str) -> str:
    """Return ``text`` with invisible characters as Python escapes, and lone blanks as ``␣``."""
    if text and not text.strip(" "):
        return "␣" * len(text)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
