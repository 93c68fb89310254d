"""Which way a clause points in time, by the tense of its verb."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

_STATES = frozenset({"be", "have", "do"})


def points_ahead(doc: Doc) -> Callable[[int], bool]:
    """Return a function from an offset of ``doc`` to whether the clause there tells of something to come.

    A plain present tense beside a date is that of a timetable ("lands on Friday"). Verbs that are, have or report
    (with a clause for their object) are none of it.
    """

    def at(offset: int) -> bool:
        span = doc.char_span(offset, offset + 1, alignment_mode="expand")
        verb = _verb_above(span.root) if span is not None else None
        if verb is None or verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_ in _STATES:
            return False
        return not any(c.dep_ in {"aux", "aux:pass", "ccomp", "cop"} for c in verb.children)

    return at


def _verb_above(token: Token) -> Token | None:
    for above in (token, *token.ancestors):
        if above.pos_ == "VERB":
            return above
    return None
