"""Train the parser's encoder and heads on treebank text, damaged copies included.

usage: python -m training.language.train DATA OUT [--epochs N]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from procopius.parse.wordpiece import WordPiece
from training.language.batches import IGNORE, Batch, Labels, batches
from training.language.damage import damage_chunk
from training.language.network import Parser, words_of
from training.language.start import fill, start_weights
from training.language.treebank import Sentence, documents, pack, read_treebank

SEED = 27
EPOCHS = 6
SCHEDULED = 8
"""Epochs the learning rate is laid out for: the second phase (train_events) takes over before it has run out."""
CHUNK = 110
"""Words in a chunk at the most, a single longer sentence apart."""
BATCH = 1000
"""Words in a batch."""
DAMAGE = 0.3
AVERAGE_EVERY = 5
RATES = {"encoder": 2.2e-4, "heads": 1.5e-3}
TRAIN_FILES = ("ewt_train.jsonl.gz", "gum_train_free.jsonl.gz")


def loss_of(model: Parser, batch: Batch) -> Tensor:
    """Return the summed loss of all heads."""
    x = model.encoder.top(model.encoder.pieces(batch.ids, batch.features, batch.mask), batch.mask)
    out = model.heads(words_of(x, batch.first, batch.last))
    total = out["upos"].new_zeros(())
    for name, weight in (("upos", 0.5), ("xpos", 0.5), ("ner", 1.0), ("start", 1.0)):
        target: Tensor = getattr(batch, name)
        total = total + weight * functional.cross_entropy(
            out[name].flatten(0, 1), target.flatten(), ignore_index=IGNORE
        )
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    same = functional.pad(same, (1, 0), value=True)
    arc = out["arc"].masked_fill(~same, -1e9)
    total = total + functional.cross_entropy(arc.flatten(0, 1), batch.head.flatten(), ignore_index=IGNORE)
    gold = batch.head.clamp(min=0)[..., None].expand(-1, -1, out["label_head"].shape[-1])
    label = model.labels(out["label_dep"], out["label_head"].gather(1, gold))
    return total + functional.cross_entropy(label.flatten(0, 1), batch.dep.flatten(), ignore_index=IGNORE)


class Average:
    """Exponential moving average of the weights: what is shipped."""

    def __init__(self, model: torch.nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: torch.nn.Module) -> None:
        """Move towards the model's present weights."""
        with torch.no_grad():
            for key, value in model.state_dict().items():
                self.state[key].lerp_(value, 1 - self.decay)


def optimiser_for(model: Parser, rates: dict[str, float]) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and one for everything else."""
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": rates["encoder"]}, {"params": heads, "lr": rates["heads"]}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def schedule(step: int, total: int) -> float:
    """Linear warm-up over a twentieth, then cosine to one fiftieth."""
    warm = total // 20 + 1
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


def epoch_chunks(docs: list[list[Sentence]], rng: random.Random) -> list[list[Sentence]]:
    """Pack the documents anew and damage some of the chunks."""
    shuffled = docs[:]
    rng.shuffle(shuffled)
    return [damage_chunk(chunk, rng, DAMAGE) for chunk in pack(shuffled, CHUNK, rng)]


def save(path: Path, state: dict[str, Tensor], labels: Labels, vocabulary: list[str]) -> None:
    """Write a checkpoint: weights, inventories, vocabulary."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, path.with_suffix(".pt"))
    path.with_suffix(".json").write_text(json.dumps({"labels": asdict(labels), "vocabulary": vocabulary}))


def load(path: Path) -> tuple[Parser, Labels, list[str]]:
    """Read a checkpoint back as a model in evaluation mode."""
    meta = json.loads(path.with_suffix(".json").read_text())
    labels = Labels(**meta["labels"])
    sizes = (len(labels.upos), len(labels.xpos), len(labels.ner), len(labels.deps))
    model = Parser(len(meta["vocabulary"]), *sizes)
    model.load_state_dict(torch.load(path.with_suffix(".pt")))
    return model.eval(), labels, meta["vocabulary"]


def train(data: Path, out: Path, epochs: int) -> None:
    """Run the whole recipe and write checkpoints after each epoch."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    docs = documents(s for name in TRAIN_FILES for s in read_treebank(data / name))
    labels = Labels.of([s for d in docs for s in d])
    vocabulary, tensors = start_weights()
    pieces = WordPiece(vocabulary)
    model = Parser(len(vocabulary), len(labels.upos), len(labels.xpos), len(labels.ner), len(labels.deps))
    fill(model.encoder, tensors)
    optimiser = optimiser_for(model, RATES)
    total = max(epochs, SCHEDULED) * (sum(len(s.words) for d in docs for s in d) // BATCH)
    average, step, began = Average(model, 0.985), 0, time.monotonic()
    for epoch in range(epochs):
        model.train()
        for batch in batches(epoch_chunks(docs, rng), labels, pieces, BATCH, rng):
            for group, rate in zip(optimiser.param_groups, RATES.values(), strict=True):
                group["lr"] = rate * schedule(step, total)
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % AVERAGE_EVERY == 0:
                average.update(model)
            if step % 50 == 0:
                seconds = time.monotonic() - began
                print(f"epoch {epoch} step {step}/{total} loss {loss.item():.3f} {seconds:.0f}s", flush=True)
        save(out, average.state, labels, vocabulary)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    train(args.data, args.out, args.epochs)


if __name__ == "__main__":
    main()
