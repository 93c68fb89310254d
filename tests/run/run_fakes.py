"""A coder without a model that workers can import, and a program that runs it."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from procopius.errors import DataFileError
from procopius.model import Article, CodedArticle, Entity, Event, Issue, Mention, Quote, Range, content_id
from procopius.read import Failure
from procopius.run import Reading, run_corpus
from procopius.settings import Settings
from procopius.store import Run, open_store

WORDS = ("fell", "met", "signed", "fled", "marched", "spoke")


class Coder:
    """Makes an event of each sentence. Some words of a text have effects of their own."""

    def code_article(self, article: Article) -> CodedArticle:
        """Code one article."""
        if "KILLER" in article.text:
            os._exit(1)
        if "SLOW" in article.text:
            time.sleep(0.003)
        code = next((word for word in ("not_english", "internal_error") if word in article.text), None)
        if code is not None:
            return CodedArticle(article_id=article.id, publication_date=None, issues=(Issue(code, "so it says"),))
        events = tuple(_event(article, start, end) for start, end in _sentences(article.text))
        if "TWICE" in article.text:
            events *= 2
        return CodedArticle(
            article_id=article.id,
            publication_date=article.publication_date,
            events=events,
            quotes=(Quote(speaker=None, speaker_span=None, cue_span=(0, 1), content_span=(0, 3), kind="direct"),),
            issues=article.issues,
        )


def load(_: Settings) -> Coder:
    """Load the coder."""
    return Coder()


def load_broken(_: Settings) -> Coder:
    """Fail as a damaged dictionary does."""
    raise DataFileError("mine.tsv", 3, "no country")


def load_and_die(_: Settings) -> Coder:
    """End the process, as the system does when memory runs out."""
    os._exit(1)


class Watcher:
    """Remembers what it is told; can say each commit on standard output."""

    def __init__(self, *, aloud: bool = False) -> None:
        self.failures: list[Failure] = []
        self.runs: list[Run] = []
        self._aloud = aloud

    def failed(self, failure: Failure) -> None:
        """Hear of a failure."""
        self.failures.append(failure)

    def moved(self, run: Run) -> None:
        """Hear of a commit."""
        self.runs.append(run)
        if self._aloud:
            sys.stdout.write("committed\n")
            sys.stdout.flush()


def run_all(project: Path, *inputs: Path, settings: Settings | None = None, **options: Any) -> Run:
    """Run the fake coder over inputs."""
    reading = Reading(inputs=tuple(map(str, inputs)))
    with open_store(str(project)) as store:
        given = {"load": load, "progress": Watcher(), "workers": 1, **options}
        return run_corpus(store, reading, settings or Settings(), **given)


def write_corpus(path: Path, count: int, *, mark: str = "") -> Path:
    """Write ``count`` articles as JSON lines; the last of each ten has no date."""
    lines = (
        {
            "id": f"n{number}",
            "text": f"The {number}th city {WORDS[number % len(WORDS)]}. Its mayor é spoke.{mark}",
            "date": None if number % 10 == 9 else f"2025-0{number % 9 + 1}-11",
            "publisher": f"Paper {number % 3}",
            "page": number,
        }
        for number in range(count)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def contents(project: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of a project in order, without the runs and the marks of runs."""
    with sqlite3.connect(project) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {}
        for table in sorted(set(tables) - {"run"}):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "run_id"]
            found[table] = sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    connection.close()
    return found


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [at + 1 for at, character in enumerate(text) if character == "."]
    return list(zip([0, *ends], ends, strict=False))


def _event(article: Article, start: int, end: int) -> Event:
    return Event(
        id=content_id("evt", article.id, start),
        event="CONSULT",
        mode="visit",
        status="actual",
        actor=(Entity(text="The city", name="City", country="KEN", sector="GOV", sectors=("GOV",), spans=((0, 3),)),),
        recipient=(),
        event_date=article.publication_date,
        event_date_end=None,
        date_precision="day" if article.publication_date else None,
        place=None,
        attribution=None,
        contexts=("military",),
        size={"killed": Range(1, None)},
        quad=1,
        scale=1.0,
        score=0.5,
        mentions=(Mention((start, end), (start, start + 3)),),
        trace=("fake:1",),
        issues=() if article.publication_date else (Issue("no_anchor_date", "no day to count from", (0, 3)),),
    )


if __name__ == "__main__":
    run_all(Path(sys.argv[1]), *map(Path, sys.argv[3:]), workers=int(sys.argv[2]), progress=Watcher(aloud=True))
