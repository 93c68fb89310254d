"""A headline that runs into the first sentence: it is set apart as a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from procopius.clean.lexicon import words
from procopius.clean.segments import LONGEST_SENTENCE, Word, is_title_case, lines_of, sentence_spans, words_of
from procopius.clean.step import Context
from procopius.clean.verbs import auxiliaries, dictionary_classes, has_finite_verb, is_plural_noun
from procopius.model import Edit

_SHORTEST_HEADLINE = 4
_CONTENT_LETTERS = 4


class _Seam(NamedTuple):
    """A capital word in the first sentence, before which the headline could end."""

    text: str
    left: Sequence[Word]
    right: Sequence[Word]

    @property
    def before(self) -> Word:
        return self.left[-1]

    @property
    def word(self) -> Word:
        return self.right[0]

    @property
    def after(self) -> Word:
        return self.right[1]

    @property
    def left_has_verb(self) -> bool:
        """Whether the headline has a verb; in Title Case capitals hide none."""
        if is_title_case(self.text, self.left[0].start, self.before.end):
            return has_finite_verb([Word(word.start, word.end, word.lower) for word in self.left])
        return has_finite_verb(self.left)


def headline(text: str, context: Context) -> list[Edit]:
    """Put a paragraph break between a headline and the sentence it runs into, in the first line of a text.

    The headline is the article's title repeated, or what stands before a capital that only a new sentence
    explains: an opener (``… in the capital The army …``), a number word, a noun the headline has in small
    letters, or a second telling of the headline's own words.
    """
    lines = lines_of(text)
    if not lines:
        return []
    first = lines[0]
    if context.title and (seam := _title_seam(first.text, context.title)) is not None:
        return [_break(first.start + seam, "the title runs into the first sentence")]
    start, end = sentence_spans(text, first.start, first.end)[0]
    if end - start > LONGEST_SENTENCE:
        return []
    seams = [seam for seam in _seams(text, words_of(text, start, end)) if _is_possible(seam)]
    for proves, reason in (
        (_opens_sentence, "a headline runs into the first sentence"),
        (_repeats_noun, "a headline runs into the first sentence"),
        (_retells, "a headline runs into a sentence that tells the same"),
    ):
        for seam_found in filter(proves, seams):
            return [_break(seam_found.word.start - 1, reason)]
    return []


def _break(at: int, reason: str) -> Edit:
    return Edit("headline", "headline", at, at + 1, "\n\n", reason)


def _title_seam(line: str, title: str) -> int | None:
    """Return the place of the space between a title that opens ``line`` and a capital after it."""
    pattern = r"\s+".join(map(re.escape, title.split()))
    match = re.match(rf"(?i:{pattern})(?=\s[\"“‘]?[A-Z0-9À-Þ])", line) if pattern else None
    return match.end() if match else None


def _seams(text: str, found: Sequence[Word]) -> list[_Seam]:
    places = range(_SHORTEST_HEADLINE, len(found) - 2)
    return [_Seam(text, found[:i], found[i:]) for i in places if found[i].is_capital]


def _is_possible(seam: _Seam) -> bool:
    """Whether the word before may end a sentence, and a clause in running case follows."""
    text, before, word = seam.text, seam.before, seam.word
    if text[before.end : word.start] != " " or text[word.end] != " ":
        return False
    if before.lower in words("words", "not_before_sentence"):
        return False
    if not has_finite_verb([word for word in seam.right[1:] if word.text.islower()], at_start=False):
        return False
    return seam.left_has_verb or not any("," in text[a.end : b.start] for a, b in pairwise(seam.left))


def _opens_sentence(seam: _Seam) -> bool:
    word, before = seam.word.lower, seam.before
    if word in words("words", "numbers"):
        # Phase Two, Air Force One: behind a capital a number is a name unless a verb came before.
        return before.text.islower() or (word != "one" and seam.left_has_verb)
    if word == "a" and before.lower in words("words", "before_letter"):
        return False
    opener = word in words("words", "starters") - words("words", "relatives") - words("words", "pronouns")
    # "The" before a capital may be a name: The Hague, The Guardian.
    return opener and not seam.after.is_capital and seam.after.text[0].isalpha()


def _repeats_noun(seam: _Seam) -> bool:
    """Whether the word is a plural noun the headline has in small letters, and its verb follows at once."""
    word = seam.word.lower
    in_small = any(other.text == word for other in seam.left)
    return in_small and is_plural_noun(word) and seam.after.lower in auxiliaries()


def _retells(seam: _Seam) -> bool:
    """Whether what follows tells most of what stands before once more, each with its verb."""
    told = _content(seam.left)
    shared = told & _content(seam.right)
    in_name = seam.before.is_capital and "NOUN" not in dictionary_classes(seam.before.lower)
    return not in_name and len(shared) >= 3 and len(shared) * 2 >= len(told) and seam.left_has_verb


def _content(stretch: Sequence[Word]) -> set[str]:
    longer = (word.lower for word in stretch if len(word.text) >= _CONTENT_LETTERS)
    return {word for word in longer if word not in auxiliaries()}
