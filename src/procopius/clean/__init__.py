"""Raw article text to clean prose: named steps, switchable, explained, with the way back to the raw text."""

from procopius.clean.cleaner import REMOVED_KINDS, STEPS, ExplainRow, clean, explain, replay_edits

__all__ = ["REMOVED_KINDS", "STEPS", "ExplainRow", "clean", "explain", "replay_edits"]
