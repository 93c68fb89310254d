"""Finds the time expressions of a text: words of the grammar, rows that match there, dates they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile
from typing import TypeAlias

from procopius.errors import SettingsError
from procopius.resolve.time import calendar_readings, periods, relative_readings
from procopius.resolve.time.context import Context, Reading
from procopius.resolve.time.grammar import Grammar, Row, default_grammar
from procopius.resolve.time.periods import Period
from procopius.resolve.time.ranges import Found, join
from procopius.resolve.time.records import Anchor, TimeExpression

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_GAP = re.compile(r"[\s,.'’()/:–—-]{0,3}")
_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?P<clock>\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b|\d\d:\d\d|\d{4}\s(?:GMT|UTC))"
    r"|(?P<year>(?:1[5-9]|20)\d\d)(?!\d)|(?P<number>\d+)(?P<joined>[/.-]\d{1,2}[/.-]\d\d|(?:s|st|nd|rd|th)\b)?)",
    re.IGNORECASE,
)
_JOINED = re.compile(r",?\s+(?:and|or)\s+(?:on\s+|in\s+)?")
_REACH_LEFT = 48
"""Code points before a trigger in which an expression may begin."""
_REACH_RIGHT = 40
"""Code points after a trigger in which another trigger may belong to the same expression."""
NOTHING = "nothing"
Groups: TypeAlias = dict[str, str]
Trigger: TypeAlias = tuple[int, int, frozenset[str]]

READINGS: dict[str, Callable[[Groups, Context], Reading | None]] = {
    name: function
    for module in (calendar_readings, relative_readings)
    for name, function in vars(module).items()
    if callable(function) and getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
}
"""The readings that rows of ``patterns.yaml`` may name."""


def find_times(
    text: str,
    *,
    publication_date: str | None,
    anchor: str | None = None,
    future_at: Callable[[int], bool] | None = None,
    grammar: Grammar | None = None,
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of ``text`` in order, without overlaps.

    ``publication_date`` and ``anchor`` (the date of the dateline; it goes first) are ISO dates. ``future_at``
    tells whether the clause at an offset points ahead; without it nearby verbs decide. Offsets are half-open
    code points of ``text``. Expressions that cannot be dated carry an issue code. Raises
    :class:`procopius.errors.SettingsError` for a date that is not ISO.
    """
    grammar = grammar or default_grammar()
    reference = _iso(anchor) or _iso(publication_date)
    reference_anchor: Anchor = "dateline" if anchor else "publication"
    told: Period | None = None
    found: list[Found] = []
    context: Context | None = None
    for start, end, row, groups in _matches(text, grammar):
        beside = context if context and _JOINED.fullmatch(text, context.span[1], start) else None
        context = Context(text, (start, end), grammar, reference, reference_anchor, told, future_at, beside)
        reading = READINGS[row.reading](groups, context)
        if reading is not None:
            found.append(Found(start, end, reading))
            told = _tellable(reading) or told
    today = periods.day(reference) if reference else None
    return tuple(_record(item, text) for item in join(found, text, today))


