"""Fits ``src/procopius/data/lexicons/where.tsv``: how much each tie between a place and a predicate speaks for it.

    python -m training.places.fit --events event_place_dev.jsonl.gz --skip 400 --limit 2000

The file is that of ``procopius.evaluate.places --events`` (Halterman 2019, MIT). Every place that the program finds in
a sentence is a case, right if it shares a word with a marked one; the weights are those of a logistic regression
with a ridge. Features seen in fewer than ``RARE`` cases are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from procopius.coding.where import PATH, features, places_beside
from procopius.evaluate.places import EventSentence, sample, words
from procopius.model import Article
from procopius.pipeline import load
from procopius.resolve.article import ResolvedArticle

RARE = 8
RIDGE = 2.0
STEPS = 30
Case = tuple[list[str], bool]


def cases_of(sentence: EventSentence, resolved: ResolvedArticle) -> list[Case]:
    """Return the features of each place of the sentence of the verb, and whether it is a marked one."""
    gold = words(sentence.text, [(s, e) for s, e, _ in sentence.locations])
    for token in resolved.doc:
        raw = resolved.cleaned.to_raw(token.idx, token.idx + len(token))
        if any(raw[0] < end and start < raw[1] for start, end in sentence.verb):
            return [
                (
                    features(p, token, resolved),
                    bool(gold & words(sentence.text, [resolved.cleaned.to_raw(p.start, p.end)])),
                )
                for p in places_beside(token, resolved)
            ]
    return []


def fit(cases: Sequence[Case], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights of a logistic regression, by Newton's method."""
    counts = Counter(name for names, _ in cases for name in names)
    known = sorted(name for name, count in counts.items() if count >= RARE)
    index = {name: i for i, name in enumerate(known)}
    x = np.zeros((len(cases), len(known)))
    for row, (names, _) in enumerate(cases):
        for name in names:
            if name in index:
                x[row, index[name]] = 1.0
    y = np.array([right for _, right in cases], dtype=float)
    weights = np.zeros(len(known))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(known))
        weights = weights + np.linalg.solve(hessian, gradient)
    return {name: float(weight) for name, weight in zip(known, weights, strict=True)}


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights, to two places."""
    rows: Iterable[str] = (f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if round(weight, 2))
    path.write_text("\n".join(["feature\tweight", *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--skip", type=int, default=400)
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--out", type=Path, default=PATH)
    args = parser.parse_args()
    coder, cases = load(), []
    for sentence in sample(args.events, EventSentence, args.skip, args.limit):
        cases += cases_of(sentence, coder.resolve(Article(id=sentence.id, text=sentence.text)))
    write(fit(cases), args.out)
    print(f"{len(cases)} places, {sum(right for _, right in cases)} of them where it happened")


if __name__ == "__main__":
    main()
