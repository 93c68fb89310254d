"""What the dictionaries must cover."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.dictionaries import Dictionary, Row, load
from procopius.dictionaries.record import SECTORS, SUPRANATIONAL
from procopius.dictionaries.tokens import tokenize
from training.dictionaries.coverage import KINDS, MOST_REPORTED, UN_MEMBERS, forms, gaps, institutions, kinds, months


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return load()


def test_there_are_rows_enough_of_each_kind(dictionary: Dictionary) -> None:
    counted = kinds(dictionary)
    assert {kind: counted[kind] for kind, least in KINDS.items() if counted[kind] < least} == {}


def test_every_state_has_its_forms(dictionary: Dictionary) -> None:
    lacking = forms(dictionary)
    assert len(UN_MEMBERS) == 193
    assert {form for missing in lacking.values() for form in missing} <= {"capital", "adjective", "people"}
    assert len(lacking) <= 8


def test_every_un_member_has_a_head_since_2015(dictionary: Dictionary) -> None:
    days = list(months(2015, 2026))
    missing = gaps(dictionary, sorted(UN_MEMBERS), {"HOS", "HOG"}, days)
    assert {code: days for code, days in missing.items() if len(days) > 3} == {}


@pytest.mark.parametrize(("flag", "most"), [("MFA", 40), ("MOD", 70), ("MOI", 200)])
def test_ministers_of_the_most_reported_states_are_current(flag: str, most: int, dictionary: Dictionary) -> None:
    recent = [day for day in months(2022, 2025) if day > "2022-07"]
    missing = gaps(dictionary, MOST_REPORTED, {flag}, recent)
    told = {code: days for code, days in missing.items() if len(days) < len(recent)}  # some have no such office
    assert sum(map(len, told.values())) <= most


@pytest.mark.parametrize(("sector", "states"), [("LEG", 120), ("JUD", 80), ("MIL", 150), ("COP", 100), ("SPY", 40)])
def test_bodies_stand_under_their_own_names(sector: str, states: int, dictionary: Dictionary) -> None:
    assert len(institutions(dictionary, sector) & UN_MEMBERS) >= states


def test_every_code_is_valid(dictionary: Dictionary) -> None:
    codes = dictionary.countries | SUPRANATIONAL | {""}
    assert {row.country for row in dictionary.rows} <= codes
    assert {sector for row in dictionary.rows for sector in row.sectors} <= SECTORS


def test_one_person_is_not_twice_in_one_office_at_a_time(dictionary: Dictionary) -> None:
    terms: dict[tuple[str, str, str], list[Row]] = {}
    for row in dictionary.rows:
        if row.kind == "person" and row.source == "own" and row.valid_from:
            terms.setdefault((row.name, row.country, row.office), []).append(row)
    for rows in terms.values():
        rows.sort(key=lambda row: row.valid_from)
        assert all(a.valid_to and a.valid_to[:4] <= b.valid_from for a, b in pairwise(rows)), rows


@given(st.sampled_from(["Kenya", "South Sudan", "UN Security Council", "Islamic State", "Nepali Congress"]))
def test_the_longest_name_wins(name: str) -> None:
    (found,) = [f for f in load().match(tokenize(f"they met {name} envoys")) if f.first == 2]
    assert found.last == 2 + len(name.split())


def test_a_row_changes_nothing_for_phrases_without_it(tmp_path, dictionary: Dictionary) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\tcountry\tsectors\nparty\tIndigo River Front\tKEN\tPTY\n", "utf-8")
    merged = load([path])
    for phrase in ("the Kremlin", "Islamic State", "indigo", "River Plate", "Kenya", "Front"):
        assert merged.find(phrase) == dictionary.find(phrase)
