"""Coded articles to flat rows: one row an event, no lists, for R, Stata and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procopius.model import CodedArticle, Entity, Event

_PARTY = ("text", "name", "country", "sector")
_PLACE = ("text", "name", "country", "lat", "lon", "geonames_id")
_SIZES = ("killed", "injured", "arrested", "participants")

COLUMNS: tuple[str, ...] = (
    *("article_id", "publication_date", "event_id", "event", "mode", "status"),
    *(f"actor_{field}" for field in _PARTY),
    *(f"recipient_{field}" for field in _PARTY),
    *("event_date", "event_date_end", "date_precision"),
    *(f"place_{field}" for field in _PLACE),
    *(f"attribution_{field}" for field in _PARTY),
    "contexts",
    *(f"{size}_{end}" for size in _SIZES for end in ("min", "max")),
    *("quad", "scale", "score", "mentions"),
    *("sentence_start", "sentence_end", "trigger_start", "trigger_end", "trigger_text", "sentence_text"),
)
"""Names of the columns: at most 32 characters of ``a-z``, ``0-9`` and ``_``."""


def event_rows(coded: CodedArticle, text: str) -> Iterator[list[str]]:
    """Yield one row of :data:`COLUMNS` for each event of ``coded``, whose raw text is ``text``.

    An empty cell means not available. Several actors, recipients or contexts are joined by ``|``, in the same
    order in every column. The offsets and words are those of the first mention, white space made one blank.
    """
    for event in coded.events:
        yield [_cell(value) for value in _values(coded, event, text)]


def _values(coded: CodedArticle, event: Event, text: str) -> list[object]:
    sizes = [event.size.get(size) for size in _SIZES]
    return [
        *(coded.article_id, coded.publication_date, event.id, event.event, event.mode, event.status),
        *_parties(event.actor),
        *_parties(event.recipient),
        *(event.event_date, event.event_date_end, event.date_precision),
        *_fields(event.place, _PLACE),
        *_fields(event.attribution, _PARTY),
        "|".join(event.contexts),
        *(end for size in sizes for end in ((size.min, size.max) if size else (None, None))),
        *(event.quad, event.scale, event.score, len(event.mentions)),
        *_evidence(event, text),
    ]


def _fields(record: object, names: Sequence[str]) -> list[object]:
    return [getattr(record, name, None) for name in names]


def _parties(entities: Sequence[Entity]) -> list[str]:
    return ["|".join(_bare(getattr(entity, field)) for entity in entities) for field in _PARTY]


def _bare(value: str | None) -> str:
    """Return a value without the mark that joins several."""
    return " ".join((value or "").replace("|", "/").split())


def _evidence(event: Event, text: str) -> list[object]:
    if not event.mentions:
        return [None] * 6
    sentence, trigger = event.mentions[0].sentence, event.mentions[0].trigger
    words = (" ".join(text[start:end].split()) for start, end in (trigger, sentence))
    return [*sentence, *trigger, *words]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
