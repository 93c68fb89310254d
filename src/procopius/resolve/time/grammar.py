"""Loads the time grammar from its data files and compiles it, once for each process."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from procopius.errors import DataFileError
from procopius.resolve.time.holidays import Holiday, Holidays, parse_holiday

DATA = Path(__file__).parents[2] / "data" / "times"
KINDS = ("month", "weekday", "year", "unit", "season", "holiday", "word", "part", "clock", "numeric")
_WORD = re.compile(r"[^\W\d_]+")


class Row(msgspec.Struct, frozen=True):
    """One compiled row of ``patterns.yaml``."""

    id: str
    near: str
    reading: str
    regex: re.Pattern[str]
    example: str
    line: int


class Cues(msgspec.Struct, frozen=True):
    """Compiled words of ``cues.yaml``."""

    before_future: re.Pattern[str]
    before_past: re.Pattern[str]
    clause_before: re.Pattern[str]
    clause_after: re.Pattern[str]
    """Verbs on either side of the expression, in the group ``future`` or ``past``."""


class Grammar(msgspec.Struct, frozen=True):
    """All that the scanner and the readings need to know of the language."""

    rows: tuple[Row, ...]
    words: frozenset[str]
    """Every lower-case word that a row can match."""
    triggers: tuple[tuple[str, frozenset[str]], ...]
    """Words that can make a time expression, with the kinds of row that wait for them."""
    automaton: AhoCorasick
    """Finds the triggers; its pattern indexes are indexes into ``triggers``."""
    number_kinds: dict[str, frozenset[str]]
    """The same for numbers with which the name of a date begins."""
    lexicon: dict[str, Any]
    holidays: Holidays
    holiday_names: dict[str, str]
    named_dates: dict[str, date]
    cues: Cues
    _rows_by_kinds: dict[frozenset[str], tuple[Row, ...]] = {}

    def rows_for(self, kinds: frozenset[str]) -> tuple[Row, ...]:
        """Return the rows that wait for one of ``kinds``, in file order."""
        if kinds not in self._rows_by_kinds:
            self._rows_by_kinds[kinds] = tuple(row for row in self.rows if row.near in kinds)
        return self._rows_by_kinds[kinds]


class _LineLoader(yaml.CSafeLoader):
    """Keeps the line of every mapping under the key ``__line__``."""


def _mapping(loader: _LineLoader, node: yaml.MappingNode) -> dict[str, Any]:
    loader.flatten_mapping(node)
    pairs = loader.construct_pairs(node, deep=True)
    return {**dict(pairs), "__line__": node.start_mark.line + 1}


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(path, line, f"not valid YAML: {error.problem}") from error
    return content


def words_of(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table of the lexicon without its line mark."""
    return {str(key): value for key, value in table.items() if key != "__line__"}


