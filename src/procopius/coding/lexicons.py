"""The lexicons of coding, read once from ``data/lexicons/*.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from procopius.errors import DataFileError

FOLDER = Path(__file__).parent.parent / "data" / "lexicons"


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``status.yaml``: words that decide the status of an act."""

    negators: frozenset[str]
    negative_determiners: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditional: frozenset[str]
    required: frozenset[str]
    if_marks: frozenset[str]
    without: frozenset[str]
    unreal_adjectives: frozenset[str]
    planned_adjectives: frozenset[str]
    undoing: frozenset[str]
    """Verbs that undo what their object names: a ban lifted is no ban."""


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``numbers.yaml``: numbers in words, and how sizes of events are told."""

    numbers: dict[str, int]
    scales: dict[str, int]
    rough: dict[str, tuple[int, int]]
    told_by: dict[str, frozenset[str]]
    told_after: dict[str, frozenset[str]]
    sizes: dict[str, list[str]]


class Lexicons(msgspec.Struct, frozen=True):
    """All lexicons. ``embedding`` maps a governing word to what it does to its clause."""

    light_verbs: dict[str, frozenset[str]]
    subject_control: frozenset[str]
    classes: dict[str, frozenset[str]]
    embedding: dict[str, str]
    status: StatusWords
    modes: dict[str, dict[str, list[str]]]
    contexts: dict[str, list[str]]
    numbers: NumberWords
    reproach: dict[str, frozenset[str]]
    """Mode of ACCUSE to the words of reproach that tell it."""
    voices: frozenset[str]
    plain_actors: dict[str, str]
    """``TYPE`` or ``TYPE mode`` to the sector of the actor that is plain when none is named (ruling 17)."""


def _read(name: str, kind: Any) -> Any:
    path = FOLDER / name
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, OSError) as error:
        raise DataFileError(path, 1, str(error)) from error


@lru_cache(maxsize=1)
def load_lexicons() -> Lexicons:
    """Read and check every lexicon file.

    Raises:
        DataFileError: a file does not have the shape its reader expects.
    """
    effects: dict[str, list[str]] = _read("embedding.yaml", dict[str, list[str]])
    return Lexicons(
        light_verbs=_read("light_verbs.yaml", dict[str, frozenset[str]]),
        subject_control=_read("control.yaml", dict[str, frozenset[str]])["subject_control"],
        classes=_read("classes.yaml", dict[str, frozenset[str]]),
        embedding={word: effect for effect, words in effects.items() for word in words},
        status=_read("status.yaml", StatusWords),
        modes=_read("modes.yaml", dict[str, dict[str, list[str]]]),
        contexts=_read("contexts.yaml", dict[str, list[str]]),
        reproach=_read("reproach.yaml", dict[str, frozenset[str]]),
        numbers=_read("numbers.yaml", NumberWords),
        voices=_read("voices.yaml", dict[str, frozenset[str]])["voices"],
        plain_actors=_read("plain_actors.yaml", dict[str, str]),
    )
