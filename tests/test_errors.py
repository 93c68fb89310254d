"""Errors pass from one process to another with all they say."""

from __future__ import annotations

import pickle

from procopius.errors import DataFileError, ModelError


def test_errors_survive_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(DataFileError("mine.tsv", 3, "no country")))
    assert (str(error), error.line) == ("[P300] mine.tsv:3: no country", 3)
    assert str(pickle.loads(pickle.dumps(ModelError("damaged")))) == "[P400] damaged"
