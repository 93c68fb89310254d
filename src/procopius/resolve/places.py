"""Decides which place a name stands for: how big it is, where the article is, what it is said to lie in."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from procopius.resolve.gazetteer import Candidate, FeatureClass, Gazetteer, default_gazetteer, fold
from procopius.resolve.locatives import Locatives, default_locatives

_SAME_PLACE_KM = 161.0
"""Two readings closer than this (100 miles) are no ambiguity that matters.

The customary bound of the field.
"""
_PRIOR: dict[FeatureClass, float] = {
    "country": 9.0, "region": 7.0, "water": 6.6, "facility": 6.3, "admin1": 5.4,
    "capital": 1.2, "admin2": 2.5, "city": 0.0,
}  # fmt: skip
_ALTERNATE_NAME = -1.0
_IN_COUNTRY = 4.0
_IN_ADMIN1 = 5.0
_IN_CONTAINER = 6.0
_MARGIN = 0.25
_MAX_CANDIDATES = 60
_ACRONYM = 5
"""Longest all-capital name that is no town: "UN" is not Un in Gujarat."""
_Key = TypeVar("_Key", bound=Hashable)


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
    score: float = 0.0
    """0 to 1: how clearly this reading beats the next one that lies elsewhere."""
    reason: str = ""
    """What decided: ``only``, ``prior``, ``context`` or ``container``."""
    issue: str | None = None
    """``unknown_place`` or ``ambiguous_place``.

    An ambiguous one keeps the country and division its readings share.
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
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def prior(candidate: Candidate) -> float:
    """How likely news means this place by the name, before any context: a log10 scale on population."""
    towns = math.log10(candidate.population + 1) if candidate.feature in ("city", "capital", "admin2") else 0.0
    size = 0.5 * towns if candidate.feature == "admin2" else towns
    return _PRIOR[candidate.feature] + size + (0.0 if candidate.is_primary else _ALTERNATE_NAME)


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
    context_admin1: Mapping[tuple[str, str], float] = {},
    near: tuple[str, ...] = (),
) -> PlaceMatch:
    """Return the place that ``name`` stands for.

    ``context_countries`` and ``context_admin1`` weigh countries and (country, division) pairs by how much the
    article is about them (0 to 1); ``near`` are names the place is said to lie in ("Tripoli, Lebanon").
    """
    gazetteer = gazetteer or default_gazetteer()
    found = candidates_of(name, gazetteer)
    if not found:
        return PlaceMatch(text=name, issue="unknown_place")
    within = containers(near, gazetteer)
    ranked = sorted(((_score(c, context_countries, context_admin1, within), c) for c in found), key=lambda r: -r[0])[
        :_MAX_CANDIDATES
    ]
    return _match(name, ranked, within)


def _score(
    candidate: Candidate,
    countries: Mapping[str, float],
    admin1: Mapping[tuple[str, str], float],
    within: set[Container],
) -> float:
    country = candidate.country or ""
    score = prior(candidate) + _IN_COUNTRY * min(1.0, countries.get(country, 0.0))
    score += _IN_ADMIN1 * min(1.0, admin1.get((country, candidate.admin1 or candidate.name), 0.0))
    return score + (_IN_CONTAINER if _is_within(candidate, within) else 0.0)


def _is_within(candidate: Candidate, within: set[Container]) -> bool:
    return any(
        c.country == candidate.country and (c.admin1 in (None, candidate.admin1)) and candidate.feature != "country"
        for c in within
    )


