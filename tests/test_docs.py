"""The documentation is complete, and what it shows is what the program prints."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from procopius.clean import STEPS
from procopius.cli import app
from procopius.cli.report import advice
from procopius.export import COLUMNS
from procopius.model import CodedArticle, Event, Quote, Vote
from procopius.settings import Settings

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
REFRESH = runpy.run_path(str(ROOT / "docs" / "refresh.py"))
COMMANDS = (
    "code",
    "run",
    "stats",
    "query",
    "clean",
    "actor",
    "place",
    "annotate",
    "dictionary check",
    "dictionary find",
    "dictionary candidates",
)


@pytest.mark.parametrize("path", REFRESH["PAGES"], ids=lambda path: str(path.relative_to(ROOT)))
def test_page_shows_what_the_program_prints(path: Path) -> None:
    page = path.read_text("utf-8")
    assert REFRESH["refresh"](page) == page, "run `make docs` and look at the difference"


@pytest.mark.parametrize("path", REFRESH["PAGES"], ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", path.read_text("utf-8"))
    missing = [t for t in targets if not t.startswith("http") and not (path.parent / t).exists()]
    assert not missing


def _options(command: str) -> Iterator[str]:
    chosen: Any = app
    for name in command.split():
        chosen = chosen[name]
    for argument in chosen.assemble_argument_collection():
        yield from (name for name in argument.names if name.startswith("-"))


@pytest.mark.parametrize("command", COMMANDS)
def test_command_and_its_options_are_documented(command: str) -> None:
    page = (REFERENCE / "cli.md").read_text("utf-8")
    assert f"procopius {command}" in page
    options = set(_options(command))
    assert options or command == "dictionary check"
    assert not {option for option in options if f"`{option}" not in page}


def _issue_codes() -> Iterator[str]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            arguments = [keyword.value for keyword in node.keywords if keyword.arg in {"issue", "code"}]
            if getattr(node.func, "id", "") == "Issue":
                arguments += node.args[:1]
            yield from (a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_every_issue_of_the_source_has_advice() -> None:
    codes = set(_issue_codes())
    assert len(codes) > 10
    assert codes <= set(advice())


def test_issues_are_sorted() -> None:
    assert list(advice()) == sorted(advice())


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("settings.md", Settings.__struct_fields__),
        ("cleaning.md", [step.name for step in STEPS]),
        ("output.md", COLUMNS),
        ("output.md", [f for record in (CodedArticle, Event, Quote, Vote) for f in record.__struct_fields__]),
    ],
)
def test_names_are_documented(page: str, names: list[str]) -> None:
    text = (REFERENCE / page).read_text("utf-8")
    assert not [name for name in names if f"`{name}`" not in text]


def test_every_error_code_is_documented() -> None:
    codes = set(re.findall(r'code = "(P\d+)"', (ROOT / "src/procopius/errors.py").read_text("utf-8")))
    page = (REFERENCE / "errors.md").read_text("utf-8")
    assert not {code for code in codes if code not in page}


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 150
