"""Parse: cleaned text to a spaCy ``Doc`` with sentences, tags, lemmas, dependencies (UD) and entities."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from procopius.parse.clear import is_clear, to_ud
from procopius.parse.component import ProcopiusParser
from procopius.parse.network import MODEL_FOLDER
from procopius.parse.noun_chunks import chunk_bounds, noun_chunks

__all__ = ["ProcopiusParser", "chunk_bounds", "is_clear", "load", "load_other", "noun_chunks", "to_ud"]


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


def load_other(pipeline: str) -> Language:
    """Return another spaCy pipeline (name or path) with our door behind it: UD labels come out whatever it has.

    Raises:
        OSError: spaCy finds no such pipeline.
    """
    nlp = spacy.load(pipeline)
    nlp.add_pipe("procopius_door", last=True)
    nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]  # the stub is of an older protocol
    return nlp
