"""A corpus coded into a project: one worker against two, the second run against the first, memory of the first.

usage: python -m benchmarks.corpus ARTICLES.jsonl [NUMBER]

Seconds are of the clock; each run is a process of its own. On a machine with other work the ratios say little.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path


def main() -> None:
    """Command line."""
    source, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        with source.open(encoding="utf-8") as lines:
            articles.write_text("".join(islice(lines, number)), encoding="utf-8")
        one = _seconds(articles, Path(folder) / "one.db", 1)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        two = _seconds(articles, Path(folder) / "two.db", 2)
        again = _seconds(articles, Path(folder) / "two.db", 2)
    print(f"{number} articles, one worker: {one:.1f} s, {number / one:.1f}/s, {memory:.0f} MB at most")
    print(f"two workers: {two:.1f} s, {one / two:.2f} times as fast")
    print(f"second run: {again:.2f} s, {two / again:.0f} times as fast as the first")


def _seconds(articles: Path, project: Path, workers: int) -> float:
    began = time.perf_counter()
    command = ["run", str(articles), "--project", str(project), "--workers", str(workers)]
    subprocess.run([sys.executable, "-m", "procopius", *command], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
