"""What happened between two marked parties of a sentence: the model's event head, without patterns or dictionaries."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from spacy.language import Language

from procopius.errors import InputError
from procopius.model import Span
from procopius.parse.event_head import NONE, EventHead


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


def classify(pair: Pair, nlp: Language, head: EventHead, *, allow_none: bool = False) -> Classified:
    """Return the most probable type between the parties of a pair; ``NONE`` competes only with ``allow_none``."""
    doc = nlp(pair.text)
    words = [t for t in doc if not t.is_space]
    if not words:
        raise InputError("the text is empty")
    marks = [
        [k for k, t in enumerate(words) for a, b in _spans(side) if t.idx < b and a < t.idx + len(t)]
        for side in (pair.actor, pair.recipient)
    ]
    hidden = doc.tensor[[t.i for t in words]].astype("float32")
    scores = head.pairs(hidden, [marks[0]], [marks[1]])[0]
    if not allow_none:
        rest = 1.0 - scores.pop(NONE)
        scores = {event: score / rest for event, score in scores.items()}
    best = max(scores, key=lambda event: scores[event])
    rounded = {event: round(score, 4) for event, score in scores.items()}
    return Classified(id=pair.id, event=None if best == NONE else best, score=rounded[best], scores=rounded)


def _spans(side: list[int | Span] | None) -> Sequence[Span]:
    """Return the spans of a side, written as one pair of numbers or as a list of pairs."""
    bounds = [item for item in side or () if isinstance(item, int)]
    if bounds:
        if len(bounds) != 2 or len(bounds) != len(side or ()):
            raise InputError(f"{side} is neither [start, end] nor a list of such spans")
        return ((bounds[0], bounds[1]),)
    return [item for item in side or () if not isinstance(item, int)]
