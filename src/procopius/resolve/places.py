"""Decides which place a name stands for: how big it is, where the article is, what it is said to lie in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from procopius.resolve.gazetteer import Candidate, FeatureClass, Gazetteer, default_gazetteer
from procopius.resolve.locatives import Locatives, default_locatives
from procopius.resolve.place_context import EARTH_KM, Readings, hear

PlacePrecision: TypeAlias = Literal["facility", "city", "admin2", "admin1", "region", "country"]

_SAME_PLACE_KM = 161.0
"""Two readings closer than this (100 miles) are no ambiguity that matters.

The customary bound of the field.
"""
_PRIOR: dict[FeatureClass, float] = {
    "country": 9.0, "region": 7.6, "water": 7.6, "facility": 6.3, "admin1": 2.3,
    "capital": 2.0, "admin2": 2.5, "city": 0.0,
}  # fmt: skip
_SIZE: dict[FeatureClass, float] = {"admin1": 0.6, "admin2": 0.5, "capital": 1.0, "city": 1.0}
"""What a tenfold population adds."""
_ALTERNATE: dict[FeatureClass, float] = {"admin1": -2.0, "capital": -3.0}
"""What an alternate name takes away: of a division, that of its town ("Kisumu"); of a capital, an old or rare one."""
_ALTERNATE_ELSE = -1.0
_LARGE = 50_000
"""Inhabitants of a town that goes before the division of its name."""
_IN_CONTAINER = 6.0
_MARGIN = 0.1
"""Two readings within this of each other are a tie."""
_STEEPNESS = 1.1
"""How fast the score grows with the margin between the best reading and the next one."""
_ONLY = 3.0
"""Margin given to a name with one reading: it may still be a place that the gazetteer lacks."""
_MAX_CANDIDATES = 60
_HOME = 0.5
"""How loudly the publisher's name speaks for where the article is, against a place name of the article."""
_ACRONYM = 5
"""Longest all-capital name that is no town: "UN" is not Un in Gujarat."""
_PRECISION: dict[FeatureClass, PlacePrecision] = {
    "country": "country", "region": "region", "water": "region", "facility": "facility",
    "admin1": "admin1", "admin2": "admin2", "capital": "city", "city": "city",
}  # fmt: skip


class PlaceMatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a place name was resolved to, or why it was not."""

    text: str
    name: str | None = None
    country: str | None = None
    """ISO 3166 alpha-3 as in the codebook."""
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    feature: FeatureClass | None = None
    precision: PlacePrecision | None = None
    """How wide the place is that the position stands for; a sea, a river or a region is ``region``."""
    score: float = 0.0
    """0 to 1, the chance that the position is within 161 km of the place that is meant."""
    reason: str = ""
    """What decided: ``only`` (one reading), ``prior`` (size), ``context`` (the article's other places and countries,
    the publisher's home), ``container`` ("Tripoli, Lebanon") or ``demonym`` ("Lebanese")."""
    issue: str | None = None
    """``unknown_place`` or ``ambiguous_place``.

    An ambiguous one holds the likeliest reading, with the country and division only if the readings share them.
    """


class Container(NamedTuple):
    """A country, or a division of one, that a place is said to lie in."""

    country: str
    admin1: str | None


def kilometres(a: Candidate, b: Candidate) -> float:
    """Return the great-circle distance between two places."""
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def prior(candidate: Candidate) -> float:
    """How likely news means this place by the name, before any context: a log10 scale on population."""
    size = _SIZE.get(candidate.feature, 0.0) * math.log10(candidate.population + 1)
    alternate = 0.0 if candidate.is_primary else _ALTERNATE.get(candidate.feature, _ALTERNATE_ELSE)
    return _PRIOR[candidate.feature] + size + alternate


def candidates_of(name: str, gazetteer: Gazetteer, locatives: Locatives | None = None) -> tuple[Candidate, ...]:
    """Look a name up, without its generic word ("Kharkiv region") where the whole is not known."""
    words = locatives or default_locatives()
    short = words.division(name) if "." in name else None
    if short:
        return tuple(c for c in gazetteer.lookup(short[1]) if c.country == short[0] and c.feature == "admin1")
    found = gazetteer.lookup(name)
    if found and name.isupper() and len(name) <= _ACRONYM:
        found = tuple(c for c in found if c.feature not in ("city", "admin2"))
    if found:
        return found
    core, wants_division = words.core(name)
    found = gazetteer.lookup(core) if core != name else ()
    divisions = tuple(c for c in found if c.feature in ("admin1", "admin2", "region"))
    return divisions or tuple(c for c in found if c.feature != "country") if wants_division else found


def containers(names: Iterable[str], gazetteer: Gazetteer, locatives: Locatives | None = None) -> set[Container]:
    """Read names of countries and divisions, short forms ("Tex.") included."""
    table = locatives or default_locatives()
    found: set[Container] = set()
    for name in names:
        short = table.division(name)
        for candidate in gazetteer.lookup(short[1] if short else name):
            if candidate.country is None or (short and candidate.country != short[0]):
                continue
            if candidate.feature == "admin1":
                found.add(Container(candidate.country, candidate.name))
            elif candidate.feature in ("country", "region") and not short:
                found.add(Container(candidate.country, None))
    return found


def resolve_place(
    name: str,
    gazetteer: Gazetteer | None = None,
    *,
    context_countries: Mapping[str, float] = {},
    near: tuple[str, ...] = (),
) -> PlaceMatch:
    """Return the place that ``name`` stands for.

    ``context_countries`` weighs countries by how much the article is about them (0 to 1); ``near`` are names the
    place is said to lie in ("Tripoli, Lebanon").
    """
    return resolve_together({name: near}, gazetteer, context_countries=context_countries)[name]


def resolve_together(
    names: Mapping[str, tuple[str, ...]],
    gazetteer: Gazetteer | None = None,
    *,
    context_countries: Mapping[str, float] = {},
    home: str | None = None,
) -> dict[str, PlaceMatch]:
    """Resolve the place names of one article, each to one sense, letting them vote on where the article is.

    ``names`` maps each name to the names it is said to lie in anywhere in the article; ``home`` is a place name
    known of the publisher.
    """
    gazetteer = gazetteer or default_gazetteer()
    within = [containers(near, gazetteer) for near in names.values()]
    heard = [_readings(name, inside, gazetteer) for name, inside in zip(names, within, strict=True)]
    if home:
        heard.append(_readings(home, set(), gazetteer, _HOME))
    worths = hear(heard, context_countries)
    return {
        name: _match(name, sorted(zip(worth, readings.candidates, strict=True), key=lambda r: -r[0]), inside)
        for name, readings, worth, inside in zip(names, heard, worths, within, strict=False)
    }


def _readings(name: str, within: set[Container], gazetteer: Gazetteer, weight: float = 1.0) -> Readings:
    found = [(prior(c) + (_IN_CONTAINER if _is_within(c, within) else 0.0), c) for c in candidates_of(name, gazetteer)]
    found = sorted(found, key=lambda r: -r[0])[:_MAX_CANDIDATES]
    return Readings(tuple(c for _, c in found), tuple(w for w, _ in found), weight)


def _is_within(candidate: Candidate, within: set[Container]) -> bool:
    return any(
        c.country == candidate.country and (c.admin1 in (None, candidate.admin1)) and candidate.feature != "country"
        for c in within
    )


def _match(name: str, ranked: Sequence[tuple[float, Candidate]], within: set[Container]) -> PlaceMatch:
    if not ranked:
        return PlaceMatch(text=name, issue="unknown_place")
    top, best = ranked[0]
    best = _town_of(best, [c for _, c in ranked])
    elsewhere = [(s, c) for s, c in ranked if c is not best and kilometres(best, c) > _SAME_PLACE_KM]
    rivals = [(s, c) for s, c in elsewhere if not _nested(best, c)]
    margin = top - rivals[0][0] if rivals else _ONLY
    contained = bool(within) and _is_within(best, within)
    reason = "only" if not rivals else "container" if contained else "prior"
    if reason == "prior" and max(prior(c) for _, c in rivals) > prior(best):
        reason = "context"
    tied = [c for s, c in ranked if top - s < _MARGIN] if margin < _MARGIN else [best]
    land = best.country if len({c.country for c in tied}) == 1 else None
    return PlaceMatch(
        text=name,
        name=best.name,
        country=land,
        admin1=best.admin1 if land and len({c.admin1 for c in tied}) == 1 else None,
        lat=best.lat,
        lon=best.lon,
        geonames_id=best.geonames_id,
        feature=best.feature,
        precision=_PRECISION[best.feature],
        score=round(1 / (1 + math.exp(-_STEEPNESS * margin)), 3),
        reason=reason,
        issue="ambiguous_place" if len(tied) > 1 else None,
    )


def _town_of(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return the town that a division is named after: the plain name is first the town's ("Homs", "New York")."""
    if best.feature != "admin1":
        return best
    towns = (c for c in found if c.country == best.country and c.admin1 == best.name and c.population >= _LARGE)
    return next((c for c in towns if c.feature == "capital" or (c.feature == "city" and c.is_primary)), best)


def _nested(a: Candidate, b: Candidate) -> bool:
    """Tell whether one is a division and the other lies in it."""
    return a.country == b.country and (
        (a.feature == "admin1" and b.admin1 == a.name) or (b.feature == "admin1" and a.admin1 == b.name)
    )


def country_match(text: str, code: str, gazetteer: Gazetteer | None = None) -> PlaceMatch | None:
    """Return the country of an alpha-3 code as the match of a word that means it ("Egyptian"); None if unknown."""
    found = (gazetteer or default_gazetteer()).country(code)
    if found is None:
        return None
    return msgspec.structs.replace(_match(text, [(0.0, found)], set()), reason="demonym")


def country_of_place(name: str, gazetteer: Gazetteer | None = None) -> str | None:
    """Return the country of the place a name most likely stands for, or None where that is not clear."""
    return resolve_place(name, gazetteer).country
