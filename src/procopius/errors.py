"""The exceptions of Procopius: one tree, each with a code that documentation and issues can name.

    ProcopiusError
    ├── InputError          an input that cannot be read
    ├── SettingsError       an option or combination of options that makes no sense
    ├── DataFileError       a dictionary, pattern or ontology file that does not validate (file, line)
    ├── ModelError          the language model is missing, damaged or does not fit
    └── StoreError          a project file that cannot be opened, or is none of ours

Exceptions are for misuse and for things the user must mend. What is wrong with a text itself becomes an
:class:`procopius.model.Issue` on the article and never stops a run.
"""

from __future__ import annotations

from pathlib import Path


class ProcopiusError(Exception):
    """Base of all our exceptions. ``code`` is stable and documented; the message says what to do."""

    code = "P000"

    def __str__(self) -> str:
        return f"[{self.code}] {super().__str__()}"


class InputError(ProcopiusError):
    """An input file or stream that cannot be read at all."""

    code = "P100"


class SettingsError(ProcopiusError):
    """An option with an impossible value."""

    code = "P200"


class DataFileError(ProcopiusError):
    """A data file (dictionary, pattern, ontology, lexicon) that does not validate.

    ``path`` and ``line`` (1-based) say where; the message says what to write instead.
    """

    code = "P300"

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = Path(path)
        self.line = line
        self._message = message

    def __reduce__(self) -> tuple[type[DataFileError], tuple[Path, int, str]]:
        # From one process to another: an exception is otherwise made again of its one formatted message.
        return type(self), (self.path, self.line, self._message)


class ModelError(ProcopiusError):
    """The shipped model is missing, damaged, or its parts do not belong together."""

    code = "P400"


class StoreError(ProcopiusError):
    """A project (the store of a corpus) that cannot be opened, read or written, or is of a newer version."""

    code = "P500"
