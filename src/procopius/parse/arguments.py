"""Labels that agree: a verb has one subject and one object, and what has an object is no bare passive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from procopius.parse.names import Array

SUBJECTS = ("nsubj", "nsubj:pass")
OBJECT = "obj"
PASSIVE = "aux:pass"


def agreeing_labels(scores: Array, heads: Sequence[int], labels: Sequence[str]) -> list[str]:
    """Return the best label of each word (``scores``: words × ``labels``) under one subject and one object a head.

    The weaker of two subjects takes its next best label; a passive subject beside an object and without an auxiliary of
    the passive ("Police arrested 20 protesters", read as broken word order) is a plain one.
    """
    best = [int(i) for i in scores.argmax(1)]
    for kinds in (SUBJECTS, (OBJECT,)):
        columns = [labels.index(kind) for kind in kinds]
        for words in _rivals(best, heads, columns).values():
            for word in sorted(words, key=lambda w: -scores[w, best[w]])[1:]:
                row = scores[word].copy()
                row[columns] = -np.inf
                best[word] = int(row.argmax())
    return _active(best, heads, labels)


def _rivals(best: list[int], heads: Sequence[int], columns: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for word, label in enumerate(best):
        if label in columns and heads[word] >= 0:
            found[heads[word]].append(word)
    return {head: words for head, words in found.items() if len(words) > 1}


def _active(best: list[int], heads: Sequence[int], labels: Sequence[str]) -> list[str]:
    out = [labels[i] for i in best]
    told: dict[int, set[str]] = defaultdict(set)
    for head, label in zip(heads, out, strict=True):
        told[head].add(label)
    for word, head in enumerate(heads):
        if out[word] == "nsubj:pass" and OBJECT in told[head] and PASSIVE not in told[head]:
            out[word] = "nsubj"
    return out
