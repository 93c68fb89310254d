"""Descriptions without a name: which entity told before "the minister", "the group" or "the court" stands for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from procopius.resolve.mention import ActorEntity, Mention, groups

EXPLICIT = 0.5
"""Score above which the phrase itself tells its country ("the Greek foreign minister")."""
_DEFINITE = {"the", "this", "that", "both", "these", "those"}
_PLURAL = {"NNS", "NNPS"}
_OF_PEOPLE = {"armed_group", "party", "force"}
"""Kinds of bodies that a plural may stand for ("the rebels")."""


def described(token: Token, mention: Mention, entities: Sequence[ActorEntity]) -> list[ActorEntity]:
    """Return the entities a description may stand for: those that fit it best, told before it.

    An entity fits, the best first, that holds the office; that was called so before, in apposition too; whose name
    has the noun in it ("the court", the Court of Session); or whose kind the noun tells ("the group").
    """
    if not _is_description(token, mention):
        return []
    explicit = mention.match.score > EXPLICIT
    told = [e for e in entities if (explicit or e.mentions[0].place < token.i) and _may_be(e, mention, token)]
    held = [e for e in told if mention.match.name and e.match.name == mention.match.name]
    if held or (explicit and token.text[:1].isupper()):
        return held
    called = [e for e in told if mention.roles <= e.roles and _was_called(e, mention)]
    bodies = [e for e in told if not e.person and e.match.entity_kind != "role"]
    if token.tag_ in _PLURAL:
        bodies = [e for e in bodies if e.match.entity_kind in _OF_PEOPLE]
    worded = [e for e in bodies if mention.head in e.name.lower().split() and _sector_fits(e, mention)]
    typed = [e for e in bodies if mention.head in _nouns(e)]
    return next((found for found in (_of_land(es, mention) for es in (called, worded, typed)) if found), [])


def _sector_fits(entity: ActorEntity, mention: Mention) -> bool:
    return mention.match.sector in {None, entity.match.sector} or not entity.match.sector


def _is_description(token: Token, mention: Mention) -> bool:
    if mention.named or not mention.head:
        return False
    determiners = {c.lower_ for c in token.children if c.dep_ == "det"}
    bare = not determiners and (bool(mention.match.name) or mention.head in groups().groups)
    return bool(_DEFINITE & determiners) or bare


def _may_be(entity: ActorEntity, mention: Mention, token: Token) -> bool:
    if mention.match.score > EXPLICIT and mention.match.country != entity.match.country:
        return False
    if mention.former and not any(m.former for m in entity.mentions) and entity.match.sector != "ELI":
        return False
    return not (entity.person and token.tag_ in _PLURAL)


def _was_called(entity: ActorEntity, mention: Mention) -> bool:
    same = (m for m in entity.mentions if m.former == mention.former)
    return any(mention.head == m.head or mention.head in m.roles for m in same)


def _of_land(entities: list[ActorEntity], mention: Mention) -> list[ActorEntity]:
    """Of several bodies prefer those of the land the text is about here; a government is never another land's."""
    near = [e for e in entities if e.person or e.match.country == mention.match.country]
    return near if near or mention.head in groups().state else entities


def _nouns(entity: ActorEntity) -> frozenset[str]:
    nouns, match = groups(), entity.match
    by_kind = nouns.kinds.get(match.entity_kind or "", frozenset())
    return by_kind | nouns.sectors.get(match.sector or "", frozenset())
