"""Runs: nothing is done twice, what changed is done again, and how it was done leaves no trace in the store."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest
from run_fakes import Coder, Watcher, contents, load, run_all, write_corpus

from procopius.errors import StoreError
from procopius.model import Article, CodedArticle
from procopius.run import Reading, corpus, dry_run
from procopius.settings import Settings
from procopius.store import open_store


def test_a_run_codes_each_article_once(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 30)
    done = run_all(tmp_path / "p.db", lines)
    assert (done.state, done.read.articles, done.read.new, done.coded.due, done.coded.coded) == ("done", 30, 30, 30, 30)
    assert done.coded.events == 60
    with open_store(str(tmp_path / "p.db")) as store:
        assert [run.coded for run in store.runs()] == [done.coded]
        results = list(store.results())
    assert len(results) == 30
    assert [r.article_id for r in results] == sorted(r.article_id for r in results)
    assert {len(r.events) for r in results} == {2}


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 30)
    run_all(tmp_path / "p.db", lines)
    before = contents(tmp_path / "p.db")
    again = run_all(tmp_path / "p.db", lines, load=_never)
    assert (again.read.files_unchanged, again.coded.due) == (1, 0)
    assert contents(tmp_path / "p.db") == before


def test_a_moved_file_is_read_but_not_coded(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 5)
    run_all(tmp_path / "p.db", lines)
    again = run_all(tmp_path / "p.db", lines.rename(tmp_path / "b.jsonl"), load=_never)
    assert (again.read.articles, again.read.new, again.coded.due) == (5, 0, 0)


def test_order_and_workers_do_not_matter(tmp_path: Path) -> None:
    a = write_corpus(tmp_path / "a.jsonl", 40)
    b = write_corpus(tmp_path / "b.jsonl", 45, mark=" It ended.")
    run_all(tmp_path / "one.db", a, b)
    run_all(tmp_path / "two.db", b, a, workers=2)
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db")


def test_the_same_article_met_twice_is_one(tmp_path: Path) -> None:
    a = write_corpus(tmp_path / "a.jsonl", 3)
    b = write_corpus(tmp_path / "b.jsonl", 3)
    done = run_all(tmp_path / "p.db", a, b)
    assert (done.read.articles, done.read.new, done.coded.coded) == (6, 3, 3)
    assert len(contents(tmp_path / "p.db")["origin"]) == 6


def test_a_limit_goes_on_from_run_to_run(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 30)
    counts = [run_all(tmp_path / "p.db", lines, limit=12).coded.coded for _ in range(4)]
    assert counts == [12, 12, 6, 0]
    run_all(tmp_path / "q.db", lines)
    assert contents(tmp_path / "p.db") == contents(tmp_path / "q.db")


def test_what_was_not_coded_is_counted_by_reason(tmp_path: Path) -> None:
    texts = ["It fell.", "not_english", "internal_error", "They TWICE fell."]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts) + "{\n", "utf-8")
    watcher = Watcher()
    done = run_all(tmp_path / "p.db", tmp_path / "a.jsonl", tmp_path / "none.txt", progress=watcher)
    assert (done.coded.coded, done.coded.refused, done.coded.failed) == (1, 1, 2)
    assert done.coded.reasons == {"internal_error": 2, "not_english": 1}
    assert done.read.failures == {"bad_json_line": 1, "unreadable_file": 1}
    assert [failure.source for failure in watcher.failures] == [
        f"{tmp_path / 'a.jsonl'}:5",
        str(tmp_path / "none.txt"),
    ]


def test_a_mended_file_has_no_failures_left(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "It fell."}\n{\n', "utf-8")
    run_all(tmp_path / "p.db", tmp_path / "a.jsonl")
    assert contents(tmp_path / "p.db")["failure"]
    (tmp_path / "a.jsonl").write_text('{"text": "It fell."}\n', "utf-8")
    assert run_all(tmp_path / "p.db", tmp_path / "a.jsonl").coded.due == 0
    assert not contents(tmp_path / "p.db")["failure"]


def test_other_settings_code_again(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 10)
    run_all(tmp_path / "p.db", lines)
    skipping = Settings(skip_steps=("captions",))
    assert run_all(tmp_path / "p.db", lines, settings=skipping).coded.coded == 10
    assert run_all(tmp_path / "p.db", lines, settings=skipping).coded.due == 0


def test_a_changed_dictionary_codes_again(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 10)
    settings = Settings(dictionaries=(tmp_path / "mine.tsv",))
    for text, due in (("kind\tname\n", 10), ("kind\tname\n", 0), ("kind\tname\tcountry\n", 10)):
        (tmp_path / "mine.tsv").write_text(text, "utf-8")
        assert run_all(tmp_path / "p.db", lines, settings=settings).coded.due == due


def test_force_codes_all_again(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 10)
    run_all(tmp_path / "p.db", lines)
    before = contents(tmp_path / "p.db")
    assert run_all(tmp_path / "p.db", lines, force=True).coded.coded == 10
    assert contents(tmp_path / "p.db") == before


def test_without_inputs_the_whole_store_is_brought_up_to_date(tmp_path: Path) -> None:
    run_all(tmp_path / "p.db", write_corpus(tmp_path / "a.jsonl", 10))
    assert run_all(tmp_path / "p.db").coded.due == 0
    assert run_all(tmp_path / "p.db", settings=Settings(skip_steps=("captions",))).coded.coded == 10


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 10)
    run_all(tmp_path / "p.db", lines)
    more = write_corpus(tmp_path / "b.jsonl", 25)
    before = (tmp_path / "p.db").read_bytes()
    with open_store(str(tmp_path / "p.db"), read_only=True) as store:
        plan = dry_run(store, Reading(inputs=(str(lines), str(more), str(more))), Settings(), Watcher())
    assert (plan.read.files, plan.read.files_unchanged, plan.read.articles, plan.read.new) == (3, 1, 50, 15)
    assert plan.coded.due == 15
    assert (tmp_path / "p.db").read_bytes() == before


def test_half_characters_stop_nothing(tmp_path: Path) -> None:
    half = "\\ud83d"
    line = f'{{"id": "{half}", "text": "It {half} fell.", "title": "{half}", "page": "{half}", "n": 1e999}}\n'
    line += f'{{"{half}": 1}}\n'
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jsonl")
    Path(path).write_text(line, "utf-8")
    assert run_all(tmp_path / "p.db", Path(path)).coded.coded == 1
    assert run_all(tmp_path / "p.db", Path(path)).read.files_unchanged == 1
    assert contents(tmp_path / "p.db")["origin"][0][1] == str(tmp_path / "caf\ufffd.jsonl:1")


def test_an_interrupted_run_says_so_and_the_next_goes_on(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 40)
    with pytest.raises(KeyboardInterrupt):
        run_all(tmp_path / "p.db", lines, load=lambda _: _Interrupted())
    with open_store(str(tmp_path / "p.db")) as store:
        broken_off = store.runs()[0]
    assert (broken_off.state, broken_off.coded.coded) == ("interrupted", 16)
    assert run_all(tmp_path / "p.db", lines).coded.coded == 24
    run_all(tmp_path / "q.db", lines)
    assert contents(tmp_path / "p.db") == contents(tmp_path / "q.db")


def test_a_failed_run_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("database or disk is full")

    monkeypatch.setattr(corpus, "code_shards", full)
    with pytest.raises(StoreError):
        run_all(tmp_path / "p.db", write_corpus(tmp_path / "a.jsonl", 3))
    with open_store(str(tmp_path / "p.db")) as store:
        assert store.runs()[0].state == "failed"


def test_the_manifest_holds_what_the_run_went_by(tmp_path: Path) -> None:
    run = run_all(tmp_path / "p.db", write_corpus(tmp_path / "a.jsonl", 3))
    assert run.settings == {**msgspec.to_builtins(Settings()), "published": None, "publisher": None}
    assert {"procopius", "python", "spacy", "onnxruntime"} <= set(run.versions)
    assert set(run.recipe) == {
        *("id", "code", "model", "data", "dictionaries", "skip_steps", "force_language", "max_characters")
    }
    assert run.finished is not None
    assert run.started < run.finished


class _Interrupted(Coder):
    """Codes 20 articles before the user loses patience."""

    def __init__(self) -> None:
        self.articles = 0

    def code_article(self, article: Article) -> CodedArticle:
        self.articles += 1
        if self.articles > 20:
            raise KeyboardInterrupt
        return super().code_article(article)


def _never(settings: Settings) -> Coder:
    pytest.fail("a coder was loaded")
    return load(settings)
