"""Dictionaries: who and what the names and nouns of news text stand for, with dates and sources."""

from procopius.dictionaries.dictionary import Dictionary, NameMatch, find_names, load
from procopius.dictionaries.read import Problem, check_dictionary, read_rows
from procopius.dictionaries.record import Row, RowRef

__all__ = [
    "Dictionary",
    "NameMatch",
    "Problem",
    "Row",
    "RowRef",
    "check_dictionary",
    "find_names",
    "load",
    "read_rows",
]
