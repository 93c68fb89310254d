"""The commands with the whole model behind them, once each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_fakes import Run

import procopius
from procopius.model import CodedArticle
from procopius.pipeline import Coder

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "cuyuni_2025-04-09.txt"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return procopius.load()


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch, coder: Coder) -> None:
    monkeypatch.setattr("procopius.cli.code.load_coder", lambda _: coder)


def test_sample_gives_events_with_evidence(run: Run) -> None:
    ran = run("code", SAMPLE, "--published", "2025-04-09", "--format", "jsonl")
    record = json.loads(ran.out)
    text = SAMPLE.read_text("utf-8")
    assert list(record) == list(CodedArticle.__struct_fields__)
    assert {"CONSULT", "REJECT", "COERCE", "ACCUSE", "REQUEST", "MOBILIZE", "PROTEST"} <= {
        event["event"] for event in record["events"]
    }
    for event in record["events"]:
        for mention in event["mentions"]:
            (start, end), (first, last) = mention["sentence"], mention["trigger"]
            assert start <= first < last <= end <= len(text)


def test_same_input_gives_the_same_bytes(run: Run) -> None:
    runs = {run("code", SAMPLE, "--published", "2025-04-09", "--format", "jsonl").out for _ in range(2)}
    assert len(runs) == 1


def test_other_language_is_skipped_with_its_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_text("Le ministre des affaires étrangères a rencontré son homologue à Paris mardi. " * 3, "utf-8")
    ran = run("code", path)
    assert ran.status == 1
    assert ran.err.startswith(f"skipped {path}: not_english: ")


def test_annotate_prints_a_line_an_article(run: Run) -> None:
    record = json.loads(run("annotate", SAMPLE, "--layers", "sentences,removed").out)
    assert list(record) == ["article_id", "sentences", "removed"]


def test_annotate_says_which_layers_there_are(run: Run) -> None:
    ran = run("annotate", SAMPLE, "--layers", "moods")
    assert ran.status == 2
    assert "there are sentences, tokens, entities" in ran.err
