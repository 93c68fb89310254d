"""Evaluate: events against gold, the floors of the project, and the report a user runs on their own gold."""

from procopius.evaluate.actors import ActorCase, ActorScore, score_actors
from procopius.evaluate.gold import GoldArticle, GoldEvent, read_gold
from procopius.evaluate.score import Score, score_articles

__all__ = [
    "ActorCase",
    "ActorScore",
    "GoldArticle",
    "GoldEvent",
    "Score",
    "read_gold",
    "score_actors",
    "score_articles",
]
