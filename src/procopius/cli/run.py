"""``procopius run``: a corpus into a project file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from procopius.cli.code import load_coder
from procopius.cli.options import Dictionaries, Inputs, Pipeline, Project, Published, Publisher, Skip
from procopius.cli.run_view import RunView, planned, summary
from procopius.cli.terminal import say
from procopius.errors import SettingsError
from procopius.settings import Settings

if TYPE_CHECKING:
    from procopius.run import Reading
    from procopius.store import Run, Store


def run(
    *inputs: Inputs,
    project: Project,
    published: Published = None,
    publisher: Publisher = None,
    workers: Annotated[int | None, Parameter(help="Processes that code; one for each core if left out.")] = None,
    limit: Annotated[int | None, Parameter(help="Code at most this many articles; the next run goes on.")] = None,
    dry_run: Annotated[bool, Parameter(negative="", help="Say what would be read and coded; write nothing.")] = False,
    force: Annotated[bool, Parameter(negative="", help="Code again what has a result already.")] = False,
    dictionaries: Dictionaries = (),
    skip: Skip = (),
    pipeline: Pipeline = None,
    force_language: Annotated[bool, Parameter(negative="", help="Code articles that do not look English too.")] = False,
    max_characters: Annotated[
        int, Parameter(help="Skip articles longer than this many characters.", show_default=True)
    ] = Settings().max_characters,
) -> int:
    """Code a corpus into a project file; what is there already is not done again."""
    from procopius.run import Reading

    for name, value in (("--workers", workers), ("--limit", limit)):
        if value is not None and value < 1:
            raise SettingsError(f"{name} must be at least 1, not {value}")
    settings = Settings(
        skip_steps=skip,
        dictionaries=dictionaries,
        pipeline=pipeline,
        force_language=force_language,
        max_characters=max_characters,
    )
    for path in dictionaries:
        if not path.is_file():
            raise SettingsError(f"no dictionary file {path}")
    reading = Reading(inputs=inputs, published=published, publisher=publisher)
    if dry_run:
        return _plan(project, reading, settings, limit=limit, force=force)
    return _run(project, reading, settings, workers=workers, limit=limit, force=force)


def _run(
    project: str, reading: Reading, settings: Settings, *, workers: int | None, limit: int | None, force: bool
) -> int:
    from procopius.run import run_corpus
    from procopius.store import open_store

    if not reading.inputs and not Path(project).is_file():
        raise SettingsError("no INPUT; give files, folders or - for standard input, or a project that is there")
    with open_store(project) as store, RunView() as view:
        try:
            done = run_corpus(store, reading, settings, load_coder, view, workers=workers, limit=limit, force=force)
        except KeyboardInterrupt:
            view.close()
            say("what is coded so far is kept; the same command goes on from there")
            raise
        view.close()
        say(summary(done))
        return 0 if _something(done, store) else 1


def _plan(project: str, reading: Reading, settings: Settings, *, limit: int | None, force: bool) -> int:
    from procopius.run import dry_run

    with _store_as_it_is(project) as store, RunView() as view:
        plan = dry_run(store, reading, settings, view, limit=limit, force=force)
        view.close()
        say(planned(plan))
        return 0 if _something(plan, store) else 1


@contextmanager
def _store_as_it_is(project: str) -> Iterator[Store]:
    """Open a project to read only; an empty one in memory where there is none."""
    from procopius.store import MEMORY, open_store

    with ExitStack() as stack:
        there = Path(project).is_file()
        yield stack.enter_context(open_store(project if there else MEMORY, read_only=there))


def _something(run: Run, store: Store) -> bool:
    """Say whether there was anything to code, now or before."""
    return bool(run.read.articles or run.read.files_unchanged) or (not run.inputs and bool(store.article_ids()))
