import pytest

from procopius.classify import classify, decode_pair, load_witnesses
from procopius.errors import InputError
from procopius.ontology import load_ontology

PAIR = b"""{"id": 7, "actor": [0, 7], "recipient": [[33, 43]],
"text": "Armenia on Tuesday again accused Azerbaijan of firing at its border posts, the defence ministry said."}"""


@pytest.mark.parametrize("allow_none", [False, True])
def test_classify_names_a_type_and_all_scores(allow_none: bool) -> None:
    result = classify(decode_pair(PAIR), load_witnesses(), allow_none=allow_none)
    assert (result.id, result.event) == (7, "ACCUSE")
    assert set(result.scores) == {*load_ontology().types, *(["NONE"] if allow_none else [])}
    assert sum(result.scores.values()) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("line", "message"),
    [(b"{", "not a pair"), (b'{"id": 1}', "text"), (b'{"text": "abc", "actor": [1, 9]}', r"\[1, 9\] is not a span")],
)
def test_a_line_that_is_no_pair_says_why(line: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode_pair(line)
