"""Sentences and words that lost the space between them."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import words
from procopius.clean.step import Context
from procopius.model import Edit

_CAMEL = re.compile(r"(?<!\w)(?P<left>\w*?[a-zß-ÿ])(?P<right>[A-ZÀ-Þ][a-zß-ÿ]*)(?!\w)")
_FULL_STOP = re.compile(r"(?:(?<=[a-zß-ÿ]{2})|(?<=[\d)%]))[.!?][\"”’)]*(?=[“\"‘]?(?:[A-ZÀ-Þ][a-zß-ÿ]|[AI]\s))")
_COMMA = re.compile(r"(?<=[a-zß-ÿ]{2})[,;](?=[A-Za-zß-ÿÀ-Þ]{2})")
_BRACKET = re.compile(r"(?<=[\w.])\)(?=[A-ZÀ-Þ][a-zß-ÿ])")
_NEXT_WORD = re.compile(r"\w+")
_SHORTEST_LEFT = 4


def glued(text: str, _context: Context) -> list[Edit]:
    """Put the space, and the full stop where it is missing too, between run-together sentences and words."""
    edits = [edit for match in _CAMEL.finditer(text) if (edit := _camel(match, text)) is not None]
    for match in _FULL_STOP.finditer(text):
        if not _is_address(text, match):
            edits.append(_insert(match.end(), " ", "no space after the end of a sentence"))
    for pattern, reason in ((_COMMA, "no space after a comma"), (_BRACKET, "no space after a bracket")):
        edits += [_insert(match.end(), " ", reason) for match in pattern.finditer(text) if not _in_address(text, match)]
    return edits


def _insert(at: int, replacement: str, reason: str) -> Edit:
    return Edit("glued", "glued", at, at, replacement, reason)


def _camel(match: re.Match[str], text: str) -> Edit | None:
    """Split ``prisonersThere`` (a sentence opener: full stop, space) and ``presidentVladimir`` (a space)."""
    whole, left, right = match[0], match["left"], match["right"]
    if whole in _whole_words() or _in_address(text, match) or text.count(whole) > 1:
        return None
    at = match.start("right")
    opens_sentence = right.lower() in _starters() and text[match.end() : match.end() + 1] in {
        " ",
        "'",
        "’",
        ",",
    }
    if opens_sentence and len(left) >= _SHORTEST_LEFT:
        return _insert(at, ". ", "two sentences run together")
    if left.islower() and len(left) >= _SHORTEST_LEFT and len(right) > 2:
        return _insert(at, " ", "two words run together")
    return None


def _is_address(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop belongs to a name such as ``Booking.Com`` or an address."""
    following = _NEXT_WORD.match(text, match.end())
    ends_address = following is not None and following[0].lower() in words("words", "domains")
    return match[0] == "." and (ends_address or _in_address(text, match))


def _in_address(text: str, match: re.Match[str]) -> bool:
    start = max(text.rfind(mark, 0, match.start()) for mark in (" ", "\n")) + 1
    token = text[start : match.end()]
    return "://" in token or "@" in token or "#" in token or token.startswith("www.")


@cache
def _starters() -> frozenset[str]:
    return words("words", "starters")


@cache
def _whole_words() -> frozenset[str]:
    return words("words", "camel_case_exact")
