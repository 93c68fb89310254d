"""Look-up of names: token boundaries, case, longest match, user files."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procopius.dictionaries import Dictionary, find_names, load
from procopius.dictionaries.build import is_current
from procopius.dictionaries.dictionary import DATA
from procopius.dictionaries.read import check_dictionary
from procopius.dictionaries.record import COMMON_KINDS
from procopius.dictionaries.spelling import skeleton
from procopius.dictionaries.tokens import fold_name, tokenize


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return load()


def countries(text: str, dictionary: Dictionary) -> list[tuple[str, str]]:
    return sorted({(text[m.start : m.end], m.row.country) for m in find_names(text, dictionary)})


def test_compiled_file_belongs_to_the_data_files() -> None:
    assert is_current()


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_source_key_is_explained(path: Path) -> None:
    sources = (DATA / "SOURCES.md").read_text("utf-8")
    header, *lines = path.read_text("utf-8").splitlines()
    at = header.split("\t").index("source") if "source" in header else None
    keys = {key for line in lines if at is not None for key in line.split("\t")[at].split("+")}
    assert [key for key in sorted(keys) if f"`{key}`" not in sources] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Sudanese and Sudanese envoys met.", [("South Sudanese", "SSD"), ("Sudanese", "SDN")]),
        ("The U.S. and the U.N. disagreed.", [("U.N.", "UNO"), ("U.S.", "USA")]),
        ("It told us who is in.", []),
        ("Officials of the WHO flew in.", [("WHO", "UNO")]),
        ("Chinese-made parts, pro-Russian posts", []),
        ("the US-China talks", [("China", "CHN"), ("US", "USA")]),
        ("Israel's allies", [("Israel", "ISR")]),
        ("The Israelites left.", []),
        ("Recep Tayyip Erdogan spoke.", [("Recep Tayyip Erdogan", "TUR")]),
        ("Al Shabaab and al-Shabaab", [("Al Shabaab", "SOM"), ("al-Shabaab", "SOM")]),
        ("troops left kenya for somalia", [("kenya", "KEN"), ("somalia", "SOM")]),
    ],
)
def test_find_names(text: str, expected: list[tuple[str, str]], dictionary: Dictionary) -> None:
    assert countries(text, dictionary) == expected


def test_find_leaves_the_article_off(dictionary: Dictionary) -> None:
    assert {row.name for row in dictionary.find("the Kremlin")} == {"Kremlin"}


def test_find_gives_every_office_of_a_person(dictionary: Dictionary) -> None:
    starts = [row.valid_from for row in dictionary.find("Donald Trump")]
    assert starts == ["2017-01-20", "2025-01-20"]


def test_other_spelling_of_a_name(dictionary: Dictionary) -> None:
    assert {row.country for row in dictionary.by_spelling("Muhamed Husain Roble")} == {"SOM"}


def test_skeleton_keeps_different_names_apart() -> None:
    assert skeleton("mohammed hussein") == skeleton("muhamad husayn")
    assert skeleton("kim jong un") != skeleton("kim jong il")


def test_user_row_takes_its_names_from_shipped_rows(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\taliases\tcountry\tsectors\nparty\tIndigo Front\tIDF\tKEN\tPTY\n", "utf-8")
    merged = load([path])
    assert [row.country for row in merged.find("IDF")] == ["KEN"]
    assert [row.country for row in merged.find("Israel Defense Forces")] == ["ISR"]
    assert [row.country for row in load().find("IDF")] == ["ISR"]


def test_user_row_replaces_a_shipped_row_of_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\taliases\tcountry\tsectors\nmetonym\tKremlin\t\tRUS\tPTY\n", "utf-8")
    merged = load([path])
    assert [row.sectors for row in merged.find("the Kremlin")] == [("PTY",)]
    assert len(merged.rows) == len(load().rows)


@pytest.mark.parametrize("code", ["USA", "KOS", "PSE", "TWN", "SSD", "TUV", "VAT"])
def test_every_kind_of_state_is_a_country(code: str, dictionary: Dictionary) -> None:
    assert code in dictionary.countries


def test_roles_cover_the_sectors(dictionary: Dictionary) -> None:
    roles = [row for row in dictionary.rows if row.kind == "role"]
    assert len(roles) >= 800
    assert {row.sectors[0] for row in roles if row.sectors} >= {
        "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL",
        "BUS", "LAB", "EDU", "MED", "JRN", "REL", "REF", "AGR", "ELI", "CRM", "SOC", "PRE",
    }  # fmt: skip


def test_faulty_column_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\tflags\nparty\tRiver Party\tprimal\n", "utf-8")
    assert [problem.column for problem in check_dictionary(path)] == ["flags"]


@given(st.text(max_size=80))
def test_tokens_lie_in_order_inside_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@given(st.text(max_size=80))
def test_matches_never_overlap(text: str) -> None:
    spans = sorted({(m.start, m.end) for m in find_names(f"{text} Kenya US-China {text}", load())})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert not any(m.row.kind in COMMON_KINDS for m in find_names(text, load()))


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs"], max_codepoint=0x24F), max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded
