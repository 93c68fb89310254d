"""Where an article is: the readings of its place names vote on countries, divisions and points of the map.

A reading gains from other names that have a reading in its country, in its division, or a few score kilometres
away. Two rounds: the second lets the names speak with what the first has decided.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from procopius.resolve.gazetteer import Candidate

Numbers: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int64]

EARTH_KM = 12742.0
"""Diameter of the Earth."""
COUNTRY, ADMIN1, NEAR = 4.0, 3.0, 4.0
"""What a reading gains, at most, when all other names speak for it; the unit is a tenfold population."""
_REACH_KM = 80.0
"""Distance at which a reading's word for another has fallen to a third."""
_SHARPNESS = 1.2
_ROUNDS = 2
_ROWS = 512
"""Readings whose distances are held in memory at once."""
_AT_A_POINT = frozenset({"city", "capital", "admin2", "facility"})
"""Features whose position says where they are; the middle of a country says little."""


class Readings(NamedTuple):
    """The readings of one name, with what each is worth before the article is heard."""

    candidates: tuple[Candidate, ...]
    worth: tuple[float, ...]
    weight: float = 1.0
    """How loudly the name speaks for others."""


def hear(names: Sequence[Readings], countries: Mapping[str, float]) -> list[tuple[float, ...]]:
    """Return for each name what each of its readings is worth once the others have been heard.

    ``countries`` weighs countries (0 to 1) by what is known of the article beside its places. No name speaks
    for itself.
    """
    found = [c for name in names for c in name.candidates]
    if not found:
        return [() for _ in names]
    owner = np.array([i for i, name in enumerate(names) for _ in name.candidates], dtype=np.int64)
    base = np.array([w for name in names for w in name.worth], dtype=np.float64)
    loud = np.array([name.weight for name in names], dtype=np.float64)
    known = np.array([countries.get(c.country or "", 0.0) for c in found], dtype=np.float64)
    lands, divisions = _numbered([c.country for c in found]), _numbered([_division(c) for c in found])
    score = base + COUNTRY * np.minimum(1.0, known)
    for _ in range(_ROUNDS):
        share = _shares(score, owner, len(names)) * loud[owner]
        others = loud.sum() - loud[owner]
        country = _grow(_ballots(lands, share, owner), others) + known
        score = base + COUNTRY * np.minimum(1.0, country) + ADMIN1 * _grow(_ballots(divisions, share, owner), others)
        near = _neighbours(found, share, owner)
        score = score + NEAR * near / (near + 0.7)
    return [tuple(score[owner == i].tolist()) for i in range(len(names))]


def _division(c: Candidate) -> tuple[str | None, str] | None:
    name = c.admin1 or (c.name if c.feature == "admin1" else None)
    return (c.country, name) if name else None


def _numbered(keys: Sequence[Hashable | None]) -> Indices:
    """Give equal keys the same number, and None -1."""
    numbers: dict[Hashable, int] = {}
    return np.array([-1 if k is None else numbers.setdefault(k, len(numbers)) for k in keys], dtype=np.int64)


def _shares(score: Numbers, owner: Indices, names: int) -> Numbers:
    """Spread the one vote of each name over its readings."""
    top = np.full(names, -np.inf)
    np.maximum.at(top, owner, score)
    weight = np.exp(_SHARPNESS * (score - top[owner]))
    total = np.zeros(names)
    np.add.at(total, owner, weight)
    return np.asarray(weight / total[owner], dtype=np.float64)


def _ballots(keys: Indices, share: Numbers, owner: Indices) -> Numbers:
    """Return for each reading the votes that other names cast for its key."""
    cast = np.zeros((int(owner.max()) + 1, int(keys.max()) + 2))
    np.add.at(cast, (owner, keys), share)
    votes = cast.sum(axis=0)[keys] - cast[owner, keys]
    return np.asarray(np.where(keys >= 0, votes, 0.0), dtype=np.float64)


def _grow(votes: Numbers, others: Numbers) -> Numbers:
    """Weigh votes between their number (a few are much) and their share of all votes cast."""
    return votes / (0.6 * votes + 0.4 * others + 1.0)


def _neighbours(found: Sequence[Candidate], share: Numbers, owner: Indices) -> Numbers:
    """Return for each reading the votes of other names' readings, less with distance."""
    places = np.array([i for i, c in enumerate(found) if c.feature in _AT_A_POINT], dtype=np.int64)
    near = np.zeros(len(found))
    if not len(places):
        return near
    points, names = _on_sphere([found[i] for i in places]), owner[places]
    for start in range(0, len(places), _ROWS):
        rows = slice(start, start + _ROWS)
        # the chord is a little shorter than the arc, which matters to none at this reach
        chord = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * points[rows] @ points.T)) * EARTH_KM / 2
        heard = np.exp(-chord / _REACH_KM) * (names[rows, None] != names[None, :])
        near[places[rows]] = heard @ share[places]
    return near


def _on_sphere(found: Sequence[Candidate]) -> Numbers:
    lat, lon = np.radians([c.lat for c in found]), np.radians([c.lon for c in found])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
