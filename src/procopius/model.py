"""The records that pass from stage to stage: frozen, small, without logic of their own.

Offsets are half-open ``(start, end)`` pairs of Unicode code points **of the article as received**, unless a
field says otherwise. Dates are ISO 8601 strings (``2024-03-27``). Countries are ISO 3166 alpha-3 codes with
the additions of the codebook (``UNO``, ``EUR``, ``IGO``, ``NGO``, ``MNC``, ``IMG``, ``ISM``, ``KOS``).
Names follow PLOVER (Open Event Data Alliance, draft 2.0).
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal, TypeAlias

import msgspec

Span: TypeAlias = tuple[int, int]
"""A half-open pair of code-point offsets into the article as received."""

Status: TypeAlias = Literal["actual", "historical", "planned", "hypothetical", "negated"]
Precision: TypeAlias = Literal["day", "week", "month", "year"]


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix_`` and 16 hexadecimal digits of the BLAKE2b hash of ``parts``.

    The same parts give the same id on every machine and in every run.
    """
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8)
    return f"{prefix}_{digest.hexdigest()}"


class Issue(msgspec.Struct, frozen=True):
    """Something the text or the input did not allow: why a field is empty or an article was skipped."""

    code: str
    """Stable snake_case code, listed in ``docs/reference/issues.md``."""
    message: str
    span: Span | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as received."""

    id: str
    text: str
    """The raw text. Every span in every record points into it."""
    publication_date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1 code as declared by the input, if it was."""
    source: str | None = None
    """Path (and line) the article was read from."""
    meta: dict[str, Any] = {}
    """Unknown keys of the input, kept."""
    issues: tuple[Issue, ...] = ()


class Removed(msgspec.Struct, frozen=True):
    """A stretch of the raw text that is not prose and was taken out before parsing."""

    start: int
    end: int
    kind: str
    """Such as ``caption``, ``credit``, ``dateline``, ``signature``, ``read_also``, ``author_box``, ``date_line``."""


class Edit(msgspec.Struct, frozen=True):
    """One change a cleaning step made. ``start`` and ``end`` are offsets **into the text that step was given**."""

    step: str
    kind: str
    start: int
    end: int
    replacement: str
    reason: str


class Cleaned(msgspec.Struct, frozen=True):
    """Cleaned text, the edits that made it, and the way back to the raw text.

    ``starts[i]`` and ``ends[i]`` are the raw offsets between which character ``i`` of ``text`` came from;
    they are equal for a character that was inserted.
    """

    text: str
    edits: tuple[Edit, ...]
    removed: tuple[Removed, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_raw(self, start: int, end: int) -> Span:
        """Map a half-open span of ``text`` to the raw text; an empty span maps to an empty span."""
        if not self.starts:
            return (0, 0)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return (at, at)
        return (self.starts[start], max(self.ends[start:end]))


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A party to an event, as it stands in one event record."""

    text: str | None
    """The words of the article, or null where the actor is plain but not named."""
    name: str | None
    country: str | None
    sector: str | None
    sectors: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event took place."""

    text: str
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    spans: tuple[Span, ...] = ()


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches for an event."""

    text: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    span: Span | None = None
    cue_span: Span | None = None


class Range(msgspec.Struct, frozen=True):
    """A number told as a range; an open end is null."""

    min: int | None
    max: int | None


class Mention(msgspec.Struct, frozen=True):
    """One place where the article tells an event."""

    sentence: Span
    trigger: Span


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One reported act: who did what to whom, when, where, and according to whom."""

    id: str
    event: str
    mode: str | None
    status: Status
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    event_date: str | None
    event_date_end: str | None
    date_precision: Precision | None
    place: Place | None
    attribution: Attribution | None
    contexts: tuple[str, ...]
    size: dict[str, Range]
    """``killed``, ``injured``, ``arrested``, ``participants``, where numbers are given."""
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict (PLOVER)."""
    scale: float
    """Conflict value of the type, −10 to 10 (ontology file says where it is from)."""
    score: float
    """Confidence, 0 to 1."""
    mentions: tuple[Mention, ...]
    trace: tuple[str, ...]
    """What decided: pattern file and row, rules, scores."""
    issues: tuple[Issue, ...] = ()


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words given to a speaker."""

    speaker: str | None
    """Name of the speaker's entity, else the words of the article, else null."""
    speaker_span: Span | None
    cue_span: Span | None
    content_span: Span
    kind: Literal["direct", "indirect", "mixed"]


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded vote of a body."""

    body: str | None
    subject: str | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    outcome: Literal["adopted", "rejected", "vetoed"] | None
    abstainers: tuple[str, ...] = ()
    vetoed_by: tuple[str, ...] = ()
    span: Span


class ArticleEntity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of the article with every form under which it appears."""

    name: str
    country: str | None
    sector: str | None
    surface_forms: tuple[str, ...]


class CodedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found in one article; its JSON form is the output contract."""

    article_id: str
    publication_date: str | None
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    votes: tuple[Vote, ...] = ()
    entities: tuple[ArticleEntity, ...] = ()
    removed: tuple[Removed, ...] = ()
    issues: tuple[Issue, ...] = ()
