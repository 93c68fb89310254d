"""Calendar arithmetic: stretches of days with their TIMEX3 values."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

from procopius.model import Precision


class Period(msgspec.Struct, frozen=True):
    """Days ``start`` to ``end`` (both included) with the TIMEX3 value that names them."""

    start: date
    end: date
    precision: Precision
    value: str


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def day(when: date, suffix: str = "") -> Period:
    """One day; ``suffix`` is the time of day in TIMEX3 (``TNI``, ``T19:45``)."""
    return Period(when, when, "day", when.isoformat() + suffix)


def week(when: date) -> Period:
    """Return the ISO week (Monday to Sunday) that holds ``when``."""
    monday = when - timedelta(days=when.weekday())
    year, number, _ = monday.isocalendar()
    return Period(monday, monday + timedelta(days=6), "week", f"{year}-W{number:02d}")


def weekend(when: date) -> Period:
    """Saturday and Sunday of the ISO week that holds ``when``."""
    saturday = week(when).start + timedelta(days=5)
    return Period(saturday, saturday + timedelta(days=1), "day", f"{week(when).value}-WE")


def months(year: int, month: int, count: int, precision: Precision, value: str) -> Period:
    """``count`` whole months from the given one on."""
    first, after = date(year, month, 1), add_months(date(year, month, 1), count)
    return Period(first, after - timedelta(days=1), precision, value)


def month(year: int, number: int) -> Period:
    """Return a calendar month."""
    return months(year, number, 1, "month", f"{year}-{number:02d}")


def season(year: int, first_month: int, code: str) -> Period:
    """Three months from ``first_month``; a winter is named by the year of its December."""
    return months(year, first_month, 3, "month", f"{year}-{code}")


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year", str(number))


def years(first: int, count: int, value: str) -> Period:
    """``count`` calendar years from ``first``."""
    return Period(date(first, 1, 1), date(first + count - 1, 12, 31), "year", value)


def add_months(when: date, count: int) -> date:
    """Return the same day ``count`` months on, or the last day of that month; years are held to 1 to 9998."""
    total = min(max(when.year * 12 + when.month - 1 + count, 12), 9998 * 12 + 11)
    target_year, target_month = total // 12, total % 12 + 1
    return date(target_year, target_month, min(when.day, monthrange(target_year, target_month)[1]))


def add_days(when: date, count: int) -> date:
    """Return the day ``count`` days on, held to the years 1 to 9998."""
    ordinal = when.toordinal() + count
    return date.fromordinal(min(max(ordinal, 1), date(9998, 12, 31).toordinal()))


def split_unit(unit: str) -> tuple[int, str]:
    """Split a unit of the lexicon: ``10Y`` gives ``(10, "Y")``."""
    return int(unit[:-1] or 1) if unit[:-1].isdigit() else 1, unit if unit == "TM" else unit[-1]


def shift_day(when: date, count: float, unit: str) -> date:
    """Return the day ``count`` units from ``when``; hours and minutes are rounded to whole days."""
    factor, letter = split_unit(unit)
    amount = count * factor
    if letter in "DW":
        return add_days(when, round(amount * (7 if letter == "W" else 1)))
    if letter in "MY":
        return add_months(when, round(amount * (12 if letter == "Y" else 1)))
    return add_days(when, int(amount / (24 if letter == "H" else 1440)))


def unit_period(when: date, unit: str) -> Period:
    """Return the day, week, month, year, decade or century that holds ``when``."""
    factor, letter = split_unit(unit)
    if factor in (10, 100):
        first = when.year // factor * factor
        return years(first, factor, str(when.year // factor))
    if letter == "W":
        return week(when)
    if letter == "M":
        return month(when.year, when.month)
    return year(when.year) if letter == "Y" else day(when)


def unit_value(count: float | None, unit: str) -> str:
    """TIMEX3 duration: ``P5W``, ``PT48H``; an unknown count is written X."""
    factor, letter = split_unit(unit)
    if factor >= 10:
        factor, letter = 1, "DE" if factor == 10 else "CE"
    number = "X" if count is None else f"{count * factor:g}"
    return f"PT{number}{letter[-1]}" if letter in ("H", "TM") else f"P{number}{letter}"
