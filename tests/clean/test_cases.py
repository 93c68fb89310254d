"""Cases as data: noise that must go, prose that must stay, and what is known not to work."""

import json
from pathlib import Path
from typing import Any

import pytest

from procopius.clean import clean, explain, replay_edits

CASES = Path(__file__).parents[1] / "cases" / "clean"


def load(name: str) -> list[Any]:
    cases = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["label"]) for case in cases]


@pytest.mark.parametrize("case", load("in_the_wild") + load("synthetic"))
def test_noise_goes(case: dict[str, Any]) -> None:
    cleaned = clean(case["raw"], title=case.get("title"))
    assert cleaned.text == case["text"]
    assert [[r.kind, case["raw"][r.start : r.end]] for r in cleaned.removed] == case["removed"]


@pytest.mark.parametrize("case", load("negative"))
def test_prose_stays(case: dict[str, Any]) -> None:
    cleaned = clean(case["raw"])
    assert cleaned.text == case["raw"]
    assert cleaned.removed == ()


@pytest.mark.xfail(strict=True, reason="known failures; each case says why")
@pytest.mark.parametrize("case", load("failing"))
def test_known_failures(case: dict[str, Any]) -> None:
    assert clean(case["raw"]).text == case["text"]


@pytest.mark.parametrize("case", load("in_the_wild") + load("synthetic") + load("negative"))
def test_cleaning_twice_changes_nothing(case: dict[str, Any]) -> None:
    once = clean(case["raw"], title=case.get("title")).text
    assert clean(once, title=case.get("title")).text == once


@pytest.mark.parametrize("case", load("in_the_wild") + load("synthetic"))
def test_edits_replay_to_the_text(case: dict[str, Any]) -> None:
    cleaned = clean(case["raw"], title=case.get("title"))
    assert replay_edits(case["raw"], cleaned.edits) == cleaned.text
    assert len(explain(cleaned, case["raw"])) == len(cleaned.edits)
