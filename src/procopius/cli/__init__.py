"""The command line: one command for each stage, nothing that the library cannot do as well."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Any

from cyclopts import App, CycloptsError, Parameter

from procopius import __version__
from procopius.cli.terminal import colour, console_for, say
from procopius.errors import ModelError, ProcopiusError

__all__ = ["app", "main"]

NOTHING_CODED = 1
MISUSE = 2
INTERRUPTED = 130

app = App(
    name="procopius",
    help="Codes news text into cited event data: who did what to whom, when, where, and according to whom.",
    help_epilogue="`procopius COMMAND --help` explains a command.",
    version=__version__,
    version_flags=["--version"],
    result_action="return_value",
    error_formatter=lambda error: f"procopius: {error}",
    suppress_keyboard_interrupt=False,
    group_arguments="Arguments",
    group_parameters="Options",
    default_parameter=Parameter(show_default=False),
)
# Import paths and not functions: a command is imported when it is called, so that --help is there at once.
app.command(
    "procopius.cli.code:code",
    name="code",
    usage="Usage: procopius code INPUT... [OPTIONS]",
    help="Code articles: print or write their events.",
)
app.command(
    "procopius.cli.run:run",
    name="run",
    usage="Usage: procopius run [INPUT...] --project FILE [OPTIONS]",
    help="Code a corpus into a project file.",
)
app.command(
    "procopius.cli.stats:stats",
    name="stats",
    usage="Usage: procopius stats --project FILE [OPTIONS]",
    help="Say what is in a project.",
)
app.command(
    "procopius.cli.query:query",
    name="query",
    usage='Usage: procopius query "SELECT ..." --project FILE [OPTIONS]',
    help="Ask a project in SQL.",
)
app.command(
    "procopius.cli.clean:clean",
    name="clean",
    usage="Usage: procopius clean INPUT... [OPTIONS]",
    help="Clean articles and show what was changed.",
)
app.command(
    "procopius.cli.actor:actor",
    name="actor",
    usage="Usage: procopius actor PHRASE [OPTIONS]",
    help="Say who an actor phrase means.",
)
app.command(
    "procopius.cli.place:place",
    name="place",
    usage="Usage: procopius place NAME [OPTIONS]",
    help="Say which place a name stands for.",
)
app.command(
    "procopius.cli.annotate:annotate",
    name="annotate",
    usage="Usage: procopius annotate INPUT... [OPTIONS]",
    help="Print what the parts of a text are.",
)
app.command(
    "procopius.cli.classify:classify",
    name="classify",
    usage="Usage: procopius classify PAIRS [OPTIONS]",
    help="Say what happened between marked parties.",
)
app.command("procopius.cli.dictionary:app", name="dictionary", help="Check, search and mend dictionaries.")


def main(tokens: Sequence[str] | None = None) -> int:
    """Run the command line on ``tokens`` (the program's own arguments if None) and return the exit status.

    0: done. 1: nothing could be coded, or the model is missing. 2: misuse. 130: interrupted.
    A reader that closes the pipe (``| head``) ends the run quietly with 0.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _run(tokens)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Python flushes standard output once more at exit: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except CycloptsError:
        return MISUSE  # cyclopts has said what was wrong
    except ProcopiusError as error:
        say(f"procopius: {error}")
        return NOTHING_CODED if isinstance(error, ModelError) else MISUSE


def _run(tokens: Sequence[str] | None) -> int:
    # Panels and colours of the help are for terminals.
    formatter: Any = "default" if colour(sys.stdout) else "plain"
    app.help_formatter = formatter
    app.console = console_for(sys.stdout)
    app.error_console = console_for(sys.stderr)
    result = app(tokens, exit_on_error=False)
    return result if isinstance(result, int) else 0
