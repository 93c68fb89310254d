"""Resolves mentions to actors, places and dates."""