def _alternatives(words: list[str]) -> str:
    """Longest first; a space is any white space; short abbreviations may carry a full stop."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered)


def _group(name: str, words: list[str], *, capital: bool = False) -> str:
    if capital:
        words = [form for w in words for form in (w.capitalize(), w.upper())]
    body = rf"(?P<{name}>{_alternatives(words)})\b{_stop(name, words)}"
    return f"(?-i:{body})" if capital else body


def _stop(name: str, words: list[str]) -> str:
    """Return the pattern of a full stop that is taken only behind an abbreviation.

    So that the end of a sentence stays outside.
    """
    if name == "weekday_short":
        return r"\.?"
    short = {w for w in words if len(w) <= 4 and w.lower() not in ("may", "june", "july")}
    if name != "month" or not short:
        return ""
    return "(?:" + "|".join(rf"(?<=\b{w})\." for w in sorted(short)) + ")?"


def _macros(lexicon: dict[str, Any], names: list[str], dated: list[str]) -> dict[str, str]:
    macros = {n: _group(n, list(words_of(v) if isinstance(v, dict) else v)) for n, v in lexicon.items()}
    months = list(words_of(lexicon["month"]))
    plain = [m for m in months if m not in lexicon["ambiguous_month"] and len(m) > 4]
    units = [u for u in words_of(lexicon["unit"]) if not u.endswith("s") and u != "centuries"]
    tens = [w for w, n in words_of(lexicon["number"]).items() if 20 <= n < 100]
    tail = [w for w, n in words_of(lexicon["number"]).items() if n < 10 and len(w) > 2]
    return macros | {
        "Month": _group("month", months, capital=True),
        "Month_again": f"(?:{_alternatives(months)})",
        "plain_month": _group("month", plain, capital=True),
        "Weekday": _group("weekday", list(words_of(lexicon["weekday"])), capital=True),
        "unit1": _group("unit", units),
        "tens": f"(?:{_alternatives(tens)})",
        "number_tail": f"(?:{_alternatives(tail)})",
        "number": f"(?:{_alternatives(list(words_of(lexicon['number'])))})",
        "vague_number": f"(?:{_alternatives(lexicon['vague_number'])})",
        "approximate": f"(?:{_alternatives(lexicon['approximate'])})",
        "holiday": rf"(?:the )?(?P<holiday>{_alternatives(names)})",
        "named_date": f"(?P<named_date>{_alternatives(dated)})",
    }


def _expand(pattern: str, macros: dict[str, str]) -> str:
    while True:
        expanded = re.sub(r"\{([A-Za-z]\w*)\}", lambda m: macros[m[1]], pattern)
        if expanded == pattern:
            return expanded.replace("«", "(?P<x>").replace("»", ")")
        pattern = expanded


def _spaces(pattern: str) -> str:
    """Let a space stand for any white space, inside and outside character classes."""
    pattern = re.sub(r"\[([^\]]*)\]", lambda m: "[" + m[1].replace(" ", r"\s") + "]", pattern)
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def _unique_groups(pattern: str) -> str:
    """Give repeated group names a number (``month``, ``month__2``): one of them is set in any match."""
    seen: dict[str, int] = defaultdict(int)

    def rename(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return f"(?P<{match[1]}>" if seen[match[1]] == 1 else f"(?P<{match[1]}__{seen[match[1]]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, pattern)


def _compile_row(row: dict[str, Any], macros: dict[str, str], path: Path) -> tuple[Row, str]:
    line = row["__line__"]
    missing = {"id", "near", "reading", "pattern", "example"} - row.keys()
    if missing or row["near"] not in KINDS:
        raise DataFileError(path, line, f"a row needs {sorted(missing)} and `near` one of {KINDS}")
    try:
        source = _unique_groups(_spaces(_expand(row["pattern"], macros)))
        regex = re.compile(rf"(?:{source})(?!\w)", re.IGNORECASE)
    except KeyError as error:
        raise DataFileError(path, line, f"no word set or shape is called {error}") from error
    except re.error as error:
        raise DataFileError(path, line, f"row {row['id']}: {error}") from error
    return Row(row["id"], row["near"], row["reading"], regex, row["example"], line), source


def _vocabulary(sources: list[str]) -> frozenset[str]:
    """Every word that any row can match; escapes and group names are no words."""
    words: set[str] = set()
    for source in sources:
        words.update(_WORD.findall(re.sub(r"\\[a-zA-Z]|\(\?P[<=]\w+[>)]|\(\?-?i?:?", " ", source).lower()))
    return frozenset(words)


def _triggers(lexicon: dict[str, Any], names: list[str]) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    sets = {
        "month": ("month",),
        "weekday": ("weekday", "weekday_short"),
        "unit": ("unit",),
        "season": ("season",),
    }
    for kind, tables in sets.items():
        for table in tables:
            for word in words_of(lexicon[table]):
                kinds[word].add(kind)
    for word in words_of(lexicon["weekday"]):
        kinds[f"{word}s"].add("weekday")
    for word in ("weekend", "weekends", "quarter", "half", "weeklong", "yearlong", "monthlong"):
        kinds[word].add("unit")
    for word in words_of(lexicon["part"]):
        kinds[word].update(("part", "word") if word == "night" else ("part",))
    for word in ("hours", "today", "yesterday", "tomorrow", "tonight", *lexicon["decade_word"]):
        kinds[word].add("part" if word == "hours" else "word")
    for word in (*words_of(lexicon["set_word"]), "overnight"):
        kinds[word].add("word")
    for phrase in words_of(lexicon["vague_reference"]):
        kinds[phrase.split()[-1]].add("word")
    for name in names:
        kinds[re.findall(r"[^\W\d_]+|\d+", name)[0]].add("holiday")
    return {word: frozenset(found) for word, found in kinds.items()}


def _cues(table: dict[str, Any]) -> Cues:
    lead = r"(?:\s+(?:on|in|at|the|this|about|around|early|late|mid))*\s*$"
    past = "|".join([_alternatives(table["past"]), *table["past_ending"]])
    return Cues(
        re.compile(rf"\b(?:{_alternatives(table['before_future'])}){lead}", re.IGNORECASE),
        re.compile(rf"\b(?:{_alternatives(table['before_past'])}){lead}", re.IGNORECASE),
        _verbs([*table["future"], *table["future_before"]], past),
        _verbs(table["future"], past),
    )


def _verbs(future: list[str], past: str) -> re.Pattern[str]:
    """Compile the verbs; "will also be held" is taken whole, so that "held" does not point back."""
    rest = r"(?:\s+(?:not|also|likely|then|now|only|soon))*(?:\s+be\s+\w+)?"
    return re.compile(rf"(?<!\w)(?:(?P<future>(?:{_alternatives(future)}){rest})|(?P<past>{past}))\b", re.IGNORECASE)


def _holidays(path: Path) -> tuple[list[Holiday], dict[str, date]]:
    table = _read(path)
    rows: list[Holiday] = []
    for row in table["holidays"]:
        try:
            rows.append(parse_holiday(words_of(row)))
        except (msgspec.ValidationError, ValueError) as error:
            raise DataFileError(path, row["__line__"], str(error)) from error
    return rows, {name: row["date"] for row in table["named_dates"] for name in row["names"]}


def load_grammar(folder: Path = DATA) -> Grammar:
    """Read and compile the grammar in ``folder``. Raises :class:`DataFileError` for a row that is wrong."""
    lexicon = words_of(_read(folder / "lexicon.yaml"))
    holidays, named = _holidays(folder / "holidays.yaml")
    names = {name: row.id for row in holidays for name in row.names}
    path = folder / "patterns.yaml"
    table = _read(path)
    macros = _macros(lexicon, list(names), list(named)) | words_of(table["shapes"])
    compiled = [_compile_row(row, macros, path) for row in table["rows"]]
    kinds = _triggers(lexicon, [*names, *named])
    triggers = tuple((word, found) for word, found in kinds.items() if not word.isdigit())
    return Grammar(
        rows=tuple(row for row, _ in compiled),
        words=_vocabulary([source for _, source in compiled]),
        triggers=triggers,
        automaton=AhoCorasick([word for word, _ in triggers], matchkind=MatchKind.LeftmostLongest),
        number_kinds={word: found for word, found in kinds.items() if word.isdigit()},
        lexicon=lexicon,
        holidays=Holidays(holidays),
        holiday_names=names,
        named_dates=named,
        cues=_cues(_read(folder / "cues.yaml")),
    )


@lru_cache(maxsize=1)
def default_grammar() -> Grammar:
    """Return the grammar that ships with the package."""
    return load_grammar()
