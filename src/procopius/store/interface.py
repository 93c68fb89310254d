"""What every store can do. Runs, exports and the steps across articles know no more of it than this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from procopius.model import Article, CodedArticle
from procopius.store.records import ReadBatch, Recipe, Run, Stats


class Store(Protocol):
    """Articles and their results. Each writing method is one transaction, and doing it twice changes nothing."""

    def add(self, batch: ReadBatch, run_id: str) -> tuple[str, ...]:
        """Keep the articles and failures of a batch; return the ids of the articles that are new."""
        ...

    def is_read(self, file: str, digest: str, reading: str) -> bool:
        """Say whether a file with these bytes was read to its end in this way."""
        ...

    def articles_of(self, file: str) -> list[str]:
        """Return the ids of the articles met in a file, in order."""
        ...

    def unknown(self, ids: Sequence[str]) -> list[str]:
        """Return those of ``ids`` that are not in the store, in the order given."""
        ...

    def due(self, recipe: Recipe, ids: Sequence[str] | None = None) -> list[str]:
        """Return which articles of the store (or of ``ids``) have no result that still holds, in order of their ids.

        A result holds under another recipe when that cannot have changed it: a text that is too large stays so
        until the limit rises, and so on.
        """
        ...

    def article_ids(self) -> list[str]:
        """Return the ids of all articles in order."""
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return articles by their ids, in the order given; an id that is not in the store is left out."""
        ...

    def save(self, results: Sequence[CodedArticle], recipe: Recipe, run: Run) -> None:
        """Put results in the place of earlier ones of the same articles, and the manifest as it now stands."""
        ...

    def results(self, ids: Sequence[str] | None = None) -> Iterator[CodedArticle]:
        """Yield the results of all articles (or of ``ids``) that were coded, in order of the articles' ids."""
        ...

    def record_run(self, run: Run) -> None:
        """Keep a manifest, in the place of an earlier one of the same run."""
        ...

    def runs(self) -> list[Run]:
        """Return the manifests, the oldest first."""
        ...

    def stats(self) -> Stats:
        """Count what is in the store."""
        ...

    def close(self) -> None:
        """Give the store back."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...
