"""Second phase: the event head is trained with the encoder, while the parse heads are kept in practice.

A step takes event sentences, treebank text and, every other time, texts with names (:mod:`training.language.links`), so
that one encoding goes on serving all.

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
from training.language.batches import IGNORE, Batch, Labels, batches, encode_words
from training.language.event_head import ACTOR, RECIPIENT, EventHead, event_loss
from training.language.links import read_links
from training.language.network import FORK, Encoder, Parser, words_of
from training.language.start import fill, start_weights
from training.language.train import (
    AVERAGE_EVERY,
    SEED,
    TRAIN_FILES,
    Average,
    epoch_chunks,
    load,
    loss_of,
    save,
    schedule,
)  # fmt: skip
from training.language.treebank import Sentence, documents, read_treebank

EPOCHS = 3
DECAY = 0.985
EVENT_BATCH = 48
BATCH = 700
"""Words of treebank text in a step."""
NAMES_EVERY = 2
PAIRS = 0.6
"""Share of event sentences that are asked for the pair; the others are asked for the predicate."""
RATES = {"encoder": 1e-4, "parse": 4e-4, "layers": 3e-4, "events": 1e-3}
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
    asked = [float(rng.random() < PAIRS and bool(r.marks[0] or r.marks[1])) for r in rows]
    batch["asked"] = torch.tensor(asked)
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


def answers(head: EventHead, h: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, ...]:
    """Return the scores of both questions for every row."""
    marks = (ACTOR * batch["actor"] + RECIPIENT * batch["recipient"]).long()
    pair = head.pair_scores(*head.read(h, batch["words"], marks), batch["actor"], batch["recipient"])
    x, sentence = head.read(h, batch["words"], torch.zeros_like(marks))
    return (pair, *head.predicate_scores(head.pooled(x, batch["predicate"]), sentence))


def evaluate(
    model: Parser, head: EventHead, rows: list[Row], labels: EventLabels, pieces: WordPiece
) -> dict[str, float]:
    """Return accuracies of both questions, of status and of mode."""
    model.eval(), head.eval()
    hits: dict[str, list[bool]] = {"pair": [], "type": [], "mode": [], "status": []}
    with torch.no_grad():
        for i in range(0, len(rows), 64):
            batch = make_events(rows[i : i + 64], labels, pieces, random.Random(0))
            for name, target, found in zip(
                hits, ("pair_type", "type", "mode", "status"), answers(head, encode(model, batch), batch), strict=True
            ):
                hits[name] += [
                    bool(a == b) for a, b in zip(found.argmax(-1), batch[target], strict=True) if b != IGNORE
                ]
    model.train(), head.train()
    return {k: round(sum(v) / max(1, len(v)), 4) for k, v in hits.items()}


def train(checkpoint: Path, data: Path, out: Path, rule: str, epochs: int = EPOCHS) -> None:
    """Run the phase and write the parser's checkpoint and the head beside it."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    docs = documents(s for name in TRAIN_FILES for s in read_treebank(data / name))
    labels = Labels.of([s for d in docs for s in d])
    model, vocabulary = extended(checkpoint, labels)
    pieces, kinds = WordPiece(vocabulary), EventLabels()
    head = new_head(kinds)
    tokenizer = spacy.blank("en")
    sentences = list(read_events())
    kept = [Row(s, tokenizer) for s in sentences if not held_out(s, rule)]
    test = [Row(s, tokenizer) for s in sentences if held_out(s, rule)]
    kept += [Row(s, tokenizer) for s in background(data, int(len(kept) * BACKGROUND), rng)]
    everything = torch.nn.ModuleList([model, head]).train()
    optimiser, average = _optimiser(model, head), Average(everything, DECAY)
    total, step, began = epochs * (len(kept) // EVENT_BATCH), 0, time.monotonic()
    parse, names = _endless(docs, labels, pieces, BATCH, rng), _names(data, labels, pieces, rng)
    for epoch in range(epochs):
        for group in event_batches(kept, rng):
            for optimised, rate in zip(optimiser.param_groups, RATES.values(), strict=True):
                optimised["lr"] = rate * schedule(step, total)
            optimiser.zero_grad()
            batch = make_events(group, kinds, pieces, rng)
            parts = [event_loss(head, encode(model, batch), batch).backward, loss_of(model, next(parse)).backward]
            if step % NAMES_EVERY == 0:
                parts.append(loss_of(model, next(names)).backward)
            for backward in parts:
                backward()
            torch.nn.utils.clip_grad_norm_(everything.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % AVERAGE_EVERY == 0:
                average.update(everything)
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{total} {time.monotonic() - began:.0f}s", flush=True)
        if test:
            print("held out", evaluate(model, head, test, kinds, pieces), flush=True)
        write(out, average.state, labels, vocabulary, kinds)


def write(out: Path, state: dict[str, Tensor], labels: Labels, vocabulary: list[str], kinds: EventLabels) -> None:
    """Write both checkpoints from the state of the pair."""
    save(out, {k[2:]: v for k, v in state.items() if k.startswith("0.")}, labels, vocabulary)
    events = {k[2:]: v for k, v in state.items() if k.startswith("1.")}
    torch.save(events, out.with_name(out.name + "_events.pt"))
    meta = {"types": kinds.types, "modes": kinds.modes, "statuses": kinds.statuses}
    out.with_name(out.name + "_events.json").write_text(json.dumps(meta))


def extended(checkpoint: Path, labels: Labels) -> tuple[Parser, list[str]]:
    """Load a parser whose inventory of names may be smaller: new labels start from that of no name."""
    old, known, vocabulary = load(checkpoint)
    model = Parser(len(vocabulary), len(labels.upos), len(labels.xpos), len(labels.ner), len(labels.deps))
    state = old.state_dict()
    rows = [known.ner.index(t) if t in known.ner else 0 for t in labels.ner]
    state |= {f"ner.{kind}": state[f"ner.{kind}"][rows] for kind in ("weight", "bias")}
    model.load_state_dict(state)
    return model, vocabulary


def new_head(kinds: EventLabels) -> EventHead:
    """Return a head whose layers are the last ones of the published encoder."""
    head = EventHead(len(kinds.types), len(kinds.modes), len(kinds.statuses))
    vocabulary, tensors = start_weights()
    published = Encoder(len(vocabulary))
    fill(published, tensors)
    for mine, layer in zip(head.layers, published.layers[FORK:], strict=True):
        mine.load_state_dict(layer.state_dict())
    return head


def encode(model: Parser, batch: dict[str, Tensor]) -> Tensor:
    """Return the word vectors of event sentences at the fork."""
    x = model.encoder.pieces(batch["ids"], batch["features"], batch["mask"])
    return words_of(x, batch["first"], batch["last"])


def event_batches(rows: list[Row], rng: random.Random) -> list[list[Row]]:
    """Return batches of sentences of like length, in random order."""
    order = sorted(rows, key=lambda row: len(row.words) + rng.random() * 8)
    groups = [order[i : i + EVENT_BATCH] for i in range(0, len(order) - EVENT_BATCH + 1, EVENT_BATCH)]
    rng.shuffle(groups)
    return groups


def _endless(
    docs: list[list[Sentence]], labels: Labels, pieces: WordPiece, words: int, rng: random.Random
) -> Iterator[Batch]:
    while True:
        yield from batches(epoch_chunks(docs, rng), labels, pieces, words, rng)


def _names(data: Path, labels: Labels, pieces: WordPiece, rng: random.Random) -> Iterator[Batch]:
    return _endless([[s] for s in read_links(data.parent)], labels, pieces, BATCH // 2, rng)


def _optimiser(model: Parser, head: EventHead) -> torch.optim.AdamW:
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    parse = [p for p in model.parameters() if id(p) not in known]
    layers = list(head.layers.parameters())
    rest = [p for name, p in head.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": encoder}, {"params": parse}, {"params": layers}, {"params": rest}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", default="none")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    train(args.checkpoint, args.data, args.out, args.hold_out, args.epochs)


if __name__ == "__main__":
    main()
