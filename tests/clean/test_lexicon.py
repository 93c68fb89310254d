import re
from pathlib import Path

import pytest

from procopius.clean.lexicon import alternatives, any_of, lexicon, read_lists, words
from procopius.errors import DataFileError

FILES = ("agencies", "authors", "captions", "furniture", "signatures", "words")


@pytest.mark.parametrize("name", FILES)
def test_shipped_files_load(name: str) -> None:
    assert all(lexicon(name).values())


def test_words_that_yaml_takes_for_truth_values_stay_words() -> None:
    assert {"no", "on"} <= words("words", "starters")


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("- a\n- b\n", 1, "mapping"),
        ("good: [a]\nbad: word\n", 2, "list of phrases"),
        ("good: [a]\nbad:\n  - a\n  - [b]\n", 4, "write a phrase"),
        ("good: [a\nbad: b\n", 2, "not YAML"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: str, line: int, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content)
    with pytest.raises(DataFileError, match=message) as caught:
        read_lists(path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_phrases_match_whole_words_and_any_space() -> None:
    pattern = re.compile(alternatives(["read also", "read"]))
    assert pattern.match("read  also")
    assert not pattern.match("reader")


def test_only_exact_lists_mind_capitals() -> None:
    assert re.match(any_of("furniture", "read_also"), "READ ALSO")
    assert not re.match(any_of("agencies", "agencies_exact"), "reuters")
