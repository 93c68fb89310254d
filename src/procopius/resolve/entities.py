"""Who is who within one article: mentions gathered into entities, pronouns and descriptions given to them.

A mention is a nominal with what the dictionaries say of its phrase on the day of publication. Mentions of persons
are one entity when they bear the same full name; the same surname and no other first name; nearly the same name and
the same office; or when an office that has one holder names both ("Israel's defence minister"), its name misspelt or
mistranslated. A pronoun or a description ("the minister", "the group") stands for the nearest entity before it that
fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
from anyascii import anyascii
from rapidfuzz import fuzz
from spacy.tokens import Doc, Token

from procopius.dictionaries import Dictionary, find_names
from procopius.model import Span
from procopius.resolve.actor import ActorMatch, resolve_phrase
from procopius.resolve.actor_answer import FROM_CONTEXT
from procopius.resolve.phrases import name_top, phrase_tokens

GROUPS = Path(__file__).parent.parent / "data" / "resolve" / "groups.yaml"
NEAR_NAME = 80
"""Similarity (0–100, rapidfuzz ratio over Latin letters) at which two name words are spellings of one."""
SAME_SURNAME = 90
"""The same, where nothing but a long surname speaks for it."""
NEAR_HOLDER = 70
"""The same, where country, office and date already name one holder."""
UNNAMED = 0.75
"""Score up to which a match's name is only the words of the text, not a row of the dictionary."""
REACH = 4
"""Sentences back that a pronoun or description may look."""

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
CONTEXT_KINDS = {"country", "demonym", "capital", "metonym", "institution", "person"}
LOCAL_REACH = 220
"""Characters within which a country named before a phrase bears on it."""
LOCAL_WEIGHT = 0.25
"""What such a name adds, as a share of all countries' weight."""
_PERSONAL = {"he", "him", "his", "she", "her", "himself", "herself", "hers"}
_PLURAL = {"they", "them", "their", "themselves", "theirs"}
_NEUTER = {"it", "its", "itself"}
_SPEAKER = {"i", "me", "my", "we", "us", "our"}
_WEAK = {"no_known_part", "unknown_head", "pronoun", "ambiguous_surname", "no_country", "ambiguous_country"}


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


