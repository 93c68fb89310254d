"""Reading and checking dictionary files."""

from __future__ import annotations

from pathlib import Path

import pytest

from procopius.dictionaries import check_dictionary, read_rows
from procopius.errors import DataFileError

HEADER = "kind\tname\taliases\tcountry\tsectors\tvalid_from\tvalid_to"


def write(folder: Path, *lines: str, name: str = "mine.tsv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_sound_file_has_no_problems(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "party\tRiver Party\tRP|Riverists\tKEN\tPTY\t2019\t", "", "# a remark")
    assert check_dictionary(path) == []
    (row,) = read_rows(path)
    assert (row.name, row.aliases, row.country, row.sectors) == (
        "River Party",
        ("RP", "Riverists"),
        "KEN",
        ("PTY",),
    )
    assert (row.file, row.line, row.valid_from, row.valid_to) == ("mine.tsv", 2, "2019", "")


def test_kind_comes_from_the_file_name(tmp_path: Path) -> None:
    path = write(tmp_path, "name\tcountry\tsectors", "River Party\tKEN\tPTY", name="parties.tsv")
    assert read_rows(path)[0].kind == "party"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("party\t\t\tKEN\tPTY\t\t", "name"),
        ("club\tRiver Party\t\tKEN\tPTY\t\t", "kind"),
        ("party\tRiver Party\t\tKenya\tPTY\t\t", "country"),
        ("party\tRiver Party\t\tKEN\tPARTY\t\t", "sectors"),
        ("party\tRiver Party\t\tKEN\tPTY\t31.12.2019\t", "valid_from"),
        ("party\tRiver Party\t\tKEN\tPTY\t2019\t2018-12", "valid_to"),
        ("party\tRiver Party\t\tKEN\tPTY\t2019\t\t\tmore", ""),
    ],
)
def test_problem_names_line_column_and_mend(tmp_path: Path, line: str, column: str) -> None:
    path = write(tmp_path, HEADER, line)
    (problem,) = check_dictionary(path)
    assert (problem.file, problem.line, problem.column) == ("mine.tsv", 2, column)
    assert problem.mend
    with pytest.raises(DataFileError, match=r"mine\.tsv:2"):
        read_rows(path)


def test_unknown_country_is_found_when_codes_are_given(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "party\tRiver Party\t\tKEX\tPTY\t\t")
    assert check_dictionary(path) == []
    assert [p.column for p in check_dictionary(path, frozenset({"KEN"}))] == ["country"]


def test_header_is_checked_first(tmp_path: Path) -> None:
    path = write(tmp_path, "title\tcountry", "River Party\tKEN")
    assert {problem.column for problem in check_dictionary(path)} == {"title", "name", "kind"}


def test_bytes_that_are_not_utf8_are_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes(b"name\nCaf\xe9\n")
    (problem,) = check_dictionary(path)
    assert "UTF-8" in problem.message
