"""What patterns see between two marked parties of a sentence, without resolver or dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from spacy.tokens import Doc, Token

from procopius.coding.folding import fold
from procopius.coding.frames import Frame
from procopius.coding.lexicons import Lexicons
from procopius.coding.matching import match_predicate, slot_tokens
from procopius.coding.patterns import Patterns
from procopius.coding.status import read_status

_NAMED = {"PER", "ORG", "NORP"}


class Marked(msgspec.Struct, frozen=True):
    """Takes the marked words and named parties for actors (the :class:`~procopius.coding.matching.Kinds` of a pair)."""

    words: frozenset[int]

    def is_actor(self, token: Token) -> bool:
        """Say whether a word is marked or names a party."""
        return token.i in self.words or token.ent_type_ in _NAMED or token.pos_ == "PROPN"

    def is_place(self, token: Token) -> bool:
        """Say whether a word names a place."""
        return token.ent_type_ == "LOC"


def types_between(
    doc: Doc, actor: Collection[int], recipient: Collection[int], patterns: Patterns, lexicons: Lexicons
) -> dict[str, int]:
    """Return the types that patterns find, each with the number of marked parties (0 to 2) in its slots.

    ``actor`` and ``recipient`` are indices of tokens. What is refused, promised or threatened is folded as coding does.
    """
    kinds = Marked(frozenset((*actor, *recipient)))
    seen: dict[str, int] = {}
    for token in doc:
        found = match_predicate(token, kinds, patterns, lexicons)
        if found is None or found[1].event is None:
            continue
        frame, pattern = found
        reading = read_status(frame, lexicons)
        if reading.status is None:
            continue
        acts = _fillers(pattern.actor, frame)
        event, _, _ = fold(pattern, str(pattern.event), reading, bool(acts))
        held = _held(acts, actor) + _held(_fillers(pattern.recipient, frame), recipient)
        seen[event] = max(seen.get(event, 0), held)
    return seen


def _fillers(paths: Sequence[str], frame: Frame) -> list[Token]:
    return [t for path in paths for part in path.split("+") for t in slot_tokens(frame.slots, part)]


def _held(fillers: Sequence[Token], marked: Collection[int]) -> bool:
    """Say whether a filler, or what hangs on it ("sanctions on Iran"), is marked."""
    return any(t.i in marked for filler in fillers for t in filler.subtree)
