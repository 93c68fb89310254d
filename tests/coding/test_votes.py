"""Votes: sentences of our own, and what must hold for any numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from procopius import parse
from procopius.coding.found_vote import FoundVote
from procopius.coding.tallies import find_tallies
from procopius.coding.vote_words import load_vote_words, read_vote_words
from procopius.coding.votes import find_votes
from procopius.errors import DataFileError

CASES = json.loads((Path(__file__).parent.parent / "cases" / "votes.json").read_text(encoding="utf-8"))
COUNTS = st.integers(min_value=0, max_value=1800)
DASHES = st.sampled_from(["-", "–", "—", " to ", "-to-", " votes to "])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return parse.load()


def told(text: str, vote: FoundVote) -> dict[str, object]:
    return {
        "body": text[slice(*vote.body)] if vote.body else None,
        "subject": text[slice(*vote.subject)] if vote.subject else None,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstained,
        "outcome": vote.outcome,
        "abstainers": [text[slice(*span)] for span in vote.abstainers],
        "vetoed_by": [text[slice(*span)] for span in vote.vetoed_by],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(nlp: Language, case: dict) -> None:
    text = case["text"]
    assert [told(text, vote) for vote in find_votes(nlp(text))] == case["votes"]


def test_the_span_is_the_sentence_with_the_counts(nlp: Language) -> None:
    text = "The Senate passed the budget on Friday. The vote was 52 to 48."
    (vote,) = find_votes(nlp(text))
    assert text[slice(*vote.span)].strip() == "The vote was 52 to 48."


@given(COUNTS, COUNTS, DASHES)
def test_a_score_after_voted_is_read_in_order(one: int, other: int, dash: str) -> None:
    text = f"They voted {one}{dash}{other} on it."
    expected = [] if one >= 1900 else [(one, other)]
    assert [(t.in_favour, t.against) for t in find_tallies(text, 0, len(text))] == expected


@given(COUNTS, COUNTS, COUNTS)
def test_labels_tell_counts_in_any_order(favour: int, against: int, abstained: int) -> None:
    text = f"with {abstained} abstentions, {against} votes against and {favour:,} votes in favour"
    (tally,) = find_tallies(text, 0, len(text))
    assert (tally.in_favour, tally.against, tally.abstained) == (favour, against, abstained)


@given(COUNTS, COUNTS)
def test_two_numbers_without_a_word_of_voting_are_no_tally(one: int, other: int) -> None:
    text = f"The road is {one}-{other} miles long."
    assert find_tallies(text, 0, len(text)) == ()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,204", 1204),
        ("none", 0),
        ("ninety-three", 93),
        ("Twenty", 20),
        ("sixty two", 62),
        ("many", None),
        ("ten-four", None),
    ],
)
def test_number(words: str, number: int | None) -> None:
    assert load_vote_words().number(words) == number


@pytest.mark.parametrize(
    ("content", "line"),
    [("bodies: [parliament]\n", 1), ("bodies: parliament\n", 1), ("bodies:\n  - a: b\n", 2)],
    ids=["lists_missing", "no_list", "no_phrase"],
)
def test_a_bad_lexicon_is_named_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "votes.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        read_vote_words(path)
    assert (raised.value.path, raised.value.line) == (path, line)
