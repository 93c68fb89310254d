"""Readings of expressions that name calendar days, months, seasons, years and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from procopius.resolve.time import periods
from procopius.resolve.time.context import Context, Direction, Reading
from procopius.resolve.time.periods import Period, add_days, make_date
from procopius.resolve.time.records import Modifier

Groups = dict[str, str]
_MONTHS_AHEAD = 274
"""A day or month without a year lies ahead rather than behind when it would be more than nine months old:
news names the year of anything as old as that."""
_PHASES: dict[str, Modifier] = {"start": "start", "mid": "mid", "end": "end"}


def modifier_of(g: Groups, ctx: Context) -> Modifier | None:
    """Which part of the period the words mean ("early", "the end of")."""
    phase = " ".join(g.get("phase", "").lower().split())
    return _PHASES[ctx.grammar.lexicon["phase"][phase]] if phase else None


def month_of(g: Groups, ctx: Context) -> int:
    """Read the number of the month in the match."""
    if "mm" in g:
        return int(g["mm"])
    table = "month" if "month" in g else "foreign_month"
    return ctx.number(table, g[table].rstrip("."))


def weekday_of(g: Groups, ctx: Context) -> int | None:
    """Read the ISO weekday in the match, if there is one."""
    if "weekday" in g:
        return ctx.number("weekday", g["weekday"])
    short = g.get("weekday_short")
    return ctx.number("weekday_short", short.rstrip(".")) if short else None


def _day_of(g: Groups, ctx: Context) -> int:
    return int(g["day"]) if "day" in g else ctx.number("ordinal", g["ordinal"])


def suffix_of(g: Groups, ctx: Context) -> str:
    """TIMEX3 suffix of the part of the day in the match, or ''."""
    return str(ctx.grammar.lexicon["part"][g["part"].lower()]) if "part" in g else ""


def nearest(options: list[Period], reference: date, direction: Direction) -> Period | None:
    """Choose among the yearly returns of a day or period: the last one begun, or the next one."""
    behind = [p for p in options if p.start <= reference]
    ahead = [p for p in options if p.end >= reference]
    if direction == "future" and ahead and not _just_over(behind, ahead, reference):
        return ahead[0]
    if not behind:
        return ahead[0] if ahead else None
    too_old = (reference - behind[-1].end).days > _MONTHS_AHEAD
    return ahead[0] if too_old and ahead and not _told_as_past(direction, ahead[0], reference) else behind[-1]


def _just_over(behind: list[Period], ahead: list[Period], reference: date) -> bool:
    """Tell whether a day planned for is rather the one just over than the same day almost a year on."""
    over = behind[-1] if behind else None
    return over is not None and over.end < reference and (ahead[0].start - reference).days > _MONTHS_AHEAD


def _told_as_past(direction: Direction, ahead: Period, reference: date) -> bool:
    """Tell whether a verb in the past outweighs the nine months, unless the coming day is very near."""
    return direction == "past" and (ahead.start - reference).days > 45


def _around(reference: date) -> range:
    return range(reference.year - 1, reference.year + 2)


def calendar_day(g: Groups, ctx: Context) -> Reading | None:
    """Read a day of a month, with or without year and weekday."""
    month, number, weekday = month_of(g, ctx), _day_of(g, ctx), weekday_of(g, ctx)
    if "year" in g:
        when = make_date(int(g["year"]), month, number)
        if when is None:
            return Reading("date", "absolute", issue="contradictory_date")
        if weekday and when.isoweekday() != weekday:
            return _contradiction(when, weekday, ctx)
        return Reading("date", "absolute", periods.day(when))
    if make_date(2000, month, number) is None:
        return None
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-{month:02d}-{number:02d}")
    return _yearless_day(month, number, weekday, ctx.reference, ctx)


def _yearless_day(month: int, number: int, weekday: int | None, reference: date, ctx: Context) -> Reading | None:
    days = [d for y in _around(reference) if (d := make_date(y, month, number))]
    fitting = [d for d in days if weekday in (None, d.isoweekday())]
    if not days:
        return None
    if not fitting:
        plain = nearest([periods.day(d) for d in days], reference, ctx.direction)
        return _contradiction(plain.start, weekday or 0, ctx) if plain else None
    period = nearest([periods.day(d) for d in fitting], reference, ctx.direction)
    return Reading("date", ctx.reference_anchor, period) if period else None


def _contradiction(when: date, weekday: int, ctx: Context) -> Reading:
    """Weekday and day of the month differ: keep a reading only if the day of publication leaves just one."""
    issue = "contradictory_date"
    if ctx.reference is None:
        return Reading("date", "absolute", issue=issue)
    by_weekday = add_days(ctx.reference, -((ctx.reference.isoweekday() - weekday) % 7))
    possible = [d for d in (when, by_weekday) if ctx.direction == "future" or d <= ctx.reference]
    period = periods.day(possible[0]) if len(possible) == 1 else None
    return Reading("date", "absolute", period, issue=issue)


def numeric_day(g: Groups, ctx: Context) -> Reading | None:
    """``26/03/2024``: day first, unless only month first gives a date."""
    year = int(g["yy"]) if len(g["yy"]) == 4 else _full_year(int(g["yy"]), ctx.reference)
    first, second = int(g["a"]), int(g["b"])
    day_first, month_first = make_date(year, second, first), make_date(year, first, second)
    reference = ctx.reference
    if day_first and month_first and reference and month_first <= reference < day_first:
        day_first = None
    when = day_first or month_first
    if when is not None:
        return Reading("date", "absolute", periods.day(when))
    is_date = len(g["yy"]) == 4 and g["sep"] != "-" and min(first, second) <= 12 and max(first, second) <= 31
    return Reading("date", "absolute", issue="contradictory_date") if is_date else None


def _full_year(short: int, reference: date | None) -> int:
    latest = (reference.year if reference else 2030) + 10
    return 2000 + short if 2000 + short <= latest else 1900 + short


def calendar_day_of_year(g: Groups, ctx: Context) -> Reading | None:
    """``March 3 last year``."""
    if ctx.reference is None:
        return ctx.unanchored()
    year = ctx.reference.year + ctx.number("shift", g["shift"])
    when = make_date(year, month_of(g, ctx), int(g["day"]))
    return Reading("date", ctx.reference_anchor, periods.day(when)) if when else None


def day_of_month(g: Groups, ctx: Context) -> Reading | None:
    """Read ``the 26th``, of the month that puts it nearest."""
    number, weekday = int(g["day"]), weekday_of(g, ctx)
    reference = ctx.told.start if g.get("which", "").lower() in ("that", "the same") and ctx.told else ctx.reference
    if reference is None:
        return ctx.unanchored()
    offsets = {"this": (0,), "last": (-1,), "next": (1,)}.get(g.get("which", "").lower(), (-1, 0, 1))
    bases = [periods.add_months(reference.replace(day=1), n) for n in offsets]
    days = [d for b in bases if (d := make_date(b.year, b.month, number)) and weekday in (None, d.isoweekday())]
    period = nearest([periods.day(d) for d in days], reference, ctx.direction) if days else None
    return Reading("date", ctx.reference_anchor, period) if period else None


def day_range(g: Groups, ctx: Context) -> Reading | None:
    """``March 3-5``, ``from 3 to 5 March 2024``."""
    if int(g["day"]) >= int(g["day2"]):
        return None
    read = calendar_day_of_year if "shift" in g else calendar_day
    first, last = read(g, ctx), read({**g, "day": g["day2"]}, ctx)
    if first is None or last is None or not first.period or not last.period:
        return first and Reading("range", first.anchor, issue=first.issue)
    start = first.period.start
    end = last.period.start.replace(year=start.year) if last.period.start < start else last.period.start
    return Reading("range", first.anchor, Period(start, end, "day", f"{start}/{end}"))


def calendar_month(g: Groups, ctx: Context) -> Reading | None:
    """Read a month, with or without its year."""
    number, modifier = month_of(g, ctx), modifier_of(g, ctx)
    if "year" in g:
        return Reading("date", "absolute", periods.month(int(g["year"]), number), modifier=modifier)
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-{number:02d}")
    options = [periods.month(y, number) for y in _around(ctx.reference)]
    period = nearest(options, ctx.reference, ctx.direction)
    return Reading("date", ctx.reference_anchor, period, modifier=modifier)


def month_of_year(g: Groups, ctx: Context) -> Reading:
    """``early March last year``."""
    if ctx.reference is None:
        return ctx.unanchored()
    year = ctx.reference.year + ctx.number("shift", g["shift"])
    period = periods.month(year, month_of(g, ctx))
    return Reading("date", ctx.reference_anchor, period, modifier=modifier_of(g, ctx))


def shifted_month(g: Groups, ctx: Context) -> Reading:
    """``last December``, ``next May``, ``this March``."""
    number, shift = month_of(g, ctx), ctx.number("shift", " ".join(g["shift"].lower().split()))
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-{number:02d}")
    options = [periods.month(y, number) for y in _around(ctx.reference)]
    return Reading("date", ctx.reference_anchor, shifted(options, ctx.reference, shift))


def shifted(options: list[Period], reference: date, shift: int) -> Period:
    """``last``: the latest one over; ``next``: the first to begin; ``this``: the one of the same year."""
    if shift < 0:
        return [p for p in options if p.end < reference][-1]
    if shift > 0:
        return next(p for p in options if p.start > reference)
    holding = [p for p in options if p.start <= reference <= p.end]
    return holding[0] if holding else next(p for p in options if p.start.year == reference.year)


def season(g: Groups, ctx: Context) -> Reading:
    """Read a season of the northern hemisphere, three whole months."""
    first, code = ctx.grammar.lexicon["season"][g["season"].lower()]
    modifier = modifier_of(g, ctx)
    if "year" in g:
        return Reading("date", "absolute", periods.season(int(g["year"]), first, code), modifier=modifier)
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-{code}")
    options = [periods.season(y, first, code) for y in range(ctx.reference.year - 2, ctx.reference.year + 2)]
    if "shift" in g:
        shift = ctx.number("shift", " ".join(g["shift"].lower().split()))
        period: Period | None = shifted(options, ctx.reference, shift)
    else:
        period = nearest(options, ctx.reference, ctx.direction)
    return Reading("date", ctx.reference_anchor, period, modifier=modifier)


def calendar_year(g: Groups, ctx: Context) -> Reading:
    """Read a year."""
    return Reading("date", "absolute", periods.year(int(g["year"])), modifier=modifier_of(g, ctx))


def attributive_year(g: Groups, ctx: Context) -> Reading:  # noqa: ARG001 - readings share one signature
    """Read a year that only names a thing: "the 2014 referendum"."""
    return Reading("date", "absolute", periods.year(int(g["year"])), modifier="attributive")


def year_range(g: Groups, ctx: Context) -> Reading | None:  # noqa: ARG001 - readings share one signature
    """``2011-2014``, ``2023/24``."""
    first, text = int(g["year"]), g["year2"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < last <= first + 200:
        return None
    return Reading("range", "absolute", periods.years(first, last - first + 1, f"{first}/{last}"))


def decade(g: Groups, ctx: Context) -> Reading:
    """Read ``the 1990s``, ``the '90s``, ``the nineties``."""
    first = int(g["decade"]) if "decade" in g else ctx.number("decade_word", g["decade_word"])
    if first < 100:
        first = 1900 + first if first >= 20 else 2000 + first
    return Reading("date", "absolute", periods.years(first, 10, str(first // 10)), modifier=modifier_of(g, ctx))


def century(g: Groups, ctx: Context) -> Reading:
    """Read ``the 19th century`` (1800 to 1899: as people count, not as calendars do)."""
    number = int(g["century"]) - 1
    period = periods.years(number * 100, 100, str(number))
    return Reading("date", "absolute", period, modifier=modifier_of(g, ctx))


def quarter(g: Groups, ctx: Context) -> Reading | None:
    """Read a quarter or half of a year."""
    half = g.get("share", "").lower() == "half"
    number = int(g["quarter"]) if "quarter" in g else ctx.number("ordinal", g["ordinal"])
    if number > (2 if half else 4):
        return None
    if "year" not in g and ctx.reference is None:
        return ctx.unanchored()
    shift = {"last": -1, "next": 1}.get(g.get("which", "").lower(), 0)
    year = int(g["year"]) if "year" in g else (ctx.reference or date.min).year + shift
    length = 6 if half else 3
    if "year" not in g and "which" not in g and ctx.reference is not None:
        year = _year_of_quarter(number, length, ctx)
    value = f"{year}-{'H' if half else 'Q'}{number}"
    period = periods.months(year, (number - 1) * length + 1, length, "month", value)
    return Reading("date", "absolute" if "year" in g else ctx.reference_anchor, period)


def _year_of_quarter(number: int, length: int, ctx: Context) -> int:
    reference = ctx.reference or date.min
    options = [periods.months(y, (number - 1) * length + 1, length, "month", str(y)) for y in _around(reference)]
    period = nearest(options, reference, ctx.direction)
    return period.start.year if period else reference.year


def holiday(g: Groups, ctx: Context) -> Reading | None:
    """Read a holiday or dated period of the data file."""
    holiday_id = ctx.grammar.holiday_names[" ".join(g["holiday"].lower().split())]
    modifier = modifier_of(g, ctx)
    if "year" in g:
        found = ctx.grammar.holidays.days_in(holiday_id, int(g["year"]))
        return Reading("date", "absolute", found[0], modifier=modifier) if found else None
    if ctx.reference is None:
        return ctx.unanchored()
    years = range(ctx.reference.year - 2, ctx.reference.year + 3)
    options = [p for y in years for p in ctx.grammar.holidays.days_in(holiday_id, y)]
    if "shift" in g and options:
        period: Period | None = _shifted_holiday(options, ctx, " ".join(g["shift"].lower().split()))
    else:
        period = nearest_holiday(options, ctx.reference, ctx.direction)
    return Reading("date", ctx.reference_anchor, period, modifier=modifier) if period else None


def nearest_holiday(options: list[Period], reference: date, direction: Direction) -> Period | None:
    """Like :func:`nearest`, but a holiday less than two months ahead beats one of last year."""
    ahead = [p for p in options if p.end >= reference]
    soon = ahead and (ahead[0].start - reference).days <= 60
    behind = [p for p in options if p.start <= reference]
    if soon and direction is None and behind and (reference - behind[-1].end).days > 120:
        return ahead[0]
    return nearest(options, reference, direction)


def _shifted_holiday(options: list[Period], ctx: Context, shift: str) -> Period | None:
    reference = ctx.reference or date.min
    fitting = [p for p in options if p.start.year == reference.year + ctx.number("shift", shift)]
    if shift.startswith("last"):
        fitting = [p for p in options if p.end < reference][-1:]
    return fitting[0] if fitting else None


def named_date(g: Groups, ctx: Context) -> Reading:
    """Read a date that is the name of one happening, such as 9/11."""
    when = ctx.grammar.named_dates[" ".join(g["named_date"].lower().split())]
    return Reading("date", "absolute", periods.day(when))


def weekday_date(reference: date, weekday: int, direction: Direction) -> date:
    """Read the nearest such weekday: today, else up to six days back, or ahead."""
    back = (reference.isoweekday() - weekday) % 7
    return reference + timedelta(days=(7 - back) % 7 if direction == "future" else -back)
