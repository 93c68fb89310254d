"""Chunks of sentences to tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from procopius.parse.wordpiece import GAPS, WordPiece, feature
from training.language.treebank import UNKNOWN, Sentence

IGNORE = -100


@dataclass(frozen=True)
class Labels:
    """The label inventories, in the order of the heads' columns."""

    upos: list[str]
    xpos: list[str]
    ner: list[str]
    deps: list[str]

    @classmethod
    def of(cls, sentences: list[Sentence]) -> Labels:
        """Collect the inventories from training sentences."""
        return cls(
            upos=sorted({t for s in sentences for t in s.upos}),
            xpos=sorted({t for s in sentences for t in s.xpos}),
            ner=["O", *sorted({t for s in sentences for t in s.ner if t and t != "O"})],
            deps=sorted({t for s in sentences for t in s.deps}),
        )


@dataclass
class Batch:
    """Padded tensors of several chunks; word-level targets hold :data:`IGNORE` where there is nothing to learn."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    xpos: Tensor
    ner: Tensor
    start: Tensor
    head: Tensor
    dep: Tensor
    sentence: Tensor
    """Batch × words: number of the sentence each word is in, -1 for padding."""


def encode_words(
    words: list[str], gaps: list[int], pieces: WordPiece
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return piece ids, features, and each word's first and last piece, with [CLS] and [SEP] around."""
    ids, features, first, last = [pieces.cls], [0], [], []
    for word, gap in zip(words, gaps, strict=True):
        parts = pieces.pieces(word)
        first.append(len(ids))
        ids.extend(parts)
        features.extend([feature(word, gap)] * len(parts))
        last.append(len(ids) - 1)
    return [*ids, pieces.sep], [*features, 0], first, last


def gaps_of(chunk: list[Sentence]) -> list[int]:
    """Return for each word of a chunk the index in ``GAPS`` of what stands before it."""
    out: list[int] = []
    space = True
    for sentence in chunk:
        for i in range(len(sentence.words)):
            gap = GAPS.index("break") if i == 0 and sentence.breaks else int(space)
            out.append(gap)
            space = sentence.spaces[i]
    return out


def make_batch(chunks: list[list[Sentence]], labels: Labels, pieces: WordPiece) -> Batch:
    """Encode and pad chunks."""
    maps = [{t: i for i, t in enumerate(names)} for names in (labels.upos, labels.xpos, labels.ner, labels.deps)]
    rows = [_row(chunk, maps, pieces) for chunk in chunks]

    def pad(key: str, value: int) -> Tensor:
        width = max(len(r[key]) for r in rows)
        return torch.tensor([r[key] + [value] * (width - len(r[key])) for r in rows])

    ids = pad("ids", 0)
    lengths = torch.tensor([len(r["ids"]) for r in rows])
    mask = torch.arange(ids.shape[1])[None] >= lengths[:, None]
    return Batch(
        ids=ids,
        features=pad("features", 0),
        mask=mask[:, None, None, :] * -1e9,
        first=pad("first", 0),
        last=pad("last", 0),
        **{k: pad(k, IGNORE) for k in ("upos", "xpos", "ner", "start", "head", "dep")},
        sentence=pad("sentence", -1),
    )


def _row(chunk: list[Sentence], maps: list[dict[str, int]], pieces: WordPiece) -> dict[str, list[int]]:
    upos, xpos, ner, deps = maps
    words = [w for s in chunk for w in s.words]
    ids, features, first, last = encode_words(words, gaps_of(chunk), pieces)
    row: dict[str, list[int]] = {"ids": ids, "features": features, "first": first, "last": last}
    row["upos"] = [upos.get(t, IGNORE) for s in chunk for t in s.upos]
    row["xpos"] = [xpos.get(t, IGNORE) for s in chunk for t in s.xpos]
    row["ner"] = [IGNORE if t is None else ner.get(t, IGNORE) for s in chunk for t in s.ner]
    row["dep"] = [deps.get(t, IGNORE) for s in chunk for t in s.deps]
    row["start"] = [int(i == 0) if h != UNKNOWN else IGNORE for s in chunk for i, h in enumerate(s.heads)]
    row["sentence"] = [n for n, s in enumerate(chunk) for _ in s.words]
    row["head"] = []
    for sentence in chunk:
        base = len(row["head"]) + 1
        row["head"].extend(_column(h, base) for h in sentence.heads)
    return row


def _column(head: int, base: int) -> int:
    """Return the column of a head in the arc scores, where the root comes first."""
    if head == UNKNOWN:
        return IGNORE
    return head + base if head >= 0 else 0


def batches(
    chunks: list[list[Sentence]], labels: Labels, pieces: WordPiece, words: int, rng: random.Random
) -> Iterator[Batch]:
    """Yield batches of about ``words`` words of chunks of like length, in random order."""
    order = sorted(chunks, key=lambda c: sum(len(s.words) for s in c) + rng.random() * 20)
    groups: list[list[list[Sentence]]] = [[]]
    for chunk in order:
        if sum(len(s.words) for c in groups[-1] for s in c) >= words:
            groups.append([])
        groups[-1].append(chunk)
    rng.shuffle(groups)
    for group in groups:
        yield make_batch(group, labels, pieces)
