"""The encoder and its heads in torch (training only).

Encoder: MiniLM-L6 (Wang et al. 2020), six BERT layers of 384, post-norm; token types widened to our features.
Heads: UPOS, XPOS, NER and sentence starts are linear; arcs and labels biaffine (Dozat and Manning 2017). They read the
last layer. The event head (:mod:`training.language.event_head`) forks off below it, at :data:`FORK`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from procopius.parse.wordpiece import FEATURES

HIDDEN = 384
LAYERS = 6
FORK = 4
"""Layers that parse and events share."""
ATTENTION_HEADS = 12
ARC = 192
LABEL = 64


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x``: batch × pieces × hidden; ``mask``: additive, batch × 1 × 1 × pieces, or None."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = y.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(y)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and features to one vector a word."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def pieces(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Return batch × pieces × hidden at the fork."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions)[None] + self.features(features)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:FORK]:
            x = layer(x, mask)
        return x

    def top(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Go on from the fork to the last layer."""
        for layer in self.layers[FORK:]:
            x = layer(x, mask)
        return x


def words_of(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return batch × words × hidden: the mean of each word's first and last piece."""
    batch = torch.arange(x.shape[0], device=x.device)[:, None]
    return (x[batch, first] + x[batch, last]) / 2


class Parser(nn.Module):
    """All heads of the parse over one encoding."""

    def __init__(self, vocabulary: int, upos: int, xpos: int, ner: int, deps: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.upos = nn.Linear(HIDDEN, upos)
        self.xpos = nn.Linear(HIDDEN, xpos)
        self.ner = nn.Linear(HIDDEN, ner)
        self.start = nn.Linear(HIDDEN, 2)
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.arc_dep = nn.Linear(HIDDEN, ARC)
        self.arc_head = nn.Linear(HIDDEN, ARC)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.label_dep = nn.Linear(HIDDEN, LABEL)
        self.label_head = nn.Linear(HIDDEN, LABEL)
        self.label = nn.Parameter(torch.empty(deps, LABEL + 1, LABEL + 1))
        nn.init.orthogonal_(self.arc)
        nn.init.normal_(self.label, std=0.05)
        self.dropout = nn.Dropout(0.25)

    def heads(self, h: Tensor) -> dict[str, Tensor]:
        """Return scores for ``h`` (batch × words × hidden). Column 0 of ``arc`` is the root."""
        h = self.dropout(h)
        rooted = torch.cat([self.root.expand(h.shape[0], 1, -1), h], dim=1)
        dep = self.dropout(functional.gelu(self.arc_dep(h)))
        head = self.dropout(functional.gelu(self.arc_head(rooted)))
        arc = (functional.pad(dep, (0, 1), value=1.0) @ self.arc) @ head.transpose(1, 2)
        return {
            "upos": self.upos(h),
            "xpos": self.xpos(h),
            "ner": self.ner(h),
            "start": self.start(h),
            "arc": arc * ARC**-0.5,
            "label_dep": functional.pad(self.dropout(functional.gelu(self.label_dep(h))), (0, 1), value=1.0),
            "label_head": functional.pad(self.dropout(functional.gelu(self.label_head(rooted))), (0, 1), value=1.0),
        }

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Return label scores of words under their heads (``head`` gathered to the same shape as ``dep``)."""
        return torch.einsum("bwi,lij,bwj->bwl", dep, self.label, head)

    def forward(self, ids: Tensor, features: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """One unpadded chunk: what the exported model computes. The last output is for the event head."""
        x = self.encoder.pieces(ids, features, None)
        out = self.heads(words_of(self.encoder.top(x, None), first, last))
        names = ("upos", "xpos", "ner", "start", "arc", "label_dep", "label_head")
        return (*(out[n][0] for n in names), words_of(x, first, last)[0])
