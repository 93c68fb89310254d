"""The shipped model: one encoder call a chunk of running text, scores for every head.

A chunk is encoded alone: dynamic int8 quantisation scales by the largest activation of a call, so what shares a
call would change the result. Alone, the same chunk gives the same scores in any batch, order or process.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from procopius.errors import ModelError
from procopius.parse.names import allowed
from procopius.parse.wordpiece import WordPiece, feature

Array = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent.parent / "data" / "model"
MAX_PIECES_IN_CHUNK = 250


class ModelMeta(msgspec.Struct, frozen=True):
    """What ``meta.json`` of a model folder holds; ``sha256`` binds the files together."""

    name: str
    version: str
    upos: list[str]
    xpos: list[str]
    ner: list[str]
    deps: list[str]
    types: list[str]
    modes: list[str]
    statuses: list[str]
    sha256: dict[str, str]


class Scores(msgspec.Struct, frozen=True):
    """Scores of one chunk, a row a word. ``arc`` has the root as column 0."""

    upos: Array
    xpos: Array
    ner: Array
    start: Array
    arc: Array
    label_dep: Array
    label_head: Array
    hidden: Array


class Network:
    """A model folder opened for inference, on one thread."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.meta = read_meta(folder)
        self.pieces = WordPiece.read(folder / "vocabulary.txt")
        self.session = open_session(folder / "parser.onnx")
        self.label = np.load(folder / "labels.npy").astype(np.float32)
        self.after = allowed(self.meta.ner)

    def piece_counts(self, words: list[str]) -> list[int]:
        """Return the number of pieces of each word."""
        return [len(self.pieces.pieces(word)) for word in words]

    def score(self, words: list[str], gaps: list[int]) -> Scores:
        """Encode one chunk. ``gaps`` are indices into :data:`procopius.parse.wordpiece.GAPS`."""
        ids, features, first, last = [self.pieces.cls], [0], [], []
        for word, gap in zip(words, gaps, strict=True):
            parts = self.pieces.pieces(word)
            first.append(len(ids))
            ids.extend(parts)
            features.extend([feature(word, gap)] * len(parts))
            last.append(len(ids) - 1)
        columns = ([*ids, self.pieces.sep], [*features, 0], first, last)
        feed = {
            name: np.array([column], dtype=np.int64)
            for name, column in zip(("ids", "features", "first", "last"), columns, strict=True)
        }
        return Scores(*self.session.run(None, feed))

    def label_scores(self, dep: Array, head: Array) -> Array:
        """Return label scores of words (rows of ``dep``) under their heads (rows of ``head``)."""
        # One small product a label: the BLAS of numpy would start threads for one large product, and they wait for
        # each other longer than they work wherever the cores have something else to do.
        scores: Array = np.einsum("lnw,nw->nl", np.matmul(dep[None], self.label), head)
        return scores


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """Open an ONNX file on one thread: processes scale, threads do not."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it keeps what the longest chunk needed, and saves no time
    return onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=4)
def read_meta(folder: Path) -> ModelMeta:
    """Read and check a model folder.

    Raises:
        ModelError: a file is missing, or is not the one the others were made with.
    """
    try:
        meta = msgspec.json.decode((folder / "meta.json").read_bytes(), type=ModelMeta)
        for name, digest in meta.sha256.items():
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != digest:
                raise ModelError(f"{folder / name} is damaged or from another version: reinstall procopius")
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"no usable model in {folder} ({error}): reinstall procopius") from error
    return meta
