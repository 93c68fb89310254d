"""Score a gold folder or a file of actor phrases, or run the gate: every score against its floor.

usage: python -m procopius.evaluate GOLD_FOLDER
       python -m procopius.evaluate gold/actors.jsonl
       python -m procopius.evaluate gold/times/seen.jsonl
       python -m procopius.evaluate --floors gold/floors.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from procopius.dictionaries import load as load_dictionary
from procopius.evaluate.actors import ActorScore, missed, read_cases, score_actors
from procopius.evaluate.gold import read_gold
from procopius.evaluate.score import Score, score_articles
from procopius.evaluate.times import TimeScore, read_time_cases, score_times
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
    times: dict[str, float] = {}
    """Scores of the files of time expressions in ``times/`` (:class:`TimeScore`); such an entry has no events."""
    actors: dict[str, float] = {}
    """``country`` and ``sector`` of mentions, ``cluster`` of surface forms."""


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


def describe_actors(score: ActorScore) -> str:
    """Return a score of actors as a line of text."""
    shares = f"country {score.country:.3f}  sector {score.sector:.3f}  cluster F1 {score.cluster:.3f}"
    return f"  actors: {shares}  forms found {score.forms:.3f}  mentions {score.mentions}"


def describe_cases(path: Path) -> str:
    """Return the share of right phrases of a file, and each that is not right."""
    cases = read_cases(path)
    wrong = missed(cases, load_dictionary())
    lines = [
        f"  {case.phrase} ({case.date}): {case.country} {case.sector}, found {country} {sector}"
        for case, country, sector in wrong
    ]
    return "\n".join([f"{path}: {1 - len(wrong) / max(1, len(cases)):.3f} of {len(cases)} phrases", *lines])


def actor_shortfalls(floors: Floors, score: ActorScore) -> list[str]:
    """Return which scores of actors are below their floors."""
    told = {"country": score.country, "sector": score.sector, "cluster": score.cluster}
    return [f"actors {k} {told[k]:.3f} < {floor:.3f}" for k, floor in floors.actors.items() if told[k] < floor]


def describe_times(name: str, score: TimeScore) -> str:
    """Return a score of time expressions as a line of text."""
    spans = f"relaxed F1 {score.relaxed:.3f}  strict F1 {score.strict:.3f}"
    values = f"value F1 {score.value_f1:.3f}  value {score.value:.3f}  date {score.date:.3f}"
    return f"{name}: {spans}  {values}  gold {score.gold} found {score.found}"


def gate_times(floors: Floors, path: Path) -> list[str]:
    """Score the files of time expressions; tell and return what is below its floor."""
    low: list[str] = []
    for file in sorted(path.glob("*.jsonl")):
        score = score_times(read_time_cases(file))
        sys.stdout.write(describe_times(f"{floors.folder}/{file.name}", score) + "\n")
        got = msgspec.to_builtins(score)
        low += [f"{file.name} {k} {got[k]:.3f} < {floor:.3f}" for k, floor in floors.times.items() if got[k] < floor]
    sys.stdout.write("".join(f"  BELOW THE FLOOR: {line}\n" for line in low))
    return low


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
        if floors.times:
            failed = bool(gate_times(floors, folder)) or failed
            continue
        score, actors = score_folder(coder, folder), score_actors(coder, folder)
        low = shortfalls(floors, score) + actor_shortfalls(floors, actors)
        failed = failed or bool(low)
        told = [describe(floors.folder, score), describe_actors(actors)]
        sys.stdout.write("\n".join([*told, *(f"  BELOW THE FLOOR: {line}" for line in low)]) + "\n")
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
        parser.error("name a gold folder, a file of phrases, or --floors FILE")
    if args.folder.is_file() and args.folder.parent.name == "times":
        sys.stdout.write(describe_times(str(args.folder), score_times(read_time_cases(args.folder))) + "\n")
        return
    if args.folder.is_file():
        sys.stdout.write(describe_cases(args.folder) + "\n")
        return
    coder = load()
    told = [describe(str(args.folder), score_folder(coder, args.folder))]
    told.append(describe_actors(score_actors(coder, args.folder)))
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
