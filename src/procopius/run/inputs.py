"""Inputs to batches for the store. A file whose bytes were read before in the same way is not read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import msgspec

from procopius.model import Article
from procopius.read import Failure, list_files, read_file
from procopius.run.recipe import hash_file, reading_key
from procopius.settings import Settings
from procopius.store import ReadBatch, Store, read_article

BATCH = 256
"""Articles and failures of a file that are committed together."""


class Unchanged(msgspec.Struct, frozen=True):
    """A file that was read before."""

    file: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What to read, and what holds for articles whose input says nothing of it."""

    inputs: tuple[str, ...]
    published: str | None = None
    publisher: str | None = None


Found: TypeAlias = ReadBatch | Unchanged


def read_batches(reading: Reading, settings: Settings, store: Store) -> Iterator[Found]:
    """Yield what the inputs hold, file by file in their order.

    Raises:
        SettingsError: ``published`` is no date.
    """
    key = reading_key(reading.published, reading.publisher, settings)
    for file in list_files(reading.inputs):
        if isinstance(file, Failure):
            yield ReadBatch(file=file.source, failures=(file,), first=True)
            continue
        digest = _digest(file)
        if digest is not None and store.is_read(file, digest, key):
            yield Unchanged(file)
            continue
        items = read_file(
            file, published=reading.published, publisher=reading.publisher, max_chars=settings.max_characters
        )
        yield from _batches(file, items, digest, key)


def _batches(file: str, items: Iterator[Article | Failure], digest: str | None, key: str) -> Iterator[ReadBatch]:
    name = "stdin" if file == "-" else file
    batch: Sequence[Article | Failure] = list(islice(items, BATCH))
    first = True
    while first or batch:
        following = list(islice(items, BATCH))
        # The mark that the file was read goes with its last batch: a run that is cut short before reads it again.
        ended = None if following else digest
        articles = tuple(read_article(item, name) for item in batch if isinstance(item, Article))
        failures = tuple(item for item in batch if isinstance(item, Failure))
        yield ReadBatch(
            file=name, articles=articles, failures=failures, first=first, digest=ended, reading=key if ended else ""
        )
        batch, first = following, False


def _digest(file: str) -> str | None:
    """Return the hash of a file's bytes; None for what can be read only once, or not at all."""
    try:
        return hash_file(Path(file)) if Path(file).is_file() else None
    except OSError:
        return None
