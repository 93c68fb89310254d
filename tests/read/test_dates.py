from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.read import read_date


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-27",
        "2024-03-27T23:59:00Z",
        "2024-03-27 10:00:00+05:30",
        "20240327",
        "20240327T101500Z",
        "20240327101500",
        20240327,
        1711533600,
        "1711533600000",
        "27.03.2024",
        "27/03/2024",
        "03/27/2024",
        "2024/3/27",
        "Wed, 27 Mar 2024 10:00:00 GMT",
        "March 27, 2024",
        "Wednesday, March 27th, 2024 10:15",
        "27 March 2024",
        "27-Mar-2024",
        " 2024-03-27\n",
    ],
)
def test_forms_of_one_day(written: object) -> None:
    assert read_date(written) == "2024-03-27"


@pytest.mark.parametrize("written", ["03/04/2024", "2024-13-01", "2024-02-30", "yesterday", "March 2024", "", 12, None])
def test_what_names_no_day_or_two(written: object) -> None:
    assert read_date(written) is None


def test_day_and_month_alike_name_one_day() -> None:
    assert read_date("04/04/2024") == "2024-04-04"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_days_come_back(day: date) -> None:
    assert read_date(str(day)) == str(day)


@given(st.text(max_size=30))
def test_any_text_gives_a_day_or_none(text: str) -> None:
    day = read_date(text)
    assert day is None or len(day) == 10
