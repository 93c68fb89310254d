"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from procopius.errors import SettingsError


def _no_option(_: object, value: str) -> None:
    """Let ``-`` pass, which cyclopts takes for an option unless all that begins with a hyphen may pass."""
    if value.startswith("-") and value != "-":
        raise SettingsError(f"unknown option {value} (a file of that name is ./{value})")


Inputs: TypeAlias = Annotated[
    str,
    Parameter(
        name="INPUT",
        help="Text, HTML, JSON, JSONL, CSV files (also .gz), folders, or - for standard input, in any mix.",
        allow_leading_hyphen=True,
        validator=_no_option,
    ),
]
"""For ``*inputs``: a list would take only the inputs before the first option."""


def require_inputs(inputs: Sequence[str], instead: str = "") -> None:
    """Raise ``SettingsError`` if there is no input; ``instead`` says what else could be given."""
    if not inputs:
        raise SettingsError(f"no INPUT; give files, folders or - for standard input{instead}")


Published: TypeAlias = Annotated[
    str | None,
    Parameter(help="Publication date (2024-03-27) of the articles whose input gives none."),
]
Publisher: TypeAlias = Annotated[str | None, Parameter(help="Publisher of the articles whose input gives none.")]
Skip: TypeAlias = Annotated[
    tuple[str, ...],
    Parameter(name="--skip", negative="", help="Leave out a cleaning step; `procopius clean --steps` lists them."),
]
Dictionaries: TypeAlias = Annotated[
    tuple[Path, ...],
    Parameter(name="--dictionary", negative="", help="Dictionary file (TSV) whose rows go before the shipped ones."),
]
Pipeline: TypeAlias = Annotated[str | None, Parameter(help="Name or path of another spaCy pipeline to parse with.")]
Project: TypeAlias = Annotated[str, Parameter(help="The project file (SQLite); `procopius run` makes it.")]
