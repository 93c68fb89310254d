"""Bytes to text, and what kind of input a run of bytes is."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from procopius.model import Issue

Kind: TypeAlias = Literal["text", "html", "jsonl", "json", "csv"]

GZIP_MAGIC = b"\x1f\x8b"
HEAD_BYTES = 8192
"""How much of an input is looked at to tell what it is."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_MAGIC = {b"%PDF": "PDF", b"PK\x03\x04": "ZIP or Office", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG"}
_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_JSON_OBJECT = re.compile(r'\s*\{\s*(?:"|\}|$)')
_JSON_LIST = re.compile(r"\s*\[\s*(?:\{|\]|$)")
_CSV_HEADER = re.compile(r'\s*"?[\w .-]+"?(?:[,;\t]"?[\w .-]+"?)+\s*$')
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)


def suffix_kind(name: str) -> Kind | None:
    """Return the kind a file name promises (``.gz`` looked through), or None if it promises none we read."""
    path = PurePath(name)
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return _SUFFIXES.get(suffix.lower())


def sniff_kind(head: bytes, text_keys: frozenset[str]) -> Kind:
    """Return the kind of an input without a telling name from its first bytes; plain text if nothing else.

    ``text_keys`` are the column names that make a first line with separators a CSV header.
    """
    text, _ = decode(head, lenient=True)
    first_line = text.lstrip().partition("\n")[0].rstrip("\r")
    if _HTML.match(text):
        return "html"
    if _JSON_LIST.match(text):
        return "json"
    if _JSON_OBJECT.match(text):
        return "jsonl" if first_line.rstrip().endswith("}") else "json"
    columns = {column.strip(' "').lower() for column in re.split(r"[,;\t]", first_line)}
    return "csv" if _CSV_HEADER.match(first_line) and columns & text_keys else "text"


def binary_kind(head: bytes) -> str | None:
    """Return a name for ``head`` if it is no text, else None. UTF-16 is text only with its mark (BOM)."""
    for magic, name in _BINARY_MAGIC.items():
        if head.startswith(magic):
            return name
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    return "unknown" if b"\0" in head or controls * 10 > len(head) > 0 else None


def declared_charset(head: bytes) -> str | None:
    """Return the encoding an HTML page declares in a ``meta`` tag, if Python knows it."""
    match = _CHARSET.search(head)
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def decode(data: bytes, *, declared: str | None = None, lenient: bool = False) -> tuple[str, Issue | None]:
    """Decode as the mark (BOM) says, else as UTF-8, else as ``declared``, else as Windows-1252 with an issue.

    ``lenient`` replaces what cannot be decoded: for looking at a head that may end inside a character.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), None
    for candidate in ("utf-8", declared):
        try:
            if candidate is not None:
                return data.decode(candidate, errors="replace" if lenient else "strict"), None
        except UnicodeDecodeError:
            continue
    message = "not valid UTF-8; read as Windows-1252 (save the file as UTF-8 to be sure)"
    return data.decode("cp1252", errors="replace"), Issue("encoding_guessed", message)
