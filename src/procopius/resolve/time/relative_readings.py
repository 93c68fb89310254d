"""Readings of expressions that are counted from the day of writing or from a date told before."""

from __future__ import annotations

from datetime import date

from procopius.resolve.time import periods
from procopius.resolve.time.calendar_readings import (
    Groups,
    modifier_of,
    month_of,
    suffix_of,
    weekday_date,
    weekday_of,
)
from procopius.resolve.time.context import Context, Reading
from procopius.resolve.time.periods import Period, add_days, shift_day, unit_period, unit_value


def _unit(g: Groups, ctx: Context) -> str:
    return str(ctx.grammar.lexicon["unit"][g["unit"].lower()])


def _shift(g: Groups, ctx: Context) -> int:
    return ctx.number("shift", " ".join(g["shift"].lower().split()))


def _count(g: Groups, ctx: Context) -> float | None:
    """Read the number in the match (1 where there is none); None for a vague one."""
    if "half" in g:
        whole = _count({k: v for k, v in g.items() if k != "half"}, ctx) if "n" in g else 0.0
        return None if whole is None else whole + 0.5
    word = " ".join(g.get("n", "1").lower().replace(",", "").split())
    if word[0].isdigit():
        return float(word)
    table = ctx.grammar.lexicon["number"]
    if word in table:
        return float(table[word])
    parts = word.replace("-", " ").split()
    return float(sum(table[p] for p in parts)) if all(p in table for p in parts) else None


def _near(ctx: Context, days: int, suffix: str = "") -> Reading:
    if ctx.reference is None:
        return ctx.unanchored()
    return Reading("date", ctx.reference_anchor, periods.day(add_days(ctx.reference, days), suffix))


# --- weekdays ----------


def weekday(g: Groups, ctx: Context) -> Reading:
    """Read a bare weekday: the last one, today counted, unless the clause points ahead."""
    number = weekday_of(g, ctx) or 0
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-WXX-{number}")
    when = weekday_date(ctx.reference, number, ctx.direction)
    return Reading("date", ctx.reference_anchor, periods.day(when, suffix_of(g, ctx)))


def shifted_weekday(g: Groups, ctx: Context) -> Reading:
    """``last Friday`` lies before the day of writing, ``next`` after it, ``this`` in its week."""
    number, shift = weekday_of(g, ctx) or 0, _shift(g, ctx)
    if ctx.reference is None:
        return ctx.unanchored(value=f"XXXX-WXX-{number}")
    if shift:
        base = add_days(ctx.reference, shift)
        when = weekday_date(base, number, "future" if shift > 0 else "past")
    else:
        when = add_days(ctx.reference, number - ctx.reference.isoweekday())
        if when < ctx.reference and ctx.direction == "future":
            when = add_days(when, 7)
    return Reading("date", ctx.reference_anchor, periods.day(when, suffix_of(g, ctx)))


def told_weekday(g: Groups, ctx: Context) -> Reading:
    """Read ``the following Tuesday``: counted from the date told before."""
    number = weekday_of(g, ctx) or 0
    if ctx.told is None:
        return ctx.unanchored(value=f"XXXX-WXX-{number}")
    told = " ".join(g["told"].lower().split())
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(told, 0)
    when = weekday_date(add_days(ctx.told.start, step), number, "past" if step < 0 else "future")
    return Reading("date", "event", periods.day(when, suffix_of(g, ctx)))


def weekday_of_week(g: Groups, ctx: Context) -> Reading:
    """``Monday of last week``."""
    return _weekday_in_week(g, ctx, _shift(g, ctx))


def weekday_weeks(g: Groups, ctx: Context) -> Reading:
    """``Monday two weeks ago``."""
    weeks = _count({"n": g.get("n") or g["n2"]}, ctx)
    return _weekday_in_week(g, ctx, -int(weeks or 1))


def _weekday_in_week(g: Groups, ctx: Context, weeks: int) -> Reading:
    if ctx.reference is None:
        return ctx.unanchored()
    monday = periods.week(add_days(ctx.reference, 7 * weeks)).start
    when = add_days(monday, (weekday_of(g, ctx) or 1) - 1)
    return Reading("date", ctx.reference_anchor, periods.day(when, suffix_of(g, ctx)))


def weekday_far(g: Groups, ctx: Context) -> Reading:
    """``Friday week`` (a week after the next Friday), ``Friday before last``."""
    if ctx.reference is None:
        return ctx.unanchored()
    back = g["far"].lower().startswith("before")
    base = add_days(ctx.reference, -1 if back else 1)
    when = weekday_date(base, weekday_of(g, ctx) or 0, "past" if back else "future")
    return Reading("date", ctx.reference_anchor, periods.day(add_days(when, -7 if back else 7)))


