"""Where the quoted stretches of a ``Doc`` stand among its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.tokens import Doc, Token

from procopius.coding.quote_marks import Quoted, quoted_stretches

_STOPS = {".", "!", "?", "…", "...", "...."}
_SHORT_WORD = 3
_BOUNDS = {"(", "[", ";"}
_DASHES = {"—", "–", "-"}
_LEADS = {"CCONJ", "ADV", "INTJ", "SCONJ", "PUNCT"}


class Stretch(NamedTuple):
    """A quoted stretch with the tokens it covers, marks included: ``doc[first:last]``."""

    quoted: Quoted
    first: int
    last: int


class Layout(NamedTuple):
    """The quoted stretches of a doc; ``owner[i]`` is the number of the stretch that token ``i`` stands in, or −1."""

    doc: Doc
    text: str
    stretches: tuple[Stretch, ...]
    owner: tuple[int, ...]

    def is_quoted(self, token: Token) -> bool:
        """Say whether a token stands between quotation marks."""
        return self.owner[token.i] >= 0

    def content(self, number: int) -> str:
        """Return the words inside the marks of a stretch."""
        quoted = self.stretches[number].quoted
        return self.text[quoted.start : quoted.end].strip()

    def before(self, number: int) -> list[Token]:
        """Return the unquoted tokens of its sentence that stand before a stretch, back to another stretch."""
        found: list[Token] = []
        for i in range(self.stretches[number].first - 1, -1, -1):
            token = self.doc[i]
            if self.owner[i] >= 0 or ends_sentence(token) or token.text in _BOUNDS:
                break
            found.append(token)
        return [t for t in reversed(found) if not t.is_space]

    def begins_sentence(self, number: int) -> bool:
        """Say whether a stretch begins a sentence, a leading "But" or "And" aside."""
        before = self.before(number)
        if len(before) > 2 or not all(t.pos_ in _LEADS for t in before):
            return False
        i = self.stretches[number].first - len(before) - 1
        while i >= 0 and self.doc[i].is_space and not is_break(self.doc[i]):
            i -= 1
        if i < 0 or self.owner[i] < 0:
            return True
        return self.is_whole(self.owner[i]) or self.content(self.owner[i])[-1:] in _DASHES

    def after(self, number: int) -> list[Token]:
        """Return the unquoted tokens that stand after a stretch, up to the end of a sentence or another stretch."""
        found: list[Token] = []
        for i in range(self.stretches[number].last, len(self.doc)):
            token = self.doc[i]
            if self.owner[i] >= 0 or ends_sentence(token):
                break
            found.append(token)
        return [t for t in found if not t.is_space]

    def line_before(self, number: int) -> list[Token]:
        """Return the last sentence of the paragraph before, if the stretch opens a paragraph."""
        i = self.stretches[number].first - 1
        if i < 0 or not is_break(self.doc[i]):
            return []
        found: list[Token] = []
        while i > 0 and is_break(self.doc[i]):
            i -= 1
        while i >= 0 and not ends_sentence(self.doc[i]) and self.owner[i] < 0:
            found.append(self.doc[i])
            i -= 1
        return found[::-1]

    def sentence_before(self, number: int) -> list[Token]:
        """Return the unquoted tokens of the sentence before a stretch that begins one, in its paragraph."""
        i = self.stretches[number].first - 1
        while i >= 0 and self.doc[i].is_space and not is_break(self.doc[i]):
            i -= 1
        if i < 0 or self.doc[i].text not in _STOPS:
            return []
        found: list[Token] = []
        for j in range(i - 1, -1, -1):
            if self.owner[j] >= 0 or ends_sentence(self.doc[j]):
                break
            found.append(self.doc[j])
        return found[::-1]

    def is_whole(self, number: int) -> bool:
        """Say whether a stretch ends as a sentence does, the full stop inside or right after the marks."""
        last = self.stretches[number].last
        stop_after = last < len(self.doc) and self.doc[last].text in _STOPS
        return stop_after or ends_with_stop(self.content(number))

    def is_sentence_like(self, number: int) -> bool:
        """Say whether a stretch without a comma before it reads as speech: a capital first, and no title."""
        content = self.content(number)
        starts = content[0].isupper() or content[0] in "[…."
        return starts and (len(content.split()) == 1 or not is_title(content))

    def is_joined(self, number: int) -> bool:
        """Say whether only "and" or "or" stands between a stretch and the one before it."""
        before = self.before(number)
        i = self.stretches[number].first - len(before) - 1
        after_stretch = i >= 0 and self.owner[i] >= 0
        return after_stretch and bool(before) and all(t.pos_ == "CCONJ" or t.text == "," for t in before)

    def opens_paragraph(self, number: int) -> bool:
        """Say whether nothing but white space stands before a stretch in its paragraph."""
        i = self.stretches[number].first - 1
        return i < 0 or is_break(self.doc[i])

    def paragraphs_between(self, one: int, other: int) -> int:
        """Return how many paragraph breaks lie between two stretches."""
        return sum(is_break(t) for t in self.doc[self.stretches[one].last : self.stretches[other].first])


def lay_out(doc: Doc) -> Layout:
    """Find the quoted stretches of ``doc`` and the tokens they cover."""
    starts = [token.idx for token in doc]
    owner = [-1] * len(doc)
    stretches = []
    text = doc.text
    for number, quoted in enumerate(quoted_stretches(text)):
        first = bisect_right(starts, quoted.outer_start) - 1
        last = max(bisect_right(starts, quoted.outer_end - 1), first + 1)
        owner[first:last] = [number] * (last - first)
        stretches.append(Stretch(quoted, first, last))
    return Layout(doc, text, tuple(stretches), tuple(owner))


def is_break(token: Token) -> bool:
    """Say whether a token is a paragraph break."""
    return token.is_space and "\n" in token.text


def ends_sentence(token: Token) -> bool:
    """Say whether a sentence ends with this token: a full stop of its own, or the end of the paragraph."""
    return is_break(token) or token.text in _STOPS


def ends_with_stop(content: str) -> bool:
    """Say whether quoted words end as a sentence does, the marks of a quotation inside them aside."""
    return content.rstrip("’'\"”»)] ")[-1:] in _STOPS


def is_title(content: str) -> bool:
    """Say whether quoted words are set like the title of a work: every longer word has a capital."""
    long_words = [word for word in re.findall(r"\w+", content) if len(word) > _SHORT_WORD]
    return bool(long_words) and all(word[0].isupper() for word in long_words)
