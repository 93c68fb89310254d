"""One writer for each output format; each takes articles one by one."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Protocol, TextIO, cast

import msgspec

from procopius.cli.article_view import article_view
from procopius.cli.terminal import console_for, show
from procopius.errors import SettingsError
from procopius.export import COLUMNS, event_rows
from procopius.model import Article, CodedArticle


class Writer(Protocol):
    """Takes coded articles."""

    def write(self, article: Article, coded: CodedArticle) -> None:
        """Write one article."""

    def end(self) -> None:
        """Write what comes after the last one."""


class TableWriter:
    """Tables for people."""

    def __init__(self, stream: TextIO) -> None:
        self._console = console_for(stream)
        self._any = False

    def write(self, article: Article, coded: CodedArticle) -> None:
        """Print one article's events, quotes, votes and issues."""
        show(self._console, *([""] if self._any else []), *article_view(article, coded, self._console))
        self._any = True

    def end(self) -> None:
        """Nothing follows the last table."""


class JsonlWriter:
    """The JSON contract, one object a line, there as soon as the article is done."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, article: Article, coded: CodedArticle) -> None:  # noqa: ARG002 (a writer's signature)
        """Write one line."""
        self._stream.write(msgspec.json.encode(coded) + b"\n")
        self._stream.flush()

    def end(self) -> None:
        """Nothing follows the last line."""


class JsonWriter:
    """The same objects in one JSON array."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._before = b"[\n"

    def write(self, article: Article, coded: CodedArticle) -> None:  # noqa: ARG002 (a writer's signature)
        """Write one item."""
        self._stream.write(self._before + msgspec.json.encode(coded))
        self._before = b",\n"

    def end(self) -> None:
        """Close the array."""
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


class CsvWriter:
    """One row an event, in the columns of :data:`procopius.export.COLUMNS`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._csv = csv.writer(stream, lineterminator="\n")
        self._csv.writerow(COLUMNS)

    def write(self, article: Article, coded: CodedArticle) -> None:
        """Write the rows of one article."""
        self._csv.writerows(event_rows(coded, article.text))
        self._stream.flush()

    def end(self) -> None:
        """Nothing follows the last row."""


@contextmanager
def open_writer(output_format: str, path: Path | None) -> Iterator[Writer]:
    """Open a writer on standard output or on a file.

    Lines and rows are in the file as soon as they are known; a JSON array, which is no JSON before its end,
    takes the place of an older file only when it is complete.

    Raises:
        SettingsError: the file cannot be written.
    """
    if path is None:
        yield from _writing(output_format, sys.stdout.buffer, sys.stdout)
        return
    part = path.with_name(f"{path.name}.part") if output_format == "json" else path
    try:
        with part.open("wb") as binary, _text(binary) as text:
            yield from _writing(output_format, binary, text)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        if Path(error.filename or "") != part:
            raise
        raise SettingsError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:
        if part != path:
            part.unlink(missing_ok=True)
        raise
    if part != path:
        part.replace(path)


def _writing(output_format: str, binary: IO[bytes], text: IO[str]) -> Iterator[Writer]:
    writer = _writer(output_format, cast(BinaryIO, binary), cast(TextIO, text))
    yield writer
    writer.end()
    text.flush()
    binary.flush()


def _writer(output_format: str, binary: BinaryIO, text: TextIO) -> Writer:
    match output_format:
        case "jsonl":
            return JsonlWriter(binary)
        case "json":
            return JsonWriter(binary)
        case "csv":
            return CsvWriter(text)
        case _:
            return TableWriter(text)


def _text(binary: IO[bytes]) -> IO[str]:
    import io

    return io.TextIOWrapper(binary, encoding="utf-8", newline="", write_through=True)
