"""Where an act took place: each place of its sentence is scored by how it hangs together with the predicate.

The score is a sum of weights of named features, read from ``data/lexicons/where.tsv``; ``training/places/fit.py``
fits them. What is said of a place without the sentence telling it ("two died there") goes back to the place before.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import case_of
from procopius.errors import DataFileError
from procopius.model import Place
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.place_mentions import PlaceMention

ActKind: TypeAlias = Literal["words", "deed", "force"]
"""What an act is made of: it decides how readily a place is believed to be the act's."""
PATH = Path(__file__).parents[1] / "data" / "lexicons" / "where.tsv"
THRESHOLD = 0.42
"""Probability from which a place is believed to be that of the act."""
THRESHOLD_OF_WORDS = 0.75
"""The same for acts of words: an accusation is seldom told to be somewhere."""
_BEHIND = 60
"""Characters."""
_AGREED = 0.6
"""Share of an article's places that lie in one country, from which it is where the article is."""
_BORDERS = frozenset({"ccomp", "acl", "acl:relcl", "advcl", "advcl:relcl", "parataxis", "csubj", "xcomp"})
_DEEP = 5
_LISTED = frozenset({"conj", "appos", "list"})
_DISTANCES = ((2, "touching"), (6, "close"), (12, "near"), (20, "far"))


def where_of(
    tokens: Iterable[Token], trigger: Token, resolved: ResolvedArticle, kind: ActKind = "deed"
) -> Place | None:
    """Return the place of an act, with the places listed beside it; None where the text tells none.

    ``tokens`` are other words that carry the act (the light verb of a noun). Words have a place only where the
    sentence is plain about it; force ("force": violence, arrests, protests) is where the article was a moment ago.
    """
    carriers = list(dict.fromkeys((*tokens, trigger)))
    scored = [(max(chance(p, t, resolved) for t in carriers), p) for p in places_beside(trigger, resolved)]
    plain = [(score, p) for score, p in scored if score >= _least(p, kind)]
    best = max(plain, key=lambda s: s[0], default=None)
    if best is None:
        there = _is_there(carriers)
        if kind != "force" and not there:
            return None
        before = _place_before(trigger, resolved, there)
        return to_place([before], resolved) if before else _dateline(resolved) if kind == "force" else None
    listed = [p for _, p in scored if p is not best[1] and _beside(p, best[1], trigger)]
    return to_place([best[1], *listed], resolved)


def to_place(mentions: list[PlaceMention], resolved: ResolvedArticle) -> Place:
    """Turn place mentions into the place of a record, with raw offsets: the first one's, and the spans of all.

    A place that the gazetteer lacks lies in the country of the place named right behind it, else in the article's.
    """
    first = mentions[0]
    match = first.match
    return Place(
        text=first.text,
        name=match.name,
        country=match.country or (None if match.name else _country_around(first, resolved)),
        lat=match.lat,
        lon=match.lon,
        geonames_id=match.geonames_id,
        spans=tuple(resolved.cleaned.to_raw(m.start, m.end) for m in mentions),
    )


def _least(place: PlaceMention, kind: ActKind) -> float:
    """Return the probability from which a place is believed to be that of an act.

    A land that is no more than named ("accused Rwanda", "lent to Chad") is a party far more often.
    """
    if kind == "words":
        return THRESHOLD_OF_WORDS if place.is_locative else 1.0
    return THRESHOLD_OF_WORDS if place.match.feature == "country" and not place.is_locative else THRESHOLD


def _country_around(place: PlaceMention, resolved: ResolvedArticle) -> str | None:
    behind = (p for p in resolved.places if place.end <= p.start < place.end + _BEHIND and p.is_locative)
    told = next((p.match.country for p in behind), None)
    return told or country_of_article(resolved)


def country_of_article(resolved: ResolvedArticle) -> str | None:
    """Return the country in which most of an article's places lie, None if no country has so many."""
    named = [p for p in (*resolved.places, *resolved.datelines) if p.match.feature != "country" or p.is_locative]
    votes = Counter(p.match.country for p in named if p.match.country)
    first = votes.most_common(1)
    return first[0][0] if first and first[0][1] >= _AGREED * votes.total() else None


def _dateline(resolved: ResolvedArticle) -> Place | None:
    """Return the place of the first dateline."""
    mention = next(iter(resolved.datelines), None)
    if mention is None or mention.match.country is None:
        return None
    place = to_place([mention], resolved)
    return msgspec.structs.replace(place, spans=((mention.start, mention.end),))


def places_beside(trigger: Token, resolved: ResolvedArticle) -> list[PlaceMention]:
    """Return the places named in the sentence of ``trigger``."""
    sent = trigger.sent
    return [p for p in resolved.places if sent.start_char <= p.start < sent.end_char]


