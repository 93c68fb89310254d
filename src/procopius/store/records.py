"""What passes into the store and out of it, beside the records of :mod:`procopius.model`."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Literal, TypeAlias

import msgspec

from procopius.model import Article, CodedArticle, Issue, content_id
from procopius.read import Failure

Outcome: TypeAlias = Literal["coded", "refused", "failed"]
"""``refused``: the text is not for us (:data:`REFUSALS`); ``failed``: the program met a fault of its own."""

REFUSALS = frozenset({"empty_text", "not_english", "too_large"})
"""Issues with which an article is not coded at all."""
FAULTS = frozenset({"internal_error", "worker_died"})
"""Issues that say that coding an article broke down."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
MISSING_DATE = Issue("missing_publication_date", "the input gives no publication date; relative dates stay open")


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article was met, and what only that place says of it."""

    given_id: str
    """The id the input gives, or made of the file name."""
    path: str
    """File, with a line or item number where one part of a file is meant."""
    file: str
    language: str | None = None
    meta: dict[str, Any] = {}
    issues: tuple[Issue, ...] = ()


class ReadArticle(msgspec.Struct, frozen=True):
    """An article by its content, apart from where it was met."""

    article: Article
    """``id`` is a hash of the content; nothing else in it depends on file, order or clock."""
    origin: Origin


class ReadBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one file (or feed, or stream) as it was read."""

    file: str
    articles: tuple[ReadArticle, ...] = ()
    failures: tuple[Failure, ...] = ()
    first: bool = False
    """Whether the file begins here: its failures of an earlier reading are forgotten."""
    digest: str | None = None
    """With the last batch of a file that need not be read again unless it changes: the hash of its bytes."""
    reading: str = ""
    """Hash of all else that decides what is read from those bytes."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides what an article is coded to. Equal recipes give equal results."""

    code: str
    """Hash of the stages' source."""
    model: str
    """Hash of the model's files; name and version of another pipeline."""
    data: str
    """Hash of the shipped patterns, lexicons, dictionaries and gazetteer."""
    dictionaries: tuple[str, ...] = ()
    """Hashes of the user's dictionaries, in their order."""
    skip_steps: tuple[str, ...] = ()
    force_language: bool = False
    max_characters: int = 2_000_000

    @property
    def id(self) -> str:
        """Hash of what decides how an article is coded; the last two fields decide only whether it is."""
        return content_id(
            "rec", self.code, self.model, self.data, *self.dictionaries, "skipped", *sorted(self.skip_steps)
        )


class ReadCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What went into a run."""

    files: int = 0
    files_unchanged: int = 0
    """Known to the last byte, and not read again."""
    articles: int = 0
    new: int = 0
    failures: dict[str, int] = {}
    """Inputs, or parts of them, that gave no article: how many for each issue code."""


class CodedCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of a run."""

    due: int = 0
    """Articles that had no result by this recipe."""
    coded: int = 0
    refused: int = 0
    failed: int = 0
    reasons: dict[str, int] = {}
    """Why articles were refused or failed: how many for each issue code."""
    events: int = 0
    quotes: int = 0
    votes: int = 0


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of one run. Times are ISO 8601 in UTC, durations seconds."""

    id: str
    started: str
    finished: str | None = None
    """None while it runs, and for ever if it was killed."""
    state: Literal["running", "done", "interrupted", "failed"] = "running"
    recipe: dict[str, Any]
    """The fields of the :class:`Recipe`, with its ``id``."""
    settings: dict[str, Any]
    inputs: tuple[str, ...]
    versions: dict[str, str]
    """Of Procopius, Python, and the libraries that have a part in the results."""
    workers: int
    read: ReadCounts = ReadCounts()
    coded: CodedCounts = CodedCounts()
    reading_seconds: float = 0.0
    coding_seconds: float = 0.0


class Count(msgspec.Struct, frozen=True):
    """How many there are of a kind."""

    name: str
    count: int


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """A project in numbers."""

    articles: int
    outcomes: tuple[Count, ...]
    reasons: tuple[Count, ...]
    """Why articles were refused or failed, and why inputs gave no article."""
    first_date: str | None
    last_date: str | None
    publishers: tuple[Count, ...]
    """The ten with the most articles."""
    events: tuple[Count, ...]
    """By type."""
    statuses: tuple[Count, ...]
    quotes: int
    votes: int
    recipes: tuple[Count, ...]
    """Articles by the recipe of their results."""
    runs: int


def read_article(article: Article, file: str) -> ReadArticle:
    """Part what an article is from where it was met, and give it the id of its content.

    The id is made of text, publication date, title, publisher and url.
    """
    text = well_formed(article.text)
    names = (article.publication_date, article.title, article.publisher, article.url)
    day, title, publisher, url = (name and well_formed(name) for name in names)
    key = content_id("art", text, day or "", title or "", publisher or "", url or "")
    origin = Origin(
        given_id=article.id,
        path=article.source or file,
        file=file,
        language=article.language,
        meta=article.meta,
        issues=tuple(issue for issue in article.issues if issue.code != MISSING_DATE.code),
    )
    return ReadArticle(bare_article(key, text, day, title, publisher, url), origin)


def well_formed(text: str) -> str:
    """Return ``text`` with U+FFFD for each lone surrogate, such as names of files that are not UTF-8 have."""
    return _HALF_CHARACTER.sub("\ufffd", text)


def bare_article(
    key: str, text: str, publication_date: str | None, title: str | None, publisher: str | None, url: str | None
) -> Article:
    """Return an article of nothing but its content; that it has no date is the one issue that follows from it."""
    return Article(
        id=key,
        text=text,
        publication_date=publication_date,
        title=title,
        publisher=publisher,
        url=url,
        issues=() if publication_date else (MISSING_DATE,),
    )


def text_hash(text: str) -> str:
    """Return 32 hexadecimal digits of the BLAKE2b hash of a text: equal for word-for-word copies."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def outcome_of(coded: CodedArticle) -> tuple[Outcome, Issue | None]:
    """Return what came of an article, and the issue that says why if it has no result."""
    for issue in coded.issues:
        if issue.code in REFUSALS:
            return "refused", issue
        if issue.code in FAULTS:
            return "failed", issue
    return "coded", None
