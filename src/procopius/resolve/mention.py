"""A mention of an actor in an article, the entity it belongs to, and the words of the name in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
from anyascii import anyascii

from procopius.model import Span
from procopius.resolve.actor_record import ActorMatch

GROUPS = Path(__file__).parent.parent / "data" / "resolve" / "groups.yaml"
BODIES = {
    "country",
    "igo",
    "institution",
    "force",
    "organisation",
    "armed_group",
    "party",
    "media",
    "ngo",
    "metonym",
    "capital",
}
"""Kinds of dictionary rows that name a body, not a person or a common noun."""
_PARTICLES = {"al", "bin", "de", "von", "van", "el", "ibn", "da", "dos"}
_NAME_LENGTH = 3


class Mention(msgspec.Struct, frozen=True):
    """One nominal of the text. ``span`` is in the parsed text; ``place`` its order there (captions come at -1)."""

    text: str
    span: Span | None
    raw: Span
    match: ActorMatch
    roles: frozenset[str]
    person: bool
    place: int
    group: bool = False
    """A body or several people under a common noun ("police", "protesters")."""
    head: str = ""
    """Lemma of the head, in lower case."""
    bare: str = ""
    """The name of a person within ``text``, without title and country; empty where it is all of ``text``."""
    proper: bool = False
    """The phrase is written like a name, known or not ("the Supreme Court of Kenya")."""
    unknown: bool = False
    """The name of an organisation that the dictionaries lack."""
    forms: tuple[str, ...] = ()
    """Further forms of the phrase: with its apposition ("the minister, Marlon Parsady", "the Lake Union (LU)"), and
    without what tells where ("troops" of "troops near the border")."""
    former: bool = False
    """The phrase says that the office is over ("the former governor")."""

    @property
    def named(self) -> bool:
        """Tell whether a name, not only a common noun, says who is meant."""
        if self.match.reason == "no_actor_sense":
            return False
        return self.person or self.unknown or (bool(self.match.name) and self.match.entity_kind != "role")


class ActorEntity(msgspec.Struct, frozen=True):
    """All mentions that stand for one actor."""

    name: str
    match: ActorMatch
    mentions: tuple[Mention, ...]
    person: bool

    @property
    def roles(self) -> frozenset[str]:
        """Role nouns under which the article names the actor."""
        return frozenset(r for m in self.mentions for r in m.roles)

    @property
    def surface_forms(self) -> tuple[str, ...]:
        """The different forms under which the article names the actor, in order of appearance."""
        return tuple(dict.fromkeys(form for m in self.mentions for form in (m.text, m.bare, *m.forms) if form))


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for bodies and groups of people (``data/resolve/groups.yaml``)."""

    groups: frozenset[str]
    """Nouns in the singular that name a body of people."""
    state: frozenset[str]
    """Nouns for the government of a land: the same actor as the land."""
    alike: tuple[frozenset[str], ...]
    """Nouns by which a text calls the same people in turn."""
    kinds: dict[str, frozenset[str]]
    """Kind of a dictionary row → nouns that may stand for something of that kind told before."""
    sectors: dict[str, frozenset[str]]
    """Sector → nouns that may stand for a body of that sector told before."""

    def are_alike(self, a: str, b: str) -> bool:
        """Tell whether two head nouns may name the same people."""
        return a == b or any(a in nouns and b in nouns for nouns in self.alike)


@lru_cache(maxsize=1)
def groups() -> Groups:
    """Return the nouns of ``data/resolve/groups.yaml``."""
    return msgspec.yaml.decode(GROUPS.read_bytes(), type=Groups)


def name_words(mention: Mention) -> list[str]:
    """Return the words of a person's name in a mention, titles and country left out, in lower-case ASCII."""
    words = [w.strip("\"'“”’.,").removesuffix("'s") for w in anyascii(mention.bare or mention.text).split()]
    out: list[str] = []
    for word in reversed(words):
        if (_is_capital(word) and word.lower() not in mention.roles) or (out and word.lower() in _PARTICLES):
            out.insert(0, word.lower())
        elif out:
            break
    return out[-_NAME_LENGTH:]


def _is_capital(word: str) -> bool:
    first, hyphen, rest = word.partition("-")
    return word[:1].isupper() or bool(hyphen and first in _PARTICLES and rest[:1].isupper())
