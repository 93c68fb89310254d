"""The lexicon of votes: bodies, subjects, verbs, labels of counts, numbers in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from procopius.clean.lexicon import read_lists
from procopius.errors import DataFileError

PATH = Path(__file__).parent.parent / "data" / "lexicons" / "votes.yaml"


class VoteWords(msgspec.Struct, frozen=True, kw_only=True):
    """``votes.yaml``; the file says what each list is. Each list in the order of the file."""

    bodies: tuple[str, ...]
    bodies_exact: tuple[str, ...]
    not_bodies: tuple[str, ...]
    groups: tuple[str, ...]
    collectives: tuple[str, ...]
    subjects: tuple[str, ...]
    vote_nouns: tuple[str, ...]
    passing: tuple[str, ...]
    reject: tuple[str, ...]
    fail: tuple[str, ...]
    weak: tuple[str, ...]
    needed: tuple[str, ...]
    favour_labels: tuple[str, ...]
    against_labels: tuple[str, ...]
    abstain_labels: tuple[str, ...]
    none: tuple[str, ...]
    counted: tuple[str, ...]
    unreal: tuple[str, ...]
    negators: tuple[str, ...]
    unanimous: tuple[str, ...]
    wield: tuple[str, ...]
    units: tuple[str, ...]
    tens: tuple[str, ...]

    def number(self, words: str) -> int | None:
        """Return the value of a count as it is written: ``230``, ``1,204``, ``ninety-three``, ``no``."""
        text = words.lower().replace(",", "")
        if text.isdecimal():
            return int(text)
        if text in self.none:
            return 0
        if text in self.units:
            return self.units.index(text)
        ten, _, unit = text.replace(" ", "-").partition("-")
        if ten not in self.tens or (unit and unit not in self.units):
            return None
        return 20 + 10 * self.tens.index(ten) + (self.units.index(unit) if unit else 0)


def read_vote_words(path: Path) -> VoteWords:
    """Read and check a lexicon of votes.

    Raises:
        DataFileError: the file is no mapping of lists, or a list is missing or unknown.
    """
    lists = read_lists(path)
    if wrong := set(VoteWords.__struct_fields__).symmetric_difference(lists):
        raise DataFileError(path, 1, f"these lists are missing or unknown: {', '.join(sorted(wrong))}")
    return VoteWords(**lists)


@cache
def load_vote_words() -> VoteWords:
    """Return the shipped lexicon of votes."""
    return read_vote_words(PATH)
