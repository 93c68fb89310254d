from __future__ import annotations

from typing import Any

import pytest

import procopius
from procopius.annotate import LAYERS, annotate, check_layers
from procopius.errors import SettingsError
from procopius.model import Article
from procopius.pipeline import Coder

TEXT = (
    "date 2025-05-07\n\nKISUMU, Kenya, May 7 (Sabaria) — Kenyan police arrested 14 fishermen near Kisumu "
    "on Sunday, officials said.Uganda\u200b condemned the arrests  and its president spoke.  😀 Kampala "
    "closed the border. “We are sorry,” said the Kenyan police.\n"
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return procopius.load()


@pytest.fixture(scope="module")
def layers(coder: Coder) -> dict[str, list[dict[str, Any]]]:
    return annotate(coder.resolve(Article(id="a", text=TEXT, publication_date="2025-05-07")))


@pytest.mark.parametrize("name", LAYERS)
def test_spans_lie_in_the_raw_text_in_order(layers: dict[str, list[dict[str, Any]]], name: str) -> None:
    records = layers[name]
    assert records
    assert all(0 <= record["start"] <= record["end"] <= len(TEXT) for record in records)
    starts = [record["start"] for record in records]
    assert starts == sorted(starts)


def test_words_are_cut_from_the_raw_text(layers: dict[str, list[dict[str, Any]]]) -> None:
    words = [TEXT[token["start"] : token["end"]] for token in layers["tokens"]]
    assert words[:6] == ["Kenyan", "police", "arrested", "14", "fishermen", "near"]
    assert {"Uganda", "Kampala", "border"} <= {word.strip("\u200b") for word in words}


def test_heads_are_indexes_of_the_list_and_each_sentence_has_a_root(
    layers: dict[str, list[dict[str, Any]]],
) -> None:
    tokens = layers["tokens"]
    assert all(0 <= token["head"] < len(tokens) for token in tokens)
    roots = [i for i, token in enumerate(tokens) if token["head"] == i]
    assert len(roots) == len(layers["sentences"])
    assert {tokens[i]["dep"].lower() for i in roots} == {"root"}


def test_times_and_places_are_resolved(layers: dict[str, list[dict[str, Any]]]) -> None:
    assert {"text": "Sunday", "date": "2025-05-04"}.items() <= layers["times"][0].items()
    assert ("Kisumu", "KEN") in {(place["text"], place["country"]) for place in layers["places"]}


def test_quote_is_cut_from_the_raw_text_and_has_its_speaker(layers: dict[str, list[dict[str, Any]]]) -> None:
    quote = next(quote for quote in layers["quotes"] if quote["kind"] == "direct")
    assert TEXT[quote["start"] : quote["end"]].startswith("We are sorry")
    assert (quote["start"], quote["end"]) == tuple(quote["content_span"])
    assert "police" in quote["speaker"]


def test_removed_says_what_is_gone(layers: dict[str, list[dict[str, Any]]]) -> None:
    gone = {record["kind"]: TEXT[record["start"] : record["end"]] for record in layers["removed"]}
    assert gone["date_line"] == "date 2025-05-07"
    assert gone["emoji"].strip() == "😀"


def test_only_the_layers_asked_for_are_made(coder: Coder) -> None:
    resolved = coder.resolve(Article(id="a", text="Kenya met Uganda."))
    assert list(annotate(resolved, ["times", "sentences"])) == ["times", "sentences"]


def test_unknown_layer_names_the_good_ones() -> None:
    with pytest.raises(SettingsError, match="no such layers: moods; there are sentences, tokens"):
        check_layers(["tokens", "moods"])
