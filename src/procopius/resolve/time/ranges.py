"""Joins neighbouring readings: a time of day to its date, two dates to a range.

And reads the preposition before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from procopius.resolve.time.context import Reading
from procopius.resolve.time.periods import Period, add_days, make_date
from procopius.resolve.time.records import Modifier

_ATTACH = re.compile(
    r"(?:,?\s+(?:on|at|around|about|of|in|by|before|after|shortly|the|early|late))*,?\s*$", re.IGNORECASE
)
_TO = re.compile(r"\s*(?:to|through|until|till|[-–—])\s*(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(since|until|till|up to|through|by|before|after)\s+"
    r"(?:(?:at least|as early as|about|around|early|late|the|on)\s+)*$",
    re.IGNORECASE,
)
_MODIFIERS: dict[str, Modifier] = {
    "since": "since", "until": "until", "till": "until", "up to": "until", "through": "until",
    "by": "by", "before": "before", "after": "after",
}  # fmt: skip


_NEAR = 160
"""Code points behind a day in which a time of day without a date still belongs to it."""


class Found(msgspec.Struct, frozen=True):
    """A reading and where it stands."""

    start: int
    end: int
    reading: Reading
    parts: tuple[Found, ...] = ()
    """The readings it was joined from, or the one that a preposition changed."""


def join(found: list[Found], text: str, today: Period | None = None) -> list[Found]:
    """Attach times of day, build ranges, then read the prepositions.

    A time of day with no date beside it is one of the day told shortly before, else of ``today``.
    """
    joined: list[Found] = []
    for item in found:
        merged = _merge(joined[-1], item, text) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(item)
    return [_with_preposition(item, text) for item in _on_days(joined, today)]


def _on_days(joined: list[Found], today: Period | None) -> Iterator[Found]:
    """Give times of day their date; they stay times of day, since the date is only the likely one."""
    told: Found | None = None
    for item in joined:
        reading = item.reading
        if reading.kind == "date" and reading.period and reading.period.precision == "day":
            told = item
        if reading.kind != "time_of_day" or reading.period is not None:
            yield item
            continue
        near = told.reading.period if told and item.start - told.end < _NEAR else None
        day = near or today
        yield replace(item, reading=_at_time(reading, day)) if day else item


def _at_time(reading: Reading, day: Period) -> Reading:
    return replace(reading, period=day, value=f"{day.start}{reading.value}")


def _merge(left: Found, right: Found, text: str) -> Found | None:
    gap = text[left.end : right.start]
    if len(gap) > 24:
        return None
    reading = _time_and_date(left.reading, right.reading) if _ATTACH.match(gap) else None
    if reading is not None:
        return Found(left.start, right.end, reading)
    return _range(left, right) if _is_range(left, right, gap, text) else None


def _time_and_date(left: Reading, right: Reading) -> Reading | None:
    """``at 7 p.m. on Friday``: the value of the day gets the time, the dates stay."""
    clock, day = (left, right) if left.kind == "time_of_day" else (right, left)
    if clock.kind != "time_of_day" or clock.period or day.kind != "date" or not day.period:
        return None
    if day.period.precision != "day" or (day.value or day.period.value) != day.period.start.isoformat():
        return None
    return replace(day, value=f"{day.period.start}{clock.value}")


def _is_range(left: Found, right: Found, gap: str, text: str) -> bool:
    readings = (left.reading, right.reading)
    if any(r.kind != "date" or r.period is None or r.modifier == "attributive" for r in readings):
        return False
    before = text[max(0, left.start - 20) : left.start]
    if _AND.match(gap):
        return bool(_BETWEEN.search(before))
    if not _TO.match(gap):
        return False
    precisions = {r.period.precision for r in readings if r.period}
    return bool(_FROM.search(before)) or len(precisions) == 1


def _range(left_found: Found, right_found: Found) -> Found | None:
    left, right = left_found.reading, right_found.reading
    if left.period is None or right.period is None:
        return None
    first, last = _same_year(left, right)
    if last.end < first.start and (first.start - last.start).days < 7:
        first = _week_before(first)
    if last.end < first.start:
        return None
    precision = first.precision if first.precision == last.precision else "day"
    values = [first.start.isoformat() if p.precision == "day" else p.value for p in (first,)]
    end_value = last.end.isoformat() if last.precision == "day" else last.value
    period = Period(first.start, last.end, precision, f"{values[0]}/{end_value}")
    anchor = right.anchor if right.anchor == "absolute" else left.anchor
    parts = (
        replace(left_found, reading=_moved(left, first)),
        replace(right_found, reading=_moved(right, last)),
    )
    return Found(left_found.start, right_found.end, Reading("range", anchor, period), parts)


def _week_before(period: Period) -> Period:
    start = add_days(period.start, -7)
    return Period(start, add_days(period.end, -7), period.precision, start.isoformat())


def _moved(reading: Reading, period: Period) -> Reading:
    """Return the reading on other days, with its value (a time of day) where the days are its own."""
    return reading if period == reading.period else replace(reading, period=period, value=None)


def _same_year(left: Reading, right: Reading) -> tuple[Period, Period]:
    """Let a year given on one side hold for the other: "from March 3 to April 5, 2023"."""
    first, last = left.period, right.period
    assert first is not None
    assert last is not None
    if left.anchor == right.anchor or "event" in (left.anchor, right.anchor):
        return first, last
    if right.anchor == "absolute" and first.precision in ("day", "month"):
        moved = _in_year(first, last.end.year)
        return (_in_year(first, last.end.year - 1) if moved.start > last.end else moved), last
    if left.anchor == "absolute" and last.precision in ("day", "month"):
        moved = _in_year(last, first.start.year)
        return first, _in_year(last, first.start.year + 1) if moved.end < first.start else moved
    return first, last


def _in_year(period: Period, year: int) -> Period:
    start = make_date(year, period.start.month, period.start.day) or date(year, 2, 28)
    shift = (start - period.start).days
    value = start.isoformat() if period.precision == "day" else f"{start:%Y-%m}"
    return Period(start, add_days(period.end, shift), period.precision, value)


def _with_preposition(item: Found, text: str) -> Found:
    reading = item.reading
    match = _PREPOSITION.search(text[max(0, item.start - 32) : item.start])
    if not match or reading.kind not in ("date", "range") or reading.modifier == "attributive":
        return item
    modifier = _MODIFIERS[" ".join(match[1].lower().split())]
    if reading.kind == "range":
        return item
    changed = {
        "since": {"kind": "range", "open_end": True},
        "until": {"kind": "range", "open_start": True},
    }.get(modifier, {})
    return Found(item.start, item.end, replace(reading, modifier=modifier, **changed), (item,) if changed else ())
