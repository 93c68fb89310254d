"""The text that is parsed: our own gold articles, cleaned."""

from __future__ import annotations

from pathlib import Path

from procopius.clean import clean
from procopius.evaluate.gold import read_gold

GOLD = Path(__file__).parent.parent / "gold" / "events"


def articles() -> list[str]:
    """Return the cleaned texts of all gold articles."""
    return [clean(article.text, title=article.title).text for article in read_gold(GOLD)]
