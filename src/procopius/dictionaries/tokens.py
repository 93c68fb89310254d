"""Cut text into tokens for dictionary look-up, and fold each to the form in which names are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?"  # U.S., U.N
    r"|['’ʼ][sS]\b"  # the genitive is a token of its own
    r"|[^\W_]+(?:['’ʼ`](?![sS]\b)[^\W_]+)*"  # words, with apostrophes inside: Sana'a, d'Ivoire
    r"|[^\w\s]"
)
HYPHENS = frozenset("-‐‑")
APOSTROPHES = frozenset("'’ʼ")
ABBREVIATION_LENGTH = 4
LONGEST_MIXED = 4


class Token(NamedTuple):
    """One token with its half-open offsets into the text it was cut from."""

    fold: str
    """Lower case, ASCII, without dots and apostrophes; ``'s`` for a genitive."""
    start: int
    end: int
    shape: str
    """``U`` all capitals, ``C`` begins with a capital, ``l`` anything else, ``.`` punctuation."""
    glued: bool
    """A hyphen joins this token to the one before it."""


@lru_cache(maxsize=1 << 17)
def _fold(word: str) -> tuple[str, str]:
    if word[0] in APOSTROPHES:
        return ("'s", ".")
    if not (word[0].isalnum()):
        return (word, ".")
    plain = word if word.isascii() else anyascii(word)
    fold = plain.lower().replace(".", "").replace("'", "").replace("`", "")
    letters = plain.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        return (fold, "U")
    if len(letters) <= LONGEST_MIXED and sum(map(str.isupper, letters)) > 1:
        return (fold, "U")  # LeT, AfD, DfID
    return (fold, "C" if word[0].isupper() else "l")


def tokenize(text: str) -> list[Token]:
    """Return the tokens of ``text``. Hyphens and the dots of abbreviations are left out."""
    tokens: list[Token] = []
    hyphen_at = -1
    for match in TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        if word in HYPHENS:
            if tokens and tokens[-1].end == start:
                hyphen_at = end
            continue
        if word == "." and tokens and tokens[-1].end == start and start - tokens[-1].start <= ABBREVIATION_LENGTH:
            continue
        fold, shape = _fold(word)
        tokens.append(Token(fold, start, end, shape, hyphen_at == start))
    return tokens


def fold_name(name: str) -> str:
    """Return ``name`` as a look-up key: its folded tokens joined by spaces.

    >>> fold_name("Al-Qa'ida")
    'al qaida'
    >>> fold_name("Pres. Erdoğan")
    'pres erdogan'
    """
    return " ".join(token.fold for token in tokenize(name))
