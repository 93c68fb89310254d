"""The addressee that a sentence leaves out: whom a demand, a reproach or a refusal was for, from the text before it."""

from __future__ import annotations

from procopius.coding.candidates import Candidate, Party
from procopius.dictionaries.record import SUPRANATIONAL
from procopius.resolve.actor_answer import FROM_CONTEXT as GUESSED
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.mention import ActorEntity

ADDRESSED = {"REQUEST", "ACCUSE", "REJECT"}
"""Types whose act is for somebody; of these an addressee is looked for."""
BACK = 260
"""How far back the addressee may have been named, in characters of the cleaned text."""
_OFFICIAL = {"GOV", "LEG", "MIL", "JUD", "COP", "PTY", "OPP", "REB"}


def counterpart(candidate: Candidate, resolved: ResolvedArticle) -> tuple[Party, ...]:
    """Return the official party named last before an act that has no recipient of its own, other than its actor.

    Empty for types that need no addressee, and where nobody fits.
    """
    if candidate.event not in ADDRESSED or candidate.recipient or not candidate.actor:
        return ()
    if any(p.match.country in SUPRANATIONAL for p in candidate.actor):
        return ()  # bodies of states speak to all
    own = {p.key for p in candidate.actor}
    near = [
        (mention, entity)
        for entity in resolved.actors.entities
        if entity.name not in own and is_official(entity)
        for mention in entity.mentions
        if mention.span and 0 < candidate.trigger.idx - mention.span[0] < BACK
    ]
    if not near:
        return ()
    mention, entity = max(near, key=lambda pair: pair[0].span or (0, 0))
    return (Party(None, mention.text, mention.span, entity.match, entity),)


def is_official(entity: ActorEntity) -> bool:
    """Say whether an entity is a public body or office, known by more than the article's context."""
    return entity.match.sector in _OFFICIAL and entity.match.score > GUESSED
