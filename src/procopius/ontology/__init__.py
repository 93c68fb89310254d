"""The ontology: event types, modes, contexts and sectors, read from one data file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from procopius.errors import DataFileError

PLOVER = Path(__file__).parent.parent / "data" / "ontology" / "plover.yaml"


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ontology says of one type."""

    quad: int
    scale: float
    recipient: Literal["optional", "required", "one-sided"]
    modes: list[str]


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All types of an ontology, with the contexts and sectors it knows."""

    name: str
    version: str
    types: dict[str, EventType]
    contexts: list[str]
    sectors: list[str]


@lru_cache(maxsize=4)
def load_ontology(path: Path = PLOVER) -> Ontology:
    """Read an ontology file.

    Raises:
        DataFileError: the file does not fit; the message says where.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Ontology)
    except (msgspec.DecodeError, OSError) as error:
        raise DataFileError(path, 1, str(error)) from error
