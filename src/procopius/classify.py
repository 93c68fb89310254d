"""What happened between two marked parties of a sentence: the event head and the patterns, without dictionaries."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
from spacy.language import Language

from procopius.coding.between import types_between
from procopius.coding.lexicons import Lexicons, load_lexicons
from procopius.coding.patterns import Patterns, load_patterns
from procopius.errors import InputError
from procopius.model import Span
from procopius.parse import load
from procopius.parse.event_head import NONE, EventHead

PATTERN = (0.0, 1.5, 3.0)
"""Log-odds that a pattern adds to its type, by the marked parties it holds; fitted on held-out training sentences."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its marked parties: half-open code-point spans of ``text``, one, several or null."""

    id: str | int | None = None
    text: str
    actor: list[int | Span] | None = None
    """``[start, end]`` or a list of such spans."""
    recipient: list[int | Span] | None = None


class Classified(msgspec.Struct, frozen=True, kw_only=True):
    """The type between the parties of a pair. ``scores`` add up to 1."""

    id: str | int | None
    event: str | None
    """Null only where no event wins and that is allowed."""
    score: float
    scores: dict[str, float]


def decode_pair(line: bytes) -> Pair:
    """Read one JSON line.

    Raises:
        InputError: it is not a pair; the message says why.
    """
    try:
        pair = msgspec.json.decode(line, type=Pair)
    except msgspec.DecodeError as error:
        raise InputError(f"not a pair: {error}") from error
    for start, end in (*_spans(pair.actor), *_spans(pair.recipient)):
        if not 0 <= start < end <= len(pair.text):
            raise InputError(f"[{start}, {end}] is not a span of a text of {len(pair.text)} characters")
    return pair


class Witnesses(msgspec.Struct, frozen=True):
    """What :func:`classify` asks: a pipeline, the event head of its model, and the patterns."""

    nlp: Language
    head: EventHead
    patterns: Patterns
    lexicons: Lexicons


def load_witnesses() -> Witnesses:
    """Load what ships with the package."""
    return Witnesses(load(), EventHead(), load_patterns(), load_lexicons())


def classify(pair: Pair, ask: Witnesses, *, allow_none: bool = False) -> Classified:
    """Return the most probable type between the parties of a pair; ``NONE`` competes only with ``allow_none``.

    Raises:
        InputError: the text is empty.
    """
    doc = ask.nlp(pair.text)
    words = [t for t in doc if not t.is_space]
    if not words:
        raise InputError("the text is empty")
    marks = [
        [k for k, t in enumerate(words) for a, b in _spans(side) if t.idx < b and a < t.idx + len(t)]
        for side in (pair.actor, pair.recipient)
    ]
    hidden = doc.tensor[[t.i for t in words]].astype("float32")
    actor, recipient = ([words[k].i for k in side] for side in marks)
    seen = types_between(doc, actor, recipient, ask.patterns, ask.lexicons)
    odds = {
        event: score * (math.exp(PATTERN[seen[event]]) if event in seen else 1.0)
        for event, score in ask.head.pair(hidden, marks[0], marks[1]).items()
        if allow_none or event != NONE
    }
    whole = sum(odds.values())
    scores = {event: round(score / whole, 4) for event, score in odds.items()}
    best = max(odds, key=lambda event: odds[event])
    return Classified(id=pair.id, event=None if best == NONE else best, score=scores[best], scores=scores)


def _spans(side: list[int | Span] | None) -> Sequence[Span]:
    """Return the spans of a side, written as one pair of numbers or as a list of pairs."""
    bounds = [item for item in side or () if isinstance(item, int)]
    if bounds:
        if len(bounds) != 2 or len(bounds) != len(side or ()):
            raise InputError(f"{side} is neither [start, end] nor a list of such spans")
        return ((bounds[0], bounds[1]),)
    return [item for item in side or () if not isinstance(item, int)]
