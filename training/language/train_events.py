"""Second phase: the event head is trained with the encoder, while the parse heads are kept in practice.

Batches of event sentences and of treebank text alternate, so that one encoding goes on serving both. Run on its own
output, the phase goes on with the head it finds there.

usage: python -m training.language.train_events CHECKPOINT DATA OUT [--hold-out region=africa]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from torch import Tensor

from procopius.ontology import load_ontology
from procopius.parse.wordpiece import WordPiece
from training.events.read import STATUSES, EventSentence, read_events
from training.language.batches import IGNORE, Labels, batches, encode_words
from training.language.event_head import EventHead, event_loss
from training.language.network import Parser
from training.language.train import (
    AVERAGE_EVERY,
    BATCH,
    SEED,
    TRAIN_FILES,
    Average,
    epoch_chunks,
    load,
    loss_of,
    save,
    schedule,
)  # fmt: skip
from training.language.treebank import documents, read_treebank

EPOCHS = 3
ROUNDS = (0.985, 0.9)
"""Decay of the average of the weights in the first round and in the second, which goes on from the first."""
EVENT_BATCH = 40
RATES = {"encoder": 8e-5, "parse": 2e-4, "events": 1e-3}
BACKGROUND = 0.25
"""Share of verbs of treebank text added as predicates that tell no event (label noise is small there)."""


class EventLabels:
    """Inventories of the event head, in the order of its columns."""

    def __init__(self) -> None:
        types = load_ontology().types
        self.types = ["NONE", *types]
        self.modes = [f"{t}/{m}" for t, kind in types.items() for m in kind.modes]
        self.statuses = list(STATUSES)


class Row:
    """A tokenised event sentence: words, gaps and the word indices of its marks."""

    def __init__(self, sentence: EventSentence, tokenizer: spacy.language.Language) -> None:
        doc = tokenizer.make_doc(sentence.text)
        tokens = [t for t in doc if not t.is_space]
        self.words = [t.text for t in tokens]
        self.gaps = [1, *(int(bool(t.whitespace_)) for t in tokens[:-1])]
        self.marks = [
            {i for i, t in enumerate(tokens) for s, e in spans if t.idx < e and s < t.idx + len(t)}
            for spans in (sentence.actor, sentence.recipient, sentence.predicate)
        ]
        self.sentence = sentence


def make_events(rows: list[Row], labels: EventLabels, pieces: WordPiece, rng: random.Random) -> dict[str, Tensor]:
    """Encode and pad event sentences; now and then a mark is dropped or the whole is lower-cased."""
    coded = []
    for row in rows:
        words = row.words
        chance = rng.random()
        if chance < 0.06:
            words = [w.lower() for w in words]
        elif chance < 0.09:
            words = [w.upper() for w in words]
        coded.append(encode_words(words, row.gaps, pieces))
    longest, width = max(len(c[0]) for c in coded), max(len(c[2]) for c in coded)

    def pad(values: list[int], size: int) -> list[int]:
        return values + [0] * (size - len(values))

    batch: dict[str, Tensor] = {
        name: torch.tensor([pad(c[i], longest if i < 2 else width) for c in coded])
        for i, name in enumerate(("ids", "features", "first", "last"))
    }
    lengths = torch.tensor([len(c[0]) for c in coded])
    batch["mask"] = (torch.arange(longest)[None] >= lengths[:, None])[:, None, None, :] * -1e9
    batch["words"] = torch.tensor([[float(i < len(r.words)) for i in range(width)] for r in rows])
    for k, name in enumerate(("actor", "recipient", "predicate")):
        batch[name] = torch.tensor([[float(i in r.marks[k]) for i in range(width)] for r in rows])
    batch |= _targets(rows, labels)
    return batch


def _targets(rows: list[Row], labels: EventLabels) -> dict[str, Tensor]:
    types, modes = {t: i for i, t in enumerate(labels.types)}, {m: i for i, m in enumerate(labels.modes)}
    statuses = {s: i for i, s in enumerate(labels.statuses)}
    events = [r.sentence for r in rows]
    return {
        "type": torch.tensor([types[e.event] for e in events]),
        # A negated or hypothetical act is still of its type; a pair without marks asks nothing.
        "pair_type": torch.tensor([types[e.event] if e.actor or e.recipient else IGNORE for e in events]),
        "mode": torch.tensor([modes.get(f"{e.event}/{e.mode}", IGNORE) for e in events]),
        "status": torch.tensor([statuses.get(e.status or "", IGNORE) for e in events]),
    }


def held_out(sentence: EventSentence, rule: str) -> bool:
    """Say whether a sentence is kept from training: a tenth by hash, or a whole region or style."""
    if rule == "none":
        return False
    if rule == "tenth":
        return int(hashlib.blake2b(sentence.text.encode(), digest_size=4).hexdigest(), 16) % 10 == 0
    key, _, value = rule.partition("=")
    return bool(getattr(sentence, key) == value)


def background(data: Path, count: int, rng: random.Random) -> Iterator[EventSentence]:
    """Yield treebank sentences with one of their verbs marked as telling no event."""
    sentences = [
        s for name in TRAIN_FILES for s in read_treebank(data / name) if "VERB" in s.upos and len(s.words) < 50
    ]
    for s in rng.sample(sentences, count):
        starts, text = [], ""
        for word, space in zip(s.words, s.spaces, strict=True):
            starts.append(len(text))
            text += word + (" " if space else "")
        at = rng.choice([i for i, u in enumerate(s.upos) if u == "VERB"])
        span = (starts[at], starts[at] + len(s.words[at]))
        yield EventSentence(text, (), (), (span,), "NONE", None, None, "active", "global", "local")


def evaluate(
    model: Parser, head: EventHead, rows: list[Row], labels: EventLabels, pieces: WordPiece
) -> dict[str, float]:
    """Return accuracies of both questions, of status and of mode."""
    model.eval(), head.eval()
    hits: dict[str, list[bool]] = {"pair": [], "type": [], "mode": [], "status": []}
    with torch.no_grad():
        for i in range(0, len(rows), 64):
            batch = make_events(rows[i : i + 64], labels, pieces, random.Random(0))
            h = model.encoder(batch["ids"], batch["features"], batch["first"], batch["last"], batch["mask"])
            pair = head.pair_scores(h, batch["words"], batch["actor"], batch["recipient"])
            scores = (pair, *head.predicate_scores(h, batch["words"], batch["predicate"]))
            for name, target, found in zip(hits, ("pair_type", "type", "mode", "status"), scores, strict=True):
                hits[name] += [
                    bool(a == b) for a, b in zip(found.argmax(-1), batch[target], strict=True) if b != IGNORE
                ]
    model.train(), head.train()
    return {k: round(sum(v) / max(1, len(v)), 4) for k, v in hits.items()}


def train(checkpoint: Path, data: Path, out: Path, rule: str, decay: float) -> None:
    """Run one round of the phase and write the parser's checkpoint and the head beside it."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model, labels, vocabulary = load(checkpoint)
    model.train()
    pieces, kinds = WordPiece(vocabulary), EventLabels()
    head = EventHead(len(kinds.types), len(kinds.modes), len(kinds.statuses))
    earlier = checkpoint.with_name(checkpoint.name + "_events.pt")
    if earlier.exists():
        head.load_state_dict(torch.load(earlier))
    tokenizer = spacy.blank("en")
    sentences = list(read_events())
    kept = [Row(s, tokenizer) for s in sentences if not held_out(s, rule)]
    test = [Row(s, tokenizer) for s in sentences if held_out(s, rule)]
    kept += [Row(s, tokenizer) for s in background(data, int(len(kept) * BACKGROUND), rng)]
    docs = documents(s for name in TRAIN_FILES for s in read_treebank(data / name))
    everything = torch.nn.ModuleList([model, head])
    optimiser, average = _optimiser(model, head), Average(everything, decay)
    total, step, began = EPOCHS * (len(kept) // EVENT_BATCH), 0, time.monotonic()
    parse = _endless(docs, labels, pieces, rng)
    for epoch in range(EPOCHS):
        rng.shuffle(kept)
        for i in range(0, len(kept) - EVENT_BATCH + 1, EVENT_BATCH):
            for group, rate in zip(optimiser.param_groups, RATES.values(), strict=True):
                group["lr"] = rate * schedule(step, total)
            batch = make_events(kept[i : i + EVENT_BATCH], kinds, pieces, rng)
            h = model.encoder(batch["ids"], batch["features"], batch["first"], batch["last"], batch["mask"])
            loss = event_loss(head, h, batch)
            if step % 2 == 0:
                loss = loss + 0.5 * loss_of(model, next(parse))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(everything.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % AVERAGE_EVERY == 0:
                average.update(everything)
            if step % 50 == 0:
                seconds = time.monotonic() - began
                print(f"epoch {epoch} step {step}/{total} loss {loss.item():.3f} {seconds:.0f}s", flush=True)
        if test:
            print("held out", evaluate(model, head, test, kinds, pieces), flush=True)
    everything.load_state_dict(average.state)
    save(out, model.state_dict(), labels, vocabulary)
    torch.save(head.state_dict(), out.with_name(out.name + "_events.pt"))
    meta = {"types": kinds.types, "modes": kinds.modes, "statuses": kinds.statuses}
    out.with_name(out.name + "_events.json").write_text(json.dumps(meta))
    if test:
        print("held out, average", evaluate(model, head, test, kinds, pieces), flush=True)


def _endless(docs: list, labels: Labels, pieces: WordPiece, rng: random.Random) -> Iterator:  # type: ignore[type-arg]
    while True:
        yield from batches(epoch_chunks(docs, rng), labels, pieces, BATCH // 2, rng)


def _optimiser(model: Parser, head: EventHead) -> torch.optim.AdamW:
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    parse = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder}, {"params": parse}, {"params": list(head.parameters())}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", default="none")
    parser.add_argument("--decay", type=float, default=ROUNDS[-1])
    args = parser.parse_args()
    train(args.checkpoint, args.data, args.out, args.hold_out, args.decay)


if __name__ == "__main__":
    main()
