"""Which place a name stands for, and which names of a text are places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from procopius.errors import DataFileError
from procopius.resolve.gazetteer import default_gazetteer
from procopius.resolve.locatives import Locatives
from procopius.resolve.place_mentions import find_places
from procopius.resolve.places import country_of_place, resolve_place, resolve_together

CASES = json.loads((Path(__file__).parents[1] / "cases" / "places.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["resolve"], ids=lambda c: f"{c['name']} {c['near']}")
def test_resolve_case(case: dict[str, Any]) -> None:
    match = resolve_place(case["name"], near=tuple(case["near"]), context_countries=case.get("context", {}))
    assert match.country == case["country"]
    assert match.issue == case.get("issue")
    assert case.get("admin1") in (None, match.admin1)
    assert case.get("feature") in (None, match.feature)


@pytest.mark.parametrize("case", CASES["find"], ids=lambda c: c["text"])
def test_find_case_without_a_parser(case: dict[str, Any]) -> None:
    found = find_places(case["text"], ())
    assert [[p.text, p.preposition, p.is_locative] for p in found] == case["places"]
    assert all(case["text"][p.start : p.end] == p.text for p in found)


def test_entities_are_looked_up_and_persons_are_no_places() -> None:
    text = "Paris Hilton flew from Moscow while Sudan's army shelled Omdurman."
    moscow, sudan, omdurman = (text.index(n) for n in ("Moscow", "Sudan", "Omdurman"))
    entities = [
        (0, 12, "PER"),
        (moscow, moscow + 6, "LOC"),
        (sudan, sudan + 5, "LOC"),
        (omdurman, omdurman + 8, "LOC"),
    ]
    found = find_places(text, entities)
    assert [(p.text, p.match.country, p.is_locative) for p in found] == [
        ("Moscow", "RUS", False),
        ("Sudan", "SDN", False),
        ("Omdurman", "SDN", False),
    ]


def test_an_organisation_blocks_the_name_inside_it() -> None:
    text = "A statement in Kabul University drew anger."
    assert all(place.is_allusion for place in find_places(text, [(15, 31, "ORG")]))


@pytest.mark.parametrize(
    ("text", "entity", "names"),
    [
        ("It fell on the eastern district of Goma.", "eastern district of Goma", ["Goma"]),
        ("He was held at the Goma Central Prison.", "Goma Central Prison", ["Goma"]),
        ("It rained in Central Kenya.", "Central Kenya", ["Kenya"]),
        ("Floods hit Kisumu county.", "Kisumu county", ["Kisumu"]),
        ("They met at the City Hall.", "City Hall", []),
    ],
)
def test_a_name_is_cut_to_the_place_in_it(text: str, entity: str, names: list[str]) -> None:
    start = text.index(entity)
    assert [p.text for p in find_places(text, [(start, start + len(entity), "LOC")])] == names


def test_the_common_noun_behind_a_name_decides_what_it_is() -> None:
    found = find_places("Shells fell in Kharkiv region.", ())
    assert [(p.text, p.match.feature, p.match.precision) for p in found] == [("Kharkiv", "admin1", "admin1")]


def test_the_land_behind_a_town_is_found_too() -> None:
    text = "A fire broke out in Sevierville, Tenn., on Monday."
    found = find_places(text, [(20, 31, "LOC")])
    assert [p.text for p in found] == ["Sevierville", "Tenn."]
    assert found[0].match.admin1 == "Tennessee"


def test_one_sense_in_an_article() -> None:
    text = "Clashes broke out in Tripoli, Lebanon. Two men died in Tripoli on Monday."
    found = [p for p in find_places(text, ()) if p.text == "Tripoli"]
    assert [p.match.country for p in found] == ["LBN", "LBN"]


def test_names_of_one_article_vote() -> None:
    names: dict[str, tuple[str, ...]] = {"Hyderabad": (), "Karachi": (), "Lahore": (), "Sukkur": ()}
    assert resolve_together(names)["Hyderabad"].country == "PAK"


def test_country_of_place() -> None:
    assert country_of_place("Minsk") == "BLR"
    assert country_of_place("Qwxzzyville", default_gazetteer()) is None


def test_a_wrong_word_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locatives.yaml"
    path.write_text("prepositions: [in]\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"locatives\.yaml"):
        Locatives(path)
