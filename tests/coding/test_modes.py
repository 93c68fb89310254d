import pytest

from procopius.coding.lexicons import load_lexicons
from procopius.coding.modes import number_of, parse_number
from procopius.model import Range
from tests.docs_by_hand import make_doc

WORDS = load_lexicons().numbers


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (["14"], 14),
        (["2,000"], 2000),
        (["twenty-three"], 23),
        (["two", "hundred"], 200),
        (["1.7", "million"], 1_700_000),
        (["several"], None),
    ],
)
def test_parse_number(told: list[str], value: int | None) -> None:
    assert parse_number(told, WORDS) == value


def test_number_of_reads_bounds_and_rough_numbers() -> None:
    least = make_doc("at ADP case 1\nleast ADJ nmod 2\n20 NUM nummod 3\npeople NOUN root 3")
    assert number_of(least[3], WORDS) == Range(20, None)
    rough = make_doc("dozens NOUN root 0\nof ADP case 2\nvillagers NOUN nmod 0")
    assert number_of(rough[0], WORDS) == Range(24, 99)
    assert number_of(rough[2], WORDS) is None
