"""Labelled event sentences that we wrote, and their reader and validator."""
