"""Which place of a sentence is that of the act."""

from __future__ import annotations

from pathlib import Path

import pytest

from procopius.coding.where import chance, features, read_weights, to_place, where_of
from procopius.errors import DataFileError
from procopius.model import Article
from procopius.pipeline import Coder
from procopius.resolve.article import ResolvedArticle

CASES = [
    ("Police killed two protesters in Goma on Friday.", "killed", "Goma"),
    ("Rebels stormed a barracks near the village of Mutwanga, the ministry in Kinshasa said.", "stormed", "Mutwanga"),
    ("Two soldiers were shot dead in Kisumu, Kenya.", "shot", "Kisumu"),
    ("Kenya condemned the plan.", "condemned", None),
    ("The minister from Nairobi praised the plan.", "praised", None),
]


def resolved(coder: Coder, text: str) -> ResolvedArticle:
    return coder.resolve(Article(id="a", text=text))


@pytest.mark.parametrize(("text", "verb", "place"), CASES, ids=[text for text, _, _ in CASES])
def test_place_of_the_act(coder: Coder, text: str, verb: str, place: str | None) -> None:
    read = resolved(coder, text)
    trigger = next(token for token in read.doc if token.text == verb)
    found = where_of([], trigger, read)
    assert (found.text if found else None) == place
    if found:
        assert [text[start:end] for start, end in found.spans] == [place]


def test_places_of_a_list_are_all_spans(coder: Coder) -> None:
    text = "Clashes broke out in Goma, Bukavu and Uvira."
    read = resolved(coder, text)
    place = to_place([p for p in read.places if p.text != "Bukavu"], read)
    assert (place.text, [text[s:e] for s, e in place.spans]) == ("Goma", ["Goma", "Uvira"])


def test_there_is_the_place_told_before(coder: Coder) -> None:
    read = resolved(coder, "Rebels entered Goma. They killed two traders there.")
    trigger = next(token for token in read.doc if token.text == "killed")
    found = where_of([], trigger, read)
    assert found is not None
    assert found.text == "Goma"


def test_features_are_named_once_and_chance_is_a_share(coder: Coder) -> None:
    read = resolved(coder, CASES[0][0])
    trigger = next(token for token in read.doc if token.text == "killed")
    names = features(read.places[0], trigger, read)
    assert len(set(names)) == len(names)
    assert {"bias", "case=in", "kind=city"} <= set(names)
    assert 0 <= chance(read.places[0], trigger, read) <= 1


def test_a_wrong_weight_is_named(tmp_path: Path) -> None:
    path = tmp_path / "where.tsv"
    path.write_text("feature\tweight\nbias\tmuch\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"where\.tsv"):
        read_weights(path)
