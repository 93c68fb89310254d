"""Read and check the labelled event sentences (format: ``FORMAT.md``).

usage: python -m training.events.read      checks every file and prints counts
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from procopius.ontology import load_ontology

FOLDER = Path(__file__).parent
STATUSES = ("actual", "historical", "planned", "hypothetical", "negated")
FORMS = {"active", "passive", "nominal", "light-verb", "reported", "participle", "infinitive", "relative"}
REGIONS = {"africa", "americas", "asia", "europe", "mideast", "oceania", "global"}
STYLES = {"wire", "broadcast", "translationese", "headline", "local", "analysis", "damaged"}
_MARK = re.compile(r"\[([ARP]) ([^\[\]]*)\]")


@dataclass(frozen=True)
class EventSentence:
    """A sentence with its marked parts as character spans of ``text``."""

    text: str
    actor: tuple[tuple[int, int], ...]
    recipient: tuple[tuple[int, int], ...]
    predicate: tuple[tuple[int, int], ...]
    event: str
    mode: str | None
    status: str | None
    form: str
    region: str
    style: str


def read_events(folder: Path = FOLDER) -> Iterator[EventSentence]:
    """Yield every sentence of every file, checked.

    Raises:
        ValueError: a line does not fit the format; the message names file and line.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                yield parse_line(json.loads(line))
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error


def parse_line(row: dict[str, str | None]) -> EventSentence:
    """Turn one JSON object into a sentence and check its labels."""
    text, spans = unmark(str(row["text"]))
    event, mode, status = str(row["event"]), row["mode"], row["status"]
    types = load_ontology().types
    if event != "NONE" and event not in types:
        raise ValueError(f"unknown event {event!r}")
    if mode is not None and mode not in types[event].modes:
        raise ValueError(f"unknown mode {mode!r} of {event}")
    if (status is None) != (event == "NONE") or (status and status not in STATUSES):
        raise ValueError(f"status {status!r} does not fit {event}")
    if not spans["P"]:
        raise ValueError("no [P …]")
    for key, known in (("form", FORMS), ("region", REGIONS), ("style", STYLES)):
        if row[key] not in known:
            raise ValueError(f"unknown {key} {row[key]!r}")
    return EventSentence(
        text, tuple(spans["A"]), tuple(spans["R"]), tuple(spans["P"]), event, mode, status,
        str(row["form"]), str(row["region"]), str(row["style"]),
    )  # fmt: skip


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Return the text without marks and the spans of each kind of mark."""
    spans: dict[str, list[tuple[int, int]]] = {"A": [], "R": [], "P": []}
    text, last = "", 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        spans[match.group(1)].append((len(text), len(text) + len(match.group(2))))
        text += match.group(2)
        last = match.end()
    text += marked[last:]
    if "[A " in text or "[R " in text or "[P " in text:
        raise ValueError("a mark is nested or not closed")
    return text, spans


def main() -> None:
    """Check every file, find duplicates, print counts."""
    sentences = list(read_events())
    same = Counter((s.text, s.predicate, s.actor, s.recipient) for s in sentences)
    doubled = [text for (text, *_), n in same.items() if n > 1]
    for text in doubled:
        print("twice:", text)
    print(len(sentences), "sentences")
    for key in ("event", "status", "form", "region", "style"):
        print(key, dict(Counter(getattr(s, key) for s in sentences).most_common()))
    if doubled:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
