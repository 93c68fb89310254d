"""The project file: migrations, idempotent writes, what is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from procopius.errors import StoreError
from procopius.export import COLUMNS as CSV_COLUMNS
from procopius.model import Article, CodedArticle, Issue
from procopius.read import Failure
from procopius.store import ReadBatch, Recipe, Run, Store, open_store, outcome_of, read_article, views
from procopius.store.migrate import MIGRATIONS, check, migrate, migrations
from procopius.store.rows import COLUMNS
from procopius.store.sqlite import connect

RECIPE = Recipe(code="c", model="m", data="d")
RUN = Run(
    id="run_1",
    started="2025-01-01T00:00:00+00:00",
    recipe={"id": RECIPE.id},
    settings={},
    inputs=("a.txt",),
    versions={},
    workers=1,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "p.db")) as opened:
        yield opened


def batch(*texts: str, **fields: Any) -> ReadBatch:
    articles = (Article(id=str(n), text=text, publication_date="2025-05-07") for n, text in enumerate(texts))
    return ReadBatch(file="a.txt", articles=tuple(read_article(a, "a.txt") for a in articles), **fields)


def refuse(key: str, code: str) -> CodedArticle:
    return CodedArticle(article_id=key, publication_date=None, issues=(Issue(code, "so it is"),))


def test_the_file_has_a_write_ahead_log(tmp_path: Path, store: Store) -> None:
    store.add(batch("It fell."), "run_1")
    connection = sqlite3.connect(tmp_path / "p.db")
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


@pytest.mark.parametrize("version", range(len(migrations()) + 1))
def test_a_file_of_any_older_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    old = connect(str(tmp_path / "old.db"), read_only=False)
    migrate(old, "old.db", upto=version)
    if version:
        old.execute("INSERT INTO article VALUES ('art_1', 'h', 8, '2025-05-07', NULL, 'Sabaria', NULL)")
        old.execute("INSERT INTO article_text VALUES ('art_1', 'It fell.')")
    old.close()
    with open_store(str(tmp_path / "old.db")) as opened:
        assert opened.article_ids() == (["art_1"] if version else [])
        assert opened.due(RECIPE) == opened.article_ids()
    with open_store(str(tmp_path / "new.db")):
        pass
    assert _schema(tmp_path / "old.db") == _schema(tmp_path / "new.db")


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name.partition("_")[0]) for path in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {path.suffix for path in MIGRATIONS.iterdir()} == {".sql"}


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "p.db")):
        pass
    connection = connect(str(tmp_path / "p.db"), read_only=False)
    connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match="install a newer one"):
        check(connection, "p.db")
    connection.close()


def test_a_file_that_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all " * 100, "utf-8")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (id)")
    other.commit()
    other.close()
    for name in ("text.db", "other.db"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(StoreError, match=name):
            open_store(str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == before


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no project"):
        open_store(str(tmp_path / "none.db"), read_only=True)
    assert not (tmp_path / "none.db").exists()


def test_an_article_is_known_by_its_content() -> None:
    article = Article(id="a", text="It fell.", publication_date="2025-05-07", source="a.txt")
    same = msgspec.structs.replace(article, id="b", source="b.txt", language="en", meta={"page": 2})
    assert read_article(article, "a.txt").article == read_article(same, "b.txt").article
    for change in ({"text": "It rose."}, {"publication_date": None}, {"title": "T"}, {"publisher": "P"}, {"url": "u"}):
        other = msgspec.structs.replace(article, **change)
        assert read_article(other, "a.txt").article.id != read_article(article, "a.txt").article.id


def test_adding_twice_changes_nothing(store: Store) -> None:
    items = batch("It fell.", "It rose.", "It fell.")
    new = store.add(items, "run_1")
    assert len(new) == 2
    assert store.add(items, "run_2") == ()
    assert store.article_ids() == sorted(new)
    assert store.articles_of("a.txt") == sorted(new)
    assert [article.text for article in store.articles(new)] == ["It fell.", "It rose."]
    assert store.articles([new[0]]) == [items.articles[0].article]


def test_a_file_is_read_when_its_last_batch_is_in(store: Store) -> None:
    store.add(batch("It fell.", first=True), "run_1")
    assert not store.is_read("a.txt", "d1", "r1")
    store.add(batch("It rose.", digest="d1", reading="r1"), "run_1")
    assert store.is_read("a.txt", "d1", "r1")
    assert not store.is_read("a.txt", "d2", "r1")
    assert not store.is_read("a.txt", "d1", "r2")


def test_failures_of_an_earlier_reading_are_forgotten(store: Store) -> None:
    failure = Failure("a.txt:2", Issue("bad_json_line", "no JSON"))
    store.add(ReadBatch(file="a.txt", failures=(failure,), first=True), "run_1")
    assert [(c.name, c.count) for c in store.stats().reasons] == [("bad_json_line", 1)]
    store.add(batch("It fell.", first=True), "run_2")
    assert store.stats().reasons == ()


@pytest.mark.parametrize(
    ("code", "change", "due"),
    [
        (None, {}, False),
        (None, {"code": "c2"}, True),
        (None, {"model": "m2"}, True),
        (None, {"data": "d2"}, True),
        (None, {"dictionaries": ("x",)}, True),
        (None, {"skip_steps": ("captions",)}, True),
        (None, {"force_language": True}, False),
        (None, {"max_characters": 9}, False),
        (None, {"max_characters": 7}, True),
        ("empty_text", {"code": "c2", "model": "m2"}, False),
        ("too_large", {"code": "c2", "max_characters": 7}, False),
        ("too_large", {"max_characters": 8}, True),
        ("not_english", {}, False),
        ("not_english", {"data": "d2"}, True),
        ("not_english", {"force_language": True}, True),
        ("internal_error", {}, False),
        ("internal_error", {"code": "c2"}, True),
    ],
)
def test_a_result_holds_until_what_made_it_changes(
    store: Store, code: str | None, change: dict[str, Any], *, due: bool
) -> None:
    (key,) = store.add(batch("It fell."), "run_1")
    small = msgspec.structs.replace(RECIPE, max_characters=7)
    result = refuse(key, code) if code else CodedArticle(article_id=key, publication_date=None)
    store.save([result], small if code == "too_large" else RECIPE, RUN)
    assert store.due(msgspec.structs.replace(RECIPE, **change)) == ([key] if due else [])
    assert store.due(msgspec.structs.replace(RECIPE, **change), []) == []


def test_a_language_that_was_forced_is_looked_at_again(store: Store) -> None:
    (key,) = store.add(batch("Il est tombé."), "run_1")
    forced = msgspec.structs.replace(RECIPE, force_language=True)
    store.save([CodedArticle(article_id=key, publication_date=None)], forced, RUN)
    assert store.due(forced) == []
    assert store.due(RECIPE) == [key]


def test_results_come_back_as_they_went_in(store: Store) -> None:
    keys = store.add(batch(*(f"It fell {n} times." for n in range(600))), "run_1")
    results = [CodedArticle(article_id=key, publication_date="2025-05-07") for key in keys[1:]]
    store.save([*results, refuse(keys[0], "empty_text")], RECIPE, RUN)
    assert list(store.results()) == sorted(results, key=lambda result: result.article_id)
    assert list(store.results([keys[5], keys[0], keys[5]])) == [results[4]]


def test_event_columns_are_those_of_the_csv_form() -> None:
    names = {"id": "event_id"}
    ours = {names.get(column, column) for column in COLUMNS["event"]} - {"number"}
    # What CSV holds beside: the date of the article, and the first mention with its words.
    theirs = {c for c in CSV_COLUMNS if not c.startswith(("sentence_", "trigger_"))} - {"publication_date"}
    assert ours == theirs


@pytest.mark.parametrize("code", [None, "empty_text", "not_english", "too_large", "internal_error", "worker_died"])
def test_every_article_has_one_outcome(code: str | None) -> None:
    issues = (Issue("missing_publication_date", "none"), *([Issue(code, "so it is")] if code else []))
    outcome, issue = outcome_of(CodedArticle(article_id="a", publication_date=None, issues=issues))
    assert (outcome == "coded", issue and issue.code) == (code is None, code)


def _schema(project: Path) -> list[tuple[str, str]]:
    assert views(str(project))
    connection = sqlite3.connect(project)
    found = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    connection.close()
    return found
