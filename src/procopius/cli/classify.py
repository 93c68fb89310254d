"""``procopius classify``: the type of event between marked parties."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from procopius.cli.terminal import say
from procopius.errors import InputError


def classify(
    pairs: Annotated[Path, Parameter(name="PAIRS", help="A JSONL file of pairs, or - for standard input.")],
    /,
    *,
    allow_none: Annotated[
        bool, Parameter(negative="", help="Give null as the event where none is the most probable.")
    ] = False,
) -> int:
    """Say what happened between two marked parties: one JSON line for each line of PAIRS."""
    import msgspec

    from procopius.classify import classify as classify_pair
    from procopius.classify import decode_pair, load_witnesses

    ask, done = load_witnesses(), 0
    for number, line in enumerate(_lines(pairs), start=1):
        if not line.strip():
            continue
        try:
            result = classify_pair(decode_pair(line), ask, allow_none=allow_none)
        except InputError as error:
            say(f"skipped {pairs}:{number}: {error}")
            continue
        sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.buffer.flush()
        done += 1
    return 0 if done else 1


def _lines(path: Path) -> Iterator[bytes]:
    if str(path) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
