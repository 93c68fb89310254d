"""``procopius code``: articles in, events out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import Parameter

from procopius.cli.options import Dictionaries, Inputs, Pipeline, Published, Publisher, Skip, require_inputs
from procopius.cli.report import Report
from procopius.cli.terminal import colour, say
from procopius.errors import SettingsError
from procopius.model import CodedArticle
from procopius.settings import Settings

if TYPE_CHECKING:
    from procopius.cli.writers import Writer
    from procopius.pipeline import Coder

Format: TypeAlias = Literal["table", "jsonl", "json", "csv"]
FORMATS: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv"}
"""Format of an output file by its suffix."""


def code(
    *inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    output_format: Annotated[
        Format | None,
        Parameter(
            name="--format",
            help="Table for people (default), or jsonl, json, csv; -o FILE.csv and the like imply it.",
        ),
    ] = None,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="Write to this file, not to standard output.")
    ] = None,
    actual_only: Annotated[
        bool,
        Parameter(
            name="--actual-only",
            negative="--all-statuses",
            help="Leave out what is planned, negated, hypothetical or long past.",
        ),
    ] = False,
    min_score: Annotated[float, Parameter(help="Leave out events scored below this, 0 to 1.")] = 0.0,
    dictionaries: Dictionaries = (),
    skip: Skip = (),
    pipeline: Pipeline = None,
    force_language: Annotated[bool, Parameter(negative="", help="Code articles that do not look English too.")] = False,
    max_characters: Annotated[
        int, Parameter(help="Skip articles longer than this many characters.", show_default=True)
    ] = Settings().max_characters,
) -> int:
    """Code articles: print their events, or write them as records."""
    from procopius.cli.writers import open_writer

    require_inputs(inputs)
    settings = Settings(
        skip_steps=skip,
        dictionaries=dictionaries,
        pipeline=pipeline,
        force_language=force_language,
        max_characters=max_characters,
        min_score=min_score,
    )
    chosen: Format = output_format or FORMATS.get(output.suffix.lower() if output else "", "table")
    with open_writer(chosen, output) as writer, _progress(to_file=output is not None) as tick:
        report = _code_all(inputs, settings, writer, tick, published, publisher, actual_only=actual_only)
    say(report.summary())
    return 0 if report.articles else 1


def load_coder(settings: Settings) -> Coder:
    """Return a coder; the heavy libraries are imported here and not before.

    Raises:
        SettingsError: a dictionary file or spaCy pipeline cannot be found.
    """
    for path in settings.dictionaries:
        if not path.is_file():
            raise SettingsError(f"no dictionary file {path}")
    from procopius import load

    try:
        return load(settings)
    except OSError as error:
        if settings.pipeline is None:
            raise
        raise SettingsError(f"no spaCy pipeline {settings.pipeline!r}; install it, or give its folder") from error


def _code_all(
    inputs: Sequence[str],
    settings: Settings,
    writer: Writer,
    tick: Callable[[str], None],
    published: str | None,
    publisher: str | None,
    *,
    actual_only: bool,
) -> Report:
    from procopius.read import Failure, read_inputs

    report = Report()
    coder: Coder | None = None
    items = read_inputs(inputs, published=published, publisher=publisher, max_chars=settings.max_characters)
    for item in items:
        if isinstance(item, Failure):
            report.drop(item.source, item.issue)
            continue
        if coder is None:
            tick("loading the model")
            coder = load_coder(settings)
        tick(f"{report.articles + 1}: {item.id}")
        coded = coder.code_article(item)
        if report.count(item, coded):
            writer.write(item, _actual(coded) if actual_only else coded)
    return report


def _actual(coded: CodedArticle) -> CodedArticle:
    import msgspec

    events = tuple(event for event in coded.events if event.status == "actual")
    return msgspec.structs.replace(coded, events=events)


@contextmanager
def _progress(*, to_file: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows what is being done, on a terminal that nothing else is written to."""
    if not colour(sys.stderr) or not (to_file or not sys.stdout.isatty()):
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield status.update
