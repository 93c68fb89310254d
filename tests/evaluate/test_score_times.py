"""Scores of time expressions, and the gold that they are counted on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from procopius.evaluate.times import GoldTime, TimeCase, read_time_cases, score_times

FOLDER = Path(__file__).parents[2] / "gold" / "times"


def case(text: str, *expressions: GoldTime) -> TimeCase:
    return TimeCase("t", "test", "2024-03-27", text, expressions)


def day(start: int, end: int, value: str | None, issue: str | None = None) -> GoldTime:
    return GoldTime(start, end, value, value, None, "day" if value else None, issue)


def test_all_right() -> None:
    score = score_times([case("They met on Monday.", day(12, 18, "2024-03-25"))])
    assert (score.relaxed, score.strict, score.value_f1, score.value, score.date) == (1, 1, 1, 1, 1)


def test_other_ends_are_relaxed_only() -> None:
    score = score_times([case("They met on Monday.", day(9, 18, "2024-03-25"))])
    assert (score.relaxed, score.strict, score.value) == (1, 0, 1)


def test_missing_and_needless_expressions_count() -> None:
    score = score_times([case("They met on Monday in Rome.", day(22, 26, "2024-03-25"))])
    assert (score.gold, score.found, score.relaxed, score.value) == (1, 1, 0, 0)


def test_a_value_left_out_needs_its_reason() -> None:
    text = "It was signed on 30 February 2024."
    right = score_times([case(text, day(17, 33, None, "contradictory_date"))])
    wrong = score_times([case(text, day(17, 33, None, "vague_date"))])
    assert (right.value, wrong.value) == (1, 0)


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_gold_is_split_by_the_hash_and_cites_its_text(half: str) -> None:
    for item in read_time_cases(FOLDER / f"{half}.jsonl"):
        assert hashlib.sha256(item.id.encode()).digest()[0] % 2 == (half == "unseen")
        for time in item.expressions:
            assert item.text[time.start : time.end].strip() == item.text[time.start : time.end] != ""
