"""What headline and dateline say of the country that an article is about."""

from __future__ import annotations

import re
from collections import Counter

from procopius.dictionaries import Dictionary, find_names
from procopius.model import Article, Cleaned
from procopius.resolve.entities import named_countries
from procopius.resolve.gazetteer import Gazetteer
from procopius.resolve.places import country_of_place

DATELINE_WEIGHT = 0.5
"""What the country of the dateline counts, as a share of all countries' weight."""
LEAST_WEIGHT = 2.0
"""What all countries count together at least, so that an article which names none believes its dateline."""
TITLE_WEIGHT = 0.25
"""The same for each country that the headline names."""
_PLACE = r"([A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,3})"
_OPENED = {"dateline": re.compile(_PLACE), "byline": re.compile(rf"\bin {_PLACE}")}
"""Kinds of removed text that say where an article was written, and the place in them."""


def with_opening(
    context: dict[str, float], article: Article, cleaned: Cleaned, dictionary: Dictionary, gazetteer: Gazetteer
) -> dict[str, float]:
    """Let headline and dateline speak for the country that an article is about."""
    total = max(LEAST_WEIGHT, sum(context.values()))
    weights = Counter(context)
    if (told := dateline_country(article, cleaned, gazetteer)) is not None:
        weights[told] += DATELINE_WEIGHT * total  # type: ignore[assignment]
    for country in {c for _, c in named_countries(find_names(article.title or "", dictionary))}:
        weights[country] += TITLE_WEIGHT * total  # type: ignore[assignment]
    return dict(weights.most_common())


def dateline_country(article: Article, cleaned: Cleaned, gazetteer: Gazetteer) -> str | None:
    """Return the country of the first place that a dateline, or a byline behind "in", names."""
    for removed in cleaned.removed:
        place = _OPENED.get(removed.kind)
        found = place.search(article.text[removed.start : removed.end]) if place else None
        if found is not None and (country := country_of_place(found[1].title(), gazetteer)):
            return country
    return None
