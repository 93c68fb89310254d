"""The publication date written above or in front of an article."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import any_of
from procopius.clean.segments import lines_of
from procopius.clean.step import Context
from procopius.model import Edit

_FIRST_LINES = 4
_LABEL = r"(?i:(?:publication\s+|release\s+)?date|published|posted|updated|last\s+updated|created|pubdate)"
_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\s?[+-]\d\d:?\d\d)?)?"
_TIME = r"(?i:(?:at\s+)?\d\d?[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|local\stime)\)?)?)"


def date_line(text: str, _context: Context) -> list[Edit]:
    """Take out a leading date with its label, and lines among the first that are nothing but a full date."""
    edits = []
    lead = _lead_pattern().match(text)
    if lead is not None:
        reason = "the publication date in front of the text"
        edits.append(Edit("date_line", "date_line", lead.start("date"), lead.end("date"), "", reason))
    for line in lines_of(text)[:_FIRST_LINES]:
        if _line_pattern().fullmatch(line.text):
            reason = "a line that is nothing but a date"
            edits.append(Edit("date_line", "date_line", line.start, line.end, "", reason))
    return edits


@cache
def day_pattern() -> str:
    """Return the pattern of a day with its year, in figures or English words."""
    month = any_of("words", "months") + r"\.?"
    weekday = rf"(?:{any_of('words', 'weekdays')},?\s+)?"
    ordinal = r"\d\d?(?:st|nd|rd|th)?"
    named = rf"{weekday}(?:{month}\s+{ordinal},?|{ordinal}\s+(?:of\s+)?{month},?)\s+\d{{4}}"
    return rf"(?:{_ISO}|{named}|{weekday}\d\d?[./]\d\d?[./]\d{{4}})"


@cache
def _lead_pattern() -> re.Pattern[str]:
    clock = rf"(?:[,\s|–-]+{_TIME})?"
    labelled = rf"{_LABEL}\s*:?\s*(?:on\s+)?{day_pattern()}{clock}"
    # Without a label only an ISO date is safe: "March 27, 2024 was the day ..." is a sentence.
    return re.compile(rf"\s*(?P<date>{labelled}|{_ISO})(?=\s+[A-Z\"“‘(]|\s*$)")


@cache
def _line_pattern() -> re.Pattern[str]:
    clock = rf"(?:[,\s|–—-]+{_TIME})?"
    return re.compile(rf"[(\[]?(?:{_LABEL}\s*:?\s*(?:on\s+)?)?(?:{_TIME}[,\s|–—-]+)?{day_pattern()}{clock}[)\].]?")
