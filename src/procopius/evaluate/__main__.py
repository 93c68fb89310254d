"""Score a gold folder, or run the gate: every score against its floor.

usage: python -m procopius.evaluate GOLD_FOLDER
       python -m procopius.evaluate --floors gold/floors.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from procopius.evaluate.gold import read_gold
from procopius.evaluate.score import Score, score_articles
from procopius.model import Article
from procopius.pipeline import Coder, load


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The floors of one gold folder: F1 by level from below, traps from above."""

    folder: str
    """Relative to the floors file."""
    optional: bool
    """Whether the folder may be missing."""
    f1: dict[str, float]
    traps: float


def score_folder(coder: Coder, folder: Path) -> Score:
    """Code and score the articles of a gold folder."""
    gold = read_gold(folder)
    found = {
        a.id: coder.code_article(
            Article(id=a.id, text=a.text, publication_date=a.publication_date, title=a.title)
        ).events
        for a in gold
    }
    return score_articles(gold, found)


def describe(name: str, score: Score) -> str:
    """Return a score as two lines of text."""
    levels = "  ".join(f"{k} {v:.3f}" for k, v in score.f1.items())
    slots = "  ".join(f"{k} {v:.3f}" for k, v in score.slots.items())
    head = f"{name}: F1 {levels}  (detect P {score.precision:.3f} R {score.recall:.3f})  traps {score.traps:.3f}"
    return f"{head}\n  {slots}  gold {score.gold} found {score.found}"


def shortfalls(floors: Floors, score: Score) -> list[str]:
    """Return what is below its floor."""
    low = [f"{k} {score.f1[k]:.3f} < {floor:.3f}" for k, floor in floors.f1.items() if score.f1[k] < floor]
    return low + ([f"traps {score.traps:.3f} > {floors.traps:.3f}"] if score.traps > floors.traps else [])


def gate(path: Path) -> int:
    """Score every folder of a floors file; return 1 if any score is below its floor."""
    coder, failed = load(), False
    for floors in msgspec.json.decode(path.read_bytes(), type=list[Floors]):
        folder = path.parent / floors.folder
        if not folder.exists() and floors.optional:
            sys.stdout.write(f"{floors.folder}: not there, left out\n")
            continue
        score = score_folder(coder, folder)
        low = shortfalls(floors, score)
        failed = failed or bool(low)
        sys.stdout.write(
            describe(floors.folder, score) + "\n" + "".join(f"  BELOW THE FLOOR: {line}\n" for line in low)
        )
    return int(failed)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--floors", type=Path)
    args = parser.parse_args()
    if args.floors:
        sys.exit(gate(args.floors))
    if args.folder is None:
        parser.error("name a gold folder, or --floors FILE")
    sys.stdout.write(describe(str(args.folder), score_folder(load(), args.folder)) + "\n")


if __name__ == "__main__":
    main()
