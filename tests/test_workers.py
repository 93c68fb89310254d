"""One worker or two, one article after the other or in another order: the same records to the last byte."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import pytest

import procopius
from procopius import pipeline
from procopius.evaluate.gold import GoldArticle, read_gold
from procopius.pipeline import Coder

GOLD = Path(__file__).parent.parent / "gold" / "events"
ARTICLES = read_gold(GOLD)[::5]


@cache
def own_coder() -> Coder:
    """The coder of this process."""
    return procopius.load()


def coded(article: GoldArticle) -> bytes:
    """What a worker makes of an article."""
    result = own_coder().code(
        article.text, publication_date=article.publication_date, article_id=article.id, title=article.title
    )
    return pipeline.encode(result)


@pytest.fixture(scope="module")
def alone() -> dict[str, bytes]:
    """Each article coded here, in order."""
    return {article.id: coded(article) for article in ARTICLES}


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Two workers that share nothing with this process."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        yield workers


def test_two_workers_write_what_one_writes(alone: dict[str, bytes], pool: ProcessPoolExecutor) -> None:
    assert len(alone) >= 5
    for order in (ARTICLES, ARTICLES[::-1]):
        results = pool.map(coded, order, chunksize=1)
        assert {article.id: result for article, result in zip(order, results, strict=True)} == alone


def test_the_order_of_articles_does_not_matter(alone: dict[str, bytes]) -> None:
    assert {article.id: coded(article) for article in ARTICLES[::-1]} == alone


@pytest.mark.parametrize("batch_size", [1, 2, 7])
def test_the_batch_does_not_matter(batch_size: int) -> None:
    nlp = own_coder().nlp
    texts = [article.text for article in ARTICLES]
    together = [doc.to_bytes(exclude=["user_data"]) for doc in nlp.pipe(texts, batch_size=batch_size)]
    assert together == [nlp(text).to_bytes(exclude=["user_data"]) for text in texts]
