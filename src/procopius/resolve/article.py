"""One article resolved: who its mentions are, where its places are, and when its times."""

from __future__ import annotations

from collections import Counter

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Token

from procopius.dictionaries import Dictionary
from procopius.model import Article, Cleaned
from procopius.resolve.actor_answer import FROM_CONTEXT as GUESSED
from procopius.resolve.entities import ArticleActors, context_countries, gather
from procopius.resolve.gazetteer import Gazetteer
from procopius.resolve.place_mentions import PlaceMention, find_places
from procopius.resolve.places import country_of_place
from procopius.resolve.time import TimeExpression, find_times

PLACE_WEIGHT = 0.6
"""What a place name counts against the name of a country."""
PLACE_LABELS = {"LOC", "GPE", "FAC"}
_LAND = {"country", "capital", "demonym"}


class ResolvedArticle(msgspec.Struct, frozen=True):
    """A parsed article with its actors, times and places. Spans of ``times`` and ``places`` are in ``doc.text``."""

    article: Article
    cleaned: Cleaned
    doc: Doc
    actors: ArticleActors
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]

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
    weights = _shares(context)
    found = find_places(cleaned.text, entities, gazetteer, context_countries=weights)
    context = _with_places(context, found)
    actors = gather(doc, captions, dictionary, article.publication_date, place_country, cleaned.to_raw, context)
    places = find_places(cleaned.text, entities, gazetteer, context_countries=_shares(context))
    times = find_times(cleaned.text, publication_date=article.publication_date)
    return ResolvedArticle(article, cleaned, doc, actors, times, places)


def _shares(context: dict[str, float]) -> dict[str, float]:
    total = sum(context.values()) or 1.0
    return {code: weight / total for code, weight in context.items()}


def _with_places(context: dict[str, float], places: tuple[PlaceMention, ...]) -> dict[str, float]:
    """Let the towns and regions of an article speak for their countries too, the most told first."""
    weights = Counter(context)
    for place in places:
        if place.match.country:
            weights[place.match.country] += PLACE_WEIGHT * place.match.score  # type: ignore[assignment]
    return dict(weights.most_common())