def _match(name: str, ranked: list[tuple[float, Candidate]], within: set[Container]) -> PlaceMatch:
    top, best = ranked[0]
    rivals = [(s, c) for s, c in ranked[1:] if kilometres(best, c) > _SAME_PLACE_KM and not _nested(best, c)]
    margin = top - rivals[0][0] if rivals else 9.0
    contained = bool(within) and _is_within(best, within)
    reason = "only" if not rivals else "container" if contained else "prior"
    if reason == "prior" and max(prior(c) for _, c in rivals) > prior(best):
        reason = "context"
    score = round(1 / (1 + math.exp(-2 * margin)), 3)
    if margin < _MARGIN:
        return _ambiguous(name, [c for s, c in ranked if top - s < _MARGIN], score, reason)
    return PlaceMatch(
        text=name, name=best.name, country=best.country, admin1=best.admin1, lat=best.lat, lon=best.lon,
        geonames_id=best.geonames_id, feature=best.feature, score=score, reason=reason,
    )  # fmt: skip


def _nested(a: Candidate, b: Candidate) -> bool:
    """Tell whether one is a division and the other lies in it."""
    return a.country == b.country and (
        (a.feature == "admin1" and b.admin1 == a.name) or (b.feature == "admin1" and a.admin1 == b.name)
    )


def _ambiguous(name: str, tied: list[Candidate], score: float, reason: str) -> PlaceMatch:
    countries, divisions = {c.country for c in tied}, {c.admin1 for c in tied}
    country = tied[0].country if len(countries) == 1 else None
    return PlaceMatch(
        text=name,
        name=tied[0].name,
        country=country,
        admin1=tied[0].admin1 if country and len(divisions) == 1 else None,
        score=score,
        reason=reason,
        issue="ambiguous_place",
    )


def resolve_together(
    names: Mapping[str, tuple[str, ...]],
    gazetteer: Gazetteer | None = None,
    *,
    context_countries: Mapping[str, float] = {},
) -> dict[str, PlaceMatch]:
    """Resolve the place names of one article, each to one sense, letting them vote on where the article is.

    ``names`` maps each name to the names it is said to lie in anywhere in the article.
    """
    gazetteer = gazetteer or default_gazetteer()
    masses = {name: _mass(name, near, gazetteer) for name, near in names.items()}
    resolved: dict[str, PlaceMatch] = {}
    for name, near in names.items():
        others = [mass for other, mass in masses.items() if fold(other) != fold(name)]
        countries = {**_vote([m[0] for m in others])}
        for country, weight in context_countries.items():
            countries[country] = countries.get(country, 0.0) + weight
        divisions = _vote([m[1] for m in others])
        resolved[name] = resolve_place(
            name, gazetteer, context_countries=countries, context_admin1=divisions, near=near
        )
    return resolved


def _mass(
    name: str, near: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Spread one vote over the countries and divisions of a name's readings, the likely ones more."""
    within = containers(near, gazetteer)
    scored = [(_score(c, {}, {}, within), c) for c in candidates_of(name, gazetteer) if c.country]
    top = max((s for s, _ in scored), default=0.0)
    weights = [(math.exp(1.2 * (s - top)), c) for s, c in scored]
    total = sum(w for w, _ in weights) or 1.0
    countries: dict[str, float] = {}
    divisions: dict[tuple[str, str], float] = {}
    for weight, c in weights:
        country, share = c.country or "", weight / total
        countries[country] = countries.get(country, 0.0) + share
        division = c.admin1 or (c.name if c.feature == "admin1" else None)
        if division:
            divisions[(country, division)] = divisions.get((country, division), 0.0) + share
    return countries, divisions


def _vote(masses: Sequence[Mapping[_Key, float]]) -> dict[_Key, float]:
    """Weigh each key by its votes.

    Between their number (a few are much) and their share of all votes cast.
    """
    total: dict[_Key, float] = {}
    for mass in masses:
        for key, share in mass.items():
            total[key] = total.get(key, 0.0) + share
    return {key: votes / (0.6 * votes + 0.4 * len(masses) + 1.0) for key, votes in total.items()}


def country_of_place(name: str, gazetteer: Gazetteer | None = None) -> str | None:
    """Return the country of the place a name most likely stands for, or None where that is not clear."""
    return resolve_place(name, gazetteer).country
