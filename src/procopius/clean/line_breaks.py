"""Line breaks that a fixed line width put into sentences."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from procopius.clean.segments import lines_of
from procopius.clean.step import Context
from procopius.model import Edit

_NARROWEST, _WIDEST = 40, 120
_FIRST_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$")


class _Break(NamedTuple):
    """A single line end between two lines that are not blank; the second does not begin a paragraph."""

    start: int
    end: int
    before: str
    after: str


def line_breaks(text: str, _context: Context) -> list[Edit]:
    """Join lines of a hard-wrapped text, and lines that break off before a small letter, by a space."""
    breaks = _breaks(text)
    wrapped = _is_hard_wrapped(text, breaks)
    edits = []
    for place in breaks:
        carries_on = place.after[0].islower() and not _ENDS.search(place.before)
        # A short first line may be a headline before a text that opens in small letters.
        is_headline = place is breaks[0] and len(place.before) < _NARROWEST
        if wrapped or (carries_on and not is_headline):
            edits.append(_join(place, text))
    return edits


def _breaks(text: str) -> list[_Break]:
    lines = lines_of(text)
    found = []
    for first, second in pairwise(lines):
        gap = text[first.end : second.start]
        indented = gap.endswith((" ", "\t"))
        if gap.count("\n") == 1 and not indented:
            found.append(_Break(first.end, second.start, first.text, second.text))
    return found


def _is_hard_wrapped(text: str, breaks: list[_Break]) -> bool:
    """Whether breaks fall where the next word would not have fitted, mostly in mid-sentence.

    The first line may be short (a dateline cut off before it); one break in five may be a real one.
    """
    width = max((len(line.text) for line in lines_of(text)), default=0)
    full = sum(len(place.before) + 1 + len(_first_word(place.after)) > width for place in breaks)
    inside = sum(_ENDS.search(place.before) is None for place in breaks)
    enough = full >= 2 and full * 5 >= (len(breaks) - 1) * 4 and inside * 2 >= len(breaks)
    return _NARROWEST <= width <= _WIDEST and enough


def _first_word(line: str) -> str:
    match = _FIRST_WORD.match(line)
    return match[0] if match else ""


def _join(place: _Break, text: str) -> Edit:
    reason = "line break inside a sentence"
    if not place.before.endswith("-") or not place.after[0].islower():
        return Edit("line_breaks", "line_break", place.start, place.end, " ", reason)
    word = f"{place.before[:-1].split()[-1]}{_first_word(place.after).strip('.,;:')}" if place.before[:-1] else ""
    # A hyphen at a line end stays unless the text has the word without it elsewhere.
    start = place.start - 1 if word and word in text else place.start
    return Edit("line_breaks", "line_break", start, place.end, "", reason)
