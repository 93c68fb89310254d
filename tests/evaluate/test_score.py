import json
from pathlib import Path

import msgspec
import pytest

from procopius.errors import DataFileError
from procopius.evaluate import read_gold, score_articles
from procopius.model import Entity, Event, Mention

TEXT = "Mali expelled the envoy on Monday. France may close its base."
ROW = {
    "event": "SANCTION", "mode": "expel", "status": "actual",
    "actor": [{"text": "Mali", "country": "MLI", "sector": "GOV"}],
    "recipient": [{"text": "the envoy", "country": "FRA", "sector": "GOV"}], "event_date": "2025-03-03", "place": None,
    "attribution": None, "mentions": [{"sentence": "Mali expelled the envoy on Monday.", "trigger": "expelled"}],
}  # fmt: skip
TRAP = {**ROW, "event": "COERCE", "mode": None, "status": "hypothetical", "event_date": None,
        "mentions": [{"sentence": "France may close its base.", "trigger": "close"}]}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("docs", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "a.json").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "gold" / "a.json").write_text(json.dumps({"doc_id": "a", "events": [ROW, TRAP]}))
    return tmp_path


def party(country: str) -> Entity:
    return Entity(text=country, name=None, country=country, sector=None)


def event(kind: str, trigger: str, **fields: object) -> Event:
    at = TEXT.index(trigger)
    start = 0 if at < 34 else 35
    base = Event(
        id="e", event=kind, mode="expel", status="actual", actor=(party("MLI"),), recipient=(party("FRA"),),
        event_date="2025-03-03", event_date_end=None, date_precision="day", place=None, attribution=None, contexts=(),
        size={}, quad=4, scale=-5.5, score=0.5, trace=(),
        mentions=(Mention(sentence=(start, start + 34), trigger=(at, at + len(trigger))),),
    )  # fmt: skip
    return msgspec.structs.replace(base, **fields)


def test_a_perfect_event_counts_on_every_level(folder: Path) -> None:
    score = score_articles(read_gold(folder), {"a": [event("SANCTION", "expelled")]})
    assert score.f1 == {"detect": 1.0, "actor": 1.0, "dyad": 1.0, "record": 1.0}
    assert score.traps == 0.0
    assert score.slots["mode"] == 1.0


def test_levels_fall_one_after_the_other(folder: Path) -> None:
    wrong_date = event("SANCTION", "expelled", event_date="2025-03-04")
    assert score_articles(read_gold(folder), {"a": [wrong_date]}).f1 == {
        "detect": 1.0,
        "actor": 1.0,
        "dyad": 1.0,
        "record": 0.0,
    }
    wrong_recipient = event("SANCTION", "expelled", recipient=(party("DZA"),))
    assert score_articles(read_gold(folder), {"a": [wrong_recipient]}).f1 == {
        "detect": 1.0,
        "actor": 1.0,
        "dyad": 0.0,
        "record": 0.0,
    }
    assert score_articles(read_gold(folder), {"a": [event("AID", "expelled")]}).f1["detect"] == 0.0


def test_what_did_not_happen_is_a_trap(folder: Path) -> None:
    found = [event("SANCTION", "expelled"), event("COERCE", "close")]
    score = score_articles(read_gold(folder), {"a": found})
    assert score.traps == 1.0
    assert score.precision == 0.5


def test_gold_that_is_not_in_its_text_is_refused(folder: Path) -> None:
    bad = {**ROW, "mentions": [{"sentence": "Mali sang.", "trigger": "sang"}]}
    (folder / "gold" / "a.json").write_text(json.dumps({"doc_id": "a", "events": [bad]}))
    with pytest.raises(DataFileError, match="not in the text"):
        read_gold(folder)
