"""Shards in several processes. Each worker loads its coder once; one that dies takes no other article with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple, TypeAlias

from procopius.errors import ModelError, ProcopiusError
from procopius.model import Article, CodedArticle, Issue
from procopius.run.shard import ArticleCoder, LoadCoder, code_shard, failed
from procopius.settings import Settings

Shard: TypeAlias = tuple[Article, ...]
Results: TypeAlias = tuple[CodedArticle, ...]
AHEAD = 2
"""Shards on their way for each worker: one in work, one waiting."""

_coder: ArticleCoder | ProcopiusError | None = None
"""The coder of this worker process, or why it has none."""


class Start(NamedTuple):
    """What a worker begins with."""

    load: LoadCoder
    settings: Settings


def code_shards(shards: Iterator[Shard], start: Start, workers: int) -> Iterator[Results]:
    """Yield the results of each shard as it is done; the order of shards is not kept.

    With one worker the work is done in this process. An article on which a worker process dies (too little
    memory, a fault in compiled code) is given back with the issue ``worker_died``.

    Raises:
        ProcopiusError: a coder cannot be loaded.
        ModelError: workers die before they have coded anything.
    """
    if workers == 1:
        coder = start.load(start.settings)
        for shard in shards:
            yield code_shard(shard, coder)
        return
    while lost := (yield from _until_one_dies(shards, start, workers)):
        for shard in lost:
            yield from _one_by_one(shard, start)


def _until_one_dies(shards: Iterator[Shard], start: Start, workers: int) -> Generator[Results, None, list[Shard]]:
    """Work until all is done (return no shard) or a worker dies (return the shards that went with it)."""
    pool = _pool(start, workers)
    running: dict[Future[Results], Shard] = {}
    refused: list[Shard] = []
    try:
        while True:
            for shard in islice(shards, workers * AHEAD - len(running)):
                refused = [shard]
                running[pool.submit(_work, shard)] = shard
                refused = []
            if not running:
                return []
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                results = future.result()
                del running[future]
                yield results
    except BrokenProcessPool:
        return [*running.values(), *refused]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(shard: Shard, start: Start) -> Iterator[Results]:
    """Code the articles of a lost shard each by itself, so that only the one that kills its worker fails."""
    pool: ProcessPoolExecutor | None = None
    for article in shard:
        pool = pool or _living_pool(start)
        try:
            yield pool.submit(_work, (article,)).result()
        except BrokenProcessPool:
            pool.shutdown()
            pool = None
            issue = Issue("worker_died", "the process that coded it died; it may want more memory than there is")
            yield (failed(article.id, article.publication_date, issue),)
    if pool is not None:
        pool.shutdown()


def _living_pool(start: Start) -> ProcessPoolExecutor:
    pool = _pool(start, 1)
    try:
        pool.submit(_work, ()).result()
    except BrokenProcessPool as error:
        raise ModelError("a worker died while it loaded the model; fewer --workers need less memory") from error
    return pool


def _pool(start: Start, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=start)


def _begin(load: LoadCoder, settings: Settings) -> None:
    global _coder  # noqa: PLW0603 - the one state a worker process has
    # Ctrl-C ends a worker at once and without a word: nothing of its shard is committed.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _coder = load(settings)
    except ProcopiusError as error:
        _coder = error
    except Exception as error:  # noqa: BLE001 - the first shard raises it in the parent, where it can be said
        _coder = ModelError(f"the coder cannot be loaded: {type(error).__name__}: {error}")


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, killed or not."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(shard: Shard) -> Results:
    if isinstance(_coder, ProcopiusError):
        raise _coder
    if _coder is None:
        raise ModelError("this process has no coder")
    return code_shard(shard, _coder)
