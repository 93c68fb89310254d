import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procopius.parse.names import allowed, decode_names

TAGS = ["O", "B-LOC", "B-ORG", "B-OTH", "I-LOC", "I-ORG", "I-OTH"]


def scores(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(tag, 0.0) for tag in TAGS] for row in rows], dtype=np.float32)


def decode(*rows: dict[str, float]) -> list[str]:
    return decode_names(scores(*rows), TAGS, allowed(TAGS))


def test_a_name_keeps_one_type_where_single_words_waver() -> None:
    bank, of, england = {"B-ORG": 3.0}, {"I-LOC": 1.2, "I-ORG": 1.0}, {"I-ORG": 2.0}
    assert decode(bank, of, england) == ["B-ORG", "I-ORG", "I-ORG"]


def test_products_and_works_are_no_names() -> None:
    assert decode({"B-OTH": 4.0}, {"I-OTH": 4.0}, {"O": 4.0}) == ["O", "O", "O"]


def test_one_word_cannot_go_on() -> None:
    assert decode({"I-LOC": 5.0, "B-LOC": 1.0}) == ["B-LOC"]


@given(st.lists(st.lists(st.floats(-9, 9, width=16), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=8))
def test_no_inner_tag_without_its_beginning(rows: list[list[float]]) -> None:
    found = decode_names(np.array(rows, dtype=np.float32), TAGS, allowed(TAGS))
    for before, tag in zip(["O", *found], found, strict=False):
        assert tag[0] != "I" or before[2:] == tag[2:]
