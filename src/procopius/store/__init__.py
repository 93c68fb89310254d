"""The store of a corpus: articles, their newest results, the runs that made them, and what failed."""

from procopius.store.interface import Store
from procopius.store.open import MEMORY, open_store
from procopius.store.query import Answer, View, select, views
from procopius.store.records import (
    REFUSALS,
    CodedCounts,
    Count,
    Origin,
    Outcome,
    ReadArticle,
    ReadBatch,
    ReadCounts,
    Recipe,
    Run,
    Stats,
    outcome_of,
    read_article,
    well_formed,
)
from procopius.store.sqlite import SqliteStore

__all__ = [
    "MEMORY",
    "REFUSALS",
    "Answer",
    "CodedCounts",
    "Count",
    "Origin",
    "Outcome",
    "ReadArticle",
    "ReadBatch",
    "ReadCounts",
    "Recipe",
    "Run",
    "SqliteStore",
    "Stats",
    "Store",
    "View",
    "open_store",
    "outcome_of",
    "read_article",
    "select",
    "views",
    "well_formed",
]
