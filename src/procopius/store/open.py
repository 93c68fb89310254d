"""From what the user calls a project to its store."""

from __future__ import annotations

from pathlib import Path

from procopius.errors import StoreError
from procopius.store.interface import Store
from procopius.store.sqlite import SqliteStore

MEMORY = ":memory:"


def open_store(project: str, *, read_only: bool = False) -> Store:
    """Open a project file, made if it is not there; with ``read_only`` it must be there and nothing is written.

    Raises:
        StoreError: the file cannot be opened, is not a project, or was made by a newer version.
    """
    if "://" in project:
        raise StoreError(f"{project}: a project is a file; no server is known by this address")
    if read_only and project != MEMORY and not Path(project).is_file():
        raise StoreError(f"no project {project}; `procopius run INPUT --project {project}` makes it")
    return SqliteStore(project, read_only=read_only)
