"""What a dictionary row is: one thing with its names, country, sectors and the dates on which that holds."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "LEG",
        "JUD",
        "COP",
        "SPY",
        "PTY",
        "OPP",
        "REB",
        "PRM",
        "UAF",
        "CVL",
        "BUS",
        "LAB",
        "EDU",
        "MED",
        "JRN",
        "REL",
        "REF",
        "AGR",
        "ELI",
        "CRM",
        "SOC",
        "PRE",
        "UNK",
    ]
)
"""The sectors of the codebook, section 2."""

SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
"""Country codes beside ISO 3166 alpha-3 for what belongs to no single state."""

FILE_KINDS = {
    "countries": "country",
    "demonyms": "demonym",
    "capitals": "capital",
    "regions": "region",
    "metonyms": "metonym",
    "igos": "igo",
    "people": "person",
    "armed_groups": "armed_group",
    "parties": "party",
    "forces": "force",
    "institutions": "institution",
    "organisations": "organisation",
    "media": "media",
    "ngos": "ngo",
    "roles": "role",
    "objects": "object",
    "nonactors": "nonactor",
}
"""The kind of a row by the stem of the file it stands in; a ``kind`` column overrides it."""

KINDS = frozenset(FILE_KINDS.values())
COMMON_KINDS = frozenset({"role", "object", "nonactor"})
"""Kinds of common nouns; all other kinds are names."""

LAND_KINDS = frozenset({"country", "demonym", "capital", "region"})
"""Kinds that name a land or its people."""

FLAGS = frozenset(
    {
        "adjective",  # only a modifier: "Brazilian", "Muslim"
        "plural",  # a people in the plural: "Brazilians"
        "body",  # a role that takes the sector of the body it speaks or acts for: "spokesman"
        "title",  # may stand before a person's name and tell which of several people is meant
        "prime",  # the first meaning of a name that several things bear
        "unsure",  # not checked, or a name that often means something else
        "HOS",
        "HOG",
        "DEP",
        "MFA",
        "MOD",
        "MOI",
        "FIN",
        "SPK",  # classes of office, the same on a role and on its holders
    }
)


class Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One row of a dictionary file. Empty text means unknown or not applicable."""

    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    """ISO 3166 alpha-3 or one of :data:`SUPRANATIONAL`."""
    sectors: tuple[str, ...] = ()
    """The first one is the primary sector."""
    valid_from: str = ""
    """ISO date, may be partial (``2019``, ``2019-08``); empty is open."""
    valid_to: str = ""
    office: str = ""
    """For people: the office held between the two dates."""
    flags: tuple[str, ...] = ()
    wikidata: str = ""
    source: str = ""
    """Key into ``SOURCES.md`` beside the data."""
    note: str = ""
    file: str = ""
    line: int = 0

    def has(self, flag: str) -> bool:
        """Tell whether the row bears ``flag`` (one of :data:`FLAGS`)."""
        return flag in self.flags

    def names(self) -> tuple[str, ...]:
        """Return the name and all aliases."""
        return (self.name, *self.aliases)


class RowRef(NamedTuple):
    """Where a value came from: the file, the 1-based line and the name of the row."""

    file: str
    line: int
    name: str


def valid_on(row: Row, date: str) -> bool:
    """Tell whether ``row`` holds on the ISO ``date``; a partial bound covers its whole year or month."""
    return starts_by(row, date) and not ended_before(row, date)


def starts_by(row: Row, date: str) -> bool:
    """Tell whether ``row`` has begun by the ISO ``date``."""
    return not row.valid_from or row.valid_from <= date[: len(row.valid_from)]


def ended_before(row: Row, date: str) -> bool:
    """Tell whether ``row`` ended before the ISO ``date``."""
    return bool(row.valid_to) and row.valid_to < date[: len(row.valid_to)]
