"""Who is who within one article: mentions gathered into entities, pronouns and descriptions given to them.

A mention is a nominal with what the dictionaries say of its phrase on the day of publication. Mentions of persons
are one entity when they bear the same full name; the same surname and no other first name; nearly the same name and
the same office; or when an office that has one holder names both ("Israel's defence minister"), its name misspelt or
mistranslated. A pronoun or a description ("the minister", "the group") stands for the nearest entity before it that
fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec
from anyascii import anyascii
from rapidfuzz import fuzz
from spacy.tokens import Doc, Token

from procopius.dictionaries import Dictionary, NameMatch, Row, find_names
from procopius.model import Span
from procopius.resolve.actor import ActorMatch, resolve_phrase
from procopius.resolve.actor_answer import FROM_CONTEXT
from procopius.resolve.cluster import cluster, entity_of, in_order, plain_text, same_actor
from procopius.resolve.describe import described
from procopius.resolve.introduced import introduced
from procopius.resolve.mention import BODIES, ActorEntity, Mention, groups
from procopius.resolve.phrases import name_top, phrase_tokens

NEAR_HOLDER = 70
"""The same, where country, office and date already name one holder."""
UNNAMED = 0.75
"""Score up to which a match's name is only the words of the text, not a row of the dictionary."""
COUNTS = {"some", "many", "most", "dozens", "hundreds", "thousands", "scores", "tens", "millions", "number"}
REACH = 4
"""Sentences back that a pronoun or description may look."""

CONTEXT_KINDS = {"country", "demonym", "capital", "metonym", "institution", "person"}
SHORTENED = {"party", "institution", "igo", "organisation", "armed_group"}
"""Kinds of names that a text goes on to call by their last word."""
LOCAL_REACH = 220
"""Characters within which a country named before a phrase bears on it."""
LOCAL_WEIGHT = 0.25
"""What such a name adds, as a share of all countries' weight."""
_SHORT_NAME = re.compile(r"\([A-Z][\w.&-]{1,9}\)")
_OPENERS = {"advmod", "cc", "cc:preconj", "case", "mark", "punct"}
_PERSONAL = {"he", "him", "his", "she", "her", "himself", "herself", "hers"}
_PLURAL = {"they", "them", "their", "themselves", "theirs"}
_NEUTER = {"it", "its", "itself"}
_SPEAKER = {"i", "me", "my", "we", "us", "our"}


