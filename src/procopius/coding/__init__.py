"""Code: a resolved article to events, quotes and votes."""

from __future__ import annotations

from procopius.coding.events import code_events
from procopius.coding.lexicons import Lexicons, load_lexicons
from procopius.coding.patterns import Patterns, load_patterns

__all__ = ["Lexicons", "Patterns", "code_events", "load_lexicons", "load_patterns"]
