"""``procopius run``, ``stats`` and ``query`` on a project file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from cli_fakes import TEXT, FakeCoder, Ran, Run

from procopius.cli import report, run_view
from procopius.cli.run_view import duration
from procopius.store import REFUSALS

LINES = [
    {"id": "a", "text": TEXT, "date": "2025-04-05", "publisher": "Sabaria"},
    {"id": "b", "text": "Un texte foreign.", "date": "2025-04-06"},
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


@pytest.fixture
def run_project(run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the project; ``run`` has a coder that needs no model."""
    monkeypatch.setattr("procopius.cli.run.load_coder", FakeCoder)
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")

    def run_command(command: str, *tokens: object) -> Ran:
        return run(command, *tokens, "--project", project)

    return run_command


@pytest.fixture
def ask(run_project: Run, tmp_path: Path) -> Run:
    """Ask the project in SQL after a run; the answer is read from JSONL."""
    assert run_project("run", tmp_path / "in.jsonl").status == 0
    return lambda *tokens: run_project("query", *tokens)


def test_run_says_what_it_did(run_project: Run, tmp_path: Path) -> None:
    ran = run_project("run", tmp_path / "in.jsonl", tmp_path / "none.txt")
    assert (ran.status, ran.out) == (0, "")
    assert f"skipped {tmp_path / 'none.txt'}: unreadable_file" in ran.err
    counts = "2 articles read, 2 new · 1 inputs skipped (unreadable_file 1) · 1 coded, 1 refused (not_english 1)"
    assert f"{counts} · 2 events" in ran.err
    again = run_project("run", tmp_path / "in.jsonl")
    assert again.err.startswith("0 articles read, 0 new · 1 of 1 files unchanged · nothing to code")


def test_a_dry_run_makes_no_project(run_project: Run, project: Path, tmp_path: Path) -> None:
    ran = run_project("run", tmp_path / "in.jsonl", "--dry-run")
    assert (ran.status, ran.err) == (0, "2 articles read, 2 new · 2 to code\n")
    assert not project.exists()


def test_a_dry_run_knows_what_is_there(run_project: Run, tmp_path: Path) -> None:
    run_project("run", tmp_path / "in.jsonl", "--limit", 1)
    assert (
        run_project("run", tmp_path / "in.jsonl", "--dry-run").err
        == "0 articles read, 0 new · 1 of 1 files unchanged · 1 to code\n"
    )


def test_force_codes_the_refused_too(run_project: Run, tmp_path: Path) -> None:
    run_project("run", tmp_path / "in.jsonl")
    assert "1 coded, 1 refused" in run_project("run", "--force").err


def test_plain_lines_tell_how_far_it_is(run_project: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_view, "LINE_SECONDS", 0.0)
    err = run_project("run", tmp_path / "in.jsonl").err
    assert "reading: 2 articles, 2 new\n0 of 2 · " in err
    assert "2 of 2 · " in err


@pytest.mark.parametrize(
    "tokens",
    [(), ("in.jsonl", "--workers", 0), ("in.jsonl", "--limit", 0), ("in.jsonl", "--dictionary", "none.tsv")],
)
def test_run_misused(run_project: Run, project: Path, tmp_path: Path, tokens: tuple[object, ...]) -> None:
    ran = run_project("run", *(tmp_path / token if token == "in.jsonl" else token for token in tokens))
    assert (ran.status, project.exists()) == (2, False)
    assert "[P200]" in ran.err


def test_nothing_to_read_is_a_failure(run_project: Run, tmp_path: Path) -> None:
    assert run_project("run", tmp_path / "none.txt").status == 1


