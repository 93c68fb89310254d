"""Noun chunks on Universal Dependencies labels: a nominal with what stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
_INSIDE = {"det", "amod", "nummod", "compound", "nmod:poss", "det:predet", "flat", "nmod:desc", "advmod"}
_WITHIN = {"nummod", "det", "nmod:poss"}
_JOINED = {"compound", "flat", "fixed", "goeswith", "nmod:desc"}


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield ``(start, end, label)`` of base noun phrases, as ``Vocab.get_noun_chunks`` wants them."""
    doc = doclike.doc
    label = doc.vocab.strings.add("NP")
    last = -1
    for token in doclike:
        if token.pos_ not in _NOMINAL or token.dep_ in _JOINED or token.dep_ in _WITHIN:
            continue
        start, end = chunk_bounds(token)
        if start > last:
            yield start, end, label
            last = end - 1


def chunk_bounds(head: Token) -> tuple[int, int]:
    """Return the token span of the base noun phrase around ``head``."""
    start, end = head.i, head.i + 1
    for child in head.children:
        if child.i < head.i and child.dep_ in _INSIDE:
            start = min(start, child.left_edge.i)
        elif child.i > head.i and child.dep_ in _JOINED:
            end = max(end, child.right_edge.i + 1 if child.dep_ == "flat" else child.i + 1)
    return start, end
