"""``procopius actor``: who a phrase means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from procopius.cli.options import Dictionaries
from procopius.cli.terminal import say
from procopius.errors import InputError, SettingsError

if TYPE_CHECKING:
    from procopius.dictionaries import Dictionary


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
        Parameter(negative="", help="A country the surrounding text is about, likeliest first; may be given again."),
    ] = (),
    jsonl: Annotated[
        Path | None,
        Parameter(help='Answer each line of this file (or -): {"phrase": …, "date": …, "context": […]}'),
    ] = None,
    dictionaries: Dictionaries = (),
) -> int:
    """Say who an actor phrase means: country, sector and the dictionary rows that decided, as JSON."""
    if (phrase is None) == (jsonl is None):
        raise SettingsError("give either a PHRASE or --jsonl FILE")
    from procopius.dictionaries import load

    dictionary = load(dictionaries)
    asked = [(phrase, date, list(context))] if jsonl is None else _asked(jsonl, date, list(context))
    for words, day, countries in asked:
        sys.stdout.write(json.dumps(_answer(words or "", day, countries, dictionary), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def _answer(phrase: str, date: str | None, context: list[str], dictionary: Dictionary) -> dict[str, Any]:
    from procopius.resolve.actor import resolve_phrase
    from procopius.resolve.gazetteer import default_gazetteer
    from procopius.resolve.places import country_of_place

    gazetteer = default_gazetteer()
    match = resolve_phrase(
        phrase,
        dictionary,
        date=_day(date),
        context=context,
        place_country=lambda name: country_of_place(name, gazetteer),
    )
    return {
        "name": match.name,
        "country": match.country,
        "sector": match.sector,
        "sectors": list(match.sectors),
        "score": match.score,
        "rows": [row._asdict() for row in match.rows],
        "reason": match.reason,
    }


def _day(date: str | None) -> str | None:
    from procopius.read import read_date

    day = read_date(date) if date else None
    if date and day is None:
        raise SettingsError(f"date: {date!r} is not a date; write it as 2024-03-27")
    return day


def _asked(path: Path, date: str | None, context: list[str]) -> Iterator[tuple[str, str | None, list[str]]]:
    """Yield phrase, date and context of each line; a faulty line is said and gets an empty answer."""
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
            yield "", date, context  # an answer for each line, so that line n answers line n
            continue
        own = asked.get("context") or context
        yield asked["phrase"], asked.get("date") or date, [own] if isinstance(own, str) else list(own)


def _lines(path: Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
