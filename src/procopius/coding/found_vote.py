"""The record of a vote as it is found in a parsed text, before its parties are resolved."""

from __future__ import annotations

from typing import Literal

import msgspec

from procopius.model import Span


class FoundVote(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded vote of a body. All spans are half-open offsets into the text of the ``Doc``."""

    body: Span | None
    """The body that voted, where the article names it, in this sentence or another."""
    subject: Span | None
    """What was voted on: a noun phrase, or the clause after "voted to"."""
    in_favour: int | None
    against: int | None
    abstained: int | None
    outcome: Literal["adopted", "rejected", "vetoed"] | None
    abstainers: tuple[Span, ...] = ()
    vetoed_by: tuple[Span, ...] = ()
    span: Span
    """The sentence that tells the counts, else the first that tells the vote."""
