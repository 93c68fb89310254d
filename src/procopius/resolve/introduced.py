"""Short names that a text introduces: "the Lake Victoria Union (LVU)"."""

from __future__ import annotations

import re

_SHORT = re.compile(r"\(([A-Z][\w&.-]{1,9})\)")
_SMALL = {"of", "the", "and", "for", "in", "on", "de", "la", "du", "del", "to", "al", "el"}
_WORD = re.compile(r"[\w’'.-]+")


def introduced(text: str) -> dict[str, str]:
    """Return short name → long name, for each short name in brackets behind capitalised words with its letters.

    >>> introduced("He wrote to the Lake Victoria Union (LVU) on Monday.")
    {'LVU': 'Lake Victoria Union'}
    """
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        letters = [c for c in match[1] if c.isupper()]
        long = _long_form(text[: match.start()], letters) if len(letters) > 1 else None
        if long and match[1] not in found:
            found[match[1]] = long
    return found


def _long_form(before: str, letters: list[str]) -> str | None:
    """Return the words at the end of ``before`` whose initials spell ``letters``, small words left out of account."""
    words = list(_WORD.finditer(before[-120:]))
    left = list(letters)
    for word in reversed(words):
        initial = word[0][0]
        if left and initial == left[-1]:
            left.pop()
            if not left:
                return before[-120:][word.start() :].strip()
        elif not (word[0].lower() in _SMALL or initial.isupper()):
            return None
    return None
