"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from procopius.errors import SettingsError


def _no_options(_: object, value: Sequence[str]) -> None:
    """Let ``-`` pass, which cyclopts takes for an option unless all that begins with a hyphen may pass."""
    unknown = [item for item in value if item.startswith("-") and item != "-"]
    if unknown:
        raise SettingsError(f"unknown option {unknown[0]} (a file of that name is ./{unknown[0]})")


Inputs: TypeAlias = Annotated[
    list[str],
    Parameter(
        name="INPUT",
        help="Text, HTML, JSON, JSONL, CSV files (also .gz), folders of them, or - for standard input; any mix.",
        allow_leading_hyphen=True,
        validator=_no_options,
    ),
]
Published: TypeAlias = Annotated[
    str | None,
    Parameter(help="Publication date (2024-03-27) of the articles whose input gives none."),
]
Publisher: TypeAlias = Annotated[
    str | None, Parameter(help="Publisher of the articles whose input gives none.")
]
Skip: TypeAlias = Annotated[
    tuple[str, ...],
    Parameter(
        name="--skip", negative="", help="Leave out a cleaning step; `procopius clean --steps` lists them."
    ),
]
Dictionaries: TypeAlias = Annotated[
    tuple[Path, ...],
    Parameter(
        name="--dictionary", negative="", help="Dictionary file (TSV) whose rows go before the shipped ones."
    ),
]
Pipeline: TypeAlias = Annotated[
    str | None, Parameter(help="Name or path of another spaCy pipeline to parse with.")
]
