"""Who wrote the article: bylines above it, author boxes below it."""

from __future__ import annotations

import re
from functools import cache

from procopius.clean.lexicon import any_of, words
from procopius.clean.segments import Line, lines_of, sentence_spans, words_of
from procopius.clean.step import Context
from procopius.model import Edit

_FIRST_LINES, _LAST_LINES = 6, 4
_LONGEST_BYLINE, _LONGEST_BOX = 120, 400
_NAME = r"[A-ZÀ-Þ][\w'’-]+(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|al|bin|de|der|van|von)){1,3}"


def byline(text: str, _context: Context) -> list[Edit]:
    """Take out bylines among the first lines and author boxes among the last."""
    lines = lines_of(text)
    edits = [_edit("byline", line, "a byline") for line in lines[:_FIRST_LINES] if _is_byline(line)]
    for line in lines[1:][-_LAST_LINES:]:
        if _is_author_box(line, text):
            edits.append(_edit("author_box", line, "who the author is"))
    return edits


def _edit(kind: str, line: Line, reason: str) -> Edit:
    return Edit("byline", kind, line.start, line.end, "", reason)


def _is_byline(line: Line) -> bool:
    match = _byline_pattern().match(line.text)
    if match is None or len(line.text) > _LONGEST_BYLINE or line.text.endswith((".", "!", "?", ",")):
        return False
    names = words_of(line.text, match.end(), len(line.text))
    if not names or names[0].lower in words("authors", "not_names"):
        return False
    small = words("authors", "byline_words")
    return names[0].is_capital and all(word.is_capital or word.lower in small for word in names)


def _is_author_box(line: Line, text: str) -> bool:
    """Whether a line tells who the author is. One whose name the article tells of elsewhere is no author."""
    if len(line.text) > _LONGEST_BOX:
        return False
    if _author_opener_pattern().match(line.text):
        return True
    match = _author_pattern().match(line.text)
    if match is None or len(sentence_spans(line.text)) > 2:
        return False
    surname = match["name"].split()[-1]
    return re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", text[: line.start]) is None


@cache
def _byline_pattern() -> re.Pattern[str]:
    return re.compile(rf"{any_of('authors', 'byline_openers_exact')}\s*:?\s+(?=[A-ZÀ-Þ])")


@cache
def _author_pattern() -> re.Pattern[str]:
    role = any_of("authors", "author_roles")
    return re.compile(rf"(?P<name>{_NAME})\s+is\s+(?:an?|the)\s+(?:[\w’'-]+\s+){{0,4}}?{role}\b")


@cache
def _author_opener_pattern() -> re.Pattern[str]:
    return re.compile(rf"{any_of('authors', 'author_openers')}\s*(?::|$)")
