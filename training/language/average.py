"""Third phase: the checkpoints of both phases are averaged, and the event head is fitted to the average.

An average of weights along one run of fine-tuning keeps what each end does well (Wortsman et al. 2022): here the parse
of the first phase and what the second has learnt of events. The head, trained on another encoder, is trained on with
the averaged one, which stays as it is.

usage: python -m training.language.average OUT HOLD_OUT DATA CHECKPOINT [CHECKPOINT …]      the last one has the head
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path

import spacy
import torch
from torch import Tensor

from procopius.parse.wordpiece import WordPiece
from training.events.read import read_events
from training.language.event_head import EventHead, event_loss
from training.language.network import Parser
from training.language.train import SEED, load, save, schedule
from training.language.train_events import (
    BACKGROUND,
    EVENT_BATCH,
    EventLabels,
    Row,
    background,
    evaluate,
    held_out,
    make_events,
)  # fmt: skip

EPOCHS = 12
RATE = 1e-3


def average(checkpoints: list[Path]) -> dict[str, Tensor]:
    """Return the mean of the weights of several checkpoints."""
    states = [load(path)[0].state_dict() for path in checkpoints]
    return {key: torch.stack([s[key] for s in states]).mean(0) for key in states[0]}


def encode(
    model: Parser, rows: list[Row], labels: EventLabels, pieces: WordPiece
) -> list[tuple[Tensor, dict[str, Tensor]]]:
    """Encode batches of event sentences once: the encoder does not change any more."""
    rng, out = random.Random(SEED), []
    with torch.no_grad():
        for i in range(0, len(rows), EVENT_BATCH):
            batch = make_events(rows[i : i + EVENT_BATCH], labels, pieces, rng)
            out.append(
                (model.encoder(batch["ids"], batch["features"], batch["first"], batch["last"], batch["mask"]), batch)
            )
    return out


def fit(head: EventHead, encoded: list[tuple[Tensor, dict[str, Tensor]]]) -> None:
    """Train the head on encoded sentences."""
    rng = random.Random(SEED)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    total, step = EPOCHS * len(encoded), 0
    head.train()
    for _ in range(EPOCHS):
        rng.shuffle(encoded)
        for h, batch in encoded:
            optimiser.param_groups[0]["lr"] = RATE * schedule(step, total)
            loss = event_loss(head, h, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1


def run(checkpoints: list[Path], data: Path, out: Path, rule: str) -> None:
    """Average the checkpoints, fit the head of the last one, and write both."""
    torch.manual_seed(SEED)
    model, labels, vocabulary = load(checkpoints[-1])
    model.load_state_dict(average(checkpoints))
    model.eval()
    kinds, pieces, tokenizer = EventLabels(), WordPiece(vocabulary), spacy.blank("en")
    head = EventHead(len(kinds.types), len(kinds.modes), len(kinds.statuses))
    head.load_state_dict(torch.load(checkpoints[-1].with_name(checkpoints[-1].name + "_events.pt")))
    sentences = list(read_events())
    rows = [Row(s, tokenizer) for s in sentences if not held_out(s, rule)]
    rows += [Row(s, tokenizer) for s in background(data, int(len(rows) * BACKGROUND), random.Random(SEED))]
    random.Random(SEED).shuffle(rows)
    fit(head, encode(model, rows, kinds, pieces))
    test = [Row(s, tokenizer) for s in sentences if held_out(s, rule)]
    print("held out", evaluate(model, head, test, kinds, pieces), flush=True)
    save(out, model.state_dict(), labels, vocabulary)
    torch.save(head.state_dict(), out.with_name(out.name + "_events.pt"))
    source = checkpoints[-1]
    shutil.copyfile(source.with_name(source.name + "_events.json"), out.with_name(out.name + "_events.json"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("hold_out")
    parser.add_argument("data", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    run(args.checkpoints, args.data, args.out, args.hold_out)


if __name__ == "__main__":
    main()
