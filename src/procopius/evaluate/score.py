"""Events against gold.

Within an article gold and found events are paired one to one, as many as possible, the closest first: a pair has one
type, and a mention whose triggers overlap or at least a trigger in the other's sentence. Then, over events that
happened (status ``actual``): *detect* counts the pairs, *actor* those whose actors' countries meet, *dyad* those whose
recipients' meet too, *record* those with the right date as well. *traps* is the share of gold events that did not
happen and were coded as ``actual``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from procopius.evaluate.gold import GoldArticle, GoldEvent
from procopius.model import Entity, Event, Span

LEVELS = ("detect", "actor", "dyad", "record")
SLOTS = ("mode", "date", "place", "attribution")


class Score(msgspec.Struct, frozen=True):
    """F1 by level, precision and recall of ``detect``, the share of traps, and slots over detected pairs (0 to 1)."""

    f1: dict[str, float]
    precision: float
    recall: float
    traps: float
    slots: dict[str, float]
    gold: int
    found: int


def score_articles(gold: Iterable[GoldArticle], found: Mapping[str, Sequence[Event]]) -> Score:
    """Score found events by article id; an article without any counts as coded empty."""
    n: Counter[str] = Counter()
    for article in gold:
        _count(article.events, found.get(article.id, ()), n)
    precision = {k: n[k] / max(1, n["found"]) for k in LEVELS}
    recall = {k: n[k] / max(1, n["gold"]) for k in LEVELS}
    return Score(
        f1={k: round(_harmonic(precision[k], recall[k]), 4) for k in LEVELS},
        precision=round(precision["detect"], 4),
        recall=round(recall["detect"], 4),
        traps=round(n["trapped"] / max(1, n["trap"]), 4),
        slots={k: round(n[k] / max(1, n["detect"]), 4) for k in SLOTS},
        gold=n["gold"],
        found=n["found"],
    )


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _count(gold: Sequence[GoldEvent], found: Sequence[Event], n: Counter[str]) -> None:
    n["gold"] += sum(g.status == "actual" for g in gold)
    n["trap"] += sum(g.status != "actual" for g in gold)
    n["found"] += sum(e.status == "actual" for e in found)
    for g, e in pair_events(gold, found):
        if g.status != "actual":
            n["trapped"] += e.status == "actual"
        elif e.status == "actual":
            _count_pair(g, e, n)


def _count_pair(g: GoldEvent, e: Event, n: Counter[str]) -> None:
    date = _days_meet(g.days, (e.event_date, e.event_date_end or e.event_date))
    right = [True, _meet(g.actor, e.actor), _meet(g.recipient, e.recipient), date]
    for i, level in enumerate(LEVELS):
        n[level] += all(right[: i + 1])
    n["date"] += date
    n["mode"] += g.mode == e.mode
    n["place"] += g.place == (e.place.country if e.place else None)
    n["attribution"] += g.attributed == (e.attribution is not None)


def _meet(gold: Sequence[tuple[str | None, tuple[str, ...]]], found: Sequence[Entity]) -> bool:
    """Countries meet when they share one, or when both sides know none."""
    a, b = {c for c, _ in gold if c}, {e.country for e in found if e.country}
    return bool(a & b) or not (a or b)


def _days_meet(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    if a[0] is None or b[0] is None or a[1] is None or b[1] is None:
        return a[0] is None and b[0] is None
    return a[0] <= b[1] and b[0] <= a[1]


def pair_events(gold: Sequence[GoldEvent], found: Sequence[Event]) -> list[tuple[GoldEvent, Event]]:
    """Pair as many as possible (augmenting paths), the closest first."""
    near = [
        sorted(((c, j) for j, e in enumerate(found) if (c := _closeness(g, e)) > 0), key=lambda t: (-t[0], -t[1]))
        for g in gold
    ]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for _, j in near[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in sorted(range(len(gold)), key=lambda i: -near[i][0][0] if near[i] else 0.0):
        place(i, set())
    return [(gold[i], found[j]) for j, i in owner.items()]


def _closeness(g: GoldEvent, e: Event) -> float:
    if g.event != e.event:
        return 0.0
    best = 0.0
    for _, trigger in g.mentions:
        for mention in e.mentions:
            if _overlap(trigger, mention.trigger):
                best = 3.0
            elif _overlap(trigger, mention.sentence):
                best = max(best, 1.0)
    if not best:
        return 0.0
    parties = _meet(g.actor, e.actor) + _meet(g.recipient, e.recipient)
    return best + 0.4 * parties + 0.5 * (g.status == e.status)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