def test_stats(ask: Run, run_project: Run) -> None:
    assert ask("SELECT 1").status == 0
    table = run_project("stats").out
    assert "2025-04-05 to 2025-04-06" in table
    assert [line.split() for line in table.splitlines() if "not_english" in line] == [
        ["left", "out", "because", "1", "not_english"]
    ]
    found = json.loads(run_project("stats", "--format", "json").out)
    assert (found["articles"], found["quotes"], found["votes"], found["runs"]) == (2, 1, 1, 1)
    assert found["events"] == [{"name": "ASSAULT", "count": 1}, {"name": "COERCE", "count": 1}]


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("SELECT event, actor_country, killed_min, contexts FROM events ORDER BY event", ["ASSAULT", None, None, None]),
        (
            "SELECT mode, actor_country, place_country, killed_min, contexts FROM events WHERE event = 'COERCE'",
            ["seize", "TCD|TCD", "TCD", 24, "military|territory"],
        ),
        ("SELECT count(*), min(sector), max(sector) FROM actors WHERE role = 'actor'", [2, "COP", "MIL"]),
        ("SELECT count(*) FROM dyads", [0]),
        ("SELECT trigger_text, sentence_text FROM mentions ORDER BY trigger_start", [TEXT[28:34], TEXT[:66]]),
        ("SELECT name, geonames_id FROM places", ["Abéché", 2433521]),
        ("SELECT kind, content_text FROM quotes", ["direct", "Chad's army"]),
        ("SELECT body, in_favour, abstainers FROM votes", ["Parliament", 50, "Chad"]),
        ("SELECT code, stage FROM failures", ["not_english", "code"]),
        ("SELECT given_id, outcome FROM articles ORDER BY given_id", ["a", "coded"]),
        ("SELECT text FROM texts JOIN articles ON id = article_id WHERE publisher = 'Sabaria'", [TEXT]),
        ("SELECT coded, refused, failed, events FROM runs", [1, 1, 0, 2]),
        ("SELECT count(*) FROM issues", [1]),
        ("SELECT count(*) FROM entities", [0]),
        ("SELECT count(DISTINCT article_id), min(given_id) FROM origins", [2, "a"]),
    ],
)
def test_views(ask: Run, sql: str, answer: list[object]) -> None:
    rows = [list(json.loads(line).values()) for line in ask(sql, "--format", "jsonl").out.splitlines()]
    assert rows[0] == answer


def test_views_are_listed_and_documented(ask: Run) -> None:
    listed = dict(line.split(": ") for line in ask("--views").out.splitlines())
    assert set(listed) == set(VIEWS)
    page = (Path(__file__).parents[2] / "docs" / "reference" / "store.md").read_text("utf-8")
    missing = [
        f"{view}.{column}" for view in listed for column in listed[view].split(", ") if f"`{column}`" not in page
    ]
    assert not missing
    assert not [view for view in listed if f"`{view}`" not in page]


def test_answers_as_table_and_csv(ask: Run) -> None:
    sql = "SELECT event, mode FROM events ORDER BY event"
    assert ask(sql).out == "event    mode\nASSAULT\nCOERCE   seize\n"
    assert ask(sql, "--format", "csv").out == "event,mode\nASSAULT,\nCOERCE,seize\n"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM event",
        "DROP VIEW events",
        "INSERT INTO file VALUES ('a', 'b', 'c')",
        "ATTACH 'x.db' AS x",
        "PRAGMA user_version = 7",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "SELECT nothing FROM events",
        "SELEC",
    ],
)
def test_only_questions_get_through(ask: Run, project: Path, sql: str) -> None:
    before = _dump(project)
    ran = ask(sql)
    assert (ran.status, ran.out) == (2, "")
    assert "[P500]" in ran.err
    assert _dump(project) == before


@pytest.mark.parametrize("tokens", [("stats",), ("query", "SELECT 1"), ("query", "--views")])
def test_no_project(run_project: Run, tokens: tuple[str, ...]) -> None:
    ran = run_project(*tokens)
    assert ran.status == 2
    assert "no project" in ran.err


def test_query_needs_sql(ask: Run) -> None:
    assert ask().status == 2


def test_both_commands_refuse_the_same_texts() -> None:
    assert report.REFUSALS == REFUSALS


@pytest.mark.parametrize(("seconds", "told"), [(0.04, "0.0 s"), (89, "89.0 s"), (150, "2 min"), (9000, "2.5 h")])
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


VIEWS = (
    *("actors", "articles", "dyads", "entities", "events", "failures", "issues", "mentions", "origins"),
    *("places", "quotes", "runs", "texts", "votes"),
)


def _dump(project: Path) -> list[str]:
    connection = sqlite3.connect(project)
    lines = list(connection.iterdump())
    connection.close()
    return lines
