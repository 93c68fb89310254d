"""The door: paths, folders and standard input to a stream of articles and failures, each with its reason.

Nothing here raises for a bad input: what cannot be read becomes a :class:`Failure`, the rest is still read.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from procopius.errors import SettingsError
from procopius.model import Article, Issue
from procopius.read.dates import read_date
from procopius.read.decode import GZIP_MAGIC, HEAD_BYTES, binary_kind, sniff_kind, suffix_kind
from procopius.read.formats import READERS, Failure, Input
from procopius.read.records import TEXT_KEYS, Defaults

MAX_CHARS = 2_000_000
"""Code points an article may have; a longer one is a ``too_large`` failure."""

__all__ = ["MAX_CHARS", "Failure", "list_files", "read_file", "read_inputs"]


def read_inputs(
    paths: Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Article | Failure]:
    """Read articles from files, folders (recursive, in name order) and ``-`` (standard input), in that order.

    ``published`` (a date) and ``publisher`` hold for the articles whose input gives none. Article ids are the
    input's own, else made of the file name (and record number); an id met before gets a suffix and an issue.
    Raises ``SettingsError`` at once when ``published`` is no date; bad inputs never raise.
    """
    defaults = _defaults(published, publisher)
    return _with_unique_ids(_read_all(paths, defaults, stdin or sys.stdin.buffer, max_chars))


def _read_all(paths: Sequence[str], defaults: Defaults, stdin: BinaryIO, max_chars: int) -> Iterator[Article | Failure]:
    for file in list_files(paths):
        if isinstance(file, Failure):
            yield file
        else:
            yield from _read_path(file, defaults, stdin, max_chars)


def _with_unique_ids(items: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        article = _renamed(item, seen) if item.id in seen else item
        seen.add(article.id)
        yield article


def _renamed(article: Article, seen: set[str]) -> Article:
    number = 2
    while f"{article.id}-{number}" in seen:
        number += 1
    issue = Issue("duplicate_id", f"{article.id!r} was read before; this is number {number}")
    return msgspec.structs.replace(article, id=f"{article.id}-{number}", issues=(*article.issues, issue))


def list_files(paths: Sequence[str]) -> Iterator[str | Failure]:
    """Yield the files to read in their order: folders (recursive) give the files of known kinds in them.

    The other files of a folder are counted in one failure at its end. ``-`` is standard input.
    """
    for path in paths:
        if path != "-" and Path(path).is_dir():
            yield from _list_folder(Path(path))
        else:
            yield path


def read_file(
    path: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Article | Failure]:
    """Read the articles of one file, or of ``-``, as :func:`read_inputs` does, their ids as they are given there."""
    defaults = _defaults(published, publisher)
    return _read_path(path, defaults, stdin or sys.stdin.buffer, max_chars)


def _defaults(published: str | None, publisher: str | None) -> Defaults:
    day = read_date(published) if published is not None else None
    if published is not None and day is None:
        raise SettingsError(f"published: {published!r} is not a date; write it as 2024-03-27")
    return Defaults(published=day, publisher=publisher)


def _list_folder(folder: Path) -> Iterator[str | Failure]:
    skipped: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        if suffix_kind(path.name) is None:
            skipped[path.suffix.lower() or "no suffix"] += 1
        else:
            yield str(path)
    if skipped:
        counts = ", ".join(f"{suffix} {count}" for suffix, count in sorted(skipped.items()))
        message = f"{skipped.total()} files of kinds that are not read: {counts}"
        yield Failure(str(folder), Issue("unknown_kind", message))


def _read_path(path: str, defaults: Defaults, stdin: BinaryIO, max_chars: int) -> Iterator[Article | Failure]:
    if path == "-":
        yield from _read_stream(stdin, Path("stdin"), defaults, max_chars)
    else:
        yield from _read_file(Path(path), defaults, max_chars)


def _read_file(path: Path, defaults: Defaults, max_chars: int) -> Iterator[Article | Failure]:
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, path, defaults, max_chars)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Failure(str(path), Issue("unreadable_file", f"cannot be read: {reason}"))


def _read_stream(stream: BinaryIO, path: Path, defaults: Defaults, max_chars: int) -> Iterator[Article | Failure]:
    buffered = _reader(stream)
    try:
        if buffered.peek(2).startswith(GZIP_MAGIC):
            with gzip.GzipFile(fileobj=buffered) as unzipped, _reader(unzipped) as inner:
                yield from _read_plain(inner, path, defaults, max_chars)
        else:
            yield from _read_plain(buffered, path, defaults, max_chars)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Failure(str(path), Issue("unreadable_file", "the gzip data is damaged or cut short"))
    finally:
        # The stream is the caller's to close.
        buffered.detach()


def _reader(stream: object) -> io.BufferedReader:
    """Wrap a binary stream so that its first bytes can be looked at without being read."""
    return io.BufferedReader(cast(Any, stream))


def _read_plain(
    stream: io.BufferedReader, path: Path, defaults: Defaults, max_chars: int
) -> Iterator[Article | Failure]:
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    if not head:
        yield Failure(str(path), Issue("empty_text", "the file is empty"))
        return
    if (binary := binary_kind(head)) is not None:
        message = f"not text ({binary} data); extract its text first"
        yield Failure(str(path), Issue("binary_file", message))
        return
    kind = suffix_kind(path.name) or sniff_kind(head, TEXT_KEYS)
    stem = Path(path.stem).stem if path.suffix == ".gz" else path.stem
    yield from READERS[kind](Input(stream, head, str(path), stem, defaults, max_chars))
