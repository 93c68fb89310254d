"""Words to the pieces and shapes the encoder reads.

The vocabulary is uncased WordPiece (Wu et al. 2016) as in BERT (Devlin et al. 2019): greedy longest match, inner
pieces marked ``##``. Because it is uncased, what capitals, digits and white space tell is given beside each piece
as a *feature*: one of :data:`SHAPES` combined with the gap before the word (none, space, line break).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

SHAPES = ("lower", "title", "upper", "initial", "mixed", "digit", "punct")
GAPS = ("none", "space", "break")
FEATURES = len(SHAPES) * len(GAPS)
MAX_PIECES = 8
"""A word of more pieces (a URL, a run of letters) is cut: its first pieces stand for it."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})


@lru_cache(maxsize=65536)
def word_shape(word: str) -> int:
    """Return the index in :data:`SHAPES` of a word's look."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("digit" if any(c.isdigit() for c in word) else "punct")
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return SHAPES.index("lower")
    if upper == len(letters):
        return SHAPES.index("initial" if upper == 1 else "upper")
    return SHAPES.index("title" if upper == 1 and letters[0].isupper() else "mixed")


def feature(word: str, gap: int) -> int:
    """Combine a word's shape with the index in :data:`GAPS` of what stands before it."""
    return word_shape(word) * len(GAPS) + gap


def normalise(word: str) -> str:
    """Lower-case, straighten quotes and dashes, drop diacritics and control characters."""
    decomposed = unicodedata.normalize("NFD", word.translate(_QUOTES).lower())
    return "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cc", "Cf"})


class WordPiece:
    """A vocabulary and the greedy longest-match split over it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.cls = self.ids["[CLS]"]
        self.sep = self.ids["[SEP]"]
        self.pieces = lru_cache(maxsize=65536)(self._pieces)

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """Read a vocabulary file of one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the piece ids of one word, at least one and at most :data:`MAX_PIECES`."""
        out: list[int] = []
        for part in _split_punctuation(normalise(word)[:64]):
            out.extend(self._part(part))
            if len(out) >= MAX_PIECES:
                break
        return tuple(out[:MAX_PIECES]) or (self.unknown,)

    def _part(self, part: str) -> list[int]:
        out: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    out.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return out


def _split_punctuation(word: str) -> list[str]:
    """Split a word at each character that is neither letter nor digit, keeping those characters."""
    parts: list[str] = []
    fresh = True
    for char in word:
        if not char.isalnum():
            parts.append(char)
            fresh = True
        elif fresh:
            parts.append(char)
            fresh = False
        else:
            parts[-1] += char
    return parts
