"""One act told many times in an article is one event; two acts stay two."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from procopius.coding.circumstances import When
from procopius.coding.judge import Judged


class Telling(msgspec.Struct, frozen=True):
    """A judged candidate with its time."""

    judged: Judged
    when: When


def merge(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Group tellings of the same act, in text order."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        group = next((g for g in groups if all(_same_act(telling, other) for other in g)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return groups


def _same_act(a: Telling, b: Telling) -> bool:
    first, second = a.judged, b.judged
    if first.event != second.event or first.status != second.status:
        return False
    if _is_anaphoric(second) or _is_anaphoric(first):
        return _share_country(first, second) and _same_time(a.when, b.when)
    if first.mode and second.mode and first.mode != second.mode:
        return False
    return _agree(first, second, "actor") and _agree(first, second, "recipient") and _same_time(a.when, b.when)


def _is_anaphoric(judged: Judged) -> bool:
    """Say whether the words point back to an act told before ("the meeting", "the attack")."""
    token = judged.candidate.trigger
    if token.pos_ != "NOUN":
        token = next((t for t in judged.candidate.frame.slots.get("obj", ()) if t.lemma_ == "meeting"), token)
    return token.pos_ == "NOUN" and any(c.lower_ in {"the", "this", "that"} for c in token.children if c.dep_ == "det")


def _share_country(a: Judged, b: Judged) -> bool:
    mine = {p.match.country for p in (*a.actor, *a.recipient)} - {None}
    other = {p.match.country for p in (*b.actor, *b.recipient)} - {None}
    return not mine or not other or bool(mine & other)


def _agree(a: Judged, b: Judged, role: str) -> bool:
    """Parties agree when they share an entity, or one side is silent, or country and sector are the same."""
    mine, other = getattr(a, role), getattr(b, role)
    if not mine or not other:
        return True
    if {p.key for p in mine} & {p.key for p in other}:
        return True
    pairs = {(p.match.country, p.match.sector) for p in mine} & {(p.match.country, p.match.sector) for p in other}
    named = any(p.entity and p.entity.person for p in mine) and any(p.entity and p.entity.person for p in other)
    return bool(pairs) and not named and pairs != {(None, None)}


def _same_time(a: When, b: When) -> bool:
    if a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)
