"""The recipe takes in all that has a hand in a result, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from procopius.run import make_recipe
from procopius.run.recipe import NO_PART, PACKAGE, STAGES, hash_files, reading_key
from procopius.settings import Settings


def test_all_that_the_pipeline_imports_has_a_part() -> None:
    code = "import sys, procopius.pipeline\nprint('\\n'.join(m for m in sys.modules if m.startswith('procopius.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    parts = {name.split(".")[1] for name in done.stdout.split()}
    assert parts == {stage.removesuffix(".py") for stage in STAGES}


def test_the_parts_are_there() -> None:
    assert all((PACKAGE / stage).exists() for stage in STAGES)
    assert all((PACKAGE / "data" / name).exists() for name in NO_PART)


def test_a_recipe_is_the_same_each_time_and_needs_no_model() -> None:
    code = (
        "import sys\nfrom procopius.run import make_recipe\nfrom procopius.settings import Settings\n"
        "print(make_recipe(Settings()).id, 'spacy' in sys.modules, 'onnxruntime' in sys.modules)"
    )
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    command = [sys.executable, "-c", code]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for environment in seeds]
    first, second = (process.communicate()[0].split() for process in started)
    assert first == second
    assert first[1:] == ["False", "False"]


def test_what_decides_only_whether_an_article_is_coded_is_not_in_the_id() -> None:
    recipe = make_recipe(Settings())
    gates = msgspec.structs.replace(recipe, force_language=True, max_characters=5)
    assert gates.id == recipe.id
    changes = ({"code": "x"}, {"model": "x"}, {"data": "x"}, {"dictionaries": ("x",)}, {"skip_steps": ("x",)})
    assert len({recipe.id, *(msgspec.structs.replace(recipe, **change).id for change in changes)}) == 6


def test_another_pipeline_is_another_model(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]", "utf-8")
    ids = {make_recipe(Settings(pipeline=name)).id for name in (None, "en_core_web_sm", str(tmp_path))}
    assert len(ids) == 3


def test_the_order_of_steps_left_out_does_not_matter() -> None:
    assert make_recipe(Settings(skip_steps=("a", "b"))) == make_recipe(Settings(skip_steps=("b", "a")))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda folder: (folder / "a.tsv").write_text("other", "utf-8"), False),
        (lambda folder: (folder / "a.tsv").rename(folder / "b.tsv"), False),
        (lambda folder: (folder / "SOURCES.md").write_text("where it is from", "utf-8"), True),
        (lambda folder: folder.rename(folder.with_name("data")), True),
    ],
)
def test_a_hash_of_files(tmp_path: Path, change: object, *, same: bool) -> None:
    folder = tmp_path / "one" / "data"
    folder.mkdir(parents=True)
    (folder / "a.tsv").write_text("some", "utf-8")
    before = hash_files([folder])
    assert callable(change)
    change(folder)
    assert (hash_files([folder]) == before) is same


def test_the_name_of_a_dictionary_does_not_matter(tmp_path: Path) -> None:
    for name in ("mine.tsv", "yours.tsv"):
        (tmp_path / name).write_text("kind\tname\n", "utf-8")
    assert hash_files([tmp_path / "mine.tsv"]) == hash_files([tmp_path / "yours.tsv"])


def test_what_is_read_from_a_file_depends_on_the_defaults() -> None:
    settings = Settings()
    keys = {
        reading_key(None, None, settings),
        reading_key("2025-05-07", None, settings),
        reading_key(None, "Sabaria", settings),
        reading_key(None, None, Settings(max_characters=10)),
    }
    assert len(keys) == 4
