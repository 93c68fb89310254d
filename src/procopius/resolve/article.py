"""One article resolved: who its mentions are, where its places are, and when its times."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TypeAlias

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Token

from procopius.dictionaries import Dictionary
from procopius.model import Article, Cleaned
from procopius.resolve.actor import ActorMatch
from procopius.resolve.actor_answer import FROM_CONTEXT as GUESSED
from procopius.resolve.demonyms import find_demonyms
from procopius.resolve.entities import ArticleActors, context_countries, gather
from procopius.resolve.gazetteer import Gazetteer, fold
from procopius.resolve.home import Home, home_of
from procopius.resolve.locatives import default_locatives
from procopius.resolve.opening import with_opening
from procopius.resolve.place_mentions import PlaceMention, find_places
from procopius.resolve.place_names import dateline_places
from procopius.resolve.places import country_of_place, resolve_place
from procopius.resolve.tense import points_ahead
from procopius.resolve.time import TimeExpression, find_times

PLACE_WEIGHT = 0.6
"""What a place name counts against the name of a country."""
HOME_WEIGHT = 0.3
"""What the country of the publisher counts against all countries that the article names."""
PLACE_LABELS = {"LOC", "GPE", "FAC"}
_NO_HEAD = {"DET", "ADJ", "PUNCT"}
_LAND = {"country", "capital", "demonym"}


DatelineName: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Raw offsets of a place in a dateline, and the names it lies in."""


class ResolvedArticle(msgspec.Struct, frozen=True):
    """A parsed article with its actors, times and places. Spans of ``times`` and ``places`` are in ``doc.text``."""

    article: Article
    cleaned: Cleaned
    doc: Doc
    actors: ArticleActors
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    allusions: tuple[PlaceMention, ...] = ()
    """Demonyms ("Egyptian") and places in the names of bodies: nothing happens at them."""
    datelines: tuple[PlaceMention, ...] = ()
    """Places of datelines that cleaning took out. Their spans are in the **raw** text."""

    def is_actor(self, token: Token) -> bool:
        """Say whether a nominal is a known actor: with a country or sector, or a person of the article."""
        entity, match = self.actors.who(token)
        if match.reason == "no_actor_sense" or token.lower_.endswith(("self", "selves")):
            return False
        if match.reason == "unknown_head" and entity is None and token.ent_type_ not in {"ORG", "PER"}:
            return False
        if match.entity_kind == "object" and match.score <= GUESSED:
            return False
        return bool(
            match.sector or match.name or (entity and entity.person) or (match.country and match.entity_kind in _LAND)
        )

    def actor(self, phrase: str) -> ActorMatch:
        """Say who a phrase means in this article: by its first occurrence in the parsed text, else by the phrase."""
        alone = self.actors.match_phrase(phrase)
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.doc.text)
        span = self.doc.char_span(*found.span(), alignment_mode="expand") if found else None
        if span is None:
            return alone
        head = span[-1] if span.root.pos_ in _NO_HEAD else span.root
        match = self.actors.who(head)[1]
        return match if match.sector or match.name or (match.country and not alone.sector) else alone

    def place_at(self, token: Token) -> PlaceMention | None:
        """Return the place that a token names, if it names one."""
        return next((p for p in self.places if p.start <= token.idx < p.end and p.match.country), None)

    def is_place(self, token: Token) -> bool:
        """Say whether a nominal names a place."""
        if token.ent_type_ in PLACE_LABELS:
            return True
        if self.place_at(token) is not None:
            return True
        return self.actors.who(token)[1].entity_kind in {"country", "capital"}


