"""The model card: what the shipped model was made of, and what it measures.

usage: python -m training.language.card MODEL DATA
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Token

from procopius.parse import load
from procopius.parse.component import ProcopiusParser
from procopius.parse.event_head import EventHead
from procopius.parse.network import read_meta
from training.events.read import read_events
from training.language.damage import DAMAGES
from training.language.figures import TESTS, figures, split_f
from training.language.train_events import held_out
from training.language.treebank import read_treebank

HEAD = """# Model card: {name} {version}

One multi-task encoder (MiniLM-L6, 22 M parameters, int8) with heads for sentence starts, UPOS, XPOS, dependencies (UD),
names (PER, ORG, LOC, NORP) and, two layers of their own above the fourth, events (type, mode and status of a predicate;
type of a marked pair).

* **Licence**: CC BY-SA 4.0.
* **Start weights**: all-MiniLM-L6-v2 (Apache-2.0), embeddings pruned to Latin pieces.
* **Training data**: UD English EWT (CC BY-SA 4.0), the freely licensed genres of GUM (annotation CC BY 4.0), with
  damaged copies made by script; the linked names of 5,414 world events of 2025 (Wikipedia's portal of current events,
  CC BY-SA 4.0), typed by hand; {events} event sentences written for this project (CC BY-SA 4.0), of which a tenth, by
  hash, is held out.
* **Rebuild**: `make train`. Seeds are fixed; another processor or library version can change the last digits.
* **Weak**: speech and social media; names by type (a country's name as an organisation); event types of rare idioms;
  anything but English.

## Figures
"""


def rows(model: Path, data: Path) -> Iterator[str]:
    """Yield the figures as rows of Markdown tables."""
    parser = ProcopiusParser(model)
    columns = (
        "UPOS",
        "XPOS",
        "UAS",
        "LAS",
        "names, strict F",
        "their types right",
        "countries' types right",
        "sentence F, raw text",
    )
    yield f"| test set, gold tokens | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for name, file in TESTS.items():
        test = read_treebank(data / file)
        row = figures(parser.network, test)
        row["split"] = split_f(parser, test)
        cells = " | ".join(f"{v:.1f}" for v in row.values())
        yield f"| {name} test | {cells} |"
        if name == "GUM":
            yield f"| GUM test, news | | | | | | | | {split_f(parser, test, 'news'):.1f} |"
    test = read_treebank(data / TESTS["EWT"])
    for kind, damage in DAMAGES.items():
        rng = random.Random(1)
        row = figures(parser.network, [damage(s, rng) for s in test])
        yield f"| EWT test, {kind} | " + " | ".join(f"{v:.1f}" for v in row.values()) + " | |"


def top(words: list[Token], marked: list[int]) -> int:
    """Return the marked word that governs the others: the one that coding would ask about."""
    inside = {words[k].i for k in marked}
    return next(k for k in marked if words[k].head == words[k] or words[k].head.i not in inside)


def event_rows(model: Path) -> Iterator[str]:
    """Yield the accuracies of the event head on the held-out sentences."""
    nlp, head = load(model), EventHead(model)
    hits: dict[str, list[bool]] = {"type of a predicate": [], "status": [], "type of a pair": []}
    for sentence in (s for s in read_events() if held_out(s, "tenth")):
        doc = nlp(sentence.text)
        words = [t for t in doc if not t.is_space]
        marks = [
            [k for k, t in enumerate(words) for a, b in spans if t.idx < b and a < t.idx + len(t)]
            for spans in (sentence.predicate, sentence.actor, sentence.recipient)
        ]
        hidden = doc.tensor[[t.i for t in words]].astype("float32")
        scores = head.predicates(hidden, [top(words, marks[0])])[0]
        hits["type of a predicate"].append(scores.best == sentence.event)
        if sentence.status:
            hits["status"].append(max(scores.statuses, key=lambda s: scores.statuses[s]) == sentence.status)
        if marks[1] or marks[2]:
            pair = head.pair(hidden, marks[1], marks[2])
            hits["type of a pair"].append(max(pair, key=lambda e: pair[e]) == sentence.event)
    yield "| event head, held-out sentences (17 types with NONE) | right |"
    yield "|---|---|"
    for name, right in hits.items():
        yield f"| {name} | {100 * sum(right) / len(right):.1f} % of {len(right)} |"


def write_card(model: Path, data: Path) -> None:
    """Measure the model and write ``MODEL_CARD.md`` into its folder."""
    meta = read_meta(model)
    head = HEAD.format(name=meta.name, version=meta.version, events=sum(1 for _ in read_events()))
    hashes = "\n".join(f"* `{name}` {digest}" for name, digest in meta.sha256.items())
    body = "\n".join(rows(model, data)) + "\n\n" + "\n".join(event_rows(model))
    (model / "MODEL_CARD.md").write_text(f"{head}\n{body}\n\n## SHA-256\n\n{hashes}\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    write_card(args.model, args.data)


if __name__ == "__main__":
    main()
