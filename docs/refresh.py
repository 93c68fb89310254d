"""Writes anew what the pages of the documentation take from the program: outputs and tables.

Run by ``make docs``; ``tests/test_docs.py`` fails when a page is not what this makes of it.

- after each ``$ `` line of a ```` ```console run ```` block: what the command prints on standard output;
- in the ```` ```text ```` block after a ```` ```python run ```` block: what the code prints;
- between ``<!-- table NAME -->`` and ``<!-- end -->``: the table of that name.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WIDTH = "100"

_CONSOLE = re.compile(r"^```console run\n(.*?)^```\n", re.M | re.S)
_PYTHON = re.compile(r"^```python run\n(.*?)^```\n(?:\n```text\n.*?^```\n)?", re.M | re.S)
_TABLE = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.S)


def refresh(page: str) -> str:
    """Return ``page`` with outputs and tables made anew."""
    with contextlib.chdir(ROOT):
        page = _CONSOLE.sub(_console, page)
        page = _PYTHON.sub(_python, page)
    return _TABLE.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}{match[3]}", page)


def _console(match: re.Match[str]) -> str:
    commands = [line for line in match[1].splitlines() if line.startswith("$ ")]
    shown = "\n".join(f"{line}\n{_command_output(line[2:])}" for line in commands)
    return f"```console run\n{shown}```\n"


def _command_output(command: str) -> str:
    words = shlex.split(command)
    if words[0] == "cat":
        return Path(words[1]).read_text("utf-8")
    from procopius.cli import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    width = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            main(words[1:])
    finally:
        os.environ.pop("COLUMNS")
        if width is not None:
            os.environ["COLUMNS"] = width
    out.seek(0)
    return out.read()


def _python(match: re.Match[str]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(match[1], "example", "exec"), {"__name__": "example"})
    return f"```python run\n{match[1]}```\n\n```text\n{out.getvalue()}```\n"


def _issues() -> str:
    path = ROOT / "src" / "procopius" / "data" / "issues.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    return "| code | what it means | what to do |\n|---|---|---|\n" + "".join(
        f"| `{code}` | {meaning} | {todo} |\n" for code, meaning, todo in rows
    )


def _steps() -> str:
    from procopius.clean import STEPS

    return "| | step | what it does |\n|---|---|---|\n" + "".join(
        f"| {number} | `{step.name}` | {step.about} |\n" for number, step in enumerate(STEPS, start=1)
    )


def _removed() -> str:
    from procopius.clean import REMOVED_KINDS

    return ", ".join(f"`{kind}`" for kind in sorted(REMOVED_KINDS)) + ".\n"


TABLES: dict[str, Callable[[], str]] = {"issues": _issues, "steps": _steps, "removed": _removed}


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(refresh(path.read_text("utf-8")), "utf-8")
