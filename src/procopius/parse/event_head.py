"""The event head of the shipped model: types, modes and statuses from the word vectors in ``Doc.tensor``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from procopius.parse.network import MODEL_FOLDER, Array, open_session, read_meta

NONE = "NONE"


class EventScores(msgspec.Struct, frozen=True):
    """Probabilities of one predicate: of each type (``NONE`` too), of the modes of the best type, of each status."""

    types: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]

    @property
    def best(self) -> str:
        """The most probable type, ``NONE`` included."""
        return max(self.types, key=lambda t: self.types[t])


class EventHead:
    """Scores predicates and pairs of one sentence at a time."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.meta = read_meta(folder)
        self.session = open_session(folder / "events.onnx")

    def predicates(self, hidden: Array, words: Sequence[Sequence[int]]) -> list[EventScores]:
        """Score the predicates at the word indices ``words`` of a sentence with vectors ``hidden`` (words × width)."""
        if not words:
            return []
        empty = np.zeros((len(words), len(hidden)), dtype=np.float32)
        _, types, modes, statuses = self._run(hidden, empty, empty, _mask(words, len(hidden)))
        return [
            EventScores(
                types=dict(zip(self.meta.types, _softmax(t).tolist(), strict=True)),
                modes=dict(zip(self.meta.modes, _softmax(m).tolist(), strict=True)),
                statuses=dict(zip(self.meta.statuses, _softmax(s).tolist(), strict=True)),
            )
            for t, m, s in zip(types, modes, statuses, strict=True)
        ]

    def pairs(
        self, hidden: Array, actors: Sequence[Sequence[int]], recipients: Sequence[Sequence[int]]
    ) -> list[dict[str, float]]:
        """Return the probability of each type between actors and recipients (word indices, either may be empty)."""
        size = len(hidden)
        empty = np.zeros((len(actors), size), dtype=np.float32)
        pair, *_ = self._run(hidden, _mask(actors, size), _mask(recipients, size), empty)
        return [dict(zip(self.meta.types, _softmax(row).tolist(), strict=True)) for row in pair]

    def _run(self, hidden: Array, actor: Array, recipient: Array, predicate: Array) -> list[Array]:
        # One sentence a call: what shares a call must not change a result in its last digits.
        feed = {"hidden": hidden[None], "actor": actor, "recipient": recipient, "predicate": predicate}
        found: list[Array] = self.session.run(None, feed)
        return found


def _mask(rows: Sequence[Sequence[int]], size: int) -> Array:
    mask = np.zeros((len(rows), size), dtype=np.float32)
    for i, row in enumerate(rows):
        mask[i, list(row)] = 1.0
    return mask


def _softmax(scores: Array) -> NDArray[np.float64]:
    exponent = np.exp(scores.astype(np.float64) - scores.max())
    return np.asarray(exponent / exponent.sum())
