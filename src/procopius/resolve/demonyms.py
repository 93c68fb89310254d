"""Words made of a country's name: "Russian", "Egyptians". They mean the country, and no event happens at them."""

from __future__ import annotations

from collections.abc import Sequence

from procopius.dictionaries import Dictionary, find_names
from procopius.resolve.gazetteer import Gazetteer
from procopius.resolve.place_mentions import PlaceMention
from procopius.resolve.places import country_match

_NAMES = ("PER", "PERSON", "ORG")
_PLACES = ("LOC", "GPE", "FAC", "NORP", "MISC")


def find_demonyms(
    text: str, entities: Sequence[tuple[int, int, str]], dictionary: Dictionary, gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """Return the demonyms of ``text`` with their countries, but not those within a longer name of the parser."""
    longer = [(s, e) for s, e, label in entities if label in _NAMES]
    told = [(n.start, n.end, n.row) for n in find_names(text, dictionary)]
    # what the parser takes for a place may be the first word of a longer name ("Syrian Armed Forces")
    told += [(s, e, row) for s, e, label in entities if label in _PLACES for row in dictionary.find(text[s:e])]
    found: dict[int, PlaceMention] = {}
    for start, end, row in told:
        if row.kind != "demonym" or row.country is None or start in found:
            continue
        if any(s <= start and end <= e and (s, e) != (start, end) for s, e in longer):
            continue
        match = country_match(text[start:end], row.country, gazetteer)
        if match is not None:
            found[start] = PlaceMention(
                start=start,
                end=end,
                text=text[start:end],
                match=match,
                preposition=None,
                is_locative=False,
                is_allusion=True,
            )
    return tuple(found.values())
