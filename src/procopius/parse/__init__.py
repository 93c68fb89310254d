"""Parse: cleaned text to a spaCy ``Doc`` with sentences, tags, lemmas, dependencies (UD) and entities."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from procopius.parse.component import ProcopiusParser
from procopius.parse.network import MODEL_FOLDER
from procopius.parse.noun_chunks import chunk_bounds, noun_chunks

__all__ = ["ProcopiusParser", "chunk_bounds", "load", "noun_chunks"]


def load(folder: Path = MODEL_FOLDER) -> Language:
    """Return the shipped pipeline: spaCy's English tokenizer and our parser. ``folder`` is a model folder.

    Raises:
        ModelError: the model files are missing or damaged.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("procopius_parser", config={"folder": str(folder)})
    nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]  # the stub is of an older protocol
    nlp.max_length = 10_000_000
    return nlp
