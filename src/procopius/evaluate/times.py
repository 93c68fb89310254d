"""Time expressions against gold: are they found, do their ends agree, is their TIMEX3 value right.

A found expression and one of gold are a pair where they share a character (relaxed) or have the same ends (strict);
each is paired once at the most, in the order of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from procopius.resolve.time import TimeExpression, find_times, timex3


class GoldTime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One expression of gold; ``value`` is null where the words name no date that there is."""

    start: int
    end: int
    value: str | None
    date: str | None
    date_end: str | None
    precision: str | None
    issue: str | None = None


class TimeCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text with all its time expressions; offsets are half-open code points of ``text``."""

    id: str
    kind: str
    publication_date: str
    text: str
    expressions: tuple[GoldTime, ...]
    dateline: str | None = None


class TimeScore(msgspec.Struct, frozen=True):
    """Shares from 0 to 1."""

    gold: int
    found: int
    relaxed: float
    """F1 of spans that overlap."""
    strict: float
    """F1 of spans with the same ends."""
    value_f1: float
    """F1 of spans that overlap and have the value of gold."""
    value: float
    """Share of gold's expressions that are found with their value."""
    date: float
    """Share of gold's expressions that are found with their first and last day and precision."""


Pair = tuple[TimeCase, GoldTime | None, TimeExpression | None]


def read_time_cases(path: Path) -> list[TimeCase]:
    """Read a JSONL file of texts with their expressions."""
    decoder = msgspec.json.Decoder(TimeCase)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def score_times(cases: Iterable[TimeCase]) -> TimeScore:
    """Find the expressions of each text and score them."""
    n: Counter[str] = Counter()
    for _, gold, found in paired(cases):
        n["gold"] += gold is not None
        n["found"] += found is not None
        if gold and found:
            n["relaxed"] += 1
            n["strict"] += (gold.start, gold.end) == (found.start, found.end)
            n["value"] += is_right(gold, found)
            n["date"] += (gold.date, gold.date_end, gold.precision) == (found.date, found.date_end, found.precision)
    both = max(1, n["gold"] + n["found"])
    return TimeScore(
        gold=n["gold"],
        found=n["found"],
        relaxed=round(2 * n["relaxed"] / both, 4),
        strict=round(2 * n["strict"] / both, 4),
        value_f1=round(2 * n["value"] / both, 4),
        value=round(n["value"] / max(1, n["gold"]), 4),
        date=round(n["date"] / max(1, n["gold"]), 4),
    )


def is_right(gold: GoldTime, found: TimeExpression) -> bool:
    """Tell whether the value is that of gold; one that gold leaves out must be left out for the same reason."""
    return gold.value == found.value and (gold.issue is None or gold.issue == found.issue)


def paired(cases: Iterable[TimeCase]) -> Iterator[Pair]:
    """Yield every expression of gold and every one found, beside its partner where it has one."""
    for case in cases:
        found = timex3(find_times(case.text, publication_date=case.publication_date, anchor=case.dateline))
        for gold, mine in _partners(case.expressions, found):
            yield case, gold, mine


def _partners(
    gold: Sequence[GoldTime], found: Sequence[TimeExpression]
) -> Iterator[tuple[GoldTime | None, TimeExpression | None]]:
    left, unmatched = list(gold), list(found)
    for same in (_same_ends, _overlap):
        for mine in list(unmatched):
            partner = next((g for g in left if same(g, mine)), None)
            if partner is not None:
                left.remove(partner)
                unmatched.remove(mine)
                yield partner, mine
    yield from ((g, None) for g in left)
    yield from ((None, mine) for mine in unmatched)


def _same_ends(gold: GoldTime, found: TimeExpression) -> bool:
    return (gold.start, gold.end) == (found.start, found.end)


def _overlap(gold: GoldTime, found: TimeExpression) -> bool:
    return gold.start < found.end and found.start < gold.end
