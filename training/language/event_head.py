"""The event head: two layers of its own over the shared encoding.

Two questions. *Pair*: what happened between a marked actor and recipient? The marks are embeddings added to the word
vectors at the fork, so that one encoding of a sentence serves every pair in it; the predicate is not marked.
*Predicate*: what does each word tell, if anything, with which mode and status? Nothing is marked: one pass answers for
all words.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.language.network import HIDDEN, Layer

WIDTH = 256
DEPTH = 2
ACTOR, RECIPIENT = 1, 2
"""Numbers of the marks; a word in both parties bears their sum."""


class EventHead(nn.Module):
    """``types``, ``modes`` and ``statuses`` are counts; the first type is NONE."""

    def __init__(self, types: int, modes: int, statuses: int) -> None:
        super().__init__()
        self.marks = nn.Embedding(4, HIDDEN)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(DEPTH))
        self.attention = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.2)
        self.pair = nn.Sequential(nn.Linear(4 * HIDDEN, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, types))
        self.predicate = nn.Sequential(nn.Linear(2 * HIDDEN, WIDTH), nn.GELU(), nn.Dropout(0.2))
        self.kind = nn.Linear(WIDTH, types)
        self.mode = nn.Linear(WIDTH, modes)
        self.status = nn.Linear(WIDTH, statuses)

    def read(self, h: Tensor, words: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Return the word vectors after our layers, and one vector for the sentence.

        ``h``: batch × words × hidden; ``words``: 1.0 for a word, 0.0 for padding; ``marks``: a number a word.
        """
        x = h + self.marks(marks)
        padding = (words - 1.0) * 1e9
        for layer in self.layers:
            x = layer(x, padding[:, None, None, :])
        weights = (self.attention(x)[..., 0] + padding).softmax(-1)
        return x, self.dropout((weights[..., None] * x).sum(1))

    def pair_scores(self, x: Tensor, sentence: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """Return type scores of a pair read with its marks."""
        a, r = self.pooled(x, actor), self.pooled(x, recipient)
        return self.pair(torch.cat([sentence, a, r, a * r], -1))

    def pooled(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the mean of ``x`` under ``mask`` (batch × words), nought where nothing is marked."""
        return self.dropout((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0))

    def predicate_scores(self, p: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return type, mode and status scores of word vectors ``p`` in a sentence read without marks."""
        x = self.predicate(torch.cat([sentence.expand_as(p), p], -1))
        return self.kind(x), self.mode(x), self.status(x)

    def forward(self, hidden: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, ...]:
        """One sentence and one pair, or none: what the exported head computes, the predicate scores for each word."""
        marks = (ACTOR * actor + RECIPIENT * recipient).long()
        x, sentence = self.read(hidden, torch.ones_like(actor), marks)
        pair = self.pair_scores(x, sentence, actor, recipient)
        kind, mode, status = self.predicate_scores(x, sentence[:, None])
        return pair, kind[0], mode[0], status[0]


def event_loss(head: EventHead, h: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return the summed loss of both questions; -100 marks what is not labelled.

    Each row is asked one of them: ``batch["asked"]`` is 1 for the pair, 0 for the predicate.
    """
    asked = batch["asked"][:, None]
    marks = (asked * (ACTOR * batch["actor"] + RECIPIENT * batch["recipient"])).long()
    x, sentence = head.read(h, batch["words"], marks)
    pair = head.pair_scores(x, sentence, batch["actor"], batch["recipient"])
    found = (pair, *head.predicate_scores(head.pooled(x, batch["predicate"]), sentence))
    questions = (("pair_type", 1, 1.0), ("type", 0, 1.0), ("mode", 0, 0.3), ("status", 0, 0.5))
    loss = h.new_zeros(())
    for scores, (name, question, weight) in zip(found, questions, strict=True):
        target = batch[name].masked_fill(batch["asked"] != question, -100)
        if bool((target != -100).any()):
            smoothing = 0.05 if weight == 1.0 else 0.0
            part = functional.cross_entropy(scores, target, ignore_index=-100, label_smoothing=smoothing)
            loss = loss + weight * part
    return loss
