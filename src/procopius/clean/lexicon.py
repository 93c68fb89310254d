"""The word lists of the cleaning steps: ``data/clean/*.yaml``, checked on load, made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from procopius.errors import DataFileError

_FOLDER = Path(str(files("procopius"))) / "data" / "clean"


@cache
def lexicon(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of ``data/clean/<name>.yaml``.

    Raises ``DataFileError`` with file and line when the file is no mapping of names to lists of phrases.
    """
    return read_lists(_FOLDER / f"{name}.yaml")


def read_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """Read one file of phrase lists. Scalars are words as written: ``no`` and ``on`` are no truth values."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(path, line, f"not YAML: {error.problem}") from error
    if not isinstance(root, yaml.MappingNode):
        raise DataFileError(path, 1, "write a mapping of list names to lists of phrases")
    return {key.value: _phrases(path, key, value) for key, value in root.value}


def _phrases(path: Path, key: yaml.Node, node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise DataFileError(path, key.start_mark.line + 1, f"{key.value}: write a list of phrases")
    phrases: dict[str, None] = {}
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
            raise DataFileError(path, item.start_mark.line + 1, f"{key.value}: write a phrase here")
        phrases[item.value.strip()] = None
    return tuple(phrases)


def words(name: str, key: str) -> frozenset[str]:
    """Return one list as a set, lower-cased unless its name ends in ``_exact``."""
    phrases = lexicon(name)[key]
    return frozenset(phrases if key.endswith("_exact") else map(str.lower, phrases))


def alternatives(phrases: Iterable[str]) -> str:
    """Return a regular expression group for any of ``phrases`` as whole words, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(_phrase_pattern, ordered)) + ")"


def any_of(name: str, key: str) -> str:
    """Return the pattern of one list; it minds capitals only if the list's name ends in ``_exact``."""
    group = alternatives(lexicon(name)[key])
    return group if key.endswith("_exact") else f"(?i:{group})"


def _phrase_pattern(phrase: str) -> str:
    body = r"\s+".join(map(re.escape, phrase.split()))
    left = r"(?<!\w)" if phrase[0].isalnum() else ""
    right = r"(?!\w)" if phrase[-1].isalnum() else ""
    return f"{left}{body}{right}"
