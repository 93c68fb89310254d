"""One result to the rows of its tables. The columns of ``event`` are those of the CSV form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from procopius.model import CodedArticle, Entity, Event, Issue, Span

Cell: TypeAlias = str | int | float | bytes | None
Row: TypeAlias = tuple[Cell, ...]

_PARTY = ("text", "name", "country", "sector")
_PLACE = ("text", "name", "country", "lat", "lon", "geonames_id")
_SIZES = ("killed", "injured", "arrested", "participants")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "event": (
        *("id", "article_id", "number", "event", "mode", "status"),
        *(f"{role}_{field}" for role in ("actor", "recipient") for field in _PARTY),
        *("event_date", "event_date_end", "date_precision"),
        *(f"place_{field}" for field in _PLACE),
        *(f"attribution_{field}" for field in _PARTY),
        "contexts",
        *(f"{size}_{end}" for size in _SIZES for end in ("min", "max")),
        *("quad", "scale", "score", "mentions"),
    ),
    "mention": (
        *("event_id", "number", "article_id"),
        *("sentence_start", "sentence_end", "trigger_start", "trigger_end"),
    ),
    "party": ("event_id", "role", "number", *_PARTY, "sectors", "spans"),
    "place": ("event_id", *_PLACE, "spans"),
    "quote": (
        *("article_id", "number", "speaker", "kind", "content_start", "content_end"),
        *("speaker_start", "speaker_end", "cue_start", "cue_end"),
    ),
    "vote": (
        *("article_id", "number", "body", "subject", "in_favour", "against", "abstained", "outcome"),
        *("abstainers", "vetoed_by", "span_start", "span_end"),
    ),
    "entity": ("article_id", "number", "name", "country", "sector", "surface_forms"),
    "issue": ("article_id", "event_id", "number", "code", "message", "span_start", "span_end"),
}
"""Table → its columns, in an order in which no row comes before one it refers to."""


def rows_of(coded: CodedArticle) -> dict[str, list[Row]]:
    """Return table → rows, for the tables of :data:`COLUMNS`."""
    key = coded.article_id
    events = list(enumerate(coded.events))
    return {
        "event": [_event(key, number, event) for number, event in events],
        "mention": [
            (event.id, number, key, *mention.sentence, *mention.trigger)
            for event in coded.events
            for number, mention in enumerate(event.mentions)
        ],
        "party": [row for event in coded.events for row in _parties(event)],
        "place": [
            (event.id, *_fields(event.place, _PLACE), _json(event.place.spans))
            for event in coded.events
            if event.place is not None
        ],
        "quote": [
            (key, n, q.speaker, q.kind, *q.content_span, *_span(q.speaker_span), *_span(q.cue_span))
            for n, q in enumerate(coded.quotes)
        ],
        "vote": [
            *(
                (
                    *(key, n, v.body, v.subject, v.in_favour, v.against, v.abstained, v.outcome),
                    *("|".join(map(_bare, v.abstainers)), "|".join(map(_bare, v.vetoed_by)), *v.span),
                )
                for n, v in enumerate(coded.votes)
            )
        ],
        "entity": [
            (key, n, e.name, e.country, e.sector, "|".join(map(_bare, e.surface_forms)))
            for n, e in enumerate(coded.entities)
        ],
        "issue": [
            *_issues(key, "", coded.issues),
            *(row for event in coded.events for row in _issues(key, event.id, event.issues)),
        ],
    }


def _event(key: str, number: int, event: Event) -> Row:
    sizes = [event.size.get(size) for size in _SIZES]
    return (
        *(event.id, key, number, event.event, event.mode, event.status),
        *_joined(event.actor),
        *_joined(event.recipient),
        *(event.event_date, event.event_date_end, event.date_precision),
        *_fields(event.place, _PLACE),
        *_fields(event.attribution, _PARTY),
        "|".join(event.contexts) or None,
        *(end for size in sizes for end in ((size.min, size.max) if size else (None, None))),
        *(event.quad, event.scale, event.score, len(event.mentions)),
    )


def _parties(event: Event) -> Iterator[Row]:
    for role, entities in (("actor", event.actor), ("recipient", event.recipient)):
        for n, entity in enumerate(entities):
            yield (event.id, role, n, *_fields(entity, _PARTY), "|".join(entity.sectors), _json(entity.spans))


def _issues(key: str, event_id: str, issues: Sequence[Issue]) -> Iterator[Row]:
    for number, issue in enumerate(issues):
        yield (key, event_id, number, issue.code, issue.message, *_span(issue.span))


def _fields(record: object, names: Sequence[str]) -> list[Cell]:
    return [getattr(record, name, None) for name in names]


def _joined(entities: Sequence[Entity]) -> list[Cell]:
    """Return each field of all entities in one cell, joined by ``|`` in the same order; no cell for none."""
    if not entities:
        return [None] * len(_PARTY)
    return ["|".join(_bare(getattr(entity, field)) for entity in entities) or None for field in _PARTY]


def _bare(value: str | None) -> str:
    """Return a value without the mark that joins several."""
    return " ".join((value or "").replace("|", "/").split())


def _span(span: Span | None) -> tuple[int | None, int | None]:
    return span if span is not None else (None, None)


def _json(spans: Sequence[Span]) -> str:
    return msgspec.json.encode(spans).decode()
