"""The two streams: results go to standard output, what is said about them to standard error."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PIPE_WIDTH = 120
"""Columns of a table that goes to a pipe or file; the environment variable COLUMNS says otherwise."""


def say(line: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def colour(stream: IO[Any]) -> bool:
    """Say whether ``stream`` is a terminal that wants colour (https://no-color.org)."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def console_for(stream: IO[str]) -> Console:
    """Return a rich console of the width and colours that fit ``stream``. Print by :func:`show` only."""
    from rich.console import Console

    styled = colour(stream)
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(
        file=stream,
        width=width,
        force_terminal=styled,
        no_color=not styled,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show(console: Console, *things: RenderableType) -> None:
    """Print ``things``; a closed pipe raises ``BrokenPipeError`` here, where rich would end the process."""
    with console.capture() as capture:
        for thing in things:
            console.print(thing)
    lines = capture.get().split("\n")
    # The padding of the last column helps nobody in a file.
    console.file.write("\n".join(lines if console.is_terminal else (line.rstrip() for line in lines)))
    console.file.flush()


def printable(text: str) -> str:
    """Return ``text`` on one line, without characters that could steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
