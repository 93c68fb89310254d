"""``procopius actor``: who a phrase means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from cyclopts import Parameter

from procopius.cli.options import Dictionaries
from procopius.cli.terminal import say
from procopius.errors import InputError, SettingsError

if TYPE_CHECKING:
    from procopius.pipeline import Coder
    from procopius.resolve.actor_record import ActorMatch
    from procopius.resolve.article import ResolvedArticle

LEAST_TEXT = 5
"""Words from which a context that is no name is read as a text."""


def actor(
    phrase: Annotated[
        str | None, Parameter(name="PHRASE", help='The words, such as "Iran\'s foreign minister".')
    ] = None,
    /,
    *,
    date: Annotated[
        str | None, Parameter(help="The day for which the answer holds (2024-03-27); today if left out.")
    ] = None,
    context: Annotated[
        tuple[str, ...],
        Parameter(
            negative="",
            help="The surrounding text, or a country it is about, likeliest first; may be given again.",
        ),
    ] = (),
    jsonl: Annotated[
        Path | None,
        Parameter(
            help='Answer each line of this file (or -): {"id": …, "phrase": …, "date": …, "context": …}',
            allow_leading_hyphen=True,
        ),
    ] = None,
    dictionaries: Dictionaries = (),
) -> int:
    """Say who an actor phrase means: country, sector and the dictionary rows that decided, as JSON."""
    if (phrase is None) == (jsonl is None):
        raise SettingsError("give either a PHRASE or --jsonl FILE")
    answerer = _Answerer(dictionaries)
    asked = [_Asked(phrase or "", date, context)] if jsonl is None else _asked(jsonl, date, context)
    for question in asked:
        sys.stdout.write(json.dumps(answerer.answer(question), ensure_ascii=False) + "\n")
    return 0


class _Asked(NamedTuple):
    """One question. ``own`` holds the fields of its line that the answer repeats."""

    phrase: str
    date: str | None
    context: tuple[str, ...]
    own: dict[str, Any] = {}  # noqa: RUF012 - never changed


class _Answerer:
    """Answers questions; reads a text given as context once for all questions about it."""

    def __init__(self, dictionaries: Sequence[Path]) -> None:
        from procopius.dictionaries import load
        from procopius.resolve.gazetteer import default_gazetteer

        self._files = tuple(dictionaries)
        self._dictionary = load(dictionaries)
        self._gazetteer = default_gazetteer()
        self._coder: Coder | None = None
        self._read: tuple[str, str | None] = ("", None)
        self._article: ResolvedArticle | None = None

    def answer(self, asked: _Asked) -> dict[str, Any]:
        match = self._match(asked)
        return asked.own | {
            "name": match.name,
            "country": match.country,
            "sector": match.sector,
            "sectors": list(match.sectors),
            "score": match.score,
            "rows": [row._asdict() for row in match.rows],
            "reason": match.reason,
        }

    def _match(self, asked: _Asked) -> ActorMatch:
        from procopius.resolve.actor import resolve_phrase
        from procopius.resolve.places import country_of_place

        day = _day(asked.date)
        text = next((part for part in asked.context if self._is_text(part)), None)
        if text is not None:
            return self._in_text(text, day).actor(asked.phrase)
        return resolve_phrase(
            asked.phrase,
            self._dictionary,
            date=day,
            context=asked.context,
            place_country=lambda name: country_of_place(name, self._gazetteer),
        )

    def _is_text(self, context: str) -> bool:
        return len(context.split()) >= LEAST_TEXT and not self._dictionary.find(context)

    def _in_text(self, text: str, day: str | None) -> ResolvedArticle:
        from procopius.cli.code import load_coder
        from procopius.model import Article
        from procopius.settings import Settings

        if self._article is None or self._read != (text, day):
            self._coder = self._coder or load_coder(Settings(dictionaries=self._files))
            self._article = self._coder.resolve(Article(id="context", text=text, publication_date=day))
            self._read = (text, day)
        return self._article


def _day(date: str | None) -> str | None:
    from procopius.read import read_date

    day = read_date(date) if date else None
    if date and day is None:
        raise SettingsError(f"date: {date!r} is not a date; write it as 2024-03-27")
    return day


def _asked(path: Path, date: str | None, context: tuple[str, ...]) -> Iterator[_Asked]:
    """Yield the question of each line; a faulty line is said and gets an empty answer."""
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except ValueError as error:
            asked = None
            say(f"{path}:{number}: not JSON: {error}")
        if not isinstance(asked, dict) or not isinstance(asked.get("phrase"), str):
            if asked is not None:
                say(f'{path}:{number}: no "phrase" in this line')
            asked = asked if isinstance(asked, dict) else {}
            yield _Asked("", date, context, _own(asked))  # an answer for each line, so that line n answers line n
            continue
        told = asked.get("context") or context
        parts = [told] if isinstance(told, str) else told
        yield _Asked(asked["phrase"], _told_date(asked, path, number) or date, tuple(map(str, parts)), _own(asked))


def _own(asked: dict[str, Any]) -> dict[str, Any]:
    return {"id": asked["id"]} if "id" in asked else {}


def _told_date(asked: dict[str, Any], path: Path, number: int) -> str | None:
    """Return the date of a line; one that cannot be read is said and left out, for the other lines' sake."""
    try:
        return _day(str(asked["date"])) if asked.get("date") else None
    except SettingsError as error:
        say(f"{path}:{number}: {error}")
        return None


def _lines(path: Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