def resolve(
    article: Article, cleaned: Cleaned, nlp: Language, dictionary: Dictionary, gazetteer: Gazetteer
) -> ResolvedArticle:
    """Parse the cleaned text and resolve its actors, times and places."""
    doc = nlp(cleaned.text)
    captions = [
        (nlp(text), removed.start)
        for removed in cleaned.removed
        if removed.kind == "caption" and (text := article.text[removed.start : removed.end]).strip()
    ]

    taken = {token.lower_ for token in doc if token.ent_type_ in {"PER", "ORG"}}
    names = {t.lower_ for t in doc if t.ent_type_ in PLACE_LABELS or (t.pos_ == "PROPN" and t.lower_ not in taken)}

    def place_country(name: str) -> str | None:
        known = all(word in names for word in name.lower().split())
        return country_of_place(name, gazetteer) if known else None

    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    context = context_countries(doc, dictionary)
    home = _home(article, gazetteer)
    demonyms = find_demonyms(cleaned.text, entities, dictionary, gazetteer)
    peoples = {(d.start, d.end) for d in demonyms}
    datelines = _dateline_names(article, cleaned, gazetteer)
    find = partial(
        find_places,
        cleaned.text,
        [e for e in entities if e[:2] not in peoples],
        gazetteer,
        home=home.place,
        beside={article.text[s:e]: near for s, e, near in datelines},
    )
    found = find(context_countries=_weights(context, home))
    context = _with_places(context, found)
    context = with_opening(context, article, cleaned, dictionary, gazetteer)
    near = [(p.start, p.match.country) for p in found if p.match.country]
    actors = gather(doc, captions, dictionary, article.publication_date, place_country, cleaned.to_raw, context, near)
    found = find(context_countries=_weights(context, home))
    times = find_times(cleaned.text, publication_date=article.publication_date, future_at=points_ahead(doc))
    return ResolvedArticle(
        article,
        cleaned,
        doc,
        actors,
        times,
        places=tuple(p for p in found if not p.is_allusion),
        allusions=(*demonyms, *(p for p in found if p.is_allusion)),
        datelines=tuple(_in_dateline(article, d, found, _weights(context, home), gazetteer) for d in datelines),
    )


def _dateline_names(article: Article, cleaned: Cleaned, gazetteer: Gazetteer) -> list[DatelineName]:
    """Return the places of the datelines that cleaning took out, by their raw offsets."""
    return [
        (removed.start + start, removed.start + end, near)
        for removed in cleaned.removed
        if removed.kind == "dateline"
        for (start, end), near in dateline_places(
            article.text[removed.start : removed.end], gazetteer, default_locatives()
        )
    ]


def _in_dateline(
    article: Article,
    name: DatelineName,
    found: tuple[PlaceMention, ...],
    weights: dict[str, float],
    gazetteer: Gazetteer,
) -> PlaceMention:
    """Return a dateline's place, in the sense that its name has in the article."""
    start, end, near = name
    text = article.text[start:end]
    same = next((p.match for p in found if fold(p.text) == fold(text)), None)
    match = same or resolve_place(text, gazetteer, context_countries=weights, near=near)
    return PlaceMention(start=start, end=end, text=text, match=match, preposition=None, is_locative=False)


def _home(article: Article, gazetteer: Gazetteer) -> Home:
    """Return the home of the article's publisher, by its address where there is one."""
    if article.url:
        by_address = home_of(article.url, gazetteer)
        if by_address.country or by_address.place:
            return by_address
    return home_of(article.publisher, gazetteer) if article.publisher else Home()


def _weights(context: dict[str, float], home: Home) -> dict[str, float]:
    """Weigh the countries of an article by their share of what it names, that of the publisher a little more."""
    total = sum(context.values()) or 1.0
    shares = {code: weight / total for code, weight in context.items()}
    if home.country:
        shares[home.country] = shares.get(home.country, 0.0) + HOME_WEIGHT
    return shares


def _with_places(context: dict[str, float], places: tuple[PlaceMention, ...]) -> dict[str, float]:
    """Let the towns and regions of an article speak for their countries too, the most told first."""
    weights = Counter(context)
    for place in places:
        if place.match.country:
            weights[place.match.country] += PLACE_WEIGHT * place.match.score  # type: ignore[assignment]
    return dict(weights.most_common())
