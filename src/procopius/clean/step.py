"""What a cleaning step is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from procopius.model import Edit


class Context(NamedTuple):
    """What a step may know beside the text."""

    title: str | None = None


StepFunction: TypeAlias = Callable[[str, Context], list[Edit]]


class Step(NamedTuple):
    """A named step: a pure function from a text to edits in that text's offsets."""

    name: str
    run: StepFunction
    about: str
    """What it does, in one sentence, for people."""
