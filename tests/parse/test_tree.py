import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from procopius.parse.tree import decode_tree


def depth(heads: list[int], word: int) -> int:
    """Steps to the root; more than there are words means a cycle."""
    steps = 0
    while heads[word] >= 0 and steps <= len(heads):
        word, steps = heads[word], steps + 1
    return steps


@given(
    st.integers(1, 9).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-50, 50, width=32), unique=True)
    )
)
def test_decode_tree_gives_one_root_and_no_cycle(scores: np.ndarray) -> None:
    heads = decode_tree(scores)
    assert heads.count(-1) == 1
    assert all(depth(heads, word) <= len(heads) - 1 for word in range(len(heads)))


def test_decode_tree_breaks_a_cycle_where_it_costs_least() -> None:
    # Words 0 and 1 each want the other as head; word 1 would rather be the root than word 0 would.
    scores = np.array([[1.0, 0.0, 9.0], [4.0, 9.0, 0.0]], dtype=np.float32)
    assert decode_tree(scores) == [1, -1]


def test_decode_tree_leaves_its_input_alone() -> None:
    scores = np.ones((3, 4), dtype=np.float32)
    decode_tree(scores)
    assert (scores == 1).all()
