"""What a run says of itself: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from procopius.cli.report import advice
from procopius.cli.terminal import colour, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from procopius.read import Failure
    from procopius.store import Run

LINE_SECONDS = 15.0
"""Time between two plain lines."""


class RunView:
    """Follows a run on standard error."""

    def __init__(self) -> None:
        self._bar = Bar() if colour(sys.stderr) else None
        self._said, self._done = monotonic(), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away, so that lines can be written."""
        if self._bar is not None:
            self._bar.close()

    def failed(self, failure: Failure) -> None:
        """Say that an input, or a part of one, gave no article."""
        issue = failure.issue
        todo = "" if ";" in issue.message else advice().get(issue.code, "")
        line = f"skipped {failure.source}: {issue.code}: {issue.message}" + (f". {todo}" if todo else "")
        if self._bar is None:
            say(line)
        else:
            self._bar.say(line)

    def moved(self, run: Run) -> None:
        """Show the counts."""
        if self._bar is not None:
            self._bar.moved(run)
        elif (passed := monotonic() - self._said) >= LINE_SECONDS:
            # The rate since the last line: the first articles wait for the model.
            say(_line(run, (_done(run) - self._done) / max(passed, 1e-9)))
            self._said, self._done = monotonic(), _done(run)


class Bar:
    """The bar of a terminal: first what is read, then how much is coded."""

    def __init__(self) -> None:
        from rich.console import Console

        self._progress = _progress(Console(stderr=True, markup=False, emoji=False, highlight=False))
        self._task: TaskID = self._progress.add_task("reading", total=None, rate="", counts="")
        self._progress.start()

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        self._progress.console.print(line, soft_wrap=True)

    def moved(self, run: Run) -> None:
        """Show the counts."""
        if not run.coded.due:
            self._progress.update(self._task, counts=f"{run.read.articles:,} articles, {run.read.new:,} new")
            return
        self._progress.update(
            self._task,
            description="coding",
            total=run.coded.due,
            completed=_done(run),
            rate=f"{_rate(run):.1f}/s",
            counts=_outcomes(run),
        )

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def _progress(console: object) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    assert isinstance(console, Console)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    return Progress(*columns, console=console, transient=True)


def summary(run: Run) -> str:
    """Return what a run did, in one line."""
    seconds = run.reading_seconds + run.coding_seconds
    return " · ".join([_read(run), *_coded(run), f"{duration(seconds)}"])


def planned(run: Run) -> str:
    """Return what a run would do, in one line."""
    return f"{_read(run)} · {run.coded.due:,} to code"


def duration(seconds: float) -> str:
    """Return a time in the unit that fits it."""
    if seconds < 90:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"


def _read(run: Run) -> str:
    counts = run.read
    parts = [f"{counts.articles:,} articles read, {counts.new:,} new"]
    if counts.files_unchanged:
        parts.append(f"{counts.files_unchanged:,} of {counts.files:,} files unchanged")
    if counts.failures:
        parts.append(f"{sum(counts.failures.values()):,} inputs skipped ({_reasons(counts.failures)})")
    return " · ".join(parts)


def _coded(run: Run) -> list[str]:
    if not run.coded.due:
        return ["nothing to code"]
    reasons = f" ({_reasons(run.coded.reasons)})" if run.coded.reasons else ""
    return [_outcomes(run) + reasons, f"{run.coded.events:,} events"]


def _line(run: Run, rate: float) -> str:
    if not run.coded.due:
        return f"reading: {run.read.articles:,} articles, {run.read.new:,} new"
    parts = [f"{_done(run):,} of {run.coded.due:,}", _outcomes(run)]
    if rate:
        parts[1:1] = [f"{rate:.1f}/s", f"about {duration((run.coded.due - _done(run)) / rate)} left"]
    return " · ".join(parts)


def _outcomes(run: Run) -> str:
    counts = {"coded": run.coded.coded, "refused": run.coded.refused, "failed": run.coded.failed}
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count or name == "coded")


def _reasons(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count:,}" for code, count in counts.items())


def _done(run: Run) -> int:
    return run.coded.coded + run.coded.refused + run.coded.failed


def _rate(run: Run) -> float:
    return _done(run) / run.coding_seconds if run.coding_seconds else 0.0