class ArticleActors:
    """The entities of an article, and the entity or bare match behind any of its nominals."""

    def __init__(self, doc: Doc, dictionary: Dictionary, date: str | None, context: dict[str, float],
                 place_country: Callable[[str], str | None], to_raw: Callable[[int, int], Span]) -> None:  # fmt: skip
        self._doc = doc
        self._dictionary = dictionary
        self._date = date
        self.context = context
        self._named = named_countries(doc, dictionary)
        self._place_country = place_country
        self._to_raw = to_raw
        self._cache: dict[int, tuple[ActorEntity | None, ActorMatch]] = {}
        self.entities: list[ActorEntity] = []

    def match_phrase(self, text: str, at: int | None = None) -> ActorMatch:
        """Resolve a phrase in the light of the article's date and countries, those named just before ``at`` first."""
        context = self._context_at(at) if at is not None else self.context
        return resolve_phrase(
            text, self._dictionary, date=self._date, context=context, place_country=self._place_country
        )

    def _context_at(self, at: int) -> dict[str, float]:
        """Raise the countries named shortly before an offset of the text."""
        weights = Counter(self.context)
        total = sum(weights.values())
        for start, country in self._named:
            if 0 < at - start < LOCAL_REACH:
                weights[country] += LOCAL_WEIGHT * total  # type: ignore[assignment]
        return dict(weights)

    def mention_of(self, token: Token, place: int, to_raw: Callable[[int, int], Span] | None = None) -> Mention:
        """Read one nominal."""
        tokens = phrase_tokens(token)
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        text = token.doc[tokens[0].i : tokens[-1].i + 1].text
        at = start if token.doc is self._doc else None
        match = self.match_phrase(text, at)
        if match.reason == "unknown_head" and len(tokens) > 2 and tokens[-1].is_lower:
            shorter = self.match_phrase(token.doc[tokens[0].i : tokens[-1].i].text, at)
            match = shorter if shorter.sector or shorter.name else match
        match = self._by_office(text, tokens, match)
        names = [t for t in tokens if t.pos_ == "PROPN" and t.ent_type_ == "PER" and not self._is_role(t)]
        person = match.entity_kind == "person" or bool(names)
        if place < 0 and match.entity_kind is None and 1 < len(tokens) < 4 and all(t.is_title for t in tokens):
            person = True  # a caption is too short for the parser to know a name by
        partner = _apposed(token)
        named = [*tokens, *(phrase_tokens(partner) if partner is not None else ())]
        roles = frozenset(t.lemma_.lower() for t in named if t.pos_ in {"NOUN", "PROPN"} and self._is_role(t))
        if partner is not None and person and not match.country:
            match = self._filled(match, self.match_phrase(_words(partner), at))
        return Mention(
            text,
            (start, end),
            (to_raw or self._to_raw)(start, end),
            match,
            roles,
            person,
            place,
            self._is_group(token, match),
        )

    def _filled(self, match: ActorMatch, other: ActorMatch) -> ActorMatch:
        """Take country and sector from the apposition where a name says neither."""
        sector = match.sector or other.sector
        sectors = match.sectors or other.sectors
        return msgspec.structs.replace(match, country=other.country, sector=sector, sectors=sectors)

    def _is_group(self, token: Token, match: ActorMatch) -> bool:
        known = bool(match.sector) and match.entity_kind == "role" and token.pos_ == "NOUN"
        return known and (token.tag_ == "NNS" or token.lemma_.lower() in groups())

    def _by_office(self, text: str, tokens: list[Token], match: ActorMatch) -> ActorMatch:
        """Know the holder of an office by a misspelt name: "Israel's Defence Minister" with a name like his."""
        if match.name and match.score > UNNAMED:
            return match
        roles = [t for t in tokens if self._is_role(t)]
        tail = [t.text for t in tokens if roles and t.i > roles[-1].i]
        if not tail:
            return match
        office = self.match_phrase(text[: roles[-1].idx + len(roles[-1]) - tokens[0].idx])
        known = (office.name or "").lower().split()
        if any(fuzz.ratio(anyascii(w).lower(), k) >= NEAR_HOLDER for w in tail for k in known):
            return msgspec.structs.replace(office, entity_kind="person")
        return match

    def _is_role(self, token: Token) -> bool:
        return any(row.kind == "role" for row in self._dictionary.find(token.lower_))

    def who(self, token: Token) -> tuple[ActorEntity | None, ActorMatch]:
        """Return the entity a nominal stands for, if the article has one, and its match."""
        token = name_top(token)
        if token.i not in self._cache:
            self._cache[token.i] = self._who(token)
        return self._cache[token.i]

    def _who(self, token: Token) -> tuple[ActorEntity | None, ActorMatch]:
        if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
            entity = self._pronoun(token)
            return entity, entity.match if entity else ActorMatch(reason="pronoun")
        for entity in self.entities:
            if any(m.place == token.i for m in entity.mentions):
                return entity, entity.match
        mention = self.mention_of(token, token.i)
        if mention.match.reason == "no_actor_sense":
            return None, mention.match
        entity = self._described(token, mention)
        if entity is not None:
            return entity, entity.match
        return None, self._owned(token, mention.match)

    def _owned(self, token: Token, match: ActorMatch) -> ActorMatch:
        """Take the country of "its hospital" from whom "its" stands for, not from the article."""
        owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.tag_ == "PRP$"), None)
        if owner is None or match.score > FROM_CONTEXT or not match.sector:
            return match
        country = self.who(owner)[1].country
        return msgspec.structs.replace(match, country=country) if country else match

    def pair_before(self, token: Token) -> list[ActorEntity]:
        """Return the two entities that "both countries" stands for: the last two bodies of different countries."""
        near = sorted(
            ((m.place, e) for e in self.entities for m in e.mentions if m.span and m.place < token.i and _is_body(e)),
            key=lambda pair: -pair[0],
        )
        found: list[ActorEntity] = []
        for _, entity in near:
            if entity.match.entity_kind in {"country", "metonym"} and entity.match.country not in {
                e.match.country for e in found
            }:
                found.append(entity)
        return found[:2] if len(found) > 1 else []

    def _before(self, token: Token, fits: Callable[[ActorEntity], bool]) -> ActorEntity | None:
        """Return the fitting entity named nearest before ``token``, subjects of the sentence before first."""
        floor = _sentence_back(token, REACH)
        best: tuple[int, ActorEntity] | None = None
        for entity in self.entities:
            if not fits(entity):
                continue
            for mention in entity.mentions:
                if mention.span and floor <= mention.place < token.i and self._free(mention, token):
                    rank = mention.place + (12 if self._doc[mention.place].dep_ in {"nsubj", "nsubj:pass"} else 0)
                    if best is None or rank > best[0]:
                        best = (rank, entity)
        return best[1] if best else None

    def _free(self, mention: Mention, token: Token) -> bool:
        """Say whether a pronoun may stand for a mention: not for a co-argument of its own verb."""
        other = self._doc[mention.place]
        return other.head != token.head or token.dep_ in {"nmod:poss"}

    def _pronoun(self, token: Token) -> ActorEntity | None:
        word = token.lower_
        if word in _PERSONAL:
            return self._before(token, lambda e: e.person)
        if word in _PLURAL:
            return self._before(token, lambda e: not e.person and (_is_plural(e, self._doc) or e.mentions[0].group))
        if word in _NEUTER:
            return self._before(token, lambda e: not e.person and _is_body(e))
        if word in _SPEAKER:
            return self._speaker(token)
        return None

    def _speaker(self, token: Token) -> ActorEntity | None:
        for head in token.ancestors:
            for child in head.children:
                if (
                    child.dep_ == "nsubj"
                    and child.i != token.i
                    and child.lower_ not in _SPEAKER
                    and head.lemma_ in {"say", "tell", "add", "write"}
                ):
                    return self.who(child)[0]
        return None

    def _described(self, token: Token, mention: Mention) -> ActorEntity | None:
        """Give a definite description without a name to the entity that bears its role."""
        definite = any(c.lower_ in {"the", "this", "that", "both", "these"} for c in token.children if c.dep_ == "det")
        titled = bool(mention.match.name) and not any(c.dep_ == "det" for c in token.children)
        if not (definite or titled) or mention.match.score > 0.5 or not mention.roles:
            return None
        fitting = [e for e in self.entities if mention.roles <= e.roles or self._holds(e, mention)]
        told = [e for e in fitting if e.mentions[0].place < token.i]
        if not told:
            return None
        names = {id(e) for e in told}
        return self._before(token, lambda e: id(e) in names) or told[0]

    def _holds(self, entity: ActorEntity, mention: Mention) -> bool:
        return bool(mention.match.name) and entity.match.name == mention.match.name


