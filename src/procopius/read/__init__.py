"""Inputs of many kinds to articles: text, HTML, JSONL, JSON, CSV, folders, standard input, gzip of those."""

from procopius.read.dates import read_date
from procopius.read.inputs import MAX_CHARS, Failure, read_inputs
from procopius.read.language import detect_language

__all__ = ["MAX_CHARS", "Failure", "detect_language", "read_date", "read_inputs"]
