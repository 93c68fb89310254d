"""Turning a CLEAR tree into the shape of Universal Dependencies: who hangs on whom.

Each turn changes a :class:`Tree` that belongs to the conversion of one ``Doc``; the ``Doc`` itself is left alone.
The references are to the guidelines of UD version 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

PREDICATES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
_NAME_PARTS = frozenset({"compound", "nn", "nmod"})
_PERSONS = frozenset({"PERSON", "PER"})


@dataclass
class Tree:
    """Heads (a root is its own) and labels, with what the turns need to know of the words."""

    heads: list[int]
    deps: list[str]
    pos: list[str]
    tags: list[str]
    words: list[str]
    lemmas: list[str]
    people: list[tuple[int, int]]
    """Spans of tokens that name a person."""
    dependants: list[set[int]]
    """What hangs on each word; :meth:`move` keeps it in step with ``heads``."""

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        """Read the tree of a ``Doc``."""
        heads = [t.head.i for t in doc]
        dependants: list[set[int]] = [set() for _ in heads]
        for word, head in enumerate(heads):
            dependants[head].add(word)
        return cls(
            heads=heads,
            dependants=dependants,
            deps=[t.dep_ for t in doc],
            pos=[t.pos_ for t in doc],
            tags=[t.tag_ for t in doc],
            words=[t.lower_ for t in doc],
            lemmas=[t.lemma_ for t in doc],
            people=[(e.start, e.end) for e in doc.ents if e.label_ in _PERSONS],
        )

    def move(self, word: int, head: int) -> None:
        """Hang ``word`` on ``head``."""
        self.dependants[self.heads[word]].discard(word)
        self.dependants[head].add(word)
        self.heads[word] = head

    def children(self, head: int) -> list[int]:
        """Return what hangs on ``head``, from left to right."""
        return sorted(self.dependants[head] - {head})

    def child(self, head: int, labels: Iterable[str]) -> int | None:
        """Return the first child of ``head`` with one of ``labels``."""
        wanted = set(labels)
        return next((i for i in self.children(head) if self.deps[i] in wanted), None)

    def replace(self, old: int, new: int, label: str | None = None) -> None:
        """Put ``new``, so far below ``old``, in the place of ``old``, which hangs on ``new`` from now on."""
        root = self.heads[old] == old
        self.move(new, new if root else self.heads[old])
        self.deps[new] = self.deps[old] if root or label is None else label
        self.move(old, new)

    def depth(self, word: int) -> int:
        """Count the steps to the root."""
        steps = 0
        while self.heads[word] != word:
            word, steps = self.heads[word], steps + 1
        return steps


def turn(
    tree: Tree, prepositions: Mapping[str, tuple[str, str]], fixed: frozenset[str], copulas: frozenset[str]
) -> None:
    """Turn a CLEAR tree; labels that need no turn are left as they are."""
    _turn_prepositions(tree, prepositions, fixed)
    _turn_copulas(tree, copulas)
    _turn_infinitives(tree)
    _turn_coordination(tree)
    _turn_people(tree)


def _turn_prepositions(tree: Tree, labels: Mapping[str, tuple[str, str]], fixed: frozenset[str]) -> None:
    """Make prepositions the case of their object, or the mark of their clause, the innermost first."""
    found = [i for i, dep in enumerate(tree.deps) if dep in labels or _is_second(tree, i)]
    for i in sorted(found, key=lambda i: -tree.depth(i)):
        thing = tree.child(i, ("pobj", "pcomp"))
        if thing is None or tree.pos[thing] == "ADP":
            continue  # a particle, or one stranded at the end of a relative clause
        _keep_fixed(tree, i, fixed)
        clause = tree.pos[thing] in {"VERB", "AUX"}
        outer = tree.heads[i]
        if tree.deps[outer] in labels and tree.deps[i] == "prep":
            label = tree.deps[thing]  # "from across the border": the outer one takes it on
        elif tree.deps[i] == "conj":
            label = "conj"
        elif clause:
            label = "pcomp"
        else:
            label = labels[tree.deps[i]][tree.pos[outer] not in PREDICATES]
        tree.replace(i, thing, label)
        tree.deps[i] = "mark" if clause else "case"
        for other in tree.children(i):
            if tree.deps[other] != "fixed":
                tree.move(other, thing)
                if tree.pos[other] == "ADP" and tree.deps[other] in {"prep", "pcomp"}:
                    tree.deps[other] = "case"


def _is_second(tree: Tree, word: int) -> bool:
    """Say whether a word is a preposition coordinated with another: "in Rome and in Paris"."""
    return tree.deps[word] == "conj" and tree.child(word, ("pobj", "pcomp")) is not None


def _keep_fixed(tree: Tree, word: int, fixed: frozenset[str]) -> None:
    """Let prepositions of several words keep together: "according to", "because of"."""
    thing = tree.child(word, ("pobj", "pcomp"))
    following = word + 1
    if thing == following or following >= len(tree.words):
        return
    if f"{tree.words[word]} {tree.words[following]}" in fixed and tree.heads[following] in {word, thing}:
        tree.move(following, word)
        tree.deps[following] = "fixed"


def _turn_copulas(tree: Tree, copulas: frozenset[str]) -> None:
    """Make the predicate the head of its clause; what "there is" is the subject of "is"."""
    for verb in range(len(tree.heads)):
        if tree.lemmas[verb].lower() not in copulas or tree.pos[verb] not in {"VERB", "AUX"}:
            continue
        predicate = tree.child(verb, ("attr", "acomp"))
        if tree.child(verb, ("expl",)) is not None:
            if predicate is not None:
                tree.deps[predicate] = "nsubj"
            continue
        if predicate is None:
            predicate = _placed(tree, verb)
        if predicate is not None:
            tree.replace(verb, predicate)
            tree.deps[verb] = "cop"
            for other in tree.children(verb):
                tree.move(other, predicate)


def _placed(tree: Tree, verb: int) -> int | None:
    """Return the place or state that a copula without a predicate gives its subject: "is in Geneva"."""
    if tree.child(verb, ("aux", "xcomp", "ccomp", "advmod", "neg")) is not None or tree.deps[verb] in {
        "aux",
        "auxpass",
    }:
        return None
    after = [i for i in tree.children(verb) if i > verb and tree.deps[i] == "obl"]
    return after[0] if after and tree.child(verb, ("nsubj", "csubj")) is not None else None


def _turn_infinitives(tree: Tree) -> None:
    """Make the subject of an infinitive the object of the verb above: "wants them to go"."""
    for verb in range(len(tree.heads)):
        if tree.deps[verb] != "ccomp" or not any(tree.tags[i] == "TO" for i in tree.children(verb)):
            continue
        subject = tree.child(verb, ("nsubj",))
        above = tree.heads[verb]
        if subject is not None and tree.child(verb, ("mark",)) is None and tree.child(above, ("dobj",)) is None:
            tree.move(subject, above)
            tree.deps[subject] = "dobj"
            tree.deps[verb] = "xcomp"


def _turn_coordination(tree: Tree) -> None:
    """Hang every conjunct on the first one, and a conjunction on the conjunct that follows it."""
    conjuncts = [i for i, dep in enumerate(tree.deps) if dep == "conj"]
    conjunctions = [i for i, dep in enumerate(tree.deps) if dep == "cc" and tree.heads[i] < i]
    before = list(tree.heads)
    joined: dict[int, list[int]] = {}
    for i in conjuncts:
        first = _first_conjunct(tree, i)
        tree.move(i, first)
        joined.setdefault(first, []).append(i)
    for i in conjunctions:
        later = [c for c in joined.get(_first_conjunct(tree, before[i]), ()) if c > i]
        if later:
            tree.move(i, later[0])


def _first_conjunct(tree: Tree, word: int) -> int:
    while tree.deps[word] == "conj" and tree.heads[word] != word:
        word = tree.heads[word]
    return word


def _turn_people(tree: Tree) -> None:
    """Hang the parts of a person's name on the first one, as ``flat``, and titles as ``nmod:desc``."""
    for start, end in tree.people:
        inside = range(start, end)
        tops = [i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i]
        if len(tops) != 1:
            continue
        top = tops[0]
        parts = [i for i in inside if i == top or (tree.heads[i] == top and tree.deps[i] in _NAME_PARTS)]
        first = min(parts)
        if first != top:
            tree.replace(top, first)
            for i in tree.children(top):
                tree.move(i, first)
        for i in parts:
            if i != first:
                tree.deps[i] = "flat"
        for i in tree.children(first):
            if i < start and tree.deps[i] in _NAME_PARTS and tree.pos[i] in {"NOUN", "PROPN"}:
                tree.deps[i] = "nmod:desc"
