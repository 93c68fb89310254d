"""The steps in order, made on a text one after the other, with the way back to the raw text."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from procopius.clean.bylines import byline
from procopius.clean.capitals import capitals, pronoun
from procopius.clean.captions import caption
from procopius.clean.characters import invisible, mojibake, spaces, whitespace
from procopius.clean.date_lines import date_line
from procopius.clean.datelines import dateline
from procopius.clean.debris import debris
from procopius.clean.furniture import furniture
from procopius.clean.glue import glued
from procopius.clean.headlines import headline
from procopius.clean.line_breaks import line_breaks
from procopius.clean.offsets import Traced, apply_edits, replay, settle, trace
from procopius.clean.signatures import signature
from procopius.clean.step import Context, Step
from procopius.errors import SettingsError
from procopius.model import Cleaned, Edit, Removed, Span

STEPS: tuple[Step, ...] = (
    Step("invisible", invisible, "Takes out characters without width (joiners, byte-order marks)."),
    Step("mojibake", mojibake, "Repairs wrongly decoded text, HTML entities and ligatures."),
    Step("spaces", spaces, "Makes every space and line end a plain one; takes out control characters."),
    Step("line_breaks", line_breaks, "Joins lines that a fixed line width broke inside sentences."),
    Step("date_line", date_line, "Takes out the publication date above or in front of the text."),
    Step("furniture", furniture, "Takes out read-also links, page labels, appeals, rights, notes on updates."),
    Step("caption", caption, "Takes out picture credits and captions."),
    Step("byline", byline, "Takes out bylines and author boxes."),
    Step("dateline", dateline, "Takes out place, day and agency in front of the first sentence."),
    Step("signature", signature, "Takes out what signs the article at its end."),
    Step("debris", debris, "Takes out web addresses, hashtags, handles, emoji, reference and list marks."),
    Step("glued", glued, "Puts the space, and the full stop, that run-together sentences lost."),
    Step("headline", headline, "Sets a headline apart that runs into the first sentence."),
    Step("capitals", capitals, "Lowers wrong capitals in mid-sentence that link text or a translation left."),
    Step("pronoun", pronoun, "Takes out a pronoun that stands twice for the subject before it."),
    Step("whitespace", whitespace, "Leaves one space between words and one blank line between paragraphs."),
)
"""All steps, in the order they run. Any of them can be skipped by name."""

STEP_NAMES = frozenset(step.name for step in STEPS)

REMOVED_KINDS = frozenset(
    {
        *("date_line", "read_also", "page_parts", "subscription", "social", "copyright", "update_note"),
        *(
            "caption",
            "credit",
            "byline",
            "author_box",
            "dateline",
            "label",
            "signature",
            "tweet_credit",
            "url",
        ),
        *("handle", "hashtag", "reference", "emoji"),
    }
)
"""Kinds of edits that take out what is no prose: these make :class:`~procopius.model.Removed` spans."""


class ExplainRow(NamedTuple):
    """One change for people to read: what, why, and where in the raw text."""

    step: str
    kind: str
    before: str
    after: str
    reason: str
    span: Span


def clean(text: str, *, skip: Collection[str] = (), title: str | None = None) -> Cleaned:
    """Clean a raw text by all steps but those in ``skip``; the article's ``title`` finds a fused headline.

    Every character of the result knows its raw offsets, and replaying ``edits`` step by step over ``text``
    gives the result. Raises ``SettingsError`` for a name that is no step.
    """
    unknown = sorted(set(skip) - STEP_NAMES)
    if unknown:
        raise SettingsError(f"no such cleaning steps: {unknown}; there are {[step.name for step in STEPS]}")
    context = Context(title=title)
    traced = trace(text)
    edits: list[Edit] = []
    removed: list[Removed] = []
    for step in STEPS:
        if step.name not in skip:
            made = settle(step.run(traced.text, context))
            edits += made
            removed += [_removed(edit, traced) for edit in made if edit.kind in REMOVED_KINDS]
            traced = apply_edits(traced, made) if made else traced
    return Cleaned(
        text=traced.text,
        edits=tuple(edits),
        removed=tuple(sorted(removed, key=lambda stretch: (stretch.start, stretch.end))),
        starts=tuple(traced.starts),
        ends=tuple(traced.ends),
    )


def _removed(edit: Edit, traced: Traced) -> Removed:
    start, end = traced.to_raw(edit.start, edit.end)
    return Removed(start, end, edit.kind)


def explain(cleaned: Cleaned, raw: str) -> list[ExplainRow]:
    """Return the edits of ``cleaned`` in the order they were made, each with its words and its raw span."""
    rows: list[ExplainRow] = []
    traced = trace(raw)
    for step in STEPS:
        made = [edit for edit in cleaned.edits if edit.step == step.name]
        for edit in made:
            before = traced.text[edit.start : edit.end]
            span = traced.to_raw(edit.start, edit.end)
            rows.append(ExplainRow(edit.step, edit.kind, before, edit.replacement, edit.reason, span))
        traced = apply_edits(traced, made) if made else traced
    return rows


def replay_edits(raw: str, edits: Collection[Edit]) -> str:
    """Return ``raw`` with the edits of all steps made again, step by step."""
    text = raw
    for step in STEPS:
        text = replay(text, [edit for edit in edits if edit.step == step.name])
    return text
