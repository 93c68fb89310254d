"""Names that the dictionaries lack: what a corpus goes on naming, with counts, forms and contexts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from spacy.tokens import Span

from procopius.dictionaries import Dictionary
from procopius.dictionaries.tokens import fold_name
from procopius.resolve.article import ResolvedArticle

KINDS = {"PER": "person", "ORG": "organisation"}
CONTEXTS = 3
"""Sentences kept of each name."""
LONGEST_CONTEXT = 240


class UnknownName(msgspec.Struct, frozen=True):
    """A name that no dictionary row bears. Made for a person to judge and to turn into a row."""

    name: str
    kind: str
    """``person`` or ``organisation``, as the language model labels it."""
    country: str | None
    """What most of the articles say beside the name, if they say it."""
    sector: str | None
    count: int
    """Mentions under the name."""
    articles: int
    forms: tuple[str, ...]
    contexts: tuple[str, ...]
    """Sentences with the name, at most three, from different articles where possible."""


class UnknownNames:
    """Counts the unknown names of the articles it is shown."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._forms: dict[str, Counter[str]] = {}
        self._kinds: dict[str, Counter[str]] = {}
        self._lands: dict[str, Counter[tuple[str | None, str | None]]] = {}
        self._articles: Counter[str] = Counter()
        self._contexts: dict[str, list[str]] = {}

    def add(self, article: ResolvedArticle) -> None:
        """Count the unknown names of one article."""
        met: set[str] = set()
        for ent in article.doc.ents:
            if ent.label_ not in KINDS or not ent.text[:1].isupper():
                continue
            name, land = self._read(ent, article)
            key = fold_name(name)
            if not key or self._is_known(name):
                continue
            self._forms.setdefault(key, Counter())[ent.text] += 1
            self._kinds.setdefault(key, Counter())[KINDS[ent.label_]] += 1
            self._lands.setdefault(key, Counter())[land] += 1
            if key not in met:
                met.add(key)
                self._articles[key] += 1
                self._contexts.setdefault(key, []).append(ent.sent.text.strip()[:LONGEST_CONTEXT])

    def _read(self, ent: Span, article: ResolvedArticle) -> tuple[str, tuple[str | None, str | None]]:
        """Return the full name behind a name of the text ("Mbuyi"), and the country and sector told for it."""
        entity, match = article.actors.who(ent.root)
        full = entity.name if entity is not None and (entity.person or ent.label_ == "ORG") else ent.text
        related = bool({*fold_name(full).split()} & {*fold_name(ent.text).split()})
        known = entity is not None and self._is_known(entity.name)
        return (full if related or known else ent.text), (match.country, match.sector)

    def _is_known(self, name: str) -> bool:
        return bool(self._dictionary.find(name) or self._dictionary.by_spelling(name))

    def recurring(self, least: int = 2) -> list[UnknownName]:
        """Return the names with at least ``least`` mentions, the most frequent first."""
        found = [self._unknown(key, forms) for key, forms in self._forms.items() if forms.total() >= least]
        return sorted(found, key=lambda name: (-name.count, -name.articles, name.name))

    def _unknown(self, key: str, forms: Counter[str]) -> UnknownName:
        country, sector = _most(self._lands[key], (None, None))
        return UnknownName(
            name=max(forms, key=lambda form: (len(form.split()), forms[form])),
            kind=self._kinds[key].most_common(1)[0][0],
            country=country,
            sector=sector,
            count=forms.total(),
            articles=self._articles[key],
            forms=tuple(form for form, _ in forms.most_common()),
            contexts=tuple(self._contexts[key][:CONTEXTS]),
        )


def _most(
    counts: Counter[tuple[str | None, str | None]], otherwise: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    told: Iterable[tuple[tuple[str | None, str | None], int]] = counts.most_common()
    return next((land for land, _ in told if land[0] or land[1]), otherwise)
