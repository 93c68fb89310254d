"""What a type already says: an act to come, refused or announced is one of another type (codebook, sections 3, 4)."""

from __future__ import annotations

from procopius.coding.patterns import Pattern
from procopius.coding.status import Reading
from procopius.model import Status

FUTURE_AS_AGREEMENT = {"CONSULT", "COOPERATE", "AID", "SUPPORT"}
"""Types of which an act still to come is AGREE (codebook, section 3)."""
_COOPERATIVE = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
"""Types of which an act refused ("will not sign") is REJECT."""
_FORCE = {"ASSAULT", "COERCE", "SANCTION"}
"""Types of which an act announced under a condition ("unless") is THREATEN."""


def fold(pattern: Pattern, event: str, reading: Reading, has_actor: bool) -> tuple[str, Status, str]:
    """Return type, status and a note: future cooperation is AGREE, "will withdraw" CONCEDE, "will not help" REJECT.

    ``event`` is the type of the ``pattern``, ``reading`` has a status.
    """
    status, told = reading.status or "actual", reading.told
    if status == "planned" and event in FUTURE_AS_AGREEMENT:
        return "AGREE", "actual", f"future {event} is AGREE"
    if status == "negated" and _needs_negation(pattern):
        return event, "actual", f"{event} by its negation"
    if status == "negated":
        refused = (told == "as refused" and event in _COOPERATIVE) or (told == "as failed" and event == "AGREE")
        if refused and has_actor:
            return "REJECT", "actual", f"{event} refused is REJECT"
    if told != "as promised" or not has_actor:
        return event, status, ""
    if status == "planned" and event == "RETREAT" and pattern.mode != "resign":
        return "CONCEDE", "actual", "announced RETREAT is CONCEDE"
    if status == "planned" and event in {"AGREE", "CONCEDE", "THREATEN"}:
        return event, "actual", f"planned {event} is {event}"
    if (event == "ASSAULT" and status == "planned") or (event in _FORCE and reading.conditional):
        return "THREATEN", "actual", f"announced {event} is THREATEN"
    return event, status, ""


def _needs_negation(pattern: Pattern) -> bool:
    """Say whether the pattern itself is a negation: "does not accept" is a refusal, not one that was denied."""
    return any(a.slot == "neg" for need in pattern.needs if not need.absent for a in need.alternatives)
