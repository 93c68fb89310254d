"""The lexicon of reporting: verbs, nouns and prepositions that give what is said to a speaker."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from spacy.tokens import Token

from procopius.clean.lexicon import read_lists
from procopius.errors import DataFileError

PATH = Path(__file__).parent.parent / "data" / "lexicons" / "reporting.yaml"


class Reporting(msgspec.Struct, frozen=True, kw_only=True):
    """``reporting.yaml``; the file says what each list is. Lemmas in lower case."""

    say: frozenset[str]
    utter: frozenset[str]
    clause: frozenset[str]
    think: frozenset[str]
    infinitive: frozenset[str]
    label: frozenset[str]
    noun: frozenset[str]
    when: frozenset[str]
    nobody: frozenset[str]
    negators: frozenset[str]
    marks: frozenset[str]
    setting: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    """Each as its words, the longest first."""

    @property
    def speech(self) -> frozenset[str]:
        """Verbs that can stand beside the words themselves."""
        return self.say | self.utter

    @property
    def clausal(self) -> frozenset[str]:
        """Verbs whose clause is reported."""
        return self.say | self.clause | self.think


def according_at(token: Token, words: Reporting) -> int | None:
    """Return how many tokens the preposition of attribution has that begins at ``token``, if one does."""
    following = [t.lower_ for t in token.doc[token.i : token.i + 5]]
    return next((len(p) for p in words.according if tuple(following[: len(p)]) == p), None)


def read_reporting(path: Path) -> Reporting:
    """Read and check a lexicon of reporting.

    Raises:
        DataFileError: the file is no mapping of lists, or a list is missing or unknown.
    """
    lists = read_lists(path)
    wanted = set(Reporting.__struct_fields__)
    if wrong := wanted.symmetric_difference(lists):
        raise DataFileError(path, 1, f"write exactly the lists {sorted(wanted)}; wrong or missing: {sorted(wrong)}")
    prepositions = sorted((tuple(phrase.lower().split()) for phrase in lists["according"]), key=len, reverse=True)
    words = {name: frozenset(map(str.lower, words)) for name, words in lists.items() if name != "according"}
    return Reporting(according=tuple(prepositions), **words)


@cache
def load_reporting() -> Reporting:
    """Return the shipped lexicon of reporting."""
    return read_reporting(PATH)
