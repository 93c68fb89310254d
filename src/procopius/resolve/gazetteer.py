"""The gazetteer: place names and the places they may stand for, in one memory-mapped file.

Built by ``training/gazetteer/build.py`` from GeoNames (CC BY 4.0) and our own tables; ``SOURCES.md`` beside
the file says which. Names are found by a 32-bit hash of their folded form, so that the file holds no list of
alternate names; a wrong hit by chance has odds of about one in five thousand for a name that is not in it.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from procopius.errors import DataFileError

PATH = Path(__file__).parents[1] / "data" / "gazetteer" / "gazetteer.bin"
MAGIC = b"PGAZ0002"
FeatureClass: TypeAlias = Literal["country", "admin1", "admin2", "capital", "city", "region", "water", "facility"]
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a",
     "ħ": "h",
     "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "`": None, "ʿ": None, "ʾ": None, "´": None,
     "-": " ", "–": " ", ".": " ", ",": " ", "/": " ", "(": " ", ")": " "}
)  # fmt: skip
_OPENINGS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may stand for."""

    geonames_id: int | None
    """Null for our own regions, waters and facilities."""
    name: str
    feature: FeatureClass
    country: str | None
    """ISO 3166 alpha-3 as in the codebook (``KOS``, ``PSE``, ``TWN``).

    Null where more than two countries share it.
    """
    admin1: str | None
    """Name of the first-level division."""
    lat: float
    lon: float
    """Degrees, rounded to about 0.5 km; a country or division is put near its middle."""
    population: int
    is_primary: bool
    """The name asked for is the place's main name, not an alternate one."""


def fold(name: str) -> str:
    """Return the form under which names are compared.

    No marks, case, hyphens, apostrophes or leading "the".
    """
    text = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    words = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words[0] = _OPENINGS.get(words[0], words[0])
    return " ".join(words)


class Gazetteer:
    """Place names to candidates. Cheap to open: the arrays stay in the mapped file until they are touched."""

    def __init__(self, path: Path = PATH) -> None:
        """Map the file at ``path``.

        Raises :class:`DataFileError` if it is not a gazetteer of this version.
        """
        data: npt.NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        if data[:8].tobytes() != MAGIC:
            raise DataFileError(path, 1, "not a gazetteer of this version; run training/gazetteer/build.py")
        head_end = 12 + int.from_bytes(data[8:12].tobytes(), "little")
        head: dict[str, Any] = json.loads(data[12:head_end].tobytes())
        self._arrays = {
            name: data[head_end + start : head_end + end].view(dtype)
            for name, (dtype, start, end) in head["arrays"].items()
        }
        self._countries: list[str | None] = head["countries"]
        self._features: list[FeatureClass] = head["features"]
        self.domains: dict[str, str] = head["domains"]
        """Last part of a web address (``uk``) → country; those sold to anybody are left out."""
        self._name_ends = np.cumsum(self._arrays["name_length"], dtype=np.uint32)
        self._cached = lru_cache(maxsize=20_000)(self._lookup)

    def __len__(self) -> int:
        """Count the places."""
        return len(self._arrays["geonames_id"])

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places called ``name``, the most populous first; empty where none is known."""
        folded = fold(name)
        return self._cached(folded) if folded else ()

    def country(self, code: str) -> Candidate | None:
        """Return the country of an alpha-3 code, None if there is none."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Candidate]:
        places = np.flatnonzero(self._arrays["feature"] == self._features.index("country"))
        found = (self._candidate(int(place), is_primary=True) for place in places)
        return {c.country: c for c in found if c.country}

    def _lookup(self, folded: str) -> tuple[Candidate, ...]:
        hashes, low, high = (self._arrays[k] for k in ("name_hash", "place_low", "place_high"))
        wanted = np.uint32(zlib.crc32(folded.encode()))
        first, after = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, side="right")
        found = (
            self._candidate(int(low[i]) | (int(high[i]) & 0x7F) << 16, is_primary=bool(high[i] & 0x80))
            for i in range(int(first), int(after))
        )
        return tuple(sorted(found, key=lambda c: -c.population))

    def _candidate(self, place: int, *, is_primary: bool) -> Candidate:
        a = self._arrays
        admin1 = int(a["admin1"][place])
        return Candidate(
            int(a["geonames_id"][place]) or None,
            self._name(place),
            self._features[int(a["feature"][place])],
            self._countries[int(a["country"][place])],
            self._name(admin1) if admin1 != place and self._is_admin1(admin1) else None,
            round(float(a["lat"][place]) * 90 / 32767, 3),
            round(float(a["lon"][place]) * 180 / 32767, 3),
            int(a["population"][place]),
            is_primary,
        )

    def _is_admin1(self, place: int) -> bool:
        return self._features[int(self._arrays["feature"][place])] == "admin1"

    def _name(self, place: int) -> str:
        end = int(self._name_ends[place])
        start = end - int(self._arrays["name_length"][place])
        return bytes(self._arrays["names"][start:end]).decode()


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package."""
    return Gazetteer()
