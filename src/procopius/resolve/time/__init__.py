"""Time expressions of news text and the dates they mean.

``find_times`` finds them; the grammar is data (``procopius/data/times``) and the readings are functions.
"""

from procopius.resolve.time.find import find_times
from procopius.resolve.time.records import TimeExpression, narrow, timex3

__all__ = ["TimeExpression", "find_times", "narrow", "timex3"]
