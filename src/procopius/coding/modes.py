"""Modes, contexts and sizes: what the words around a predicate tell beside its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from procopius.coding.frames import clause_of
from procopius.coding.lexicons import Lexicons, NumberWords
from procopius.model import Range


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


def read_size(
    event: str, sentences: Iterable[DocSpan], participants: Iterable[Token], words: NumberWords
) -> dict[str, Range]:
    """Return the numbers told of an event: killed, injured, arrested, participants (ruling 23)."""
    size: dict[str, Range] = {}
    kinds = words.sizes.get(event, [])
    for sent in sentences:
        for token in sent:
            for kind in kinds:
                for counted in _counted(token, kind, words):
                    _widen(size, kind, number_of(counted, words))
    if event == "PROTEST":
        for token in participants:
            _widen(size, "participants", number_of(token, words))
    return size


def _counted(token: Token, kind: str, words: NumberWords) -> Iterator[Token]:
    """Yield the nominals whose number a word tells: the object of "killed", the figure before "dead"."""
    if token.lemma_.lower() in words.told_by[kind] and token.pos_ in {"VERB", "ADJ"}:
        roles = {"obj", "nsubj:pass", *({"nsubj"} if token.lemma_ == "die" else ())}
        yield from (c for c in token.children if c.dep_ in roles)
    elif token.lower_ in words.told_after.get(kind, ()) and token.head.pos_ == "NUM":
        yield token.head


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


def number_of(noun: Token, words: NumberWords) -> Range | None:
    """Return the number of a nominal: "at least 20 people", "dozens of protesters", "several thousand"."""
    if noun.lower_ in words.rough:
        return Range(*words.rough[noun.lower_])
    number = noun if noun.pos_ == "NUM" else next((c for c in noun.children if c.dep_ == "nummod"), None)
    if number is None:
        rough = next((c for c in noun.children if c.lower_ in words.rough), None)
        return Range(*words.rough[rough.lower_]) if rough is not None else None
    told = [*(c.lower_ for c in number.children if c.pos_ == "NUM" or c.dep_ == "compound"), number.lower_]
    value = parse_number(told, words)
    if value is None:
        return None
    near = {t.lower_ for t in noun.doc[max(0, number.i - 3) : number.i]}
    if "least" in near or ("than" in near and "more" in near) or "over" in near:
        return Range(value, None)
    if "most" in near or "up" in near:
        return Range(None, value)
    return Range(value, value)


def parse_number(told: list[str], words: NumberWords) -> int | None:
    """Return the value of a number in figures or words, None if it is neither."""
    total, seen = 0.0, False
    for word in told:
        plain = word.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            total, seen = total + float(plain), True
        elif word in words.scales:
            total, seen = max(total, 1) * words.scales[word], True
        elif all(part in words.numbers for part in word.split("-")):
            total, seen = total + sum(words.numbers[part] for part in word.split("-")), True
        else:
            return None
    return int(total) if seen else None
