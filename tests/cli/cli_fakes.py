"""A coder without a model, and what running a command leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from procopius.model import (
    Article,
    Attribution,
    CodedArticle,
    Entity,
    Event,
    Issue,
    Mention,
    Place,
    Quote,
    Range,
    Vote,
)
from procopius.settings import Settings

TEXT = "Chad's army said its troops seized a bridge near Abéché on Friday. Its minister denied the rest."
SEIZED = Event(
    id="evt_1",
    event="COERCE",
    mode="seize",
    status="actual",
    actor=(
        Entity(text="its troops", name="Chadian National Army", country="TCD", sector="MIL", sectors=("MIL",)),
        Entity(text=None, name=None, country="TCD", sector="COP"),
    ),
    recipient=(),
    event_date="2025-04-04",
    event_date_end=None,
    date_precision="day",
    place=Place(text="Abéché", name="Abéché", country="TCD", lat=13.8, lon=20.8, geonames_id=2433521),
    attribution=Attribution(text="Chad's army", name="Chadian National Army", country="TCD", sector="MIL"),
    contexts=("military", "territory"),
    size={"killed": Range(24, None)},
    quad=4,
    scale=-7.0,
    score=0.8,
    mentions=(Mention((0, 66), (28, 34)),),
    trace=("verbs_verbal_conflict.tsv:1",),
)
DENIED = Event(
    id="evt_2",
    event="ASSAULT",
    mode=None,
    status="negated",
    actor=(),
    recipient=(Entity(text="the rest", name=None, country=None, sector=None),),
    event_date=None,
    event_date_end=None,
    date_precision=None,
    place=None,
    attribution=None,
    contexts=(),
    size={},
    quad=4,
    scale=-10.0,
    score=0.4,
    mentions=(Mention((67, 96), (80, 86)),),
    trace=(),
)


class FakeCoder:
    """Finds the same two events in any article, and refuses what says it is foreign."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def code_article(self, article: Article) -> CodedArticle:
        if "foreign" in article.text and not self.settings.force_language:
            refusal = Issue("not_english", "looks like fr (0.99)")
            return CodedArticle(article_id=article.id, publication_date=None, issues=(refusal,))
        return CodedArticle(
            article_id=article.id,
            publication_date=article.publication_date,
            events=(DENIED, SEIZED),
            quotes=(
                Quote(
                    speaker="A\x1b[31mnna",
                    speaker_span=None,
                    cue_span=None,
                    content_span=(0, 11),
                    kind="direct",
                ),
            ),
            votes=(
                Vote(
                    body="Parliament",
                    subject="the budget",
                    in_favour=50,
                    against=0,
                    abstained=None,
                    outcome="adopted",
                    abstainers=("Chad",),
                    span=(0, 5),
                ),
            ),
            issues=article.issues,
        )


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