# --- today and the parts of the day ----------


def near_day(g: Groups, ctx: Context) -> Reading:
    """``yesterday morning``, ``the day before yesterday``."""
    return _near(ctx, ctx.number("near_day", " ".join(g["near_day"].lower().split())), suffix_of(g, ctx))


def tonight(g: Groups, ctx: Context) -> Reading:  # noqa: ARG001 - readings share one signature
    """Read the night of the day of writing."""
    return _near(ctx, 0, "TNI")


def this_part(g: Groups, ctx: Context) -> Reading:
    """Read ``this morning``."""
    return _near(ctx, 0, suffix_of(g, ctx))


def last_night(g: Groups, ctx: Context) -> Reading:  # noqa: ARG001 - readings share one signature
    """Read the night before the day of writing, dated by its evening."""
    return _near(ctx, -1, "TNI")


def told_part(g: Groups, ctx: Context) -> Reading:
    """Read ``the following morning``."""
    return _from_told(g["told"], "D", suffix_of(g, ctx), ctx)


def clock(g: Groups, ctx: Context) -> Reading | None:  # noqa: ARG001 - readings share one signature
    """Read a time of day; the scanner joins it to a date beside it."""
    hour, minute, ampm = int(g["hour"]), int(g.get("minute", "0")), g.get("ampm", "").lower()
    if ampm and not 1 <= hour <= 12:
        return None
    if ampm:
        hour = hour % 12 + (12 if ampm.startswith("p") else 0)
    return Reading("time_of_day", "event", value=f"T{hour:02d}:{minute:02d}")


def part_alone(g: Groups, ctx: Context) -> Reading:
    """``at dawn``, ``in the early hours``."""
    return Reading("time_of_day", "event", value=suffix_of(g, ctx) or "TMO")


# --- weeks, months, years told from the day of writing ----------


def shifted_unit(g: Groups, ctx: Context) -> Reading | None:
    """Read ``this week``, ``last month``, ``earlier this year``."""
    unit, shift = _unit(g, ctx), _shift(g, ctx)
    if unit in ("D", "H", "TM"):
        return None
    if ctx.reference is None:
        return ctx.unanchored()
    period = unit_period(shift_day(_middle(ctx.reference, unit), shift, unit), unit)
    return Reading("date", ctx.reference_anchor, period, modifier=modifier_of(g, ctx))


def _middle(when: date, unit: str) -> date:
    """Read the first of the month, so that a shift by months never skips a short one."""
    return when.replace(day=1) if unit[-1] in "MY" else when


def current_unit(g: Groups, ctx: Context) -> Reading | None:
    """Read ``the end of the year``, ``the rest of the week``."""
    return shifted_unit({**g, "shift": "this"}, ctx)


def shifted_quarter(g: Groups, ctx: Context) -> Reading:
    """Read ``last quarter``."""
    if ctx.reference is None:
        return ctx.unanchored()
    when = shift_day(ctx.reference.replace(day=1), 3 * _shift(g, ctx), "M")
    number = (when.month + 2) // 3
    value = f"{when.year}-Q{number}"
    return Reading("date", ctx.reference_anchor, periods.months(when.year, 3 * number - 2, 3, "month", value))


def unit_before_last(g: Groups, ctx: Context) -> Reading | None:
    """Read ``the week before last``."""
    unit = _unit(g, ctx)
    if unit in ("H", "TM"):
        return None
    if ctx.reference is None:
        return ctx.unanchored()
    count = -2 if g["far"].lower().startswith("before") else 2
    return Reading(
        "date", ctx.reference_anchor, unit_period(shift_day(_middle(ctx.reference, unit), count, unit), unit)
    )


def weekend(g: Groups, ctx: Context) -> Reading:
    """Read the last weekend begun, or the coming one."""
    which = " ".join(g.get("which", "").lower().split())
    if which == "that" and ctx.told:
        return Reading("date", "event", periods.weekend(ctx.told.start))
    if ctx.reference is None:
        return ctx.unanchored()
    this = periods.weekend(ctx.reference)
    ahead = which in ("this coming", "the coming") or (
        which not in ("last", "this past", "the past") and _weekend_ahead(ctx, which)
    )
    days = 7 if which == "next" else 0 if ahead or (this.start <= ctx.reference and which != "last") else -7
    return Reading("date", ctx.reference_anchor, periods.weekend(add_days(ctx.reference, days)))


def _weekend_ahead(ctx: Context, which: str) -> bool:
    """From Wednesday on, "this weekend" is the coming one even without a verb that points ahead."""
    late = ctx.reference is not None and ctx.reference.isoweekday() >= 3
    return ctx.direction == "future" or (which == "this" and late and ctx.direction is None)


