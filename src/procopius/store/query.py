"""Questions in SQL over the documented views, by a connection that can only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import msgspec

from procopius.errors import StoreError
from procopius.store.open import open_store
from procopius.store.sqlite import connect

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


class Answer(msgspec.Struct, frozen=True):
    """What a query found. ``rows`` can be gone through once, while the project is open."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class View(msgspec.Struct, frozen=True):
    """A view and its columns in order."""

    name: str
    columns: tuple[str, ...]


@contextmanager
def select(project: str, sql: str) -> Iterator[Answer]:
    """Ask a project file one question; only what reads is let through.

    Raises:
        StoreError: there is no such project, or the query cannot be answered.
    """
    with _reader(project) as connection:
        connection.set_authorizer(_authorize)
        try:
            cursor = connection.execute(sql)
            columns = tuple(column[0] for column in cursor.description or ())
            yield Answer(columns, cursor)
        except (sqlite3.Error, sqlite3.Warning) as error:
            hint = " (a query can only read)" if "not authorized" in str(error) else ""
            raise StoreError(f"{error}{hint}; `procopius query --views` lists views and columns") from error


def views(project: str) -> list[View]:
    """Return the documented views of a project in the order of their names.

    Raises:
        StoreError: there is no such project.
    """
    with _reader(project) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1")]
        columns = "SELECT name FROM pragma_table_info(?)"
        return [View(name, tuple(row[0] for row in connection.execute(columns, (name,)))) for name in names]


@contextmanager
def _reader(project: str) -> Iterator[sqlite3.Connection]:
    open_store(project, read_only=True).close()
    with closing(connect(project, read_only=True)) as connection:
        yield connection


def _authorize(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