def chance(place: PlaceMention, trigger: Token, resolved: ResolvedArticle) -> float:
    """Return the probability that the act happened at ``place``."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) for name in features(place, trigger, resolved))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(place: PlaceMention, trigger: Token, resolved: ResolvedArticle) -> list[str]:
    """Return the names of all that holds between a place and a predicate of one sentence."""
    head = _head(place, trigger)
    others = [p for p in places_beside(trigger, resolved) if p is not place]
    distance = abs(head.i - trigger.i)
    nearer = any(abs(_head(p, trigger).i - trigger.i) < distance for p in others)
    return [
        "bias",
        f"kind={place.match.feature or 'unknown'}",
        f"dep={head.dep_}",
        f"order={'after' if head.i > trigger.i else 'before'}",
        f"distance={next((name for limit, name in _DISTANCES if distance <= limit), 'afar')}",
        f"places={min(3, len(others) + 1)}",
        f"carrier={trigger.pos_}:{trigger.dep_.split(':')[0]}",
        *(["nearer"] if nearer else []),
        *(["locative"] if place.is_locative else []),
        f"found={'in' if place.match.name else 'not_in'}_gazetteer:{place.preposition or 'bare'}",
        *(["opens"] if head.i - trigger.sent.start <= 3 else []),
        *_nesting(place, others, trigger),
        *_path(head, trigger),
    ]


def _path(place: Token, trigger: Token) -> Iterator[str]:
    """Yield what the way from place to predicate through the tree is like."""
    above = [trigger, *trigger.ancestors]
    ranks = {t.i: n for n, t in enumerate(above)}
    up = list(_climb(place, ranks))
    top = up[-1].head if up else place
    down = ranks.get(top.i, _DEEP)
    yield f"up={min(_DEEP, len(up))}"
    yield f"down={min(_DEEP, down)}"
    yield from (f"up:{t.dep_}" for t in up if t.dep_ in _BORDERS)
    yield from (f"down:{t.dep_}" for t in above[:down] if t.dep_ in _BORDERS | {"conj"})
    case = next((case for t in up if t.pos_ in {"NOUN", "PROPN"} and (case := case_of(t))), "") if up else ""
    own = case_of(place)
    yield f"case={own or 'none'}"
    yield f"case={own or 'none'}:up={min(3, len(up))}:down={min(2, down)}"
    yield f"dep={place.dep_}:down={min(2, down)}:{trigger.dep_.split(':')[0]}"
    yield f"road={case or 'none'}:{'straight' if down == 0 else 'over'}"
    if up:
        yield f"top={up[-1].dep_}:{'straight' if down == 0 else 'over'}"
    else:
        yield "where" if any(t.lower_ == "where" for t in trigger.children) else "at_place"


def _climb(place: Token, ranks: Mapping[int, int]) -> Iterator[Token]:
    token = place
    while token.i not in ranks:
        yield token
        if token.head == token:
            return
        token = token.head


def _nesting(place: PlaceMention, others: list[PlaceMention], trigger: Token) -> Iterator[str]:
    """Yield whether the place is said to lie in another or another in it ("Loi Karez, Kandahar")."""
    head = _head(place, trigger)
    above = {t.i for t in head.ancestors}
    for other in others:
        far = _head(other, trigger)
        if far.i in above and head.dep_ not in _LISTED | {"nsubj", "obl"}:
            yield "outer"
        elif far.head == head and far.dep_ not in {"conj"}:
            yield "inner"
        elif far.head == head.head and head.dep_ in {"nmod:poss", "nmod"} and far.dep_ in {"compound", "flat"}:
            yield "outer"
    if head.dep_ in {"compound", "nmod:poss"}:
        yield f"of:{head.head.pos_}"


def _beside(place: PlaceMention, best: PlaceMention, trigger: Token) -> bool:
    """Tell whether two places stand in one list ("in Goma, Bukavu and Uvira")."""
    a, b = _head(place, trigger), _head(best, trigger)
    return (a.dep_ == "conj" and (a.head == b or (b.dep_ == "conj" and a.head == b.head))) or (
        b.dep_ == "conj" and b.head == a
    )


def _is_there(carriers: Iterable[Token]) -> bool:
    return any(t.lower_ == "there" and t.dep_ == "advmod" for c in carriers for t in c.children)


def _place_before(trigger: Token, resolved: ResolvedArticle, any_place: bool) -> PlaceMention | None:
    """Return the last place told before the sentence as being where something is, if the article stays there.

    ``any_place``: or told in any other way ("entered Goma … there"), save in the name of a body.
    """
    told = (p for p in resolved.places if p.match.country and (p.is_locative or (any_place and not p.is_allusion)))
    before = [p for p in told if p.end <= trigger.sent.start_char]
    return before[-1] if before and before[-1].match.country == country_of_article(resolved) else None


def _head(place: PlaceMention, trigger: Token) -> Token:
    span = trigger.doc.char_span(place.start, place.end, alignment_mode="expand")
    return span.root if span is not None else trigger.sent[0]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return read_weights(PATH)


def read_weights(path: Path) -> dict[str, float]:
    """Read the weight of each feature. Raises :class:`DataFileError` for a row that is not a name and a number."""
    weights: dict[str, float] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if number == 1 or not row or row[0].startswith("#"):
                continue
            try:
                name, weight = row
                weights[name] = float(weight)
            except ValueError as error:
                raise DataFileError(path, number, "expected a feature and its weight") from error
    return weights
