"""Words made of the name of a country."""

from __future__ import annotations

from procopius.dictionaries import load
from procopius.resolve.demonyms import find_demonyms
from procopius.resolve.gazetteer import default_gazetteer

TEXT = "Kenyan police met Ugandans in Kisumu, Egyptian Sports Union said."


def test_demonyms_mean_their_countries() -> None:
    found = find_demonyms(TEXT, (), load(), default_gazetteer())
    assert [(d.text, d.match.country, d.match.feature, d.match.reason, d.is_locative) for d in found] == [
        ("Kenyan", "KEN", "country", "demonym", False),
        ("Ugandans", "UGA", "country", "demonym", False),
        ("Egyptian", "EGY", "country", "demonym", False),
    ]
    assert all(TEXT[d.start : d.end] == d.text for d in found)


def test_a_part_of_a_longer_name_is_left_out() -> None:
    start = TEXT.index("Egyptian")
    found = find_demonyms(TEXT, [(start, start + len("Egyptian Sports Union"), "ORG")], load(), default_gazetteer())
    assert [d.text for d in found] == ["Kenyan", "Ugandans"]
