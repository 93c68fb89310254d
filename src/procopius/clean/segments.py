"""Lines, sentences and words of a text, as far as cleaning needs them: by punctuation, without a parser."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from procopius.clean.lexicon import words
from procopius.model import Span

LONGEST_SENTENCE = 2000
"""Code points beyond which a stretch without a full stop is a table or a list, not a sentence."""

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ]|\s*$)")
_LAST_WORD = re.compile(r"([\w.'’-]+)$")
_WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")


class Line(NamedTuple):
    """A line that holds something: ``text`` without outer white space, from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Word(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank."""
    found = []
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return words("words", "abbreviations")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the sentences of ``text[start:end]``; full stops of abbreviations end none."""
    stop = len(text) if end is None else end
    spans = []
    at = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if match[0] == "." and match.end() < stop and _is_abbreviation(text, at, match.start()):
            continue
        spans.append((at, match.end()))
        at = match.end() + len(text[match.end() : stop]) - len(text[match.end() : stop].lstrip())
    if at < stop:
        spans.append((at, stop))
    return spans


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    match = _LAST_WORD.search(text, max(start, stop - 20), stop)
    if match is None:
        return False
    word = match[1]
    return word.lower() in _abbreviations() or (len(word) == 1 and word.isupper())


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of ``text[start:end]``: letters and digits with inner apostrophes, dots, hyphens."""
    return [Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(text, start, end)]


def is_title_case(text: str, start: int, end: int) -> bool:
    """Whether most longer words of a stretch have a capital: a headline, where capitals tell nothing."""
    longer = [word for word in words_of(text, start, end) if len(word.text) > 3]
    return sum(word.is_capital for word in longer) * 10 > len(longer) * 6
