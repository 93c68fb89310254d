"""Which pattern a predicate meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from spacy.tokens import Token

from procopius.coding.frames import Frame, Slots, noun_frame, noun_slots, verb_frame
from procopius.coding.lexicons import Lexicons
from procopius.coding.patterns import Alternative, Need, Pattern, Patterns
from procopius.coding.status import is_negated


class Kinds(Protocol):
    """What the resolver says of a nominal."""

    def is_actor(self, token: Token) -> bool:
        """Say whether a nominal is an actor known by country or sector, or a person."""

    def is_place(self, token: Token) -> bool:
        """Say whether a nominal is the name of a place."""


def best_pattern(frame: Frame, patterns: Iterable[Pattern], kinds: Kinds, lexicons: Lexicons) -> Pattern | None:
    """Return the first pattern whose conditions all hold (they come with most conditions first)."""
    for pattern in patterns:
        if all(meets(need, frame, kinds, lexicons) for need in pattern.needs):
            return pattern
    return None


def meets(need: Need, frame: Frame, kinds: Kinds, lexicons: Lexicons) -> bool:
    """Say whether a condition holds of a frame."""
    found = any(_holds(alternative, frame, kinds, lexicons) for alternative in need.alternatives)
    return found != need.absent


def _holds(alternative: Alternative, frame: Frame, kinds: Kinds, lexicons: Lexicons) -> bool:
    if alternative.slot == "neg":
        return is_negated(frame.light or frame.token, lexicons) is not None
    if alternative.slot == "any":
        tokens: Iterable[Token] = (t for t in (frame.light or frame.token).subtree if t.i != frame.token.i)
        return any(_fits(t, alternative, kinds) for t in tokens)
    tokens = slot_tokens(frame.slots, alternative.slot)
    if "ACTORS" in alternative.kinds:
        return sum(kinds.is_actor(t) for t in tokens) > 1
    if not alternative.lemmas and not alternative.kinds:
        return any(True for _ in tokens)
    return any(_fits(t, alternative, kinds) for t in _with_quantified(tokens, lexicons.classes["quantity"]))


def _fits(token: Token, alternative: Alternative, kinds: Kinds) -> bool:
    lemma = token.lemma_.lower()
    if alternative.lemmas and not alternative.lemmas.isdisjoint((lemma, token.lower_, lemma.removesuffix("s"))):
        return True
    if "ACTOR" in alternative.kinds and kinds.is_actor(token):
        return True
    return "PLACE" in alternative.kinds and kinds.is_place(token)


def _with_quantified(tokens: Iterable[Token], quantities: frozenset[str]) -> Iterator[Token]:
    """Yield tokens, and of "a series of raids" the raids too."""
    for token in tokens:
        yield token
        if token.lemma_.lower() in quantities:
            yield from (c for c in token.children if c.dep_.startswith("nmod"))


def slot_tokens(slots: Slots, path: str) -> tuple[Token, ...]:
    """Return the fillers of a slot; ``obj.of`` is the ``of`` of the object, ``xcomp.obj`` the infinitive's object."""
    first, *rest = path.split(".")
    tokens = slots.get(first, ())
    for part in rest:
        out: list[Token] = []
        for token in tokens:
            inner = _verb_slots(token) if token.pos_ in {"VERB", "AUX"} else noun_slots(token)
            out.extend(t for t in inner.get(part, []) if t not in out)
        tokens = tuple(out)
    return tokens


def _verb_slots(verb: Token) -> dict[str, list[Token]]:
    slots: dict[str, list[Token]] = {}
    for child in verb.children:
        key = {"nsubj": "subj", "obj": "obj", "iobj": "obj"}.get(child.dep_)
        if key:
            slots.setdefault(key, []).append(child)
        elif child.dep_.startswith("obl"):
            case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
            slots.setdefault(case, []).append(child)
    return slots


def match_predicate(token: Token, kinds: Kinds, patterns: Patterns, lexicons: Lexicons) -> tuple[Frame, Pattern] | None:
    """Return the frame of a predicate and the pattern it meets, if any."""
    lemma = token.lemma_.lower()
    if is_verbal(token) and lemma in patterns.verbs:
        frame = verb_frame(token, lexicons)
        pattern = best_pattern(frame, patterns.verbs[lemma], kinds, lexicons)
        if pattern is not None:
            return frame, pattern
    if token.pos_ in {"NOUN", "PROPN"} and lemma in patterns.nouns:
        frame = noun_frame(token, lexicons)
        pattern = best_pattern(frame, patterns.nouns[lemma], kinds, lexicons)
        if pattern is not None:
            return frame, pattern
    return None


def is_verbal(token: Token) -> bool:
    """Say whether a token is a verb in a clause of its own, not a label ("the annexed city", ruling 32).

    An adjective is one where a clause hangs on it ("is ready to talk").
    """
    if token.pos_ == "VERB":
        return token.dep_ not in {"amod", "compound", "case", "fixed", "compound:prt"}
    return token.pos_ == "ADJ" and any(c.dep_ in {"cop", "nsubj"} for c in token.children)