class ArticleActors:
    """The entities of an article, and the entity or bare match behind any of its nominals."""

    def __init__(self, doc: Doc, dictionary: Dictionary, date: str | None, context: dict[str, float],
                 place_country: Callable[[str], str | None], to_raw: Callable[[int, int], Span],
                 places: Sequence[tuple[int, str]] = ()) -> None:  # fmt: skip
        self._doc = doc
        self._dictionary = dictionary
        self._date = date
        self.context = context
        found = find_names(doc.text, dictionary)
        self._names = sorted({(match.start, match.end) for match in found})
        self._people = sorted({(match.start, match.end) for match in found if match.row.kind == "person"})
        self._named = list(dict.fromkeys([*named_countries(found), *places]))
        self._place_country = place_country
        self._to_raw = to_raw
        self._cache: dict[int, tuple[ActorEntity | None, ActorMatch]] = {}
        self._introduced = introduced(doc.text)
        self._roles: dict[str, bool] = {}
        self.entities: list[ActorEntity] = []
        self._at: dict[int, int] = {}

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
        tokens = self._whole_name(token, _without_openers(phrase_tokens(token), token))
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        text = token.doc[tokens[0].i : tokens[-1].i + 1].text
        at = start if token.doc is self._doc else None
        match = self.match_phrase(text, at)
        if match.reason == "unknown_head" and len(tokens) > 2 and tokens[-1].is_lower:
            shorter = self.match_phrase(token.doc[tokens[0].i : tokens[-1].i].text, at)
            match = shorter if shorter.sector or shorter.name else match
        match = self._by_introduction(token, text, self._by_office(text, tokens, match))
        own = _own_tokens(token, tokens)
        names = [t for t in own if t.pos_ == "PROPN" and t.ent_type_ == "PER" and not self._is_role(t)]
        known = match.entity_kind in BODIES and match.score > UNNAMED
        person = match.entity_kind == "person" or (bool(names) and not known)
        if place < 0 and match.entity_kind is None and 1 < len(tokens) < 4 and all(t.is_title for t in tokens):
            person = True  # a caption is too short for the parser to know a name by
        plain = text.removeprefix("The ").removeprefix("the ")
        partner = _apposed(token)
        named = [*own, *(phrase_tokens(partner) if partner is not None else ())]
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
            _head_noun(_of_quantity(token) or token),
            (self._known_name(token.doc, start, end) or _bare_name(names)) if person else "",
            token.pos_ == "PROPN" and sum(word[0].isupper() for word in plain.split()) > 1,
            token.ent_type_ == "ORG" and token.pos_ == "PROPN" and match.entity_kind is None,
            _further_forms(tokens, token),
            any(word in self._dictionary.words["former"] for word in re.split(r"[\s-]+", text.lower())),
        )

    def _whole_name(self, token: Token, tokens: list[Token]) -> list[Token]:
        """Take in the whole of a known name that the parse has cut through ("Abu" of "Abu Dhabi")."""
        if token.doc is not self._doc:
            return tokens
        for start, end in self._names:
            if start <= token.idx < end and not (tokens[0].idx <= start and end <= tokens[-1].idx + len(tokens[-1])):
                span = self._doc.char_span(start, end, alignment_mode="expand")
                if span is None:
                    continue
                return list(self._doc[min(tokens[0].i, span.start) : max(tokens[-1].i + 1, span.end)])
        return tokens

    def _known_name(self, doc: Doc, start: int, end: int) -> str:
        """Return the last known name of a person inside a phrase, as the text writes it."""
        if doc is not self._doc:
            return ""
        inside = [(a, b) for a, b in self._people if start <= a and b <= end]
        return doc.text[inside[-1][0] : inside[-1][1]] if inside else ""

    def _filled(self, match: ActorMatch, other: ActorMatch) -> ActorMatch:
        """Take country and sector from the apposition where a name says neither."""
        sector = match.sector or other.sector
        sectors = match.sectors or other.sectors
        return msgspec.structs.replace(match, country=other.country, sector=sector, sectors=sectors)

    def _is_group(self, token: Token, match: ActorMatch) -> bool:
        known = bool(match.sector) and match.entity_kind in {"role", "demonym"} and token.pos_ in {"NOUN", "PROPN"}
        return known and (token.tag_ in {"NNS", "NNPS"} or token.lemma_.lower() in groups().groups)

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

    def _by_introduction(self, token: Token, text: str, match: ActorMatch) -> ActorMatch:
        """Know a short name by the long one that introduced it: "the Lake Union (LU)", then "the LU"."""
        words = plain_text(text)
        for short, long in self._introduced.items():
            if words != plain_text(short) and not self._stands_in(token, long):
                continue
            meant = self.match_phrase(long)
            known = meant.name if meant.entity_kind != "role" else None
            kind = meant.entity_kind if known else "organisation"
            return msgspec.structs.replace(meant, name=known or long, entity_kind=kind)
        return match

    def _stands_in(self, token: Token, long: str) -> bool:
        """Say whether a token is a word of an occurrence of a long name."""
        if token.doc is not self._doc or token.text not in long:
            return False
        at = self._doc.text.find(long, max(0, token.idx - len(long)), token.idx + len(long))
        return 0 <= at <= token.idx < at + len(long)

    def _is_role(self, token: Token) -> bool:
        word = token.lower_
        if word not in self._roles:
            self._roles[word] = any(row.kind == "role" for row in self._dictionary.find(word))
        return self._roles[word]

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
        if token.i in self._at:
            entity = self.entities[self._at[token.i]]
            return entity, entity.match
        mention = self.mention_of(token, token.i)
        if mention.match.reason == "no_actor_sense":
            return None, mention.match
        if (part := _of_quantity(token)) is not None and not mention.match.sector:
            return self.who(part)
        described_as = self._described(token, mention)
        if described_as is not None:
            return described_as, described_as.match
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
        """Give a definite description without a name to the entity it fits, the nearest of several."""
        partner = _apposed(token)
        if partner is not None and not mention.named and (named := self._at.get(partner.i)) is not None:
            entity = self.entities[named]
            if entity.person and mention.roles and not mention.group and token.tag_ not in {"NNS", "NNPS"}:
                return entity
        fitting = described(token, mention, self.entities)
        if not fitting:
            return None
        names = {id(e) for e in fitting}
        return self._before(token, lambda e: id(e) in names) or fitting[0]

    def place(self, token: Token, mention: Mention) -> None:
        """Give a mention without a name to the entity it stands for, or begin one if it is a group of people."""
        entity = self._described(token, mention)
        if entity is None and mention.group:
            entity = next((e for e in self.entities if any(same_actor(mention, other) for other in e.mentions)), None)
        if entity is not None:
            at = next(i for i, other in enumerate(self.entities) if other is entity)
            self.entities[at] = entity_of([*entity.mentions, mention])
        elif mention.group:
            at = len(self.entities)
            self.entities.append(entity_of([mention]))
        else:
            return
        self._at[mention.place] = at

    def settle(self, entities: Sequence[ActorEntity]) -> None:
        """Take ``entities`` for the article's."""
        self.entities = list(entities)
        self._at = {m.place: i for i, e in enumerate(self.entities) for m in e.mentions if m.span}


def _apposed(token: Token) -> Token | None:
    """Return the nominal in apposition to a token: "the minister, Marlon Parsady", either way round."""
    if token.dep_ == "appos":
        return token.head
    return next((c for c in token.children if c.dep_ == "appos"), None)


def _without_openers(tokens: list[Token], head: Token) -> list[Token]:
    """Leave out what stands before a phrase without being part of it: "not even Beijing", "and the courts"."""
    first = 0
    while tokens[first].i < head.i and tokens[first].head.i == head.i and tokens[first].dep_ in _OPENERS:
        first += 1
    return tokens[first:]


