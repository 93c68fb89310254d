"""Recipes that rebuild every shipped weight. Never imported at run time."""
