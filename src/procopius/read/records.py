"""One record of an input (a JSON object, a CSV row, a page) to one article: field names, dates, issues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from procopius.model import Article, Issue
from procopius.read.dates import read_date

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "_id", "uri", "doc_id"),
    "title": ("title", "headline", "title_page"),
    "text": ("text", "maintext", "body", "articleBody", "content", "event_text"),
    "publication_date": (
        *("publication_date", "published", "date_publish", "datePublished", "dateTimePub", "versionCreated"),
        *("pub_date", "date"),
    ),
    "publisher": ("publisher", "source", "source_domain", "domain"),
    "language": ("language", "lang", "inLanguage"),
    "url": ("url",),
}
"""Field of :class:`Article` → keys it is read from. The first key that holds something wins."""

TEXT_KEYS = frozenset(key.lower() for key in ALIASES["text"])


class Defaults(msgspec.Struct, frozen=True):
    """What holds for every article of a run whose input does not say otherwise."""

    published: str | None = None
    publisher: str | None = None


def record_text(record: Mapping[str, Any]) -> str | None:
    """Return the article text of ``record`` exactly as it stands there, or None if no key holds any."""
    value = _take(record, "text")[1]
    return value if isinstance(value, str) else None


def to_article(record: Mapping[str, Any], *, fallback_id: str, source: str, defaults: Defaults) -> Article:
    """Make an article of a record that has a text; unknown keys are kept in ``meta``.

    Raises ``KeyError`` when there is no text: ask :func:`record_text` first.
    """
    taken = {field: _take(record, field) for field in ALIASES}
    used = {key for key, _ in taken.values()}
    values = {field: value for field, (_, value) in taken.items()}
    if not isinstance(values["text"], str):
        raise KeyError("text")
    day, issue = publication_day(values["publication_date"], defaults.published)
    return Article(
        id=_plain(values["id"]) or fallback_id,
        text=values["text"],
        publication_date=day,
        title=_plain(values["title"]),
        publisher=_plain(values["publisher"]) or defaults.publisher,
        url=_plain(values["url"]),
        language=_language(values["language"]),
        source=source,
        meta={key: value for key, value in record.items() if key not in used},
        issues=(issue,) if issue else (),
    )


def publication_day(value: object, default: str | None) -> tuple[str | None, Issue | None]:
    """Return the ISO day of a publication date, and what is wrong with it if something is."""
    if value is None:
        message = "the input gives no publication date; relative dates stay open"
        return (default, None) if default else (None, Issue("missing_publication_date", message))
    day = read_date(value)
    if day is None:
        message = f"{str(value)[:60]!r} is not one date; write it as 2024-03-27"
        return None, Issue("bad_publication_date", message)
    # A day of grace: it is already tomorrow somewhere.
    if day > (datetime.now(UTC) + timedelta(days=1)).date().isoformat():
        return day, Issue("future_publication_date", f"{day} is still to come")
    return day, None


def _take(record: Mapping[str, Any], field: str) -> tuple[str | None, Any]:
    for key in ALIASES[field]:
        value = record.get(key)
        if value is not None and value != "" and not (field == "text" and not isinstance(value, str)):
            return key, value
    return None, None


def _plain(value: object) -> str | None:
    """Return a name from a string, a number, or an object that has one (``{"title": "AP"}``)."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("uri")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _language(value: object) -> str | None:
    name = _plain(value)
    return name.replace("_", "-").partition("-")[0].lower() if name else None
