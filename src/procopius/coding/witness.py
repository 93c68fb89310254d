"""The second witness: what the model says of a predicate, beside or without a pattern."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from spacy.tokens import Doc, Token

from procopius.coding.patterns import FOLDER, Pattern
from procopius.errors import DataFileError
from procopius.ontology import Ontology
from procopius.parse.event_head import NONE, EventHead, EventScores

ALONE = 0.99
"""Probability from which the model finds an event that no pattern names: out of its usual reach. With 2,200 words in
the patterns each lower bound that was tried (.85 to .97) cost more in false events than it found."""
MODE = 0.6
"""Probability from which its mode is taken."""

Testimony = Mapping[int, EventScores]
"""Index of a predicate's token to what the model says of it."""


class TypeFrame(msgspec.Struct, frozen=True):
    """Where the parties of a type stand, for verbs and for nouns."""

    verb: tuple[tuple[str, ...], tuple[str, ...]]
    noun: tuple[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=2)
def load_frames(path: Path = FOLDER / "frames.tsv") -> dict[str, TypeFrame]:
    """Read ``frames.tsv``.

    Raises:
        DataFileError: a row does not have its five columns.
    """
    frames: dict[str, TypeFrame] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != 5:
                raise DataFileError(path, number, f"{len(row)} columns; there must be 5")
            slots = [() if cell == "." else tuple(cell.split(",")) for cell in row[1:]]
            frames[row[0]] = TypeFrame((slots[0], slots[1]), (slots[2], slots[3]))
    return frames


def hear(doc: Doc, head: EventHead, nouns: frozenset[str]) -> Testimony:
    """Ask the model about every verb of a parsed text, and about the nouns of action in ``nouns`` (lemmas)."""
    heard: dict[int, EventScores] = {}
    if not doc.tensor.size:
        return heard
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        asked = [k for k, t in enumerate(words) if t.pos_ == "VERB" or (t.pos_ == "NOUN" and t.lemma_.lower() in nouns)]
        hidden = doc.tensor[[t.i for t in words]].astype("float32")
        scores = head.predicates(hidden, asked)
        heard |= {words[k].i: score for k, score in zip(asked, scores, strict=True)}
    return heard


def pattern_for(token: Token, scores: EventScores, ontology: Ontology) -> Pattern | None:
    """Return a pattern for a predicate the model alone takes for an event, None if it does not."""
    event = scores.best
    if event == NONE or scores.types[event] < ALONE:
        return None
    frame = load_frames()[event]
    actor, recipient = frame.noun if token.pos_ == "NOUN" else frame.verb
    mode = best_mode(event, scores, ontology)
    return Pattern(f"model {event} {scores.types[event]:.2f}", (), event, mode, mode is None, actor, recipient, False)


def best_mode(event: str, scores: EventScores, ontology: Ontology) -> str | None:
    """Return the mode of ``event`` that the model is sure of."""
    modes = {m: scores.modes.get(f"{event}/{m}", 0.0) for m in ontology.types[event].modes}
    best = max(modes, key=lambda m: modes[m], default=None)
    return best if best is not None and modes[best] >= MODE else None
