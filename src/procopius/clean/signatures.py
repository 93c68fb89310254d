"""What signs an article at its end: agencies, who reported and edited, marks of the end."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import alternatives, any_of, lexicon
from procopius.clean.segments import Line, lines_of, sentence_spans
from procopius.clean.step import Context
from procopius.model import Edit

_LAST_LINES = 4
_LONGEST = 400


def signature(text: str, _context: Context) -> list[Edit]:
    """Take out signing lines among the last ones, and a signature behind the last sentence."""
    lines = lines_of(text)[1:][-_LAST_LINES:] or lines_of(text)
    edits = []
    for line in lines:
        if _is_signature(line.text):
            edits.append(_edit(line.start, line.end))
    unsigned = [line for line in lines if not _is_signature(line.text)]
    if unsigned:
        edits += _behind_last_sentence(text, unsigned[-1])
    return edits


def _edit(start: int, end: int) -> Edit:
    return Edit("signature", "signature", start, end, "", "signs the article")


def _is_signature(line: str) -> bool:
    if _agency_pattern().fullmatch(line) or _end_pattern().fullmatch(line):
        return True
    return len(line) <= _LONGEST and _opener_pattern().match(line) is not None


def _behind_last_sentence(text: str, line: Line) -> list[Edit]:
    match = _trailing_pattern().search(text, line.start, line.end)
    if match is not None:
        return [_edit(match.start("sign"), match.end("sign"))]
    for start, _ in sentence_spans(text, line.start, line.end)[1:]:
        if line.end - start <= _LONGEST and _opener_pattern().match(text, start, line.end):
            return [_edit(start, line.end)]
    return []


@cache
def _agencies() -> str:
    agency = any_of("agencies", "agencies_exact")
    return rf"{agency}(?:\s*(?:[/,&–-]|\band\b)\s*{agency})*(?:\s+[a-z]{{2,3}})*"


@cache
def _agency_pattern() -> re.Pattern[str]:
    return re.compile(rf"[(\[—–/\s-]*{_agencies()}[)\]/.\s]*")


@cache
def _trailing_pattern() -> re.Pattern[str]:
    marked = rf"(?:[—–-]+\s*{_agencies()}|[(\[/]\s*{_agencies()}\s*[)\]/])\.?"
    return re.compile(rf"(?<=[.!?\"”’])\s*(?P<sign>{marked}|{_agencies()})\s*$")


@cache
def _opener_pattern() -> re.Pattern[str]:
    """Return the pattern of an opener with a name, agency or colon behind it."""
    colon = lexicon("signatures")["signature_colon"]
    plain = [phrase for phrase in lexicon("signatures")["signature_openers"] if phrase not in colon]
    return re.compile(
        rf"[(\[*_\s—–-]*(?:(?i:{alternatives(plain)})\s*(?::\s*|\s+(?=(?:the\s+)?[A-Z])|[)\].]*$)"
        rf"|(?i:{alternatives(colon)})\s*:\s*)"
    )


@cache
def _end_pattern() -> re.Pattern[str]:
    return re.compile(rf"[(\[\s]*{any_of('signatures', 'end_marks')}[)\].\s]*")