def span_back(g: Groups, ctx: Context) -> Reading:
    """Read ``the past three days``: up to and with the day of writing."""
    return _span(g, ctx, -1)


def span_ahead(g: Groups, ctx: Context) -> Reading:
    """Read ``the next two weeks``."""
    return _span(g, ctx, 1)


def _span(g: Groups, ctx: Context, sign: int) -> Reading:
    count, unit = _count(g, ctx), _unit(g, ctx)
    value = unit_value(count, unit)
    if count is None:
        return Reading("range", ctx.reference_anchor, value=value, issue="vague_date")
    if ctx.reference is None:
        return ctx.unanchored("range", value)
    other = shift_day(ctx.reference, sign * count, unit)
    start, end = sorted((ctx.reference, other))
    return Reading("range", ctx.reference_anchor, Period(start, end, "day", value))


def vague_span(g: Groups, ctx: Context) -> Reading:
    """``recent weeks``: a time, but no dates."""
    unit = str(ctx.grammar.lexicon["unit"][g["units"].lower()])
    return Reading("range", ctx.reference_anchor, value=unit_value(None, unit), issue="vague_date")


# --- so long ago, so long after ----------


def _at_distance(base: date, count: float, unit: str) -> Period:
    """Read the day, week, month or year so far from ``base``: no finer than the unit it is told in."""
    when = shift_day(base, count, unit)
    if unit in ("D", "H", "TM"):
        return periods.day(when)
    if count != int(count) and len(unit) > 1:
        return unit_period(when, "Y")
    if count != int(count):
        return periods.month(when.year, when.month) if unit == "Y" else periods.day(when)
    return unit_period(when, {"2W": "W", "100Y": "Y"}.get(unit, unit))


def ago(g: Groups, ctx: Context) -> Reading:
    """Read ``some 10 days ago``."""
    return _from_reference(g, ctx, -1)


def from_now(g: Groups, ctx: Context) -> Reading:
    """``three days from now``."""
    return _from_reference(g, ctx, 1)


def _from_reference(g: Groups, ctx: Context, sign: int) -> Reading:
    count, unit = _count(g, ctx), _unit(g, ctx)
    if count is None:
        value = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Reading("date", ctx.reference_anchor, value=value, issue="vague_date")
    if ctx.reference is None:
        return ctx.unanchored(value=unit_value(count, unit))
    period = _at_distance(ctx.reference, sign * count, unit)
    if "back" in g:
        period = unit_period(shift_day(_middle(ctx.reference, unit), sign * count, unit), g["back"][0].upper())
    return Reading("date", ctx.reference_anchor, period)


def in_time(g: Groups, ctx: Context) -> Reading:
    """``in three days``: the day so far ahead where the clause points ahead, else a length."""
    count, unit = _count(g, ctx), _unit(g, ctx)
    if count is None or ctx.direction != "future":
        return Reading("duration", ctx.reference_anchor, value=unit_value(count, unit))
    return _from_reference(g, ctx, 1)


def later(g: Groups, ctx: Context) -> Reading:
    """``two weeks later``, ``a day earlier``: counted from the date told before."""
    sign = -1 if g["told"].lower() in ("earlier", "beforehand", "previously") else 1
    bare = "n" not in g and g["unit"].lower().endswith("s")
    count, unit = None if bare else _count(g, ctx), _unit(g, ctx)
    value = unit_value(count, unit)
    if count is None:
        return Reading("date", "event", value="PAST_REF" if sign < 0 else "FUTURE_REF", issue="vague_date")
    told = ctx.told
    if told is None or not _fine_enough(told, unit):
        return Reading("date", "event", value=value, issue="no_anchor_date")
    return Reading("date", "event", _at_distance(told.start, sign * count, unit))


def _fine_enough(told: Period, unit: str) -> bool:
    """Days cannot be counted from a month, nor months from a year."""
    order = ["day", "week", "month", "year"]
    finest = {"W": "week", "M": "month", "Y": "year"}.get(unit[-1], "day")
    return order.index(told.precision) <= order.index(finest)


def beside_event(g: Groups, ctx: Context) -> Reading:
    """Read ``a day after``.

    Counted from the date told before, unless an event is named that has none here.
    """
    if g["told"].lower() in ("since", "into"):
        return Reading("duration", "event", value=unit_value(_count(g, ctx), _unit(g, ctx)))
    if "event" in g:
        return Reading("date", "event", value=unit_value(_count(g, ctx), _unit(g, ctx)), issue="no_anchor_date")
    earlier = g["told"].lower() in ("before", "prior to")
    return later({**g, "told": "earlier" if earlier else "later"}, ctx)


