"""The counts of a vote as they are told: "230-197", "by 14 votes in favour and none against, with one abstention"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from procopius.coding.vote_words import VoteWords, load_vote_words
from procopius.model import Span

_DIGITS = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?![\d%]|[.,]\d)"
_DASH = r"\s?[-‐‑–—−]\s?"
_LIKE_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 70
"""Characters before a score within which a word of voting must stand."""


class Tally(NamedTuple):
    """Counts of one vote. ``winners_first``: an unlabelled score, whose first number is that of the side that won."""

    in_favour: int | None
    against: int | None
    abstained: int | None
    span: Span
    winners_first: bool = False


class _Patterns(NamedTuple):
    score: re.Pattern[str]
    label: re.Pattern[str]
    trigger: re.Pattern[str]
    after: re.Pattern[str]


def find_tallies(text: str, start: int, end: int) -> tuple[Tally, ...]:
    """Return the tallies told between two offsets of ``text``; several only if several scores are told."""
    words, patterns = load_vote_words(), _patterns()
    labelled = _labelled(text, start, end, words, patterns)
    scores = list(_scores(text, start, end, words, patterns))
    if not scores:
        return (labelled,) if labelled is not None else ()
    if labelled is None or len(scores) > 1:
        return tuple(scores)
    only = scores[0]
    return (
        only._replace(
            abstained=labelled.abstained if only.abstained is None else only.abstained,
            span=(min(only.span[0], labelled.span[0]), max(only.span[1], labelled.span[1])),
        ),
    )


@cache
def _patterns() -> _Patterns:
    words = load_vote_words()
    tens, units = "|".join(words.tens), "|".join(sorted(words.units, key=len, reverse=True))
    spelt = rf"\b(?:(?:{tens})(?:[ -](?:{units}))?|{units})\b"
    number = rf"(?:{_DIGITS}|{spelt})"
    labels = [
        (name, "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))
        for name, phrases in (
            ("favour", words.favour_labels),
            ("against", words.against_labels),
            ("abstained", words.abstain_labels),
        )
    ]
    label = "|".join(rf"(?P<{name}>{phrases})" for name, phrases in labels)
    none = "|".join(words.none)
    total = rf"(?:\s+of\s+(?:\w+['’]?s?\s+){{0,3}}?{number})?"
    filler = rf"(?:\s+(?:{'|'.join(words.counted)}|\w+\s+(?={'|'.join(words.counted)})))*"
    verbs = "|".join(w.removesuffix("e") for w in (*words.passing, *words.reject, *words.fail, *words.vote_nouns))
    return _Patterns(
        score=re.compile(
            rf"(?<!\d[-–])(?P<one>{number})(?:{_DASH}|-to-|\s+to\s+|\s+votes\s+to\s+)(?P<other>{number})"
            rf"(?:(?:{_DASH})(?P<third>{_DIGITS}))?(?!\s*(?:%|percent|per cent))",
            re.IGNORECASE,
        ),
        label=re.compile(
            rf"(?P<number>{number}|\b(?:{none})\b){total}{filler}\s+(?:{label})\b(?!\s*(?:%|percent))",
            re.IGNORECASE,
        ),
        trigger=re.compile(rf"\b(?:{verbs})\w*\b", re.IGNORECASE),
        after=re.compile(rf"\s+(?:\w+\s+)?(?:{'|'.join(words.vote_nouns)})\b", re.IGNORECASE),
    )


def _scores(text: str, start: int, end: int, words: VoteWords, patterns: _Patterns) -> Iterator[Tally]:
    """Yield unlabelled scores that stand near a word of voting."""
    for match in patterns.score.finditer(text, start, end):
        one, other = words.number(match["one"]), words.number(match["other"])
        if one is None or other is None or _is_range_of_years(match):
            continue
        before = text[max(start, match.start() - _REACH) : match.start()]
        if patterns.trigger.search(before) is None and patterns.after.match(text, match.end(), end) is None:
            continue
        third = words.number(match["third"]) if match["third"] else None
        yield Tally(one, other, third, match.span(), winners_first=True)


def _is_range_of_years(match: re.Match[str]) -> bool:
    return _LIKE_YEAR.fullmatch(match["one"]) is not None


def _labelled(text: str, start: int, end: int, words: VoteWords, patterns: _Patterns) -> Tally | None:
    """Return counts that say what they count. "For" and "no" count only beside a plainer label."""
    counts: dict[str, int] = {}
    spans: list[Span] = []
    plain = False
    for match in patterns.label.finditer(text, start, end):
        number = words.number(match["number"])
        name = next(key for key in ("favour", "against", "abstained") if match[key])
        if number is None or name in counts:
            continue
        counts[name] = number
        spans.append(match.span())
        plain = plain or match[name].lower() not in {"for", "no"}
    if not plain:
        return None
    span = (spans[0][0], spans[-1][1])
    return Tally(counts.get("favour"), counts.get("against"), counts.get("abstained"), span)
