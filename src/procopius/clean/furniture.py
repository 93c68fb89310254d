"""Lines and sentences of the page around the article: read-also links, appeals, rights, notes on updates."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import any_of
from procopius.clean.segments import Line, lines_of, sentence_spans
from procopius.clean.step import Context
from procopius.model import Edit

_LONGEST_LINK = 300
_LONGEST_NOTE = 600
_SENTENCE_KINDS = ("subscription", "social", "copyright", "update_note")
_REASONS = {
    "read_also": "a link to another article",
    "page_parts": "a label of the page",
    "subscription": "an appeal to subscribe",
    "social": "an appeal to follow, share or write",
    "copyright": "rights, or how the text came to be",
    "update_note": "a note on the article itself",
}


def furniture(text: str, _context: Context) -> list[Edit]:
    """Take out read-also lines, page labels, and sentences that open as appeals, rights or update notes."""
    edits: list[Edit] = []
    for line in lines_of(text):
        kind = _line_kind(line)
        if kind is not None:
            edits.append(_edit(kind, line.start, line.end))
        else:
            edits += _sentences(text, line)
    edits += [_edit("read_also", *match.span()) for match in _bracket_pattern().finditer(text)]
    return edits


def _edit(kind: str, start: int, end: int) -> Edit:
    return Edit("furniture", kind, start, end, "", _REASONS[kind])


def _line_kind(line: Line) -> str | None:
    if len(line.text) > _LONGEST_LINK:
        return None
    if _read_also_pattern().match(line.text):
        return "read_also"
    return "page_parts" if _page_part_pattern().fullmatch(line.text) else None


def _sentences(text: str, line: Line) -> list[Edit]:
    """Take sentences that open with a telling phrase; a line that opens as a note goes as a whole."""
    if len(line.text) <= _LONGEST_NOTE and _note_pattern().match(line.text):
        return [_edit("update_note", line.start, line.end)]
    edits = []
    for start, end in sentence_spans(text, line.start, line.end):
        for kind in _SENTENCE_KINDS:
            if _opener_pattern(kind).match(text, start, end):
                edits.append(_edit(kind, start, end))
                break
    return edits


@cache
def _read_also_pattern() -> re.Pattern[str]:
    phrase = any_of("furniture", "read_also")
    return re.compile(rf"[^\w\"“'‘]*{phrase}\s*(?:[:|>»→►▶]|[–—-]\s|\.{{0,3}}$|…$)")


@cache
def _bracket_pattern() -> re.Pattern[str]:
    phrase = any_of("furniture", "read_also")
    return re.compile(rf"[(\[]\s*{phrase}\s*(?::[^()\[\]\n]{{1,200}})?[)\]]")


@cache
def _page_part_pattern() -> re.Pattern[str]:
    part = any_of("furniture", "page_parts")
    return re.compile(rf"\W*{part}(?:\s*[|/,·•]?\s*{part})*\W*")


@cache
def _note_pattern() -> re.Pattern[str]:
    return re.compile(rf"[(\[*_\s]*{any_of('furniture', 'note_labels')}\s*:")


@cache
def _opener_pattern(kind: str) -> re.Pattern[str]:
    dated = r"|(?i:copyright)\s+(?:\([Cc]\)\s*)?(?:19|20)\d\d" if kind == "copyright" else ""
    return re.compile(rf"[(\[*_\s]*(?:{any_of('furniture', kind)}{dated})")
