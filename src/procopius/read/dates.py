"""Publication dates as inputs write them, to an ISO day.

Only forms with one reading are taken: ``03/04/2024`` is two days and therefore none, ``25/04/2024`` is one.
The day is the one written, never shifted to another time zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:[T\s,]+.*)?$"


def _named(match: re.Match[str]) -> date:
    return date(int(match["year"]), _MONTHS[match["month"][:3].lower()], int(match["day"]))


def _numeric(match: re.Match[str]) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str]) -> date:
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("day and month cannot be told apart")
    day, month = (first, second) if second <= 12 else (second, first)
    return date(int(match["year"]), month, day)


def _epoch(match: re.Match[str]) -> date:
    seconds = int(match[0]) / (1000 if len(match[0]) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).date()


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"(?P<year>\d{{4}})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?){_CLOCK}", _numeric),
        (rf"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{{4}}|\d{{6}})?Z?{_CLOCK}", _numeric),
        (r"1\d{9}(?:\d{3})?$", _epoch),
        (rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}}){_CLOCK}", _numeric),
        (rf"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d{{4}}){_CLOCK}", _slashed),
        (rf"{_WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}}){_CLOCK}", _named),
        (rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}", _named),
    )
)


def read_date(value: object) -> str | None:
    """Return the ISO day (``2024-03-27``) that ``value`` names, or None if it names none or more than one.

    Takes ISO dates and datetimes, ``20240327``, seconds or milliseconds since 1970, RFC 2822 dates, and
    English dates with a month name.
    """
    text = str(value).strip()
    for pattern, reader in _FORMS:
        if match := pattern.match(text):
            try:
                return reader(match).isoformat()
            except ValueError:
                return None
    return None
