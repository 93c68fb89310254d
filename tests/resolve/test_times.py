"""Time expressions: our newsroom cases, the grammar's own examples, and what holds for any text."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procopius.errors import DataFileError, SettingsError
from procopius.resolve.time import TimeExpression, find_times, narrow, timex3
from procopius.resolve.time.find import NOTHING, READINGS
from procopius.resolve.time.grammar import DATA, default_grammar, load_grammar
from procopius.resolve.time.holidays import easter, nth_weekday, orthodox_easter

CASES = json.loads((Path(__file__).parents[1] / "cases" / "times.json").read_text(encoding="utf-8"))
PUBLISHED = "2024-03-27"


def one(text: str, published: str | None = PUBLISHED, **options: Any) -> TimeExpression:
    found = find_times(text, publication_date=published, **options)
    assert len(found) == 1, found
    return found[0]


def is_right(case: dict[str, Any]) -> bool:
    found = find_times(case["text"], publication_date=case["published"])
    if case["expression"] is None:
        return not any(t.kind in ("date", "range") for t in found)
    start = case["text"].index(case["expression"])
    end = start + len(case["expression"])
    wanted = case["value"].removeprefix("ATTR ")
    hits = [t for t in found if t.start < end and start < t.end and t.value == wanted]
    return bool(hits) and (wanted == case["value"] or hits[0].modifier == "attributive")


@pytest.mark.parametrize("case", CASES["seen"], ids=lambda c: c["text"])
def test_seen_case(case: dict[str, Any]) -> None:
    assert is_right(case)


def test_held_back_cases_stay_above_the_floor() -> None:
    right = sum(map(is_right, CASES["held_back"]))
    assert right / len(CASES["held_back"]) >= 0.9


@pytest.mark.parametrize("row", default_grammar().rows, ids=lambda r: r.id)
def test_row_matches_its_example_and_names_a_reading(row: Any) -> None:
    assert row.regex.search(row.example)
    assert row.reading == NOTHING or row.reading in READINGS


def test_month_has_first_and_last_day() -> None:
    found = one("They struck in early July.", "2020-07-27")
    assert (found.date, found.date_end, found.precision, found.modifier) == (
        "2020-07-01",
        "2020-07-31",
        "month",
        "start",
    )


def test_since_has_no_end_and_until_no_start() -> None:
    since, until = one("It has lasted since 2014."), one("The curfew holds until Friday.")
    assert (since.date, since.date_end, since.kind) == ("2014-01-01", None, "range")
    assert (until.date, until.date_end, until.kind) == (None, "2024-03-29", "range")


def test_the_dateline_goes_before_publication() -> None:
    found = one("Rebels attacked yesterday.", anchor="2024-03-20")
    assert (found.date, found.anchor) == ("2024-03-19", "dateline")


def test_without_publication_date_relative_words_have_an_issue() -> None:
    found = one("Rebels attacked on Monday.", None)
    assert (found.date, found.issue) == (None, "no_anchor_date")


def test_absolute_dates_need_no_publication_date() -> None:
    assert one("Rebels attacked on 3 May 2022.", None).date == "2022-05-03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks of Monday, March 26, 2024, failed.", None),
        ("The talks of Tuesday, May 1, 2024, failed.", "2024-03-26"),
    ],
)
def test_contradictory_date_is_kept_only_when_one_reading_is_possible(text: str, expected: str | None) -> None:
    found = one(text)
    assert (found.issue, found.date) == ("contradictory_date", expected)


@pytest.mark.parametrize(("is_future", "expected"), [(True, "2024-03-29"), (False, "2024-03-22")])
def test_the_parser_can_tell_the_direction(is_future: bool, expected: str) -> None:
    assert one("Troops leave Friday.", future_at=lambda _: is_future).date == expected


def test_vague_counts_have_no_date() -> None:
    found = one("They fled several days ago.")
    assert (found.date, found.issue) == (None, "vague_date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from May 6 to May 10.", [("May 6", "2024-05-06"), ("May 10", "2024-05-10")]),
        ("It has lasted since 2014.", [("2014", "2014")]),
        ("They met on Monday and Tuesday.", [("Monday", "2024-03-25"), ("Tuesday", "2024-03-26")]),
    ],
)
def test_timex3_counts_each_part_by_itself(text: str, expected: list[tuple[str, str]]) -> None:
    found = timex3(find_times(text, publication_date=PUBLISHED))
    assert [(t.text, t.value) for t in found] == expected


@pytest.mark.parametrize("text", ["signed on 30 February 2024", "dated 31.09.2023"])
def test_a_day_that_no_calendar_has_gives_a_reason(text: str) -> None:
    found = one(text)
    assert (found.value, found.date, found.issue) == (None, None, "contradictory_date")


def test_a_time_of_day_is_of_the_day_told_before_else_of_publication() -> None:
    near, alone = (
        find_times("It began on Monday. By 9 p.m. it was over.", publication_date=PUBLISHED),
        one("At 3 a.m. it hit."),
    )
    assert (near[1].value, alone.value) == ("2024-03-25T21:00", "2024-03-27T03:00")


def test_narrow_keeps_what_lies_inside() -> None:
    found = find_times("On Monday they met; on Tuesday they parted.", publication_date=PUBLISHED)
    assert [t.text for t in narrow(found, (0, 18))] == ["Monday"]


def test_bad_publication_date_is_refused() -> None:
    with pytest.raises(SettingsError):
        find_times("today", publication_date="27 March")


def test_a_broken_row_is_named_with_its_line(tmp_path: Path) -> None:
    for path in DATA.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    patterns = tmp_path / "patterns.yaml"
    text = patterns.read_text(encoding="utf-8").replace("{near_day}(?:(?:'s)? {part})?", "{no_such_set}", 1)
    patterns.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match="no_such_set"):
        load_grammar(tmp_path)


def test_moving_feasts() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert orthodox_easter(2024) == date(2024, 5, 5)
    assert nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)
    assert nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)


_EXTRA = ("2024", "31", "30", "29", "1", "Monday", "May", "February", ",", ".", "-", "İ", "\n")
_WORDS = [*sorted(default_grammar().words), *_EXTRA]


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(_WORDS), max_size=25),
    published=st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.none(),
)
def test_any_text_gives_ordered_spans_of_its_own_words(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = find_times(text, publication_date=published.isoformat() if published else None)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t.date <= t.date_end for t in found if t.date and t.date_end)
