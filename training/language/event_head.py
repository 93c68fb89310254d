"""The event head: from word vectors and marked parts to a type, a mode and a status.

Two questions over one encoding. *Pair*: what happened between a marked actor and recipient? The predicate is not
marked; attention with the pair as its query finds it. *Predicate*: what does a marked predicate tell, and with which
status and mode?
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.language.network import HIDDEN

WIDTH = 256


class EventHead(nn.Module):
    """``types``, ``modes`` and ``statuses`` are counts; the first type is NONE."""

    def __init__(self, types: int, modes: int, statuses: int) -> None:
        super().__init__()
        self.absent = nn.Parameter(torch.zeros(2, HIDDEN))
        self.query = nn.Linear(2 * HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.near = nn.Linear(HIDDEN, HIDDEN)
        self.pair = nn.Sequential(nn.Linear(4 * HIDDEN, WIDTH), nn.GELU(), nn.Dropout(0.3), nn.Linear(WIDTH, types))
        self.predicate = nn.Sequential(nn.Linear(2 * HIDDEN, WIDTH), nn.GELU(), nn.Dropout(0.3))
        self.kind = nn.Linear(WIDTH, types)
        self.mode = nn.Linear(WIDTH, modes)
        self.status = nn.Linear(WIDTH, statuses)

    def pooled(self, h: Tensor, mask: Tensor, which: int) -> Tensor:
        """Return the mean of ``h`` under ``mask`` (batch × words), or the learnt absence."""
        count = mask.sum(1, keepdim=True)
        mean = (h * mask[..., None]).sum(1) / count.clamp(min=1.0)
        return torch.where(count > 0, mean, self.absent[which].expand_as(mean))

    def attend(self, query: Tensor, h: Tensor, words: Tensor) -> Tensor:
        """Attend over the real words of each sentence."""
        scores = (self.key(h) @ query[..., None])[..., 0] * HIDDEN**-0.5
        weights = (scores + (words - 1.0) * 1e9).softmax(-1)
        return (weights[..., None] * h).sum(1)

    def pair_scores(self, h: Tensor, words: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """Return type scores for a marked pair."""
        a, r = self.pooled(h, actor, 0), self.pooled(h, recipient, 1)
        context = self.attend(self.query(torch.cat([a, r], -1)), h, words)
        return self.pair(torch.cat([a, r, context, a * r], -1))

    def predicate_scores(self, h: Tensor, words: Tensor, predicate: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return type, mode and status scores for a marked predicate."""
        p = self.pooled(h, predicate, 0)
        x = self.predicate(torch.cat([p, self.attend(self.near(p), h, words)], -1))
        return self.kind(x), self.mode(x), self.status(x)

    def forward(self, h: Tensor, actor: Tensor, recipient: Tensor, predicate: Tensor) -> tuple[Tensor, ...]:
        """One sentence: what the exported head computes."""
        words = torch.ones_like(actor)
        pair = self.pair_scores(h, words, actor, recipient)
        return (pair, *self.predicate_scores(h, words, predicate))


def event_loss(head: EventHead, h: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return the summed loss of both questions; -100 marks what is not labelled."""
    words = batch["words"]
    pair = head.pair_scores(h, words, batch["actor"], batch["recipient"])
    kind, mode, status = head.predicate_scores(h, words, batch["predicate"])
    loss = functional.cross_entropy(pair, batch["pair_type"], ignore_index=-100, label_smoothing=0.05)
    loss = loss + functional.cross_entropy(kind, batch["type"], ignore_index=-100, label_smoothing=0.05)
    for scores, name, weight in ((mode, "mode", 0.3), (status, "status", 0.5)):
        if bool((batch[name] != -100).any()):
            loss = loss + weight * functional.cross_entropy(scores, batch[name], ignore_index=-100)
    return loss
