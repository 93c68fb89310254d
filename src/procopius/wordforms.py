"""Word forms of English with their classes and lemmas: the list that lemminflect carries, held small.

lemminflect's own reader makes dictionaries of dictionaries of the list, which takes a quarter of a second and 30 MB;
here it stays a sorted list of lines. What is not in the list lemminflect can only guess at.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lemminflect

from procopius.errors import ModelError


def classes(form: str) -> frozenset[str]:
    """Return the word classes (``NOUN``, ``VERB``, …) of a lower-case form; empty where it is not listed."""
    return frozenset(line.split(b",")[1].decode().upper() for line in _beginning(f"{form},"))


def lemmas(form: str, word_class: str) -> tuple[str, ...]:
    """Return the lemmas of a lower-case form in a class, the commonest first; empty where it is not listed."""
    line = next(_beginning(f"{form},{word_class.lower()},"), None)
    return tuple(line.decode().lower().rpartition(",")[2].split("/")) if line else ()


def lemma(form: str, word_class: str) -> str:
    """Return what ``lemminflect.getLemma`` says of a lower-case form, and the form itself where it says nothing."""
    listed = lemmas(form, word_class)
    if listed:
        return listed[0]
    guessed = lemminflect.getAllLemmasOOV(form, word_class)
    return str(guessed[word_class][0]) if guessed else form


def _beginning(start: str) -> Iterator[bytes]:
    """Yield the lines that begin with ``start``, corrections first."""
    key = start.encode()
    for lines in _lists():
        for at in range(bisect_left(lines, key), len(lines)):
            if not lines[at].startswith(key):
                break
            yield lines[at]


@cache
def _lists() -> tuple[list[bytes], list[bytes]]:
    """Return the corrections and the list, each of sorted lines ``form,class,lemma/lemma``.

    Raises:
        ModelError: a list is not there.
    """
    try:
        corrections = Path(lemminflect.config.lemma_overrides_fn).read_bytes().splitlines()
        with gzip.open(lemminflect.config.lemma_lu_fn) as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise ModelError(f"no word list in lemminflect ({error}): reinstall lemminflect") from error
    written = (line.split(b",") for line in corrections if line and not line.startswith(b"#"))
    return sorted(b",".join((form, kind.lower(), found)) for form, kind, found in written), sorted(lines)
