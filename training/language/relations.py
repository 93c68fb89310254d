"""Measure ``classify`` on sentences the model never saw: marked pairs with one of 15 roots.

The roots join CONCEDE and RETREAT into YIELD; NONE is not among them.

usage: python -m training.language.relations MODEL relations_train.jsonl.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from procopius.classify import Pair, Witnesses, classify
from procopius.coding.lexicons import load_lexicons
from procopius.coding.patterns import load_patterns
from procopius.parse import load
from procopius.parse.event_head import EventHead

YIELD = {"CONCEDE", "RETREAT"}


def root_of(scores: dict[str, float]) -> str:
    """Return the best root, CONCEDE and RETREAT added up."""
    roots: Counter[str] = Counter()
    for event, score in scores.items():
        roots["YIELD" if event in YIELD else event] += score  # type: ignore[assignment]
    return max(roots, key=lambda r: roots[r])


def unmark(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the text and the spans of the marked actor and recipient."""
    text, spans, last = "", {"s": [], "t": []}, 0  # type: ignore[var-annotated]
    for match in re.finditer(r"<(s|t)>(.*?)</\1>", marked):
        text += marked[last : match.start()]
        spans[match.group(1)].append((len(text), len(text) + len(match.group(2))))
        text += match.group(2)
        last = match.end()
    return text + marked[last:], spans["s"], spans["t"]


def main() -> None:
    """Command line: print macro F1, accuracy and a line a root."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model", type=Path)
    ap.add_argument("data", type=Path)
    args = ap.parse_args()
    ask = Witnesses(load(args.model), EventHead(args.model), load_patterns(), load_lexicons())
    gold: list[str] = []
    found: list[str] = []
    with gzip.open(args.data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, actor, recipient = unmark(row["marked"])
            gold.append(row["event"])
            found.append(root_of(classify(Pair(text=text, actor=[*actor], recipient=[*recipient]), ask).scores))
    print_scores(gold, found)


def print_scores(gold: list[str], found: list[str]) -> None:
    """Print F1 by root, its mean, and the accuracy."""
    scores = []
    for root in sorted(set(gold)):
        hit = sum(g == f == root for g, f in zip(gold, found, strict=True))
        total = gold.count(root) + found.count(root)
        scores.append(2 * hit / total)
        print(f"{root:10s} {2 * hit / total:.3f}  gold {gold.count(root)} found {found.count(root)} right {hit}")
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    print(f"macro F1 {sum(scores) / len(scores):.3f}  accuracy {right / len(gold):.3f}")


if __name__ == "__main__":
    main()
