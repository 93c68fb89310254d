"""The record of one time expression, and a helper to pick those inside a span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from procopius.model import Precision, Span

Anchor: TypeAlias = Literal["publication", "dateline", "event", "absolute"]
Kind: TypeAlias = Literal["date", "range", "duration", "set", "time_of_day"]
Modifier: TypeAlias = Literal["start", "mid", "end", "since", "until", "by", "before", "after", "attributive"]


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name a time, and what they mean on the day the text was published."""

    start: int
    end: int
    """Half-open code-point offsets into the text given to :func:`procopius.resolve.time.find_times`."""
    text: str
    value: str | None
    """TIMEX3 value: ``2024-03-26``, ``2024-03-26TNI``, ``2024-W13``, ``2024-03``, ``2014-SU``,
    ``199``, ``P5W``;
    ranges are ISO intervals with ``..`` for an open end (``2014/..``)."""
    date: str | None
    """ISO date of the first day, null where unknown or open."""
    date_end: str | None
    """ISO date of the last day of a period or range; null for a single day and for an open end."""
    precision: Precision | None
    """Null for durations, sets and times of day without a date."""
    anchor: Anchor
    """What the date was counted from; ``event`` is a date told before in the text."""
    kind: Kind
    issue: str | None = None
    """``no_anchor_date``, ``contradictory_date`` or ``vague_date`` where the words do not give a date."""
    modifier: Modifier | None = None
    """Which part of the period is meant, or the preposition that changes its role. ``attributive`` years
    only name a thing ("the 2014 referendum")."""
    parts: tuple[TimeExpression, ...] = ()
    """The TIMEX3 expressions that these words are made of ("from «March 3» to «April 5»"), where they are more
    than one, or where a preposition changed the dates ("since «2014»")."""


def timex3(times: Iterable[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Return the expressions as TimeML counts them: each part by itself, prepositions left aside."""
    return tuple(part for time in times for part in time.parts or (time,))


def narrow(times: Iterable[TimeExpression], span: Span) -> tuple[TimeExpression, ...]:
    """Return the expressions that lie wholly within ``span`` (same offsets as the expressions)."""
    return tuple(t for t in times if span[0] <= t.start and t.end <= span[1])
