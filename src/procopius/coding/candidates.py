"""Predicates of an article that meet a pattern, each with its parties: events before they are judged and merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import Frame, noun_frame, verb_frame
from procopius.coding.lexicons import Lexicons
from procopius.coding.matching import best_pattern, slot_tokens
from procopius.coding.patterns import Pattern, Patterns
from procopius.coding.status import Reading, read_status
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.actor import ActorMatch
from procopius.resolve.entities import ActorEntity
from procopius.resolve.phrases import phrase_span

_PREDICATE_ADJECTIVES = {"VBN", "VBD", "VBG"}


class Party(msgspec.Struct, frozen=True):
    """A filler of a role: the nominal, its words and whom they mean. ``token`` None: plain but not named."""

    token: Token | None
    text: str | None
    span: tuple[int, int] | None
    match: ActorMatch
    entity: ActorEntity | None

    @property
    def key(self) -> str:
        """What two parties share when they are one."""
        if self.entity is not None:
            return self.entity.name
        return self.match.name or f"{self.match.country}/{self.match.sector}/{(self.text or '').lower()}"


class Candidate(msgspec.Struct, frozen=True):
    """A predicate that a pattern fits."""

    frame: Frame
    pattern: Pattern
    event: str
    mode: str | None
    reading: Reading
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    notes: tuple[str, ...] = ()

    @property
    def trigger(self) -> Token:
        """The word that carries the act."""
        return self.frame.token


def candidates(resolved: ResolvedArticle, patterns: Patterns, lexicons: Lexicons) -> Iterator[Candidate]:
    """Yield a candidate for every predicate of the article that meets a pattern."""
    for token in resolved.doc:
        found = match_predicate(token, resolved, patterns, lexicons)
        if found is None or found[1].event is None:
            continue
        frame, pattern = found
        actor = parties(frame, pattern.actor, resolved)
        recipient = parties(frame, pattern.recipient, resolved, skip={p.key for p in actor})
        reading = read_status(frame, lexicons)
        yield Candidate(frame, pattern, str(pattern.event), pattern.mode, reading, actor, recipient)


def match_predicate(
    token: Token, resolved: ResolvedArticle, patterns: Patterns, lexicons: Lexicons
) -> tuple[Frame, Pattern] | None:
    """Return the frame of a predicate and the pattern it meets, if any."""
    lemma = token.lemma_.lower()
    if is_verbal(token) and lemma in patterns.verbs:
        frame = verb_frame(token, lexicons)
        pattern = best_pattern(frame, patterns.verbs[lemma], resolved, lexicons)
        if pattern is not None:
            return frame, pattern
    if token.pos_ in {"NOUN", "PROPN"} and lemma in patterns.nouns:
        frame = noun_frame(token, lexicons)
        pattern = best_pattern(frame, patterns.nouns[lemma], resolved, lexicons)
        if pattern is not None:
            return frame, pattern
    return None


def is_verbal(token: Token) -> bool:
    """Say whether a token is a verb in a clause of its own, not a label ("the annexed city", ruling 32)."""
    if token.pos_ == "VERB":
        return token.dep_ not in {"amod", "compound", "case", "fixed", "compound:prt"}
    return False


def parties(
    frame: Frame, paths: Iterable[str], resolved: ResolvedArticle, skip: Iterable[str] = ()
) -> tuple[Party, ...]:
    """Return the parties in the first slot of ``paths`` that holds any; ``a+b`` joins two slots."""
    seen = set(skip)
    for path in paths:
        found: list[Party] = []
        for part in path.split("+"):
            for token in slot_tokens(frame.slots, part):
                party = to_party(token, resolved)
                if party is not None and party.key not in seen:
                    seen.add(party.key)
                    found.append(party)
        if found and ("+" not in path or len(found) > 1 or path == list(paths)[-1]):
            return tuple(found)
    return ()


def to_party(token: Token, resolved: ResolvedArticle) -> Party | None:
    """Read a nominal as a party; None for what cannot act (a bomb, a meeting)."""
    if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"}:
        return None
    entity, match = resolved.actors.who(token)
    if match.reason in {"no_actor_sense"} or (match.reason == "pronoun" and entity is None):
        return None
    if entity is None and not (match.country or match.sector):
        if not (token.pos_ == "PROPN" or token.ent_type_ in {"PER", "ORG"}):
            return None
    start, end = phrase_span(token)
    return Party(token, resolved.doc.text[start:end], (start, end), match, entity)
