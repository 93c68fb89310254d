"""Whether a stretch of words has a finite verb, from word forms alone (lemminflect's dictionary)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from procopius import wordforms
from procopius.clean.lexicon import words
from procopius.clean.segments import Word


@lru_cache(maxsize=20_000)
def dictionary_classes(word: str) -> frozenset[str]:
    """Return the word classes (``NOUN``, ``VERB``, …) an English dictionary gives a lower-case form."""
    return wordforms.classes(word)


@lru_cache(maxsize=20_000)
def is_plural_noun(word: str) -> bool:
    """Whether a lower-case form is the plural of a noun."""
    return any(lemma != word for lemma in wordforms.lemmas(word, "NOUN"))


def is_only_verb(word: str) -> bool:
    """Whether a lower-case form can be nothing but a verb."""
    return dictionary_classes(word) == {"VERB"}


@cache
def auxiliaries() -> frozenset[str]:
    """Return the auxiliary verbs, finite forms, small letters."""
    return words("words", "auxiliaries")


def has_finite_verb(stretch: Sequence[Word], *, at_start: bool = True) -> bool:
    """Whether a stretch seems to have a finite verb.

    Auxiliaries count, and forms that are nothing but verbs, save ``-ing`` forms and infinitives after ``to``.
    A past participle counts too: it cannot be told apart by form. ``at_start`` says that the first word opens
    a sentence, so that its capital is no sign of a name.
    """
    return any(
        word.lower in auxiliaries()
        or (
            ((index == 0 and at_start) or not word.is_capital)
            and is_only_verb(word.lower)
            and not word.lower.endswith("ing")
            and (index == 0 or stretch[index - 1].lower != "to")
        )
        for index, word in enumerate(stretch)
    )
