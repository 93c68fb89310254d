"""The counts of a run while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Literal

import msgspec

from procopius.model import CodedArticle, content_id
from procopius.run.inputs import Found, Reading, Unchanged
from procopius.run.recipe import versions
from procopius.settings import Settings
from procopius.store import CodedCounts, ReadCounts, Recipe, Run, outcome_of, well_formed


class Tally:
    """Counts what goes in and comes out, and writes the manifest of it at any moment."""

    def __init__(self, reading: Reading, settings: Settings, recipe: Recipe, workers: int) -> None:
        self._run = _begin(reading, settings, recipe, workers)
        self._began = monotonic()
        self._read_in: float | None = None
        self._files = self._unchanged = self._articles = self._new = self._due = 0
        self._failures: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._records: Counter[str] = Counter()

    @property
    def run_id(self) -> str:
        """Id of the run."""
        return self._run.id

    def count_read(self, found: Found, new: int) -> None:
        """Count a batch of which ``new`` articles were not in the store."""
        if isinstance(found, Unchanged):
            self._files += 1
            self._unchanged += 1
            return
        self._files += found.first
        self._articles += len(found.articles)
        self._new += new
        self._failures.update(failure.issue.code for failure in found.failures)

    def end_reading(self, due: int) -> None:
        """Say that all is read, and how many articles are to be coded."""
        self._due = due
        self._read_in = monotonic() - self._began

    def count_coded(self, results: Sequence[CodedArticle]) -> None:
        """Count the results of a shard."""
        for coded in results:
            outcome, issue = outcome_of(coded)
            self._outcomes[outcome] += 1
            if issue is not None:
                self._reasons[issue.code] += 1
            self._records.update(events=len(coded.events), quotes=len(coded.quotes), votes=len(coded.votes))

    def manifest(self, state: Literal["running", "done", "interrupted", "failed"] = "running") -> Run:
        """Return the manifest as it now stands."""
        passed = monotonic() - self._began
        reading = passed if self._read_in is None else self._read_in
        return msgspec.structs.replace(
            self._run,
            state=state,
            finished=None if state == "running" else _now(),
            read=self._read(),
            coded=self._coded(),
            reading_seconds=round(reading, 3),
            coding_seconds=round(passed - reading, 3),
        )

    def _read(self) -> ReadCounts:
        return ReadCounts(
            files=self._files,
            files_unchanged=self._unchanged,
            articles=self._articles,
            new=self._new,
            failures=dict(sorted(self._failures.items())),
        )

    def _coded(self) -> CodedCounts:
        return CodedCounts(
            due=self._due, reasons=dict(sorted(self._reasons.items())), **self._outcomes, **self._records
        )


def _begin(reading: Reading, settings: Settings, recipe: Recipe, workers: int) -> Run:
    started = _now()
    inputs = tuple(map(well_formed, reading.inputs))
    parts: dict[str, Any] = {"id": recipe.id, **msgspec.to_builtins(recipe)}
    return Run(
        id=content_id("run", started, recipe.id, *inputs),
        started=started,
        recipe=parts,
        settings=msgspec.to_builtins(
            {
                **msgspec.structs.asdict(settings),
                "dictionaries": tuple(well_formed(str(path)) for path in settings.dictionaries),
                "published": reading.published,
                "publisher": reading.publisher and well_formed(reading.publisher),
            }
        ),
        inputs=inputs,
        versions=versions(),
        workers=workers,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
