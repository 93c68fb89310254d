"""The door for other spaCy pipelines: CLEAR labels in, Universal Dependencies out.

spaCy's English pipelines label in the style of CLEAR (Choi and Palmer 2012), where a preposition is the head of its
object and a copula the head of its predicate. Our rules are written on UD. The component here looks at the labels
of a text and, where they are those of CLEAR, gives back a new ``Doc`` with the tree turned; what the labels mean
stands in ``data/parse/clear_labels.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD
from spacy.language import Language
from spacy.tokens import Doc

from procopius.errors import DataFileError
from procopius.parse.clear_turns import PREDICATES, Tree, turn

TABLE = Path(__file__).parent.parent / "data" / "parse" / "clear_labels.yaml"
_IOB = {"I": 1, "O": 2, "B": 3}


class ClearLabels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``clear_labels.yaml``."""

    signs: frozenset[str]
    labels: dict[str, str | dict[str, str]]
    prepositions: dict[str, tuple[str, str]]
    fixed: frozenset[str]
    copulas: frozenset[str]
    entities: dict[str, str]


@Language.factory("procopius_door", assigns=["token.head", "token.dep", "doc.ents"])
def make_door(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy's signature)
    """Build the component that stands last in a pipeline which is not ours."""
    return to_ud


def is_clear(doc: Doc) -> bool:
    """Tell whether the dependency labels of ``doc`` are those of CLEAR."""
    return not load_clear_labels().signs.isdisjoint(token.dep_ for token in doc)


def to_ud(doc: Doc) -> Doc:
    """Return ``doc``, or a new ``Doc`` with UD labels and our entity labels where it has others.

    Words, tags, lemmas and sentences stay as they are. A tree that is UD already keeps its shape.
    """
    table = load_clear_labels()
    tree = Tree.of(doc)
    if is_clear(doc):
        turn(tree, table.prepositions, table.fixed, table.copulas)
        tree.deps = _relabelled(tree, table.labels)
    deps = ["root" if label == "ROOT" else label for label in tree.deps]  # spaCy writes it so in UD trees too
    return _filled(doc, tree.heads, deps, table.entities)


@cache
def load_clear_labels() -> ClearLabels:
    """Read and check the table.

    Raises:
        DataFileError: the file does not have the shape its reader expects, or names a condition that there is not.
    """
    try:
        table = msgspec.yaml.decode(TABLE.read_bytes(), type=ClearLabels)
    except (msgspec.DecodeError, OSError) as error:
        raise DataFileError(TABLE, 1, str(error)) from error
    for label, rule in table.labels.items():
        if isinstance(rule, dict) and (unknown := set(rule) - set(_CONDITIONS)):
            known = ", ".join(_CONDITIONS)
            raise DataFileError(TABLE, 1, f"{label}: unknown condition {unknown.pop()!r}; there are {known}")
    return table


def _relabelled(tree: Tree, labels: Mapping[str, str | dict[str, str]]) -> list[str]:
    out = []
    for i, old in enumerate(tree.deps):
        rule = labels.get(old, old)
        if isinstance(rule, dict):
            rule = next((new for condition, new in rule.items() if _CONDITIONS[condition](tree, i)), old)
        out.append(rule or "dep")
    return out


_CONDITIONS: dict[str, Callable[[Tree, int], bool]] = {
    "under_noun": lambda tree, i: tree.pos[tree.heads[i]] not in PREDICATES,
    "under_verb": lambda tree, i: tree.pos[tree.heads[i]] in PREDICATES,
    "before": lambda tree, i: i < tree.heads[i],
    "after": lambda tree, i: i > tree.heads[i],
    "to": lambda tree, i: tree.tags[i] == "TO",
    "else": lambda _tree, _i: True,
}


def _filled(doc: Doc, heads: list[int], deps: list[str], entities: Mapping[str, str]) -> Doc:
    strings = doc.vocab.strings
    values = np.zeros((len(doc), 4), dtype=np.uint64)
    values[:, 0] = np.array(heads) - np.arange(len(doc))
    values[:, 1] = [strings.add(label) for label in deps]
    values[:, 2] = _IOB["O"]
    for ent in doc.ents:
        if ent.label_ in entities:
            values[ent.start : ent.end, 2] = _IOB["I"]
            values[ent.start, 2] = _IOB["B"]
            values[ent.start : ent.end, 3] = strings.add(entities[ent.label_])
    new = doc.copy()
    new.from_array([HEAD, DEP, ENT_IOB, ENT_TYPE], values)  # type: ignore[arg-type]  # the stub wants signed integers
    return new
