"""Words that tell a place from a name, read from ``data/gazetteer/locatives.yaml``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from procopius.errors import DataFileError

PATH = Path(__file__).parents[1] / "data" / "gazetteer" / "locatives.yaml"
_NAME = r"[A-Z][\w'’.-]*(?:(?:\s+|-)(?:(?:of|de|del|da|do|la|el|al|the|du|des|and)(?:\s+|-))?[A-Z][\w'’-]*){0,4}"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prepositions: tuple[str, ...]
    weak_prepositions: tuple[str, ...]
    place_nouns: tuple[str, ...]
    between: tuple[str, ...]
    division_words: tuple[str, ...]
    open_words: tuple[str, ...]
    never: tuple[str, ...]
    media_words: tuple[str, ...]
    lead_words: tuple[str, ...]
    institution_words: tuple[str, ...]
    plural_divisions: tuple[str, ...]
    common_names: tuple[str, ...]
    behind_words: tuple[str, ...]
    short_divisions: dict[str, dict[str, str]]


def _any(words: tuple[str, ...]) -> str:
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=lambda w: (-len(w), w)))


class Locatives:
    """The compiled word lists."""

    def __init__(self, path: Path = PATH) -> None:
        """Read ``path``. Raises :class:`DataFileError` where a list is missing or unknown."""
        try:
            lists = msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), _File)
        except (msgspec.ValidationError, yaml.YAMLError) as error:
            raise DataFileError(path, 1, str(error)) from error
        lead = rf"(?P<prep>{_any((*lists.prepositions, *lists.weak_prepositions))})"
        filler = rf"(?:(?:{_any(lists.between)}|[A-Z]\w+n)\s+){{0,3}}"
        # "the coastal Yemeni city of X": up to three words before the noun
        noun = rf"(?:(?:[\w'’-]+\s+){{0,3}}?(?:{_any(lists.place_nouns)})\s+of\s+(?:the\s+)?)"
        self.before = re.compile(rf"\b(?i:{lead})\s+(?:{noun}|{filler})$")
        self.noun_before = re.compile(rf"\b(?P<prep>{_any(lists.place_nouns)})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
        alone = rf"(?P<noun>{_any(lists.place_nouns)})\s+of\s+(?:the\s+)?"
        self.after_noun = re.compile(rf"\b{alone}(?P<name>{_NAME})")
        self.after_lead = re.compile(
            rf"\b(?i:{lead})\s+(?:{noun}|(?:(?:{_any(lists.between)})\s+){{0,3}})(?P<name>{_NAME})"
        )
        self._division = re.compile(rf"\s+(?:{_any(lists.division_words)})$", re.IGNORECASE)
        self._opening = re.compile(rf"^(?:{_any(lists.open_words)})\s+|\s+(?:city|town|village)$", re.IGNORECASE)
        self.list_next = re.compile(rf"(?:,|,?\s+(?:and|or|as\s+well\s+as))\s+(?P<name>{_NAME})(?P<after>.?)")
        self.lead = re.compile(rf"^(?:(?:{_any(lists.lead_words)})(?:\s+|-))+(?=[A-Z])", re.IGNORECASE)
        self.opening = re.compile(r"^(?:the|city of|town of|county of)\s+", re.IGNORECASE)
        self.plural = re.compile(rf"\s+(?:{_any(lists.plural_divisions)})$", re.IGNORECASE)
        self._institution = re.compile(rf"\b(?:{_any(lists.institution_words)})\b\.?")
        self._nouns = frozenset((*lists.place_nouns, *lists.division_words, *lists.common_names))
        self.division_behind = re.compile(rf"\s+(?:{_any(lists.division_words)})\b")
        low = _any((*lists.lead_words, *lists.between, *lists.place_nouns, *lists.division_words, "of"))
        self._lower_lead = re.compile(rf"(?:(?:{low})(?:\s+|-))+(?=[A-Z‘’'])")
        kinds = (*lists.place_nouns, *lists.division_words, *lists.plural_divisions, *lists.behind_words, "of", "in")
        self._lower_tail = re.compile(rf"\s+(?:{_any(kinds)})$")
        self.weak = frozenset(lists.weak_prepositions)
        self.never = frozenset(lists.never)
        self.media = frozenset(lists.media_words)
        glued = sorted(self.media, key=lambda w: (-len(w), w))
        self._media_ends = re.compile(rf"^(?:{'|'.join(glued)})|(?:{'|'.join(glued)})$")
        self._short = {
            short.rstrip("."): (country, full)
            for country, table in lists.short_divisions.items()
            for short, full in table.items()
        }

    def core(self, name: str) -> tuple[str, bool]:
        """Return the name without its generic word, and whether that word asks for a division."""
        shorter = self._division.sub("", name)
        if shorter != name:
            return shorter, True
        return self._opening.sub("", name), False

    def trimmed(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Take lower-case words off both ends of a name: "the eastern district of Jobar", "Yala province"."""
        lead = self._lower_lead.match(text, start, end)
        start = lead.end() if lead else start
        while (tail := self._lower_tail.search(text, start, end)) is not None:
            end = tail.start()
        return start, end

    def is_common(self, name: str) -> bool:
        """Tell whether a name is but a common noun of places with a capital ("City")."""
        return name.lower() in self._nouns

    def is_institution(self, name: str) -> bool:
        """Tell whether a name has the word of a body or a house in it ("Fort Mill High School")."""
        return self._institution.search(name) is not None

    def without_media(self, stem: str) -> str:
        """Take "daily", "times" and the like off both ends of the name in a web address ("thekathmandupost")."""
        stem = stem.replace("-", "")
        while (shorter := self._media_ends.sub("", stem, count=1)) != stem:
            stem = shorter
        return stem

    def division(self, name: str) -> tuple[str, str] | None:
        """Return (country, full name) for a short form such as "Tex."."""
        return self._short.get(name.rstrip("."))


@lru_cache(maxsize=1)
def default_locatives() -> Locatives:
    """Return the word lists that ship with the package."""
    return Locatives()
