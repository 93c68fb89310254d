"""When and where: the time and place of an act from its syntax and neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import case_of, clause_of
from procopius.model import Place, Precision, Span
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.place_mentions import PlaceMention
from procopius.resolve.time import TimeExpression


class When(msgspec.Struct, frozen=True):
    """The date or range of an act; all null where the text does not tell."""

    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    span: Span | None = None
    issue: str | None = None


NEAR = 3
"""Heads between a time and the predicate it dates, at the most."""
_NOT_OF_ACT = {"attributive", "before", "after"}


def when_of(trigger: Token, speech_cue: Token | None, resolved: ResolvedArticle, announced: bool = False) -> When:
    """Return the date of an act: the nearest time under its predicate, else in its clause, else in its sentence.

    A time that hangs on the reporting verb ("said on Monday") dates the report and is left aside, unless the act
    is the report's own: an ``announced`` act (future aid is AGREE) takes the time of the announcement.
    """
    times = [t for t in resolved.times if t.kind in {"date", "range"} and t.modifier not in _NOT_OF_ACT]
    inside = [t for t in times if trigger.sent.start_char <= t.start < trigger.sent.end_char]
    if not inside:
        return When()
    if announced:
        above = _governing(trigger, inside)
        return _reading(above) if above is not None else When()
    for top in (trigger, clause_of(trigger)):
        found = [t for t in inside if 0 <= _steps(trigger.doc[_token_at(trigger, t)], top) <= NEAR]
        if found:
            return _reading(min(found, key=lambda t: abs(t.start - trigger.idx)))
    if speech_cue is None and clause_of(trigger).dep_ not in {"acl", "acl:relcl"}:
        above = _governing(trigger, inside)
        if above is not None:
            return _reading(above)
    return When()


def _steps(token: Token, top: Token) -> int:
    """Return how many heads up from ``token`` ``top`` is, -1 if it is not above it or another clause lies between."""
    for count in range(8):
        if token == top:
            return count
        if token.dep_ in {"ccomp", "acl:relcl", "advcl", "parataxis", "acl"} or token.head == token:
            return -1
        token = token.head
    return -1


def _governing(trigger: Token, times: list[TimeExpression]) -> TimeExpression | None:
    """Return a time that hangs on a clause above the predicate's."""
    for head in trigger.ancestors:
        children = {c.i for c in head.children if c.dep_.startswith(("obl", "advmod", "nmod"))}
        reach = {t.i for c in head.children if c.i in children for t in c.subtree}
        found = [t for t in times if _token_at(trigger, t) in reach]
        if found:
            return min(found, key=lambda t: abs(t.start - trigger.idx))
    return None


def _token_at(trigger: Token, time: TimeExpression) -> int:
    span = trigger.doc.char_span(time.start, time.end, alignment_mode="expand")
    return int(span.root.i) if span is not None else -1


def _reading(time: TimeExpression) -> When:
    if time.date is None:
        return When(issue=time.issue or "no_date_in_text", span=(time.start, time.end))
    start = time.date
    end = time.date_end
    if time.modifier == "since":
        end = None
    return When(start, end, time.precision, (time.start, time.end))


def where_of(tokens: Iterable[Token], trigger: Token, resolved: ResolvedArticle) -> Place | None:
    """Return the place of an act: the finest locative under its predicate or in its clause."""
    located = [p for p in resolved.places if p.is_locative]
    near = [p for p in located if any(0 <= _steps(trigger.doc[_at(p, trigger)], t) <= NEAR for t in (*tokens, trigger))]
    if not near:
        clause = clause_of(trigger)
        near = [p for p in located if 0 <= _steps(trigger.doc[_at(p, trigger)], clause) <= NEAR - 1]
    if not near:
        return None
    best = min(near, key=lambda p: (not _hangs_on(p, trigger), _coarse(p), abs(p.start - trigger.idx)))
    return to_place(best, resolved)


def _hangs_on(place: PlaceMention, trigger: Token) -> bool:
    token = trigger.doc[_at(place, trigger)]
    return token.head == trigger and case_of(token) in {
        "in",
        "at",
        "near",
        "outside",
        "on",
        "around",
        "across",
    }


def _coarse(place: PlaceMention) -> bool:
    return place.match.feature is None or place.match.feature.startswith("A.PCL")


def _at(place: PlaceMention, trigger: Token) -> int:
    span = trigger.doc.char_span(place.start, place.end, alignment_mode="expand")
    return int(span.root.i) if span is not None else -1


def to_place(mention: PlaceMention, resolved: ResolvedArticle) -> Place:
    """Turn a place mention into the place of a record, with raw offsets."""
    match = mention.match
    return Place(
        text=mention.text,
        name=match.name,
        country=match.country,
        lat=match.lat,
        lon=match.lon,
        geonames_id=match.geonames_id,
        spans=(resolved.cleaned.to_raw(mention.start, mention.end),),
    )
