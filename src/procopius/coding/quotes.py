"""Quotes: direct, indirect and mixed, each with its speaker and its cue."""

from __future__ import annotations

from spacy.tokens import Doc

from procopius.coding.direct import direct_links
from procopius.coding.found_quote import FoundQuote
from procopius.coding.indirect import indirect_quotes
from procopius.coding.quote_layout import lay_out
from procopius.coding.reporting import load_reporting

__all__ = ["FoundQuote", "find_quotes"]


def find_quotes(doc: Doc) -> tuple[FoundQuote, ...]:
    """Return the quotes of a parsed text in the order of their content.

    ``doc`` has UD labels, tags and lemmas. Offsets are half-open code points of ``doc.text``.

    Raises:
        DataFileError: the lexicon of reporting does not validate.
    """
    words = load_reporting()
    layout = lay_out(doc)
    links = direct_links(layout, words)
    found = [
        FoundQuote(
            content=(
                link.start if link.start is not None else layout.stretches[n].quoted.start,
                layout.stretches[n].quoted.end,
            ),
            cue=link.cue,
            speaker=link.speaker,
            kind="direct" if link.start is None else "mixed",
        )
        for n, link in links.items()
    ]
    found.extend(indirect_quotes(layout, words, links, {link.cue for link in links.values() if link.cue}))
    return tuple(sorted(found, key=lambda q: q.content))
