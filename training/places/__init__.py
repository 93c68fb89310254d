"""Fits the weights by which a place is told to be that of an event."""
