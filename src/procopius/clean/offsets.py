"""A text on its way through the steps, with the raw offsets of each of its characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from procopius.model import Edit, Span


class Traced(NamedTuple):
    """A text whose character ``i`` came from the raw text between ``starts[i]`` and ``ends[i]``."""

    text: str
    starts: list[int]
    ends: list[int]

    def to_raw(self, start: int, end: int) -> Span:
        """Map a half-open span of the text to the raw text; an empty span maps to an empty span.

        Inside a replacement, whose characters all map to one whole span, an empty span maps to that span too.
        """
        if start < end:
            return (self.starts[start], max(self.ends[start:end]))
        if 0 < start < len(self.starts) and self.starts[start] < self.ends[start - 1]:
            return (self.starts[start], self.ends[start - 1])
        at = self.ends[start - 1] if start else (self.starts[0] if self.starts else 0)
        return (at, at)


def trace(raw: str) -> Traced:
    """Return ``raw`` with every character mapped to itself."""
    return Traced(raw, list(range(len(raw))), list(range(1, len(raw) + 1)))


def settle(edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits by place, the longer first, and drop those that do nothing or overlap an earlier one."""
    settled: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        free = not settled or edit.start >= settled[-1].end
        if free and (edit.start < edit.end or edit.replacement):
            settled.append(edit)
    return settled


def replay(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with the settled ``edits`` of one step made."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join(parts) + text[at:]


def apply_edits(traced: Traced, edits: list[Edit]) -> Traced:
    """Return the text with settled ``edits`` made and its offsets carried along.

    A replacement as long as what it replaces keeps the offsets character by character (a change of case);
    every character of another replacement maps to the whole span it replaces, an inserted one to an empty
    span.
    """
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in edits:
        starts += traced.starts[at : edit.start]
        ends += traced.ends[at : edit.start]
        size = len(edit.replacement)
        if size == edit.end - edit.start:
            starts += traced.starts[edit.start : edit.end]
            ends += traced.ends[edit.start : edit.end]
        else:
            start, end = traced.to_raw(edit.start, edit.end)
            starts += [start] * size
            ends += [end] * size
        at = edit.end
    starts += traced.starts[at:]
    ends += traced.ends[at:]
    return Traced(replay(traced.text, edits), starts, ends)
