"""One reader for each kind of input: an open stream to articles and failures."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from procopius.model import Article, Issue
from procopius.read.decode import Kind, declared_charset, decode
from procopius.read.records import ALIASES, Defaults, record_text, to_article
from procopius.read.webpage import page_record

_SURROGATE = re.compile("[\ud800-\udfff]")
_CANONICAL = {key.lower(): key for keys in ALIASES.values() for key in keys}


class Failure(msgspec.Struct, frozen=True):
    """An input, or a part of one, that gave no article."""

    source: str
    """Path, with a line or item number where one part of a file is meant."""
    issue: Issue


class Input(NamedTuple):
    """An opened input on its way to a reader."""

    stream: io.BufferedReader
    head: bytes
    name: str
    stem: str
    defaults: Defaults
    max_chars: int


Items: TypeAlias = Iterator[Article | Failure]


def read_text(source: Input) -> Items:
    """Yield the one article of a plain text file, its characters as they are (line ends included)."""
    text, issue = _whole_text(source, declared=None)
    if text is None:
        yield _too_large(source.name, source.max_chars)
    else:
        yield _article({"text": text}, source, source.stem, source.name, issue)


def read_html(source: Input) -> Items:
    """Yield the one article of an HTML page; its text is the extracted one."""
    html, issue = _whole_text(source, declared=declared_charset(source.head))
    if html is None:
        yield _too_large(source.name, source.max_chars)
    else:
        yield _article(page_record(html), source, source.stem, source.name, issue)


def read_jsonl(source: Input) -> Items:
    """Yield an article for each line that is a JSON object with a text; lines are streamed."""
    for number, line in enumerate(_lines(source), start=1):
        text, issue = decode(line)
        if text.strip():
            yield _json_line(text, issue, source, number)


def read_json(source: Input) -> Items:
    """Yield the articles of a JSON file: one object, a list of them, or JSON lines after all."""
    text, issue = decode(source.stream.read())
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_json_object(text.lstrip().partition("\n")[0]):
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    yield _json_line(line, issue, source, number)
        else:
            yield Failure(source.name, Issue("bad_json", f"not JSON: {error}"))
        return
    if isinstance(data, list):
        for number, item in enumerate(data, start=1):
            yield _article(item, source, f"{source.stem}-{number}", f"{source.name}:{number}", issue)
    else:
        yield _article(data, source, source.stem, source.name, issue)


def read_csv(source: Input) -> Items:
    """Yield an article for each row of a CSV file with a header (comma, semicolon or tab between cells)."""
    text, issue = decode(source.stream.read())
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    header_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [_CANONICAL.get(name.strip().lower(), name.strip()) for name in next(rows, [])]
    if not set(header) & set(ALIASES["text"]):
        expected = ", ".join(ALIASES["text"])
        message = f"no column holds the text; the header is {header[:12]}, expected one of: {expected}"
        yield Failure(source.name, Issue("no_text", message))
        return
    try:
        for number, row in enumerate(rows, start=1):
            if row:
                yield _csv_row(header, row, issue, source, number)
    except csv.Error as error:
        yield Failure(f"{source.name}:{rows.line_num}", Issue("bad_csv", f"not CSV from here on: {error}"))


READERS: Mapping[Kind, Callable[[Input], Items]] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
}


def _whole_text(source: Input, declared: str | None) -> tuple[str | None, Issue | None]:
    """Read and decode the input, but no more than the limit could need: None in place of a longer text."""
    most_bytes = 4 * source.max_chars
    data = source.stream.read(most_bytes + 1)
    if len(data) > most_bytes:
        return None, None
    return decode(data, declared=declared)


def _lines(source: Input) -> Iterator[bytes]:
    if not source.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from source.stream
        return
    wrapper = io.TextIOWrapper(source.stream, "utf-16", errors="replace")
    try:
        for line in wrapper:
            yield line.encode()
    finally:
        wrapper.detach()


def _json_line(line: str, issue: Issue | None, source: Input, number: int) -> Article | Failure:
    place = f"{source.name}:{number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure(place, Issue("bad_json_line", f"line {number} is not JSON: {error}"))
    return _article(record, source, f"{source.stem}-{number}", place, issue, code="bad_json_line")


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _csv_row(header: list[str], row: list[str], issue: Issue | None, source: Input, number: int) -> Article | Failure:
    record: dict[str, Any] = dict(zip(header, row, strict=False))
    if len(row) > len(header):
        record["extra_cells"] = row[len(header) :]
    return _article(record, source, f"{source.stem}-{number}", f"{source.name}:{number}", issue)


def _article(
    record: object, source: Input, fallback_id: str, place: str, issue: Issue | None, code: str = "bad_json"
) -> Article | Failure:
    """Turn a record into an article, or say why it gives none."""
    if not isinstance(record, Mapping):
        return Failure(place, Issue(code, f"a JSON {type(record).__name__} where an object was expected"))
    text = record_text(record)
    if text is None:
        expected = ", ".join(ALIASES["text"])
        return Failure(place, Issue("no_text", f"no article text; it is looked for under: {expected}"))
    if not text.strip():
        return Failure(place, Issue("empty_text", "the text is empty"))
    if len(text) > source.max_chars:
        return _too_large(place, source.max_chars)
    article = to_article(record, fallback_id=fallback_id, source=place, defaults=source.defaults)
    return _with_issues(article, issue)


def _with_issues(article: Article, issue: Issue | None) -> Article:
    """Add the decoding issue; put U+FFFD for lone surrogates, which JSON can hold and no output can."""
    issues = article.issues if issue is None else (*article.issues, issue)
    text = article.text
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        issues = (*issues, Issue("bad_characters", "lone surrogates were replaced by U+FFFD"))
    return msgspec.structs.replace(article, text=text, issues=issues)


def _too_large(name: str, max_chars: int) -> Failure:
    message = f"more than {max_chars} characters; split it or raise the limit"
    return Failure(name, Issue("too_large", message))
