import pytest

from procopius.clean.segments import words_of
from procopius.clean.verbs import has_finite_verb, is_only_verb, is_plural_noun


@pytest.mark.parametrize(
    ("text", "has_verb"),
    [
        ("the army left the town", False),
        ("the minister said", True),
        ("the talks will go on", True),
        ("a plan to destroy it", False),
        ("the minister of defence of Velm", False),
        ("fighting in the town", False),
    ],
)
def test_finite_verbs(text: str, has_verb: bool) -> None:
    assert has_finite_verb(words_of(text, 0, len(text))) is has_verb


def test_word_classes() -> None:
    assert is_only_verb("destroy")
    assert not is_only_verb("protest")
    assert is_plural_noun("protests")
    assert not is_plural_noun("army")
