"""How the readings of the names of one article speak for each other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.resolve.gazetteer import Candidate
from procopius.resolve.place_context import Readings, hear


def town(country: str, admin1: str, lat: float, lon: float) -> Candidate:
    return Candidate(1, "x", "city", country, admin1, lat, lon, 1000, True)


HERE, THERE = town("USA", "Ohio", 40.0, -83.0), town("USA", "Iowa", 42.0, -93.0)
CLOSE, ABROAD = town("USA", "Ohio", 40.3, -83.2), town("KEN", "Kisumu", 0.0, 34.7)


def test_a_neighbour_of_another_name_gains() -> None:
    worth = hear([Readings((HERE, THERE), (3.0, 3.0)), Readings((CLOSE,), (3.0,))], {})[0]
    assert worth[0] > worth[1] + 1


def test_a_known_country_gains() -> None:
    worth = hear([Readings((HERE, ABROAD), (3.0, 3.0))], {"KEN": 1.0})[0]
    assert worth[1] == pytest.approx(worth[0] + 4.0, abs=0.2)


def test_no_name_speaks_for_itself() -> None:
    assert hear([Readings((HERE, CLOSE), (3.0, 2.0))], {}) == [(3.0, 2.0)]


def test_names_without_readings_keep_their_place() -> None:
    assert [len(worth) for worth in hear([Readings((), ()), Readings((HERE,), (1.0,)), Readings((), ())], {})] == [
        0,
        1,
        0,
    ]


@given(st.lists(st.sampled_from([HERE, THERE, CLOSE, ABROAD]), min_size=1, max_size=6))
def test_context_only_adds(candidates: list[Any]) -> None:
    names = [Readings((c,), (2.0,)) for c in candidates]
    assert all(worth[0] >= 2.0 for worth in hear(names, {}))
