"""Phrases of our own and who they mean: every region and sector, dated ones included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.dictionaries import Dictionary, load
from procopius.dictionaries.record import SECTORS
from procopius.resolve.actor import resolve_actors, resolve_phrase

CASES = json.loads((Path(__file__).parent.parent / "cases" / "actors.json").read_text("utf-8"))
PLACES = {
    "minsk": "BLR",
    "mariupol": "UKR",
    "shanghai": "CHN",
    "odesa": "UKR",
    "oaxaca": "MEX",
    "khartoum": "SDN",
}


def place_country(name: str) -> str | None:
    return PLACES.get(name.lower())


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['phrase']}-{case.get('date', '')}")
def test_phrase(case: dict[str, Any], dictionary: Dictionary) -> None:
    match = resolve_phrase(
        case["phrase"],
        dictionary,
        date=case.get("date"),
        context=case.get("context", ()),
        place_country=place_country if case.get("places") else None,
    )
    assert (match.country, match.sector) == (case["country"], case["sector"])
    if "name" in case:
        assert match.name == case["name"]
    if "reason" in case:
        assert match.reason == case["reason"]


def test_coordinated_offices_are_two_actors(dictionary: Dictionary) -> None:
    found = resolve_actors("the foreign ministers of France and Germany", dictionary, date="2019-06-01")
    assert [(match.country, match.sector) for match in found] == [("FRA", "GOV"), ("DEU", "GOV")]


def test_coordinated_countries_are_two_actors(dictionary: Dictionary) -> None:
    found = resolve_actors("Israel and Hamas", dictionary, date="2024-03-27")
    assert [match.country for match in found] == ["ISR", "PSE"]


def test_list_with_commas_is_three_actors(dictionary: Dictionary) -> None:
    found = resolve_actors("Israel, Hamas and the United States", dictionary, date="2024-03-27")
    assert [match.country for match in found] == ["ISR", "PSE", "USA"]


def test_name_with_and_in_it_is_one_actor(dictionary: Dictionary) -> None:
    found = resolve_actors("Bosnia and Herzegovina", dictionary)
    assert [match.country for match in found] == ["BIH"]


def test_weighed_context_takes_the_heaviest_country(dictionary: Dictionary) -> None:
    assert resolve_phrase("the police", dictionary, context={"FRA": 1.0, "KEN": 3.0}).country == "KEN"


def test_context_may_be_an_adjective(dictionary: Dictionary) -> None:
    assert resolve_phrase("the police", dictionary, context=["Kenyan"]).country == "KEN"


def test_context_scores_lower_than_the_phrase_itself(dictionary: Dictionary) -> None:
    said = resolve_phrase("Kenyan police", dictionary)
    guessed = resolve_phrase("police", dictionary, context=["KEN"])
    assert (said.country, guessed.country) == ("KEN", "KEN")
    assert guessed.score < said.score


@pytest.mark.parametrize("field", ["country", "sector"])
def test_what_decided_is_named(field: str, dictionary: Dictionary) -> None:
    match = resolve_phrase("Iran's Revolutionary Guards", dictionary)
    assert getattr(match, field)
    assert match.rows[0].file == "forces.tsv"


@given(st.text(max_size=60), st.sampled_from([None, "1999-12-31", "2024-03-27"]))
def test_any_text_gets_an_answer_or_a_reason(phrase: str, date: str | None) -> None:
    match = resolve_phrase(phrase, load(), date=date)
    assert match.country or match.sector or match.reason or match.name
    assert 0.0 <= match.score <= 1.0
    assert set(match.sectors) <= SECTORS
    assert match.sector == (match.sectors[0] if match.sectors else None)
