"""Gold articles: ``docs/<id>.json`` with the text, ``gold/<id>.json`` with every event by the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from procopius.errors import DataFileError
from procopius.model import Span


class GoldEvent(msgspec.Struct, frozen=True):
    """One annotated event; parties as (country, sectors) pairs, mentions as (sentence, trigger) spans."""

    event: str
    mode: str | None
    status: str
    actor: tuple[tuple[str | None, tuple[str, ...]], ...]
    recipient: tuple[tuple[str | None, tuple[str, ...]], ...]
    days: tuple[str | None, str | None]
    place: str | None
    attributed: bool
    mentions: tuple[tuple[Span, Span], ...]


class GoldArticle(msgspec.Struct, frozen=True):
    """A gold article as the coder reads it, with its events."""

    id: str
    text: str
    title: str | None
    publication_date: str | None
    events: tuple[GoldEvent, ...]


def read_gold(folder: Path) -> list[GoldArticle]:
    """Read the articles of a gold folder in order of id.

    Raises:
        DataFileError: a sentence or trigger does not stand in its text.
    """
    return [_article(doc, annotation, folder) for doc, annotation in read_documents(folder)]


def read_documents(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each article of a gold folder with its annotation, in order of id, as they stand in the files."""
    for path in sorted((folder / "gold").glob("*.json")):
        yield (
            msgspec.json.decode((folder / "docs" / path.name).read_bytes()),
            msgspec.json.decode(path.read_bytes()),
        )


def _article(doc: dict[str, Any], annotation: dict[str, Any], folder: Path) -> GoldArticle:
    path = folder / "gold" / f"{annotation['doc_id']}.json"
    return GoldArticle(
        id=annotation["doc_id"],
        text=doc["text"],
        title=doc.get("title"),
        publication_date=doc.get("publication_date"),
        events=tuple(_event(row, doc["text"], path) for row in annotation["events"]),
    )


def _event(row: dict[str, Any], text: str, path: Path) -> GoldEvent:
    first = row.get("event_date")
    return GoldEvent(
        event=row["event"],
        mode=row.get("mode"),
        status=row["status"],
        actor=tuple(map(_party, row["actor"])),
        recipient=tuple(map(_party, row["recipient"])),
        days=(first, row.get("event_date_end") or first),
        place=(row.get("place") or {}).get("country"),
        attributed=bool(row.get("attribution")),
        mentions=tuple(_mention(mention, text, path) for mention in row["mentions"]),
    )


def _party(row: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    return row.get("country"), tuple(s for s in (row.get("sector"), row.get("sector2")) if s)


def _mention(row: dict[str, str], text: str, path: Path) -> tuple[Span, Span]:
    """Find a mention: the first occurrence of its sentence, and of its trigger inside it."""
    start = text.find(row["sentence"])
    inner = row["sentence"].find(row["trigger"])
    if start < 0 or inner < 0:
        raise DataFileError(path, 1, f"not in the text: {row['sentence'][:60]!r} / {row['trigger']!r}")
    trigger = (start + inner, start + inner + len(row["trigger"]))
    return (start, start + len(row["sentence"])), trigger