def _further_forms(tokens: Sequence[Token], head: Token) -> tuple[str, ...]:
    located = next((c for c in head.children if c.dep_ == "nmod" and c.i > head.i and not _is_of(c)), None)
    core = head.doc[tokens[0].i : located.left_edge.i].text.rstrip() if located is not None else ""
    return tuple(form for form in (_with_apposition(tokens, head), core) if form)


def _with_apposition(tokens: Sequence[Token], head: Token) -> str:
    """Return a phrase with the name or description in apposition to it, or the short name in brackets behind it."""
    doc, first, last = head.doc, tokens[0].i, tokens[-1].i
    if _SHORT_NAME.fullmatch(doc[last + 1 : last + 4].text):
        return doc[first : last + 4].text
    partner = _apposed(head)
    if partner is None:
        return ""
    other = phrase_tokens(partner)
    start, gap, rest, end = (first, last + 1, other[0].i, other[-1].i) if other[0].i > last else (
        other[0].i, other[-1].i + 1, first, last)  # fmt: skip
    return doc[start : end + 1].text if doc[gap:rest].text in {",", ""} else ""


def _head_noun(token: Token) -> str:
    # "the governments" are not one actor, and no single one of them
    lemma = token.lemma_.lower()
    return token.lower_ if token.tag_ == "NNS" and lemma in groups().state else lemma


def _own_tokens(head: Token, tokens: Sequence[Token]) -> list[Token]:
    """Leave out of a phrase what belongs to others in it: owners, and people in prepositional phrases."""
    others: set[int] = set()
    for child in head.children:
        if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and (child.ent_type_ == "PER" or not _is_of(child))):
            others.update(t.i for t in child.subtree)
    return [t for t in tokens if t.i not in others]


def _is_of(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "of" for c in token.children)


def _bare_name(names: Sequence[Token]) -> str:
    """Return the name of a person without what stands around it, if its words stand side by side."""
    if not names or names[-1].i - names[0].i != len(names) - 1:
        return ""
    return names[0].doc[names[0].i : names[-1].i + 1].text


def _of_quantity(token: Token) -> Token | None:
    """Return what a number or quantity counts: the fighters of "thirty of its fighters"."""
    if token.pos_ not in {"NUM", "PRON", "DET"} and token.lower_ not in COUNTS:
        return None
    return next((c for c in token.children if c.dep_ == "nmod" and any(d.lower_ == "of" for d in c.children)), None)


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
    places: Sequence[tuple[int, str]] = (),
) -> ArticleActors:
    """Gather the entities of an article.

    ``captions`` are parsed captions with their raw offsets (evidence only); ``context`` weighs the countries the
    article is about; ``places`` are offsets and countries of the places it names.
    """
    actors = ArticleActors(doc, dictionary, date, context, place_country, to_raw, places)
    mentions = [
        actors.mention_of(token, -1, lambda a, b, at=at: (at + a, at + b))  # type: ignore[misc]
        for caption, at in captions
        for token in named_heads(caption)
    ]
    captioned = [msgspec.structs.replace(m, span=None) for m in mentions]
    own = shortened([actors.mention_of(token, token.i) for token in nominal_heads(doc)])
    actors.settle(cluster(m for m in [*captioned, *own] if m.named))
    for mention in own:
        if not mention.named and mention.match.reason != "no_actor_sense":
            actors.place(doc[mention.place], mention)
    actors.settle(in_order(actors.entities))
    return actors


def shortened(mentions: Sequence[Mention]) -> list[Mention]:
    """Read the last word of a longer name told before as that name: "the Congress" of the Nepali Congress."""
    longer: dict[str, ActorMatch] = {}
    out = []
    for mention in mentions:
        words = plain_text(mention.text).split()
        last = words[-1] if words else ""
        if len(words) == 1 and last in longer and mention.text.split()[-1][:1].isupper() and not mention.person:
            out.append(msgspec.structs.replace(mention, match=longer[last]))
            continue
        if len(words) > 1 and mention.named and mention.match.entity_kind in SHORTENED:
            longer.setdefault(last, mention.match)
        out.append(mention)
    return out


def context_countries(doc: Doc, dictionary: Dictionary) -> dict[str, float]:
    """Weigh the countries an article names, early ones more."""
    weights: Counter[str] = Counter()
    size = max(1, len(doc.text))
    for start, country in named_countries(find_names(doc.text, dictionary)):
        weights[country] += 1.5 - start / size  # type: ignore[assignment]
    return dict(weights.most_common())


def named_countries(names: Iterable[NameMatch]) -> list[tuple[int, str]]:
    """Return the countries that the names of a text stand for, with the offset of each name."""
    found: dict[tuple[int, int], str] = {}
    for match in names:
        if match.row.country and match.row.kind in CONTEXT_KINDS and not _is_vague(match.row):
            found.setdefault((match.start, match.end), match.row.country)
    return [(start, country) for (start, _), country in found.items()]


def _is_vague(row: Row) -> bool:
    # "Congress" and "the Senate" are first those of one land, but many have one
    return row.kind == "institution" and row.has("prime")


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
