"""Docs built by hand: tests of rules need no model."""

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab


def make_doc(rows: str) -> Doc:
    """Build a Doc from lines of ``word upos dep head [lemma] [tag]``; heads count from 0 in the whole text."""
    cells = [line.split() for line in rows.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[c[0] for c in cells],
        pos=[c[1] for c in cells],
        deps=[c[2] for c in cells],
        heads=[int(c[3]) for c in cells],
        lemmas=[c[4] if len(c) > 4 else c[0].lower() for c in cells],
        tags=[c[5] if len(c) > 5 else "" for c in cells],
    )
