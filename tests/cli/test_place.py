from __future__ import annotations

import json

import pytest
from cli_fakes import Run


@pytest.mark.parametrize(
    ("tokens", "country", "admin1"),
    [
        (("Tripoli",), "LBY", "Tripoli"),
        (("Tripoli", "--near", "Lebanon"), "LBN", None),
        (("Tripoli", "--near", "LBN"), "LBN", None),
        (("London", "--near", "Ontario"), "CAN", "Ontario"),
    ],
)
def test_place(run: Run, tokens: tuple[str, ...], country: str, admin1: str | None) -> None:
    ran = run("place", *tokens)
    answer = json.loads(ran.out)
    assert (ran.status, answer["country"]) == (0, country)
    assert admin1 in (None, answer["admin1"])
    assert answer["geonames_id"]
    assert answer["precision"] == "city"


def test_place_lists_the_others(run: Run) -> None:
    answer = json.loads(run("place", "Springfield", "--candidates").out)
    assert len(answer["candidates"]) > 5
    assert {c["country"] for c in answer["candidates"]} >= {"USA"}


def test_unknown_place(run: Run) -> None:
    ran = run("place", "Qwxzzyville")
    answer = json.loads(ran.out)
    assert (ran.status, answer["issue"], answer["lat"]) == (1, "unknown_place", None)


@pytest.mark.parametrize("tokens", [(" ",), ("Tripoli", "--near", "Qwxzzyland")])
def test_place_misused(run: Run, tokens: tuple[str, ...]) -> None:
    assert run("place", *tokens).status == 2
