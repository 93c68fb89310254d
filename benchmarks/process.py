"""Memory and start-up of one process, each stage in a fresh one.

usage: python -m benchmarks.process

Memory is what Linux says in ``/proc/self/smaps_rollup``: Rss counts what is resident, Pss the process's share of
it. Seconds are processor seconds, the best of three starts, files in the cache of the system.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PAIR = {"text": "Armenia accused Azerbaijan of firing at its posts.", "actor": [0, 7], "recipient": [16, 26]}
PARSE = "from procopius import parse\nnlp = parse.load()\n"
HEAD = "from procopius.parse.event_head import EventHead\nEventHead()\n"
STAGES = {
    "import spacy": "import spacy\n",
    "parse.load()": PARSE,
    "parse.load(), all articles parsed": PARSE
    + "from benchmarks.texts import articles\nfor text in articles(): nlp(text)\n",
    "procopius.load()": "import procopius\ncoder = procopius.load()\n",
    "procopius.load(), all articles coded": "import procopius\ncoder = procopius.load()\n"
    "from benchmarks.texts import articles\n"
    "for text in articles(): coder.code(text, publication_date='2025-04-09')\n",
    "procopius.load(), one article coded": "import procopius\ncoder = procopius.load()\n"
    "from pathlib import Path\n"
    "text = Path('samples/kisumu_2025-05-07.txt').read_text(encoding='utf-8')\n"
    "coder.code(text, publication_date='2025-05-07')\n",
    "parse.load() and the event head": PARSE + HEAD,
    "procopius classify, one pair": "import sys\nfrom procopius.cli import main\nmain(['classify', sys.argv[1]])\n",
}
REPORT = """
import json, os, sys, time
rows = [line.split() for line in open("/proc/self/smaps_rollup")]
size = {row[0][:-1]: int(row[1]) / 1024 for row in rows if row[0] in {"Rss:", "Pss:"}}
sys.stderr.write(json.dumps({"cpu": time.process_time(), **size}))
"""


def main() -> None:
    """Command line."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = Path(folder) / "pairs.jsonl"
        pairs.write_text(json.dumps(PAIR), encoding="utf-8")
        print(f"{'':40s} {'CPU s':>6s} {'Rss MB':>7s} {'Pss MB':>7s}")
        for name, code in STAGES.items():
            runs = [_run(code, pairs) for _ in range(3)]
            print(
                f"{name:40s} {min(r['cpu'] for r in runs):6.2f} {max(r['Rss'] for r in runs):7.0f}"
                f" {max(r['Pss'] for r in runs):7.0f}"
            )


def _run(code: str, pairs: Path) -> dict[str, float]:
    command = [sys.executable, "-c", code + REPORT, str(pairs)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stderr.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
