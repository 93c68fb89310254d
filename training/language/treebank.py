"""Reading treebank sentences and packing them into chunks of running text."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from procopius.dictionaries.dictionary import DATA as DICTIONARIES

UNKNOWN = -2
"""Head of a word of a sentence without a tree."""


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``heads`` are indices into it, -1 the root; ``ner`` None where a word has no such label."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    lemmas: tuple[str, ...]
    ner: tuple[str | None, ...]
    doc: str
    breaks: bool = False
    """A paragraph break stands before it."""


def read_treebank(path: Path) -> list[Sentence]:
    """Read one gzipped JSONL treebank file (fields: see ``../shared/data/README.md``)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_sentence(json.loads(line)) for line in lines]


def _sentence(row: dict[str, object]) -> Sentence:
    words: list[str] = row["words"]  # type: ignore[assignment]
    ner: list[str] = row.get("ner") or ["O"] * len(words)  # type: ignore[assignment]
    mask: list[int] = row.get("nmask") or [1] * len(words)  # type: ignore[assignment]
    labelled = row.get("ner") is not None
    return Sentence(
        words=tuple(words),
        spaces=tuple(row["sp"]),  # type: ignore[arg-type]
        upos=tuple(row["upos"]),  # type: ignore[arg-type]
        xpos=tuple(row["xpos"]),  # type: ignore[arg-type]
        heads=tuple(row["head"]),  # type: ignore[arg-type]
        deps=tuple(row["dep"]),  # type: ignore[arg-type]
        lemmas=tuple(row["lemma"]),  # type: ignore[arg-type]
        ner=tuple(_label(word, tag, keep, labelled) for word, tag, keep in zip(words, ner, mask, strict=True)),
        doc=str(row["doc"]),
    )


def _label(word: str, tag: str, keep: int, labelled: bool) -> str | None:
    """Return a name label, ``NORP`` for words of nations and creeds, None where nothing is known."""
    if not labelled:
        return None
    outside = tag.endswith("OTH") or (not keep and tag == "O")
    if outside and word.lower() in groups():
        return "B-NORP"
    return None if not keep and tag == "O" else tag


@cache
def groups() -> frozenset[str]:
    """Return the words of nations, peoples and creeds, lower-cased: what bears the label ``NORP``."""
    rows = (DICTIONARIES / "demonyms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    forms = {form for row in rows for form in [row.split("\t")[0], *row.split("\t")[1].split("|")]}
    creeds = (Path(__file__).parent / "creeds.txt").read_text(encoding="utf-8").split()
    return frozenset({form.lower() for form in forms if form and " " not in form} | set(creeds))


def documents(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Group consecutive sentences of a document."""
    out: list[list[Sentence]] = []
    for sentence in sentences:
        if not out or out[-1][0].doc != sentence.doc:
            out.append([])
        out[-1].append(sentence)
    return out


def pack(docs: list[list[Sentence]], limit: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Cut documents into chunks of at most ``limit`` words, of random length so that starts and ends vary."""
    for doc in docs:
        chunk: list[Sentence] = []
        room = rng.choice((limit, limit, limit // 2, limit // 5))
        for sentence in doc:
            if chunk and sum(len(s.words) for s in chunk) + len(sentence.words) > room:
                yield chunk
                chunk, room = [], rng.choice((limit, limit, limit // 2, limit // 5))
            chunk.append(replace(sentence, breaks=rng.random() < 0.2))
        if chunk:
            yield chunk
