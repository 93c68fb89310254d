"""From a phrase to who is meant, on that date: country and sector, with the dictionary rows that say so.

The meaning of a phrase is composed. Its head tells the sector (a role, a body, a person with an office on
that date); the country comes from the head itself, else its owner ("Iran's"), its modifiers ("Israeli"),
the phrase that says whose it is ("of Israel") or where it is ("in Minsk"), and last from the surrounding
text. A phrase whose head cannot act ("the Russian invasion of Ukraine") is no actor, whatever countries it
names.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from procopius.dictionaries.dictionary import Dictionary
from procopius.dictionaries.record import LAND_KINDS, SUPRANATIONAL, Row
from procopius.dictionaries.tokens import Token
from procopius.resolve.actor_answer import head_answer, person_answer, tail_answer, unknown_answer
from procopius.resolve.actor_head import (
    apposed_person,
    find_head,
    may_stand_before_name,
    name_tail,
    takes_name,
)
from procopius.resolve.actor_phrase import cut, segments
from procopius.resolve.actor_record import ActorMatch, Asking, ContextCountries, PlaceCountry

__all__ = ["ActorMatch", "ContextCountries", "PlaceCountry", "resolve_actors", "resolve_phrase"]


def resolve_phrase(
    phrase: str,
    dictionary: Dictionary,
    *,
    date: str | None = None,
    context: Sequence[str] | ContextCountries = (),
    place_country: PlaceCountry | None = None,
) -> ActorMatch:
    """Return who ``phrase`` means.

    ``date`` is the ISO date for which the answer holds (publication or event date); without it, today.
    ``context`` names the countries the surrounding text is about (codes, names or adjectives), the most
    likely first, or weighs them; it settles what the phrase leaves open, at a low score. ``place_country``
    tells the country of cities and regions.
    """
    asking = Asking(
        dictionary,
        date or datetime.date.today().isoformat(),
        date is not None,
        _context_codes(context, dictionary),
        place_country or (lambda _: None),
    )
    answers = [_resolve_segment(tokens, asking) for tokens in segments(phrase, dictionary)]
    if not answers:
        return ActorMatch(reason="no_known_part")
    return _appose(answers)


def resolve_actors(
    phrase: str,
    dictionary: Dictionary,
    *,
    date: str | None = None,
    context: Sequence[str] | ContextCountries = (),
    place_country: PlaceCountry | None = None,
) -> tuple[ActorMatch, ...]:
    """Return every party that a coordinated phrase names.

    "The foreign ministers of France and Germany" are two.

    Arguments as for :func:`resolve_phrase`. Parts that resolve to nothing are left out; if all do, the
    answer for the whole phrase is returned.
    """
    options = {"date": date, "context": context, "place_country": place_country}
    whole = resolve_phrase(phrase, dictionary, **options)  # type: ignore[arg-type]
    parts = [resolve_phrase(p, dictionary, **options) for p in _conjuncts(phrase, dictionary)]  # type: ignore[arg-type]
    known = [part for part in parts if part.country or part.sector]
    distinct = {(part.name, part.country, part.sector) for part in known}
    if len(distinct) < 2:
        return (whole,)
    return tuple({(part.name, part.country, part.sector): part for part in known}.values())


def _conjuncts(phrase: str, dictionary: Dictionary) -> list[str]:
    parts = segments(phrase, dictionary)
    tokens = [token for part in parts for token in part]
    covered = {i for found in dictionary.match(tokens) for i in range(found.first, found.last)}
    joints = [i for i, token in enumerate(tokens) if token.fold in ("and", "&") and i not in covered]
    if not joints:
        return [phrase]
    head = _shared_head(tokens, joints[0], dictionary)
    # in a list that ends with "and", each comma parts two members
    commas = list(itertools.accumulate(len(part) for part in parts[:-1]))
    starts = sorted({0, *commas, *(joint + 1 for joint in joints)})
    ends = [start - 1 if start - 1 in joints else start for start in starts[1:]] + [len(tokens)]
    texts = [phrase[tokens[a].start : tokens[b - 1].end] for a, b in zip(starts, ends, strict=True) if b > a]
    return [texts[0], *(f"{head}{text}" for text in texts[1:])]


def _shared_head(tokens: list[Token], joint: int, dictionary: Dictionary) -> str:
    # "the foreign ministers of France and Germany": what follows "and" has no head of its own, only an owner
    before = cut(tokens[:joint], dictionary)
    after = list(dictionary.match(tokens[joint + 1 :]))
    lands = bool(after) and all(any(row.kind in LAND_KINDS for row in found.rows) for found in after)
    if (
        before.hanging
        and lands
        and any(row.kind == "role" for item in before.within(*before.core) for row in item.rows)
    ):
        return f"{before.text(*before.core)} of "
    return ""


def _context_codes(context: Sequence[str] | ContextCountries, dictionary: Dictionary) -> tuple[str, ...]:
    if isinstance(context, Mapping):
        context = sorted(context, key=lambda code: -context[code])  # type: ignore[call-overload]
    codes = (
        part if part in dictionary.countries or part in SUPRANATIONAL else _first_country(dictionary.find(part))
        for part in context
        if part
    )
    return tuple(code for code in codes if code)


def _first_country(rows: Iterable[Row]) -> str | None:
    return next((row.country for row in rows if row.country), None)


def _appose(answers: list[ActorMatch]) -> ActorMatch:
    """Join the answers for the parts of "Carrie Lam, the chief executive of Hong Kong"."""
    people = [a for a in answers if a.entity_kind == "person" and a.country]
    first = people[0] if people else next((a for a in answers if a.sector or a.entity_kind), answers[0])
    for other in answers:
        if other is first or other.reason == "no_actor_sense":
            continue
        if first.country is None and other.country and first.sector:
            first = msgspec.structs.replace(first, country=other.country, reason=None, rows=first.rows + other.rows)
        elif first.sector is None and other.sector and first.reason == "unknown_head":
            first = msgspec.structs.replace(other, country=other.country or first.country)
    return first


def _resolve_segment(tokens: list[Token], asking: Asking) -> ActorMatch:
    words = asking.dictionary.words
    function_words = words["pronoun"] | words["determiner"]
    if all(token.fold in function_words and not (token.shape == "U" and len(token.fold) > 1) for token in tokens):
        return ActorMatch(reason="pronoun")
    np = cut(tokens, asking.dictionary)
    person = apposed_person(np)
    if person is not None:
        return person_answer(person, np, asking)
    items = np.within(*np.core)
    tail = name_tail(np, items, words["particle"])
    if tail:
        items = [item for item in items if may_stand_before_name(item, np)]
    head = find_head(np, items)
    if head is None:
        return unknown_answer(np, items, asking) if not tail else tail_answer(np, items, tail, asking)
    if any(row.kind == "person" for row in head.rows):
        return person_answer(head, np, asking)
    if tail and takes_name(head):
        return tail_answer(np, items, tail, asking)
    return head_answer(head, np, asking)
