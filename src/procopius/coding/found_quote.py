"""The record of a quote as it is found in a parsed text, before its speaker is resolved."""

from __future__ import annotations

from typing import Literal

import msgspec

from procopius.model import Span


class FoundQuote(msgspec.Struct, frozen=True, kw_only=True):
    """Words given to a speaker. All spans are half-open offsets into the text of the ``Doc``."""

    content: Span
    """Direct: the words inside the quotation marks. Indirect and mixed: the reported clause."""
    cue: Span | None
    """The word of reporting ("said", "according to"), where there is one."""
    speaker: Span | None
    """The noun phrase or pronoun of the speaker, where the text tells."""
    kind: Literal["direct", "indirect", "mixed"]
