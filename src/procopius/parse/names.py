"""Names from scores: the best sequence of tags in which no name goes on that was not begun."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

OUTSIDE = "O"
UNTYPED = "OTH"
"""Products, works and the like: learnt so that they are not taken for another type, and not told."""


def allowed(tags: Sequence[str]) -> Array:
    """Return 0 where the tag of the column may follow that of the row, minus infinity elsewhere."""
    after = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for i, before in enumerate(tags):
        for k, tag in enumerate(tags):
            if tag[0] == "I" and (before == OUTSIDE or before[2:] != tag[2:]):
                after[i, k] = -np.inf
    return after


def decode_names(scores: Array, tags: Sequence[str], after: Array) -> list[str]:
    """Return the best sequence of ``tags`` for a sentence (``scores``: words × tags, log-odds), by Viterbi."""
    best = scores[0] + np.array([-np.inf if t[0] == "I" else 0.0 for t in tags], dtype=np.float32)
    if len(scores) > 1 and (scores.argmax(1) == tags.index(OUTSIDE)).all():
        return [OUTSIDE] * len(scores)
    back = []
    for row in scores[1:]:
        paths = best[:, None] + after
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    at = int(best.argmax())
    found = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        found.append(at)
    return [OUTSIDE if tags[i][2:] == UNTYPED else tags[i] for i in reversed(found)]
