"""The measures of places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from procopius.evaluate.places import EventSentence, Toponym, ToponymArticle, given, sample, shares, words


def test_given_counts_toponyms_with_a_position() -> None:
    text = "Floods hit Kisumu and Qwxzzyville; Nairobi sent help."
    gold = (
        Toponym(11, 17, -0.1, 34.75),
        Toponym(22, 33, None, None),
        Toponym(35, 42, 60.0, 10.0),
    )
    assert given([ToponymArticle("a", text, gold)]) == 0.5


def test_words_of_spans() -> None:
    assert words("in Tel Aviv today", [(3, 11)]) == {3, 7}
    assert words("in Tel Aviv today", []) == set()


def test_shares() -> None:
    told = shares(3, 4, 6)
    assert (told.precision, told.recall, told.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert shares(0, 0, 0).f1 == 0.0


def test_sample_skips_and_stops(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    rows = [{"id": str(i), "text": f"t{i}", "verb": [[0, 1]], "locations": []} for i in range(9)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    whole = sample(path, EventSentence, 0, None)
    assert sorted(s.id for s in whole) == [str(i) for i in range(9)]
    assert sample(path, EventSentence, 2, 3) == whole[2:5]
