"""Take a noun phrase apart: its head, its owner, its modifiers, and the phrases that hang on it.

The cutting goes by the closed word classes of ``phrase_words.tsv`` and by what the dictionary knows; no
parse is needed, so a phrase from a table or a web form works as well as one from a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from procopius.dictionaries.dictionary import Dictionary, Found, is_glued
from procopius.dictionaries.record import Row
from procopius.dictionaries.tokens import Token, tokenize


class Item(NamedTuple):
    """A known stretch of the phrase: tokens ``[first, last)`` and the rows they may stand for."""

    first: int
    last: int
    rows: tuple[Row, ...]


class Hanging(NamedTuple):
    """A prepositional phrase after the head."""

    preposition: str
    first: int
    last: int


class Cut(NamedTuple):
    """One noun phrase, cut. Token ranges are half-open."""

    tokens: list[Token]
    items: list[Item]
    owner: tuple[int, int]
    """Tokens before the last ``'s``; empty when there is none."""
    core: tuple[int, int]
    """The head with its modifiers."""
    hanging: list[Hanging]

    def within(self, first: int, last: int) -> list[Item]:
        """Return the known items inside tokens ``[first, last)``."""
        return [item for item in self.items if first <= item.first and item.last <= last]

    def text(self, first: int, last: int) -> str:
        """Return the folded words of tokens ``[first, last)``."""
        return " ".join(token.fold for token in self.tokens[first:last])


def segments(phrase: str, dictionary: Dictionary) -> list[list[Token]]:
    """Return the tokens of ``phrase`` without bracketed parts, split at commas and dashes outside of names."""
    parts: list[list[Token]] = [[]]
    depth = 0
    tokens = tokenize(phrase)
    named = {i for f in _with_commas(tokens, dictionary) for i in range(f.first, f.last)}
    for i, token in enumerate(tokens):
        if token.fold in "([":
            depth += 1
        elif token.fold in ")]":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif i in named:
            parts[-1].append(token)
        elif token.fold in ",;:–—":
            parts.append([])
        elif token.shape != "." or token.fold == "'s":
            parts[-1].append(token)
        elif token.fold in "'’" and parts[-1]:
            parts[-1].append(token._replace(fold="'s"))
    return [part for part in parts if part]


def _with_commas(tokens: list[Token], dictionary: Dictionary) -> list[Found]:
    if not any(token.fold == "," for token in tokens):
        return []
    return [f for f in dictionary.match(tokens) if any(t.fold == "," for t in tokens[f.first : f.last])]


def cut(tokens: list[Token], dictionary: Dictionary) -> Cut:
    """Cut the noun phrase made of ``tokens``."""
    words = dictionary.words
    items = [item for item in map(_item, dictionary.match(tokens)) if not _is_modifier_only(tokens, item, words)]
    inside = {i for item in items for i in range(item.first + 1, item.last)}
    end = _stop(tokens, items, words, inside)
    marks = [
        i
        for i in range(1, end)
        if tokens[i].fold in words["giver"] and i not in inside and tokens[i].shape == "l" and not tokens[i].glued
    ]
    first, hanging = 0, _hanging(tokens, marks, end)
    while (
        hanging and hanging[0].preposition == "of" and _is_quantity(tokens, first, hanging[0].first - 1, items, words)
    ):
        first = hanging[0].first
        hanging = hanging[1:]
    head_end = next((i for i in marks if i > first), end)
    owner_end = max(
        (i for i in range(first, head_end - 1) if tokens[i].fold == "'s" and i not in inside), default=first
    )
    core_first = owner_end + 1 if owner_end > first else first
    return Cut(tokens, items, (first, owner_end), (core_first, head_end), hanging)


def _item(found: Found) -> Item:
    return Item(*found)


def _is_modifier_only(tokens: Sequence[Token], item: Item, words: dict[str, frozenset[str]]) -> bool:
    """Tell whether the item is glued into an adjective, as in "Moscow-backed" or "pro-Russian"."""
    if item.first and tokens[item.first].glued and tokens[item.first - 1].fold in words["prefix"] - words["former"]:
        return True
    glued_on = item.last < len(tokens) and tokens[item.last].glued and is_glued(tokens, item.last - 1, item.last)
    return glued_on and tokens[item.last].fold not in words["local"]


def _stop(tokens: list[Token], items: list[Item], words: dict[str, frozenset[str]], inside: set[int]) -> int:
    begun = min((item.last for item in items), default=1)
    for i in range(begun, len(tokens)):
        token = tokens[i]
        if token.fold in words["stop"] and token.shape == "l" and not token.glued and i not in inside:
            covered = any(item.first == i for item in items)
            if not covered:
                return i
    return len(tokens)


def _hanging(tokens: list[Token], marks: list[int], end: int) -> list[Hanging]:
    ends = [*marks[1:], end] if marks else []
    return [Hanging(tokens[i].fold, i + 1, last) for i, last in zip(marks, ends, strict=True) if last > i + 1]


def _is_quantity(
    tokens: list[Token], first: int, last: int, items: list[Item], words: dict[str, frozenset[str]]
) -> bool:
    if not tokens[first:last] or tokens[last - 1].fold not in words["quantity"]:
        return tokens[first:last] != [] and tokens[last - 1].fold.isdigit()
    return not any(item.first < last - 1 and item.last == last for item in items)
