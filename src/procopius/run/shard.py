"""The unit of work: a pure function from a shard of articles to a shard of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from procopius.model import Article, CodedArticle, Issue
from procopius.settings import Settings

SHARD_ARTICLES = 8
SHARD_CHARACTERS = 50_000
"""A shard holds no more articles or characters than these; one article may be longer."""


class ArticleCoder(Protocol):
    """What codes one article: :class:`procopius.pipeline.Coder`, or a stand-in."""

    def code_article(self, article: Article) -> CodedArticle:
        """Code one article."""
        ...


LoadCoder: TypeAlias = Callable[[Settings], ArticleCoder]
"""A function of a module (workers import it by its name) that loads a coder."""


def code_shard(articles: Sequence[Article], coder: ArticleCoder) -> tuple[CodedArticle, ...]:
    """Code a shard: one result an article, in the order given, each from its article alone."""
    return tuple(_checked(coder.code_article(article)) for article in articles)


def shards(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    """Part articles into shards in their order."""
    shard: list[Article] = []
    characters = 0
    for article in articles:
        if shard and (len(shard) == SHARD_ARTICLES or characters + len(article.text) > SHARD_CHARACTERS):
            yield tuple(shard)
            shard, characters = [], 0
        shard.append(article)
        characters += len(article.text)
    if shard:
        yield tuple(shard)


def failed(article_id: str, publication_date: str | None, issue: Issue) -> CodedArticle:
    """Return the result of an article on which the program broke down."""
    return CodedArticle(article_id=article_id, publication_date=publication_date, issues=(issue,))


def _checked(coded: CodedArticle) -> CodedArticle:
    """Refuse two events of one id, which no store could tell apart."""
    ids = [event.id for event in coded.events]
    if len(ids) == len(set(ids)):
        return coded
    twice = next(key for key in ids if ids.count(key) > 1)
    issue = Issue("internal_error", f"two events have the id {twice}; please report it with the article")
    return failed(coded.article_id, coded.publication_date, issue)
