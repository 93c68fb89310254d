"""Finds the places of a text: named entities and names after words such as "in", and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from procopius.resolve.gazetteer import Gazetteer, default_gazetteer, fold
from procopius.resolve.locatives import Locatives, default_locatives
from procopius.resolve.place_names import Stretch, first_place, full_name, overlaps, place_within
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
    is_allusion: bool = False
    """Whether the name stands for a body or a people, or within the name of one ("Kingston Crown Court", "Egyptian").

    Such a name tells where an article is, but it acts, and nothing happens at it.
    """


class _Span(msgspec.Struct, frozen=True):
    start: int
    end: int
    name: str
    """The name that is looked up: with "region" where the text has that word behind it."""
    preposition: str | None
    near: tuple[str, ...]
    is_allusion: bool = False


def find_places(
    text: str,
    entities: Sequence[tuple[int, int, str]],
    gazetteer: Gazetteer | None = None,
    *,
    context_countries: Mapping[str, float] = {},
    home: str | None = None,
    beside: Mapping[str, tuple[str, ...]] = {},
) -> tuple[PlaceMention, ...]:
    """Return the place mentions of ``text`` in order, each name with one sense in the whole text.

    ``entities`` are (start, end, label) of the parser; those labelled LOC, GPE or FAC are looked up, those
    labelled PER or ORG block names inside them. Names after locative words are found without the parser too.
    ``context_countries`` weighs countries (0 to 1) the article is known to be about; ``home`` is a place in the
    publisher's name; ``beside`` holds names that stand outside the text (in its dateline) with the names they lie in.
    Offsets are half-open code points.
    """
    gazetteer, words = gazetteer or default_gazetteer(), default_locatives()
    spans = _spans(text, entities, gazetteer, words)
    spans = sorted((*spans, *_allusions(text, entities, spans, gazetteer, words)), key=lambda span: span.start)
    near: dict[str, tuple[str, ...]] = dict(beside)
    forms = {fold(name): name for name in beside}
    for span in spans:
        name = forms.setdefault(fold(span.name), span.name)
        near[name] = tuple(dict.fromkeys((*near.get(name, ()), *span.near)))
    resolved = resolve_together(near, gazetteer, context_countries=context_countries, home=home)
    return tuple(_mention(span, text, resolved[forms[fold(span.name)]]) for span in spans)


def _mention(span: _Span, text: str, match: PlaceMatch) -> PlaceMention:
    surface = text[span.start : span.end]
    return PlaceMention(
        start=span.start,
        end=span.end,
        text=surface,
        match=match if match.text == surface else msgspec.structs.replace(match, text=surface),
        preposition=span.preposition,
        is_locative=span.preposition is not None and span.preposition not in default_locatives().weak,
        is_allusion=span.is_allusion,
    )


def _spans(text: str, entities: Sequence[tuple[int, int, str]], gazetteer: Gazetteer, words: Locatives) -> list[_Span]:
    blocked = [(s, e) for s, e, label in entities if label in _NAMES]
    named = [(s, e) for s, e, label in entities if label in _PLACES and s < e]
    places = {found for s, e in named if (found := place_within(text, s, e, gazetteer, words))}
    for match in (*words.after_lead.finditer(text), *words.after_noun.finditer(text)):
        found = _known_name(match["name"], match.start("name"), gazetteer, words)
        while found and not any(s < found[1] and found[0] < e for s, e in (*blocked, *places)):
            places.add(found)
            found = _next_in_list(text, found[1], gazetteer, words)
    places.update(_lands(text, sorted(places), blocked, gazetteer))
    ordered = sorted(p for p in places if not any(s <= p[0] and p[1] <= e for s, e in blocked))
    spans: list[_Span] = []
    for start, end in ordered:
        if spans and start < spans[-1].end:
            continue
        preposition = _preposition(text, start, words) or _inherited(text, start, spans)
        spans.append(
            _Span(start, end, full_name(text, start, end, words), preposition, _containers(text, end, gazetteer))
        )
    return spans


def _allusions(
    text: str, entities: Sequence[tuple[int, int, str]], spans: Sequence[_Span], gazetteer: Gazetteer, words: Locatives
) -> Iterator[_Span]:
    """Yield the places in the names of bodies, and names of bodies or people that are places of the article."""
    known = {fold(name) for s in spans if gazetteer.lookup(name := text[s.start : s.end])}
    taken = [(s.start, s.end) for s in spans]
    for start, end, label in entities:
        if label not in _NAMES or overlaps((start, end), taken) or words.is_common(text[start:end]):
            continue
        name = text[start:end]
        is_body = label == "ORG"
        found: Stretch | None = None
        best = max(map(prior, candidates_of(name, gazetteer, words)), default=0.0)
        if fold(name) in known or (is_body and best >= _BELIEVED_ALONE):
            found = (start, end)
        elif is_body and words.is_institution(name):
            found = first_place(text, start, end, gazetteer, words)
        if found:
            yield _Span(*found, text[found[0] : found[1]], None, (), is_allusion=True)


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
    found = _container_at(text, end, gazetteer)
    return (text[found[0] : found[1]],) if found else ()


def _container_at(text: str, end: int, gazetteer: Gazetteer) -> Stretch | None:
    """Return where the country or division stands that a place before ``end`` is said to lie in."""
    match = _CONTAINER.match(text, end)
    if not match:
        return None
    parts = [m.end() for m in re.finditer(r"\S+", match["name"])]
    for stop in reversed(parts):
        name = match["name"][:stop]
        if containers([name], gazetteer):
            return match.start("name"), match.start("name") + stop
        if containers([name.rstrip(".")], gazetteer):
            return match.start("name"), match.start("name") + len(name.rstrip("."))
    return None


def _lands(text: str, places: Sequence[Stretch], blocked: Sequence[Stretch], gazetteer: Gazetteer) -> Iterator[Stretch]:
    """Yield the countries and divisions behind places ("Sevierville, Tenn.") that the parser has not found."""
    for _, end in places:
        found = _container_at(text, end, gazetteer)
        if found and not overlaps(found, blocked) and not overlaps(found, places):
            yield found
