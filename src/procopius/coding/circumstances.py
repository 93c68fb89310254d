"""When: the time of an act from its syntax and neighbourhood."""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import case_of, clause_of
from procopius.model import Precision, Span
from procopius.resolve.article import ResolvedArticle
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
_SAME_TIME = frozenset({"when", "as", "while", "since", "after"})
"""Subordinators whose clause tells the time of the main one."""
_ABOUT = frozenset({"for", "over", "about", "against", "of"})
_SCENE = 4
"""Sentences that a scene goes on for after the one that told its day, at the most."""
_CARRIES_ON = frozenset({"he", "she", "they", "it", "also", "then", "further", "furthermore", "additionally"})
"""Subjects and adverbs of a sentence that goes on with the scene of the one before."""


def when_of(
    trigger: Token,
    speech_cue: Token | None,
    resolved: ResolvedArticle,
    *,
    announced: bool = False,
    verbal: bool = False,
) -> When:
    """Return the date of an act: the nearest time under its predicate, else in its clause, else in its sentence.

    A time that hangs on the reporting verb ("said on Monday") dates the report and is left aside, unless the act
    is the report's own: an ``announced`` act (future aid is AGREE) takes the time of the announcement. Of a ``verbal``
    act (a demand, a reproach) a time within the object dates what it is about. A sentence without a time that goes
    on with the scene of the one before ("She also asked …") has the day of that one.
    """
    times = [t for t in resolved.times if t.kind in {"date", "range"} and t.modifier not in _NOT_OF_ACT]
    inside = [t for t in times if trigger.sent.start_char <= t.start < trigger.sent.end_char]
    if announced:
        above = _governing(trigger, inside)
        return _reading(above) if above is not None else When()
    if verbal:
        inside = [t for t in inside if not _within_object(trigger.doc[_token_at(trigger, t)], trigger)]
    found = _told_of_noun(trigger, inside) or _in_clause(trigger, inside) or _beside(trigger, inside)
    if found is None and speech_cue is None and clause_of(trigger).dep_ not in {"acl", "acl:relcl"}:
        found = _governing(trigger, inside)
    if found is None and not inside:
        found = _carried_on(trigger, times, resolved.article.publication_date)
    return _reading(found) if found is not None else When()


def _in_clause(trigger: Token, times: list[TimeExpression]) -> TimeExpression | None:
    for top in (trigger, clause_of(trigger)):
        found = _under(top, trigger, times)
        if found is not None:
            return found
    return None


def _under(top: Token, trigger: Token, times: list[TimeExpression]) -> TimeExpression | None:
    """Return the time nearest to the trigger of those that hang on ``top`` with no clause between."""
    found = [t for t in times if 0 <= _steps(trigger.doc[_token_at(trigger, t)], top) <= NEAR]
    return min(found, key=lambda t: abs(t.start - trigger.idx), default=None)


def _told_of_noun(trigger: Token, times: list[TimeExpression]) -> TimeExpression | None:
    """Return the time of a relative clause on an act that is a noun: "the suspension, which began on Tuesday"."""
    if trigger.pos_ != "NOUN":
        return None
    clauses = [c for c in trigger.children if c.dep_ == "acl:relcl"]
    return next((found for c in clauses if (found := _under(c, trigger, times)) is not None), None)


def _beside(trigger: Token, times: list[TimeExpression]) -> TimeExpression | None:
    """Return the time of a clause that says when or how the act was done."""
    for child in (*trigger.children, *clause_of(trigger).children):
        marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
        of_time = child.dep_ == "advcl" and bool(marks & _SAME_TIME or child.tag_ == "VBG")
        found = _under(child, trigger, times) if of_time else None
        if found is not None:
            return msgspec.structs.replace(found, modifier="since") if "since" in marks else found
    return None


def _within_object(token: Token, trigger: Token) -> bool:
    """Tell whether a time is part of what the act is about: "blamed him for the clashes of June 12".

    Behind words for what it is about, a parser cannot tell whose time it is: it counts as theirs.
    """
    top = clause_of(trigger)
    if any(c.dep_ == "obl" and case_of(c) in _ABOUT and trigger.i < c.i < token.i for c in trigger.children):
        return True
    while token not in (top, trigger) and token.head != token:
        token = token.head
        about = token.dep_ == "obj" or (token.dep_ == "obl" and case_of(token) in _ABOUT)
        if about and token.pos_ in {"NOUN", "PROPN"} and token != trigger:
            return True
    return False


def _carried_on(trigger: Token, times: list[TimeExpression], published: str | None) -> TimeExpression | None:
    """Return the day on which the last sentence with one hangs, where this one goes on with its scene in the past."""
    clause, sent = clause_of(trigger), trigger.sent
    goes_on = any(c.lower_ in _CARRIES_ON for c in clause.children if c.dep_ in {"nsubj", "nsubj:pass", "advmod"})
    if not goes_on or clause.tag_ not in {"VBD", "VBN"} or sent.start == 0 or published is None:
        return None
    days = [t for t in times if t.precision == "day" and t.date is not None and t.date <= published]
    for _ in range(_SCENE):
        sent = trigger.doc[sent.start - 1].sent
        inside = [t for t in days if sent.start_char <= t.start < sent.end_char]
        if inside or sent.start == 0:
            return _under(sent.root, trigger, inside)
    return None


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
