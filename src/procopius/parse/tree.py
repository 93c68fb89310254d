"""From arc scores to a tree: every word one head, one root, no cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def decode_tree(scores: Scores) -> list[int]:
    """Return the head of each word, -1 for the root.

    ``scores[i, j]`` is how well word ``i`` hangs under word ``j - 1``; column 0 is the root. The greedy choice is
    taken when it is a tree; otherwise the maximum spanning tree (Chu and Liu 1965, Edmonds 1967).
    """
    size = len(scores)
    scores = scores.copy()
    scores[np.arange(size), np.arange(size) + 1] = -np.inf
    root = int(scores[:, 0].argmax())
    heads = scores.argmax(1) - 1
    if np.count_nonzero(heads == -1) != 1:
        scores[:, 0] = -np.inf
        scores[root, :] = -np.inf
        scores[root, 0] = 0.0
        heads = scores.argmax(1) - 1
    if _cycle(heads) is None:
        return [int(h) for h in heads]
    return _spanning_tree(scores, int(np.flatnonzero(heads == -1)[0]))


def _cycle(heads: NDArray[np.intp]) -> list[int] | None:
    """Return the words of one cycle, or None."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        at = start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return None


def _spanning_tree(scores: Scores, root: int) -> list[int]:
    weights = scores[:, 1:].T.astype(np.float64)
    weights[:, root] = -np.inf
    heads = _edmonds(np.where(np.isfinite(weights), weights, -1e9), root)
    heads[root] = -1
    return heads


def _edmonds(weights: NDArray[np.float64], root: int) -> list[int]:
    """``weights[h, d]`` is the score of the arc from head ``h`` to dependant ``d``."""
    size = len(weights)
    weights = weights.copy()
    np.fill_diagonal(weights, -np.inf)
    heads = weights.argmax(0)
    heads[root] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return [int(h) for h in heads]
    inside = set(cycle)
    outside = [i for i in range(size) if i not in inside]
    return _expand(weights, root, heads, cycle, outside)


def _expand(
    weights: NDArray[np.float64], root: int, heads: NDArray[np.intp], cycle: list[int], outside: list[int]
) -> list[int]:
    """Contract ``cycle`` to one node, solve the smaller problem, and open the cycle where it is entered."""
    node = len(outside)
    smaller = np.full((node + 1, node + 1), -np.inf)
    smaller[:node, :node] = weights[np.ix_(outside, outside)]
    kept = weights[heads[cycle], cycle]
    entering = weights[np.ix_(outside, cycle)] - kept[None]
    leaving = weights[np.ix_(cycle, outside)]
    smaller[:node, node] = entering.max(1)
    smaller[node, :node] = leaving.max(0)
    solved = _edmonds(smaller, outside.index(root))
    result = [int(h) for h in heads]
    for k, word in enumerate(outside):
        if solved[k] == node:
            result[word] = cycle[int(leaving[:, k].argmax())]
        elif word != root:
            result[word] = outside[solved[k]]
    entry = solved[node]
    result[cycle[int(entering[entry].argmax())]] = outside[entry]
    return result
