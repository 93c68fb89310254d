"""Actors against gold: phrases on their own, mentions in their article, and which mentions are one actor.

A phrase is right when its country and its primary sector are. For the clusters every pair of surface forms counts
that gold gives to one entity, or the program does; forms that the program does not find make no pair of its own.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from procopius.dictionaries import Dictionary
from procopius.evaluate.gold import read_documents
from procopius.model import Article
from procopius.pipeline import Coder
from procopius.resolve.actor import resolve_phrase
from procopius.resolve.gazetteer import Gazetteer, default_gazetteer
from procopius.resolve.places import country_of_place


class ActorCase(msgspec.Struct, frozen=True):
    """One phrase and who it means on a day."""

    phrase: str
    country: str | None
    sector: str | None
    date: str | None = None
    context: tuple[str, ...] = ()
    name: str | None = None


class ActorScore(msgspec.Struct, frozen=True):
    """Shares from 0 to 1; ``forms`` is the share of gold's surface forms that the program finds."""

    mentions: int
    country: float
    sector: float
    cluster: float
    forms: float


def read_cases(path: Path) -> list[ActorCase]:
    """Read a JSONL file of phrases."""
    decoder = msgspec.json.Decoder(ActorCase)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def missed(
    cases: Iterable[ActorCase], dictionary: Dictionary, gazetteer: Gazetteer | None = None
) -> list[tuple[ActorCase, str | None, str | None]]:
    """Return the cases whose country or sector is not found, with what was found."""
    gazetteer = gazetteer or default_gazetteer()
    out = []
    for case in cases:
        match = resolve_phrase(
            case.phrase,
            dictionary,
            date=case.date,
            context=case.context,
            place_country=lambda name: country_of_place(name, gazetteer),
        )
        if (match.country, match.sector) != (case.country, case.sector):
            out.append((case, match.country, match.sector))
    return out


def score_actors(coder: Coder, folder: Path) -> ActorScore:
    """Score the mentions of actors and recipients, and the clusters, of the articles of a gold folder."""
    n: Counter[str] = Counter()
    for doc, gold in read_documents(folder):
        article = Article(
            id=gold["doc_id"], text=doc["text"], publication_date=doc.get("publication_date"), title=doc.get("title")
        )
        resolved = coder.resolve(article)
        for row in _parties(gold["events"]):
            match = resolved.actor(row["text"])
            n["mentions"] += 1
            n["country"] += match.country == row["country"]
            n["sector"] += match.sector == row["sector"]
        entities = [e.surface_forms for e in resolved.actors.entities]
        _count_pairs([e["surface_forms"] for e in gold["entities"]], entities, n)
    mentions = max(1, n["mentions"])
    return ActorScore(
        mentions=n["mentions"],
        country=round(n["country"] / mentions, 4),
        sector=round(n["sector"] / mentions, 4),
        cluster=round(2 * n["both"] / max(1, n["gold pairs"] + n["found pairs"]), 4),
        forms=round(n["found"] / max(1, n["forms"]), 4),
    )


def _parties(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [row for event in events for role in ("actor", "recipient") for row in event[role] if row["text"]]
    return list({(row["text"], row["country"], row["sector"]): row for row in rows}.values())


def _count_pairs(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]], n: Counter[str]) -> None:
    wanted, given = _by_form(gold), _by_form(found)
    told = _pairs(wanted)
    made = _pairs({form: given[form] for form in wanted if form in given})
    n["gold pairs"] += len(told)
    n["found pairs"] += len(made)
    n["both"] += len(told & made)
    n["forms"] += len(wanted)
    n["found"] += len(wanted.keys() & given.keys())


def _by_form(entities: Sequence[Sequence[str]]) -> dict[str, int]:
    forms: dict[str, int] = {}
    for i, entity in enumerate(entities):
        for form in entity:
            forms.setdefault(re.sub(r"^(the|an?) |['’]s$", "", form, flags=re.I).lower(), i)
    return forms


def _pairs(forms: dict[str, int]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in itertools.combinations(sorted(forms), 2) if forms[pair[0]] == forms[pair[1]]}
