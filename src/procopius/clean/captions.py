"""Picture captions and credits.

A credit is recognised by its form (a bracket with an agency and a name, a label); what stands before it in
its paragraph is the caption. A bare agency in brackets is no credit: it signs text, not pictures.
"""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import any_of
from procopius.clean.segments import Line, lines_of, sentence_spans
from procopius.clean.step import Context
from procopius.model import Edit, Span

_LONGEST_CAPTION = 600
_MOST_SENTENCES = 3
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|al|bin|de|der|van|von)){0,4}"
_TAIL = re.compile(r"[\s.,;:|–—-]*")


def caption(text: str, _context: Context) -> list[Edit]:
    """Take out picture credits and the caption each closes, and captions that open as such."""
    edits: list[Edit] = []
    for line in lines_of(text):
        edits += _line_edits(line)
    return edits


def _line_edits(line: Line) -> list[Edit]:
    found = _credits(line.text)
    opens = _opener_pattern().match(line.text) is not None
    if opens and len(line.text) <= _LONGEST_CAPTION and _is_short(line.text):
        return _whole(line, found)
    if found and _closes_short_line(line.text, found):
        return _whole(line, found)
    edits = [edit for span in found for edit in _with_sentence(line, span)]
    if opens and not edits:
        first = sentence_spans(line.text)[0]
        edits.append(_edit("caption", line, first, "a sentence that opens as a caption"))
    return edits


def _edit(kind: str, line: Line, span: Span, reason: str) -> Edit:
    start, end = span
    end = start + len(line.text[start:end].rstrip())
    return Edit("caption", kind, line.start + start, line.start + end, "", reason)


def _is_short(text: str) -> bool:
    return len(sentence_spans(text)) <= _MOST_SENTENCES


def _closes_short_line(text: str, found: list[Span]) -> bool:
    start, end = found[-1]
    return _TAIL.fullmatch(text, end) is not None and start <= _LONGEST_CAPTION and _is_short(text[:start])


def _whole(line: Line, found: list[Span]) -> list[Edit]:
    """Take the whole line: its credits as such, what is between them as caption."""
    edits = []
    at = 0
    for start, end in found:
        edits.append(_edit("caption", line, (at, start), "the caption that a credit closes"))
        edits.append(_edit("credit", line, (start, end), "a picture credit"))
        at = end
    edits.append(_edit("caption", line, (at, len(line.text)), "a line that opens as a caption"))
    return [edit for edit in edits if edit.start < edit.end]


def _with_sentence(line: Line, credit: Span) -> list[Edit]:
    """Take a credit in running text, and the one sentence it closes unless that goes on behind it."""
    start, end = credit
    edits = [_edit("credit", line, credit, "a picture credit")]
    before = line.text[:start].rstrip()
    goes_on = re.match(r"\s*[a-z,;]", line.text[end:]) is not None
    if before and not goes_on:
        first, last = sentence_spans(before)[-1]
        if last - first <= _LONGEST_CAPTION // 2:
            edits.insert(0, _edit("caption", line, (first, start), "the sentence that a credit closes"))
    return edits


def _credits(text: str) -> list[Span]:
    """Return the spans of the picture credits in a line, in order."""
    spans = [match.span() for match in _bracket_pattern().finditer(text)]
    trailing = _trailing_pattern().search(text)
    if trailing is not None and not any(trailing.start("credit") < end for _, end in spans):
        spans.append(trailing.span("credit"))
    return spans


@cache
def _agency() -> str:
    return f"(?:{any_of('agencies', 'agencies_exact')}|{any_of('agencies', 'picture_agencies_exact')})"


@cache
def _slash_credit() -> str:
    """Return the pattern of ``REUTERS/Name``, ``Name/AFP``, ``Name via AP``, and more parts after a slash."""
    agency = _agency()
    more = rf"(?:\s*/\s*(?:{agency}|{_NAME})|\s+via\s+{agency})*"
    # Two agencies with a slash sign a text: Reuters/dpa.
    agency_first = rf"{agency}\s*/\s*(?!{agency}\s*[)\]])(?:(?i:file|handout|pool)\b|{_NAME})"
    agency_last = rf"(?!{agency}\s*/\s*{agency}\s*[)\]]){_NAME}\s*[/,]\s*{agency}"
    return rf"(?:{agency_first}|{agency_last}|{_NAME}\s+via\s+{agency}){more}"


@cache
def _photo_credit() -> str:
    """Return the pattern of ``AP Photo/Name``, ``AFP File Photo``, ``Photo by Name``, ``Photo: Name``."""
    agency, label = _agency(), any_of("captions", "credit_labels_exact")
    picture = r"(?:[Ff]ile\s+|FILE\s+)?(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture)s?\b"
    rest = r"[^()\[\]\n]{0,100}"
    small = r"(?:photo|image|picture|credit)s?\s*:"
    return rf"(?:{agency}\s+{picture}|{small}|{label}\s*(?::|\bby\b|\bvia\b|\bcourtesy\b)){rest}"


@cache
def _bracket_pattern() -> re.Pattern[str]:
    pictures = any_of("agencies", "picture_agencies_exact")
    opening = any_of("captions", "credit_brackets")
    forms = (
        _photo_credit(),
        _slash_credit(),
        rf"{opening}[^()\[\]\n]{{0,100}}",
        rf"[^()\[\]\n]{{0,80}}?(?:/|\bvia\s+|^|(?<=[(\[])){pictures}[^()\[\]\n]{{0,40}}",
    )
    return re.compile(rf"[(\[]\s*(?:{'|'.join(forms)})\s*[)\]]")


@cache
def _trailing_pattern() -> re.Pattern[str]:
    """Return the pattern of a credit without brackets: a whole line, or behind a sentence or a bar."""
    label = any_of("captions", "credit_labels_exact")
    pictures = any_of("agencies", "picture_agencies_exact")
    agency = any_of("agencies", "agencies_exact")
    short = r"[^\n.!?]{1,80}"
    forms = (
        rf"{label}\s*[:|]\s*{short}\.?",
        rf"(?:Photo|Photograph|Image|Picture)s?\s+(?:by|courtesy(?:\s+of)?|via)\s+{_NAME}[^\n.!?]{{0,40}}\.?",
        rf"(?:Image|Photo)\s+(?:source|copyright|credit),\s*{short}",
        rf"(?:AP\s+Photo|AFP\s+PHOTO|AFP\s+Photo|REUTERS|EPA|EPA-EFE)\s*/\s*{_NAME}(?:\s*/\s*{_NAME})*\.?",
        rf"(?:{_NAME}\s*/\s*)?(?:{agency}\s*(?:/|via)\s*)?(?:via\s+)?Getty\s+Images",
        rf"(?!{agency}\s*/){_NAME}\s*/\s*(?:{agency}|{pictures})(?:\s+via\s+(?:{agency}|{pictures}))?",
        rf"©\s*(?:{agency}|{pictures})[^\n.!?]{{0,40}}",
    )
    return re.compile(rf"(?:^|(?<=[.!?|\"”])\s*|\s[|–—-]\s+)(?P<credit>(?:{'|'.join(forms)}))\s*$")


@cache
def _opener_pattern() -> re.Pattern[str]:
    opener = any_of("captions", "caption_openers_exact")
    picture, verb = any_of("captions", "picture_words"), any_of("captions", "picture_verbs")
    dated = r"(?:[\w.]+,?\s+){0,5}?"
    return re.compile(rf"(?:{opener}\s*(?:[:,|]|[–—-]+\s)|(?:In\s+)?(?:[Tt]his|THIS)\s+{dated}{picture},?\s+{verb}\b)")
