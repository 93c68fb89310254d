"""Shards are parted by number and length, and coded article by article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from run_fakes import Coder

from procopius.model import Article
from procopius.run import code_shard
from procopius.run.shard import SHARD_ARTICLES, SHARD_CHARACTERS, shards


@given(st.lists(st.integers(0, 2 * SHARD_CHARACTERS), max_size=60))
def test_shards_hold_all_articles_in_order_within_their_limits(lengths: list[int]) -> None:
    articles = [Article(id=str(n), text="a" * length) for n, length in enumerate(lengths)]
    parted = list(shards(articles))
    assert [article for shard in parted for article in shard] == articles
    for shard in parted:
        assert 1 <= len(shard) <= SHARD_ARTICLES
        assert len(shard) == 1 or sum(len(article.text) for article in shard) <= SHARD_CHARACTERS


def test_a_result_depends_on_its_article_alone() -> None:
    articles = [Article(id=str(n), text=f"The {n} fell. They rose.") for n in range(5)]
    together = code_shard(articles, Coder())
    assert together == tuple(result for article in articles for result in code_shard([article], Coder()))
    assert together[::-1] == code_shard(articles[::-1], Coder())


def test_two_events_of_one_id_are_a_fault() -> None:
    (result,) = code_shard([Article(id="a", text="They TWICE fell.")], Coder())
    assert ([issue.code for issue in result.issues], result.events) == (["internal_error"], ())
