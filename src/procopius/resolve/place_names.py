"""The place within a name: "Fort Mill High School" names Fort Mill, "Central California" California.

Names the parser gives are cut to the place in them where the whole is no place that the gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from procopius.resolve.gazetteer import Gazetteer
from procopius.resolve.locatives import Locatives
from procopius.resolve.places import candidates_of, prior

Stretch: TypeAlias = tuple[int, int]

_BELIEVED_WITHIN = 3.0
"""Prior from which the first words of a name are believed to be a place: a town of about 1,000."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"\s*(?P<town>[A-Z][\w.'’ -]+?)(?:,\s*(?P<land>(?!{_MONTH}\s)[A-Z][\w. ]+?))?"
    rf"(?=\s*(?:,?\s*{_MONTH}\s+\d|,?\s*\d|\(|—|–|--|\s-\s|:|$))"
)


def place_within(text: str, start: int, end: int, gazetteer: Gazetteer, words: Locatives) -> Stretch | None:
    """Return the stretch of the name ``[start, end)`` that is a place; the whole where nothing speaks against it.

    None where the name is that of an institution without a known place in it, or no name at all.
    """
    start, end = words.trimmed(text, start, end)
    name = text[start:end]
    if not any(c.isupper() for c in name) or words.is_common(name):
        return None
    # "W.Va." loses its last stop to the sentence
    if text[end : end + 1] == "." and words.division(name + ".") and "." in name:
        return start, end + 1
    if gazetteer.lookup(name):
        return start, end
    lead = words.lead.match(name)
    if lead and gazetteer.lookup(name[lead.end() :]):
        return start + lead.end(), end
    if words.is_institution(name):
        return first_place(text, start, end, gazetteer, words)
    plural = words.plural.search(name)
    return (start, start + plural.start()) if plural else (start, end)


def full_name(text: str, start: int, end: int, words: Locatives) -> str:
    """Return the name with the common noun behind it that says what it is of: "Kharkiv" in "Kharkiv region"."""
    behind = words.division_behind.match(text, end)
    return text[start : behind.end()] if behind else text[start:end]


def first_place(text: str, start: int, end: int, gazetteer: Gazetteer, words: Locatives) -> Stretch | None:
    """Return the place that the name of an institution begins with ("Kingston Crown Court"), None if it has none."""
    name = text[start:end]
    opening = words.opening.match(name)
    at = opening.end() if opening else 0
    for stop in reversed([m.start() for m in re.finditer(r"\s+", name)]):
        part = name[at:stop]
        if not part[:1].isupper() or words.is_institution(part) or words.is_common(part):
            continue
        if part.split()[0] in words.never:
            continue
        if max((prior(c) for c in candidates_of(part, gazetteer, words)), default=0.0) >= _BELIEVED_WITHIN:
            return start + at, start + stop
    return None


def dateline_places(text: str, gazetteer: Gazetteer, words: Locatives) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """Yield the place of a dateline ("MAINEVILLE, Ohio (AP)") and what it lies in, with the names it lies in."""
    match = _DATELINE.match(text)
    if match is None or not candidates_of(match["town"], gazetteer, words):
        return
    land = match["land"]
    known = land is not None and bool(words.division(land) or gazetteer.lookup(land))
    yield match.span("town"), (land,) if known else ()
    if known:
        yield match.span("land"), ()


def overlaps(stretch: Stretch, taken: Sequence[Stretch]) -> bool:
    """Tell whether a stretch shares a character with one of ``taken``."""
    return any(s < stretch[1] and stretch[0] < e for s, e in taken)