def _apposed(token: Token) -> Token | None:
    """Return the nominal in apposition to a token: "the minister, Marlon Parsady", either way round."""
    if token.dep_ == "appos":
        return token.head
    return next((c for c in token.children if c.dep_ == "appos"), None)


def _words(token: Token) -> str:
    tokens = phrase_tokens(token)
    return token.doc[tokens[0].i : tokens[-1].i + 1].text


def gather(
    doc: Doc,
    captions: Sequence[tuple[Doc, int]],
    dictionary: Dictionary,
    date: str | None,
    place_country: Callable[[str], str | None],
    to_raw: Callable[[int, int], Span],
    context: dict[str, float],
) -> ArticleActors:
    """Gather the entities of an article.

    ``captions`` are parsed captions with their raw offsets (evidence only); ``context`` weighs the countries the
    article is about.
    """
    actors = ArticleActors(doc, dictionary, date, context, place_country, to_raw)
    mentions = [
        actors.mention_of(token, -1, lambda a, b, at=at: (at + a, at + b))  # type: ignore[misc]
        for caption, at in captions
        for token in named_heads(caption)
    ]
    captioned = [msgspec.structs.replace(m, span=None) for m in mentions]
    own = [actors.mention_of(token, token.i) for token in nominal_heads(doc)]
    actors.entities = cluster([*captioned, *own])
    return actors


def context_countries(doc: Doc, dictionary: Dictionary) -> dict[str, float]:
    """Weigh the countries an article names, early ones more."""
    weights: Counter[str] = Counter()
    size = max(1, len(doc.text))
    for start, country in named_countries(doc, dictionary):
        weights[country] += 1.5 - start / size  # type: ignore[assignment]
    return dict(weights.most_common())


def named_countries(doc: Doc, dictionary: Dictionary) -> list[tuple[int, str]]:
    """Return the countries that the names of a text stand for, with the offset of each name."""
    found: dict[tuple[int, int], str] = {}
    for match in find_names(doc.text, dictionary):
        if match.row.country and match.row.kind in CONTEXT_KINDS:
            found.setdefault((match.start, match.end), match.row.country)
    return [(start, country) for (start, _), country in found.items()]


def named_heads(doc: Doc) -> list[Token]:
    """Return the heads of phrases that hold a name."""
    return [t for t in nominal_heads(doc) if t.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in t.subtree)]


def nominal_heads(doc: Doc) -> list[Token]:
    """Return the heads of all noun phrases but pronouns."""
    heads = {name_top(t).i for t in doc if t.pos_ in {"NOUN", "PROPN"} or t.ent_type_}
    return [doc[i] for i in sorted(heads) if doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "X"} or _heads_name(doc[i])]


