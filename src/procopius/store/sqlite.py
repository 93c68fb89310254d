"""The store as one SQLite file: write-ahead log, one writer at a time, any number of readers."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from procopius.errors import StoreError
from procopius.model import Article, CodedArticle
from procopius.store.migrate import check, migrate, migrations
from procopius.store.records import ReadBatch, Recipe, Run, Stats, bare_article, outcome_of, text_hash, well_formed
from procopius.store.rows import COLUMNS, Row, rows_of
from procopius.store.stats import read_stats

PAGE = 256
"""Articles or results read at a time."""
BUSY_SECONDS = 60.0
"""How long a transaction waits for another writer."""

_ARTICLE = (
    "INSERT OR IGNORE INTO article (id, text_hash, characters, publication_date, title, publisher, url)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_ORIGIN = (
    "INSERT INTO origin (article_id, path, given_id, file, language, meta, issues) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET file = excluded.file, language = excluded.language,"
    " meta = excluded.meta, issues = excluded.issues"
)
_FAILURE = (
    "INSERT INTO failure (path, code, message, file, run_id) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET message = excluded.message, file = excluded.file, run_id = excluded.run_id"
)
_RUN = (
    "INSERT INTO run (id, started, finished, manifest) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET finished = excluded.finished, manifest = excluded.manifest"
)
_CODING = (
    "INSERT INTO coding (article_id, outcome, reason, message, publication_date, recipe, forced, run_id, record)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ROWS = {
    table: f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for table, columns in COLUMNS.items()
}
# An empty text is refused by every recipe; the other refusals hold until the setting that made them changes.
_DUE = """
SELECT a.id FROM article a LEFT JOIN coding c ON c.article_id = a.id
WHERE (:ids IS NULL OR a.id IN (SELECT value FROM json_each(:ids))) AND (
    c.article_id IS NULL
    OR (c.reason = 'too_large' AND a.characters <= :max_characters)
    OR (c.reason = 'not_english' AND (:force_language OR c.recipe <> :recipe))
    OR (c.outcome <> 'refused' AND (
        c.recipe <> :recipe OR a.characters > :max_characters OR (c.forced AND NOT :force_language)
    ))
)
ORDER BY a.id
"""


class SqliteStore:
    """A project file. See :class:`procopius.store.Store`; made by :func:`procopius.store.open_store`."""

    def __init__(self, project: str, *, read_only: bool = False) -> None:
        self.project = project
        with self._told():
            self._connection = connect(project, read_only=read_only)
            version = check(self._connection, project)
            if not read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                # A crash of the machine may lose the last commits, never the file; they are then made again.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                migrate(self._connection, project)
            elif version < len(migrations()):
                raise StoreError(f"{project} was made by an older version; `procopius run` on it brings it up to date")

    def add(self, batch: ReadBatch, run_id: str) -> tuple[str, ...]:
        """Keep the articles and failures of a batch; return the ids of the articles that are new."""
        new = self.unknown([read.article.id for read in batch.articles])
        missing = set(new)
        with self._transaction() as connection:
            if batch.first:
                connection.execute("DELETE FROM failure WHERE file = ?", (well_formed(batch.file),))
            fresh = [read.article for read in batch.articles if read.article.id in missing]
            connection.executemany(_ARTICLE, map(_article_row, fresh))
            connection.executemany("INSERT OR IGNORE INTO article_text VALUES (?, ?)", ((a.id, a.text) for a in fresh))
            connection.executemany(_ORIGIN, _origin_rows(batch))
            connection.executemany(_FAILURE, _failure_rows(batch, run_id))
            if batch.digest is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO file VALUES (?, ?, ?)",
                    (well_formed(batch.file), batch.digest, batch.reading),
                )
        return tuple(new)

    def is_read(self, file: str, digest: str, reading: str) -> bool:
        """Say whether a file with these bytes was read to its end in this way."""
        sql = "SELECT 1 FROM file WHERE path = ? AND digest = ? AND reading = ?"
        return self._connection.execute(sql, (well_formed(file), digest, reading)).fetchone() is not None

    def articles_of(self, file: str) -> list[str]:
        """Return the ids of the articles met in a file, in order."""
        sql = "SELECT DISTINCT article_id FROM origin WHERE file = ? ORDER BY article_id"
        return [row[0] for row in self._connection.execute(sql, (well_formed(file),))]

    def unknown(self, ids: Sequence[str]) -> list[str]:
        """Return those of ``ids`` that are not in the store, in the order given."""
        sql = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
        known = {row[0] for row in self._connection.execute(sql, (_json(ids),))}
        return [key for key in dict.fromkeys(ids) if key not in known]

    def due(self, recipe: Recipe, ids: Sequence[str] | None = None) -> list[str]:
        """Return which articles of the store (or of ``ids``) have no result that still holds, in order."""
        given = {
            "ids": None if ids is None else _json(ids),
            "recipe": recipe.id,
            "max_characters": recipe.max_characters,
            "force_language": recipe.force_language,
        }
        return [row[0] for row in self._connection.execute(_DUE, given)]

    def article_ids(self) -> list[str]:
        """Return the ids of all articles in order."""
        return [row[0] for row in self._connection.execute("SELECT id FROM article ORDER BY id")]

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return articles by their ids, in the order given; an id that is not in the store is left out."""
        sql = (
            "SELECT id, text, publication_date, title, publisher, url FROM article"
            " JOIN article_text ON article_id = id WHERE id IN (SELECT value FROM json_each(?))"
        )
        found = {row[0]: bare_article(*row) for row in self._connection.execute(sql, (_json(ids),))}
        return [found[key] for key in ids if key in found]

    def save(self, results: Sequence[CodedArticle], recipe: Recipe, run: Run) -> None:
        """Put results in the place of earlier ones of the same articles, and the manifest as it now stands."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM coding WHERE article_id = ?", ((r.article_id,) for r in results))
            connection.executemany(_CODING, (_coding_row(result, recipe, run.id) for result in results))
            for result in results:
                for table, rows in rows_of(result).items():
                    connection.executemany(_ROWS[table], rows)
            connection.execute(_RUN, _run_row(run))

    def results(self, ids: Sequence[str] | None = None) -> Iterator[CodedArticle]:
        """Yield the results of all articles (or of ``ids``) that were coded, in order of the articles' ids."""
        pages = self._coded_pages() if ids is None else batches(sorted(set(ids)))
        sql = (
            "SELECT record FROM coding WHERE outcome = 'coded' AND article_id IN (SELECT value FROM json_each(?))"
            " ORDER BY article_id"
        )
        for page in pages:
            for (record,) in self._connection.execute(sql, (_json(page),)).fetchall():
                yield msgspec.json.decode(zlib.decompress(record), type=CodedArticle)

    def _coded_pages(self) -> Iterator[list[str]]:
        """Yield the ids of the coded articles page by page, so that the store may change in between."""
        sql = (
            f"SELECT article_id FROM coding WHERE outcome = 'coded' AND article_id > ? ORDER BY article_id LIMIT {PAGE}"
        )
        last = ""
        while page := [row[0] for row in self._connection.execute(sql, (last,))]:
            yield page
            last = page[-1]

    def record_run(self, run: Run) -> None:
        """Keep a manifest, in the place of an earlier one of the same run."""
        with self._transaction() as connection:
            connection.execute(_RUN, _run_row(run))

    def runs(self) -> list[Run]:
        """Return the manifests, the oldest first."""
        rows = self._connection.execute("SELECT manifest FROM run ORDER BY started, id")
        return [msgspec.json.decode(row[0], type=Run) for row in rows]

    def stats(self) -> Stats:
        """Count what is in the store."""
        return read_stats(self._connection)

    def close(self) -> None:
        """Close the file; its log is folded into it."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.project}: {error}") from error


def connect(project: str, *, read_only: bool) -> sqlite3.Connection:
    """Open a project file as it is; transactions are the caller's."""
    if read_only:
        uri = f"{Path(project).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    else:
        connection = sqlite3.connect(project, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def batches(ids: Sequence[str], size: int = PAGE) -> Iterator[list[str]]:
    """Part ids into lists of at most ``size``."""
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


def _article_row(article: Article) -> Row:
    return (
        *(article.id, text_hash(article.text), len(article.text)),
        *(article.publication_date, article.title, article.publisher, article.url),
    )


def _origin_rows(batch: ReadBatch) -> Iterator[Row]:
    for read in batch.articles:
        origin = read.origin
        places = (well_formed(name) for name in (origin.path, origin.given_id, origin.file))
        # The standard library's encoder: unknown keys of an input may hold what is no valid text.
        meta = well_formed(json.dumps(origin.meta, ensure_ascii=False, separators=(",", ":")))
        language = origin.language and well_formed(origin.language)
        yield (read.article.id, *places, language, meta, _json(origin.issues))


def _failure_rows(batch: ReadBatch, run_id: str) -> Iterator[Row]:
    for failure in batch.failures:
        texts = (failure.source, failure.issue.code, failure.issue.message, batch.file, run_id)
        yield tuple(map(well_formed, texts))


def _coding_row(coded: CodedArticle, recipe: Recipe, run_id: str) -> Row:
    outcome, issue = outcome_of(coded)
    reason, message = (issue.code, issue.message) if issue else (None, None)
    record = zlib.compress(msgspec.json.encode(coded))
    return (
        *(coded.article_id, outcome, reason, message, coded.publication_date),
        *(recipe.id, recipe.force_language, run_id, record),
    )


def _run_row(run: Run) -> Row:
    return (run.id, run.started, run.finished, _json(run))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