def told_unit(g: Groups, ctx: Context) -> Reading | None:
    """Read ``the following day``, ``that month``, ``on the day``."""
    unit = _unit(g, ctx)
    if unit in ("H", "TM"):
        return None
    reading = _from_told(g["told"], unit, "TNI" if g["unit"].lower() == "night" else "", ctx)
    if "year" in g and ctx.told and unit == "M":
        return Reading("date", "event", periods.month(int(g["year"]), ctx.told.start.month))
    return reading


def told_season(g: Groups, ctx: Context) -> Reading:
    """Read ``that summer``: of the year told before."""
    first, code = ctx.grammar.lexicon["season"][g["season"].lower()]
    if ctx.told is None:
        return ctx.unanchored(value=f"XXXX-{code}")
    return Reading("date", "event", periods.season(ctx.told.start.year, first, code))


def overnight(g: Groups, ctx: Context) -> Reading:  # noqa: ARG001 - readings share one signature
    """Read the night before the day of writing, or the one after it where the clause points ahead."""
    return _near(ctx, 0 if ctx.direction == "future" else -1, "TNI")


def _from_told(told: str, unit: str, suffix: str, ctx: Context) -> Reading:
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(told.lower(), 0)
    if ctx.told is None or not _fine_enough(ctx.told, unit):
        return Reading("date", "event", issue="no_anchor_date")
    base = ctx.told.end if step > 0 and unit == "D" else ctx.told.start
    period = unit_period(shift_day(_middle(base, unit), step, unit), unit)
    return Reading("date", "event", period, value=period.value + suffix)


# --- how long, how often ----------


def duration(g: Groups, ctx: Context) -> Reading:
    """``for five weeks``, ``two-day``."""
    return Reading("duration", "event", value=unit_value(_count(g, ctx), _unit(g, ctx)))


def long_duration(g: Groups, ctx: Context) -> Reading:
    """``three years and two months``, ``two and a half hours``, ``half a day``."""
    count, unit = _count(g, ctx) or 0.0, _unit(g, ctx)
    if "half" in g:
        amount, letter = _halved(count, unit)
        return Reading("duration", "event", value=unit_value(amount, letter))
    rest = unit_value(_count({"n": g["n2"]}, ctx), str(ctx.grammar.lexicon["unit"][g["units"].lower()]))
    whole = unit_value(count, unit)
    if ("T" in whole) == ("T" in rest):
        rest = rest.removeprefix("PT")
    return Reading("duration", "event", value=whole + rest.removeprefix("P"))


def _halved(count: float, unit: str) -> tuple[float, str]:
    """Tell half units in whole ones of the next smaller kind: half a day is 12 hours."""
    smaller = {"D": (24, "H"), "Y": (12, "M"), "H": (60, "TM"), "10Y": (10, "Y"), "100Y": (100, "Y")}
    if count == int(count) or unit not in smaller:
        return count, unit
    factor, letter = smaller[unit]
    return count * factor, letter


def vague_duration(g: Groups, ctx: Context) -> Reading:
    """``for months``, ``decades of war``: a length of unknown count."""
    return Reading("duration", "event", value=unit_value(None, _unit(g, ctx)))


def vague_reference(g: Groups, ctx: Context) -> Reading:
    """``now``, ``recently``, ``the future``: before, at or after the day of writing, no more than that."""
    value = ctx.grammar.lexicon["vague_reference"][" ".join(g["vague_reference"].lower().split())]
    return Reading("date", ctx.reference_anchor, value=str(value), issue="vague_date")


def day_part_set(g: Groups, ctx: Context) -> Reading:
    """``every night``."""
    return Reading("set", "event", value=f"XXXX-XX-XX{suffix_of(g, ctx)}")


def unit_set(g: Groups, ctx: Context) -> Reading:
    """``every day``, ``twice a week``, ``every two years``."""
    return Reading("set", "event", value=unit_value(_count(g, ctx), _unit(g, ctx)))


def word_set(g: Groups, ctx: Context) -> Reading:
    """``weekly``."""
    return Reading("set", "event", value=str(ctx.grammar.lexicon["set_word"][g["set_word"].lower()]))


def weekday_set(g: Groups, ctx: Context) -> Reading:
    """``every Monday``, ``on Mondays``."""
    return Reading("set", "event", value=f"XXXX-WXX-{weekday_of(g, ctx)}")


def month_set(g: Groups, ctx: Context) -> Reading:
    """Read ``every May``."""
    return Reading("set", "event", value=f"XXXX-{month_of(g, ctx):02d}")
