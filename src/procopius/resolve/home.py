"""Where a publisher is at home: the country of its web address, and a place in its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from procopius.resolve.gazetteer import Gazetteer
from procopius.resolve.locatives import Locatives, default_locatives
from procopius.resolve.places import candidates_of, prior

_KNOWN = 3.5
"""Prior from which a name is believed to be a place: a town of about 3,000."""
_KNOWN_SPLIT = 4.3
"""The same for a name that has to be cut in two first ("capetown")."""
_HOST = re.compile(r"^(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:[/:?].*)?$", re.IGNORECASE)
_NO_NAME = {"co", "com", "org", "net", "gov", "ac", "edu", "info", "www"}
_SHORTEST = 4


class Home(NamedTuple):
    """The country of a publisher and a place name; null where neither its name nor its address tells."""

    country: str | None = None
    place: str | None = None


def home_of(publisher: str, gazetteer: Gazetteer, locatives: Locatives | None = None) -> Home:
    """Return the home of a publisher, given as a name ("The Kathmandu Post") or an address ("standardmedia.co.ke")."""
    words = locatives or default_locatives()
    address = _HOST.match(publisher.strip())
    if address is None:
        name = " ".join(w for w in publisher.split() if w.lower() not in words.media)
        return Home(None, name if _believed(name, _KNOWN, gazetteer) else None)
    labels = address["host"].lower().split(".")
    country = gazetteer.domains.get(labels[-1])
    stem = max((label for label in labels[:-1] if label not in _NO_NAME), key=len, default="")
    return Home(country, _place_in(words.without_media(stem), gazetteer))


def _place_in(stem: str, gazetteer: Gazetteer) -> str | None:
    if len(stem) < _SHORTEST:
        return None
    if _believed(stem, _KNOWN, gazetteer):
        return stem
    cuts = (f"{stem[:i]} {stem[i:]}" for i in range(3, len(stem) - 2))
    return next((name for name in cuts if _believed(name, _KNOWN_SPLIT, gazetteer)), None)


def _believed(name: str, least: float, gazetteer: Gazetteer) -> bool:
    return max((prior(c) for c in candidates_of(name, gazetteer)), default=0.0) >= least
