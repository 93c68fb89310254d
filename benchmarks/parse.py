"""Speed of the parser: against its own 32-bit form, against a spaCy CNN, and of two processes against one.

usage: python -m benchmarks.parse [--rounds N]

Speeds are in sentences of our gold articles a second of processor time, the best of N rounds; the rivals take
turns within a round, so that what else the machine does falls on all of them. Needs the ``train`` extra (``onnx``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language

from benchmarks.texts import articles
from procopius import parse
from procopius.parse.network import Network


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        _work(args.rounds)
        return
    texts = articles()
    ours = parse.load()
    docs = [ours(text) for text in texts]
    sentences = sum(len(list(doc.sents)) for doc in docs)
    words = sum(not token.is_space for doc in docs for token in doc)
    print(f"{len(texts)} articles, {sentences} sentences of {words / sentences:.1f} words")
    seconds = compare(texts, args.rounds)
    for name, taken in seconds.items():
        print(
            f"{name:36s} {sentences / taken:6.0f} sentences/s   {taken / seconds['int8, whole parse']:5.2f} x the time"
        )
    one, two = (processes(count, args.rounds) for count in (1, 2))
    print(f"two processes do {2 * one / two:.2f} x the work of one")


def compare(texts: list[str], rounds: int) -> dict[str, float]:
    """Return name → processor seconds for all texts, the best of the rounds."""
    from benchmarks.cnn import build_cnn
    from benchmarks.float_model import write_float_folder

    with tempfile.TemporaryDirectory() as folder:
        pipelines = {
            "int8, whole parse": parse.load(),
            "32-bit floats, whole parse": parse.load(write_float_folder(Path(folder) / "float")),
            "spaCy CNN, tagger + parser + NER": build_cnn(),
        }
    seconds = {name: [_timed(nlp, texts)] for name, nlp in pipelines.items()}
    inside: list[float] = []
    for _ in range(rounds):
        for name, nlp in pipelines.items():
            seconds[name].append(_timed(nlp, texts))
        inside.append(_inside_network(pipelines["int8, whole parse"], texts))
    best = {name: min(taken) for name, taken in seconds.items()}
    return {**best, "int8, the encoder alone": min(inside)}


def _timed(nlp: Language, texts: Iterable[str]) -> float:
    start = time.process_time()
    for text in texts:
        nlp(text)
    return time.process_time() - start


def _inside_network(nlp: Language, texts: Iterable[str]) -> float:
    """Return the processor seconds that one parse of ``texts`` spends in the encoder: the floor of our speed."""
    network: Network = nlp.get_pipe("procopius_parser").network  # type: ignore[attr-defined]
    score, spent = network.score, 0.0

    def timed(words: list[str], gaps: list[int]) -> object:
        nonlocal spent
        start = time.process_time()
        result = score(words, gaps)
        spent += time.process_time() - start
        return result

    network.score = timed  # type: ignore[assignment,method-assign]
    for text in texts:
        nlp(text)
    network.score = score  # type: ignore[method-assign]
    return spent


def processes(count: int, rounds: int) -> float:
    """Return the wall seconds in which each of ``count`` processes parses all texts, the best of the rounds."""
    command = [sys.executable, "-m", "benchmarks.parse", "--worker", "--rounds", str(rounds)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    best = float("inf")
    for worker in workers:
        _line(worker)
    for _ in range(rounds):
        start = time.perf_counter()
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
        for worker in workers:
            _line(worker)
        best = min(best, time.perf_counter() - start)
    for worker in workers:
        worker.communicate()
    return best


def _line(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline()


def _work(rounds: int) -> None:
    texts, nlp = articles(), parse.load()
    _timed(nlp, texts)
    print("ready", flush=True)
    for _ in range(rounds):
        sys.stdin.readline()
        _timed(nlp, texts)
        print("done", flush=True)


if __name__ == "__main__":
    main()
