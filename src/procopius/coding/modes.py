"""Modes, contexts and sizes: what the words around a predicate tell beside its type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from procopius.coding.frames import clause_of
from procopius.coding.lexicons import Lexicons
from procopius.model import Range

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ROUGH = {"dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2000, 9999),
          "millions": (2_000_000, 9_999_999), "dozen": (12, 12)}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_SIZE_VERBS = {
    "killed": {"kill", "die", "murder", "massacre", "assassinate", "execute", "slay", "shoot"},
    "injured": {"injure", "wound", "hurt"},
    "arrested": {"arrest", "detain", "jail", "round"},
}
_SIZE_WORDS = {"killed": {"dead", "dead.", "deaths", "fatalities"}, "injured": {"injuries"}}


def read_mode(event: str, default: str | None, trigger: Token, lexicons: Lexicons) -> str | None:
    """Return the mode whose words stand nearest: in the predicate, its subtree, its clause, its sentence."""
    table = lexicons.modes.get(event, {})
    for words in _circles(trigger):
        text = " ".join(words)
        for mode, cues in table.items():
            if any((" " in cue and cue in text) or cue in words for cue in cues):
                return mode
    return default


def _circles(trigger: Token) -> Iterable[list[str]]:
    yield [trigger.lemma_.lower(), trigger.lower_]
    yield _words(trigger.subtree)
    yield _words(clause_of(trigger).subtree)
    yield _words(trigger.sent)


def _words(tokens: Iterable[Token]) -> list[str]:
    listed = list(tokens)
    return [t.lemma_.lower() for t in listed] + [t.lower_ for t in listed]


def read_contexts(sentences: Iterable[DocSpan], lexicons: Lexicons) -> tuple[str, ...]:
    """Return the PLOVER contexts whose words the sentences hold."""
    words: set[str] = set()
    text = ""
    for sent in sentences:
        words |= {t.lemma_.lower() for t in sent} | {t.lower_ for t in sent}
        text += " " + sent.text.lower()
    return tuple(
        context
        for context, cues in lexicons.contexts.items()
        if any(cue in words or (" " in cue and cue in text) for cue in cues)
    )


def read_size(event: str, sentences: Iterable[DocSpan], participants: Iterable[Token]) -> dict[str, Range]:
    """Return the numbers told of an event: killed, injured, arrested, participants (ruling 23)."""
    size: dict[str, Range] = {}
    kinds = {"ASSAULT": ("killed", "injured"), "PROTEST": ("killed", "injured"), "COERCE": ("arrested",)}.get(event, ())
    for sent in sentences:
        for token in sent:
            for kind in kinds:
                if token.lemma_.lower() in _SIZE_VERBS[kind] and token.pos_ in {"VERB", "ADJ"}:
                    for child in token.children:
                        if child.dep_ in {"obj", "nsubj:pass"} or (child.dep_ == "nsubj" and token.lemma_ == "die"):
                            _widen(size, kind, number_of(child))
                elif token.lower_ in _SIZE_WORDS.get(kind, ()) and token.head.pos_ == "NUM":
                    _widen(size, kind, number_of(token.head))
    if event == "PROTEST":
        for token in participants:
            _widen(size, "participants", number_of(token))
    return size


def _widen(size: dict[str, Range], kind: str, found: Range | None) -> None:
    if found is None:
        return
    old = size.get(kind)
    if old is None:
        size[kind] = found
        return
    low = min(x for x in (old.min, found.min) if x is not None)
    high = None if old.max is None or found.max is None else max(old.max, found.max)
    size[kind] = Range(low, high)


def number_of(noun: Token) -> Range | None:
    """Return the number of a nominal: "at least 20 people", "dozens of protesters", "several thousand"."""
    if noun.lower_ in _ROUGH:
        return Range(*_ROUGH[noun.lower_])
    number = noun if noun.pos_ == "NUM" else next((c for c in noun.children if c.dep_ == "nummod"), None)
    if number is None:
        rough = next((c for c in noun.children if c.lower_ in _ROUGH), None)
        return Range(*_ROUGH[rough.lower_]) if rough is not None else None
    value = parse_number([*(c.lower_ for c in number.children if c.pos_ == "NUM" or c.dep_ == "compound"), number.lower_])
    if value is None:
        return None
    near = {t.lower_ for t in noun.doc[max(0, number.i - 3) : number.i]}
    if "least" in near or ("than" in near and "more" in near) or "over" in near:
        return Range(value, None)
    if "most" in near or "up" in near:
        return Range(None, value)
    return Range(value, value)


def parse_number(words: list[str]) -> int | None:
    """Return the value of a number in figures or words, None if it is neither."""
    total, seen = 0.0, False
    for word in words:
        plain = word.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            total, seen = total + float(plain), True
        elif word in _SCALES:
            total, seen = max(total, 1) * _SCALES[word], True
        else:
            parts = word.split("-")
            if not all(p in _NUMBERS for p in parts):
                return None
            total, seen = total + sum(_NUMBERS[p] for p in parts), True
    return int(total) if seen else None
