"""The whole road for one article: clean, parse, resolve, code."""

from __future__ import annotations

import msgspec
from spacy.language import Language

from procopius.clean import clean
from procopius.coding.article import code, load_knowledge
from procopius.dictionaries import load as load_dictionary
from procopius.model import Article, ArticleEntity, Cleaned, CodedArticle, Issue, content_id
from procopius.parse import load as load_parser
from procopius.parse import load_other
from procopius.parse.event_head import EventHead
from procopius.read import detect_language, read_date
from procopius.resolve.article import ResolvedArticle, resolve
from procopius.resolve.gazetteer import default_gazetteer
from procopius.resolve.time import find_times
from procopius.settings import Settings

MIN_ENGLISH = 0.5
"""Probability of another language from which an article is skipped."""


class Coder:
    """Codes articles. Made by :func:`load`; holds the model, the dictionaries and nothing that changes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.nlp: Language = load_other(settings.pipeline) if settings.pipeline else load_parser()
        self.dictionary = load_dictionary(settings.dictionaries)
        self.gazetteer = default_gazetteer()
        self.knowledge = load_knowledge(None if settings.pipeline else EventHead())

    def code(
        self,
        text: str,
        *,
        publication_date: str | None = None,
        article_id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
    ) -> CodedArticle:
        """Code one text. Without ``article_id`` the id is a hash of the text."""
        issues = (
            []
            if publication_date
            else [Issue("missing_publication_date", "no publication date: relative dates stay empty")]
        )
        date = read_date(publication_date) if publication_date else None
        if publication_date and date is None:
            issues.append(Issue("bad_publication_date", f"{publication_date!r} is not a date; write it as 2024-03-27"))
        return self.code_article(
            Article(
                id=article_id or content_id("art", text),
                text=text,
                publication_date=date,
                title=title,
                publisher=publisher,
                issues=tuple(issues),
            )
        )

    def code_article(self, article: Article) -> CodedArticle:
        """Code one article. What is wrong with its text becomes an issue of the result."""
        refusal = self._refusal(article)
        if refusal is not None:
            return CodedArticle(
                article_id=article.id,
                publication_date=article.publication_date,
                issues=(*article.issues, refusal),
            )
        try:
            resolved = self.resolve(article)
            coded = code(resolved, self.knowledge)
            article = resolved.article
        except Exception as error:  # noqa: BLE001 - one article must never stop a run; the issue tells what happened
            failure = Issue("internal_error", f"{type(error).__name__}: {error}; please report it with the article")
            return CodedArticle(
                article_id=article.id,
                publication_date=article.publication_date,
                issues=(*article.issues, failure),
            )
        return CodedArticle(
            article_id=article.id,
            publication_date=article.publication_date,
            events=tuple(e for e in coded.events if e.score >= self.settings.min_score),
            quotes=coded.quotes,
            votes=coded.votes,
            entities=article_entities(resolved),
            removed=resolved.cleaned.removed,
            issues=article.issues,
        )

    def resolve(self, article: Article) -> ResolvedArticle:
        """Clean, parse and resolve one article."""
        cleaned = clean(article.text, skip=self.settings.skip_steps, title=article.title)
        article = with_date_line(article, cleaned)
        return resolve(article, cleaned, self.nlp, self.dictionary, self.gazetteer)

    def _refusal(self, article: Article) -> Issue | None:
        if not article.text.strip():
            return Issue("empty_text", "the article has no text")
        if len(article.text) > self.settings.max_characters:
            return Issue("too_large", f"{len(article.text)} characters; the limit is {self.settings.max_characters}")
        if self.settings.force_language:
            return None
        language, probability = detect_language(article.text)
        if language != "en" and probability >= MIN_ENGLISH:
            return Issue(
                "not_english",
                f"looks like {language} ({probability:.2f}); force the language to code it all the same",
            )
        return None


def with_date_line(article: Article, cleaned: Cleaned) -> Article:
    """Take the publication date from a date line above the text where the input gave none, and say so."""
    if article.publication_date is not None:
        return article
    for removed in cleaned.removed:
        if removed.kind == "date_line":
            times = find_times(article.text[removed.start : removed.end], publication_date=None)
            day = next((t.date for t in times if t.date and t.precision == "day"), None)
            if day is not None:
                kept = tuple(i for i in article.issues if i.code != "missing_publication_date")
                note = Issue(
                    "publication_date_from_text",
                    f"no publication date was given; the text begins with {day}",
                    (removed.start, removed.end),
                )
                return msgspec.structs.replace(article, publication_date=day, issues=(*kept, note))
    return article


def article_entities(resolved: ResolvedArticle) -> tuple[ArticleEntity, ...]:
    """Return the actors of an article, named or not, with every form of each, in order of first mention."""
    return tuple(
        ArticleEntity(
            name=e.name,
            country=e.match.country,
            sector=e.match.sector,
            surface_forms=e.surface_forms,
        )
        for e in resolved.actors.entities
    )


def load(settings: Settings | None = None) -> Coder:
    """Load model, dictionaries and patterns.

    Raises:
        ModelError: the model files are missing or damaged.
        DataFileError: a dictionary, pattern or lexicon file does not validate.
    """
    return Coder(settings or Settings())


def encode(result: CodedArticle) -> bytes:
    """Return the JSON form of a result: the output contract, one object."""
    return msgspec.json.encode(result)
