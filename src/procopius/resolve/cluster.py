"""Which mentions of an article stand for one actor.

Names: the same row of the dictionaries; for people also the same surname and no other first name, or nearly the same
name and the same office. A land, its capital and its government are one actor. Groups of people under common nouns
are one when country, sector and noun agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from rapidfuzz import fuzz

from procopius.resolve.actor_record import ActorMatch
from procopius.resolve.mention import BODIES, ActorEntity, Mention, groups, name_words

NEAR_NAME = 80
"""Similarity (0–100, rapidfuzz ratio over Latin letters) at which two name words are spellings of one."""
SAME_SURNAME = 90
"""The same, where nothing but a long surname speaks for it."""
SURE = 0.6
"""Score above which a country told for a person keeps it apart from people of other countries."""
_WEAK = {"no_known_part", "unknown_head", "pronoun", "ambiguous_surname", "no_country", "ambiguous_country"}
_DETERMINER = re.compile(r"^(the|a|an|this|that|these|those) |['’]s?$", re.I)


def cluster(mentions: Iterable[Mention]) -> list[ActorEntity]:
    """Group mentions that bear names into entities, in order of first mention."""
    gathered: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (not _is_full(m), m.place)):
        group = next((g for g in gathered if any(same_actor(mention, other) for other in g)), None)
        if group is None:
            gathered.append([mention])
        else:
            group.append(mention)
    return in_order(entity_of(group) for group in gathered)


def in_order(entities: Iterable[ActorEntity]) -> list[ActorEntity]:
    """Return the entities in order of first mention."""
    return sorted(entities, key=lambda e: e.mentions[0].place)


def _is_full(mention: Mention) -> bool:
    return len(name_words(mention)) > 1 or not mention.person


def same_actor(a: Mention, b: Mention) -> bool:
    """Say whether two mentions stand for one actor."""
    if a.person != b.person:
        return False
    if a.match.name and b.match.name:
        return a.match.name == b.match.name or (a.person and _same_full_name(a.match, b.match))
    return _same_person(a, b) if a.person else _same_body(a, b)


def _same_full_name(a: ActorMatch, b: ActorMatch) -> bool:
    """Say whether two rows name one person, with and without a middle name."""
    first, second = (str(m.name).lower().split() for m in (a, b))
    ends = (first[0], first[-1]) == (second[0], second[-1])
    return ends and a.country == b.country and min(len(first), len(second)) == 2


def _same_body(a: Mention, b: Mention) -> bool:
    same_land = a.match.country == b.match.country
    if same_land and a.match.country and _is_state(a) and _is_state(b):
        return True
    if plain_text(a.text) == plain_text(b.text):
        return same_land or not (a.match.country and b.match.country)
    same = same_land and a.match.sector == b.match.sector and not (a.proper and b.proper)
    return a.group and b.group and same and bool(a.head) and groups().are_alike(a.head, b.head)


def plain_text(text: str) -> str:
    """Return a phrase in lower case without its article and genitive."""
    return _DETERMINER.sub("", text).lower()


def _is_state(mention: Mention) -> bool:
    """Say whether a mention is a land, its capital or its government."""
    if mention.match.sector != "GOV":
        return False
    return mention.match.entity_kind in {"country", "capital"} or (
        mention.match.entity_kind == "role" and mention.head in groups().state and mention.roles <= groups().state
    )


def _same_person(a: Mention, b: Mention) -> bool:
    first, second = name_words(a), name_words(b)
    if not first or not second or _countries_differ(a, b):
        return False
    near = fuzz.ratio(first[-1], second[-1]) >= NEAR_NAME
    if len(first) == 1 or len(second) == 1:
        alike = fuzz.ratio(first[-1], second[-1]) >= SAME_SURNAME and min(len(first[-1]), len(second[-1])) > 5
        return first[-1] == second[-1] or alike or (near and bool(a.roles & b.roles))
    given = fuzz.ratio(first[0], second[0]) >= NEAR_NAME or (first[0][:1] == second[0][:1] and len(first[0]) <= 2)
    if near and given:
        return True
    same_office = bool(a.match.country) and a.match.country == b.match.country and bool(a.roles & b.roles)
    return same_office and (near or given)


def _countries_differ(a: Mention, b: Mention) -> bool:
    told = bool(a.match.country and b.match.country) and a.match.country != b.match.country
    return told and max(a.match.score, b.match.score) > SURE


def entity_of(mentions: Sequence[Mention]) -> ActorEntity:
    """Return the entity of mentions that stand for one actor: its best match, filled up from the others."""
    mentions = sorted(mentions, key=lambda m: m.place)
    best = max(
        mentions,
        key=lambda m: (m.named, m.match.reason not in _WEAK, m.match.score, bool(m.match.name), len(name_words(m))),
    )
    named = [m for m in mentions if m.match.name]
    person = any(m.person for m in mentions)
    match = best.match
    if not person and not named:
        return ActorEntity(best.text, match, tuple(mentions), person)
    longest = max((m for m in mentions if m.person == person), key=lambda m: len(name_words(m)))
    own = [m for m in named if m.named] or ([] if person else named)
    name = own[0].match.name if own else " ".join(w.title() for w in name_words(longest)) or best.text
    if match.country is None and (other := next((m.match for m in mentions if m.match.country), None)):
        match = msgspec.structs.replace(match, country=other.country)
    if match.sector is None and match.entity_kind not in BODIES:
        other = next((m.match for m in mentions if m.match.sector), match)
        match = msgspec.structs.replace(match, sector=other.sector, sectors=other.sectors)
    return ActorEntity(str(name), msgspec.structs.replace(match, name=str(name)), tuple(mentions), person)
