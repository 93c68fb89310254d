"""Predicates of an article that meet a pattern, each with its parties: events before they are judged and merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import Frame, noun_frame, noun_slots, subjects, verb_frame
from procopius.coding.lexicons import Lexicons
from procopius.coding.matching import is_verbal, match_predicate, slot_tokens
from procopius.coding.patterns import Pattern, Patterns
from procopius.coding.status import Reading, read_status
from procopius.coding.witness import Testimony, load_frames, pattern_for
from procopius.ontology import Ontology
from procopius.parse.event_head import EventScores
from procopius.resolve.actor import ActorMatch
from procopius.resolve.actor_answer import FROM_CONTEXT as GUESSED
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.mention import ActorEntity
from procopius.resolve.phrases import phrase_span

SPOKEN = {"AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"}
"""Types whose acts are words about another act."""


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
    content: Pattern | None = None
    """The pattern of the act it speaks of: what is demanded, promised, refused or threatened."""

    @property
    def trigger(self) -> Token:
        """The word that carries the act."""
        return self.frame.token


def candidates(
    resolved: ResolvedArticle, patterns: Patterns, ontology: Ontology, lexicons: Lexicons, testimony: Testimony
) -> Iterator[Candidate]:
    """Yield a candidate for every predicate that meets a pattern, and for those the model alone is sure of."""
    for token in resolved.doc:
        scores = testimony.get(token.i)
        found = match_predicate(token, resolved, patterns, lexicons)
        if found is None and scores is not None and (is_verbal(token) or token.pos_ == "NOUN"):
            found = _by_model(token, scores, ontology, lexicons)
        if found is None or found[1].event is None:
            continue
        frame, pattern = found
        actor = parties(frame, pattern.actor, resolved, lexicons) or _usual(0, frame, pattern, resolved, lexicons)
        own = {p.key for p in actor}
        recipient = parties(frame, pattern.recipient, resolved, lexicons, skip=own)
        content = _content(frame, resolved, patterns, lexicons) if pattern.event in SPOKEN else None
        if not recipient and content is not None:
            recipient = parties(content[0], content[1].recipient, resolved, lexicons, skip=own)
        recipient = recipient or _usual(1, frame, pattern, resolved, lexicons, own)
        reading = read_status(frame, lexicons)
        told = content[1] if content is not None else None
        yield Candidate(frame, pattern, str(pattern.event), pattern.mode, reading, actor, recipient, (), told)


def _usual(
    role: int,
    frame: Frame,
    pattern: Pattern,
    resolved: ResolvedArticle,
    lexicons: Lexicons,
    skip: Iterable[str] = (),
) -> tuple[Party, ...]:
    """Return who stands where parties of the type usually stand, for a role that the pattern leaves unfilled."""
    wanted = pattern.recipient if role else pattern.actor
    known = load_frames().get(str(pattern.event))
    if not wanted or known is None or (role == 0 and frame.token.dep_ == "acl"):
        return ()
    usual = (known.noun if frame.token.pos_ in {"NOUN", "PROPN"} else known.verb)[role]
    found = parties(frame, usual, resolved, lexicons, skip)
    least = GUESSED if role else 0.0
    return tuple(p for p in found if p.match.score > least and (p.match.country or p.match.sector))


def _content(
    frame: Frame, resolved: ResolvedArticle, patterns: Patterns, lexicons: Lexicons
) -> tuple[Frame, Pattern] | None:
    """Return the act that a promise, demand, refusal or threat is about, with the pattern it meets."""
    slots = ("xcomp", "ccomp", "obj", "for", "to", "on", "of", "with", "advcl")
    for token in (t for slot in slots for t in frame.slots.get(slot, ())):
        inner = [t for t in token.children if t.dep_ in {"xcomp", "obj"}] if token.pos_ == "VERB" else []
        for word in (token, *inner):
            found = match_predicate(word, resolved, patterns, lexicons)
            if found is not None and found[1].event is not None:
                return found
    return None


def _by_model(
    token: Token, scores: EventScores, ontology: Ontology, lexicons: Lexicons
) -> tuple[Frame, Pattern] | None:
    pattern = pattern_for(token, scores, ontology)
    if pattern is None or lexicons.embedding.get(token.lemma_) == "report":
        return None
    frame = noun_frame(token, lexicons) if token.pos_ == "NOUN" else verb_frame(token, lexicons)
    return frame, pattern


def parties(
    frame: Frame,
    paths: Iterable[str],
    resolved: ResolvedArticle,
    lexicons: Lexicons,
    skip: Iterable[str] = (),
) -> tuple[Party, ...]:
    """Return the parties in the first slot of ``paths`` that holds any; ``a+b`` joins two slots."""
    seen = set(skip)
    for path in paths:
        found: list[Party] = []
        for part in path.split("+"):
            for token in slot_tokens(frame.slots, part):
                for party in _expanded(token, resolved, lexicons):
                    if party.key not in seen:
                        seen.add(party.key)
                        found.append(party)
        found = _without_guesses(found)
        if found and ("+" not in path or len(found) > 1 or path == list(paths)[-1]):
            return tuple(found)
    return ()


def _expanded(token: Token, resolved: ResolvedArticle, lexicons: Lexicons) -> list[Party]:
    """Return the parties of a nominal: one, none, or the two that "both sides" stands for."""
    if _is_pair(token, lexicons):
        return [_standing(entity, token, resolved) for entity in resolved.actors.pair_before(token)]
    party = to_party(_voice(token, lexicons), resolved) or _owner(token, resolved)
    return [party] if party is not None else []


def _is_pair(token: Token, lexicons: Lexicons) -> bool:
    told = any(c.lower_ in {"both", "two"} and c.dep_ in {"det", "nummod", "det:predet"} for c in token.children)
    return told and token.lemma_.lower() in lexicons.classes["side"]


def _standing(entity: ActorEntity, token: Token, resolved: ResolvedArticle) -> Party:
    start, end = phrase_span(token)
    return Party(token, resolved.cleaned.text[start:end], (start, end), entity.match, entity)


def _voice(token: Token, lexicons: Lexicons) -> Token:
    """Of "the council's resolution", "a ministry statement", return whose voice or tool it is."""
    if token.lemma_.lower() in lexicons.voices:
        slots = noun_slots(token)
        for slot in ("poss", "by", "of", "from", "mod"):
            for owner in slots.get(slot, []):
                if owner.pos_ in {"PROPN", "NOUN", "PRON"}:
                    return owner
        if token.dep_ == "obj" and (maker := subjects(token.head, lexicons)):
            return maker[0]
    return token


def _owner(token: Token, resolved: ResolvedArticle) -> Party | None:
    """Of what cannot act ("his authority", "the proclamation by the president") return whose it is."""
    slots = noun_slots(token)
    for slot in ("poss", "by", "of", "mod"):
        for owner in slots.get(slot, []):
            party = to_party(owner, resolved)
            if party is not None and (party.match.sector or party.entity is not None):
                return party
    return None


def _without_guesses(found: list[Party]) -> list[Party]:
    """Of parties that stand side by side uncoordinated ("officials Chad"), drop those whose country is only guessed."""
    sure = [p for p in found if p.match.score > GUESSED]
    if not sure or len(sure) == len(found):
        return found
    return [p for p in found if p in sure or _is_coordinated(p)]


def _is_coordinated(party: Party) -> bool:
    token = party.token
    return token is not None and (token.dep_ == "conj" or any(c.dep_ == "conj" for c in token.children))


def to_party(token: Token, resolved: ResolvedArticle) -> Party | None:
    """Read a nominal as a party; None for what cannot act (a bomb, a meeting)."""
    if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"}:
        return None
    if token.lower_.endswith(("self", "selves")):
        return None
    entity, match = resolved.actors.who(token)
    if match.reason in {"no_actor_sense"} or (match.reason == "pronoun" and entity is None):
        return None
    if entity is None and match.reason == "unknown_head" and token.ent_type_ not in {"PER", "ORG"}:
        return None
    if token.pos_ == "ADJ" and match.score <= GUESSED:
        return None
    place = resolved.place_at(token)
    if match.country is None and place is not None:
        match = msgspec.structs.replace(match, country=place.match.country, entity_kind="place")
    named = token.pos_ == "PROPN" or token.ent_type_ in {"PER", "ORG"}
    if entity is None and not (match.country or match.sector or named):
        return None
    start, end = phrase_span(token)
    return Party(token, resolved.cleaned.text[start:end], (start, end), match, entity)
