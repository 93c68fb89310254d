"""The addressee that a sentence leaves out: whom a demand, a reproach or a refusal was for, from the text before it."""

from __future__ import annotations

from procopius.coding.candidates import GUESSED, Candidate, Party
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.entities import ActorEntity

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
    own = {p.key for p in candidate.actor}
    best: tuple[int, ActorEntity] | None = None
    for entity in resolved.actors.entities:
        if entity.name in own or entity.match.sector not in _OFFICIAL or entity.match.score <= GUESSED:
            continue
        for mention in entity.mentions:
            if mention.span and 0 < candidate.trigger.idx - mention.span[0] < BACK:
                if best is None or mention.span[0] > best[0]:
                    best = (mention.span[0], entity)
    if best is None:
        return ()
    mention = next(m for m in best[1].mentions if m.span and m.span[0] == best[0])
    return (Party(None, mention.text, mention.span, best[1].match, best[1]),)
