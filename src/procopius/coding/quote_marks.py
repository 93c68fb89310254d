"""Quotation marks: which stretches of a text stand between them, whatever their style and however badly set.

Pairs are sought inside one paragraph (a line), so that a stray mark can spoil no more than its own paragraph. Only
a paragraph that is opened, not closed, and followed by one that opens again (or that is closed there) reaches over.
All offsets are half-open code points of the text given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DOUBLE = re.compile(r"``|''|[“”„‟\"«»]")
_SINGLE = re.compile(r"(?<!')['‘’‚‹›](?!')")
_OPENING = {"“", "„", "‟", "«", "``"}
_CLOSING = {"”", "»", "''"}
_SINGLE_OPENING = {"‘", "‚", "‹", "'"}
_SINGLE_CLOSING = {"’", "›", "'", "‘"}
_BEFORE_OPEN = re.compile(r"[\s(\[{—–\-/“„«‘\"']")
_AFTER_CLOSE = re.compile(r"[\s.,;:!?)\]}—–…”»’\"'*]")
_INTRODUCES = re.compile(r"[:,]\s*$")
_DECADE = re.compile(r"\d0s\b")
_PARAGRAPH = re.compile(r"[^\n]+")


class Quoted(NamedTuple):
    """A stretch between quotation marks. ``start`` and ``end`` are inside the marks, ``outer_*`` outside them."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    reopens: bool = False
    """It goes on with what the paragraph before left open."""


class _Mark(NamedTuple):
    start: int
    end: int
    role: str


class _Paragraph(NamedTuple):
    """The marks of one paragraph, paired as far as they go."""

    start: int
    end: int
    marks: tuple[_Mark, ...]
    pairs: tuple[tuple[_Mark, _Mark], ...]
    unclosed: _Mark | None
    unopened: _Mark | None


def quoted_stretches(text: str) -> tuple[Quoted, ...]:
    """Return the outermost quoted stretches of ``text`` in order; stray marks make none."""
    paragraphs = [_read(text, match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    paragraphs = [p for p in paragraphs if text[p.start : p.end].strip()]
    found: list[Quoted] = []
    reopens = False
    for i, paragraph in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        found.extend(_stretches(text, paragraph, following, reopens))
        reopens = _goes_on(text, paragraph, following)
    return tuple(found)


def _stretches(text: str, paragraph: _Paragraph, following: _Paragraph | None, reopens: bool) -> list[Quoted]:
    found = [Quoted(a.start, a.end, b.start, b.end) for a, b in paragraph.pairs]
    if reopens and paragraph.unopened is not None:
        mark = paragraph.unopened
        found.append(Quoted(paragraph.start, paragraph.start, mark.start, mark.end))
    mark_open = paragraph.unclosed
    if mark_open is not None:
        introduced = _INTRODUCES.search(text[paragraph.start : mark_open.start]) is not None
        if _goes_on(text, paragraph, following) or introduced:
            end = paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
            found.append(Quoted(mark_open.start, mark_open.end, end, end))
    found.extend(_single_stretches(text, paragraph, found))
    outer = _outermost([q for q in found if text[q.start : q.end].strip()])
    if reopens and outer and not text[paragraph.start : outer[0].outer_start].strip():
        outer[0] = outer[0]._replace(reopens=True)
    return outer


def _goes_on(text: str, paragraph: _Paragraph, following: _Paragraph | None) -> bool:
    """Say whether what ``paragraph`` leaves open is taken up by the next one."""
    if paragraph.unclosed is None or following is None or not following.marks:
        return False
    first = following.marks[0]
    opens_again = first.role == "open" and not text[following.start : first.start].strip()
    return opens_again or following.unopened is not None


def _read(text: str, start: int, end: int) -> _Paragraph:
    """Pair the double marks of one paragraph; a closing mark goes with the nearest open one."""
    marks: list[_Mark] = []
    stack: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    unopened: _Mark | None = None
    for match in _DOUBLE.finditer(text, start, end):
        mark = _Mark(match.start(), match.end(), _role(text, match, is_open=bool(stack)))
        marks.append(mark)
        if mark.role == "open":
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop(), mark))
        elif unopened is None and len(marks) == 1:
            unopened = mark
    return _Paragraph(start, end, tuple(marks), tuple(pairs), _left_open(text, stack, pairs), unopened)


def _left_open(text: str, stack: list[_Mark], pairs: list[tuple[_Mark, _Mark]]) -> _Mark | None:
    """Return the open mark that may reach to the end: the first after which no pair begins, else the first.

    A mark with white space after it is a stray one.
    """
    last = max((a.start for a, _ in pairs), default=-1)
    marks = [mark for mark in stack if not text[mark.end : mark.end + 1].isspace()]
    return next((mark for mark in marks if mark.start > last), marks[0] if marks else None)


def _role(text: str, match: re.Match[str], *, is_open: bool) -> str:
    """Say whether a double mark opens or closes: by the white space around it, else by its shape."""
    before, after = _neighbours(text, match)
    may_open = not before or _BEFORE_OPEN.match(before) is not None
    may_close = not after or _AFTER_CLOSE.match(after) is not None
    if before in {"", "\n"} or after in {"", "\n"}:
        return "open" if before in {"", "\n"} else "close"
    if may_open != may_close:
        return "open" if may_open else "close"
    if match.group() in _OPENING:
        return "open"
    if match.group() in _CLOSING:
        return "close"
    return "close" if is_open else "open"


def _neighbours(text: str, match: re.Match[str]) -> tuple[str, str]:
    i = match.start()
    return text[max(i - 1, 0) : i], text[match.end() : match.end() + 1]


def _single_stretches(text: str, paragraph: _Paragraph, doubles: list[Quoted]) -> list[Quoted]:
    found: list[Quoted] = []
    at = paragraph.start
    for match in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        if match.start() < at or not _opens_single(text, match):
            continue
        close = _closing_single(text, match.end(), paragraph.end)
        if close is None:
            continue
        quoted = Quoted(match.start(), match.end(), close, close + 1)
        if not any(_cross(quoted, double) for double in doubles):
            found.append(quoted)
            at = quoted.outer_end
    return found


def _opens_single(text: str, match: re.Match[str]) -> bool:
    before, after = _neighbours(text, match)
    free = not before or _BEFORE_OPEN.match(before) is not None
    decade = _DECADE.match(text, match.end()) is not None
    return match.group() in _SINGLE_OPENING and free and bool(after) and not after.isspace() and not decade


def _closing_single(text: str, start: int, end: int) -> int | None:
    """Return where a single quotation closes. A plural's apostrophe ("workers’ rights") only if nothing else does."""
    plural: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        i = match.start()
        after = text[i + 1 : i + 2]
        if match.group() not in _SINGLE_CLOSING or text[i - 1].isspace():
            continue
        if after and not _AFTER_CLOSE.match(after):
            continue
        if text[i - 1] != "s" or not re.match(r" [a-z]", text[i + 1 : i + 3]):
            return i
        plural = i if plural is None else plural
    return plural


def _cross(one: Quoted, other: Quoted) -> bool:
    """Say whether two stretches overlap without one holding the other."""
    first, second = sorted((one, other), key=lambda q: (q.outer_start, -q.outer_end))
    return first.outer_start < second.outer_start < first.outer_end < second.outer_end


def _outermost(stretches: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for quoted in sorted(stretches, key=lambda q: (q.outer_start, -q.outer_end)):
        if not kept or quoted.outer_start >= kept[-1].outer_end:
            kept.append(quoted)
    return kept
