"""The recipe: hashes of all that decides what an article is coded to, taken without loading any of it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from procopius import __version__
from procopius.model import content_id
from procopius.settings import Settings
from procopius.store import Recipe, well_formed

PACKAGE = Path(__file__).parent.parent
STAGES = (
    *("clean", "coding", "dictionaries", "ontology", "parse", "read", "resolve"),
    *("errors.py", "model.py", "pipeline.py", "settings.py", "wordforms.py"),
)
"""The parts of the package that have a hand in a result; what stands above them has none."""
MODEL = PACKAGE / "data" / "model"
NO_PART = ("issues.tsv", "model", "store")
"""What lies in the data folder and has no hand in a result; the model has a hash of its own."""
LIBRARIES = (
    *("ahocorasick-rs", "anyascii", "ftfy", "lemminflect", "numpy", "onnxruntime", "py3langid", "rapidfuzz"),
    *("spacy", "trafilatura"),
)


def make_recipe(settings: Settings) -> Recipe:
    """Return the recipe of these settings with this installation.

    Raises:
        OSError: a file of the installation or a user's dictionary cannot be read.
    """
    return Recipe(
        code=_code(),
        model=_pipeline(settings.pipeline) if settings.pipeline else _model(),
        data=_data(),
        dictionaries=tuple(hash_files([path]) for path in settings.dictionaries),
        skip_steps=tuple(sorted(settings.skip_steps)),
        force_language=settings.force_language,
        max_characters=settings.max_characters,
    )


def reading_key(published: str | None, publisher: str | None, settings: Settings) -> str:
    """Return a hash of what, beside a file's bytes, decides which articles are read from it."""
    code = hash_files([PACKAGE / "read", PACKAGE / "model.py", PACKAGE / "data" / "read"])
    return content_id(
        "read", code, version("trafilatura"), published, well_formed(publisher or ""), settings.max_characters
    )


def versions() -> dict[str, str]:
    """Return the versions of Procopius, Python and the libraries that have a hand in a result."""
    return {
        "procopius": __version__,
        "python": platform.python_version(),
        **{library: _version(library) for library in LIBRARIES},
    }


def hash_files(paths: Iterable[Path]) -> str:
    """Return 32 hexadecimal digits of the hash of files, or of all files in folders, their names within included.

    Read-me files and compiled Python files are passed over.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix not in {".md", ".pyc"}:
                # A file given by itself may have any name: its rows are the same.
                name = file.relative_to(path.parent).as_posix() if file != path else ""
                digest.update(f"{name}\0{hash_file(file)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def hash_file(path: Path) -> str:
    """Return 32 hexadecimal digits of the BLAKE2b hash of a file's bytes."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


# Once a process: what it has loaded stays what it was, also when the installation is mended meanwhile.
@cache
def _code() -> str:
    return hash_files(PACKAGE / part for part in STAGES)


@cache
def _readers() -> str:
    return hash_files([PACKAGE / "read", PACKAGE / "model.py", PACKAGE / "data" / "read"])


@cache
def _model() -> str:
    return hash_files([MODEL])


@cache
def _data() -> str:
    return hash_files(path for path in sorted((PACKAGE / "data").iterdir()) if path.name not in NO_PART)


def _pipeline(name: str) -> str:
    """Return what tells one spaCy pipeline from another: a hash of its folder, or its package and version."""
    return hash_files([Path(name)]) if Path(name).is_dir() else f"{name} {_version(name)}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
