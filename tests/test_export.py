from __future__ import annotations

import re

import msgspec

from procopius.export import COLUMNS, event_rows
from procopius.model import CodedArticle, Entity, Event, Mention, Range

TEXT = "The army\nand  the police seized it."
EVENT = Event(
    id="evt_1",
    event="COERCE",
    mode=None,
    status="actual",
    actor=(
        Entity(text="The army", name=None, country="TCD", sector="MIL"),
        Entity(text="the police|guard", name="Police", country=None, sector="COP"),
    ),
    recipient=(),
    event_date=None,
    event_date_end=None,
    date_precision=None,
    place=None,
    attribution=None,
    contexts=("military", "crime"),
    size={"injured": Range(0, 3)},
    quad=4,
    scale=-7.0,
    score=0.5,
    mentions=(Mention((0, 35), (25, 31)), Mention((0, 35), (0, 3))),
    trace=(),
)


def _row() -> dict[str, str]:
    coded = CodedArticle(article_id="a", publication_date=None, events=(EVENT,))
    (row,) = event_rows(coded, TEXT)
    return dict(zip(COLUMNS, row, strict=True))


def test_column_names_suit_every_statistics_program() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) for name in COLUMNS)


def test_lists_keep_their_order_in_every_column() -> None:
    row = _row()
    assert row["actor_text"] == "The army|the police/guard"
    assert (row["actor_name"], row["actor_country"], row["actor_sector"]) == ("|Police", "TCD|", "MIL|COP")
    assert row["contexts"] == "military|crime"


def test_missing_is_empty_and_zero_is_zero() -> None:
    row = _row()
    assert {row[name] for name in ("mode", "event_date", "place_lat", "attribution_name", "killed_min")} == {""}
    assert (row["injured_min"], row["injured_max"]) == ("0", "3")


def test_words_are_those_of_the_first_mention_on_one_line() -> None:
    row = _row()
    assert (row["trigger_text"], row["mentions"]) == ("seized", "2")
    assert row["sentence_text"] == "The army and the police seized it."


def test_event_without_mention_has_no_words() -> None:
    bare = msgspec.structs.replace(EVENT, mentions=())
    (row,) = event_rows(CodedArticle(article_id="a", publication_date=None, events=(bare,)), TEXT)
    assert row[-6:] == [""] * 6
