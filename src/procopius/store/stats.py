"""A project in numbers."""

from __future__ import annotations

import sqlite3

from procopius.store.records import Count, Stats

PUBLISHERS = 10
"""How many publishers are named."""

_OUTCOMES = "SELECT outcome, count(*) FROM articles GROUP BY 1"
_REASONS = "SELECT code, count(*) FROM failures GROUP BY 1"
_PUBLISHERS = "SELECT coalesce(publisher, ''), count(*) FROM article GROUP BY 1"
_EVENTS = "SELECT event, count(*) FROM event GROUP BY 1"
_STATUSES = "SELECT status, count(*) FROM event GROUP BY 1"
_RECIPES = "SELECT recipe, count(*) FROM coding GROUP BY 1"
_DATES = "SELECT min(publication_date), max(publication_date) FROM article"


def read_stats(connection: sqlite3.Connection) -> Stats:
    """Count what is in an open project."""
    first, last = connection.execute(_DATES).fetchone()
    return Stats(
        articles=_number(connection, "article"),
        outcomes=_counts(connection, _OUTCOMES),
        reasons=_counts(connection, _REASONS),
        first_date=first,
        last_date=last,
        publishers=_counts(connection, _PUBLISHERS)[:PUBLISHERS],
        events=_counts(connection, _EVENTS),
        statuses=_counts(connection, _STATUSES),
        quotes=_number(connection, "quote"),
        votes=_number(connection, "vote"),
        recipes=_counts(connection, _RECIPES),
        runs=_number(connection, "run"),
    )


def _number(connection: sqlite3.Connection, table: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def _counts(connection: sqlite3.Connection, sql: str) -> tuple[Count, ...]:
    """Return the counts of a query, the most frequent first."""
    return tuple(Count(name, count) for name, count in connection.execute(f"{sql} ORDER BY 2 DESC, 1"))
