"""Damage made on purpose, so that the model meets the noise of real news in training.

Each function takes a sentence and returns a damaged copy with its tree kept consistent.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from training.language.treebank import UNKNOWN, Sentence

Damage = Callable[[Sentence, random.Random], Sentence]

_CONFUSED = {
    "l": "1",
    "o": "0",
    "e": "c",
    "m": "rn",
    "i": "l",
    "h": "b",
    "s": "5",
    "n": "ri",
    "u": "v",
    "g": "q",
}


def lower(sentence: Sentence, _rng: random.Random) -> Sentence:
    """All words in lower case."""
    return replace(sentence, words=tuple(w.lower() for w in sentence.words))


def upper(sentence: Sentence, _rng: random.Random) -> Sentence:
    """All words in capitals."""
    return replace(sentence, words=tuple(w.upper() for w in sentence.words))


def title(sentence: Sentence, _rng: random.Random) -> Sentence:
    """Capitals at the start of every word, as in headlines."""
    return replace(sentence, words=tuple(w[:1].upper() + w[1:] for w in sentence.words))


def capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """Capitals on a few words, as link text leaves them."""
    words = tuple(w[:1].upper() + w[1:] if rng.random() < 0.12 else w for w in sentence.words)
    return replace(sentence, words=words)


def unpunctuate(sentence: Sentence, _rng: random.Random) -> Sentence:
    """Without punctuation marks."""
    return keep(sentence, [u != "PUNCT" or i in sentence.heads for i, u in enumerate(sentence.upos)])


def headline(sentence: Sentence, rng: random.Random) -> Sentence:
    """Without articles and copulas, often in title case."""
    dropped = {"det", "cop", "aux:pass"}
    kept = [d not in dropped or i in sentence.heads for i, d in enumerate(sentence.deps)]
    out = keep(sentence, kept)
    return title(out, rng) if rng.random() < 0.5 else out


def glue(sentence: Sentence, rng: random.Random) -> Sentence:
    """No space after the sentence, and often no full stop."""
    ends = sentence.upos[-1] == "PUNCT" and len(sentence.words) - 1 not in sentence.heads
    if ends and rng.random() < 0.5:
        sentence = keep(sentence, [True] * (len(sentence.words) - 1) + [False])
    return replace(sentence, spaces=(*sentence.spaces[:-1], False))


def ocr(sentence: Sentence, rng: random.Random) -> Sentence:
    """Letters confused, doubled, swapped or lost in about one word of eight."""
    words = tuple(_misread(w, rng) if len(w) > 3 and rng.random() < 0.12 else w for w in sentence.words)
    return replace(sentence, words=words)


def _misread(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + _CONFUSED.get(word[at].lower(), word[at]) + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + (word[at] * 2 if kind == 2 else "") + word[at + 1 :]


def reorder(sentence: Sentence, rng: random.Random) -> Sentence:
    """One short phrase moved elsewhere, as broken machine translation does."""
    spans = [s for s in _phrases(sentence) if 1 <= s[1] - s[0] <= 6]
    if not spans:
        return sentence
    start, end = rng.choice(spans)
    rest = [i for i in range(len(sentence.words)) if not start <= i < end]
    at = rng.randrange(max(1, len(rest)))
    order = rest[:at] + list(range(start, end)) + rest[at:]
    return permute(sentence, order)


def _phrases(sentence: Sentence) -> list[tuple[int, int]]:
    """Contiguous subtrees of arguments and modifiers of verbs."""
    out = []
    for i, dep in enumerate(sentence.deps):
        if dep.split(":")[0] in {"nsubj", "obl", "obj", "advmod", "nmod"}:
            members = sorted(_subtree(sentence, i))
            if members[-1] - members[0] == len(members) - 1:
                out.append((members[0], members[-1] + 1))
    return out


def _subtree(sentence: Sentence, root: int) -> set[int]:
    found = {root}
    while True:
        more = {i for i, h in enumerate(sentence.heads) if h in found} - found
        if not more:
            return found
        found |= more


def permute(sentence: Sentence, order: list[int]) -> Sentence:
    """Reorder the words: ``order[k]`` is the old index of new word ``k``."""
    new = {old: k for k, old in enumerate(order)}

    def pick(values: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(values[i] for i in order)

    columns = {n: pick(getattr(sentence, n)) for n in ("words", "spaces", "upos", "xpos", "deps", "lemmas", "ner")}
    heads = tuple(new[sentence.heads[i]] if sentence.heads[i] >= 0 else -1 for i in order)
    return replace(sentence, heads=heads, **columns)  # type: ignore[arg-type]


def keep(sentence: Sentence, kept: list[bool]) -> Sentence:
    """Drop the words not kept; a dropped word must have no dependants."""
    order = [i for i, k in enumerate(kept) if k]
    if not order:
        return sentence
    return permute(sentence, order)


DAMAGES: dict[str, Damage] = {
    "lower": lower,
    "upper": upper,
    "title": title,
    "capitals": capitals,
    "unpunctuated": unpunctuate,
    "headline": headline,
    "glued": glue,
    "ocr": ocr,
    "reordered": reorder,
}

WEIGHTS = {"reordered": 3, "headline": 2, "ocr": 2}
"""Kinds that cost most are met more often; the others weigh 1."""


def damage_chunk(chunk: list[Sentence], rng: random.Random, rate: float) -> list[Sentence]:
    """Damage a whole chunk in one way with probability ``rate``."""
    if rng.random() >= rate:
        return chunk
    damage = DAMAGES[rng.choices(sorted(DAMAGES), [WEIGHTS.get(name, 1) for name in sorted(DAMAGES)])[0]]
    return [damage(sentence, rng) if UNKNOWN not in sentence.heads else sentence for sentence in chunk]
