"""Running text through the network: chunk by chunk, sentences found on the way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
import numpy as np

from procopius.parse.arguments import agreeing_labels
from procopius.parse.names import decode_names
from procopius.parse.network import MAX_PIECES_IN_CHUNK, Array, Network, Scores
from procopius.parse.tree import decode_tree
from procopius.parse.wordpiece import GAPS

MAX_WORDS_IN_CHUNK = 130
BREAK = GAPS.index("break")


class ParsedSentence(msgspec.Struct, frozen=True):
    """One sentence: ``start`` is the index of its first word in the text; ``heads`` are relative, -1 the root."""

    start: int
    upos: list[str]
    xpos: list[str]
    ner: list[str]
    heads: list[int]
    deps: list[str]
    hidden: Array


def parse_words(network: Network, words: list[str], gaps: list[int]) -> Iterator[ParsedSentence]:
    """Yield the sentences of a text in order.

    A chunk ends at a paragraph break where there is one; else the last sentence it holds, which may be cut, is
    left to the next chunk. A sentence longer than a chunk is parsed in pieces.
    """
    counts = network.piece_counts(words)
    at = 0
    while at < len(words):
        end, whole = _chunk_end(counts, gaps, at)
        scores = network.score(words[at:end], gaps[at:end])
        starts = _sentence_starts(scores, gaps[at:end])
        bounds = [*starts, end - at]
        if not whole and len(starts) > 1:
            bounds.pop()
        for first, last in itertools.pairwise(bounds):
            yield _sentence(network, scores, at, first, last)
        at += bounds[-1]


def _chunk_end(counts: list[int], gaps: list[int], at: int) -> tuple[int, bool]:
    """Return where the chunk that starts at ``at`` ends, and whether a sentence surely ends there."""
    pieces, end, paragraph = 0, at, at
    while end < len(counts) and end - at < MAX_WORDS_IN_CHUNK and pieces + counts[end] <= MAX_PIECES_IN_CHUNK:
        if end > at and gaps[end] == BREAK:
            paragraph = end
        pieces += counts[end]
        end += 1
    if end == len(counts) or gaps[end] == BREAK:
        return end, True
    return (paragraph, True) if paragraph > at else (end, False)


def _sentence_starts(scores: Scores, gaps: list[int]) -> list[int]:
    starts = scores.start[:, 1] > scores.start[:, 0]
    starts |= np.array(gaps) == BREAK
    starts[0] = True
    return [int(i) for i in np.flatnonzero(starts)]


def _sentence(network: Network, scores: Scores, at: int, first: int, last: int) -> ParsedSentence:
    meta = network.meta
    columns = np.r_[0, np.arange(first, last) + 1]
    heads = decode_tree(scores.arc[first:last][:, columns])
    rows = np.array([0 if h < 0 else first + h + 1 for h in heads])
    labels = network.label_scores(scores.label_dep[first:last], scores.label_head[rows])
    root = meta.deps.index("root")
    labels[np.array(heads) >= 0, root] = -np.inf
    deps = agreeing_labels(labels, heads, meta.deps)
    return ParsedSentence(
        start=at + first,
        upos=[meta.upos[i] for i in scores.upos[first:last].argmax(1)],
        xpos=[meta.xpos[i] for i in scores.xpos[first:last].argmax(1)],
        ner=decode_names(scores.ner[first:last], meta.ner, network.after),
        heads=heads,
        deps=["root" if h < 0 else d for h, d in zip(heads, deps, strict=True)],
        hidden=scores.hidden[first:last],
    )
