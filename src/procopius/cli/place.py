"""``procopius place``: which place a name stands for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from procopius.errors import SettingsError

if TYPE_CHECKING:
    from procopius.resolve.gazetteer import Candidate

MOST = 10
"""Readings that are printed."""


def place(
    name: Annotated[str, Parameter(name="NAME", help='The name, such as "Tripoli" or "Kharkiv region".')],
    /,
    *,
    near: Annotated[
        tuple[str, ...],
        Parameter(
            negative="", help="Country or division the place lies in or near (name or ISO code); may be given again."
        ),
    ] = (),
    candidates: Annotated[
        bool, Parameter(negative="", help="List the other places of that name too, the likeliest first.")
    ] = False,
) -> int:
    """Say which place a name stands for, as JSON: id, kind, country, division, position, score and reason."""
    import msgspec

    from procopius.resolve.gazetteer import default_gazetteer
    from procopius.resolve.places import candidates_of, containers, prior, resolve_place

    if not name.strip():
        raise SettingsError("NAME is empty")
    gazetteer = default_gazetteer()
    codes = [code for word in near if (code := _code(word)) and gazetteer.country(code)]
    names = [word for word in near if _code(word) not in codes]
    unknown = [word for word in names if not containers([word], gazetteer)]
    if unknown:
        raise SettingsError(f"no such country or division: {', '.join(unknown)}")
    # a code is spelt out: "Jordan" the country is then no other Jordan
    names += [found.name for code in codes if (found := gazetteer.country(code))]
    match = resolve_place(name, gazetteer, near=tuple(names))
    answer = msgspec.to_builtins(match)
    if candidates:
        ranked = sorted(candidates_of(name, gazetteer), key=lambda c: -prior(c))
        answer["candidates"] = [_short(c) for c in ranked[:MOST]]
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0 if match.name else 1


def _code(word: str) -> str:
    return word.upper() if len(word) == 3 else ""


def _short(candidate: Candidate) -> dict[str, object]:
    return {
        "geonames_id": candidate.geonames_id,
        "name": candidate.name,
        "feature": candidate.feature,
        "country": candidate.country,
        "admin1": candidate.admin1,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "population": candidate.population,
    }
