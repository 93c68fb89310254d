"""What a reading may look at besides its own words.

The reference day, the date told before, ahead or behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

from procopius.resolve.time.grammar import Cues, Grammar
from procopius.resolve.time.periods import Period
from procopius.resolve.time.records import Anchor, Kind, Modifier

Direction: TypeAlias = Literal["future", "past"] | None
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z\"“‘'(])|\n\s*\n")
_REACH = 120
"""Code points looked at on either side for a verb: about one clause."""


class Reading(msgspec.Struct, frozen=True):
    """What a match means, before it becomes a record."""

    kind: Kind
    anchor: Anchor
    period: Period | None = None
    value: str | None = None
    """Overrides the value of the period."""
    modifier: Modifier | None = None
    issue: str | None = None
    open_end: bool = False
    open_start: bool = False


def direction_of(text: str, start: int, end: int, cues: Cues, future_at: Callable[[int], bool] | None) -> Direction:
    """Tell whether the words around ``[start, end)`` point ahead or behind; None where they do neither.

    Words right before the expression win; then the nearest verb of the sentence before the expression, else the
    first one after it; where the lexicon knows none of them, ``future_at`` (a parser's view of the clause).
    """
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    if cues.before_future.search(before):
        return "future"
    if cues.before_past.search(before):
        return "past"
    found = list(cues.clause_before.finditer(before))
    if not found:
        after = _SENTENCE_END.split(text[end : end + _REACH])[0]
        found = [m for m in [cues.clause_after.search(after)] if m]
    if not found:
        return None if future_at is None else "future" if future_at(start) else "past"
    return "future" if found[-1]["future"] else "past"


class Context:
    """The surroundings of one match."""

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        grammar: Grammar,
        reference: date | None,
        reference_anchor: Anchor,
        told: Period | None,
        future_at: Callable[[int], bool] | None,
        beside: Context | None = None,
    ) -> None:
        self.text = text
        self.span = span
        self.grammar = grammar
        self.reference = reference
        self.reference_anchor = reference_anchor
        self.told = told
        """The last date told before this one."""
        self._future_at = future_at
        self._beside = beside
        """The expression that this one is joined to by "and": both lie on the same side."""

    @cached_property
    def direction(self) -> Direction:
        """Whether the clause points ahead or behind; looked up only where a reading asks."""
        if self._beside is not None:
            return self._beside.direction
        return direction_of(self.text, *self.span, self.grammar.cues, self._future_at)

    def number(self, table: str, word: str) -> int:
        """Return the value of ``word`` in a table of the lexicon that maps to whole numbers."""
        return int(self.grammar.lexicon[table][word.lower()])

    def unanchored(self, kind: Kind = "date", value: str | None = None) -> Reading:
        """Return the reading of words whose date cannot be told for want of a day to count from."""
        return Reading(kind, self.reference_anchor, value=value, issue="no_anchor_date")