def _iso(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise SettingsError(f"{value!r} is not a date; write it as 2024-03-27") from error


def _tellable(reading: Reading) -> Period | None:
    """Return the period that "the following day" may count from after this reading."""
    return reading.period if reading.kind == "date" and reading.modifier != "attributive" else None


def _lower(text: str) -> str:
    """Lower case without a change of length, so that offsets hold."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _triggers(text: str, lowered: str, grammar: Grammar) -> list[Trigger]:
    """Return the words and numbers that can make a time expression, in order."""
    triggers: list[Trigger] = []
    for index, start, end in grammar.automaton.find_matches_as_indexes(lowered):
        if not lowered[start - 1 : start].isalpha() and not lowered[end : end + 1].isalpha():
            triggers.append((start, end, grammar.triggers[index][1]))
    for match in _NUMBER.finditer(text):
        kinds = _number_kinds(match, grammar)
        if kinds:
            triggers.append((*match.span(), kinds))
    triggers.sort()
    return triggers


def _number_kinds(match: re.Match[str], grammar: Grammar) -> frozenset[str]:
    if match["clock"]:
        return frozenset(("clock", "numeric"))
    if match["year"]:
        return frozenset(("year", "numeric"))
    joined = frozenset(("numeric", "clock")) if match["joined"] else frozenset[str]()
    return joined | grammar.number_kinds.get(match["number"], frozenset())


def _starts(lowered: str, start: int, done: int, words: frozenset[str]) -> list[int]:
    """Return the words of the grammar that lead up to the trigger at ``start``.

    Leftmost first, and the trigger.
    """
    tokens = list(_TOKEN.finditer(lowered, max(done, start - _REACH_LEFT, 0), start))
    starts, edge = [start], start
    for token in reversed(tokens):
        word = token[0]
        if not (word in words or word[0].isdigit()) or not _GAP.fullmatch(lowered[token.end() : edge]):
            break
        edge = token.start()
        starts.append(edge)
    return starts[::-1]


def _matches(text: str, grammar: Grammar) -> Iterator[tuple[int, int, Row, Groups]]:
    """Yield the longest match that begins at each trigger or the words before it, without overlaps."""
    lowered = _lower(text)
    triggers = _triggers(text, lowered, grammar)
    done = 0
    for i, (start, _, _) in enumerate(triggers):
        if start < done:
            continue
        near = takewhile(lambda t: t[0] <= triggers[i][0] + _REACH_RIGHT, triggers[i:])  # noqa: B023
        rows = grammar.rows_for(frozenset().union(*(kinds for _, _, kinds in near)))
        for position in _starts(lowered, start, done, grammar.words):
            best = _best(rows, text, position)
            if best:
                row, match = best
                (x_start, x_end), groups = _expression(match)
                done = match.end() if row.reading == NOTHING else x_end
                if row.reading != NOTHING:
                    yield x_start, x_end, row, groups
                break


def _best(rows: tuple[Row, ...], text: str, position: int) -> tuple[Row, re.Match[str]] | None:
    """Return the longest match at ``position``.

    One that begins later within it, but reaches further, is better.
    """
    if position and (text[position - 1].isalnum() or text[position - 1] == "_"):
        return None
    best = _longest(rows, text, position)
    while best:
        inner_start = _expression(best[1])[0][0]
        inner = _longest(rows, text, inner_start) if inner_start > best[1].start() else None
        if inner is None or inner[1].end() <= best[1].end():
            return best
        best = inner
    return None


def _expression(match: re.Match[str]) -> tuple[tuple[int, int], Groups]:
    """Return the span of the expression itself and the groups that took part, repeated names folded."""
    groups = {k.split("__")[0]: v for k, v in match.groupdict().items() if v is not None}
    marked = next((match.span(k) for k in ("x", "x__2", "x__3") if match.groupdict().get(k)), match.span())
    return marked, groups


def _longest(rows: tuple[Row, ...], text: str, start: int) -> tuple[Row, re.Match[str]] | None:
    best: tuple[Row, re.Match[str]] | None = None
    for row in rows:
        match = row.regex.match(text, start)
        if match and (best is None or match.end() > best[1].end()):
            best = row, match
    return best


def _record(item: Found, text: str) -> TimeExpression:
    reading, period = item.reading, item.reading.period
    value = reading.value or (period.value if period else None)
    first = period.start.isoformat() if period and not reading.open_start else None
    last = period.end.isoformat() if period and not reading.open_end else None
    if reading.open_end:
        value = f"{value}/.." if value else None
    if reading.open_start:
        value = f"../{value}" if value else None
    if last == first:
        last = None
    return TimeExpression(
        start=item.start,
        end=item.end,
        text=text[item.start : item.end],
        value=value,
        date=first,
        date_end=last,
        precision=period.precision if period else None,
        anchor=reading.anchor,
        kind=reading.kind,
        issue=reading.issue,
        modifier=reading.modifier,
        parts=tuple(_record(part, text) for part in item.parts),
    )
