"""Other spellings of one person's name: what transliteration and haste change, and what they leave."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_RATIO = 82.0
LEAST_LENGTH = 9
EQUIVALENT = (
    (re.compile(r"\b(?:al|el|ul|ad|an|as|ash|ibn|bin|ben)\b"), ""),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[qkc]h?|x"), "k"),
    (re.compile(r"gh?|j"), "g"),
    (re.compile(r"dh|d"), "d"),
    (re.compile(r"sch|sh|s|z|zh|tz|ts"), "s"),
    (re.compile(r"th"), "t"),
    (re.compile(r"[vw]"), "v"),
    (re.compile(r"[aeiouyh' ]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def skeleton(folded: str) -> str:
    """Return the consonants of a folded name, with those that spellings confuse made one.

    >>> skeleton("muammar gaddafi") == skeleton("moammar qadhafi")
    False
    >>> skeleton("mohammed hussein") == skeleton("muhamad husayn")
    True
    """
    for pattern, replacement in EQUIVALENT:
        folded = pattern.sub(replacement, folded)
    return folded


def closest_name(folded: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is another spelling of ``folded``, or None when none is close enough."""
    if " " not in folded or len(folded) < LEAST_LENGTH:
        return None
    best = process.extractOne(folded, list(candidates), scorer=fuzz.ratio, score_cutoff=LEAST_RATIO)
    return best[0] if best else None
