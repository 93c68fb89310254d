import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procopius.clean import REMOVED_KINDS, STEPS, clean, explain, replay_edits
from procopius.errors import SettingsError

ALL_STEPS = [step.name for step in STEPS]
PIECES = [
    *(
        "The army",
        "left",
        "Velm",
        "on Monday",
        "He said",
        "prisonersThere",
        "is",
        "The",
        "When",
        "Two",
        "A",
        "said",
    ),
    *(".", ",", ". ", "!", "\n", "\n\n", "\r\n", " ", "  ", "\u00a0", "\u200b", "\u00ad", "“", "”", '"', "'"),
    *(
        "(AP Photo/Jo Lind)",
        "(AP)",
        "REUTERS/Jo Lind",
        "VELM, March 3 (Reuters) — ",
        "FILE - ",
        "Photo: X",
        "- ",
    ),
    *(
        "date 2024-03-27 ",
        "Read also: more",
        "By Jo Lind",
        "cafÃ©",
        "&amp;",
        "https://x.org/a",
        "#Velm",
        "🎉",
        "• ",
    ),
    *(
        "Reporting by Jo Lind",
        "All rights reserved.",
        "(c)",
        "\x03",
        "town.The",
        "[3]",
        "-\n",
        "ISO 2024-03-27",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=25
).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts | st.text(max_size=60))
def test_every_character_knows_where_it_came_from(raw: str) -> None:
    cleaned = clean(raw)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert all(0 <= s <= e <= len(raw) for s, e in zip(cleaned.starts, cleaned.ends, strict=True))
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert all(0 <= r.start < r.end <= len(raw) for r in cleaned.removed)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_kept_characters_map_to_themselves(raw: str) -> None:
    cleaned = clean(raw)
    rewritten = {
        at for row in explain(cleaned, raw) if row.after for at in range(row.span[0], max(row.span[1], row.span[0] + 1))
    }
    for character, start, end in zip(cleaned.text, cleaned.starts, cleaned.ends, strict=True):
        if end == start + 1 and start not in rewritten:
            assert raw[start] == character


@settings(max_examples=150, deadline=None)
@given(texts)
def test_replaying_the_edits_gives_the_text(raw: str) -> None:
    cleaned = clean(raw)
    assert replay_edits(raw, cleaned.edits) == cleaned.text


@given(st.text(max_size=80))
def test_skipping_all_steps_gives_the_raw_text(raw: str) -> None:
    cleaned = clean(raw, skip=ALL_STEPS)
    assert cleaned.text == raw
    assert (cleaned.edits, cleaned.removed) == ((), ())
    assert all(cleaned.to_raw(i, i + 1) == (i, i + 1) for i in range(len(raw)))


@pytest.mark.parametrize("name", ALL_STEPS)
def test_a_skipped_step_makes_no_edit(name: str) -> None:
    raw = " date 2024-03-27 Velm\u200b cafÃ© leftThere\u00a0is. Smoke. (AP Photo/Jo Lind)\n\n\n• By Jo Lind"
    assert name not in {edit.step for edit in clean(raw, skip=[name]).edits}


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(SettingsError, match="captoin"):
        clean("The army left.", skip=["captoin"])


def test_steps_are_documented_and_named_once() -> None:
    assert len(set(ALL_STEPS)) == len(ALL_STEPS)
    assert all(step.about.endswith(".") for step in STEPS)


def test_a_span_of_the_clean_text_points_to_its_raw_words() -> None:
    raw = "VELM, March 3 (Reuters) — Rebels freed the prisonersThere is a truce."
    cleaned = clean(raw)
    at = cleaned.text.index("There")
    start, end = cleaned.to_raw(at, at + len("There"))
    assert raw[start:end] == "There"
    point = cleaned.text.index(". There")
    assert cleaned.to_raw(point, point + 1) == (start, start)


def test_removed_spans_are_evidence_later_stages_can_read() -> None:
    raw = " date 2024-03-27 VELM, March 3 (Reuters) — Rebels left."
    kinds = {removed.kind: raw[removed.start : removed.end] for removed in clean(raw).removed}
    assert kinds == {"date_line": "date 2024-03-27", "dateline": "VELM, March 3 (Reuters) —"}
    assert set(kinds) <= REMOVED_KINDS


def test_explain_tells_step_words_and_place() -> None:
    raw = "It came in answer to The decision."
    row = explain(clean(raw), raw)[0]
    assert (row.step, row.kind, row.before, row.after, row.span) == (
        "capitals",
        "capital",
        "T",
        "t",
        (21, 22),
    )


def test_empty_text() -> None:
    assert clean("").text == ""
    assert clean(" \n ").text == ""
