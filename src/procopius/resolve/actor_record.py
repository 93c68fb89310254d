"""What resolving a phrase takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

import msgspec

from procopius.dictionaries.dictionary import Dictionary
from procopius.dictionaries.record import Row, RowRef

ContextCountries: TypeAlias = Mapping[str, float]
"""Country → how much the surrounding text is about it."""


PlaceCountry: TypeAlias = Callable[[str], str | None]
"""Name of a place → ISO code of its country, or None."""


class ActorMatch(msgspec.Struct, frozen=True, kw_only=True):
    """Who a phrase means. Empty fields are null or ``()``, and ``reason`` says why."""

    name: str | None = None
    """Full name, where the phrase or common knowledge gives one."""
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    """All sectors, the primary one first."""
    score: float = 0.0
    """0 to 1: how directly the phrase says it."""
    rows: tuple[RowRef, ...] = ()
    """The dictionary rows that decided."""
    reason: str | None = None
    """``no_known_part``, ``pronoun``, ``no_actor_sense``, ``unknown_head``, ``no_country``,
    ``ambiguous_country``,
    ``ambiguous_surname``, ``bare_place``, ``out_of_office`` or ``before_first_office``."""
    entity_kind: str | None = None
    """Kind of the head's row (``person``, ``country``, ``role`` …)."""


class Asking(NamedTuple):
    """What one call of :func:`~procopius.resolve.actor.resolve_phrase` asks with."""

    dictionary: Dictionary
    date: str
    dated: bool
    context: tuple[str, ...]
    place_country: PlaceCountry


def ref(row: Row) -> RowRef:
    """Return the reference to ``row``."""
    return RowRef(row.file, row.line, row.name)
