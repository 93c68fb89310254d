"""What a run says about itself on standard error: what was skipped and why, and the counts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from procopius.cli.terminal import say
from procopius.errors import DataFileError
from procopius.model import Article, CodedArticle, Issue

ADVICE = Path(__file__).parent.parent / "data" / "issues.tsv"
REFUSALS = frozenset({"empty_text", "not_english", "too_large"})
"""Issues with which an article is not coded at all."""


@cache
def advice() -> Mapping[str, str]:
    """Return issue code → what to do about it, from ``data/issues.tsv``.

    Raises:
        DataFileError: a line has not three cells.
    """
    table: dict[str, str] = {}
    for number, line in enumerate(ADVICE.read_text("utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3:
            raise DataFileError(ADVICE, number, f"{len(cells)} cells; write code, meaning and what to do")
        table[cells[0]] = cells[2]
    return table


class Report:
    """Counts articles in, coded, and dropped by reason; says each drop at once."""

    def __init__(self, tell: Callable[[str], None] = say) -> None:
        self._tell = tell
        self.articles = 0
        self.events = 0
        self.actual = 0
        self.dropped: Counter[str] = Counter()

    def drop(self, source: str, issue: Issue) -> None:
        """Say that an input, or a part of one, was skipped."""
        self.dropped[issue.code] += 1
        # A message that says what to do says it after a semicolon.
        todo = "" if ";" in issue.message else advice().get(issue.code, "")
        self._tell(f"skipped {source}: {issue.code}: {issue.message}" + (f". {todo}" if todo else ""))

    def count(self, article: Article, coded: CodedArticle) -> bool:
        """Count a coded article; say and return False if it was refused."""
        refusal = next((issue for issue in coded.issues if issue.code in REFUSALS), None)
        if refusal is not None:
            self.drop(article.source or article.id, refusal)
            return False
        self.articles += 1
        self.events += len(coded.events)
        self.actual += sum(event.status == "actual" for event in coded.events)
        return True

    def summary(self) -> str:
        """Return the counts in one line."""
        parts = [
            f"{_number(self.articles, 'article')} coded",
            f"{_number(self.events, 'event')} ({self.actual} actual)",
        ]
        if self.dropped:
            reasons = ", ".join(f"{code} {count}" for code, count in sorted(self.dropped.items()))
            parts.append(f"{self.dropped.total()} skipped ({reasons})")
        return " · ".join(parts)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
