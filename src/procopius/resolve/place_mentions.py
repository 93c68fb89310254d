"""Finds the places of a text: named entities and names after words such as "in", and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from procopius.resolve.gazetteer import Gazetteer, default_gazetteer, fold
from procopius.resolve.locatives import Locatives, default_locatives
from procopius.resolve.places import PlaceMatch, candidates_of, containers, prior, resolve_together

_REACH = 80
_BELIEVED_ALONE = 4.3
"""Prior from which a name is taken for a place without the parser's word: a town of about 20,000."""
_CONTAINER = re.compile(r"(?:,\s*|\s*\()(?P<name>(?:the\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3})")
_LIST_GAP = re.compile(r"\s*(?:,|,?\s+(?:and|or|as\s+well\s+as))\s+(?:in\s+|near\s+)?(?:the\s+)?$")
_NAMES = ("PER", "PERSON", "ORG")
_PLACES = ("LOC", "GPE", "FAC")


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place name in the text."""

    start: int
    end: int
    """Half-open code-point offsets into the text given to :func:`find_places`."""
    text: str
    match: PlaceMatch
    preposition: str | None
    """The word it depends on ("in", "to", "city" for "the city of"); null for a bare name."""
    is_locative: bool
    """Whether that word says where something is. False for a bare name (a country that acts, an object, a
    modifier) and after words that need not ("aid to Israel", "a visit to Washington")."""


class _Span(msgspec.Struct, frozen=True):
    start: int
    end: int
    preposition: str | None
    near: tuple[str, ...]


def find_places(
    text: str,
    entities: Sequence[tuple[int, int, str]],
    gazetteer: Gazetteer | None = None,
    *,
    context_countries: Mapping[str, float] = {},
) -> tuple[PlaceMention, ...]:
    """Return the place mentions of ``text`` in order, each name with one sense in the whole text.

    ``entities`` are (start, end, label) of the parser; those labelled LOC, GPE or FAC are looked up, those
    labelled PER or ORG block names inside them. Names after locative words are found without the parser too.
    ``context_countries`` weighs countries (0 to 1) the article is known to be about. Offsets are half-open
    code points.
    """
    gazetteer, words = gazetteer or default_gazetteer(), default_locatives()
    spans = _spans(text, entities, gazetteer, words)
    near: dict[str, tuple[str, ...]] = {}
    forms: dict[str, str] = {}
    for span in spans:
        name = forms.setdefault(fold(text[span.start : span.end]), text[span.start : span.end])
        near[name] = tuple(dict.fromkeys((*near.get(name, ()), *span.near)))
    resolved = resolve_together(near, gazetteer, context_countries=context_countries)
    return tuple(_mention(span, text, resolved[forms[fold(text[span.start : span.end])]]) for span in spans)


def _mention(span: _Span, text: str, match: PlaceMatch) -> PlaceMention:
    surface = text[span.start : span.end]
    return PlaceMention(
        start=span.start,
        end=span.end,
        text=surface,
        match=match if match.text == surface else msgspec.structs.replace(match, text=surface),
        preposition=span.preposition,
        is_locative=span.preposition is not None and span.preposition not in default_locatives().weak,
    )


def _spans(text: str, entities: Sequence[tuple[int, int, str]], gazetteer: Gazetteer, words: Locatives) -> list[_Span]:
    blocked = [(s, e) for s, e, label in entities if label in _NAMES]
    places = {(s, e) for s, e, label in entities if label in _PLACES and s < e}
    for match in (*words.after_lead.finditer(text), *words.after_noun.finditer(text)):
        found = _known_name(match["name"], match.start("name"), gazetteer, words)
        while found and not any(s < found[1] and found[0] < e for s, e in (*blocked, *places)):
            places.add(found)
            found = _next_in_list(text, found[1], gazetteer, words)
    ordered = sorted(p for p in places if not any(s <= p[0] and p[1] <= e for s, e in blocked))
    spans: list[_Span] = []
    for start, end in ordered:
        if spans and start < spans[-1].end:
            continue
        preposition = _preposition(text, start, words) or _inherited(text, start, spans)
        spans.append(_Span(start, end, preposition, _containers(text, end, gazetteer)))
    return spans


def _next_in_list(text: str, end: int, gazetteer: Gazetteer, words: Locatives) -> tuple[int, int] | None:
    """Return the next place of "in Seattle, Portland and Denver".

    What follows must not look like a subject.
    """
    match = words.list_next.match(text, end)
    found = _known_name(match["name"], match.start("name"), gazetteer, words) if match else None
    if found is None or not re.match(
        r"[,.;:)]|\s+(?:and|or|on|in|where|after|during)\b|\s*$", text[found[1] : found[1] + 12]
    ):
        return None
    return found


def _known_name(name: str, start: int, gazetteer: Gazetteer, words: Locatives) -> tuple[int, int] | None:
    """Return the longest opening of a run of capitalised words that the gazetteer believes to be a place."""
    doubtful = name.split()[0].strip(".,'’") in words.never
    ends = [m.start() for m in re.finditer(r"\s+", name)] + [len(name)]
    # "Northern Ireland" is a place though "Northern" alone is none
    ends = ends[1:] if doubtful else ends
    for end in reversed(ends):
        part = re.sub(r"(?:['’]s?|(?<![A-Z])\.)$", "", name[:end])
        found = candidates_of(part, gazetteer, words)
        if found and max(prior(c) for c in found) >= _BELIEVED_ALONE:
            return start, start + len(part)
    return None


def _preposition(text: str, start: int, words: Locatives) -> str | None:
    before = text[max(0, start - _REACH) : start]
    match = words.before.search(before) or words.noun_before.search(before)
    return match["prep"].lower() if match else None


def _inherited(text: str, start: int, spans: list[_Span]) -> str | None:
    """Return the preposition that a name shares with the place before it in a list or before a comma."""
    if spans and spans[-1].preposition and _LIST_GAP.fullmatch(text[spans[-1].end : start]):
        return spans[-1].preposition
    return None


def _containers(text: str, end: int, gazetteer: Gazetteer) -> tuple[str, ...]:
    match = _CONTAINER.match(text, end)
    if not match:
        return ()
    parts = match["name"].split()
    for count in range(len(parts), 0, -1):
        name = " ".join(parts[:count])
        if containers([name], gazetteer) or containers([name.rstrip(".")], gazetteer):
            return (name,)
    return ()
