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
    """Scores predicates and pairs of one sentence at a time.

    A pass takes one sentence and one pair, or none: dynamic int8 quantisation scales by the largest activation of a
    call, so what shares a call would change the result.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.meta = read_meta(folder)
        self.session = open_session(folder / "events.onnx")

    def predicates(self, hidden: Array, words: Sequence[int]) -> list[EventScores]:
        """Score the predicates at the word indices ``words`` of a sentence with vectors ``hidden`` (words × width)."""
        if not words:
            return []
        _, types, modes, statuses = self._run(hidden, (), ())
        return [
            EventScores(
                types=dict(zip(self.meta.types, _softmax(types[k]).tolist(), strict=True)),
                modes=dict(zip(self.meta.modes, _softmax(modes[k]).tolist(), strict=True)),
                statuses=dict(zip(self.meta.statuses, _softmax(statuses[k]).tolist(), strict=True)),
            )
            for k in words
        ]

    def pair(self, hidden: Array, actor: Sequence[int], recipient: Sequence[int]) -> dict[str, float]:
        """Return the probability of each type between actor and recipient (word indices, either may be empty)."""
        scores, *_ = self._run(hidden, actor, recipient)
        return dict(zip(self.meta.types, _softmax(scores[0]).tolist(), strict=True))

    def _run(self, hidden: Array, actor: Sequence[int], recipient: Sequence[int]) -> list[Array]:
        marks = np.zeros((2, 1, len(hidden)), dtype=np.float32)
        marks[0, 0, list(actor)] = 1.0
        marks[1, 0, list(recipient)] = 1.0
        found: list[Array] = self.session.run(None, {"hidden": hidden[None], "actor": marks[0], "recipient": marks[1]})
        return found


def _softmax(scores: Array) -> NDArray[np.float64]:
    exponent = np.exp(scores.astype(np.float64) - scores.max())
    return np.asarray(exponent / exponent.sum())
