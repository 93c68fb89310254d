"""Capitals that link text or a translation left in mid-sentence, and pronouns that repeat a subject.

``Chad, When the army`` → ``when``; ``in protest at The decision`` → ``the``;
``the minister Ann Poe She said`` → ``Ann Poe said``. Where both sides have a verb of their own, a full stop
is missing instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from procopius.clean.lexicon import words
from procopius.clean.segments import LONGEST_SENTENCE, Word, is_title_case, lines_of, sentence_spans, words_of
from procopius.clean.step import Context
from procopius.clean.verbs import auxiliaries, has_finite_verb, is_only_verb
from procopius.model import Edit

_CAPITAL_INSIDE = re.compile(r"(?<=\w) [A-Z]|(?<=, )[A-Z]")


class _Place(NamedTuple):
    """A capital word in mid-sentence, with the sentence around it."""

    text: str
    sentence: Sequence[Word]
    at: int
    after_comma: bool

    @property
    def word(self) -> Word:
        return self.sentence[self.at]

    @property
    def before(self) -> Word:
        return self.sentence[self.at - 1]

    @property
    def after(self) -> Word:
        return self.sentence[self.at + 1]

    @property
    def is_bound(self) -> bool:
        """Whether the word before needs what follows: no sentence can begin here."""
        before = self.before.text
        return before in words("words", "not_before_sentence") or before in words("words", "reporting_verbs")

    def clause_before(self) -> Sequence[Word]:
        """Return the words before this one back to a comma or other mark."""
        first = self.at - 1
        while first and self.text[self.sentence[first - 1].end : self.sentence[first].start] == " ":
            first -= 1
        return self.sentence[first : self.at]


def capitals(text: str, _context: Context) -> list[Edit]:
    """Give small letters to linking words and verbs with a wrong capital; put a full stop that is missing."""
    return _edits(text, _capital)


def pronoun(text: str, _context: Context) -> list[Edit]:
    """Take out a capital pronoun right behind its own name, or put the full stop missing before it."""
    return _edits(text, _pronoun)


def _edits(text: str, decide: Callable[[_Place], Edit | None]) -> list[Edit]:
    return [edit for place in _places(text) if (edit := decide(place)) is not None]


@lru_cache(maxsize=2)
def _places(text: str) -> tuple[_Place, ...]:
    """Return the capital words in mid-sentence that stand between spaces (both steps ask for one text)."""
    return tuple(
        place
        for line in lines_of(text)
        for start, end in sentence_spans(text, line.start, line.end)
        if end - start <= LONGEST_SENTENCE
        and _CAPITAL_INSIDE.search(text, start, end)
        and not is_title_case(text, start, end)
        for place in _places_in(text, words_of(text, start, end))
    )


def _places_in(text: str, sentence: Sequence[Word]) -> Iterator[_Place]:
    for index in range(1, len(sentence) - 1):
        word = sentence[index]
        if word.is_capital and text[word.end] == " ":
            gap = text[sentence[index - 1].end : word.start]
            if gap in {" ", ", "}:
                yield _Place(text, sentence, index, gap == ", ")


def _lower(place: _Place, reason: str) -> Edit:
    word = place.word
    return Edit("capitals", "capital", word.start, word.start + 1, word.text[0].lower(), reason)


def _full_stop(step: str, place: _Place) -> Edit:
    at = place.before.end
    return Edit(step, "missing_full_stop", at, at, ".", "two sentences run together")


def _capital(place: _Place) -> Edit | None:
    word = place.word.lower
    if word in words("words", "linkers") and len(place.word.text) == sum(map(str.isalpha, place.word.text)):
        return _linker(place)
    if is_only_verb(word) and place.word.text[1:].islower():
        return _verb(place)
    return None


def _linker(place: _Place) -> Edit | None:
    word, before, after = place.word.lower, place.before, place.after
    if place.word.text.isupper() and word != "a":
        return None
    letter_name = {before.lower, after.lower} & words("words", "before_letter")
    if word == "a" and (letter_name or not _is_content(after)):
        return None
    if after.is_capital and not _opens_clause(place):
        return None
    if word == "that" and before.text == "of":
        reason = "a clause cannot follow the preposition"
        return Edit("capitals", "capital", before.start, place.word.start + 1, "t", reason)
    if place.after_comma or place.is_bound:
        return _lower(place, "a linking word with a capital in mid-sentence")
    if _joins_sentences(place):
        return _full_stop("capitals", place)
    # The first words of a line may name its speaker: "MS The next step".
    if before.text.islower() or (word in {"the", "a"} and place.at > 2):
        return _lower(place, "a linking word with a capital in mid-sentence")
    return None


def _is_content(word: Word) -> bool:
    return word.text.islower() and word.text not in words("words", "not_before_sentence")


def _opens_clause(place: _Place) -> bool:
    """Whether ``That`` in ``the belief of That Israel has`` opens a clause: a title goes on with capitals."""
    index = place.at + 2
    goes_on = index < len(place.sentence) and place.sentence[index].is_capital
    bound = place.after_comma or place.before.text.islower()
    return place.word.lower in words("words", "clause_openers") and bound and not goes_on


def _joins_sentences(place: _Place) -> bool:
    starter = place.word.lower in words("words", "starters") - words("words", "relatives")
    return (
        starter
        and has_finite_verb(place.clause_before())
        and has_finite_verb(place.sentence[place.at + 1 :], at_start=False)
    )


def _verb(place: _Place) -> Edit | None:
    """Lower a capital verb: ``the US Warns``, ``ways to do so Destroy Hamas``. Other verbs may be names."""
    before = place.before
    if place.after_comma or place.at < 2 or not place.sentence[place.at - 2].text.islower():
        return None
    acronym = before.text.isupper() and len(before.text) > 1
    finite = acronym and place.word.lower.endswith("s") and place.after.text.islower()
    infinitive = before.text in words("words", "before_infinitive")
    return _lower(place, "a verb with a capital in mid-sentence") if finite or infinitive else None


def _pronoun(place: _Place) -> Edit | None:
    word, after = place.word, place.after
    if word.lower not in words("words", "pronouns") or not word.text[1:].islower() or not after.text.islower():
        return None
    if place.after_comma or place.is_bound:
        return Edit(
            "pronoun",
            "capital",
            word.start,
            word.start + 1,
            word.text[0].lower(),
            "a capital in mid-sentence",
        )
    if "." in place.before.text or not _is_predicate(place):
        return None
    if has_finite_verb(place.clause_before()):
        return _full_stop("pronoun", place)
    reason = "the pronoun repeats the subject before it"
    return Edit("pronoun", "resumptive_pronoun", word.start, word.end + 1, "", reason)


def _is_predicate(place: _Place) -> bool:
    """Whether a verb follows the pronoun, an adverb between them at most."""
    following = [word.lower for word in place.sentence[place.at + 1 : place.at + 3]]
    first = following[1] if following[0].endswith("ly") and len(following) > 1 else following[0]
    return first in auxiliaries() or is_only_verb(first) or first.endswith(("ed", "s"))
