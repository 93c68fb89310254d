"""``procopius stats``: a project in numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from procopius.cli.options import Project
from procopius.cli.terminal import console_for, printable, show

if TYPE_CHECKING:
    from rich.table import Table

    from procopius.store import Stats


def stats(
    *,
    project: Project,
    output_format: Annotated[
        Literal["table", "json"], Parameter(name="--format", help="Table for people (default), or json.")
    ] = "table",
) -> int:
    """Say what is in a project."""
    from procopius.store import open_store

    with open_store(project, read_only=True) as store:
        found = store.stats()
    if output_format == "json":
        import msgspec

        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    else:
        show(console_for(sys.stdout), _table(found))
    return 0


def _table(stats: Stats) -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    span = f"{stats.first_date} to {stats.last_date}" if stats.first_date else ""
    table.add_row("articles", f"{stats.articles:,}", span)
    groups = {
        "outcomes": stats.outcomes,
        "left out because": stats.reasons,
        "publishers": stats.publishers,
        "events": stats.events,
        "statuses": stats.statuses,
        "recipes": stats.recipes,
    }
    for title, counts in groups.items():
        for number, each in enumerate(counts):
            table.add_row("" if number else title, f"{each.count:,}", printable(each.name) or "(none)")
    for title, count in (("quotes", stats.quotes), ("votes", stats.votes), ("runs", stats.runs)):
        table.add_row(title, f"{count:,}", "")
    return table
