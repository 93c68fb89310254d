"""Numbered migrations: SQL files that take a project file from any older version to this one.

The number of the last one applied is the file's ``user_version``; ``application_id`` says that the file is ours.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from procopius.errors import StoreError

MIGRATIONS = Path(__file__).parent.parent / "data" / "store" / "sqlite"
APPLICATION_ID = 0x50524F43
"""``PROC``."""


def migrations() -> list[Path]:
    """Return the migration files in order; the first is number 1."""
    return sorted(MIGRATIONS.glob("[0-9]*.sql"))


def check(connection: sqlite3.Connection, project: str) -> int:
    """Return the version of an open file, 0 for an empty one.

    Raises:
        StoreError: the file is not a project, or was made by a newer version.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise StoreError(f"{project} is a database, but not a project of Procopius; name another file")
    newest = len(migrations())
    if version > newest:
        raise StoreError(f"{project} has version {version}; this program knows up to {newest}: install a newer one")
    return version


def migrate(connection: sqlite3.Connection, project: str, upto: int | None = None) -> None:
    """Bring a file to version ``upto`` (the newest if None), each step in one transaction.

    Raises:
        StoreError: see :func:`check`.
    """
    check(connection, project)
    for number, path in enumerate(migrations()[:upto], start=1):
        script = path.read_text("utf-8")
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again behind the lock: another process may have come first.
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def statements(script: str) -> list[str]:
    """Part a script into its statements (``executescript`` would commit before it begins)."""
    found: list[str] = []
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return found
