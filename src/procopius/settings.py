"""Every option of Procopius in one place, with its default."""

from __future__ import annotations

from pathlib import Path

import msgspec

from procopius.errors import SettingsError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How articles are read, parsed and coded."""

    skip_steps: tuple[str, ...] = ()
    """Names of cleaning steps to leave out (``procopius clean --steps`` lists them)."""
    dictionaries: tuple[Path, ...] = ()
    """User dictionary files whose rows go before ours."""
    pipeline: str | None = None
    """Name or path of another spaCy pipeline to parse with; ours if None."""
    force_language: bool = False
    """Code articles that do not look English too."""
    max_characters: int = 2_000_000
    """An article longer than this many code points is skipped with an issue."""
    min_score: float = 0.0
    """Leave out events scored below this, 0 to 1."""

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            SettingsError: a value is out of range.
        """
        if not 0 <= self.min_score <= 1:
            raise SettingsError(f"min_score must be between 0 and 1, not {self.min_score}")
        if self.max_characters < 1:
            raise SettingsError(f"max_characters must be at least 1, not {self.max_characters}")
