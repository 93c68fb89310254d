"""What finding the actors costs: its share of the pipeline's time, and how fast names are matched.

usage: python -m benchmarks.actors [--rounds N]

Everything is processor time over our gold articles, the best of N rounds. A phrase of the matcher is a start at
which it looks for a name: a token.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.texts import GOLD
from procopius.clean import clean
from procopius.dictionaries import Dictionary, load
from procopius.dictionaries.tokens import tokenize
from procopius.evaluate.gold import read_gold
from procopius.model import Article, Cleaned
from procopius.parse import load as load_parser
from procopius.resolve import article as resolution
from procopius.resolve.entities import gather
from procopius.resolve.gazetteer import default_gazetteer


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    dictionary, texts = load(), articles(GOLD)
    spent = [shares(texts, dictionary) for _ in range(rounds + 1)]
    parsing, resolving, actors = (min(times[i] for times in spent) for i in range(3))
    print(f"{len(texts)} articles: actors take {actors / (parsing + resolving):.3f} of parsing and resolving")
    print(f"{matched(texts, dictionary, rounds):.0f} phrases/s in the matcher")


def articles(folder: Path) -> list[tuple[Article, Cleaned]]:
    """Return the articles of a gold folder, cleaned."""
    told = [
        Article(id=a.id, text=a.text, publication_date=a.publication_date, title=a.title) for a in read_gold(folder)
    ]
    return [(a, clean(a.text, title=a.title)) for a in told]


def shares(texts: list[tuple[Article, Cleaned]], dictionary: Dictionary) -> tuple[float, float, float]:
    """Return the processor seconds of parsing, of all resolving, and of the actors alone."""
    nlp = load_parser()
    inside = 0.0

    def timed(*args: object) -> object:
        nonlocal inside
        start = time.process_time()
        found = gather(*args)  # type: ignore[arg-type]
        inside += time.process_time() - start
        return found

    parsed = [(article, cleaned, nlp(cleaned.text)) for article, cleaned in texts]
    parsing = _seconds(lambda: [nlp(cleaned.text) for _, cleaned in texts])
    docs = {cleaned.text: doc for _, cleaned, doc in parsed}

    def known(text: str) -> Doc:
        return docs[text] if text in docs else nlp(text)

    def work() -> None:
        for article, cleaned in texts:
            resolution.resolve(article, cleaned, known, dictionary, default_gazetteer())  # type: ignore[arg-type]

    resolution.gather = timed  # type: ignore[assignment,attr-defined]
    try:
        resolving = _seconds(work)
    finally:
        resolution.gather = gather  # type: ignore[attr-defined]
    return parsing, resolving, inside


def matched(texts: list[tuple[Article, Cleaned]], dictionary: Dictionary, rounds: int) -> float:
    """Return at how many starts a second the matcher looks for a name."""
    tokens = [tokenize(cleaned.text) for _, cleaned in texts]
    best = min(_seconds(lambda: [list(dictionary.match(each)) for each in tokens]) for _ in range(rounds))
    return sum(map(len, tokens)) / best


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
