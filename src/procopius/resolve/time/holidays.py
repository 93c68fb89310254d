"""Dates of holidays: fixed days, Easter, n-th weekdays, and tables for moon calendars."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import msgspec

from procopius.resolve.time.periods import Period, add_days, day


class Holiday(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of ``holidays.yaml``; exactly one of the rules is given."""

    id: str
    names: tuple[str, ...]
    days: int = 1
    approximate: bool = False
    fixed: tuple[int, int] | None = None
    easter: int | None = None
    orthodox_easter: int | None = None
    nth: tuple[int, int, int] | None = None
    table: tuple[date, ...] | None = None
    after: tuple[str, int] | None = None


def easter(year: int) -> date:
    """Western Easter Sunday (Gregorian computus of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    total = h + k - 7 * m + 114
    return date(year, total // 31, total % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian computus, as a Gregorian date (right for 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    return date(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the ``n``-th ISO weekday of a month; ``n`` = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


class Holidays:
    """The holidays of the data file by id."""

    def __init__(self, rows: list[Holiday]) -> None:
        self._rows = {row.id: row for row in rows}

    def days_in(self, holiday_id: str, year: int) -> tuple[Period, ...]:
        """All occurrences that begin in ``year``; empty where the table does not reach."""
        row = self._rows[holiday_id]
        return tuple(self._period(start, row) for start in self._starts(row, year))

    def _starts(self, row: Holiday, year: int) -> tuple[date, ...]:
        if row.fixed:
            return (date(year, *row.fixed),)
        if row.nth:
            return (nth_weekday(year, *row.nth),)
        if row.easter is not None:
            return (easter(year) + timedelta(days=row.easter),)
        if row.orthodox_easter is not None:
            return (orthodox_easter(year) + timedelta(days=row.orthodox_easter),)
        if row.after:
            base, days = row.after
            shifted = (add_days(p.start, days) for y in (year - 1, year) for p in self.days_in(base, y))
            return tuple(d for d in shifted if d.year == year)
        return tuple(d for d in row.table or () if d.year == year)

    @staticmethod
    def _period(start: date, row: Holiday) -> Period:
        if row.days == 1:
            return day(start)
        end = start + timedelta(days=row.days - 1)
        return Period(start, end, "day", f"{start}/{end}")


def parse_holiday(row: dict[str, Any]) -> Holiday:
    """Validate one row of the data file. Raises ``msgspec.ValidationError`` or ``ValueError``."""
    holiday = msgspec.convert(row, Holiday)
    rules = (
        holiday.fixed,
        holiday.easter,
        holiday.orthodox_easter,
        holiday.nth,
        holiday.table,
        holiday.after,
    )
    if sum(rule is not None for rule in rules) != 1:
        raise ValueError("give exactly one of fixed, easter, orthodox_easter, nth, table, after")
    return holiday
