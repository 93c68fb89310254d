"""From candidates to events: what PLOVER folds, what the codebook rules out, who is plain though not named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from procopius.coding.candidates import Candidate, Party
from procopius.coding.folding import fold
from procopius.coding.lexicons import Lexicons
from procopius.coding.modes import read_mode
from procopius.model import Status
from procopius.ontology import Ontology
from procopius.resolve.actor import ActorMatch

_SPOKEN_MODE = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
_THREATENED_MODE = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "COERCE arrest": "arrest",
    "COERCE deport": "expel",
    "COERCE seize": "territory",
    "SANCTION": "relations",
    "SANCTION expel": "expel",
    "SANCTION convict": "arrest",
    "ACCUSE": "arrest",
    "REJECT": "relations",
}
_ACTOR_MAY_LACK = {"RETREAT", "PROTEST", "COERCE", "CONCEDE", "REJECT"}
_ARMED = {"REB", "UAF", "MIL", "PRM", "COP", "CVL"}


class Judged(msgspec.Struct, frozen=True):
    """A candidate that counts as an event, with its final type, mode and status."""

    candidate: Candidate
    event: str
    mode: str | None
    status: Status
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    score: float
    trace: tuple[str, ...]
    announced: bool
    """Told as to come and folded into a verbal type: what counts is when it was announced."""


def judge(found: Iterable[Candidate], ontology: Ontology, lexicons: Lexicons, country: str | None) -> Iterator[Judged]:
    """Yield the candidates that are events by the codebook. ``country`` is the one the article is most about."""
    for candidate in found:
        judged = _judge(candidate, ontology, lexicons, country)
        if judged is not None:
            yield judged


def _judge(candidate: Candidate, ontology: Ontology, lexicons: Lexicons, country: str | None) -> Judged | None:
    if candidate.reading.status is None:
        return None
    if candidate.reading.alleged and ontology.types[candidate.event].quad != 4:
        return None
    event, status, note = fold(candidate.pattern, candidate.event, candidate.reading, bool(candidate.actor))
    mode = _mode(candidate, event, ontology, lexicons)
    actor, recipient = _sides(candidate, event)
    actor = actor or _plain_actor(candidate, event, mode, lexicons, country)
    if event == "ASSAULT" and mode is None and not actor:
        return None  # "thirty were killed" alone may be an accident: an assault needs an actor or a weapon
    if not _has_party(candidate, event, mode, actor, recipient, ontology) or _is_home_trip(event, actor, recipient):
        return None
    if candidate.pattern.recipient_needed and not recipient:
        return None
    trace = [
        f"pattern {candidate.pattern.row}",
        *candidate.notes,
        *candidate.reading.reasons,
        *([note] if note else []),
    ]
    return Judged(
        candidate,
        event,
        mode,
        status,
        actor,
        recipient,
        _score(candidate, actor),
        tuple(trace),
        bool(note),
    )


def _sides(candidate: Candidate, event: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return actor and recipient; of two that cooperate the first is the actor, as the type needs a recipient."""
    actor = candidate.actor
    if event == "COOPERATE" and not candidate.recipient and len(actor) > 1:
        return actor[:1], actor[1:]
    return actor, candidate.recipient


def _mode(candidate: Candidate, event: str, ontology: Ontology, lexicons: Lexicons) -> str | None:
    if event != candidate.event:
        told = mode_of_content(event, candidate.event, candidate.pattern.mode)
        return told or ("change" if event == "REJECT" else None)
    if not candidate.pattern.mode_open:
        return candidate.pattern.mode
    content = candidate.content
    told = mode_of_content(event, content.event, content.mode) if content is not None and content.event else None
    mode = told or read_mode(event, candidate.pattern.mode, candidate.trigger, lexicons)
    return mode if mode in ontology.types[event].modes else None


def mode_of_content(event: str, content: str, mode: str | None) -> str | None:
    """Return the mode of a demand, refusal or threat from the act demanded, refused or threatened (ruling 15)."""
    if event in {"REQUEST", "REJECT"}:
        return _SPOKEN_MODE.get(content)
    if event == "THREATEN":
        return _THREATENED_MODE.get(f"{content} {mode}") or _THREATENED_MODE.get(content)
    return None


def _plain_actor(
    candidate: Candidate, event: str, mode: str | None, lexicons: Lexicons, country: str | None
) -> tuple[Party, ...]:
    """Return the actor that is plain though no word names it (rulings 17 and 25): police in "was arrested"."""
    noun = candidate.trigger.pos_ in {"NOUN", "PROPN"}
    if candidate.pattern.actor == () or not (candidate.frame.passive or (noun and event == "PROTEST")):
        return ()
    sector = lexicons.plain_actors.get(f"{event} {mode}") or lexicons.plain_actors.get(event)
    if sector is None:
        return ()
    own = next((p.match.country for p in candidate.recipient if p.match.country), None)
    match = ActorMatch(country=country or own, sector=sector, sectors=(sector,), score=0.4, reason="plain_actor")
    return (Party(None, None, None, match, None),)


def _has_party(
    candidate: Candidate,
    event: str,
    mode: str | None,
    actor: tuple[Party, ...],
    recipient: tuple[Party, ...],
    ontology: Ontology,
) -> bool:
    """Say whether enough parties are known: one at least (ruling 17), and those the type needs."""
    known = [p for p in (*actor, *recipient) if p.match.country or p.match.sector]
    if not known:
        return False
    rule = ontology.types[event].recipient
    if rule == "required":
        return bool(recipient) or (event == "COOPERATE" and len(actor) > 1)
    if rule == "one-sided":
        if mode is not None and actor and candidate.pattern.recipient:
            return True
        armed = any(p.match.sector in _ARMED for p in (*actor, *recipient))
        return bool(recipient) or (len(actor) > 1 and (armed or len({p.match.country for p in actor}) > 1)) or armed
    return bool(actor) or ((event in _ACTOR_MAY_LACK or candidate.pattern.actor == ()) and bool(recipient))


def _is_home_trip(event: str, actor: tuple[Party, ...], recipient: tuple[Party, ...]) -> bool:
    """Trips inside one's own country are no events (ruling 9)."""
    if event != "CONSULT" or len(actor) != 1 or not recipient:
        return False
    lands = all(p.match.sector is None or p.match.entity_kind in {"capital", "country"} for p in recipient)
    return lands and {p.match.country for p in recipient} == {actor[0].match.country}


def _score(candidate: Candidate, actor: tuple[Party, ...]) -> float:
    """Return a first confidence: how specific the pattern is and how well the parties are known."""
    score = 0.5 + 0.08 * min(3, len(candidate.pattern.needs))
    parties = (*actor, *candidate.recipient)
    if parties:
        score += 0.2 * sum(p.match.score for p in parties) / len(parties)
    if candidate.reading.status != "actual":
        score -= 0.05
    return round(max(0.05, min(0.95, score)), 3)
