"""Inputs of many kinds to articles: text, HTML, JSONL, JSON, CSV, folders, standard input, gzip of those."""

from procopius.read.dates import read_date
from procopius.read.inputs import MAX_CHARS, Failure, list_files, read_file, read_inputs
from procopius.read.language import detect_language

__all__ = ["MAX_CHARS", "Failure", "detect_language", "list_files", "read_date", "read_file", "read_inputs"]
