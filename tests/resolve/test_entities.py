"""Which mentions are one actor, by the records alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from procopius.dictionaries import load
from procopius.evaluate.actors import missed, read_cases
from procopius.resolve.actor_record import ActorMatch
from procopius.resolve.cluster import cluster, same_actor
from procopius.resolve.introduced import introduced
from procopius.resolve.mention import Mention

GOLD = Path(__file__).parents[2] / "gold" / "actors.jsonl"


def mention(text: str, country: str | None = None, sector: str | None = None, **more: object) -> Mention:
    kind = more.pop("kind", None)
    name = more.pop("name", None)
    match = ActorMatch(name=name, country=country, sector=sector, score=0.8, entity_kind=kind)  # type: ignore[arg-type]
    fields = {"roles": frozenset(), "person": False, "place": 0, **more}
    return Mention(text=text, span=(0, 1), raw=(0, 1), match=match, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (mention("Kenya", "KEN", "GOV", kind="country", name="Kenya"),
         mention("the Kenyan government", "KEN", "GOV", kind="role", head="government", group=True), True),
        (mention("Kenya", "KEN", "GOV", kind="country", name="Kenya"),
         mention("the Ugandan government", "UGA", "GOV", kind="role", head="government", group=True), False),
        (mention("protesters", "KEN", "CVL", kind="role", head="protester", group=True),
         mention("the demonstrators", "KEN", "CVL", kind="role", head="demonstrator", group=True), True),
        (mention("the High Court of Kenya", "KEN", "JUD", kind="role", head="court", group=True, proper=True),
         mention("the Supreme Court of Kenya", "KEN", "JUD", kind="role", head="court", group=True, proper=True),
         False),
        (mention("Marlon Persadie", person=True), mention("Persadie's", person=True), True),
        (mention("Marlon Persadie", person=True), mention("Anna Persadie", person=True), False),
        (mention("Brigadier Omar al-Jabri", person=True, roles=frozenset({"brigadier"})),
         mention("al-Jabri", person=True), True),
        (mention("PFLP", "PSE", "REB", kind="armed_group", name="Popular Front for the Liberation of Palestine"),
         mention("DFLP", "PSE", "REB", kind="armed_group", name="Democratic Front for the Liberation of Palestine"),
         False),
    ],
    ids=lambda value: value.text if isinstance(value, Mention) else str(value),
)  # fmt: skip
def test_same_actor(a: Mention, b: Mention, same: bool) -> None:
    assert same_actor(a, b) is same_actor(b, a) is same


def test_bare_names_are_surface_forms() -> None:
    (entity,) = cluster([mention("Minister Marlon Persadie", person=True, bare="Marlon Persadie", place=3)])
    assert entity.surface_forms == ("Minister Marlon Persadie", "Marlon Persadie")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Lake Victoria Union (LVU) said", {"LVU": "Lake Victoria Union"}),
        ("the Front for the Unity of Kisumu (FUK)", {"FUK": "Front for the Unity of Kisumu"}),
        ("he met the minister (OK) twice", {}),
        ("a rally in Nakuru (KEN)", {}),
    ],
)
def test_introduced(text: str, found: dict[str, str]) -> None:
    assert introduced(text) == found


def test_gold_phrases_are_found() -> None:
    cases = read_cases(GOLD)
    assert len(cases) >= 400
    assert len(missed(cases, load())) <= len(cases) * 0.02
