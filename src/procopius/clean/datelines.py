"""Datelines: the place, day and agency in front of the first sentence."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import any_of, words
from procopius.clean.segments import Line, lines_of, sentence_spans
from procopius.clean.step import Context
from procopius.model import Edit

_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+"
_CAPITALS = rf"(?P<caps>{_UPPER}(?:(?:\s*/\s*|\s+){_UPPER}){{0,4}})"
_WORD = r"[A-ZÀ-Þ][\w.'’-]+"
_PLACE = rf"{_WORD}(?:(?:\s*/\s*|\s+){_WORD}){{0,3}}"
_REGION = rf"(?:,\s+{_PLACE})?"
_DASH = r"\s*(?:—|–|―|--+|(?<=\s)-|(?<=\))-)\s*"
_SPEAKER_LINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}:\s")


def dateline(text: str, _context: Context) -> list[Edit]:
    """Take out datelines at the start of lines, alert words and bare places before the first sentence.

    A place in capitals, or any place with a day or an agency, followed by a dash or an agency in brackets.
    """
    lines = lines_of(text)
    edits = []
    for line in lines:
        match = _full_pattern().match(line.text)
        if match is not None and match.end() < len(line.text):
            edits.append(_edit("dateline", line, 0, match.end(), "place, day or agency in front of a sentence"))
    if lines and not any(edit.start == lines[0].start for edit in edits):
        edits += _opening(lines) or _behind_headline(lines[0])
    return edits


def _edit(kind: str, line: Line, start: int, end: int, reason: str) -> Edit:
    length = len(line.text[start:end].rstrip())
    return Edit("dateline", kind, line.start + start, line.start + start + length, "", reason)


def _behind_headline(line: Line) -> list[Edit]:
    """Take a dateline with capitals, agency and dash behind a headline that has a full stop."""
    for start, _ in sentence_spans(line.text)[1:3]:
        match = _strict_pattern().match(line.text, start)
        if match is not None:
            return [_edit("dateline", line, start, match.end(), "place and agency behind a headline")]
    return []


def _opening(lines: list[Line]) -> list[Edit]:
    """Take what only the first line of an article can have: an alert word, or a place in capitals alone."""
    first = lines[0]
    label = _label_pattern().match(first.text)
    if label is not None:
        return [_edit("label", first, 0, label.end(), "an alert word")]
    match = _bare_pattern().match(first.text)
    if match is None or set(re.split(r"[\s/]+", match["caps"])) & words("words", "not_datelines_exact"):
        return []
    if match["colon"] and sum(_SPEAKER_LINE.match(line.text) is not None for line in lines) > 1:
        return []
    return [_edit("dateline", first, 0, match.end(), "a place in capitals before the first sentence")]


@cache
def _day_of_month() -> str:
    month = any_of("words", "months") + r"\.?"
    number = r"\d\d?(?:st|nd|rd|th)?"
    weekday = rf"(?:{any_of('words', 'weekdays')},?\s+)?"
    return rf"[,.]?\s+{weekday}(?:{month}\s+{number}|{number}\s+{month})(?:,?\s+\d{{4}})?[.,]?"


@cache
def _signed() -> str:
    agency = any_of("agencies", "agencies_exact")
    return rf"\s*(?:\(\s*{agency}(?:\s*[/,-]\s*{agency})*\s*\)|/\s*{agency}\s*/)\.?"


@cache
def _full_pattern() -> re.Pattern[str]:
    agency = any_of("agencies", "agencies_exact")
    capitals = _CAPITALS.replace("?P<caps>", "?:")
    date, signed = _day_of_month(), _signed()
    day = rf"(?:{date}|[,.]?\s+{any_of('words', 'weekdays')}[.,]?)"
    other = r"\s*\([A-Z][\w .&/-]{1,30}\)"
    # Without a dash a capital must follow: "The Associated Press (AP) reported" is a sentence.
    stop = rf"(?:{_DASH}|\s*[:.]?\s+(?=[\"“‘]?[A-Z0-9À-Þ]))"
    forms = (
        rf"{capitals}{_REGION}{day}?{signed}{stop}",
        rf"{capitals}{_REGION}{day}(?:{other})?{_DASH}",
        rf"{capitals}{_REGION}{other}{_DASH}",
        rf"{_PLACE}{_REGION}(?:{date})?{signed}{stop}",
        rf"{_PLACE}{_REGION}{date}(?:{other})?{_DASH}",
        rf"{_PLACE}{_REGION}{_DASH}{agency}{_DASH}",
        rf"\(\s*{agency}\s*\){_DASH}",
    )
    return re.compile(rf"(?:{'|'.join(forms)})(?=[\"“‘'(\[]?\w)")


@cache
def _strict_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_CAPITALS}{_REGION}(?:{_day_of_month()})?{_signed()}{_DASH}(?=[\"“‘]?[A-Z0-9À-Þ])")


@cache
def _bare_pattern() -> re.Pattern[str]:
    # Three letters at least: "US - China talks" is a headline.
    return re.compile(
        rf"(?=[A-ZÀ-Þ.'’-]{{3}}){_CAPITALS}(?:,\s+{_PLACE})?(?:{_DASH}|(?P<colon>:)\s+)(?=[\"“‘]?[A-Z0-9À-Þ])"
    )


@cache
def _label_pattern() -> re.Pattern[str]:
    label = any_of("words", "labels_exact")
    return re.compile(rf"{label}(?:\s+\d+)?\s*(?::|[–—-]+)\s*(?=[\"“‘]?[A-Z0-9])")
