from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from cli_fakes import TEXT, Run

from procopius.model import CodedArticle


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "chad.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_table_shows_all_that_is_asked_of_it(run_code: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    ran = run_code(article, "--published", "2025-04-05")
    assert ran.status == 0
    for part in (
        "chad · published 2025-04-05 · 1 actual event, 1 other",
        "2025-04-04",
        "[TCD/MIL]",
        "unnamed [TCD/COP]",
        "COERCE seize",
        "Abéché, TCD",
        "*seized*",
        "negated",
        "Parliament: 50 in favour, 0 against; adopted; abstained: Chad; the budget",
        "“Chad's army”",
    ):
        assert part in ran.out
    assert ran.err == "1 article coded · 2 events (1 actual)\n"


def test_table_puts_actual_events_first(run_code: Run, article: Path) -> None:
    out = run_code(article).out
    assert 0 < out.index("COERCE") < out.index("ASSAULT")


def test_piped_table_is_plain(run_code: Run, article: Path) -> None:
    out = run_code(article).out
    assert "\x1b" not in out
    assert not any("\u2500" <= c <= "\u257f" for c in out)
    assert not any(line.endswith(" ") for line in out.splitlines())


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_table_keeps_to_the_width_and_loses_no_word(
    run_code: Run, article: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = run_code(article).out
    assert max(map(len, out.splitlines())) <= width
    for word in ("Chadian", "National", "COERCE", "seize", "negated", "Abéché,", "*seized*", "2025-04-04"):
        assert word in out


def test_jsonl_is_the_contract(run_code: Run, article: Path) -> None:
    out = run_code(article, "--format", "jsonl", "--published", "2025-04-05").out
    record = json.loads(out)
    assert list(record) == list(CodedArticle.__struct_fields__)
    assert record["article_id"] == "chad"
    assert msgspec.json.decode(out, type=CodedArticle).events[1].place is not None


def test_json_is_one_array(run_code: Run, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(TEXT, "utf-8")
    records = json.loads(run_code(article, other, "--format", "json").out)
    assert [record["article_id"] for record in records] == ["chad", "b"]


def test_json_of_nothing_is_an_empty_array(run_code: Run, tmp_path: Path) -> None:
    ran = run_code(tmp_path / "none.txt", "--format", "json")
    assert (ran.status, json.loads(ran.out)) == (1, [])


def test_csv_has_one_row_an_event(run_code: Run, article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run_code(article, "--format", "csv").out)))
    assert [row["event"] for row in rows] == ["ASSAULT", "COERCE"]
    assert rows[1]["actor_country"] == "TCD|TCD"
    assert rows[1]["actor_name"] == "Chadian National Army|"
    assert rows[1]["trigger_text"] == "seized"
    assert (rows[1]["killed_min"], rows[1]["killed_max"]) == ("24", "")
    assert rows[0]["place_name"] == ""


@pytest.mark.parametrize("output_format", ["table", "jsonl", "json", "csv"])
def test_actual_only_leaves_the_others_out(run_code: Run, article: Path, output_format: str) -> None:
    out = run_code(article, "--actual-only", "--format", output_format).out
    assert "COERCE" in out
    assert "ASSAULT" not in out


@pytest.mark.parametrize(("name", "first"), [("o.jsonl", "{"), ("o.json", "["), ("o.csv", "article_id"), ("o", "chad")])
def test_output_file_tells_its_format(run_code: Run, article: Path, tmp_path: Path, name: str, first: str) -> None:
    ran = run_code(article, "-o", tmp_path / name)
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / name).read_text("utf-8").startswith(first)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["chad.txt", name])


def test_output_that_cannot_be_written_is_misuse(run_code: Run, article: Path, tmp_path: Path) -> None:
    ran = run_code(article, "-o", tmp_path / "no" / "o.csv")
    assert ran.status == 2
    assert "[P200] cannot write" in ran.err


def test_json_file_is_replaced_only_when_complete(
    run_code: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "o.json"
    old.write_text("[1]", "utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli_fakes.FakeCoder.code_article", interrupt)
    ran = run_code(article, "-o", old)
    assert (ran.status, ran.err) == (130, "interrupted\n")
    assert old.read_text("utf-8") == "[1]"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chad.txt", "o.json"]


@pytest.mark.parametrize(
    "tokens",
    [
        (),
        ("x.txt", "--format", "xml"),
        ("x.txt", "--nonsense"),
        ("x.txt", "--min-score", "2"),
        ("x", "--published", "May"),
    ],
)
def test_misuse_ends_with_2_and_one_line(run_code: Run, tokens: tuple[str, ...]) -> None:
    ran = run_code(*tokens)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("procopius: ")
    assert ran.err.count("\n") == 1


def test_unknown_dictionary_and_pipeline_are_misuse(run: Run, article: Path) -> None:
    ran = run("code", article, "--dictionary", "nowhere.tsv")
    assert (ran.status, ran.err) == (2, "procopius: [P200] no dictionary file nowhere.tsv\n")
