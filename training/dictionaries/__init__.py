"""Recipes that make the shipped dictionary files from open reference facts and hand-written lists."""
