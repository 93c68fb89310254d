"""The gazetteer file: what a name finds, and how names are folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.errors import DataFileError
from procopius.resolve.gazetteer import Gazetteer, default_gazetteer, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Al-Qa’im", "al qaim"),
        ("Łódź", "lodz"),
        ("St. Petersburg", "saint petersburg"),
        ("the Hague", "hague"),
        ("São Paulo", "sao paulo"),
        ("Deir ez-Zor", "deir ez zor"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    once = fold(name)
    assert fold(once) in (once, once.removeprefix("the "), fold(fold(once)))


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Kyiv", "UKR", "capital"),
        ("Kiev", "UKR", "capital"),
        ("Pristina", "KOS", "capital"),
        ("Taipei", "TWN", "capital"),
        ("Rafah", "PSE", "city"),
        ("Donbas", "UKR", "region"),
        ("Texas", "USA", "admin1"),
        ("Taiwan", "TWN", "country"),
        ("Burma", "MMR", "country"),
        ("Suez Canal", "EGY", "water"),
    ],
)
def test_lookup_holds_the_place(name: str, country: str, feature: str) -> None:
    found = default_gazetteer().lookup(name)
    assert any((c.country, c.feature) == (country, feature) for c in found)


def test_positions_are_near_the_truth() -> None:
    sydney = default_gazetteer().lookup("Sydney")[0]
    assert (sydney.lat, sydney.lon) == (pytest.approx(-33.87, abs=0.02), pytest.approx(151.21, abs=0.02))
    assert (sydney.admin1, sydney.geonames_id) == ("New South Wales", 2147714)


def test_the_most_populous_comes_first() -> None:
    found = default_gazetteer().lookup("London")
    assert found[0].country == "GBR"
    assert [c.population for c in found] == sorted((c.population for c in found), reverse=True)


def test_unknown_and_empty_names_find_nothing() -> None:
    assert default_gazetteer().lookup("Qwxzzyville") == ()
    assert default_gazetteer().lookup(" - ") == ()


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"something else altogether")
    with pytest.raises(DataFileError):
        Gazetteer(path)
