from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_fakes import Run

from procopius import __version__
from procopius.clean import STEPS


def test_version(run: Run) -> None:
    assert run("--version").out.strip() == __version__


@pytest.mark.parametrize("command", ["", "code", "clean", "actor", "annotate", "dictionary"])
def test_help_is_plain_in_a_pipe(run: Run, command: str) -> None:
    ran = run(*filter(None, [command]), "--help")
    assert ran.status == 0
    assert "Usage: procopius" in ran.out
    assert not any("\u2500" <= c <= "\u257f" for c in ran.out)


def test_unknown_command_is_misuse(run: Run) -> None:
    ran = run("decode")
    assert (ran.status, ran.out) == (2, "")


def test_steps_are_listed_in_order(run: Run) -> None:
    out = run("clean", "--steps").out
    assert [line.split()[0] for line in out.splitlines()] == [step.name for step in STEPS]


def test_clean_prints_the_text_that_is_parsed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2025-04-09\n\nThe hostages are free.They are home.\n", "utf-8")
    ran = run("clean", tmp_path / "a.txt")
    assert (ran.status, ran.out) == (0, "The hostages are free. They are home.\n")


def test_clean_explains_each_change(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2025-04-09\n\nThe hostages are free.They are home.\n", "utf-8")
    out = run("clean", tmp_path / "a.txt", "--explain").out
    assert "0–15" in out
    assert "date 2025-04-09" in out
    assert "␣" in out


def test_clean_skips_a_step(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They are free.They are home.\n", "utf-8")
    assert run("clean", tmp_path / "a.txt", "--skip", "glued").out == "They are free.They are home.\n"


@pytest.mark.parametrize("tokens", [(), ("x.txt", "--skip", "nonsense")])
def test_clean_misused(run: Run, tmp_path: Path, tokens: tuple[str, ...]) -> None:
    (tmp_path / "x.txt").write_text("They are free.", "utf-8")
    ran = run("clean", *(tmp_path / token if token == "x.txt" else token for token in tokens))
    assert ran.status == 2
    assert "[P200]" in ran.err


def test_actor_answers_with_rows(run: Run) -> None:
    answer = json.loads(run("actor", "the French foreign ministry", "--date", "2024-03-27").out)
    assert list(answer) == ["name", "country", "sector", "sectors", "score", "rows", "reason"]
    assert (answer["country"], answer["sector"]) == ("FRA", "GOV")
    assert set(answer["rows"][0]) == {"file", "line", "name"}


def test_actor_answers_each_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phrases.jsonl"
    path.write_text('{"phrase": "Kenya"}\n{"phrase": "the army", "context": ["SDN"]}\nno JSON\n', "utf-8")
    ran = run("actor", "--jsonl", path)
    assert [json.loads(line)["country"] for line in ran.out.splitlines()] == ["KEN", "SDN", None]
    assert f"{path}:3: not JSON" in ran.err


def test_actor_repeats_the_id_of_a_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phrases.jsonl"
    path.write_text('{"id": 7, "phrase": "Kenya", "date": "soon"}\n{"id": "b"}\n{"phrase": "Mali"}\n', "utf-8")
    ran = run("actor", "--jsonl", path)
    assert [json.loads(line).get("id") for line in ran.out.splitlines()] == [7, "b", None]
    assert f"{path}:1: " in ran.err


@pytest.mark.parametrize("tokens", [(), ("Kenya", "--jsonl", "x"), ("Kenya", "--date", "soon"), ("--jsonl", "nowhere")])
def test_actor_misused(run: Run, tokens: tuple[str, ...]) -> None:
    assert run("actor", *tokens).status == 2


def test_dictionary_check_names_line_and_remedy(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\tcountry\nperson\tAnna Arendt\tGERM\n", "utf-8")
    ran = run("dictionary", "check", path)
    assert ran.status == 1
    assert ran.out.startswith(f"{path}:2: country: ")


def test_dictionary_check_passes_a_sound_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\tcountry\tsectors\nperson\tAnna Arendt\tDEU\tGOV\n", "utf-8")
    ran = run("dictionary", "check", path)
    assert (ran.status, ran.out, ran.err) == (0, "", f"{path}: sound\n")


def test_dictionary_find_shows_where_a_row_stands(run: Run) -> None:
    out = run("dictionary", "find", "Kenya").out
    assert "KEN" in out
    assert "countries.tsv:" in out


def test_dictionary_find_says_when_there_is_none(run: Run) -> None:
    ran = run("dictionary", "find", "Qwertzuiop")
    assert (ran.status, ran.out) == (1, "")


def test_user_dictionary_goes_first(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind\tname\tcountry\tsectors\nngo\tKenya\tNGO\tSOC\n", "utf-8")
    assert json.loads(run("actor", "Kenya", "--dictionary", path).out)["country"] == "NGO"


@pytest.mark.parametrize("order", [("a", "b", "--explain"), ("--explain", "a", "b"), ("a", "--explain", "b")])
def test_inputs_and_options_stand_in_any_order(run: Run, tmp_path: Path, order: tuple[str, ...]) -> None:
    for name in "ab":
        (tmp_path / name).write_text("They are free.They are home.\n", "utf-8")
    ran = run("clean", *(tmp_path / token if len(token) == 1 else token for token in order))
    assert (ran.status, ran.out.count("changes: 1,")) == (0, 2)
