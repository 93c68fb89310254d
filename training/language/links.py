"""Names in running news: the linked spans of dated world events, their pages typed by hand in ``links.tsv``.

A span takes the type of its page; a word of a nation or creed is ``NORP`` whatever it links to. Other words are known
to be outside a name where they are in lower case; a capital without a link is a name only where the same words are
linked elsewhere with one type. The rest is unknown and left out of the loss. There are no trees.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from training.language.treebank import UNKNOWN, Sentence, groups

FILE = "current_events_2025.jsonl.gz"
TYPES = Path(__file__).parent / "links.tsv"
USUAL = 0.95
"""Share of its links from which a surface is taken for a name where it stands unlinked."""
OFTEN = 5
"""Times a word must stand in lower case to be common."""
Known = dict[tuple[str, ...], str]


def read_links(data: Path) -> list[Sentence]:
    """Return the texts of ``data / FILE`` as sentences with names only."""
    types = page_types()
    with gzip.open(data / FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    tokenizer = spacy.blank("en")
    known = surfaces(rows, types, tokenizer)
    docs = [tokenizer.make_doc(row["text"]) for row in rows]
    common = common_words(docs)
    return [_sentence(doc, row["links"], types, known, common) for doc, row in zip(docs, rows, strict=True)]


def page_types() -> dict[str, str]:
    """Read page → PER, ORG, LOC, NORP, OTH, or O for what is no name."""
    with TYPES.open(encoding="utf-8", newline="") as lines:
        return dict(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))  # type: ignore[arg-type]


def surfaces(rows: list[dict[str, list[list[str]]]], types: dict[str, str], tokenizer: Language) -> Known:
    """Return the words that are nearly always linked with one and the same type of name."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for surface, page in row["links"]:
            seen[surface][types.get(page, "?")] += 1
    best = {surface: kinds.most_common(1)[0] for surface, kinds in seen.items() if surface[:1].isupper()}
    return {
        tuple(t.text for t in tokenizer.make_doc(surface)): kind
        for surface, (kind, count) in best.items()
        if kind in {"PER", "ORG", "LOC"} and count >= USUAL * seen[surface].total()
    }


def common_words(docs: list[Doc]) -> frozenset[str]:
    """Return the words that are often written in lower case: capitals at a start or in a title make no name of them."""
    counts = Counter(t.text for doc in docs for t in doc if t.text.islower())
    return frozenset(word for word, count in counts.items() if count >= OFTEN)


def _sentence(
    doc: Doc, links: list[list[str]], types: dict[str, str], known: Known, common: frozenset[str]
) -> Sentence:
    tokens = [t for t in doc if not t.is_space]
    words = [t.text for t in tokens]
    plain: list[str | None] = ["O" if w.lower() in common or not _capital(w) else None for w in words]
    starts = [i == 0 or words[i - 1] in {".", "?", "!"} for i in range(len(words))]
    tags = ["O" if not _capital(w) or (s and p) else None for w, s, p in zip(words, starts, plain, strict=True)]
    for start, end, kind in (*_known_spans(words, known), *_linked_spans(doc.text, tokens, links, types)):
        if kind == "O":
            tags[start:end] = plain[start:end]
        elif kind is not None:
            tags[start:end] = [f"{'B' if i == start else 'I'}-{kind}" for i in range(start, end)]
    tags = ["B-NORP" if _group(w) and _outside(t) else t for w, t in zip(words, tags, strict=True)]
    blank = ("",) * len(words)
    spaces = tuple(bool(t.whitespace_) for t in tokens)
    return Sentence(tuple(words), spaces, blank, blank, (UNKNOWN,) * len(words), blank, blank, tuple(tags), "links")


def _capital(word: str) -> bool:
    return any(c.isupper() for c in word)


def _group(word: str) -> bool:
    return word[:1].isupper() and word.lower() in groups()


def _outside(tag: str | None) -> bool:
    return tag is None or tag[2:] in {"", "OTH", "NORP"}


def _known_spans(words: list[str], known: Known) -> Iterator[tuple[int, int, str]]:
    """Yield the longest known names, left to right."""
    at = 0
    while at < len(words):
        size = next((n for n in range(min(6, len(words) - at), 0, -1) if tuple(words[at : at + n]) in known), 0)
        if size:
            yield at, at + size, known[tuple(words[at : at + size])]
        at += size or 1


def _linked_spans(
    text: str, tokens: list[Token], links: list[list[str]], types: dict[str, str]
) -> Iterator[tuple[int, int, str | None]]:
    """Yield word spans of links in the order of the text, with their page's type, None for an untyped page."""
    at = 0
    for surface, page in links:
        start = text.find(surface, at)
        if start < 0:
            continue
        at = start + len(surface)
        inside = [i for i, t in enumerate(tokens) if t.idx < at and start < t.idx + len(t)]
        if inside:
            kind = types.get(page) if _capital(surface) else "O"
            single = len(inside) == 1 and _group(surface)
            yield inside[0], inside[-1] + 1, "NORP" if single else kind if kind != "NORP" else None
