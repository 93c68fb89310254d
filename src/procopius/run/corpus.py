"""A run: read the inputs into the store, then code what is due there, shard by shard."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Protocol

from procopius.errors import StoreError
from procopius.model import Article
from procopius.read import Failure
from procopius.run.inputs import Reading, Unchanged, read_batches
from procopius.run.pool import Start, code_shards
from procopius.run.recipe import make_recipe
from procopius.run.shard import SHARD_ARTICLES, LoadCoder, shards
from procopius.run.tally import Tally
from procopius.settings import Settings
from procopius.store import ReadArticle, Recipe, Run, Store


class Progress(Protocol):
    """Who is told how a run goes on."""

    def failed(self, failure: Failure) -> None:
        """Hear of an input, or a part of one, that gave no article."""
        ...

    def moved(self, run: Run) -> None:
        """Hear the counts after each commit."""
        ...


def run_corpus(
    store: Store,
    reading: Reading,
    settings: Settings,
    load: LoadCoder,
    progress: Progress,
    *,
    workers: int | None = None,
    limit: int | None = None,
    force: bool = False,
) -> Run:
    """Read the inputs into the store and code what has no result by this recipe; return the manifest.

    Without inputs the whole store is brought up to date. All that is committed stays when the run is broken off
    at any moment, and the next run goes on from there. ``workers`` processes code (one for each core if None);
    at most ``limit`` articles are coded; with ``force`` also those whose results still hold.

    Raises:
        ProcopiusError: the store cannot be written, or a coder cannot be loaded.
    """
    recipe = make_recipe(settings)
    tally = Tally(reading, settings, recipe, workers or cores())
    store.record_run(tally.manifest())
    try:
        due = _read(store, reading, settings, recipe, tally, progress, limit=limit, force=force)
        tally.end_reading(len(due))
        progress.moved(tally.manifest())
        # No more processes than there are shards for.
        enough = min(workers or cores(), -(-len(due) // SHARD_ARTICLES))
        for results in code_shards(shards(_load(store, due)), Start(load, settings), enough) if due else ():
            tally.count_coded(results)
            store.save(results, recipe, tally.manifest())
            progress.moved(tally.manifest())
    except BaseException as error:
        # A store that cannot be written any more is what is being raised already.
        with suppress(StoreError):
            store.record_run(tally.manifest("interrupted" if isinstance(error, KeyboardInterrupt) else "failed"))
        raise
    run = tally.manifest("done")
    store.record_run(run)
    return run


def dry_run(
    store: Store,
    reading: Reading,
    settings: Settings,
    progress: Progress,
    *,
    limit: int | None = None,
    force: bool = False,
) -> Run:
    """Return the manifest that :func:`run_corpus` would begin with: what is read, what of it new, what due."""
    recipe = make_recipe(settings)
    tally = Tally(reading, settings, recipe, 0)
    new: set[str] = set()
    due: set[str] = set()
    for found in read_batches(reading, settings, store):
        ids = store.articles_of(found.file) if isinstance(found, Unchanged) else _ids(found.articles)
        fresh = set(store.unknown(ids)) - new
        tally.count_read(found, len(fresh))
        new |= fresh
        due |= fresh | set(ids if force else store.due(recipe, ids))
        for failure in () if isinstance(found, Unchanged) else found.failures:
            progress.failed(failure)
    if not reading.inputs:
        due = set(store.article_ids() if force else store.due(recipe))
    tally.end_reading(len(due) if limit is None else min(limit, len(due)))
    return tally.manifest()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(
    store: Store,
    reading: Reading,
    settings: Settings,
    recipe: Recipe,
    tally: Tally,
    progress: Progress,
    *,
    limit: int | None,
    force: bool,
) -> list[str]:
    """Read the inputs into the store; return the ids of the articles to code, in order."""
    due: set[str] = set()
    if not reading.inputs:
        due.update(store.article_ids() if force else store.due(recipe))
    for found in read_batches(reading, settings, store):
        if isinstance(found, Unchanged):
            ids = store.articles_of(found.file)
            tally.count_read(found, 0)
        else:
            ids = _ids(found.articles)
            tally.count_read(found, len(store.add(found, tally.run_id)))
            for failure in found.failures:
                progress.failed(failure)
        due.update(ids if force else store.due(recipe, ids))
        progress.moved(tally.manifest())
        if limit is not None and len(due) >= limit:
            break
    return sorted(due)[:limit]


def _ids(articles: Sequence[ReadArticle]) -> list[str]:
    return [read.article.id for read in articles]


def _load(store: Store, ids: Sequence[str]) -> Iterator[Article]:
    """Yield articles from the store, a few at a time."""
    rest = iter(ids)
    while some := list(islice(rest, SHARD_ARTICLES)):
        yield from store.articles(some)