def _heads_name(token: Token) -> bool:
    """Say whether a token not tagged as a noun is all the same the first word of a name."""
    return any(c.dep_ == "flat" and c.pos_ == "PROPN" for c in token.children)


def cluster(mentions: Iterable[Mention]) -> list[ActorEntity]:
    """Group mentions into entities, in order of first mention."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (not _is_full(m), m.place)):
        guessed = mention.match.entity_kind == "role" and mention.match.score <= FROM_CONTEXT
        named = (mention.person or bool(mention.match.name)) and not guessed
        if mention.match.reason == "no_actor_sense" or not (named or mention.group):
            continue
        group = next((g for g in groups if any(same_actor(mention, other) for other in g)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    entities = [_entity(sorted(g, key=lambda m: m.place)) for g in groups]
    return sorted(entities, key=lambda e: e.mentions[0].place)


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Return the nouns that name a body of people in the singular (``data/resolve/groups.yaml``)."""
    return msgspec.yaml.decode(GROUPS.read_bytes(), type=dict[str, frozenset[str]])["groups"]


def _is_full(mention: Mention) -> bool:
    return len(name_words(mention)) > 1 or not mention.person


def name_words(mention: Mention) -> list[str]:
    """Return the words of a person's name in a mention, titles and country left out, in lower-case ASCII."""
    words = [w.strip("\"'“”’.,") for w in anyascii(mention.text).split()]
    out: list[str] = []
    for word in reversed(words):
        if (word[:1].isupper() and word.lower() not in mention.roles) or (
            out and word.lower() in {"al", "bin", "de", "von", "van", "el", "ibn", "da", "dos"}
        ):
            out.insert(0, word.lower())
        elif out:
            break
    return out[-3:]


def same_actor(a: Mention, b: Mention) -> bool:
    """Say whether two mentions stand for one actor."""
    if a.person != b.person:
        return False
    if a.match.name and b.match.name:
        return a.match.name == b.match.name
    if not a.person:
        same = a.match.country == b.match.country and a.match.sector == b.match.sector
        return a.text == b.text or (a.group and b.group and same and bool(a.roles & b.roles))
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return False
    if (
        a.match.country
        and b.match.country
        and a.match.country != b.match.country
        and max(a.match.score, b.match.score) > 0.6
    ):
        return False
    near = fuzz.ratio(first[-1], second[-1]) >= NEAR_NAME
    if len(first) == 1 or len(second) == 1:
        alike = fuzz.ratio(first[-1], second[-1]) >= SAME_SURNAME and min(len(first[-1]), len(second[-1])) > 5
        return first[-1] == second[-1] or alike or (near and bool(a.roles & b.roles))
    given = fuzz.ratio(first[0], second[0]) >= NEAR_NAME or (first[0][:1] == second[0][:1] and len(first[0]) <= 2)
    if near and given:
        return True
    return bool(a.roles & b.roles) and (near or given) and _same_office(a, b)


def _same_office(a: Mention, b: Mention) -> bool:
    return bool(a.match.country) and a.match.country == b.match.country and len(a.roles & b.roles) > 0


def _entity(mentions: list[Mention]) -> ActorEntity:
    best = max(
        mentions,
        key=lambda m: (m.match.reason not in _WEAK, m.match.score, bool(m.match.name), len(name_words(m))),
    )
    named = [m for m in mentions if m.match.name]
    longest = max(mentions, key=lambda m: len(name_words(m)))
    person = any(m.person for m in mentions)
    match = best.match
    if not person and not named:
        return ActorEntity(best.text, match, tuple(mentions), person)
    name = named[0].match.name if named else " ".join(w.title() for w in name_words(longest)) or best.text
    if match.country is None and (other := next((m.match for m in mentions if m.match.country), None)):
        match = msgspec.structs.replace(match, country=other.country)
    if match.sector is None and (other := next((m.match for m in mentions if m.match.sector), None)):
        match = msgspec.structs.replace(match, sector=other.sector, sectors=other.sectors)
    return ActorEntity(str(name), msgspec.structs.replace(match, name=str(name)), tuple(mentions), person)


def _sentence_back(token: Token, count: int) -> int:
    start = token.sent.start
    for _ in range(count):
        if start == 0:
            break
        start = token.doc[start - 1].sent.start
    return start


def _is_plural(entity: ActorEntity, doc: Doc) -> bool:
    return any(m.span and doc[m.place].tag_ in {"NNS", "NNPS"} for m in entity.mentions)


def _is_body(entity: ActorEntity) -> bool:
    return entity.match.entity_kind in BODIES
