import pytest

from procopius.parse.wordpiece import MAX_PIECES, SHAPES, WordPiece, normalise, word_shape

PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", "war", "##ship", "##s", "u", ".", "n", "cease", "-", "fire"])


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("war", "lower"),
        ("War", "title"),
        ("UN", "upper"),
        ("A", "initial"),
        ("iPhone", "mixed"),
        ("2024", "digit"),
        ("—", "punct"),
    ],
)
def test_word_shape(word: str, shape: str) -> None:
    assert SHAPES[word_shape(word)] == shape


def test_pieces_take_the_longest_match() -> None:
    assert PIECES.pieces("Warships") == (3, 4, 5)


def test_pieces_split_at_punctuation() -> None:
    assert PIECES.pieces("U.N.") == (6, 7, 8, 7)
    assert PIECES.pieces("cease-fire") == (9, 10, 11)


def test_pieces_of_the_unknown_and_the_endless() -> None:
    assert PIECES.pieces("日本") == (0,)
    assert len(PIECES.pieces("war." * 30)) == MAX_PIECES


def test_normalise_folds_case_marks_and_quotes() -> None:
    assert normalise("Erdoğan’s") == "erdogan's"
