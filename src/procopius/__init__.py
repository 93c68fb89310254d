"""Procopius codes news text into cited event data: who did what to whom, when, where, and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procopius.pipeline import Coder
    from procopius.settings import Settings

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(settings: Settings | None = None) -> Coder:
    """Return a coder with the shipped model and dictionaries. See :func:`procopius.pipeline.load`."""
    from procopius.pipeline import load as load_pipeline

    return load_pipeline(settings)
