"""Good inputs of every kind, bad inputs of every kind, and any mix of them."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from procopius.errors import SettingsError
from procopius.model import Article
from procopius.read import Failure, read_inputs

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Army leaves Velm - The Courier</title>'
    '<meta property="og:title" content="Army leaves Velm"/>'
    '<meta property="og:site_name" content="The Courier"/>'
    '<meta property="article:published_time" content="2023-05-09T10:00:00Z"/></head>'
    "<body><nav><a href='/'>Home</a></nav><article><h1>Army leaves Velm</h1>"
    + "".join(f"<p>The army left village number {i} on Monday, the mayor of the town said.</p>" for i in range(8))
    + "</article></body></html>"
)


def read(*paths: Path | str, **options: Any) -> list[Article | Failure]:
    return list(read_inputs([str(path) for path in paths], **options))


def articles(items: list[Article | Failure]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def codes(items: list[Article | Failure]) -> list[str]:
    """Codes of failures and of issues on articles, in order."""
    found: list[str] = []
    for item in items:
        found += [item.issue.code] if isinstance(item, Failure) else [issue.code for issue in item.issues]
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_plain_text_is_kept_as_received(tmp_path: Path) -> None:
    text = " The army left.\r\n\r\nIt said so. \n"
    (item,) = read(write(tmp_path / "velm.txt", text), published="2023-05-09", publisher="Courier")
    assert isinstance(item, Article)
    assert (item.id, item.text, item.publication_date, item.publisher) == (
        "velm",
        text,
        "2023-05-09",
        "Courier",
    )
    assert item.issues == ()


def test_html_gives_text_title_date_and_publisher(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "page.html", PAGE))
    assert isinstance(item, Article)
    assert "village number 3 on Monday" in item.text
    assert "Home" not in item.text
    assert (item.title, item.publication_date, item.publisher) == (
        "Army leaves Velm",
        "2023-05-09",
        "The Courier",
    )


@pytest.mark.parametrize(
    "record",
    [
        {"id": 7, "title": "T", "text": "The army left.", "published": "2023-05-09", "publisher": "P",
         "lang": "en"},
        {"uri": "7", "headline": "T", "body": "The army left.", "dateTimePub": "2023-05-09T01:00:00Z",
         "source": {"uri": "p.example", "title": "P"}, "language": "en"},
        {"_id": "7", "title_page": "T", "maintext": "The army left.", "date_publish": "2023-05-09 01:00:00",
         "source_domain": "P", "inLanguage": "en-GB"},
        {"doc_id": "7", "title": "T", "event_text": "The army left.", "pub_date": "20230509", "domain": "P",
         "language": "EN"},
        {"article_id": "7", "headline": "T", "articleBody": "The army left.", "datePublished": "May 9, 2023",
         "publisher": {"@type": "Organization", "name": "P"}, "lang": "en"},
        {"uri": "7", "headline": "T", "content": "The army left.", "versionCreated": "2023-05-09T00:00:00Z",
         "publisher": "P", "lang": "en_US"},
    ],
)  # fmt: skip
def test_names_of_fields_across_common_shapes(tmp_path: Path, record: dict[str, Any]) -> None:
    (item,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert isinstance(item, Article)
    found = (item.id, item.title, item.text, item.publication_date, item.publisher, item.language)
    assert found == ("7", "T", "The army left.", "2023-05-09", "P", "en")
    assert (item.meta, item.issues) == ({}, ())


def test_unknown_keys_and_second_aliases_are_kept_in_meta(tmp_path: Path) -> None:
    record = {"text": "A.", "body": "B.", "section": "world", "date": "2023-05-09", "tags": [1]}
    (item,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert isinstance(item, Article)
    assert (item.text, item.meta) == ("A.", {"body": "B.", "section": "world", "tags": [1]})


def test_jsonl_goes_on_after_bad_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "A."}',
        "{no json",
        "",
        "[1]",
        '{"title": "no text"}',
        '{"text": " "}',
        '{"text": "B."}',
    ]
    items = read(write(tmp_path / "x.jsonl", "\n".join(lines)), published="2023-05-09")
    assert codes(items) == ["bad_json_line", "bad_json_line", "no_text", "empty_text"]
    assert [item.id for item in articles(items)] == ["a", "x-7"]
    bad = items[1]
    assert isinstance(bad, Failure)
    assert bad.source.endswith("x.jsonl:2")
    assert "line 2" in bad.issue.message


def test_json_object_list_and_lines_in_disguise(tmp_path: Path) -> None:
    write(tmp_path / "a.json", '{"text": "A."}')
    write(tmp_path / "b.json", '[{"text": "B."}, 3, {"text": "C."}]')
    write(tmp_path / "c.json", '{"text": "D."}\n{"text": "E."}\n')
    write(tmp_path / "d.json", '{"text": ')
    items = read(tmp_path, published="2023-05-09")
    assert [item.text for item in articles(items)] == ["A.", "B.", "C.", "D.", "E."]
    assert codes(items) == ["bad_json", "bad_json"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_mark_quotes_and_any_separator(tmp_path: Path, separator: str) -> None:
    rows = [
        ["ID", "Text", "Date", "note"],
        ["1", '"A, b;\nc"', "2023-05-09", "n"],
        ["2", "D", "2023-05-10", ""],
    ]
    content = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    items = articles(read(write(tmp_path / "x.csv", content)))
    assert [(item.id, item.text, item.publication_date) for item in items] == [
        ("1", "A, b;\nc", "2023-05-09"),
        ("2", "D", "2023-05-10"),
    ]
    assert items[0].meta == {"note": "n"}


def test_csv_without_a_text_column_and_with_ragged_rows(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,words\n1,x\n")
    write(tmp_path / "b.csv", "id,text,date\n1\n2,B,2023-05-09,more\n")
    items = read(tmp_path)
    assert codes(items) == ["no_text", "no_text"]
    assert articles(items)[0].meta == {"extra_cells": ["more"]}


def test_folders_are_read_in_order_and_unknown_kinds_counted(tmp_path: Path) -> None:
    (tmp_path / "b" / ".git").mkdir(parents=True)
    write(tmp_path / "b" / "2.txt", "Two.")
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / ".hidden.txt", "No.")
    write(tmp_path / "b" / ".git" / "x.txt", "No.")
    write(tmp_path / "p.jpg", b"\xff\xd8\xff")
    write(tmp_path / "q.JPG", b"\xff\xd8\xff")
    items = read(tmp_path, published="2023-05-09")
    assert [item.text for item in articles(items)] == ["One.", "Two."]
    assert codes(items) == ["unknown_kind"]
    assert isinstance(items[-1], Failure)
    assert items[-1].issue.message.endswith(".jpg 2")


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{"text": "A."}\n{"text": "B."}\n', ["A.", "B."]),
        ('[{"text": "A."}]', ["A."]),
        ('{\n "text": "A."\n}', ["A."]),
        ("id,text\n1,A.\n", ["A."]),
        ("The army, it said, left.\n", ["The army, it said, left.\n"]),
    ],
)
def test_kind_of_standard_input_is_sniffed(content: str, texts: list[str]) -> None:
    for data in (content.encode(), gzip.compress(content.encode())):
        stream = io.BytesIO(data)
        items = read("-", stdin=stream, published="2023-05-09")
        assert [item.text for item in articles(items)] == texts
        assert codes(items) == []
        assert not stream.closed


def test_html_on_standard_input() -> None:
    (item,) = read("-", stdin=io.BytesIO(PAGE.encode()))
    assert isinstance(item, Article)
    assert (item.id, item.title) == ("stdin", "Army leaves Velm")


def test_gzip_of_each_kind(tmp_path: Path) -> None:
    write(tmp_path / "a.txt.gz", gzip.compress(b"Text."))
    write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "Line."}'))
    write(tmp_path / "c.jsonl.gz", gzip.compress(b'{"text": "Line."}' * 99)[:40])
    items = read(tmp_path, published="2023-05-09")
    assert [(item.id, item.text) for item in articles(items)] == [("a", "Text."), ("b-1", "Line.")]
    assert codes(items) == ["unreadable_file"]


def test_encodings(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Café".encode("utf-8-sig"))
    write(tmp_path / "b.txt", "Café".encode("utf-16"))
    write(tmp_path / "c.txt", "Café “x”".encode("cp1252"))
    write(tmp_path / "d.jsonl", '{"text": "Café"}'.encode("cp1252"))
    write(tmp_path / "e.jsonl", '{"text": "Café"}\n{"text": "Two\u2028lines"}\n'.encode("utf-16"))
    items = read(tmp_path, published="2023-05-09")
    assert [item.text for item in articles(items)] == [
        "Café",
        "Café",
        "Café “x”",
        "Café",
        "Café",
        "Two\u2028lines",
    ]
    assert codes(items) == ["encoding_guessed", "encoding_guessed"]


def test_files_that_hold_no_text(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", b" \n")
    write(tmp_path / "c.txt", b"\x00\x01\x02" * 40)
    write(tmp_path / "d.txt", b"%PDF-1.7 etc")
    write(tmp_path / "e.html", b"<html><body></body></html>")
    items = read(tmp_path, tmp_path / "missing.txt")
    expected = ["empty_text", "empty_text", "binary_file", "binary_file", "no_text", "unreadable_file"]
    assert codes(items) == expected
    assert all(isinstance(item, Failure) and item.issue.message for item in items)


def test_texts_above_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x" * 5000)
    write(tmp_path / "b.txt", "x" * 1001)
    write(tmp_path / "c.jsonl", json.dumps({"text": "x" * 1001}) + "\n" + json.dumps({"text": "y" * 1000}))
    items = read(tmp_path, published="2023-05-09", max_chars=1000)
    assert codes(items) == ["too_large"] * 3
    assert [len(item.text) for item in articles(items)] == [1000]


def test_a_repeated_id_gets_a_suffix(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", "\n".join('{"id": "n", "text": "A."}' for _ in range(3)))
    items = articles(read(tmp_path, published="2023-05-09"))
    assert [item.id for item in items] == ["n", "n-2", "n-3"]
    assert codes(list(items)) == ["duplicate_id", "duplicate_id"]


@pytest.mark.parametrize(
    ("date", "day", "issue"),
    [
        (None, None, "missing_publication_date"),
        ("soon", None, "bad_publication_date"),
        ("03/04/2023", None, "bad_publication_date"),
        ("2999-01-01", "2999-01-01", "future_publication_date"),
    ],
)
def test_dates_that_are_missing_bad_or_to_come(tmp_path: Path, date: str | None, day: str | None, issue: str) -> None:
    (item,) = read(write(tmp_path / "a.jsonl", json.dumps({"text": "A.", "date": date})))
    assert isinstance(item, Article)
    assert item.publication_date == day
    assert codes([item]) == [issue]


def test_half_characters_are_replaced(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "a.jsonl", '{"text": "A \\ud83d b"}'), published="2023-05-09")
    assert isinstance(item, Article)
    assert item.text == "A \ufffd b"
    assert codes([item]) == ["bad_characters"]


def test_a_bad_default_date_is_refused_at_once() -> None:
    with pytest.raises(SettingsError, match="published"):
        read_inputs(["-"], published="soon")


def test_any_mix(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.txt", "A.")
    lines = write(tmp_path / "b.jsonl", '{"text": "B."}')
    items = read(lines, "-", folder, stdin=io.BytesIO(b"C."), published="2023-05-09")
    assert [item.text for item in articles(items)] == ["B.", "C.", "A."]
